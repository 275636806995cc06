package slices

import "math/bits"

// Below this length elements are inserted one by one.
const few = 12

// What choosing a pivot tells about the order.
type sortedHint int

const (
	unknownHint sortedHint = iota
	increasingHint
	decreasingHint
)

// pdqsort is pattern-defeating quicksort of elements a to b: quicksort that notices order it finds,
// and turns to heapsort after limit bad partitions. Which equal elements change places depends on
// each comparison and swap, so they happen as in Go.
func pdqsort[E any](data []E, a, b, limit int, cmp func(a, b E) int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= few {
			insertionSort(data, a, b, cmp)
			return
		}
		if limit == 0 {
			heapSort(data, a, b, cmp)
			return
		}
		if !balanced {
			breakPatterns(data, a, b, cmp)
			limit--
		}
		pivot, hint := choosePivot(data, a, b, cmp)
		if hint == decreasingHint {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data[i], data[j] = data[j], data[i]
			}
			pivot = b - 1 - (pivot - a)
			hint = increasingHint
		}
		if balanced && partitioned && hint == increasingHint && nearlySorted(data, a, b, cmp) {
			return
		}
		if a > 0 && cmp(data[a-1], data[pivot]) >= 0 {
			// The pivot is the smallest there is: what equals it goes to the left.
			a = partitionEqual(data, a, b, pivot, cmp)
			continue
		}
		var middle int
		middle, partitioned = partition(data, a, b, pivot, cmp)
		left, right := middle-a, b-middle
		balanced = min(left, right) >= n/8
		if left < right {
			pdqsort(data, a, middle, limit, cmp)
			a = middle + 1
		} else {
			pdqsort(data, middle+1, b, limit, cmp)
			b = middle
		}
	}
}

func insertionSort[E any](data []E, a, b int, cmp func(a, b E) int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && cmp(data[j], data[j-1]) < 0; j-- {
			data[j], data[j-1] = data[j-1], data[j]
		}
	}
}

func heapSort[E any](data []E, a, b int, cmp func(a, b E) int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a, cmp)
	}
	for i := n - 1; i >= 0; i-- {
		data[a], data[a+i] = data[a+i], data[a]
		siftDown(data, 0, i, a, cmp)
	}
}

// siftDown puts element root of the heap [0, n), which begins at first, in its place.
func siftDown[E any](data []E, root, n, first int, cmp func(a, b E) int) {
	for child := 2*root + 1; child < n; child = 2*root + 1 {
		if child+1 < n && cmp(data[first+child], data[first+child+1]) < 0 {
			child++
		}
		if cmp(data[first+root], data[first+child]) >= 0 {
			return
		}
		data[first+root], data[first+child] = data[first+child], data[first+root]
		root = child
	}
}

// partition moves what is less than the pivot to its left; tells where the pivot is then, and
// whether nothing was out of place.
func partition[E any](data []E, a, b, pivot int, cmp func(a, b E) int) (middle int, already bool) {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	for already = true; ; already = false {
		for i <= j && cmp(data[i], data[a]) < 0 {
			i++
		}
		for i <= j && cmp(data[j], data[a]) >= 0 {
			j--
		}
		if i > j {
			data[j], data[a] = data[a], data[j]
			return j, already
		}
		data[i], data[j] = data[j], data[i]
		i++
		j--
	}
}

// partitionEqual moves what equals the pivot to the left; tells where the rest begins.
func partitionEqual[E any](data []E, a, b, pivot int, cmp func(a, b E) int) int {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	for {
		for i <= j && cmp(data[a], data[i]) >= 0 {
			i++
		}
		for i <= j && cmp(data[a], data[j]) < 0 {
			j--
		}
		if i > j {
			return i
		}
		data[i], data[j] = data[j], data[i]
		i++
		j--
	}
}

