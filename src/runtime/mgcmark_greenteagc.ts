/**
 * Marking by spans, after runtime/mgcmark_greenteagc.go of Go 1.26: mark and scan bits inside of
 * spans of small objects, the queues of such spans, and scanning. greyobject of runtime/mgcmark.go
 * is here too, since scanning needs it and modules import in one direction.
 *
 * LONG: one file of Go; marking a pointer, queueing its span and scanning it call one another.
 *
 * NON-GO: spans with many marks are scanned object by object, as on a processor without AVX-512:
 * the scan work that the pacer sees differs between the two, the marks do not.
 */
import { popcount32 } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import { headerBytes, objIndex, typeOfHeader } from './mbitmap';
import type { Off } from './memory';
import { hasObj, putObj, spanqSlots } from './mgcwork';
import { PageFlag, spanOfHeap } from './mheap';
import { fixallocChunk, sysAllocMetadata, sysFreeMetadata } from './persistentalloc';
import type { Runtime } from './runtime';
import {
  class_to_size,
  gcUsesSpanInlineMarkBits,
  heapBitsBytes,
  objIndexSmall,
  pageShift,
  pageSize,
  spanInlineMarkBytes,
  spanclass_nelems,
} from './sizeclasses';

/** Layout of spanInlineMarkBits: scans, owned, marks, class. */
const ownedAt = 63;
export const marksAt = 64;
const classAt = 127;
const spanScanUnowned = 0;
const spanScanOneMark = 1;
const spanScanManyMark = 2;

/** Larger objects are scanned in pieces of this size. */
const maxObletBytes = 128 << 10;

/** Puts after which a ring hands some of its entries out, and how many at most. */
const spillPeriod = 64;
const spillMax = 16;
const firstRingSlots = 1024;
const maxRingSlots = (1 << 20) / 8;
/** Bytes of a spanSPMC. */
const spanSPMCBytes = 56;

/** Rings of all Ps: spanBase | object index, {@link spanqSlots} for each. */
const spanqSchema = { ring: 'i32' } as const;

/** spanSPMC: shared rings. Row 0 is none. */
const spmcSchema = {
  prev: 'i32',
  head: 'i32',
  tail: 'i32',
  cap: 'i32',
  /** First entry in the table spanSPMCRing. */
  ring: 'i32',
  dead: 'u8',
  /** Next free row. */
  free: 'i32',
  /** In row 0: structs that the fixed-size allocator has left. */
  left: 'u32',
} as const;

export const newSpanq = (columns: ColumnSet, procs: number): Table<typeof spanqSchema> =>
  columns.table('spanq', spanqSchema, procs * spanqSlots);
export const newSpanSPMC = (columns: ColumnSet): Table<typeof spmcSchema> =>
  columns.table('spanSPMC', spmcSchema, 1);
export const newSpanSPMCRing = (columns: ColumnSet): Table<{ readonly entry: 'i32' }> =>
  columns.table('spanSPMCRing', { entry: 'i32' } as const, 0, firstRingSlots);

/** Offset of the inline mark bits of the page that begins at `base`. */
function inlineMarkBits(base: Off): Off {
  return base + pageSize - spanInlineMarkBytes;
}

// ---- inline mark bits --------------------------------------------------------------------------

/** moveInlineMarks: marks go to gcmarkBits, and the inline bits begin anew. */
export function moveInlineMarks(rt: Runtime, s: number): void {
  const { mspan, gcBits, mem } = rt;
  const at = inlineMarkBits(mspan.base[s]!);
  const words = (mspan.nelems[s]! + 31) >> 5;
  const to = mspan.gcmarkBits[s]!;
  const marks = (at + marksAt) >> 2;
  const { bits } = gcBits;
  const { i32 } = mem;
  for (let i = 0; i < words; i++) {
    // The last byte is the class, which no span has enough objects to reach, but for its word.
    const mask = i === 15 ? 0x00ffffff : -1;
    bits[to + i]! |= i32[marks + i]! & mask;
    i32[marks + i]! &= ~mask;
    i32[(at >> 2) + i] = 0;
  }
  mem.u8[at + ownedAt] = spanScanUnowned;
  mem.dirty[at >> 12] = 1;
}

