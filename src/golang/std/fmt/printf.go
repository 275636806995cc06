package fmt

import (
	"reflect"
	"unicode/utf8"
)

// A directive is % flags width .precision verb; width, precision and the operand may be given by
// [number], and * takes a number from the operands.
type directive struct {
	format string
	i      int
	arg    int  // operand that comes next
	index  bool // a [number] came last
}

func (p *pp) doPrintf(format string, a []any) {
	d := directive{format: format}
	p.reordered = false
	for d.i < len(format) {
		p.goodArgNum = true
		start := d.i
		for d.i < len(format) && format[d.i] != '%' {
			d.i++
		}
		if d.i > start {
			p.buf.writeString(format[start:d.i])
		}
		if d.i >= len(format) {
			break
		}
		d.i++
		p.fmt.clear()
		if p.flags(&d, a) {
			continue
		}
		p.argNumber(&d, len(a))
		p.width(&d, a)
		p.precision(&d, a)
		if !d.index {
			p.argNumber(&d, len(a))
		}
		if d.i >= len(format) {
			p.buf.writeString("%!(NOVERB)")
			break
		}
		verb, size := rune(format[d.i]), 1
		if verb >= utf8.RuneSelf {
			verb, size = utf8.DecodeRuneInString(format[d.i:])
		}
		d.i += size
		p.verb(&d, a, verb)
	}
	if !p.reordered && d.arg < len(a) {
		p.extra(a[d.arg:])
	}
}

// flags reads flags. A directive that has nothing else is printed at once.
func (p *pp) flags(d *directive, a []any) (done bool) {
	for ; d.i < len(d.format); d.i++ {
		switch c := d.format[d.i]; {
		case c == '#':
			p.fmt.sharp = true
		case c == '0':
			p.fmt.zero = true
		case c == '+':
			p.fmt.plus = true
		case c == '-':
			p.fmt.minus = true
		case c == ' ':
			p.fmt.space = true
		case 'a' <= c && c <= 'z' && d.arg < len(a):
			d.i++
			p.operand(d, a, rune(c))
			return true
		default:
			return false
		}
	}
	return false
}

// verb prints the operand of a complete directive, or what is wrong with it.
func (p *pp) verb(d *directive, a []any, verb rune) {
	switch {
	case verb == '%':
		p.buf.writeByte('%')
	case !p.goodArgNum:
		p.complain(verb, "(BADINDEX)")
	case d.arg >= len(a):
		p.complain(verb, "(MISSING)")
	default:
		p.operand(d, a, verb)
	}
}

func (p *pp) complain(verb rune, about string) {
	p.buf.writeString("%!")
	p.buf.writeRune(verb)
	p.buf.writeString(about)
}

// operand prints the next operand.
func (p *pp) operand(d *directive, a []any, verb rune) {
	if verb == 'w' {
		p.wrappedErrs = append(p.wrappedErrs, d.arg)
	}
	if verb == 'v' || verb == 'w' {
		// These flags mean something else here.
		p.fmt.sharpV, p.fmt.sharp = p.fmt.sharp, false
		p.fmt.plusV, p.fmt.plus = p.fmt.plus, false
	}
	p.printArg(a[d.arg], verb)
	d.arg++
}

func (p *pp) width(d *directive, a []any) {
	f := &p.fmt
	if d.i < len(d.format) && d.format[d.i] == '*' {
		d.i++
		f.wid, f.widPresent = d.number(a)
		if !f.widPresent {
			p.buf.writeString("%!(BADWIDTH)")
		}
		if f.wid < 0 {
			f.wid = -f.wid
			f.minus = true
			f.zero = false
		}
		d.index = false
		return
	}
	f.wid, f.widPresent = d.digits()
	if d.index && f.widPresent {
		p.goodArgNum = false
	}
}

func (p *pp) precision(d *directive, a []any) {
	f := &p.fmt
	if d.i+1 >= len(d.format) || d.format[d.i] != '.' {
		return
	}
	d.i++
	if d.index {
		p.goodArgNum = false
	}
	p.argNumber(d, len(a))
	if d.i < len(d.format) && d.format[d.i] == '*' {
		d.i++
		f.prec, f.precPresent = d.number(a)
		if f.prec < 0 {
			f.prec, f.precPresent = 0, false
		}
		if !f.precPresent {
			p.buf.writeString("%!(BADPREC)")
		}
		d.index = false
		return
	}
	f.prec, _ = d.digits()
	f.precPresent = true
}

// argNumber reads [number].
func (p *pp) argNumber(d *directive, count int) {
	d.index = false
	if d.i >= len(d.format) || d.format[d.i] != '[' {
		return
	}
	p.reordered = true
	rest := d.format[d.i:]
	end := -1
	for i := 1; i < len(rest) && len(rest) >= 3; i++ {
		if rest[i] == ']' {
			end = i
			break
		}
	}
	if end < 0 {
		p.goodArgNum = false
		d.i++
		return
	}
	number := directive{format: rest[:end], i: 1}
	n, ok := number.digits()
	ok = ok && number.i == end
	d.i += end + 1
	if ok && 1 <= n && n <= count {
		d.arg = n - 1
		d.index = true
		return
	}
	p.goodArgNum = false
	d.index = ok
}

// The largest width and precision.
const most = 1000000

// digits reads a number; one that is too large ends the format.
func (d *directive) digits() (n int, ok bool) {
	for d.i < len(d.format) && d.format[d.i]-'0' <= 9 {
		if n > most {
			d.i = len(d.format)
			return 0, false
		}
		n = 10*n + int(d.format[d.i]-'0')
		d.i++
		ok = true
	}
	return
}

// number takes a number from the operands.
func (d *directive) number(a []any) (n int, ok bool) {
	if d.arg >= len(a) {
		return 0, false
	}
	n, ok = a[d.arg].(int)
	if !ok {
		switch v := reflect.ValueOf(a[d.arg]); v.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			n, ok = int(v.Int()), true
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
			n = int(v.Uint())
			ok = n >= 0
			if !ok {
				n = 0
			}
		}
	}
	d.arg++
	if n > most || n < -most {
		return 0, false
	}
	return
}

// extra prints the operands that nothing asked for.
func (p *pp) extra(a []any) {
	p.fmt.clear()
	p.buf.writeString("%!(EXTRA ")
	for i, arg := range a {
		if i > 0 {
			p.buf.writeString(", ")
		}
		if arg == nil {
			p.buf.writeString("<nil>")
		} else {
			p.buf.writeString(reflect.TypeOf(arg).String())
			p.buf.writeByte('=')
			p.printArg(arg, 'v')
		}
	}
	p.buf.writeByte(')')
}
