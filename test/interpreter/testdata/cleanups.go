// Cleanups and weak pointers: when they see that an object is dead, what they keep and what not,
// and what a cleanup costs.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sort"
	"strings"
	"sync"
	"time"
	"weak"
)

type node struct {
	name string
	next *node
	pad  [4]int
}

var (
	mutex sync.Mutex
	said  []string
	saved *node
)

func say(format string, args ...any) {
	mutex.Lock()
	said = append(said, fmt.Sprintf(format, args...))
	mutex.Unlock()
}

func cycle(name string) {
	runtime.GC()
	time.Sleep(20 * time.Millisecond)
	mutex.Lock()
	sort.Strings(said)
	fmt.Println(name, len(said))
	for _, line := range said {
		fmt.Println("\t", line)
	}
	said = nil
	mutex.Unlock()
}

var weaks map[string]weak.Pointer[node]

func hello(n int) { say("cleanup with %d", n) }

//go:noinline
func make1() {
	a := &node{name: "a"}
	runtime.AddCleanup(a, hello, 1)
	runtime.AddCleanup(a, hello, 2)
	runtime.AddCleanup(a, func(s string) { say("cleanup with %q", s) }, strings.Repeat("ab", 3))
	stopped := runtime.AddCleanup(a, hello, 3)
	stopped.Stop()
	stopped.Stop()

	// The argument lives until its cleanup has been called.
	kept := &node{name: "kept", next: &node{name: "behind it"}}
	b := &node{name: "b"}
	runtime.AddCleanup(b, func(n *node) { say("still there: %s, %s", n.name, n.next.name) }, kept)
	weaks["kept"] = weak.Make(kept)
	weaks["b"] = weak.Make(b)

	// A finalizer comes first: weak pointers are cleared by then, cleanups wait until the object
	// is dead after all.
	c := &node{name: "c"}
	weaks["c"] = weak.Make(c)
	runtime.AddCleanup(c, hello, 4)
	runtime.SetFinalizer(c, func(n *node) {
		say("finalizer of %s, weak %t", n.name, weaks["c"].Value() == nil)
		saved = n
		weaks["c again"] = weak.Make(n)
	})

	big := new([500]*node)
	big[7] = &node{name: "inside"}
	runtime.AddCleanup(big, hello, 5)
	runtime.AddCleanup(&big[9], hello, 6)
	huge := new([20000]byte)
	runtime.AddCleanup(huge, hello, 7)
	weaks["inside"] = weak.Make(big[7])
}

var global node

//go:noinline
func many(n int) {
	for i := range n {
		runtime.AddCleanup(&node{name: "many"}, func(int) {
			mutex.Lock()
			count++
			mutex.Unlock()
		}, i)
	}
}

var count int

func recovered(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func metric(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

var (
	sizes  [61]uint32
	holder [8]*node
	number *int
)

func mallocs() (m runtime.MemStats) {
	runtime.ReadMemStats(&m)
	return
}

func costs(what string, f func()) {
	before := mallocs()
	f()
	after := mallocs()
	fmt.Print(what)
	for i, size := range after.BySize {
		if n := size.Mallocs - before.BySize[i].Mallocs; n != 0 {
			fmt.Print(" ", n, "x", size.Size)
		}
	}
	fmt.Println()
}

func main() {
	debug.SetGCPercent(-1)
	weaks = map[string]weak.Pointer[node]{}
	make1()
	for _, name := range []string{"kept", "b", "c", "inside"} {
		p := weaks[name]
		fmt.Println(name, p.Value() != nil, p == weak.Make(p.Value()))
	}
	cycle("one")
	fmt.Println(weaks["b"].Value() == nil, weaks["c"].Value() == nil, weaks["inside"].Value() == nil)
	fmt.Println(weaks["c again"].Value() == saved, weaks["c again"] == weaks["c"])
	cycle("two")
	fmt.Println(weaks["kept"].Value() == nil)
	saved = nil
	cycle("three")
	fmt.Println(weaks["c again"].Value() == nil, runtime.NumGoroutine())

	many(1000)
	runtime.GC()
	time.Sleep(20 * time.Millisecond)
	mutex.Lock()
	fmt.Println(count >= 999)
	mutex.Unlock()
	executed := metric("/gc/cleanups/executed:cleanups")
	fmt.Println(executed >= 1007, executed == metric("/gc/cleanups/queued:cleanups"))

	g := weak.Make(&global)
	fmt.Println(g.Value() == &global, g == weak.Make(&global), weak.Make[node](nil).Value() == nil)
	runtime.AddCleanup(&global, hello, 8)
	x := &node{}
	recovered(func() { runtime.AddCleanup(x, func(*node) {}, x) })
	recovered(func() { runtime.AddCleanup(x, func(*string) {}, &x.name) })
	recovered(func() { runtime.AddCleanup(x, func(int) { say(x.name) }, 0) })
	recovered(func() { runtime.AddCleanup((*node)(nil), hello, 0) })

	for i := range holder {
		holder[i] = new(node)
	}
	number = new(int)
	costs("int", func() { runtime.AddCleanup(holder[0], hello, 1) })
	costs("pointer", func() { runtime.AddCleanup(holder[1], func(*int) {}, number) })
	costs("string", func() { runtime.AddCleanup(holder[2], func(string) {}, "x") })
	costs("bytes", func() { runtime.AddCleanup(holder[3], func([100]int32) {}, [100]int32{}) })
	costs("nothing", func() { runtime.AddCleanup(holder[4], func(struct{}) {}, struct{}{}) })
	costs("weak", func() { weak.Make(holder[5]) })
	costs("weak again", func() { weak.Make(holder[5]) })
}
