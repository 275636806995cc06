// Package bytes works on slices of bytes as package strings does on strings.
package bytes

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

func Equal(a, b []byte) bool  { return bytealg.Equal(a, b) }
func Compare(a, b []byte) int { return bytealg.Compare(a, b) }

// Clone gives a copy; nil for nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func Index(s, sep []byte) int                       { return bytealg.Index(s, sep) }
func LastIndex(s, sep []byte) int                   { return bytealg.LastIndex(s, sep) }
func IndexByte(b []byte, c byte) int                { return bytealg.IndexByte(b, c) }
func Contains(b, sub []byte) bool                   { return bytealg.Index(b, sub) >= 0 }
func ContainsAny(b []byte, chars string) bool       { return IndexAny(b, chars) >= 0 }
func ContainsRune(b []byte, r rune) bool            { return IndexRune(b, r) >= 0 }
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }

func LastIndexByte(s []byte, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// Count counts the places where sep is; an empty one is around each rune.
func Count(s, sep []byte) int {
	if len(sep) == 0 {
		return utf8.RuneCount(s) + 1
	}
	if len(sep) == 1 {
		return bytealg.Count(s, sep[0])
	}
	n := 0
	for {
		i := bytealg.Index(s, sep)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(sep):]
	}
}

// IndexRune finds a rune; RuneError finds wrong bytes too.
func IndexRune(s []byte, r rune) int {
	return IndexFunc(s, func(c rune) bool { return c == r && (r != utf8.RuneError || utf8.ValidRune(r)) })
}

// IndexAny and LastIndexAny find a rune that is in chars.
func IndexAny(s []byte, chars string) int {
	return IndexFunc(s, func(c rune) bool { return in(chars, c) })
}

func LastIndexAny(s []byte, chars string) int {
	return LastIndexFunc(s, func(c rune) bool { return in(chars, c) })
}

func in(chars string, r rune) bool {
	for _, c := range chars {
		if c == r {
			return true
		}
	}
	return false
}

// IndexFunc and LastIndexFunc find a rune for which f is true.
func IndexFunc(s []byte, f func(r rune) bool) int     { return indexFunc(s, f, true) }
func LastIndexFunc(s []byte, f func(r rune) bool) int { return lastIndexFunc(s, f, true) }

func indexFunc(s []byte, f func(r rune) bool, truth bool) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if f(r) == truth {
			return i
		}
		i += size
	}
	return -1
}

func lastIndexFunc(s []byte, f func(r rune) bool, truth bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRune(s[:i])
		i -= size
		if f(r) == truth {
			return i
		}
	}
	return -1
}

func HasPrefix(s, prefix []byte) bool {
	return len(s) >= len(prefix) && bytealg.Equal(s[:len(prefix)], prefix)
}

func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) && bytealg.Equal(s[len(s)-len(suffix):], suffix)
}

// Split and its relatives cut s at each sep; appending to a part does not touch the next one.
func Split(s, sep []byte) [][]byte              { return split(s, sep, 0, -1) }
func SplitN(s, sep []byte, n int) [][]byte      { return split(s, sep, 0, n) }
func SplitAfter(s, sep []byte) [][]byte         { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	n = min(n, len(s)+1)
	parts := make([][]byte, n)
	i := 0
	for ; i < n-1; i++ {
		at := bytealg.Index(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[: at+keep : at+keep]
		s = s[at+len(sep):]
	}
	parts[i] = s
	return parts[:i+1]
}

func explode(s []byte, n int) [][]byte {
	if n <= 0 || n > len(s) {
		n = len(s)
	}
	parts := make([][]byte, 0, n)
	for len(s) > 0 {
		size := len(s)
		if len(parts) < n-1 {
			_, size = utf8.DecodeRune(s)
		}
		parts = append(parts, s[0:size:size])
		s = s[size:]
	}
	return parts
}

// Fields cuts s at spaces, FieldsFunc at runes for which f is true.
func Fields(s []byte) [][]byte {
	n := 0
	inside := false
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return FieldsFunc(s, unicode.IsSpace)
		}
		space := unicode.IsSpace(rune(c))
		if inside == space {
			inside = !space
			if inside {
				n++
			}
		}
	}
	fields := make([][]byte, n)
	from, i := -1, 0
	for at, c := range s {
		switch space := unicode.IsSpace(rune(c)); {
		case !space && from < 0:
			from = at
		case space && from >= 0:
			fields[i] = s[from:at:at]
			i++
			from = -1
		}
	}
	if from >= 0 {
		fields[i] = s[from:len(s):len(s)]
	}
	return fields
}

