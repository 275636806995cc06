package strings

type Builder struct {
	addr *Builder
	buf  []byte
}

func (b *Builder) String() string
func (b *Builder) WriteString(s string) (int, error)
func (b *Builder) WriteByte(c byte) error
func (b *Builder) Len() int
func (b *Builder) Grow(n int)
func Split(s, sep string) []string
func Repeat(s string, count int) string
func Contains(s, substr string) bool
func Index(s, substr string) int
func HasPrefix(s, prefix string) bool
func HasSuffix(s, prefix string) bool
func Join(a []string, sep string) string
func Replace(s, old, new string, n int) string
func TrimSpace(s string) string
func ToUpper(s string) string
func Fields(s string) []string
func SplitAfterN(s, sep string, n int) []string
func SplitN(s, sep string, n int) []string
