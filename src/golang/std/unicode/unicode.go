// Package unicode tells what kind of characters runes are (Unicode 15). The tables are not Go.
package unicode

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
	Version         = "15.0.0"
)

const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// UpperLower marks pairs of upper and lower case that alternate.
const UpperLower = MaxRune + 1

// Classes of characters, as the tables number them.
const (
	letter = iota
	upper
	lower
	title
	digit
	number
	punct
	symbol
	mark
	space
	printable
	graphic
)

// in tells whether a rune is of a class.
func in(class int, r rune) bool

// to gives a rune in another case.
func to(toCase int, r rune) rune

func IsLetter(r rune) bool {
	if uint32(r) <= MaxASCII {
		return uint32(r)|0x20-'a' < 26
	}
	return in(letter, r)
}

func IsUpper(r rune) bool {
	if uint32(r) <= MaxASCII {
		return 'A' <= r && r <= 'Z'
	}
	return in(upper, r)
}

func IsLower(r rune) bool {
	if uint32(r) <= MaxASCII {
		return 'a' <= r && r <= 'z'
	}
	return in(lower, r)
}

func IsTitle(r rune) bool {
	return r > MaxASCII && in(title, r)
}

func IsDigit(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return '0' <= r && r <= '9'
	}
	return in(digit, r)
}

func IsNumber(r rune) bool {
	if uint32(r) <= MaxASCII {
		return '0' <= r && r <= '9'
	}
	return in(number, r)
}

func IsSpace(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return r == ' ' || '\t' <= r && r <= '\r' || r == 0x85 || r == 0xA0
	}
	return in(space, r)
}

func IsPunct(r rune) bool   { return in(punct, r) }
func IsSymbol(r rune) bool  { return in(symbol, r) }
func IsMark(r rune) bool    { return in(mark, r) }
func IsControl(r rune) bool { return uint32(r) < ' ' || 0x7F <= r && r < 0xA0 }

func IsPrint(r rune) bool {
	if uint32(r) <= MaxASCII {
		return ' ' <= r && r < 0x7F
	}
	return in(printable, r)
}

func IsGraphic(r rune) bool {
	if uint32(r) <= MaxASCII {
		return ' ' <= r && r < 0x7F
	}
	return in(graphic, r)
}

// To gives a rune in another case.
func To(_case int, r rune) rune {
	if _case < 0 || MaxCase <= _case {
		return ReplacementChar
	}
	return to(_case, r)
}

func ToUpper(r rune) rune {
	if uint32(r) <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return to(UpperCase, r)
}

func ToLower(r rune) rune {
	if uint32(r) <= MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return to(LowerCase, r)
}

func ToTitle(r rune) rune {
	if uint32(r) <= MaxASCII {
		return ToUpper(r)
	}
	return to(TitleCase, r)
}

// SimpleFold gives the next rune that is equal but for case, going round.
func SimpleFold(r rune) rune
