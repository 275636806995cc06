/** Analysis answers whatever it is given: every prefix of an example, mutilated and odd input. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Analysis } from '../../src/golang/analyse';
import { analyse, diagnosticLines, escapeLines } from '../../src/golang/analyse';

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

/** What gc says about each program, which begins at line 3. */
const complaints: readonly [program: string, messages: readonly string[]][] = [
  // A bad literal is no syntax error: what follows is checked.
  [
    "func main() { x := 08; y := 'ab'; z := \"abc\n}",
    [
      '3:15: declared and not used: x',
      "3:21: invalid digit '8' in octal literal",
      '3:24: declared and not used: y',
      '3:29: more than one character in rune literal',
      '3:35: declared and not used: z',
      '3:44: newline in string',
    ],
  ],
  ['func main() { x := `raw', ['3:15: declared and not used: x', '3:20: string not terminated']],
  ['func main() { x := 1; x := }', ['3:28: syntax error: unexpected }, expected expression']],
  // A message that the line has just had is not told again.
  [
    'func main() { _ = u + u + v + u\n\t_ = u }',
    ['3:19: undefined: u', '3:27: undefined: v', '3:31: undefined: u', '4:6: undefined: u'],
  ],
  [
    'import "fmt"\nfunc main() { fmt.Print(); fmt.Println = nil }',
    [
      '4:28: use of package fmt not in selector',
      '4:28: cannot assign to fmt.Println (neither addressable nor a map index expression)',
    ],
  ],
];

test('what is told of what is wrong is what gc tells', () => {
  for (const [program, messages] of complaints) {
    const lines = diagnosticLines(checkShape(`package main\n\n${program}\n`), 'error');
    assert.deepEqual(
      lines,
      messages.map((message) => `x.go:${message}`),
    );
  }
});

test('instances from the library are named with their package, and what is in them is not told', () => {
  const source = `package main

import (
	"fmt"
	"slices"
	"weak"
)

func main() {
	s := []string{"a", "b"}
	fmt.Println(slices.Max(s))
	slices.Reverse(s)
	w := weak.Make(&s)
	fmt.Println(w.Value() == &s)
}
`;
  const max =
    'slices.Max[go.shape.[]string,go.shape.string](&slices..dict.Max[[]string,string], s)';
  const value = 'weak.Pointer[go.shape.[]string].Value(w, &weak..dict.Pointer[[]string])';
  assert.deepEqual(escapeLines(analyse('x.go', source)), [
    'x.go:10:2: moved to heap: s',
    'x.go:10:15: []string{...} escapes to heap',
    'x.go:11:13: ... argument does not escape',
    `x.go:11:24: ${max} escapes to heap`,
    'x.go:14:13: ... argument does not escape',
    `x.go:14:24: ${value} == &s escapes to heap`,
  ]);
});
