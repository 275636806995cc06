package strconv

import (
	"internal/bytealg"
	"unicode/utf8"
)

// Unquote gives the text a Go string or rune literal stands for.
func Unquote(s string) (string, error) {
	text, rest, ok := unquote(s, true)
	if !ok || rest != "" {
		return "", ErrSyntax
	}
	return text, nil
}

// QuotedPrefix gives the literal s begins with.
func QuotedPrefix(s string) (string, error) {
	literal, _, ok := unquote(s, false)
	if !ok {
		return "", ErrSyntax
	}
	return literal, nil
}

// unquote reads the literal s begins with: as it is written, or what it stands for.
func unquote(s string, decode bool) (text, rest string, ok bool) {
	if len(s) < 2 {
		return "", s, false
	}
	quote := s[0]
	end := bytealg.IndexByteString(s[1:], quote) + 1
	if end == 0 {
		return "", s, false
	}
	inner := s[1:end]
	switch {
	case quote == '`':
		text = inner
		if decode && bytealg.IndexByteString(inner, '\r') >= 0 {
			// Carriage returns do not count.
			buf := make([]byte, 0, len(inner)-1)
			for i := 0; i < len(inner); i++ {
				if inner[i] != '\r' {
					buf = append(buf, inner[i])
				}
			}
			text = string(buf)
		}
	case quote != '"' && quote != '\'':
		return "", s, false
	case simple(inner, quote):
		text = inner
	default:
		return unescape(s, quote, decode)
	}
	if !decode {
		text = s[:end+1]
	}
	return text, s[end+1:], true
}

// simple tells whether a literal stands for what is written in it.
func simple(inner string, quote byte) bool {
	if bytealg.IndexByteString(inner, '\\') >= 0 || bytealg.IndexByteString(inner, '\n') >= 0 {
		return false
	}
	if quote == '"' {
		return utf8.ValidString(inner)
	}
	r, size := utf8.DecodeRuneInString(inner)
	return size == len(inner) && (r != utf8.RuneError || size != 1)
}

func unescape(s string, quote byte, decode bool) (text, rest string, ok bool) {
	var buf []byte
	in := s[1:]
	if decode {
		end := bytealg.IndexByteString(in, quote)
		buf = make([]byte, 0, 3*(end+2)/2)
	}
	for first := true; in != "" && in[0] != quote; first = false {
		if !first && quote == '\'' {
			return "", s, false
		}
		if in[0] == '\n' {
			return "", s, false
		}
		r, multibyte, tail, err := UnquoteChar(in, quote)
		if err != nil {
			return "", s, false
		}
		in = tail
		if decode && (r < utf8.RuneSelf || !multibyte) {
			buf = append(buf, byte(r))
		} else if decode {
			buf = utf8.AppendRune(buf, r)
		}
	}
	if in == "" || quote == '\'' && in == s[1:] {
		return "", s, false
	}
	rest = in[1:]
	if decode {
		return string(buf), rest, true
	}
	return s[:len(s)-len(rest)], rest, true
}

// UnquoteChar reads the first character or escape of a literal without its quotes.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" || s[0] == quote && (quote == '\'' || quote == '"') {
		return 0, false, "", ErrSyntax
	}
	if s[0] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	}
	if s[0] != '\\' {
		return rune(s[0]), false, s[1:], nil
	}
	if len(s) < 2 {
		return 0, false, "", ErrSyntax
	}
	c := s[1]
	s = s[2:]
	for i := 0; i < len(letters); i++ {
		if c == letters[i] {
			return rune(escaped[i]), false, s, nil
		}
	}
	var base, count int
	switch {
	case c == '\\', c == quote && (c == '\'' || c == '"'):
		return rune(c), false, s, nil
	case c == 'x':
		base, count = 16, 2
	case c == 'u':
		base, count = 16, 4
	case c == 'U':
		base, count = 16, 8
	case '0' <= c && c <= '7':
		base, count = 8, 2
		value = rune(c - '0')
	default:
		return 0, false, "", ErrSyntax
	}
	if len(s) < count {
		return 0, false, "", ErrSyntax
	}
	for i := 0; i < count; i++ {
		d := digitValue(s[i])
		if d >= base {
			return 0, false, "", ErrSyntax
		}
		value = value*rune(base) + rune(d)
	}
	multibyte = c == 'u' || c == 'U'
	if multibyte && !utf8.ValidRune(value) || base == 8 && value > 255 {
		return 0, false, "", ErrSyntax
	}
	return value, multibyte, s[count:], nil
}
