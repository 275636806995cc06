// Added to package runtime when the recorder is built (go build -overlay). It allocates for the
// recorder, reads the allocator's state, and keeps both in a log in static memory, so that
// recording allocates nothing.

package runtime

import "unsafe"

// Kinds of entries of the log. The recorder's main package has the same list.
const (
	recAlloc = iota + 1
	recClear
	recGC
	recScavenge
	recFlush
	recReleased
	recStackAlloc
	recStackFree
	recStart
	recBuffers
	recMarked
	recSweep
	recProc
	recState
	recTrigger
	recStore
	recFound
	recLost
	recUnnoticed
	recEmptied
	recPagesBack
	recAllEmptied
	recBuffersIdle
	recFreeBuffers
	recStackSpans
	recPace
	recMappedSpan
	recMappedGoal
	recOwnStackAlloc
	recOwnStackFree
)

const recorderSlots = 1 << 14

var (
	recorderLog    [1 << 26]int64
	recorderLen    int
	recorderP      int32
	recorderKept   [recorderSlots]unsafe.Pointer
	recorderStacks [1 << 12]stack
	recorderElem   *_type
)

func recorderPut(v int64) {
	recorderLog[recorderLen] = v
	recorderLen++
}

//go:linkname recorderEntries main.entries
func recorderEntries() int { return recorderLen }

//go:linkname recorderEntry main.entry
func recorderEntry(i int) int64 { return recorderLog[i] }

// Where the P stands when recording begins.
//
//go:linkname recorderBegin main.begin
func recorderBegin() {
	var pointer any = (**byte)(nil)
	recorderElem = (*ptrtype)(unsafe.Pointer(efaceOf(&pointer)._type)).Elem
	recorderP = getg().m.p.ptr().id
}

//go:linkname recorderAllocate main.allocate
func recorderAllocate(size uintptr, pointers bool, slot int) {
	var typ *_type
	kind := int64(0)
	if pointers {
		typ = recorderElem
		kind = 1
	}
	x := mallocgc(size, typ, true)
	recorderPut(recAlloc)
	recorderPut(int64(size)<<1 | kind)
	recorderPut(int64(slot))
	recorderPut(int64(uintptr(x)))
	if slot > 0 {
		recorderKept[slot-1] = x
	}
}

//go:linkname recorderDrop main.drop
func recorderDrop(slot int) {
	recorderPut(recClear)
	recorderPut(int64(slot))
	recorderKept[slot-1] = nil
}

// A whole collection; the recorder's goroutine sweeps, so that spans are swept in one order.
//
//go:linkname recorderCollect main.collect
func recorderCollect() {
	recorderPut(recGC)
	recorderHold()
	GC()
	recorderLetGo()
}

// Without it, the background sweeper does not wake when marking ends.
func recorderHold() {
	lock(&sweep.lock)
	if !sweep.parked {
		throw("the sweeper is at work")
	}
	sweep.parked = false
	unlock(&sweep.lock)
}

func recorderLetGo() {
	systemstack(func() {
		lock(&sweep.lock)
		ready(sweep.g, 0, true)
		unlock(&sweep.lock)
	})
	for i := 0; i < 1000 && !recorderRested(); i++ {
		Gosched()
	}
	if !recorderRested() {
		throw("the sweeper does not come to rest")
	}
}

func recorderRested() bool {
	lock(&sweep.lock)
	parked := sweep.parked
	unlock(&sweep.lock)
	return parked
}

//go:linkname recorderScavenge main.scavenge
func recorderScavenge() {
	recorderPut(recScavenge)
	systemstack(func() { mheap_.scavengeAll() })
}

// ReadMemStats, as far as it changes anything.
//
//go:linkname recorderFlush main.flush
func recorderFlush() {
	recorderPut(recFlush)
	stw := stopTheWorldGC(stwReadMemStats)
	systemstack(flushallmcaches)
	startTheWorldGC(stw)
}

//go:linkname recorderTakeStack main.takeStack
func recorderTakeStack(bytes uint32, slot int) {
	systemstack(func() { recorderStacks[slot] = stackalloc(bytes) })
	recorderPut(recOwnStackAlloc)
	recorderPut(int64(bytes))
	recorderPut(int64(slot))
	recorderPut(int64(recorderStacks[slot].lo))
}

//go:linkname recorderFreeStack main.freeStack
func recorderFreeStack(slot int) {
	recorderPut(recOwnStackFree)
	recorderPut(int64(slot))
	systemstack(func() { stackfree(recorderStacks[slot]) })
}

// Keeps the scavenger from waking for the rest of the process: the recorder does its work.
//
//go:linkname recorderHoldScavenger main.holdScavenger
func recorderHoldScavenger() {
	for held := false; !held; Gosched() {
		lock(&scavenger.lock)
		if held = scavenger.parked; held {
			scavenger.parked = false
			scavenger.sysmonWake.Store(0)
		}
		unlock(&scavenger.lock)
	}
}

