// Added to package runtime beside recorder.go. record.mjs renames some of the runtime's functions to
// recordedX and puts calls into others; what they call stands here. Each note is made under one lock
// that is held until what it tells has been done, so that the log's order is the order in which
// things happened, whatever number of Ps did them.
//
// The lock comes before sched.lock's holders' own locks of the heap and is never held where its
// holder may wait for another P: a cycle's start gives it up.

package runtime

import (
	"internal/runtime/atomic"
	"unsafe"
)

// A goroutine that allocates for the recorder.
type recorderWorker struct {
	g guintptr
	// Size and type of the object that it is about to allocate, 0: none. What else it allocates is
	// the runtime's own.
	size uintptr
	typ  *_type
	// Slot of the table of roots that its next object goes to, 0: nobody keeps it.
	slot int
	// What it allocated last.
	last uintptr
}

type recorderTriggered struct {
	x    uintptr
	left bool
}

var (
	// All is noted, not only what the recorder's goroutine does.
	recorderOn bool
	// The system's memory matters: a limit is set.
	recorderLimited bool

	recorderHolder   atomic.Int64
	recorderDepth    int
	recorderAt       int
	recorderOverhead int64
	recorderWorkers  [64]recorderWorker
	// Objects with which the heap has reached the trigger, and whether their goroutines are still
	// where they begin a cycle, which may take them longer than the cycle. Whether a stack still
	// holds one, or the last object of a worker, when it is scanned is chance.
	recorderTriggers []recorderTriggered
	recorderRoom     [256]recorderTriggered
	// Pages in which an object was allocated while marking, from the start of the heap.
	recorderBorn [1 << 18 / 64]uint64
	// Objects of the runtime's own that live, by address: nobody tells when they die.
	recorderForeign  [1 << 16]uintptr
	recorderForeigns int
)

func recorderHolds() bool { return recorderHolder.Load() == getg().m.id+1 }

func recorderLock() {
	mp := acquirem()
	if recorderHolds() {
		recorderDepth++
		return
	}
	for i := 0; !recorderHolder.CompareAndSwap(0, mp.id+1); i++ {
		if i < 10 {
			osyield()
		} else {
			usleep(20)
		}
	}
	recorderDepth = 1
}

func recorderUnlock() {
	if recorderDepth--; recorderDepth == 0 {
		recorderHolder.Store(0)
	}
	releasem(getg().m)
}

// Notes which P does what comes next.
func recorderTurn() {
	id := int32(-1)
	if pp := getg().m.p.ptr(); pp != nil {
		id = pp.id
	}
	if id != recorderP {
		recorderP = id
		recorderPut(recProc)
		recorderPut(int64(id))
	}
}

func recorderSelf() *recorderWorker {
	gp := getg()
	for i := range recorderWorkers {
		if w := &recorderWorkers[i]; w.g.ptr() == gp {
			return w
		}
	}
	return nil
}

//go:linkname recorderJoin main.join
func recorderJoin(i int) { recorderWorkers[i].g.set(getg()) }

//go:linkname recorderNap main.nap
func recorderNap() { usleep(20) }

//go:linkname recorderAllocateAny main.allocateAny
func recorderAllocateAny(size uintptr, pointers bool, slot int) {
	var typ *_type
	if pointers {
		typ = recorderElem
	}
	w := recorderSelf()
	w.size, w.typ, w.slot = size, typ, slot
	mallocgc(size, typ, true)
}

// An object is about to get its place: in mallocgc, behind the assist. Returns where its place is to
// be noted.
func recorderEnter(size uintptr, typ *_type) int {
	if !recorderOn {
		return -1
	}
	recorderLock()
	recorderTurn()
	kind, slot := int64(0), int64(-1)
	if typ != nil && typ.Pointers() {
		kind = 1
	}
	if w := recorderSelf(); w != nil && w.size == size && w.typ == typ {
		slot = int64(w.slot)
		w.size, w.last = 0, 0
	}
	recorderAt = recorderLen
	recorderPut(recAlloc)
	recorderPut(int64(size)<<1 | kind)
	recorderPut(slot)
	recorderPut(0)
	return recorderAt
}

