package main

import (
	"errors"
	"fmt"
	"runtime"
	"sort"
	"strings"
)

type Number interface {
	~int | ~int8 | ~int64 | ~float64
}

type Celsius float64

func (c Celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

func (p *Pair[K, V]) Set(k K, v V) { p.Key, p.Value = k, v }

func Listed[K comparable, V any](p Pair[K, V]) Pair[K, []V] {
	return Pair[K, []V]{p.Key, []V{p.Value}}
}

type List[T any] struct {
	head, tail *element[T]
	size       int
}

type element[T any] struct {
	next  *element[T]
	value T
}

//go:noinline
func (l *List[T]) Push(v T) {
	e := &element[T]{value: v}
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.size++
}

func (l *List[T]) Each(f func(T)) {
	for e := l.head; e != nil; e = e.next {
		f(e.value)
	}
}

type Tree[K any, V any] struct {
	root *node[K, V]
	less func(a, b K) bool
}

type node[K any, V any] struct {
	left, right *node[K, V]
	key         K
	value       V
}

func (t *Tree[K, V]) Insert(key K, value V) bool {
	at := &t.root
	for *at != nil {
		switch n := *at; {
		case t.less(key, n.key):
			at = &n.left
		case t.less(n.key, key):
			at = &n.right
		default:
			n.value = value
			return false
		}
	}
	*at = &node[K, V]{key: key, value: value}
	return true
}

func (t *Tree[K, V]) Walk(visit func(K, V)) { walk(t.root, visit) }

func walk[K, V any](n *node[K, V], visit func(K, V)) {
	if n != nil {
		walk(n.left, visit)
		visit(n.key, n.value)
		walk(n.right, visit)
	}
}

//go:noinline
func Map[T, U any](list []T, f func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, x := range list {
		out = append(out, f(x))
	}
	return out
}

func Reduce[T, A any](list []T, start A, f func(A, T) A) A {
	for _, x := range list {
		start = f(start, x)
	}
	return start
}

//go:noinline
func Sum[T Number](list ...T) (total T) {
	for _, x := range list {
		total += x
	}
	return total
}

func Keys[M ~map[K]V, K comparable, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

func Index[S ~[]E, E comparable](s S, e E) int {
	for i, x := range s {
		if x == e {
			return i
		}
	}
	return -1
}

type Setter[T any] interface {
	*T
	Set(string)
}

type Name struct{ text string }

func (n *Name) Set(text string) { n.text = text }

func Make[T any, P Setter[T]](texts ...string) []T {
	out := make([]T, len(texts))
	for i, text := range texts {
		P(&out[i]).Set(text)
	}
	return out
}

func Kind[T any](x T) string {
	switch y := any(x).(type) {
	case int:
		return fmt.Sprint("int ", y)
	case []T:
		return "slice"
	case fmt.Stringer:
		return "stringer " + y.String()
	case error:
		return "error " + y.Error()
	}
	var zero T
	return fmt.Sprintf("%T %v", x, any(zero) == any(x))
}

//go:noinline
func Pointer[T any](x T) *T { return &x }

func Counter[T Number]() func(T) T {
	var total T
	return func(x T) T {
		total += x
		return total
	}
}

//go:noinline
func Local[T any](x T) any {
	type wrapped struct {
		inner T
		n     int
	}
	return wrapped{x, 1}
}

func Recover[T any](f func() T) (x T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	return f(), nil
}

type Shape interface{ Area() float64 }
type Square struct{ side float64 }

func (s Square) Area() float64 { return s.side * s.side }

func Largest[S Shape](shapes []S) (best S) {
	area := best.Area
	for _, s := range shapes {
		if s.Area() > area() {
			best = s
			area = s.Area
		}
	}
	return best
}

type Option[T any] func(*T)

func Apply[T any](x T, options ...Option[T]) T {
	for _, o := range options {
		o(&x)
	}
	return x
}

type Vector[T any] = []T
type Table[V any] = map[string]V

type Embedded[T any] struct {
	List[T]
	name string
}

func Channel[T any](list ...T) <-chan T {
	c := make(chan T, len(list))
	go func() {
		defer close(c)
		for _, x := range list {
			c <- x
		}
	}()
	return c
}

func Wrap[T int8 | uint8](x T) T { return x + T(100) + T(100) }

func allocations(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

func main() {
	var p Pair[string, Celsius]
	p.Set("a", 21.5)
	fmt.Printf("%v %T %T\n", p, p, Listed(p))
	var l List[string]
	for _, s := range strings.Fields("the quick brown fox") {
		l.Push(s)
	}
	l.Each(func(s string) { fmt.Print(s, " ") })
	fmt.Println(l.size)
	t := Tree[int, string]{less: func(a, b int) bool { return a < b }}
	for i, s := range []string{"zero", "one", "two", "three"} {
		fmt.Print(t.Insert(i*7%4, s), " ")
	}
	t.Walk(func(k int, v string) { fmt.Print(k, "=", v, " ") })
	fmt.Println()
	fmt.Println(Map([]int{1, 2, 3}, func(i int) string { return strings.Repeat("x", i) }))
	fmt.Println(Reduce([]float64{1, 2, 3}, "", func(s string, f float64) string { return s + fmt.Sprint(f) }))
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[Celsius](20, 1.5), Sum[int8](100, 100))
	keys := Keys(map[string]bool{"b": true, "a": false})
	sort.Strings(keys)
	fmt.Println(keys, Index(keys, "b"), Index([]Celsius{1}, 2))
	fmt.Printf("%+v %T\n", Make[Name]("x", "y"), Make[Name])
	fmt.Println(Kind(3), Kind("s"), Kind(Celsius(1)), Kind(errors.New("e")), Kind[any](nil))
	q := Pointer(Pair[int, []string]{1, nil})
	q.Key++
	fmt.Printf("%v %T\n", *q, q)
	count := Counter[float64]()
	count(1)
	fmt.Println(count(2.5))
	fmt.Printf("%T %+v %T\n", Local(1), Local("s"), Local([]Celsius{}))
	fmt.Println(Recover(func() int { return 7 }))
	fmt.Println(Recover(func() string { var m map[string]int; m["a"] = 1; return "" }))
	fmt.Println(Largest([]Square{{2}, {3}, {1}}))
	fmt.Println(Apply(p, func(p *Pair[string, Celsius]) { p.Key = "opt" }))
	var v Vector[int] = []int{1}
	table := Table[Vector[int]]{"v": v}
	fmt.Printf("%T %T\n", v, table)
	e := Embedded[int]{name: "e"}
	e.Push(4)
	fmt.Printf("%T %d\n", e, e.size)
	for x := range Channel("a", "b") {
		fmt.Print(x, " ")
	}
	fmt.Println(Wrap[int8](100), Wrap[uint8](100))
	f := Map[int, int]
	fmt.Printf("%T\n", f)
	push := (*List[int]).Push
	var ints List[int]
	push(&ints, 3)
	fmt.Println(ints.head.value)
	var sink any
	fmt.Println(
		allocations(func() { sink = Pointer(1) }),
		allocations(func() { l.Push("again") }),
		allocations(func() { Map([]int{1, 2}, func(i int) int { return i }) }),
		allocations(func() { sink = Local(2) }),
		allocations(func() { Sum(1, 2, 3) }),
	)
	_ = sink
}
