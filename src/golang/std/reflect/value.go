// Package reflect looks at values of any type. It has what printing needs, and little more.
package reflect

import (
	"internal/abi"
	"strconv"
	"unsafe"
)

// Value is a value of any type: pointer-shaped ones are the pointer itself, unless flagIndir says
// that ptr leads to the value.
type Value struct {
	typ_ *abi.Type
	ptr  unsafe.Pointer
	flag
}

type flag uintptr

const (
	flagStickyRO flag = 1 << iota // reached through an unexported field
	flagEmbedRO                   // it is itself an unexported embedded field
	flagIndir                     // ptr leads to the value
	flagAddr                      // it is a variable

	flagRO = flagStickyRO | flagEmbedRO
)

// ro gives what is inherited of the restrictions.
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// A ValueError is a method called on a value of another kind.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

// ValueOf gives the value in an interface, the zero Value for nil.
func ValueOf(i any) Value {
	if i == nil {
		return Value{}
	}
	return unpack(i)
}

func unpack(i any) Value {
	e := (*abi.EmptyInterface)(unsafe.Pointer(&i))
	if e.Type == nil {
		return Value{}
	}
	if e.Type.Direct() {
		return Value{e.Type, e.Data, 0}
	}
	return Value{e.Type, e.Data, flagIndir}
}

// IsValid tells whether v is a value at all.
func (v Value) IsValid() bool { return v.typ_ != nil }

// Kind gives the kind of v's type, Invalid for the zero Value.
func (v Value) Kind() Kind {
	if v.typ_ == nil {
		return Invalid
	}
	return Kind(v.typ_.Kind)
}

// Type gives v's type.
func (v Value) Type() Type {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	return toType(v.typ_)
}

// CanAddr tells whether v is a variable.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet tells whether v may be assigned to.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// CanInterface tells whether Interface may be called.
func (v Value) CanInterface() bool {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&flagRO == 0
}

// Interface gives v as an interface value; a copy of it if it is a variable.
func (v Value) Interface() (i any) {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return pack(v)
}

func pack(v Value) any {
	t := v.typ_
	if t.Kind == abi.Interface {
		return *(*any)(v.ptr)
	}
	data := v.ptr
	switch {
	case t.Direct():
		data = v.pointer()
	case v.flag&flagAddr != 0:
		data = unsafe_New(t)
		typedmemmove(t, data, v.ptr)
	}
	var i any
	e := (*abi.EmptyInterface)(unsafe.Pointer(&i))
	e.Data = data
	e.Type = t
	return i
}

// pointer gives the word of a pointer-shaped value.
func (v Value) pointer() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// Bool gives a bool.
func (v Value) Bool() bool {
	if v.Kind() != Bool {
		panic(&ValueError{"reflect.Value.Bool", v.Kind()})
	}
	return *(*bool)(v.ptr)
}

// Int gives a signed integer.
func (v Value) Int() int64 {
	switch v.Kind() {
	case Int, Int64:
		return *(*int64)(v.ptr)
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	}
	panic(&ValueError{"reflect.Value.Int", v.Kind()})
}

// Uint gives an unsigned integer.
func (v Value) Uint() uint64 {
	switch v.Kind() {
	case Uint, Uint64, Uintptr:
		return *(*uint64)(v.ptr)
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	}
	panic(&ValueError{"reflect.Value.Uint", v.Kind()})
}

// Float gives a floating-point number.
func (v Value) Float() float64 {
	switch v.Kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Float", v.Kind()})
}

// Complex gives a complex number.
func (v Value) Complex() complex128 {
	switch v.Kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Complex", v.Kind()})
}

// String gives a string; for other kinds a text about the type.
func (v Value) String() string {
	switch v.Kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.typ_.Name + " Value>"
}

