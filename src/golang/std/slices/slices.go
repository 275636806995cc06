// Package slices has what is common to slices of any element type.
package slices

import (
	"cmp"
	"math/bits"
	"unsafe"
)

// Equal compares elements with ==.
func Equal[S ~[]E, E comparable](s1, s2 S) bool {
	if len(s1) != len(s2) {
		return false
	}
	for i := range s1 {
		if s1[i] != s2[i] {
			return false
		}
	}
	return true
}

// EqualFunc compares elements with eq.
func EqualFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, eq func(E1, E2) bool) bool {
	if len(s1) != len(s2) {
		return false
	}
	for i, v := range s1 {
		if !eq(v, s2[i]) {
			return false
		}
	}
	return true
}

// Compare goes by the first elements that differ, then by the lengths.
func Compare[S ~[]E, E cmp.Ordered](s1, s2 S) int {
	for i, v := range s1 {
		if i >= len(s2) {
			return +1
		}
		if c := cmp.Compare(v, s2[i]); c != 0 {
			return c
		}
	}
	if len(s1) < len(s2) {
		return -1
	}
	return 0
}

// CompareFunc is Compare with cmp for the elements.
func CompareFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, cmp func(E1, E2) int) int {
	for i, v := range s1 {
		if i >= len(s2) {
			return +1
		}
		if c := cmp(v, s2[i]); c != 0 {
			return c
		}
	}
	if len(s1) < len(s2) {
		return -1
	}
	return 0
}

// Index gives the place of the first v, or -1.
func Index[S ~[]E, E comparable](s S, v E) int {
	for i := range s {
		if v == s[i] {
			return i
		}
	}
	return -1
}

// IndexFunc gives the place of the first element for which f holds, or -1.
func IndexFunc[S ~[]E, E any](s S, f func(E) bool) int {
	for i := range s {
		if f(s[i]) {
			return i
		}
	}
	return -1
}

// Contains says whether v is an element.
func Contains[S ~[]E, E comparable](s S, v E) bool {
	return Index(s, v) >= 0
}

// ContainsFunc says whether f holds for an element.
func ContainsFunc[S ~[]E, E any](s S, f func(E) bool) bool {
	return IndexFunc(s, f) >= 0
}

// Insert puts elements in front of element i.
func Insert[S ~[]E, E any](s S, i int, v ...E) S {
	_ = s[i:]
	count, length := len(v), len(s)
	if count == 0 {
		return s
	}
	if i == length {
		return append(s, v...)
	}
	if length+count > cap(s) {
		// A new array: only what comes before the place is copied by append.
		longer := append(s[:i], make(S, length+count-i)...)
		copy(longer[i:], v)
		copy(longer[i+count:], s[i:])
		return longer
	}
	s = s[:length+count]
	if !overlaps(v, s[i+count:]) {
		copy(s[i+count:], s[i:])
		copy(s[i:], v)
		return s
	}
	// What is inserted lies in the part that moves: the elements go round.
	copy(s[length:], v)
	rotateRight(s[i:], count)
	return s
}

// Delete removes elements i to j and clears what is left over at the end.
func Delete[S ~[]E, E any](s S, i, j int) S {
	_ = s[i:j:len(s)]
	if i == j {
		return s
	}
	old := len(s)
	s = append(s[:i], s[j:]...)
	clear(s[len(s):old])
	return s
}

// DeleteFunc removes the elements for which del holds.
func DeleteFunc[S ~[]E, E any](s S, del func(E) bool) S {
	i := IndexFunc(s, del)
	if i == -1 {
		return s
	}
	for j := i + 1; j < len(s); j++ {
		if v := s[j]; !del(v) {
			s[i] = v
			i++
		}
	}
	clear(s[i:])
	return s[:i]
}

