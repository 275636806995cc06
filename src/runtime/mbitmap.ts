/**
 * Where the pointers of heap objects are, and the objects' mark bits, after runtime/mbitmap.go of
 * Go 1.26. Small objects have one bit per word in a bitmap at the end of their span, middle ones a
 * header that names their type, large ones have their type in the span.
 *
 * The bitmap, the header and the inline mark bits lie in simulated memory exactly where Go has
 * them. Leaves out user arenas and masks that are made on demand.
 */
import { ctz32 } from '../base/bits';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import {
  gcUsesSpanInlineMarkBits,
  heapBitsBytes,
  heapBitsInSpan,
  mallocHeaderSize,
  pageSize,
  spanInlineMarkBytes,
} from './sizeclasses';

/** Offset of the pointer bitmap of a one-page span (spanHeapBitsRange). */
function spanHeapBits(rt: Runtime, s: number): Off {
  const marks = rt.mspan.elemsize[s]! >= 16 ? spanInlineMarkBytes : 0;
  return rt.mspan.base[s]! + pageSize - heapBitsBytes - marks;
}

/** initHeapBits: fresh spans know no pointers; 8-byte objects with pointers are nothing else. */
export function initHeapBits(rt: Runtime, s: number): void {
  const { mspan, mem } = rt;
  const { i32 } = mem;
  const elemsize = mspan.elemsize[s]!;
  const noscan = (mspan.spanclass[s]! & 1) === 1;
  if (!noscan && heapBitsInSpan(elemsize)) {
    const at = spanHeapBits(rt, s);
    const bits = elemsize === 8 ? -1 : 0;
    for (let i = 0; i < heapBitsBytes >> 2; i++) i32[(at >> 2) + i] = bits;
    mem.dirty[at >> 12] = 1;
  }
  if (gcUsesSpanInlineMarkBits(elemsize)) {
    const at = mspan.base[s]! + pageSize - spanInlineMarkBytes;
    for (let i = 0; i < spanInlineMarkBytes >> 2; i++) i32[(at >> 2) + i] = 0;
    mem.dirty[at >> 12] = 1;
    // spanInlineMarkBits.class stands in the last byte.
    mem.u8[at + spanInlineMarkBytes - 1] = mspan.spanclass[s]!;
  }
}

/**
 * heapSetTypeNoHeader: writes the pointer bits of an object of up to 512 bytes that holds
 * `dataSize` bytes of values of a type. Returns the bytes up to the end of its last pointer.
 */
export function heapSetTypeNoHeader(
  rt: Runtime,
  x: Off,
  dataSize: number,
  typ: number,
  s: number,
): number {
  const { typeTable, mspan, mem } = rt;
  const size = typeTable.size[typ]!;
  let low = typeTable.maskLow[typ]!;
  let high = typeTable.maskHigh[typ]!;
  let scanSize = typeTable.ptrdata[typ]!;
  if (size === 8) {
    const words = dataSize >> 3;
    low = words >= 32 ? -1 : (1 << words) - 1;
    high = words <= 32 ? 0 : words === 64 ? -1 : (1 << (words - 32)) - 1;
  } else if (size < dataSize) {
    const low0 = low;
    const high0 = high;
    // HOT
    for (let i = size; i < dataSize; i += size) {
      const shift = i >> 3;
      if (shift < 32) {
        low |= low0 << shift;
        high |= (high0 << shift) | (shift === 0 ? 0 : low0 >>> (32 - shift));
      } else {
        high |= low0 << (shift - 32);
      }
      scanSize += size;
    }
  }
  const elemsize = mspan.elemsize[s]!;
  const base = mspan.base[s]!;
  const at = (base + pageSize - heapBitsBytes - spanInlineMarkBytes) >> 2;
  const { u32 } = mem;
  const word = (x - base) >> 3;
  const bits = elemsize >> 3;
  writeBits(u32, at + (word >> 5), word & 31, bits, low, high);
  mem.dirty[(at << 2) >> 12] = 1;
  return scanSize;
}

/** Writes `bits` (up to 64) bits at bit `j` of word `at`. */
function writeBits(
  u32: Uint32Array,
  at: number,
  j: number,
  bits: number,
  low: number,
  high: number,
): void {
  if (j + bits <= 32) {
    const mask = (bits === 32 ? -1 : (1 << bits) - 1) << j;
    u32[at] = (u32[at]! & ~mask) | (low << j);
    return;
  }
  // The first word from bit j on, one in the middle perhaps, and the rest.
  const first = 32 - j;
  u32[at] = (u32[at]! & ~(-1 << j)) | (low << j);
  const rest = bits - first;
  const next = j === 0 ? high : (low >>> first) | (high << j);
  const nextBits = Math.min(32, rest);
  const nextMask = nextBits === 32 ? -1 : (1 << nextBits) - 1;
  u32[at + 1] = (u32[at + 1]! & ~nextMask) | next;
  if (rest <= 32) return;
  const lastMask = (1 << (rest - 32)) - 1;
  u32[at + 2] = (u32[at + 2]! & ~lastMask) | (high >>> first);
}

