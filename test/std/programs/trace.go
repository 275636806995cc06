// Where goroutines are, as they see it themselves: runtime.Caller, runtime.Stack, debug.Stack.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

type T struct{}

func (T) method(c chan int) {
	show("method", string(debug.Stack()))
	func() {
		var buf [2000]byte
		show("stack", string(buf[:runtime.Stack(buf[:], false)]))
		var few [10]byte
		fmt.Printf("%q\n", few[:runtime.Stack(few[:], false)])
	}()
	c <- 1
}

// show prints a trace without what differs from machine to machine.
func show(what, text string) {
	fmt.Println(what)
	for _, line := range strings.Split(text, "\n") {
		if i := strings.LastIndex(line, "/"); i >= 0 && strings.HasPrefix(line, "\t") {
			line = "\t" + line[i+1:]
			if !strings.HasPrefix(line, "\ttrace.go") {
				line = line[:strings.Index(line, ":")]
			}
		}
		for _, end := range []string{" +0x", "(0x", "({", "(..."} {
			if i := strings.Index(line, end); i >= 0 {
				line = line[:i]
			}
		}
		if strings.HasPrefix(line, "goroutine ") {
			line = "goroutine" + line[strings.Index(line, " ["):]
		}
		if line != "\tdebug.go" && line != "\tstack.go" {
			fmt.Println(line)
		}
	}
}

func deferred() {
	recover()
	show("deferred", string(debug.Stack()))
	callers("deferred")
}

func main() {
	c := make(chan int)
	go T{}.method(c)
	<-c
	func() {
		defer deferred()
		panic("x")
	}()
	defer callers("end")
	func() { defer callers("wrapped") }()
	callers("plain")
}

// callers prints where each function stands, without the parts of a run-time panic.
func callers(what string) {
	for i := 0; ; i++ {
		_, file, line, ok := runtime.Caller(i)
		if !ok {
			break
		}
		fmt.Println(what, i, file[strings.LastIndex(file, "/")+1:], line)
	}
	_, _, _, ok := runtime.Caller(99)
	fmt.Println(ok)
}
