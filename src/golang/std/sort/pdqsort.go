package sort

import "math/bits"

// lessSwap is what sorting needs of a collection.
type lessSwap struct {
	Less func(i, j int) bool
	Swap func(i, j int)
}

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
func pdqsort(data lessSwap, a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= few {
			insertionSort(data, a, b)
			return
		}
		if limit == 0 {
			heapSort(data, a, b)
			return
		}
		if !balanced {
			breakPatterns(data, a, b)
			limit--
		}
		pivot, hint := choosePivot(data, a, b)
		if hint == decreasingHint {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.Swap(i, j)
			}
			pivot = b - 1 - (pivot - a)
			hint = increasingHint
		}
		if balanced && partitioned && hint == increasingHint && nearlySorted(data, a, b) {
			return
		}
		if a > 0 && !data.Less(a-1, pivot) {
			// The pivot is the smallest there is: what equals it goes to the left.
			a = partitionEqual(data, a, b, pivot)
			continue
		}
		var middle int
		middle, partitioned = partition(data, a, b, pivot)
		left, right := middle-a, b-middle
		balanced = min(left, right) >= n/8
		if left < right {
			pdqsort(data, a, middle, limit)
			a = middle + 1
		} else {
			pdqsort(data, middle+1, b, limit)
			b = middle
		}
	}
}

func insertionSort(data lessSwap, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

func heapSort(data lessSwap, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftDown(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		siftDown(data, 0, i, a)
	}
}

// siftDown puts element root of the heap [0, n), which begins at first, in its place.
func siftDown(data lessSwap, root, n, first int) {
	for child := 2*root + 1; child < n; child = 2*root + 1 {
		if child+1 < n && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

// partition moves what is less than the pivot to its left; tells where the pivot is then, and
// whether nothing was out of place.
func partition(data lessSwap, a, b, pivot int) (middle int, already bool) {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for already = true; ; already = false {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			data.Swap(j, a)
			return j, already
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// partitionEqual moves what equals the pivot to the left; tells where the rest begins.
func partitionEqual(data lessSwap, a, b, pivot int) int {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// nearlySorted sorts if only a few elements are out of place; tells whether it did.
func nearlySorted(data lessSwap, a, b int) bool {
	i := a + 1
	for range 5 {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		data.Swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.Less(j, j-1); j-- {
				data.Swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.Less(j, j-1); j++ {
				data.Swap(j, j-1)
			}
		}
	}
	return false
}

// breakPatterns swaps three elements in the middle with others, picked by a generator of its own.
func breakPatterns(data lessSwap, a, b int) {
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
		data.Swap(i, a+other)
	}
}

// choosePivot takes the median of three elements, of three medians in a longer slice.
func choosePivot(data lessSwap, a, b int) (pivot int, hint sortedHint) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4*1, a+n/4*2, a+n/4*3
	if n >= 50 {
		i = median(data, i-1, i, i+1, &swaps)
		j = median(data, j-1, j, j+1, &swaps)
		k = median(data, k-1, k, k+1, &swaps)
	}
	if n >= 8 {
		j = median(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, increasingHint
	case 12:
		return j, decreasingHint
	}
	return j, unknownHint
}

func median(data lessSwap, a, b, c int, swaps *int) int {
	if data.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	if data.Less(c, b) {
		*swaps++
		b = c
	}
	if data.Less(b, a) {
		*swaps++
		b = a
	}
	return b
}

// stable sorts blocks of twenty and merges them.
func stable(data lessSwap, n int) {
	size := 20
	a := 0
	for ; a+size <= n; a += size {
		insertionSort(data, a, a+size)
	}
	insertionSort(data, a, n)
	for ; size < n; size *= 2 {
		for a = 0; a+2*size <= n; a += 2 * size {
			symMerge(data, a, a+size, a+2*size)
		}
		if a+size < n {
			symMerge(data, a, a+size, n)
		}
	}
}

// symMerge merges two sorted neighbours in place (Kim and Kutzner's SymMerge).
func symMerge(data lessSwap, a, m, b int) {
	if m-a == 1 {
		// One element: it goes before the first one that is not less.
		i, j := m, b
		for i < j {
			h := int(uint(i+j) >> 1)
			if data.Less(h, a) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := a; k < i-1; k++ {
			data.Swap(k, k+1)
		}
		return
	}
	if b-m == 1 {
		i, j := a, m
		for i < j {
			h := int(uint(i+j) >> 1)
			if !data.Less(m, h) {
				i = h + 1
			} else {
				j = h
			}
		}
		for k := m; k > i; k-- {
			data.Swap(k, k-1)
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
		if !data.Less(p-c, c) {
			start = c + 1
		} else {
			r = c
		}
	}
	end := n - start
	if start < m && m < end {
		rotate(data, start, m, end)
	}
	if a < start && start < middle {
		symMerge(data, a, start, middle)
	}
	if middle < end && end < b {
		symMerge(data, middle, end, b)
	}
}

// rotate swaps the neighbours [a, m) and [m, b).
func rotate(data lessSwap, a, m, b int) {
	i, j := m-a, b-m
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i)
			j -= i
		}
	}
	swapRange(data, m-i, m, i)
}

func swapRange(data lessSwap, a, b, n int) {
	for i := range n {
		data.Swap(a+i, b+i)
	}
}
