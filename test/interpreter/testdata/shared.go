package main

import (
	"runtime"
	"runtime/debug"
	"unsafe"
)

// Variables in the heap that share an object, or not: how many objects each function makes, and how
// the places of two variables relate.

var sink [4]unsafe.Pointer

func keep[T, U any](x *T, y *U) (offset int) {
	sink[0], sink[1] = unsafe.Pointer(x), unsafe.Pointer(y)
	return int(uintptr(sink[1])) - int(uintptr(sink[0]))
}

//go:noinline
func keepInts(x, y *int) {
	sink[0], sink[1] = unsafe.Pointer(x), unsafe.Pointer(y)
}

//go:noinline
func keepMixed(x *byte, y *int64) int {
	return int(uintptr(unsafe.Pointer(y))) - int(uintptr(unsafe.Pointer(x)))
}

//go:noinline
func keepThree(x *byte, y *int32, z *int16) (int, int) {
	sink[0], sink[1], sink[2] = unsafe.Pointer(x), unsafe.Pointer(y), unsafe.Pointer(z)
	at := int(uintptr(sink[1]))
	return int(uintptr(sink[0])) - at, int(uintptr(sink[2])) - at
}

//go:noinline
func other() int { return 1 }

//go:noinline
func otherBool() bool { return true }

var (
	list   = []int{1, 2, 3}
	array  [4]int
	table      = map[int]int{1: 2}
	text       = "text"
	eface  any = 5
	number     = 7
	signed     = 3
	c          = make(chan int, 1)
	pairs  [1]struct{ a, b *int }
)

//go:noinline
func two() { x, y := 1, 2; keepInts(&x, &y) }

//go:noinline
func mixed() (offset int) {
	var x byte
	var y int64
	sink[0], sink[1] = unsafe.Pointer(&x), unsafe.Pointer(&y)
	return keepMixed(&x, &y)
}

//go:noinline
func three() (a, b int) {
	var x byte
	var y int32
	var z int16
	return keepThree(&x, &y, &z)
}

//go:noinline
func tooLarge() {
	var a [3]int32
	var x int64
	var y int64
	sink[0], sink[1], sink[2] = unsafe.Pointer(&a), unsafe.Pointer(&x), unsafe.Pointer(&y)
}

//go:noinline
func sixteen() {
	var a [16]byte
	var x byte
	sink[0], sink[1] = unsafe.Pointer(&a), unsafe.Pointer(&x)
}

//go:noinline
func withPointer() {
	var x int
	var p *int
	var y int
	sink[0], sink[1], sink[2] = unsafe.Pointer(&x), unsafe.Pointer(&p), unsafe.Pointer(&y)
}

//go:noinline
func params(x, y int) { keepInts(&x, &y) }

//go:noinline
func paramAndLocal(x int) { y := 2; keepInts(&x, &y) }

//go:noinline
func result(x int) (y int) { keepInts(&x, &y); return 3 }

//go:noinline
func byCall() { x := other(); y := other(); keepInts(&x, &y) }

//go:noinline
func byAnd() {
	x := 1
	ok := otherBool() && otherBool()
	y := 2
	keepInts(&x, &y)
	_ = ok
	sink[2] = unsafe.Pointer(&ok)
}

//go:noinline
func byIf() {
	x := 1
	if otherBool() {
		x++
	}
	y := 2
	keepInts(&x, &y)
}

//go:noinline
func inIf() {
	if otherBool() {
		x := 1
		y := 2
		keepInts(&x, &y)
	}
}

//go:noinline
func byIndex(i int) { x := 1; z := list[i]; y := 2; keepInts(&x, &y); number = z }

//go:noinline
func byArray() { x := 1; array[2] = 5; y := 2; keepInts(&x, &y) }

//go:noinline
func byArrayIndex(i int) { x := 1; array[i] = 5; y := 2; keepInts(&x, &y) }

//go:noinline
func byMap() {
	x := 1
	table[1] = 5
	z := table[2]
	y := 2
	keepInts(&x, &y)
	number = z
}

//go:noinline
func byLenMap() { x := 1; z := len(table); y := 2; keepInts(&x, &y); signed = z & 3 }

//go:noinline
func bySlicing() { x := 1; list = list[:]; y := 2; keepInts(&x, &y) }

//go:noinline
func bySlicingMore() { x := 1; list = list[:3]; y := 2; keepInts(&x, &y) }

//go:noinline
func byDivision() {
	x := 1
	number |= 1
	z := 100 / number
	y := 2
	keepInts(&x, &y)
	number = z&7 + 1
}

//go:noinline
func byConstDivision() { x := 1; z := signed / 7; y := 2; keepInts(&x, &y); signed = z + 3 }

//go:noinline
func byShift() { x := 1; z := 1 << signed; y := 2; keepInts(&x, &y); number = z }

//go:noinline
func byUnsignedShift() { x := 1; z := 1 << uint(signed); y := 2; keepInts(&x, &y); number = z }

//go:noinline
func byAssertion() { x := 1; z := eface.(int); y := 2; keepInts(&x, &y); number = z }

