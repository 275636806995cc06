/**
 * GOMAXPROCS called by the program: what Ps that go leave to the others, what new ones begin with,
 * and that nothing is lost meanwhile. What real Go prints of it is testdata/gomaxprocs.go.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import type { Machine } from '../../src/interpreter/machine';
import { memStatsNow, readmemstats } from '../../src/runtime/mstats';
import { GOMAXPROCS } from '../../src/runtime/procresize';
import { GStatus, PStatus, WaitReason } from '../../src/runtime/runtime2';
import { numSizeClasses } from '../../src/runtime/go1.6/msize';
import { numSpanClasses } from '../../src/runtime/sizeclasses';
import { checkInvariants } from '../runtime/invariants';
import { load } from './harness';

const changing = readFileSync('test/interpreter/testdata/gomaxprocs.go', 'utf8');

/** Goroutines that allocate and never wait, on four Ps. */
const busy = `package main

var kept [16][]*[5]int

func work(i int) {
	for n := 0; ; n++ {
		kept[i] = append(kept[i], new([5]int))
		if n%200 == 199 {
			kept[i] = nil
		}
	}
}

func main() {
	for i := range kept {
		go work(i)
	}
	select {}
}
`;

const profiles = ['go1.26', 'go1.6'] as const;

const state = (m: Machine): string =>
  m.columns
    .hashes()
    .map(({ name, hash }) => `${name} ${hash}`)
    .join('\n');

for (const profile of profiles) {
  for (const seed of profile === 'go1.26' ? [1, 2] : [1]) {
    test(`${profile}, seed ${seed}: a program that changes it again and again`, () => {
      const m = load('main.go', changing, { profile, procs: 1, seed });
      const random = new Uint32Array(4);
      seedRandom(random, seed);
      const seen = new Set<number>();
      let picture = m.columns.snapshot();
      let from = 0;
      while (!m.ended) {
        m.run(1 + randomBelow(random, 250_000), false);
        seen.add(m.rt.procs);
        checkInvariants(m.rt);
        if (random32(random) % 4 !== 0) continue;
        const [tick, now, here] = [m.tick, m.columns.snapshot(), state(m)];
        m.columns.restore(picture);
        assert.equal(m.tick, from);
        m.run(tick - from, false);
        assert.equal(state(m), here, `from tick ${from} to ${tick}`);
        picture = now;
        from = tick;
      }
      assert.deepEqual([m.exit?.kind, m.exit?.code], ['ok', 0]);
      assert.ok(seen.size > 4, `${[...seen]}`);
      assert.match(Buffer.from(m.output.read(2)).toString(), /^nodes 63200$/m);
    });
  }
}

function running(profile: 'go1.26' | 'go1.6'): Machine {
  const m = load('main.go', busy, { profile, procs: 4, gogc: -1, seed: 3 });
  m.run(60_000, false);
  const { p } = m.rt.sched;
  assert.deepEqual([...p.status], [1, 1, 1, 1]);
  return m;
}

/** Goroutines that could run, wherever they are queued, and those that do. */
function runnable({ rt }: Machine): number[] {
  const { g } = rt.sched;
  const found: number[] = [];
  for (let gp = 1; gp < g.rows; gp++)
    if (g.startfn[gp] !== 0 && (g.status[gp] === 1 || g.status[gp] === 2)) found.push(gp);
  return found;
}