// The heap has reached the trigger with this object.
func recorderTrigger(x unsafe.Pointer) {
	if !recorderOn || !recorderHolds() {
		return
	}
	recorderPut(recTrigger)
	if recorderLog[recorderAt+2] >= 0 {
		n := len(recorderTriggers)
		recorderTriggers = recorderRoom[:n+1]
		recorderTriggers[n] = recorderTriggered{x: uintptr(x)}
		recorderLog[recorderAt+2] = 0
	}
	recorderUnlock()
}

// The object has its place.
func recorderLeave(at int, x unsafe.Pointer) {
	if at < 0 {
		return
	}
	held := recorderHolds()
	if !held {
		recorderLock()
		for i := range recorderTriggers {
			if recorderTriggers[i].x == uintptr(x) {
				recorderTriggers[i].left = true
			}
		}
	}
	recorderLog[at+3] = int64(uintptr(x))
	if recorderLog[at+2] < 0 {
		recorderAddForeign(uintptr(x))
	}
	if held && writeBarrier.enabled {
		page := recorderPage(uintptr(x))
		recorderBorn[page/64] |= 1 << (page % 64)
	}
	if w := recorderSelf(); w != nil && recorderLog[at+2] >= 0 {
		if slot := w.slot; slot > 0 {
			w.slot = 0
			if !held {
				recorderPut(recStore)
				recorderPut(int64(slot))
				recorderPut(int64(uintptr(x)))
			}
			recorderKept[slot-1] = x
		} else {
			w.last = uintptr(x)
		}
	}
	recorderUnlock()
}

func recorderAddForeign(x uintptr) {
	recorderForeign[recorderForeigns] = x
	recorderForeigns++
}

func recorderMarkedAt(x uintptr) bool {
	s := spanOfHeap(x)
	return s != nil && s.markBitsForIndex(s.objIndex(x)).isMarked()
}

func recorderIfFound(x uintptr) {
	if recorderMarkedAt(x) {
		recorderPut(recFound)
		recorderPut(int64(x))
	}
}

func recorderPage(x uintptr) uintptr {
	return (x - mheap_.pages.inUse.ranges[0].base.addr()) / pageSize
}

// Spans of small objects with pointers that have two marked ones or more, and are not noted as
// having any: these were scanned one by one, by chance, and the reclaimer will look at the span.
func recorderUnnoticed() {
	for _, s := range mheap_.allspans {
		if s.state.get() != mSpanInUse || s.spanclass.noscan() || !gcUsesSpanInlineMarkBits(s.elemsize) {
			continue
		}
		page := recorderPage(s.base())
		arena, index, mask := pageIndexOf(s.base())
		if arena.pageMarks[index]&mask != 0 || recorderBorn[page/64]>>(page%64)&1 == 1 {
			continue
		}
		marked := 0
		for i := range uintptr(s.nelems) {
			if s.markBitsForIndex(i).isMarked() {
				marked++
			}
		}
		if marked > 1 {
			recorderPut(recUnnoticed)
			recorderPut(int64(s.base()))
		}
	}
	clear(recorderBorn[:])
}

// Which of the runtime's own objects the cycle has not found.
func recorderLost() {
	left := recorderForeign[:0]
	for _, x := range recorderForeign[:recorderForeigns] {
		if recorderMarkedAt(x) {
			left = append(left, x)
		} else {
			recorderPut(recLost)
			recorderPut(int64(x))
		}
	}
	recorderForeigns = len(left)
}

// What exists when recording begins is the runtime's own.
func recorderExisting() {
	for _, s := range mheap_.allspans {
		if s.state.get() != mSpanInUse {
			continue
		}
		for i := range uintptr(s.nelems) {
			bits := s.allocBitsForIndex(i)
			if i < uintptr(s.freeindex) || bits.isMarked() {
				recorderAddForeign(s.base() + i*s.elemsize)
			}
		}
	}
}

//go:linkname recorderDropAny main.dropAny
func recorderDropAny(slot int) {
	recorderLock()
	if recorderKept[slot-1] != nil {
		recorderPut(recClear)
		recorderPut(int64(slot))
		recorderKept[slot-1] = nil
	}
	recorderUnlock()
}

