package main

import "fmt"

type shape interface {
	area() float64
	name() string
}
type square struct{ side float64 }
type circle struct{ r float64 }
type tri struct{ a, b, c int }

func (s square) area() float64  { return s.side * s.side }
func (s square) name() string   { return "square" }
func (c *circle) area() float64 { return 3 * c.r * c.r }
func (c *circle) name() string  { return "circle" }
func (t tri) area() float64     { return float64(t.a*t.b) / 2 }
func (t tri) name() string      { return fmt.Sprint("tri", t.a, t.b, t.c) }

func classify(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", v+1)
	case string, []byte:
		return fmt.Sprintf("text %v", v)
	case error:
		return "error " + v.Error()
	case shape:
		return "shape " + v.name()
	case func() int:
		return fmt.Sprint("func ", v())
	case map[string]int:
		return fmt.Sprint("map ", len(v))
	case [3]int:
		return fmt.Sprint("array ", v[2])
	case *int:
		return fmt.Sprint("ptr ", *v)
	case struct{ X, Y int }:
		return fmt.Sprint("struct ", v.X+v.Y)
	default:
		return fmt.Sprintf("%T", v)
	}
}

func sw(i int) string {
	switch {
	case i < 0:
		return "neg"
	case i == 0:
		return "zero"
	}
	switch i {
	case 1, 2, 3:
		return "few"
	case 4:
		fallthrough
	case 5:
		return "some"
	case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19:
		return "teen"
	case 1 << 40:
		return "huge"
	}
	return "many"
}

func multi(a int, b string, c ...float64) (x int, y string, z float64) {
	defer func() { x *= 2 }()
	for _, f := range c {
		z += f
	}
	return a + len(c), b + "!", z
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func ack(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

func depth(n int) int {
	var pad [16]int
	pad[n%16] = n
	if n == 0 {
		return pad[0]
	}
	return depth(n-1) + pad[n%16] - n + 1
}

func swap(a, b int) (int, int) { return b, a }

func main() {
	n := 7
	for _, x := range []any{nil, 1, "a", []byte{1, 2}, fmt.Errorf("e%d", 1), square{2}, &circle{1}, tri{3, 4, 5}, func() int { return 9 },
		map[string]int{"a": 1}, [3]int{1, 2, 3}, &n, struct{ X, Y int }{1, 2}, 1.5, []string{"z"}, circle{3}} {
		fmt.Println(classify(x))
	}
	for _, i := range []int{-1, 0, 1, 3, 4, 5, 6, 10, 15, 19, 20, 1 << 40} {
		fmt.Print(sw(i), " ")
	}
	fmt.Println()
	fmt.Println(multi(1, "b", 1, 2, 3.5))
	fmt.Println(fib(20), ack(2, 9), depth(10000))
	fmt.Println(swap(1, 2))
outer:
	for i := 0; i < 5; i++ {
		for j := 0; j < 5; j++ {
			if j == 3 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i*j, ",")
		}
	}
	fmt.Println()
	i := 0
loop:
	if i < 3 {
		fmt.Print(i)
		i++
		goto loop
	}
	fmt.Println()
	for i := range 3 {
		fmt.Print(i)
	}
	for range 2 {
		fmt.Print("x")
	}
	for i, r := range "aé世\xff界" {
		fmt.Print(i, ":", string(r), r, " ")
	}
	fmt.Println()
	var shapes []shape
	shapes = append(shapes, square{3}, &circle{2}, tri{1, 2, 3})
	total := 0.0
	for _, s := range shapes {
		total += s.area()
		fmt.Print(s.name(), " ")
	}
	fmt.Println(total)
	var arr [5]int
	for i := range arr {
		arr[i] = i * i
	}
	p := &arr
	for i, v := range p {
		fmt.Print(i, v, " ")
	}
	fmt.Println(len(p), arr == [5]int{0, 1, 4, 9, 16})
}
