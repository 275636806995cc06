// Prints type and exact value of the variables of constants.go, one a line.
package main

import (
	"fmt"
	"math"
	"runtime"
)

func show(name string, v any) {
	text := fmt.Sprint(v)
	switch v := v.(type) {
	case float64:
		text = fmt.Sprintf("%016x", math.Float64bits(v))
	case float32:
		text = fmt.Sprintf("%08x", math.Float32bits(v))
	case complex128:
		text = fmt.Sprintf("%016x %016x", math.Float64bits(real(v)), math.Float64bits(imag(v)))
	case complex64:
		text = fmt.Sprintf("%08x %08x", math.Float32bits(real(v)), math.Float32bits(imag(v)))
	case string:
		text = fmt.Sprintf("%x", v)
	}
	fmt.Printf("%s %T %s\n", name, v, text)
}

func main() {
	fmt.Println(runtime.Version())
	showAll()
}
