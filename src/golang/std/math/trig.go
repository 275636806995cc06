package math

import "math/bits"

// horner evaluates a polynomial, highest coefficient first.
func horner(x float64, coefficients []float64) float64 {
	sum := coefficients[0]
	for _, c := range coefficients[1:] {
		sum = sum*x + c
	}
	return sum
}

// Sine, cosine and tangent on [0, π/4], after the Cephes library.
var (
	sinCoefficients = []float64{
		1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6,
		-1.98412698295895385996e-4, 8.33333333332211858878e-3, -1.66666666666666307295e-1,
	}
	cosCoefficients = []float64{
		-1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7,
		2.48015872888517045348e-5, -1.38888888888730564116e-3, 4.16666666666665929218e-2,
	}
	tanOver = []float64{
		-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7,
	}
	tanUnder = []float64{
		1, 1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7,
		-5.38695755929454629881e7,
	}
)

func sinPart(z float64) float64 {
	zz := z * z
	return z + z*zz*horner(zz, sinCoefficients)
}

func cosPart(z float64) float64 {
	zz := z * z
	return 1 - 0.5*zz + zz*zz*horner(zz, cosCoefficients)
}

// octant takes x ≥ 0 apart into j eighths of a turn, j even, and what is left.
func octant(x float64) (j uint64, z float64) {
	const (
		// π/4 in three parts, so that products with j are exact.
		first  = 7.85398125648498535156e-1
		second = 3.77489470793079817668e-8
		third  = 2.69515142907905952645e-15
	)
	if x >= 1<<29 {
		return farOctant(x)
	}
	j = uint64(x * (4 / Pi))
	y := float64(j)
	if j&1 == 1 {
		j++
		y++
	}
	return j & 7, x - y*first - y*second - y*third
}

// Bits of 4/π, as many as the largest float needs.
var fourOverPi = [...]uint64{
	0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81, 0xb6c52b3278872083,
	0xfca2c757bd778ac3, 0x6e48dc74849ba5c0, 0x0c925dd413a32439, 0xfc3bd63962534e7d,
	0xd1046bea5d768909, 0xd338e04d68befc82, 0x7323ac7306a673e9, 0x3908bf177bf25076,
	0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e, 0x9e8c7ecd3cbfd45a,
	0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4, 0xd7f6bf623f1aba10, 0xac06608df8f6d757,
}

// farOctant does the same by Payne and Hanek's method.
func farOctant(x float64) (j uint64, z float64) {
	b := Float64bits(x)
	mantissa := b&(1<<52-1) | 1<<52
	at := uint(b>>52&0x7FF) - 1023 - 52 + 61
	word, shift := at/64, at%64
	part := func(i uint) uint64 {
		return fourOverPi[word+i]<<shift | fourOverPi[word+i+1]>>(64-shift)
	}
	low, _ := bits.Mul64(part(2), mantissa)
	middleHigh, middleLow := bits.Mul64(part(1), mantissa)
	lo, carry := bits.Add64(middleLow, low, 0)
	hi := part(0)*mantissa + middleHigh + carry
	j = hi >> 61
	hi = hi<<3 | lo>>61
	// The fraction of an eighth becomes a float.
	n := uint(bits.LeadingZeros64(hi)) + 1
	hi = hi<<n | lo>>(64-n)
	z = Float64frombits(hi>>12 | uint64(1023-n)<<52)
	if j&1 == 1 {
		j = (j + 1) & 7
		z--
	}
	return j, z * (Pi / 4)
}

// Sin gives the sine.
func Sin(x float64) float64 {
	if x == 0 || x != x {
		return x
	}
	if IsInf(x, 0) {
		return NaN()
	}
	j, z := octant(Abs(x))
	negative := x < 0
	if j > 3 {
		negative = !negative
		j -= 4
	}
	y := 0.0
	if j == 2 {
		y = cosPart(z)
	} else {
		y = sinPart(z)
	}
	if negative {
		return -y
	}
	return y
}

// Cos gives the cosine.
func Cos(x float64) float64 {
	if x != x || IsInf(x, 0) {
		return NaN()
	}
	j, z := octant(Abs(x))
	negative := j > 1 && j < 6
	y := 0.0
	if j == 2 || j == 6 {
		y = sinPart(z)
	} else {
		y = cosPart(z)
	}
	if negative {
		return -y
	}
	return y
}

// Sincos gives both.
func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }

// Tan gives the tangent.
func Tan(x float64) float64 {
	if x == 0 || x != x {
		return x
	}
	if IsInf(x, 0) {
		return NaN()
	}
	j, z := octant(Abs(x))
	y := z
	if zz := z * z; zz > 1e-14 {
		y = z + z*(zz*horner(zz, tanOver)/horner(zz, tanUnder))
	}
	if j&2 == 2 {
		y = -1 / y
	}
	if x < 0 {
		return -y
	}
	return y
}

var (
	atanOver = []float64{
		-8.750608600031904122785e-01, -1.615753718733365076637e+01, -7.500855792314704667340e+01,
		-1.228866684490136173410e+02, -6.485021904942025371773e+01,
	}
	atanUnder = []float64{
		1, 2.485846490142306297962e+01, 1.650270098316988542046e+02, 4.328810604912902668951e+02,
		4.853903996359136964868e+02, 1.945506571482613964425e+02,
	}
)

// atanPart is the arctangent on [0, 0.66].
func atanPart(x float64) float64 {
	z := x * x
	z = z * horner(z, atanOver) / horner(z, atanUnder)
	return x*z + x
}

// positiveAtan is the arctangent of x ≥ 0.
func positiveAtan(x float64) float64 {
	const (
		more  = 6.123233995736765886130e-17 // π/2 less its float
		tan3  = 2.41421356237309504880      // of 3π/8
		small = 0.66
	)
	switch {
	case x <= small:
		return atanPart(x)
	case x > tan3:
		return Pi/2 - atanPart(1/x) + more
	}
	return Pi/4 + atanPart((x-1)/(x+1)) + 0.5*more
}

// Atan gives the arctangent.
func Atan(x float64) float64 {
	switch {
	case x == 0:
		return x
	case x > 0:
		return positiveAtan(x)
	}
	return -positiveAtan(-x)
}

// Asin gives the arcsine.
func Asin(x float64) float64 {
	if x == 0 {
		return x
	}
	a := Abs(x)
	if a > 1 {
		return NaN()
	}
	y := Sqrt(1 - a*a)
	if a > 0.7 {
		y = Pi/2 - positiveAtan(y/a)
	} else {
		y = positiveAtan(a / y)
	}
	if x < 0 {
		return -y
	}
	return y
}

// Acos gives the arccosine.
func Acos(x float64) float64 { return Pi/2 - Asin(x) }

// Atan2 gives the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	switch {
	case x != x || y != y:
		return NaN()
	case y == 0 && !Signbit(x):
		return y
	case y == 0:
		return Copysign(Pi, y)
	case x == 0:
		return Copysign(Pi/2, y)
	case IsInf(x, 1) && IsInf(y, 0):
		return Copysign(Pi/4, y)
	case IsInf(x, 1):
		return Copysign(0, y)
	case IsInf(x, -1) && IsInf(y, 0):
		return Copysign(3*Pi/4, y)
	case IsInf(x, -1):
		return Copysign(Pi, y)
	case IsInf(y, 0):
		return Copysign(Pi/2, y)
	}
	q := Atan(y / x)
	switch {
	case x >= 0:
		return q
	case q <= 0:
		return q + Pi
	}
	return q - Pi
}
