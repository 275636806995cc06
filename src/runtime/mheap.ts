/**
 * The page heap, after runtime/mheap.go of Go 1.26: spans, arenas, growth, and giving spans out and
 * taking them back. Reclaiming pages by sweeping before an allocation stands in mreclaim.ts.
 *
 * LONG: one file of Go, whose parts all work on the same fields of mspan and mheap.
 *
 * Specials stand in mspecial.ts and mspecialadd.ts.
 *
 * Leaves out user arenas, and the alignment of stacks that OpenBSD wants. Pages are
 * numbered from the first chunk of the heap on. NON-GO: Go's address space has room for arenas
 * anywhere; here they always follow one another, as they do in Go as long as the system gives the
 * address asked for.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { noteHeap } from './contention';
import type { Off } from './memory';
import { allocToCache, pageCacheEmpty, pageCacheFind, pageCacheTake } from './mpagecache';
import { pallocChunkPages } from './mpagealloc';
import { scavengeForAlloc } from './mgcscavenge';
import { fixallocChunk, newMarkBits, sysAllocMetadata, sysFreeMetadata } from './persistentalloc';
import type { Runtime } from './runtime';
import {
  class_to_allocnpages,
  class_to_size,
  gcUsesSpanInlineMarkBits,
  pageShift,
  pageSize,
  spanclass_nelems,
} from './sizeclasses';
import { TraceKind, WhySpan, traceEvent } from './trace';

/** Pages of an arena (64 MiB). */
export const pagesPerArena = 8192;
export const heapArenaBytes = 64 << 20;
/** Bytes of the heapArena struct, which the system gives directly. */
export const heapArenaStructBytes = 69648;
/** Bytes of an mspan, and of the memory from which they are cut. */
const mspanBytes = 160;
/** Entries of mheap.allspans at first. */
const allspansMin = (64 * 1024) / 8;
/** Free spans that a P keeps for itself. */
const mspanCacheLen = 128;

export const enum MSpanState {
  dead = 0,
  inUse = 1,
  manual = 2,
}

export const enum SpanAllocType {
  heap = 0,
  stack = 1,
  workBuf = 2,
}

/** Row 0 is emptymspan, the full span that an mcache holds where it holds nothing. */
const mspanSchema = {
  /** First page, and its offset. */
  startPage: 'i32',
  base: 'i32',
  npages: 'i32',
  /** {@link MSpanState} */
  state: 'u8',
  /** {@link SpanAllocType} of a manual span. */
  manualType: 'u8',
  spanclass: 'u8',
  needzero: 'u8',
  /** NON-GO: P + 1 whose mcache holds the span, so that views need not search. */
  owner: 'u8',
  elemsize: 'i32',
  nelems: 'u16',
  freeindex: 'u16',
  freeIndexForScan: 'u16',
  allocCount: 'u16',
  allocCountBeforeCache: 'u16',
  /** allocCache: complement of allocBits from freeindex on, in two lanes. */
  allocCacheLow: 'u32',
  allocCacheHigh: 'u32',
  /** First words of the bits in the table gcBits. */
  allocBits: 'i32',
  gcmarkBits: 'i32',
  sweepgen: 'i32',
  /** Offset behind the last byte of data. */
  limit: 'i32',
  /** Type of a large object with pointers + 1; 0: none yet. */
  largeType: 'i32',
  /** First free stack of a manual span: an offset, 0 for none. */
  manualFreeList: 'i32',
  /** Neighbours in an mSpanList, or next of the free rows. */
  next: 'i32',
  prev: 'i32',
  /** First row of the births of its objects (see births.ts), 0 for none. */
  births: 'i32',
  /** First special of its objects (see mspecial.ts), 0 for none. */
  specials: 'i32',
} as const;

