// Conversions of many numbers and texts.
package main

import (
	"fmt"
	"math"
	"strconv"
)

var state uint64 = 1

func random() uint64 {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return state
}

func below(n int) int { return int(random() % uint64(n)) }

func float() float64 {
	switch below(5) {
	case 0:
		return math.Float64frombits(random())
	case 1:
		return float64(below(20000)-10000) / float64([]int{1, 2, 4, 8, 10, 100, 1000}[below(7)])
	case 2:
		return []float64{0, math.Copysign(0, -1), math.Inf(1), math.NaN(), 1e6, 1e20, 1e21, 1e22, 5e-324, math.MaxFloat64, 2.5, 0.5, 1.5, 1e15, 0x1p-24, 1125899906842624.25}[below(16)]
	case 3:
		return float64(math.Float32frombits(uint32(random())))
	}
	return float64(int64(random())) / 1e10
}

func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func numeral() string {
	special := []string{"", "+", "-", ".", "e5", "inf", "-Infinity", "+iNf", "nan", "infi", "0x", "0x1p-2", "0x1.8p1", "0x.p1", "0b11", "0o17", "017", "1__0", "_1", "1_", "0x_1", "0_1", "1_000.5", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e400", "-1e400", "4.9e-324", "1e-400", "3.4028236e38", "0x1p1024", "0x1p-1080", "0x1.fffffffffffff8p1023", "true", "T", "f"}
	if below(4) == 0 {
		return special[below(len(special))]
	}
	s := ""
	for n := below(22); n >= 0; n-- {
		s += string("00123456789.-+e_xXabfpP "[below(24)%(11+below(14))])
	}
	return s
}

func literal() string {
	q := []string{`"`, "'", "`"}[below(3)]
	s := q
	for n := below(5); n > 0; n-- {
		s += []string{"a", "é", `\n`, `\x41`, `\xzz`, `\u00e9`, `\U0001F600`, `\ud800`, `\101`, `\400`, `\'`, `\"`, `\\`, "\n", "\r", "\xff", `\a`, `"`, `'`}[below(19)]
	}
	if below(8) > 0 {
		s += q
	}
	return s + []string{"", "", "x"}[below(3)]
}

func text() string {
	s := ""
	for n := below(6); n > 0; n-- {
		s += []string{"a", "\t", "é", "世", "\xff", "\u2028", "\U0001F600", `"`, "`", "\\", "\x7f", "\u00a0", "\ufeff"}[below(13)]
	}
	return s
}

func main() {
	for block := range 10 {
		h := uint32(2166136261)
		last := ""
		note := func(args ...any) {
			last = fmt.Sprint(args...)
			h = hash(h, last)
		}
		for range 25 {
			f, prec := float(), below(25)-1
			if below(20) == 0 {
				prec = below(400)
			}
			note(strconv.FormatFloat(f, "eEfgGbxX"[below(8)], prec, 32<<below(2)))
			note(f, float32(f))
			i, base := int64(random())>>uint(below(64)), 2+below(35)
			note(strconv.FormatInt(i, base), strconv.FormatUint(uint64(i), base), strconv.Itoa(int(i)))
			note(string(strconv.AppendInt([]byte("x"), i, base)), string(strconv.AppendQuote(nil, text())))
			s := numeral()
			note(strconv.Atoi(s))
			note(strconv.ParseInt(s, []int{0, 10, 16, 2, 36, 1, 37, 8}[below(8)], []int{0, 8, 16, 32, 64, 63, 65, -1}[below(8)]))
			note(strconv.ParseUint(s, 0, 64))
			note(strconv.ParseFloat(s, 32<<below(2)))
			note(strconv.ParseBool(s))
			note(strconv.ParseComplex(s+[]string{"", "i", "+2i"}[below(3)], 64<<below(2)))
			note(strconv.FormatComplex(complex(f, -f), 'g', prec, 64<<below(2)))
			t := text()
			note(strconv.Quote(t), strconv.QuoteToASCII(t), strconv.QuoteToGraphic(t), strconv.CanBackquote(t))
			note(strconv.QuoteRune(rune(below(0x120000) - 100)))
			q := literal()
			note(strconv.Unquote(q))
			note(strconv.QuotedPrefix(q))
		}
		fmt.Printf("%d %08x %s\n", block, h, last)
	}
	fmt.Println(strconv.Itoa(0), strconv.Itoa(99), strconv.Itoa(100), strconv.Itoa(-1), strconv.FormatBool(true), strconv.IntSize)
	_, err := strconv.Atoi("x")
	e := err.(*strconv.NumError)
	fmt.Println(e.Func, e.Num, e.Err, e.Unwrap() == strconv.ErrSyntax)
	defer func() { fmt.Println(recover()) }()
	strconv.FormatInt(1, 99)
}
