/** The checker of the report's schema: it accepts a report and finds each way to break one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Schema } from './schema';
import { validate } from './schema';

const schema = JSON.parse(readFileSync('media/gomem-run.schema.json', 'utf8')) as Schema;
const memstats = Object.fromEntries(
  'Alloc TotalAlloc Mallocs Frees HeapAlloc HeapSys HeapIdle HeapInuse HeapReleased HeapObjects StackInuse NextGC NumGC'
    .split(' ')
    .map((name) => [name, 1]),
);
const report = {
  version: 1,
  profile: 'go1.26',
  arch: 'amd64',
  exit: { kind: 'ok', message: '' },
  stdout: 'x\n',
  memstats,
  sites: [],
  escapes: [{ line: 3, col: 5, message: 'x escapes to heap' }],
  stops: [{ name: 'a', tick: 9, memstats }],
  locks: { mcache: 1, mcentral: 2, mheap: 3 },
  syscalls: { mmap: 2 },
  gcs: [],
  expectations: [{ line: 1, ok: true, expected: 'heap', actual: '' }],
};

test('a report is valid', () => {
  assert.deepEqual(validate(schema, report), []);
});

const broken: [change: Record<string, unknown>, offence: string][] = [
  [{ version: 2 }, '$.version: not 1'],
  [{ more: 1 }, '$: more is not in the schema'],
  [{ stdout: 5 }, '$.stdout: not of type string'],
  [{ exit: { kind: 'fine', message: '' } }, '$.exit.kind: fine is not allowed'],
  [{ exit: { kind: 'ok' } }, '$.exit: message is missing'],
  [{ escapes: [{ line: 0, col: 5, message: '' }] }, '$.escapes[0].line: below 1'],
  [{ syscalls: { mmap: 0.5 } }, '$.syscalls.mmap: not of type integer'],
  [{ memstats: { ...memstats, Alloc: -1 } }, '$.memstats.Alloc: below 0'],
];

for (const [change, offence] of broken) {
  test(`found: ${offence}`, () => {
    assert.deepEqual(validate(schema, { ...report, ...change }), [offence]);
  });
}
