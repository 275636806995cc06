package bytes

type Buffer struct {
	buf      []byte
	off      int
	lastRead int8
}

func (b *Buffer) WriteString(s string) (int, error)
func (b *Buffer) String() string
func (b *Buffer) Len() int
func Equal(a, b []byte) bool
func Compare(a, b []byte) int
