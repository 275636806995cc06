/** `gomem compare`: what differs between two runs, as text and as JSON. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Schema } from '../session/schema';
import { validate } from '../session/schema';
import { gomem, program } from './gomem';

interface Side {
  readonly title: string;
  readonly profile: string;
  readonly tick: number;
}
interface Cell {
  readonly left: number;
  readonly right: number;
  readonly difference: number;
}
interface Table {
  readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
}
interface Compared {
  readonly left: Side;
  readonly right: Side;
  readonly totals: readonly (Cell & { readonly name: string })[];
  readonly types: Table;
}

const schema = JSON.parse(readFileSync('media/gomem-compare.schema.json', 'utf8')) as Schema;

const work = (objects: number): string => `package main

var kept [][]byte

func main() {
	for i := 0; i < ${objects}; i++ {
		kept = append(kept, make([]byte, 3000))
		if i%100 == 99 {
			kept = nil
		}
	}
	//mem:stop done
	println(len(kept))
}
`;
const file = program('work.go', work(3000));
const less = program('less.go', work(1500));

function compared(...args: string[]): Compared {
  const { code, stdout, stderr } = gomem(['compare', ...args, '--json']);
  assert.deepEqual([code, stderr], [0, '']);
  const found = JSON.parse(stdout) as Compared;
  assert.deepEqual(validate(schema, found), []);
  return found;
}

function total({ totals }: Compared, name: string): Cell {
  const found = totals.find((one) => one.name === name)!;
  assert.equal(found.difference, found.right - found.left);
  return found;
}

test('with nothing said the other runtime is compared, and each run says what run says of it', () => {
  const both = compared(file);
  assert.deepEqual([both.left.profile, both.right.profile], ['go1.26', 'go1.6']);
  for (const [side, profile] of [
    ['left', 'go1.26'],
    ['right', 'go1.6'],
  ] as const) {
    const { stdout } = gomem(['run', file, '--json', '--runtime', profile]);
    const { memstats } = JSON.parse(stdout) as { memstats: Record<string, number> };
    for (const name of ['TotalAlloc', 'NumGC', 'HeapInuse'])
      assert.equal(total(both, name)[side], memstats[name], `${profile} ${name}`);
  }
  assert.equal(compared(file, '--runtime', 'go1.6').right.profile, 'go1.26');
});

test('as text it begins with a sentence, and has both columns', () => {
  const { code, stdout, stderr } = gomem(['compare', file, '--other-gogc', '800']);
  assert.deepEqual([code, stderr], [0, '']);
  const lines = stdout.split('\n');
  assert.match(lines[0]!, /^GOGC=800 instead of GOGC=100: \d+ fewer collections, /);
  assert.match(stdout, /\nTotals, the most different first +GOGC=100 +GOGC=800 +difference\n/);
  assert.match(stdout, /\nNumGC +\d+ +\d+ +−\d+\n/);
  assert.match(stdout, /\nSize class, bytes there now +GOGC=100 +GOGC=800 +difference\n/);
  assert.match(stdout, /\nType, .*\n(?:.*\n)*all +/);
  assert.deepEqual(gomem(['compare', file, '--other-gogc=800']), { code, stdout, stderr });
});

test('two programs, called by their files', () => {
  const both = compared(file, less);
  assert.deepEqual([both.left.title, both.right.title], [file, less]);
  const { left, right } = total(both, 'TotalAlloc');
  assert.ok(left > 1.8 * right && right > 0, `${left} ${right}`);
});

test('at a stop, and with a saved run', () => {
  const there = compared(file, '--stop', 'done', '--other-memlimit', '1GiB');
  assert.ok(there.left.tick > 1000);
  assert.equal(there.left.tick, there.right.tick);
  const saved = program('saved.json', gomem(['run', less, '--json']).stdout);
  const both = compared(file, saved);
  assert.match(both.right.title, /saved\.json \(Go 1\.26\)$/);
  assert.equal(total(both, 'TotalAlloc').right, total(compared(less), 'TotalAlloc').left);
});

const bad: [args: string[], message: RegExp, code: number][] = [
  [['compare'], /compare takes one or two files/, 2],
  [['compare', file, file, file], /compare takes one or two files/, 2],
  [['compare', file, '--stop', 'nowhere'], /does not come to a \/\/mem:stop nowhere/, 2],
  [['compare', file, '--other-runtime', 'go2'], /^gomem: --other-runtime: go2 is not one of/, 2],
  [['compare', file, program('x.json', '{}')], /x\.json is not a saved run: version/, 2],
  [['compare', file, program('bad.go', 'package main\nfunc main() { x }\n')], /undefined: x/, 2],
  [['compare', program('panic.go', 'package main\nfunc main() { panic("no") }\n')], /^$/, 4],
  [['svg', file, '--until', 'done'], /unknown option --until/, 2],
];
for (const [args, message, code] of bad) {
  test(`gomem ${args.map((one) => one.split('/').at(-1)).join(' ')}: exit code ${code}`, () => {
    const answer = gomem(args);
    assert.match(answer.stderr, message);
    assert.equal(answer.code, code);
  });
}

test('check and svg model the runtime that --runtime names', () => {
  const expecting = program(
    'size.go',
    `package main

var p *[6]int

func main() {
	//mem:stop made
	p = new([6]int) //mem:expect heap size=48 class=5
	//mem:stop here
	println(p != nil)
}
`,
  );
  const classOf = (profile: string): string => {
    const { stdout } = gomem(['run', expecting, '--json', '--runtime', profile]);
    const { sites } = JSON.parse(stdout) as { sites: { class: number; line: number }[] };
    return String(sites.find(({ line }) => line === 7)!.class);
  };
  for (const profile of ['go1.26', 'go1.6']) {
    const { code, stdout } = gomem(['check', expecting, '--runtime', profile]);
    assert.equal(code === 0, classOf(profile) === '5', stdout);
  }
  assert.notEqual(classOf('go1.26'), classOf('go1.6'));
  const picture = (profile: string): string =>
    gomem(['svg', expecting, '--stop', 'here', '--runtime', profile]).stdout;
  assert.match(picture('go1.6'), /^<svg/);
  assert.notEqual(picture('go1.26'), picture('go1.6'));
});
