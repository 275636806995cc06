// Package reflectlite has the little reflection that sorting needs.
package reflectlite

import (
	"internal/abi"
	"unsafe"
)

// slice is the memory of a slice.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

// Len gives the length of a slice.
func Len(x any) int {
	return header(x).len
}

func header(x any) *slice {
	e := (*abi.EmptyInterface)(unsafe.Pointer(&x))
	if e.Type == nil {
		panic("reflect: call of Swapper on zero Value")
	}
	if e.Type.Kind != abi.Slice {
		panic("reflect: call of Swapper on " + e.Type.Name + " Value")
	}
	return (*slice)(e.Data)
}

// Swapper gives a function that swaps elements of a slice.
func Swapper(x any) func(i, j int) {
	s := header(x)
	switch s.len {
	case 0:
		return func(i, j int) { panic("reflect: slice index out of range") }
	case 1:
		return func(i, j int) {
			if i != 0 || j != 0 {
				panic("reflect: slice index out of range")
			}
		}
	}
	elem := abi.TypeOf(x).Elem
	size := elem.Size
	p := unsafe.Pointer(s)
	if elem.Flags&abi.HasPointers != 0 {
		if size == 8 {
			ps := *(*[]unsafe.Pointer)(p)
			return func(i, j int) { ps[i], ps[j] = ps[j], ps[i] }
		}
		if elem.Kind == abi.String {
			ss := *(*[]string)(p)
			return func(i, j int) { ss[i], ss[j] = ss[j], ss[i] }
		}
	} else {
		switch size {
		case 8:
			is := *(*[]int64)(p)
			return func(i, j int) { is[i], is[j] = is[j], is[i] }
		case 4:
			is := *(*[]int32)(p)
			return func(i, j int) { is[i], is[j] = is[j], is[i] }
		case 2:
			is := *(*[]int16)(p)
			return func(i, j int) { is[i], is[j] = is[j], is[i] }
		case 1:
			is := *(*[]int8)(p)
			return func(i, j int) { is[i], is[j] = is[j], is[i] }
		}
	}
	spare := unsafe_New(elem)
	return func(i, j int) {
		if uint(i) >= uint(s.len) || uint(j) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		a := unsafe.Add(s.data, uintptr(i)*size)
		b := unsafe.Add(s.data, uintptr(j)*size)
		typedmemmove(elem, spare, a)
		typedmemmove(elem, a, b)
		typedmemmove(elem, b, spare)
	}
}

//go:noescape
func typedmemmove(t *abi.Type, to, from unsafe.Pointer)

//go:noescape
func unsafe_New(t *abi.Type) unsafe.Pointer
