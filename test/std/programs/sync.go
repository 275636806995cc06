// Locks, groups, pools, conditions, timers: what does not depend on who runs first.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

func main() {
	fmt.Println(unsafe.Sizeof(sync.Mutex{}), unsafe.Sizeof(sync.RWMutex{}), unsafe.Sizeof(sync.WaitGroup{}), unsafe.Sizeof(sync.Once{}), unsafe.Sizeof(sync.Cond{}),
		unsafe.Sizeof(sync.Pool{}), unsafe.Sizeof(time.Time{}), unsafe.Sizeof(atomic.Int64{}), unsafe.Sizeof(atomic.Bool{}), unsafe.Sizeof(atomic.Value{}), unsafe.Sizeof(time.Timer{}))
	counters()
	conditions()
	pools()
	timers()
	once()
	readers()
	values()
}

func counters() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var n atomic.Int64
	var u uint32
	total := 0
	for i := range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				mu.Lock()
				t := total
				if i%3 == 0 {
					runtime.Gosched()
				}
				total = t + 1
				mu.Unlock()
				n.Add(1)
				atomic.AddUint32(&u, 2)
			}
		}()
	}
	wg.Wait()
	fmt.Println(total, n.Load(), u, mu.TryLock(), mu.TryLock())
	mu.Unlock()
	wg.Go(func() { total = -1 })
	wg.Wait()
	fmt.Println(total, atomic.CompareAndSwapUint32(&u, 2000, 7), u, atomic.SwapUint32(&u, 9), u, n.Swap(3), n.CompareAndSwap(3, 4), n.Load(), n.Or(3), n.And(5))
}

func conditions() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	ready, done := 0, 0
	var wg sync.WaitGroup
	for range 5 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			ready++
			for done == 0 {
				c.Wait()
			}
			done++
			mu.Unlock()
		}()
	}
	for {
		mu.Lock()
		r := ready
		mu.Unlock()
		if r == 5 {
			break
		}
		runtime.Gosched()
	}
	c.Signal()
	mu.Lock()
	done = 1
	mu.Unlock()
	c.Broadcast()
	wg.Wait()
	fmt.Println(ready, done)
}

func pools() {
	made := 0
	p := sync.Pool{New: func() any { made++; return new(int) }}
	a := p.Get().(*int)
	*a = 5
	p.Put(a)
	b := p.Get().(*int)
	fmt.Println(made, *b, a == b)
	for range 20 {
		p.Put(new(int))
	}
	for range 20 {
		p.Get()
	}
	fmt.Println(made)
	p.Put(a)
	runtime.GC()
	c := p.Get().(*int)
	fmt.Println(made, a == c)
	p.Put(c)
	runtime.GC()
	runtime.GC()
	d := p.Get().(*int)
	fmt.Println(made, *d)
	var empty sync.Pool
	fmt.Println(empty.Get())
}

func timers() {
	start := time.Now()
	time.Sleep(30 * time.Millisecond)
	fmt.Println(time.Since(start) >= 30*time.Millisecond)
	select {
	case <-time.After(5 * time.Millisecond):
		fmt.Println("after")
	case <-time.After(time.Hour):
		fmt.Println("too late")
	}
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Stop())
	done := make(chan string)
	f := time.AfterFunc(time.Millisecond, func() { done <- "func" })
	fmt.Println(<-done, f.Stop())
	ticker := time.NewTicker(2 * time.Millisecond)
	last := time.Time{}
	for range 3 {
		now := <-ticker.C
		if !now.After(last) {
			fmt.Println("not after")
		}
		last = now
	}
	ticker.Reset(time.Millisecond)
	<-ticker.C
	ticker.Stop()
	select {
	case <-ticker.C:
		fmt.Println("still ticking")
	case <-time.After(10 * time.Millisecond):
	}
	a, b := time.Now(), time.Now()
	fmt.Println(!b.Before(a), a.Add(time.Second).Sub(a), a.Equal(a.Round(0)))
	order := make(chan int, 3)
	for i, d := range []time.Duration{30, 10, 20} {
		go func() {
			time.Sleep(d * time.Millisecond)
			order <- i
		}()
	}
	fmt.Println(<-order, <-order, <-order)
}

func once() {
	var o sync.Once
	n := 0
	for range 3 {
		o.Do(func() { n++ })
	}
	f := sync.OnceFunc(func() { n += 10 })
	f()
	f()
	fmt.Println(n)
	defer func() { fmt.Println("again:", recover()) }()
	g := sync.OnceFunc(func() { panic("first") })
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		g()
	}()
	g()
}

func readers() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	value, reads := 0, atomic.Int32{}
	for i := range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%5 == 0 {
				mu.Lock()
				value++
				mu.Unlock()
				return
			}
			mu.RLock()
			_ = value
			reads.Add(1)
			runtime.Gosched()
			mu.RUnlock()
		}()
	}
	wg.Wait()
	fmt.Println(value, reads.Load(), mu.TryRLock(), mu.TryLock())
	mu.RUnlock()
	l := mu.RLocker()
	l.Lock()
	l.Unlock()
}

func values() {
	var v atomic.Value
	fmt.Println(v.Load())
	v.Store("a")
	fmt.Println(v.Load(), v.Swap("b"), v.CompareAndSwap("b", "c"), v.Load())
	defer func() { fmt.Println(recover()) }()
	v.Store(1)
}
