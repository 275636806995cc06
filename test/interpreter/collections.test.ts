/**
 * Whole programs with a collection every few thousand instructions, at any place where one may be,
 * after which every free slot of the heap is overwritten: what is used after it was freed shows.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { random32, seedRandom } from '../../src/base/prng';
import type { Machine } from '../../src/interpreter/machine';
import { GC } from '../../src/runtime/mgc';
import type { Runtime } from '../../src/runtime/runtime';
import { load, outcomeOf } from './harness';

const answers = JSON.parse(readFileSync('test/oracle/programs.json', 'utf8')) as Record<
  string,
  { readonly exit: number; readonly stdout: string }
>;

/** Overwrites the free slots of all spans; returns how many there were. */
function poison(rt: Runtime): number {
  const { mspan, gcBits, mem } = rt;
  const inUse = 1;
  let slots = 0;
  for (let s = 1; s < mspan.rows; s++) {
    if (mspan.state[s] !== inUse) continue;
    const size = mspan.elemsize[s]!;
    for (let i = mspan.freeindex[s]!; i < mspan.nelems[s]!; i++) {
      const bits = gcBits.bits[mspan.allocBits[s]! + (i >> 5)]!;
      if ((bits & (1 << (i & 31))) !== 0) continue;
      mspan.needzero[s] = 1;
      const at = mspan.base[s]! + i * size;
      mem.u8.fill(0xdb, at, at + size);
      mem.touch(at, size);
      slots++;
    }
  }
  return slots;
}

/** Goes on to a place where the collector may look at the stacks. */
function stopSomewhere(machine: Machine): boolean {
  for (let i = 0; i < 60 && !machine.ended; i++) {
    if (machine.tables.mayStop(machine)) return true;
    machine.run(1, false);
  }
  return false;
}

for (const name of ['channels.go', 'mapkinds.go', 'texts.go', 'waiting.go']) {
  test(`${name} with collections at random`, () => {
    const source = readFileSync(`test/interpreter/testdata/${name}`, 'utf8');
    const random = new Uint32Array(4);
    seedRandom(random, 11);
    for (const procs of [1, 3]) {
      const machine = load('main.go', source, { procs, seed: procs, recording: false });
      let collections = 0;
      let slots = 0;
      while (!machine.ended) {
        machine.run(1 + (random32(random) % 6000), false);
        if (!stopSomewhere(machine)) continue;
        GC(machine.rt);
        slots += poison(machine.rt);
        collections++;
      }
      assert.ok(
        collections > 10 && slots > 1000,
        `${collections} collections, ${slots} free slots`,
      );
      const { stdout, exit } = outcomeOf(machine);
      assert.equal(stdout, answers[name]!.stdout);
      assert.equal(exit, answers[name]!.exit);
    }
  });
}
