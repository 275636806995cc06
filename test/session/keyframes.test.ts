/** Keyframes: restore and run on = straight run; the budget holds; the rest is spread evenly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keyframes } from '../../src/session/snapshot';
import { Toy } from './toy';

const rows = 40_000;

test('restoring any keyframe and running on gives the straight run', () => {
  const straight = new Toy(rows);
  const hashes = new Map<number, number>();
  const toy = new Toy(rows);
  const frames = new Keyframes(Infinity);
  for (let tick = 0; tick <= 5000; tick += 250) {
    hashes.set(tick, straight.columns.hash());
    if (tick % 1000 === 0) frames.add({ tick, snapshot: toy.columns.snapshot() });
    straight.run(250, false);
    toy.run(250, false);
  }
  for (const tick of [4750, 0, 250, 3000, 2750, 5000, 999]) {
    const frame = frames.nearest(tick);
    assert.equal(frame.tick, Math.floor(tick / 1000) * 1000);
    toy.columns.restore(frame.snapshot);
    toy.run(tick - frame.tick, false);
    assert.equal(toy.tick, tick);
    const expected = hashes.get(tick);
    if (expected !== undefined) assert.equal(toy.columns.hash(), expected, `tick ${tick}`);
  }
});

test('frames over the budget go, the first and the last stay, and gaps stay even', () => {
  const toy = new Toy(rows);
  const budget = 2_000_000;
  const frames = new Keyframes(budget);
  const step = 2000;
  for (let i = 0; i <= 200; i++) {
    frames.add({ tick: toy.tick, snapshot: toy.columns.snapshot() });
    assert.ok(frames.bytes <= budget || frames.count <= 2, `${frames.bytes} bytes`);
    toy.run(step, false);
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
  const toy = new Toy(rows);
  const frames = new Keyframes(Infinity);
  frames.add({ tick: 0, snapshot: toy.columns.snapshot() });
  frames.add({ tick: 0, snapshot: toy.columns.snapshot() });
  assert.equal(frames.count, 1);
});
