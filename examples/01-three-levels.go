// A tour of two minutes. An allocation asks three levels, one after the other, and most of the time
// the first one answers: mcache (one per P, no lock), mcentral (one per span class, its own lock),
// mheap (one per process, the heap lock). Below them stands the operating system.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// node is 48 bytes with a pointer in it: size class 5, span class 10.
type node struct {
	next  *node
	value [5]int64
}

var list *node
var block []byte

//go:noinline
func push(value int64) {
	//mem:expect heap size=48 class=5 spanclass=10
	n := &node{next: list}
	n.value[0] = value
	list = n
}

//go:noinline
func reserve(size int) {
	//mem:expect heap count=2
	block = make([]byte, size)
}

func length() int {
	count := 0
	for n := list; n != nil; n = n.next {
		count++
	}
	return count
}

func main() {
	//mem:stop start
	//mem:mode levels
	//mem:note The runtime has reserved address space once. From here on it manages that space itself; count the system calls as you go.
	//mem:note[zh-cn] 运行时只向操作系统预留一次地址空间，此后自行管理。请留意系统调用的次数。
	fmt.Println("start")

	//mem:stop first
	//mem:note The mcache of this P already holds a span of this class, because the runtime itself needed one to start. A slot is handed out without any lock.
	//mem:note[zh-cn] 这个 P 的 mcache 已持有这一规格的 span，因为运行时启动时自己也用过。无需任何锁就给出一个槽位。
	push(1)

	//mem:stop second
	//mem:note The next slot of the same span: again no lock. This is how most allocations are served.
	//mem:note[zh-cn] 同一个 span 的下一个槽位：仍然无需任何锁。大多数分配都是这样完成的。
	push(2)

	//mem:stop fill
	//mem:note Go on until the span is full. Each refill goes up one level and comes back with a new span.
	//mem:note[zh-cn] 继续分配，直到 span 用满。每次 refill 都向上一级取回一个新的 span。
	for i := range 400 {
		push(int64(i))
	}
	fmt.Println("nodes:", length())

	//mem:stop large
	//mem:note More than 32 KiB: no size class, no mcache. mheap cuts a span of its own for this object.
	//mem:note[zh-cn] 超过 32 KiB：没有对应的规格，也不经过 mcache，由 mheap 单独切出一个 span。
	reserve(64 << 10)

	//mem:stop grow
	//mem:note More than mheap has at hand: it maps more of the reserved arena. This is the only level that makes system calls.
	//mem:note[zh-cn] mheap 手头的页不够用：它把预留 arena 的更多部分映射进来。只有这一层会发起系统调用。
	reserve(8 << 20)

	//mem:stop drop
	//mem:note Nothing points at the list any more. The collector finds the slots free; spans with nothing left go back to mheap.
	//mem:note[zh-cn] 链表已无人引用。回收器发现这些槽位空闲；整个空掉的 span 归还给 mheap。
	list, block = nil, nil
	runtime.GC()

	//mem:stop again
	//mem:expect gcs>=1 heapalive<=1MiB
	//mem:note The same request again, and this time memory that was freed is used once more: no system call.
	//mem:note[zh-cn] 同样的请求再来一次，这次用的是刚释放的内存：没有系统调用。
	push(3)
	fmt.Println("nodes:", length())
}
