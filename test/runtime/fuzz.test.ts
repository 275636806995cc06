/**
 * Random programs: invariants after each event, reachable objects intact, nothing else left after a
 * collection, and the same bytes again after going back to a snapshot.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GC } from '../../src/runtime/mgc';
import { checkCollector, checkInvariants } from './invariants';
import { World, allocatedSlots, worldOptions } from './world';

/** Two collections: a tiny block in use at the first may go with the second. */
function collect(world: World): void {
  GC(world.rt);
  GC(world.rt);
}

/** Always tried; a seed that finds a mistake (test/tools/fuzz.ts) joins them. */
const knownSeeds: readonly number[] = [1, 2, 3];

for (const seed of knownSeeds)
  test(`seed ${seed}: a configuration and a program drawn from it`, () => {
    const world = new World(seed, worldOptions(seed));
    for (let i = 1; i <= 1500; i++) {
      world.step();
      if (i % 10 === 0) checkInvariants(world.rt);
    }
    world.check();
  });

for (const procs of [1, 3]) {
  test(`invariants hold after each event, ${procs} Ps`, () => {
    for (let seed = 1; seed <= 12; seed++) {
      const world = new World(seed, { procs, most: 9000 });
      for (let i = 0; i < 400; i++) {
        world.step();
        checkInvariants(world.rt);
      }
      world.check();
    }
  });
}

test('Ps come and go', () => {
  const counts = new Set<number>();
  for (let seed = 300; seed < 312; seed++) {
    const concurrent = seed % 2 === 0;
    const profile = seed % 3 === 0 ? 'go1.6' : 'go1.26';
    const world = new World(seed, { profile, procs: 2, gogc: 50, concurrent, resizes: true });
    for (let i = 1; i <= 2500; i++) {
      world.step();
      counts.add(world.rt.procs);
      if (i % 10 === 0) checkInvariants(world.rt);
      if (i % 10 === 0 && concurrent && profile === 'go1.26') checkCollector(world.rt);
    }
    world.check();
  }
  assert.deepEqual([...counts].sort(), [1, 2, 3, 4, 5, 6, 7]);
});

test('a collection leaves what is reachable, and nothing else', () => {
  for (let seed = 100; seed < 130; seed++) {
    const procs = 1 + (seed % 3);
    const world = new World(seed, { procs, gogc: [100, 20, -1][seed % 3]!, specials: false });
    for (let round = 0; round < 5; round++) {
      for (let i = 0; i < 600; i++) world.step();
      world.check();
      collect(world);
      checkInvariants(world.rt);
      const left = allocatedSlots(world.rt);
      for (const slot of world.slots()) assert.ok(left.delete(slot), `slot ${slot} is lost`);
      assert.deepEqual([...left], [], `seed ${seed}: garbage is left`);
    }
  }
});

test('heap-triggered cycles keep the heap near its goal', () => {
  const world = new World(7, { gogc: 50, most: 200000 });
  for (let i = 0; i < 6000; i++) {
    world.step();
    if (i % 500 === 0) world.check();
  }
  const { work, gcController, memstats } = world.rt;
  assert.ok(memstats.numgc[0]! > memstats.numforcedgc[0]!, 'cycles that the heap triggered');
  assert.ok(work.heap0[0]! < 3 * Math.max(4 << 20, gcController.heapMarked[0]!) + (16 << 20));
});

test('a snapshot restored and run again gives the same bytes', () => {
  for (let seed = 200; seed < 212; seed++) {
    // Two worlds run the same events; one of them goes back in between.
    const run = (back: boolean): number => {
      const world = new World(seed, { procs: 2 });
      for (let i = 0; i < 300; i++) world.step();
      const { rt } = world;
      const snapshot = rt.columns.snapshot();
      const before = rt.columns.hash();
      if (back) {
        const other = new World(seed + 1, { procs: 2 });
        for (let i = 0; i < 50; i++) other.step();
        for (let i = 0; i < 200; i++) GC(rt);
        assert.notEqual(rt.columns.hash(), before);
        rt.columns.restore(snapshot);
        assert.equal(rt.columns.hash(), before, 'hash after restore');
      }
      for (let i = 0; i < 300; i++) world.step();
      checkInvariants(rt);
      return rt.columns.hash();
    };
    assert.equal(run(true), run(false), `seed ${seed}`);
  }
});

test('a log is written once, however often a stretch is run', () => {
  const world = new World(5, {});
  for (let i = 0; i < 100; i++) world.step();
  const { rt } = world;
  const snapshot = rt.columns.snapshot();
  const count = rt.trace.count;
  GC(rt);
  const after = rt.trace.count;
  const kinds = Array.from({ length: after }, (_, i) => rt.trace.kind(i));
  rt.columns.restore(snapshot);
  assert.equal(rt.trace.count, count);
  GC(rt);
  assert.equal(rt.trace.count, after);
  assert.deepEqual(
    Array.from({ length: after }, (_, i) => rt.trace.kind(i)),
    kinds,
  );
});
