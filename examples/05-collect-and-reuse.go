// What becomes of a dead object: the collector marks what is alive, the sweeper gives the other
// slots back to their span, and the next allocation of that class takes them again.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// record is 80 bytes: size class 7.
type record struct {
	left, right *record
	data        [8]int64
}

var kept [100]*record
var last *record

//go:noinline
func build(id int64) *record {
	//mem:expect heap size=80 class=7 spanclass=14
	r := &record{}
	r.data[0] = id
	return r
}

func main() {
	//mem:stop fill
	//mem:note A thousand records. Every tenth one is kept, the others are garbage at once; nobody notices until a collection.
	//mem:note[zh-cn] 一千个 record，每十个保留一个，其余立即成为垃圾；在回收之前没有人察觉。
	for i := range 1000 {
		r := build(int64(i))
		if i%10 == 0 {
			kept[i/10] = r
		}
	}

	//mem:stop collect
	//mem:note Marking starts at the roots: globals and goroutine stacks. Grey objects wait in the queue, black ones have been scanned, white ones are about to go.
	//mem:note[zh-cn] 标记从根（全局变量与各 goroutine 的栈）开始。灰色对象在队列中等待，黑色对象已扫描完，白色对象即将被回收。
	runtime.GC()

	//mem:stop swept
	//mem:expect gcs=1 heapalive<=256KiB
	//mem:note The spans are swept: allocBits are the old mark bits, and nine of ten slots are free again.
	//mem:note[zh-cn] span 已清扫：allocBits 换成了原来的标记位，十个槽位中九个重新空闲。
	fmt.Println("kept:", kept[99].data[0])

	//mem:stop reuse
	//mem:note New records fill the holes between the old ones. See the addresses: no new page is needed.
	//mem:note[zh-cn] 新的 record 填进旧对象之间的空位。看地址：不需要新的页。
	for i := range 500 {
		last = build(int64(i))
	}

	//mem:stop empty
	//mem:note Nothing is kept now. Spans without a single object go back to mheap and may be cut for another class.
	//mem:note[zh-cn] 现在什么都不保留。一个对象也没有的 span 归还 mheap，可以切成其他规格。
	kept = [100]*record{}
	last = nil
	//mem:gc
	fmt.Println("done")

	//mem:stop end
	//mem:expect gcs>=2
	fmt.Println("end")
}
