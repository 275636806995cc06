// What happens to memory that nobody needs? A slot goes back to its span, an empty span back to
// mheap, and idle pages back to the operating system. Each step is taken by somebody else.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// record is 1024 bytes without pointers: eight to a span of 8 KiB.
type record [128]int64

var records [256]*record
var wide []byte
var large []byte

//go:noinline
func fill(from, to, step int) {
	for i := from; i < to; i += step {
		//mem:expect heap size=1024 class=32 count=384
		records[i] = new(record)
		records[i][0] = int64(i)
	}
}

func main() {
	//mem:stop fill
	//mem:mode map
	//mem:note 256 records fill 32 spans of one page each.
	//mem:note[zh-cn] 256 个 record 填满 32 个单页的 span。
	fill(0, 256, 1)

	//mem:stop half
	//mem:note Every second record dies and a collection runs. How many pages will come back to mheap?
	//mem:note[zh-cn] 每隔一个 record 死去，然后回收一次。有多少页会回到 mheap？
	for i := 1; i < len(records); i += 2 {
		records[i] = nil
	}
	runtime.GC()

	//mem:stop slots
	//mem:note None: each span still holds four records. 128 slots are free, and mcentral hands the spans out again; heap in use stays as it is.
	//mem:note[zh-cn] 一页也没有：每个 span 里还有四个 record。128 个槽空了，mcentral 会再次发放这些 span；“使用中”的堆不变。
	fill(1, 256, 2)

	//mem:stop refilled
	//mem:note The same number of objects, and no new page was needed. Now all of them die.
	//mem:note[zh-cn] 对象数量恢复如初，没有用到新的页。现在全部死去。
	records = [256]*record{}
	runtime.GC()

	//mem:stop spans
	//mem:note sweep found spans without a single object: mheap.freeSpan gave their pages to pageAlloc.free, where neighbours are one run again. May something larger use them?
	//mem:note[zh-cn] 清扫发现一个对象也没有的 span：mheap.freeSpan 把它们的页交给 pageAlloc.free，相邻的页重新连成一片。更大的东西能用它们吗？
	//mem:expect gcs=2
	wide = make([]byte, 128<<10)

	//mem:stop recut
	//mem:note Yes: pages have no class. What were sixteen spans of eight slots is one span with one object now. The rest is idle, but still in memory.
	//mem:note[zh-cn] 能：页没有规格。原来十六个各有八槽的 span，现在是只放一个对象的一个 span。剩下的页闲着，但仍占内存。
	//mem:scavenge
	fmt.Println("scavenged")

	//mem:stop released
	//mem:note pageAlloc.scavenge told the system with madvise that idle pages may go: resident memory falls, the addresses stay ours. What if they are needed again?
	//mem:note[zh-cn] pageAlloc.scavenge 用 madvise 告诉系统可以收回闲置的页：常驻内存下降，地址仍归我们。再要用时会怎样？
	large = make([]byte, 200<<10)

	//mem:stop again
	//mem:note mheap.allocSpan took 25 pages, and HeapReleased fell by as much. The system puts a page of zeros there at the first touch: a page fault each, the price of having let go.
	//mem:note[zh-cn] mheap.allocSpan 取走其中 25 页，HeapReleased 随之减少。首次触碰时系统放上一页零：每页一次缺页，这就是放手的代价。
	fmt.Println(len(large), len(wide))
}
