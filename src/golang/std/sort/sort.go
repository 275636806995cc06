// Package sort sorts slices and collections, and searches them.
package sort

import (
	"internal/reflectlite"
	"math/bits"
)

// Interface is a collection that can be sorted.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort sorts; equal elements may change their order.
func Sort(data Interface) {
	n := data.Len()
	if n <= 1 {
		return
	}
	pdqsort(lessSwap{data.Less, data.Swap}, 0, n, bits.Len(uint(n)))
}

// Stable sorts; equal elements keep their order.
func Stable(data Interface) {
	stable(lessSwap{data.Less, data.Swap}, data.Len())
}

// IsSorted tells whether a collection is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

// Slice sorts a slice by less; equal elements may change their order.
func Slice(x any, less func(i, j int) bool) {
	n := reflectlite.Len(x)
	swap := reflectlite.Swapper(x)
	pdqsort(lessSwap{less, swap}, 0, n, bits.Len(uint(n)))
}

// SliceStable sorts a slice by less; equal elements keep their order.
func SliceStable(x any, less func(i, j int) bool) {
	n := reflectlite.Len(x)
	swap := reflectlite.Swapper(x)
	stable(lessSwap{less, swap}, n)
}

// SliceIsSorted tells whether a slice is sorted by less.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := reflectlite.Len(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool {
	return r.Interface.Less(j, i)
}

// Reverse gives a collection in the opposite order.
func Reverse(data Interface) Interface {
	return &reverse{data}
}

// IntSlice, Float64Slice and StringSlice are collections in their natural order.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }

type Float64Slice []float64

func (x Float64Slice) Len() int           { return len(x) }
func (x Float64Slice) Less(i, j int) bool { return lessFloat(x[i], x[j]) }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()              { Sort(x) }

type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()              { Sort(x) }

// lessFloat puts NaN first.
func lessFloat(a, b float64) bool {
	return a < b || a != a && b == b
}

// IntsAreSorted and its relatives tell whether a slice is in its natural order.
func IntsAreSorted(x []int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if x[i] < x[i-1] {
			return false
		}
	}
	return true
}

func Float64sAreSorted(x []float64) bool {
	for i := len(x) - 1; i > 0; i-- {
		if lessFloat(x[i], x[i-1]) {
			return false
		}
	}
	return true
}

func StringsAreSorted(x []string) bool {
	for i := len(x) - 1; i > 0; i-- {
		if x[i] < x[i-1] {
			return false
		}
	}
	return true
}
