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

type writer struct {
	// What follows is done by a thread without a P.
	noP bool
	out *bufio.Writer
	at  int
	// First address of the heap; everything is told relative to it.
	base   int64
	allocs int
	// Line of a place that waits for what was known when it was chosen.
	held string
	// Spans swept one after another.
	swept int64
	// What the pacer measures is told.
	paced bool
	// Slots for objects of the runtime's own, which are kept for ever.
	foreign int64
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

func write(out *bufio.Writer, header map[string]any) {
	w := &writer{out: out, base: firstBase(), foreign: slots, paced: header["kind"] == "cycles" ||
		header["kind"] == "growth" || header["kind"] == "limit"}
	header["go"], header["goos"], header["goarch"] = runtime.Version(), runtime.GOOS, runtime.GOARCH
	header["heapBase"], header["padPages"] = w.base, padding()
	text, err := json.Marshal(header)
	if err != nil {
		panic(err)
	}
	w.line("go-placement/2", string(text))
	for w.at < entries() {
		w.one()
	}
	w.settle()
	w.line("end", w.allocs)
}

// settle writes what waited.
func (w *writer) settle() {
	if w.held != "" {
		w.line(w.held)
	}
	if w.swept > 0 {
		w.line("w", w.swept)
	}
	w.held, w.swept = "", 0
}

// Letters of the entries that are nothing else, and of those with one number or one place.
var bare = map[int64]string{
	recGC: "g", recScavenge: "f", recFlush: "m", recStart: "s", recTrigger: "y",
	recAllEmptied: "z", recBuffersIdle: "j", recStackSpans: "l",
}
var numbered = map[int64]string{
	recClear: "k", recReleased: "r", recEmptied: "q", recPagesBack: "i", recFreeBuffers: "x",
	recOwnStackFree: "u",
}

func (w *writer) one() {
	op := w.next()
	if op != recMappedSpan && (op != recSweep || w.held != "") {
		w.settle()
	}
	if letter, found := bare[op]; found {
		w.line(letter)
		return
	}
	if letter, found := numbered[op]; found {
		w.line(letter, w.next())
		return
	}
	switch op {
	case recAlloc:
		size, slot := w.next(), w.next()
		if slot < 0 {
			w.foreign++
			slot = w.foreign
		}
		w.held = fmt.Sprint("a ", size>>1, " ", size&1, " ", slot, " ", w.offset())
		w.allocs++
	case recBuffers:
		w.held = fmt.Sprint("n ", w.offset())
	case recStackAlloc:
		bytes, pooled := w.stackBytes()
		letter := "t "
		if pooled {
			letter = "T "
		}
		w.held = fmt.Sprint(letter, bytes, " 0 ", w.offset())
	case recStackFree:
		bytes, pooled := w.stackBytes()
		letter := "e"
		if pooled {
			letter = "E"
		}
		w.line(letter, bytes, w.offset())
	case recOwnStackAlloc:
		bytes, slot := w.next(), w.next()
		w.line("t", bytes, slot, w.offset())
	case recSweep:
		w.swept += w.next()
	case recMappedSpan, recMappedGoal:
		overhead := w.next()
		w.line("v", overhead>>1, overhead&1)
	case recStore:
		w.line("h", w.next(), w.offset())
	case recFound:
		w.line("o", w.offset())
	case recUnnoticed:
		w.line("M", w.offset())
	case recLost:
		w.line("b", w.offset())
	case recMarked:
		w.pace()
		w.line("d")
	case recPace:
		w.pace()
	case recProc:
		id := w.next()
		w.noP = id < 0
		if !w.noP {
			w.line("p", id)
		}
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

// stackBytes reads the size of a stack, and whether the pool has it, or is to have it, instead of a
// P's cache.
func (w *writer) stackBytes() (int64, bool) {
	bytes := w.next()
	if bytes&1 == 1 && w.noP {
		fmt.Fprintln(os.Stderr, "a stack was needed without a P")
		os.Exit(3)
	}
	return bytes &^ 1, bytes&1 == 1
}

// pace writes consMark's two halves, and bytes of heap, stacks and globals scanned.
func (w *writer) pace() {
	bits := w.next()
	w.line("c", bits>>32&0xffffffff, bits&0xffffffff, w.next(), w.next(), w.next())
}

var counterNames = []string{
	"heapLive", "totalAlloc", "totalFree", "heapInUse", "heapFree", "heapReleased", "inStacks",
	"inWorkBufs", "pagesInUse", "largeAlloc", "largeAllocCount", "largeFree", "largeFreeCount",
	"tinyAllocCount", "numgc", "heapMarked", "lastHeapInUse", "gcPercentGoal", "gcPercentHeapGoal",
	"sweepDistMinTrigger", "runway", "lastHeapGoal", "sweepHeapLiveBasis", "pagesSwept",
	"pagesSweptBasis", "memoryLimitGoal",
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
	if !w.paced {
		delete(counters, "runway")
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
