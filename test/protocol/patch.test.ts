/** Patches: whatever two answers say, one becomes the other, and what is equal stays one object. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { difference, LatestAnswers, patched } from '../../src/protocol/patch';

const column = fc.oneof(
  fc.uint8Array({ maxLength: 24 }),
  fc.uint16Array({ maxLength: 24 }),
  fc.uint32Array({ maxLength: 8 }),
  fc.float64Array({ maxLength: 8 }),
);
const name = fc.constantFrom('a', 'b', 'c', 'toString', '0');
const answer = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    ...[fc.double(), fc.string(), fc.boolean(), fc.constant(undefined), fc.constant(null)],
    column,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { noNullPrototype: true }),
  ),
})).value;

function become(before: unknown, after: unknown): unknown {
  const patch = difference(before, after);
  // As a message does, it crosses as a copy.
  return patch === undefined ? before : patched(before, structuredClone(patch));
}

test('any answer becomes any other, and what it was stays as it was', () => {
  fc.assert(
    fc.property(answer, answer, (before, after) => {
      const copy = structuredClone(before);
      assert.deepEqual(become(before, after), after);
      assert.deepEqual(before, copy);
    }),
  );
});

test('an equal answer needs no patch', () => {
  fc.assert(
    fc.property(answer, (one) => {
      assert.equal(difference(one, structuredClone(one)), undefined);
    }),
  );
});

test('a few cells of a column are sent as such, and the other columns stay the same objects', () => {
  const before = { tick: 1, tiles: [{ fill: new Uint8Array(8192), state: new Uint8Array(8192) }] };
  const after = structuredClone(before);
  after.tick = 2;
  after.tiles[0]!.fill[4000] = 7;
  const patch = difference(before, after);
  assert.deepEqual(patch, {
    parts: {
      tick: { whole: 2 },
      tiles: {
        parts: {
          0: { parts: { fill: { at: Uint16Array.of(4000), to: Uint8Array.of(7) } } },
        },
      },
    },
  });
  const now = become(before, after) as typeof before;
  assert.deepEqual(now, after);
  assert.equal(now.tiles[0]!.state, before.tiles[0]!.state);
  const long = new Float64Array(70_000);
  const other = long.slice();
  other[69_999] = 1;
  assert.deepEqual(become(long, other), other);
});

test('a column of which most has changed is sent whole', () => {
  const after = new Uint8Array(64).fill(1);
  assert.deepEqual(difference(new Uint8Array(64), after), { whole: after });
  assert.deepEqual(difference(new Uint8Array(64), new Uint16Array(64)), {
    whole: new Uint16Array(64),
  });
});

test('answers are kept up to a weight, the oldest are forgotten', () => {
  const answers = new LatestAnswers();
  for (let id = 1; id <= 5; id++) answers.set(`question ${id}`, id, new Uint8Array(4 << 20));
  assert.equal(answers.get('question 1'), undefined);
  assert.equal(answers.get('question 2')?.number, 2);
  assert.equal(answers.get('question 5')?.number, 5);
  answers.set('question 3', 6, new Uint8Array(4));
  answers.set('question 6', 7, new Uint8Array(4 << 20));
  assert.deepEqual(
    ['question 3', 'question 4', 'question 6'].map((one) => answers.get(one)?.number),
    [6, 4, 7],
  );
});
