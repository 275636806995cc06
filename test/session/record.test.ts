/** The record of a run against its schema, and against what the toolchain said about examples. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runRecord } from '../../src/session/record';
import { example, finished, session, settle } from './load';
import type { Schema } from './schema';
import { validate } from './schema';

interface Allocation {
  readonly line: number;
  readonly size: number;
  readonly count: number;
  /** Of the slots; absent for tiny objects, which share them. */
  readonly bytes?: number;
}

interface Answer {
  readonly stdout: string;
  readonly messages: readonly (readonly [line: number, col: number, message: string])[];
  readonly allocations: readonly Allocation[];
}

interface RunRecord {
  readonly exit: { readonly kind: string; readonly message: string };
  readonly stdout: string;
  readonly sites: readonly (Allocation & { readonly bytes: number; readonly kind: string })[];
  readonly escapes: readonly { line: number; col: number; message: string }[];
  readonly stops: readonly { readonly name: string; readonly tick: number }[];
  readonly memstats: Readonly<Record<string, number>>;
  readonly gcs: readonly { readonly cycle: number; readonly reason: string }[];
  readonly expectations: readonly { readonly ok: boolean }[];
}

/** What was recorded about the programs of examples/ and of examples/lessons/. */
const examples = Object.assign({}, ...['examples', 'lessons'].map(recorded)) as Record<
  string,
  Answer
>;

function recorded(file: string): Record<string, Answer> {
  const text = readFileSync(`test/oracle/examples/${file}.json`, 'utf8');
  return (JSON.parse(text) as { examples: Record<string, Answer> }).examples;
}

const schema = JSON.parse(readFileSync('media/gomem-run.schema.json', 'utf8')) as Schema;

/**
 * Sites of ours that the toolchain's record does not have, with the reason. One that is no longer
 * there, or that the record has too, has to leave this list.
 */
const differences: readonly { name: string; line: number; kind: string; reason: string }[] = [
  {
    name: '06-goroutine-caches.go',
    line: 46,
    kind: 'go',
    reason: 'newproc1 makes the g on the system stack, where the recorder sees no frame of main',
  },
  {
    name: 'lessons/03-taking-a-slot.go',
    line: 31,
    kind: 'new',
    reason: 'mallocgc gives out zerobase before it comes to the recorder',
  },
];

/** The record as it is printed. */
function textOf(name: string): string {
  return JSON.stringify(runRecord(finished(example(name)), undefined));
}

function sum(list: readonly Allocation[], of: 'count' | 'bytes'): number {
  return list.reduce((total, row) => total + (row[of] ?? 0), 0);
}

function linesOf(list: readonly Allocation[]): number[] {
  return [...new Set(list.map(({ line }) => line))];
}

for (const [name, answer] of Object.entries(examples)) {
  test(`${name}: what it prints, and what each line allocates`, () => {
    const text = textOf(name);
    const run = JSON.parse(text) as RunRecord;
    assert.deepEqual(validate(schema, run), []);
    assert.deepEqual(run.exit, { kind: 'ok', message: '' });
    assert.equal(run.stdout, answer.stdout);
    assert.deepEqual(
      run.escapes.map(({ line, col, message }) => [line, col, message]),
      answer.messages,
    );
    const known = differences.filter((one) => one.name === name);
    const isKnown = (site: { line: number; kind: string }): boolean =>
      known.some(({ line, kind }) => site.line === line && site.kind === kind);
    const all = run.sites.filter(({ count }) => count > 0);
    const made = all.filter((site) => !isKnown(site));
    assert.deepEqual(
      known.filter(({ line, kind }) => !all.some((s) => s.line === line && s.kind === kind)),
      [],
      'differences that are gone',
    );
    assert.deepEqual(linesOf(made), linesOf(answer.allocations));
    for (const line of linesOf(made)) {
      const own = made.filter((site) => site.line === line);
      const real = answer.allocations.filter((row) => row.line === line);
      assert.equal(sum(own, 'count'), sum(real, 'count'), `line ${line}: count`);
      if (real.every(({ bytes }) => bytes !== undefined))
        assert.equal(sum(own, 'bytes'), sum(real, 'bytes'), `line ${line}: bytes`);
      for (const { size } of own)
        assert.ok(
          real.some((row) => row.size === size),
          `line ${line}: size ${size}`,
        );
    }
    assert.ok(run.expectations.every(({ ok }) => ok));
    assert.equal(textOf(name), text, 'twice the same bytes');
  });
}

test('a run that was stopped, and one without collector', () => {
  const stopped = example('01-three-levels.go');
  stopped.beginRunToStop('large');
  const run = runRecord(settle(stopped), 'large') as RunRecord;
  assert.deepEqual(validate(schema, run), []);
  assert.deepEqual(run.exit, { kind: 'stopped', message: 'large' });
  assert.equal(run.stops.at(-1)?.name, 'large');
  assert.equal(run.stdout, 'start\nnodes: 402\n');
});

test('ends of every kind give a legal record', () => {
  const sources: [source: string, kind: string][] = [
    ['panic("boom")', 'panic'],
    ['<-make(chan int)', 'deadlock'],
    ['//mem:budget steps=100k\nfor {\n}', 'budget'],
    ['//mem:budget heap=64MiB\nx := make([]byte, 1<<30)\nprintln(len(x))', 'memory'],
    ['import "os"\n\nos.Exit(3)', 'exit'],
  ];
  for (const [source, kind] of sources) {
    const run = runRecord(finished(session(source)), undefined) as RunRecord;
    assert.deepEqual(validate(schema, JSON.parse(JSON.stringify(run))), []);
    assert.equal(run.exit.kind, kind);
    assert.notEqual(run.exit.message, '');
  }
});

test('each passage of a stop has its statistics', () => {
  const source =
    '//mem:budget steps=5M\nfor i := range 3 {\n\tx := make([]byte, 1<<20)\n\t//mem:stop here\n\t_ = x[i]\n}\n';
  const { stops } = runRecord(finished(session(source)), undefined) as {
    stops: { name: string; memstats: Record<string, number> }[];
  };
  assert.deepEqual(
    stops.map(({ name }) => name),
    ['here', 'here', 'here'],
  );
  const totals = stops.map(({ memstats }) => memstats['TotalAlloc']!);
  assert.ok(totals[1]! - totals[0]! >= 1 << 20 && totals[2]! - totals[1]! >= 1 << 20);
});