// A span of work buffers.
func recorderBuffers() *mspan {
	if !recorderOn {
		return mheap_.allocManual(workbufAlloc/pageSize, spanAllocWorkBuf)
	}
	recorderLock()
	recorderTurn()
	at := recorderLen + 1
	recorderPut(recBuffers)
	recorderPut(0)
	s := mheap_.allocManual(workbufAlloc/pageSize, spanAllocWorkBuf)
	recorderLog[at] = int64(s.base())
	recorderUnlock()
	return s
}

func freeSomeWbufs(preemptible bool) bool {
	if !recorderOn {
		return recordedFreeSomeWbufs(preemptible)
	}
	recorderLock()
	before := recorderInWorkBufs()
	more := recordedFreeSomeWbufs(preemptible)
	if n := before - recorderInWorkBufs(); n > 0 {
		recorderPut(recFreeBuffers)
		recorderPut(int64(n / workbufAlloc))
	}
	recorderUnlock()
	return more
}

func recorderInWorkBufs() uint64 {
	stats := &recorderStats
	*stats = heapStatsDelta{}
	systemstack(func() { memstats.heapStats.unsafeRead(stats) })
	return uint64(stats.inWorkBufs)
}

// One span; those that an allocation sweeps follow from the rules.
func sweepone() uintptr {
	if !recorderOn || recorderHolds() || sweep.active.state.Load()&sweepDrainedMask != 0 {
		return recordedSweepone()
	}
	recorderLock()
	recorderPut(recSweep)
	recorderPut(1)
	npages := recordedSweepone()
	recorderUnlock()
	return npages
}

func (c *mcache) prepareForSweep() {
	if !recorderOn || c.flushGen.Load() == mheap_.sweepgen {
		c.recordedPrepareForSweep()
		return
	}
	recorderLock()
	for _, pp := range allp {
		if pp.mcache == c {
			recorderPut(recEmptied)
			recorderPut(int64(pp.id))
		}
	}
	c.recordedPrepareForSweep()
	recorderUnlock()
}

// An idle P gives its pages back.
func recorderIdle(pp *p) {
	if !recorderOn {
		return
	}
	recorderLock()
	recorderPut(recPagesBack)
	recorderPut(int64(pp.id))
	systemstack(func() {
		lock(&mheap_.lock)
		pp.pcache.flush(&mheap_.pages)
		unlock(&mheap_.lock)
	})
	recorderUnlock()
}

func recorderNote(kind int64) {
	if recorderOn {
		recorderPut(kind)
	}
}

// All mcaches have been emptied: sweeping can end.
func recorderSwept(sl sweepLocker) {
	recorderLock()
	recorderNote(recAllEmptied)
	sweep.active.end(sl)
	recorderUnlock()
}

func prepareFreeWorkbufs() {
	recorderLock()
	recorderNote(recBuffersIdle)
	recordedPrepareFreeWorkbufs()
	recorderUnlock()
}

func freeStackSpans() {
	recorderLock()
	recorderNote(recStackSpans)
	recordedFreeStackSpans()
	recorderUnlock()
}

//go:systemstack
func stackalloc(n uint32) stack {
	if !recorderOn {
		return recordedStackalloc(n)
	}
	recorderLock()
	recorderTurn()
	at := recorderLen + 2
	recorderPut(recStackAlloc)
	recorderPut(recorderStackBytes(int64(n)))
	recorderPut(0)
	stk := recordedStackalloc(n)
	recorderLog[at] = int64(stk.lo)
	recorderUnlock()
	return stk
}

//go:systemstack
func stackfree(stk stack) {
	if !recorderOn {
		recordedStackfree(stk)
		return
	}
	recorderLock()
	recorderTurn()
	recorderPut(recStackFree)
	recorderPut(recorderStackBytes(int64(stk.hi - stk.lo)))
	recorderPut(int64(stk.lo))
	recordedStackfree(stk)
	recorderUnlock()
}

