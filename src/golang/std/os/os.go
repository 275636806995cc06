// Package os has the program's arguments, its output and its end. There are no files.
package os

import (
	"errors"
	"io"
	"unsafe"
)

// Args are the arguments of the program: its name.
var Args = []string{"main"}

var (
	ErrInvalid    = errors.New("invalid argument")
	ErrPermission = errors.New("permission denied")
	ErrExist      = errors.New("file already exists")
	ErrNotExist   = errors.New("file does not exist")
	ErrClosed     = errors.New("file already closed")
)

// File is an open file.
type File struct {
	*file
}

type file struct {
	fd     int
	name   string
	closed bool
}

var (
	Stdin  = &File{&file{fd: 0, name: "/dev/stdin"}}
	Stdout = &File{&file{fd: 1, name: "/dev/stdout"}}
	Stderr = &File{&file{fd: 2, name: "/dev/stderr"}}
)

// Name gives the name the file was opened with.
func (f *File) Name() string { return f.name }

// Fd gives the number of the file.
func (f *File) Fd() uintptr { return uintptr(f.fd) }

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.closed || f.fd == 0 {
		return 0, ErrClosed
	}
	write(f.fd, b)
	return len(b), nil
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) {
	return f.Write(unsafe.Slice(unsafe.StringData(s), len(s)))
}

// Read is at the end at once: there is no input.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if len(b) == 0 {
		return 0, nil
	}
	return 0, io.EOF
}

// Sync has nothing to do.
func (f *File) Sync() error { return nil }

// Close ends the use of the file.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed {
		return ErrClosed
	}
	f.closed = true
	return nil
}

//go:noescape
func write(fd int, b []byte)

// Exit ends the program at once.
func Exit(code int)

// Getenv gives "": there is no environment.
func Getenv(key string) string { return "" }

// LookupEnv finds nothing.
func LookupEnv(key string) (string, bool) { return "", false }

// Getpid gives a number.
func Getpid() int { return 1 }