// Bytes gives the bytes of a slice or of an array that is a variable.
func (v Value) Bytes() []byte {
	switch {
	case v.Kind() == Slice && v.typ_.Elem.Kind == abi.Uint8:
		return *(*[]byte)(v.ptr)
	case v.Kind() == Array && v.typ_.Elem.Kind == abi.Uint8 && v.CanAddr():
		return unsafe.Slice((*byte)(v.ptr), v.typ_.Count)
	}
	panic(&ValueError{"reflect.Value.Bytes", v.Kind()})
}

// header is the memory of a slice; a string has the first two words of it.
type header struct {
	data     unsafe.Pointer
	len, cap int
}

// Len gives the length of an array, slice, string, map or channel.
func (v Value) Len() int {
	switch v.Kind() {
	case Array:
		return v.typ_.Count
	case Slice, String:
		return (*header)(v.ptr).len
	case Map:
		return maplen(v.pointer())
	case Chan:
		return chanlen(v.pointer())
	}
	panic(&ValueError{"reflect.Value.Len", v.Kind()})
}

// Cap gives the capacity of an array, slice or channel.
func (v Value) Cap() int {
	switch v.Kind() {
	case Array:
		return v.typ_.Count
	case Slice:
		return (*header)(v.ptr).cap
	case Chan:
		return chancap(v.pointer())
	}
	panic(&ValueError{"reflect.Value.Cap", v.Kind()})
}

// Index gives element i of an array, slice or string.
func (v Value) Index(i int) Value {
	switch v.Kind() {
	case Array:
		if uint(i) >= uint(v.typ_.Count) {
			panic("reflect: array index out of range")
		}
		elem := v.typ_.Elem
		if v.flag&flagIndir == 0 {
			return Value{elem, v.ptr, v.flag}
		}
		fl := v.flag&(flagIndir|flagAddr) | v.flag.ro()
		return Value{elem, unsafe.Add(v.ptr, i*int(elem.Size)), fl}
	case Slice:
		s := (*header)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		elem := v.typ_.Elem
		return Value{elem, unsafe.Add(s.data, i*int(elem.Size)), v.flag.ro() | flagIndir | flagAddr}
	case String:
		s := (*header)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: string index out of range")
		}
		return Value{abi.TypeOf(byte(0)), unsafe.Add(s.data, i), v.flag.ro() | flagIndir}
	}
	panic(&ValueError{"reflect.Value.Index", v.Kind()})
}

// NumField counts the fields of a struct.
func (v Value) NumField() int {
	if v.Kind() != Struct {
		panic(&ValueError{"reflect.Value.NumField", v.Kind()})
	}
	return v.typ_.Count
}

// Field gives field i of a struct.
func (v Value) Field(i int) Value {
	if v.Kind() != Struct {
		panic(&ValueError{"reflect.Value.Field", v.Kind()})
	}
	if uint(i) >= uint(v.typ_.Count) {
		panic("reflect: Field index out of range")
	}
	f := v.typ_.Field(i)
	fl := v.flag &^ flagEmbedRO
	if f.Flags&abi.Exported == 0 {
		if f.Flags&abi.Embedded != 0 {
			fl |= flagEmbedRO
		} else {
			fl |= flagStickyRO
		}
	}
	if v.flag&flagIndir == 0 {
		// In a struct that is one pointer all other fields are without size.
		if f.Type.Size == 0 {
			return Value{f.Type, unsafe.Pointer(&nothing), fl | flagIndir}
		}
		return Value{f.Type, v.ptr, fl}
	}
	return Value{f.Type, unsafe.Add(v.ptr, int(f.Offset)), fl}
}

// nothing is where values without size stand.
var nothing struct{}

// Elem gives what an interface holds or a pointer leads to.
func (v Value) Elem() Value {
	switch v.Kind() {
	case Interface:
		x := unpack(*(*any)(v.ptr))
		x.flag |= v.flag.ro()
		return x
	case Pointer:
		p := v.pointer()
		if p == nil {
			return Value{}
		}
		return Value{v.typ_.Elem, p, v.flag.ro() | flagIndir | flagAddr}
	}
	panic(&ValueError{"reflect.Value.Elem", v.Kind()})
}

