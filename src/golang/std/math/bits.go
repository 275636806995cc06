package math

func Float32bits(f float32) uint32
func Float32frombits(b uint32) float32
func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64

// Inf gives +Inf for a sign of 0 or above, else -Inf.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(0x7FF0000000000000)
	}
	return Float64frombits(0xFFF0000000000000)
}

// NaN gives a number that is not one.
func NaN() float64 { return Float64frombits(0x7FF8000000000001) }

// IsNaN tells whether f is no number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf tells whether f is the infinity of that sign; 0: any.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

// Signbit tells whether x is negative or -0.
func Signbit(x float64) bool { return Float64bits(x)>>63 != 0 }

// Copysign gives f with the sign of sign.
func Copysign(f, sign float64) float64 {
	const bit = 1 << 63
	return Float64frombits(Float64bits(f)&^bit | Float64bits(sign)&bit)
}

// Abs gives x without its sign.
func Abs(x float64) float64 { return Float64frombits(Float64bits(x) &^ (1 << 63)) }

// Nextafter gives the next float after x towards y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case x != x || y != y:
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(Float64frombits(1), y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 is Nextafter for float32.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(float64(Float32frombits(1)), float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}
