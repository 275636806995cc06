// Structs, arrays, slices, maps, strings as values.
package main

import (
	"fmt"
	"sort"
)

type point struct{ x, y int }
type mixed struct {
	a bool
	b int8
	c uint16
	d int32
	e string
	f [3]uint8
	g *point
	h any
}
type small struct{ a, b uint8 }
type holder struct {
	tag   byte
	inner small
	rest  [2]small
}
type matrix [2][3]int

func (p point) add(q point) point { return point{p.x + q.x, p.y + q.y} }
func (p *point) scale(n int)      { p.x *= n; p.y *= n }

func swap(a, b mixed) (mixed, mixed) { return b, a }

func modify(m matrix) matrix {
	m[1][2] = 99
	return m
}

func change(h holder) holder {
	h.inner.b++
	h.rest[1].a = h.tag
	h.rest[0] = h.inner
	return h
}

//go:noinline
func pick(h holder, i int) small { return h.rest[i] }

type key struct {
	name string
	n    int
}

func main() {
	p := point{1, 2}
	q := p
	q.x = 10
	fmt.Println(p, q, p == q, p.add(q), p != point{1, 2})
	p.scale(3)
	(&q).scale(2)
	fmt.Println(p, q)
	m := mixed{true, -3, 500, -70000, "text", [3]uint8{1, 2, 3}, &p, 7}
	n := m
	n.b++
	n.c *= 200
	n.f[1] = 200
	n.f[2] += 255
	n.a = !n.a
	m, n = swap(m, n)
	fmt.Println(m.a, m.b, m.c, m.d, m.e, m.f, *m.g, m.h)
	fmt.Println(n.a, n.b, n.c, n.d, n.e, n.f, m == n, n == n)
	var mat matrix
	mat[0] = [3]int{1, 2, 3}
	other := modify(mat)
	fmt.Println(mat, other, mat == other, len(mat), len(mat[0]))
	h := holder{tag: 9, inner: small{1, 2}}
	g := change(h)
	fmt.Println(h, g, pick(g, 0), pick(g, 1), g.rest[1] == small{9, 0})
	arr := [5]int{4: 50, 1: 10}
	i := 3
	arr[i] = 30
	arr[i-1]++
	for j, v := range arr {
		arr[4-j] += v
	}
	fmt.Println(arr)
	ptr := &arr
	for j := range ptr {
		ptr[j] *= 2
	}
	for _, v := range ptr {
		fmt.Print(v, " ")
	}
	fmt.Println(len(ptr), cap(ptr[1:3]))

	s := []int{1, 2, 3, 4, 5}
	t := s[1:3]
	t = append(t, 100)
	fmt.Println(s, t, len(t), cap(t), s[1:2:3], cap(s[1:2:3]))
	t = append(t, 7, 8, 9)
	t[0] = -1
	fmt.Println(s, t)
	u := append([]int(nil), s...)
	u = append(u, u...)
	copy(u[2:], u)
	fmt.Println(u, len(u), copy(u, []int{9, 9}))
	b := append([]byte("héllo"), " wörld"...)
	fmt.Println(string(b), len(b), []rune(string(b))[1], string([]rune{72, 228, 0x4e16}))
	var nothing []string
	fmt.Println(nothing == nil, len(nothing), append(nothing, "x"))
	ss := [][]int{{1}, {2, 3}, {}}
	ss[2] = append(ss[2], 4)
	ss = append(ss, nil)
	fmt.Println(ss, len(ss))
	pts := []point{{1, 2}, {3, 4}}
	pts[0].x = 7
	pts[1].scale(2)
	pp := []*point{{5, 6}, &pts[0]}
	pp[1].y = 70
	fmt.Println(pts, *pp[0], *pp[1])
	clear(s)
	fmt.Println(s, [3]int(u[:3]), *(*[2]int)(u))

	ages := map[string]int{"ann": 30, "bob": 25}
	ages["cid"] = 41
	ages["ann"]++
	ages["new"] += 5
	delete(ages, "bob")
	v, ok := ages["bob"]
	fmt.Println(len(ages), ages["ann"], v, ok, ages)
	names := make([]string, 0, len(ages))
	for k := range ages {
		names = append(names, k)
	}
	sort.Strings(names)
	fmt.Println(names)
	groups := map[bool][]int{}
	for i := range 6 {
		groups[i%2 == 0] = append(groups[i%2 == 0], i)
	}
	fmt.Println(groups)
	keys := map[key]*point{{"a", 1}: {1, 1}, {"a", 2}: {2, 2}}
	keys[key{"b", 1}] = &point{3, 3}
	fmt.Println(len(keys), *keys[key{"a", 2}], keys[key{"z", 0}] == nil)
	structs := map[int]point{1: {1, 2}}
	structs[2] = structs[1].add(point{5, 5})
	if pt, ok := structs[2]; ok {
		fmt.Println(pt, structs[3])
	}
	arrays := map[[2]int8]string{{1, 2}: "x"}
	fmt.Println(arrays[[2]int8{1, 2}], arrays[[2]int8{2, 1}] == "")
	anys := map[any]int{1: 1, "a": 2, 2.5: 3, point{1, 2}: 4}
	fmt.Println(anys[1], anys["a"], anys[2.5], anys[point{1, 2}], anys[int8(1)])
	floats := map[float64]int{}
	var zero float64
	floats[zero/zero] = 1
	floats[zero/zero] = 2
	floats[0] = 3
	floats[-zero] = 4
	fmt.Println(len(floats), floats[0])
	for k := range ages {
		delete(ages, k)
	}
	clear(groups)
	fmt.Println(len(ages), len(groups))

	str := "aé世\xff!"
	for i, r := range str {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println(len(str), str[1], str[1:3], str[:1]+str[3:], str < "b", str == "aé"+"世\xff!")
	for i := 0; i < len(str); i++ {
		fmt.Print(str[i], " ")
	}
	fmt.Println(len([]rune(str)), string(rune(65)), string(rune(0x1F600)), []byte("é"))
	x := "a"
	x += "b" + x
	x += x
	fmt.Println(x, x > "ab", x[len(x)-1:])
	var iface any = p
	iface2 := any(point{3, 6})
	fmt.Println(iface == iface2, iface != nil, iface == any(3), any(nil) == nil)
	var e1, e2 struct{}
	fmt.Println(e1 == e2, [0]int{} == [0]int{})
	c := complex(1, 2)
	c *= c
	fmt.Println(c, real(c), imag(c), complex64(c) == complex(-3, 4))
}
