// Slices of booleans and nested loops.
package main

import "fmt"

func main() {
	const limit = 2_000_000
	composite := make([]bool, limit+1)
	count := 0
	for i := 2; i <= limit; i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j <= limit; j += i {
			composite[j] = true
		}
	}
	fmt.Println(count)
}