/** Whether an object is marked, wherever its mark bit is. */
export function isMarked(rt: Runtime, s: number, index: number): boolean {
  const { mspan, mem, gcBits } = rt;
  if (usesInlineMarks(rt, s)) {
    const at = inlineMarkBits(mspan.base[s]!) + marksAt;
    return ((mem.u8[at + (index >> 3)]! >> (index & 7)) & 1) === 1;
  }
  return ((gcBits.bits[mspan.gcmarkBits[s]! + (index >> 5)]! >>> (index & 31)) & 1) === 1;
}

function usesInlineMarks(rt: Runtime, s: number): boolean {
  const { mspan, page } = rt;
  return (page.flags[mspan.startPage[s]!]! & PageFlag.inlineMarkBits) !== 0;
}

/** gcmarknewobject: an object allocated while marking is black from birth. */
export function gcmarknewobject(rt: Runtime, s: number, index: number): void {
  const { mspan, mem, gcBits, page } = rt;
  if (usesInlineMarks(rt, s)) {
    const at = inlineMarkBits(mspan.base[s]!) + (index >> 3);
    const bit = 1 << (index & 7);
    mem.u8[at + marksAt]! |= bit;
    mem.u8[at]! |= bit;
    mem.dirty[at >> 12] = 1;
  } else {
    gcBits.bits[mspan.gcmarkBits[s]! + (index >> 5)]! |= 1 << (index & 31);
  }
  page.flags[mspan.startPage[s]!]! |= PageFlag.marks;
  rt.gcw.bytesMarked[rt.p]! += mspan.elemsize[s]!;
}

// ---- greying -----------------------------------------------------------------------------------

/**
 * tryDeferToSpanScan: marks the object that an offset lies in if its span has inline marks, and
 * queues the span. False when the span has none.
 */
function tryDeferToSpanScan(rt: Runtime, p: number, off: Off): boolean {
  const { mem, page } = rt;
  const index = (off - rt.heapStart) >> pageShift;
  if ((page.flags[index]! & PageFlag.inlineMarkBits) === 0) return false;
  const base = rt.heapStart + index * pageSize;
  const at = inlineMarkBits(base);
  const { u8 } = mem;
  const spc = u8[at + classAt]!;
  const obj = objIndexSmall(off - base, spc >> 1);
  const byte = at + marksAt + (obj >> 3);
  const mask = 1 << (obj & 7);
  if ((u8[byte]! & mask) !== 0) return true;
  u8[byte]! |= mask;
  mem.dirty[at >> 12] = 1;
  if ((spc & 1) === 1) {
    rt.gcw.bytesMarked[p]! += class_to_size[spc >> 1]!;
    return true;
  }
  // tryAcquire: the first mark queues the span, the second only says that there are several.
  const owned = u8[at + ownedAt]!;
  if (owned === spanScanUnowned) {
    u8[at + ownedAt] = spanScanOneMark;
    queueSpan(rt, p, base | obj);
  } else if (owned === spanScanOneMark) {
    u8[at + ownedAt] = spanScanOneMark | spanScanManyMark;
  }
  return true;
}

/**
 * Marks the object that an offset lies in, if it lies in one: what every found pointer goes
 * through.
 */
export function greyPointer(rt: Runtime, p: number, off: Off): void {
  if (off < rt.heapStart || off >= rt.mem.size) return;
  if (tryDeferToSpanScan(rt, p, off)) return;
  const s = spanOfHeap(rt, off);
  if (s !== 0) greyobject(rt, p, s, objIndex(rt, s, off));
}

/** greyobject: sets the mark bit; an object with pointers waits in the P's buffer. */
function greyobject(rt: Runtime, p: number, s: number, index: number): void {
  const { mspan, gcBits, page } = rt;
  const word = mspan.gcmarkBits[s]! + (index >> 5);
  const bit = 1 << (index & 31);
  if ((gcBits.bits[word]! & bit) !== 0) return;
  gcBits.bits[word]! |= bit;
  page.flags[mspan.startPage[s]!]! |= PageFlag.marks;
  if ((mspan.spanclass[s]! & 1) === 1) rt.gcw.bytesMarked[p]! += mspan.elemsize[s]!;
  else putObj(rt, p, mspan.base[s]! + index * mspan.elemsize[s]!);
}

