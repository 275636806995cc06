// Every verb with many flags on values of every kind.
package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"unsafe"
)

type point struct {
	X, Y int
}

type mixed struct {
	A int
	b string
	C []int
	D map[string]int
	E *int
	F any
	g float64
	H [2]bool
	point
}

type text string
type number int8
type bytes []byte
type array [3]byte
type list []point
type dict map[text]number

type stringer struct{ n int }

func (s stringer) String() string { return fmt.Sprintf("stringer(%d)", s.n) }

type pointerStringer struct{ n int }

func (s *pointerStringer) String() string { return fmt.Sprintf("pointer(%d)", s.n) }

type failure struct{ why string }

func (f failure) Error() string { return "failure: " + f.why }

type goStringer struct{ a int }

func (goStringer) GoString() string { return "goStringer!" }

type formatter struct{}

func (formatter) Format(s fmt.State, verb rune) {
	w, wok := s.Width()
	p, pok := s.Precision()
	fmt.Fprint(s, "<", string(verb), w, wok, p, pok)
	for _, c := range "+-# 0" {
		if s.Flag(int(c)) {
			fmt.Fprint(s, string(c))
		}
	}
	fmt.Fprint(s, fmt.FormatString(s, verb), ">")
}

type panics struct{}

func (panics) String() string { panic("no text") }

type panicsWithError struct{}

func (panicsWithError) Error() string { panic(failure{"inner"}) }

type nested struct {
	S stringer
	P *pointerStringer
	E error
	I fmt.Stringer
	M map[stringer]any
	L []error
	u stringer
}

type loop struct {
	next *loop
	v    int
}

var (
	one    = 1
	values = []any{
		nil, true, false, 0, 1, -1, 42, -123456789, math.MaxInt64, math.MinInt64,
		int8(-8), int16(300), int32(-70000), int64(1) << 40, uint(7), uint8(200), uint16(65535),
		uint32(1) << 31, uint64(math.MaxUint64), uintptr(0xdead),
		float32(0.1), float32(1e10), 0.0, math.Copysign(0, -1), 1.0, -2.5, 3.14159265358979, 1e6, 1e20, 1e21, 1e-7,
		123456789.0, 5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(),
		complex64(1 + 2i), complex(-1.5, 1e30), complex(math.Inf(-1), math.NaN()),
		"", "hello", "a\tb\n\"q\"`x`", "héllo, 世界", "\xff\x00z", text("named"), number(-5),
		'a', '世', rune(0x1F600), rune(-1), rune(0x110000), '\'',
		[]byte("bytes"), []byte(nil), []byte{}, bytes("own"), array{1, 2, 255}, &array{4, 5, 6},
		[]int{1, -2, 3}, []int(nil), []int{}, []string{"a", "b c"}, [2]bool{true, false}, []any{1, "x", nil, 2.5},
		[][]int{{1}, nil, {2, 3}}, []uint16{1, 2}, []float32{0.5, 1e9}, list{{1, 2}, {3, 4}}, dict{"k": 1, "a": -2},
		map[string]int{"b": 2, "a": 1, "c": 3}, map[int]string{3: "x", -1: "y"}, map[bool]int{true: 1, false: 0},
		map[string]int(nil), map[float64]string{2.5: "b", math.Inf(-1): "a"}, map[any]int{1: 1, -5: 2, 33: 3},
		map[point]int{{2, 1}: 1, {1, 5}: 2}, map[[2]int]bool{{1, 2}: true, {0, 9}: false},
		point{1, 2}, &point{3, 4}, mixed{A: 1, b: "s", F: point{5, 6}}, &mixed{C: []int{1}, D: map[string]int{"z": 1}},
		struct{}{}, struct{ a, b any }{1, nil}, struct{ P *int }{}, stringer{1}, &stringer{2}, pointerStringer{3}, &pointerStringer{4},
		(*pointerStringer)(nil), (*point)(nil), (*int)(nil), failure{"f"}, errors.New("plain"), fmt.Errorf("wrapped: %w", failure{"w"}),
		goStringer{1}, formatter{}, &formatter{}, panics{}, panicsWithError{}, []fmt.Stringer{stringer{5}, nil},
		[]error{failure{"x"}, nil}, nested{S: stringer{6}, E: failure{"e"}, M: map[stringer]any{{1}: stringer{2}}, u: stringer{7}},
		reflect.ValueOf(42), reflect.ValueOf(point{7, 8}), reflect.Value{}, reflect.Int,
		(func())(nil), (chan int)(nil), unsafe.Pointer(nil), loop{nil, 1}, loop{v: 2},
		struct{ E error }{failure{"in"}}, [1]any{[]byte("in")}, map[string]any{"p": point{1, 1}, "n": nil},
		struct {
			B []byte
			S bytes
			A array
		}{[]byte("b"), bytes("s"), array{1}},
	}
	verbs = "vTtdboOxXcqUeEfFgGspw"
	flags = []string{"+", "#", " 8", "-8.2", "08", ".3"}
)

