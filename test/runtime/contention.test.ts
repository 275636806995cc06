/** The model of locks: nobody waits alone; with several Ps one lock costs more than the levels. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LockTotals } from '../../src/runtime/contention';
import { lockTotals } from '../../src/runtime/contention';
import { finished, hashOf, runOf, session } from '../session/load';

/** Four goroutines that allocate; `work` instructions of something else between two objects. */
function totals(procs: number, profile: string, work = 0): { levels: LockTotals; one: LockTotals } {
  const count = work === 0 ? 20_000 : 1_000;
  const of = finished(
    session(
      `package main

import "sync"

type item struct{ next *item }

func main() {
	var wait sync.WaitGroup
	for g := 0; g < 4; g++ {
		wait.Add(1)
		go func() {
			var head *item
			x := 0
			for i := 0; i < ${count}; i++ {
				head = &item{head}
				for j := 0; j < ${work}; j++ {
					x += j
				}
			}
			println(head != nil, x)
			wait.Done()
		}()
	}
	wait.Wait()
}
`,
      { procs, profile },
    ),
  );
  return lockTotals(runOf(of).machine.rt);
}

for (const profile of ['go1.26', 'go1.6']) {
  test(`${profile}: one P never waits, with or without levels`, () => {
    const { levels, one } = totals(1, profile);
    assert.equal(levels.waits, 0);
    assert.equal(one.waits, 0);
    assert.ok(one.taken >= 80_000);
    assert.ok(levels.taken < one.taken / 20, `${levels.taken} of ${one.taken}`);
  });

  test(`${profile}: four Ps queue up at one lock, and hardly at the levels`, () => {
    const { levels, one } = totals(4, profile);
    assert.ok(one.waits > one.taken / 2, `${one.waits} of ${one.taken}`);
    assert.ok(levels.waitNS < one.waitNS / 20, `${levels.waitNS} of ${one.waitNS}`);
    assert.ok(levels.spentNS < one.spentNS / 2);
  });

  test(`${profile}: with more work between two objects fewer wait`, () => {
    const busy = totals(4, profile);
    const calm = totals(4, profile, 200);
    const share = ({ one }: typeof busy): number => one.waits / one.taken;
    assert.ok(share(calm) < share(busy) / 2, `${share(calm)} and ${share(busy)}`);
  });
}

test('the model is state: seeking back and running on gives the same totals', () => {
  const of = finished(
    session(
      'package main\n\nvar s []int\n\nfunc main() {\n\tfor i := 0; i < 3000; i++ {\n\t\ts = append(s, i)\n\t}\n}\n',
    ),
  );
  const [hash, first] = [hashOf(of), lockTotals(runOf(of).machine.rt)];
  of.beginSeek(of.state().endTick >> 1);
  while (!of.work(10_000));
  assert.notDeepEqual(lockTotals(runOf(of).machine.rt), first);
  of.beginSeek(of.state().endTick);
  while (!of.work(10_000));
  assert.equal(hashOf(of), hash);
  assert.deepEqual(lockTotals(runOf(of).machine.rt), first);
});
