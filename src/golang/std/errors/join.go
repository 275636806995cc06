package errors

import "unsafe"

// Join gives an error that wraps those of errs that are not nil; nil if there are none.
func Join(errs ...error) error {
	count := 0
	for _, err := range errs {
		if err != nil {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	joined := &joinError{make([]error, 0, count)}
	for _, err := range errs {
		if err != nil {
			joined.errs = append(joined.errs, err)
		}
	}
	return joined
}

type joinError struct {
	errs []error
}

// Error gives the texts, one per line.
func (e *joinError) Error() string {
	first := e.errs[0].Error()
	if len(e.errs) == 1 {
		return first
	}
	text := []byte(first)
	for _, err := range e.errs[1:] {
		text = append(text, '\n')
		text = append(text, err.Error()...)
	}
	return unsafe.String(&text[0], len(text))
}

func (e *joinError) Unwrap() []error { return e.errs }
