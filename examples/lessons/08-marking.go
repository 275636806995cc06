// Which objects are alive? Those that can be reached from the roots: globals and stacks. The
// collector marks them white to grey to black, while the program goes on.
package main

//mem:procs 1
//mem:gogc 10

import (
	"fmt"
	"runtime"
)

type node struct {
	left, right *node
	weight      [14]int64
}

var root *node
var spare *node

//go:noinline
func tree(depth int) *node {
	//mem:expect heap size=128 spanclass=20
	n := &node{}
	if depth > 1 {
		n.left, n.right = tree(depth-1), tree(depth-1)
	}
	return n
}

//go:noinline
func ring() {
	a, b := &node{}, &node{}
	a.left, b.left = b, a
}

func main() {
	root = tree(4)
	ring()

	//mem:stop before
	//mem:mode marking
	//mem:note Fifteen nodes hang from root. Two more point at each other, and nothing else points at them. A collection comes next: do the two survive?
	//mem:note[zh-cn] 十五个节点挂在 root 之下。另有两个互相指着，此外再没有东西指向它们。接下来是一次回收：这两个能活下来吗？
	runtime.GC()

	//mem:stop after
	//mem:note No: marking begins at the roots, so a ring that nothing leads to stays white and is swept. Step back and run to the next marked object to watch it happen.
	//mem:note[zh-cn] 不能：标记从根开始，没有路通向的环一直是白色，随后被清扫。可以后退，再逐个运行到下一个被标记的对象，看它如何发生。
	for i := range 9000 {
		spare = tree(1)
		spare.weight[0] = int64(i)
		if i != 8020 {
			continue
		}

		//mem:stop during
		//mem:note gcController.trigger was reached, and a cycle is on while the loop goes on. The object just made may never be reached by the marker. Is it in danger?
		//mem:note[zh-cn] 达到了 gcController.trigger，一轮回收正与循环同时进行。刚分配的对象，标记可能永远走不到。它有危险吗？
		fresh := spare

		//mem:stop black
		//mem:note No: while marking is on, mallocgc makes objects black (gcmarknewobject). Now a pointer in root is overwritten: what if the marker has not read the old one yet?
		//mem:note[zh-cn] 没有：标记期间 mallocgc 分配的对象生来就是黑色（gcmarknewobject）。现在改写 root 里的一个指针：若标记还没读过旧值呢？
		root.right = fresh

		//mem:stop barrier
		//mem:note gcWriteBarrier has put the old and the new pointer into the P's wbBuf; wbBufFlush makes both grey. So no object can slip past.
		//mem:note[zh-cn] gcWriteBarrier 把旧指针和新指针都记入 P 的 wbBuf；wbBufFlush 把两者都染成灰色。没有对象能溜走。
		fmt.Println("stored")
	}
	//mem:stop end
	//mem:note The cycle is over. What was made during it is still there, dead or not: floating garbage, which only the next cycle finds.
	//mem:note[zh-cn] 这一轮结束了。期间分配的对象无论死活都还在：这是浮动垃圾，要到下一轮才会发现。
	//mem:expect gcs>=1
	fmt.Println(root.left != nil, root.right.weight[0])
}
