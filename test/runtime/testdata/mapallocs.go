// Objects and bytes that maps allocate while they grow: one JSON line per map type and hint.
package main

import (
	"encoding/json"
	"os"
	"runtime"
	"runtime/debug"
)

type line struct {
	Type string `json:"type"`
	Hint int    `json:"hint"`
	// After making the map and after each insertion that allocated: insertions so far, objects, bytes.
	Steps [][3]uint64 `json:"steps"`
}

var out = json.NewEncoder(os.Stdout)

var keep any

func measure[K comparable, V any](name string, hint, count int, key func(int) K) {
	keys := make([]K, count)
	for i := range keys {
		keys[i] = key(i)
	}
	steps := make([][3]uint64, 0, count+1)
	var value V
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var m map[K]V
	if hint < 0 {
		m = make(map[K]V)
	} else {
		m = make(map[K]V, hint)
	}
	keep = m
	for i := 0; ; i++ {
		runtime.ReadMemStats(&after)
		s := [3]uint64{uint64(i), after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc}
		if i == 0 || s[1] != steps[len(steps)-1][1] {
			steps = append(steps, s)
		}
		if i == count {
			break
		}
		m[keys[i]] = value
	}
	out.Encode(line{name, hint, steps})
}

type big [17]int
type text40 [40]string

func main() {
	debug.SetGCPercent(-1)
	int_ := func(i int) int { return i * 7 }
	str := func(i int) string { return string([]byte{byte(i), byte(i >> 8), 'k'}) }
	measure[int, int]("map[int]int", -1, 896, int_)
	measure[int32, bool]("map[int32]bool", -1, 896, func(i int) int32 { return int32(i) })
	measure[string, int]("map[string]int", -1, 896, str)
	measure[string, string]("map[string]string", -1, 896, str)
	measure[string, struct{}]("map[string]struct{}", -1, 896, str)
	measure[int, []int]("map[int][]int", -1, 300, int_)
	measure[any, int]("map[any]int", -1, 300, func(i int) any { return i + 1000 })
	measure[uint8, uint8]("map[uint8]uint8", -1, 200, func(i int) uint8 { return uint8(i) })
	measure[float64, *int]("map[float64]*int", -1, 300, func(i int) float64 { return float64(i) })
	measure[big, int]("map[big]int", -1, 40, func(i int) big { return big{i} })
	measure[int, text40]("map[int]text40", -1, 40, int_)
	measure[big, big]("map[big]big", -1, 40, func(i int) big { return big{i} })
	for _, hint := range []int{0, 1, 8, 9, 14, 15, 28, 29, 100, 448, 449, 896, 897, 1000, 1793, 2000, 5000} {
		measure[int, int]("map[int]int", hint, 0, int_)
		measure[string, int]("map[string]int", hint, 0, str)
	}
}
