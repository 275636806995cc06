// A map is a header, tables and groups of eight slots. Growing means a new table twice as large and
// the old one left to the collector; deleting gives nothing back.
package main

import (
	"fmt"
	"sort"
)

var ages map[string]int
var seen map[int]bool

//go:noinline
func small() {
	//mem:expect heap size=48
	ages = make(map[string]int)
	ages["ada"] = 36
	ages["grace"] = 85
}

//go:noinline
func grow(n int) {
	seen = make(map[int]bool)
	for i := range n {
		seen[i*7] = true
	}
}

//go:noinline
func sized(n int) {
	seen = make(map[int]bool, n)
	for i := range n {
		//mem:expect allocs=0
		seen[i*7] = true
	}
}

// A map that stays in the function: header and first group are in the frame.
//
//go:noinline
//mem:expect allocs=0
func temporary(word string) int {
	count := map[rune]int{}
	for _, letter := range word {
		count[letter]++
	}
	return count['o']
}

func main() {
	//mem:stop small
	//mem:note make(map) allocates the header only. The first insertion adds one group of eight slots.
	//mem:note[zh-cn] make(map) 只分配头部，第一次插入才加上一个八槽的 group。
	small()
	names := make([]string, 0, len(ages))
	for name := range ages {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Println(names, len(ages))

	//mem:stop grow
	//mem:note A thousand insertions: the table doubles again and again. Every old table is garbage.
	//mem:note[zh-cn] 一千次插入：表一次次加倍，每张旧表都成为垃圾。
	grow(1000)
	fmt.Println(len(seen), seen[700], seen[701])

	//mem:stop sized
	//mem:note With the size said in advance the tables are allocated once.
	//mem:note[zh-cn] 事先给出大小，表只分配一次。
	sized(1000)
	fmt.Println(len(seen))

	//mem:stop delete
	//mem:note Deleting makes slots free inside the groups; the memory stays with the map.
	//mem:note[zh-cn] 删除只让 group 里的槽位空闲，内存仍归 map 所有。
	for i := range 1000 {
		delete(seen, i*7)
	}
	fmt.Println(len(seen), temporary("foo"))
}
