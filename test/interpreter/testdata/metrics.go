package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What a workload changes in metrics that do not depend on the machine or on time.
var names = []string{
	"/gc/cycles/automatic:gc-cycles", "/gc/cycles/forced:gc-cycles", "/gc/cycles/total:gc-cycles",
	"/gc/gogc:percent", "/gc/gomemlimit:bytes", "/gc/heap/allocs:bytes", "/gc/heap/allocs:objects",
	"/gc/heap/frees:bytes", "/gc/heap/frees:objects", "/gc/heap/objects:objects",
	"/gc/heap/live:bytes", "/gc/heap/tiny/allocs:objects", "/gc/scan/globals:bytes",
	"/memory/classes/heap/objects:bytes",
	"/memory/classes/metadata/mcache/inuse:bytes", "/memory/classes/os-stacks:bytes",
	"/sched/goroutines:goroutines",
}

var (
	kept  [1500][]byte
	lists [300]*[3]*int
	tiny  [64]*int16
)

func samples(names ...string) []metrics.Sample {
	made := make([]metrics.Sample, len(names))
	for i, name := range names {
		made[i].Name = name
	}
	return made
}

//go:noinline
func work() {
	for i := range kept {
		kept[i] = make([]byte, 100+i%3*500)
	}
	for i := range lists {
		lists[i] = new([3]*int)
	}
	for i := range tiny {
		tiny[i] = new(int16)
	}
	kept[0] = make([]byte, 100_000)
	clear(kept[700:])
}

func main() {
	debug.SetGCPercent(-1)
	before, after := samples(names...), samples(names...)
	sizes := []string{"/gc/heap/allocs-by-size:bytes", "/gc/heap/frees-by-size:bytes"}
	sizesBefore, sizesAfter := samples(sizes...), samples(sizes...)
	// The first time, the package makes tables of its own.
	for range 2 {
		metrics.Read(after)
		metrics.Read(sizesAfter)
		runtime.GC()
		metrics.Read(before)
		metrics.Read(sizesBefore)
	}
	work()
	runtime.GC()
	metrics.Read(after)
	metrics.Read(sizesAfter)
	for i, name := range names {
		println(name, int64(after[i].Value.Uint64()-before[i].Value.Uint64()))
	}
	for i, name := range sizes {
		b, a := sizesBefore[i].Value.Float64Histogram(), sizesAfter[i].Value.Float64Histogram()
		println(name, len(a.Counts), len(a.Buckets), int(a.Buckets[0]), int(a.Buckets[67]))
		for n := range a.Counts {
			if changed := a.Counts[n] - b.Counts[n]; changed != 0 {
				println("   from", int(a.Buckets[n]), changed)
			}
		}
	}
	println(after[3].Value.Uint64() == 1<<64-1, after[4].Value.Uint64() == 1<<63-1)
	other := samples("/nothing/of/this/name:bytes", "/gc/heap/goal:bytes")
	metrics.Read(other)
	println(other[0].Value.Kind() == metrics.KindBad, other[1].Value.Kind() == metrics.KindUint64)
	// No limit is no goal that is ever reached, but a number all the same.
	println(other[1].Value.Uint64() / 1e15)
	for i := 1; i < len(metrics.All()); i++ {
		if metrics.All()[i-1].Name >= metrics.All()[i].Name {
			println("not in order:", metrics.All()[i].Name)
		}
	}
	defer func() { println(recover().(string)) }()
	other[0].Value.Uint64()
}
