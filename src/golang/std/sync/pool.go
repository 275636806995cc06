package sync

import (
	"runtime"
	"unsafe"
)

// Pool keeps objects for later use, per P. What nobody takes for two collections is given up.
type Pool struct {
	noCopy noCopy

	local     unsafe.Pointer // array of poolLocal
	localSize uintptr

	victim     unsafe.Pointer // local before the last collection
	victimSize uintptr

	New func() any
}

type poolLocalInternal struct {
	private any // of this P alone
	shared  poolChain
}

// Two Ps never share a cache line.
type poolLocal struct {
	poolLocalInternal
	pad [128 - unsafe.Sizeof(poolLocalInternal{})%128]byte
}

// Put gives an object to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	l, _ := p.pin()
	if l.private == nil {
		l.private = x
	} else {
		l.shared.pushHead(x)
	}
	runtime_procUnpin()
}

// Get takes an object from the pool, or makes one with New.
func (p *Pool) Get() any {
	l, pid := p.pin()
	x := l.private
	l.private = nil
	if x == nil {
		x = l.shared.popHead()
	}
	if x == nil {
		x = p.getSlow(pid)
	}
	runtime_procUnpin()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}

// getSlow looks at other Ps, then at what the last collection left.
func (p *Pool) getSlow(pid int) any {
	size := int(p.localSize)
	for i := range size {
		if x := indexLocal(p.local, (pid+i+1)%size).shared.popTail(); x != nil {
			return x
		}
	}
	size = int(p.victimSize)
	if pid >= size {
		return nil
	}
	l := indexLocal(p.victim, pid)
	if x := l.private; x != nil {
		l.private = nil
		return x
	}
	for i := range size {
		if x := indexLocal(p.victim, (pid+i)%size).shared.popTail(); x != nil {
			return x
		}
	}
	p.victimSize = 0
	return nil
}

// pin gives the part of the P this goroutine runs on, and keeps it there until runtime_procUnpin:
// no collection begins and nobody else runs in between.
func (p *Pool) pin() (*poolLocal, int) {
	if p == nil {
		panic("nil Pool")
	}
	pid := runtime_procPin()
	if uintptr(pid) < p.localSize {
		return indexLocal(p.local, pid), pid
	}
	return p.pinSlow()
}

func (p *Pool) pinSlow() (*poolLocal, int) {
	runtime_procUnpin()
	pid := runtime_procPin()
	if p.local == nil {
		pools.all = append(pools.all, p)
	}
	size := runtime.GOMAXPROCS(0)
	local := make([]poolLocal, size)
	p.local = unsafe.Pointer(&local[0])
	p.localSize = uintptr(size)
	return &local[pid], pid
}

func indexLocal(l unsafe.Pointer, i int) *poolLocal {
	return (*poolLocal)(unsafe.Add(l, i*int(unsafe.Sizeof(poolLocal{}))))
}

// pools are those with something in local, and those with something in victim. At the beginning of a
// collection the runtime moves each local to victim and all to old.
var pools struct {
	all []*Pool
	old []*Pool
}

func runtime_procPin() int

func runtime_procUnpin()
