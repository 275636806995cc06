package strconv

import "unicode/utf8"

// A style says how quoted texts are written.
type style struct {
	quote   byte
	ascii   bool // nothing else stays as it is
	graphic bool // spaces of all kinds stay
}

var (
	plain        = style{quote: '"'}
	plainASCII   = style{quote: '"', ascii: true}
	plainGraphic = style{quote: '"', graphic: true}
	char         = style{quote: '\''}
	charASCII    = style{quote: '\'', ascii: true}
	charGraphic  = style{quote: '\'', graphic: true}
)

// Quote gives s as a Go string literal; what is not printable is escaped.
func Quote(s string) string { return quoted(s, plain) }

// QuoteToASCII escapes all that is not ASCII as well.
func QuoteToASCII(s string) string { return quoted(s, plainASCII) }

// QuoteToGraphic leaves graphic characters as they are.
func QuoteToGraphic(s string) string { return quoted(s, plainGraphic) }

// AppendQuote and its relatives append that literal to dst.
func AppendQuote(dst []byte, s string) []byte          { return appendQuoted(dst, s, plain) }
func AppendQuoteToASCII(dst []byte, s string) []byte   { return appendQuoted(dst, s, plainASCII) }
func AppendQuoteToGraphic(dst []byte, s string) []byte { return appendQuoted(dst, s, plainGraphic) }

// QuoteRune and its relatives do the same for a rune literal.
func QuoteRune(r rune) string          { return string(appendQuotedRune(nil, r, char)) }
func QuoteRuneToASCII(r rune) string   { return string(appendQuotedRune(nil, r, charASCII)) }
func QuoteRuneToGraphic(r rune) string { return string(appendQuotedRune(nil, r, charGraphic)) }

func AppendQuoteRune(dst []byte, r rune) []byte        { return appendQuotedRune(dst, r, char) }
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, charASCII) }
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, charGraphic)
}

func quoted(s string, how style) string {
	return string(appendQuoted(make([]byte, 0, 3*len(s)/2), s, how))
}

func appendQuoted(buf []byte, s string, how style) []byte {
	if cap(buf)-len(buf) < len(s) {
		// Often nothing is escaped: then this is all that is needed.
		larger := make([]byte, len(buf), len(buf)+len(s)+2)
		copy(larger, buf)
		buf = larger
	}
	buf = append(buf, how.quote)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			buf = appendEscape(buf, 'x', rune(s[i]), 2)
		} else {
			buf = appendRune(buf, r, how)
		}
		i += size
	}
	return append(buf, how.quote)
}

func appendQuotedRune(buf []byte, r rune, how style) []byte {
	buf = append(buf, how.quote)
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	buf = appendRune(buf, r, how)
	return append(buf, how.quote)
}

// appendEscape appends a backslash, a letter and hexadecimal digits.
func appendEscape(buf []byte, letter byte, value rune, count int) []byte {
	buf = append(buf, '\\', letter)
	for shift := 4 * (count - 1); shift >= 0; shift -= 4 {
		buf = append(buf, digits[value>>uint(shift)&0xF])
	}
	return buf
}

const (
	escaped = "\a\b\f\n\r\t\v"
	letters = "abfnrtv"
)

func appendRune(buf []byte, r rune, how style) []byte {
	if r == rune(how.quote) || r == '\\' {
		return append(buf, '\\', byte(r))
	}
	if r < utf8.RuneSelf || !how.ascii {
		if IsPrint(r) || how.graphic && IsGraphic(r) {
			return utf8.AppendRune(buf, r)
		}
	}
	for i := 0; i < len(escaped); i++ {
		if r == rune(escaped[i]) {
			return append(buf, '\\', letters[i])
		}
	}
	switch {
	case r < ' ' || r == 0x7F:
		return appendEscape(buf, 'x', r, 2)
	case !utf8.ValidRune(r):
		return appendEscape(buf, 'u', utf8.RuneError, 4)
	case r < 0x10000:
		return appendEscape(buf, 'u', r, 4)
	}
	return appendEscape(buf, 'U', r, 8)
}

// IsPrint tells whether a rune is a letter, mark, number, punctuation, symbol or the ASCII space.
func IsPrint(r rune) bool {
	if r < utf8.RuneSelf {
		return ' ' <= r && r < 0x7F
	}
	return isPrint(r)
}

// IsGraphic is IsPrint with all other spaces.
func IsGraphic(r rune) bool {
	if r < utf8.RuneSelf {
		return ' ' <= r && r < 0x7F
	}
	return isGraphic(r)
}

func isPrint(r rune) bool
func isGraphic(r rune) bool

// CanBackquote tells whether s can stand between backquotes on one line.
func CanBackquote(s string) bool {
	for i, r := range s {
		switch {
		case r == '\uFEFF' || r == '`' || r == 0x7F:
			return false
		case r < ' ' && r != '\t':
			return false
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		}
	}
	return true
}
