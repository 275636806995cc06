// What timers do that nobody waits for: they do not keep a deadlock from being one.
package main

import (
	"fmt"
	"time"
)

func main() {
	fast := time.NewTicker(time.Microsecond)
	begin := time.Now()
	time.Sleep(100 * time.Millisecond)
	fmt.Println(time.Since(begin) >= 100*time.Millisecond, len(fast.C))
	select {
	case <-fast.C:
		fmt.Println("tick")
	case <-time.After(time.Second):
		fmt.Println("late")
	}
	fast.Stop()
	t := time.NewTimer(time.Millisecond)
	time.Sleep(5 * time.Millisecond)
	fmt.Println(t.Stop())
	t.Reset(time.Millisecond)
	fmt.Println((<-t.C).Sub(begin) > 0)
	unread := time.After(time.Minute)
	done := make(chan bool)
	time.AfterFunc(time.Millisecond, func() { done <- true })
	fmt.Println(<-done, len(unread))
	_ = time.NewTicker(time.Millisecond)
	fmt.Println(cap(fast.C), cap(unread))
	<-done
}
