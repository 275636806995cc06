package strconv

import "math"

// FormatFloat gives the text of f, which is taken as a float of bitSize bits, in the format fmt (b, e,
// E, f, g, G, x, X) with prec digits; -1: as few as tell it from other floats.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return string(AppendFloat(make([]byte, 0, max(prec+4, 24)), f, fmt, prec, bitSize))
}

// AppendFloat appends that text to dst.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	switch bitSize {
	case 32:
		f = float64(float32(f))
	case 64:
	default:
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	neg := math.Float64bits(f)>>63 != 0
	switch {
	case f != f:
		return append(dst, "NaN"...)
	case f > math.MaxFloat64:
		return append(dst, "+Inf"...)
	case f < -math.MaxFloat64:
		return append(dst, "-Inf"...)
	}
	switch fmt {
	case 'b':
		return appendBinary(dst, f, neg, bitSize)
	case 'x', 'X':
		return appendHex(dst, f, neg, prec, fmt, bitSize)
	}
	if prec < 0 || prec <= 17 && fmt != 'f' || prec <= 15 && fmt == 'f' && math.Abs(f) < 1e15 {
		var buf [40]byte
		return appendDecimal(dst, buf[:], f, neg, fmt, prec, bitSize)
	}
	return appendLong(dst, f, neg, fmt, prec, bitSize)
}

// appendLong has room for all digits a float can have.
func appendLong(dst []byte, f float64, neg bool, fmt byte, prec, bitSize int) []byte {
	var buf [800]byte
	return appendDecimal(dst, buf[:], f, neg, fmt, prec, bitSize)
}

// What decimal counts digits from.
const (
	shortest    = iota // as few as needed
	significant        // from the first one that is not 0
	fraction           // from the decimal point
)

// decimal writes the digits of |f| to buf, rounded to nearest even and without zeroes at the end:
// f = 0.d1d2…dn × 10^point.
//
//go:noescape
func decimal(buf []byte, f float64, from, count, bitSize int) (n, point int)

func appendDecimal(dst, buf []byte, f float64, neg bool, fmt byte, prec, bitSize int) []byte {
	from, count := shortest, 0
	if prec >= 0 {
		from, count = significant, prec
		switch fmt {
		case 'e', 'E':
			count++
		case 'f':
			from = fraction
		case 'g', 'G':
			if prec == 0 {
				prec = 1
			}
			count = prec
		}
	}
	n, point := decimal(buf, f, from, count, bitSize)
	d := buf[:n]
	switch fmt {
	case 'e', 'E':
		if prec < 0 {
			prec = n - 1
		}
		return appendE(dst, d, point, neg, prec, fmt)
	case 'f':
		if prec < 0 {
			prec = max(n-point, 0)
		}
		return appendF(dst, d, point, neg, prec)
	case 'g', 'G':
		most := prec
		if most > n && n >= point {
			most = n
		}
		if prec < 0 {
			prec, most = n, 6
		}
		if exp := point - 1; exp < -4 || exp >= most {
			return appendE(dst, d, point, neg, min(prec, n)-1, fmt+'e'-'g')
		}
		return appendF(dst, d, point, neg, max(n-point, 0))
	}
	return append(dst, '%', fmt)
}

// appendE writes -d.ddde±dd.
func appendE(dst, d []byte, point int, neg bool, prec int, fmt byte) []byte {
	if neg {
		dst = append(dst, '-')
	}
	first := byte('0')
	if len(d) > 0 {
		first = d[0]
	}
	dst = append(dst, first)
	if prec > 0 {
		dst = append(dst, '.')
		i := 1
		if m := min(len(d), prec+1); i < m {
			dst = append(dst, d[i:m]...)
			i = m
		}
		for ; i <= prec; i++ {
			dst = append(dst, '0')
		}
	}
	exp := point - 1
	if len(d) == 0 {
		exp = 0
	}
	return appendExponent(dst, fmt, exp)
}

// appendExponent writes e±dd, with at least two digits.
func appendExponent(dst []byte, fmt byte, exp int) []byte {
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	dst = append(dst, fmt, sign)
	if exp < 10 {
		dst = append(dst, '0')
	}
	return AppendUint(dst, uint64(exp), 10)
}

// appendF writes -ddd.ddd.
func appendF(dst, d []byte, point int, neg bool, prec int) []byte {
	if neg {
		dst = append(dst, '-')
	}
	if point <= 0 {
		dst = append(dst, '0')
	} else {
		m := min(len(d), point)
		dst = append(dst, d[:m]...)
		for ; m < point; m++ {
			dst = append(dst, '0')
		}
	}
	if prec > 0 {
		dst = append(dst, '.')
		for i := point; i < point+prec; i++ {
			c := byte('0')
			if 0 <= i && i < len(d) {
				c = d[i]
			}
			dst = append(dst, c)
		}
	}
	return dst
}

// parts takes a float apart: |f| = mant × 2^(exp-bits).
func parts(f float64, bitSize int) (mant uint64, exp int, bits uint) {
	bits = 52
	bias := 1023
	if bitSize == 32 {
		b := math.Float32bits(float32(f))
		bits, bias = 23, 127
		mant, exp = uint64(b&(1<<23-1)), int(b>>23&0xFF)
	} else {
		b := math.Float64bits(f)
		mant, exp = b&(1<<52-1), int(b>>52&0x7FF)
	}
	if exp == 0 {
		exp = 1
	} else {
		mant |= 1 << bits
	}
	return mant, exp - bias, bits
}

// appendBinary writes -ddddp±d.
func appendBinary(dst []byte, f float64, neg bool, bitSize int) []byte {
	mant, exp, bits := parts(f, bitSize)
	if neg {
		dst = append(dst, '-')
	}
	dst = AppendUint(dst, mant, 10)
	dst = append(dst, 'p')
	exp -= int(bits)
	if exp >= 0 {
		dst = append(dst, '+')
	}
	return AppendInt(dst, int64(exp), 10)
}

// appendHex writes -0x1.yyyyyyp±dd.
func appendHex(dst []byte, f float64, neg bool, prec int, fmt byte, bitSize int) []byte {
	mant, exp, bits := parts(f, bitSize)
	if mant == 0 {
		exp = 0
	}
	// The leading digit goes to bit 60: fifteen hexadecimal digits follow it.
	mant <<= 60 - bits
	for mant != 0 && mant&(1<<60) == 0 {
		mant <<= 1
		exp--
	}
	if prec >= 0 && prec < 15 {
		shift := uint(prec * 4)
		rest := mant << shift & (1<<60 - 1)
		mant >>= 60 - shift
		if rest|mant&1 > 1<<59 {
			mant++
		}
		mant <<= 60 - shift
		if mant&(1<<61) != 0 {
			mant >>= 1
			exp++
		}
	}
	hex := "0123456789abcdef"
	if fmt == 'X' {
		hex = "0123456789ABCDEF"
	}
	if neg {
		dst = append(dst, '-')
	}
	dst = append(dst, '0', fmt, '0'+byte(mant>>60&1))
	mant <<= 4
	if prec < 0 && mant != 0 {
		dst = append(dst, '.')
		for ; mant != 0; mant <<= 4 {
			dst = append(dst, hex[mant>>60])
		}
	} else if prec > 0 {
		dst = append(dst, '.')
		for range prec {
			dst = append(dst, hex[mant>>60])
			mant <<= 4
		}
	}
	return appendExponent(dst, fmt-('x'-'p'), exp)
}
