package main

import (
	"fmt"
	"math"
)

var fs = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 2.5, -2.5, 3.999, 1e-300, 1e300, math.MaxFloat64, math.SmallestNonzeroFloat64,
	math.Inf(1), math.Inf(-1), math.NaN(), 2147483647.5, -2147483648.5, 4294967296, 1 << 53, 9007199254740993, 9.2e18, -9.2e18, 1e18, 0.1, 1.0 / 3}

var hash uint64 = 14695981039346656037

// out keeps a sum of what would be printed.
func out(args ...any) {
	s := fmt.Sprintln(args...)
	for i := range len(s) {
		hash = (hash ^ uint64(s[i])) * 1099511628211
	}
}

func main() {
	for _, a := range fs {
		for _, b := range fs {
			out(a+b, a-b, a*b, a/b, a < b, a <= b, a > b, a >= b, a == b, a != b, min(a, b), max(a, b))
			x, y := float32(a), float32(b)
			out(x+y, x-y, x*y, x/y, x < y, x <= y, x == y, x != y)
		}
		out(-a, float32(a))
		fmt.Println(hash)
	}
	for _, a := range fs {
		if !math.IsNaN(a) && math.Abs(a) < 9e18 {
			out(int64(a), int32(int64(a)), int8(int64(a)))
			if a >= 0 {
				out(uint64(a), uint32(uint64(a)))
			}
		}
		fmt.Println(hash)
	}
	out(uint64(1.8e19), uint64(float64(1<<63)))
	for _, i := range []int64{0, 1, -1, 1 << 24, 1<<24 + 1, 1<<53 + 1, 1<<62 + 12345, math.MaxInt64, math.MinInt64, 0x7fffffbfffffffff, 0x7fffff4000000001} {
		out(float64(i), float32(i), float64(uint64(i)), float32(uint64(i)), float32(int32(i)), float64(uint32(i)))
		fmt.Println(hash)
	}
	cs := []complex128{0, 1, -1, 1i, -1i, 1 + 2i, 3 - 4i, complex(math.Inf(1), 0), complex(0, math.Inf(-1)), complex(math.NaN(), 1), complex(1e300, 1e-300)}
	for _, a := range cs {
		for _, b := range cs {
			out(a+b, a-b, a*b, a/b, a == b, a != b, -a)
			c, d := complex64(a), complex64(b)
			out(c+d, c*d, c == d)
		}
		out(real(a), imag(a))
		fmt.Println(hash)
	}
	out(math.Float64bits(1.5), math.Float32bits(2.25), math.Float64frombits(0x4009_21fb_5444_2d18))
	fmt.Println(hash)
}