func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	type span struct{ from, to int }
	spans := make([]span, 0, 32)
	from := -1
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRune(s[at:])
		switch space := f(r); {
		case !space && from < 0:
			from = at
		case space && from >= 0:
			spans = append(spans, span{from, at})
			from = -1
		}
		at += size
	}
	if from >= 0 {
		spans = append(spans, span{from, len(s)})
	}
	fields := make([][]byte, len(spans))
	for i, span := range spans {
		fields[i] = s[span.from:span.to:span.to]
	}
	return fields
}

// Join puts sep between elements.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	n := len(sep) * (len(s) - 1)
	for _, part := range s {
		n += len(part)
	}
	b := bytealg.MakeNoZero(n)[:n:n]
	at := copy(b, s[0])
	for _, part := range s[1:] {
		at += copy(b[at:], sep)
		at += copy(b[at:], part)
	}
	return b
}

// Repeat gives count copies of b.
func Repeat(b []byte, count int) []byte {
	if count == 0 {
		return []byte{}
	}
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if len(b) > 0 && count > maxInt/len(b) {
		panic("bytes: Repeat output length overflow")
	}
	n := len(b) * count
	if n == 0 {
		return []byte{}
	}
	all := bytealg.MakeNoZero(n)[:n:n]
	for at := copy(all, b); at < n; {
		at += copy(all[at:], all[:at])
	}
	return all
}

// Map gives s with each rune replaced by what mapping gives, or left out if that is negative.
func Map(mapping func(r rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRune(s[i:])
		if r := mapping(c); r >= 0 {
			b = utf8.AppendRune(b, r)
		}
		i += size
	}
	return b
}

func ToUpper(s []byte) []byte { return Map(unicode.ToUpper, s) }
func ToLower(s []byte) []byte { return Map(unicode.ToLower, s) }
func ToTitle(s []byte) []byte { return Map(unicode.ToTitle, s) }

// Trim and its relatives cut characters of a set off the ends.
func Trim(s []byte, cutset string) []byte {
	return TrimFunc(s, func(r rune) bool { return in(cutset, r) })
}

func TrimLeft(s []byte, cutset string) []byte {
	return TrimLeftFunc(s, func(r rune) bool { return in(cutset, r) })
}

func TrimRight(s []byte, cutset string) []byte {
	return TrimRightFunc(s, func(r rune) bool { return in(cutset, r) })
}

func TrimSpace(s []byte) []byte { return TrimFunc(s, unicode.IsSpace) }

// TrimFunc and its relatives cut off runes for which f is true. Nothing left is nil.
func TrimFunc(s []byte, f func(r rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	i := indexFunc(s, f, false)
	if i < 0 {
		return nil
	}
	return s[i:]
}

func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	i := lastIndexFunc(s, f, false)
	if i >= 0 {
		_, size := utf8.DecodeRune(s[i:])
		i += size
	} else {
		i = 0
	}
	return s[:i]
}

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// Replace gives a copy with the first n places where old is replaced, all if n is negative.
func Replace(s, old, new []byte, n int) []byte {
	m := 0
	if n != 0 {
		m = Count(s, old)
	}
	if m == 0 {
		return append([]byte(nil), s...)
	}
	if n < 0 || m < n {
		n = m
	}
	b := make([]byte, 0, len(s)+n*(len(new)-len(old)))
	start := 0
	for i := range n {
		next := start
		if len(old) > 0 {
			next += bytealg.Index(s[start:], old)
		} else if i > 0 {
			_, size := utf8.DecodeRune(s[start:])
			next += size
		}
		b = append(b, s[start:next]...)
		b = append(b, new...)
		start = next + len(old)
	}
	return append(b, s[start:]...)
}

// ReplaceAll replaces all places where old is.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

// EqualFold tells whether s and t are equal but for the case of letters.
func EqualFold(s, t []byte) bool {
	for len(s) > 0 && len(t) > 0 {
		x, n := utf8.DecodeRune(s)
		y, m := utf8.DecodeRune(t)
		s, t = s[n:], t[m:]
		if x == y {
			continue
		}
		r := unicode.SimpleFold(x)
		for r != x && r != y {
			r = unicode.SimpleFold(r)
		}
		if r != y {
			return false
		}
	}
	return len(s) == len(t)
}

// Runes decodes s.
func Runes(s []byte) []rune {
	runes := make([]rune, utf8.RuneCount(s))
	for i := range runes {
		r, size := utf8.DecodeRune(s)
		runes[i] = r
		s = s[size:]
	}
	return runes
}

// Cut gives what is before and after sep.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := bytealg.Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix and CutSuffix give s without its beginning or end.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}
