package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

type P struct {
	name string
	age  int
}

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	keys := slices.Sorted(maps.Keys(m))
	fmt.Println(keys)
	ps := []P{{"x", 3}, {"y", 1}, {"z", 2}}
	slices.SortFunc(ps, func(a, b P) int { return cmp.Compare(a.age, b.age) })
	slices.SortStableFunc(ps, func(a, b P) int { return strings.Compare(a.name, b.name) })
	fmt.Println(ps, slices.Max([]float64{1, 2.5}), slices.Contains(keys, "a"))
	i, ok := slices.BinarySearch([]int{1, 2, 3}, 2)
	fmt.Println(i, ok, slices.Index(keys, "b"))
	sort.Slice(ps, func(i, j int) bool { return ps[i].age < ps[j].age })
	sort.Strings(keys)
	fmt.Println(strings.Join(keys, ","), slices.Collect(maps.Values(m)))
	fmt.Println(slices.Compact([]int{1, 1, 2}), slices.Equal(keys, keys), slices.Clone(ps))
	fmt.Println(strings.Fields(" a b "), strings.Split("a,b", ","), strings.Repeat("x", 3))
}
