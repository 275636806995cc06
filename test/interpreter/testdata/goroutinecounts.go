package main

import (
	"fmt"
	"runtime"
	"runtime/metrics"
)

// What package runtime/metrics says of goroutines, with one P.
var counts = []metrics.Sample{
	{Name: "/sched/goroutines-created:goroutines"},
	{Name: "/sched/goroutines/not-in-go:goroutines"},
	{Name: "/sched/goroutines/runnable:goroutines"},
	{Name: "/sched/goroutines/running:goroutines"},
	{Name: "/sched/goroutines/waiting:goroutines"},
	{Name: "/sched/goroutines:goroutines"},
}

func report(what string) {
	metrics.Read(counts)
	fmt.Print(what)
	for i := range counts {
		fmt.Print(" ", counts[i].Value.Uint64())
	}
	fmt.Println()
}

func main() {
	runtime.GOMAXPROCS(1)
	// Whoever the runtime has made and not let run yet has its turn.
	runtime.Gosched()
	report("start")
	c := make(chan int)
	for range 5 {
		go func() { <-c }()
	}
	report("made")
	runtime.Gosched()
	report("waiting")
	for range 2 {
		c <- 1
	}
	report("woken")
	runtime.Gosched()
	report("ended")
}
