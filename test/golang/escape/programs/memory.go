package main

import (
	"fmt"
	"strings"
)

type node struct {
	left, right *node
	value       int
	data        []byte
}

type buffer struct {
	buf  []byte
	arr  [8]byte
	next *buffer
	name string
}

func (b *buffer) trim(n int)    { b.buf = b.buf[n:] }
func (b *buffer) reset()        { b.buf = b.arr[:0] }
func (b *buffer) swap()         { b.next.name, b.name = b.name, b.next.name }
func (b *buffer) same()         { b.name = b.next.name }
func (b *buffer) grow(s string) { b.buf = append(b.buf, s...) }

func tree(depth int) *node {
	if depth == 0 {
		return nil
	}
	return &node{left: tree(depth - 1), right: tree(depth - 1), value: depth}
}

func values() (a int, b *int, c [3]int) {
	x := node{value: 1}
	y := x
	y.left = &x
	z := new(node)
	z.value = y.value
	b = new(int)
	c[1] = z.value
	return x.value, b, c
}

func sizes(n int) {
	small := make([]byte, 64)
	large := make([]byte, 64<<10+1)
	variable := make([]int, n)
	empty := make([]struct{}, n)
	var array [128<<10 + 1]byte
	pointer := &[64<<10 + 1]byte{}
	k := 10
	fixed := make([]int, k, 2*5)
	m := make(map[string]int)
	m2 := map[int]*int{1: &k}
	ch := make(chan *int, 3)
	_, _, _, _, _, _, _, _, _, _ = small, large, variable, empty, array, pointer, fixed, m, m2, ch
}

func appends(s []*int, n int) []*int {
	var local []int
	local = append(local, n, n+1)
	local = append(local, local...)
	t := append([]*int(nil), s...)
	t = append(t, &n)
	copy(t, s)
	clear(t)
	return append(s[:1:2], t[1:]...)
}

func text(b []byte, s string, r []rune) (string, []byte, int) {
	t := s + "-" + string(b)
	u := []byte(s)
	v := string(r) + string(rune(65))
	w := []rune(s)
	t += v
	n := len(strings.Repeat(s, 3))
	if string(b) == "key" {
		n++
	}
	m := map[string]int{}
	n += m[string(b)]
	only := []byte("abc")
	for i := range only {
		n += int(only[i])
	}
	c := min(s, t, "z") + max(s, "a")
	return t + c, u, n + len(w)
}

func fresh(n int) (*int, *string) {
	p := new(n + 1)
	q := new("text")
	return p, q
}

func results(p, q **int) (*int, **int) {
	if p == nil {
		return *q, q
	}
	return nil, p
}

func unused(p *int, _ *int, s []string) {
	r := p
	_ = r
	var f = func() {}
	if false {
		f()
		fmt.Println(s)
	}
}

type matrix [4][4]float64

func (m matrix) at(i, j int) *float64   { return &m[i][j] }
func (m *matrix) ref(i, j int) *float64 { return &m[i][j] }

func selects(a, b chan *node, quit <-chan struct{}) (n *node) {
	for {
		select {
		case n = <-a:
		case x, ok := <-b:
			if ok {
				n = x.left
			}
		case a <- &node{}:
		case <-quit:
			return
		default:
			var v any
			select {
			case v = <-b:
			}
			fmt.Println(v)
		}
	}
}

func main() {
	tree(2)
	values()
	sizes(3)
	appends(nil, 1)
	text(nil, "", nil)
	fresh(1)
	results(nil, nil)
	unused(nil, nil, nil)
	var m matrix
	m.at(0, 0)
	m.ref(0, 0)
	selects(nil, nil, nil)
	b := &buffer{next: new(buffer)}
	b.trim(0)
	b.reset()
	b.swap()
	b.same()
	b.grow("x")
}
