package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

var sink string
var bsink []byte
var rsink []rune

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

func cat(a, b, c string) string { return a + b + c }

func main() {
	s := "héllo, 世界 \xff\xfe 😀"
	for i, r := range s {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println(len(s), utf8.RuneCountInString(s))
	fmt.Println([]rune("日本\xff\xe4\xb8"), len([]rune("\xed\xa0\x80")))
	rs := []rune(s)
	fmt.Println(rs, len(rs), string(rs))
	bs := []byte(s)
	fmt.Println(bs, string(bs) == s)
	fmt.Println(string(rs[2]), string(rune(0x10ffff+1)), string(rune(-1)))
	t := ""
	for i := 0; i < 100; i++ {
		t += string(rune('a' + i%26))
		if i%10 == 0 {
			t = t + "|" + t[:i/2]
		}
	}
	fmt.Println(len(t), t[:50])
	sink = cat("", t[3:9], "")
	fmt.Println(sink, cat("a", "", "b"))
	m := map[string]int{}
	for _, w := range strings.Fields("the quick brown fox jumps over the lazy dog the end") {
		m[w]++
	}
	fmt.Println(m)
	b := make([]byte, 0)
	for i := 0; i < 1000; i++ {
		b = append(b, byte(i))
	}
	fmt.Println(len(b), cap(b))
	b = append(b, "string"...)
	fmt.Println(string(b[len(b)-6:]))
	var caps []int
	var ints []int
	for i := 0; i < 5000; i++ {
		ints = append(ints, i)
		if len(caps) == 0 || caps[len(caps)-1] != cap(ints) {
			caps = append(caps, cap(ints))
		}
	}
	fmt.Println(caps)
	type big struct {
		p *int
		a [5]int
	}
	var bigs []big
	caps = caps[:0]
	for i := 0; i < 700; i++ {
		bigs = append(bigs, big{})
		if len(caps) == 0 || caps[len(caps)-1] != cap(bigs) {
			caps = append(caps, cap(bigs))
		}
	}
	fmt.Println(caps)
	x := append([]int{1, 2}, 3, 4, 5)
	fmt.Println(len(x), cap(x))
	x = append(x[:1], x[3:]...)
	fmt.Println(x, cap(x))
	y := append([]int(nil), x...)
	fmt.Println(y, cap(y))
	n := copy(x[1:], x)
	fmt.Println(n, x)
	z := x[:2:2]
	z = append(z, 100)
	fmt.Println(x, z, cap(z))
	neg := -1
	try(func() { _ = make([]int, neg) })
	try(func() { _ = s[len(s)] })
	try(func() { _ = s[5 : 2+len(s[:0])] })
	try(func() { _ = x[neg+1 : 100] })
	try(func() { _ = [4]int(x[:3]) })
	var sb strings.Builder
	for i := 0; i < 100; i++ {
		fmt.Fprintf(&sb, "%d,", i*i)
	}
	fmt.Println(sb.Len(), strings.Count(sb.String(), ","), strings.ToUpper("abc"), strings.Split("a,b,c", ","), strings.Repeat("ab", 3))
	fmt.Println("a" < "b", "ab" < "a", "" < "a", "abc" == "ab"+sink[:0]+"c", strings.Compare("x", "y"))
	switch sink {
	case "abc", "x":
		fmt.Println("no")
	default:
		fmt.Println("default", len(sink))
	}
	var i8 int8 = 65
	fmt.Println(string(rune(i8)), fmt.Sprintf("%q %x %v", "a\n\x00", "hi", []string{"a", "b"}))
	arr := [3]string{"a", "b"}
	arr2 := arr
	arr2[2] = "c"
	fmt.Println(arr == arr2, arr2 == [3]string{"a", "b", "c"})
	var e1, e2 any = "abc", "ab" + string(rune('c'))
	fmt.Println(e1 == e2, e1 != nil, any(1) == any(1.0), any(int8(1)) == any(1))
	try(func() { e1 = []int{}; fmt.Println(e1 == e1) })
	try(func() { e1 = map[int]int{}; e2 = e1; fmt.Println(e1 == e2) })
	try(func() { fmt.Println(e1.(string)) })
	try(func() { fmt.Println(any(struct{ f func() }{}) == any(struct{ f func() }{})) })
	type T struct {
		a int
		b any
		c string
	}
	fmt.Println(T{1, 2, "x"} == T{1, 2, "x"}, T{1, 2, "x"} == T{1, "2", "x"})
	try(func() { fmt.Println(T{1, []int{}, "x"} == T{1, []int{}, "x"}) })
	fmt.Println(T{1, []int{}, "x"} == T{2, []int{}, "x"})
}
