package iter

import (
	"runtime"
	"unsafe"
)

// coro is what two goroutines share of which one runs and the other waits; it is as large as the
// runtime's.
type coro struct {
	gp        uintptr
	f         func(*coro)
	mp        unsafe.Pointer
	lockedExt uint32
	lockedInt uint32
}

// newcoro makes a goroutine that will call f when it is switched to.
func newcoro(f func(*coro)) *coro {
	c := new(coro)
	c.f = f
	createcoro(c, corostart)
	return c
}

func corostart() {
	c := coroarg()
	defer coroexit(c)
	c.f(c)
}

func createcoro(c *coro, start func())
func coroarg() *coro
func coroswitch(c *coro)
func coroexit(c *coro)

// goexitPanicValue stands for the end of the iterator's goroutine by Goexit.
var goexitPanicValue any = new(int)

// Pull turns an iterator inside out: next gives one value after the other, stop ends it.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var pull struct {
		v          V
		ok         bool
		done       bool
		yieldNext  bool
		seqDone    bool
		racer      int
		panicValue any
	}
	c := newcoro(func(c *coro) {
		if pull.done {
			return
		}
		yield := func(v V) bool {
			if pull.done {
				return false
			}
			if !pull.yieldNext {
				panic("iter.Pull: yield called again before next")
			}
			pull.yieldNext = false
			pull.v, pull.ok = v, true
			coroswitch(c)
			return !pull.done
		}
		defer func() {
			if p := recover(); p != nil {
				pull.panicValue = p
			} else if !pull.seqDone {
				pull.panicValue = goexitPanicValue
			}
			pull.done = true
		}()
		seq(yield)
		var zero V
		pull.v, pull.ok = zero, false
		pull.seqDone = true
	})
	next = func() (v V, ok bool) {
		if pull.done {
			return
		}
		if pull.yieldNext {
			panic("iter.Pull: next called again before yield")
		}
		pull.yieldNext = true
		coroswitch(c)
		again(pull.panicValue)
		return pull.v, pull.ok
	}
	stop = func() {
		if !pull.done {
			pull.done = true
			coroswitch(c)
			again(pull.panicValue)
		}
	}
	return next, stop
}

// Pull2 does so with an iterator over pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var pull struct {
		k          K
		v          V
		ok         bool
		done       bool
		yieldNext  bool
		seqDone    bool
		racer      int
		panicValue any
	}
	c := newcoro(func(c *coro) {
		if pull.done {
			return
		}
		yield := func(k K, v V) bool {
			if pull.done {
				return false
			}
			if !pull.yieldNext {
				panic("iter.Pull2: yield called again before next")
			}
			pull.yieldNext = false
			pull.k, pull.v, pull.ok = k, v, true
			coroswitch(c)
			return !pull.done
		}
		defer func() {
			if p := recover(); p != nil {
				pull.panicValue = p
			} else if !pull.seqDone {
				pull.panicValue = goexitPanicValue
			}
			pull.done = true
		}()
		seq(yield)
		var zeroK K
		var zeroV V
		pull.k, pull.v, pull.ok = zeroK, zeroV, false
		pull.seqDone = true
	})
	next = func() (k K, v V, ok bool) {
		if pull.done {
			return
		}
		if pull.yieldNext {
			panic("iter.Pull2: next called again before yield")
		}
		pull.yieldNext = true
		coroswitch(c)
		again(pull.panicValue)
		return pull.k, pull.v, pull.ok
	}
	stop = func() {
		if !pull.done {
			pull.done = true
			coroswitch(c)
			again(pull.panicValue)
		}
	}
	return next, stop
}

// again ends the caller as the iterator ended.
func again(p any) {
	switch p {
	case nil:
	case goexitPanicValue:
		runtime.Goexit()
	default:
		panic(p)
	}
}
