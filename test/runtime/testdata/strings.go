// Conversions between strings, bytes and runes: one JSON line per input. Inputs are made by the same
// generator on both sides.
package main

import (
	"encoding/hex"
	"encoding/json"
	"os"
)

type line struct {
	In    string `json:"in"`    // bytes, hex
	Runes []rune `json:"runes"` // []rune(in)
	At    []int  `json:"at"`    // indexes of a range loop
	Cap   int    `json:"cap"`   // cap([]rune(in))
	Bytes int    `json:"bytes"` // cap([]byte(in))
	Back  string `json:"back"`  // string([]rune(in)), hex
}

var runesOut []rune
var bytesOut []byte

func main() {
	out := json.NewEncoder(os.Stdout)
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	first := []byte{0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff}
	more := []byte{0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff, 0xed, 0x41}
	for i := 0; i < 120; i++ {
		n := next(60)
		b := make([]byte, 0, n)
		for len(b) < n {
			b = append(b, first[next(len(first))])
			for k := next(4); k > 0; k-- {
				b = append(b, more[next(len(more))])
			}
		}
		l := line{In: hex.EncodeToString(b)}
		s := string(b)
		runesOut = []rune(s)
		bytesOut = []byte(s)
		l.Runes, l.Cap, l.Bytes = runesOut, cap(runesOut), cap(bytesOut)
		l.Back = hex.EncodeToString([]byte(string(runesOut)))
		l.At = []int{}
		for at := range s {
			l.At = append(l.At, at)
		}
		out.Encode(l)
	}
	for _, v := range []int64{-1, 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff, 0x110000, 1 << 31, 1<<32 + 65, -1 << 40} {
		out.Encode(struct {
			Int int64  `json:"int"`
			Out string `json:"out"`
		}{v, hex.EncodeToString([]byte(intstring(v)))})
	}
}

//go:noinline
func intstring(v int64) string { return fmtInt(v) }

// A conversion of any integer type that is not constant is that of its int64 value.
func fmtInt[T ~int64](v T) string { return string(v) }
