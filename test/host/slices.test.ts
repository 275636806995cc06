/** Slices: they end in time, whatever the work turns out to cost, on a clock of the test's own. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Slices } from '../../src/host/slices';
import { inTurns } from '../../src/host/turns';

let now = 0;
beforeEach(() => {
  now = 1000;
  mock.method(performance, 'now', () => now);
});
afterEach(() => {
  mock.restoreAll();
});

/** Work of `total` steps, each of which takes what `cost` says, in milliseconds. */
function working(total: number, cost: (step: number) => number) {
  let done = 0;
  const portions: number[] = [];
  return {
    portions,
    work(steps: number): boolean {
      portions.push(steps);
      for (let i = 0; i < steps && done < total; i++) now += cost(done++);
      return done === total;
    },
  };
}

test('a slice aims at three milliseconds, in portions of a quarter', () => {
  const slices = new Slices();
  const { work, portions } = working(1e6, () => 0.0005);
  let count = 1;
  while (!slices.slice(work)) count++;
  // The last slice is shorter.
  assert.ok(Math.abs(count - 500 / 3) < 12, `${count} slices`);
  assert.ok(slices.longestMilliseconds < 3.5, `${slices.longestMilliseconds} ms`);
  assert.equal(portions.at(-2), 500);
  assert.ok(Math.abs(slices.spentMilliseconds - 500) < 0.001);
});

test('work that turns a hundred times slower overruns one slice by one portion', () => {
  const slices = new Slices();
  const { work } = working(200_000, (step) => (step < 100_000 ? 0.0002 : 0.02));
  while (!slices.slice(work));
  // 1,250 steps of 0.02 ms were begun when they were thought to take a quarter of one.
  assert.ok(slices.longestMilliseconds < 3 + 25 + 0.5, `${slices.longestMilliseconds} ms`);
  const after = new Slices();
  const slow = working(100_000, () => 0.02);
  while (!after.slice(slow.work));
  assert.ok(after.longestMilliseconds < 7, `${after.longestMilliseconds} ms`);
});

test('never more than is left', () => {
  const slices = new Slices();
  let left = 333;
  const asked: number[] = [];
  const work = (steps: number): boolean => {
    asked.push(steps);
    left -= steps;
    now += 0.001;
    return false;
  };
  assert.equal(
    slices.slice(work, () => left),
    false,
  );
  assert.equal(
    asked.reduce((sum, steps) => sum + steps),
    333,
  );
  assert.equal(
    slices.slice(work, () => left),
    false,
  );
  assert.equal(left, 0);
});

test('pieces are done in order, with turns for others between slices', async () => {
  const seen: number[] = [];
  let turns = 0;
  function* pieces(): Generator<undefined, string> {
    for (let i = 0; i < 20; i++) {
      seen.push(i);
      now += 1;
      if (i === 0) setImmediate(() => turns++);
      yield;
    }
    return 'done';
  }
  assert.equal(await inTurns(pieces()), 'done');
  assert.deepEqual(
    seen,
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.equal(turns, 1);
  const broken = function* (): Generator<undefined, string> {
    yield;
    throw new Error('broken on purpose');
  };
  await assert.rejects(inTurns(broken()), /broken on purpose/);
});