// Steps of the background scavenger, as many as there is reason for.
//
//go:linkname recorderRelease main.release
func recorderRelease(steps int) {
	recorderPut(recReleased)
	recorderPut(int64(steps))
	for ; steps > 0 && !scavenger.shouldStop(); steps-- {
		scavenger.scavenge(64 << 10)
	}
}

//go:linkname recorderTick main.tick
func recorderTick() { getg().m.p.ptr().schedtick++ }

//go:linkname recorderSpin main.spin
func recorderSpin() { osyield() }

//go:linkname recorderSnapshot main.snapshot
func recorderSnapshot() {
	recorderPut(recState)
	at := recorderLen
	recorderPut(0)
	systemstack(recorderState)
	recorderLog[at] = int64(recorderLen - at - 1)
}

func recorderState() {
	h := &mheap_
	recorderPut(int64(h.sweepgen))
	recorderPut(int64(h.curArena.base))
	recorderPut(int64(h.curArena.end))
	recorderPut(int64(len(h.heapArenas)))
	for _, ai := range h.heapArenas {
		recorderPut(int64(h.arenas[ai.l1()][ai.l2()].zeroedBase))
	}
	recorderCounters()
	recorderPut(int64(gomaxprocs))
	for _, p := range allp[:gomaxprocs] {
		recorderProc(p)
	}
	recorderCentrals()
	recorderPages()
	recorderPut(int64(len(h.allspans)))
	for _, s := range h.allspans {
		recorderSpan(s)
	}
	recorderPools()
	recorderScavengeIndex()
}

func recorderScavengeIndex() {
	index := &mheap_.pages.scav.index
	recorderPut(int64(index.gen))
	for _, cursor := range [...]*atomicOffAddr{&index.searchAddrBg, &index.searchAddrForce} {
		addr, marked := cursor.Load()
		if addr == minOffAddr.addr() {
			addr = 0
		}
		recorderPut(int64(addr))
		if marked {
			recorderPut(1)
		} else {
			recorderPut(0)
		}
	}
	freed := index.freeHWM.addr()
	if freed == minOffAddr.addr() {
		freed = 0
	}
	recorderPut(int64(freed))
	first, end := chunkIndex(mheap_.pages.inUse.ranges[0].base.addr()), chunkIndex(mheap_.curArena.base)
	recorderPut(int64(end - first))
	for ci := first; ci < end; ci++ {
		data := index.chunks[ci].load()
		recorderPut(int64(data.inUse))
		recorderPut(int64(data.lastInUse))
		recorderPut(int64(data.gen))
		recorderPut(int64(data.scavChunkFlags & scavChunkHasFree))
	}
}

func recorderCounters() {
	var m heapStatsDelta
	memstats.heapStats.unsafeRead(&m)
	c := &gcController
	counters := [...]int64{
		int64(c.heapLive.Load()), int64(c.totalAlloc.Load()), int64(c.totalFree.Load()),
		int64(c.heapInUse.load()), int64(c.heapFree.load()), int64(c.heapReleased.load()),
		m.inStacks, m.inWorkBufs, int64(mheap_.pagesInUse.Load()),
		int64(m.largeAlloc), int64(m.largeAllocCount), int64(m.largeFree), int64(m.largeFreeCount),
		int64(m.tinyAllocCount), int64(memstats.numgc), int64(c.heapMarked),
		int64(memstats.lastHeapInUse), recorderFinite(scavenge.gcPercentGoal.Load()),
		recorderFinite(c.gcPercentHeapGoal.Load()), int64(c.sweepDistMinTrigger.Load()),
		recorderFinite(c.runway.Load()), recorderFinite(c.lastHeapGoal), int64(mheap_.sweepHeapLiveBasis),
		int64(mheap_.pagesSwept.Load()), int64(mheap_.pagesSweptBasis.Load()),
		recorderFinite(scavenge.memoryLimitGoal.Load()),
	}
	recorderPut(int64(len(counters)))
	for _, v := range counters {
		recorderPut(v)
	}
	for i := range m.smallAllocCount {
		recorderPut(int64(m.smallAllocCount[i]))
		recorderPut(int64(m.smallFreeCount[i]))
	}
}

// -1: no limit.
func recorderFinite(n uint64) int64 {
	if n >= 1<<53 {
		return -1
	}
	return int64(n)
}

func recorderProc(p *p) {
	c := p.mcache
	recorderPut(int64(p.pcache.base))
	recorderPut(int64(p.pcache.cache))
	recorderPut(int64(p.pcache.scav))
	recorderPut(int64(c.tiny))
	recorderPut(int64(c.tinyoffset))
	recorderPut(int64(c.tinyAllocs))
	for spc := range c.alloc {
		if s := c.alloc[spc]; s != &emptymspan {
			recorderPut(int64(s.base()))
			recorderPut(int64(s.allocCountBeforeCache))
		} else {
			recorderPut(0)
		}
	}
	for order := range c.stackcache {
		recorderStackList(c.stackcache[order].list)
	}
}

