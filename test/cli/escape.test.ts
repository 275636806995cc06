/** `gomem escape` prints what the compiler prints; recorded answers, asked again where Go is. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gomem, program } from './gomem';

interface Recorded {
  readonly examples: Readonly<
    Record<string, { readonly messages: readonly (readonly [number, number, string])[] }>
  >;
}
const recordings = ['examples.json', 'lessons.json'].map(
  (file) => JSON.parse(readFileSync(`test/oracle/examples/${file}`, 'utf8')) as Recorded,
);
const recorded = Object.assign(
  {},
  ...recordings.map((one) => one.examples),
) as Recorded['examples'];
const examples = ['', 'lessons/'].flatMap((folder) =>
  readdirSync(`examples/${folder}`)
    .filter((name) => name.endsWith('.go'))
    .map((name) => folder + name),
);

test('there is a recorded answer for every example', () => {
  assert.deepEqual(Object.keys(recorded), examples);
});

for (const name of examples) {
  test(`${name} as recorded from the compiler`, () => {
    const { code, stdout, stderr } = gomem(['escape', '-l', `examples/${name}`]);
    const expected = recorded[name]!.messages.map(
      ([line, column, text]) => `examples/${name}:${line}:${column}: ${text}\n`,
    );
    assert.equal(stdout, expected.join(''));
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });
}

const hasGo = spawnSync('go', ['version']).status === 0;

test(
  'the examples as the compiler on this machine says',
  { skip: !hasGo && 'Go is not here' },
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'gomem-escape-'));
    try {
      writeFileSync(join(directory, 'go.mod'), 'module example\n\ngo 1.26\n');
      for (const name of examples) {
        writeFileSync(join(directory, 'main.go'), readFileSync(`examples/${name}`));
        const { stderr } = spawnSync('go', ['list', '-export', '-gcflags=-m -l', '.'], {
          cwd: directory,
          encoding: 'utf8',
          env: { ...process.env, GOTOOLCHAIN: 'local', GOOS: 'linux', GOARCH: 'amd64' },
        });
        const compiler = stderr.split('\n').filter((line) => line.startsWith('./main.go:'));
        const ours = gomem(['escape', '-l', `examples/${name}`])
          .stdout.trimEnd()
          .split('\n');
        const renamed = ours.map((line) => line.replace(`examples/${name}`, './main.go'));
        assert.deepEqual(renamed, compiler, name);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

test('without -l it says on standard error what is left out', () => {
  const { code, stdout, stderr } = gomem(['escape', 'examples/09-struct-padding.go']);
  assert.equal(stdout, gomem(['escape', '-l', 'examples/09-struct-padding.go']).stdout);
  assert.match(stderr, /^gomem: inlining is not modelled yet/);
  assert.equal(code, 0);
});

test('the program from standard input', () => {
  const source = 'package main\n\nvar p *int\n\nfunc main() { p = new(int) }\n';
  assert.equal(
    gomem(['escape', '-l', '-'], source).stdout,
    '<stdin>:5:22: new(int) escapes to heap\n',
  );
});

const refused: [name: string, source: string | Uint8Array, message: RegExp][] = [
  ['empty', '', /^.*empty\.go:1:1: syntax error: package statement must be first\n/],
  ['type error', 'package main\n\nfunc main() { var x int = "a" }\n', /:3:27: cannot use "a" /],
  ['half', 'package main\n\nfunc main() {\n\tx := [', /:4:8: syntax error: /],
  ['nul', 'package main\n\0', /invalid NUL character/],
  ['binary', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256), /: .*\n/],
  ['missing', 'package main\n\nimport _ "net/http"\n\nfunc main() {}\n', /not supported yet/],
];

for (const [name, source, message] of refused) {
  test(`refused with a place and exit code 2: ${name}`, () => {
    const { code, stdout, stderr } = gomem(['escape', '-l', program(`${name}.go`, source)]);
    assert.match(stderr, message);
    assert.match(stderr, /^\S.*\.go:\d+(:\d+)?: /);
    assert.equal(stdout, '');
    assert.equal(code, 2);
  });
}

test('a line of one megabyte and ten thousand parentheses get an answer', () => {
  const long = `package main\n\nvar s = "${'x'.repeat(1 << 20)}"\n\nfunc main() {}\n`;
  assert.equal(gomem(['escape', '-l', program('long.go', long)]).code, 0);
  const deep = `package main\n\nvar x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\n\nfunc main() {}\n`;
  const { code, stderr } = gomem(['escape', '-l', program('deep.go', deep)]);
  assert.equal(code, 2);
  assert.match(stderr, /^\S+deep\.go:3:\d+: /);
});
