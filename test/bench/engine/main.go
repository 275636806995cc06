// The stream of engine.bench.ts on the real runtime: for each line of standard input
// ("size scan mask count rounds seed", size 0 for mixed sizes, scan 1 for objects with pointers and 2
// for every other one with them) it prints the nanoseconds of each
// round, and how many collections there were in all of them.
package main

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"time"
	"unsafe"
)

//go:linkname mallocgc runtime.mallocgc
func mallocgc(size uintptr, typ unsafe.Pointer, needzero bool) unsafe.Pointer

const ringLength = 4096

var ring [ringLength]unsafe.Pointer

// Sizes of the mixed stream, as often as they stand here.
var mixed = []uintptr{8, 8, 16, 16, 16, 24, 32, 32, 32, 48, 48, 64, 64, 96, 128, 128, 192, 256, 512, 1024, 2048, 8192}

// typeOf returns the descriptor of an array of pointers of the given size.
func typeOf(size uintptr) unsafe.Pointer {
	var pointer *byte
	t := reflect.ArrayOf(int(size/8), reflect.TypeOf(pointer))
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&t))[1]
}

func next(state uint32) uint32 {
	state ^= state << 13
	state ^= state >> 17
	return state ^ state<<5
}

func round(size uintptr, typ unsafe.Pointer, mask uint32, count int, state uint32) uint32 {
	for range count {
		state = next(state)
		ring[state&mask] = mallocgc(size, typ, true)
	}
	return state
}

// Of every half it is the state that says whether an object has pointers.
func mixedRound(types []unsafe.Pointer, half bool, mask uint32, count int, state uint32) uint32 {
	for range count {
		state = next(state)
		i := (state >> 16) % uint32(len(mixed))
		typ := types[i]
		if half && state&(1<<13) != 0 {
			typ = nil
		}
		ring[state&mask] = mallocgc(mixed[i], typ, true)
	}
	return state
}

func collections() uint32 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.NumGC
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var size uintptr
		var scan, count, rounds int
		var mask, state uint32
		if _, err := fmt.Sscan(in.Text(), &size, &scan, &mask, &count, &rounds, &state); err != nil {
			panic(err)
		}
		types := make([]unsafe.Pointer, len(mixed))
		var typ unsafe.Pointer
		if scan > 0 {
			for i, size := range mixed {
				types[i] = typeOf(size)
			}
			if size > 0 {
				typ = typeOf(size)
			}
		}
		clear(ring[:])
		runtime.GC()
		before := collections()
		for range rounds {
			start := time.Now()
			if size > 0 {
				state = round(size, typ, mask, count, state)
			} else {
				state = mixedRound(types, scan == 2, mask, count, state)
			}
			fmt.Fprint(out, time.Since(start).Nanoseconds(), " ")
		}
		fmt.Fprintln(out, collections()-before)
	}
}
