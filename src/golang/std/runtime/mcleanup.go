package runtime

import "unsafe"

// Cleanup is a cleanup that AddCleanup has attached to an object.
type Cleanup struct {
	id  uint64
	ptr uintptr
}

// AddCleanup has cleanup called with arg, by a goroutine of the runtime, some time after the
// collector found that nothing leads to what ptr points at any more. The object itself is gone by
// then, so arg must not lead to it.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	var argv *S
	if unsafe.Sizeof(arg) < 16 && !hasPointers((*S)(nil)) {
		// In a slot of its own: what shares one would live as long as the cleanup does.
		argv = (*S)(unsafe.Pointer(new([2]uintptr)))
	} else {
		argv = new(S)
	}
	*argv = arg
	fn := *(*unsafe.Pointer)(unsafe.Pointer(&cleanup))
	switch checkCleanup(unsafe.Pointer(ptr), argv, fn) {
	case cleanupNever:
		return Cleanup{}
	case cleanupEqual:
		panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
	case cleanupNoObject:
		panic("runtime.AddCleanup: ptr not in allocated block")
	case cleanupWithin:
		panic("runtime.AddCleanup: ptr is within arg, cleanup will never run")
	case cleanupCloses:
		panic("runtime.AddCleanup: cleanup function closes over ptr, cleanup will never run")
	}
	for range createCleanupGs() {
		go runCleanups()
	}
	// What knows how to call the cleanup is a closure over the dictionary of this instance.
	call := callCleanup[S]
	id := addCleanup(unsafe.Pointer(ptr), *(*unsafe.Pointer)(unsafe.Pointer(&call)), fn, unsafe.Pointer(argv))
	return Cleanup{id, uintptr(unsafe.Pointer(ptr))}
}

// Stop takes the cleanup away, unless it is about to be called already.
func (c Cleanup) Stop() {
	if c.id != 0 {
		stopCleanup(c.ptr, c.id)
	}
}

// callCleanup calls a func(S), fn, with what arg points at.
//
//go:noinline
func callCleanup[S any](fn, arg unsafe.Pointer) {
	cleanup := *(*func(S))(unsafe.Pointer(&fn))
	cleanup(*(*S)(arg))
}

type cleanupFn struct {
	call    func(fn, arg unsafe.Pointer)
	fn, arg unsafe.Pointer
}

// runCleanups calls cleanups, block by block.
func runCleanups() {
	for {
		block := dequeueCleanups()
		for i := 0; ; i++ {
			var c cleanupFn
			if !takeCleanup(block, i, &c) {
				break
			}
			c.call(c.fn, c.arg)
		}
		cleanupsDone(block)
	}
}

// What checkCleanup may say.
const (
	cleanupFits = iota
	cleanupEqual
	// ptr leads to no object of the heap, but to what never dies.
	cleanupNever
	cleanupNoObject
	cleanupWithin
	cleanupCloses
)

// hasPointers says whether what a pointer of typ's type points at may hold some.
//
//go:noescape
func hasPointers(typ any) bool

// checkCleanup looks at AddCleanup's arguments, arg being a pointer to the last one.
//
//go:noescape
func checkCleanup(ptr unsafe.Pointer, arg any, fn unsafe.Pointer) (problem int)

// createCleanupGs says how many goroutines are to be made.
func createCleanupGs() int

func addCleanup(ptr, call, fn, arg unsafe.Pointer) uint64

func stopCleanup(ptr uintptr, id uint64)

// dequeueCleanups waits for a block of cleanups.
func dequeueCleanups() int

// takeCleanup gives the i-th of a block, false if there are no more.
//
//go:noescape
func takeCleanup(block, i int, c *cleanupFn) bool

func cleanupsDone(block int)
