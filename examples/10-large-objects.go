// Above 32 KiB an object gets a span of its own, straight from mheap. When it dies the pages are
// free again, side by side with their neighbours.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

var slots [8][]byte

//go:noinline
func fill(index, size int) {
	//mem:expect heap class=0
	slots[index] = make([]byte, size)
	slots[index][size-1] = 1
}

func total() int {
	sum := 0
	for _, s := range slots {
		sum += len(s)
	}
	return sum
}

func main() {
	//mem:stop fill
	//mem:note Eight objects of 40 KiB: five pages each, one after the other.
	//mem:note[zh-cn] 八个 40 KiB 的对象：每个五页，依次排列。
	for i := range slots {
		fill(i, 40<<10)
	}
	fmt.Println("bytes:", total())

	//mem:stop holes
	//mem:note Every second one dies. Its pages become free runs between the others: external fragmentation.
	//mem:note[zh-cn] 每隔一个对象死去，它们的页成为其他对象之间的空洞：外部碎片。
	for i := 0; i < len(slots); i += 2 {
		slots[i] = nil
	}
	runtime.GC()
	fmt.Println("bytes:", total())

	//mem:stop fits
	//mem:note A request of the same size takes the lowest hole (address-ordered first fit); a larger one has to go behind.
	//mem:note[zh-cn] 同样大小的请求占用地址最低的空洞（按地址首次适配）；更大的只能放到后面。
	fill(0, 40<<10)
	fill(2, 80<<10)
	fmt.Println("bytes:", total())

	//mem:stop release
	//mem:note All of them die. Neighbouring free pages are one run again.
	//mem:note[zh-cn] 全部死去，相邻的空闲页重新连成一片。
	slots = [8][]byte{}
	runtime.GC()

	//mem:stop end
	//mem:expect gcs=2
	fmt.Println("bytes:", total())
}