// 1 more where the P's cache is not used: a mark worker that ends a cycle may not be preempted, and
// its stack grows then; and a thread may be without a P.
func recorderStackBytes(n int64) int64 {
	if mp := getg().m; mp.p == 0 || mp.preemptoff != "" {
		return n + 1
	}
	return n
}

// A cycle begins: the world stands, everything is swept.
func finishsweep_m() {
	recordedFinishsweep_m()
	recorderNote(recStart)
}

// Marking is over: the world stands. What depends on time and on the process's own stacks is told,
// and which of the objects in flight were found.
//
//go:systemstack
func gcSweep(mode gcMode) bool {
	if recorderOn {
		for i := range recorderWorkers {
			recorderIfFound(recorderWorkers[i].last)
		}
		left := recorderRoom[:0]
		for _, t := range recorderTriggers {
			recorderIfFound(t.x)
			if !t.left {
				left = append(left, t)
			}
		}
		recorderTriggers = left
		recorderLost()
		recorderUnnoticed()
		recorderPut(recMarked)
		recorderPace()
	}
	return recordedGcSweep(mode)
}

// What the pacer goes by and a replay cannot know.
func recorderPace() {
	c := &gcController
	recorderPut(int64(float64bits(c.consMark)))
	recorderPut(int64(c.lastHeapScan))
	recorderPut(int64(c.lastStackScan.Load()))
	recorderPut(int64(c.globalsScan.Load()))
}

// Not on the stack: it would not fit on the small one of a mark worker that ends a cycle, which would
// have to grow just there.
var recorderStats heapStatsDelta

// mappedReady is about to be used, by a span that is allocated or for a goal: notes what of it is
// neither the heap's pages nor their metadata, and whether the collector has had its share.
func recorderMapped(kind int64) {
	if !recorderOn || !recorderLimited {
		return
	}
	// While marking the goal is looked at all the time; what counts is the one with which that ends.
	if kind == recMappedGoal && gcphase != _GCoff && getg().m.preemptoff != "gcing" {
		return
	}
	recorderLock()
	var stats heapStatsDelta
	systemstack(func() { memstats.heapStats.unsafeRead(&stats) })
	c := &gcController
	pages := int64(c.heapInUse.load()+c.heapFree.load()) + stats.inStacks + stats.inWorkBufs
	pages += int64(len(mheap_.heapArenas)) * int64(unsafe.Sizeof(heapArena{}))
	overhead := (int64(c.mappedReady.Load()) - pages) << 1
	if gcCPULimiter.limiting() {
		overhead |= 1
	}
	if overhead != recorderOverhead {
		recorderOverhead = overhead
		recorderPut(kind)
		recorderPut(overhead)
	}
	recorderUnlock()
}

// The world stands between begin and end: the state is written, and from now on all is noted, or
// nothing any more.
//
//go:linkname recorderAll main.noteAll
func recorderAll(on bool, limited bool) {
	stw := stopTheWorldGC(stwReadMemStats)
	if on {
		recorderLimited = limited
		recorderP = -2
	}
	recorderPut(recState)
	at := recorderLen
	recorderPut(0)
	systemstack(recorderState)
	recorderLog[at] = int64(recorderLen - at - 1)
	if on && !recorderOn {
		recorderPut(recPace)
		recorderPace()
		recorderExisting()
	}
	recorderOn = on
	startTheWorldGC(stw)
}

//go:linkname recorderFlushAny main.flushAny
func recorderFlushAny() {
	stw := stopTheWorldGC(stwReadMemStats)
	recorderPut(recFlush)
	systemstack(flushallmcaches)
	startTheWorldGC(stw)
}

//go:linkname recorderReleaseAny main.releaseAny
func recorderReleaseAny(steps int) {
	recorderLock()
	recorderPut(recReleased)
	recorderPut(int64(steps))
	for ; steps > 0 && !scavenger.shouldStop(); steps-- {
		scavenger.scavenge(64 << 10)
	}
	recorderUnlock()
}

//go:linkname recorderScavengeAny main.scavengeAny
func recorderScavengeAny() {
	recorderLock()
	recorderPut(recScavenge)
	systemstack(func() { mheap_.scavengeAll() })
	recorderUnlock()
}
