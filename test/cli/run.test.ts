/** `gomem run` and its record, against what the real toolchain said about every example. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Schema } from '../session/schema';
import { validate } from '../session/schema';
import { gomem, program } from './gomem';

interface RunRecord {
  readonly exit: { readonly kind: string; readonly message: string };
  readonly stdout: string;
  readonly gcs: readonly object[];
}

const { examples } = JSON.parse(readFileSync('test/oracle/examples/examples.json', 'utf8')) as {
  examples: Record<string, { readonly stdout: string }>;
};
const schema = JSON.parse(readFileSync('media/gomem-run.schema.json', 'utf8')) as Schema;

function record(text: string): RunRecord {
  return JSON.parse(text) as RunRecord;
}

test('prints what the program prints; with --json its record, twice the same bytes', () => {
  const name = '06-goroutine-caches.go';
  const file = `examples/${name}`;
  const { stdout } = examples[name]!;
  assert.deepEqual(gomem(['run', file]), { code: 0, stdout, stderr: '' });
  const first = gomem(['run', '--json', file]);
  assert.equal(first.stderr, '');
  assert.deepEqual(validate(schema, record(first.stdout)), []);
  assert.equal(record(first.stdout).stdout, stdout);
  assert.deepEqual(gomem(['run', file, '--json']), first);
});

test('--until stops there, and the record says so', () => {
  const { code, stdout } = gomem([
    ...['run', 'examples/01-three-levels.go', '--json', '--until', 'large'],
  ]);
  assert.equal(code, 0);
  assert.deepEqual(record(stdout).exit, { kind: 'stopped', message: 'large' });
});

test('options win over annotations', () => {
  const source = `package main

//mem:gogc off
//mem:procs 3

import "runtime"

var x []byte

func main() {
	for range 100 {
		x = make([]byte, 1<<20)
	}
	println(runtime.GOMAXPROCS(0))
}
`;
  const path = program('options2.go', source);
  const said = record(gomem(['run', '--json', path]).stdout);
  assert.equal(said.gcs.length, 0);
  const other = gomem(['run', '--json', '--gogc=100', '--procs', '2', path]);
  assert.ok(record(other.stdout).gcs.length > 5);
  assert.equal(gomem(['run', '--procs', '2', path]).stderr, '2\n');
});

const endings: [name: string, source: string, code: number, stderr: RegExp][] = [
  ['syntax', 'package main\n\nfunc main() { x := }\n', 2, /^\S+\.go:3:20: syntax error: /],
  ['no-main', 'package p\n', 2, /^\S+:1:9: package main is what runs/],
  ['panic', 'panic("boom")', 4, /^panic: boom\n\ngoroutine 1 \[running\]:\nmain\.main\(\)\n/],
  ['deadlock', '<-make(chan int)', 4, /^fatal error: all goroutines are asleep - deadlock!/],
  [
    'endless',
    '//mem:budget steps=100k\nfor {\n}',
    3,
    /^gomem: the budget of 100000 steps is used up/,
  ],
  ['exit', 'package main\n\nimport "os"\n\nfunc main() { os.Exit(7) }\n', 4, /^$/],
  [
    'recursion',
    '//mem:budget heap=64MiB\nfunc f(n int) int { return f(n+1) + 1 }\n\nprintln(f(0))',
    4,
    /^runtime: goroutine stack exceeds .*\nfatal error: stack overflow\n\ngoroutine 1 /,
  ],
  [
    'deep',
    `package main\n\nvar x = ${'('.repeat(1e4)}1${')'.repeat(1e4)}\n\nfunc main() {}\n`,
    2,
    /^\S+deep\.go:3:\d+: not supported yet: nesting deeper than 600 levels\n$/,
  ],
  ['huge', 'n := 1_000_000_000\nx := make([]int, n)\nprintln(len(x))', 3, /out of memory/],
  [
    'memory',
    '//mem:budget heap=64MiB\nx := make([]byte, 1<<30)\nprintln(len(x))',
    3,
    /out of memory/,
  ],
];

for (const [name, source, expected, message] of endings) {
  test(`ends: ${name}`, () => {
    const { code, stdout, stderr } = gomem(['run', program(`${name}.go`, source)]);
    assert.match(stderr, message);
    assert.equal(stdout, '');
    assert.equal(code, expected);
  });
}

test('a budget of time ends a run', () => {
  const path = program('time.go', '//mem:budget time=200ms\nfor {\n}\n');
  const started = Date.now();
  const { code, stderr } = gomem(['run', path]);
  assert.equal(stderr, 'gomem: the budget of 0.2 s is used up\n');
  assert.equal(code, 3);
  assert.ok(Date.now() - started < 20_000);
});

test('reads from standard input, and fragments too', () => {
  assert.deepEqual(gomem(['run', '-'], 'fmt.Println("héllo", 3)\n'), {
    code: 0,
    stdout: 'héllo 3\n',
    stderr: '',
  });
  assert.match(gomem(['run', '-'], 'x := 1\n').stderr, /^<stdin>:1:1: declared and not used: x\n/);
});

test('Markdown: the first fence, or the one at a line', () => {
  const page = '# A\n\n```go\nfmt.Println("one")\n```\n\n```go\nfmt.Println("two")\n```\n';
  const path = program('page.md', page);
  assert.equal(gomem(['run', path]).stdout, 'one\n');
  assert.equal(gomem(['run', `${path}:7`]).stdout, 'two\n');
});

test('annotations that count for nothing are said, and the run goes on', () => {
  const path = program('warn.go', '//mem:frobnicate\nprintln(1)\n');
  const { code, stderr } = gomem(['run', path]);
  assert.match(stderr, /warn\.go:1:7: \/\/mem:frobnicate is not an annotation\n1\n$/);
  assert.equal(code, 0);
});
