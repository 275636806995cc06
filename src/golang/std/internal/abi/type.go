// Package abi mirrors the type descriptors of the static segment. The bytes are written when a
// program is compiled; the fields here must stand where they are put there.
package abi

import "unsafe"

// Kinds of types.
const (
	Invalid = iota
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

// Flags of a type.
const (
	Named = 1 << iota
	DirectInterface
	Comparable
	Variadic
	RegularMemory
	HasPointers
)

// Flags of a field.
const (
	Embedded = 1 << iota
	Exported
)

// Type is a type descriptor.
type Type struct {
	Size    uintptr
	Name    string
	Kind    uint8
	Flags   uint8
	Align   uint16
	Results uint32 // of a func
	Elem    *Type
	Key     *Type
	table   unsafe.Pointer
	Count   int // fields, parameters or methods; length of an array; direction of a channel
}

// Field is a field of a struct type.
type Field struct {
	Name   string
	Type   *Type
	Offset uintptr
	Flags  uintptr
}

// Method is a method that an interface type asks for.
type Method struct {
	Name string
	Type *Type
}

// EmptyInterface is the memory of an interface value. Interfaces with methods look the same.
type EmptyInterface struct {
	Type *Type
	Data unsafe.Pointer
}

// TypeOf gives the dynamic type of a value, nil for the nil interface.
func TypeOf(v any) *Type {
	return (*EmptyInterface)(unsafe.Pointer(&v)).Type
}

// Field gives field i of a struct type.
func (t *Type) Field(i int) *Field {
	return (*Field)(unsafe.Add(t.table, i*40))
}

// Method gives method i of an interface type.
func (t *Type) Method(i int) *Method {
	return (*Method)(unsafe.Add(t.table, i*24))
}

// In gives parameter i of a func type; results come after the parameters.
func (t *Type) In(i int) *Type {
	return *(**Type)(unsafe.Add(t.table, i*8))
}

// Implements tells whether values of the type have the methods of an interface type.
func (t *Type) Implements(iface *Type) bool {
	return implements(t, iface)
}

// Direct tells whether the data word of an interface is the value itself.
func (t *Type) Direct() bool { return t.Flags&DirectInterface != 0 }

//go:noescape
func implements(t, iface *Type) bool
