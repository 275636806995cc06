package fmt

import (
	"strconv"
	"unicode/utf8"
)

const (
	lower = "0123456789abcdefx"
	upper = "0123456789ABCDEFX"
)

// fmtFlags are the flags of a directive; for %v, + and # are kept apart.
type fmtFlags struct {
	widPresent  bool
	precPresent bool
	minus       bool
	plus        bool
	sharp       bool
	space       bool
	zero        bool

	plusV  bool
	sharpV bool
}

// fmt prints simple values as a directive says.
type fmt struct {
	buf *buffer

	fmtFlags

	wid  int
	prec int

	// Room for a number in base 2 with sign and prefix.
	intbuf [68]byte
}

func (f *fmt) clear() {
	f.fmtFlags = fmtFlags{}
	f.wid, f.prec = 0, 0
}

// writePadding adds n spaces or zeroes.
func (f *fmt) writePadding(n int) {
	if n <= 0 {
		return
	}
	buf := *f.buf
	from := len(buf)
	if from+n > cap(buf) {
		buf = make(buffer, 2*cap(buf)+n)
		copy(buf, *f.buf)
	}
	c := byte(' ')
	if f.zero && !f.minus {
		c = '0'
	}
	buf = buf[:from+n]
	for i := from; i < len(buf); i++ {
		buf[i] = c
	}
	*f.buf = buf
}

// pad prints b in the width asked for.
func (f *fmt) pad(b []byte) {
	if !f.widPresent || f.wid == 0 {
		f.buf.write(b)
		return
	}
	n := f.wid - utf8.RuneCount(b)
	if f.minus {
		f.buf.write(b)
		f.writePadding(n)
	} else {
		f.writePadding(n)
		f.buf.write(b)
	}
}

func (f *fmt) padString(s string) {
	if !f.widPresent || f.wid == 0 {
		f.buf.writeString(s)
		return
	}
	n := f.wid - utf8.RuneCountInString(s)
	if f.minus {
		f.buf.writeString(s)
		f.writePadding(n)
	} else {
		f.writePadding(n)
		f.buf.writeString(s)
	}
}

// padSpaces is pad, with spaces in any case.
func (f *fmt) padSpaces(b []byte) {
	zero := f.zero
	f.zero = false
	f.pad(b)
	f.zero = zero
}

// fmtUnicode prints U+0078, with # and 'x' after it.
func (f *fmt) fmtUnicode(u uint64) {
	buf := f.intbuf[:]
	prec := 4
	if f.precPresent && f.prec > 4 {
		prec = f.prec
		if width := 2 + prec + 2 + utf8.UTFMax + 1; width > len(buf) {
			buf = make([]byte, width)
		}
	}
	i := len(buf)
	if f.sharp && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		i -= utf8.RuneLen(rune(u)) + 3
		buf[i], buf[i+1] = ' ', '\''
		utf8.EncodeRune(buf[i+2:], rune(u))
		buf[len(buf)-1] = '\''
	}
	end := i
	for u != 0 || i == end || end-i < prec {
		i--
		buf[i] = upper[u&0xF]
		u >>= 4
	}
	i -= 2
	buf[i], buf[i+1] = 'U', '+'
	f.padSpaces(buf[i:])
}

func (f *fmt) fmtInteger(u uint64, base int, signed bool, verb rune, digits string) {
	negative := signed && int64(u) < 0
	if negative {
		u = -u
	}
	buf := f.intbuf[:]
	if f.widPresent || f.precPresent {
		// Sign and prefix take three.
		if width := 3 + f.wid + f.prec; width > len(buf) {
			buf = make([]byte, width)
		}
	}
	// Leading zeroes come from the precision, or from the width by the flag 0.
	prec := 0
	switch {
	case f.precPresent:
		prec = f.prec
		if prec == 0 && u == 0 {
			zero := f.zero
			f.zero = false
			f.writePadding(f.wid)
			f.zero = zero
			return
		}
	case f.zero && !f.minus && f.widPresent:
		prec = f.wid
		if negative || f.plus || f.space {
			prec--
		}
	}
	i := writeDigits(buf, u, base, digits)
	for i > 0 && prec > len(buf)-i {
		i--
		buf[i] = '0'
	}
	if f.sharp {
		switch base {
		case 2:
			i -= 2
			buf[i], buf[i+1] = '0', 'b'
		case 8:
			if buf[i] != '0' {
				i--
				buf[i] = '0'
			}
		case 16:
			i -= 2
			buf[i], buf[i+1] = '0', digits[16]
		}
	}
	if verb == 'O' {
		i -= 2
		buf[i], buf[i+1] = '0', 'o'
	}
	if negative || f.plus || f.space {
		i--
		switch {
		case negative:
			buf[i] = '-'
		case f.plus:
			buf[i] = '+'
		default:
			buf[i] = ' '
		}
	}
	f.padSpaces(buf[i:])
}

// writeDigits writes a number at the end of buf; gives the index of the first digit.
func writeDigits(buf []byte, u uint64, base int, digits string) int {
	i := len(buf)
	if base == 10 {
		for u >= 10 {
			i--
			buf[i] = byte('0' + u%10)
			u /= 10
		}
	} else {
		shift := uint(4)
		if base == 8 {
			shift = 3
		} else if base == 2 {
			shift = 1
		}
		for u >= uint64(base) {
			i--
			buf[i] = digits[u&uint64(base-1)]
			u >>= shift
		}
	}
	i--
	buf[i] = digits[u]
	return i
}

