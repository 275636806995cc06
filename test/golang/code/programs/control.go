// Control flow: loops, labels, switches, goto, defer and recover.
package main

import (
	"errors"
	"fmt"
)

func classify(n int) string {
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		return "zero"
	case n < 10:
		return "small"
	}
	return "large"
}

func table(n int) int {
	switch n {
	case 0:
		return 10
	case 1, 2:
		return 20
	case 3:
		fallthrough
	case 4:
		return 40
	case 7:
		return 70
	default:
		return -1
	}
}

func words(s string) int {
	switch s {
	case "one":
		return 1
	case "two", "zwei":
		return 2
	}
	return 0
}

func sparse(n int64) string {
	switch n {
	case -5:
		return "a"
	case 1000000:
		return "b"
	case 1 << 40:
		return "c"
	}
	return "?"
}

func nested() (count int) {
outer:
	for i := 0; i < 5; i++ {
		for j := 0; j < 5; j++ {
			switch {
			case j == 3:
				continue outer
			case i == 3:
				break outer
			}
			count++
		}
	}
	return
}

func gotos() int {
	i := 0
again:
	i++
	if i < 10 {
		goto again
	}
	if i > 100 {
		goto end
	}
	i *= 2
end:
	return i
}

func named(fail bool) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			n *= 2
		}
	}()
	n = 21
	if fail {
		panic("oops")
	}
	return n + 1, nil
}

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Println("deferred", i)
	}
	fmt.Println("body")
}

func rethrow() (text string) {
	defer func() {
		text = fmt.Sprint("outer ", recover())
	}()
	defer func() {
		r := recover()
		panic(fmt.Sprint("again ", r))
	}()
	panic("first")
}

func index(s []int, i int) (v int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	return s[i], nil
}

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) walk(visit func(int) bool) bool {
	if t == nil {
		return true
	}
	return t.left.walk(visit) && visit(t.value) && t.right.walk(visit)
}

func deferLoop() (out []int) {
	for i := range 4 {
		defer func() { out = append(out, i) }()
	}
	return nil
}

func nilMap() (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	var m map[string]int
	m["x"] = 1
	return "unreachable"
}

func divide(a, b int) (q int, s string) {
	defer func() {
		if r := recover(); r != nil {
			s = fmt.Sprint(r)
		}
	}()
	q = a / b
	return q, "ok"
}

func nilPointer() (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	var t *tree
	return fmt.Sprint(t.value)
}

func badAssert(x any) (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	return x.(string)
}

var errBase = errors.New("base")

func main() {
	for _, n := range []int{-3, 0, 5, 50} {
		fmt.Print(classify(n), " ")
	}
	fmt.Println()
	for i := -1; i < 9; i++ {
		fmt.Print(table(i), " ")
	}
	fmt.Println()
	fmt.Println(words("one"), words("zwei"), words("three"), sparse(-5), sparse(1<<40), sparse(3))
	fmt.Println(nested(), gotos())
	fmt.Println(named(false))
	fmt.Println(named(true))
	order()
	fmt.Println(rethrow())
	fmt.Println(index([]int{1, 2, 3}, 1))
	fmt.Println(index([]int{1, 2, 3}, 5))
	fmt.Println(index(nil, -1+0))
	t := &tree{&tree{nil, nil, 1}, &tree{nil, &tree{nil, nil, 4}, 3}, 2}
	sum := 0
	t.walk(func(v int) bool {
		sum = sum*10 + v
		return v < 3
	})
	fmt.Println(sum)
	fmt.Println(deferLoop())
	fmt.Println(nilMap())
	fmt.Println(divide(7, 2))
	fmt.Println(divide(7, 0))
	fmt.Println(nilPointer())
	fmt.Println(badAssert("text"), badAssert(3), badAssert(nil))
	wrapped := fmt.Errorf("more: %w", errBase)
	fmt.Println(wrapped, errors.Is(wrapped, errBase), errors.Unwrap(wrapped) == errBase)
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, j, ";")
	}
	fmt.Println()
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	n := 0
	for n < 100 {
		n += n + 1
		if n == 7 {
			continue
		}
		if n > 60 {
			break
		}
	}
	for {
		n--
		if n%5 == 0 {
			break
		}
	}
	for range 3 {
		n++
	}
	for i := range uint8(3) {
		n += int(i)
	}
	fmt.Println(n)
	x := 5
	switch y := x * 2; y {
	case x + 5:
		fmt.Println("ten")
	}
	switch x := any(x).(type) {
	case string, int:
		fmt.Printf("%T %v\n", x, x)
	}
}
