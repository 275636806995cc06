/**
 * Replays records of real Go 1.26 processes (test/oracle/placement): every object must be placed at
 * the recorded address, and every recorded state must be ours, to the last bit. Where Go 1.26 is
 * present, new ones are made from a seed of the day and replayed too.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { ReplayResult } from '../../src/session/placementreplay';
import { replayRecord } from '../../src/session/placementreplay';

function replay(file: string): ReplayResult {
  return replayRecord(gunzipSync(readFileSync(file)).toString().split('\n'));
}

function assertExact(file: string, leastPlaced: number, leastStates: number): void {
  const { told, placed, mismatched, states, differing } = replay(file);
  assert.deepEqual(told, []);
  assert.deepEqual([mismatched, differing], [0, 0]);
  assert.ok(placed >= leastPlaced, `placed ${placed}`);
  assert.ok(states >= leastStates, `states ${states}`);
}

const recorded: [name: string, placed: number, states: number][] = [
  ['small-5k.json', 5000, 2],
  ['medium-30k-3gc.json', 30000, 8],
  ['multiclass-12k-4gc.json', 12000, 10],
  ['randombase-5k-2gc.json', 5000, 6],
  ['single-26', 2500, 4],
  ['stacks-26', 2500, 4],
  ['scavenge-26', 2500, 4],
  ['cycles-26', 3000, 3],
  ['growth-26', 3000, 3],
  ['limit-26', 3000, 3],
];

for (const [name, placed, states] of recorded)
  test(`placement as recorded: ${name}`, () =>
    assertExact(`test/oracle/placement/${name}.gz`, placed, states));

const goVersion = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? '';
const skip = !goVersion.startsWith('go1.26') && 'Go 1.26 is not here';

/** Kinds of records, Ps, and allocations. */
const live: [kind: string, procs: string, allocations: string][] = [
  ['single', '1', '20000'],
  ['stacks', '1', '20000'],
  ['scavenge', '1', '20000'],
  ['cycles', '1', '8000'],
  ['cycles', '6', '8000'],
  ['growth', '4', '8000'],
  ['limit', '2', '8000'],
];

for (const [kind, procs, allocations] of live) {
  test(`placement as real Go does it now: ${kind}, ${procs} Ps`, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'placement-'));
    try {
      const file = join(folder, 'record.gz');
      const seed = String(Math.floor(Date.now() / 86_400_000));
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          ...['test/oracle/recorder/record.mjs', '--seed', seed, '--kind', kind],
          ...['--procs', procs, '--allocations', allocations, '-o', file],
        ],
        { encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
      assertExact(file, Number(allocations) * 0.95, 3);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
