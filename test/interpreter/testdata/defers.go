package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			fmt.Println(name, "runtime error:", e.Error())
		} else {
			fmt.Println(name, "recovered:", r)
		}
	}()
	f()
	fmt.Println(name, "returned")
}

type T struct{ x, y int }

func (t *T) get() int { return t.x }
func (t T) val() int  { return t.y }

type I interface{ get() int }
type J interface{ other() }

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught %v", r)
			n *= 2
		}
	}()
	n = 21
	panic("named")
}

func order() {
	for i := 0; i < 5; i++ {
		defer fmt.Print(i, " ")
	}
	defer func() { fmt.Print("first ") }()
}

func nested() (s string) {
	defer func() { s += fmt.Sprint("|outer:", recover()) }()
	defer func() {
		defer func() { s += fmt.Sprint("inner:", recover()) }()
		panic("second")
	}()
	panic("first")
}

func replaced() {
	defer func() { fmt.Println("replaced:", recover()) }()
	defer func() { panic("two") }()
	panic("one")
}

func helper() any { return recover() }

func indirect() {
	defer func() { fmt.Println("indirect second", recover()) }()
	defer func() { fmt.Println("indirect helper", helper()) }()
	defer func() { func() { fmt.Println("indirect closure", recover()) }() }()
	panic("x")
}

func directDeferredHelper() {
	defer helper()
	panic("gone")
}

func repanic() {
	defer func() { fmt.Println("repanic:", recover()) }()
	defer func() {
		r := recover()
		panic(fmt.Sprint("again ", r))
	}()
	panic("a")
}

func recoverTwice() {
	defer func() { fmt.Println(recover(), recover()) }()
	panic(1)
}

func noPanic() { defer func() { fmt.Println("none", recover()) }() }

func deep(n int) {
	defer func() {
		if n == 3 {
			fmt.Println("deep", recover())
		}
	}()
	if n == 0 {
		panic("bottom")
	}
	deep(n - 1)
}

func goexit() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("goexit recover", recover()) }()
		func() {
			defer fmt.Println("goexit deferred")
			runtime.Goexit()
		}()
		fmt.Println("not reached")
	}()
	<-done
}

func goexitPanic() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() { fmt.Println("goexit+panic", recover()) }()
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("in goexit")
		}()
		runtime.Goexit()
	}()
	<-done
}

func loopDefer(n int) (sum int) {
	for i := range n {
		defer func() { sum += i }()
	}
	return 1000
}

var sentinel = errors.New("sentinel")

func main() {
	var p *T
	var s []int
	var arr [4]int
	var m map[string]int
	var i any
	var ii I
	var f func()
	zero, five, neg := 0, 5, -1
	try("ok", func() {})
	try("nil field", func() { fmt.Println(p.y) })
	try("nil method", func() { fmt.Println(p.get()) })
	try("nil value method", func() { fmt.Println(p.val()) })
	try("nil iface", func() { fmt.Println(ii.get()) })
	try("nil func", func() { f() })
	try("index", func() { fmt.Println(s[five]) })
	try("index neg", func() { fmt.Println(s[neg]) })
	try("array", func() { fmt.Println(arr[five]) })
	try("string", func() { fmt.Println("abc"[five]) })
	try("store", func() { s[zero] = 1 })
	try("slice hi", func() { fmt.Println(s[:five]) })
	try("slice lohi", func() { fmt.Println(arr[five-1 : 2]) })
	try("slice neg", func() { fmt.Println(arr[neg:]) })
	try("slice3", func() { fmt.Println(arr[:2:five]) })
	try("slice3b", func() { fmt.Println(arr[:five:4]) })
	try("slice3c", func() { fmt.Println(arr[five-1 : 3 : 4]) })
	try("slice str", func() { fmt.Println("hello"[3:zero]) })
	try("slice str2", func() { fmt.Println("hello"[:five+1]) })
	try("toarray", func() { fmt.Println([4]int(s)) })
	try("divide", func() { fmt.Println(five / zero) })
	try("mod", func() { fmt.Println(uint8(five) % uint8(zero)) })
	try("shift", func() { fmt.Println(1 << neg) })
	try("nil map", func() { m["a"] = 1 })
	try("assert nil", func() { fmt.Println(i.(int)) })
	try("assert", func() { i = "str"; fmt.Println(i.(int)) })
	try("assert iface", func() { fmt.Println(i.(I)) })
	try("assert iface nil", func() { i = nil; fmt.Println(i.(I)) })
	try("assert struct", func() { i = T{}; fmt.Println(i.(*T)) })
	try("missing", func() { ii = p; fmt.Println(ii.(J)) })
	try("makeslice", func() { fmt.Println(len(make([]int, neg))) })
	try("makecap", func() { fmt.Println(len(make([]int, 5, zero))) })
	try("makechan", func() { fmt.Println(make(chan int, neg)) })
	try("close nil", func() { var c chan int; close(c) })
	try("close twice", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("hash", func() { mm := map[any]int{}; mm[[]int{1}] = 2 })
	try("hash get", func() { mm := map[any]int{1: 1}; _ = mm[func() {}] })
	try("compare", func() { var a, b any = []int{1}, []int{1}; fmt.Println(a == b) })
	try("panic nil", func() { panic(nil) })
	try("panic value", func() { panic(T{1, 2}) })
	try("panic error", func() { panic(sentinel) })
	fmt.Println(named())
	order()
	fmt.Println()
	fmt.Println(nested())
	replaced()
	indirect()
	try("defer helper", directDeferredHelper)
	repanic()
	recoverTwice()
	noPanic()
	deep(5)
	goexit()
	goexitPanic()
	fmt.Println(loopDefer(10))
}