/** A span has its first mark. */
function queueSpan(rt: Runtime, p: number, entry: number): void {
  if (!spanqPut(rt, p, entry)) return;
  rt.gcw.mayNeedWorker[p] = 1;
  rt.gcw.flushedWork[p] = 1;
}

// ---- span queue --------------------------------------------------------------------------------

/** spanQueue.put. Returns whether entries were handed out. */
function spanqPut(rt: Runtime, p: number, entry: number): boolean {
  const { gcw, spanq } = rt;
  const { spanqHead, spanqTail, putsSinceDrain } = gcw;
  const length = spanqTail[p]! - spanqHead[p]!;
  let drained = false;
  if (length === spanqSlots) {
    spanqDrain(rt, p, spanqSlots / 2);
    drained = true;
  }
  spanq.ring[p * spanqSlots + (spanqTail[p]! & (spanqSlots - 1))] = entry;
  spanqTail[p]!++;
  if (drained || ++putsSinceDrain[p]! < spillPeriod) return drained;
  putsSinceDrain[p] = 0;
  const n = Math.min((spanqTail[p]! - spanqHead[p]!) >> 1, spillMax);
  if (n <= 4 || !chainEmpty(rt, p)) return false;
  spanqDrain(rt, p, n);
  return true;
}

/** spanQueue.chainEmpty: whether nothing of a P's is in shared rings. */
export function chainEmpty(rt: Runtime, p: number): boolean {
  const { prev, head, tail } = rt.spanSPMC;
  for (let r = rt.gcw.chainTail[p]!; r !== 0; r = prev[r]!) if (head[r] !== tail[r]) return false;
  return true;
}

/** Whether a P has no span to scan. */
export function spanqEmpty(rt: Runtime, p: number): boolean {
  return rt.gcw.spanqHead[p] === rt.gcw.spanqTail[p] && chainEmpty(rt, p);
}

/** spanQueue.drain: the oldest `n` entries of the ring become everybody's. */
function spanqDrain(rt: Runtime, p: number, n: number): void {
  const { gcw, spanSPMC } = rt;
  gcw.putsSinceDrain[p] = 0;
  let r = gcw.chainHead[p]!;
  if (r === 0) {
    r = newSpanRing(rt, firstRingSlots);
    gcw.chainHead[p] = r;
    gcw.chainTail[p] = r;
  } else if (spanSPMC.tail[r]! - spanSPMC.head[r]! + n > spanSPMC.cap[r]!) {
    const bigger = newSpanRing(rt, Math.min(maxRingSlots, spanSPMC.cap[r]! * 2));
    spanSPMC.prev[r] = bigger;
    gcw.chainHead[p] = bigger;
    r = bigger;
  }
  const { entry } = rt.spanSPMCRing;
  const mask = spanSPMC.cap[r]! - 1;
  for (let i = 0; i < n; i++) {
    const from = p * spanqSlots + ((gcw.spanqHead[p]! + i) & (spanqSlots - 1));
    entry[spanSPMC.ring[r]! + ((spanSPMC.tail[r]! + i) & mask)] = rt.spanq.ring[from]!;
  }
  spanSPMC.tail[r]! += n;
  gcw.spanqHead[p]! += n;
}

/** newSpanSPMC. NON-GO: entries of freed rings are used again by rings of the same size only. */
function newSpanRing(rt: Runtime, cap: number): number {
  const { spanSPMC, spanSPMCRing } = rt;
  if (spanSPMC.left[0] === 0) spanSPMC.left[0] = fixallocChunk(rt, spanSPMCBytes, 'gcMiscSys');
  spanSPMC.left[0]!--;
  sysAllocMetadata(rt, cap * 8, 'gcMiscSys');
  let before = 0;
  for (let r = spanSPMC.free[0]!; r !== 0; before = r, r = spanSPMC.free[r]!) {
    if (spanSPMC.cap[r] !== cap) continue;
    spanSPMC.free[before] = spanSPMC.free[r]!;
    spanSPMC.free[r] = spanSPMC.prev[r] = spanSPMC.head[r] = spanSPMC.tail[r] = 0;
    spanSPMC.dead[r] = 0;
    return r;
  }
  const r = spanSPMC.rows;
  rt.columns.resize(spanSPMC, r + 1);
  spanSPMC.cap[r] = cap;
  spanSPMC.ring[r] = spanSPMCRing.rows;
  rt.columns.resize(spanSPMCRing, spanSPMCRing.rows + cap);
  return r;
}

