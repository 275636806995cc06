package main

import (
	"runtime"
	"runtime/debug"
	"sync"
)

type node struct {
	next *node
	data [40]byte
}

var kept [64]*node

//go:noinline
func build(i, n int) {
	for range n {
		kept[i] = &node{next: kept[i]}
	}
}

func length(i int) (n int) {
	for p := kept[i]; p != nil; p = p.next {
		n++
	}
	return n
}

var stats runtime.MemStats

// mcaches are as many as there are Ps.
func report(what string) {
	runtime.ReadMemStats(&stats)
	println(what, runtime.GOMAXPROCS(0), stats.MCacheInuse/2296, stats.MCacheSys)
}

func main() {
	debug.SetGCPercent(-1)
	runtime.GC()
	runtime.GC()
	report("start")
	println("nothing:", runtime.GOMAXPROCS(0), runtime.GOMAXPROCS(-3), runtime.GOMAXPROCS(1))
	println("were", runtime.GOMAXPROCS(4))
	report("four")
	println("were", runtime.GOMAXPROCS(2))
	println("were", runtime.GOMAXPROCS(9))
	report("nine")
	println("were", runtime.GOMAXPROCS(3))
	report("three")
	debug.SetGCPercent(50)
	var wg sync.WaitGroup
	for round := range 12 {
		for i := range kept {
			wg.Add(1)
			go func() {
				defer wg.Done()
				build(i, 20+i)
				if i%16 == 5 {
					runtime.GOMAXPROCS(1 + (round*7+i)%11)
				}
				build(i, 20+i)
			}()
		}
		wg.Wait()
		if round == 6 {
			clear(kept[:32])
		}
	}
	total := 0
	for i := range kept {
		total += length(i)
	}
	println("nodes", total)
	// No collection is on behind this.
	debug.SetGCPercent(-1)
	runtime.ReadMemStats(&stats)
	cycles := stats.NumGC
	println("collected:", cycles > 2)
	build(0, 100000)
	runtime.ReadMemStats(&stats)
	println("since:", stats.NumGC-cycles)
	runtime.GOMAXPROCS(1)
	report("end")
}
