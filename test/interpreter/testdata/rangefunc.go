package main

import (
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"
)

// Count gives the numbers below n.
func Count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print(";")
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Print(" stopped at ", i)
				return
			}
		}
	}
}

func pairs(words string) iter.Seq2[int, string] { return slices.All(strings.Fields(words)) }

func first(n int) int {
	for i := range Count(10) {
		if i == n {
			return i * 10
		}
	}
	return -1
}

func named(n int) (a int, b string) {
	b = "none"
	for i, word := range pairs("zero one two") {
		for j := range Count(2) {
			if i == n && j == 1 {
				return i, word
			}
			a = j
		}
	}
	return
}

func labels() (trace []string) {
outer:
	for i := range Count(4) {
	inner:
		for j := range Count(4) {
			for k := range Count(4) {
				switch {
				case i == 0:
					continue outer
				case j == 0:
					continue inner
				case i == 1 && k == 2:
					break inner
				case i == 2 && j == 2:
					break outer
				}
				trace = append(trace, fmt.Sprint(i, j, k))
				if k == 3 {
					continue
				}
			}
			for k := 0; ; k++ {
				if k == 1 {
					continue inner
				}
			}
		}
	}
	return
}

func jumps(n int) string {
	for i := range Count(3) {
		if i == n {
			goto found
		}
	}
	return "not found"
found:
	for range Count(1) {
		goto end
	}
	return "never"
end:
	return "found"
}

func each(yield func() bool) {
	for yield() {
	}
}

func assigned() (i int, s string) {
	for i, s = range pairs("a b c") {
	}
	n := 0
	for range each {
		if n++; n == 3 {
			break
		}
	}
	return i + n, s
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func kept() {
	var f func(int) bool
	leak := func(yield func(int) bool) {
		f = yield
		yield(1)
	}
	try("after the end", func() {
		for range leak {
		}
		f(2)
	})
	try("after false", func() {
		for range func(yield func(int) bool) { yield(1); yield(2) } {
			break
		}
	})
	try("after a panic", func() {
		for range func(yield func(int) bool) {
			defer func() { recover(); yield(2) }()
			yield(1)
		} {
			panic("in the body")
		}
	})
	try("swallowed", func() {
		for range func(yield func(int) bool) {
			defer func() { recover() }()
			yield(1)
		} {
			panic("in the body")
		}
	})
	try("passed on", func() {
		for range Count(3) {
			panic("in the body")
		}
	})
}

func closures() (sum int) {
	var list []func() int
	for i := range Count(3) {
		list = append(list, func() int { i *= 2; return i })
	}
	for _, f := range list {
		f()
		sum += f()
	}
	return
}

type Tree[T any] struct {
	Left, Right *Tree[T]
	Value       T
}

func (t *Tree[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) { t.push(yield) }
}

func (t *Tree[T]) push(yield func(T) bool) bool {
	return t == nil || t.Left.push(yield) && yield(t.Value) && t.Right.push(yield)
}

func Filter[T any](seq iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range seq {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func Index[T comparable](seq iter.Seq[T], x T) int {
	n := 0
	for v := range seq {
		if v == x {
			return n
		}
		n++
	}
	return -1
}

func allocations(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

var escaping func(int) bool

//go:noinline
func escape(yield func(int) bool) { escaping = yield; yield(1) }

//go:noinline
func plain(yield func(int) bool) { yield(1) }

func main() {
	fmt.Println(first(3), first(20))
	fmt.Println(named(1))
	fmt.Println(named(5))
	fmt.Println(labels())
	fmt.Println(jumps(1), jumps(7))
	fmt.Println(assigned())
	kept()
	fmt.Println(closures())
	t := &Tree[string]{&Tree[string]{nil, nil, "a"}, &Tree[string]{nil, nil, "c"}, "b"}
	for s := range t.All() {
		fmt.Print(s, " ")
	}
	fmt.Println(Index(t.All(), "c"), Index(Filter(Count(9), func(i int) bool { return i%2 == 1 }), 5))
	fmt.Println(slices.Collect(maps.Keys(map[int]bool{1: true})), slices.Sorted(maps.Values(map[string]int{"x": 2, "y": 1})))
	for i, c := range slices.Backward([]string{"p", "q"}) {
		fmt.Print(i, c, " ")
	}
	for part := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(part, cap(part), " ")
	}
	fmt.Println(maps.Collect(slices.All([]string{"v"})), slices.AppendSeq([]int{9}, slices.Values([]int{8})))
	fmt.Println(
		allocations(func() {
			for range plain {
			}
		}),
		allocations(func() {
			for i := range escape {
				_ = i
			}
		}),
	)
}
