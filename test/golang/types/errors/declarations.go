// Declarations: cycles, duplicates, methods, embedding, interfaces.
package p

const (
	one = iota
	two = "a" + 1
	three
	four, five = 1
	six = seven
	seven = six
	eight int = 1.5
	nine []int = nil
	ten = len(variable)
)

var variable = other
var other = fn()

func fn() int { return variable }

type a b
type b a
type self struct{ s self }
type arr [2]arr
type viaSlice []viaSlice
type iface interface{ iface }
type ptr *ptr

type dup struct {
	x int
	x string
	dupMethod
	*dupMethod2
}
type dupMethod int
type dupMethod2 interface{}

func (dup) x()           {}
func (d dup) m()         {}
func (d *dup) m()        {}
func (int) m()           {}
func (d *dupMethod2) n() {}
func (d unknown) n()     {}
func (d []int) n()       {}

type methods interface {
	m()
	m(int)
	_()
}

func fn() {}

var fn int

type fn struct{}

func params(a int, a string) (a error) { return nil }

func init() int { return 1 }

var init = 1

var x, y int = 1
var z int = 1, 2
var v1, v2 = 1, 2, 3
var _ = notThere.Field
var _ undefinedType
var _ [n]int
var _ [-1]int
var _ ["a"]int
var _ map[func()]int
var n = 3

type t struct{ inner }
type inner struct{ deep }
type deep struct{ field int }

var _ = t{}.field + t{}.missing

type amb struct {
	left
	right
}
type left struct{ f int }
type right struct{ f int }

var _ = amb{}.f

type ps struct{}

func (p *ps) pm() {}

var _ = ps{}.pm
var _ = ps.pm
var _ interface{ pm() } = ps{}
var _ interface{ pm(int) } = &ps{}
var _ interface{ PM() } = &ps{}
var _ = (*ps).pm
var _ func(ps) = (*ps).pm
