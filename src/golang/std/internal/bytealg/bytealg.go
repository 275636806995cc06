// Package bytealg has the searching loops, which Go writes in assembly.
package bytealg

//go:noescape
func IndexByte(b []byte, c byte) int

//go:noescape
func IndexByteString(s string, c byte) int

//go:noescape
func LastIndexByteString(s string, c byte) int

//go:noescape
func Count(b []byte, c byte) int

//go:noescape
func CountString(s string, c byte) int

//go:noescape
func IndexString(s, substr string) int

//go:noescape
func LastIndexString(s, substr string) int

//go:noescape
func Compare(a, b []byte) int

// Index is IndexString for bytes.
//
//go:noescape
func Index(b, sep []byte) int

//go:noescape
func LastIndex(b, sep []byte) int

//go:noescape
func Equal(a, b []byte) bool

// MakeNoZero gives a slice of n bytes whose capacity fills its size class.
func MakeNoZero(n int) []byte