// IsNil tells whether a pointer, map, slice, function, channel or interface is nil.
func (v Value) IsNil() bool {
	switch v.Kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return v.pointer() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	panic(&ValueError{"reflect.Value.IsNil", v.Kind()})
}

// UnsafePointer gives the address of a pointer, map, channel, slice or function.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.Kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return v.pointer()
	case Func:
		p := v.pointer()
		if p != nil {
			// The first word of the closure: its code.
			p = *(*unsafe.Pointer)(p)
		}
		return p
	case Slice, String:
		return (*header)(v.ptr).data
	}
	panic(&ValueError{"reflect.Value.UnsafePointer", v.Kind()})
}

// Pointer is UnsafePointer as a number.
func (v Value) Pointer() uintptr { return uintptr(v.UnsafePointer()) }

// IsZero tells whether v is the zero value of its type.
func (v Value) IsZero() bool {
	switch v.Kind() {
	case Bool:
		return !v.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == 0
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == 0
	case Float32, Float64:
		f := v.Float()
		return f == 0 && 1/f > 0
	case Complex64, Complex128:
		c := v.Complex()
		return c == 0 && 1/real(c) > 0 && 1/imag(c) > 0
	case Array:
		for i := range v.Len() {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				return false
			}
		}
		return true
	case String:
		return v.Len() == 0
	case Invalid:
		panic(&ValueError{"reflect.Value.IsZero", Invalid})
	}
	return v.IsNil()
}

// settable gives the variable v is, for a Set method.
func (v Value) settable(method string) unsafe.Pointer {
	if v.flag&flagRO != 0 {
		panic("reflect: " + method + " using value obtained using unexported field")
	}
	if v.flag&flagAddr == 0 {
		panic("reflect: " + method + " using unaddressable value")
	}
	return v.ptr
}

// Set assigns x to the variable v is.
func (v Value) Set(x Value) {
	p := v.settable("reflect.Set")
	switch {
	case v.Kind() == Interface && x.Kind() != Interface:
		if !x.typ_.Implements(v.typ_) {
			panic("reflect.Set: value of type " + x.typ_.Name + " is not assignable to type " + v.typ_.Name)
		}
		*(*any)(p) = pack(x)
	case v.typ_ != x.typ_:
		panic("reflect.Set: value of type " + x.typ_.Name + " is not assignable to type " + v.typ_.Name)
	case x.flag&flagIndir == 0:
		*(*unsafe.Pointer)(p) = x.ptr
	default:
		typedmemmove(v.typ_, p, x.ptr)
	}
}

// SetInt assigns a signed integer.
func (v Value) SetInt(x int64) {
	p := v.settable("reflect.Value.SetInt")
	switch v.Kind() {
	case Int, Int64:
		*(*int64)(p) = x
	case Int8:
		*(*int8)(p) = int8(x)
	case Int16:
		*(*int16)(p) = int16(x)
	case Int32:
		*(*int32)(p) = int32(x)
	default:
		panic(&ValueError{"reflect.Value.SetInt", v.Kind()})
	}
}

// SetString assigns a string.
func (v Value) SetString(x string) {
	p := v.settable("reflect.Value.SetString")
	if v.Kind() != String {
		panic(&ValueError{"reflect.Value.SetString", v.Kind()})
	}
	*(*string)(p) = x
}

// SetFloat assigns a floating-point number.
func (v Value) SetFloat(x float64) {
	p := v.settable("reflect.Value.SetFloat")
	switch v.Kind() {
	case Float32:
		*(*float32)(p) = float32(x)
	case Float64:
		*(*float64)(p) = x
	default:
		panic(&ValueError{"reflect.Value.SetFloat", v.Kind()})
	}
}

