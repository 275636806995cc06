/**
 * The messages of `-m -l` for 188 small programs, one per construct that allocates. Recorded from
 * go1.26.10 in test/oracle/allocs.json (with the objects each program makes, for other tests).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyse, isDeclared } from './load';

interface AllocCase {
  readonly id: string;
  readonly name: string;
  readonly imports: readonly string[];
  readonly source: string;
  readonly mNoInline: readonly [number, number, string][];
}

const recorded = JSON.parse(readFileSync('test/oracle/allocs.json', 'utf8')) as {
  readonly cases: readonly AllocCase[];
};

test('messages of programs that allocate', () => {
  let compared = 0;
  for (const { id, name, imports, source, mNoInline } of recorded.cases) {
    if (!imports.every(isDeclared)) continue;
    const { messages, errors } = analyse(source);
    assert.deepEqual(errors, [], `${id} ${name}`);
    const wanted = mNoInline.map(([line, column, text]) => `${line}:${column}: ${text}`);
    assert.deepEqual(messages, wanted, `${id} ${name}`);
    compared++;
  }
  assert(compared >= 186, `only ${compared} programs`);
});