const mheapSchema = {
  sweepgen: 'u32',
  /** Pages handed to the page allocator, and pages reserved, from the start of the heap. */
  curArenaBase: 'u32',
  curArenaEnd: 'u32',
  arenas: 'u32',
  pagesInUse: 'f64',
  pagesSwept: 'f64',
  pagesSweptBasis: 'f64',
  sweepHeapLiveBasis: 'f64',
  sweepPagesPerByte: 'f64',
  /** Next page to look at, from the first arena's start; noReclaim when all were looked at. */
  reclaimIndex: 'f64',
  reclaimCredit: 'f64',
  /** Arenas that existed when sweeping began. */
  sweepArenas: 'u32',
  /** mspan structs in use, those in Ps' caches included, and free ones of the fixed allocator. */
  spanInuse: 'f64',
  spanFree: 'f64',
  /** Entries that mheap.allspans has room for. */
  allspansCap: 'u32',
  /** Head of the free rows of the mspan table. */
  freeRow: 'u32',
  /** Spans other than dead. NON-GO: kept for views. */
  spanCount: 'u32',
} as const;

/** Flags of a page; all but the span belong to the first page of a span alone. */
export const enum PageFlag {
  inUse = 1,
  marks = 2,
  inlineMarkBits = 8,
}

const pageSchema = {
  /** Span that the page belongs to. Kept when the span goes, as in Go: look at its state. */
  spans: 'i32',
  /** {@link PageFlag}s: heapArena's bitmaps. */
  flags: 'u8',
} as const;

/** Offset in its arena, in pages, below which memory has been used before. */
const arenaSchema = { zeroedBase: 'u32' } as const;

/** Mark and allocation bits of all spans. Row 0 heads nothing: it stands for none. */
const gcBitsSchema = { bits: 'u32' } as const;

/** Free blocks of gcBits by size, 2 << k words. */
const gcBitsFreeSchema = { head: 'u32' } as const;

type MspanSchema = typeof mspanSchema;
export type MspanTable = Table<MspanSchema>;

export const newMspanTable = (columns: ColumnSet): MspanTable =>
  columns.table('mspan', mspanSchema, 1, 1024);

export const newMheapTable = (columns: ColumnSet): Table<typeof mheapSchema> =>
  columns.table('mheap', mheapSchema, 1);

export const newPageTable = (columns: ColumnSet): Table<typeof pageSchema> =>
  columns.table('page', pageSchema, 0, 512);

export const newArenaTable = (columns: ColumnSet): Table<typeof arenaSchema> =>
  columns.table('heapArena', arenaSchema, 0, 1);

export const newGcBitsTable = (columns: ColumnSet): Table<typeof gcBitsSchema> =>
  columns.table('gcBits', gcBitsSchema, 2, 4096);

export const newGcBitsFreeTable = (columns: ColumnSet): Table<typeof gcBitsFreeSchema> =>
  columns.table('gcBitsFree', gcBitsFreeSchema, 8);

/** The span that an offset lies in, dead and manual ones included; 0 outside of the heap. */
export function spanOfUnchecked(rt: Runtime, off: Off): number {
  return off >= rt.heapStart ? rt.page.spans[(off - rt.heapStart) >> pageShift]! : 0;
}

/** The heap span whose objects an offset lies in, 0 when there is none. */
export function spanOfHeap(rt: Runtime, off: Off): number {
  if (off < rt.heapStart || off >= rt.mem.size) return 0;
  const s = rt.page.spans[(off - rt.heapStart) >> pageShift]!;
  const { mspan } = rt;
  const inside = mspan.state[s] === MSpanState.inUse && off < mspan.limit[s]!;
  return inside && off >= mspan.base[s]! ? s : 0;
}

/** Offset of a page. */
export function pageOff(rt: Runtime, page: number): Off {
  return rt.heapStart + page * pageSize;
}

// ---- span structs and bits ---------------------------------------------------------------------

