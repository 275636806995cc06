// Where do bytes go that no object uses? Into slots that are too large, into holes between objects,
// and into garbage that waits for the collector. Each has its own remedy.
package main

//mem:procs 1
//mem:gogc off

import (
	"fmt"
	"runtime"
)

var lines [200][]byte
var pieces [64][]byte

//go:noinline
func line(index, size int) {
	lines[index] = make([]byte, size)
}

//go:noinline
func piece(index, size int) {
	//mem:expect heap class=0
	pieces[index] = make([]byte, size)
	pieces[index][0] = 1
}

func main() {
	//mem:stop slots
	//mem:mode dashboard
	//mem:note 200 lines of 1025 bytes come next: one byte more than a class. How much of each slot will be waste?
	//mem:note[zh-cn] 接下来是 200 行，每行 1025 字节：比一个大小类多一字节。每个槽会浪费多少？
	for i := range lines {
		line(i, 1025)
	}

	//mem:stop waste
	//mem:note 127 of 1152 bytes, eleven percent: internal waste. MemStats counts whole slots in HeapAlloc, so it does not show. Now 64 objects of 40 KiB, and then every second one dies.
	//mem:note[zh-cn] 1152 字节中的 127，百分之十一：内部浪费。MemStats 的 HeapAlloc 按整个槽计算，所以看不出来。接着是 64 个 40 KiB 的对象，然后每隔一个死去。
	for i := range pieces {
		piece(i, 40<<10)
	}
	for i := 0; i < len(pieces); i += 2 {
		pieces[i] = nil
	}
	runtime.GC()

	//mem:stop holes
	//mem:mode map
	//mem:note 32 holes of five pages: 1.25 MiB are free. An object of 80 KiB needs ten pages. Will it find a place between them?
	//mem:note[zh-cn] 32 个五页的空洞：共 1.25 MiB 空闲。一个 80 KiB 的对象需要十页。它能在其间找到位置吗？
	//mem:expect gcs=1
	piece(0, 80<<10)

	//mem:stop behind
	//mem:mode dashboard
	//mem:note No: no hole is large enough, so pageAlloc.find goes on behind them. That is external fragmentation: free, and yet of no use for this request.
	//mem:note[zh-cn] 不能：没有一个空洞够大，pageAlloc.find 只能找到它们后面去。这就是外部碎片：空闲，却满足不了这个请求。
	//mem:expect heap size=40960
	pieces[2] = make([]byte, 40<<10)

	//mem:stop fits
	//mem:note 40 KiB fit: pageAlloc.find takes the lowest hole. Equal sizes do not fragment, which is why spans of one class come in one size. Last, the price of collecting: will a second cycle mark less?
	//mem:note[zh-cn] 40 KiB 就放得下：pageAlloc.find 取地址最低的空洞。大小相同就不会产生碎片，所以同一规格的 span 大小一致。最后看回收的代价：第二轮标记的会更少吗？
	runtime.GC()

	//mem:stop cycle
	//mem:note Hardly: marking costs what is alive, not what is garbage. GOGC decides how often it is paid; change it in the toolbar and compare.
	//mem:note[zh-cn] 几乎不会：标记的代价取决于存活的对象，而非垃圾。多久付一次由 GOGC 决定；在工具栏里改一改，比较一下。
	//mem:expect gcs=2
	fmt.Println(len(lines), len(pieces[0]), len(pieces[2]))
}
