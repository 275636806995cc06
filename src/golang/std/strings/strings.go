// Package strings works on UTF-8 strings.
package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

const maxInt = 1<<63 - 1

// Clone gives a copy of s in memory of its own.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	b := make([]byte, len(s))
	copy(b, s)
	return unsafe.String(&b[0], len(b))
}

// Compare gives -1, 0 or 1 as a is less than, equal to or greater than b.
func Compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Count counts the places where substr is, which do not overlap; "" is around each rune.
func Count(s, substr string) int {
	switch len(substr) {
	case 0:
		return utf8.RuneCountInString(s) + 1
	case 1:
		return bytealg.CountString(s, substr[0])
	}
	n := 0
	for {
		i := bytealg.IndexString(s, substr)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(substr):]
	}
}

// HasPrefix and HasSuffix tell how s begins and ends.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// Join puts sep between elements.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	n := 0
	if len(sep) > 0 {
		if len(sep) >= maxInt/(len(elems)-1) {
			panic("strings: Join output length overflow")
		}
		n = len(sep) * (len(elems) - 1)
	}
	for _, elem := range elems {
		if len(elem) > maxInt-n {
			panic("strings: Join output length overflow")
		}
		n += len(elem)
	}
	var b Builder
	b.Grow(n)
	for i, elem := range elems {
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(elem)
	}
	return b.String()
}

// What is often repeated needs no memory, if short.
const (
	spaces = "                                                                " +
		"                                                                "
	dashes = "----------------------------------------------------------------" +
		"----------------------------------------------------------------"
	zeroes = "0000000000000000000000000000000000000000000000000000000000000000"
	equals = "================================================================" +
		"================================================================"
	tabs = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t" +
		"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
)

// common gives one of these, or "".
func common(s string, n int) string {
	var all string
	switch s[0] {
	case ' ':
		all = spaces
	case '-':
		all = dashes
	case '0':
		all = zeroes
	case '=':
		all = equals
	case '\t':
		all = tabs
	}
	if n > len(all) || !HasPrefix(all, s) {
		return ""
	}
	return all[:n]
}

// Repeat gives count copies of s.
func Repeat(s string, count int) string {
	switch {
	case count == 0:
		return ""
	case count == 1:
		return s
	case count < 0:
		panic("strings: negative Repeat count")
	case len(s) == 0:
		return ""
	case count > maxInt/len(s):
		panic("strings: Repeat output length overflow")
	}
	n := len(s) * count
	if known := common(s, n); known != "" {
		return known
	}
	// What is there is doubled, in pieces that are still in the processor's cache.
	largest := n
	if limit := 8 << 10; n > limit {
		largest = max(limit/len(s), 1) * len(s)
	}
	var b Builder
	b.Grow(n)
	b.WriteString(s)
	for b.Len() < n {
		b.WriteString(b.String()[:min(n-b.Len(), b.Len(), largest)])
	}
	return b.String()
}

// Map gives s with each rune replaced by what mapping gives, or left out if that is negative.
func Map(mapping func(rune) rune, s string) string {
	var b Builder
	// As long as nothing changes, nothing is copied.
	for i, c := range s {
		r := mapping(c)
		size := utf8.RuneLen(c)
		if c == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == c && (c != utf8.RuneError || size != 1) {
			continue
		}
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		if r >= 0 {
			b.WriteRune(r)
		}
		s = s[i+size:]
		break
	}
	if b.Cap() == 0 {
		return s
	}
	for _, c := range s {
		if r := mapping(c); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ToUpper, ToLower and ToTitle change the case of all letters.
func ToUpper(s string) string {
	if ascii, changes := inCase(s, 'a'); !ascii {
		return Map(unicode.ToUpper, s)
	} else if !changes {
		return s
	}
	return swapCase(s, 'a')
}

func ToLower(s string) string {
	if ascii, changes := inCase(s, 'A'); !ascii {
		return Map(unicode.ToLower, s)
	} else if !changes {
		return s
	}
	return swapCase(s, 'A')
}

func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

// inCase tells whether s is ASCII, and has letters of the case of first.
func inCase(s string, first byte) (ascii, found bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return false, found
		}
		if c-first < 26 {
			found = true
		}
	}
	return true, found
}

func swapCase(s string, first byte) string {
	var b Builder
	b.Grow(len(s))
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c-first < 26 {
			b.WriteString(s[from:i])
			b.WriteByte(c ^ 0x20)
			from = i + 1
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

// Title gives s with the first letter of each word in title case.
func Title(s string) string {
	before := ' '
	return Map(func(r rune) rune {
		first := separates(before)
		before = r
		if first {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func separates(r rune) bool {
	if r < utf8.RuneSelf {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && unicode.IsSpace(r)
}

// ToValidUTF8 gives s with each run of wrong bytes replaced.
func ToValidUTF8(s, replacement string) string {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	if i == len(s) {
		return s
	}
	var b Builder
	b.Grow(len(s) + len(replacement))
	b.WriteString(s[:i])
	wrong := false
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if !wrong {
				b.WriteString(replacement)
			}
			wrong = true
		} else {
			b.WriteString(s[i : i+size])
			wrong = false
		}
		i += size
	}
	return b.String()
}

// Replace replaces the first n places where old is, all if n is negative.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	m := Count(s, old)
	if m == 0 {
		return s
	}
	if n < 0 || m < n {
		n = m
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	start := 0
	for i := range n {
		next := start
		if old != "" {
			next += bytealg.IndexString(s[start:], old)
		} else if i > 0 {
			_, size := utf8.DecodeRuneInString(s[start:])
			next += size
		}
		b.WriteString(s[start:next])
		b.WriteString(new)
		start = next + len(old)
	}
	b.WriteString(s[start:])
	return b.String()
}

// ReplaceAll replaces all places where old is.
func ReplaceAll(s, old, new string) string {
	return Replace(s, old, new, -1)
}

// EqualFold tells whether s and t are equal but for the case of letters.
func EqualFold(s, t string) bool {
	for len(s) > 0 && len(t) > 0 {
		x, n := utf8.DecodeRuneInString(s)
		y, m := utf8.DecodeRuneInString(t)
		s, t = s[n:], t[m:]
		if x != y && !sameFold(x, y) {
			return false
		}
	}
	return s == t
}

func sameFold(x, y rune) bool {
	if x|y < utf8.RuneSelf {
		return x^y == 0x20 && 'a' <= x|0x20 && x|0x20 <= 'z'
	}
	for r := unicode.SimpleFold(x); r != x; r = unicode.SimpleFold(r) {
		if r == y {
			return true
		}
	}
	return false
}

// Cut gives what is before and after sep.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix and CutSuffix give s without its beginning or end.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}