/** heapBitsSmallForAddr: 32 pointer bits of a small object from its word `from` on. */
export function heapBitsSmall(rt: Runtime, s: number, x: Off, from: number): number {
  const { u32 } = rt.mem;
  const bit = ((x - rt.mspan.base[s]!) >> 3) + from;
  const at = (spanHeapBits(rt, s) >> 2) + (bit >> 5);
  const j = bit & 31;
  const left = (rt.mspan.elemsize[s]! >> 3) - from;
  const word = j === 0 ? u32[at]! : (u32[at]! >>> j) | (u32[at + 1]! << (32 - j));
  return left >= 32 ? word : word & ((1 << left) - 1);
}

/** Type that a header or a span names, from its descriptor's address. */
export function typeOfHeader(rt: Runtime, slot: Off): number {
  const off = rt.mem.loadPtr(slot);
  return off <= 0 ? -1 : (off - rt.statics.typesStart) >> 6;
}

/** Writes the header of an object (heapSetTypeSmallHeader). */
export function setHeader(rt: Runtime, slot: Off, typ: number): void {
  rt.mem.storePtr(slot, rt.statics.typesStart + (typ << 6));
}

/** Index of the object of a span that an offset lies in. */
export function objIndex(rt: Runtime, s: number, off: Off): number {
  const { mspan } = rt;
  return Math.floor((off - mspan.base[s]!) / mspan.elemsize[s]!);
}

/** Whether a slot holds an object: as the allocator sees it, whatever the collector has found. */
export function isAllocated(rt: Runtime, s: number, index: number): boolean {
  const { mspan, gcBits } = rt;
  if (index < mspan.freeindex[s]!) return true;
  return ((gcBits.bits[mspan.allocBits[s]! + (index >> 5)]! >>> (index & 31)) & 1) === 1;
}

/** refillAllocCache: loads the 64 bits from `index` (a multiple of 64) on. */
export function refillAllocCache(rt: Runtime, s: number, index: number): void {
  const { mspan, gcBits } = rt;
  const at = mspan.allocBits[s]! + (index >> 5);
  mspan.allocCacheLow[s] = ~gcBits.bits[at]!;
  mspan.allocCacheHigh[s] = ~gcBits.bits[at + 1]!;
}

/** allocCache >>= count, for 0 ≤ count ≤ 64. */
export function shiftAllocCache(rt: Runtime, s: number, count: number): void {
  const { allocCacheLow, allocCacheHigh } = rt.mspan;
  if (count === 0) return;
  const high = allocCacheHigh[s]!;
  if (count < 32) {
    allocCacheLow[s] = (allocCacheLow[s]! >>> count) | (high << (32 - count));
    allocCacheHigh[s] = high >>> count;
  } else {
    allocCacheLow[s] = count === 64 ? 0 : high >>> (count - 32);
    allocCacheHigh[s] = 0;
  }
}

/** nextFreeIndex: the lowest free slot from freeindex on, now passed; nelems when there is none. */
export function nextFreeIndex(rt: Runtime, s: number): number {
  const { mspan } = rt;
  const nelems = mspan.nelems[s]!;
  let freeindex = mspan.freeindex[s]!;
  if (freeindex === nelems) return nelems;
  let t = allocCacheCtz(rt, s);
  while (t === 64) {
    freeindex = (freeindex + 64) & ~63;
    if (freeindex >= nelems) {
      mspan.freeindex[s] = nelems;
      return nelems;
    }
    refillAllocCache(rt, s, freeindex);
    t = allocCacheCtz(rt, s);
  }
  const result = freeindex + t;
  if (result >= nelems) {
    mspan.freeindex[s] = nelems;
    return nelems;
  }
  shiftAllocCache(rt, s, t + 1);
  const next = result + 1;
  if ((next & 63) === 0 && next !== nelems) refillAllocCache(rt, s, next);
  mspan.freeindex[s] = next;
  return result;
}

function allocCacheCtz(rt: Runtime, s: number): number {
  const low = rt.mspan.allocCacheLow[s]!;
  if (low !== 0) return ctz32(low);
  const high = rt.mspan.allocCacheHigh[s]!;
  return high !== 0 ? 32 + ctz32(high) : 64;
}

/** Bytes in front of an object in its slot: its header, or nothing. */
export function headerBytes(rt: Runtime, s: number): number {
  const { mspan } = rt;
  const spc = mspan.spanclass[s]!;
  const header = spc > 1 && (spc & 1) === 0 && !heapBitsInSpan(mspan.elemsize[s]!);
  return header ? mallocHeaderSize : 0;
}
