package sync

import "sync/atomic"

// WaitGroup waits until as many are done as were added.
type WaitGroup struct {
	noCopy noCopy
	// The upper half counts what is to be done, the lower half who waits.
	state atomic.Uint64
	sema  uint32
}

func (wg *WaitGroup) Add(delta int) {
	state := wg.state.Add(uint64(delta) << 32)
	count, waiting := int32(state>>32), uint32(state)
	if count < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiting != 0 && delta > 0 && count == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if count > 0 || waiting == 0 {
		return
	}
	wg.state.Store(0)
	for range waiting {
		runtime_Semrelease(&wg.sema, false)
	}
}

func (wg *WaitGroup) Done() {
	wg.Add(-1)
}

func (wg *WaitGroup) Wait() {
	if wg.state.Load()>>32 == 0 {
		return
	}
	wg.state.Add(1)
	runtime_SemacquireWaitGroup(&wg.sema)
	if wg.state.Load() != 0 {
		panic("sync: WaitGroup is reused before previous Wait has returned")
	}
}

// Go runs f in a goroutine that is added before and done after.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				// The program is to end before anybody hears that this is done.
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}
