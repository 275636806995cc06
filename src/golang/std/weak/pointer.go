// Package weak has pointers that do not keep alive what they point at.
package weak

import (
	"runtime"
	"unsafe"
)

// Pointer is a weak pointer to a T. Those made of equal pointers are equal, also when what they
// pointed at is gone.
type Pointer[T any] struct {
	_ [0]*T
	u unsafe.Pointer
}

// Make makes a weak pointer.
func Make[T any](ptr *T) Pointer[T] {
	var u unsafe.Pointer
	if ptr != nil {
		u = runtime_registerWeakPointer(unsafe.Pointer(ptr))
	}
	runtime.KeepAlive(ptr)
	return Pointer[T]{u: u}
}

// Value is the pointer that the weak one was made of, nil if nothing else led to the object any
// more when the collector looked.
func (p Pointer[T]) Value() *T {
	if p.u == nil {
		return nil
	}
	return (*T)(runtime_makeStrongFromWeak(p.u))
}

func runtime_registerWeakPointer(ptr unsafe.Pointer) unsafe.Pointer

func runtime_makeStrongFromWeak(u unsafe.Pointer) unsafe.Pointer
