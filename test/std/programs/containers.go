// Lists, heaps, rings, buffers; reflection on values.
package main

import (
	"bytes"
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"io"
	"os"
	"reflect"
	"time"
	"unicode"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func show(l *list.List) {
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Print("| ")
	for e := l.Back(); e != nil; e = e.Prev() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len())
}

func main() {
	l := list.New()
	a, b := l.PushBack(1), l.PushBack("two")
	c := l.PushFront(3.5)
	l.InsertBefore("x", b)
	l.InsertAfter('y', a)
	show(l)
	l.MoveToFront(b)
	l.MoveToBack(c)
	l.MoveBefore(a, c)
	l.MoveAfter(b, c)
	show(l)
	fmt.Println(l.Remove(a), l.Len())
	l.PushBackList(l)
	l.PushFrontList(l)
	show(l)

	h := &ints{5, 2, 8, 1, 9, 3}
	heap.Init(h)
	heap.Push(h, 0)
	(*h)[3] = 7
	heap.Fix(h, 3)
	fmt.Println(heap.Remove(h, 2), *h)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()

	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(2)
	r.Move(1).Do(func(v any) { fmt.Print(v, " ") })
	fmt.Println(r.Len())

	var buf bytes.Buffer
	for i := range 30 {
		fmt.Fprintf(&buf, "line %d é\n", i)
		if i%7 == 0 {
			line, err := buf.ReadString('\n')
			fmt.Printf("%q %v %d %d\n", line, err, buf.Len(), buf.Cap())
		}
	}
	buf.Truncate(20)
	c1, n, err := buf.ReadRune()
	fmt.Println(string(c1), n, err, buf.UnreadRune(), buf.UnreadRune())
	p := make([]byte, 5)
	k, err := buf.Read(p)
	fmt.Printf("%q %v %q\n", p[:k], err, buf.Next(3))
	buf.WriteByte('!')
	buf.WriteRune('世')
	buf.WriteTo(os.Stdout)
	_, err = buf.ReadByte()
	fmt.Println(err == io.EOF, buf.Len())
	buf.ReadFrom(bytes.NewBufferString("from another"))
	fmt.Println(buf.String(), bytes.NewBuffer([]byte("x")).String())
	s := []byte(" Hello, wörld, hello ")
	fmt.Printf("%q %q %q %q\n", bytes.Split(s, []byte(",")), bytes.Fields(s), bytes.TrimSpace(s), bytes.ToUpper(s))
	fmt.Println(bytes.Index(s, []byte("wör")), bytes.LastIndex(s, []byte("l")), bytes.Count(s, []byte("l")), bytes.IndexByte(s, 'w'), bytes.IndexRune(s, 'ö'), bytes.IndexAny(s, "xyzw"),
		bytes.Contains(s, []byte("x")), bytes.HasPrefix(s, []byte(" H")), bytes.HasSuffix(s, []byte("x")), bytes.Equal(s, bytes.Clone(s)), bytes.Compare(s, []byte(" I")), bytes.EqualFold([]byte("ÖL"), []byte("öl")))
	fmt.Printf("%s|%s|%s|%s|%v\n", bytes.Join([][]byte{[]byte("a"), []byte("b")}, []byte("--")), bytes.Repeat([]byte("ab"), 3), bytes.ReplaceAll(s, []byte("l"), []byte("LL")), bytes.Trim(s, " Ho"), bytes.Runes([]byte("aé")))
	fmt.Printf("%q\n", bytes.FieldsFunc(s, unicode.IsUpper))

	reflection()
	dates()
}

type inner struct{ N int }

type outer struct {
	Name  string
	count int
	inner
	List []int
	M    map[string]inner
	P    *inner
	I    any
	F    func(int, ...string) error
	C    <-chan int
	A    [3]byte
}

func (o outer) Method() {}

type hello struct{}

func (hello) Hello() string { return "hello" }

// one is a single word in an interface, and has a field without size.
type one struct {
	hello
	p *int
}

