package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type counter struct {
	mu sync.Mutex
	m  map[string]int
}

func (c *counter) add(k string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = make(map[string]int)
	}
	c.m[k] += n
}

type queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
	cap   int
}

func newQueue(n int) *queue {
	q := &queue{cap: n}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(x int) {
	q.mu.Lock()
	for len(q.items) == q.cap {
		q.cond.Wait()
	}
	q.items = append(q.items, x)
	q.mu.Unlock()
	q.cond.Broadcast()
}

func (q *queue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.cond.Wait()
	}
	x := q.items[0]
	q.items = q.items[1:]
	q.cond.Signal()
	return x
}

func main() {
	var c counter
	var wg sync.WaitGroup
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			for j := 0; j < 20; j++ {
				c.add(fmt.Sprint(j%7), i)
			}
		}(i)
	}
	wg.Wait()
	fmt.Println(c.m)
	q := newQueue(3)
	out := make(chan int, 100)
	for i := 0; i < 4; i++ {
		go func() {
			for {
				v := q.get()
				out <- v * v
				if v < 0 {
					return
				}
			}
		}()
	}
	for i := 0; i < 60; i++ {
		q.put(i)
	}
	s := 0
	for i := 0; i < 60; i++ {
		s += <-out
	}
	fmt.Println(s)
	var rw sync.RWMutex
	data := map[int]string{}
	var reads, writes int64
	for i := 0; i < 10; i++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for j := 0; j < 30; j++ {
				rw.RLock()
				_ = data[j]
				rw.RUnlock()
				atomic.AddInt64(&reads, 1)
				if j%10 == 0 {
					time.Sleep(time.Microsecond)
				}
			}
		}()
		go func() {
			defer wg.Done()
			for j := 0; j < 30; j++ {
				rw.Lock()
				data[j] = fmt.Sprint(j)
				rw.Unlock()
				atomic.AddInt64(&writes, 1)
			}
		}()
	}
	wg.Wait()
	fmt.Println(reads, writes, len(data))
	var p sync.Pool
	p.New = func() any { return new([100]int) }
	for i := 0; i < 100; i++ {
		x := p.Get().(*[100]int)
		x[i]++
		p.Put(x)
	}
	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once", i) })
	}
	t := time.AfterFunc(time.Millisecond, func() { out <- -1 })
	fmt.Println(<-out, t.Stop())
	tm := time.NewTimer(time.Hour)
	fmt.Println(tm.Stop(), tm.Reset(time.Millisecond))
	<-tm.C
	start := time.Now()
	time.Sleep(3 * time.Millisecond)
	fmt.Println(time.Since(start) >= 3*time.Millisecond)
	sem := make(chan struct{}, 2)
	var active, max int32
	for i := 0; i < 10; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sem <- struct{}{}
			n := atomic.AddInt32(&active, 1)
			for {
				m := atomic.LoadInt32(&max)
				if n <= m || atomic.CompareAndSwapInt32(&max, m, n) {
					break
				}
			}
			time.Sleep(time.Millisecond)
			atomic.AddInt32(&active, -1)
			<-sem
		}()
	}
	wg.Wait()
	fmt.Println("max", max)
	var mu sync.Mutex
	fmt.Println(mu.TryLock(), mu.TryLock())
	defer func() { fmt.Println("recovered", recover()) }()
	var wg2 sync.WaitGroup
	wg2.Add(-1)
}