/** freeDeadSpanSPMCs: rings that were emptied after a bigger one took their place. */
export function freeDeadSpanSPMCs(rt: Runtime): void {
  const { spanSPMC } = rt;
  for (let r = 1; r < spanSPMC.rows; r++) {
    if (spanSPMC.dead[r] !== 1) continue;
    sysFreeMetadata(rt, spanSPMC.cap[r]! * 8, 'gcMiscSys');
    spanSPMC.left[0]!++;
    spanSPMC.dead[r] = 2;
    spanSPMC.free[r] = spanSPMC.free[0]!;
    spanSPMC.free[0] = r;
  }
}

/** spanQueue.destroy: the rings of a P that goes, which are empty outside of marking. */
export function destroySpanq(rt: Runtime, p: number): void {
  const { gcw, spanSPMC } = rt;
  for (let r = gcw.chainTail[p]!; r !== 0; r = spanSPMC.prev[r]!) spanSPMC.dead[r] = 1;
  gcw.chainHead[p] = gcw.chainTail[p] = gcw.putsSinceDrain[p] = 0;
  freeDeadSpanSPMCs(rt);
}

/** spanQueue.flush: all entries of the ring become everybody's. */
export function spanqFlush(rt: Runtime, p: number): void {
  const n = rt.gcw.spanqTail[p]! - rt.gcw.spanqHead[p]!;
  if (n > 0) spanqDrain(rt, p, n);
}

/** tryGetSpanFast: the oldest entry of the ring, 0 when it is empty. */
export function tryGetSpanFast(rt: Runtime, p: number): number {
  const { spanqHead, spanqTail } = rt.gcw;
  const head = spanqHead[p]!;
  if (head === spanqTail[p]) return 0;
  spanqHead[p] = head + 1;
  return rt.spanq.ring[p * spanqSlots + (head & (spanqSlots - 1))]!;
}

/** tryGetSpan, and spanQueue.steal when `from` is another P: half of a shared ring, 128 at most. */
export function stealSpans(rt: Runtime, p: number, from: number): number {
  const { spanSPMC, gcw } = rt;
  for (let r = gcw.chainTail[from]!; r !== 0;) {
    const newer = spanSPMC.prev[r]!;
    const there = spanSPMC.tail[r]! - spanSPMC.head[r]!;
    const n = Math.min(there - (there >> 1), spanqSlots / 2);
    if (n > 0) {
      const mask = spanSPMC.cap[r]! - 1;
      for (let i = 0; i < n; i++) {
        const at = spanSPMC.ring[r]! + ((spanSPMC.head[r]! + i) & mask);
        rt.spanq.ring[p * spanqSlots + i] = rt.spanSPMCRing.entry[at]!;
      }
      spanSPMC.head[r]! += n;
      gcw.spanqHead[p] = 0;
      gcw.spanqTail[p] = n;
      return tryGetSpanFast(rt, p);
    }
    if (newer === 0) return 0;
    gcw.chainTail[from] = newer;
    spanSPMC.dead[r] = 1;
    r = newer;
  }
  return 0;
}

// ---- scanning ----------------------------------------------------------------------------------

/**
 * scanSpan of a queue entry: one object, or every marked one that was not scanned yet. Goes on with
 * the P's next entry until there is none, some object waits in its buffers, or `limit` bytes of
 * scan work are done: a limit of 0 is one entry. Returns the number of entries.
 */
