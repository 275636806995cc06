// Package cmp compares values that have an order.
package cmp

// Ordered are the types whose values have an order.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less says whether x comes before y; NaN comes before every other number.
func Less[T Ordered](x, y T) bool {
	return x < y || (x != x && y == y)
}

// Compare gives -1, 0 or +1: x comes before, beside or after y.
func Compare[T Ordered](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return +1
	case x == y:
		return 0
	case x == x:
		return +1
	case y == y:
		return -1
	}
	return 0
}

// Or gives the first argument that is not zero, or else zero.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, val := range vals {
		if val != zero {
			return val
		}
	}
	return zero
}
