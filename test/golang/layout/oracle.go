// Prints what the real compiler knows about the types of types.go, one JSON object a line.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"unsafe"
)

// The beginning of the compiler's type descriptor.
type descriptor struct {
	size, ptrBytes        uintptr
	hash                  uint32
	flags                 uint8
	align, fieldAlign     uint8
	kind                  uint8
	equal                 func(unsafe.Pointer, unsafe.Pointer) bool
	mask                  *byte
	nameOffset, ptrToThis int32
}

type mapDescriptor struct {
	descriptor
	key, elem, group            *descriptor
	hasher                      func(unsafe.Pointer, uintptr) uintptr
	groupSize, slotSize, elemAt uintptr
}

const maskOnDemand, directInterface = 1 << 4, 1 << 5

func describe(name string, t reflect.Type) {
	d := (*descriptor)((*[2]unsafe.Pointer)(unsafe.Pointer(&t))[1])
	fmt.Printf(`{"name":%q,"size":%d,"align":%d,"ptrdata":%d,"direct":%v`,
		name, d.size, d.align, d.ptrBytes, d.flags&directInterface != 0)
	if t.Kind() == reflect.Struct {
		offsets := []uintptr{}
		for i := range t.NumField() {
			offsets = append(offsets, t.Field(i).Offset)
		}
		fmt.Printf(`,"offsets":%s`, join(offsets))
	}
	if t.Kind() == reflect.Map {
		m := (*mapDescriptor)(unsafe.Pointer(d))
		fmt.Printf(`,"group":%d,"slot":%d,"elemAt":%d,"groupPointers":%s`,
			m.groupSize, m.slotSize, m.elemAt, pointers(m.group))
	} else {
		fmt.Printf(`,"pointers":%s`, pointers(d))
	}
	fmt.Println("}")
}

// pointers lists the byte offsets of the pointers, from the mask where the descriptor has one at hand.
func pointers(d *descriptor) string {
	if d.flags&maskOnDemand != 0 {
		return "null"
	}
	offsets := []uintptr{}
	for i := uintptr(0); i < d.ptrBytes/8; i++ {
		if *(*byte)(unsafe.Add(unsafe.Pointer(d.mask), i/8))>>(i%8)&1 != 0 {
			offsets = append(offsets, i*8)
		}
	}
	return join(offsets)
}

func join(list []uintptr) string {
	s := "["
	for i, n := range list {
		if i > 0 {
			s += ","
		}
		s += fmt.Sprint(n)
	}
	return s + "]"
}

func main() {
	fmt.Printf("{\"version\":%q}\n", runtime.Version())
	describeAll()
}
