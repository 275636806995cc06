// What is evaluated first in a statement: calls and their like, one by one, then the rest.
package main

import "fmt"

func main() {
	panics()
	values()
}

type st struct{ items []string }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func pop(s *[]int) (v int) {
	v, *s = (*s)[len(*s)-1], (*s)[:len(*s)-1]
	return
}

func (s *st) pop() string {
	var x string
	x, s.items = s.items[len(s.items)-1], s.items[:len(s.items)-1]
	return x
}

func panics() {
	var s []int
	try(func() { pop(&s) })
	try(func() { new(st).pop() })
	try(func() {
		var v int
		q := []int{}
		v, q = q[0], q[1:]
		fmt.Println(v, q)
	})
	try(func() {
		q := []int{}
		v, r := q[0], q[1:]
		fmt.Println(v, r)
	})
	try(func() {
		q := []int{}
		n := 1
		fmt.Println(q[0] + len(q[n:]))
	})
	try(func() {
		q := []int{}
		n := 3
		x := q[n] + cap(q[n:])
		_ = x
	})
	try(func() {
		q := []int{}
		n := 3
		var e any = 1
		x := fmt.Sprint(q[n], e.(string))
		_ = x
	})
	try(func() {
		q := []int{}
		n := 3
		var e any = 1
		x, y := q[n], e.(string)
		_, _ = x, y
	})
	try(func() {
		q := []int{}
		n := 3
		x, y := q[n], append(q[:n], 1)
		_, _ = x, y
	})
	ch := make(chan int, 4)
	ch <- 1
	ch <- 2
	a, b := len(ch), <-ch
	fmt.Println(a, b)
	m := map[int]int{1: 1}
	c, d := len(m), func() int { m[2] = 2; return len(m) }()
	fmt.Println(c, d, len(m), func() int { m[3] = 1; return 0 }())
	p := &s
	fmt.Println(len(*p), func() int { s = append(s, 1); return 0 }(), len(s))
}

type T struct {
	n int
	s []int
	m map[string]int
	c complex128
}

func show(a ...any) { fmt.Println(a...) }

func three(a, b, c int) int { return a*100 + b*10 + c }

func values() {
	x, y := 1, 1
	f := func() int { x = -x; y++; return y }
	show(x > 0 && y > 0, f(), x > 0 && y > 0)
	b := [2]bool{x > 0 || y > 9, f() > 0}
	show(b)
	t := &T{n: 1, s: []int{1, 2, 3}, m: map[string]int{"a": 1}, c: 1 + 2i}
	g := func() int {
		t.n++
		t.s = append(t.s, 9)
		t.m["a"]++
		t.m["b"]++
		t.c *= 2
		return t.n
	}
	show(three(t.n, g(), t.n), three(len(t.s), g(), len(t.s)), three(len(t.s)+1, g(), len(t.s)))
	show(three(len(t.m), g(), t.m["a"]), three(t.m["a"], g(), 0), real(t.c), g(), real(t.c))
	show(min(t.n, 100), g(), max(t.n, 0), len(t.s[1:]), g(), cap(t.s[1:2]), g())
	arr := [3]int{1, 2, 3}
	h := func() int { arr[0]++; arr[1] *= 2; return arr[0] }
	show(arr[0], h(), arr, h(), arr[1], arr == [3]int{3, 4, 3}, h())
	z := arr[0] + h() + arr[0]*h()
	show(z)
	var e any = arr
	k := func() int { e = [3]int{7}; return 0 }
	show(e.([3]int), k(), e.([3]int))
	var p *int = &x
	q := func() int { *p = 50; p = &y; return *p }
	show(*p, q(), *p)
	s := "abc"
	w := func() string { s = "xyz"; return s }
	show(s+"1", w(), s+"2", s[0], s[1:], w())
	i := 0
	inc := func() int { i++; return i }
	a := []int{inc(), i, inc(), i}
	m := map[int]int{inc(): i, i: inc()}
	show(a, len(m), i)
	a[i-5], i = inc(), 0
	show(a, i)
	var arr2 [4]int
	i = 1
	i, arr2[i], arr2[inc()] = 3, 5, 6
	show(i, arr2)
	sl := []int{0, 1, 2}
	j := 0
	j, sl[j], sl = 2, 8, nil
	show(j, sl)
	c := complex(float64(i), float64(inc()))
	show(c, int64(x), inc(), byte(i))
	func() {
		defer func() { show(recover(), "after", i) }()
		show(sl[5:], inc())
	}()
	func() {
		defer func() { show(recover(), "after", i) }()
		show(sl[5], inc())
	}()
	func() {
		defer func() { show(recover(), "after", i) }()
		var tp *T
		show(len(tp.s), inc())
	}()
	func() {
		defer func() { show(recover(), "after", i) }()
		var tp *T
		show(tp.n, inc())
	}()
	func() {
		defer func() { show(recover(), "after", i) }()
		show(1/(i-i), inc(), e.(string))
	}()
}
