package math

const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// Coefficients of the series of e^x - 1, for the arguments Exp reduces to.
var expSeries = [...]float64{
	1.9841269841269841270e-4, 1.3888888888888888889e-3, 8.3333333333333333333e-3,
	4.1666666666666666667e-2, 1.6666666666666666667e-1, 0.5, 1,
}

// Exp gives e^x as Go's assembly does on a machine with fused multiplication.
func Exp(x float64) float64 {
	switch {
	case x != x || x > MaxFloat64:
		return x
	case x > 7.09782712893384e+02:
		return Inf(1)
	case x < -800:
		return 0
	}
	const (
		log2e = 1.4426950408889634073599246810018920
		high  = 0.69314718055966295651160180568695068359375
		low   = 0.28235290563031577122588448175013436025525412068e-12
	)
	k := RoundToEven(x * log2e)
	r := FMA(-high, k, x)
	r = FMA(-low, k, r) * 0.0625
	sum := 2.4801587301587301587e-5
	for _, c := range expSeries {
		sum = FMA(sum, r, c)
	}
	// Four times: e^2r - 1 = (e^r - 1) × (e^r - 1 + 2).
	r *= sum
	r *= r + 2
	r *= r + 2
	r *= r + 2
	r = FMA(r+2, r, 1)
	exp := int(k) + 1023
	switch {
	case exp >= 0x7FF:
		return Inf(1)
	case exp > 0:
		return r * Float64frombits(uint64(exp)<<52)
	case exp < -52:
		return 0
	}
	return r * Float64frombits(uint64(exp+1022)<<52) * 0x1p-1022
}

// Exp2 gives 2^x.
func Exp2(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 1.0239999999999999e+03:
		return Inf(1)
	case x < -1.0740e+03:
		return 0
	}
	k := 0
	if x > 0 {
		k = int(x + 0.5)
	} else if x < 0 {
		k = int(x - 0.5)
	}
	t := x - float64(k)
	hi, lo := t*ln2High, -t*ln2Low
	r := hi - lo
	t = r * r
	c := r - t*(1.66666666666666657415e-01+t*(-2.77777777770155933842e-03+t*(6.61375632143793436117e-05+
		t*(-1.65339022054652515390e-06+t*4.13813679705723846039e-08))))
	return Ldexp(1-((lo-r*c/(2-c))-hi), k)
}

// Expm1 gives e^x - 1, also for small x, after FreeBSD's.
func Expm1(x float64) float64 {
	const half = 3.46573590279972654709e-01
	a := Abs(x)
	switch {
	case x != x || x > MaxFloat64:
		return x
	case a >= 3.88162421113569373274e+01 && x < 0:
		return -1
	case a >= 7.09782712893383973096e+02:
		return Inf(1)
	case a < 0x1p-54:
		return x
	}
	k, c := 0, 0.0
	if a > half {
		switch {
		case a >= 1.03972077083991796413e+00:
			k = int(1.44269504088896338700e+00*x + Copysign(0.5, x))
		case x < 0:
			k = -1
		default:
			k = 1
		}
		t := float64(k)
		hi, lo := x-t*ln2High, t*ln2Low
		x = hi - lo
		c = (hi - x) - lo
	}
	hfx := 0.5 * x
	hxs := x * hfx
	r1 := 1 + hxs*(-3.33333333333331316428e-02+hxs*(1.58730158725481460165e-03+hxs*(-7.93650757867487942473e-05+hxs*(4.00821782732936239552e-06+hxs*-2.01099218183624371326e-07))))
	t := 3 - r1*hfx
	e := hxs * ((r1 - t) / (6.0 - x*t))
	if k == 0 {
		return x - (x*e - hxs)
	}
	e = x*(e-c) - c - hxs
	power := func(y float64) float64 { return Float64frombits(Float64bits(y) + uint64(k)<<52) }
	switch {
	case k == -1:
		return 0.5*(x-e) - 0.5
	case k == 1 && x < -0.25:
		return -2 * (e - (x + 0.5))
	case k == 1:
		return 1 + 2*(x-e)
	case k <= -2 || k > 56:
		return power(1-(e-x)) - 1
	case k < 20:
		return power(1 - Ldexp(1, -k) - (e - x))
	}
	return power(x - (e + Ldexp(1, -k)) + 1)
}

