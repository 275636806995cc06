package strconv

// FormatComplex gives (a+bi), the parts formatted as by FormatFloat; bitSize is 64 or 128.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	var buf [64]byte
	dst := append(buf[:0], '(')
	dst = AppendFloat(dst, real(c), fmt, prec, bitSize/2)
	i := len(dst)
	dst = AppendFloat(dst, imag(c), fmt, prec, bitSize/2)
	if dst[i] != '+' && dst[i] != '-' {
		dst = append(dst, 0)
		copy(dst[i+1:], dst[i:])
		dst[i] = '+'
	}
	return string(append(dst, "i)"...))
}

// ParseComplex reads N, Ni or N±Ni, in parentheses or not.
func ParseComplex(s string, bitSize int) (complex128, error) {
	c, problem := parseComplex(s, bitSize)
	if problem != fine {
		return c, problem.error("ParseComplex", s, 0, bitSize)
	}
	return c, nil
}

func parseComplex(s string, bitSize int) (complex128, failure) {
	size := 64
	if bitSize == 64 {
		size = 32
	}
	if n := len(s); n >= 2 && s[0] == '(' && s[n-1] == ')' {
		s = s[1 : n-1]
	}
	re, n, problem := floatPrefix(s, size)
	if problem != fine && problem != outOfRange {
		return 0, problem
	}
	pending := problem
	s = s[n:]
	if s == "" {
		return complex(re, 0), pending
	}
	switch s[0] {
	case '+':
		// A second sign is that of the number itself, or there is none before an infinity or NaN.
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case '-':
	case 'i':
		if len(s) == 1 {
			return complex(0, re), pending
		}
		return 0, syntax
	default:
		return 0, syntax
	}
	im, n, problem := floatPrefix(s, size)
	if problem != fine && problem != outOfRange {
		return 0, problem
	}
	if problem != fine {
		pending = problem
	}
	if s[n:] != "i" {
		return 0, syntax
	}
	return complex(re, im), pending
}
