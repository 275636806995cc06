// Package metrics reads the runtime's figures about itself, one by one.
package metrics

import "unsafe"

// ValueKind says what a Value holds.
type ValueKind int

const (
	// KindBad: there is no metric of the name that was asked for.
	KindBad ValueKind = iota
	KindUint64
	KindFloat64
	KindFloat64Histogram
)

// Float64Histogram is a distribution: Counts[n] things are at least Buckets[n] and below
// Buckets[n+1].
type Float64Histogram struct {
	Counts  []uint64
	Buckets []float64
}

// Value is what a metric was when it was read.
type Value struct {
	kind    ValueKind
	scalar  uint64
	pointer unsafe.Pointer
}

// Kind says which of the other methods may be called.
func (v Value) Kind() ValueKind { return v.kind }

// Uint64 is the value of a metric of KindUint64.
func (v Value) Uint64() uint64 {
	if v.kind != KindUint64 {
		panic("called Uint64 on non-uint64 metric value")
	}
	return v.scalar
}

// Float64 is the value of a metric of KindFloat64.
func (v Value) Float64() float64 {
	if v.kind != KindFloat64 {
		panic("called Float64 on non-float64 metric value")
	}
	return *(*float64)(unsafe.Pointer(&v.scalar))
}

// Float64Histogram is the value of a metric of KindFloat64Histogram.
func (v Value) Float64Histogram() *Float64Histogram {
	if v.kind != KindFloat64Histogram {
		panic("called Float64Histogram on non-Float64Histogram metric value")
	}
	return (*Float64Histogram)(v.pointer)
}

// Sample is a metric to be read, and its value once it was.
type Sample struct {
	Name  string
	Value Value
}

// Description says what a metric is.
type Description struct {
	Name        string
	Description string
	Kind        ValueKind
	// Cumulative metrics only grow.
	Cumulative bool
}

// Read reads all metrics that are named in m. Those there are none of have KindBad.
func Read(m []Sample) {
	for i := range m {
		read(m[i].Name, &m[i].Value)
	}
}

func read(name string, v *Value) {
	if value, ok := readScalar(name); ok {
		v.kind, v.scalar = KindUint64, value
		return
	}
	if value, ok := readSeconds(name); ok {
		v.kind, v.scalar = KindFloat64, *(*uint64)(unsafe.Pointer(&value))
		return
	}
	h := (*Float64Histogram)(nil)
	if v.kind == KindFloat64Histogram {
		h = (*Float64Histogram)(v.pointer)
	}
	if h == nil {
		h = &Float64Histogram{Counts: make([]uint64, len(sizes)-1), Buckets: sizes[:]}
	}
	if !readBySize(name, h.Counts) {
		v.kind = KindBad
		return
	}
	v.kind, v.pointer = KindFloat64Histogram, unsafe.Pointer(h)
}

// readScalar reads a metric of KindUint64.
func readScalar(name string) (value uint64, ok bool)

// readSeconds reads a metric of KindFloat64.
func readSeconds(name string) (value float64, ok bool)

// readBySize reads a metric by size class.
func readBySize(name string, counts []uint64) (ok bool)

// sizes are the bounds of the size classes: objects of a class are above the class before and up to
// its own size, so each bound is one more. What is larger is the last.
var sizes = [...]float64{
	1, 9, 17, 25, 33, 49, 65, 81, 97, 113, 129, 145, 161, 177, 193, 209, 225, 241, 257, 289,
	321, 353, 385, 417, 449, 481, 513, 577, 641, 705, 769, 897, 1025, 1153, 1281, 1409, 1537,
	1793, 2049, 2305, 2689, 3073, 3201, 3457, 4097, 4865, 5377, 6145, 6529, 6785, 6913, 8193,
	9473, 9729, 10241, 10881, 12289, 13569, 14337, 16385, 18433, 19073, 20481, 21761, 24577,
	27265, 28673, 32769,
	infinity(),
}

func infinity() float64 {
	large := 1e308
	return large * 10
}

// All describes all metrics, in order of their names.
func All() []Description { return descriptions }

