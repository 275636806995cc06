// The order of fields decides the padding, the padding decides the size, and the size decides the
// size class. Hover over the two types.
package main

import "fmt"

// loose wastes 18 bytes on padding: 40 bytes, size class 48.
type loose struct {
	ready bool
	id    int64
	kind  uint16
	next  *loose
	last  bool
}

// tight holds the same in 24 bytes: size class 24, no padding but at the end.
type tight struct {
	id    int64
	next  *tight
	kind  uint16
	ready bool
	last  bool
}

// withBuffer is 520 bytes with a pointer, so its slot needs 8 more for the malloc header: class 576.
type withBuffer struct {
	next   *withBuffer
	buffer [512]byte
}

// plainBuffer has no pointer: 512 bytes fit exactly and the collector never looks inside.
type plainBuffer struct {
	buffer [512]byte
}

var looseList *loose
var tightList *tight
var buffers [2]any

func main() {
	//mem:stop loose
	//mem:note Forty bytes are asked for, forty-eight are taken: eight bytes of every slot are waste, and more of the object is padding.
	//mem:note[zh-cn] 申请四十字节，占用四十八字节：每个槽位浪费八字节，对象内部还有填充。
	for i := range 100 {
		//mem:expect heap size=40 class=5 count=100 bytes=4800
		looseList = &loose{id: int64(i), next: looseList}
	}

	//mem:stop tight
	//mem:note The same fields in another order: half the memory.
	//mem:note[zh-cn] 同样的字段换个顺序：内存减半。
	for i := range 100 {
		//mem:expect heap size=24 class=3 count=100 bytes=2400
		tightList = &tight{id: int64(i), next: tightList}
	}
	fmt.Println(looseList.id, tightList.id)

	//mem:stop header
	//mem:note Above 512 bytes an object with pointers begins with an 8-byte header that tells the collector its type.
	//mem:note[zh-cn] 超过 512 字节且含指针的对象，槽位前面有 8 字节 header，告诉回收器其类型。
	//mem:expect heap size=520 bytes=576
	buffers[0] = &withBuffer{}
	//mem:expect heap size=512 bytes=512
	buffers[1] = &plainBuffer{}
	fmt.Println(len(buffers))
}
