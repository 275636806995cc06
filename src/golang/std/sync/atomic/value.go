package atomic

import "internal/abi"

// A Value holds values of one type.
type Value struct {
	v any
}

// Load gives the value stored last, nil before the first.
func (v *Value) Load() (val any) { return v.v }

// Store stores a value, of the type of the first one.
func (v *Value) Store(val any) {
	v.check("store", val)
	v.v = val
}

// Swap stores a value and gives the one before.
func (v *Value) Swap(new any) (old any) {
	v.check("swap", new)
	old = v.v
	v.v = new
	return
}

// CompareAndSwap stores new if the value is old.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && abi.TypeOf(old) != abi.TypeOf(new) {
		panic("sync/atomic: compare and swap of inconsistently typed values into Value")
	}
	if v.v != nil && abi.TypeOf(v.v) != abi.TypeOf(new) {
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
	if v.v != old {
		return false
	}
	v.v = new
	return true
}

func (v *Value) check(what string, val any) {
	if val == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
	if v.v != nil && abi.TypeOf(v.v) != abi.TypeOf(val) {
		panic("sync/atomic: " + what + " of inconsistently typed value into Value")
	}
}
