package reflect

import (
	"internal/abi"
	"unsafe"
)

// visit is a pair of variables that is being compared.
type visit struct {
	a, b unsafe.Pointer
	typ  *abi.Type
}

// DeepEqual tells whether two values are equal, what their pointers lead to included.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	a, b := ValueOf(x), ValueOf(y)
	if a.typ_ != b.typ_ {
		return false
	}
	return deepEqual(a, b, make(map[visit]bool))
}

// hard tells whether values of a kind may lead back to themselves.
func hard(k Kind) bool {
	return k == Pointer || k == Map || k == Slice || k == Interface
}

func deepEqual(a, b Value, visited map[visit]bool) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.typ_ != b.typ_ {
		return false
	}
	if k := a.Kind(); hard(k) && !a.IsNil() && !b.IsNil() {
		p, q := a.ptr, b.ptr
		if k == Pointer || k == Map {
			p, q = a.pointer(), b.pointer()
		}
		v := visit{p, q, a.typ_}
		if visited[v] {
			return true
		}
		visited[v] = true
	}
	switch a.Kind() {
	case Array:
		return deepEqualElements(a, b, visited)
	case Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		return a.UnsafePointer() == b.UnsafePointer() || deepEqualElements(a, b, visited)
	case Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return deepEqual(a.Elem(), b.Elem(), visited)
	case Pointer:
		return a.pointer() == b.pointer() || deepEqual(a.Elem(), b.Elem(), visited)
	case Struct:
		for i := range a.NumField() {
			if !deepEqual(a.Field(i), b.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		return deepEqualMaps(a, b, visited)
	case Func:
		return a.IsNil() && b.IsNil()
	case Bool:
		return a.Bool() == b.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return a.Int() == b.Int()
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return a.Uint() == b.Uint()
	case Float32, Float64:
		return a.Float() == b.Float()
	case Complex64, Complex128:
		return a.Complex() == b.Complex()
	case String:
		return a.String() == b.String()
	}
	return a.pointer() == b.pointer()
}

func deepEqualElements(a, b Value, visited map[visit]bool) bool {
	for i := range a.Len() {
		if !deepEqual(a.Index(i), b.Index(i), visited) {
			return false
		}
	}
	return true
}

func deepEqualMaps(a, b Value, visited map[visit]bool) bool {
	if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
		return false
	}
	if a.pointer() == b.pointer() {
		return true
	}
	iter := MapIter{m: a}
	for iter.Next() {
		other := b.MapIndex(iter.Key())
		if !other.IsValid() || !deepEqual(iter.Value(), other, visited) {
			return false
		}
	}
	return true
}
