package runtime

import "unsafe"

// SetFinalizer has finalizer called with obj, by a goroutine of the runtime, some time after the
// collector found that nothing leads to obj any more; nil takes the finalizer away.
func SetFinalizer(obj any, finalizer any) {
	if !setfinalizer(obj, finalizer) || fingCreated {
		return
	}
	fingCreated = true
	createfing(runFinalizers)
}

// setfinalizer does it, or throws; false when the finalizer was nil.
func setfinalizer(obj any, finalizer any) bool

var fingCreated bool

// finalizer is what nextFinalizer gives: a func with one parameter, and what it is called with.
type finalizer struct {
	fn  unsafe.Pointer
	obj any
	// The parameter is an interface, else a pointer.
	iface bool
	// Words of the results, which nobody looks at.
	nret int
}

func runFinalizers() {
	var f finalizer
	// Arguments and results lie in memory of the heap.
	var frame []byte
	for {
		nextFinalizer(&f)
		if bytes := 16 + f.nret*8; len(frame) < bytes {
			frame = make([]byte, bytes)
		}
		clear(frame)
		if f.iface {
			f.callInterface()
		} else {
			f.callPointer()
		}
		// What was finalized must not be held while waiting for the next one.
		f = finalizer{}
	}
}

// How a func is called depends on its parameters and results, but on nothing else of its type.

func (f *finalizer) callPointer() {
	arg := (*[2]unsafe.Pointer)(unsafe.Pointer(&f.obj))[1]
	fn := unsafe.Pointer(&f.fn)
	switch f.nret {
	case 0:
		(*(*func(unsafe.Pointer))(fn))(arg)
	case 1:
		(*(*func(unsafe.Pointer) uintptr)(fn))(arg)
	case 2:
		(*(*func(unsafe.Pointer) (_, _ uintptr))(fn))(arg)
	default:
		(*(*func(unsafe.Pointer) (_, _, _ uintptr))(fn))(arg)
	}
}

func (f *finalizer) callInterface() {
	fn := unsafe.Pointer(&f.fn)
	switch f.nret {
	case 0:
		(*(*func(any))(fn))(f.obj)
	case 1:
		(*(*func(any) uintptr)(fn))(f.obj)
	case 2:
		(*(*func(any) (_, _ uintptr))(fn))(f.obj)
	default:
		(*(*func(any) (_, _, _ uintptr))(fn))(f.obj)
	}
}

// createfing makes the goroutine that calls run, unless it is there and only waits.
func createfing(run func())

//go:noescape
func nextFinalizer(f *finalizer)