export function scanSpan(rt: Runtime, p: number, entry: number, limit: number): number {
  const { page, gcw } = rt;
  let spans = 0;
  let objs = 0;
  let bytes = 0;
  let work = 0;
  let next = entry;
  // HOT
  do {
    const { u8, dirty } = rt.mem;
    const base = next & -pageSize;
    const at = inlineMarkBits(base);
    const size = class_to_size[u8[at + classAt]! >> 1]!;
    const owned = u8[at + ownedAt]!;
    spans++;
    gcw.lastScan[p] = base;
    u8[at + ownedAt] = spanScanUnowned;
    dirty[at >> 12] = 1;
    if (owned === spanScanOneMark) {
      const obj = next & (pageSize - 1);
      const scans = u8[at + (obj >> 3)]!;
      const bit = 1 << (obj & 7);
      if ((scans & bit) === 0) {
        u8[at + (obj >> 3)] = scans | bit;
        objs++;
        bytes += size;
        work += scanObjectSmall(rt, p, base, obj, size);
      }
    } else {
      page.flags[(base - rt.heapStart) >> pageShift]! |= PageFlag.marks;
      const words = (spanclass_nelems[u8[at + classAt]!]! + 31) >> 5;
      const count = spanSetScans(rt, at, words);
      objs += count;
      bytes += count * size;
      work += scanObjectsSmall(rt, p, base, size, words);
    }
    next = work < limit && !hasObj(rt, p) ? tryGetSpanFast(rt, p) : 0;
  } while (next !== 0);
  gcw.lastIsSpan[p] = 1;
  gcw.scannedSpans[p]! += spans;
  gcw.scannedObjs[p]! += objs;
  gcw.bytesMarked[p]! += bytes;
  gcw.heapScanWork[p]! += work;
  return spans;
}

/**
 * spanSetScans: the marked objects that were not scanned, in `toScan`; they count as scanned from
 * now on, so that marks found while scanning queue the span again. Returns how many.
 */
function spanSetScans(rt: Runtime, at: Off, words: number): number {
  const { toScan } = rt;
  const { i32 } = rt.mem;
  const scans = at >> 2;
  const marks = scans + (marksAt >> 2);
  let count = 0;
  for (let i = 0; i < words; i++) {
    const mask = i === 15 ? 0x00ffffff : -1;
    const grey = i32[marks + i]! & ~i32[scans + i]! & mask;
    toScan[i] = grey;
    if (grey === 0) continue;
    i32[scans + i]! |= grey;
    count += popcount32(grey);
  }
  return count;
}

/**
 * scanObjectSmall: greys what an object of up to 512 bytes points at, whose span has inline marks.
 * Returns the bytes up to the end of its last pointer.
 */
function scanObjectSmall(rt: Runtime, p: number, base: Off, obj: number, size: number): number {
  const { mem } = rt;
  const words = size >> 3;
  const heapBits = (base + pageSize - heapBitsBytes - spanInlineMarkBytes) >> 2;
  const b = Math.imul(obj, words);
  let last = b;
  // HOT
  for (let from = b; from < b + words; from += 32) {
    let bits = heapBits32(mem.i32, heapBits, from, b + words);
    for (; bits !== 0; bits &= bits - 1) {
      last = from + 32 - Math.clz32(bits & -bits);
      const target = mem.loadPtr((base + last * 8 - 8) | 0);
      if (target > 0) greyPointer(rt, p, target);
    }
  }
  return (last - b) * 8;
}

/** 32 bits of a span's pointer bitmap from word `from` on, those from `end` on zero. */
function heapBits32(i32: Int32Array, heapBits: number, from: number, end: number): number {
  const at = heapBits + (from >> 5);
  const j = from & 31;
  // Shifted twice, since 32 places are none to the machine.
  const bits = (i32[at]! >>> j) | ((i32[at + 1]! << 1) << (31 - j));
  return end - from < 32 ? bits & ((1 << (end - from)) - 1) : bits;
}

/**
 * scanObjectsSmall: scanObjectSmall of the objects that the first words of `toScan` name. All their
 * pointers are collected before any is followed.
 */
function scanObjectsSmall(
  rt: Runtime,
  p: number,
  base: Off,
  size: number,
  scanWords: number,
): number {
  if (size === 16) return scanPairs(rt, p, base, scanWords);
  const { toScan, ptrBuf } = rt;
  const { i32 } = rt.mem;
  const words = size >> 3;
  const heapBits = (base + pageSize - heapBitsBytes - spanInlineMarkBytes) >> 2;
  const words0 = (base >> 2) - 2;
  let found = 0;
  let work = 0;
  // HOT
  for (let i = 0; i < scanWords; i++) {
    for (let objs = toScan[i]!; objs !== 0; objs &= objs - 1) {
      const b = Math.imul(i * 32 + 31 - Math.clz32(objs & -objs), words);
      let last = b;
      for (let from = b; from < b + words; from += 32) {
        let bits = heapBits32(i32, heapBits, from, b + words);
        for (; bits !== 0; bits &= bits - 1) {
          last = from + 32 - Math.clz32(bits & -bits);
          ptrBuf[found++] = words0 + last * 2;
        }
      }
      work += last - b;
    }
  }
  greyWords(rt, p, found, 0, 0);
  return work * 8;
}

