/** The flattened tree agrees with walking it, for any set of open nodes. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'node:test';
import type { Key } from '../../src/protocol/keys';
import type { TreeSource } from '../../src/session/flatten';
import { Rows, ancestors } from '../../src/session/flatten';

/**
 * Keys are `span:N`; node N has the children N×10+1 … N×10+k with k by digit, three levels deep.
 */
const root: Key = 'session';
function numberOf(key: Key): number {
  return key === root ? 0 : Number(key.slice('span:'.length));
}
function countOf(n: number): number {
  return n === 0 ? 9 : n < 10 ? n : n < 100 ? 3 : 0;
}
const source: TreeSource = {
  children(key) {
    const n = numberOf(key);
    return {
      count: countOf(n),
      key: (index) => `span:${n * 10 + index + 1}`,
      indexOf: (child) => {
        const index = numberOf(child) - n * 10 - 1;
        return index >= 0 && index < countOf(n) ? index : -1;
      },
    };
  },
  parent(key) {
    const n = numberOf(key);
    if (n === 0) return undefined;
    return n < 10 ? root : `span:${Math.floor(n / 10)}`;
  },
};

function walk(key: Key, expanded: ReadonlySet<Key>, level: number, rows: string[]): void {
  const children = source.children(key);
  for (let i = 0; i < children.count; i++) {
    const child = children.key(i);
    rows.push(`${level} ${child} ${i + 1}/${children.count}`);
    if (expanded.has(child)) walk(child, expanded, level + 1, rows);
  }
}

const someKeys = fc.array(
  fc
    .oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 11, max: 99 }))
    .map((n): Key => `span:${n}`),
  { maxLength: 25 },
);

test('windows show what a walk over the open nodes shows', () => {
  fc.assert(
    fc.property(someKeys, fc.nat(60), fc.nat(30), (expanded, offset, count) => {
      const expected: string[] = [];
      walk(root, new Set(expanded), 1, expected);
      const rows = new Rows(source, root, expanded);
      assert.equal(rows.total, expected.length);
      const shown = rows
        .window(offset, count)
        .map(({ key, level, index, siblings }) => `${level} ${key} ${index + 1}/${siblings}`);
      assert.deepEqual(shown, expected.slice(offset, offset + count));
    }),
    { numRuns: 500, seed: 3 },
  );
});

test('a key is found at its row once its ancestors are open', () => {
  fc.assert(
    fc.property(someKeys, fc.integer({ min: 1, max: 999 }), (expanded, n) => {
      const key: Key = `span:${n}`;
      const above = ancestors(source, root, key)!;
      const rows = new Rows(source, root, [...expanded, ...above]);
      const row = rows.indexOf(key);
      if (row >= 0) assert.equal(rows.at(row).key, key);
      else assert.ok(![...rows.window(0, rows.total)].some((place) => place.key === key));
    }),
    { numRuns: 500, seed: 4 },
  );
});

test('a long list costs only the rows shown', () => {
  let asked = 0;
  const long: TreeSource = {
    children: () => ({
      count: 5_000_000,
      key: (index) => {
        asked++;
        return `span:${index}`;
      },
      indexOf: (key) => Number(key.slice(5)),
    }),
    parent: (key) => (key === root ? undefined : root),
  };
  const rows = new Rows(long, root, ['span:70']);
  assert.equal(rows.total, 10_000_000);
  assert.equal(rows.window(71, 20)[0]!.level, 2);
  assert.equal(asked, 20);
});
