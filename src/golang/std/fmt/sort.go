package fmt

import "reflect"

type keyValue struct {
	Key, Value reflect.Value
}

// sortedMap gives the entries of a map in the order of their keys.
func sortedMap(m reflect.Value) []keyValue {
	entries := make([]keyValue, 0, m.Len())
	var iter reflect.MapIter
	iter.Reset(m)
	for iter.Next() {
		entries = append(entries, keyValue{iter.Key(), iter.Value()})
	}
	// Merging runs of growing length in place keeps equal keys in their order.
	for i := 1; i < len(entries); i++ {
		entry := entries[i]
		// Where it belongs: after the last one that is not greater.
		low, high := 0, i
		for low < high {
			middle := int(uint(low+high) >> 1)
			if compare(entry.Key, entries[middle].Key) < 0 {
				high = middle
			} else {
				low = middle + 1
			}
		}
		copy(entries[low+1:i+1], entries[low:i])
		entries[low] = entry
	}
	return entries
}

// compare orders keys: numbers and strings by value, false before true, nil first, NaN before other
// floats, pointers and channels by address, structs and arrays element by element, interfaces by
// type, then by value.
func compare(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return order(a.Int() < b.Int(), a.Int() > b.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return order(a.Uint() < b.Uint(), a.Uint() > b.Uint())
	case reflect.String:
		return order(a.String() < b.String(), a.String() > b.String())
	case reflect.Float32, reflect.Float64:
		return compareFloats(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		if c := compareFloats(real(x), real(y)); c != 0 {
			return c
		}
		return compareFloats(imag(x), imag(y))
	case reflect.Bool:
		return order(!a.Bool() && b.Bool(), a.Bool() && !b.Bool())
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		return order(a.Pointer() < b.Pointer(), a.Pointer() > b.Pointer())
	case reflect.Struct:
		for i := range a.NumField() {
			if c := compare(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i := range a.Len() {
			if c := compare(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Interface:
		return compareInterfaces(a, b)
	}
	panic("bad type in compare: " + a.Type().String())
}

func order(less, greater bool) int {
	switch {
	case less:
		return -1
	case greater:
		return 1
	}
	return 0
}

func compareFloats(a, b float64) int {
	return order(a < b || a != a && b == b, a > b || b != b && a == a)
}

func compareInterfaces(a, b reflect.Value) int {
	if a.IsNil() || b.IsNil() {
		return order(a.IsNil() && !b.IsNil(), b.IsNil() && !a.IsNil())
	}
	x, y := a.Elem(), b.Elem()
	s, t := reflect.ValueOf(x.Type()), reflect.ValueOf(y.Type())
	if c := compare(s, t); c != 0 {
		return c
	}
	return compare(x, y)
}