func reflection() {
	o := outer{Name: "n", count: 2, inner: inner{3}, List: []int{1, 2}, M: map[string]inner{"k": {1}}, P: &inner{4}, I: 5}
	t := reflect.TypeOf(o)
	fmt.Println(t, t.Kind(), t.Name(), t.Size(), t.NumField(), t.PkgPath(), t.Comparable())
	v := reflect.ValueOf(o)
	for i := range t.NumField() {
		f := t.Field(i)
		fmt.Println(f.Name, f.Type, f.Type.Kind(), f.Offset, f.Anonymous, f.IsExported(), v.Field(i).CanInterface(), v.Field(i).IsZero())
	}
	ft := t.Field(7).Type
	fmt.Println(ft.NumIn(), ft.NumOut(), ft.In(1), ft.Out(0), ft.IsVariadic(), t.Field(8).Type.ChanDir(), t.Field(9).Type.Len(), t.Field(4).Type.Key(), t.Field(4).Type.Elem())
	p := reflect.ValueOf(&o).Elem()
	p.Field(0).SetString("changed")
	p.Field(2).Field(0).SetInt(33)
	p.Field(6).Set(reflect.ValueOf("other"))
	fmt.Println(o.Name, o.N, o.I, p.Field(3).Index(1).CanSet(), p.Field(1).CanSet())
	fmt.Println(reflect.DeepEqual([]int{1, 2}, []int{1, 2}), reflect.DeepEqual(o, o), reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}),
		reflect.DeepEqual([]int(nil), []int{}), reflect.DeepEqual(1, int8(1)), reflect.DeepEqual(&inner{1}, &inner{1}), reflect.DeepEqual(nil, nil))
	for _, v := range []reflect.Value{reflect.ValueOf(one{}), reflect.ValueOf(&one{}).Elem()} {
		_, greets := v.Interface().(interface{ Hello() string })
		fmt.Println(v.Field(0).Kind(), v.Field(0).NumField(), v.Field(1).IsNil(), v.Field(1).Kind(), greets)
	}
	type public struct {
		H hello
		P *int
	}
	for _, v := range []reflect.Value{reflect.ValueOf(public{}), reflect.ValueOf(&public{}).Elem()} {
		fmt.Println(v.Field(0).Interface().(interface{ Hello() string }).Hello(), v.Field(1).Interface(), v.Field(0).IsZero())
	}
	keys := reflect.ValueOf(map[int]bool{7: true}).MapKeys()
	fmt.Println(len(keys), keys[0], reflect.ValueOf(map[string]int{"x": 9}).MapIndex(reflect.ValueOf("x")), reflect.Zero(t).Field(0).Len(), reflect.ValueOf("héé").Len())
	for _, x := range []any{1, "s", 2.5, []int{1}, [2]int{}, map[string]int{}, func() {}, make(chan int), &o, struct{}{}, true, complex(1, 2), uint8(3), error(nil)} {
		if x != nil {
			y := reflect.ValueOf(x)
			fmt.Print(y.Kind(), " ", y.Type(), "; ")
		}
	}
	fmt.Println()
	defer func() { fmt.Println(recover()) }()
	v.Field(0).SetString("x")
}

func dates() {
	for _, u := range []int64{0, 1e9, -1, 1234567890, 4102444800, -62135596800, 951782400} {
		t := time.Unix(u, 123456789).UTC()
		fmt.Println(t, t.Weekday(), t.YearDay(), t.Month(), t.Format(time.RFC1123), t.Format(time.Kitchen), t.Format("2006-01-02T15:04:05.000 Mon Jan _2 002"))
	}
	d := time.Date(2024, time.February, 29, 23, 59, 58, 5e8, time.UTC)
	fmt.Println(d, d.AddDate(1, 0, 0), d.Add(36*time.Hour), d.Truncate(time.Hour), d.Round(time.Minute), d.Unix(), d.Sub(time.Unix(0, 0)), d.In(time.FixedZone("X", 3600)))
	fmt.Println(time.Duration(0), time.Duration(1), 1500*time.Microsecond, 90*time.Second, -time.Hour, time.Duration(1<<63-1), (25 * time.Hour).Hours(), time.Month(13), time.Weekday(8))
}
