// Types whose layout is compared with the real compiler: see ../layout.test.ts.
package main

import "unsafe"

type Bool bool
type Int8 int8
type Int16 int16
type Int32 int32
type Int64 int64
type Int int
type Uintptr uintptr
type Float32 float32
type Float64 float64
type Complex64 complex64
type Complex128 complex128
type String string
type UnsafePointer unsafe.Pointer
type Pointer *int
type Slice []string
type Func func(int) string
type Chan chan int
type Any any
type Error interface{ Error() string }
type Array0 [0]int
type Array3 [3]int
type Arrays [2][3]int16
type ArrayStrings [3]string
type ArrayPairs [2]struct {
	p *int
	n int
}
type ArrayAny [2]any
type Empty struct{}
type TrailingZero struct {
	a int32
	b struct{}
}
type LeadingZero struct {
	a struct{}
	b int32
}
type TrailingZeroArray struct {
	a byte
	b [0]int64
}
type OnlyZeroFuncs struct{ a [0]func() }
type OnlyZero struct {
	a struct{}
	b [0]int32
}
type Padded struct {
	a bool
	b int64
	c bool
}
type Packed struct {
	b int64
	a bool
	c bool
}
type Mixed struct {
	a int8
	b int16
	c int8
	d int32
	e int8
	f complex64
	g int8
	h complex128
}
type PointerFirst struct {
	p *int
	a [10]int
}
type PointerLast struct {
	a [10]int
	p *int
}
type SliceMiddle struct {
	a int
	s []byte
	b int
}
type Strings struct {
	a string
	b int
	c string
}
type DirectStruct struct{ p *int }
type DirectArray [1]*int
type DirectZeroFirst struct {
	_ struct{}
	p *int
}
type IndirectZeroLast struct {
	p *int
	_ struct{}
}
type DirectNested struct{ a [1]struct{ m map[string]int } }
type NotDirect struct{ n uintptr }
type Inner struct {
	a byte
	p *Inner
}
type Embedding struct {
	Inner
	*Padded
	b byte
}
type Deep struct {
	a [2]Embedding
	b [3]Strings
	f func()
}
type List struct {
	next *List
	prev *List
	val  any
}
type Tree struct {
	left, right *Tree
	key         string
	value       float64
	color       bool
}
type Blank struct {
	_ int32
	a int64
	_ string
	b byte
}
type Interfaces struct {
	a any
	b Error
	n int
}
type Big struct {
	a [100]byte
	p *int
	b [100]byte
}
type BigArray [1000]PointerFirst
type Large struct {
	data [4096]byte
	next *Large
}
type ManyPointers [70]*int
type Alternating [9]struct {
	n int
	p *int
}
type MapIntInt map[int]int
type MapStringAny map[string]any
type MapByteStruct map[byte]struct{}
type MapIntBig map[int][200]byte
type MapBigInt map[[129]byte]int
type MapLimit map[[128]byte][128]byte
type MapStringSlice map[string][]*int
type MapEmptyEmpty map[struct{}]struct{}
type MapInt16String map[int16]string
type MapStructPointer map[struct{ a, b int8 }]*int
