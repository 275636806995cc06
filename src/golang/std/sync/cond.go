package sync

import "unsafe"

// Cond is where goroutines wait for something to be announced.
type Cond struct {
	noCopy  noCopy
	L       Locker
	notify  notifyList
	checker copyChecker
}

// notifyList counts tickets: those drawn and those that were called.
type notifyList struct {
	wait   uint32
	notify uint32
	sema   uint32
	_      uint32
	_      [2]unsafe.Pointer
}

// NewCond gives a Cond with the lock l.
func NewCond(l Locker) *Cond {
	return &Cond{L: l}
}

// Wait unlocks, waits to be woken, and locks again.
func (c *Cond) Wait() {
	c.checker.check()
	c.notify.wait++
	c.L.Unlock()
	runtime_SemacquireCond(&c.notify.sema)
	c.L.Lock()
}

// Signal wakes one goroutine.
func (c *Cond) Signal() {
	c.checker.check()
	if c.notify.notify != c.notify.wait {
		c.notify.notify++
		runtime_Semrelease(&c.notify.sema, false)
	}
}

// Broadcast wakes all goroutines.
func (c *Cond) Broadcast() {
	c.checker.check()
	for c.notify.notify != c.notify.wait {
		c.notify.notify++
		runtime_Semrelease(&c.notify.sema, false)
	}
}

// copyChecker holds its own address.
type copyChecker uintptr

func (c *copyChecker) check() {
	if *c == 0 {
		*c = copyChecker(unsafe.Pointer(c))
	}
	if uintptr(*c) != uintptr(unsafe.Pointer(c)) {
		panic("sync.Cond is copied")
	}
}
