/** A collection, or giving back memory, that somebody asks for in the middle of a run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profiles } from '../../src/protocol/compare';
import { checkInvariants } from '../runtime/invariants';
import { finished, runOf, session, settle } from './load';

const source = `package main

var (
	kept [][]byte
	last []byte
)

func work(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		b := make([]byte, 10_000)
		b[0] = byte(i)
		last = b
		sum += int(b[0])
	}
	return sum
}

func main() {
	for i := 0; i < 4; i++ {
		kept = append(kept, make([]byte, 50_000))
	}
	total := work(150)
	total++
	kept = kept[:2]
	println(total, len(kept))
}
`;

/** A run that stands right behind the call of work. */
function middle(profile: string): ReturnType<typeof session> {
  const of = session(source, { profile });
  of.beginRunTo('line', { file: 'x.go', line: 24, column: 2 });
  return settle(of);
}

for (const profile of profiles) {
  test(`${profile}: a collection is asked for, and the run goes on where it stood`, () => {
    const of = middle(profile);
    const before = of.state();
    assert.equal(before.stats.numGC, 0);
    of.beginIntervention('gc');
    settle(of, 1000);
    const after = of.state();
    assert.deepEqual(after.position, before.position);
    assert.ok(after.tick > before.tick);
    assert.equal(after.stats.numGC, 1);
    assert.ok(after.stats.frees - before.stats.frees >= 149, 'it is swept, not only marked');
    assert.deepEqual(after.options.interventions, [{ tick: before.tick, verb: 'gc' }]);
    checkInvariants(runOf(of).machine.rt);
    // It is part of the run: travelling leads to it again, and the program says what it does.
    const hash = runOf(of).machine.columns.hash();
    finished(of);
    const { tick: end, exit } = of.state();
    assert.equal(exit?.kind, 'ok');
    const output = (one: typeof of): string =>
      Buffer.from(runOf(one).machine.output.read(2)).toString();
    assert.equal(output(of), output(finished(middle(profile))));
    of.beginSeek(after.tick);
    assert.equal(runOf(settle(of)).machine.columns.hash(), hash);
    of.beginSeek(before.tick);
    assert.equal(settle(of).state().stats.numGC, 0);
    of.beginRun();
    assert.equal(settle(of, 700).state().tick, end);
  });

  test(`${profile}: one thing after the other, and what was ahead is forgotten`, () => {
    const of = middle(profile);
    const { tick } = of.state();
    of.beginIntervention('gc');
    settle(of);
    const released = of.state().stats.heapReleasedBytes;
    of.beginIntervention('scavenge');
    settle(of);
    assert.ok(of.state().stats.heapReleasedBytes > released);
    assert.deepEqual(
      of.state().options.interventions?.map(({ verb }) => verb),
      ['gc', 'scavenge'],
    );
    // Before the first one, another takes the place of both.
    of.beginSeek(tick - 100);
    settle(of);
    of.beginIntervention('scavenge');
    settle(of);
    const { options } = of.state();
    assert.deepEqual(options.interventions, [{ tick: tick - 100, verb: 'scavenge' }]);
    of.restart({});
    assert.equal(of.state().options.interventions, undefined);
    assert.equal(finished(of).state().stats.numGC, 0);
  });
}

test('several goroutines: whoever runs waits for the collection, the others go on', () => {
  const of = session(
    `package main

import "sync"

func main() {
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			var kept [][]byte
			for j := 0; j < 200; j++ {
				kept = append(kept, make([]byte, 1000))
			}
			println(len(kept))
		}()
	}
	group.Wait()
}
`,
    { procs: 4, gogc: -1 },
  );
  finished(of);
  const { endTick } = of.state();
  for (let part = 1; part < 10; part++) {
    of.restart({});
    finished(of);
    of.beginSeek(Math.floor((endTick * part) / 10));
    settle(of);
    of.beginIntervention('gc');
    settle(of);
    assert.equal(of.state().stats.numGC, 1, `at ${part}/10`);
    checkInvariants(runOf(of).machine.rt);
    assert.equal(finished(of).state().exit?.kind, 'ok');
  }
});

test('a program that has ended, or was never one, is left alone', () => {
  const ended = finished(session(source));
  const before = ended.state();
  ended.beginIntervention('gc');
  assert.deepEqual(settle(ended).state(), before);
});
