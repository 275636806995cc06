package math

var (
	sinhOver = []float64{
		-0.2630563213397497062819489e+2, -0.2894211355989563807284660366e+4,
		-0.8991272022039509355398013511e+5, -0.6307673640497716991184787251e+6,
	}
	sinhUnder = []float64{
		1, -0.173678953558233699533450911e+3, 0.1521517378790019070696485176e+5,
		-0.6307673640497716991212077277e+6,
	}
	tanhOver = []float64{
		-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3,
	}
	tanhUnder = []float64{
		1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3,
	}
)

// signed gives y the sign x had.
func signed(y, x float64) float64 {
	if x < 0 {
		return -y
	}
	return y
}

// Sinh gives the hyperbolic sine.
func Sinh(x float64) float64 {
	a := x
	if x < 0 {
		a = -x
	}
	switch {
	case a > 21:
		return signed(Exp(a)*0.5, x)
	case a > 0.5:
		e := Exp(a)
		return signed((e-1/e)*0.5, x)
	}
	sq := a * a
	return signed(horner(sq, sinhOver)*a/horner(sq, sinhUnder), x)
}

// Cosh gives the hyperbolic cosine.
func Cosh(x float64) float64 {
	e := Exp(Abs(x))
	if Abs(x) > 21 {
		return e * 0.5
	}
	return (e + 1/e) * 0.5
}

// Tanh gives the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := Abs(x)
	switch {
	case x == 0 || x != x:
		return x
	case a > 0.5*8.8029691931113054295988e+01:
		return signed(1, x)
	case a >= 0.625:
		return signed(1-2/(Exp(2*a)+1), x)
	}
	s := x * x
	return x + x*s*horner(s, tanhOver)/horner(s, tanhUnder)
}

// Asinh gives the inverse of Sinh.
func Asinh(x float64) float64 {
	if x != x || IsInf(x, 0) {
		return x
	}
	const ln2 = 6.93147180559945286227e-01
	a := x
	if x < 0 {
		a = -x
	}
	switch {
	case a > 1<<28:
		return signed(Log(a)+ln2, x)
	case a > 2:
		return signed(Log(2*a+1/(Sqrt(a*a+1)+a)), x)
	case a < 0x1p-28:
		return x
	}
	return signed(Log1p(a+a*a/(1+Sqrt(1+a*a))), x)
}

// Acosh gives the inverse of Cosh.
func Acosh(x float64) float64 {
	switch {
	case x < 1 || x != x:
		return NaN()
	case x == 1:
		return 0
	case x >= 1<<28:
		return Log(x) + Ln2
	case x > 2:
		return Log(2*x - 1/(x+Sqrt(x*x-1)))
	}
	t := x - 1
	return Log1p(t + Sqrt(2*t+t*t))
}

// Atanh gives the inverse of Tanh.
func Atanh(x float64) float64 {
	a := Abs(x)
	switch {
	case a > 1 || x != x:
		return NaN()
	case a == 1:
		return Copysign(Inf(1), x)
	case a < 0x1p-28:
		return x
	case a < 0.5:
		t := a + a
		return signed(0.5*Log1p(t+t*a/(1-a)), x)
	}
	return signed(0.5*Log1p((a+a)/(1-a)), x)
}
