// Everything the allocator does, it does to an mspan: a run of pages with a slot size, a cursor and
// two bitmaps. This one has four slots of 2048 bytes, so all of it is in sight.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// block is 2048 bytes without pointers.
type block [256]int64

var kept [4]*block

//go:noinline
func take(index int) {
	//mem:expect heap size=2048 class=38 spanclass=77 count=6
	kept[index] = new(block)
	kept[index][0] = int64(index)
}

func main() {
	//mem:stop open
	//mem:mode structures
	//mem:note A span of this class has npages 1, elemsize 2048, nelems 4. After the first object, what will freeindex say?
	//mem:note[zh-cn] 这个规格的 span：npages 为 1，elemsize 为 2048，nelems 为 4。放进第一个对象后，freeindex 是多少？
	take(0)

	//mem:stop one
	//mem:note 1: slots below freeindex are given out, and the search for a free one begins there. allocCount counts them.
	//mem:note[zh-cn] 是 1：freeindex 以下的槽都已给出，寻找空槽从这里开始。allocCount 记录已给出的数量。
	take(1)
	take(2)
	take(3)

	//mem:stop full
	//mem:mode map
	//mem:note freeindex is 4, as many as nelems: the span is full. Slots 1 and 3 die now. Does allocBits change at once?
	//mem:note[zh-cn] freeindex 为 4，等于 nelems：span 满了。现在槽 1 和槽 3 死去。allocBits 会立刻改变吗？
	kept[1] = nil
	kept[3] = nil

	//mem:stop dead
	//mem:mode structures
	//mem:note No. Nobody has told the span; only a collection can find out. It will set a bit of gcmarkBits for each slot that is alive.
	//mem:note[zh-cn] 不会。没有人通知 span，只有垃圾回收才能发现。回收会在 gcmarkBits 中为每个存活的槽置位。
	runtime.GC()

	//mem:stop swept
	//mem:note mspan.sweep made gcmarkBits the new allocBits and set freeindex back to 0. Slots 1 and 3 are free without a byte having been moved. Where will the next object go?
	//mem:note[zh-cn] mspan.sweep 把 gcmarkBits 换成新的 allocBits，并将 freeindex 归零。没有移动任何字节，槽 1 和 3 就空闲了。下一个对象会放在哪里？
	//mem:expect gcs=1
	take(1)

	//mem:stop reused
	//mem:note Into slot 1, the lowest free one: nextFreeIndex jumped over slot 0, which is alive. sweepgen tells that this span has been swept in this cycle.
	//mem:note[zh-cn] 放进槽 1，最低的空闲槽：nextFreeIndex 跳过了仍存活的槽 0。sweepgen 表明这个 span 在本轮已清扫。
	take(3)
	fmt.Println(kept[0][0], kept[1][0], kept[2][0], kept[3][0])
}
