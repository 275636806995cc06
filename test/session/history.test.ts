/** The history of a run: peaks survive every folding, counts add up, memory stays bounded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventKinds } from '../../src/protocol/views';
import { History, kindNumber } from '../../src/session/history';
import { whole } from '../../src/session/portions';

function flat(live: number): Parameters<History['sample']>[1] {
  const mapped = 4 << 20;
  return {
    ...{ liveBytes: live, goalBytes: 4_000_000, inUseBytes: live + 100 },
    ...{ releasedBytes: mapped - live, residentBytes: live },
  };
}

test('the highest and the lowest value are in every picture of the whole run', () => {
  const history = new History(1);
  for (let tick = 0; tick < 10_000_000; tick += 1000) {
    const live = tick === 7_654_000 ? 9_999_999 : tick === 1_234_000 ? 3 : 1000;
    history.sample(tick, flat(live));
  }
  for (const points of [10, 100, 2000]) {
    const { liveMin, liveMax, ticks } = whole(history.fold(0, 10_000_000, points));
    assert.equal(ticks.length, points);
    assert.equal(Math.max(...liveMax), 9_999_999);
    // The first bucket also holds the zero from before the first sample.
    assert.ok([...liveMin].includes(3));
    assert.ok(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!));
  }
});

test('every event is counted once, whatever the resolution', () => {
  const history = new History(2);
  const alloc = kindNumber('alloc');
  const refill = kindNumber('refill');
  for (let tick = 0; tick < 3_000_000; tick += 10) history.mark(tick, (tick / 10) % 2, alloc);
  history.mark(2_999_999, 1, refill);
  for (const points of [1, 7, 500]) {
    const { marks } = whole(history.fold(0, 3_000_000, points));
    const counts = [0, 0, 0];
    for (let i = 0; i < marks.length; i++) {
      const kind = i % eventKinds.length;
      const p = Math.floor(i / eventKinds.length) % 2;
      if (kind === alloc) counts[p]! += marks[i]!;
      if (kind === refill) counts[2]! += marks[i]!;
    }
    assert.deepEqual(counts, [150_000, 150_000, 1]);
  }
});

test('a value holds until the next sample', () => {
  const history = new History(1);
  history.sample(0, flat(500));
  history.sample(100_000, flat(900));
  const { liveMin, liveMax } = whole(history.fold(0, 100_000, 100));
  assert.equal(liveMin[50], 500);
  assert.equal(liveMax[50], 500);
  assert.equal(liveMax[liveMax.length - 1], 900);
});

test('stretches of goroutines stay in order and bounded', () => {
  const history = new History(2);
  for (let i = 0; i < 1_000_000; i++) history.schedule(i * 10, i % 2, 1 + (i % 5));
  const { count, p, from, to } = history.stretches;
  assert.ok(count <= 1 << 18, `${count}`);
  const last = [0, 0];
  for (let i = 0; i < count; i++) {
    assert.ok(from[i]! >= last[p[i]!]!, `stretch ${i} begins before the last one ended`);
    if (to[i]! >= 0) last[p[i]!] = to[i]!;
  }
});

test('a short run is known to the tick, and what is released and resident is one mapping', () => {
  const history = new History(1);
  history.sample(0, flat(100));
  history.sample(7, flat(300));
  history.mark(7, 0, kindNumber('alloc'));
  history.sample(9, flat(200));
  const { ticks, liveMax, released, resident, marks } = whole(history.fold(0, 9, 100));
  assert.deepEqual([...ticks], [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]);
  assert.deepEqual([...liveMax], [100, 100, 100, 100, 100, 100, 100, 300, 300, 300]);
  assert.equal(marks[7 * eventKinds.length + kindNumber('alloc')], 1);
  released.forEach((bytes, step) => assert.equal(bytes + resident[step]!, 4 << 20));
});
