/** The command line itself: what it refuses, and that it says so in one line with exit code 2. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gomem, program } from './gomem';

const hello = program('hello.go', 'package main\n\nfunc main() { println("x") }\n');

const refused: [args: string[], message: string][] = [
  [['walk'], 'unknown command walk'],
  [['run'], 'run takes one file'],
  [['run', hello, hello], 'run takes one file'],
  [['run', '--speed', '3', hello], 'unknown option --speed'],
  [['run', '--procs'], '--procs needs a value'],
  [['run', '--procs', '0', hello], '--procs: 0 is not a whole number from 1 to 256'],
  [['run', '--procs=many', hello], '--procs: many is not a whole number from 1 to 256'],
  [['run', '--gogc', '-5', hello], '--gogc: -5 is not a whole number from 0 to 1000000'],
  [['run', '--json=yes', hello], '--json takes no value'],
  [['run', '--runtime', 'go1.6', hello], '--runtime: go1.6 is not available (available: go1.26)'],
  [['run', '--until', 'nowhere', hello], `--until: ${hello} has no //mem:stop nowhere`],
  [['escape'], 'escape takes one file'],
  [['escape', '-m', hello], 'unknown option -m'],
  [['check'], 'check takes one file or more'],
];

for (const [args, message] of refused) {
  test(`gomem ${args.join(' ').replaceAll(hello, 'hello.go')}`, () => {
    const { code, stdout, stderr } = gomem(args);
    assert.equal(stderr, `gomem: ${message}\ngomem --help says how it is used\n`);
    assert.equal(stdout, '');
    assert.equal(code, 2);
  });
}

test('a file that is not there', () => {
  const { code, stderr } = gomem(['run', '/nowhere/x.go']);
  assert.match(stderr, /^gomem: \/nowhere\/x\.go: ENOENT/);
  assert.equal(code, 2);
});

test('--help lists every option; --version is that of the package', () => {
  const { code, stdout } = gomem(['run', '--help']);
  assert.equal(code, 0);
  for (const option of ['--runtime', '--procs', '--gogc', '--seed', '--until', '--json', '-l'])
    assert.ok(stdout.includes(option), option);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal(gomem(['--version']).stdout, `gomem ${version}\n`);
});

test('without arguments it says how it is used', () => {
  const { code, stdout, stderr } = gomem([]);
  assert.match(stderr, /^gomem: no command\n.*\n\nUsage:/);
  assert.equal(stdout, '');
  assert.equal(code, 2);
});
