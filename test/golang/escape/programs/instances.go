// What messages say about instances of generic functions and about iterators that are methods.
package main

import "fmt"

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) each(yield func(int) bool) {
	t.push(yield)
}

func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.value) && t.right.push(yield)
}

func sum(t *tree) (s int) {
	for v := range t.each {
		if v > 100 {
			break
		}
		s += v
	}
	return s
}

type id int

func (i id) String() string { return "id" }

func name[T any](v T) string {
	if s, ok := any(v).(fmt.Stringer); ok {
		return s.String()
	}
	return "none"
}

func reversed[T any](s []T) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func use(t *tree, s []string, c complex128) {
	n := name(id(1))
	fmt.Println(sum(t), n)
	fmt.Println(real(c)*2, 2*imag(c), -real(c))
	reversed(s)
}

func main() {
	use(nil, nil, 0)
}
