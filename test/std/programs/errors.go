// Chains and trees of errors; what run-time panics say.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
)

type code int

func (c code) Error() string        { return "code " + strconv.Itoa(int(c)) }
func (c code) Is(target error) bool { return target == io.EOF && c == 7 }

type pointer struct{ inner error }

func (p *pointer) Error() string { return "pointer: " + p.inner.Error() }
func (p *pointer) Unwrap() error { return p.inner }

type wide struct{ a, b, c string }

func (w wide) Error() string { return w.a + w.b + w.c }

type asAny struct{}

func (asAny) Error() string { return "asAny" }
func (asAny) As(target any) bool {
	if c, ok := target.(*code); ok {
		*c = 99
		return true
	}
	return false
}

type slice []error

func (s slice) Error() string   { return "slice" }
func (s slice) Unwrap() []error { return s }

type coder interface{ Code() int }

func (w wide) Code() int { return len(w.a) }

func try(name string, f func()) {
	defer func() {
		r := recover()
		e, ok := r.(runtime.Error)
		fmt.Printf("%s: %v | %T %v\n", name, r, r, ok)
		if ok {
			fmt.Println("   ", e.Error())
		}
	}()
	f()
}

type shape interface{ Area() float64 }
type named struct{}

func (*named) Area() float64 { return 0 }

func main() {
	base := errors.New("base")
	all := []error{base, code(3), code(7), &pointer{base}, &pointer{code(7)}, wide{"x", "y", "z"}, asAny{}, slice{base, code(4)},
		errors.Join(base, code(5)), fmt.Errorf("w: %w", wide{"12", "3", "4"}), fmt.Errorf("%w and %w", code(1), &pointer{wide{"a", "b", "c"}}), errors.Join(nil, nil), nil}
	for _, e := range all {
		var c code
		var p *pointer
		var w wide
		var k coder
		fmt.Println(e, errors.Is(e, base), errors.Is(e, io.EOF), errors.Is(e, code(4)), errors.Is(e, wide{"x", "y", "z"}), errors.Is(e, nil))
		fmt.Println("  ", errors.As(e, &c), c, errors.As(e, &p), p, errors.As(e, &w), w, errors.As(e, &k), k, errors.Unwrap(e))
	}
	fmt.Println(errors.Is(slice{nil}, slice{nil}))
	try("As nil", func() { errors.As(base, nil) })
	try("As no pointer", func() { errors.As(base, 1) })
	try("As nil pointer", func() { errors.As(base, (*code)(nil)) })
	try("As no error", func() { errors.As(base, new(int)) })

	zero, five, list, array := 0, 5, []int{1, 2, 3}, [4]int{}
	var nilMap map[string]int
	var nilPointer *wide
	var nilFunc func()
	var anything any = "text"
	var nothing any
	var nilShape shape
	try("index", func() { _ = list[five] })
	try("index negative", func() { _ = list[zero-1] })
	try("index array", func() { _ = array[five] })
	try("index string", func() { _ = "abc"[five] })
	try("index uint", func() { _ = list[uint(1<<40)] })
	try("slice high", func() { _ = list[:five] })
	try("slice low", func() { _ = list[five:] })
	try("slice order", func() { _ = list[2 : zero+1] })
	try("slice array", func() { _ = array[:five] })
	try("slice string", func() { _ = "abc"[five:] })
	try("slice string high", func() { _ = "abc"[:five] })
	try("slice three", func() { _ = list[0:1:five] })
	try("slice three order", func() { _ = list[0 : 3 : zero+2] })
	try("slice negative", func() { _ = list[zero-2:] })
	try("to array", func() { _ = [4]int(list) })
	try("divide", func() { _ = five / zero })
	try("modulo", func() { _ = uint8(five) % uint8(zero) })
	try("shift", func() { _ = five << (zero - 1) })
	try("nil map", func() { nilMap["x"] = 1 })
	try("nil pointer", func() { _ = nilPointer.b })
	try("nil func", func() { nilFunc() })
	try("nil method", func() { nilShape.Area() })
	try("value method", func() { var e error = nilPointer; _ = e.Error() })
	try("assert", func() { _ = anything.(int) })
	try("assert nil", func() { _ = nothing.(int) })
	try("assert interface", func() { _ = anything.(shape) })
	try("assert nil interface", func() { _ = nothing.(shape) })
	try("assert from interface", func() { nilShape = &named{}; _ = nilShape.(interface{ Other() }) })
	try("assert pointer", func() { _ = nilShape.(interface{ Area() float64 }).(*named); _ = any(named{}).(shape) })
	try("make", func() { _ = make([]int, zero-1) })
	try("make cap", func() { list = make([]int, 2, zero+1) })
	try("make chan", func() { _ = make(chan int, zero-1) })
	try("close nil", func() { var c chan int; close(c) })
	try("close twice", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int); close(c); c <- 1 })
	try("unhashable", func() { m := map[any]int{1: 1}; m[[]int{1}] = 2 })
	try("unhashable empty", func() { m := map[any]int{}; _ = m[[]int{1}] })
	try("uncomparable", func() { var a, b any = []int{1}, []int{1}; _ = a == b })
	try("uncomparable struct", func() { var a, b any = struct{ f func() }{}, struct{ f func() }{}; _ = a == b })
	try("panic value", func() { panic(fmt.Sprint("value ", five)) })
	try("panic error", func() { panic(base) })
	try("panic nil", func() { panic(nil) })
	try("goexit free", func() {})
	defer fmt.Fprintln(os.Stdout, "deferred")
}