var descriptions = []Description{
	{"/cpu/classes/gc/mark/assist:cpu-seconds", "Time that allocations helped to mark, as of the last cycle.", KindFloat64, true},
	{"/cpu/classes/gc/mark/dedicated:cpu-seconds", "Time of mark workers, those without others beside them and those with a share.", KindFloat64, true},
	{"/cpu/classes/gc/mark/idle:cpu-seconds", "Time of mark workers on Ps that had nothing to do.", KindFloat64, true},
	{"/cpu/classes/gc/pause:cpu-seconds", "Time that the world stood still.", KindFloat64, true},
	{"/cpu/classes/gc/total:cpu-seconds", "The four together.", KindFloat64, true},
	{"/cpu/classes/idle:cpu-seconds", "Time of Ps that had nothing to do.", KindFloat64, true},
	{"/cpu/classes/scavenge/assist:cpu-seconds", "Time in which allocations gave back memory.", KindFloat64, true},
	{"/cpu/classes/scavenge/background:cpu-seconds", "Time of the scavenger.", KindFloat64, true},
	{"/cpu/classes/scavenge/total:cpu-seconds", "The two together.", KindFloat64, true},
	{"/cpu/classes/total:cpu-seconds", "The time of all Ps.", KindFloat64, true},
	{"/cpu/classes/user:cpu-seconds", "What of it was none of the others.", KindFloat64, true},
	{"/gc/cleanups/executed:cleanups", "Cleanups that were called.", KindUint64, true},
	{"/gc/cleanups/queued:cleanups", "Cleanups whose objects are dead.", KindUint64, true},
	{"/gc/cycles/automatic:gc-cycles", "Cycles that the runtime started by itself.", KindUint64, true},
	{"/gc/cycles/forced:gc-cycles", "Cycles that the program asked for.", KindUint64, true},
	{"/gc/cycles/total:gc-cycles", "Cycles that are over.", KindUint64, true},
	{"/gc/finalizers/executed:finalizers", "Finalizers that were called.", KindUint64, true},
	{"/gc/finalizers/queued:finalizers", "Finalizers whose objects nothing leads to.", KindUint64, true},
	{"/gc/gogc:percent", "How much the heap may grow over what lives, as GOGC or SetGCPercent say.", KindUint64, false},
	{"/gc/gomemlimit:bytes", "The memory limit, as GOMEMLIMIT or SetMemoryLimit say.", KindUint64, false},
	{"/gc/heap/allocs-by-size:bytes", "Objects allocated, by size; tiny ones count by their block.", KindFloat64Histogram, true},
	{"/gc/heap/allocs:bytes", "Bytes of objects allocated.", KindUint64, true},
	{"/gc/heap/allocs:objects", "Objects allocated; tiny ones count by their block.", KindUint64, true},
	{"/gc/heap/frees-by-size:bytes", "Objects freed, by size; tiny ones count by their block.", KindFloat64Histogram, true},
	{"/gc/heap/frees:bytes", "Bytes of objects freed.", KindUint64, true},
	{"/gc/heap/frees:objects", "Objects freed; tiny ones count by their block.", KindUint64, true},
	{"/gc/heap/goal:bytes", "How large the heap is to be at the end of the next cycle.", KindUint64, false},
	{"/gc/heap/live:bytes", "Bytes that the last cycle marked.", KindUint64, false},
	{"/gc/heap/objects:objects", "Objects allocated and not freed.", KindUint64, false},
	{"/gc/heap/tiny/allocs:objects", "Tiny objects that were combined into blocks.", KindUint64, true},
	{"/gc/limiter/last-enabled:gc-cycle", "The cycle in which the collector's time was limited last; 0 if none was.", KindUint64, false},
	{"/gc/scan/globals:bytes", "Bytes of variables of packages that may hold pointers.", KindUint64, false},
	{"/gc/scan/heap:bytes", "Bytes of objects that may hold pointers.", KindUint64, false},
	{"/gc/scan/stack:bytes", "Bytes of stacks that the last cycle scanned.", KindUint64, false},
	{"/gc/scan/total:bytes", "The three together.", KindUint64, false},
	{"/gc/stack/starting-size:bytes", "Stack of a new goroutine.", KindUint64, false},
	{"/memory/classes/heap/free:bytes", "Free, and backed by the system.", KindUint64, false},
	{"/memory/classes/heap/objects:bytes", "Objects that live or are not swept yet.", KindUint64, false},
	{"/memory/classes/heap/released:bytes", "Free, and given back to the system.", KindUint64, false},
	{"/memory/classes/heap/stacks:bytes", "Spans of stacks.", KindUint64, false},
	{"/memory/classes/heap/unused:bytes", "Kept for objects, without any in it.", KindUint64, false},
	{"/memory/classes/metadata/mcache/free:bytes", "Kept for mcaches, and not in use.", KindUint64, false},
	{"/memory/classes/metadata/mcache/inuse:bytes", "The mcaches.", KindUint64, false},
	{"/memory/classes/metadata/mspan/free:bytes", "Kept for mspans, and not in use.", KindUint64, false},
	{"/memory/classes/metadata/mspan/inuse:bytes", "The mspans.", KindUint64, false},
	{"/memory/classes/metadata/other:bytes", "What else the collector and the heap note.", KindUint64, false},
	{"/memory/classes/os-stacks:bytes", "Stacks that the system gave.", KindUint64, false},
	{"/memory/classes/other:bytes", "What else the runtime uses.", KindUint64, false},
	{"/memory/classes/profiling/buckets:bytes", "Tables of profiles.", KindUint64, false},
	{"/memory/classes/total:bytes", "All of it.", KindUint64, false},
	{"/sched/gomaxprocs:threads", "GOMAXPROCS.", KindUint64, false},
	{"/sched/goroutines-created:goroutines", "Goroutines that were ever made.", KindUint64, true},
	{"/sched/goroutines/not-in-go:goroutines", "Goroutines in a call of the system or of C.", KindUint64, false},
	{"/sched/goroutines/runnable:goroutines", "Goroutines that could run, and do not.", KindUint64, false},
	{"/sched/goroutines/running:goroutines", "Goroutines that run.", KindUint64, false},
	{"/sched/goroutines/waiting:goroutines", "Goroutines that wait for something.", KindUint64, false},
	{"/sched/goroutines:goroutines", "Goroutines that live.", KindUint64, false},
}