/** allocMSpanLocked and tryAllocMSpan: counts as Go does; the row is any free one. */
function allocMSpan(rt: Runtime): number {
  const { allp, mheap, mspan } = rt;
  if (rt.p < 0) fixallocSpans(rt, 1);
  else {
    if (allp.mspancacheLen[rt.p] === 0) {
      fixallocSpans(rt, mspanCacheLen / 2);
      allp.mspancacheLen[rt.p] = mspanCacheLen / 2;
    }
    allp.mspancacheLen[rt.p]!--;
  }
  mheap.spanCount[0]!++;
  const row = mheap.freeRow[0]!;
  if (row !== 0) {
    mheap.freeRow[0] = mspan.next[row]!;
    mspan.next[row] = 0;
    return row;
  }
  rt.columns.resize<MspanSchema>(mspan, mspan.rows + 1);
  return mspan.rows - 1;
}

function fixallocSpans(rt: Runtime, count: number): void {
  const { mheap } = rt;
  mheap.spanInuse[0]! += count;
  mheap.spanFree[0]! -= count;
  while (mheap.spanFree[0]! < 0) {
    mheap.spanFree[0]! += fixallocChunk(rt, mspanBytes, 'mspan_sys');
  }
  if (mheap.spanInuse[0]! > mheap.allspansCap[0]!) growAllspans(rt);
}

/** recordspan: every struct stands in mheap.allspans from its first use on. */
function growAllspans(rt: Runtime): void {
  const { allspansCap } = rt.mheap;
  const before = allspansCap[0]!;
  allspansCap[0] = Math.max(allspansMin, Math.floor((before * 3) / 2));
  sysAllocMetadata(rt, allspansCap[0] * 8, 'other_sys');
  sysFreeMetadata(rt, before * 8, 'other_sys');
}

function freeMSpanLocked(rt: Runtime, s: number): void {
  const { allp, mheap, mspan } = rt;
  if (rt.p >= 0 && allp.mspancacheLen[rt.p]! < mspanCacheLen) {
    allp.mspancacheLen[rt.p]!++;
  } else {
    mheap.spanInuse[0]!--;
    mheap.spanFree[0]!++;
  }
  mheap.spanCount[0]!--;
  mspan.next[s] = mheap.freeRow[0]!;
  mheap.freeRow[0] = s;
}

/** Size number of the blocks of bits that a span needs: 2 << k words. */
function bitsOrder(nelems: number): number {
  return nelems <= 64 ? 0 : 32 - Math.clz32((nelems - 1) >> 6);
}

/** newMarkBits, newAllocBits: a block of zero bits. NON-GO: from free lists, not from an arena per
 * cycle; where bits lie is visible to nobody. */
function newBits(rt: Runtime, nelems: number): number {
  const { gcBits, gcBitsFree } = rt;
  newMarkBits(rt, nelems);
  const order = bitsOrder(nelems);
  const words = 2 << order;
  let at = gcBitsFree.head[order]!;
  if (at === 0) {
    at = gcBits.rows;
    rt.columns.resize(gcBits, at + words);
    return at;
  }
  gcBitsFree.head[order] = gcBits.bits[at]!;
  clearBits(gcBits.bits, at, words);
  return at;
}

/** A loop, since that is faster than a call of fill for the few words of most spans. */
function clearBits(bits: Uint32Array, from: number, words: number): void {
  for (let at = from; at < from + words; at++) bits[at] = 0;
}

function freeBits(rt: Runtime, at: number, nelems: number): void {
  const { gcBits, gcBitsFree } = rt;
  const order = bitsOrder(nelems);
  gcBits.bits[at] = gcBitsFree.head[order]!;
  gcBitsFree.head[order] = at;
}

// ---- growth ------------------------------------------------------------------------------------

