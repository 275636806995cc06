/**
 * Every field of runtime.MemStats against real Go: by how much it has changed since main.main
 * began, after work, after a collection, and after the same work again, with one P. What is not
 * the same stands in a list with its reason; what stands there and is the same is a failure too.
 *
 * RECORD=1 writes what the Go in PATH says into test/oracle/memstats.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { runSource } from './harness';

const folder = 'test/oracle/memstats';
const source = readFileSync(join(folder, 'main.go'), 'utf8');

/** Fields that are not the same, and why. */
const differing: Readonly<Record<string, string>> = {
  // How deep a stack is depends on the frames of compiled code: main's grows once more in Go.
  StackInuse: 'sizes of frames',
  StackSys: 'sizes of frames',
  MSpanInuse: 'what stacks take is a span more',
  HeapSys: 'what stacks take is not heap',
  HeapIdle: 'what stacks take is not idle',
  HeapReleased: 'a freed span of four pages that is there at the start; how far the scavenger is',
  NextGC: 'how much is allocated while marking goes on',
  LastGC: 'the clock: ours is simulated and begins with the process',
  PauseTotalNs: 'a stopped world takes no simulated time',
  PauseNs: 'a stopped world takes no simulated time',
};

type Moments = Map<string, Map<string, string>>;

/** Moments by name, with the fields by name; of a class its allocations and frees. */
function read(text: string): Moments {
  const moments: Moments = new Map();
  let fields = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const [name = '', ...values] = line.split(' ');
    if (values.length === 0) {
      fields = new Map();
      moments.set(name, fields);
    } else if (name === 'BySize') {
      fields.set(`Mallocs of ${values[1]}`, values[2]!);
      fields.set(`Frees of ${values[1]}`, values[3]!);
    } else fields.set(name, values[0]!);
  }
  return moments;
}

/** Fields by moment and name. */
function changes(moments: Moments): Map<string, string> {
  const found = new Map<string, string>();
  const start = moments.get('start')!;
  for (const [moment, fields] of moments)
    for (const [name, value] of fields) {
      if (moment === 'start') continue;
      const isNumber = /^\d+$/.test(value);
      const change = isNumber ? String(BigInt(value) - BigInt(start.get(name)!)) : value;
      found.set(`${moment} ${name}`, change);
    }
  return found;
}

/**
 * What a process holds when main.main begins depends on its environment, and on how many threads
 * there are by then. These variables, by their length, make it what ours begins with.
 */
const variables: readonly (readonly [length: number, count: number])[] = [
  [4, 1],
  [16, 12],
  [24, 8],
  [32, 9],
  [48, 5],
  [64, 6],
  [80, 2],
  [208, 1],
];

function environment(): Record<string, string> {
  const env: Record<string, string> = { GOMAXPROCS: '1' };
  for (const [length, count] of variables)
    for (let n = 0; n < count; n++) {
      const name = `${String.fromCharCode(65 + n)}${length}`;
      env[name] = 'x'.repeat(length - name.length - 1);
    }
  return env;
}

/** What real Go says in a process that begins as ours does, which one in some seventy does. */
function realGo(ours: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'memstats-'));
  try {
    writeFileSync(join(dir, 'main.go'), source);
    writeFileSync(join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    const options = { cwd: dir, encoding: 'utf8' } as const;
    const built = spawnSync('go', ['build', '-o', 'main', '.'], options);
    assert.equal(built.status, 0, built.stderr);
    const started = (text: string): string =>
      text.slice(0, text.indexOf('work')).replace(/HeapReleased .*/, '');
    for (let attempt = 0; attempt < 2000; attempt++) {
      const { stderr } = spawnSync(resolve(dir, 'main'), { ...options, env: environment() });
      if (started(stderr) === started(ours)) return stderr;
    }
    throw new Error('no process has begun as ours does');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (process.env['RECORD'] === '1')
  test('the answer is recorded', () => {
    writeFileSync(join(folder, 'memstats.txt'), realGo(runSource('main.go', source).stderr));
  });

test('MemStats as real Go has them', () => {
  const real = changes(read(readFileSync(join(folder, 'memstats.txt'), 'utf8')));
  const ours = changes(read(runSource('main.go', source).stderr));
  assert.deepEqual([...ours.keys()], [...real.keys()]);
  const unexplained: string[] = [];
  const found = new Set<string>();
  for (const [name, value] of real) {
    if (ours.get(name) === value) continue;
    const field = name.slice(name.indexOf(' ') + 1);
    found.add(field);
    if (differing[field] === undefined)
      unexplained.push(`${name}: Go ${value}, here ${ours.get(name)}`);
  }
  assert.deepEqual(unexplained, []);
  assert.deepEqual([...found].sort(), Object.keys(differing).sort());
  assert.ok(real.size > 400, `${real.size} values`);
});
