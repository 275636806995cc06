/**
 * Variables that share an object in the heap: what is said of them before a run and in one. That gc
 * does the same is test/interpreter/testdata/shared.go, which both run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../src/golang/analyse';
import { Lookup } from '../../../src/golang/lookup';
import { finished, session } from '../../session/load';

const source = `package main

var b *byte
var i *int64
var p *int

func main() {
	var small byte
	var wide int64
	b, i = &small, &wide
	if p == nil {
		alone := 1
		p = &alone
	}
}
`;

test('places say that they share an object', () => {
  const { sites } = new Lookup(analyse('x.go', source));
  assert.deepEqual(
    sites.map(({ text, shared, object }) => [text, shared, object?.bytes]),
    [
      ['small', ['small', 'wide'], 16],
      ['wide', ['small', 'wide'], 16],
      ['alone', undefined, 8],
    ],
  );
});

for (const profile of ['go1.26', 'go1.6']) {
  test(`${profile}: the first one's declaration makes the object, the widest comes first`, () => {
    const run = finished(session(source, { profile }));
    assert.deepEqual(
      run.sites().flatMap(({ user, text, type, count }) => (user ? [[text, type, count]] : [])),
      [
        ['small, wide', 'struct { wide int64; small byte }', 1],
        ['wide', 'int64', 0],
        ['alone', 'int', 1],
      ],
    );
  });
}