/** mheap.sysAlloc: reserves arenas behind the last one. */
function sysAlloc(rt: Runtime, pages: number): void {
  const { mheap, memstats } = rt;
  const count = Math.ceil(pages / pagesPerArena);
  memstats.mmaps[0]! += 1 + count;
  memstats.gcMiscSys[0]! += count * heapArenaStructBytes;
  rt.gcController.mappedReady[0]! += count * heapArenaStructBytes;
  mheap.arenas[0]! += count;
  mheap.curArenaEnd[0]! += count * pagesPerArena;
  rt.columns.resize(rt.arena, mheap.arenas[0]!);
}

/** Takes whole chunks for `npages` more pages. Returns the growth in bytes. */
export function grow(rt: Runtime, npages: number): number {
  const { mheap, memstats, pages } = rt;
  const ask = Math.ceil(npages / pallocChunkPages) * pallocChunkPages;
  const first = mheap.curArenaBase[0]!;
  // Memory first: when the machine has no more, nothing must have changed.
  rt.mem.grow(rt.heapStart + (first + ask) * pageSize);
  if (first + ask > mheap.curArenaEnd[0]!) {
    sysAlloc(rt, ask);
    // A random base begins inside of its arena.
    if (first === 0) mheap.curArenaEnd[0]! -= rt.arenaSkew;
    if (ask > mheap.curArenaEnd[0]! - first) sysAlloc(rt, pagesPerArena);
  }
  mheap.curArenaBase[0] = first + ask;
  const bytes = ask * pageSize;
  memstats.mmaps[0]!++;
  rt.gcController.heapReleased[0]! += bytes;
  memstats.released[0]! += bytes;
  rt.columns.resize(rt.page, first + ask);
  pages.grow(ask);
  if (first === 0 && rt.padPages > 0) pages.markRandomPaddingPages(0, rt.padPages);
  traceEvent(rt, TraceKind.heapGrow, first === 0 ? 0 : 1, first, ask);
  return bytes;
}

/** Whether fresh pages may hold old bytes; from now on they may. */
function allocNeedsZero(rt: Runtime, first: number, npages: number): boolean {
  const { zeroedBase } = rt.arena;
  let needZero = false;
  const end = first + npages + rt.arenaSkew;
  for (let page = first + rt.arenaSkew; page < end;) {
    const arena = Math.floor(page / pagesPerArena);
    const from = page - arena * pagesPerArena;
    const limit = Math.min(pagesPerArena, end - arena * pagesPerArena);
    if (from < zeroedBase[arena]!) needZero = true;
    if (limit > zeroedBase[arena]!) zeroedBase[arena] = limit;
    page += limit - from;
  }
  return needZero;
}

// ---- spans -------------------------------------------------------------------------------------

/**
 * A span of `npages` pages: from the P's page cache when it is small, else from the bitmap, else
 * from new memory.
 */
export function allocSpan(
  rt: Runtime,
  npages: number,
  type: SpanAllocType,
  spanclass: number,
): number {
  const { pages } = rt;
  const { p } = rt;
  let first = -1;
  let scav = 0;
  let growth = 0;
  let why = WhySpan.large;
  let locked = 1;
  if (p >= 0 && npages < 16) {
    why = WhySpan.cacheMiss;
    if (pageCacheEmpty(rt, p)) {
      why = WhySpan.cacheRefilled;
      rt.memstats.mheapLocks[0]!++;
      noteHeap(rt, 1);
      allocToCache(rt, p);
    }
    first = pageCacheFind(rt, p, npages);
    if (first >= 0) {
      scav = pageCacheTake(rt, p, first, npages);
      if (why !== WhySpan.cacheRefilled) why = WhySpan.cacheHit;
      if (rt.allp.mspancacheLen[p]! > 0) locked = 0;
    }
  }
  rt.memstats.mheapLocks[0]! += locked;
  noteHeap(rt, locked);
  if (first < 0) {
    first = pages.alloc(npages);
    if (first < 0) {
      why = WhySpan.grown;
      growth = grow(rt, npages);
      first = pages.alloc(npages);
      assert(first >= 0, 'grew the heap, and still no free pages');
    }
    scav = pages.allocRange(first, npages);
  }
  const s = allocMSpan(rt);
  scavengeForAlloc(rt, scav * pageSize, growth);
  initSpan(rt, s, type, spanclass, first, npages, scav);
  accountAlloc(rt, type, npages * pageSize, scav * pageSize);
  traceEvent(rt, TraceKind.spanAlloc, why, s, npages);
  return s;
}

