// Statements: control flow, labels, switches, ranges, unused variables, missing returns.
package p

import "unsafe"

func control(x int, ch chan int, recv <-chan int, a any) int {
	unused := 1
	var alsoUnused string
	if x {
	}
	for x {
	}
	for i := range 3 {
	}
	for i, j := range 3 {
	}
	for i := range x + 0.5 {
	}
	for range nil {
	}
	for a, b, c := range []int{} {
	}
	for k, v := range ch {
	}
	switch x {
	case 1:
	case 1:
	case "a":
		fallthrough
	case 2.5:
		fallthrough
	}
	switch a.(type) {
	case int:
	case int:
	case undefined:
	case 3:
	}
	switch y := a.(type) {
	}
	switch x.(type) {
	}
	switch f := func() {}; f {
	}
	recv <- 1
	<-x
	x <- 1
	go control
	defer len("a")
	defer int(x)
	defer func() {}
	select {
	case x := 1:
	case x > 0:
	case v := <-ch:
	case v, ok := <-ch:
		_ = v
	}
	break
	continue
	goto missing
unusedLabel:
	for {
		break missing
		continue unusedLabel2
		func() {
			break
		}()
	}
	goto over
	v := 1
over:
	_ = v
	{
	inner:
	}
	goto inner
	fallthrough
	return
}

func noReturn(x int) int {
	for x < 10 {
		x++
	}
}

func wrongReturn() (int, error) {
	return 1
}

func tooMany() {
	return 1
}

func named() (err error) {
	{
		err := error(nil)
		_ = err
		return
	}
}

func panics() int { panic("x") }

func loops() int {
	for {
	}
}

func switches(x int) int {
	switch x {
	case 1:
		return 1
	default:
		panic(1)
	}
}
