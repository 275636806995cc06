/** Sessions of programs that are wrong, never end, or ask for too much. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RequestError } from '../../src/protocol/port';
import type { Key } from '../../src/protocol/keys';
import { Session } from '../../src/session/session';
import { examples, finished, runOf, session, settle } from './load';

test('an invalid file gives problems, and every question an answer or a refusal', () => {
  const invalid = new Session('x.go', 'package main\n\nfunc main() { x := 1 }\n');
  const state = invalid.state();
  assert.equal(state.phase, 'invalid');
  assert.deepEqual(state.problems, ['x.go:3:15: declared and not used: x']);
  invalid.beginRun();
  invalid.beginStepBack();
  invalid.beginSeek(5);
  invalid.beginRunTo('gc');
  assert.equal(invalid.work(1000), true);
  invalid.pause();
  invalid.restart({ procs: 2 });
  assert.equal(invalid.state().phase, 'invalid');
  const refused = { name: 'RequestError', code: 'notFound' };
  assert.throws(() => invalid.overview(), refused);
  assert.throws(() => invalid.inspect({ key: 'mheap' }), refused);
  assert.throws(() => invalid.tree({ expanded: [], offset: 0, count: 9 }), refused);
  assert.deepEqual(invalid.sites(), []);
  assert.deepEqual(invalid.expectations(), []);
  assert.equal(invalid.output(), '');
  assert.equal(invalid.hoverFacts({ file: 'x.go', line: 1, column: 1 }), undefined);
});

test('odd files have problems of their own', () => {
  const files = ['', '\u0000\u0001\u0002', '\uFEFF', 'package main', '}'.repeat(1000)];
  for (const source of [...files, `package main\n\nvar x = "${'y'.repeat(1_000_000)}\n`]) {
    const odd = new Session('x.go', source);
    assert.equal(odd.state().phase, 'invalid', JSON.stringify(source.slice(0, 20)));
    assert.ok(odd.problems.length > 0);
  }
});

test('prefixes of examples are taken as they come', () => {
  for (const name of examples) {
    const source = readFileSync(`examples/${name}`, 'utf8');
    for (let length = 0; length < source.length; length += 211) {
      const part = new Session('x.go', source.slice(0, length));
      assert.ok(['invalid', 'paused'].includes(part.state().phase), `${name}: ${length}`);
    }
  }
});

const endings: [name: string, source: string, kind: string, output: RegExp][] = [
  [
    'a panic',
    'panic("boom")',
    'panic',
    /^panic: boom\n\ngoroutine 1 \[running\]:\nmain\.main\(\)\n/,
  ],
  ['a nil pointer', 'var p *int\n*p = 1', 'panic', /^panic: runtime error: invalid memory address/],
  [
    'an index',
    'x := []int{1}\ni := 5\n_ = x[i]',
    'panic',
    /^panic: runtime error: index out of range \[5\] with length 1\n/,
  ],
  [
    'a deadlock',
    'c := make(chan int)\n<-c',
    'deadlock',
    /^fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 \[chan receive\]:/,
  ],
  ['an endless loop', '//mem:budget steps=1M\nfor {\n}', 'budget', /^$/],
  [
    'a runaway recursion',
    '//mem:budget heap=64MiB\nfunc f(n int) int { return f(n+1) + 1 }\n\nprintln(f(0))',
    'panic',
    /stack exceeds 1000000000-byte limit|stack overflow/,
  ],
  [
    'a huge make',
    'n := 1_000_000_000\nx := make([]int, n)\nprintln(len(x))',
    'memory',
    /out of memory/,
  ],
  [
    'an impossible make',
    'n := -1\nx := make([]int, n)\nprintln(len(x))',
    'panic',
    /len out of range/,
  ],
];

for (const [name, source, kind, output] of endings) {
  test(`${name} leaves a state that can be looked at`, () => {
    const ended = finished(session(source));
    const state = ended.state();
    assert.equal(state.exit?.kind, kind, state.exit?.message);
    assert.equal(state.phase, 'finished');
    assert.match(ended.output(), output);
    assert.ok(ended.tree({ expanded: ['goroutines'], offset: 0, count: 50 }).total > 5);
    assert.notEqual(ended.overview().spanCount, 0);
    ended.inspect({ key: 'session' });
    ended.beginStepBack();
    settle(ended);
    assert.ok(ended.state().tick < state.tick);
    assert.deepEqual(ended.state().exit, state.exit, 'how it ended stays known');
    ended.beginSeek(state.tick);
    settle(ended);
    assert.equal(ended.state().tick, state.tick);
  });
}

test('a map of a million entries', () => {
  const source =
    'm := map[int]int{}\nfor i := range 1_000_000 {\n\tm[i] = i\n}\nfmt.Println(len(m))\n';
  const big = finished(session(source));
  assert.equal(big.output(), '1000000\n');
  const { arenaCount } = big.overview();
  const arenas = Array.from({ length: arenaCount }, (_, arena) => arena);
  const started = performance.now();
  big.tiles({ arenas, pagesPerCell: 1, colour: 'site' });
  big.tree({ expanded: ['mheap', 'large'], offset: 0, count: 40 });
  assert.ok(performance.now() - started < 2000);
});

test('one slice stays short, whatever the program does', () => {
  const endless = session('//mem:budget steps=100M\nfor {\n}');
  endless.beginRun();
  for (let i = 0; i < 50; i++) {
    const before = endless.state().tick;
    assert.equal(endless.work(20_000), false);
    assert.ok(endless.state().tick - before <= 20_000);
  }
  endless.pause();
});

test('whoever watches the clock ends the run', () => {
  const endless = session('//mem:budget time=2s\nfor {\n}');
  assert.equal(endless.options.nanoseconds, 2e9);
  endless.beginRun();
  endless.work(5000);
  endless.exceedTime();
  const { phase, complete, exit } = endless.state();
  assert.deepEqual([phase, complete, exit?.kind], ['finished', true, 'budget']);
  assert.equal(endless.work(1000), true);
});

test('wrong annotations of every verb warn, and the run goes on without them', () => {
  const wrong = [
    ...['runtime go2', 'procs none', 'gogc x', 'memlimit 5', 'arch mips', 'seed -1', 'base 5'],
    ...['budget steps', 'stop', 'note', 'watch', 'gc now', 'scavenge', 'advance x', 'repeat 0'],
    ...['assume nothing', 'expect', 'expect size', 'nonsense'],
  ];
  const source = `package main\n\n${wrong.map((text) => `//mem:${text}\n`).join('')}
func main() {
${wrong.map((text) => `\t//mem:${text}\n\tprintln(1)\n`).join('')}}
`;
  const warned = finished(session(source));
  assert.ok(warned.warnings.length >= 2 * wrong.length - 2, warned.warnings.join('\n'));
  assert.equal(warned.output(), '1\n'.repeat(wrong.length));
  assert.equal(warned.state().exit?.kind, 'ok');
});

test('keys that name nothing are refused', () => {
  const loaded = finished(session('println(1)'));
  const keys = ['', 'x', 'span:0', 'span:999999', 'slot:1:99999', 'p:7', 'g:99', 'frame:1:77'];
  for (const key of [...keys, 'arena:9', 'chunk:99999', 'site:99999', 'global:99999', 'event:9e9'])
    assert.throws(() => loaded.inspect({ key: key as Key }), RequestError, key);
  assert.deepEqual(loaded.treeLocate({ expanded: [], key: 'span:999999' }), {
    index: -1,
    open: [],
  });
});

test('a mistake of the engine leaves the session standing', () => {
  const broken = session('for {\n}');
  runOf(broken).machine.run = () => {
    throw new Error('broken on purpose');
  };
  broken.beginRun();
  settle(broken);
  const state = broken.state();
  assert.equal(state.phase, 'failed');
  assert.match(state.problems[0]!, /broken on purpose/);
  assert.equal(state.exit?.kind, 'crash');
  broken.restart({});
  assert.equal(broken.state().phase, 'paused');
});
