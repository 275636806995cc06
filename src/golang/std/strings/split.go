package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// Split and its relatives cut s at each sep: into n parts at most, with sep at their ends or without.
func Split(s, sep string) []string              { return split(s, sep, 0, -1) }
func SplitN(s, sep string, n int) []string      { return split(s, sep, 0, n) }
func SplitAfter(s, sep string) []string         { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	n = min(n, len(s)+1)
	parts := make([]string, n)
	i := 0
	for ; i < n-1; i++ {
		at := bytealg.IndexString(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[:at+keep]
		s = s[at+len(sep):]
	}
	parts[i] = s
	return parts[:i+1]
}

// explode cuts s into runes.
func explode(s string, n int) []string {
	count := utf8.RuneCountInString(s)
	if n < 0 || n > count {
		n = count
	}
	parts := make([]string, n)
	for i := range n {
		size := len(s)
		if i < n-1 {
			_, size = utf8.DecodeRuneInString(s)
		}
		parts[i] = s[:size]
		s = s[size:]
	}
	return parts
}

func asciiSpace(c byte) bool {
	return c == ' ' || '\t' <= c && c <= '\r'
}

// Fields cuts s at spaces.
func Fields(s string) []string {
	n := 0
	inside := false
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return FieldsFunc(s, unicode.IsSpace)
		}
		space := asciiSpace(s[i])
		if inside == space {
			inside = !space
			if inside {
				n++
			}
		}
	}
	fields := make([]string, n)
	from, i := -1, 0
	for at := 0; at < len(s); at++ {
		switch space := asciiSpace(s[at]); {
		case !space && from < 0:
			from = at
		case space && from >= 0:
			fields[i] = s[from:at]
			i++
			from = -1
		}
	}
	if from >= 0 {
		fields[i] = s[from:]
	}
	return fields
}

// FieldsFunc cuts s at runes for which f is true.
func FieldsFunc(s string, f func(rune) bool) []string {
	type span struct{ from, to int }
	spans := make([]span, 0, 32)
	from := -1
	for at, r := range s {
		switch space := f(r); {
		case !space && from < 0:
			from = at
		case space && from >= 0:
			spans = append(spans, span{from, at})
			from = -1
		}
	}
	if from >= 0 {
		spans = append(spans, span{from, len(s)})
	}
	fields := make([]string, len(spans))
	for i, span := range spans {
		fields[i] = s[span.from:span.to]
	}
	return fields
}
