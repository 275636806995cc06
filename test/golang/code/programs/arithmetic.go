// Arithmetic of every width, shifts, conversions, constants.
package main

import "fmt"

//go:noinline
func i8(x, y int8) { fmt.Println(x+y, x-y, x*y, x&y, x|y, x^y, x&^y, -x, ^x, x < y, x >= y) }

//go:noinline
func u8(x, y uint8) { fmt.Println(x+y, x-y, x*y, x/y, x%y, x&y, x|y, x^y, x&^y, -x, ^x, x < y) }

//go:noinline
func i16(x, y int16) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<3, x>>3, x > y) }

//go:noinline
func u16(x, y uint16) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<3, x>>3, x > y) }

//go:noinline
func i32(x, y int32) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<5, x>>5, x <= y) }

//go:noinline
func u32(x, y uint32) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<5, x>>5, x <= y, x < y) }

//go:noinline
func i64(x, y int64) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<9, x>>9, x <= y, x == y) }

//go:noinline
func u64(x, y uint64) { fmt.Println(x+y, x-y, x*y, x/y, x%y, -x, ^x, x<<9, x>>9, x <= y, x > y) }

//go:noinline
func f64(x, y float64) { fmt.Println(x+y, x-y, x*y, x/y, -x, x < y, x == y, x >= y, x != y) }

//go:noinline
func f32(x, y float32) { fmt.Println(x+y, x-y, x*y, x/y, -x, x < y, x == y, x >= y, x != y) }

//go:noinline
func c128(x, y complex128) { fmt.Println(x+y, x-y, x*y, x/y, -x, x == y, real(x), imag(y)) }

//go:noinline
func c64(x, y complex64) { fmt.Println(x+y, x-y, x*y, x/y, -x, x == y, real(x), imag(y)) }

//go:noinline
func shifts(x int64, u uint64, n uint, b byte) {
	fmt.Println(x<<n, x>>n, u<<n, u>>n, int32(x)<<n, int8(x)>>n, b<<n, b>>n)
	fmt.Println(x<<(n+60), x>>(n+60), u>>(n+70), uint32(u)<<(n+31), uint16(u)>>(n+16))
}

//go:noinline
func convert(i int64, u uint64, f float64, b int8) {
	fmt.Println(int8(i), uint8(i), int16(i), uint16(i), int32(i), uint32(i), uint64(i), int(i))
	fmt.Println(float64(i), float32(i), float64(u), float32(u), float64(b), float32(b))
	fmt.Println(int64(f), int32(f), int8(f), uint8(int(f)), uint64(f), float32(f))
	fmt.Println(uint8(b), uint16(b), uint32(b), uint64(b), int64(b), int32(uint8(b)), uint32(uint8(b)))
}

type celsius float64
type weekday uint8

const (
	sunday weekday = iota
	monday
	tuesday
)

const big = 1 << 62
const huge = big * 4 / 8

var global8 int8 = 127
var globalBool bool
var global16 uint16 = 65535
var global32 float32 = 1.5

func main() {
	i8(100, 100)
	i8(-128, -1)
	u8(200, 100)
	u8(3, 7)
	i16(32767, 3)
	i16(-32768, -1)
	u16(65535, 10)
	i32(2147483647, 7)
	i32(-2147483648, -1)
	u32(4294967295, 17)
	u32(2, 4000000000)
	i64(9223372036854775807, 10)
	i64(-9223372036854775808, -1)
	i64(-7, 2)
	u64(18446744073709551615, 3)
	u64(5, 18446744073709551610)
	f64(1.5, 0.25)
	f64(1e308, 10)
	f32(1.5, 0.1)
	f32(16777216, 1)
	c128(1+2i, 3-4i)
	c64(1+2i, 3-4i)
	shifts(-12345, 0xfedcba9876543210, 3, 0xa5)
	convert(-123456789012, 0xfffffffffffff801, 1234.75, -5)
	convert(1<<40+300, 1<<63, -77.9, 127)
	global8++
	fmt.Println(global8, global8 == -128)
	globalBool = !globalBool
	global16 += 2
	global32 *= 3
	fmt.Println(globalBool, global16, global32, huge)
	var c celsius = 36.6
	d := tuesday
	d -= 3
	fmt.Println(c*2, d, monday|tuesday)
	x := 7
	x <<= 2
	x |= 3
	x &^= 1
	x %= 13
	x ^= 0x55
	fmt.Println(x, x/4*4+x%4 == x)
	var p *int = &x
	*p += 5
	*p++
	fmt.Println(*p, x)
	a, b := 5, 9
	a, b = b, a
	a, b = a+b, a-b
	fmt.Println(a, b, min(a, b, 3), max(a, b), min(2.5, 1.5), max("a", "b"))
	var z float64
	nan := z / z
	inf := 1 / z
	fmt.Println(nan != nan, nan == nan, nan < 1, nan > 1, inf, -inf, min(nan, 1), max(1, inf))
	if !(nan < 1) && !(nan >= 1) {
		fmt.Println("nan is not ordered")
	}
}
