// Prints every field of runtime.MemStats at moments of a process with one P, for
// test/interpreter/memstats.test.ts; memstats.txt is what real Go says.
package main

import (
	"fmt"
	"runtime"
	"weak"
)

type node struct {
	next *node
	data [40]byte
}

type pair struct{ a, b int }

var (
	list    *node
	bytes   [200][]byte
	tiny    [64]*int16
	pairs   [1400]*pair
	handles [1200]weak.Pointer[pair]
	spans   [9000]*[8192]byte
	ran     int
	m       runtime.MemStats
)

func report(what string) {
	runtime.ReadMemStats(&m)
	println(what)
	println("Alloc", m.Alloc)
	println("TotalAlloc", m.TotalAlloc)
	println("Sys", m.Sys)
	println("Lookups", m.Lookups)
	println("Mallocs", m.Mallocs)
	println("Frees", m.Frees)
	println("HeapAlloc", m.HeapAlloc)
	println("HeapSys", m.HeapSys)
	println("HeapIdle", m.HeapIdle)
	println("HeapInuse", m.HeapInuse)
	println("HeapReleased", m.HeapReleased)
	println("HeapObjects", m.HeapObjects)
	println("StackInuse", m.StackInuse)
	println("StackSys", m.StackSys)
	println("MSpanInuse", m.MSpanInuse)
	println("MSpanSys", m.MSpanSys)
	println("MCacheInuse", m.MCacheInuse)
	println("MCacheSys", m.MCacheSys)
	println("BuckHashSys", m.BuckHashSys)
	println("GCSys", m.GCSys)
	println("OtherSys", m.OtherSys)
	println("NextGC", m.NextGC)
	println("LastGC", m.LastGC)
	println("PauseTotalNs", m.PauseTotalNs)
	println("NumGC", m.NumGC)
	println("NumForcedGC", m.NumForcedGC)
	println("GCCPUFraction", m.GCCPUFraction > 0)
	println("EnableGC", m.EnableGC)
	println("DebugGC", m.DebugGC)
	for i, s := range m.BySize {
		println("BySize", i, s.Size, s.Mallocs, s.Frees)
	}
	pauses := 0
	for _, ns := range m.PauseNs {
		if ns != 0 {
			pauses++
		}
	}
	println("PauseNs", pauses)
}

//go:noinline
func work() {
	for i := 0; i < 3000; i++ {
		list = &node{next: list}
	}
	for i := range bytes {
		bytes[i] = make([]byte, 100+i*30)
	}
	for i := range tiny {
		tiny[i] = new(int16)
	}
	bytes[0] = make([]byte, 300_000)
}

var never = false

func main() {
	if never {
		fmt.Println()
	}
	report("start")
	work()
	report("work")
	list = nil
	clear(bytes[100:])
	runtime.GC()
	report("collected")
	work()
	report("again")
	for i := range 700 {
		pairs[i] = new(pair)
		runtime.SetFinalizer(pairs[i], func(*pair) { ran++ })
	}
	for i := range 700 {
		pairs[700+i] = new(pair)
		runtime.AddCleanup(pairs[700+i], func(int) { ran++ }, 1)
	}
	for i := range 1200 {
		handles[i] = weak.Make(new(pair))
	}
	report("specials")
	clear(pairs[:])
	runtime.GC()
	for ran < 1400 {
		runtime.Gosched()
	}
	report("called")
	for i := range spans {
		spans[i] = new([8192]byte)
	}
	report("spans")
	clear(spans[:])
	runtime.GC()
	report("freed")
}