/** scanObjectsSmall of objects of two words, the most frequent ones: 16 at a time. */
function scanPairs(rt: Runtime, p: number, base: Off, scanWords: number): number {
  const { toScan, ptrBuf } = rt;
  const { i32 } = rt.mem;
  const heapBits = (base + pageSize - heapBitsBytes - spanInlineMarkBytes) >> 2;
  let found = 0;
  let work = 0;
  // HOT
  for (let i = 0; i < scanWords * 2; i++) {
    let pairs = (toScan[i >> 1]! >>> ((i & 1) << 4)) & 0xffff;
    if (pairs === 0) continue;
    // Every bit moves to twice its place.
    pairs = (pairs | (pairs << 8)) & 0x00ff00ff;
    pairs = (pairs | (pairs << 4)) & 0x0f0f0f0f;
    pairs = (pairs | (pairs << 2)) & 0x33333333;
    pairs = (pairs | (pairs << 1)) & 0x55555555;
    let bits = (pairs | (pairs << 1)) & i32[heapBits + i]!;
    const second = (bits >>> 1) & 0x55555555;
    work += 2 * popcount32(second) + popcount32(bits & 0x55555555 & ~second);
    const words0 = (base >> 2) + i * 64;
    for (; bits !== 0; bits &= bits - 1)
      ptrBuf[found++] = words0 + ((31 - Math.clz32(bits & -bits)) << 1);
  }
  greyWords(rt, p, found, 0, 0);
  return work * 8;
}

/**
 * greyPointer for what the words point at that `ptrBuf` names by their numbers in `i32`, but for
 * what is in [b, end): an object does not grey itself. Every loop does one thing for all of them:
 * none waits for memory longer than it must, and the first two call nothing, so that what they need
 * stays at hand.
 */
export function greyWords(rt: Runtime, p: number, count: number, b: Off, end: Off): void {
  const { ptrBuf, heapStart } = rt;
  const { i32, u8, dirty, size, heapShift, heapLow, heapHigh } = rt.mem;
  let found = 0;
  // HOT: the words.
  for (let i = 0; i < count; i++) {
    const word = ptrBuf[i]!;
    const low = i32[word]!;
    const off = (low + heapShift) | 0;
    if (i32[word + 1] !== heapHigh + (low >>> 0 < heapLow ? 1 : 0)) continue;
    if (off < heapStart || off >= size || (off < end && off >= b)) continue;
    ptrBuf[found++] = off;
  }
  const { flags } = rt.page;
  const { bytesMarked } = rt.gcw;
  let rest = 0;
  // HOT: tryDeferToSpanScan but for queues. What is left is an entry, or an offset's complement.
  for (let i = 0; i < found; i++) {
    const off = ptrBuf[i]!;
    const base = off & -pageSize;
    if ((flags[(base - heapStart) >> pageShift]! & PageFlag.inlineMarkBits) === 0) {
      ptrBuf[rest++] = ~off;
      continue;
    }
    const at = inlineMarkBits(base);
    const spc = u8[at + classAt]!;
    const obj = objIndexSmall(off - base, spc >> 1);
    const byte = at + marksAt + (obj >> 3);
    const mask = 1 << (obj & 7);
    const marks = u8[byte]!;
    if ((marks & mask) !== 0) continue;
    u8[byte] = marks | mask;
    dirty[at >> 12] = 1;
    if ((spc & 1) === 1) {
      bytesMarked[p]! += class_to_size[spc >> 1]!;
      continue;
    }
    const owned = u8[at + ownedAt]!;
    if (owned === spanScanUnowned) {
      u8[at + ownedAt] = spanScanOneMark;
      ptrBuf[rest++] = base | obj;
    } else if (owned === spanScanOneMark) {
      u8[at + ownedAt] = spanScanOneMark | spanScanManyMark;
    }
  }
  for (let i = 0; i < rest; i++) {
    const left = ptrBuf[i]!;
    if (left >= 0) queueSpan(rt, p, left);
    else greyPointer(rt, p, ~left);
  }
}

