package main

import "fmt"

type point struct{ x, y int }

var kept []*int
var keptFuncs []func() int

// Each iteration has its own variable: here it outlives the loop.
func perIteration(n int) {
	for i := 0; i < n; i++ {
		kept = append(kept, &i)
	}
	for i, v := range []int{1, 2, 3} {
		kept = append(kept, &v)
		if i == 1 {
			continue
		}
	}
	for i := range n {
		keptFuncs = append(keptFuncs, func() int { return i })
	}
}

// Nothing outlives the loop.
func local(n int) int {
	total := 0
	for i := 0; i < n; i++ {
		p := &i
		total += *p
	}
	for _, p := range []point{{1, 2}, {3, 4}} {
		q := &p
		total += q.x
	}
	return total
}

func outer(n int) *point {
	var last *point
	for i := 0; i < n; i++ {
		p := point{i, i}
		last = &p
	}
	return last
}

func labelled(n int) (r *int) {
	i := 0
again:
	x := i
	r = &x
	i++
	if i < n {
		goto again
	}
	return r
}

func nested(grid [][]int) []*int {
	var out []*int
rows:
	for _, row := range grid {
		for j := range row {
			if row[j] < 0 {
				continue rows
			}
			out = append(out, &row[j])
		}
	}
	return out
}

func strings(words map[string]int, ch chan *point, text string) {
	for k, v := range words {
		fmt.Println(k, v)
	}
	for p := range ch {
		fmt.Println(p.x)
	}
	for i, r := range text {
		fmt.Println(i, r)
	}
	for i, b := range []byte(text) {
		_, _ = i, b
	}
	var arr [4]*int
	for i, p := range arr {
		_ = i
		kept = append(kept, p)
	}
	for i, p := range &arr {
		_, _ = i, p
	}
}

func main() {
	perIteration(3)
	local(3)
	outer(3)
	labelled(3)
	nested(nil)
	strings(nil, nil, "")
}