function accountAlloc(rt: Runtime, type: SpanAllocType, bytes: number, scav: number): void {
  const { gcController, memstats } = rt;
  gcController.mappedReady[0]! += scav;
  gcController.heapReleased[0]! -= scav;
  gcController.heapFree[0]! -= bytes - scav;
  memstats.committed[0]! += scav;
  memstats.released[0]! -= scav;
  if (type === SpanAllocType.heap) {
    gcController.heapInUse[0]! += bytes;
    memstats.inHeap[0]! += bytes;
  } else if (type === SpanAllocType.stack) memstats.inStacks[0]! += bytes;
  else memstats.inWorkBufs[0]! += bytes;
}

/** A span over given free pages, as allocSpan would make it: for setting up a state. */
export function placeSpan(
  rt: Runtime,
  first: number,
  npages: number,
  type: SpanAllocType,
  spanclass: number,
): number {
  const scav = rt.pages.allocRange(first, npages);
  const s = allocMSpan(rt);
  initSpan(rt, s, type, spanclass, first, npages, scav);
  accountAlloc(rt, type, npages * pageSize, scav * pageSize);
  return s;
}

/** Makes a row of the mspan table a span over pages, and the pages its own. */
function initSpan(
  rt: Runtime,
  s: number,
  type: SpanAllocType,
  spanclass: number,
  first: number,
  npages: number,
  scav: number,
): void {
  const { mspan, page, mheap } = rt;
  const base = pageOff(rt, first);
  mspan.startPage[s] = first;
  mspan.base[s] = base;
  mspan.npages[s] = npages;
  // Pages that the system has back come clear.
  const needZero = allocNeedsZero(rt, first, npages);
  mspan.needzero[s] = needZero && scav !== npages ? 1 : 0;
  mspan.allocCount[s] = 0;
  mspan.allocCountBeforeCache[s] = 0;
  mspan.freeindex[s] = 0;
  mspan.freeIndexForScan[s] = 0;
  mspan.largeType[s] = 0;
  mspan.manualFreeList[s] = 0;
  mspan.owner[s] = 0;
  if (type !== SpanAllocType.heap) {
    mspan.spanclass[s] = 0;
    mspan.nelems[s] = 0;
    mspan.elemsize[s] = 0;
    mspan.limit[s] = base + npages * pageSize;
    mspan.manualType[s] = type;
    mspan.state[s] = MSpanState.manual;
  } else {
    const sizeclass = spanclass >> 1;
    const elemsize = sizeclass === 0 ? npages * pageSize : class_to_size[sizeclass]!;
    const nelems = spanclass_nelems[spanclass]!;
    mspan.spanclass[s] = spanclass;
    mspan.elemsize[s] = elemsize;
    mspan.nelems[s] = nelems;
    mspan.allocCacheLow[s] = 0xffffffff;
    mspan.allocCacheHigh[s] = 0xffffffff;
    mspan.gcmarkBits[s] = newBits(rt, nelems);
    mspan.allocBits[s] = newBits(rt, nelems);
    mspan.limit[s] = base + nelems * elemsize;
    mspan.sweepgen[s] = mheap.sweepgen[0]!;
    mspan.births[s] = rt.births.alloc(rt.recording, nelems);
    mspan.state[s] = MSpanState.inUse;
  }
  const { spans } = page;
  for (let at = first; at < first + npages; at++) spans[at] = s;
  if (type !== SpanAllocType.heap) return;
  const inline = sizeclassInline(spanclass) ? PageFlag.inlineMarkBits : 0;
  page.flags[first]! |= PageFlag.inUse | inline;
  mheap.pagesInUse[0]! += npages;
}

