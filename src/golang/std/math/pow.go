package math

// Sqrt gives the square root.
func Sqrt(x float64) float64

// Cbrt gives the cube root, after FreeBSD's.
func Cbrt(x float64) float64 {
	if x == 0 || x != x || IsInf(x, 0) {
		return x
	}
	a := Abs(x)
	t := Float64frombits(Float64bits(a)/3 + 715094163<<32)
	if a < 0x1p-1022 {
		t = Float64frombits(Float64bits(a*(1<<54))/3 + 696219795<<32)
	}
	// To 23 bits, rounded away from 0 to 20 of them, then a step of Newton's.
	r := t * t / a
	s := 5.42857142857142815906e-01 + r*t
	t *= 3.57142857142857150787e-01 + 1.60714285714285720630e+00/(s+1.41428571428571436819e+00+
		-7.05306122448979611050e-01/s)
	t = Float64frombits(Float64bits(t)&(0xFFFFFFFFC<<28) + 1<<30)
	r = a / (t * t)
	t += t * ((r - t) / (t + t + r))
	return signed(t, x)
}

// Hypot gives the square root of p² + q².
func Hypot(p, q float64) float64 {
	p, q = Abs(p), Abs(q)
	switch {
	case p > MaxFloat64 || q > MaxFloat64:
		return Inf(1)
	case p != p || q != q:
		return NaN()
	case p == 0 && q == 0:
		return 0
	case p < q:
		p, q = q, p
	}
	q /= p
	return p * Sqrt(1+q*q)
}

// Pow10 gives 10^n.
func Pow10(n int) float64 {
	switch {
	case n > 308:
		return Inf(1)
	case n < -323:
		return 0
	}
	return pow10(n)
}

// pow10 gives the float next to 10^n, but for rounding as Go's tables round.
func pow10(n int) float64

func odd(x float64) bool {
	if Abs(x) >= 1<<53 {
		return false
	}
	whole, rest := Modf(x)
	return rest == 0 && int64(whole)&1 == 1
}

// Pow gives x^y.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case x != x || y != y:
		return NaN()
	case x == 0:
		r := 0.0
		if y < 0 {
			r = Inf(1)
		}
		if odd(y) {
			return Copysign(r, x)
		}
		return r
	case IsInf(y, 0):
		return powLimit(x, y)
	case IsInf(x, -1):
		return Pow(1/x, -y)
	case IsInf(x, 1):
		if y < 0 {
			return 0
		}
		return x
	case y == 0.5:
		return Sqrt(x)
	case y == -0.5:
		return 1 / Sqrt(x)
	}
	whole, rest := Modf(Abs(y))
	switch {
	case rest != 0 && x < 0:
		return NaN()
	case whole >= 1<<63:
		return powLimit(x, y)
	}
	return powBits(x, y, whole, rest)
}

// powLimit gives x^y for a y that is infinite, or nearly so.
func powLimit(x, y float64) float64 {
	switch {
	case x == -1:
		return 1
	case (Abs(x) < 1) == (y > 0):
		return 0
	}
	return Inf(1)
}

// powBits multiplies x with itself bit by bit of the whole part of |y|; the fraction goes through the
// logarithm.
func powBits(x, y, whole, rest float64) float64 {
	a, exp := 1.0, 0
	if rest != 0 {
		if rest > 0.5 {
			rest--
			whole++
		}
		a = Exp(rest * Log(x))
	}
	m, e := Frexp(x)
	for i := int64(whole); i != 0; i >>= 1 {
		if e < -1<<12 || 1<<12 < e {
			// Over- or underflow, which Ldexp finds.
			exp += e
			break
		}
		if i&1 == 1 {
			a *= m
			exp += e
		}
		m *= m
		e <<= 1
		if m < .5 {
			m += m
			e--
		}
	}
	if y < 0 {
		a = 1 / a
		exp = -exp
	}
	return Ldexp(a, exp)
}

// Mod gives the remainder of x/y with the sign of x.
func Mod(x, y float64) float64

// Remainder gives the IEEE 754 remainder of x/y.
func Remainder(x, y float64) float64 {
	switch {
	case x != x || y != y || IsInf(x, 0) || y == 0:
		return NaN()
	case IsInf(y, 0):
		return x
	}
	a := x
	if x < 0 {
		a = -x
	}
	y = Abs(y)
	if a == y {
		return signed(0, x)
	}
	if y <= MaxFloat64/2 {
		a = Mod(a, y+y)
	}
	if y < 0x1p-1021 {
		// Half of y might not be exact.
		if a+a > y {
			a -= y
			if a+a >= y {
				a -= y
			}
		}
	} else if half := 0.5 * y; a > half {
		a -= y
		if a >= half {
			a -= y
		}
	}
	return signed(a, x)
}
