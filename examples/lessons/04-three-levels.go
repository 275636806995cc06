// Who is asked when a slot is needed? The mcache of this P without a lock, then the mcentral of the
// class under a lock of its own, then mheap under the heap lock. Count how often each one answers.
package main

//mem:procs 1
//mem:gogc off

import "fmt"

// slab is 1024 bytes without pointers: eight of them fill a span of 8 KiB.
type slab [128]int64

var slabs []*slab

//go:noinline
func fill(count int) {
	for range count {
		//mem:expect heap size=1024 class=32 spanclass=65 count=825
		slabs = append(slabs, new(slab))
	}
}

func main() {
	//mem:expect heap size=8192
	slabs = make([]*slab, 0, 1024)

	//mem:stop first
	//mem:mode levels
	//mem:note The mcache has no span of this class yet. Which locks will the first object need?
	//mem:note[zh-cn] mcache 还没有这个规格的 span。第一个对象要拿哪些锁？
	fill(1)

	//mem:stop refilled
	//mem:note That of its mcentral: mcache.refill asked mcentral.cacheSpan, which had no span, and mcentral.grow asked mheap.alloc. The P keeps a few free pages in its pcache, so even the heap lock was spared. Seven slots are left: which locks will they take?
	//mem:note[zh-cn] 它的 mcentral 的锁：mcache.refill 找 mcentral.cacheSpan，那里没有，于是 mcentral.grow 找 mheap.alloc。P 的 pcache 里备有几个空闲页，所以连堆锁也省了。还剩七个槽：它们要拿哪些锁？
	fill(7)

	//mem:stop full
	//mem:note None at all: the counters of mcentral and the heap lock stand as before. The span is full now.
	//mem:note[zh-cn] 一把也不用：mcentral 锁和堆锁的计数都没变。现在这个 span 满了。
	fill(1)

	//mem:stop second
	//mem:note The full span went to its mcentral and a new one came: one refill for eight objects. How often will 816 objects take the heap lock?
	//mem:note[zh-cn] 满的 span 交给 mcentral，换来一个新的：八个对象一次 refill。816 个对象会拿几次堆锁？
	fill(816)

	//mem:stop many
	//mem:note Three times. 102 refills asked mcentral, and 102 pages came mostly from the pcache, which takes up to 64 pages at once. Each level asks the next one rarely.
	//mem:note[zh-cn] 三次。102 次 refill 问到 mcentral，而 102 个页大多来自 pcache，它一次取来至多 64 页。每一级都很少打扰下一级。
	fmt.Println("slabs:", len(slabs))

	//mem:stop end
	//mem:note Look at the box beside: one lock for the whole heap would have been taken for every object. That is why the levels exist.
	//mem:note[zh-cn] 看旁边的对照：若整个堆只有一把锁，每个对象都要拿一次。这就是分级的理由。
	//mem:expect gcs=0
	fmt.Println("end")
}