//go:noinline
func byCompare() { x := 1; z := text == "other"; y := 2; keepInts(&x, &y); pairsAny = z }

var pairsAny bool

//go:noinline
func byLess() { x := 1; z := text < "other"; y := 2; keepInts(&x, &y); pairsAny = z }

//go:noinline
func byChannel() {
	x := 1
	c <- 1
	z := <-c
	y := 2
	keepInts(&x, &y)
	number = z
}

//go:noinline
func byMin() { x := 1; z := min(number, signed); y := 2; keepInts(&x, &y); number = z + 1 }

//go:noinline
func byNil() { x := 1; z := pairs[0].a == nil; y := 2; keepInts(&x, &y); pairsAny = z }

//go:noinline
func byNew() { sink[0], sink[1] = unsafe.Pointer(new(1)), unsafe.Pointer(new(2)) }

//go:noinline
func byPlainNew() { sink[0], sink[1] = unsafe.Pointer(new(int)), unsafe.Pointer(new(int)) }

//go:noinline
func byClosure() func() {
	x, y := 1, 2
	return func() { x++; y++ }
}

//go:noinline
func byDefer() { x := 1; defer other(); y := 2; keepInts(&x, &y) }

//go:noinline
func inLoop() {
	for i := 0; i < 1; i++ {
		x, y := i, i
		keepInts(&x, &y)
	}
}

//go:noinline
func loopVariable() {
	for i := 0; i < 1; i++ {
		y := i
		keepInts(&i, &y)
	}
}

//go:noinline
func rangeVariables() {
	for i, v := range list {
		keepInts(&i, &v)
	}
}

//go:noinline
func bySwitch() {
	switch x := 1; number {
	case 100:
	default:
		y := 2
		keepInts(&x, &y)
	}
}

//go:noinline
func typeSwitch() {
	switch x := eface.(type) {
	case int:
		y := 2
		keepInts(&x, &y)
	}
}

//go:noinline
func typeSwitchSeveral() {
	y := 2
	switch x := eface.(type) {
	case string:
	case int, bool:
		z := 2
		keepInts(&y, &z)
		sink[2] = unsafe.Pointer(&x)
	}
}

//go:noinline
func deferInLoop() {
	x := 1
	for range 1 {
		defer other()
		y, z := 2, 3
		keepInts(&x, &y)
		sink[2] = unsafe.Pointer(&z)
	}
}

//go:noinline
func resultDefer() (x int) { defer other(); y := 2; keepInts(&x, &y); return 3 }

//go:noinline
func methodValue() { x := 1; f := t(1).get; y := 2; keepInts(&x, &y); number = f() }

type t int

//go:noinline
func (v t) get() int { return int(v) }

//go:noinline
func byInterface() { x := 1; number = g.get(); y := 2; keepInts(&x, &y) }

var g interface{ get() int } = t(3)

//go:noinline
func byStructs() { x := 1; pairsAny = pairs[0] == pairs2; y := 2; keepInts(&x, &y) }

var pairs2 struct{ a, b *int }

//go:noinline
func byLiteral() { x := 1; pairs2 = struct{ a, b *int }{new(int), nil}; y := 2; keepInts(&x, &y) }

//go:noinline
func byMapLiteral() { x := 1; table2 = map[int]int{1: 2, 3: 4}; y := 2; keepInts(&x, &y) }

//go:noinline
func byGo() { x := 1; go empty(); y := 2; keepInts(&x, &y); runtime.Gosched() }

func empty() {}

//go:noinline
func byPrint() { x := 1; print(); y := 2; keepInts(&x, &y) }

//go:noinline
func byDelete() { x := 1; delete(table, 77); clear(table2); y := 2; keepInts(&x, &y) }

//go:noinline
func byRecover() { x := 1; recover(); y := 2; keepInts(&x, &y) }

//go:noinline
func byRunes() { x := 1; text2 = string(rune(number)); y := 2; keepInts(&x, &y) }

//go:noinline
func byComma() { x := 1; z, ok := table[3]; y := 2; keepInts(&x, &y); number, pairsAny = z, ok }

//go:noinline
func byCommaReceive() {
	x := 1
	c <- 1
	z, ok := <-c
	y := 2
	keepInts(&x, &y)
	number, pairsAny = z, ok
}

//go:noinline
func byArrayLiteral() { x := 1; array = [4]int{1, number, 3}; y := 2; keepInts(&x, &y) }

//go:noinline
func byPointer(p *int) { x := 1; number = *p; y := 2; keepInts(&x, &y) }

//go:noinline
func byStringIndex(i int) { x := 1; z := text[i]; y := 2; keepInts(&x, &y); number = int(z) }

//go:noinline
func byToInterface() { x := 1; eface = g; y := 2; keepInts(&x, &y); eface = 5 }

//go:noinline
func closureInside() func() {
	return func() {
		x, y := 1, 2
		keepInts(&x, &y)
	}
}

//go:noinline
func bySelect() {
	c <- 1
	select {
	case x, ok := <-c:
		y := 2
		keepInts(&x, &y)
		sink[2] = unsafe.Pointer(&ok)
	default:
	}
}

