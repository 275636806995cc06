/** Operations on slices that check, allocate or copy. */
import { absent } from '../../golang/code/opcodes';
import { typedslicecopy } from '../../runtime/mbarrier';
import type { Off } from '../../runtime/memory';
import { growslice, growsliceBuf, makeslice, moveSlice } from '../../runtime/slice';
import type { Machine } from '../machine';
import { panicmem, raise, raiseFault } from '../raise';
import { int, storePointer } from './memory';

/** Index operand `k` of a slice expression, or `otherwise` when it is absent. */
function bound(m: Machine, k: number, otherwise: number): number {
  const operand = m.code[m.pc + k]!;
  return operand === absent ? otherwise : int(m, m.w + operand);
}

function has(m: Machine, k: number): boolean {
  return m.code[m.pc + k]! !== absent;
}

/** The largest ints, lengths of what has no size, come as 2^63. */
export function storeInt(m: Machine, at: number, value: number): void {
  const high = Math.floor(value / 4294967296);
  const isLargest = high === 0x80000000;
  m.rt.mem.i32[at] = isLargest ? -1 : value | 0;
  m.rt.mem.i32[at + 1] = isLargest ? 0x7fffffff : high;
}

/** Stores array, length and capacity in a register; the array as an address relative to a base. */
function storeSlice(m: Machine, d: number, array: Off, len: number, cap: number): void {
  m.rt.mem.storePtr(d << 2, array);
  storeInt(m, d + 2, len);
  storeInt(m, d + 4, cap);
}

/** Whether 0 ≤ lo ≤ hi ≤ max ≤ limit, as Go checks it; panics else. */
function checkSlice(
  m: Machine,
  lo: number,
  hi: number,
  max: number,
  limit: number,
  of: 'Alen' | 'Acap',
): boolean {
  const three = has(m, 5);
  const bad = (value: number, most: number): boolean => value < 0 || value > most;
  if (three) {
    if (bad(max, limit)) raise(m, `goPanicSlice3${of}`, max, limit);
    else if (bad(hi, max)) raise(m, 'goPanicSlice3B', hi, max);
    else if (bad(lo, hi)) raise(m, 'goPanicSlice3C', lo, hi);
    else return true;
    return false;
  }
  if (bad(hi, limit)) raise(m, `goPanicSlice${of}`, hi, limit);
  else if (bad(lo, hi)) raise(m, 'goPanicSliceB', lo, hi);
  else return true;
  return false;
}

/** Address arithmetic that leaves a pointer at the end of an object pointing at its beginning. */
function advanced(m: Machine, d: number, s: number, bytes: number): void {
  const { i32 } = m.rt.mem;
  const low = i32[s]!;
  const sum = (low + bytes) | 0;
  i32[d + 1] = i32[s + 1]! + (sum >>> 0 < low >>> 0 ? 1 : 0);
  i32[d] = sum;
}

/** SLICE: d s lo hi max T */
export function slice(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 2]!;
  const cap = int(m, s + 4);
  const lo = bound(m, 3, 0);
  const hi = bound(m, 4, int(m, s + 2));
  const max = bound(m, 5, cap);
  if (!checkSlice(m, lo, hi, max, cap, 'Acap')) return;
  const size = rt.typeTable.size[rt.types[code[pc + 6]!]!.elem]!;
  const d = w + code[pc + 1]!;
  // What is left of nothing keeps the old beginning: it must not point behind the object.
  advanced(m, d, s, max === lo ? 0 : lo * size);
  storeInt(m, d + 2, hi - lo);
  storeInt(m, d + 4, max - lo);
  m.pc += 7;
}

/** SLICEARR: d p lo hi max #len T */
export function sliceArray(m: Machine): void {
  const { code, pc, w, rt } = m;
  const p = w + code[pc + 2]!;
  if ((rt.mem.i32[p]! | rt.mem.i32[p + 1]!) === 0) {
    panicmem(m);
    return;
  }
  const length = code[pc + 6]!;
  const lo = bound(m, 3, 0);
  const hi = bound(m, 4, length);
  const max = bound(m, 5, length);
  if (!checkSlice(m, lo, hi, max, length, 'Alen')) return;
  const size = rt.typeTable.size[rt.types[code[pc + 7]!]!.elem]!;
  const d = w + code[pc + 1]!;
  advanced(m, d, p, max === lo ? 0 : lo * size);
  storeInt(m, d + 2, hi - lo);
  storeInt(m, d + 4, max - lo);
  m.pc += 8;
}

/** SLICESTR: d s lo hi */
export function sliceString(m: Machine): void {
  const { code, pc, w } = m;
  const s = w + code[pc + 2]!;
  const length = int(m, s + 2);
  const lo = bound(m, 3, 0);
  const hi = bound(m, 4, length);
  if (hi < 0 || hi > length) raise(m, 'goPanicSliceAlen', hi, length);
  else if (lo < 0 || lo > hi) raise(m, 'goPanicSliceB', lo, hi);
  else {
    const d = w + code[pc + 1]!;
    advanced(m, d, s, hi === lo ? 0 : lo);
    storeInt(m, d + 2, hi - lo);
    m.pc += 5;
  }
}

