// Assignability, assignment counts, constants that do not fit.
package p

type point struct{ x, y int }

type shape interface {
	area() float64
	name() string
}

type circle struct{ r float64 }

func (c *circle) area() float64 { return c.r }
func (c circle) name() string   { return "circle" }

type square struct{ side float64 }

func (s square) area() int { return 1 }

func two() (int, string) { return 1, "a" }
func none()              {}

func assignments() {
	var i int = "text"
	var s string = 1
	var b byte = 256
	var n int8 = -129
	var u uint = -1
	var f float32 = 1e40
	var k int = 1.5
	i = s
	s = i
	i, s = two(), 1
	i, s = 1
	i = two()
	a, c, d := two()
	none() = 1
	i = none()
	point{}.x = 1
	var m map[string]point
	m["a"].x = 2
	two()[0] = 1
	"abc"[0] = 'x'
	i := 3
	_ = nil
	var z = nil
	var sh shape = circle{1}
	sh = square{1}
	sh = &circle{1}
	sh = 3
	var ps *shape = &sh
	ps.area()
	var e error = sh
	var ch chan<- int = make(<-chan int)
	var fn func(int) = func(string) {}
	b, n, u, f, k = b, n, u, f, k
	i += "x"
	i <<= 1.5
	s -= "a"
	s++
	i == 1
	5
	_, _, _, _, _, _, _ = a, c, d, z, e, ch, fn
}
