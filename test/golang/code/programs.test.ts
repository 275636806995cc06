/** Every program we have compiles, and what comes out is well formed. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { diagnosticLines } from '../../../src/golang/analyse';
import { shapeOf } from '../../../src/golang/code/operands';
import { compile } from '../../../src/golang/compile';
import { broken } from './verify';

const folders = [
  'examples',
  'test/bench/programs',
  'test/golang/escape/programs',
  'test/golang/code/programs',
];

for (const folder of folders) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.go'))) {
    test(`${folder}/${name}`, () => {
      const compiled = compile(name, readFileSync(`${folder}/${name}`, 'utf8'));
      assert.deepEqual(diagnosticLines(compiled, 'error'), []);
      assert.ok(compiled.program);
      assert.deepEqual(broken(compiled.program), []);
    });
  }
}

test('shapes stand in the order of the operations', () => {
  const source = readFileSync('src/golang/code/opcodes.ts', 'utf8');
  const body = /enum Op \{([\s\S]*?)\n\}/.exec(source)![1]!;
  const names = [...body.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').matchAll(/(\w+),/g)];
  assert.deepEqual(
    shapeOf.map(({ name }) => name),
    names.map(([, name]) => name),
  );
});