func recorderStackList(list gclinkptr) {
	at := recorderLen
	recorderPut(0)
	for x := list; x.ptr() != nil; x = x.ptr().next {
		recorderPut(int64(x))
	}
	recorderLog[at] = int64(recorderLen - at - 1)
}

func recorderCentrals() {
	sg := mheap_.sweepgen
	for spc := range mheap_.central {
		c := &mheap_.central[spc].mcentral
		recorderSet(c.partialSwept(sg), 0)
		recorderSet(c.fullSwept(sg), 0)
		recorderSet(c.partialUnswept(sg), sg-2)
		recorderSet(c.fullUnswept(sg), sg-2)
	}
}

// Writes a set's spans in order; of an unswept one those of the given generation: a span that was
// swept by other means stays in it, and by now its struct may be another's.
func recorderSet(set *spanSet, gen uint32) {
	head, tail := set.index.load().split()
	at := recorderLen
	recorderPut(0)
	for i := uintptr(head); i < uintptr(tail); i++ {
		block := set.spine.Load().lookup(i / spanSetBlockEntries).Load()
		s := block.spans[i%spanSetBlockEntries].Load()
		if gen == 0 || s.state.get() == mSpanInUse && s.sweepgen == gen {
			recorderPut(int64(s.base()))
		}
	}
	recorderLog[at] = int64(recorderLen - at - 1)
}

func recorderPages() {
	base := mheap_.pages.inUse.ranges[0].base.addr()
	recorderPut(int64(base))
	first, end := chunkIndex(base), chunkIndex(mheap_.curArena.base)
	recorderPut(int64(end - first))
	for ci := first; ci < end; ci++ {
		chunk := mheap_.pages.chunkOf(ci)
		for w := 0; w < pallocChunkPages/64; w++ {
			recorderPut(int64(chunk.pallocBits[w]))
			recorderPut(int64(chunk.scavenged[w]))
		}
	}
}

func recorderSpan(s *mspan) {
	state := s.state.get()
	recorderPut(int64(state))
	if state == mSpanDead {
		return
	}
	recorderPut(int64(s.base()))
	recorderPut(int64(s.npages))
	if state == mSpanManual {
		recorderPut(int64(s.elemsize))
		recorderPut(int64(s.allocCount))
		recorderStackList(s.manualFreeList)
		return
	}
	recorderPut(int64(s.spanclass))
	recorderPut(int64(s.elemsize))
	recorderPut(int64(s.nelems))
	recorderPut(int64(s.freeindex))
	recorderPut(int64(s.allocCount))
	recorderPut(int64(s.sweepgen))
	recorderPut(int64(s.needzero))
	recorderPut(int64(s.limit))
	for i := uintptr(0); i < uintptr(s.nelems); i += 64 {
		recorderPut(int64(*(*uint64)(unsafe.Pointer(s.allocBits.bytep(i / 8)))))
	}
}

func recorderPools() {
	for order := range stackpool {
		at := recorderLen
		recorderPut(0)
		for s := stackpool[order].item.span.first; s != nil; s = s.next {
			recorderPut(int64(s.base()))
		}
		recorderLog[at] = int64(recorderLen - at - 1)
	}
}

//go:linkname recorderBase main.firstBase
func recorderBase() int64 { return int64(mheap_.pages.inUse.ranges[0].base.addr()) }

// Pages that a random base has for ever in front of the heap: allocated and without memory.
//
//go:linkname recorderPadding main.padding
func recorderPadding() int64 {
	chunk := mheap_.pages.chunkOf(chunkIndex(mheap_.pages.inUse.ranges[0].base.addr()))
	n := uint(0)
	for n < pallocChunkPages && (chunk.pallocBits[n/64]&chunk.scavenged[n/64])>>(n%64)&1 == 1 {
		n++
	}
	return int64(n)
}

// Takes the finalizers of package os away: what has one counts twice as marked, in Go and in ours,
// but the record does not say what has.
//
//go:linkname recorderPlain main.plain
func recorderPlain() {
	for _, s := range mheap_.allspans {
		for s.state.get() == mSpanInUse {
			x := s.specials
			for x != nil && x.kind != _KindSpecialFinalizer {
				x = x.next
			}
			if x == nil {
				break
			}
			removefinalizer(unsafe.Pointer(s.base() + x.offset))
		}
	}
}

//go:linkname recorderTakeStackAny main.takeStackAny
func recorderTakeStackAny(bytes uint32, slot int) {
	systemstack(func() { recorderStacks[slot] = stackalloc(bytes) })
}

//go:linkname recorderFreeStackAny main.freeStackAny
func recorderFreeStackAny(slot int) { systemstack(func() { stackfree(recorderStacks[slot]) }) }

// Threads that were ever started.
//
//go:linkname recorderThreads main.threads
func recorderThreads() int64 { return sched.mnext }
