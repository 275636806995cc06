package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

func gen(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := 2; i < n; i++ {
			c <- i
		}
	}()
	return c
}

func filter(in <-chan int, p int) <-chan int {
	out := make(chan int, 1)
	go func() {
		defer close(out)
		for v := range in {
			if v%p != 0 {
				out <- v
			}
		}
	}()
	return out
}

type job struct {
	id  int
	res chan string
	buf []byte
}

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
			if _, ok := e.(error); ok {
				fmt.Println("error")
			}
		}
	}()
	f()
}

func main() {
	c := gen(200)
	for {
		p, ok := <-c
		if !ok {
			break
		}
		fmt.Print(p, " ")
		c = filter(c, p)
	}
	fmt.Println()

	jobs := make(chan job, 3)
	var wg sync.WaitGroup
	for w := 0; w < 4; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				j.buf = append(j.buf, fmt.Sprintf("job %d", j.id)...)
				j.res <- string(j.buf)
			}
		}()
	}
	total := 0
	for i := 0; i < 50; i++ {
		res := make(chan string, i%2)
		jobs <- job{i, res, nil}
		total += len(<-res)
	}
	close(jobs)
	wg.Wait()
	fmt.Println("total", total)

	// select with many cases
	a, b, quit := make(chan int), make(chan string, 2), make(chan struct{})
	go func() {
		for i := 0; i < 10; i++ {
			a <- i
		}
		for i := 0; i < 5; i++ {
			b <- fmt.Sprint("s", i)
		}
		close(quit)
	}()
	sa, sb := 0, ""
loop:
	for {
		select {
		case v := <-a:
			sa += v
		case s, ok := <-b:
			sb += s + fmt.Sprint(ok)
		case <-quit:
			break loop
		}
	}
	for len(b) > 0 {
		sb += <-b
	}
	fmt.Println(sa, sb != "")
	select {
	case v := <-a:
		fmt.Println("no", v)
	default:
		fmt.Println("default")
	}
	var nilc chan int
	select {
	case nilc <- 1:
	case <-nilc:
	default:
		fmt.Println("nil channels")
	}
	try(func() { close(nilc) })
	try(func() { close(quit) })
	try(func() { b <- "x"; close(b); b <- "y" })
	try(func() { c := make(chan int); close(c); c <- 1 })
	try(func() {
		c := make(chan int)
		close(c)
		select {
		case c <- 1:
		default:
		}
	})
	v, ok := <-b
	fmt.Println(v, ok)
	v, ok = <-b
	fmt.Printf("%q %v %d %d\n", v, ok, len(b), cap(b))
	// sender blocked when closed
	blocked := make(chan int)
	done := make(chan error)
	go func() {
		defer func() {
			e, _ := recover().(error)
			done <- e
		}()
		blocked <- 1
	}()
	time.Sleep(time.Millisecond)
	close(blocked)
	fmt.Println(<-done)
	// timeouts
	select {
	case <-blocked:
		fmt.Println("closed")
	case <-time.After(time.Second):
	}
	never := make(chan int)
	select {
	case <-never:
	case <-time.After(10 * time.Millisecond):
		fmt.Println("timeout")
	}
	tick := time.NewTicker(time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tick.C
	}
	tick.Stop()
	// mutex, rwmutex, cond, once
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ready := 0
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			for ready == 0 {
				cond.Wait()
			}
			ready++
			mu.Unlock()
		}()
	}
	time.Sleep(time.Millisecond)
	mu.Lock()
	ready = 1
	mu.Unlock()
	cond.Broadcast()
	wg.Wait()
	fmt.Println("ready", ready)
	var rw sync.RWMutex
	var once sync.Once
	shared := map[int]int{}
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { fmt.Println("once") })
			if i%3 == 0 {
				rw.Lock()
				shared[i] = i
				rw.Unlock()
			} else {
				rw.RLock()
				_ = shared[i]
				rw.RUnlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(len(shared))
	// chan of chan, chan of func, directional
	cc := make(chan chan int, 1)
	x := make(chan int, 1)
	cc <- x
	x <- 42
	fmt.Println(<-<-cc)
	cf := make(chan func() error, 1)
	cf <- func() error { return errors.New("e") }
	fmt.Println((<-cf)())
	empty := make(chan struct{}, 100)
	for i := 0; i < 100; i++ {
		empty <- struct{}{}
	}
	fmt.Println(len(empty), cap(empty))
	arr := make(chan [40]int)
	go func() { arr <- [40]int{39: 7} }()
	fmt.Println((<-arr)[39])
	for i := range 3 {
		defer fmt.Println("deferred", i)
	}
	dead := make(chan int)
	<-dead
}
