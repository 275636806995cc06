/** Keyframes: restore and run on = straight run; the budget holds; what is left is spread evenly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Table } from '../../src/base/columns';
import { ColumnSet } from '../../src/base/columns';
import { random32, seedRandom } from '../../src/base/prng';
import { Keyframes } from '../../src/session/snapshot';

const rows = 40_000;
const schema = { value: 'u32', random: 'u32' } as const;

/** A machine that writes pseudo-random words into a table, one a step. */
class Toy {
  readonly set = new ColumnSet();
  readonly table: Table<typeof schema>;
  readonly clock: Table<{ tick: 'f64' }>;

  constructor() {
    this.table = this.set.table('words', schema, rows);
    this.clock = this.set.table('clock', { tick: 'f64' }, 1);
    seedRandom(this.table.random, 7);
  }

  get tick(): number {
    return this.clock.tick[0]!;
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      const at = random32(this.table.random) % rows;
      this.table.value[at]! += 1 + (at % 7);
    }
    this.clock.tick[0]! += steps;
  }
}

test('restoring any keyframe and running on gives the straight run', () => {
  const straight = new Toy();
  const hashes = new Map<number, number>();
  const toy = new Toy();
  const frames = new Keyframes(Infinity);
  for (let tick = 0; tick <= 5000; tick += 250) {
    hashes.set(tick, straight.set.hash());
    if (tick % 1000 === 0) frames.add({ tick, snapshot: toy.set.snapshot() });
    straight.run(250);
    toy.run(250);
  }
  for (const tick of [4750, 0, 250, 3000, 2750, 5000, 999]) {
    const frame = frames.nearest(tick);
    assert.equal(frame.tick, Math.floor(tick / 1000) * 1000);
    toy.set.restore(frame.snapshot);
    toy.run(tick - frame.tick);
    assert.equal(toy.tick, tick);
    const expected = hashes.get(tick);
    if (expected !== undefined) assert.equal(toy.set.hash(), expected, `tick ${tick}`);
  }
});

test('frames over the budget go, the first and the last stay, and gaps stay even', () => {
  const toy = new Toy();
  const budget = 2_000_000;
  const frames = new Keyframes(budget);
  const step = 2000;
  for (let i = 0; i <= 200; i++) {
    frames.add({ tick: toy.tick, snapshot: toy.set.snapshot() });
    assert.ok(frames.bytes <= budget || frames.count <= 2, `${frames.bytes} bytes`);
    toy.run(step);
  }
  assert.ok(frames.count > 4 && frames.count < 100, `${frames.count} frames`);
  assert.equal(frames.nearest(0).tick, 0);
  assert.equal(frames.nearest(Infinity).tick, 200 * step);
  let widest = 0;
  let tick = 200 * step;
  while (tick > 0) {
    const before = frames.nearest(tick - 1).tick;
    widest = Math.max(widest, tick - before);
    tick = before;
  }
  const even = (200 * step) / (frames.count - 1);
  assert.ok(widest <= 4 * even, `widest gap ${widest}, even spread ${even}`);
});

test('a frame of a tick that has one is not added', () => {
  const toy = new Toy();
  const frames = new Keyframes(Infinity);
  frames.add({ tick: 0, snapshot: toy.set.snapshot() });
  frames.add({ tick: 0, snapshot: toy.set.snapshot() });
  assert.equal(frames.count, 1);
});
