// append: when the capacity is used up, growslice allocates a larger array and copies. What it asks
// for is rounded up to a size class, so the capacity is often more than double.
package main

import "fmt"

var numbers []int
var words []string

//go:noinline
func growNumbers(n int) int {
	moves := 0
	numbers = nil
	for i := range n {
		before := cap(numbers)
		//mem:expect heap count=12
		numbers = append(numbers, i)
		if cap(numbers) != before {
			moves++
		}
	}
	return moves
}

//go:noinline
func growOnce(n int) {
	//mem:expect heap size=8000 count=1
	numbers = make([]int, 0, n)
	for i := range n {
		//mem:expect allocs=0
		numbers = append(numbers, i)
	}
}

//go:noinline
func growWords(n int) {
	words = nil
	for range n {
		before := cap(words)
		//mem:expect heap
		words = append(words, "go")
		if cap(words) != before {
			fmt.Print(cap(words), " ")
		}
	}
	fmt.Println()
}

func main() {
	//mem:stop append
	//mem:note A thousand appends to a nil slice. Twelve arrays are allocated, and eleven of them are garbage at the end.
	//mem:note[zh-cn] 对 nil 切片追加一千次：共分配十二个数组，其中十一个最终成为垃圾。
	fmt.Println("arrays:", growNumbers(1000), "capacity:", cap(numbers))

	//mem:stop sized
	//mem:note The same with the capacity said in advance: one array, no copy.
	//mem:note[zh-cn] 事先给出容量：只有一个数组，没有复制。
	growOnce(1000)
	fmt.Println("capacity:", cap(numbers))

	//mem:stop words
	//mem:note Strings hold a pointer, so from 512 bytes on a slot begins with an 8-byte malloc header. See the odd capacities.
	//mem:note[zh-cn] string 含有指针，超过 512 字节后每个槽位以 8 字节 malloc header 开头，容量因此显得不规整。
	growWords(300)
}