/** CHKSLICEARR: s #len */
export function checkSliceArray(m: Machine): void {
  const length = int(m, m.w + m.code[m.pc + 1]! + 2);
  const wanted = m.code[m.pc + 2]!;
  if (length < wanted) raise(m, 'panicSliceConvert', wanted, length);
  else m.pc += 3;
}

/** MAKESLICE: d T n S */
export function makeSlice(m: Machine): void {
  const { code, pc, w, rt } = m;
  const n = int(m, w + code[pc + 3]!);
  rt.site = code[pc + 4]!;
  const array = makeslice(rt, code[pc + 2]!, n, n);
  if (raiseFault(m, array)) return;
  rt.mem.storePtr((w + code[pc + 1]!) << 2, array);
  m.pc += 5;
}

/** MAKESLICECAP: d T len cap S */
export function makeSliceCap(m: Machine): void {
  const { code, pc, w, rt } = m;
  const len = int(m, w + code[pc + 3]!);
  const cap = int(m, w + code[pc + 4]!);
  rt.site = code[pc + 5]!;
  const array = makeslice(rt, code[pc + 2]!, len, cap);
  if (raiseFault(m, array)) return;
  storeSlice(m, w + code[pc + 1]!, array, len, cap);
  m.pc += 6;
}

/** MAKESLICEBUF: d T #buffer n S */
export function makeSliceBuf(m: Machine): void {
  const { code, pc, w, rt } = m;
  const type = code[pc + 2]!;
  const n = int(m, w + code[pc + 4]!);
  const bytes = n * rt.typeTable.size[type]!;
  let array = (w << 2) + code[pc + 3]!;
  if (n >= 0 && bytes <= stackBufferSize) rt.mem.zero(array, bytes);
  else {
    rt.site = code[pc + 5]!;
    array = makeslice(rt, type, n, n);
    if (raiseFault(m, array)) return;
  }
  storeSlice(m, w + code[pc + 1]!, array, n, n);
  m.pc += 6;
}

/** Bytes of a slice of variable size that may stay in the frame. */
const stackBufferSize = 32;

/** Copies a slice register and returns the new one. */
function copied(m: Machine, d: number, s: number): number {
  if (d !== s) m.rt.mem.i32.copyWithin(d, s, s + 6);
  return d;
}

/** d = s with room for `more` elements and length + more; false after a panic. */
function extend(m: Machine, d: number, s: number, more: number, type: number): boolean {
  const len = int(m, s + 2);
  const cap = int(m, s + 4);
  copied(m, d, s);
  // In this form it is exact for elements without size, too.
  if (more <= cap - len) storeInt(m, d + 2, len + more);
  else {
    const { rt } = m;
    const old = rt.mem.loadPtr(s << 2);
    if (raiseFault(m, growslice(rt, d << 2, old, len + more, cap, more, type))) return false;
  }
  return true;
}

/** GROW: d s n T S */
export function grow(m: Machine): void {
  const { code, pc, w } = m;
  const s = w + code[pc + 2]!;
  const d = w + code[pc + 1]!;
  const len = int(m, s + 2);
  m.rt.site = code[pc + 5]!;
  if (!extend(m, d, s, int(m, w + code[pc + 3]!), code[pc + 4]!)) return;
  storeInt(m, d + 2, len);
  m.pc += 6;
}

/** GROWBUF: d s n T #buffer #count used S */
export function growBuf(m: Machine): void {
  const { code, pc, w, rt } = m;
  const d = w + code[pc + 1]!;
  const s = w + code[pc + 2]!;
  const n = int(m, w + code[pc + 3]!);
  const type = code[pc + 4]!;
  const buffer = (w << 2) + code[pc + 5]!;
  const count = code[pc + 6]!;
  const used = code[pc + 7]!;
  const len = int(m, s + 2);
  const cap = int(m, s + 4);
  rt.site = code[pc + 8]!;
  if (n <= cap - len) copied(m, d, s);
  else if (used !== absent && rt.mem.i32[w + used] === 0 && len === 0 && n <= count) {
    rt.mem.zero(buffer, count * rt.typeTable.size[type]!);
    rt.mem.i32[w + used] = 1;
    storeSlice(m, d, buffer, 0, count);
  } else {
    const old = rt.mem.loadPtr(s << 2);
    const result =
      used === absent
        ? growsliceBuf(rt, d << 2, old, len + n, cap, n, type, buffer, count)
        : growslice(rt, d << 2, old, len + n, cap, n, type);
    if (raiseFault(m, result)) return;
    storeInt(m, d + 2, len);
  }
  m.pc += 9;
}

