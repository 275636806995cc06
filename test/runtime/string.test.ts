import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cmpstring, strequal } from '../../src/runtime/alg';
import { mallocgc } from '../../src/runtime/malloc';
import type { Off } from '../../src/runtime/memory';
import type { Runtime } from '../../src/runtime/runtime';
import * as string from '../../src/runtime/string';
import { decoderune } from '../../src/runtime/utf8';
import { go, inFolder, recorded } from '../golang/types/oracle';
import { Types, Values, start } from './services';

interface TextAnswer {
  in: string;
  runes: number[];
  at: number[];
  cap: number;
  bytes: number;
  back: string;
}

type Answer = TextAnswer | { int: number; out: string };

function answers(): Answer[] {
  const text = recorded('strings.txt', 'go run testdata/strings.go', () =>
    inFolder((dir) => {
      copyFileSync(join('test/runtime/testdata/strings.go'), join(dir, 'strings.go'));
      return go(['run', 'strings.go'], dir);
    }),
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

interface Rig {
  rt: Runtime;
  values: Values;
  /** Places of a source and a result. */
  x: Off;
  d: Off;
}

function rig(): Rig {
  const types = new Types();
  const rt = start(types);
  const values = new Values(rt, types);
  return { rt, values, x: mallocgc(rt, 512, -1, true), d: mallocgc(rt, 24, -1, true) };
}

function setBytes({ rt }: Rig, at: Off, bytes: Uint8Array): void {
  const data = bytes.length === 0 ? 0 : mallocgc(rt, bytes.length, -1, false);
  rt.mem.u8.set(bytes, data);
  rt.mem.touch(data, Math.max(1, bytes.length));
  rt.mem.storePtr(at, data);
  rt.mem.i32[(at >> 2) + 2] = bytes.length;
  rt.mem.i32[(at >> 2) + 4] = bytes.length;
}

function hexAt({ rt }: Rig, d: Off): string {
  const data = rt.mem.loadPtr(d);
  return Buffer.from(rt.mem.u8.slice(data, data + rt.mem.i32[(d >> 2) + 2]!)).toString('hex');
}

test('bytes, runes and strings convert as in the real runtime', () => {
  const all = answers();
  assert.ok(all.length > 120);
  const r = rig();
  const { rt, x, d } = r;
  const word = (i: number): number => rt.mem.i32[(d >> 2) + i]!;
  for (const answer of all) {
    if ('int' in answer) {
      string.intstring(rt, d, answer.int | 0, Math.floor(answer.int / 2 ** 32), 0);
      assert.equal(hexAt(r, d), answer.out, String(answer.int));
      continue;
    }
    const bytes = Uint8Array.from(Buffer.from(answer.in, 'hex'));
    setBytes(r, x, bytes);
    string.slicebytetostring(rt, d, x, 0);
    assert.equal(hexAt(r, d), answer.in);
    string.stringtoslicebyte(rt, d, x, 0);
    assert.equal(hexAt(r, d), answer.in);
    assert.equal(word(4), answer.bytes);
    const at: number[] = [];
    const from = rt.mem.loadPtr(x);
    for (let i = 0; i < bytes.length;) {
      at.push(i);
      i += decoderune(rt.mem.u8, from + i, from + bytes.length) & 7;
    }
    assert.deepEqual(at, answer.at);
    string.stringtoslicerune(rt, d, x, 0);
    assert.equal(word(4), answer.cap);
    const runes = Array.from(
      { length: word(2) },
      (_, i) => rt.mem.i32[(rt.mem.loadPtr(d) >> 2) + i]!,
    );
    assert.deepEqual(runes, answer.runes ?? []);
    rt.mem.copy(x, d, 24);
    string.slicerunetostring(rt, d, x, 0);
    assert.equal(hexAt(r, d), answer.back);
  }
});

test('small results go to the buffer of the frame, and single bytes to the static table', () => {
  const r = rig();
  const { rt, x, d } = r;
  const buf = mallocgc(rt, 128, -1, true);
  const fill = (n: number): Uint8Array => new Uint8Array(n).fill(65);
  for (const [n, inBuffer] of [
    [2, true],
    [32, true],
    [33, false],
  ] as const) {
    setBytes(r, x, fill(n));
    string.slicebytetostring(rt, d, x, buf);
    assert.equal(rt.mem.loadPtr(d) === buf, inBuffer);
    string.stringtoslicebyte(rt, d, x, buf);
    assert.equal(rt.mem.loadPtr(d) === buf, inBuffer);
    if (inBuffer) assert.equal(rt.mem.i32[(d >> 2) + 4], 32);
    string.stringtoslicerune(rt, d, x, buf);
    assert.equal(rt.mem.loadPtr(d) === buf, inBuffer);
  }
  setBytes(r, x, fill(1));
  string.slicebytetostring(rt, d, x, 0);
  assert.equal(rt.mem.loadPtr(d), rt.statics.staticuint64s + 8 * 65);
});

test('concatenation gives back the one text that is not empty', () => {
  const r = rig();
  const { rt, x, d } = r;
  const texts = ['', 'abc', '', 'de', 'f'];
  texts.forEach((text, i) => setBytes(r, x + 16 * i, new TextEncoder().encode(text)));
  string.concatstrings(rt, d, x, 5, 0);
  assert.equal(r.values.readText(d), 'abcdef');
  string.concatstrings(rt, d, x, 3, 0);
  assert.equal(rt.mem.loadPtr(d), rt.mem.loadPtr(x + 16));
  string.concatstrings(rt, d, x, 1, 0);
  assert.equal(rt.mem.i32[(d >> 2) + 2], 0);
  // A text on the stack must not leave with the result of a function.
  const data = rt.mem.loadPtr(x + 16);
  rt.sched.g.stackLo[rt.g] = data;
  rt.sched.g.stackHi[rt.g] = data + 16;
  string.concatstrings(rt, d, x, 3, 0);
  assert.notEqual(rt.mem.loadPtr(d), data);
  assert.equal(r.values.readText(d), 'abc');
});

test('strings are ordered by bytes', () => {
  const r = rig();
  const { rt, x } = r;
  const texts = ['', 'a', 'aa', 'ab', 'b', '\u00e9', 'abcdefgh', 'abcdefgi', 'abcdefghi'];
  const encoded = texts.map((text) => Buffer.from(text));
  for (const a of encoded) {
    for (const b of encoded) {
      setBytes(r, x, a);
      setBytes(r, x + 16, b);
      assert.equal(cmpstring(rt, x, x + 16), Buffer.compare(a, b));
      assert.equal(strequal(rt, x, x + 16), a.equals(b));
    }
  }
});
