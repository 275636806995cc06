// Hidden costs: a string is a pointer and a length, an interface two words. Joining, converting and
// boxing may allocate; small values and constants do not.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

type celsius float64

func (c celsius) String() string { return strconv.Itoa(int(c)) + "C" }

var text string
var box any
var shown fmt.Stringer

//go:noinline
func join(name string) {
	//mem:expect heap size=32 count=1
	text = "a name of sixteen: " + name + "!"
}

//go:noinline
func joinMany(n int) {
	text = ""
	for i := range n {
		//mem:expect heap count=10
		text += strconv.Itoa(i) + ","
	}
}

//go:noinline
func build(n int) {
	var b strings.Builder
	b.Grow(64)
	for i := range n {
		b.WriteString(strconv.Itoa(i))
		b.WriteByte(',')
	}
	text = b.String()
}

//go:noinline
func boxInt(value int) {
	box = value
}

//go:noinline
func boxString(value string) {
	//mem:expect heap size=16 count=1
	box = value
}

//go:noinline
func boxMethod(degrees float64) {
	//mem:expect heap size=8 count=1
	shown = celsius(degrees)
}

func main() {
	//mem:stop join
	//mem:note A concatenation allocates exactly its length, rounded up to a size class.
	//mem:note[zh-cn] 拼接恰好按结果长度分配，再向上取到规格大小。
	join("twelve bytes")
	fmt.Println(len(text), text)

	//mem:stop many
	//mem:note Joining in a loop makes a new string each time; all but the last are garbage. A Builder writes into one buffer.
	//mem:note[zh-cn] 循环拼接每次都产生新字符串，除最后一个外都是垃圾；Builder 只写一个缓冲区。
	joinMany(10)
	fmt.Println(text)
	build(10)
	fmt.Println(text)

	//mem:stop box
	//mem:note A small integer in an interface needs no memory: the runtime has a table of the first 256.
	//mem:note[zh-cn] 小整数装进接口不需要内存：运行时备有前 256 个值的表。
	boxInt(7)
	fmt.Println(box)
	//mem:note A larger one takes eight bytes of a tiny block.
	//mem:note[zh-cn] 更大的整数占用 tiny 块中的八个字节。
	boxInt(7_000)
	fmt.Println(box)
	boxString(text)
	boxMethod(451)
	fmt.Println(shown)
}
