// The runtime asks the operating system for memory rarely and in large pieces, and manages the
// pieces itself. Keep an eye on the counter "system calls" while twenty thousand objects are made.
package main

//mem:procs 1
//mem:gogc off

import "fmt"

// node takes 48 bytes.
type node struct {
	next  *node
	value [5]int64
}

var list *node

//go:noinline
func push(count int) {
	for i := range count {
		//mem:expect heap size=48 count=20101
		list = &node{next: list}
		list.value[0] = int64(i)
	}
}

func main() {
	//mem:stop ready
	//mem:mode map
	//mem:note No line of yours has run, and mheap.sysAlloc has already reserved an arena of 64 MiB of addresses. mheap.grow made its first 4 MiB ready; only pages that are used cost memory.
	//mem:note[zh-cn] 你的代码一行都还没运行，mheap.sysAlloc 已预留了一个 64 MiB 地址的 arena，mheap.grow 备好了其中最前面的 4 MiB；只有用到的页才占内存。
	push(1)

	//mem:stop predict
	//mem:mode levels
	//mem:note One object is there. Note the number of system calls below. How many more will a hundred objects need?
	//mem:note[zh-cn] 现在有了一个对象。记下面板里系统调用的次数。再分配一百个对象，会多出几次？
	push(100)

	//mem:stop none
	//mem:note None. mallocgc took all of them from a span that the mcache had in hand. Twenty thousand objects are 960 KB: what about those?
	//mem:note[zh-cn] 一次也没有。mallocgc 全都从 mcache 手中的 span 里取。两万个对象约 960 KB，它们又需要几次？
	push(20000)

	//mem:stop still
	//mem:note Still none: mheap.alloc found the pages within the 4 MiB. An allocator that asked the system each time would have crossed into it twenty thousand times.
	//mem:note[zh-cn] 仍然没有：mheap.alloc 在那 4 MiB 里就找到了页。若每次分配都去找操作系统，就要陷入内核两万次。
	big := make([]byte, 8<<20)

	//mem:stop grown
	//mem:mode map
	//mem:note Only 8 MiB in one piece were too much: mheap.grow took more of the arena, and a single system call made that ready.
	//mem:note[zh-cn] 直到一次要 8 MiB 才不够：mheap.grow 取用 arena 的更多部分，一次系统调用就备好了。
	//mem:expect gcs=0
	fmt.Println("nodes and bytes:", list.value[0]+1, len(big))
}
