// What generic code allocates: dictionaries are captured, values of type parameters boxed.
package main

import (
	"fmt"
	"runtime"
)

type M interface{ m() int }
type S struct{ a, b int }
type V int

func (s *S) m() int { return s.a }
func (v V) m() int  { return int(v) }

//go:noinline
func mv[X M](x X) func() int { return x.m }

//go:noinline
func call[X M](x X) int { return x.m() }

//go:noinline
func fv[T any]() func(T) any { return toAny[T] }

//go:noinline
func toAny[T any](x T) any { return x }

//go:noinline
func iface[X M](x X) M { return x }

//go:noinline
func eq[T comparable](a, b T) bool { return any(a) == any(b) }

//go:noinline
func assert[T any](x any) T { return x.(T) }

//go:noinline
func sw[T any](x T) int {
	switch any(x).(type) {
	case int:
		return 1
	case string:
		return 2
	}
	return 3
}

type G[T any] struct{ v T }

func (g G[T]) get() T   { return g.v }
func (g *G[T]) ptr() *T { return &g.v }

type Getter[T any] interface{ get() T }

//go:noinline
func asGetter[T any](x T) Getter[T] { return G[T]{x} }

//go:noinline
func clos[T any](x T) func() T { return func() T { return x } }

//go:noinline
func mapOf[K comparable, W any](k K, w W) map[K]W { return map[K]W{k: w} }

//go:noinline
func gomethod[T any](x T) func() T { return G[T]{x}.get }

var sinkF func() int
var sink any

func allocs(name string, f func()) {
	var m, n runtime.MemStats
	runtime.ReadMemStats(&m)
	f()
	runtime.ReadMemStats(&n)
	fmt.Println(name, n.Mallocs-m.Mallocs, n.TotalAlloc-m.TotalAlloc)
}

func main() {
	s := &S{1, 2}
	big := [4]int{1000, 2, 3, 4}
	allocs("mv ptr", func() { sinkF = mv(s) })
	allocs("mv val", func() { sinkF = mv(V(3)) })
	allocs("mv iface", func() { sinkF = mv(M(s)) })
	allocs("call ptr", func() { call(s) })
	allocs("call new", func() { call(&S{}) })
	allocs("call val", func() { call(V(3000)) })
	allocs("fv", func() { sink = fv[int]() })
	allocs("toAny int", func() { sink = toAny(3000) })
	allocs("toAny small", func() { sink = toAny(3) })
	allocs("toAny string", func() { sink = toAny("abc") })
	allocs("toAny ptr", func() { sink = toAny(s) })
	allocs("toAny big", func() { sink = toAny(big) })
	allocs("iface val", func() { sink = iface(V(3000)) })
	allocs("eq int", func() { eq(1000, 2000) })
	allocs("eq big", func() { eq(big, big) })
	allocs("assert", func() { assert[int](sink2) })
	allocs("switch", func() { sw(big) })
	allocs("getter", func() { sink = asGetter(3000) })
	allocs("getter big", func() { sink = asGetter(big) })
	allocs("clos int", func() { sink = clos(3) })
	allocs("clos big", func() { sink = clos(big) })
	allocs("map", func() { sink = mapOf("a", 1) })
	allocs("gomethod", func() { sink = gomethod(1) })
	allocs("gomethod big", func() { sink = gomethod(big) })
}

var sink2 any = 3
