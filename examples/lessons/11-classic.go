// Go 1.6, ten years earlier: one reservation with spans, bitmap and arena side by side, free slots
// on a linked list inside of the slots themselves, spans on doubly linked lists.
package main

//mem:runtime go1.6
//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

// block is 2048 bytes without pointers: four to a span of 8 KiB.
type block [256]int64

var kept [4]*block
var more *block
var large []byte

//go:noinline
func fill() {
	for i := range kept {
		//mem:expect heap size=2048 count=4
		kept[i] = new(block)
	}
}

func main() {
	//mem:stop reserved
	//mem:mode map
	//mem:note mallocinit reserved three regions at once: spans, bitmap and arena. An address minus arena_start is a page number, and h_spans at that number is its span.
	//mem:note[zh-cn] mallocinit 一次预留三个区域：spans、bitmap、arena。地址减去 arena_start 得到页号，h_spans 的这一项就是它的 span。
	fmt.Println("reserved")

	//mem:stop list
	//mem:mode structures
	//mem:note A new span's free slots are a list: the first word of each points to the next, and freelist to the first. After four objects of four, what will freelist hold?
	//mem:note[zh-cn] 新 span 的空闲槽是一条链表：每个槽的第一个字指向下一个，freelist 指向第一个。四个槽用掉四个之后，freelist 是什么？
	fill()

	//mem:stop taken
	//mem:note Zero: mallocgc took the head of the list four times, and ref counts the slots in use. The next object needs another span. Where will the full one go?
	//mem:note[zh-cn] 是零：mallocgc 四次取走表头，ref 记录使用中的槽数。下一个对象需要另一个 span。满的那个会去哪里？
	more = new(block)

	//mem:stop refilled
	//mem:note It stays on the list empty of its mcentral, where mcentral.cacheSpan puts every span it hands out. Now two objects die.
	//mem:note[zh-cn] 留在 mcentral 的 empty 链表上：mcentral.cacheSpan 把每个发放出去的 span 都挂在那里。现在死去两个对象。
	kept[1], kept[2] = nil, nil
	runtime.GC()

	//mem:stop swept
	//mem:note mspan.sweep linked the dead slots into a list again and mcentral.freeSpan moved the span to nonempty. Two links on a doubly linked list: no searching.
	//mem:note[zh-cn] mspan.sweep 把死去的槽重新串成链表，mcentral.freeSpan 将 span 移到 nonempty。在双向链表上只改几个指针，无需查找。
	//mem:expect gcs=1
	large = make([]byte, 100_000)

	//mem:stop end
	//mem:mode compare
	//mem:note mheap.allocSpanLocked looked for 13 pages on the lists free[13] and up, then for the best fit on freelarge; the span stands on busy[13] now. Compare the same program on Go 1.26: the levels are the same, the lists are gone.
	//mem:note[zh-cn] mheap.allocSpanLocked 从 free[13] 起逐个链表找 13 页，再到 freelarge 中找最佳适配；这个 span 现在挂在 busy[13] 上。与 Go 1.26 上的同一程序比较：三级结构相同，链表没有了。
	fmt.Println(kept[0][0], more[0], len(large))
}
