package bytes

import (
	"errors"
	"internal/bytealg"
	"io"
	"unicode/utf8"
)

// The first array of a buffer that begins empty.
const firstSize = 64

// MinRead is how much room ReadFrom makes.
const MinRead = 512

const maxInt = 1<<63 - 1

var (
	ErrTooLarge     = errors.New("bytes.Buffer: too large")
	errNegativeRead = errors.New("bytes.Buffer: reader returned negative count from Read")
	errUnreadByte   = errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
)

// A Buffer is written at its end and read at its beginning.
type Buffer struct {
	buf      []byte
	off      int // what is before was read
	lastRead readOp
}

// readOp is what was read last: a rune of that size, something else, or nothing.
type readOp int8

const (
	readOther   readOp = -1
	readNothing readOp = 0
)

// NewBuffer begins with buf; NewBufferString with a copy of s.
func NewBuffer(buf []byte) *Buffer     { return &Buffer{buf: buf} }
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

func (b *Buffer) Bytes() []byte           { return b.buf[b.off:] }
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }
func (b *Buffer) Len() int                { return len(b.buf) - b.off }
func (b *Buffer) Cap() int                { return cap(b.buf) }
func (b *Buffer) Available() int          { return cap(b.buf) - len(b.buf) }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// Peek gives the next n bytes without reading them.
func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

// Truncate keeps n bytes of what is not read.
func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.lastRead = readNothing
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// Reset makes the buffer empty and keeps its array.
func (b *Buffer) Reset() {
	b.buf, b.off = b.buf[:0], 0
	b.lastRead = readNothing
}

// extend makes the buffer n bytes longer and gives the index of the first one.
func (b *Buffer) extend(n int) int {
	if from := len(b.buf); n <= cap(b.buf)-from {
		b.buf = b.buf[:from+n]
		return from
	}
	return b.grow(n)
}

func (b *Buffer) grow(n int) int {
	unread := b.Len()
	if unread == 0 && b.off != 0 {
		b.Reset()
		if n <= cap(b.buf) {
			b.buf = b.buf[:n]
			return 0
		}
	}
	if from := len(b.buf); n <= cap(b.buf)-from {
		b.buf = b.buf[:from+n]
		return from
	}
	if b.buf == nil && n <= firstSize {
		b.buf = make([]byte, n, firstSize)
		return 0
	}
	size := cap(b.buf)
	switch {
	case n <= size/2-unread:
		// There is room enough where things were read.
		copy(b.buf, b.buf[b.off:])
	case size > maxInt-size-n:
		panic(ErrTooLarge)
	default:
		larger := bytealg.MakeNoZero(max(unread+b.off+n, 2*(size-b.off)))
		copy(larger, b.buf[b.off:])
		b.buf = larger
	}
	b.off = 0
	b.buf = b.buf[:unread+n]
	return unread
}

// Grow makes room for n bytes.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.buf = b.buf[:b.grow(n)]
}

// Write, WriteString, WriteByte and WriteRune append.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.lastRead = readNothing
	at := b.extend(len(p))
	return copy(b.buf[at:], p), nil
}

func (b *Buffer) WriteString(s string) (n int, err error) {
	b.lastRead = readNothing
	at := b.extend(len(s))
	return copy(b.buf[at:], s), nil
}

func (b *Buffer) WriteByte(c byte) error {
	b.lastRead = readNothing
	at := b.extend(1)
	b.buf[at] = c
	return nil
}

func (b *Buffer) WriteRune(r rune) (n int, err error) {
	if uint32(r) < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return 1, nil
	}
	b.lastRead = readNothing
	at := b.extend(utf8.UTFMax)
	b.buf = utf8.AppendRune(b.buf[:at], r)
	return len(b.buf) - at, nil
}

// ReadFrom reads all that r has.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.lastRead = readNothing
	for {
		at := b.grow(MinRead)
		b.buf = b.buf[:at]
		m, err := r.Read(b.buf[at:cap(b.buf)])
		if m < 0 {
			panic(errNegativeRead)
		}
		b.buf = b.buf[:at+m]
		n += int64(m)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// WriteTo writes all that is not read.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.lastRead = readNothing
	if all := b.Len(); all > 0 {
		m, err := w.Write(b.buf[b.off:])
		if m > all {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += m
		n = int64(m)
		if err != nil {
			return n, err
		}
		if m != all {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

// Next reads n bytes, or as many as there are.
func (b *Buffer) Next(n int) []byte {
	b.lastRead = readNothing
	data := b.buf[b.off : b.off+min(n, b.Len())]
	b.off += len(data)
	if len(data) > 0 {
		b.lastRead = readOther
	}
	return data
}

func (b *Buffer) Read(p []byte) (n int, err error) {
	if b.Len() == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	return copy(p, b.Next(len(p))), nil
}

func (b *Buffer) ReadByte() (byte, error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.lastRead = readOther
	return c, nil
}

func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.lastRead = readOp(size)
	return
}

func (b *Buffer) UnreadRune() error {
	if b.lastRead <= readNothing {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= int(b.lastRead)
	b.lastRead = readNothing
	return nil
}

func (b *Buffer) UnreadByte() error {
	if b.lastRead == readNothing {
		return errUnreadByte
	}
	b.lastRead = readNothing
	if b.off > 0 {
		b.off--
	}
	return nil
}

func (b *Buffer) readSlice(delim byte) (line []byte, err error) {
	end := len(b.buf)
	if i := bytealg.IndexByte(b.buf[b.off:], delim); i >= 0 {
		end = b.off + i + 1
	} else {
		err = io.EOF
	}
	line = b.buf[b.off:end]
	b.off = end
	b.lastRead = readOther
	return
}

// ReadBytes and ReadString read up to a byte.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	part, err := b.readSlice(delim)
	return append(line, part...), err
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	part, err := b.readSlice(delim)
	return string(part), err
}
