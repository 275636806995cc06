package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strconv"
)

// Kinds of entries of the log, as overlay/recorder.go has them.
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
)

type writer struct {
	out *bufio.Writer
	at  int
	// First address of the heap; everything is told relative to it.
	base   int64
	allocs int
}

func (w *writer) next() int64 {
	v := entry(w.at)
	w.at++
	return v
}

// offset reads an address.
func (w *writer) offset() int64 { return w.next() - w.base }

func (w *writer) list() []int64 {
	list := make([]int64, w.next())
	for i := range list {
		list[i] = w.offset()
	}
	return list
}

func hex(word int64) string { return strconv.FormatUint(uint64(word), 16) }

func (w *writer) line(parts ...any) { fmt.Fprintln(w.out, parts...) }

func write(out *bufio.Writer, kind string, seed uint64) {
	w := &writer{out: out, base: firstBase()}
	// The first entry is the initial state.
	header := map[string]any{
		"go": runtime.Version(), "goos": runtime.GOOS, "goarch": runtime.GOARCH, "kind": kind,
		"seed": seed, "procs": runtime.GOMAXPROCS(0), "gogc": -1, "heapBase": w.base,
		"padPages": padding(),
	}
	text, err := json.Marshal(header)
	if err != nil {
		panic(err)
	}
	w.line("go-placement/2", string(text))
	for w.at < entries() {
		w.one()
	}
	w.line("end", w.allocs)
}

func (w *writer) one() {
	switch op := w.next(); op {
	case recAlloc:
		size := w.next()
		slot := w.next()
		w.line("a", size>>1, size&1, slot, w.offset())
		w.allocs++
	case recClear:
		w.line("k", w.next())
	case recGC:
		w.line("g")
	case recScavenge:
		w.line("f")
	case recFlush:
		w.line("m")
	case recReleased:
		w.line("r", w.next())
	case recStackAlloc:
		bytes := w.next()
		slot := w.next()
		w.line("t", bytes, slot, w.offset())
	case recStackFree:
		w.line("u", w.next())
	case recStart:
		w.line("s")
	case recBuffers:
		w.line("b", w.next())
	case recMarked:
		w.line("d")
	case recSweep:
		w.line("w", w.next())
	case recProc:
		w.line("p", w.next())
	case recState:
		text, err := json.Marshal(w.state())
		if err != nil {
			panic(err)
		}
		w.line("state", string(text))
	default:
		fmt.Fprintln(os.Stderr, "unknown entry", op)
		os.Exit(1)
	}
}

var counterNames = []string{
	"heapLive", "totalAlloc", "totalFree", "heapInUse", "heapFree", "heapReleased", "inStacks",
	"inWorkBufs", "pagesInUse", "largeAlloc", "largeAllocCount", "largeFree", "largeFreeCount",
	"tinyAllocCount", "numgc", "heapMarked", "lastHeapInUse", "gcPercentGoal",
}

func (w *writer) state() map[string]any {
	w.next()
	state := map[string]any{
		"heapSweepgen": w.next(), "curArenaBase": w.offset(), "curArenaEnd": w.offset(),
	}
	zeroed := make([]int64, w.next())
	for i := range zeroed {
		zeroed[i] = w.next()
	}
	state["zeroedBase"] = zeroed
	counters := map[string]any{}
	for i := range w.next() {
		counters[counterNames[i]] = w.next()
	}
	var allocs, frees [68]int64
	for i := range allocs {
		allocs[i] = w.next()
		frees[i] = w.next()
	}
	counters["smallAllocCount"] = allocs
	counters["smallFreeCount"] = frees
	state["counters"] = counters
	procs := make([]any, w.next())
	for i := range procs {
		procs[i] = w.proc()
	}
	state["procs"] = procs
	sets := []string{"partialSwept", "fullSwept", "partialUnswept", "fullUnswept"}
	for _, name := range sets {
		state[name] = map[string][]int64{}
	}
	for spc := range 136 {
		for _, name := range sets {
			if list := w.list(); len(list) > 0 {
				state[name].(map[string][]int64)[strconv.Itoa(spc)] = list
			}
		}
	}
	w.pages(state)
	state["spans"] = w.spans()
	pools := make([][]int64, 4)
	for order := range pools {
		pools[order] = w.list()
	}
	state["stackPool"] = pools
	state["scavengeIndex"] = w.scavengeIndex()
	return state
}