// nearlySorted sorts if only a few elements are out of place; tells whether it did.
func nearlySorted[E any](data []E, a, b int, cmp func(a, b E) int) bool {
	i := a + 1
	for range 5 {
		for i < b && cmp(data[i], data[i-1]) >= 0 {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		data[i], data[i-1] = data[i-1], data[i]
		if i-a >= 2 {
			for j := i - 1; j >= 1 && cmp(data[j], data[j-1]) < 0; j-- {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && cmp(data[j], data[j-1]) < 0; j++ {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
	}
	return false
}

// breakPatterns swaps three elements in the middle with others, picked by a generator of its own.
func breakPatterns[E any](data []E, a, b int, cmp func(a, b E) int) {
	n := b - a
	if n < 8 {
		return
	}
	random := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	for i := a + n/4*2 - 1; i <= a+n/4*2+1; i++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		data[i], data[a+other] = data[a+other], data[i]
	}
}

// choosePivot takes the median of three elements, of three medians in a longer slice.
func choosePivot[E any](data []E, a, b int, cmp func(a, b E) int) (pivot int, hint sortedHint) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4*1, a+n/4*2, a+n/4*3
	if n >= 50 {
		i = median(data, i-1, i, i+1, &swaps, cmp)
		j = median(data, j-1, j, j+1, &swaps, cmp)
		k = median(data, k-1, k, k+1, &swaps, cmp)
	}
	if n >= 8 {
		j = median(data, i, j, k, &swaps, cmp)
	}
	switch swaps {
	case 0:
		return j, increasingHint
	case 12:
		return j, decreasingHint
	}
	return j, unknownHint
}

func median[E any](data []E, a, b, c int, swaps *int, cmp func(a, b E) int) int {
	if cmp(data[b], data[a]) < 0 {
		*swaps++
		a, b = b, a
	}
	if cmp(data[c], data[b]) < 0 {
		*swaps++
		b = c
	}
	if cmp(data[b], data[a]) < 0 {
		*swaps++
		b = a
	}
	return b
}

// stable sorts blocks of twenty and merges them.
func stable[E any](data []E, n int, cmp func(a, b E) int) {
	size := 20
	a := 0
	for ; a+size <= n; a += size {
		insertionSort(data, a, a+size, cmp)
	}
	insertionSort(data, a, n, cmp)
	for ; size < n; size *= 2 {
		for a = 0; a+2*size <= n; a += 2 * size {
			symMerge(data, a, a+size, a+2*size, cmp)
		}
		if a+size < n {
			symMerge(data, a, a+size, n, cmp)
		}
	}
}

// symMerge merges two sorted neighbours in place (Kim and Kutzner's SymMerge).
func symMerge[E any](data []E, a, m, b int, cmp func(a, b E) int) {
	if m-a == 1 {
		// One element: it goes before the first one that is not less.
		i, j := m, b
		for i < j {
			h := int(uint(i+j) >> 1)
			if cmp(data[h], data[a]) < 0 {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := a; k < i-1; k++ {
			data[k], data[k+1] = data[k+1], data[k]
		}
		return
	}
	if b-m == 1 {
		i, j := a, m
		for i < j {
			h := int(uint(i+j) >> 1)
			if cmp(data[m], data[h]) >= 0 {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := m; k > i; k-- {
			data[k], data[k-1] = data[k-1], data[k]
		}
		return
	}
	middle := int(uint(a+b) >> 1)
	n := middle + m
	var start, r int
	if m > middle {
		start, r = n-b, middle
	} else {
		start, r = a, m
	}
	for p := n - 1; start < r; {
		c := int(uint(start+r) >> 1)
		if cmp(data[p-c], data[c]) >= 0 {
			start = c + 1
		} else {
			r = c
		}
	}
	end := n - start
	if start < m && m < end {
		rotate(data, start, m, end, cmp)
	}
	if a < start && start < middle {
		symMerge(data, a, start, middle, cmp)
	}
	if middle < end && end < b {
		symMerge(data, middle, end, b, cmp)
	}
}

// rotate swaps the neighbours [a, m) and [m, b).
func rotate[E any](data []E, a, m, b int, cmp func(a, b E) int) {
	i, j := m-a, b-m
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j, cmp)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i, cmp)
			j -= i
		}
	}
	swapRange(data, m-i, m, i, cmp)
}

func swapRange[E any](data []E, a, b, n int, cmp func(a, b E) int) {
	for i := range n {
		data[a+i], data[b+i] = data[b+i], data[a+i]
	}
}
