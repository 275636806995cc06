// Functions of floating-point numbers, bit by bit.
package main

import (
	"fmt"
	"math"
	"math/bits"
)

var state uint64 = 11

func random() uint64 {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return state
}

func float() float64 {
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, 0.5, 2, 3, 10, 1e6, 1e20, 1e-7, 5e-324, 1e-310, math.MaxFloat64, 2.5, 1.5, 1e16, math.Pi, math.Pi / 2, 709.78, 709.8, -708.4, -745, -746, 1 << 29, 1 << 53}
	switch random() % 6 {
	case 0:
		return math.Float64frombits(random())
	case 1:
		return special[random()%uint64(len(special))]
	case 2:
		return float64(random()>>11) / (1 << 53)
	case 3:
		return float64(int64(random())>>40) / 1000
	case 4:
		return float64(int64(random()%41)) - 20
	}
	return float64(int64(random())) / 1e12
}

func main() {
	one := []struct {
		name string
		f    func(float64) float64
	}{
		{"Abs", math.Abs}, {"Acos", math.Acos}, {"Acosh", math.Acosh}, {"Asin", math.Asin}, {"Asinh", math.Asinh}, {"Atan", math.Atan}, {"Atanh", math.Atanh},
		{"Cbrt", math.Cbrt}, {"Ceil", math.Ceil}, {"Cos", math.Cos}, {"Cosh", math.Cosh}, {"Exp", math.Exp}, {"Exp2", math.Exp2}, {"Expm1", math.Expm1},
		{"Floor", math.Floor}, {"Log", math.Log}, {"Log10", math.Log10}, {"Log1p", math.Log1p}, {"Log2", math.Log2}, {"Logb", math.Logb}, {"Round", math.Round},
		{"RoundToEven", math.RoundToEven}, {"Sin", math.Sin}, {"Sinh", math.Sinh}, {"Sqrt", math.Sqrt}, {"Tan", math.Tan}, {"Tanh", math.Tanh}, {"Trunc", math.Trunc},
	}
	two := []struct {
		name string
		f    func(x, y float64) float64
	}{
		{"Atan2", math.Atan2}, {"Copysign", math.Copysign}, {"Dim", math.Dim}, {"Hypot", math.Hypot}, {"Max", math.Max}, {"Min", math.Min}, {"Mod", math.Mod},
		{"Nextafter", math.Nextafter}, {"Pow", math.Pow}, {"Remainder", math.Remainder},
	}
	note := func(h uint32, x float64) uint32 {
		if x != x {
			return (h ^ 1) * 16777619
		}
		b := math.Float64bits(x)
		return ((h^uint32(b))*16777619 ^ uint32(b>>32)) * 16777619
	}
	for _, f := range one {
		h, last, arg := uint32(2166136261), 0.0, 0.0
		for range 200 {
			arg = float()
			last = f.f(arg)
			h = note(h, last)
		}
		fmt.Printf("%s %08x %v %v\n", f.name, h, arg, last)
	}
	for _, f := range two {
		h, last := uint32(2166136261), 0.0
		for range 200 {
			last = f.f(float(), float())
			h = note(h, last)
		}
		fmt.Printf("%s %08x %v\n", f.name, h, last)
	}
	h := uint32(2166136261)
	for range 200 {
		x, y, z := float(), float(), float()
		h = note(h, math.FMA(x, y, z))
		fr, e := math.Frexp(x)
		h = note(note(h, fr), float64(e))
		h = note(h, math.Ldexp(x, int(random()%2400)-1200))
		a, b := math.Modf(x)
		h = note(note(h, a), b)
		h = note(h, math.Pow10(int(random()%700)-350))
	}
	fmt.Printf("%08x\n", h)
	for range 20 {
		x, y := random()>>(random()%64), random()>>(random()%64)
		hi, lo := bits.Mul64(x, y)
		s, c := bits.Add64(x, y, 1)
		d, b := bits.Sub64(x, y, 1)
		fmt.Println(bits.Len64(x), bits.OnesCount64(x), bits.TrailingZeros64(x), bits.LeadingZeros32(uint32(x)), bits.Reverse64(x), bits.ReverseBytes32(uint32(x)), bits.RotateLeft64(x, -5), hi, lo, s, c, d, b)
		if y != 0 {
			q, r := bits.Div64(hi%y, lo, y)
			fmt.Println(q, r)
		}
	}
	fmt.Println(math.MaxInt64, math.MinInt64, uint64(math.MaxUint64), math.Pi, math.E, math.SmallestNonzeroFloat64, math.MaxFloat32)
}
