package strconv

import "math"

// ParseFloat reads a decimal or hexadecimal number, an infinity or a NaN, rounded to bitSize bits.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, problem := parseFloat(s, bitSize)
	if problem != fine {
		return f, problem.error("ParseFloat", s, 0, bitSize)
	}
	return f, nil
}

func parseFloat(s string, bitSize int) (float64, failure) {
	f, n, problem := floatPrefix(s, bitSize)
	if n != len(s) && (problem == fine || problem == outOfRange) {
		return 0, syntax
	}
	return f, problem
}

// floatPrefix reads the number s begins with and gives its length.
func floatPrefix(s string, bitSize int) (f float64, n int, problem failure) {
	if f, n := special(s); n > 0 {
		return f, n, fine
	}
	var t scan
	if !t.number(s) {
		return 0, t.i, syntax
	}
	if t.hex {
		f, problem = t.hexadecimal(bitSize)
	} else {
		f = parseDecimal(s[:t.i], bitSize)
		if math.IsInf(f, 0) {
			problem = outOfRange
		}
	}
	return f, t.i, problem
}

// parseDecimal gives the float next to a decimal number, which may have underscores.
//
//go:noescape
func parseDecimal(s string, bitSize int) float64

// special reads infinities and NaN; n is 0 for everything else.
func special(s string) (f float64, n int) {
	if s == "" {
		return 0, 0
	}
	sign := 0
	if s[0] == '+' || s[0] == '-' {
		sign = 1
	}
	switch begins(s[sign:], "infinity") {
	case 3, 4, 5, 6, 7:
		n = sign + 3
	case 8:
		n = sign + 8
	default:
		if sign == 0 && begins(s, "nan") == 3 {
			return math.NaN(), 3
		}
		return 0, 0
	}
	if s[0] == '-' {
		return math.Inf(-1), n
	}
	return math.Inf(1), n
}

// begins counts the letters s has in common with a word at its beginning, in any case.
func begins(s, word string) int {
	n := 0
	for n < len(s) && n < len(word) && lower(s[n]) == word[n] && s[n]&^0x20 >= 'A' {
		n++
	}
	return n
}

// A scan goes through a number.
type scan struct {
	i       int
	neg     bool
	hex     bool
	inexact bool // digits beyond the mantissa were not all 0
	mant    uint64
	exp     int // the number is mant × 2^exp, if hexadecimal
}

// number goes over a number; false if there is none.
func (t *scan) number(s string) bool {
	if t.i < len(s) && (s[t.i] == '+' || s[t.i] == '-') {
		t.neg = s[t.i] == '-'
		t.i++
	}
	base := 10
	if t.i+2 < len(s) && s[t.i] == '0' && lower(s[t.i+1]) == 'x' {
		base, t.hex = 16, true
		t.i += 2
	}
	any, underscores := t.mantissa(s, base)
	if !any {
		return false
	}
	if t.i < len(s) && (lower(s[t.i]) == 'p' && t.hex || lower(s[t.i]) == 'e' && !t.hex) {
		ok, more := t.exponent(s)
		if !ok {
			return false
		}
		underscores = underscores || more
	} else if t.hex {
		return false
	}
	return !underscores || underscoresFit(s[:t.i])
}

// mantissa goes over digits with at most one point.
func (t *scan) mantissa(s string, base int) (any, underscores bool) {
	point := false
	for ; t.i < len(s); t.i++ {
		c := s[t.i]
		switch {
		case c == '_':
			underscores = true
			continue
		case c == '.':
			if point {
				return
			}
			point = true
			continue
		}
		d := digitValue(c)
		if d >= base {
			return
		}
		any = true
		if t.mant>>60 == 0 {
			t.mant = t.mant<<4 | uint64(d)
			if point {
				t.exp -= 4
			}
		} else {
			t.inexact = t.inexact || d != 0
			if !point {
				t.exp += 4
			}
		}
	}
	return
}

// exponent goes over the letter, the sign and the digits.
func (t *scan) exponent(s string) (ok, underscores bool) {
	t.i++
	neg := false
	if t.i < len(s) && (s[t.i] == '+' || s[t.i] == '-') {
		neg = s[t.i] == '-'
		t.i++
	}
	if t.i >= len(s) || s[t.i]-'0' > 9 {
		return false, false
	}
	e := 0
	for ; t.i < len(s) && (s[t.i]-'0' <= 9 || s[t.i] == '_'); t.i++ {
		if s[t.i] == '_' {
			underscores = true
		} else if e < 10000 {
			e = 10*e + int(s[t.i]-'0')
		}
	}
	if neg {
		e = -e
	}
	t.exp += e
	return true, underscores
}

// hexadecimal rounds mant × 2^exp to nearest even.
func (t *scan) hexadecimal(bitSize int) (float64, failure) {
	bits, least, most := uint(52), -1022, 1023
	if bitSize == 32 {
		bits, least, most = 23, -126, 127
	}
	mant, exp := t.mant, t.exp
	// Two bits below the mantissa are for rounding; the lower one collects what is lost.
	for mant != 0 && mant>>(bits+2) == 0 {
		mant <<= 1
		exp--
	}
	if t.inexact {
		mant |= 1
	}
	exp += int(bits)
	for mant>>(bits+3) != 0 || mant > 1 && exp < least-2 {
		mant = mant>>1 | mant&1
		exp++
	}
	rest := mant & 3
	mant >>= 2
	exp += 2
	if rest > 2 || rest == 2 && mant&1 == 1 {
		mant++
		if mant>>(bits+1) != 0 {
			mant >>= 1
			exp++
		}
	}
	sign := 1.0
	if t.neg {
		sign = -1
	}
	if exp > most {
		return math.Inf(int(sign)), outOfRange
	}
	biased := uint64(exp - least + 1)
	if mant>>bits == 0 {
		biased = 0
	}
	mant &= 1<<bits - 1
	if bitSize == 32 {
		return sign * float64(math.Float32frombits(uint32(biased<<23|mant))), fine
	}
	return sign * math.Float64frombits(biased<<52|mant), fine
}
