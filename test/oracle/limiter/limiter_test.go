// Records what the runtime's limiter of the collector's time does with drawn sequences of calls.
// record.mjs lays this file over the runtime's own tests, whose NewGCCPULimiter it needs.
package runtime_test

import (
	"fmt"
	"os"
	. "runtime"
	"testing"
)

func TestRecordLimiter(t *testing.T) {
	out, err := os.Create(os.Getenv("LIMITER_RECORD"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	seed := uint32(1)
	below := func(n int64) int64 {
		seed = seed*1664525 + 1013904223
		high := int64(seed >> 8)
		seed = seed*1664525 + 1013904223
		return (high<<24 | int64(seed>>8)) % n
	}
	spans := []int64{1000, 1e6, 1e8, 3e9}
	for range 40 {
		now := below(1e9)
		procs := 1 + below(32)
		l := NewGCCPULimiter(now, int32(procs))
		fmt.Fprintln(out, "new", now, procs)
		enabled, stopped := false, false
		for range 100 {
			d := below(spans[below(4)])
			now += d
			op := []string{"update", "update", "assist", "assist", "transition", "reset"}[below(6)]
			arg := int64(0)
			switch {
			case stopped:
				op = "finish"
				stopped = false
				l.FinishGCTransition(now)
			case op == "update":
				l.Update(now)
			case op == "assist":
				arg = below(d*procs + 1)
				l.AddAssistTime(arg)
			case op == "transition":
				enabled, stopped = !enabled, true
				if enabled {
					arg = 1
				}
				l.StartGCTransition(enabled, now)
			case op == "reset":
				procs = 1 + below(32)
				arg = procs
				l.ResetCapacity(now, int32(procs))
			}
			fmt.Fprintln(out, op, now, arg, l.Fill(), l.Capacity(), l.Overflow(), l.Limiting(), l.NeedUpdate(now+1e7))
		}
	}
}