/** Copies `n` elements of a type between places that may overlap. */
function copyElements(m: Machine, type: number, to: Off, from: Off, n: number): void {
  const { rt } = m;
  if (rt.writeBarrierEnabled !== 0 && rt.typeTable.ptrdata[type]! > 0)
    typedslicecopy(rt, type, to, from, n);
  else rt.mem.copy(to, from, n * rt.typeTable.size[type]!);
}

/** APPEND: d s x T S — one value, in memory form. */
export function append(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 2]!;
  const d = w + code[pc + 1]!;
  const type = code[pc + 4]!;
  const len = int(m, s + 2);
  rt.site = code[pc + 5]!;
  if (!extend(m, d, s, 1, type)) return;
  const size = rt.typeTable.size[type]!;
  const to = rt.mem.loadPtr(d << 2) + len * size;
  const x = w + code[pc + 3]!;
  if (size === 8 && rt.typeTable.ptrdata[type]! > 0) storePointer(m, to, x);
  else copyElements(m, type, to, x << 2, 1);
  m.pc += 6;
}

/** APPENDS: d s x T S — all elements of a slice, or the bytes of a string. */
export function appendSlice(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 2]!;
  const d = w + code[pc + 1]!;
  const x = w + code[pc + 3]!;
  const type = code[pc + 4]!;
  const len = int(m, s + 2);
  const n = int(m, x + 2);
  const from = rt.mem.loadPtr(x << 2);
  rt.site = code[pc + 5]!;
  if (!extend(m, d, s, n, type)) return;
  if (n > 0)
    copyElements(m, type, rt.mem.loadPtr(d << 2) + len * rt.typeTable.size[type]!, from, n);
  m.pc += 6;
}

/** EXTEND: d s n T S — n zero elements. */
export function extendZero(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 2]!;
  const d = w + code[pc + 1]!;
  const n = int(m, w + code[pc + 3]!);
  const type = code[pc + 4]!;
  const len = int(m, s + 2);
  if (n < 0) {
    raise(m, 'panicmakeslicelen');
    return;
  }
  rt.site = code[pc + 5]!;
  if (!extend(m, d, s, n, type)) return;
  const size = rt.typeTable.size[type]!;
  rt.mem.zero(rt.mem.loadPtr(d << 2) + len * size, n * size);
  m.pc += 6;
}

/** COPY: d x y T; COPYSTR: d x y */
export function copy(m: Machine, type: number, length: number): void {
  const { code, pc, w, rt } = m;
  const x = w + code[pc + 2]!;
  const y = w + code[pc + 3]!;
  const n = Math.min(int(m, x + 2), int(m, y + 2));
  if (n > 0) {
    const to = rt.mem.loadPtr(x << 2);
    const from = rt.mem.loadPtr(y << 2);
    if (type < 0) rt.mem.copy(to, from, n);
    else copyElements(m, type, to, from, n);
  }
  storeInt(m, w + code[pc + 1]!, n);
  m.pc += length;
}

/** MOVE2HEAP: s T #exact S */
export function moveToHeap(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 1]!;
  const array = rt.mem.loadPtr(s << 2);
  rt.site = code[pc + 4]!;
  // An array in a caller's frame outlives this one.
  if (array >= w << 2 && array < (w + m.localWords[m.fn]!) << 2)
    moveSlice(rt, s << 2, code[pc + 2]!, code[pc + 3]! !== 0);
  m.pc += 5;
}

/** UNSAFESLICE: d p n T; UNSAFESTRING: d p n */
export function unsafeSlice(m: Machine, type: number, length: number): void {
  const { code, pc, w, rt } = m;
  const p = w + code[pc + 2]!;
  const count = w + code[pc + 3]!;
  const n = int(m, count);
  const { i32 } = rt.mem;
  const what = type < 0 ? 'string' : 'slice';
  const size = type < 0 ? 1 : rt.typeTable.size[type]!;
  const [low, high] = [i32[p]!, i32[p + 1]!];
  const [nLow, nHigh] = [i32[count]!, i32[count + 1]!];
  const isNil = (low | high) === 0;
  // What is left of the addresses: -uintptr(p).
  const room = ((~high + (low === 0 ? 1 : 0)) >>> 0) * 2 ** 32 + (-low >>> 0);
  if (isNil && n > 0) raise(m, `panicunsafe${what}nilptr`);
  else if (n < 0 || (n > 0 && n * size > room)) raise(m, `panicunsafe${what}len`);
  else {
    const d = w + code[pc + 1]!;
    i32[d] = low;
    i32[d + 1] = high;
    for (const at of type < 0 ? [d + 2] : [d + 2, d + 4]) {
      i32[at] = nLow;
      i32[at + 1] = nHigh;
    }
    m.pc += length;
  }
}
