// mheap, mcentral, mcache, mspan: four structures, and spans that pass from one to the other. Follow
// one span through the lists in the mode Structures; what has changed is marked at each stop.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// block is 2048 bytes without pointers: four to a span.
type block [256]int64

var first [4]*block
var second [4]*block
var third *block

//go:noinline
func fill(blocks *[4]*block) {
	for i := range blocks {
		//mem:expect heap size=2048 spanclass=77 count=8
		blocks[i] = new(block)
	}
}

func main() {
	//mem:stop empty
	//mem:mode structures
	//mem:note mcache.alloc has 136 entries, one for each span class. The one for 77 points to emptymspan. After four objects of 2048 bytes, where will their span be?
	//mem:note[zh-cn] mcache.alloc 有 136 项，每个 spanclass 一项。77 号指向 emptymspan。分配四个 2048 字节的对象之后，它们的 span 会在哪里？
	fill(&first)

	//mem:stop cached
	//mem:note Still in the mcache, though it is full: only the next request notices. The span carries its pages' numbers in mheap_.arenas[i].spans, so every address leads back to it.
	//mem:note[zh-cn] 虽然满了，仍在 mcache 中：要等下一次请求才会察觉。mheap_.arenas[i].spans 记录它的页属于谁，因此任何地址都能找回这个 span。
	fill(&second)

	//mem:stop handed
	//mem:note mcache.refill gave the full span to its mcentral, which keeps it in the set fullSwept, and took another. Three objects of the first span die now. Which list will it be on after a collection?
	//mem:note[zh-cn] mcache.refill 把满的 span 交给 mcentral 的 fullSwept 集合，另取一个。现在第一个 span 有三个对象死去。回收之后它会在哪个集合里？
	first = [4]*block{0: first[0]}
	runtime.GC()

	//mem:stop partial
	//mem:note On partialSwept: sweeping found three free slots. The sets swap their roles by sweepgen, so nothing has to be moved when a cycle begins.
	//mem:note[zh-cn] 在 partialSwept 里：清扫发现了三个空槽。各集合按 sweepgen 轮换角色，所以新一轮开始时无需搬动任何东西。
	//mem:expect heap size=2048 count=1
	third = new(block)

	//mem:stop taken
	//mem:note mcentral.cacheSpan took it from there and handed it to the mcache: the circle is closed, and mheap was not asked.
	//mem:note[zh-cn] mcentral.cacheSpan 从那里取出它，交给 mcache：循环闭合，没有惊动 mheap。
	//mem:expect gcs=1
	fmt.Println(len(first), len(second), third[0])
}
