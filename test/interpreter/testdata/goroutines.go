package main

import (
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

func worker(id int, jobs <-chan int, results chan<- [2]int, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		results <- [2]int{id, j * j}
	}
}

func pipeline(n int) int {
	src := make(chan int)
	sq := make(chan int)
	sum := make(chan int)
	go func() {
		defer close(src)
		for i := range n {
			src <- i
		}
	}()
	go func() {
		defer close(sq)
		for v := range src {
			sq <- v * v
		}
	}()
	go func() {
		t := 0
		for v := range sq {
			t += v
		}
		sum <- t
	}()
	return <-sum
}

func primes(n int) []int {
	ch := make(chan int)
	go func() {
		for i := 2; ; i++ {
			ch <- i
		}
	}()
	var out []int
	for range n {
		p := <-ch
		out = append(out, p)
		next := make(chan int)
		go func(in <-chan int, out chan<- int) {
			for v := range in {
				if v%p != 0 {
					out <- v
				}
			}
		}(ch, next)
		ch = next
	}
	return out
}

type counter struct {
	sync.Mutex
	m map[string]int
}

func (c *counter) inc(k string) {
	c.Lock()
	defer c.Unlock()
	c.m[k]++
}

func selects() {
	a, b, quit := make(chan int), make(chan string, 1), make(chan struct{})
	go func() {
		for i := range 3 {
			a <- i
		}
		b <- "bee"
		close(quit)
	}()
	n, s := 0, ""
	for done := false; !done; {
		select {
		case v := <-a:
			n += v
		case v, ok := <-b:
			s = fmt.Sprint(v, ok)
		case <-quit:
			done = true
		}
	}
	if s == "" {
		s = fmt.Sprint(<-b, true)
	}
	fmt.Println("select", n, s)
	select {
	case v := <-a:
		fmt.Println("unexpected", v)
	default:
		fmt.Println("default")
	}
	var nilch chan int
	select {
	case nilch <- 1:
	case <-nilch:
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timeout")
	}
	c := make(chan int, 2)
	close(c)
	v, ok := <-c
	fmt.Println(v, ok, len(c), cap(c))
}

func cond() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	ready := 0
	var wg sync.WaitGroup
	for range 5 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			for ready == 0 {
				c.Wait()
			}
			ready++
			mu.Unlock()
		}()
	}
	time.Sleep(time.Millisecond)
	mu.Lock()
	ready = 1
	c.Broadcast()
	mu.Unlock()
	wg.Wait()
	fmt.Println("cond", ready)
}

func rw() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	x := 0
	var reads atomic.Int64
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 50 {
				if i%4 == 0 {
					mu.Lock()
					x++
					mu.Unlock()
				} else {
					mu.RLock()
					reads.Add(int64(x - x + 1))
					mu.RUnlock()
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println("rw", x, reads.Load())
}

func main() {
	jobs, results := make(chan int, 5), make(chan [2]int, 5)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Add(1)
		go worker(i, jobs, results, &wg)
	}
	go func() {
		for i := range 100 {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	var all []int
	for r := range results {
		all = append(all, r[1])
	}
	sort.Ints(all)
	fmt.Println(len(all), all[0], all[99], all[50])
	fmt.Println(pipeline(200), primes(30))
	c := counter{m: map[string]int{}}
	var wg2 sync.WaitGroup
	for i := range 50 {
		wg2.Add(1)
		go func() {
			defer wg2.Done()
			for j := range 20 {
				c.inc(fmt.Sprint("k", (i+j)%7))
			}
		}()
	}
	wg2.Wait()
	total := 0
	for _, v := range c.m {
		total += v
	}
	fmt.Println(len(c.m), total)
	selects()
	cond()
	rw()
	var once sync.Once
	n := 0
	for range 10 {
		wg2.Add(1)
		go func() { defer wg2.Done(); once.Do(func() { n++ }) }()
	}
	wg2.Wait()
	fmt.Println("once", n)
	var order []int
	var mu sync.Mutex
	for i := range 5 {
		wg2.Add(1)
		go func() {
			defer wg2.Done()
			time.Sleep(time.Duration(5-i) * 40 * time.Millisecond)
			mu.Lock()
			order = append(order, i)
			mu.Unlock()
		}()
	}
	wg2.Wait()
	fmt.Println(order)
	unbuf := make(chan string)
	go func() { unbuf <- "hello"; close(unbuf) }()
	for s := range unbuf {
		fmt.Println(s)
	}
	big := make(chan [20]int, 1)
	var arr [20]int
	arr[19] = 7
	big <- arr
	fmt.Println((<-big)[19])
	type pair struct {
		s string
		p *int
	}
	pc := make(chan pair)
	go func() { k := 42; pc <- pair{"x", &k} }()
	got := <-pc
	fmt.Println(got.s, *got.p)
}
