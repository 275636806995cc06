// Operators, comparisons, indexing, conversions, literals.
package p

type pair struct {
	a int
	B string
}

type list []int

func expressions(x int, f float64, s string, p *pair, m map[string]int, fn func()) {
	_ = x + f
	_ = x + s
	_ = s * s
	_ = !x
	_ = -s
	_ = ^f
	_ = x && true
	_ = x % 1.5
	_ = f % 2
	_ = x / 0
	_ = 1 << -1
	_ = 1.5 << 2
	_ = x << s
	_ = m == m
	_ = fn == fn
	_ = []int{} == nil
	_ = []int{} == []int{}
	_ = struct{ f []int }{} == struct{ f []int }{}
	_ = p == x
	_ = s < nil
	_ = p < p
	_ = &x + 1
	_ = &1
	_ = &fn()
	_ = *x
	_ = x.y
	_ = p.A
	_ = p.b
	_ = pair.a
	_ = s[1.5]
	_ = s["a"]
	_ = "abc"[5]
	_ = [3]int{}[3]
	_ = x[0]
	_ = m[1]
	_ = s[2:1]
	_ = s[1:2:3]
	_ = [3]int{}[:]
	_ = int(s)
	_ = string(f)
	_ = []byte(x)
	_ = uint8(300)
	_ = (*pair)(p, p)
	_ = int()
	_ = pair{1}
	_ = pair{1, "a", 2}
	_ = pair{a: 1, 2}
	_ = pair{a: 1, a: 2}
	_ = pair{c: 1}
	_ = [2]int{1, 2, 3}
	_ = []int{0: 1, 0: 2}
	_ = []int{"a": 1}
	_ = map[string]int{"a": 1, "a": 2}
	_ = map[string]int{1}
	_ = map[[]int]int{}
	_ = int{}
	_ = x.(int)
	_ = any(x).(interface{ m() }).n()
	_ = undefinedName
	_ = pair
	_ = len
	_ = len(x)
	_ = cap(m)
	_ = append(x, 1)
	_ = append([]int{}, "a")
	_ = copy(x, x)
	_ = make(int)
	_ = make([]int)
	_ = make([]int, -1)
	_ = make([]int, 3, 2)
	_ = new(1, 2)
	_ = min()
	_ = min(1, "a")
	_ = complex(1, s)
	_ = real(x)
	delete(x, 1)
	close(x)
	clear(x)
	panic()
	print(fn, nil)
	fn(1)
	fn()()
	_ = fn()
	_ = list.len
	var _ = [...]int{1, 2}[2]
	_ = 1 << 600
	_ = 10000000000000000000
}
