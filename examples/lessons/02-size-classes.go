// Go has 67 sizes of small objects, not thousands. A span is a run of pages cut into equal slots of
// one of these sizes, so a free place is found by counting, not by searching.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"unsafe"
)

var keep [4][]byte
var row [12]*[6]int64

//go:noinline
func bytes(index, size int) {
	keep[index] = make([]byte, size)
}

func main() {
	//mem:stop exact
	//mem:mode map
	//mem:note Three sizes are asked for: 64, 65 and 80 bytes. Two of them end up in slots of the same size. Which two?
	//mem:note[zh-cn] 接下来要分配 64、65 和 80 字节。其中两个会落在同样大小的槽里，是哪两个？
	bytes(0, 64)
	bytes(1, 65)
	bytes(2, 80)

	//mem:stop rounded
	//mem:mode dashboard
	//mem:note 65 and 80: class 7 has slots of 80 bytes, and fifteen of the first object's are waste. SizeToSizeClass8 looks the class up in one step.
	//mem:note[zh-cn] 65 和 80：7 号大小类的槽是 80 字节，前者浪费其中 15 字节。查表 SizeToSizeClass8 一步就得到大小类。
	//mem:expect heap size=1025 class=33 bytes=1152
	keep[3] = make([]byte, 1025)

	//mem:stop slots
	//mem:mode structures
	//mem:note Twelve objects of 48 bytes come next. nextFreeFast takes the lowest zero bit of allocCache, the mspan's window on allocBits. How far apart will neighbours be?
	//mem:note[zh-cn] 接下来是十二个 48 字节的对象。nextFreeFast 取 allocCache（mspan 看 allocBits 的窗口）中最低的空闲位。相邻两个对象会相距多远？
	for i := range row {
		//mem:expect heap size=48 class=5 spanclass=11 count=12
		row[i] = new([6]int64)
	}

	//mem:stop spacing
	//mem:note Exactly one slot: no header stands between objects. Where an object begins follows from base, elemsize and its index alone.
	//mem:note[zh-cn] 恰好一个槽：对象之间没有头部。对象从哪里开始，只由 base、elemsize 和序号决定。
	gap := uintptr(unsafe.Pointer(row[11])) - uintptr(unsafe.Pointer(row[10]))

	//mem:stop end
	//mem:mode map
	//mem:note Zoom into the span: 168 slots fill 8064 of its 8192 bytes. Its last 128 bytes hold the mark bits that Green Tea keeps inside of spans of small objects.
	//mem:note[zh-cn] 放大这个 span：168 个槽占去 8192 字节中的 8064。末尾 128 字节是 Green Tea 放在小对象 span 内部的标记位。
	fmt.Println("gap:", gap)
}
