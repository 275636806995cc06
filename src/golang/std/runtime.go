package runtime

type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees, HeapAlloc, HeapSys, HeapIdle, HeapInuse, HeapReleased, HeapObjects uint64
	NumGC                                                                                                               uint32
}
type Error interface {
	error
	RuntimeError()
}

const GOARCH = "amd64"
const GOOS = "linux"
const Compiler = "gc"

func GC()
func Gosched()
func Goexit()
func NumGoroutine() int
func GOMAXPROCS(n int) int
func KeepAlive(x any)
func ReadMemStats(m *MemStats)
func SetFinalizer(obj any, finalizer any)
func Caller(skip int) (pc uintptr, file string, line int, ok bool)