//go:noinline
func byPrivateCopy() { x := 1; s := []int{1, 2}; y := 2; keepInts(&x, &y); signed = s[0] }

//go:noinline
func byConversion() { x := 1; eface = number; y := 2; keepInts(&x, &y) }

//go:noinline
func byMake() { x := 1; list2 = make([]int, 3); y := 2; keepInts(&x, &y) }

//go:noinline
func byMakeMap() { x := 1; table2 = make(map[int]int); y := 2; keepInts(&x, &y) }

//go:noinline
func byConcat() { x := 1; text2 = text + "more"; y := 2; keepInts(&x, &y) }

//go:noinline
func byBytes() { x := 1; bytes2 = []byte("constant"); y := 2; keepInts(&x, &y) }

//go:noinline
func byFloat() { x := 1; float2 = float64(uint64(number)); y := 2; keepInts(&x, &y) }

//go:noinline
func byAppend() { x := 1; list2 = append(list2[:0], 1); y := 2; keepInts(&x, &y) }

//go:noinline
func byBlock() {
	x := 1
	{
		y := 2
		keepInts(&x, &y)
	}
}

//go:noinline
func byGoto() {
	x := 1
	goto next
next:
	keepInts(&x, &x)
	{
		y := 2
		keepInts(&x, &y)
	}
}

//go:noinline
func constantIf() {
	x := 1
	const debug = false
	if debug {
		x++
	}
	y := 2
	keepInts(&x, &y)
}

//go:noinline
func five() {
	var a, b, c, d, e int32
	sink[0], sink[1], sink[2], sink[3] = unsafe.Pointer(&a), unsafe.Pointer(&b), unsafe.Pointer(&c), unsafe.Pointer(&d)
	sink[0] = unsafe.Pointer(&e)
}

var (
	list2  []int
	table2 map[int]int
	text2  string
	bytes2 []byte
	float2 float64
)

// objects is how many one call makes.
func objects(f func()) int {
	const rounds = 1000
	var before, after runtime.MemStats
	f()
	runtime.ReadMemStats(&before)
	for range rounds {
		f()
	}
	runtime.ReadMemStats(&after)
	return int(after.Mallocs-before.Mallocs+rounds/2) / rounds
}

func main() {
	debug.SetGCPercent(-1)
	println("mixed", mixed())
	a, b := three()
	println("three", a, b)
	for _, f := range []struct {
		name string
		f    func()
	}{
		{"two", two}, {"mixed", func() { mixed() }}, {"three", func() { three() }}, {"tooLarge", tooLarge},
		{"sixteen", sixteen}, {"withPointer", withPointer}, {"params", func() { params(1, 2) }},
		{"paramAndLocal", func() { paramAndLocal(1) }}, {"result", func() { result(1) }}, {"byCall", byCall},
		{"byAnd", byAnd}, {"byIf", byIf}, {"inIf", inIf}, {"byIndex", func() { byIndex(1) }}, {"byArray", byArray},
		{"byArrayIndex", func() { byArrayIndex(1) }}, {"byMap", byMap}, {"byLenMap", byLenMap},
		{"bySlicing", bySlicing}, {"bySlicingMore", bySlicingMore}, {"byDivision", byDivision}, {"byConstDivision", byConstDivision},
		{"byShift", byShift}, {"byUnsignedShift", byUnsignedShift}, {"byAssertion", byAssertion},
		{"byCompare", byCompare}, {"byLess", byLess}, {"byChannel", byChannel}, {"byMin", byMin},
		{"byNil", byNil}, {"byNew", byNew}, {"byPlainNew", byPlainNew}, {"byClosure", func() { byClosure()() }},
		{"byDefer", byDefer}, {"inLoop", inLoop}, {"loopVariable", loopVariable},
		{"rangeVariables", rangeVariables}, {"bySwitch", bySwitch}, {"typeSwitch", typeSwitch},
		{"bySelect", bySelect}, {"typeSwitchSeveral", typeSwitchSeveral},
		{"deferInLoop", deferInLoop}, {"resultDefer", func() { resultDefer() }}, {"methodValue", methodValue},
		{"byInterface", byInterface}, {"byStructs", byStructs}, {"byLiteral", byLiteral},
		{"byMapLiteral", byMapLiteral}, {"byPrint", byPrint}, {"byDelete", byDelete},
		{"byRecover", byRecover}, {"byRunes", byRunes}, {"byComma", byComma},
		{"byCommaReceive", byCommaReceive}, {"byArrayLiteral", byArrayLiteral},
		{"byPointer", func() { byPointer(&number) }}, {"byStringIndex", func() { byStringIndex(1) }},
		{"byToInterface", byToInterface}, {"closureInside", closureInside()}, {"byGo", byGo}, {"byPrivateCopy", byPrivateCopy}, {"byConversion", byConversion},
		{"byMake", byMake}, {"byMakeMap", byMakeMap}, {"byConcat", byConcat}, {"byBytes", byBytes},
		{"byFloat", byFloat}, {"byAppend", byAppend}, {"byBlock", byBlock}, {"byGoto", byGoto},
		{"constantIf", constantIf}, {"five", five},
	} {
		println(f.name, objects(f.f))
	}
}
