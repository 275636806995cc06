package main

import "fmt"

type node struct {
	val         int
	left, right *node
}

func (n *node) insert(v int) *node {
	if n == nil {
		return &node{val: v}
	}
	if v < n.val {
		n.left = n.left.insert(v)
	} else {
		n.right = n.right.insert(v)
	}
	return n
}

func (n *node) walk(f func(int)) {
	if n != nil {
		n.left.walk(f)
		f(n.val)
		n.right.walk(f)
	}
}

type matrix [][]float64

func (m matrix) mul(o matrix) matrix {
	r := make(matrix, len(m))
	for i := range r {
		r[i] = make([]float64, len(o[0]))
		for j := range r[i] {
			for k := range o {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return r
}

type S struct {
	a  int8
	b  int64
	c  bool
	d  string
	e  []int
	f  [3]int16
	g  *S
	h  any
	i  float32
	j  complex64
	in struct{ x, y uint8 }
}

func quicksort(a []int) {
	if len(a) < 2 {
		return
	}
	p, i := a[len(a)/2], 0
	j := len(a) - 1
	for i <= j {
		for a[i] < p {
			i++
		}
		for a[j] > p {
			j--
		}
		if i <= j {
			a[i], a[j] = a[j], a[i]
			i++
			j--
		}
	}
	quicksort(a[:j+1])
	quicksort(a[i:])
}

var global = []string{"x", "y"}
var garr [4]S

func main() {
	var s []int
	for i := range 20 {
		s = append(s, i)
		if i < 10 {
			fmt.Print(len(s), "/", cap(s), " ")
		}
	}
	fmt.Println()
	t := s[5:10]
	t = append(t, 100)
	fmt.Println(s[10], len(t), cap(t))
	u := s[5:10:10]
	u = append(u, 200)
	fmt.Println(s[10], len(u))
	fmt.Println(copy(s, s[3:]), s[:5])
	fmt.Println(copy(s[3:], s), s[:8])
	b := append([]byte("abc"), "def"...)
	b = append(b, b...)
	fmt.Println(string(b), len(b))
	var root *node
	for _, v := range []int{5, 2, 8, 1, 9, 3, 7} {
		root = root.insert(v)
	}
	root.walk(func(v int) { fmt.Print(v, " ") })
	fmt.Println()
	m := matrix{{1, 2}, {3, 4}}
	fmt.Println(m.mul(matrix{{0, 1}, {1, 0}}))
	x := S{a: -5, b: 1 << 40, c: true, d: "str", e: []int{1}, f: [3]int16{1, -2, 3}, i: 1.5, j: 1 + 2i}
	x.in.y = 200
	y := x
	y.e[0] = 99
	y.f[0] = 7
	y.g = &x
	y.g.a--
	garr[2] = y
	garr[3] = garr[2]
	garr[3].d += "!"
	fmt.Println(x.a, x.e, x.f, y.f, garr[3].d, garr[2].d, garr[3].g.b, garr[3].in.y, garr[1].h == nil)
	p := &garr[3]
	p.f[1]++
	p.in.x--
	p.j *= 2
	p.h = p.f
	fmt.Println(p.f, p.in, p.j, p.h)
	q := []int{9, 4, 7, 1, 8, 2, 2, 6, 0, 5}
	quicksort(q)
	fmt.Println(q)
	global = append(global, "z")
	fmt.Println(global, len(global))
	grid := [3][4]int{}
	for i := range grid {
		for j := range grid[i] {
			grid[i][j] = i * j
		}
	}
	row := grid[2]
	row[3] = 50
	fmt.Println(grid, row, grid[2] == row)
	var z []struct{}
	z = append(z, struct{}{}, struct{}{})
	fmt.Println(len(z))
	ss := [][]string{{"a"}, nil, {"b", "c"}}
	ss[1] = append(ss[1], ss[2]...)
	fmt.Println(ss, len(ss[1]))
	arr := [5]int{1, 2, 3, 4, 5}
	sl := arr[1:4]
	sl[0] = 20
	pa := (*[3]int)(sl)
	pa[2] = 40
	fmt.Println(arr, [3]int(sl))
	clear(sl)
	fmt.Println(arr, min(3, 1, 2), max(2.5, 1))
	r := []rune("héllo")
	r[1] = 'e'
	fmt.Println(string(r), len(r), string(rune(0x4e16)))
	st := "hello"
	fmt.Println(st[1:3], st[:0] == "", st+"x" > st, st[4], len(st))
	for i := 0; i < 3; i++ {
		st += string(st[i])
	}
	fmt.Println(st)
	swap := [2]string{"l", "r"}
	swap[0], swap[1] = swap[1], swap[0]
	i := 0
	i, q[i] = 3, 77
	fmt.Println(swap, q[0], i)
	var iface any = x.f
	if f, ok := iface.([3]int16); ok {
		fmt.Println(f[2])
	}
	ptrs := []*int{}
	for i := range 300 {
		ptrs = append(ptrs, &[]int{i}[0])
	}
	t2 := 0
	for _, p := range ptrs {
		t2 += *p
	}
	fmt.Println(t2, cap(ptrs))
	big := make([]int, 3, 1000)
	big = append(big, make([]int, 500)...)
	fmt.Println(len(big), cap(big))
}
