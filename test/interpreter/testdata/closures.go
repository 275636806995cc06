package main

import "fmt"

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

type acc struct{ sum int }

func (a *acc) add(n int) int { a.sum += n; return a.sum }
func (a acc) get() int       { return a.sum }

func apply(f func(int) int, xs ...int) (out []int) {
	for _, x := range xs {
		out = append(out, f(x))
	}
	return
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func variadic(prefix string, rest ...any) string {
	return fmt.Sprint(append([]any{prefix}, rest...)...)
}

type op func(int) int

func (o op) twice(x int) int { return o(o(x)) }

func main() {
	inc, reset := counter()
	fmt.Println(inc(), inc())
	reset()
	fmt.Println(inc())
	a := &acc{1}
	add := a.add
	get := a.get
	fmt.Println(add(2), add(3), get(), a.get(), (*acc).add(a, 1), acc.get(*a))
	var fs []func() int
	for i := 0; i < 4; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	k := 3
	fmt.Println(apply(func(x int) int { return x * k }, 1, 2, 3))
	k = 5
	fmt.Println(compose(func(x int) int { return x + k }, func(x int) int { return x * x })(2))
	fmt.Println(variadic("p", 1, "two", 3.0, []int{4}))
	fmt.Println(op(func(x int) int { return x - 7 }).twice(20))
	var rec func(int) int
	rec = func(n int) int {
		if n == 0 {
			return 1
		}
		return n * rec(n-1)
	}
	fmt.Println(rec(20))
	x, s, m := 1, []int{1}, map[string]int{}
	mod := func() { x++; s = append(s, x); m[fmt.Sprint(x)] = x }
	mod()
	mod()
	fmt.Println(x, s, m)
	big := [40]int{39: 7}
	f := func() int { return big[39] }
	big[39] = 8
	fmt.Println(f())
	func(a, b int) { fmt.Println(a + b) }(1, 2)
	defer func(n int) { fmt.Println("deferred", n, x) }(x)
	x = 50
	var nilf func()
	fmt.Println(nilf == nil)
}
