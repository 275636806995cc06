// mallocgc is one function with five ways through it. The size decides, and whether the type holds
// pointers. Open Why at each stop and read the branches that were taken.
package main

//mem:procs 1
//mem:gogc off

import "fmt"

type pair struct{ left, right *pair }

// page is 1016 bytes with a pointer in it.
type page struct {
	next *page
	data [126]int64
}

var empty *struct{}
var small [4]*int8
var plain *[4]int64
var linked *pair
var headed *page
var large []byte

func main() {
	//mem:stop zero
	//mem:mode why
	//mem:note First an object of no bytes at all. Does it take a slot?
	//mem:note[zh-cn] 首先是一个零字节的对象。它会占一个槽吗？
	//mem:expect heap size=0 bytes=0
	empty = new(struct{})

	//mem:stop tiny
	//mem:note No: all objects of size zero are the one address of zerobase. Now four single bytes: how many slots do they take?
	//mem:note[zh-cn] 不占：所有零大小对象共用 zerobase 这一个地址。接着是四个单字节对象：它们会占几个槽？
	for i := range small {
		//mem:expect heap size=1 count=4
		small[i] = new(int8)
	}

	//mem:stop noscan
	//mem:note One for all four: mallocgcTiny puts objects without pointers into a block of 16 bytes until it is full. Next are 32 bytes without pointers, and two pointers of 8.
	//mem:note[zh-cn] 四个共用一个：mallocgcTiny 把不含指针的小东西放进一个 16 字节的块，直到放满。接着是不含指针的 32 字节，再是两个 8 字节的指针。
	//mem:expect heap size=32 spanclass=9
	plain = new([4]int64)
	//mem:expect heap size=16 spanclass=4
	linked = &pair{}

	//mem:stop header
	//mem:note The span class is odd without pointers: the collector never looks into such spans. 1016 bytes with a pointer come next: is there room for them in a slot of 1024?
	//mem:note[zh-cn] 不含指针时 spanclass 为奇数：回收器从不查看这种 span 的内部。接下来是含指针的 1016 字节：放得进 1024 字节的槽吗？
	//mem:expect heap size=1016 class=32 bytes=1024
	headed = &page{}

	//mem:stop large
	//mem:mode levels
	//mem:note Just so: above 512 bytes mallocgcSmallScanHeader puts 8 bytes in front, the malloc header with the type. Last, 100,000 bytes: more than any class.
	//mem:note[zh-cn] 刚好：超过 512 字节时，mallocgcSmallScanHeader 会在前面放 8 字节的 malloc header，记录类型。最后是 100,000 字节：超过所有大小类。
	//mem:expect heap size=100000 class=0 bytes=106496
	large = make([]byte, 100_000)

	//mem:stop end
	//mem:mode map
	//mem:note mallocgcLarge asked mheap directly: thirteen pages as a span of its own, and no mcache was in it.
	//mem:note[zh-cn] mallocgcLarge 直接向 mheap 要：十三页，自成一个 span，完全不经过 mcache。
	fmt.Println(empty != nil, *small[3], plain[0], linked.left == nil, headed.data[0], len(large))
}