/** Scans an object without marking it: what a finalizer's object points at. */
export function scanBody(rt: Runtime, p: number, s: number, b: Off): void {
  const size = rt.mspan.elemsize[s]!;
  if (!gcUsesSpanInlineMarkBits(size)) {
    scanObject(rt, p, b);
    return;
  }
  const base = rt.mspan.base[s]!;
  rt.gcw.heapScanWork[p]! += scanObjectSmall(rt, p, base, objIndex(rt, s, b), size);
}

/** scanObject of a marked object that is not in a span with inline marks, or of an oblet of it. */
export function scanObject(rt: Runtime, p: number, b: Off): void {
  const { mspan, page, gcw } = rt;
  const s = page.spans[(b - rt.heapStart) >> pageShift]!;
  const elemsize = mspan.elemsize[s]!;
  gcw.scannedObjs[p]!++;
  gcw.lastScan[p] = b;
  gcw.lastIsSpan[p] = 0;
  if (elemsize === 8) {
    // The 8-byte class has all of its pointer bits set.
    const target = rt.mem.loadPtr(b);
    if (target > 0 && target >>> 3 !== b >>> 3) greyPointer(rt, p, target);
    gcw.bytesMarked[p]! += 8;
    gcw.heapScanWork[p]! += 8;
    return;
  }
  let n = elemsize;
  const base = mspan.base[s]!;
  let first = b;
  let typ: number;
  if (n > maxObletBytes) {
    if (b === base) {
      for (let at = b + maxObletBytes; at < base + elemsize; at += maxObletBytes) putObj(rt, p, at);
    }
    n = Math.min(base + elemsize - b, maxObletBytes);
    first = base;
  }
  const header = headerBytes(rt, s);
  if (mspan.spanclass[s]! > 1) typ = typeOfHeader(rt, first);
  else typ = mspan.largeType[s]! - 1;
  const scanned = typ < 0 ? 0 : scanTyped(rt, p, first + header, typ, b, n);
  gcw.bytesMarked[p]! += n;
  gcw.heapScanWork[p]! += scanned;
}

/**
 * Greys what the words of [b, b+n) point at, in memory that holds values of a type side by side
 * from `first` on (typePointers). Returns the bytes from b to the end of the last pointer word.
 */
function scanTyped(rt: Runtime, p: number, first: Off, typ: number, b: Off, n: number): number {
  const { typeTable, ptrBuf } = rt;
  // What lies in memory is smaller than 2^31 bytes: the loops compute in small integers.
  const end = (b + n) | 0;
  let found = 0;
  if (typeTable.allPointers[typ] !== 0) {
    const last = end >> 3;
    // HOT
    for (let i = Math.max(b, first) >> 3; i < last; i = (i + 1) | 0) {
      i = skipNil(rt.mem.f64, i, last);
      if (i >= last) break;
      ptrBuf[found++] = i << 1;
      if (found < ptrBuf.length) continue;
      greyWords(rt, p, found, b, end);
      found = 0;
    }
    greyWords(rt, p, found, b, end);
    return end - b;
  }
  const size = typeTable.size[typ]! | 0;
  const mask = typeTable.gcmask[typ]!;
  const words = typeTable.ptrdata[typ]! >> 3;
  let last = b | 0;
  let elem = (b > first ? first + (((b - first) / size) | 0) * size : first) | 0;
  // HOT
  for (; elem < end; elem = (elem + size) | 0) {
    const stop = Math.min(words, (end - elem) >> 3);
    for (let w = 0; w < stop; w++) {
      if (mask[w] === 0) continue;
      const at = elem + w * 8;
      if (at < b) continue;
      last = at + 8;
      ptrBuf[found++] = at >> 2;
      if (found < ptrBuf.length) continue;
      greyWords(rt, p, found, b, end);
      found = 0;
    }
  }
  greyWords(rt, p, found, b, end);
  return last - b;
}

/** Index of the first word from `from` on that is not nil, or `end`. */
function skipNil(f64: Float64Array, from: number, end: number): number {
  let i = from;
  while (i + 4 <= end && f64[i] === 0 && f64[i + 1] === 0 && f64[i + 2] === 0 && f64[i + 3] === 0)
    i += 4;
  while (i < end && f64[i] === 0) i++;
  return i;
}
