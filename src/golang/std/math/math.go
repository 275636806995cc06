package math

// Rounding.
func Floor(x float64) float64
func Ceil(x float64) float64
func Trunc(x float64) float64

// Round rounds half away from zero.
func Round(x float64) float64

// RoundToEven rounds half to even.
func RoundToEven(x float64) float64

// Modf takes x apart at the decimal point.
func Modf(f float64) (integer float64, fractional float64) {
	integer = Trunc(f)
	fractional = Copysign(f-integer, f)
	if IsInf(f, 0) {
		fractional = NaN()
	}
	return
}

// Frexp gives f as frac × 2^exp with frac in [½, 1).
func Frexp(f float64) (frac float64, exp int)

// Ldexp gives frac × 2^exp.
func Ldexp(frac float64, exp int) float64

// Logb gives the binary exponent of x.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case IsInf(x, 0):
		return Inf(1)
	case x != x:
		return x
	}
	return float64(ilogb(x))
}

// Ilogb is Logb as an int.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case x != x || IsInf(x, 0):
		return MaxInt32
	}
	return ilogb(x)
}

func ilogb(x float64) int {
	_, exp := Frexp(x)
	return exp - 1
}

// FMA gives x × y + z, rounded once.
func FMA(x, y, z float64) float64

// Max gives the larger number; NaN if one of them is NaN.
func Max(x, y float64) float64 {
	switch {
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	case x != x || y != y:
		return NaN()
	case x == 0 && x == y:
		if Signbit(x) {
			return y
		}
		return x
	case x > y:
		return x
	}
	return y
}

// Min gives the smaller number; NaN if one of them is NaN.
func Min(x, y float64) float64 {
	switch {
	case IsInf(x, -1) || IsInf(y, -1):
		return Inf(-1)
	case x != x || y != y:
		return NaN()
	case x == 0 && x == y:
		if Signbit(x) {
			return x
		}
		return y
	case x < y:
		return x
	}
	return y
}

// Dim gives x - y, or 0 if that is negative.
func Dim(x, y float64) float64 {
	v := x - y
	if v <= 0 {
		return 0
	}
	return v
}
