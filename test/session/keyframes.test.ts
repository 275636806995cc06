/** Keyframes: restore and run on = straight run; the budget holds; the rest is spread evenly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ColumnSet, trackedShift } from '../../src/base/columns';
import { Keyframes, ownBytes } from '../../src/session/snapshot';
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

test('over the budget too, what was left for stepping back is there for the next steps', () => {
  const toy = new Toy(rows);
  const frames = new Keyframes(2_000_000);
  const step = 2000;
  for (let i = 0; i <= 200; i++) {
    frames.add({ tick: toy.tick, snapshot: toy.columns.snapshot() });
    toy.run(step, false);
  }
  toy.columns.restore(frames.nearest(0).snapshot);
  const target = 101_000;
  const leave = (tick: number): void => {
    toy.run(tick - toy.tick, false);
    frames.add({ tick, snapshot: toy.columns.snapshot() });
  };
  leave(target - 500);
  for (let before = target; before > target - 100; before -= 10) {
    const near = frames.nearest(before - 100);
    assert.ok(near.tick >= target - 500, `stepping back from ${before} begins at ${near.tick}`);
    toy.columns.restore(near.snapshot);
    leave(before - 100);
  }
});

test('a picture made in portions is the picture made at once, and shares as much', () => {
  const toy = new Toy(rows);
  const first = toy.columns.snapshot();
  toy.run(3000, false);
  const hash = toy.columns.hash();
  const picture = toy.columns.picture();
  let portions = 1;
  while (!picture.work(20_000)) portions++;
  assert.ok(portions > 5, `${portions} portions`);
  const frames = new Keyframes(Infinity);
  frames.add({ tick: 0, snapshot: first });
  const fresh = frames.add({ tick: 3000, snapshot: picture.snapshot });
  assert.ok(fresh > 0 && fresh < frames.bytes / 2, `${fresh} of ${frames.bytes} bytes are fresh`);
  toy.run(1000, false);
  toy.columns.restore(picture.snapshot);
  assert.equal(toy.columns.hash(), hash);
  toy.columns.restore(first);
  assert.equal(toy.columns.hash(), new Toy(rows).columns.hash());
});

test('what frames hold is what they hold, however they come and go', () => {
  const toy = new Toy(rows);
  const budget = 1_500_000;
  const frames = new Keyframes(budget);
  const kept = new Map<number, ReturnType<typeof toy.columns.snapshot>>();
  for (let i = 0; i < 60; i++) {
    const snapshot = toy.columns.snapshot();
    kept.set(toy.tick, snapshot);
    frames.add({ tick: toy.tick, snapshot });
    toy.run(2000, false);
  }
  const buffers = new Set<ArrayBufferView>();
  const walk = (image: unknown): void => {
    if (ArrayBuffer.isView(image)) buffers.add(image);
    else if (typeof image === 'object' && image !== null) Object.values(image).forEach(walk);
  };
  for (const [tick, { images }] of kept) if (frames.has(tick)) walk(images);
  const held = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  assert.ok(frames.count > 2 && frames.count < 60);
  assert.ok(Math.abs(frames.bytes - held) <= held / 50, `${frames.bytes} counted, ${held} held`);
});

test('a frame of a tick that has one is not added', () => {
  const toy = new Toy(rows);
  const frames = new Keyframes(Infinity);
  frames.add({ tick: 0, snapshot: toy.columns.snapshot() });
  frames.add({ tick: 0, snapshot: toy.columns.snapshot() });
  assert.equal(frames.count, 1);
});

test('pictures of a tracked table look at what was marked, and share the rest', () => {
  const columns = new ColumnSet();
  const schema = { value: ['i32', 3] } as const;
  const rows = 1_000_000;
  const table = columns.tracked('large', schema, rows, rows);
  const before = columns.snapshot();
  const hash = columns.hash();
  table.value[3 * 5000] = 7;
  table.dirty[5000 >> trackedShift] = 1;
  const picture = columns.picture();
  assert.ok(picture.work(rows), 'it looks at more than what was marked');
  const own = ownBytes(picture.snapshot.images, before.images);
  assert.equal(own, 12 << trackedShift);
  const then = columns.hash();
  columns.restore(before);
  assert.equal(columns.hash(), hash);
  columns.restore(picture.snapshot);
  assert.equal(columns.hash(), then);
});

test('frames that a large last one shares its bytes with stay, over the budget too', () => {
  const columns = new ColumnSet();
  const log = columns.table('log', { value: 'u32' } as const, 1);
  const budget = 2_000_000;
  const frames = new Keyframes(budget);
  const count = 200;
  const grown = 5000;
  for (let tick = 0; tick < count; tick++) {
    const from = log.rows;
    columns.resize(log, from + grown);
    log.value.fill(tick + 1, from, from + grown);
    frames.add({ tick, snapshot: columns.snapshot() });
    assert.ok(frames.bytes <= Math.max(budget, 4 * log.rows + budget / 4), `${frames.bytes} bytes`);
  }
  assert.ok(4 * log.rows > budget);
  assert.ok(frames.count > 50, `${frames.count} frames`);
  columns.restore(frames.nearest(count / 2).snapshot);
  assert.equal(log.value[log.rows - 1], 1 + Math.floor((log.rows - 2) / grown));
  assert.equal(log.value[log.rows], 0);
});
