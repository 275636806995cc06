package fmt

import "reflect"

// printValue prints a value at a depth inside of the operand.
func (p *pp) printValue(value reflect.Value, verb rune, depth int) {
	if depth > 0 && value.IsValid() && value.CanInterface() {
		p.arg = value.Interface()
		if p.handleMethods(verb) {
			return
		}
	}
	p.arg = nil
	p.value = value

	switch value.Kind() {
	case reflect.Invalid:
		switch {
		case depth == 0:
			p.buf.writeString("<invalid reflect.Value>")
		case verb == 'v':
			p.buf.writeString("<nil>")
		default:
			p.badVerb(verb)
		}
	case reflect.Bool:
		p.fmtBool(value.Bool(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.fmtInteger(uint64(value.Int()), true, verb)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.fmtInteger(value.Uint(), false, verb)
	case reflect.Float32:
		p.fmtFloat(value.Float(), 32, verb)
	case reflect.Float64:
		p.fmtFloat(value.Float(), 64, verb)
	case reflect.Complex64:
		p.fmtComplex(value.Complex(), 64, verb)
	case reflect.Complex128:
		p.fmtComplex(value.Complex(), 128, verb)
	case reflect.String:
		p.fmtString(value.String(), verb)
	case reflect.Map:
		p.printMap(value, verb, depth)
	case reflect.Struct:
		p.printStruct(value, verb, depth)
	case reflect.Interface:
		switch inner := value.Elem(); {
		case inner.IsValid():
			p.printValue(inner, verb, depth+1)
		case p.fmt.sharpV:
			p.buf.writeString(value.Type().String())
			p.buf.writeString("(nil)")
		default:
			p.buf.writeString("<nil>")
		}
	case reflect.Array, reflect.Slice:
		p.printList(value, verb, depth)
	case reflect.Pointer:
		p.printPointer(value, verb, depth)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.fmtPointer(value, verb)
	}
}

// separator prints what stands between elements.
func (p *pp) separator() {
	if p.fmt.sharpV {
		p.buf.writeString(", ")
	} else {
		p.buf.writeByte(' ')
	}
}

func (p *pp) printMap(value reflect.Value, verb rune, depth int) {
	if p.fmt.sharpV {
		p.buf.writeString(value.Type().String())
		if value.IsNil() {
			p.buf.writeString("(nil)")
			return
		}
		p.buf.writeByte('{')
	} else {
		p.buf.writeString("map[")
	}
	for i, entry := range sortedMap(value) {
		if i > 0 {
			p.separator()
		}
		p.printValue(entry.Key, verb, depth+1)
		p.buf.writeByte(':')
		p.printValue(entry.Value, verb, depth+1)
	}
	if p.fmt.sharpV {
		p.buf.writeByte('}')
	} else {
		p.buf.writeByte(']')
	}
}

func (p *pp) printStruct(value reflect.Value, verb rune, depth int) {
	if p.fmt.sharpV {
		p.buf.writeString(value.Type().String())
	}
	p.buf.writeByte('{')
	for i := range value.NumField() {
		if i > 0 {
			p.separator()
		}
		if p.fmt.plusV || p.fmt.sharpV {
			if name := fieldName(value, i); name != "" {
				p.buf.writeString(name)
				p.buf.writeByte(':')
			}
		}
		field := value.Field(i)
		// What an interface holds stands in for it.
		if field.Kind() == reflect.Interface && !field.IsNil() {
			field = field.Elem()
		}
		p.printValue(field, verb, depth+1)
	}
	p.buf.writeByte('}')
}

// fieldName gives the name of a field as reflect does, which makes an index for it.
func fieldName(value reflect.Value, i int) string {
	return value.Type().Field(i).Name
}

func (p *pp) printList(value reflect.Value, verb rune, depth int) {
	switch verb {
	case 's', 'q', 'x', 'X':
		t := value.Type()
		if t.Elem().Kind() == reflect.Uint8 {
			p.fmtBytes(bytesOf(value), verb, t.String())
			return
		}
	}
	open, end := byte('['), byte(']')
	if p.fmt.sharpV {
		open, end = '{', '}'
		p.buf.writeString(value.Type().String())
		if value.Kind() == reflect.Slice && value.IsNil() {
			p.buf.writeString("(nil)")
			return
		}
	}
	p.buf.writeByte(open)
	for i := range value.Len() {
		if i > 0 {
			p.separator()
		}
		p.printValue(value.Index(i), verb, depth+1)
	}
	p.buf.writeByte(end)
}

// bytesOf gives the elements of a slice or an array; those of an array that is no variable copied.
func bytesOf(value reflect.Value) []byte {
	if value.Kind() == reflect.Slice || value.CanAddr() {
		return value.Bytes()
	}
	bytes := make([]byte, value.Len())
	for i := range bytes {
		bytes[i] = byte(value.Index(i).Uint())
	}
	return bytes
}

// printPointer prints what a pointer leads to, if that is the operand and has parts; else the address.
func (p *pp) printPointer(value reflect.Value, verb rune, depth int) {
	if depth == 0 && value.UnsafePointer() != nil {
		switch inner := value.Elem(); inner.Kind() {
		case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
			p.buf.writeByte('&')
			p.printValue(inner, verb, depth+1)
			return
		}
	}
	p.fmtPointer(value, verb)
}

func (p *pp) fmtPointer(value reflect.Value, verb rune) {
	var u uint64
	switch value.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = uint64(uintptr(value.UnsafePointer()))
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		switch {
		case p.fmt.sharpV:
			p.buf.writeByte('(')
			p.buf.writeString(value.Type().String())
			p.buf.writeString(")(")
			if u == 0 {
				p.buf.writeString("nil")
			} else {
				p.fmt0x64(u, true)
			}
			p.buf.writeByte(')')
		case u == 0:
			p.fmt.padString("<nil>")
		default:
			p.fmt0x64(u, !p.fmt.sharp)
		}
	case 'p':
		p.fmt0x64(u, !p.fmt.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		p.fmtInteger(u, false, verb)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtBool(v bool, verb rune) {
	switch {
	case verb != 't' && verb != 'v':
		p.badVerb(verb)
	case v:
		p.fmt.padString("true")
	default:
		p.fmt.padString("false")
	}
}

// fmt0x64 prints a number in hexadecimal, with 0x or not.
func (p *pp) fmt0x64(v uint64, leading0x bool) {
	sharp := p.fmt.sharp
	p.fmt.sharp = leading0x
	p.fmt.fmtInteger(v, 16, false, 'v', lower)
	p.fmt.sharp = sharp
}

func (p *pp) fmtInteger(v uint64, signed bool, verb rune) {
	switch verb {
	case 'v':
		if p.fmt.sharpV && !signed {
			p.fmt0x64(v, true)
		} else {
			p.fmt.fmtInteger(v, 10, signed, verb, lower)
		}
	case 'd':
		p.fmt.fmtInteger(v, 10, signed, verb, lower)
	case 'b':
		p.fmt.fmtInteger(v, 2, signed, verb, lower)
	case 'o', 'O':
		p.fmt.fmtInteger(v, 8, signed, verb, lower)
	case 'x':
		p.fmt.fmtInteger(v, 16, signed, verb, lower)
	case 'X':
		p.fmt.fmtInteger(v, 16, signed, verb, upper)
	case 'c':
		p.fmt.fmtC(v)
	case 'q':
		p.fmt.fmtQc(v)
	case 'U':
		p.fmt.fmtUnicode(v)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtFloat(v float64, size int, verb rune) {
	switch verb {
	case 'v':
		p.fmt.fmtFloat(v, size, 'g', -1)
	case 'b', 'g', 'G', 'x', 'X':
		p.fmt.fmtFloat(v, size, verb, -1)
	case 'f', 'e', 'E':
		p.fmt.fmtFloat(v, size, verb, 6)
	case 'F':
		p.fmt.fmtFloat(v, size, 'f', 6)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtComplex(v complex128, size int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		plus := p.fmt.plus
		p.buf.writeByte('(')
		p.fmtFloat(real(v), size/2, verb)
		p.fmt.plus = true
		p.fmtFloat(imag(v), size/2, verb)
		p.buf.writeString("i)")
		p.fmt.plus = plus
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtString(v string, verb rune) {
	switch verb {
	case 'v':
		if p.fmt.sharpV {
			p.fmt.fmtQ(v)
		} else {
			p.fmt.fmtS(v)
		}
	case 's':
		p.fmt.fmtS(v)
	case 'x':
		p.fmt.fmtSx(v, lower)
	case 'X':
		p.fmt.fmtSx(v, upper)
	case 'q':
		p.fmt.fmtQ(v)
	default:
		p.badVerb(verb)
	}
}

func (p *pp) fmtBytes(v []byte, verb rune, typeString string) {
	switch verb {
	case 'v', 'd':
		p.fmtByteList(v, verb, typeString)
	case 's':
		p.fmt.fmtBs(v)
	case 'x':
		p.fmt.fmtBx(v, lower)
	case 'X':
		p.fmt.fmtBx(v, upper)
	case 'q':
		p.fmt.fmtQ(string(v))
	default:
		p.printValue(reflect.ValueOf(v), verb, 0)
	}
}

func (p *pp) fmtByteList(v []byte, verb rune, typeString string) {
	open, end := byte('['), byte(']')
	if p.fmt.sharpV {
		open, end = '{', '}'
		p.buf.writeString(typeString)
		if v == nil {
			p.buf.writeString("(nil)")
			return
		}
	}
	p.buf.writeByte(open)
	for i, c := range v {
		if i > 0 {
			p.separator()
		}
		if p.fmt.sharpV {
			p.fmt0x64(uint64(c), true)
		} else {
			p.fmt.fmtInteger(uint64(c), 10, false, verb, lower)
		}
	}
	p.buf.writeByte(end)
}
