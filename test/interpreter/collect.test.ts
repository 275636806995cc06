/**
 * runtime.GC, //mem:gc and debug.FreeOSMemory of a large heap are done in portions, in both
 * runtimes: no run takes long, the next instruction finds everything swept, and where a run comes
 * to rest changes nothing.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { finish, load, outcomeOf } from './harness';

const source = (collect: string): string => `package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

var kept, dropped *tree

func main() {
	debug.SetGCPercent(-1)
	kept = build(15)
	dropped = build(16)
	dropped = nil
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan bool)
	go func() {
		done <- true
	}()
	${collect}
	runtime.ReadMemStats(&after)
	<-done
	freed := after.Frees - before.Frees
	fmt.Println(freed >= 1<<17-1, after.NumGC-before.NumGC, after.HeapAlloc < before.HeapAlloc/2)
}
`;

const ways = {
  'runtime.GC': 'runtime.GC()',
  '//mem:gc': '//mem:gc',
  'debug.FreeOSMemory': 'debug.FreeOSMemory()',
};

for (const profile of ['go1.26', 'go1.6'] as const) {
  for (const [name, collect] of Object.entries(ways)) {
    test(`${profile}: ${name} in portions`, () => {
      const whole = load('gc.go', source(collect), { profile });
      finish(whole);
      assert.equal(outcomeOf(whole).stdout, 'true 1 true\n');
      const m = load('gc.go', source(collect), { profile });
      let inside = 0;
      let longest = 0;
      while (!m.ended) {
        longest = Math.max(longest, m.run(5000, false, 3000));
        const { g, sched } = m.rt.sched;
        if (g.collecting[m.goroutine] === 0 && sched.gcwaiting[0] === 0) continue;
        inside++;
        assert.equal(m.atStatement, false, 'the statement is not done');
      }
      assert.ok(inside > 10, `${inside} runs ended within it`);
      // One instruction may do more; the whole collection comes to several millions.
      assert.ok(longest < 100_000, `${longest}`);
      assert.equal(m.columns.hash(), whole.columns.hash());
      // By statements, the collection is one step of the goroutine that waits for it.
      const stepped = load('gc.go', source(collect), { profile });
      while (!stepped.ended) {
        stepped.run(1_000_000, true);
        const { g, sched } = stepped.rt.sched;
        const standing = stepped.ended || stepped.atStatement;
        assert.ok(standing || g.collecting[stepped.goroutine] === 0, 'a step ends within it');
        assert.ok(standing || sched.gcwaiting[0] === 0);
      }
      assert.equal(stepped.columns.hash(), whole.columns.hash());
    });
  }
}
