package reflect

import (
	"internal/abi"
	"unsafe"
)

// Type is a type.
type Type interface {
	Align() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	Comparable() bool
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	In(i int) Type
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type

	common() *abi.Type
}

// ChanDir is the direction of a channel.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

// StructField is a field of a struct type.
type StructField struct {
	Name      string
	PkgPath   string
	Type      Type
	Offset    uintptr
	Index     []int
	Anonymous bool
}

// IsExported tells whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// rtype is the only Type there is.
type rtype struct {
	t abi.Type
}

func toType(t *abi.Type) Type {
	if t == nil {
		return nil
	}
	return (*rtype)(unsafe.Pointer(t))
}

// TypeOf gives the dynamic type of a value, nil for the nil interface.
func TypeOf(i any) Type {
	return toType(abi.TypeOf(i))
}

func (t *rtype) common() *abi.Type { return &t.t }
func (t *rtype) Align() int        { return int(t.t.Align) }
func (t *rtype) Size() uintptr     { return t.t.Size }
func (t *rtype) String() string    { return t.t.Name }
func (t *rtype) Kind() Kind        { return Kind(t.t.Kind) }
func (t *rtype) Comparable() bool  { return t.t.Flags&abi.Comparable != 0 }

// Name gives the name of a named type without its package.
func (t *rtype) Name() string {
	if t.t.Flags&abi.Named == 0 {
		return ""
	}
	s := t.t.Name
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return s[i+1:]
		}
	}
	return s
}

// PkgPath gives the package of a named type; that of a predeclared one is "".
func (t *rtype) PkgPath() string {
	if t.t.Flags&abi.Named == 0 {
		return ""
	}
	s := t.t.Name
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return s[:i]
		}
	}
	return ""
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return t.t.Implements(u.common())
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	to := u.common()
	return to == &t.t || to.Kind == abi.Interface && t.t.Implements(to)
}

// must panics unless the type is of a kind.
func (t *rtype) must(k Kind, method string) {
	if t.Kind() != k {
		panic("reflect: " + method + " of non-" + k.String() + " type " + t.t.Name)
	}
}

func (t *rtype) ChanDir() ChanDir {
	t.must(Chan, "ChanDir")
	return ChanDir(t.t.Count)
}

func (t *rtype) IsVariadic() bool {
	t.must(Func, "IsVariadic")
	return t.t.Flags&abi.Variadic != 0
}

func (t *rtype) Elem() Type {
	if t.t.Elem == nil {
		panic("reflect: Elem of invalid type " + t.t.Name)
	}
	return toType(t.t.Elem)
}

func (t *rtype) Key() Type {
	t.must(Map, "Key")
	return toType(t.t.Key)
}

func (t *rtype) Len() int {
	t.must(Array, "Len")
	return t.t.Count
}

func (t *rtype) NumField() int {
	t.must(Struct, "NumField")
	return t.t.Count
}

func (t *rtype) Field(i int) StructField {
	t.must(Struct, "Field")
	if i < 0 || i >= t.t.Count {
		panic("reflect: Field index out of bounds")
	}
	f := t.t.Field(i)
	field := StructField{
		Name:      f.Name,
		Type:      toType(f.Type),
		Offset:    f.Offset,
		Index:     fieldIndex(i),
		Anonymous: f.Flags&abi.Embedded != 0,
	}
	if f.Flags&abi.Exported == 0 {
		field.PkgPath = "main"
		if p := t.PkgPath(); p != "" {
			field.PkgPath = p
		}
	}
	return field
}

// Indexes of fields are often asked for: most need no memory of their own.
var fieldIndexes = [...]int{
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
}

func fieldIndex(i int) []int {
	if i < len(fieldIndexes) {
		return fieldIndexes[i : i+1 : i+1]
	}
	return []int{i}
}

func (t *rtype) NumIn() int {
	t.must(Func, "NumIn")
	return t.t.Count
}

func (t *rtype) NumOut() int {
	t.must(Func, "NumOut")
	return int(t.t.Results)
}

func (t *rtype) In(i int) Type {
	t.must(Func, "In")
	return toType(t.t.In(i))
}

func (t *rtype) Out(i int) Type {
	t.must(Func, "Out")
	return toType(t.t.In(t.t.Count + i))
}

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	}
	return "chan"
}
