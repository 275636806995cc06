/**
 * Puts a heap into a given state: the one that a process has when main.main begins, or a recorded
 * one that is to be replayed.
 *
 * NON-GO: a real process gets there by running schedinit, runtime.main and the initialisation of
 * packages; here the result of that is data (see bootstate.ts).
 */
import { assert } from '../base/assert';
import { setBit } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import { initHeapBits, refillAllocCache, shiftAllocCache } from './mbitmap';
import { setScavenged } from './mgcscavenge';
import { SpanAllocType, grow, pageOff, placeSpan, spanListInsert } from './mheap';
import type { Runtime } from './runtime';
import { numSpanClasses, pageSize } from './sizeclasses';

/** A span: pages are numbered from the first chunk of the heap. */
interface SpanState {
  readonly page: number;
  readonly npages: number;
  /** Span class of a heap span; -1: a manual span. */
  readonly spanclass: number;
  readonly freeindex: number;
  readonly allocCount: number;
  /** Slots allocated at or behind freeindex; slots before it are all allocated. */
  readonly allocated: readonly number[];
  readonly needzero: number;
  /** Manual spans: bytes of a stack (32768 and more: the span is one), and free stacks in order. */
  readonly stackBytes: number;
  readonly freeStacks: readonly number[];
  /** Bytes of a large object, 0 when unknown. */
  readonly largeBytes: number;
}

/** What one P holds. */
interface ProcState {
  /** Span class and first page of each cached span. */
  readonly cached: readonly (readonly [number, number])[];
  /** Page and offset in it of the tiny block, and where its free part begins; page -1: none. */
  readonly tiny: { readonly page: number; readonly offset: number; readonly used: number };
  readonly pageCache: {
    readonly page: number;
    readonly free: readonly [number, number];
    readonly scav: readonly [number, number];
  };
  /** Free stacks by order, the next one first: page and offset in it. */
  readonly stacks: readonly (readonly (readonly [number, number])[])[];
}

export interface HeapState {
  readonly sweepgen: number;
  /** Pages handed to the page allocator, and reserved. */
  readonly mappedPages: number;
  readonly reservedPages: number;
  readonly spans: readonly SpanState[];
  readonly procs: readonly ProcState[];
  /** Span class, then first pages in order. */
  readonly partialSwept: readonly (readonly [number, readonly number[]])[];
  readonly fullSwept: readonly (readonly [number, readonly number[]])[];
  /** Runs of pages without memory behind them. */
  readonly scavenged: readonly (readonly [number, number])[];
}

/** Objects that exist from the start and stay: what Go's own data structures point at. */
export const newBootObjects = (columns: ColumnSet): Table<{ readonly off: 'u32' }> =>
  columns.table('bootObjects', { off: 'u32' } as const, 0, 128);

/** Builds the state in a runtime whose heap has no page yet. */
export function loadHeap(rt: Runtime, state: HeapState): void {
  const { mheap, pages } = rt;
  assert(mheap.curArenaBase[0] === 0, 'a heap is loaded over another');
  mheap.sweepgen[0] = state.sweepgen;
  grow(rt, state.mappedPages);
  mheap.curArenaEnd[0] = state.reservedPages;
  for (const span of state.spans) loadSpan(rt, span);
  state.procs.forEach((proc, p) => loadProc(rt, p, proc));
  const swept = (state.sweepgen >>> 1) & 1;
  for (const [spc, firsts] of state.partialSwept)
    for (const page of firsts) rt.spanSets.push(spc * 4 + swept, rt.page.spans[page]!);
  for (const [spc, firsts] of state.fullSwept)
    for (const page of firsts) rt.spanSets.push(spc * 4 + 2 + swept, rt.page.spans[page]!);
  // Free pages are without memory only where the state says so.
  const { alloc, scavenged } = pages.bits;
  const without = new Uint8Array(state.mappedPages);
  for (const [page, npages] of state.scavenged) without.fill(1, page, page + npages);
  for (let page = 0; page < state.mappedPages; page++) {
    const free = ((alloc[page >> 5]! >>> (page & 31)) & 1) === 0;
    const has = ((scavenged[page >> 5]! >>> (page & 31)) & 1) === 1;
    if (free && has && without[page] === 0) setScavenged(rt, page, 1, false);
  }
}

