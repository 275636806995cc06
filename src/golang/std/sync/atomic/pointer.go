package atomic

import "unsafe"

// A Pointer is a *T that goroutines may share.
type Pointer[T any] struct {
	// So that pointers to different types cannot be converted into each other.
	_ [0]*T
	_ noCopy
	v unsafe.Pointer
}

func (x *Pointer[T]) Load() *T { return (*T)(x.v) }

func (x *Pointer[T]) Store(val *T) { x.v = unsafe.Pointer(val) }

func (x *Pointer[T]) Swap(new *T) (old *T) {
	old = (*T)(x.v)
	x.v = unsafe.Pointer(new)
	return
}

func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	if x.v != unsafe.Pointer(old) {
		return false
	}
	x.v = unsafe.Pointer(new)
	return true
}
