// Who decides where a variable lives? The compiler, by asking how far its address travels.
// Hover over an expression to read the chain of assignments that made it escape.
package main

import "fmt"

type point struct{ x, y int }

var kept *point

// The address never leaves the function: the point is part of the stack frame.
//
//go:noinline
//mem:expect allocs=0
func local() int {
	//mem:expect stack
	p := &point{1, 2}
	return p.x + p.y
}

// The address is returned, so the point has to outlive the frame.
//
//go:noinline
func returned() *point {
	//mem:expect heap size=16 class=2 count=1
	return &point{3, 4}
}

// The parameter leaks to a global; what a caller passes must be on the heap.
//
//go:noinline
func keep(p *point) {
	kept = p
}

// Only read through the pointer: the caller's point may stay on its stack.
//
//go:noinline
func sum(p *point) int {
	return p.x + p.y
}

// counter is captured by reference by a function that outlives the frame.
//
//go:noinline
func counting() func() int {
	//mem:expect heap
	counter := 0
	//mem:expect heap size=16
	return func() int {
		counter++
		return counter
	}
}

// It does not escape, but nobody knows the length beforehand: above 32 bytes the array is allocated on
// the heap while the program runs.
//
//go:noinline
func table(n int) int {
	//mem:expect heap allocs=1 bytes=1024
	t := make([]int, n)
	for i := range t {
		t[i] = i
	}
	return t[n-1]
}

// A constant length and no escape: the array is in the frame.
//
//go:noinline
func fixed() int {
	//mem:expect stack
	t := make([]int, 128)
	return len(t)
}

func main() {
	//mem:stop stack
	//mem:note local() keeps its point in its own frame: no allocation, nothing for the collector to do.
	//mem:note[zh-cn] local() 的 point 就在自己的栈帧里：没有分配，回收器也无事可做。
	fmt.Println(local())

	//mem:stop heap
	//mem:note returned() hands its point to the caller, so it cannot be in a frame that is about to go.
	//mem:note[zh-cn] returned() 把 point 交给调用者，因此它不能放在即将消失的栈帧里。
	fmt.Println(returned().y)

	//mem:stop leak
	//mem:note keep() stores its argument in a global: the variable here is moved to the heap although this line only takes its address.
	//mem:note[zh-cn] keep() 把参数存进全局变量：这里只是取了地址，变量却被移到堆上。
	q := point{5, 6}
	keep(&q)

	//mem:note sum() only reads: its caller's point stays on the stack.
	//mem:note[zh-cn] sum() 只读取：调用者的 point 留在栈上。
	r := point{7, 8}
	fmt.Println(sum(&r), kept.x)

	next := counting()
	next()
	fmt.Println(next())

	fmt.Println(table(128), fixed())
}
