// The largest lengths: of slices without size, of unsafe slices and strings.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

const maxUintptr = 1 << (8*unsafe.Sizeof(uintptr(0)) - 1)

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func main() {
	var p [10]byte
	fmt.Println(unsafe.Slice((*int)(nil), 0) == nil, unsafe.String(nil, 0) == "", unsafe.String(&p[0], 10) == string(p[:]))
	try("nil slice", func() { _ = unsafe.Slice((*int)(nil), 1) })
	var neg int = -1
	try("neg", func() { _ = unsafe.Slice(new(byte), neg) })
	var tooBig uint64 = math.MaxUint64
	try("big", func() { _ = unsafe.Slice(new(byte), tooBig) })
	try("over", func() { _ = unsafe.Slice(new(uint64), maxUintptr/8) })
	try("over+1", func() { _ = unsafe.Slice(new(uint64), maxUintptr/8+1) })
	last := (*byte)(unsafe.Pointer(^uintptr(0)))
	try("last 1", func() { _ = unsafe.Slice(last, 1) })
	try("last 2", func() { _ = unsafe.Slice(last, 2) })
	try("nil string", func() { _ = unsafe.String(nil, 1) })
	try("neg string", func() { _ = unsafe.String(new(byte), neg) })
	try("big string", func() { _ = unsafe.String(new(byte), tooBig) })
	try("last string 1", func() { _ = unsafe.String(last, 1) })
	try("last string 2", func() { _ = unsafe.String(last, 2) })
	type T struct{}
	const maxInt = int(^uint(0) >> 1)
	s := make([]T, maxInt)
	one := make([]T, 1)
	try("append", func() { s = append(s, T{}) })
	try("append...", func() { s = append(s, one...) })
	try("append all", func() { s = append(s, s...) })
	fmt.Println(len(s) == maxInt)
	try("few", func() { _ = append(make([]int, 3), make([]int, 2)...) })
}
