package errors

import (
	"internal/abi"
	"unsafe"
)

// Unwrap gives what Unwrap() error of err gives, nil if it has no such method.
func Unwrap(err error) error {
	if u, ok := err.(interface{ Unwrap() error }); ok {
		return u.Unwrap()
	}
	return nil
}

// below gives what err wraps: one error, or several, or nothing.
func below(err error) (one error, several []error) {
	switch x := err.(type) {
	case interface{ Unwrap() error }:
		one = x.Unwrap()
	case interface{ Unwrap() []error }:
		several = x.Unwrap()
	}
	return
}

// Is tells whether err or an error it wraps equals target or says that it is target.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, abi.TypeOf(target).Flags&abi.Comparable != 0)
}

func is(err, target error, comparable bool) bool {
	for err != nil {
		if comparable && err == target {
			return true
		}
		if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) {
			return true
		}
		one, several := below(err)
		for _, inner := range several {
			if is(inner, target, comparable) {
				return true
			}
		}
		err = one
	}
	return false
}

// As finds the first error in the tree of err that fits the variable target points to, and sets it.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	variable := (*abi.EmptyInterface)(unsafe.Pointer(&target))
	t := variable.Type
	if t.Kind != abi.Pointer || variable.Data == nil {
		panic("errors: target must be a non-nil pointer")
	}
	want := t.Elem
	if want.Kind != abi.Interface && !want.Implements(errorType) {
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target, variable.Data, want)
}

func as(err error, target any, to unsafe.Pointer, want *abi.Type) bool {
	for err != nil {
		if assign(want, to, err) {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		one, several := below(err)
		for _, inner := range several {
			if as(inner, target, to, want) {
				return true
			}
		}
		err = one
	}
	return false
}

// assign stores err in the variable of type want at to, if it fits.
func assign(want *abi.Type, to unsafe.Pointer, err error) bool {
	value := (*abi.EmptyInterface)(unsafe.Pointer(&err))
	switch {
	case want.Kind == abi.Interface:
		if !value.Type.Implements(want) {
			return false
		}
		*(*error)(to) = err
	case value.Type != want:
		return false
	case want.Direct():
		*(*unsafe.Pointer)(to) = value.Data
	default:
		typedmemmove(want, to, value.Data)
	}
	return true
}

var errorType = abi.TypeOf((*error)(nil)).Elem

//go:noescape
func typedmemmove(t *abi.Type, to, from unsafe.Pointer)
