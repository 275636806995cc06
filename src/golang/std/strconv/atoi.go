package strconv

func lower(c byte) byte { return c | 0x20 }

// ParseBool reads 1, t, T, TRUE, true, True and their opposites.
func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, syntax.error("ParseBool", str, 0, 0)
}

// ParseUint reads an unsigned number; base 0 goes by the prefix, bit size 0 is that of int.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	n, f := parseUint(s, base, bitSize)
	if f != fine {
		return n, f.error("ParseUint", s, base, bitSize)
	}
	return n, nil
}

// ParseInt is ParseUint for signed numbers.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	n, f := parseInt(s, base, bitSize)
	if f != fine {
		return n, f.error("ParseInt", s, base, bitSize)
	}
	return n, nil
}

// Atoi reads a decimal int.
func Atoi(s string) (int, error) {
	if n, ok := short(s); ok {
		return n, nil
	}
	n, f := parseInt(s, 10, 0)
	if f != fine {
		return int(n), f.error("Atoi", s, 0, 0)
	}
	return int(n), nil
}

// short reads numbers of so few digits that they fit.
func short(s string) (n int, ok bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	i := 0
	if s[0] == '-' || s[0] == '+' {
		i = 1
	}
	if i == len(s) {
		return 0, false
	}
	for ; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int(d)
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

func parseInt(s string, base, bitSize int) (int64, failure) {
	if s == "" {
		return 0, syntax
	}
	neg := s[0] == '-'
	if neg || s[0] == '+' {
		s = s[1:]
	}
	u, f := parseUint(s, base, bitSize)
	if f != fine && f != outOfRange {
		return 0, f
	}
	if bitSize == 0 {
		bitSize = IntSize
	}
	limit := uint64(1) << uint(bitSize-1)
	switch {
	case neg && u > limit:
		return -int64(limit), outOfRange
	case neg:
		return -int64(u), fine
	case u >= limit:
		return int64(limit - 1), outOfRange
	}
	return int64(u), fine
}

func parseUint(s string, base, bitSize int) (uint64, failure) {
	if s == "" {
		return 0, syntax
	}
	whole, byPrefix := s, base == 0
	if byPrefix {
		base, s = prefix(s)
	} else if base < 2 || base > 36 {
		return 0, badBase
	}
	if bitSize == 0 {
		bitSize = IntSize
	} else if bitSize < 0 || bitSize > 64 {
		return 0, badBitSize
	}
	largest := uint64(1)<<uint(bitSize) - 1
	// Above this, another digit does not fit 64 bits.
	most := ^uint64(0) / uint64(base)
	underscores := false
	var n uint64
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && byPrefix {
			underscores = true
			continue
		}
		d := digitValue(s[i])
		if d >= base {
			return 0, syntax
		}
		if n > most {
			return largest, outOfRange
		}
		more := n*uint64(base) + uint64(d)
		if more < n*uint64(base) || more > largest {
			return largest, outOfRange
		}
		n = more
	}
	if underscores && !underscoresFit(whole) {
		return 0, syntax
	}
	return n, fine
}

// prefix takes the base from the prefix of a number.
func prefix(s string) (base int, rest string) {
	if s[0] != '0' {
		return 10, s
	}
	if len(s) >= 3 {
		switch lower(s[1]) {
		case 'b':
			return 2, s[2:]
		case 'o':
			return 8, s[2:]
		case 'x':
			return 16, s[2:]
		}
	}
	return 8, s[1:]
}

// digitValue gives the value of a digit or letter, 99 for other characters.
func digitValue(c byte) int {
	switch l := lower(c); {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= l && l <= 'z':
		return int(l-'a') + 10
	}
	return 99
}

// underscoresFit tells whether each underscore stands between digits or after the prefix.
func underscoresFit(s string) bool {
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	hex := false
	// What came before: a digit or prefix, an underscore, something else.
	const (
		other = iota
		digit
		underscore
	)
	before := other
	if len(s) >= 2 && s[0] == '0' {
		if l := lower(s[1]); l == 'b' || l == 'o' || l == 'x' {
			hex = l == 'x'
			before = digit
			s = s[2:]
		}
	}
	for i := 0; i < len(s); i++ {
		d := digitValue(s[i])
		switch {
		case d < 10 || hex && d < 16:
			before = digit
		case s[i] == '_':
			if before != digit {
				return false
			}
			before = underscore
		case before == underscore:
			return false
		default:
			before = other
		}
	}
	return before != underscore
}
