// Packages slices, maps, cmp, and generic functions and types of others.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

type P struct {
	name string
	age  int
}

func allocations(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

func main() {
	xs := []int{3, 1, 2}
	slices.Sort(xs)
	fmt.Println(xs, slices.Contains(xs, 2), slices.Index(xs, 3), slices.Max(xs), slices.Min(xs))
	r := rand.New(rand.NewSource(1))
	big := make([]P, 300)
	for i := range big {
		big[i] = P{fmt.Sprint(i), r.Intn(20)}
	}
	two := slices.Clone(big)
	slices.SortFunc(big, func(a, b P) int { return cmp.Compare(a.age, b.age) })
	fmt.Println(big)
	slices.SortStableFunc(two, func(a, b P) int { return cmp.Compare(a.age, b.age) })
	fmt.Println(two[:30], slices.IsSortedFunc(big, func(a, b P) int { return a.age - b.age }))
	fmt.Println(slices.BinarySearch([]string{"a", "c"}, "b"))
	s := slices.Insert([]int{1, 2, 3}, 1, 7, 8)
	s = slices.Delete(s, 0, 2)
	s = slices.Replace(s, 0, 1, 4, 5, 6)
	fmt.Println(s, len(s), cap(s), slices.Equal(s, []int{1}))
	fmt.Println(slices.Compact([]int{1, 1, 2, 2, 1}), slices.Concat([]int{1}, []int{2, 3}), slices.Repeat([]string{"x"}, 3))
	m := map[string]int{"a": 1, "b": 2}
	c := maps.Clone(m)
	maps.DeleteFunc(c, func(k string, v int) bool { return v == 1 })
	fmt.Println(c, maps.Equal(m, c), cmp.Or("", "x"), cmp.Less(1.5, 2))
	var p atomic.Pointer[P]
	p.Store(&big[0])
	fmt.Println(p.Load().age, p.CompareAndSwap(nil, nil))
	f := sync.OnceValue(func() int { fmt.Println("once"); return 4 })
	fmt.Println(f(), f())
	fmt.Println(
		allocations(func() { slices.Sort(xs) }),
		allocations(func() { slices.SortFunc(big, func(a, b P) int { return b.age - a.age }) }),
		allocations(func() { s = slices.Grow(s, 100) }),
		allocations(func() { s = slices.Insert(s, 1, 2, 3) }),
		allocations(func() { sync.OnceValue(func() int { return 1 })() }),
		allocations(func() { slices.Concat(xs, xs) }),
		allocations(func() { c = maps.Clone(m) }),
		allocations(func() { two = slices.Clone(two) }),
	)
	fmt.Println(cap(s))
}