// SetBool assigns a bool.
func (v Value) SetBool(x bool) {
	p := v.settable("reflect.Value.SetBool")
	if v.Kind() != Bool {
		panic(&ValueError{"reflect.Value.SetBool", v.Kind()})
	}
	*(*bool)(p) = x
}

// Indirect gives what a pointer leads to, other values as they are.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// Zero gives the zero value of a type.
func Zero(t Type) Value {
	typ := t.common()
	if typ.Direct() {
		return Value{typ, nil, 0}
	}
	return Value{typ, unsafe_New(typ), flagIndir}
}

// hiter is an iterator over a map (internal/runtime/maps.Iter): pointers where it has pointers.
type hiter struct {
	key, elem   unsafe.Pointer
	typ         unsafe.Pointer
	m           unsafe.Pointer
	entryOffset uint64
	dirOffset   uint64
	clearSeq    uint64
	globalDepth uint8
	dirIdx      int
	tab         unsafe.Pointer
	group       unsafe.Pointer
	entryIdx    uint64
}

// A MapIter goes over a map.
type MapIter struct {
	m     Value
	hiter hiter
}

// MapRange begins to go over a map.
func (v Value) MapRange() *MapIter {
	if v.Kind() != Map {
		panic(&ValueError{"reflect.Value.MapRange", v.Kind()})
	}
	return &MapIter{m: v}
}

// Next goes to the next entry; false at the end.
func (iter *MapIter) Next() bool {
	it := &iter.hiter
	if it.typ == nil {
		mapiterinit(iter.m.typ_, iter.m.pointer(), it)
	} else {
		mapiternext(iter.m.typ_, it)
	}
	return it.key != nil
}

// Key gives a copy of the key.
func (iter *MapIter) Key() Value {
	return copied(iter.m.typ_.Key, iter.m.flag.ro(), iter.hiter.key)
}

// Value gives a copy of the element.
func (iter *MapIter) Value() Value {
	return copied(iter.m.typ_.Elem, iter.m.flag.ro(), iter.hiter.elem)
}

// Reset begins to go over another map.
func (iter *MapIter) Reset(v Value) {
	iter.m = v
	iter.hiter = hiter{}
}

func copied(t *abi.Type, fl flag, p unsafe.Pointer) Value {
	if t.Direct() {
		return Value{t, *(*unsafe.Pointer)(p), fl}
	}
	c := unsafe_New(t)
	typedmemmove(t, c, p)
	return Value{t, c, fl | flagIndir}
}

// MapKeys gives the keys of a map in no order.
func (v Value) MapKeys() []Value {
	keys := make([]Value, 0, v.Len())
	iter := MapIter{m: v}
	for iter.Next() {
		keys = append(keys, iter.Key())
	}
	return keys
}

// MapIndex gives the element of a key, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	iter := MapIter{m: v}
	for iter.Next() {
		if k := iter.Key(); k.typ_ == key.typ_ && pack(k) == pack(key) {
			return iter.Value()
		}
	}
	return Value{}
}

// Kind is a kind of types.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is Pointer.
const Ptr = Pointer

var kindNames = [...]string{
	"invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
	"uint64", "uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func",
	"interface", "map", "ptr", "slice", "string", "struct", "unsafe.Pointer",
}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind" + strconv.Itoa(int(k))
}

//go:noescape
func typedmemmove(t *abi.Type, to, from unsafe.Pointer)

// unsafe_New allocates a zero value.
//
//go:noescape
func unsafe_New(t *abi.Type) unsafe.Pointer

//go:noescape
func maplen(m unsafe.Pointer) int

//go:noescape
func chanlen(c unsafe.Pointer) int

//go:noescape
func chancap(c unsafe.Pointer) int

// mapiterinit goes to the first entry; the key is nil if there is none.
//
//go:noescape
func mapiterinit(t *abi.Type, m unsafe.Pointer, it *hiter)

//go:noescape
func mapiternext(t *abi.Type, it *hiter)