// truncateString cuts a string to the precision, in runes.
func (f *fmt) truncateString(s string) string {
	if f.precPresent {
		n := f.prec
		for i := range s {
			if n == 0 {
				return s[:i]
			}
			n--
		}
	}
	return s
}

func (f *fmt) fmtS(s string) {
	f.padString(f.truncateString(s))
}

func (f *fmt) fmtBs(b []byte) {
	if f.precPresent {
		n := f.prec
		for i := 0; i < len(b); n-- {
			if n == 0 {
				b = b[:i]
				break
			}
			_, size := utf8.DecodeRune(b[i:])
			i += size
		}
	}
	f.pad(b)
}

// hexWidth gives the characters n bytes take in hexadecimal: each with a prefix and a space between
// them, if so wanted; else one prefix for all.
func (f *fmt) hexWidth(n int) int {
	switch {
	case f.space && f.sharp:
		return 5*n - 1
	case f.space:
		return 3*n - 1
	case f.sharp:
		return 2*n + 2
	}
	return 2 * n
}

// hexLength gives how many of n bytes are printed, and pads on the left.
func (f *fmt) hexLength(n int) int {
	if f.precPresent && f.prec < n {
		n = f.prec
	}
	switch {
	case n > 0 && f.widPresent && !f.minus:
		f.writePadding(f.wid - f.hexWidth(n))
	case n <= 0 && f.widPresent:
		f.writePadding(f.wid)
	}
	return n
}

// hexByte appends byte number i.
func (f *fmt) hexByte(buf []byte, i int, c byte, digits string) []byte {
	if f.space && i > 0 {
		buf = append(buf, ' ')
	}
	if f.sharp && (f.space || i == 0) {
		buf = append(buf, '0', digits[16])
	}
	return append(buf, digits[c>>4], digits[c&0xF])
}

func (f *fmt) fmtSx(s, digits string) {
	n := f.hexLength(len(s))
	buf := *f.buf
	for i := 0; i < n; i++ {
		buf = f.hexByte(buf, i, s[i], digits)
	}
	*f.buf = buf
	if n > 0 && f.widPresent && f.minus {
		f.writePadding(f.wid - f.hexWidth(n))
	}
}

func (f *fmt) fmtBx(b []byte, digits string) {
	n := f.hexLength(len(b))
	buf := *f.buf
	for i := 0; i < n; i++ {
		buf = f.hexByte(buf, i, b[i], digits)
	}
	*f.buf = buf
	if n > 0 && f.widPresent && f.minus {
		f.writePadding(f.wid - f.hexWidth(n))
	}
}

func (f *fmt) fmtQ(s string) {
	s = f.truncateString(s)
	switch {
	case f.sharp && strconv.CanBackquote(s):
		f.padString("`" + s + "`")
	case f.plus:
		f.pad(strconv.AppendQuoteToASCII(f.intbuf[:0], s))
	default:
		f.pad(strconv.AppendQuote(f.intbuf[:0], s))
	}
}

// runeOf gives the rune a number stands for.
func runeOf(c uint64) rune {
	if c > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(c)
}

func (f *fmt) fmtC(c uint64) {
	f.pad(utf8.AppendRune(f.intbuf[:0], runeOf(c)))
}

func (f *fmt) fmtQc(c uint64) {
	if f.plus {
		f.pad(strconv.AppendQuoteRuneToASCII(f.intbuf[:0], runeOf(c)))
	} else {
		f.pad(strconv.AppendQuoteRune(f.intbuf[:0], runeOf(c)))
	}
}

func (f *fmt) fmtFloat(v float64, size int, verb rune, prec int) {
	if f.precPresent {
		prec = f.prec
	}
	// There is always a sign in front.
	num := strconv.AppendFloat(f.intbuf[:1], v, byte(verb), prec, size)
	if num[1] == '-' || num[1] == '+' {
		num = num[1:]
	} else {
		num[0] = '+'
	}
	if f.space && num[0] == '+' && !f.plus {
		num[0] = ' '
	}
	if num[1] == 'I' || num[1] == 'N' {
		if num[1] == 'N' && !f.space && !f.plus {
			num = num[1:]
		}
		f.padSpaces(num)
		return
	}
	if f.sharp && verb != 'b' {
		num = withPoint(num, verb, prec)
	}
	if !f.plus && num[0] == '+' {
		f.pad(num[1:])
		return
	}
	if f.zero && !f.minus && f.widPresent && f.wid > len(num) {
		// The zeroes come after the sign.
		f.buf.writeByte(num[0])
		f.writePadding(f.wid - len(num))
		f.buf.write(num[1:])
		return
	}
	f.pad(num)
}

// withPoint gives a number its decimal point and the zeroes %g leaves out.
func withPoint(num []byte, verb rune, prec int) []byte {
	digits := 0
	switch verb {
	case 'v', 'g', 'G', 'x':
		digits = prec
		if digits < 0 {
			digits = 6
		}
	}
	hex := verb == 'x' || verb == 'X'
	end := len(num)
	point, counting := false, false
	for i := 1; i < end; i++ {
		switch c := num[i]; {
		case c == '.':
			point = true
		case c == 'p' || c == 'P' || (c == 'e' || c == 'E') && !hex:
			end = i
		default:
			counting = counting || c != '0'
			if counting {
				digits--
			}
		}
	}
	var tailBuf [6]byte
	tail := append(tailBuf[:0], num[end:]...)
	num = num[:end]
	if !point {
		if len(num) == 2 && num[1] == '0' {
			digits--
		}
		num = append(num, '.')
	}
	for ; digits > 0; digits-- {
		num = append(num, '0')
	}
	return append(num, tail...)
}
