// Package strconv converts between values and texts.
package strconv

import "math/bits"

// IntSize is the number of bits of an int.
const IntSize = 64

const (
	digits = "0123456789abcdefghijklmnopqrstuvwxyz"

	// The numbers below 100, two digits each: their texts need no memory.
	pairs = "0001020304050607080910111213141516171819" +
		"2021222324252627282930313233343536373839" +
		"4041424344454647484950515253545556575859" +
		"6061626364656667686970717273747576777879" +
		"8081828384858687888990919293949596979899"
)

func small(i int) string {
	if i < 10 {
		return digits[i : i+1]
	}
	return pairs[2*i : 2*i+2]
}

// FormatUint gives the text of i in a base from 2 to 36.
func FormatUint(i uint64, base int) string {
	if base == 10 && i < 100 {
		return small(int(i))
	}
	var a [65]byte
	return string(a[format(&a, i, base, false):])
}

// FormatInt is FormatUint for signed numbers.
func FormatInt(i int64, base int) string {
	if base == 10 && 0 <= i && i < 100 {
		return small(int(i))
	}
	var a [65]byte
	return string(a[format(&a, uint64(i), base, i < 0):])
}

// Itoa gives the decimal text of i.
func Itoa(i int) string {
	return FormatInt(int64(i), 10)
}

// AppendInt appends the text of i to dst.
func AppendInt(dst []byte, i int64, base int) []byte {
	if base == 10 && 0 <= i && i < 100 {
		return append(dst, small(int(i))...)
	}
	var a [65]byte
	return append(dst, a[format(&a, uint64(i), base, i < 0):]...)
}

// AppendUint appends the text of i to dst.
func AppendUint(dst []byte, i uint64, base int) []byte {
	if base == 10 && i < 100 {
		return append(dst, small(int(i))...)
	}
	var a [65]byte
	return append(dst, a[format(&a, i, base, false):]...)
}

// format writes the digits of u, with a sign if it is a negative number, at the end of a; gives the
// index of the first character.
func format(a *[65]byte, u uint64, base int, neg bool) int {
	if base < 2 || base > len(digits) {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	if neg {
		u = -u
	}
	i := len(a)
	switch {
	case base == 10:
		for u >= 100 {
			i -= 2
			pair := u % 100 * 2
			u /= 100
			a[i], a[i+1] = pairs[pair], pairs[pair+1]
		}
		if u >= 10 {
			i--
			a[i] = digits[u%10]
			u /= 10
		}
	case base&(base-1) == 0:
		shift := uint(bits.TrailingZeros(uint(base)))
		for mask := uint64(base - 1); u > mask; u >>= shift {
			i--
			a[i] = digits[u&mask]
		}
	default:
		for b := uint64(base); u >= b; u /= b {
			i--
			a[i] = digits[u%b]
		}
	}
	i--
	a[i] = digits[u]
	if neg {
		i--
		a[i] = '-'
	}
	return i
}

// FormatBool gives "true" or "false".
func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// AppendBool appends "true" or "false".
func AppendBool(dst []byte, b bool) []byte {
	return append(dst, FormatBool(b)...)
}
