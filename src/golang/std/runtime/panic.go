package runtime

import (
	"internal/abi"
	"internal/runtime/maps"
	"unsafe"
)

// The functions of this file are called where an instruction fails.

func goPanicIndex(x int, y int)   { panic(boundsError{int64(x), y, true, boundsIndex}) }
func goPanicIndexU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsIndex}) }

// s[:x] with x above the length of a string or array, or the capacity of a slice.
func goPanicSliceAlen(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSliceAlen}) }
func goPanicSliceAlenU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSliceAlen}) }
func goPanicSliceAcap(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSliceAcap}) }
func goPanicSliceAcapU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSliceAcap}) }

// s[x:y] with x above y.
func goPanicSliceB(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSliceB}) }
func goPanicSliceBU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSliceB}) }

// s[::x]
func goPanicSlice3Alen(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSlice3Alen}) }
func goPanicSlice3AlenU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3Alen}) }
func goPanicSlice3Acap(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSlice3Acap}) }
func goPanicSlice3AcapU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3Acap}) }

// s[:x:y]
func goPanicSlice3B(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSlice3B}) }
func goPanicSlice3BU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3B}) }

// s[x:y:]
func goPanicSlice3C(x int, y int)   { panic(boundsError{int64(x), y, true, boundsSlice3C}) }
func goPanicSlice3CU(x uint, y int) { panic(boundsError{int64(x), y, false, boundsSlice3C}) }

// A slice of length y is too short for an array of length x.
func panicSliceConvert(x int, y int) { panic(boundsError{int64(x), y, true, boundsConvert}) }

var (
	divideError   = error(errorString("integer divide by zero"))
	overflowError = error(errorString("integer overflow"))
	shiftError    = error(errorString("negative shift amount"))
	memoryError   = error(errorString("invalid memory address or nil pointer dereference"))
)

func panicdivide()   { panic(divideError) }
func panicoverflow() { panic(overflowError) }
func panicshift()    { panic(shiftError) }
func panicmem()      { panic(memoryError) }

func panicmemAddr(addr uintptr) {
	panic(errorAddressString{"invalid memory address or nil pointer dereference", addr})
}

func panicmakeslicelen() { panic(errorString("makeslice: len out of range")) }
func panicmakeslicecap() { panic(errorString("makeslice: cap out of range")) }
func panicgrowslice()    { panic(errorString("growslice: len out of range")) }
func panicmakechan()     { panic(plainError("makechan: size out of range")) }

func panicunsafeslicelen()     { panic(errorString("unsafe.Slice: len out of range")) }
func panicunsafeslicenilptr()  { panic(errorString("unsafe.Slice: ptr is nil and len is not zero")) }
func panicunsafestringlen()    { panic(errorString("unsafe.String: len out of range")) }
func panicunsafestringnilptr() { panic(errorString("unsafe.String: ptr is nil and len is not zero")) }

func panicclosenil() { panic(plainError("close of nil channel")) }
func panicclosed()   { panic(plainError("close of closed channel")) }
func panicsend()     { panic(plainError("send on closed channel")) }
func panicnilmap()   { panic(plainError("assignment to entry in nil map")) }

// panic(nil)
func panicnil() { panic(new(PanicNilError)) }

// x.(T) for a concrete T; have is nil if x is.
func panicdottypeE(have, want, iface *abi.Type) {
	panic(&TypeAssertionError{iface, have, want, ""})
}

// x.(T) of a nil x.
func panicnildottype(want *abi.Type) {
	panic(&TypeAssertionError{nil, nil, want, ""})
}

// x.(T) for an interface T whose method is missing.
func panicTypeAssert(concrete, asserted *abi.Type, missing string) {
	panic(&TypeAssertionError{nil, concrete, asserted, missing})
}

func panicunhashable(t *abi.Type) {
	panic(errorString("hash of unhashable type " + t.Name))
}

// The same for a key looked up in a map without entries.
func panicunhashablekey(t *abi.Type) { panic(maps.UnhashableTypeError(t)) }

func panicuncomparable(t *abi.Type) {
	panic(errorString("comparing uncomparable type " + t.Name))
}

// A method with a value receiver was called through a nil pointer.
func panicwrap(pkg, typ, meth string) {
	panic(plainError("value method " + pkg + "." + typ + "." + meth + " called using nil *" + typ + " pointer"))
}

// deferrangefunc makes the list of what bodies of loops over functions defer for the function that
// calls it, and gives its head.
func deferrangefunc() any {
	d := newdeferrange()
	head := new(unsafe.Pointer)
	*(*unsafe.Pointer)(unsafe.Add(d, 40)) = unsafe.Pointer(head)
	return head
}

// newdeferrange makes the record that stands for the list.
func newdeferrange() unsafe.Pointer

// panicrangestate says what is wrong with calling the body of a loop over a function.
func panicrangestate(state int) {
	text := "whole loop exit"
	switch state {
	case 0:
		text = "function for loop body returned false"
	case 2:
		text = "loop body panic"
	case 4:
		panic(errorString("range function recovered a loop body panic and did not resume panicking"))
	}
	panic(errorString("range function continued iteration after " + text))
}
