// Objects under 16 bytes without pointers share a 16-byte block: the tiny allocator.
// The price: one of them that stays alive keeps the whole block.
package main

//mem:procs 1

import (
	"fmt"
	"runtime"
)

var bytes [64]*byte
var numbers [8]*int64
var keep *byte

//go:noinline
func makeBytes() {
	for i := range bytes {
		//mem:expect heap size=1 count=64
		b := new(byte)
		*b = byte(i)
		bytes[i] = b
	}
}

//go:noinline
func makeNumbers() {
	for i := range numbers {
		//mem:expect heap size=8 count=8
		n := new(int64)
		*n = int64(i)
		numbers[i] = n
	}
}

func main() {
	//mem:stop bytes
	//mem:note Sixty-four bytes of one byte each. Watch the offset in the tiny block: sixteen of them fit before a new slot is taken.
	//mem:note[zh-cn] 六十四个一字节对象。观察 tiny 块内的偏移：装满十六个之后才取新的槽位。
	makeBytes()

	//mem:stop numbers
	//mem:note An int64 wants an address divisible by 8, so two of them fill a block.
	//mem:note[zh-cn] int64 需要按 8 字节对齐，所以两个就装满一块。
	makeNumbers()

	sum := 0
	for _, b := range bytes {
		sum += int(*b)
	}
	fmt.Println("sum:", sum, "last:", *numbers[7])

	//mem:stop drop
	//mem:note One byte of the first block stays alive. The other fifteen bytes of the block cannot be used again.
	//mem:note[zh-cn] 第一块里只有一个字节仍被引用，但同一块的其余十五个字节也无法重新使用。
	keep = bytes[5]
	bytes = [64]*byte{}
	numbers = [8]*int64{}
	runtime.GC()

	//mem:stop after
	//mem:expect gcs>=1
	fmt.Println("kept:", *keep)
}
