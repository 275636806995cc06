/** Movements of real sessions: whichever way a tick is reached, the state there is the same. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'node:test';
import { TraceKind } from '../../src/runtime/trace';
import type { Session } from '../../src/session/session';
import { example, examples, finished, hashOf, runOf, session, settle } from './load';

/** Hashes after so many steps from the start, made by running straight there. */
function hashAt(name: string, tick: number): number {
  const straight = example(name);
  straight.beginSeek(0);
  settle(straight);
  runOf(straight).machine.run(0, false);
  while (straight.state().tick < tick) {
    const { machine } = runOf(straight);
    machine.run(tick - machine.tick, false);
  }
  return hashOf(straight);
}

for (const name of examples) {
  test(`${name}: runs to its end`, () => {
    const state = finished(example(name)).state();
    assert.deepEqual(state.exit, { kind: 'ok', code: 0, message: '' });
    assert.equal(state.phase, 'finished');
    assert.equal(state.tick, state.endTick);
    assert.equal(state.complete, true);
  });

  test(`${name}: a seek and running there are the same`, () => {
    const moved = finished(example(name));
    const { endTick } = moved.state();
    for (const share of [0.93, 0, 0.5, 0.501, 0.2, 1]) {
      const tick = Math.floor(endTick * share);
      moved.beginSeek(tick);
      settle(moved, 777);
      assert.equal(moved.state().tick, tick);
      assert.equal(hashOf(moved), hashAt(name, tick), `tick ${tick}`);
    }
  });

  test(`${name}: a step back undoes a step`, () => {
    const walker = example(name);
    for (let step = 0; step < 60 && !walker.state().complete; step++) {
      const before = { hash: hashOf(walker), tick: walker.state().tick };
      walker.beginStep();
      settle(walker);
      const after = { hash: hashOf(walker), tick: walker.state().tick };
      walker.beginStepBack();
      settle(walker);
      if (runOf(walker).machine.atStatement)
        assert.deepEqual({ hash: hashOf(walker), tick: walker.state().tick }, before);
      walker.beginSeek(after.tick);
      settle(walker);
      assert.equal(hashOf(walker), after.hash);
      // Goes on in larger strides than single steps.
      for (let i = 0; i < 5; i++) {
        walker.beginStep();
        settle(walker);
      }
    }
  });
}

test('random walks over a run meet the same states', () => {
  const name = '05-collect-and-reuse.go';
  const known = new Map<number, number>();
  const walker = example(name);
  const note = (): void => {
    const { tick } = walker.state();
    const hash = hashOf(walker);
    assert.equal(known.get(tick) ?? hash, hash, `tick ${tick}`);
    known.set(tick, hash);
  };
  const move = fc.oneof(
    fc.constant((s: Session) => s.beginStep()),
    fc.constant((s: Session) => s.beginStepBack()),
    fc.constant((s: Session) => s.beginRunTo('refill')),
    fc.constant((s: Session) => s.beginRunTo('stop')),
    fc.constant((s: Session) => s.beginRunTo('gc')),
    fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (s: Session) => {
      s.beginSeek(Math.floor(s.state().endTick * share));
    }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), fc.nat({ max: 3000 }), (moves, slice) => {
      for (const begin of moves) {
        begin(walker);
        settle(walker, slice + 50);
        note();
      }
    }),
    { numRuns: 25, seed: 3 },
  );
});

test('a long step goes at least so far, and to the first statement there', () => {
  const name = '05-collect-and-reuse.go';
  const walker = example(name);
  const reference = finished(example(name));
  const { endTick } = reference.state();
  for (const instructions of [100, 1000, 33.5, 10_000_000]) {
    const from = walker.state().tick;
    walker.beginStep(instructions);
    settle(walker, 333);
    const { tick } = walker.state();
    assert.equal(hashOf(walker), hashAt(name, tick));
    const least = Math.min(endTick, from + Math.floor(instructions));
    assert.ok(tick >= least, `${tick} from ${from}`);
    // From the instruction before, a plain step leads to the same statement.
    if (tick < endTick) {
      reference.beginSeek(least - 1);
      settle(reference);
      reference.beginStep();
      settle(reference);
      assert.equal(reference.state().tick, tick);
    } else assert.equal(walker.state().complete, true);
  }
});

