package main

import (
	"fmt"
	"sort"
	"strings"
)

type pair struct {
	a int
	b string
}

type shape interface{ Area() float64 }
type sq struct{ s float64 }
type rect struct{ w, h float64 }

func (s sq) Area() float64    { return s.s * s.s }
func (r *rect) Area() float64 { return r.w * r.h }

func lcg(x *uint32) int { *x = *x*1664525 + 1013904223; return int(*x >> 8) }

func sum(m map[int]int) (s int) {
	for k, v := range m {
		s += k*31 + v
	}
	return
}

func try(f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println("panic:", e)
		}
	}()
	f()
}

func main() {
	x := uint32(1)
	m := make(map[int]int)
	for i := 0; i < 20000; i++ {
		k := lcg(&x) % 3000
		switch lcg(&x) % 4 {
		case 0, 1:
			m[k] += i
		case 2:
			delete(m, k)
		default:
			v, ok := m[k]
			if ok {
				m[k] = v ^ k
			}
		}
		if i%2500 == 0 {
			fmt.Println(i, len(m), sum(m))
		}
	}
	ms := map[string][]string{}
	for i := 0; i < 500; i++ {
		k := strings.Repeat("x", i%17) + fmt.Sprint(i%40)
		ms[k] = append(ms[k], fmt.Sprint(i))
	}
	keys := make([]string, 0)
	for k := range ms {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys[:10] {
		fmt.Println(k, ms[k])
	}
	fmt.Println(len(keys))
	mp := map[pair]*pair{}
	for i := 0; i < 100; i++ {
		p := pair{i % 10, fmt.Sprint(i % 7)}
		mp[p] = &p
	}
	fmt.Println(len(mp), mp[pair{3, "3"}].b)
	ma := map[any]int{1: 1, "a": 2, 2.5: 3, pair{1, "x"}: 4, [2]int{1, 2}: 5, nil: 6, true: 7, 'x': 8}
	fmt.Println(ma[1], ma["a"], ma[2.5], ma[pair{1, "x"}], ma[[2]int{1, 2}], ma[nil], ma[true], ma['x'], ma[int64(1)], len(ma))
	try(func() { ma[[]int{1}] = 1 })
	try(func() { _ = ma[map[int]int{}] })
	try(func() { delete(ma, any(func() {})) })
	var nilm map[string]int
	try(func() { nilm["a"] = 1 })
	fmt.Println(nilm["a"], len(nilm))
	delete(nilm, "a")
	for range nilm {
		fmt.Println("never")
	}
	mi := map[shape]string{sq{2}: "two", &rect{1, 2}: "r"}
	r := &rect{3, 4}
	mi[r] = "r34"
	fmt.Println(mi[sq{2}], mi[r], mi[&rect{3, 4}] == "")
	big := map[[20]int]([30]string){}
	for i := 0; i < 50; i++ {
		k := [20]int{i, 19: i}
		v := big[k]
		v[i%30] = fmt.Sprint(i)
		big[k] = v
	}
	fmt.Println(len(big), big[[20]int{7, 19: 7}][7], big[[20]int{8, 19: 9}][8] == "")
	set := map[string]struct{}{}
	for i := 0; i < 1000; i++ {
		set[fmt.Sprint(i*i%997)] = struct{}{}
	}
	fmt.Println(len(set))
	// nested maps, func values, clear, deletion while ranging
	nest := map[string]map[int]func(int) int{}
	for i := 0; i < 10; i++ {
		k := string(rune('a' + i%3))
		if nest[k] == nil {
			nest[k] = map[int]func(int) int{}
		}
		nest[k][i] = func(j int) int { return i*100 + j }
	}
	fmt.Println(nest["a"][3](5), nest["b"][4](6), len(nest["c"]))
	for k := range m {
		if k%2 == 0 {
			delete(m, k)
		}
	}
	odd := 0
	for k := range m {
		if k%2 == 1 {
			odd++
		}
	}
	fmt.Println(len(m) == odd, sum(m))
	clear(m)
	fmt.Println(len(m), sum(m))
	m[5]++
	m[5]--
	fmt.Println(m)
	fmt.Println(map[string]int{"z": 1, "b": 2, "a": 3})
	mm := map[[2]string]map[string]bool{{"a", "b"}: {"t": true}, {"c", "d"}: {"f": false}}
	fmt.Println(mm)
	var z struct {
		m map[uint8]float32
	}
	z.m = map[uint8]float32{}
	for i := 0; i < 600; i++ {
		z.m[uint8(i)] += 0.5
	}
	fmt.Println(len(z.m), z.m[3], z.m[255])
	nan := map[float64]int{}
	zero := 0.0
	for i := 0; i < 20; i++ {
		nan[zero/zero] = i
	}
	nan[0] = 1
	nan[-zero] = 2
	t := 0
	for k, v := range nan {
		if k != k {
			t += v
		}
	}
	fmt.Println(len(nan), t, nan[0])
	mc := map[complex128]int{1 + 2i: 5}
	mc[1+2i]++
	fmt.Println(mc[1+2i], mc[1])
}
