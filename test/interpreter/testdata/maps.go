package main

import (
	"fmt"
	"sort"
	"strings"
)

type key struct {
	a int
	b string
}
type point struct{ x, y float64 }

func main() {
	m := map[string]int{}
	for i := range 2000 {
		m[fmt.Sprint("k", i%700)] += i
	}
	fmt.Println(len(m), m["k3"], m["none"])
	for i := range 350 {
		delete(m, fmt.Sprint("k", i*2))
	}
	fmt.Println(len(m))
	v, ok := m["k1"]
	_, ok2 := m["k0"]
	fmt.Println(v, ok, ok2)
	sum := 0
	for k, v := range m {
		if strings.HasPrefix(k, "k") {
			sum += v
		}
	}
	fmt.Println(sum)
	mk := map[key]point{{1, "a"}: {1, 2}, {2, "b"}: {3, 4}}
	mk[key{1, "a"}] = point{5, 6}
	fmt.Println(mk[key{1, "a"}], mk[key{2, "b"}], mk[key{3, "c"}])
	mi := map[any]string{1: "int", "1": "str", 1.0: "float", key{1, "x"}: "key", [2]int{1, 2}: "arr", nil: "nil", true: "bool"}
	fmt.Println(mi[1], mi["1"], mi[1.0], mi[key{1, "x"}], mi[[2]int{1, 2}], mi[nil], mi[true], mi[int64(1)], len(mi))
	ms := map[int][]string{}
	for i := range 20 {
		ms[i%3] = append(ms[i%3], fmt.Sprint(i))
	}
	fmt.Println(ms)
	mm := map[string]map[string]int{}
	for _, w := range strings.Fields("a b a c b a d e f a b") {
		if mm[w] == nil {
			mm[w] = map[string]int{}
		}
		mm[w]["n"]++
	}
	fmt.Println(mm)
	keys := make([]string, 0, len(mm))
	for k := range mm {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys)
	big := map[[200]byte][150]int{}
	var bk [200]byte
	for i := range 30 {
		bk[i] = byte(i)
		var bv [150]int
		bv[149] = i
		big[bk] = bv
	}
	fmt.Println(len(big), big[bk][149])
	clear(ms)
	fmt.Println(len(ms), ms)
	var nilm map[string]int
	fmt.Println(nilm["x"], len(nilm))
	for range nilm {
		fmt.Println("never")
	}
	delete(nilm, "x")
	f := map[float64]int{0: 1}
	nan := 0.0
	nan = nan / nan
	f[nan] = 1
	f[nan] = 2
	fmt.Println(len(f), f[nan])
	n := 0
	grow := map[int]int{0: 0}
	for k := range grow {
		n++
		if n > 100 {
			break
		}
		delete(grow, k)
	}
	fmt.Println(len(grow))
	ptrs := map[*int]int{}
	var xs [10]int
	for i := range xs {
		ptrs[&xs[i]] = i
	}
	fmt.Println(ptrs[&xs[7]], len(ptrs))
	set := map[string]struct{}{}
	set["a"] = struct{}{}
	_, has := set["a"]
	fmt.Println(has, len(set))
	type T struct{ m map[string][]int }
	t := T{map[string][]int{"a": {1, 2}}}
	t.m["a"][1]++
	t.m["b"] = append(t.m["b"], 5)
	fmt.Println(t)
	local := map[int8]bool{}
	for i := int8(0); i < 20; i++ {
		local[i] = i%2 == 0
	}
	c := 0
	for _, b := range local {
		if b {
			c++
		}
	}
	fmt.Println(c)
}
