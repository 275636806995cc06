/** Stacks shrink while they are scanned, and what stands on them goes on as if nothing was. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { outcomeOf, load, finish } from './harness';
import { checkInvariants } from '../runtime/invariants';

const source = `package main

import (
	"runtime"
	"sync"
)

//go:noinline
func deep(n int, up *int) int {
	var pad [20]int
	pad[n%20] = n
	*up += n
	if n == 0 {
		return pad[0]
	}
	return deep(n-1, &pad[1]) + pad[n%20]
}

// wait stands in a frame with pointers into the stack while the collector comes by.
func wait(ready, gone chan bool, number int, wg *sync.WaitGroup) {
	defer wg.Done()
	var sum int
	total := deep(400, &sum)
	own := [3]int{number, 2, 3}
	p := &own[1]
	defer func() { println("deferred", number, *p, total, sum) }()
	ready <- true
	select {
	case v := <-gone:
		*p += 40
		println(number, v, own[1])
	}
	println(deep(100, p) > 0, own[1])
}

func main() {
	ready, gone := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go wait(ready, gone, i, &wg)
		<-ready
	}
	for i := 0; i < 6; i++ {
		runtime.GC()
		println("cycle")
	}
	for i := 0; i < 3; i++ {
		gone <- true
	}
	wg.Wait()
}
`;

for (const procs of [1, 4])
  test(`stacks that were deep shrink from cycle to cycle, ${procs} P`, () => {
    const machine = load('x.go', source, { procs });
    const { rt } = machine;
    const { g } = rt.sched;
    const largest = (): number => {
      let most = 0;
      for (let gp = 2; gp < g.rows; gp++)
        if (g.status[gp] === 4 && g.system[gp] === 0)
          most = Math.max(most, g.stackHi[gp]! - g.stackLo[gp]!);
      return most;
    };
    const sizes: number[] = [];
    let cycles = 0;
    while (!machine.ended) {
      machine.run(50, false);
      const said = outcomeOf(machine).stderr.match(/cycle/g)?.length ?? 0;
      if (said === cycles) continue;
      cycles = said;
      sizes.push(largest());
      checkInvariants(rt);
    }
    finish(machine);
    const waiting = sizes.filter((size) => size > 0);
    assert.ok(waiting[0]! >= 32768 && waiting.at(-1)! <= 4096, waiting.join(' '));
    for (let i = 1; i < waiting.length; i++)
      assert.ok([1, 2, 4].includes(waiting[i - 1]! / waiting[i]!), waiting.join(' '));
    // As with collections that come when no stack is deep.
    const plain = load('x.go', source.replace('runtime.GC()', '_ = runtime.NumCPU()'), { procs });
    finish(plain);
    const lines = (text: string): string[] => text.split('\n').sort((a, b) => (a < b ? -1 : 1));
    assert.deepEqual(lines(outcomeOf(machine).stderr), lines(outcomeOf(plain).stderr));
    assert.equal(machine.exit?.code, 0);
  });
