package strings

import (
	"internal/bytealg"
	"unicode/utf8"
)

// Contains and its relatives tell whether Index and its relatives find something.
func Contains(s, substr string) bool                { return Index(s, substr) >= 0 }
func ContainsAny(s, chars string) bool              { return IndexAny(s, chars) >= 0 }
func ContainsRune(s string, r rune) bool            { return IndexRune(s, r) >= 0 }
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }
func IndexByte(s string, c byte) int                { return bytealg.IndexByteString(s, c) }
func LastIndexByte(s string, c byte) int            { return bytealg.LastIndexByteString(s, c) }
func IndexFunc(s string, f func(rune) bool) int     { return indexFunc(s, f, true) }
func LastIndexFunc(s string, f func(rune) bool) int { return lastIndexFunc(s, f, true) }

// Index finds the first place where substr is, -1 if there is none.
func Index(s, substr string) int {
	return bytealg.IndexString(s, substr)
}

// LastIndex finds the last place where substr is.
func LastIndex(s, substr string) int {
	return bytealg.LastIndexString(s, substr)
}

// IndexRune finds a rune; RuneError finds wrong bytes too.
func IndexRune(s string, r rune) int {
	switch {
	case 0 <= r && r < utf8.RuneSelf:
		return bytealg.IndexByteString(s, byte(r))
	case r == utf8.RuneError:
		for i, c := range s {
			if c == utf8.RuneError {
				return i
			}
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	return bytealg.IndexString(s, string(r))
}

// asciiSet has a bit per character.
type asciiSet [8]uint32

func makeASCIISet(chars string) (set asciiSet, ok bool) {
	for i := 0; i < len(chars); i++ {
		c := chars[i]
		if c >= utf8.RuneSelf {
			return set, false
		}
		set[c/32] |= 1 << (c % 32)
	}
	return set, true
}

func (set *asciiSet) contains(c byte) bool {
	return set[c/32]&(1<<(c%32)) != 0
}

// IndexAny finds the first rune that is in chars.
func IndexAny(s, chars string) int {
	if len(s) > 8 {
		if set, ok := makeASCIISet(chars); ok {
			for i := 0; i < len(s); i++ {
				if set.contains(s[i]) {
					return i
				}
			}
			return -1
		}
	}
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

// LastIndexAny finds the last rune that is in chars.
func LastIndexAny(s, chars string) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if IndexRune(chars, r) >= 0 {
			return i
		}
	}
	return -1
}

func indexFunc(s string, f func(rune) bool, truth bool) int {
	for i, r := range s {
		if f(r) == truth {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, truth bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == truth {
			return i
		}
	}
	return -1
}
