/** Reading of records: broken ones are refused with the line and what was expected there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { random32, randomBelow, seedRandom } from '../../src/base/prng';
import { BrokenRecord } from '../../src/session/placementcheck';
import { replayRecord } from '../../src/session/placementreplay';

function linesOf(name: string): string[] {
  const whole = gunzipSync(readFileSync(`test/oracle/placement/${name}.gz`))
    .toString()
    .split('\n');
  return whole.slice(0, whole.indexOf(''));
}

const lines = linesOf('single-26');
/** The states at the beginning and a few hundred events. */
const short = [...lines.slice(0, 300).filter((line) => line !== 'g')];
const count = short.filter((line) => line.startsWith('a ')).length;
const sound = [...short, `end ${count}`];

function refusal(record: readonly string[]): string {
  try {
    replayRecord(record);
    return 'none';
  } catch (error) {
    assert.ok(error instanceof BrokenRecord, String(error));
    return error.message;
  }
}

test('a sound record is read to its end', () => {
  const { placed, mismatched, states, differing } = replayRecord(sound);
  assert.deepEqual([placed, mismatched, states, differing], [count, 0, 1, 0]);
});

test('broken records', () => {
  const head = sound.slice(0, 2);
  const cases: [record: string[], message: string][] = [
    [[], 'line 1: expected more: the record stops before its end'],
    [['hello'], 'line 1: expected go-placement/2 and a header, or a record of version 1'],
    [['go-placement/2 {'], 'line 1: expected JSON'],
    [[sound[0]!, 'a 1 0 0 0'], 'line 2: expected the initial state'],
    [head, 'line 3: expected more: the record stops before its end'],
    [[...head, 'a 8 0 0'], 'line 3: expected 4 whole numbers behind a'],
    [[...head, 'a 8 0 0 x'], 'line 3: expected 4 whole numbers behind a'],
    [[...head, 'a 0 0 0 0'], 'line 3: expected a size, 0 or 1, a slot, and an offset'],
    [[...head, '?'], 'line 3: expected an event, a state or the end'],
    [[...head, 'end 7'], 'line 3: expected 0 as the number of allocations'],
    [[...head, 'end 0', 'g'], 'line 4: expected nothing behind the end'],
    [['{"format":"go-placement/3"}'], 'line 1: expected format to be go-placement/1'],
  ];
  for (const [record, message] of cases) assert.equal(refusal(record), message);
  const old = sound[0]!.replace(/go1\.26[.\d]*/, 'go1.25.1');
  assert.equal(refusal([old]), 'line 1: expected a record of Go 1.26, this is of go1.25.1');
});

test('records with any piece damaged are read or refused, nothing else', () => {
  const random = new Uint32Array(4);
  seedRandom(random, 26);
  const several = linesOf('growth-26').slice(0, 1200);
  const ended = [...several, `end ${several.filter((line) => line.startsWith('a ')).length}`];
  for (const whole of [sound, ended]) {
    assert.equal(refusal(whole), 'none');
    let refused = 0;
    for (let round = 0; round < 75; round++) {
      const record = [...whole];
      const at = randomBelow(random, round % 3 === 0 ? 2 : record.length);
      const line = record[at]!;
      const where = randomBelow(random, line.length + 1);
      const put = ['', '-', '9', '"', '[', ' ', '{}', 'null'][random32(random) & 7]!;
      record[at] = line.slice(0, where) + put + line.slice(where + 1 + randomBelow(random, 3));
      if (refusal(record) !== 'none') refused++;
    }
    assert.ok(refused > 25, `${refused} of 75 refused`);
  }
});

test('a difference is counted and told', () => {
  const moved = [...sound];
  const at = moved.findIndex((line) => line.startsWith('a '));
  const words = moved[at]!.split(' ');
  moved[at] = [...words.slice(0, 4), Number(words[4]) + 8].join(' ');
  const { mismatched, differing, told } = replayRecord(moved);
  assert.deepEqual([mismatched, differing, told.length], [1, 0, 1]);
  assert.match(
    told[0]!,
    /^allocation 1, \d+ bytes with(out)? pointers: Go placed it at 0x[0-9a-f]+/,
  );
});
