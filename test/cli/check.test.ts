/** `gomem check`, `gomem report` and `gomem svg`. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gomem, program } from './gomem';

const examples = ['examples', 'examples/lessons'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.go'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => `${folder}/${name}`),
);

test('the examples keep what they promise', () => {
  const { code, stdout, stderr } = gomem(['check', ...examples]);
  assert.equal(stderr, '');
  for (const line of stdout.trim().split('\n')) assert.match(line, /^ok\t/);
  assert.equal(stdout.split('\n').length - 1, examples.length);
  assert.equal(code, 0);
});

const failing = `package main

var keep *int

func main() {
	//mem:expect stack
	keep = new(int)
	//mem:expect count=2 size=8
	keep = new(int)
}
`;

test('a failed expectation: where, what was expected, what is the case', () => {
  const path = program('fails.go', failing);
  const { code, stdout } = gomem(['check', path, examples[0]!]);
  const [first, second, summary, other] = stdout.split('\n');
  assert.equal(first, `${path}:6:15: expected stack: new(int) escapes to heap`);
  assert.equal(second, `${path}:8:15: expected count=2: count is 1`);
  assert.equal(summary, `FAIL\t${path}\t1 of 3`);
  assert.match(other!, /^ok\t/);
  assert.equal(code, 1);
});

test('what cannot run weighs more than what fails', () => {
  const invalid = program('invalid.go', 'package main\n\nfunc main() { x }\n');
  assert.equal(gomem(['check', program('fails2.go', failing), invalid]).code, 2);
  const panics = program('panics.go', 'panic(1)\n');
  const { code, stdout } = gomem(['check', panics]);
  assert.equal(code, 4);
  assert.match(stdout, /^STOPPED\t/);
});

test('every fence of a Markdown file is checked', () => {
  const page = [
    '```go',
    '//mem:expect heap',
    'x = new(int)',
    '```',
    '',
    '```go',
    'println(1)',
    '```',
  ];
  const path = program('doc.md', page.join('\n'));
  assert.equal(gomem(['check', path]).code, 2);
  const legal = page.join('\n').replace('x = new(int)', 'x := make([]int, 1<<20)\n_ = x');
  const { code, stdout } = gomem(['check', program('doc2.md', legal)]);
  assert.equal(code, 0);
  assert.equal(stdout.split('\n').length, 3);
});

test('a report names output, sites, collections and expectations', () => {
  const { code, stdout } = gomem(['report', 'examples/05-collect-and-reuse.go']);
  assert.equal(code, 0);
  assert.match(stdout, /^# What examples\/05-collect-and-reuse\.go does to memory\n/);
  assert.match(stdout, /\| 25 \| `&record\{\}` \| `main\.record` \| 1,500 \| 80 B \| 80 B \| 7 \|/);
  assert.match(stdout, /## Collections\n/);
  assert.match(stdout, /\| `gcs=1` \| ✓ \|/);
  assert.match(stdout, /```text\nkept: 990\ndone\nend\n```\n$/);
});

test('a picture of the heap at a stop', () => {
  const { code, stdout } = gomem(['svg', 'examples/01-three-levels.go', '--stop', 'large']);
  assert.equal(code, 0);
  assert.match(stdout, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.equal(stdout.match(/<svg/g)!.length, stdout.match(/<\/svg>/g)!.length);
  assert.ok(!stdout.includes('NaN') && !stdout.includes('undefined'));
});

test('wrong command lines', () => {
  const table: [args: string[], message: RegExp][] = [
    [['run'], /run takes one file/],
    [['check'], /check takes at least one file/],
    [['run', '--procs', 'x', examples[0]!], /--procs: x is not a whole number from 1 to 256/],
    [['run', '--gogc', '-5', examples[0]!], /--gogc: -5 is not/],
    [['run', '--memlimit', '5 pounds', examples[0]!], /--memlimit: 5 pounds is not a size/],
    [['run', '--runtime', 'go1.5', examples[0]!], /go1\.5 is not one of go1\.26, go1\.6, classic/],
    [['run', '--until', 'nowhere', examples[0]!], /there is no \/\/mem:stop nowhere/],
    [['svg', '--stop', 'nowhere', examples[0]!], /there is no \/\/mem:stop nowhere/],
  ];
  for (const [args, message] of table) {
    const { code, stdout, stderr } = gomem(args);
    assert.match(stderr, message);
    assert.equal(stdout, '');
    assert.equal(code, 2);
  }
});