function loadSpan(rt: Runtime, span: SpanState): void {
  const { mspan, mheap, gcBits, bootObjects } = rt;
  const manual = span.spanclass < 0;
  const type = manual ? SpanAllocType.stack : SpanAllocType.heap;
  const s = placeSpan(rt, span.page, span.npages, type, manual ? 0 : span.spanclass);
  mspan.needzero[s] = span.needzero;
  mspan.allocCount[s] = span.allocCount;
  if (manual) {
    mspan.elemsize[s] = span.stackBytes;
    for (const at of [...span.freeStacks].reverse()) {
      const x = mspan.base[s]! + at;
      rt.mem.storePtr(x, mspan.manualFreeList[s]!);
      mspan.manualFreeList[s] = x;
    }
    const order = 31 - Math.clz32(span.stackBytes) - 11;
    if (span.freeStacks.length > 0) spanListInsert(rt, rt.stackpool.span, order, s);
    return;
  }
  initHeapBits(rt, s);
  mspan.freeindex[s] = span.freeindex;
  mspan.freeIndexForScan[s] = span.freeindex;
  for (const slot of span.allocated) setBit(gcBits.bits, mspan.allocBits[s]!, slot);
  if (span.spanclass < 2 && span.largeBytes > 0) mspan.limit[s] = mspan.base[s]! + span.largeBytes;
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  const add = (slot: number): void => {
    rt.columns.resize(bootObjects, bootObjects.rows + 1);
    bootObjects.off[bootObjects.rows - 1] = mspan.base[s]! + slot * mspan.elemsize[s]!;
  };
  for (let slot = 0; slot < span.freeindex; slot++) add(slot);
  for (const slot of span.allocated) add(slot);
  const { smallAllocCount } = rt.sizeStats;
  if (span.spanclass > 1) smallAllocCount[span.spanclass >> 1]! += span.allocCount;
  else {
    rt.memstats.largeAllocCount[0]!++;
    rt.memstats.largeAlloc[0]! += span.npages * pageSize;
  }
  rt.gcController.totalAlloc[0]! += span.allocCount * mspan.elemsize[s]!;
  rt.gcController.heapLive[0]! += span.allocCount * mspan.elemsize[s]!;
}

function loadProc(rt: Runtime, p: number, proc: ProcState): void {
  const { mspan, mcache, mheap, allp, pages, stackcache } = rt;
  mcache.flushGen[p] = mheap.sweepgen[0]!;
  for (const [spc, first] of proc.cached) {
    const s = rt.page.spans[first]!;
    rt.mcacheAlloc.span[p * numSpanClasses + spc] = s;
    mspan.owner[s] = p + 1;
    mspan.sweepgen[s] = mheap.sweepgen[0]! + 3;
    mspan.allocCountBeforeCache[s] = mspan.allocCount[s]!;
    refillAllocCache(rt, s, mspan.freeindex[s]! & ~63);
    shiftAllocCache(rt, s, mspan.freeindex[s]! & 63);
    // refill counts the whole span as live.
    const used = mspan.allocCount[s]! * mspan.elemsize[s]!;
    rt.gcController.heapLive[0]! += mspan.npages[s]! * pageSize - used;
  }
  if (proc.tiny.page >= 0) {
    mcache.tiny[p] = pageOff(rt, proc.tiny.page) + proc.tiny.offset;
    mcache.tinyoffset[p] = proc.tiny.used;
  }
  const { page, free, scav } = proc.pageCache;
  if ((free[0] | free[1]) !== 0) {
    allp.pcacheBase[p] = page;
    allp.pcacheLow[p] = free[0];
    allp.pcacheHigh[p] = free[1];
    allp.pcacheScavLow[p] = scav[0];
    allp.pcacheScavHigh[p] = scav[1];
    for (let i = 0; i < 64; i++) {
      if (((free[i >> 5]! >>> (i & 31)) & 1) === 0) continue;
      if (((scav[i >> 5]! >>> (i & 31)) & 1) === 0) setScavenged(rt, page + i, 1, false);
      pages.allocRange(page + i, 1);
    }
  }
  proc.stacks.forEach((list, order) => {
    const at = p * 4 + order;
    for (const [first, offset] of [...list].reverse()) {
      const x = pageOff(rt, first) + offset;
      rt.mem.storePtr(x, stackcache.list[at]!);
      stackcache.list[at] = x;
      stackcache.size[at]! += 2048 << order;
    }
  });
}
