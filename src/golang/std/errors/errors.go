// Package errors makes errors and looks into chains of them.
package errors

// New gives an error with that text; each call a different one.
func New(text string) error {
	return &errorString{text}
}

type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

// ErrUnsupported says that what was asked for cannot be done.
var ErrUnsupported = New("unsupported operation")
