// Functions on strings, their builder, reader and replacer.
package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

var state uint64 = 3

func below(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state % uint64(n))
}

func text(n int) string {
	s := ""
	for ; n > 0; n-- {
		s += []string{"a", "b", "c", "Z", " ", "\t", "\n", "é", "世", "\xff", "\x80", "%", "0", "_", "\u2028", "\U0001F600", "ß", "İ", "K", "ǆ"}[below(20)]
	}
	return s
}

func hash(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func odd(r rune) bool { return r == 'a' || r == ' ' || r > 200 }

func change(r rune) rune {
	switch r {
	case 'a':
		return -1
	case 'b':
		return 'é'
	case '世':
		return 'w'
	}
	return r
}

func main() {
	for block := range 8 {
		h := uint32(2166136261)
		last := ""
		note := func(args ...any) {
			last = fmt.Sprintf("%q", args)
			h = hash(h, last)
		}
		for range 10 {
			s, t, u, k := text(below(14)), text(below(3)), text(below(3)), below(6)-2
			note(strings.Count(s, t), strings.Index(s, t), strings.LastIndex(s, t), strings.IndexAny(s, t), strings.LastIndexAny(s, t))
			note(strings.IndexFunc(s, odd), strings.LastIndexFunc(s, odd), strings.IndexByte(s, 'c'), strings.LastIndexByte(s, 'b'), strings.IndexRune(s, 'é'))
			note(strings.Split(s, t), strings.SplitN(s, t, k), strings.SplitAfter(s, t), strings.SplitAfterN(s, t, k), strings.Fields(s), strings.FieldsFunc(s, odd))
			note(strings.Join(strings.Split(s, t), u), strings.Map(change, s), strings.ToUpper(s), strings.ToLower(s), strings.ToTitle(s), strings.Title(s))
			note(strings.ToValidUTF8(s, u), strings.Trim(s, t), strings.TrimLeft(s, t), strings.TrimRight(s, t), strings.TrimSpace(s), strings.TrimFunc(s, odd))
			note(strings.TrimPrefix(s, t), strings.TrimSuffix(s, t), strings.Replace(s, t, u, k), strings.ReplaceAll(s, t, u), strings.EqualFold(s, strings.ToUpper(s)))
			before, after, found := strings.Cut(s, t)
			note(before, after, found, strings.Compare(s, t), strings.Contains(s, t), strings.ContainsAny(s, t), strings.ContainsRune(s, '世'), strings.Repeat(t, 5))
			note(strings.NewReplacer(t, u, "b", "c", u, "X").Replace(s), strings.NewReplacer("a", "1", "b", "22").Replace(s))
			note([]rune(s), []byte(s), utf8.RuneCountInString(s), utf8.ValidString(s))
		}
		fmt.Printf("%d %08x %s\n", block, h, last)
	}
	var b strings.Builder
	for i := range 40 {
		switch i % 4 {
		case 0:
			b.WriteString("abc")
		case 1:
			b.WriteByte('x')
		case 2:
			b.WriteRune('é')
		default:
			b.Write([]byte("12"))
		}
		fmt.Print(b.Len(), "/", b.Cap(), " ")
	}
	fmt.Println(b.String())
	b.Grow(1000)
	fmt.Println(b.Cap())
	b.Reset()
	fmt.Println(b.Len(), b.Cap())
	r := strings.NewReader("héllo wörld")
	for {
		c, n, err := r.ReadRune()
		if err == io.EOF {
			break
		}
		fmt.Print(string(c), n, " ")
	}
	fmt.Println(r.Len(), r.Size())
	r.Seek(3, io.SeekStart)
	all, err := io.ReadAll(r)
	fmt.Printf("%q %v\n", all, err)
	fmt.Println(r.UnreadRune(), r.UnreadByte())
	for _, c := range "aZ5 _é世\u0301\u2028\U0001F600ǅ½$€\u00ad" {
		fmt.Print(unicode.IsLetter(c), unicode.IsUpper(c), unicode.IsLower(c), unicode.IsTitle(c), unicode.IsDigit(c), unicode.IsNumber(c), unicode.IsSpace(c),
			unicode.IsPunct(c), unicode.IsSymbol(c), unicode.IsMark(c), unicode.IsControl(c), unicode.IsPrint(c), unicode.IsGraphic(c),
			string(unicode.ToUpper(c)), string(unicode.ToLower(c)), string(unicode.ToTitle(c)), string(unicode.SimpleFold(c)), "\n")
	}
	defer func() { fmt.Println(recover()) }()
	c := b
	b.WriteString("x")
	c = b
	c.WriteString("y")
}
