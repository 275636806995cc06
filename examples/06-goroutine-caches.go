// An mcache belongs to a P, not to a goroutine: whichever goroutine runs on the P allocates from its
// cache without a lock. Four Ps have four caches, and four spans of the same class.
package main

//mem:procs 4
//mem:seed 7

import (
	"fmt"
	"sync"
)

// item is 64 bytes. All workers allocate from the same size class, but from four different spans.
type item struct {
	next *item
	pad  [7]uint64
}

//go:noinline
func work(count int) *item {
	var head *item
	for range count {
		//mem:expect heap size=64 count=16000
		head = &item{next: head}
	}
	return head
}

func measure(head *item) int {
	n := 0
	for ; head != nil; head = head.next {
		n++
	}
	return n
}

func main() {
	var wait sync.WaitGroup
	results := make([]*item, 4)

	//mem:stop start
	//mem:note Four goroutines, four Ps. Each P refills its own mcache when a span is full; in between its goroutine allocates without asking anyone.
	//mem:note[zh-cn] 四个 goroutine，四个 P。span 用完时每个 P 只为自己的 mcache 做 refill；两次 refill 之间，其上的 goroutine 分配时无需询问任何人。
	for i := range results {
		wait.Add(1)
		go func() {
			defer wait.Done()
			results[i] = work(4000)
		}()
	}

	//mem:note The main goroutine waits and gives its P away; the cache stays with the P.
	//mem:note[zh-cn] 主 goroutine 等待并让出 P；缓存留在 P 上。
	wait.Wait()

	//mem:stop done
	total := 0
	for _, head := range results {
		total += measure(head)
	}
	fmt.Println("items:", total)
}
