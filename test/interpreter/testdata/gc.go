package main

import (
	"fmt"
	"runtime"
	"sync"
)

type tree struct {
	left, right *tree
	data        [4]int
	name        string
}

func build(d int) *tree {
	if d == 0 {
		return &tree{name: fmt.Sprint("leaf", d)}
	}
	t := &tree{left: build(d - 1), right: build(d - 1)}
	t.data[d%4] = d
	t.name = fmt.Sprint("n", d)
	return t
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	s := len(t.name)
	for _, v := range t.data {
		s += v
	}
	return s + t.left.sum() + t.right.sum()
}

type list struct {
	next *list
	buf  []byte
}

var keep *list
var m = map[int]*tree{}

func churn(n int) int {
	total := 0
	for i := range n {
		b := make([]byte, 100+i%1000)
		b[0] = byte(i)
		total += int(b[0]) + len(b)
		if i%50 == 0 {
			keep = &list{keep, b}
		}
		if i%200 == 0 {
			s := ""
			for j := range 20 {
				s += fmt.Sprint(j)
			}
			total += len(s)
		}
		m[i%100] = &tree{name: fmt.Sprint(i)}
	}
	return total
}

func main() {
	t := build(10)
	want := t.sum()
	fmt.Println(want)
	for range 3 {
		fmt.Println(churn(5000))
	}
	runtime.GC()
	fmt.Println(t.sum() == want, len(m))
	n := 0
	for l := keep; l != nil; l = l.next {
		n += len(l.buf)
	}
	fmt.Println(n)
	var wg sync.WaitGroup
	res := make([]int, 8)
	for i := range res {
		wg.Add(1)
		go func() {
			defer wg.Done()
			tt := build(6)
			for range 20 {
				x := build(3)
				res[i] += x.sum()
				if i == 3 {
					runtime.GC()
				}
			}
			res[i] += tt.sum()
		}()
	}
	wg.Wait()
	fmt.Println(res)
	ch := make(chan *tree)
	done := make(chan int)
	go func() {
		s := 0
		for t := range ch {
			s += t.sum()
		}
		done <- s
	}()
	for i := range 50 {
		ch <- build(i % 5)
		if i%10 == 0 {
			runtime.GC()
		}
	}
	close(ch)
	fmt.Println(<-done, t.sum() == want)
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println(ms.NumGC > 5)
}