function sizeclassInline(spanclass: number): boolean {
  return spanclass > 1 && gcUsesSpanInlineMarkBits(class_to_size[spanclass >> 1]!);
}

/** allocManual: a span that is not for objects: stacks and work buffers. */
export function allocManual(rt: Runtime, npages: number, type: SpanAllocType): number {
  return allocSpan(rt, npages, type, 0);
}

/** freeSpan: takes back a heap span that the sweeper found empty. */
export function freeSpan(rt: Runtime, s: number): void {
  freeSpanLocked(rt, s, SpanAllocType.heap);
}

export function freeManual(rt: Runtime, s: number, type: SpanAllocType): void {
  rt.mspan.needzero[s] = 1;
  freeSpanLocked(rt, s, type);
}

function freeSpanLocked(rt: Runtime, s: number, type: SpanAllocType): void {
  const { mspan, mheap, page, gcController, memstats } = rt;
  memstats.mheapLocks[0]!++;
  noteHeap(rt, 1);
  const first = mspan.startPage[s]!;
  const npages = mspan.npages[s]!;
  assert(mspan.allocCount[s] === 0, 'a span with objects is freed');
  if (mspan.state[s] === MSpanState.inUse) {
    assert(mspan.sweepgen[s] === mheap.sweepgen[0], 'an unswept span is freed');
    mheap.pagesInUse[0]! -= npages;
    page.flags[first]! &= ~(PageFlag.inUse | PageFlag.inlineMarkBits);
    freeBits(rt, mspan.allocBits[s]!, mspan.nelems[s]!);
    freeBits(rt, mspan.gcmarkBits[s]!, mspan.nelems[s]!);
    rt.births.free(mspan.births[s]!, mspan.nelems[s]!);
    mspan.births[s] = 0;
  }
  const bytes = npages * pageSize;
  gcController.heapFree[0]! += bytes;
  if (type === SpanAllocType.heap) {
    gcController.heapInUse[0]! -= bytes;
    memstats.inHeap[0]! -= bytes;
  } else if (type === SpanAllocType.stack) memstats.inStacks[0]! -= bytes;
  else memstats.inWorkBufs[0]! -= bytes;
  rt.pages.free(first, npages);
  mspan.state[s] = MSpanState.dead;
  traceEvent(rt, TraceKind.spanFree, type, s, first);
  freeMSpanLocked(rt, s);
}

/** Puts new zero bits in place of a span's old ones: allocBits = gcmarkBits after sweeping. */
export function swapMarkBits(rt: Runtime, s: number): void {
  const { mspan, gcBits } = rt;
  newMarkBits(rt, mspan.nelems[s]!);
  const old = mspan.allocBits[s]!;
  mspan.allocBits[s] = mspan.gcmarkBits[s]!;
  mspan.gcmarkBits[s] = old;
  clearBits(gcBits.bits, old, 2 << bitsOrder(mspan.nelems[s]!));
}

/** Pages of a size class's span. */
export function classPages(spc: number): number {
  return class_to_allocnpages[spc >> 1]!;
}

// ---- lists of spans ----------------------------------------------------------------------------

/** mSpanList.insert: at the front. `list` is a column of heads. */
export function spanListInsert(rt: Runtime, list: Int32Array, at: number, s: number): void {
  const { next, prev } = rt.mspan;
  next[s] = list[at]!;
  prev[s] = 0;
  if (list[at] !== 0) prev[list[at]!] = s;
  list[at] = s;
}

export function spanListRemove(rt: Runtime, list: Int32Array, at: number, s: number): void {
  const { next, prev } = rt.mspan;
  if (prev[s] !== 0) next[prev[s]!] = next[s]!;
  else list[at] = next[s]!;
  if (next[s] !== 0) prev[next[s]!] = prev[s]!;
  next[s] = 0;
  prev[s] = 0;
}
