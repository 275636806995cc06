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

// Mod gives the remainder of x/y with the sign of x.
func Mod(x, y float64) float64

// Remainder gives the IEEE 754 remainder of x/y.
func Remainder(x, y float64) float64

// Roots and powers.
func Sqrt(x float64) float64
func Cbrt(x float64) float64
func Hypot(p, q float64) float64
func Pow(x, y float64) float64

// Pow10 gives 10^n.
func Pow10(n int) float64

// Exponentials and logarithms.
func Exp(x float64) float64
func Exp2(x float64) float64
func Expm1(x float64) float64
func Log(x float64) float64
func Log10(x float64) float64
func Log2(x float64) float64
func Log1p(x float64) float64

// Trigonometry.
func Sin(x float64) float64
func Cos(x float64) float64
func Tan(x float64) float64
func Asin(x float64) float64
func Acos(x float64) float64
func Atan(x float64) float64
func Atan2(y, x float64) float64

// Sincos gives both.
func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }

// Hyperbolic functions.
func Sinh(x float64) float64
func Cosh(x float64) float64
func Tanh(x float64) float64
func Asinh(x float64) float64
func Acosh(x float64) float64
func Atanh(x float64) float64
