package main

import "fmt"

//go:noinline
func allInt8(a, b int8) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsInt8(a int8, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allInt16(a, b int16) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsInt16(a int16, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allInt32(a, b int32) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsInt32(a int32, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allInt64(a, b int64) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsInt64(a int64, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allUint8(a, b uint8) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsUint8(a uint8, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allUint16(a, b uint16) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsUint16(a uint16, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allUint32(a, b uint32) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsUint32(a uint32, n uint) {
	out(a<<n, a>>n)
}

//go:noinline
func allUint64(a, b uint64) {
	out(a+b, a-b, a*b, a&b, a|b, a^b, a&^b, -a, ^a)
	if b != 0 {
		out(a/b, a%b)
	}
	out(a < b, a <= b, a > b, a >= b, a == b, a != b)
}

//go:noinline
func shiftsUint64(a uint64, n uint) {
	out(a<<n, a>>n)
}

var ints = []int64{0, 1, -1, 2, -2, 3, 7, -7, 10, 100, 127, -128, 128, 255, 256, -256, 32767, -32768, 65535, 65536,
	2147483647, -2147483648, 2147483648, 4294967295, 4294967296, -4294967296, 4294967297, 1 << 52, 1<<53 + 1, -(1<<53 + 1),
	1 << 62, 9223372036854775807, -9223372036854775808, 1234567890123456789, -987654321098765432}

var hash uint64 = 14695981039346656037

// out keeps a sum of what would be printed.
func out(args ...any) {
	s := fmt.Sprintln(args...)
	for i := range len(s) {
		hash = (hash ^ uint64(s[i])) * 1099511628211
	}
}

func main() {
	for _, a := range ints {
		for _, b := range ints {
			allInt64(a, b)
			allUint64(uint64(a), uint64(b))
		}
		fmt.Println(hash)
	}
	for _, a := range ints {
		for _, b := range ints[:21] {
			allInt32(int32(a), int32(b))
			allUint32(uint32(a), uint32(b))
		}
		fmt.Println(hash)
	}
	for _, a := range ints[:16] {
		for _, b := range ints[:16] {
			allInt8(int8(a), int8(b))
			allUint8(uint8(a), uint8(b))
			allInt16(int16(a), int16(b))
			allUint16(uint16(a), uint16(b))
		}
		fmt.Println(hash)
	}
	for _, a := range ints {
		for _, n := range []uint{0, 1, 7, 8, 15, 16, 31, 32, 33, 47, 63, 64, 65, 1 << 32, 1 << 40} {
			shiftsInt64(a, n)
			shiftsUint64(uint64(a), n)
			shiftsInt32(int32(a), n)
			shiftsUint32(uint32(a), n)
			shiftsInt16(int16(a), n)
			shiftsUint16(uint16(a), n)
			shiftsInt8(int8(a), n)
			shiftsUint8(uint8(a), n)
		}
		fmt.Println(hash)
	}
	for _, a := range ints {
		out(int8(a), uint8(a), int16(a), uint16(a), int32(a), uint32(a), uint64(a), uint(a), int(a), uintptr(a))
		fmt.Println(hash)
	}
	var x uint8 = 250
	x += 10
	var y int8 = 127
	y++
	var z uint16
	z--
	out(x, y, z)
	k := 5
	k <<= 2
	k |= 3
	k &^= 1
	k %= 7
	out(k)
	fmt.Println(hash)
}