for (const profile of profiles) {
  test(`${profile}: Ps that go hand over what they have`, () => {
    const m = running(profile);
    const { rt } = m;
    const before = runnable(m).length;
    const { Mallocs } = memStatsNow(rt);
    assert.equal(GOMAXPROCS(rt, 1), 4);
    assert.equal(rt.procs, 1);
    assert.equal(rt.p, 0);
    assert.equal(memStatsNow(rt).Mallocs, Mallocs);
    const caches = profile === 'go1.26' ? rt.mcacheAlloc.span : rt.go16!.mcacheAlloc.span;
    const perP = caches.length / 4;
    assert.ok(caches.subarray(0, perP).some((s) => s !== 0));
    assert.ok(caches.subarray(perP).every((s) => s === 0));
    const lists = profile === 'go1.26' ? rt.stackcache.list : rt.go16!.stackcache.list;
    assert.ok(lists.subarray(4).every((x) => x === 0));
    for (let p = 1; p < 4; p++) assert.equal(rt.allp.pcacheLow[p]! | rt.allp.pcacheHigh[p]!, 0);
    assert.equal(runnable(m).length, before);
    assert.equal(rt.sched.sched.npidle[0], 0);
    checkInvariants(rt);
    // All of them go on, in turn.
    const lengths = new Set<number>();
    for (let i = 0; i < 400; i++) {
      m.run(2_000_000, false);
      lengths.add(m.goroutine);
      if (lengths.size >= before) break;
    }
    assert.equal(lengths.size, before);
  });

  test(`${profile}: new Ps take goroutines and have caches of their own`, () => {
    const m = load('main.go', busy, { profile, procs: 1, gogc: -1, seed: 3 });
    m.run(60_000, false);
    const { rt } = m;
    const { Mallocs } = memStatsNow(rt);
    assert.equal(GOMAXPROCS(rt, 6), 1);
    // An array for six and five Ps; in Go 1.6 allp is a fixed array, and Ps are not counted.
    assert.equal(memStatsNow(rt).Mallocs - Mallocs, profile === 'go1.26' ? 6 : 0);
    const { p } = rt.sched;
    // One is woken, which wakes the next as soon as it has found something.
    assert.equal(
      Array.from(p.status.subarray(0, 6)).filter((status) => status === PStatus.running).length,
      2,
    );
    const status = (): number[] => [...p.status.subarray(0, 6)];
    for (let i = 0; i < 40 && status().includes(PStatus.idle); i++) m.run(50_000, false);
    assert.deepEqual(status(), [1, 1, 1, 1, 1, 1]);
    checkInvariants(rt);
    const { span } = profile === 'go1.26' ? rt.mcacheAlloc : rt.go16!.mcacheAlloc;
    const perP = profile === 'go1.26' ? numSpanClasses : numSizeClasses;
    for (let pp = 0; pp < 6; pp++)
      assert.ok(
        span.subarray(pp * perP, (pp + 1) * perP).some((s) => s !== 0),
        `P ${pp}`,
      );
    assert.equal(readmemstats(rt).MCacheInuse, memStatsNow(rt).MCacheInuse);
  });
}

test('the number of Ps is what processor time and the limiter count with', () => {
  const m = running('go1.26');
  const { rt } = m;
  const { totaltime, procresizetime } = rt.sched.sched;
  GOMAXPROCS(rt, 2);
  assert.equal(totaltime[0], 4 * procresizetime[0]!);
  assert.ok(procresizetime[0]! > 0);
  assert.equal(rt.gcCPULimiter.nprocs[0], 2);
  assert.equal(rt.gcCPULimiter.capacity[0], 2e9);
});

test('SetGCPercent(-1) returns when no marking is on', () => {
  const source = `package main

import "runtime/debug"

var kept [3000]*[20]*int

func main() {
	for i := range 40000 {
		kept[i%len(kept)] = new([20]*int)
		if i%97 == 0 {
			debug.SetGCPercent(-1)
			for range 20 {
				kept[0] = nil
			}
			debug.SetGCPercent(25)
		}
	}
}
`;
  const m = load('main.go', source, { procs: 2, gogc: 25 });
  const { g } = m.rt.sched;
  const main = g.goid.indexOf(1);
  let waited = 0;
  while (!m.ended) {
    m.run(20, false);
    if (m.rt.gcController.gcPercent[0] !== -1 || m.rt.gcPhase === 0) continue;
    const [status, reason] = [g.status[main]!, g.waitreason[main]!];
    // It is about to wait, or waits.
    if (status === GStatus.waiting && reason === WaitReason.waitForGCCycle) waited++;
  }
  assert.ok(waited > 0, 'no marking was on when it was called');
  assert.equal(m.exit?.kind, 'ok');
});
