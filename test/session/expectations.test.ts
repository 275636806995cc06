/** Each predicate of //mem:expect: when it holds, and what it says when it does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facts, Predicate } from '../../src/session/expectations';
import { checkPredicate } from '../../src/session/expectations';

const nothing: Facts = {
  heapTexts: [],
  stackTexts: [],
  reasons: [],
  sizes: [],
  count: 0,
  bytes: 0,
  allocs: 0,
  gcs: 0,
  heapAlive: 0,
  reached: true,
};
const node: Facts = {
  ...nothing,
  heapTexts: ['&node{...}'],
  reasons: ['returned', 'assigned to list'],
  sizes: [{ size: 48, sizeClass: 5, spanClass: 10 }],
  count: 3,
  bytes: 144,
  allocs: 3,
};
const array: Facts = { ...nothing, stackTexts: ['make([]int, n)'] };
const growing: Facts = {
  ...node,
  sizes: [
    { size: 8, sizeClass: 2, spanClass: 5 },
    { size: 16, sizeClass: 2, spanClass: 5 },
  ],
};
const late: Facts = { ...nothing, gcs: 2, heapAlive: 5000 };

const table: [written: string, facts: Facts, actual: string | undefined][] = [
  ['heap', node, undefined],
  ['heap', array, 'make([]int, n) does not escape'],
  // A make of unknown length does not escape and is allocated all the same.
  ['heap', { ...array, count: 1 }, undefined],
  ['heap', nothing, 'nothing here can be allocated'],
  ['stack', array, undefined],
  ['stack', node, '&node{...} escapes to heap'],
  ['stack', { ...array, count: 1 }, '1 object was allocated'],
  ['size=48', node, undefined],
  ['size=64', node, 'size is 48'],
  ['size=16', growing, undefined],
  ['size>8', growing, 'size is 8, 16'],
  ['size>=8', growing, undefined],
  ['size=48', array, 'nothing was allocated here'],
  ['class=5', node, undefined],
  ['class!=2', growing, 'class is 2'],
  ['spanclass=10', node, undefined],
  ['count=3', node, undefined],
  ['count<3', node, 'count is 3'],
  ['bytes<=144', node, undefined],
  ['allocs=0', nothing, undefined],
  ['allocs=0', node, 'allocs is 3'],
  ['gcs>=1', late, undefined],
  ['heapalive<=4096', late, 'heapalive is 5000'],
  ['reason~=returned', node, undefined],
  ['reason~=captured', node, 'the reason is: returned; assigned to list'],
  ['gcs=2', { ...late, reached: false }, 'the program never came here'],
];

function parse(text: string): Predicate {
  const [, name, op, value] = /^(\w+)(=|!=|<=|>=|<|>|~=|)(.*)$/.exec(text)!;
  const number = /^\d+$/.test(value!) ? Number(value) : value!;
  return { name: name!, op: op as Predicate['op'], value: number, text };
}

for (const [written, facts, actual] of table) {
  test(`${written} ${actual === undefined ? 'holds' : `fails: ${actual}`}`, () => {
    assert.equal(checkPredicate(parse(written), facts), actual);
  });
}