func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func main() {
	for i, v := range values {
		fmt.Printf("%d %T %v|%+v|%#v\n", i, v, v, v, v)
		for _, verb := range verbs {
			if verb == 'p' && v != nil && reflect.TypeOf(v).Kind() != reflect.Int {
				continue
			}
			h := uint32(2166136261)
			for _, flag := range flags {
				h = hash(h, fmt.Sprintf("%"+flag+string(verb), v))
			}
			fmt.Printf("%%%c %s %08x ", verb, fmt.Sprintf("%"+string(verb), v), h)
		}
		fmt.Println()
		fmt.Print(v, v, "s", v, 1, 2, v, "\n")
		fmt.Println(v, "and", v)
	}
	formats()
	errorf()
	fmt.Fprintln(os.Stderr, "to standard error")
	fmt.Println(string(fmt.Appendf([]byte("x"), "%d", 1)), string(fmt.Append(nil, 1, 2)), string(fmt.Appendln(nil, "a", 1)))
}

func formats() {
	cases := []struct {
		format string
		args   []any
	}{
		{"%", nil}, {"%%", nil}, {"100%", nil}, {"%d", nil}, {"%d %d", []any{1}}, {"%d", []any{1, 2}}, {"x", []any{1, "a", nil}},
		{"%!", []any{1}}, {"%z", []any{1}}, {"%é", []any{"x"}}, {"%-", []any{1}}, {"%.", []any{1}}, {"%.d", []any{7}},
		{"%[2]d %[1]d", []any{1, 2}}, {"%[3]d", []any{1}}, {"%[0]d", []any{1}}, {"%[x]d", []any{1}}, {"%[1", []any{1}}, {"%[1]", []any{1}},
		{"%[2]*[1]d|", []any{2, 5}}, {"%[1]*d", []any{3, 4}}, {"%*d|", []any{5, 1}}, {"%-*d|", []any{5, 1}}, {"%*d|", []any{-5, 1}},
		{"%*d", []any{"x", 1}}, {"%*d", []any{int8(4), 1}}, {"%*d", []any{uint64(1 << 63), 1}}, {"%*d", []any{10000000, 1}}, {"%*", []any{1}},
		{"%.*f|", []any{2, 3.14159}}, {"%.*f|", []any{-2, 3.14159}}, {"%.*f", []any{"x", 1.0}}, {"%6.*f|", []any{1, 2.25}},
		{"%[3]*.[2]*[1]f|", []any{12.0, 2, 6}}, {"%6.2f|%-8s|%+d|%x", []any{3.14159, "ab", 5, 255}},
		{"%[1]d %d %[1]d %d", []any{1, 2}}, {"%[2]d %d", []any{1, 2, 3}}, {"%.[2]f", []any{1.5}}, {"%1000000d", nil}, {"%99999999d|", []any{1}},
		{"%v %v %v", []any{1, []any{2}, map[int]int{3: 4}}}, {"%s %s", []any{[]string{"a", "b"}, []error{failure{"z"}}}},
		{"%x %X % x %#x % #x", []any{"hi", []byte("hi"), "abc", "abc", []byte{1, 2}}}, {"%10x|%-10x|%010x|%.2x", []any{"hi", "hi", "hi", "hello"}},
		{"%q %q %+q %#q %#+q", []any{'x', "a\u00e9", "a\u00e9", "a`b", "ab"}}, {"%U %#U %#.6U %10U|", []any{'x', '世', 'ß', 'y'}},
		{"%08.3f|%+.2e|% g|%G|%#g|%#.3g|%#x", []any{-3.14159, 12345.678, 1e-10, 1e-10, 1.0, 2.0, 1.5}},
		{"%06d|%+06d|%-06d|% d|%x|%#o|%O|%#b|%.5d|%8.5d|%-8.5d|%+.0d", []any{-42, 42, 42, 42, -255, 8, 8, 5, 42, 42, 42, 0}},
		{"%t %v %5t|", []any{true, false, true}}, {"%c%c%c", []any{65, 0x4E16, 0x10FFFF + 1}}, {"%w", []any{failure{"x"}}}, {"%d %s", []any{"s", 1}},
		{"%!d", []any{1}}, {"%-+# 08.3v|", []any{"abcdef"}}, {"%5v|%-5v|%05v", []any{[]int{1, 22}, []string{"a"}, []int{7}}}, {"%6.2v", []any{[]float64{1.234, 22.5}}},
	}
	for _, c := range cases {
		out := fmt.Sprintf(c.format, c.args...)
		if len(out) > 200 {
			out = fmt.Sprintf("%d bytes, hash %08x", len(out), hash(2166136261, out))
		}
		fmt.Println(c.format, "=>", out)
	}
}

func errorf() {
	inner := errors.New("inner")
	e1 := fmt.Errorf("one %w", inner)
	e2 := fmt.Errorf("two %w %w", inner, e1)
	e3 := fmt.Errorf("swapped %[2]w %[1]w", inner, e1)
	e4 := fmt.Errorf("not an error %w", 1)
	e5 := fmt.Errorf("nil %w", nil)
	e6 := fmt.Errorf("plain")
	e7 := fmt.Errorf("%v", inner)
	for _, e := range []error{e1, e2, e3, e4, e5, e6, e7} {
		fmt.Printf("%T %v %v %v\n", e, e, errors.Is(e, inner), errors.Unwrap(e))
		if m, ok := e.(interface{ Unwrap() []error }); ok {
			fmt.Println(m.Unwrap())
		}
	}
}
