// Records what real Go 1.26's allocator does with a random workload, for gomem replay. Run by
// record.mjs, which builds it with overlay/recorder.go inside of package runtime.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	_ "unsafe"
)

func entries() int
func entry(i int) int64
func begin()
func allocate(size uintptr, pointers bool, slot int)
func drop(slot int)
func collect()
func scavenge()
func flush()
func takeStack(bytes uint32, slot int)
func freeStack(slot int)
func tick()
func spin()
func snapshot()
func plain()
func threads() int64
func holdScavenger()
func release(steps int)
func firstBase() int64
func padding() int64

// Places that keep objects alive: the first so many of a table of the runtime's side.
const slots = 1 << 14

type workload struct {
	random      uint64
	allocations int
	stacks      []int
	free        []int
	// Its part of the table of roots.
	first, slots int
	other        []byte
	// One of several, whose order is noted by the runtime itself.
	many bool
}

func (w *workload) below(n int) int {
	w.random ^= w.random << 13
	w.random ^= w.random >> 7
	w.random ^= w.random << 17
	return int((w.random >> 16) % uint64(n))
}

// object allocates something: mostly small, now and then of any size.
func (w *workload) object() {
	size, pointers := 0, false
	switch r := w.below(1000); {
	case r < 150:
		size = 1 + w.below(15)
	case r < 550:
		size = 16 + w.below(240)
	case r < 850:
		size, pointers = 8*(1+w.below(64)), true
	case r < 940:
		size = 256 + w.below(1800)
	case r < 985:
		size, pointers = 8*(1+w.below(400)), true
	case r < 996:
		size, pointers = 8*(1+w.below(4400)), w.below(2) == 0
	default:
		size, pointers = 32761+w.below(200000), false
		if w.below(3) == 0 {
			size, pointers = size&^7, true
		}
	}
	slot := 0
	if w.below(100) < 30 {
		slot = w.first + w.below(w.slots)
	}
	tick()
	if w.many {
		allocateAny(uintptr(size), pointers, slot)
	} else {
		allocate(uintptr(size), pointers, slot)
	}
	w.allocations++
}

func (w *workload) stack() {
	if n := len(w.stacks); n > 0 && w.below(2) == 0 || len(w.free) == 0 {
		i := w.below(n)
		if w.many {
			freeStackAny(w.stacks[i])
		} else {
			freeStack(w.stacks[i])
		}
		w.free = append(w.free, w.stacks[i])
		w.stacks[i] = w.stacks[n-1]
		w.stacks = w.stacks[:n-1]
		return
	}
	slot := w.free[len(w.free)-1]
	w.free = w.free[:len(w.free)-1]
	if size := uint32(2048) << w.below(7); w.many {
		takeStackAny(size, slot)
	} else {
		takeStack(size, slot)
	}
	w.stacks = append(w.stacks, slot)
}

// dropSome forgets a share of what is kept.
func (w *workload) dropSome() {
	for slot := 1; slot <= slots; slot++ {
		if w.below(100) < 20 {
			drop(slot)
		}
	}
}

func (w *workload) run(kind string, total int) {
	between := 40000
	if total < 200000 {
		between = total/4 + 1
	}
	states := 0
	for next := between; w.allocations < total; {
		w.object()
		if kind == "stacks" && w.below(4) == 0 {
			w.stack()
		}
		if w.allocations < next {
			continue
		}
		next = w.allocations + between/2 + w.below(between)
		w.dropSome()
		if kind == "thread" {
			spareThreads(12)
		}
		collect()
		if kind == "scavenge" && w.below(2) == 0 {
			scavenge()
		}
		if w.below(3) == 0 {
			release(1 + w.below(40))
		}
		if w.below(8) == 0 {
			flush()
		}
		if states < 8 || states%64 == 0 {
			snapshot()
		}
		states++
	}
}

//go:noinline
func grow(n int) byte {
	var room [512]byte
	room[n%512] = byte(n)
	if n == 0 {
		return 0
	}
	return room[(n*7)%512] + grow(n-1)
}

// spareThreads starts threads, so that none need be started later.
func spareThreads(n int) {
	started, end, ended := make(chan bool), make(chan bool), make(chan bool)
	for range n {
		go func() {
			runtime.LockOSThread()
			started <- true
			<-end
			runtime.UnlockOSThread()
			ended <- true
		}()
	}
	for range n {
		<-started
	}
	close(end)
	for range n {
		<-ended
	}
}

func main() {
	kind := os.Args[1]
	seed, err := strconv.ParseUint(os.Args[2], 10, 64)
	if err != nil {
		panic(err)
	}
	total, err := strconv.Atoi(os.Args[3])
	if err != nil {
		panic(err)
	}
	w := newWorkload(seed)
	w.first, w.slots = 1, slots
	header := map[string]any{
		"kind": kind, "seed": seed, "procs": runtime.GOMAXPROCS(0), "gogc": -1, "memoryLimit": -1,
	}
	switch kind {
	case "single", "scavenge", "stacks", "thread":
		recordOne(w, kind, total)
	case "cycles", "growth", "limit":
		recordMany(w, kind, total, header)
	default:
		panic("unknown kind " + kind)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	write(out, header)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func newWorkload(seed uint64) *workload {
	w := &workload{random: seed*0x9e3779b97f4a7c15 + 1}
	w.stacks = make([]int, 0, 4096)
	w.free = make([]int, 0, 4096)
	for i := 400; i > 0; i-- {
		w.free = append(w.free, i)
	}
	return w
}

// rest collects until all goroutines of the runtime are there and have nothing to do.
func rest() {
	for i := 0; i < 8; i++ {
		runtime.GC()
		for j := 0; j < 200; j++ {
			runtime.Gosched()
		}
	}
	holdScavenger()
}

// recordOne has one goroutine on one P do everything.
func recordOne(w *workload, kind string, total int) {
	runtime.LockOSThread()
	spareThreads(8)
	grow(200)
	plain()
	debug.SetGCPercent(-1)
	rest()
	before := threads()
	begin()
	snapshot()
	w.run(kind, total)
	snapshot()
	if threads() != before && kind != "thread" {
		// Its m and g were allocated by the runtime, which the log does not tell.
		fmt.Fprintln(os.Stderr, "a thread was started meanwhile")
		os.Exit(3)
	}
}
