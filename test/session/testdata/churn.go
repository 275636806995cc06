package main

// A window of live blocks over a stream of short-lived ones: the collector has something to do.

type block struct {
	next *block
	data [120]byte
}

var window [256]*block

func main() {
	for i := 0; i < 60000; i++ {
		b := &block{next: window[(i+1)%len(window)]}
		b.next = nil
		b.data[0] = byte(i)
		window[i%len(window)] = b
		if i == 30000 {
			//mem:stop half
			println("half")
		}
	}
	keep := make([]byte, 100000)
	keep[0] = window[0].data[0]
	println(keep[0])
}
