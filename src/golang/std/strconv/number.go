package strconv

import (
	"errors"
	"unsafe"
)

// ErrRange says that a number does not fit its type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that a text is not that of a number.
var ErrSyntax = errors.New("invalid syntax")

// A NumError says which conversion failed, of what and why.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	// As Quote does, but here the quoted number is no object of its own.
	quoted := appendQuoted(make([]byte, 0, 3*len(e.Num)/2), e.Num, plain)
	return "strconv." + e.Func + ": parsing " + string(quoted) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

// clone copies a text, so that the error does not keep a larger one alive.
func clone(s string) string {
	if s == "" {
		return ""
	}
	b := make([]byte, len(s))
	copy(b, s)
	return unsafe.String(&b[0], len(b))
}

func numError(fn, s string, err error) *NumError {
	return &NumError{fn, clone(s), err}
}

// What went wrong, before it is an error with the text in it.
type failure int

const (
	fine failure = iota
	syntax
	outOfRange
	badBase
	badBitSize
)

func (f failure) error(fn, s string, base, bitSize int) error {
	switch f {
	case fine:
		return nil
	case syntax:
		return numError(fn, s, ErrSyntax)
	case outOfRange:
		return numError(fn, s, ErrRange)
	case badBase:
		return numError(fn, s, errors.New("invalid base "+Itoa(base)))
	}
	return numError(fn, s, errors.New("invalid bit size "+Itoa(bitSize)))
}
