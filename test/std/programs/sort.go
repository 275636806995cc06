// Sorting: which equal elements change places depends on every step.
package main

import (
	"fmt"
	"math"
	"sort"
)

var state uint64 = 7

func below(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state % uint64(n))
}

type pair struct{ k, v int }

type pairs []pair

func (p pairs) Len() int           { return len(p) }
func (p pairs) Less(i, j int) bool { return p[i].k < p[j].k }
func (p pairs) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }

func hash(h uint32, n int) uint32 {
	return (h ^ uint32(n)) * 16777619
}

func digest(p []pair) uint32 {
	h := uint32(2166136261)
	for _, x := range p {
		h = hash(hash(h, x.k), x.v)
	}
	return h
}

func main() {
	for _, n := range []int{0, 1, 2, 5, 12, 13, 49, 50, 51, 100, 300} {
		for mode := range 5 {
			a := make([]pair, n)
			m := 1 + below(40)
			for i := range a {
				switch mode {
				case 0:
					a[i] = pair{below(m), i}
				case 1:
					a[i] = pair{i / 7, i}
				case 2:
					a[i] = pair{-i / 3, i}
				case 3:
					a[i] = pair{i % 4, i}
				default:
					a[i] = pair{1 << uint(below(3)), i}
				}
			}
			if mode == 1 && n > 20 {
				a[n/2].k = 3
			}
			b, c, d := append([]pair(nil), a...), append([]pair(nil), a...), append([]pair(nil), a...)
			sort.Slice(a, func(i, j int) bool { return a[i].k < a[j].k })
			sort.SliceStable(b, func(i, j int) bool { return b[i].k < b[j].k })
			sort.Sort(pairs(c))
			sort.Stable(sort.Reverse(pairs(d)))
			fmt.Printf("%d %d %08x %08x %08x %08x %v\n", n, mode, digest(a), digest(b), digest(c), digest(d), sort.IsSorted(pairs(a)))
		}
	}
	ints := []int{5, 2, 8, -1, 9, 3, 3, 0, 7, 7, 1, -5, 12, 4, 6}
	sort.Ints(ints)
	fmt.Println(ints, sort.SearchInts(ints, 7), sort.SearchInts(ints, 100), sort.IntsAreSorted(ints))
	floats := []float64{2.5, math.NaN(), -1, math.Inf(1), 0, math.Copysign(0, -1), math.NaN(), math.Inf(-1), 1e-9}
	sort.Float64s(floats)
	fmt.Println(floats, sort.Float64sAreSorted(floats))
	words := []string{"pear", "apple", "fig", "kiwi", "apple", "banana", "", "cherry", "date", "elder", "grape", "lemon", "mango", "nut", "olive"}
	sort.Strings(words)
	fmt.Println(words, sort.SearchStrings(words, "fig"))
	sort.Sort(sort.Reverse(sort.StringSlice(words)))
	fmt.Println(words)
	fmt.Println(sort.Search(100, func(i int) bool { return i*i >= 50 }))
	fmt.Println(sort.Find(len(ints), func(i int) int { return 8 - ints[i] }))
	big := make([]struct {
		a, b, c int
		s       string
	}, 30)
	for i := range big {
		big[i].a, big[i].s = below(10), fmt.Sprint(i)
	}
	sort.Slice(big, func(i, j int) bool { return big[i].a < big[j].a })
	fmt.Println(big)
	bytes := []byte("sorting bytes by swapping them")
	sort.Slice(bytes, func(i, j int) bool { return bytes[i] < bytes[j] })
	fmt.Printf("%q\n", bytes)
}
