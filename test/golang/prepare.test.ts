/** The library a program needs, made ready piece by piece before it is compiled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, prepare } from '../../src/golang/compile';

const source =
  'package main\n\nimport "strings"\n\nfunc main() { println(strings.ToUpper("x")) }\n';

test('in many pieces, once; then the program compiles as ever', () => {
  const isReady = prepare('x.go', source);
  let pieces = 0;
  while (!isReady()) assert.ok(++pieces < 1000, 'it does not come to an end');
  assert.ok(pieces > 10, `${pieces} pieces`);
  assert.equal(prepare('x.go', source)(), true);
  assert.ok(compile('x.go', source).program);
});

test('nothing is too wrong to be asked about', () => {
  for (const text of [
    '',
    '\0',
    'package main\nimport "',
    'import "nowhere"\n',
    'x := fmt.Sprint(1)',
  ]) {
    const isReady = prepare('x.go', text);
    for (let pieces = 0; !isReady(); pieces++) assert.ok(pieces < 1000);
    assert.doesNotThrow(() => compile('x.go', text));
  }
});
