/** A program is compiled piece by piece, and the library it needs before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, compiling } from '../../src/golang/compile';

const source =
  'package main\n\nimport "strings"\n\nfunc main() { println(strings.ToUpper("x")) }\n';

/** How many pieces it took, and what came of them. */
function inPieces(text: string): { pieces: number; compiled: ReturnType<typeof compile> } {
  const work = compiling('x.go', text);
  for (let pieces = 1; ; pieces++) {
    const { done, value } = work.next();
    if (done) return { pieces, compiled: value };
    assert.ok(pieces < 10_000, 'it does not come to an end');
  }
}

test('in many pieces, the library once; the program is the same', () => {
  const first = inPieces(source);
  const second = inPieces(source);
  assert.ok(second.pieces > 50, `${second.pieces} pieces`);
  assert.ok(first.pieces > second.pieces + 10, `${first.pieces} pieces at first`);
  const whole = compile('x.go', source);
  for (const { compiled } of [first, second]) {
    assert.deepEqual(compiled.program?.code, whole.program?.code);
    assert.deepEqual(compiled.program?.funcs, whole.program?.funcs);
    assert.deepEqual(compiled.program?.statics, whole.program?.statics);
  }
});

test('nothing is too wrong to be asked about', () => {
  for (const text of [
    '',
    '\0',
    'package main\nimport "',
    'import "nowhere"\n',
    'x := fmt.Sprint(1)',
  ]) {
    assert.doesNotThrow(() => inPieces(text));
    assert.doesNotThrow(() => compile('x.go', text));
  }
});
