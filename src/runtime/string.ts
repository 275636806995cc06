/**
 * Strings: concatenation and conversions. Follows runtime/string.go of Go 1.26.
 *
 * Operands and results are registers of a frame or other places in memory, named by their offset:
 * a string is a pointer and a length, a slice has a capacity on top. `buf` is the offset of 32
 * bytes (128 for runes) of the frame when the result does not escape, else 0.
 */
import { mallocgc } from './malloc';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { roundupsize } from './sizeclasses';
import { countrunes, decoderune, encoderune, runeError, runelen } from './utf8';

const tmpStringBufSize = 32;

/** Length of the string or slice at `x`; no text is longer than the memory. */
function lenAt(rt: Runtime, x: Off): number {
  return rt.mem.i32[(x >> 2) + 2]!;
}

function storeString(rt: Runtime, d: Off, data: Off, length: number): void {
  rt.mem.storePtr(d, data);
  rt.mem.i32[(d >> 2) + 2] = length;
  rt.mem.i32[(d >> 2) + 3] = 0;
  rt.mem.touch(d, 16);
}

function storeSlice(rt: Runtime, d: Off, data: Off, length: number, cap: number): void {
  storeString(rt, d, data, length);
  rt.mem.i32[(d >> 2) + 4] = cap;
  rt.mem.i32[(d >> 2) + 5] = 0;
  rt.mem.touch(d, 24);
}

/** Whether memory belongs to the stack of the running goroutine. */
function onStack(rt: Runtime, off: Off): boolean {
  const { g } = rt.sched;
  return g.stackLo[rt.g]! <= off && off < g.stackHi[rt.g]!;
}

/** Room for `size` bytes of a text: in `buf` when it fits. */
function rawstringtmp(rt: Runtime, buf: Off, size: number): Off {
  return buf !== 0 && size <= tmpStringBufSize ? buf : mallocgc(rt, size, -1, false);
}

/** d = x + … of `count` strings that stand one after the other from `x` on. */
export function concatstrings(rt: Runtime, d: Off, x: Off, count: number, buf: Off): void {
  let length = 0;
  let full = 0;
  let last = x;
  for (let i = 0; i < count; i++) {
    const n = lenAt(rt, x + 16 * i);
    if (n === 0) continue;
    length += n;
    full++;
    last = x + 16 * i;
  }
  if (full === 0) return storeString(rt, d, 0, 0);
  // One text alone is the result, unless it would leave with a frame that ends before it does.
  if (full === 1 && (buf !== 0 || !onStack(rt, rt.mem.loadPtr(last))))
    return storeString(rt, d, rt.mem.loadPtr(last), length);
  const to = rawstringtmp(rt, buf, length);
  let at = to;
  for (let i = 0; i < count; i++) {
    const n = lenAt(rt, x + 16 * i);
    if (n > 0) rt.mem.copy(at, rt.mem.loadPtr(x + 16 * i), n);
    at += n;
  }
  storeString(rt, d, to, length);
}

/** d = string(bytes at x) */
export function slicebytetostring(rt: Runtime, d: Off, x: Off, buf: Off): void {
  const length = lenAt(rt, x);
  if (length === 0) return storeString(rt, d, 0, 0);
  const from = rt.mem.loadPtr(x);
  if (length === 1) return storeString(rt, d, rt.statics.staticuint64s + 8 * rt.mem.u8[from]!, 1);
  const to = rawstringtmp(rt, buf, length);
  rt.mem.copy(to, from, length);
  storeString(rt, d, to, length);
}

/** d = []byte(string at x) */
export function stringtoslicebyte(rt: Runtime, d: Off, x: Off, buf: Off): void {
  const length = lenAt(rt, x);
  const from = rt.mem.loadPtr(x);
  let to = buf;
  let cap = tmpStringBufSize;
  if (buf === 0 || length > tmpStringBufSize) {
    cap = roundupsize(length, true);
    to = mallocgc(rt, cap, -1, false);
  }
  rt.mem.zero(to + length, cap - length);
  if (length > 0) rt.mem.copy(to, from, length);
  storeSlice(rt, d, to, length, cap);
}

/** d = []rune(string at x) */
export function stringtoslicerune(rt: Runtime, d: Off, x: Off, buf: Off): void {
  const from = rt.mem.loadPtr(x);
  const end = from + lenAt(rt, x);
  const count = countrunes(rt.mem.u8, from, end);
  let to = buf;
  let bytes = 4 * tmpStringBufSize;
  if (buf === 0 || count > tmpStringBufSize) {
    bytes = roundupsize(4 * count, true);
    to = mallocgc(rt, bytes, -1, false);
  }
  rt.mem.zero(to + 4 * count, bytes - 4 * count);
  const { i32, u8 } = rt.mem;
  let i = to >> 2;
  // HOT
  for (let at = from; at < end; i++) {
    const decoded = decoderune(u8, at, end);
    i32[i] = decoded >> 3;
    at += decoded & 7;
  }
  rt.mem.touch(to, 4 * count);
  storeSlice(rt, d, to, count, bytes >> 2);
}

/** d = string(runes at x) */
export function slicerunetostring(rt: Runtime, d: Off, x: Off, buf: Off): void {
  const count = lenAt(rt, x);
  const from = rt.mem.loadPtr(x) >> 2;
  let length = 0;
  for (let i = 0; i < count; i++) length += runelen(rt.mem.i32[from + i]!);
  // Go asks for three bytes more, in case the runes change meanwhile.
  const to = rawstringtmp(rt, buf, length + 3);
  const { i32, u8 } = rt.mem;
  let at = to;
  // HOT
  for (let i = 0; i < count; i++) at += encoderune(u8, at, i32[from + i]!);
  rt.mem.touch(to, length + 1);
  storeString(rt, d, to, length);
}

/** d = string(x) of an integer given as two words */
export function intstring(rt: Runtime, d: Off, low: number, high: number, buf: Off): void {
  const to = buf !== 0 ? buf : mallocgc(rt, 4, -1, false);
  const rune = high === low >> 31 ? low : runeError;
  const length = encoderune(rt.mem.u8, to, rune);
  rt.mem.touch(to, 4);
  storeString(rt, d, to, length);
}
