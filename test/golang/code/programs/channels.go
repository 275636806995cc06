// Goroutines, channels, select, sync.
package main

import (
	"fmt"
	"sync"
	"time"
)

func produce(n int, out chan<- int) {
	for i := range n {
		out <- i
	}
	close(out)
}

func worker(in <-chan int, out chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for v := range in {
		out <- v * v
	}
}

type result struct {
	id   int
	text string
	err  error
}

func main() {
	c := make(chan int)
	go produce(5, c)
	sum := 0
	for v := range c {
		sum += v
	}
	v, ok := <-c
	fmt.Println(sum, v, ok)

	in, out := make(chan int, 3), make(chan int, 100)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go worker(in, out, &wg)
	}
	for i := 1; i <= 10; i++ {
		in <- i
	}
	close(in)
	wg.Wait()
	close(out)
	total := 0
	for v := range out {
		total += v
	}
	fmt.Println(total, len(out), cap(out))

	var mu sync.Mutex
	shared := map[int]int{}
	var group sync.WaitGroup
	for i := range 10 {
		group.Add(1)
		go func() {
			defer group.Done()
			mu.Lock()
			defer mu.Unlock()
			shared[i%3]++
		}()
	}
	group.Wait()
	fmt.Println(shared)

	results := make(chan result, 2)
	go func() { results <- result{1, "a", nil} }()
	r := <-results
	fmt.Println(r.id, r.text, r.err)

	done := make(chan struct{})
	ticks := make(chan string)
	go func() {
		for i := range 3 {
			ticks <- fmt.Sprint("tick ", i)
		}
		close(done)
	}()
loop:
	for {
		select {
		case t := <-ticks:
			fmt.Println(t)
		case <-done:
			break loop
		}
	}
	select {
	case x := <-ticks:
		fmt.Println("unexpected", x)
	default:
		fmt.Println("nothing")
	}
	full := make(chan int, 1)
	for i := range 2 {
		select {
		case full <- i:
			fmt.Println("sent", i)
		default:
			fmt.Println("full at", i)
		}
	}
	b := make(chan byte, 2)
	b <- 200
	b <- 201
	x, y := <-b, <-b
	fmt.Println(x, y)
	select {
	case v, ok := <-done:
		fmt.Println(v, ok)
	}
	timeout := time.After(10 * time.Millisecond)
	select {
	case <-timeout:
		fmt.Println("timeout")
	case <-ticks:
	}
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	var nilChan chan int
	select {
	case nilChan <- 1:
	case <-nilChan:
	default:
		fmt.Println("nil channels never")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		close(done)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		s := make(chan int)
		close(s)
		s <- 1
	}()
	pipeline := func(f func(int) int, in <-chan int) <-chan int {
		out := make(chan int)
		go func() {
			defer close(out)
			for v := range in {
				out <- f(v)
			}
		}()
		return out
	}
	src := make(chan int)
	go produce(4, src)
	for v := range pipeline(func(x int) int { return x + 1 }, pipeline(func(x int) int { return x * 10 }, src)) {
		fmt.Print(v, " ")
	}
	fmt.Println()
}
