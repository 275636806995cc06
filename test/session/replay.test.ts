/** Replay laws: wherever a seek or a step back goes, the state there is that of a straight run. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'node:test';
import { Replay } from '../../src/session/replay';
import { Toy } from './toy';

const rows = 2000;
const length = 60_000;

/** Hashes by tick and the ticks of statements of a straight run. */
function straightRun(): { hashes: number[]; statements: number[] } {
  const toy = new Toy(rows, length);
  const hashes: number[] = [];
  const statements: number[] = [];
  for (let tick = 0; tick <= length; tick++) {
    if (tick % 50 === 0) hashes[tick] = toy.columns.hash();
    if (toy.atStatement) statements.push(tick);
    toy.run(1, false);
  }
  return { hashes, statements };
}
const straight = straightRun();

function finish(replay: Replay, slice: number): void {
  for (let rounds = 0; !replay.advance(slice); rounds++) assert.ok(rounds < 100_000, 'no end');
}

/** Runs on by `steps` unless the program ends, or to the next statement; pictures on the way. */
function goOn(toy: Toy, replay: Replay, steps: number, statements = false): void {
  const limit = toy.tick + steps;
  while (toy.tick < limit && !replay.complete) {
    if (replay.isPicturing) replay.picturing(100);
    else replay.run(limit - toy.tick, statements);
    if (statements && !replay.isPicturing && toy.atStatement) return;
  }
}

test('seek to any tick gives the state of a straight run, in slices of any size', () => {
  const toy = new Toy(rows, length);
  const replay = new Replay(toy, Infinity);
  goOn(toy, replay, length + 5);
  assert.equal(replay.endTick, length);
  assert.ok(replay.complete);
  assert.ok(replay.keyframes.count > 2, `${replay.keyframes.count} keyframes`);
  fc.assert(
    fc.property(fc.nat(length / 50), fc.integer({ min: 1, max: 50_000 }), (fifties, slice) => {
      replay.beginSeek(fifties * 50);
      finish(replay, slice);
      assert.equal(toy.tick, fifties * 50);
      assert.equal(toy.columns.hash(), straight.hashes[fifties * 50]);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('step back goes to the statement before, from anywhere, to the first and no further', () => {
  const toy = new Toy(rows, length);
  const replay = new Replay(toy, Infinity);
  goOn(toy, replay, length);
  const check = (from: number, slice: number): void => {
    replay.beginSeek(from);
    finish(replay, slice);
    replay.beginStepBack();
    finish(replay, slice);
    assert.equal(toy.tick, straight.statements.findLast((tick) => tick < from) ?? 0);
  };
  fc.assert(fc.property(fc.nat(length), fc.integer({ min: 1, max: 5000 }), check), {
    numRuns: 100,
    seed: 2,
  });
  check(1, 10);
  check(0, 10);
  check(length, 10);
});

test('step, then step back, is the same state; and again all the way', () => {
  const toy = new Toy(rows, length);
  const replay = new Replay(toy, Infinity);
  goOn(toy, replay, 30_000);
  const ticks: number[] = [];
  for (let i = 0; i < 50; i++) {
    goOn(toy, replay, Infinity, true);
    assert.ok(toy.atStatement);
    ticks.push(toy.tick);
  }
  for (const expected of ticks.reverse().slice(1)) {
    replay.beginStepBack();
    finish(replay, 1000);
    assert.equal(toy.tick, expected);
  }
  const hash = toy.columns.hash();
  goOn(toy, replay, Infinity, true);
  replay.beginStepBack();
  finish(replay, 1000);
  assert.equal(toy.columns.hash(), hash);
});

test('running on after a step back goes over known ground to the same end', () => {
  const toy = new Toy(rows, length);
  const replay = new Replay(toy, Infinity);
  goOn(toy, replay, 50_000);
  replay.beginSeek(100);
  finish(replay, 1000);
  assert.ok(!replay.atEnd);
  goOn(toy, replay, length);
  assert.ok(replay.complete && replay.atEnd);
  assert.equal(toy.columns.hash(), straight.hashes[length]);
});

test('a small budget of memory makes seeks slower, not wrong', () => {
  const toy = new Toy(200_000, length);
  const other = new Toy(200_000, length);
  const replay = new Replay(toy, 3_000_000);
  goOn(toy, replay, length);
  assert.ok(replay.keyframes.bytes <= 3_000_000);
  replay.beginSeek(40_000);
  finish(replay, 1000);
  other.run(40_000, false);
  assert.equal(toy.columns.hash(), other.columns.hash());
});
