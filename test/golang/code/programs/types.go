// Methods, interfaces, embedding, closures, method values, type switches.
package main

import (
	"fmt"
	"strings"
)

type shape interface {
	area() float64
	name() string
}
type square struct{ side float64 }
type circle struct{ r float64 }
type named struct {
	shape
	label string
}

func (s square) area() float64  { return s.side * s.side }
func (s square) name() string   { return "square" }
func (c *circle) area() float64 { return 3 * c.r * c.r }
func (c *circle) name() string  { return "circle" }
func (n named) name() string    { return n.label + ":" + n.shape.name() }

type counter int

func (c *counter) inc() counter { *c++; return *c }
func (c counter) String() string { return fmt.Sprintf("counter(%d)", int(c)) }

type fn func(int) int

func (f fn) apply(x int) int { return f(x) }

type base struct{ id int }

func (b base) get() int   { return b.id }
func (b *base) set(n int) { b.id = n }

type middle struct{ *base }
type top struct {
	middle
	extra string
}
type getter interface{ get() int }
type setter interface {
	getter
	set(int)
}

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func mayFail(n int) error {
	if n > 0 {
		return &myErr{n}
	}
	return nil
}

func describe(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", v+1)
	case bool, string:
		return fmt.Sprintf("%T=%v", v, v)
	case []int:
		return fmt.Sprint("slice ", len(v))
	case error:
		return "error " + v.Error()
	case fmt.Stringer:
		return "stringer " + v.String()
	case func() int:
		return fmt.Sprint("func ", v())
	case point:
		v.x++
		return fmt.Sprint("point ", v)
	case *point:
		v.x++
		return fmt.Sprint("pointer ", *v)
	default:
		return fmt.Sprintf("other %T", v)
	}
}

type point struct{ x, y int16 }

func variadic(prefix string, xs ...int) string {
	return fmt.Sprint(prefix, len(xs), xs, xs == nil)
}

func multi() (int, string, error) { return 1, "two", nil }

func takes(n int, s string, err error) string { return fmt.Sprint(n, s, err) }

func fib() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}


func main() {
	shapes := []shape{square{2}, &circle{1}, named{square{3}, "big"}, &named{&circle{2}, "round"}}
	total := 0.0
	for _, s := range shapes {
		total += s.area()
		fmt.Print(s.name(), " ")
	}
	fmt.Println(total)
	var c counter
	c.inc()
	f := c.inc
	f()
	g := (*counter).inc
	g(&c)
	h := counter.String
	fmt.Println(c, h(c), c.String())
	double := fn(func(x int) int { return 2 * x })
	fmt.Println(double.apply(21), fn.apply(double, 4))
	t := top{middle{&base{1}}, "x"}
	t.set(5)
	u := t
	u.set(7)
	fmt.Println(t.get(), t.id, u.base.id, getter(t).get())
	var s setter = &t
	s.set(9)
	get := s.get
	s.set(11)
	fmt.Println(get(), t.id, s.(getter).get())
	_, isSetter := any(base{}).(setter)
	_, isGetter := any(base{}).(getter)
	fmt.Println(isSetter, isGetter)
	if err := mayFail(3); err != nil {
		fmt.Println(err, err.(*myErr).code)
	}
	fmt.Println(mayFail(0) == nil)
	p := &point{1, 2}
	for _, x := range []any{nil, 41, true, "s", []int{1}, mayFail(2), c, func() int { return 9 }, *p, p, 2.5, [2]int{}, map[string]int{}} {
		fmt.Println(describe(x))
	}
	fmt.Println(*p)
	fmt.Println(variadic("a"), variadic("b", 1, 2), variadic("c", []int{3}...))
	fmt.Println(takes(multi()))
	next := fib()
	for range 10 {
		fmt.Print(next(), " ")
	}
	fmt.Println()
	add := func(n int) func(int) int { return func(x int) int { return x + n } }
	fmt.Println(compose(add(1), add(10), func(x int) int { return x * x })(2))
	var recursive func(int) int
	recursive = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + recursive(n-1)
	}
	fmt.Println(recursive(10))
	x, y := 1, 2
	func() { x, y = y, x }()
	fmt.Println(x, y)
	var sb strings.Builder
	for i := 3; i >= 1; i-- {
		fmt.Fprintf(&sb, "%d...", i)
	}
	sb.WriteString("go")
	fmt.Println(sb.String(), sb.Len())
	anon := struct {
		a int
		b string
	}{1, "z"}
	fmt.Printf("%v %+v %T\n", anon, anon, anon)
	var iface any = anon
	_, ok := iface.(struct {
		a int
		b string
	})
	fmt.Println(ok)
	funcs := map[string]func(float64) float64{"sq": func(x float64) float64 { return x * x }}
	fmt.Println(funcs["sq"](1.5), funcs["none"] == nil)
	type local struct{ v int }
	l := []local{{3}, {1}}
	l[0], l[1] = l[1], l[0]
	fmt.Println(l)
	defer fmt.Println("end")
	func(xs ...string) { fmt.Println(strings.Join(xs, "-")) }("a", "b")
}
