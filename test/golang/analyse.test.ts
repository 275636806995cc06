/** Analysis answers whatever it is given: every prefix of an example, mutilated and odd input. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Analysis } from '../../src/golang/analyse';
import { analyse, diagnosticLines } from '../../src/golang/analyse';

const examples = readdirSync('examples').filter((name) => name.endsWith('.go'));

/** Whatever the program: ranges lie in the text, and lowered code is there if and only if legal. */
function checkShape(source: string): Analysis {
  const analysis = analyse('x.go', source);
  for (const { pos, end, message } of analysis.diagnostics) {
    assert.ok(pos >= 1 && end >= pos && end <= source.length + 1, `${pos}–${end}: ${message}`);
    assert.ok(message !== '');
  }
  const errors = diagnosticLines(analysis, 'error');
  assert.equal(analysis.lowered === undefined, errors.length > 0, errors.join('\n'));
  return analysis;
}

for (const name of examples) {
  test(`${name}: nothing to complain about`, () => {
    const analysis = checkShape(readFileSync(`examples/${name}`, 'utf8'));
    assert.deepEqual(analysis.diagnostics, []);
  });
}

test('every prefix of an example', () => {
  const source = readFileSync('examples/02-heap-or-stack.go', 'utf8');
  for (let length = 0; length < source.length; length++) checkShape(source.slice(0, length));
});

test('examples with pieces taken out or put in', () => {
  const sources = examples.map((name) => readFileSync(`examples/${name}`, 'utf8'));
  const pieces = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    '`',
    "'",
    ':=',
    'func',
    'go',
    '/*',
    '\n',
    '0x',
  ];
  const mutation = fc.tuple(
    fc.constantFrom(...sources),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(20),
    fc.constantFrom('', ...pieces),
  );
  fc.assert(
    fc.property(mutation, ([source, at, length, piece]) => {
      const from = Math.floor(at * source.length);
      checkShape(source.slice(0, from) + piece + source.slice(from + length));
    }),
    { numRuns: 300, seed: 5 },
  );
});
