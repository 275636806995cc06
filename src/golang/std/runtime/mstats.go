package runtime

// MemStats is what the allocator and the collector have counted.
type MemStats struct {
	// Bytes of allocated heap objects, the same over the whole run, and what came from the system.
	Alloc      uint64
	TotalAlloc uint64
	Sys        uint64

	Lookups uint64

	// Objects allocated and freed over the whole run.
	Mallocs uint64
	Frees   uint64

	// The heap: bytes of objects, of address space, of spans without and with objects, given back.
	HeapAlloc    uint64
	HeapSys      uint64
	HeapIdle     uint64
	HeapInuse    uint64
	HeapReleased uint64
	HeapObjects  uint64

	// Memory that is not part of the heap.
	StackInuse  uint64
	StackSys    uint64
	MSpanInuse  uint64
	MSpanSys    uint64
	MCacheInuse uint64
	MCacheSys   uint64
	BuckHashSys uint64
	GCSys       uint64
	OtherSys    uint64

	// The collector: heap size of the next cycle, time of the last, pauses of the last 256.
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool

	// Objects by size class.
	BySize [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// ReadMemStats fills m with the counts of this moment.
func ReadMemStats(m *MemStats) {
	readmemstats(m)
}

//go:noescape
func readmemstats(m *MemStats)

// GC runs a whole collection and waits for it.
func GC()