// Replace puts v in the place of elements i to j.
func Replace[S ~[]E, E any](s S, i, j int, v ...E) S {
	_ = s[i:j]
	if i == j {
		return Insert(s, i, v...)
	}
	if j == len(s) {
		longer := append(s[:i], v...)
		if len(longer) < len(s) {
			clear(s[len(longer):])
		}
		return longer
	}
	total := len(s[:i]) + len(v) + len(s[j:])
	if total > cap(s) {
		longer := append(s[:i], make(S, total-i)...)
		copy(longer[i:], v)
		copy(longer[i+len(v):], s[j:])
		return longer
	}
	longer := s[:total]
	if i+len(v) <= j {
		copy(longer[i:], v)
		copy(longer[i+len(v):], s[j:])
		clear(s[total:])
		return longer
	}
	if !overlaps(longer[i+len(v):], v) {
		copy(longer[i+len(v):], s[j:])
		copy(longer[i:], v)
		return longer
	}
	gap := len(v) - (j - i)
	if !overlaps(longer[i:j], v) {
		copy(longer[i:j], v[:j-i])
		copy(longer[len(s):], v[j-i:])
		rotateRight(longer[j:], gap)
		return longer
	}
	if !overlaps(longer[len(s):], v) {
		copy(longer[len(s):], v[:gap])
		copy(longer[i:j], v[gap:])
		rotateRight(longer[i:], gap)
		return longer
	}
	moved := startIndex(v, s[j:])
	copy(longer[i:], v)
	copy(longer[len(s):], longer[i+len(v):])
	rotateRight(longer[i+len(v):], gap)
	copy(longer[i+moved:], s[j:])
	return longer
}

// Clone copies the elements into an array of their own.
func Clone[S ~[]E, E any](s S) S {
	return append(s[:0:0], s...)
}

// Compact keeps one of equal neighbours.
func Compact[S ~[]E, E comparable](s S) S {
	if len(s) < 2 {
		return s
	}
	for k := 1; k < len(s); k++ {
		if s[k] != s[k-1] {
			continue
		}
		rest := s[k:]
		for j := 1; j < len(rest); j++ {
			if rest[j] != rest[j-1] {
				s[k] = rest[j]
				k++
			}
		}
		clear(s[k:])
		return s[:k]
	}
	return s
}

// CompactFunc keeps the first of neighbours that eq says are equal.
func CompactFunc[S ~[]E, E any](s S, eq func(E, E) bool) S {
	if len(s) < 2 {
		return s
	}
	for k := 1; k < len(s); k++ {
		if !eq(s[k], s[k-1]) {
			continue
		}
		rest := s[k:]
		for j := 1; j < len(rest); j++ {
			if !eq(rest[j], rest[j-1]) {
				s[k] = rest[j]
				k++
			}
		}
		clear(s[k:])
		return s[:k]
	}
	return s
}

// Grow makes room for n more elements.
func Grow[S ~[]E, E any](s S, n int) S {
	if n < 0 {
		panic("cannot be negative")
	}
	if n -= cap(s) - len(s); n > 0 {
		s = append([]E(s)[:cap(s)], make([]E, n)...)[:len(s)]
	}
	return s
}

// Clip gives up the capacity that is not in use.
func Clip[S ~[]E, E any](s S) S {
	return s[:len(s):len(s)]
}

// Reverse turns the order round, in place.
func Reverse[S ~[]E, E any](s S) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

// Concat joins slices in a new one.
func Concat[S ~[]E, E any](slices ...S) S {
	size := 0
	for _, s := range slices {
		size += len(s)
		if size < 0 {
			panic("len out of range")
		}
	}
	joined := Grow[S](nil, size)
	for _, s := range slices {
		joined = append(joined, s...)
	}
	return joined
}

// Repeat has the elements count times in a new slice.
func Repeat[S ~[]E, E any](x S, count int) S {
	if count < 0 {
		panic("cannot be negative")
	}
	high, low := bits.Mul(uint(len(x)), uint(count))
	if high > 0 || low > uint(^uint(0)>>1) {
		panic("the result of (len(x) * count) overflows")
	}
	repeated := make(S, int(low))
	n := copy(repeated, x)
	for n < len(repeated) {
		n += copy(repeated[n:], repeated[:n])
	}
	return repeated
}

// overlaps says whether two slices share elements of one array.
func overlaps[E any](a, b []E) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	size := unsafe.Sizeof(a[0])
	if size == 0 {
		return false
	}
	return uintptr(unsafe.Pointer(&a[0])) <= uintptr(unsafe.Pointer(&b[len(b)-1]))+(size-1) &&
		uintptr(unsafe.Pointer(&b[0])) <= uintptr(unsafe.Pointer(&a[len(a)-1]))+(size-1)
}

// startIndex gives the place in haystack where needle begins, which lies in it.
func startIndex[E any](haystack, needle []E) int {
	p := &needle[0]
	for i := range haystack {
		if p == &haystack[i] {
			return i
		}
	}
	panic("needle not found")
}

// rotateLeft moves each element r places to the left, the first ones to the end.
func rotateLeft[E any](s []E, r int) {
	Reverse(s[:r])
	Reverse(s[r:])
	Reverse(s)
}

func rotateRight[E any](s []E, r int) {
	rotateLeft(s, len(s)-r)
}
