package fmt

import (
	"errors"
	"internal/bytealg"
)

// Errorf gives an error with that text. It wraps the operands of %w.
func Errorf(format string, a ...any) (err error) {
	if len(a) == 0 && bytealg.IndexByteString(format, '%') < 0 {
		return errors.New(format)
	}
	p := newPrinter()
	p.wrapErrs = true
	p.doPrintf(format, a)
	s := string(p.buf)
	switch len(p.wrappedErrs) {
	case 0:
		err = errors.New(s)
	case 1:
		w := &wrapError{msg: s}
		w.err, _ = a[p.wrappedErrs[0]].(error)
		err = w
	default:
		err = &wrapErrors{s, p.wrapped(a)}
	}
	p.free()
	return err
}

// wrapped gives the errors among the operands of %w, in their order, each once.
func (p *pp) wrapped(a []any) []error {
	var errs []error
	last := -1
	for {
		next := len(a)
		for _, i := range p.wrappedErrs {
			if i > last && i < next {
				next = i
			}
		}
		if next == len(a) {
			return errs
		}
		last = next
		if e, ok := a[next].(error); ok {
			errs = append(errs, e)
		}
	}
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
