/**
 * What the runtime keeps for later use, in both runtimes: it is not collected while somebody may
 * take it, and a collection drops what all Ps share.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkInvariants } from '../runtime/invariants';
import { finish, load, outcomeOf } from './harness';

/** Goroutines that wait leave sudogs (of 104 bytes) in the P's cache, which live through this. */
const source = `package main

import (
	"runtime"
	"sync"
)

var kept []*[14]int
var pool = sync.Pool{New: func() any { made++; return new([100]byte) }}
var made int

func wait(n int) {
	var wg sync.WaitGroup
	c := make(chan int)
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-c
		}()
	}
	runtime.Gosched()
	for range n {
		c <- 1
	}
	wg.Wait()
}

func main() {
	for range 4 {
		wait(50)
		runtime.GC()
		for range 100 {
			kept = append(kept, new([14]int))
		}
		wait(100)
		for _, object := range kept {
			if *object != [14]int{} {
				panic("somebody else writes to an object")
			}
		}
	}
	pool.Put(new([100]byte))
	pool.Get()
	println("made", made)
	pool.Put(new([100]byte))
	runtime.GC()
	runtime.GC()
	pool.Get()
	println("made", made)
}
`;

for (const profile of ['go1.26', 'go1.6'] as const) {
  for (const procs of [1, 3]) {
    test(`${profile}, ${procs} Ps: sudogs and pools through collections`, () => {
      const m = load('main.go', source, { profile, procs });
      while (!m.ended) {
        m.run(20_000, false);
        checkInvariants(m.rt);
      }
      finish(m);
      assert.deepEqual(outcomeOf(m), { stdout: '', stderr: 'made 0\nmade 1\n', exit: 0 });
    });
  }
}
