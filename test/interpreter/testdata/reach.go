package main

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
)

type node struct {
	key   string
	val   []byte
	left  *node
	right *node
	meta  map[string]any
}

func (n *node) insert(k string) *node {
	if n == nil {
		return &node{key: k, val: []byte(strings.Repeat(k, 3)), meta: map[string]any{"k": k, "n": len(k)}}
	}
	if k < n.key {
		n.left = n.left.insert(k)
	} else if k > n.key {
		n.right = n.right.insert(k)
	} else {
		n.meta["again"] = fmt.Sprint(n.meta["again"], "+")
	}
	return n
}

func (n *node) check() int {
	if n == nil {
		return 0
	}
	if string(n.val) != n.key+n.key+n.key || n.meta["k"] != n.key || n.meta["n"] != len(n.key) {
		panic("bad node " + n.key)
	}
	return 1 + n.left.check() + n.right.check()
}

type msg struct {
	s    string
	next *msg
	resp chan *msg
}

func worker(in chan *msg, wg *sync.WaitGroup) {
	defer wg.Done()
	for m := range in {
		r := &msg{s: m.s + "!", next: m}
		garbage := make([]string, 0)
		for i := 0; i < 5; i++ {
			garbage = append(garbage, fmt.Sprint(m.s, i))
		}
		if len(garbage) != 5 || garbage[4] != m.s+"4" {
			panic("garbage")
		}
		m.resp <- r
	}
}

func main() {
	x := uint32(3)
	rnd := func(n int) int { x = x*1664525 + 1013904223; return int(x>>8) % n }
	var root *node
	byLen := map[int]map[string]*node{}
	for i := 0; i < 1500; i++ {
		k := fmt.Sprintf("k%d", rnd(900))
		root = root.insert(k)
		m := byLen[len(k)]
		if m == nil {
			m = make(map[string]*node)
			byLen[len(k)] = m
		}
		m[k] = &node{key: k, val: []byte(k + k + k), meta: map[string]any{"k": k, "n": len(k)}}
		if i%3 == 0 {
			delete(m, fmt.Sprintf("k%d", rnd(900)))
		}
	}
	fmt.Println(root.check())
	tot := 0
	for _, m := range byLen {
		for k, n := range m {
			if n.key != k {
				panic("key")
			}
			tot += n.check()
		}
	}
	fmt.Println(tot)
	in := make(chan *msg, 2)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go worker(in, &wg)
	}
	var all []string
	for i := 0; i < 300; i++ {
		resp := make(chan *msg)
		in <- &msg{s: fmt.Sprint("m", i), resp: resp}
		r := <-resp
		if r.next.s+"!" != r.s {
			panic("resp")
		}
		all = append(all, r.s)
	}
	close(in)
	wg.Wait()
	sort.Strings(all)
	fmt.Println(len(all), all[0], all[299])
	// blocked receivers while collecting
	res := make(chan *[100]string)
	var mu sync.Mutex
	sum := 0
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v := <-res
			mu.Lock()
			defer mu.Unlock()
			for j, s := range v {
				if s != fmt.Sprint("r", i*0+j) {
					panic("lost " + s)
				}
			}
			sum++
		}()
	}
	for i := 0; i < 20; i++ {
		v := new([100]string)
		for j := range v {
			v[j] = fmt.Sprint("r", j)
		}
		if i%5 == 0 {
			runtime.GC()
		}
		res <- v
		v = nil
		if i%7 == 0 {
			runtime.GC()
		}
	}
	wg.Wait()
	fmt.Println(sum)
	// select with pointers
	a, b := make(chan *node), make(chan []*node)
	done := make(chan int)
	go func() {
		c := 0
		for a != nil || b != nil {
			select {
			case n, ok := <-a:
				if !ok {
					a = nil
					continue
				}
				c += n.check()
			case ns, ok := <-b:
				if !ok {
					b = nil
					continue
				}
				for _, n := range ns {
					c += n.check()
				}
			}
		}
		done <- c
	}()
	ca, cb := a, b
	for i := 0; i < 200; i++ {
		var n *node
		for j := 0; j < 3; j++ {
			n = n.insert(fmt.Sprint("s", rnd(50)))
		}
		if i%2 == 0 {
			ca <- n
		} else {
			cb <- []*node{n, nil, n.left}
		}
	}
	close(ca)
	close(cb)
	n := <-done
	fmt.Println(n > 200)
	big := make(map[[20]string]*[20]string)
	for i := 0; i < 200; i++ {
		var k [20]string
		for j := range k {
			k[j] = fmt.Sprint(i, ".", j)
		}
		v := k
		big[k] = &v
	}
	for k, v := range big {
		if *v != k {
			panic("big")
		}
	}
	fmt.Println(len(big))
	it := 0
	m := map[int]*int{}
	for i := 0; i < 50; i++ {
		m[i] = new(int)
		*m[i] = i
	}
	for k, v := range m {
		if *v != k {
			panic("iter")
		}
		it++
		if it < 3000 {
			z := new(int)
			*z = it + 100
			m[it+100] = z
			if it%100 == 0 {
				runtime.GC()
			}
		}
		_ = strings.Repeat("x", 100)
	}
	for k, v := range m {
		if *v != k {
			panic("iter2")
		}
	}
	fmt.Println(it >= 50)
}
