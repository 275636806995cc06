package strings

import (
	"internal/bytealg"
	"unicode/utf8"
	"unsafe"
)

// A Builder makes a string piece by piece in one array that grows.
type Builder struct {
	addr *Builder // itself: tells a copy
	buf  []byte
}

func (b *Builder) copyCheck() {
	if b.addr == nil {
		// Through a number: a Builder on the stack stays there.
		self := uintptr(unsafe.Pointer(b))
		b.addr = (*Builder)(unsafe.Pointer(self))
	} else if b.addr != b {
		panic("strings: illegal use of non-zero Builder copied by value")
	}
}

// String gives what was written, without a copy.
func (b *Builder) String() string {
	return unsafe.String(unsafe.SliceData(b.buf), len(b.buf))
}

// Len and Cap give the length and capacity of the array.
func (b *Builder) Len() int { return len(b.buf) }
func (b *Builder) Cap() int { return cap(b.buf) }

// Reset makes the Builder empty; strings it gave keep the array.
func (b *Builder) Reset() {
	b.addr, b.buf = nil, nil
}

func (b *Builder) grow(n int) {
	larger := bytealg.MakeNoZero(2*cap(b.buf) + n)[:len(b.buf)]
	copy(larger, b.buf)
	b.buf = larger
}

// Grow makes room for n bytes.
func (b *Builder) Grow(n int) {
	b.copyCheck()
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		b.grow(n)
	}
}

// Write, WriteByte, WriteRune and WriteString append.
func (b *Builder) Write(p []byte) (int, error) {
	b.copyCheck()
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *Builder) WriteByte(c byte) error {
	b.copyCheck()
	b.buf = append(b.buf, c)
	return nil
}

func (b *Builder) WriteRune(r rune) (int, error) {
	b.copyCheck()
	n := len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - n, nil
}

func (b *Builder) WriteString(s string) (int, error) {
	b.copyCheck()
	b.buf = append(b.buf, s...)
	return len(s), nil
}
