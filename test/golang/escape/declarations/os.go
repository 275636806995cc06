package os

type File struct{ f *int }

var Stdout, Stderr, Stdin *File
var Args []string

func Exit(code int)
func Getenv(key string) string
func (f *File) Write(b []byte) (n int, err error)
func (f *File) WriteString(s string) (n int, err error)
func Environ() []string
