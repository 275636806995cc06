/**
 * Making, growing and moving slices. Follows runtime/slice.go of Go 1.26.
 *
 * `et` is the type number of the elements. Lengths and capacities are doubles, exact up to 2^53 and
 * beyond that too big in any case. A slice is returned as its three words at offset `d`, which is
 * a register of a frame or any other place without write barrier.
 */
import { Fault, fault } from './fault';
import { mallocgc } from './malloc';
import { typedslicecopy } from './mbarrier';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { roundupsize } from './sizeclasses';

/** What Go allocates at most (runtime.maxAlloc). */
const maxAlloc = 2 ** 48;

/** Writes a number of up to 53 bits as a Go int. */
function storeInt(rt: Runtime, at: Off, value: number): void {
  rt.mem.i32[at >> 2] = value | 0;
  rt.mem.i32[(at >> 2) + 1] = Math.floor(value / 4294967296);
}

function storeSlice(rt: Runtime, d: Off, array: Off, len: number, cap: number): void {
  rt.mem.storePtr(d, array);
  storeInt(rt, d + 8, len);
  storeInt(rt, d + 16, cap);
  rt.mem.touch(d, 24);
}

/** The array of make([]T, len, cap), or a fault. */
export function makeslice(rt: Runtime, et: number, len: number, cap: number): Off {
  const size = rt.typeTable.size[et]!;
  if (size * cap > maxAlloc || len < 0 || len > cap || cap > maxInt) {
    // make([]T, n) with a bad n complains about the length, though the capacity is as bad.
    const badLen = size * len > maxAlloc || len < 0 || len > maxInt;
    return fault(badLen ? Fault.makesliceLen : Fault.makesliceCap);
  }
  return mallocgc(rt, size * cap, rt.typeTable.ptrdata[et]! > 0 ? et : -1, true);
}

const maxInt = 2 ** 63;

/** Capacity that append aims at before it is rounded to a size class. */
export function nextslicecap(newLen: number, oldCap: number): number {
  const doublecap = oldCap + oldCap;
  if (newLen > doublecap) return newLen;
  const threshold = 256;
  if (oldCap < threshold) return doublecap;
  let newcap = oldCap;
  do newcap += Math.floor((newcap + 3 * threshold) / 4);
  while (newcap < newLen);
  return newcap;
}

/**
 * Moves the `newLen - num` elements at `oldPtr` to an array with room for at least `newLen`. Writes
 * the slice of length `newLen` to `d`. Elements from the old to the new length hold anything unless
 * they have pointers: the caller writes them. Returns 0 or a fault.
 */
export function growslice(
  rt: Runtime,
  d: Off,
  oldPtr: Off,
  newLen: number,
  oldCap: number,
  num: number,
  et: number,
): number {
  if (newLen < 0 || newLen >= maxInt) return fault(Fault.growsliceLen);
  const size = rt.typeTable.size[et]!;
  if (size === 0) {
    storeSlice(rt, d, rt.statics.zerobase, newLen, newLen);
    return 0;
  }
  const noscan = rt.typeTable.ptrdata[et] === 0;
  const wanted = nextslicecap(newLen, oldCap) * size;
  if (wanted > maxAlloc) return fault(Fault.growsliceLen);
  const rounded = roundupsize(wanted, noscan);
  const newcap = Math.floor(rounded / size);
  const capmem = newcap * size;
  if (capmem > maxAlloc) return fault(Fault.growsliceLen);
  const oldLen = newLen - num;
  let p: Off;
  if (noscan) {
    p = mallocgc(rt, capmem, -1, false);
    rt.mem.zero(p + newLen * size, capmem - newLen * size);
    rt.mem.copy(p, oldPtr, oldLen * size);
  } else {
    p = mallocgc(rt, capmem, et, true);
    typedslicecopy(rt, et, p, oldPtr, oldLen);
  }
  storeSlice(rt, d, p, newLen, newcap);
  return 0;
}

/**
 * growslice for a slice that may use the `bufLen` elements of stack memory at `bufPtr` (the append
 * buffer of Go 1.25 and later).
 */
export function growsliceBuf(
  rt: Runtime,
  d: Off,
  oldPtr: Off,
  newLen: number,
  oldCap: number,
  num: number,
  et: number,
  bufPtr: Off,
  bufLen: number,
): number {
  if (newLen > bufLen) return growslice(rt, d, oldPtr, newLen, oldCap, num, et);
  const size = rt.typeTable.size[et]!;
  const oldLen = newLen - num;
  if (oldPtr !== bufPtr && oldLen !== 0) rt.mem.copy(bufPtr, oldPtr, oldLen * size);
  // Only up to the next size class: what then moves to the heap wastes nothing there.
  const noscan = rt.typeTable.ptrdata[et] === 0;
  const newCap = Math.floor(roundupsize(newLen * size, noscan) / size);
  rt.mem.zero(bufPtr + newLen * size, (newCap - newLen) * size);
  storeSlice(rt, d, bufPtr, newLen, newCap);
  return 0;
}

/**
 * Moves the slice at `d`, whose array is on the stack, to the heap: with its capacity when `exact`
 * (moveSlice), else with the capacity its size class gives (moveSliceNoCap).
 */
export function moveSlice(rt: Runtime, d: Off, et: number, exact: boolean): void {
  const { i32 } = rt.mem;
  const old = rt.mem.loadPtr(d);
  const len = i32[(d + 8) >> 2]!;
  const cap = i32[(d + 16) >> 2]!;
  if ((exact ? cap : len) === 0) {
    storeSlice(rt, d, old === 0 ? 0 : rt.statics.zerobase, 0, 0);
    return;
  }
  const size = rt.typeTable.size[et]!;
  const noscan = rt.typeTable.ptrdata[et] === 0;
  const newCap = exact ? cap : Math.floor(roundupsize(len * size, noscan) / size);
  const p = mallocgc(rt, newCap * size, noscan ? -1 : et, true);
  if (noscan) rt.mem.copy(p, old, (exact ? cap : len) * size);
  else typedslicecopy(rt, et, p, old, exact ? cap : len);
  storeSlice(rt, d, p, len, newCap);
}
