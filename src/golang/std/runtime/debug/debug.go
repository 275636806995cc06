// Package debug steers the collector.
package debug

import "runtime"

// SetGCPercent sets the collector's goal and gives the one before; below 0: off.
func SetGCPercent(percent int) int {
	old := setGCPercent(percent)
	if percent < 0 {
		// No collection is on when this returns.
		gcWaitOnMark()
	}
	return old
}

func setGCPercent(percent int) int

// gcWaitOnMark waits for the end of the marking that is on.
func gcWaitOnMark()

// SetMemoryLimit sets the soft limit in bytes and gives the one before; below 0: only asks.
func SetMemoryLimit(limit int64) int64

// FreeOSMemory collects and gives back all that is idle.
func FreeOSMemory() {
	runtime.GC()
	scavengeAll()
}

// scavengeAll gives back what is idle.
func scavengeAll()

// SetMaxStack gives the usual limit; the interpreter has its own.
func SetMaxStack(bytes int) int { return 1000000000 }

// Stack gives where the goroutine is.
func Stack() []byte {
	for size := 1024; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, false); n < size {
			return buf[:n]
		}
	}
}

// PrintStack writes where the goroutine is to standard error.
func PrintStack() { print(string(Stack())) }
