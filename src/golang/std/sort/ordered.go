package sort

import "math/bits"

// Below this length elements are inserted one by one.
const few = 12

// Ints sorts in increasing order: quicksort with the median of three, the shorter part first.
func Ints(x []int) {
	for len(x) > few {
		// The pivot goes to the front.
		m, last := len(x)/2, len(x)-1
		if x[m] < x[0] {
			x[m], x[0] = x[0], x[m]
		}
		if x[last] < x[m] {
			x[last], x[m] = x[m], x[last]
			if x[m] < x[0] {
				x[m], x[0] = x[0], x[m]
			}
		}
		x[0], x[m] = x[m], x[0]
		pivot := x[0]
		i, j := 1, last
		for {
			for i <= j && x[i] < pivot {
				i++
			}
			for i <= j && pivot < x[j] {
				j--
			}
			if i >= j {
				break
			}
			x[i], x[j] = x[j], x[i]
			i++
			j--
		}
		x[0], x[j] = x[j], x[0]
		if j < len(x)/2 {
			Ints(x[:j])
			x = x[j+1:]
		} else {
			Ints(x[j+1:])
			x = x[:j]
		}
	}
	for i := 1; i < len(x); i++ {
		v := x[i]
		j := i
		for j > 0 && v < x[j-1] {
			x[j] = x[j-1]
			j--
		}
		x[j] = v
	}
}

// Strings sorts in increasing order.
func Strings(x []string) {
	for len(x) > few {
		m, last := len(x)/2, len(x)-1
		if x[m] < x[0] {
			x[m], x[0] = x[0], x[m]
		}
		if x[last] < x[m] {
			x[last], x[m] = x[m], x[last]
			if x[m] < x[0] {
				x[m], x[0] = x[0], x[m]
			}
		}
		x[0], x[m] = x[m], x[0]
		pivot := x[0]
		i, j := 1, last
		for {
			for i <= j && x[i] < pivot {
				i++
			}
			for i <= j && pivot < x[j] {
				j--
			}
			if i >= j {
				break
			}
			x[i], x[j] = x[j], x[i]
			i++
			j--
		}
		x[0], x[j] = x[j], x[0]
		if j < len(x)/2 {
			Strings(x[:j])
			x = x[j+1:]
		} else {
			Strings(x[j+1:])
			x = x[:j]
		}
	}
	for i := 1; i < len(x); i++ {
		v := x[i]
		j := i
		for j > 0 && v < x[j-1] {
			x[j] = x[j-1]
			j--
		}
		x[j] = v
	}
}

// Float64s sorts in increasing order, NaN first. Which zero comes first depends on each step.
func Float64s(x []float64) {
	n := len(x)
	less := func(i, j int) bool { return lessFloat(x[i], x[j]) }
	swap := func(i, j int) { x[i], x[j] = x[j], x[i] }
	pdqsort(lessSwap{less, swap}, 0, n, bits.Len(uint(n)))
}
