package main

import (
	"errors"
	"fmt"
)

type shape interface {
	area() float64
	scale(f float64) shape
}

type square struct{ side float64 }
type circle struct {
	r    float64
	name *string
}

func (s square) area() float64          { return s.side * s.side }
func (s square) scale(f float64) shape  { return square{s.side * f} }
func (c *circle) area() float64         { return 3 * c.r * c.r }
func (c *circle) scale(f float64) shape { return &circle{c.r * f, c.name} }

type named struct {
	shape
	label string
}

type byPointer struct{ *circle }

func known() float64 {
	var s shape = square{2}
	total := s.area()
	var c shape
	c = &circle{r: 1}
	total += c.area()
	n := shape(named{s, "n"})
	total += n.area()
	var b shape = byPointer{&circle{}}
	return total + b.scale(2).area()
}

func unknown(s shape, more ...shape) (sum float64) {
	for _, m := range more {
		sum += m.area()
	}
	return sum + s.scale(2).area()
}

func boxed(b byte, n int, big [40]int, s string, e struct{}, p *int, f float64) []any {
	const c = 7
	d := 300
	return []any{b, n, big, s, e, p, f, c, d, "text", nil, square{1}, [0]int{}, true, 'x', 2.5, 1i}
}

func local(n int, s string) bool {
	var x any = n
	y := any(s)
	return x == y || x == 5 || y == s
}

func classify(v any) (out string) {
	switch t := v.(type) {
	case nil:
		out = "nil"
	case int, uint:
		out = fmt.Sprint(t)
	case *circle:
		out = *t.name
	case []byte:
		out = string(t)
	case error:
		out = t.Error()
	case func(*int) error:
		n := 1
		t(&n)
	case interface{ scale(float64) shape }:
		t.scale(1)
	default:
		keep = t
	}
	return
}

var keep any
var errEOF = errors.New("EOF")
var table = map[string]shape{"a": square{1}, "b": &circle{r: 2}}
var list = []shape{square{1}, &circle{}, nil}
var first, second = pair()
var lazy shape = square{float64(len(list))}

func pair() (*int, shape) { x := 1; return &x, square{} }

func assertions(v any, m map[any]any, ch chan any) {
	n, ok := v.(int)
	p := v.(*int)
	c, ok2 := v.(shape)
	w, ok3 := m[n]
	r, ok4 := <-ch
	m["k"] = &n
	m[n] = 1
	ch <- p
	*p, keep = n, w
	_, _, _, _, _, _ = ok, c, ok2, ok3, r, ok4
	delete(m, "k")
	panic(fmt.Sprintf("%v", n))
}

func main() {
	fmt.Println(known(), unknown(nil), boxed(1, 2, [40]int{}, "", struct{}{}, nil, 0), local(1, ""), classify(nil))
	assertions(nil, nil, nil)
}
