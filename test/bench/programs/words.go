// Strings, maps and sorting.
package main

import (
	"fmt"
	"sort"
	"strconv"
)

func main() {
	counts := map[string]int{}
	seed := uint32(7)
	for i := 0; i < 400_000; i++ {
		seed = seed*1664525 + 1013904223
		counts["word"+strconv.Itoa(int(seed>>20))]++
	}
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Println(len(names), names[0], counts[names[0]])
}
