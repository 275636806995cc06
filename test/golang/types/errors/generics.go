package p

type Number interface {
	~int | ~int64 | ~float64
}

type Pair[K comparable, V any] struct {
	key   K
	value V
}

func (p *Pair[K, V]) set(k K, v V) { p.key, p.value = k, v }

type Stack[T any] []T

func (s Stack[T]) top() T { return s[len(s)-1] }

type Alias[T any] = Pair[string, T]

func keep[T any](x T) T                       { return x }
func sum[T Number](list ...T) (total T)       { return total }
func both[A, B any](a A, b B) (B, A)          { return b, a }
func apply[T, U any](list []T, f func(T) U) U { return f(list[0]) }
func find[S ~[]E, E comparable](s S, e E) int { return 0 }
func none[T any]()                            {}

type Shower interface{ Show() string }

func show[T Shower](x T) string { return x.Show() }

type Celsius float64

func (c *Celsius) Show() string { return "" }

func wrongArguments() {
	var _ Pair[[]int, string]
	var _ Pair[int]
	var _ Pair[int, int, int]
	var _ Pair
	var _ int[string]
	var _ Stack[Stack]
	var _ Alias
	var _ Alias[int, int]
	_ = keep[int, string](1)
	_ = keep[string](1)
	_ = sum("a", "b")
	_ = sum[string]
	_ = sum(1, 2.5, "x")
	none()
	_ = both(1)
	_ = apply([]int{1}, 2)
	_ = apply([]int{1}, func(s string) string { return s })
	_ = find([]string{"a"}, 1)
	_ = find([]func(){}, nil)
	_ = show(Celsius(1))
	_ = show(1)
	keep
	_ = keep
	var f func(string) int = keep
	f = none
	var g func(int) int = keep
	_ = g
	_ = Pair{1, 2}
	_ = Pair[int, string]{1, 2}
}

func operations[T any, N Number, S ~[]int | ~string, M map[string]int | map[int]int](
	t T, n N, s S, m M,
) {
	_ = t + t
	_ = t == t
	_ = t < t
	_ = n % n
	_ = n + 1.5
	_ = n << 1
	_ = s[0]
	_ = s[0:1:2]
	_ = m["a"]
	_ = len(n)
	_ = len(s)
	_ = make(T)
	_ = T{}
	_ = t.(int)
	switch t.(type) {
	}
	_ = t.field
	_ = string(t)
	_ = N("x")
	_ = N(1 << 40)
	t()
	*t = 1
	<-t
	for range t {
	}
	for range m {
	}
	var i int = n
	n = i
	n = 'x'
	t = nil
	_ = &t.x
	var p *T
	p.set()
	const c T = 1
	_ = [n]int{}
	_ = map[T]int{}
	_ = any(t) == t
	clear(n)
	close(s)
	delete(s, 1)
	copy(s, s)
	s = append(s, 1)
	_ = max(t, t)
	_ = cap(s)
}

type Constrained[T int | string] struct{ x T }

func constrained[T any](x Constrained[T]) {}

type (
	Recursive[T any] struct{ r Recursive[T] }
	Bad[T T]         struct{}
	Worse[T any]     T
	Embeds[T any]    struct{ T }
	Twice[T, T any]  struct{}
	Mixed            interface {
		~Celsius | ~int | int
		Shower | int
		comparable | int
		~error
	}
	Unknown[T undefined] struct{}
)

var _ Number
var _ []Number
var _ interface{ comparable }

func (p Pair[K]) tooFew()        {}
func (p Pair[K, V]) set(k K)     {}
func (s Stack[int]) shadows(int) {}
func (n Number) method()         {}
func (a Alias[T]) method()       {}
func (p Pair) noParameters()     {}

func init[T any]() {}

func unused[T any](x T) {
	var y T
	z := x
}

func missing[T any](x T) T {
	if true {
		return x
	}
}

type Ordered interface{ ~int | ~string }

func compare[T Ordered](a, b T) int {
	switch {
	case a < b:
		return -1
	case a == "x":
		return 1
	}
	return 0
}

type Node[T interface{ Less(T) bool }] struct{ value T }

type Int int

func (i Int) Less(j int) bool { return true }

var _ Node[Int]

type List[T any] interface {
	Head() T
	Tail() List[T]
}

func convert[A ~[]byte, B ~string, C Number](a A, b B, c C) {
	_ = B(a)
	_ = A(b)
	_ = C(a)
	_ = B(c)
	_ = float32(c)
	_ = []byte(c)
	var _ any = a
	var _ Shower = c
	var _ []byte = a
	var _ string = b
}
