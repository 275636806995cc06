/**
 * What a replay of real Go cannot know by itself (test/oracle/recorder/README.md, "What cannot be
 * matched"): each entry of that list is shown to exist. A replay that is not told, or is told
 * otherwise, must go wrong; an entry whose cause is gone fails here.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { mallocgc } from '../../src/runtime/malloc';
import { addfinalizer } from '../../src/runtime/mspecialadd';
import { GC } from '../../src/runtime/mgc';
import { noStatics, wordsType } from '../../src/runtime/noprogram';
import { Runtime } from '../../src/runtime/runtime';
import { replayRecord } from '../../src/session/placementreplay';

type Lines = readonly string[];

const read = (file: string): Lines =>
  gunzipSync(readFileSync(file)).toString().split('\n').slice(0, -1);

const records: Readonly<Record<string, Lines>> = {
  growth: read('test/oracle/placement/growth-26.gz'),
  limit: read('test/oracle/placement/limit-26.gz'),
};

/** Header, first state, and what the pacer had measured before. */
const first = 3;

const isEvent = (line: string, letter: string): boolean =>
  line === letter || line.startsWith(`${letter} `);

/** A record without the events of a letter, of which it must have some. */
function without(lines: Lines, letter: string): Lines {
  const left = lines.filter((line, i) => i < first || !isEvent(line, letter));
  assert.ok(left.length < lines.length, `the record has no ${letter}`);
  return left;
}

/** Events of a letter come this many allocations later. */
function later(lines: Lines, letter: string, allocations: number): Lines {
  const moved: string[] = [];
  let held: string | undefined;
  let wait = 0;
  for (const line of lines) {
    if (held === undefined && isEvent(line, letter)) {
      held = line;
      wait = allocations;
      continue;
    }
    moved.push(line);
    if (held === undefined || !isEvent(line, 'a') || --wait > 0) continue;
    moved.push(held);
    held = undefined;
  }
  return moved;
}

/** Whether a replay differs anywhere, or finds that the events do not fit together. */
function goesWrong(lines: Lines): boolean {
  try {
    const { mismatched, differing } = replayRecord(lines);
    return mismatched > 0 || differing > 0;
  } catch {
    return true;
  }
}

test('the records themselves are replayed without a difference', () => {
  for (const lines of Object.values(records)) assert.equal(goesWrong(lines), false);
});

const told: [entry: string, record: 'growth' | 'limit', letters: string][] = [
  ['1: who runs when', 'growth', 'pqijlxn'],
  ['1: how far a sweeper got', 'limit', 'w'],
  ['2: what the pacer measured', 'growth', 'c'],
  ['3: memory beside the heap', 'limit', 'v'],
  ['4: objects that only a stack holds', 'growth', 'oh'],
  ["5: the runtime's own objects", 'growth', 'b'],
];

for (const [entry, record, letters] of told)
  test(entry, () => {
    for (const letter of letters)
      assert.ok(goesWrong(without(records[record]!, letter)), `${letter} is not needed`);
  });

test('1: when a cycle begins and ends', () => {
  for (const letter of ['s', 'd'])
    assert.ok(goesWrong(later(records['growth']!, letter, 40)), `${letter} may come later`);
});

test('6: marks of a span', () => {
  const lines = records['limit']!;
  assert.ok(lines.some((line) => isEvent(line, 'M')));
  // Told of all spans, the page reclaimer sweeps what it would have left alone.
  const all = Array.from({ length: 2048 }, (_, page) => `M ${page * 8192}`);
  assert.ok(goesWrong(lines.flatMap((line) => (line === 'd' ? [...all, line] : [line]))));
});

test('7: an object with a finalizer counts twice as marked', () => {
  const type = wordsType(0, new Array<number>(128).fill(1));
  const marked = [false, true].map((finalizer) => {
    const options = { types: [type], statics: noStatics, procs: 1, gogc: -1, boot: false };
    const rt = new Runtime({ ...options, recording: false });
    const off = mallocgc(rt, 1024, type.id, true);
    rt.roots = { goroutines: () => 1, scanstack: (_, visit) => visit(off) };
    if (finalizer) addfinalizer(rt, off, off, { typ: type.id, iface: false, nret: 0 });
    GC(rt);
    return rt.gcController.heapMarked[0]!;
  });
  assert.deepEqual(marked, [1152, 2304]);
});

const goVersion = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '';
const skip = !goVersion.startsWith('go1.26') && 'Go 1.26 is not here';

test('8: threads and goroutines that start in a record of one P', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'unmatched-'));
  try {
    const file = join(folder, 'record.gz');
    const args = ['--kind', 'thread', '--allocations', '3000', '-o', file];
    const record = ['test/oracle/recorder/record.mjs', ...args];
    const { status, stderr } = spawnSync(process.execPath, record, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.ok(goesWrong(read(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