test('run to targets stops right behind the event', () => {
  const kinds = { stop: TraceKind.stop, gc: TraceKind.gcStart, refill: TraceKind.refill } as const;
  for (const [target, kind] of Object.entries(kinds)) {
    const walker = example('05-collect-and-reuse.go');
    const { trace } = runOf(walker).machine.rt;
    for (let times = 0; times < 3; times++) {
      const from = trace.count;
      walker.beginRunTo(target as keyof typeof kinds);
      settle(walker, 333);
      if (walker.state().complete) break;
      const found = Array.from({ length: trace.count - from }, (_, i) => trace.kind(from + i));
      assert.ok(found.includes(kind), `${target}, ${found.join()}`);
      const first = from + found.indexOf(kind);
      // Whose turn it is next may be decided at the following tick already.
      const last = from + found.findLastIndex((event) => event !== TraceKind.schedule);
      assert.equal(trace.tick(last), trace.tick(first), 'and no further');
    }
  }
});

test('a stop stands at the statement behind it, and can be found by name from both sides', () => {
  const walker = example('01-three-levels.go');
  walker.beginRunToStop('large');
  settle(walker);
  const at = walker.state();
  assert.equal(at.position?.line, 73);
  assert.match(at.note ?? '', /^More than 32 KiB/);
  walker.beginRun();
  settle(walker);
  walker.beginSeek(0);
  settle(walker);
  assert.equal(walker.state().note, undefined);
  walker.beginRunToStop('large');
  settle(walker);
  assert.equal(walker.state().tick, at.tick);
});

test('notes in Chinese', () => {
  const walker = example('01-three-levels.go', { language: 'zh-cn' });
  walker.beginRunToStop('grow');
  settle(walker);
  assert.match(walker.state().note ?? '', /^mheap 手头的页不够用/);
});

test('run to a line', () => {
  const walker = example('01-three-levels.go');
  for (let times = 0; times < 3; times++) {
    walker.beginRunTo('line', { file: '01-three-levels.go', line: 27, column: 1 });
    settle(walker);
    assert.equal(walker.state().position?.line, 27);
  }
  const { tick } = walker.state();
  walker.beginRunTo('line', { file: '01-three-levels.go', line: 999, column: 1 });
  settle(walker);
  assert.equal(walker.state().complete, true);
  assert.ok(walker.state().tick > tick);
});

test('two sessions at once do not disturb each other', () => {
  const [a, b] = [example('06-goroutine-caches.go'), example('07-maps.go')];
  a.beginRun();
  b.beginRun();
  for (let done = false; !done;) {
    const [one, two] = [a.work(100), b.work(37)];
    done = one && two;
  }
  assert.equal(hashOf(a), hashOf(finished(example('06-goroutine-caches.go'))));
  assert.equal(hashOf(b), hashOf(finished(example('07-maps.go'))));
});

test('a pause leaves the machine where it is; running on ends the same', () => {
  const paused = example('04-growing-slices.go');
  paused.beginRun();
  assert.equal(paused.work(100), false);
  assert.equal(paused.state().phase, 'running');
  paused.pause();
  assert.equal(paused.state().phase, 'paused');
  const { tick } = paused.state();
  assert.equal(paused.work(100), true);
  assert.equal(paused.state().tick, tick);
  assert.equal(hashOf(finished(paused)), hashOf(finished(example('04-growing-slices.go'))));
});

test('a restart takes other options and begins anew', () => {
  const again = finished(example('05-collect-and-reuse.go'));
  again.restart({ procs: 2, gogc: 50 });
  const state = again.state();
  assert.deepEqual(state.options, {
    profile: 'go1.26',
    procs: 2,
    gogc: 50,
    memoryLimit: -1,
    seed: 1,
  });
  assert.deepEqual([state.tick, state.endTick, state.phase], [0, 0, 'paused']);
  assert.equal(finished(again).output(), 'kept: 990\ndone\nend\n');
});

test('the same seed gives the same run, another one another', () => {
  const run = (seed: number): number =>
    hashOf(finished(example('06-goroutine-caches.go', { seed })));
  assert.equal(run(3), run(3));
  assert.notEqual(run(3), run(4));
});

test('a random base follows the seed', () => {
  const base = (seed: number): number =>
    finished(session('//mem:base random\n\nprintln(new(int) != nil)\n', { seed })).overview()
      .arenaAddresses[0]!;
  assert.equal(base(5), base(5));
  assert.notEqual(base(5), base(6));
  assert.equal(base(5) % 2 ** 26, 0);
});
