// Defer statements in the bodies of loops over functions belong to the function around the loops.
package main

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("count ends")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func order() {
	defer fmt.Println("first")
	for i := range count(3) {
		defer fmt.Println("body", i)
		fmt.Println("in", i)
	}
	defer fmt.Println("last")
	fmt.Println("out")
}

func nested() (r int) {
	for i := range count(2) {
		for j := range count(2) {
			defer func() { r = r*10 + i*2 + j + 1 }()
			for k := range slices.Values([]int{7}) {
				if i == 1 {
					defer fmt.Println("deep", i, j, k)
				}
			}
		}
	}
	defer func() { r += 5000 }()
	return 0
}

func leaves(n int) (s string) {
	for i := range count(5) {
		defer func() { s += fmt.Sprint(" d", i) }()
		if i == n {
			return fmt.Sprint("r", i)
		}
		if i == 3 {
			break
		}
	}
	return "end"
}

func recovers(where int) (s string) {
	defer func() {
		s += fmt.Sprint(" outer ", recover())
	}()
	for i := range func(yield func(int) bool) {
		defer func() { s += " seq" }()
		yield(1)
		if where == 2 {
			panic("in seq")
		}
	} {
		defer func() {
			s += fmt.Sprint(" body ", recover())
		}()
		defer func() { s += fmt.Sprint(" i", i) }()
		if where == 1 {
			panic("in body")
		}
	}
	if where == 3 {
		panic("after")
	}
	return "done"
}

func again() (s string) {
	defer func() { s += fmt.Sprint(" ", recover()) }()
	for range count(1) {
		defer func() { panic("second") }()
		defer func() { s += fmt.Sprint(" ", recover()) }()
		panic("first")
	}
	return
}

type counter struct{ n int }

func (c *counter) add(by int)   { c.n += by }
func (c counter) show(s string) { fmt.Println(s, c.n) }

func methods() {
	c := &counter{}
	var f func() = func() { fmt.Println("func value", c.n) }
	for i := range count(3) {
		defer c.add(i)
		defer c.show("shown")
		defer f()
		c.n += 100
		if i == 1 {
			continue
		}
		defer func() {
			for j := range count(2) {
				defer fmt.Println("inner", i, j)
			}
		}()
	}
}

func literal() {
	for i := range count(2) {
		func() {
			defer fmt.Println("of the literal", i)
			fmt.Println("literal", i)
		}()
		done := make(chan bool)
		go func() {
			defer close(done)
			fmt.Println("of the goroutine")
		}()
		<-done
	}
}

func exits() {
	done := make(chan bool)
	go func() {
		defer close(done)
		for i := range count(3) {
			defer fmt.Println("exit", i)
			if i == 1 {
				runtime.Goexit()
			}
		}
	}()
	<-done
}

func grow(n int) int {
	var a [64]int
	if n == 0 {
		runtime.GC()
		return 0
	}
	a[n%64] = n
	return grow(n-1) + a[n%64]
}

// moved: the stack moves and the collector runs while records wait.
func moved() (s int) {
	x := [4]int{1, 2, 3, 4}
	for i := range count(4) {
		defer func() { s += x[i] + len(fmt.Sprint(i)) }()
		grow(200)
	}
	grow(400)
	return 0
}

func nilFunc() (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	var f func()
	for range count(1) {
		defer f()
		s = "deferred"
	}
	return
}

func generic[T any](list []T) {
	for i, v := range slices.All(list) {
		defer fmt.Println(i, v)
	}
}

func labels() {
outer:
	for i := range count(3) {
		for j := range count(3) {
			defer fmt.Println("label", i, j)
			if j == 1 {
				continue outer
			}
			if i == 1 {
				break outer
			}
		}
	}
}

func main() {
	order()
	fmt.Println(nested())
	fmt.Println(leaves(1), leaves(4))
	for where := range 4 {
		fmt.Println(recovers(where))
	}
	fmt.Println(again())
	methods()
	literal()
	exits()
	fmt.Println(moved())
	fmt.Println(nilFunc())
	generic([]string{"a", "b"})
	labels()
	for i := range count(1) {
		defer fmt.Println("of main", i)
	}
}
