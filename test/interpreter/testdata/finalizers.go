// Finalizers: what they are called with, what they keep alive, and when an object dies after all.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"time"
)

type node struct {
	name string
	next *node
}

type file struct {
	name string
	open bool
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

func (f *file) close() error {
	say("close %s, open %t", f.name, f.open)
	f.open = false
	return nil
}

// make1 makes objects that nothing leads to once it has returned.
//
//go:noinline
func make1() {
	a := &node{name: "a"}
	b := &node{name: "b", next: a}
	runtime.SetFinalizer(b, func(n *node) { say("%s still has %s", n.name, n.next.name) })

	c := &node{name: "c"}
	runtime.SetFinalizer(c, func(n *node) {
		say("%s is back", n.name)
		saved = n
	})

	f := &file{"three", true}
	runtime.SetFinalizer(f, (*file).close)
	g := &file{"four", true}
	runtime.SetFinalizer(g, (*file).close)
	runtime.SetFinalizer(g, nil)

	big := new([100]*node)
	big[5] = &node{name: "in the middle"}
	runtime.SetFinalizer(big, func(x any) { say("%T %s", x, x.(*[100]*node)[5].name) })

	huge := new([20000]*node)
	huge[777] = &node{name: "in large"}
	runtime.SetFinalizer(huge, func(x *[20000]*node) { say("%s", x[777].name) })

	bytes := new([3000]byte)
	bytes[1] = 42
	runtime.SetFinalizer(bytes, func(x *[3000]byte) { say("bytes %d", x[1]) })

	first := &node{name: "first"}
	second := &node{name: "second", next: first}
	// Only one of a chain goes per cycle: what it leads to is alive until then.
	runtime.SetFinalizer(first, func(n *node) { say("%s", n.name) })
	runtime.SetFinalizer(second, func(n *node) { say("%s", n.name) })
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

func main() {
	var global = &node{name: "held"}
	runtime.SetFinalizer(global, func(n *node) { say("too early: %s", n.name) })
	make1()
	cycle("one")
	cycle("two")
	cycle("three")
	fmt.Println(saved.name, runtime.NumGoroutine())
	runtime.SetFinalizer(saved, func(n *node) { say("again %s", n.name) })
	saved = nil
	cycle("four")

	count := 0
	for i := 0; i < 1000; i++ {
		runtime.SetFinalizer(&node{name: "many"}, func(*node) {
			mutex.Lock()
			count++
			mutex.Unlock()
		})
	}
	runtime.GC()
	time.Sleep(20 * time.Millisecond)
	mutex.Lock()
	fmt.Println(count >= 990)
	mutex.Unlock()
	fmt.Println(global.name)
	runtime.KeepAlive(global)
}
