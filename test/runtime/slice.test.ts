import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Fault, faultKind } from '../../src/runtime/fault';
import { mallocgc } from '../../src/runtime/malloc';
import type { Off } from '../../src/runtime/memory';
import type { Runtime } from '../../src/runtime/runtime';
import { roundupsize } from '../../src/runtime/sizeclasses';
import * as slice from '../../src/runtime/slice';
import { go, inFolder, recorded } from '../golang/types/oracle';
import { Types, kinds, start } from './services';

interface Answer {
  size: number;
  scan: boolean;
  one: number[];
  many: [old: number, count: number, cap: number][];
}

function answers(): Answer[] {
  const text = recorded('growslice.txt', 'go run testdata/growslice.go', () =>
    inFolder((dir) => {
      copyFileSync(join('test/runtime/testdata/growslice.go'), join(dir, 'growslice.go'));
      return go(['run', 'growslice.go'], dir);
    }),
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** A type of a given size, with a pointer in its first word or without any. */
function typeOf(types: Types, { size, scan }: Answer): number {
  if (!scan) return size === 0 ? types.struct() : types.array(types.uint8, size);
  const rest = types.array(types.uint8, size - 8);
  return size === 8 ? types.pointer(types.int) : types.struct(types.pointer(types.int), rest);
}

function read(rt: Runtime, d: Off): { array: Off; len: number; cap: number } {
  const word = (i: number): number => rt.mem.i32[(d >> 2) + i]!;
  return { array: rt.mem.loadPtr(d), len: word(2), cap: word(4) };
}

test('append grows to the capacities of the real runtime, for every size of elements', () => {
  const all = answers();
  assert.ok(all.length >= 40 && all.some(({ scan }) => scan));
  for (const answer of all) {
    const types = new Types();
    const et = typeOf(types, answer);
    const rt = start(types);
    const d = mallocgc(rt, 24, -1, true);
    let cap = 0;
    for (const wanted of answer.one) {
      const old = cap === 0 ? 0 : read(rt, d).array;
      assert.equal(slice.growslice(rt, d, old, cap + 1, cap, 1, et), 0);
      const now = read(rt, d);
      assert.equal(now.len, cap + 1);
      assert.equal(now.cap, wanted, `${answer.size} bytes, one more than ${cap}`);
      cap = answer.size === 0 ? now.len : now.cap;
    }
    for (const [old, count, wanted] of answer.many) {
      // Appending what fits does not come here. A slice of no size grows by its length alone.
      if (answer.size === 0) continue;
      const noscan = !answer.scan;
      const newLen = old + count;
      const rounded = roundupsize(slice.nextslicecap(newLen, old) * answer.size, noscan);
      assert.equal(Math.floor(rounded / answer.size), wanted, `${answer.size}: ${old} + ${count}`);
    }
  }
});

test('growing keeps the elements and clears the rest', () => {
  const types = new Types();
  const rt = start(types);
  const d = mallocgc(rt, 24, -1, true);
  let old = 0;
  let cap = 0;
  for (let n = 0; n < 3000; n++) {
    if (n === cap) {
      slice.growslice(rt, d, old, n + 1, cap, 1, types.int);
      ({ array: old, cap } = read(rt, d));
      for (let i = n + 1; i < cap; i++) assert.equal(rt.mem.i32[(old >> 2) + 2 * i], 0);
    }
    rt.mem.i32[(old >> 2) + 2 * n] = n;
    rt.mem.touch(old + 8 * n, 8);
  }
  for (let n = 0; n < 3000; n++) assert.equal(rt.mem.i32[(old >> 2) + 2 * n], n);
});

test('bad lengths and capacities are told apart as Go does', () => {
  const types = new Types();
  const rt = start(types);
  const kind = (len: number, cap: number, et = types.int): Fault =>
    faultKind(slice.makeslice(rt, et, len, cap));
  assert.equal(kind(-1, -1), Fault.makesliceLen);
  assert.equal(kind(2 ** 60, 2 ** 60), Fault.makesliceLen);
  assert.equal(kind(1, 0), Fault.makesliceCap);
  assert.equal(kind(1, -5), Fault.makesliceCap);
  assert.equal(kind(1, 2 ** 60), Fault.makesliceCap);
  assert.equal(kind(3, 4), Fault.none);
  const empty = types.struct();
  const rt2 = start(types);
  assert.equal(slice.makeslice(rt2, empty, 2 ** 40, 2 ** 41), rt2.statics.zerobase);
  const d = mallocgc(rt, 24, -1, true);
  const grow = (newLen: number): Fault =>
    faultKind(slice.growslice(rt, d, 0, newLen, 0, newLen, types.int));
  assert.equal(grow(2 ** 63), Fault.growsliceLen);
  assert.equal(grow(2 ** 50), Fault.growsliceLen);
});

test('the append buffer of a frame: capacities by size class, and the move to the heap', () => {
  const types = new Types();
  const int16 = types.scalar('int16', kinds.int32, 2);
  const rt = start(types);
  const d = mallocgc(rt, 24, -1, true);
  const buf = mallocgc(rt, 32, -1, true);
  // Capacities a program sees when it appends ints one by one: up to 32 bytes in the frame.
  const caps: number[] = [];
  let old = 0;
  let cap = 0;
  for (let n = 1; n <= 20; n++) {
    if (n > cap) {
      slice.growsliceBuf(rt, d, old, n, cap, 1, types.int, buf, 4);
      ({ array: old, cap } = read(rt, d));
      assert.equal(old === buf, n <= 4);
      caps.push(cap);
    }
    rt.mem.i32[(old >> 2) + 2 * (n - 1)] = n;
  }
  assert.deepEqual(caps, [1, 2, 3, 4, 8, 16, 32]);
  for (let n = 1; n <= 20; n++) assert.equal(rt.mem.i32[(old >> 2) + 2 * (n - 1)], n);
  slice.growsliceBuf(rt, d, 0, 5, 0, 5, int16, buf, 16);
  assert.equal(read(rt, d).cap, 8);
  slice.moveSlice(rt, d, int16, true);
  assert.deepEqual({ ...read(rt, d), array: 0 }, { array: 0, len: 5, cap: 8 });
  assert.notEqual(read(rt, d).array, buf);
  rt.mem.storePtr(d, buf);
  rt.mem.i32[(d >> 2) + 2] = 3;
  slice.moveSlice(rt, d, int16, false);
  assert.deepEqual({ ...read(rt, d), array: 0 }, { array: 0, len: 3, cap: 4 });
  rt.mem.i32[(d >> 2) + 2] = 0;
  slice.moveSlice(rt, d, int16, false);
  assert.deepEqual(read(rt, d), { array: rt.statics.zerobase, len: 0, cap: 0 });
});
