package main

import (
	"fmt"
	"sync"
)

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func byValue(name string) func() string {
	greeting := "hello " + name
	return func() string { return greeting }
}

func large() func() byte {
	var buf [200]byte
	return func() byte { return buf[3] }
}

func onStack(xs []int) int {
	sum := 0
	each := func(f func(int)) {
		for _, x := range xs {
			f(x)
		}
	}
	each(func(x int) { sum += x })
	return sum
}

func immediately(p *int) *int {
	q := func(r *int) *int { return r }(p)
	return q
}

func deferred(mu *sync.Mutex, names []string) (err error) {
	mu.Lock()
	defer mu.Unlock()
	defer fmt.Println("done", len(names))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	for _, name := range names {
		defer fmt.Println(name)
		defer func() { fmt.Println(&name) }()
	}
	defer close(make(chan int))
	return nil
}

type worker struct {
	id   int
	jobs chan func()
}

func (w *worker) run()           { w.id++ }
func (w worker) show(s string)   { fmt.Println(w.id, s) }
func (w *worker) each(fs ...int) {}

func goroutines(w *worker, msg string) {
	var wg sync.WaitGroup
	wg.Add(3)
	go w.run()
	go w.show(msg)
	go func() {
		defer wg.Done()
		fmt.Println(msg)
	}()
	go w.each(1, 2, len(msg))
	done := make(chan struct{})
	go func(c chan struct{}) { c <- struct{}{} }(done)
	f := w.run
	go f()
	wg.Wait()
}

func methodValues(w *worker, s fmt.Stringer) (func(), func(string), func() string) {
	g := worker.show
	g(*w, "x")
	h := (*worker).run
	h(w)
	k := (*worker).show
	k(w, "y")
	return w.run, w.show, s.String
}

func recursive(n int) int {
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	return fib(n)
}

func twoLevels(p *int) func() func() *int {
	x := 1
	return func() func() *int {
		y := &x
		return func() *int { *y++; return p }
	}
}

var hook = func(p *int) { fmt.Println(*p) }

func main() {
	fmt.Println(counter()(), byValue("a")(), large()(), onStack(nil), immediately(nil), recursive(3))
	deferred(&sync.Mutex{}, nil)
	goroutines(&worker{}, "m")
	methodValues(&worker{}, nil)
	twoLevels(nil)
	hook(new(int))
}
