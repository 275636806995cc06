package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

func join(i int)
func nap()
func allocateAny(size uintptr, pointers bool, slot int)
func dropAny(slot int)
func noteAll(on, limited bool)
func flushAny()
func releaseAny(steps int)
func scavengeAny()
func takeStackAny(bytes uint32, slot int)
func freeStackAny(slot int)

// limit returns the bytes that a process may have that allocates so many objects.
func limit(total int) int64 { return min(48<<20, 12<<20+int64(total)*400) }

var living []any

// gang is goroutines that allocate side by side, more than there are Ps.
type gang struct {
	kind    string
	started atomic.Int32
	// 0: wait, 1: allocate.
	phase atomic.Int32
	ended atomic.Int32
	total atomic.Int64
}

// wait lets others run until the condition holds: without a channel, which would allocate.
func wait(until func() bool) {
	for !until() {
		nap()
		runtime.Gosched()
	}
}

func (g *gang) member(w *workload, i int) {
	grow(200)
	join(i)
	g.started.Add(1)
	wait(func() bool { return g.phase.Load() == 1 })
	g.work(w, i)
	g.ended.Add(1)
	wait(func() bool { return false })
}

// work does a member's share; the first one also collects and looks at the state now and then.
func (g *gang) work(w *workload, i int) {
	share := int(g.total.Load())
	between := min(share/5+1, 20000)
	next, states := between, 0
	for w.allocations < share {
		w.object()
		switch r := w.below(4000); {
		case r < 800:
			spin()
		case r < 830:
			runtime.Gosched()
		case r < 832:
			time.Sleep(time.Duration(w.below(300)) * time.Microsecond)
		case r < 1000:
			dropAny(w.first + w.below(w.slots))
		case r < 1100 && i > 0:
			w.stack()
		case r < 1110:
			// An object as any program has them: when it dies is not told.
			w.other = make([]byte, 16+w.below(64))
		}
		if w.allocations < next {
			continue
		}
		next = w.allocations + between/2 + w.below(between)
		for slot := w.first; slot < w.first+w.slots; slot++ {
			if w.below(100) < 20 {
				dropAny(slot)
			}
		}
		if i > 0 {
			continue
		}
		if g.kind == "cycles" {
			runtime.GC()
		}
		if w.below(3) == 0 {
			releaseAny(1 + w.below(40))
		}
		if w.below(10) == 0 {
			scavengeAny()
		}
		if w.below(8) == 0 {
			flushAny()
		}
		if states++; states < 2+share/1000 && states < 6 || states%32 == 0 {
			noteAll(true, g.kind == "limit")
		}
	}
}

// recordMany has goroutines on all Ps allocate at the same time, while the collector works.
func recordMany(w *workload, kind string, total int, header map[string]any) {
	procs := runtime.GOMAXPROCS(0)
	members := min(procs+2, 10)
	g := &gang{kind: kind}
	g.total.Store(int64(total / members))
	// What exists when recording begins must not die meanwhile.
	living = append(living, g, w, header)
	w.many, w.slots = true, slots/members
	grow(200)
	join(0)
	for i := 1; i < members; i++ {
		m := newWorkload(w.random + uint64(i))
		m.many, m.first, m.slots = true, 1+i*(slots/members), slots/members
		for k := range m.free {
			m.free[k] += 400 * (i - 1)
		}
		living = append(living, m)
		go g.member(m, i)
	}
	wait(func() bool { return int(g.started.Load()) == members-1 })
	plain()
	debug.SetGCPercent(-1)
	rest()
	switch kind {
	case "growth":
		debug.SetGCPercent(50)
		header["gogc"] = 50
	case "limit":
		header["memoryLimit"] = limit(total)
		debug.SetMemoryLimit(limit(total))
	}
	begin()
	noteAll(true, kind == "limit")
	g.phase.Store(1)
	g.work(w, 0)
	g.ended.Add(1)
	wait(func() bool { return int(g.ended.Load()) == members })
	noteAll(false, false)
}
