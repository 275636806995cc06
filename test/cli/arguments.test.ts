/** The command line itself: what it refuses, and that it says so in one line with exit code 2. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gomem, program } from './gomem';

const hello = program('hello.go', 'package main\n\nfunc main() { println("x") }\n');

const refused: [args: string[], message: string][] = [
  [['walk'], 'unknown command walk'],
  [['escape'], 'escape takes one file'],
  [['escape', hello, hello], 'escape takes one file'],
  [['escape', '-m', hello], 'unknown option -m'],
  [['escape', '-l=1', hello], '-l takes no value'],
  [['html', hello, hello], 'html takes one file'],
  [['html', hello, '-o'], '-o needs a value'],
  [['html', hello, '--stop', 'x'], '--stop: there is no //mem:stop x'],
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
  const { code, stderr } = gomem(['escape', '/nowhere/x.go']);
  assert.match(stderr, /^gomem: \/nowhere\/x\.go: ENOENT/);
  assert.equal(code, 2);
});

test('--help, and --version as the package says', () => {
  const { code, stdout } = gomem(['escape', '--help']);
  assert.equal(code, 0);
  assert.ok(stdout.includes('-l'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal(gomem(['--version']).stdout, `gomem ${version}\n`);
});

test('without arguments it says how it is used', () => {
  const { code, stdout, stderr } = gomem([]);
  assert.match(stderr, /^gomem: no command\n.*\n\nUsage:/);
  assert.equal(stdout, '');
  assert.equal(code, 2);
});
