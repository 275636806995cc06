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
  // What the runtime has allocated for itself before main.main depends on the machine (threads, the
  // environment): classes that have a span with room there need no new one here, or the other way.
  HeapInuse: 'spans that are there at the start',
  HeapIdle: 'spans that are there at the start',
  HeapReleased: 'spans that are there at the start; how far the scavenger has come',
  StackInuse: 'spans of stacks that are there at the start',
  StackSys: 'spans of stacks that are there at the start',
  // Tables beside the heap: blocks and spines of span sets, mark bits, chunks they are cut from.
  GCSys: 'spines and blocks of span sets and arenas of mark bits are not counted',
  OtherSys: 'chunks of persistentalloc are not counted',
  Sys: 'the sum of these',
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

/** By how much fields have changed since the start; those that are no numbers as they are. */
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

function realGo(): string {
  const dir = mkdtempSync(join(tmpdir(), 'memstats-'));
  try {
    writeFileSync(join(dir, 'main.go'), source);
    writeFileSync(join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    const options = { cwd: dir, encoding: 'utf8' } as const;
    const built = spawnSync('go', ['build', '-o', 'main', '.'], options);
    assert.equal(built.status, 0, built.stderr);
    const env = { ...process.env, GOMAXPROCS: '1' };
    return spawnSync(resolve(dir, 'main'), { ...options, env }).stderr;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (process.env['RECORD'] === '1')
  test('the answer is recorded', () => {
    writeFileSync(join(folder, 'memstats.txt'), realGo());
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