// logSeries are coefficients for the series of a logarithm, after FreeBSD's.
var logSeries = [...]float64{
	6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
	2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
	1.479819860511658591e-01,
}

// Log gives the natural logarithm.
func Log(x float64) float64 {
	switch {
	case x != x || x > MaxFloat64:
		return x
	case x < 0:
		return NaN()
	case x == 0:
		return Inf(-1)
	}
	// As on amd64, subnormal numbers are not looked at closely.
	b := Float64bits(x)
	f := Float64frombits(b&(1<<52-1) | 0x3FE<<52)
	k := float64(int(b>>52) - 0x3FE)
	if f <= 7.07106781186547524401e-01 {
		k--
		f *= 2
	}
	f--
	s := f / (2 + f)
	s2 := s * s
	s4 := s2 * s2
	c := &logSeries
	t1 := s2 * (c[0] + s4*(c[2]+s4*(c[4]+s4*c[6])))
	t2 := s4 * (c[1] + s4*(c[3]+s4*c[5]))
	half := 0.5 * f * f
	return k*ln2High - ((half - (s*(half+(t1+t2)) + k*ln2Low)) - f)
}

// Log10 and Log2 give logarithms to the bases 10 and 2.
func Log10(x float64) float64 { return Log(x) * (1 / Ln10) }

func Log2(x float64) float64 {
	frac, exp := Frexp(x)
	if frac == 0.5 {
		return float64(exp - 1)
	}
	return Log(frac)*(1/Ln2) + float64(exp)
}

// Log1p gives the logarithm of 1 + x, also for small x, after FreeBSD's.
func Log1p(x float64) float64 {
	a := Abs(x)
	switch {
	case x < -1 || x != x:
		return NaN()
	case x == -1:
		return Inf(-1)
	case x > MaxFloat64:
		return x
	case a < 0x1p-54:
		return x
	case a < 0x1p-29:
		return x - x*x*0.5
	}
	// 1 + x = (1 + f) × 2^k, with c for what 1 + x loses.
	k, f, c := 0, x, 0.0
	mantissa := uint64(1)
	if a >= 4.142135623730950488017e-01 || x <= -2.928932188134524755992e-01 {
		u := x
		if a < 1<<53 {
			u = 1 + x
		}
		mantissa = Float64bits(u)
		k = int(mantissa>>52) - 1023
		if a < 1<<53 {
			if k > 0 {
				c = 1 - (u - x)
			} else {
				c = x - (u - 1)
			}
			c /= u
		}
		mantissa &= 1<<52 - 1
		if mantissa < 0x0006a09e667f3bcd {
			u = Float64frombits(mantissa | 0x3FF<<52)
		} else {
			k++
			u = Float64frombits(mantissa | 0x3FE<<52)
			mantissa = (1<<52 - mantissa) >> 2
		}
		f = u - 1
	}
	n := float64(k)
	half := 0.5 * f * f
	if mantissa == 0 {
		if f == 0 {
			if k == 0 {
				return 0
			}
			return n*ln2High + (c + n*ln2Low)
		}
		r := half * (1 - 0.66666666666666666*f)
		if k == 0 {
			return f - r
		}
		return n*ln2High - ((r - (n*ln2Low + c)) - f)
	}
	s := f / (2 + f)
	z := s * s
	r := logSeries[6]
	for i := 5; i >= 0; i-- {
		r = logSeries[i] + z*r
	}
	r *= z
	if k == 0 {
		return f - (half - s*(half+r))
	}
	return n*ln2High - ((half - (s*(half+r) + (n*ln2Low + c))) - f)
}