// scavengeIndex reads generation, places where searches begin (page behind, 0: none; and whether
// marked), page behind the highest one freed, then per chunk pages in use, those when its
// generation began, the generation, and whether it has free pages.
func (w *writer) scavengeIndex() map[string]any {
	behind := func() int64 {
		addr := w.next()
		if addr == 0 {
			return 0
		}
		return (addr-w.base)/8192 + 1
	}
	index := map[string]any{"gen": w.next()}
	index["searchAddrBg"], index["markedBg"] = behind(), w.next()
	index["searchAddrForce"], index["markedForce"] = behind(), w.next()
	index["freeHWM"] = behind()
	chunks := make([][4]int64, w.next())
	for i := range chunks {
		chunks[i] = [4]int64{w.next(), w.next(), w.next(), w.next()}
	}
	index["chunks"] = chunks
	return index
}

func (w *writer) proc() map[string]any {
	proc := map[string]any{}
	base, free, scav := w.offset(), w.next(), w.next()
	proc["pageCache"] = map[string]any{"base": base, "free": hex(free), "scav": hex(scav)}
	proc["tiny"] = 0
	if tiny := w.next(); tiny != 0 {
		proc["tiny"] = tiny - w.base
	}
	proc["tinyOffset"] = w.next()
	proc["tinyAllocs"] = w.next()
	// Span, and how many objects it had when the mcache got it.
	cached := map[string][2]int64{}
	for spc := range 136 {
		if span := w.next(); span != 0 {
			cached[strconv.Itoa(spc)] = [2]int64{span - w.base, w.next()}
		}
	}
	proc["cached"] = cached
	stacks := make([][]int64, 4)
	for order := range stacks {
		stacks[order] = w.list()
	}
	proc["stacks"] = stacks
	return proc
}

func (w *writer) pages(state map[string]any) {
	w.next()
	words := w.next() * 8
	var free, scavenged [][2]int64
	add := func(runs [][2]int64, page int64) [][2]int64 {
		if n := len(runs); n > 0 && runs[n-1][0]+runs[n-1][1]*8192 == page*8192 {
			runs[n-1][1]++
			return runs
		}
		return append(runs, [2]int64{page * 8192, 1})
	}
	for i := range words {
		alloc, scav := w.next(), w.next()
		for bit := range int64(64) {
			if alloc>>bit&1 == 0 {
				free = add(free, i*64+bit)
			}
			if scav>>bit&1 == 1 {
				scavenged = add(scavenged, i*64+bit)
			}
		}
	}
	state["freePages"] = free
	state["scavengedPages"] = scavenged
}

// spans reads all spans: of heap spans start, pages, state, span class, element size, elements,
// freeindex, allocCount, sweepgen, needzero, bits and bytes of data; of manual ones start, pages,
// state, bytes of a stack, stacks in use and the free ones.
func (w *writer) spans() [][]any {
	rows := make([][]any, 0)
	for range w.next() {
		state := w.next()
		if state == 0 {
			continue
		}
		row := []any{w.offset(), w.next(), state}
		if state == 2 {
			row = append(row, w.next(), w.next(), w.list())
			rows = append(rows, row)
			continue
		}
		for range 7 {
			row = append(row, w.next())
		}
		data := w.offset() - row[0].(int64)
		nelems := row[5].(int64)
		bits := make([]string, 0)
		for range (nelems + 63) / 64 {
			bits = append(bits, hex(w.next()))
		}
		rows = append(rows, append(row, bits, data))
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i][0].(int64) < rows[j][0].(int64) })
	return rows
}
