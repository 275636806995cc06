// Package runtime has what programs ask of the runtime, and the panics it raises.
package runtime

import "internal/abi"

// Error is a run-time error.
type Error interface {
	error
	RuntimeError()
}

// A TypeAssertionError says why a type assertion failed.
type TypeAssertionError struct {
	_interface    *abi.Type
	concrete      *abi.Type
	asserted      *abi.Type
	missingMethod string
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	iface := "interface"
	if e._interface != nil {
		iface = e._interface.Name
	}
	want := e.asserted.Name
	if e.concrete == nil {
		return "interface conversion: " + iface + " is nil, not " + want
	}
	have := e.concrete.Name
	if e.missingMethod != "" {
		return "interface conversion: " + have + " is not " + want + ": missing method " + e.missingMethod
	}
	text := "interface conversion: " + iface + " is " + have + ", not " + want
	if have == want {
		text += " (types from different scopes)"
	}
	return text
}

// PanicNilError is what recover gives after panic(nil).
type PanicNilError struct {
	_ [0]*PanicNilError
}

func (*PanicNilError) Error() string { return "panic called with nil argument" }
func (*PanicNilError) RuntimeError() {}

type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

type errorAddressString struct {
	msg  string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}
func (e errorAddressString) Error() string { return "runtime error: " + e.msg }
func (e errorAddressString) Addr() uintptr { return e.addr }

// plainError is a run-time error that is not announced as one.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// What a bounds check was about.
const (
	boundsIndex = iota
	boundsSliceAlen
	boundsSliceAcap
	boundsSliceB
	boundsSlice3Alen
	boundsSlice3Acap
	boundsSlice3B
	boundsSlice3C
	boundsConvert
)

// boundsError is a failed bounds check: x was to be below y or at most y.
type boundsError struct {
	x      int64
	y      int
	signed bool
	code   uint8
}

// %x and %y stand for the two numbers; the second text is for a negative x.
var boundsTexts = [...][2]string{
	boundsIndex:      {"index out of range [%x] with length %y", "index out of range [%x]"},
	boundsSliceAlen:  {"slice bounds out of range [:%x] with length %y", "slice bounds out of range [:%x]"},
	boundsSliceAcap:  {"slice bounds out of range [:%x] with capacity %y", "slice bounds out of range [:%x]"},
	boundsSliceB:     {"slice bounds out of range [%x:%y]", "slice bounds out of range [%x:]"},
	boundsSlice3Alen: {"slice bounds out of range [::%x] with length %y", "slice bounds out of range [::%x]"},
	boundsSlice3Acap: {"slice bounds out of range [::%x] with capacity %y", "slice bounds out of range [::%x]"},
	boundsSlice3B:    {"slice bounds out of range [:%x:%y]", "slice bounds out of range [:%x:]"},
	boundsSlice3C:    {"slice bounds out of range [%x:%y:]", "slice bounds out of range [%x::]"},
	boundsConvert:    {"cannot convert slice with length %y to array or pointer to array with length %x", ""},
}

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	texts := &boundsTexts[e.code]
	text := texts[0]
	if e.signed && e.x < 0 {
		text = texts[1]
	}
	b := append(make([]byte, 0, 100), "runtime error: "...)
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '%':
			b = append(b, text[i])
		case text[i+1] == 'x':
			b = appendInt(b, e.x, e.signed)
			i++
		default:
			b = appendInt(b, int64(e.y), true)
			i++
		}
	}
	return string(b)
}

func appendInt(b []byte, v int64, signed bool) []byte {
	u := uint64(v)
	if signed && v < 0 {
		b = append(b, '-')
		u = -u
	}
	var digits [20]byte
	i := len(digits)
	for {
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
		if u == 0 {
			return append(b, digits[i:]...)
		}
	}
}

type stringer interface{ String() string }

// preprintpanic gives what is printed for the value of a panic that nobody recovered.
func preprintpanic(v any) any {
	switch x := v.(type) {
	case error:
		return x.Error()
	case stringer:
		return x.String()
	}
	return v
}
