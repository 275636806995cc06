// Capacities that append gives: one JSON line per element type.
package main

import (
	"encoding/json"
	"os"
	"unsafe"
)

type line struct {
	Size int      `json:"size"`
	Scan bool     `json:"scan"`
	One  []int    `json:"one"`  // capacities while elements are added one by one
	Many [][3]int `json:"many"` // old capacity, elements added at once, new capacity
}

var out = json.NewEncoder(os.Stdout)

//go:noinline
func grow[T any](s []T, n int) int { return cap(append(s, make([]T, n)...)) }

//go:noinline
func push[T any](s []T) []T {
	var zero T
	return append(s, zero)
}

func measure[T any](scan bool) {
	var zero T
	l := line{Size: int(unsafe.Sizeof(zero)), Scan: scan}
	var s []T
	for i := 0; i < 20000 && len(l.One) < 40; i++ {
		if len(s) < cap(s) {
			s = s[:cap(s)]
		}
		s = push(s)
		l.One = append(l.One, cap(s))
		if cap(s)*l.Size > 600000 {
			break
		}
	}
	seed := uint32(l.Size)*2654435761 + 1
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for i := 0; i < 60; i++ {
		limit := 200000 / max(1, l.Size)
		if i%2 == 0 {
			limit = min(limit, 300)
		}
		old, n := next(limit+1), 1+next(limit/2+2)
		l.Many = append(l.Many, [3]int{old, n, grow(make([]T, old), n)})
	}
	out.Encode(l)
}

type with[T any] struct {
	p *int
	x T
}

func main() {
	measure[struct{}](false)
	measure[[1]byte](false)
	measure[[2]byte](false)
	measure[[3]byte](false)
	measure[[4]byte](false)
	measure[[5]byte](false)
	measure[[7]byte](false)
	measure[[8]byte](false)
	measure[[9]byte](false)
	measure[[12]byte](false)
	measure[[16]byte](false)
	measure[[17]byte](false)
	measure[[24]byte](false)
	measure[[32]byte](false)
	measure[[40]byte](false)
	measure[[48]byte](false)
	measure[[64]byte](false)
	measure[[96]byte](false)
	measure[[100]byte](false)
	measure[[128]byte](false)
	measure[[200]byte](false)
	measure[[256]byte](false)
	measure[[500]byte](false)
	measure[[513]byte](false)
	measure[[1000]byte](false)
	measure[[4096]byte](false)
	measure[[5000]byte](false)
	measure[[33000]byte](false)
	measure[*int](true)
	measure[string](true)
	measure[[]int](true)
	measure[with[[3]int]](true)
	measure[with[[4]int]](true)
	measure[with[[7]int]](true)
	measure[with[[11]int]](true)
	measure[with[[15]int]](true)
	measure[with[[31]int]](true)
	measure[with[[62]int]](true)
	measure[with[[63]int]](true)
	measure[with[[64]int]](true)
	measure[with[[100]int]](true)
	measure[with[[511]int]](true)
	measure[with[[4000]int]](true)
}
