// Package maps has what a map has to say in Go.
package maps

import "internal/abi"

// unhashableTypeError is about a key looked up in a map without entries.
type unhashableTypeError struct{ typ *abi.Type }

func (unhashableTypeError) RuntimeError() {}

func (e unhashableTypeError) Error() string { return "hash of unhashable type: " + e.typ.Name }

// UnhashableTypeError makes one.
func UnhashableTypeError(t *abi.Type) error { return unhashableTypeError{t} }
