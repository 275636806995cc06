// A variable stands in one of four zones: code, globals, heap or a goroutine's stack. The compiler's
// escape analysis decides between stack and heap, and it has a reason for each.
package main

//mem:procs 1
//mem:gogc off

import "fmt"

type point struct{ x, y int }

var origin point
var latest *point

//go:noinline
func sum(p *point) int {
	return p.x + p.y
}

//go:noinline
func makePoint(x int) *point {
	//mem:expect heap size=16 reason~="return"
	return &point{x: x}
}

//go:noinline
func counter() func() int {
	//mem:expect heap reason~="captured"
	count := 0
	return func() int {
		count++
		return count
	}
}

func main() {
	//mem:stop globals
	//mem:mode zones
	//mem:note origin is a global: the linker gave it a place in noptrbss before the program began. Its neighbour latest stands in bss. Why not beside it?
	//mem:note[zh-cn] origin 是全局变量：程序开始之前，链接器就在 noptrbss 中为它留了位置。latest 却在 bss 中。为什么不放在一起？
	origin.x = 3

	//mem:stop stack
	//mem:note latest holds a pointer, so the collector must read it: globals with pointers are roots. Next, the address of a local is handed to sum. Does that put it on the heap?
	//mem:note[zh-cn] latest 含有指针，回收器必须读它：含指针的全局变量都是根。接下来把局部变量的地址交给 sum。这会让它到堆上吗？
	//mem:expect stack
	local := &point{x: 1, y: 2}
	total := sum(local)

	//mem:stop stays
	//mem:note No: sum does not keep p, so nothing outlives the call and the point stays in main's frame. makePoint returns its pointer. What about that one?
	//mem:note[zh-cn] 不会：sum 不保留 p，没有东西活得比调用更久，point 就留在 main 的栈帧里。makePoint 返回它的指针，那个又如何？
	latest = makePoint(7)

	//mem:stop heap
	//mem:note On the heap: it must outlive the frame of makePoint. Now a closure that counts: where does its variable stand?
	//mem:note[zh-cn] 在堆上：它必须活得比 makePoint 的栈帧更久。再看一个会计数的闭包：它的变量在哪里？
	next := counter()

	//mem:stop closure
	//mem:note On the heap as well, moved there because the closure that captured it is returned. The code of the closure stands in the text zone; on the heap is only a pointer to it and to count.
	//mem:note[zh-cn] 也在堆上：捕获它的闭包被返回，变量随之移到堆。闭包的代码在代码区；堆上只有指向代码和 count 的指针。
	next()
	fmt.Println(origin.x, total, latest.x, next())
}
