// Package utf8 translates between runes and UTF-8.
package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

const (
	surrogateMin = 0xD800
	surrogateMax = 0xDFFF
)

// sequence tells about the sequence a byte begins: its length (0: it begins none), and the range in
// which the second byte must lie.
func sequence(first byte) (size int, low, high byte) {
	switch {
	case first < 0x80:
		return 1, 0, 0
	case first < 0xC2 || first > 0xF4:
		return 0, 0, 0
	case first < 0xE0:
		return 2, 0x80, 0xBF
	case first == 0xE0:
		return 3, 0xA0, 0xBF
	case first == 0xED:
		return 3, 0x80, 0x9F
	case first < 0xF0:
		return 3, 0x80, 0xBF
	case first == 0xF0:
		return 4, 0x90, 0xBF
	case first == 0xF4:
		return 4, 0x80, 0x8F
	}
	return 4, 0x80, 0xBF
}

// FullRune tells whether p begins with a whole rune; a wrong sequence counts as one.
func FullRune(p []byte) bool {
	if len(p) == 0 {
		return false
	}
	size, low, high := sequence(p[0])
	if len(p) >= size {
		return true
	}
	if len(p) > 1 && (p[1] < low || p[1] > high) {
		return true
	}
	return len(p) > 2 && p[2]&0xC0 != 0x80
}

// FullRuneInString is FullRune for a string.
func FullRuneInString(s string) bool {
	if len(s) == 0 {
		return false
	}
	size, low, high := sequence(s[0])
	if len(s) >= size {
		return true
	}
	if len(s) > 1 && (s[1] < low || s[1] > high) {
		return true
	}
	return len(s) > 2 && s[2]&0xC0 != 0x80
}

// DecodeRune gives the first rune of p and its size; RuneError and 1 for a wrong sequence.
func DecodeRune(p []byte) (rune, int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	if len(p) == 0 {
		return RuneError, 0
	}
	size, low, high := sequence(p[0])
	if size == 0 || len(p) < size || p[1] < low || p[1] > high {
		return RuneError, 1
	}
	r := rune(p[0])
	switch size {
	case 2:
		return r&0x1F<<6 | rune(p[1]&0x3F), 2
	case 3:
		if p[2]&0xC0 != 0x80 {
			return RuneError, 1
		}
		return r&0x0F<<12 | rune(p[1]&0x3F)<<6 | rune(p[2]&0x3F), 3
	}
	if p[2]&0xC0 != 0x80 || p[3]&0xC0 != 0x80 {
		return RuneError, 1
	}
	return r&0x07<<18 | rune(p[1]&0x3F)<<12 | rune(p[2]&0x3F)<<6 | rune(p[3]&0x3F), 4
}

// DecodeRuneInString is DecodeRune for a string.
func DecodeRuneInString(s string) (rune, int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	if len(s) == 0 {
		return RuneError, 0
	}
	size, low, high := sequence(s[0])
	if size == 0 || len(s) < size || s[1] < low || s[1] > high {
		return RuneError, 1
	}
	r := rune(s[0])
	switch size {
	case 2:
		return r&0x1F<<6 | rune(s[1]&0x3F), 2
	case 3:
		if s[2]&0xC0 != 0x80 {
			return RuneError, 1
		}
		return r&0x0F<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	if s[2]&0xC0 != 0x80 || s[3]&0xC0 != 0x80 {
		return RuneError, 1
	}
	return r&0x07<<18 | rune(s[1]&0x3F)<<12 | rune(s[2]&0x3F)<<6 | rune(s[3]&0x3F), 4
}

// DecodeLastRune gives the last rune of p and its size.
func DecodeLastRune(p []byte) (rune, int) {
	end := len(p)
	if end == 0 {
		return RuneError, 0
	}
	if last := p[end-1]; last < RuneSelf {
		return rune(last), 1
	}
	start := lastStart(end, func(i int) byte { return p[i] })
	r, size := DecodeRune(p[start:end])
	if start+size != end {
		return RuneError, 1
	}
	return r, size
}

// DecodeLastRuneInString is DecodeLastRune for a string.
func DecodeLastRuneInString(s string) (rune, int) {
	end := len(s)
	if end == 0 {
		return RuneError, 0
	}
	if last := s[end-1]; last < RuneSelf {
		return rune(last), 1
	}
	start := lastStart(end, func(i int) byte { return s[i] })
	r, size := DecodeRuneInString(s[start:end])
	if start+size != end {
		return RuneError, 1
	}
	return r, size
}

// lastStart looks back from end, a rune's length at most, for a byte that may begin a sequence.
func lastStart(end int, at func(int) byte) int {
	for i := end - 2; i >= 0 && i >= end-UTFMax; i-- {
		if at(i)&0xC0 != 0x80 {
			return i
		}
	}
	return end - 1
}

// RuneLen gives the bytes a rune takes, -1 for a value that is none.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case surrogateMin <= r && r <= surrogateMax:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes a rune to p and gives its size.
func EncodeRune(p []byte, r rune) int {
	switch n := RuneLen(r); n {
	case 1:
		p[0] = byte(r)
		return 1
	case 2:
		_ = p[1]
		p[0] = 0xC0 | byte(r>>6)
		p[1] = 0x80 | byte(r)&0x3F
		return 2
	case 4:
		_ = p[3]
		p[0] = 0xF0 | byte(r>>18)
		p[1] = 0x80 | byte(r>>12)&0x3F
		p[2] = 0x80 | byte(r>>6)&0x3F
		p[3] = 0x80 | byte(r)&0x3F
		return 4
	case -1:
		r = RuneError
	}
	_ = p[2]
	p[0] = 0xE0 | byte(r>>12)
	p[1] = 0x80 | byte(r>>6)&0x3F
	p[2] = 0x80 | byte(r)&0x3F
	return 3
}

// AppendRune appends a rune to p.
func AppendRune(p []byte, r rune) []byte {
	switch n := RuneLen(r); n {
	case 1:
		return append(p, byte(r))
	case 2:
		return append(p, 0xC0|byte(r>>6), 0x80|byte(r)&0x3F)
	case 4:
		return append(p, 0xF0|byte(r>>18), 0x80|byte(r>>12)&0x3F, 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	case -1:
		r = RuneError
	}
	return append(p, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
}

// RuneCount counts the runes of p; a wrong byte is one.
func RuneCount(p []byte) int {
	n := 0
	for i := 0; i < len(p); n++ {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, size := DecodeRune(p[i:])
		i += size
	}
	return n
}

// RuneCountInString is RuneCount for a string.
func RuneCountInString(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// RuneStart tells whether a byte may begin a rune.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// Valid tells whether p is UTF-8.
func Valid(p []byte) bool {
	for i := 0; i < len(p); {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, size := DecodeRune(p[i:])
		if size == 1 {
			return false
		}
		i += size
	}
	return true
}

// ValidString tells whether s is UTF-8.
func ValidString(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < RuneSelf {
			i++
			continue
		}
		_, size := DecodeRuneInString(s[i:])
		if size == 1 {
			return false
		}
		i += size
	}
	return true
}

// ValidRune tells whether r can stand in UTF-8.
func ValidRune(r rune) bool {
	return 0 <= r && r < surrogateMin || surrogateMax < r && r <= MaxRune
}
