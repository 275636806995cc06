// Iterators turned inside out by iter.Pull.
package main

import (
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
)

func zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func counted(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("end of", n)
		for i := range n {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

type tree[T any] struct {
	left, right *tree[T]
	v           T
}

func (t *tree[T]) all(yield func(T) bool) bool {
	return t == nil || t.left.all(yield) && yield(t.v) && t.right.all(yield)
}
func (t *tree[T]) Values() iter.Seq[T] { return func(yield func(T) bool) { t.all(yield) } }

func same[T comparable](a, b *tree[T]) bool {
	na, sa := iter.Pull(a.Values())
	defer sa()
	nb, sb := iter.Pull(b.Values())
	defer sb()
	for {
		x, ok := na()
		y, ok2 := nb()
		if ok != ok2 || x != y {
			return false
		}
		if !ok {
			return true
		}
	}
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	for a, b := range zip(slices.Values([]string{"a", "b", "c"}), counted(5)) {
		fmt.Println(a, b)
	}
	next, stop := iter.Pull(counted(2))
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	stop()
	_, stop = iter.Pull(counted(3))
	stop()
	stop()
	n2, s2 := iter.Pull2(maps.All(map[string]int{"k": 7}))
	fmt.Println(n2())
	fmt.Println(n2())
	s2()
	t := &tree[int]{&tree[int]{nil, nil, 1}, &tree[int]{nil, nil, 3}, 2}
	u := &tree[int]{nil, &tree[int]{nil, &tree[int]{nil, nil, 3}, 2}, 1}
	fmt.Println(same(t, u), same(t, u.right), same[int](nil, nil))
	try("panic", func() {
		n, s := iter.Pull(func(yield func(int) bool) { yield(1); panic("in seq") })
		defer s()
		fmt.Println(n())
		fmt.Println(n())
	})
	try("stop panics", func() {
		n, s := iter.Pull(func(yield func(int) bool) { defer func() { panic("in defer") }(); yield(1) })
		n()
		s()
	})
	try("reentered", func() {
		var n func() (int, bool)
		n, s := iter.Pull(func(yield func(int) bool) { n(); yield(1) })
		defer s()
		n()
	})
	done := make(chan bool)
	go func() {
		defer close(done)
		n, _ := iter.Pull(func(yield func(int) bool) { runtime.Goexit() })
		n()
		fmt.Println("not here")
	}()
	<-done
	before := runtime.NumGoroutine()
	kept, _ := iter.Pull(counted(3))
	kept()
	fmt.Println(runtime.NumGoroutine() - before)
	var m1, m2 runtime.MemStats
	runtime.ReadMemStats(&m1)
	n3, s3 := iter.Pull(slices.Values([]int{1, 2, 3}))
	runtime.ReadMemStats(&m2)
	n3()
	s3()
	fmt.Println(m2.Mallocs-m1.Mallocs, m2.TotalAlloc-m1.TotalAlloc)
	sum := 0
	big, sb := iter.Pull(func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
			_ = make([]byte, 10000)
		}
	})
	for range 2000 {
		v, _ := big()
		sum += v
	}
	sb()
	fmt.Println(sum)
}
