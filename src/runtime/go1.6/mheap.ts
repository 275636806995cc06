/**
 * The page heap of Go 1.6, after runtime/mheap.go: spans on lists by length, first fit upwards from
 * the list of the wanted length, best fit among the large ones, splitting and coalescing. Growth
 * and the three regions (sysAlloc of runtime/malloc.go) stand in arena.ts.
 *
 * Spans for objects, which may have to sweep first, are taken in mheapalloc.ts. Leaves out specials
 * and profiling. Which span a page belongs to is in h_spans; of a free span only
 * its first and last page are kept right, as in Go.
 */
import { assert } from '../../base/assert';
import { noteHeap } from '../contention';
import { OutOfMemory } from '../memory';
import { TraceKind, traceEvent } from '../trace';
import { nanotime } from '../time';
import { sysAlloc } from './arena';
import { pageSize } from './msize';
import type { Runtime16 } from './runtime';
import { SpanState, freeList, maxMHeapList } from './runtime';
import { insert, remove } from './mspanlist';
import { Why16 } from './why';

/** Pages that the heap grows by at least: 1 MiB. */
const heapAllocChunkPages = 128;

/** A new or recycled mspan struct; a new one is a new row of h_allspans (recordspan). */
function allocMSpan(rt: Runtime16): number {
  const { mheap, mspan } = rt;
  const row = mheap.spanFree[0]!;
  if (row !== 0) {
    mheap.spanFree[0] = mspan.next[row]!;
    mspan.next[row] = 0;
    return row;
  }
  rt.host.columns.resize(mspan, mspan.rows + 1);
  return mspan.rows - 1;
}

/** A struct whose pages another span has taken over. */
function freeMSpan(rt: Runtime16, s: number): void {
  rt.mspan.state[s] = SpanState.dead;
  rt.mspan.next[s] = rt.mheap.spanFree[0]!;
  rt.mheap.spanFree[0] = s;
}

/** mspan.init. */
function initSpan(rt: Runtime16, s: number, start: number, npages: number): void {
  const { mspan } = rt;
  mspan.next[s] = 0;
  mspan.prev[s] = 0;
  mspan.list[s] = 0;
  mspan.start[s] = start;
  mspan.npages[s] = npages;
  mspan.freelist[s] = 0;
  mspan.ref[s] = 0;
  mspan.sizeclass[s] = 0;
  mspan.incache[s] = 0;
  mspan.owner[s] = 0;
  mspan.elemsize[s] = 0;
  mspan.state[s] = SpanState.dead;
  mspan.unusedsince[s] = 0;
  mspan.npreleased[s] = 0;
  mspan.needzero[s] = 0;
}

/** The heap lock is taken: what the mcache of this P has counted goes into the totals. */
export function lock(rt: Runtime16): void {
  const { mcache, memstats } = rt;
  memstats.mheapLocks[0]!++;
  noteHeap(rt.host, 1);
  const p = Math.max(rt.host.p, 0);
  memstats.heap_scan[0]! += mcache.local_scan[p]!;
  mcache.local_scan[p] = 0;
  memstats.tinyallocs[0]! += mcache.local_tinyallocs[p]!;
  mcache.local_tinyallocs[p] = 0;
}

/** allocStack: pages for stacks. */
export function allocStack(rt: Runtime16, npages: number): number {
  const { mspan, memstats } = rt;
  lock(rt);
  const s = allocSpanLocked(rt, npages);
  mspan.state[s] = SpanState.stack;
  mspan.freelist[s] = 0;
  mspan.ref[s] = 0;
  memstats.stacks_inuse[0]! += npages * pageSize;
  return s;
}

/**
 * Takes pages: from the shortest list that has long enough ones, else the best fit of the large.
 */
export function allocSpanLocked(rt: Runtime16, npages: number): number {
  let why = Why16.fixedList;
  let s = 0;
  for (let i = npages; s === 0 && i < maxMHeapList; i++) s = rt.list.first[freeList(i)]!;
  if (s === 0) {
    why = Why16.bestFit;
    s = bestFit(rt, npages);
  }
  if (s === 0) {
    why = Why16.grown;
    grow(rt, npages);
    s = bestFit(rt, npages);
    assert(s !== 0, 'the heap has grown, and still no free span');
  }
  take(rt, s, npages);
  traceEvent(rt.host, TraceKind.spanAlloc, why, s, npages);
  return s;
}

/** The first `npages` pages of a free span become its own; the rest goes back. */
function take(rt: Runtime16, s: number, npages: number): void {
  const { mspan, memstats, h_spans } = rt;
  assert(mspan.state[s] === SpanState.free && mspan.npages[s]! >= npages, 'a fitting free span');
  remove(rt, mspan.list[s]!, s);
  if (mspan.npreleased[s]! > 0) {
    memstats.madvises[0]!++;
    memstats.heap_released[0]! -= mspan.npreleased[s]! * pageSize;
    mspan.npreleased[s] = 0;
  }
  const start = mspan.start[s]!;
  const rest = mspan.npages[s]! - npages;
  if (rest > 0) {
    const t = allocMSpan(rt);
    initSpan(rt, t, start + npages, rest);
    mspan.npages[s] = npages;
    h_spans.span[start + npages - 1] = s;
    h_spans.span[start + npages] = t;
    h_spans.span[start + npages + rest - 1] = t;
    mspan.needzero[t] = mspan.needzero[s]!;
    // Neither is free for the moment, or the rest would be joined to what it was cut from.
    mspan.state[t] = SpanState.stack;
    mspan.state[s] = SpanState.stack;
    traceEvent(rt.host, TraceKind.spanFree, Why16.split, t, start + npages);
    freeSpanLocked(rt, t, false, false, mspan.unusedsince[s]!);
    mspan.state[s] = SpanState.free;
  }
  mspan.unusedsince[s] = 0;
  h_spans.span.fill(s, start, start + npages);
  memstats.heap_inuse[0]! += npages * pageSize;
  memstats.heap_idle[0]! -= npages * pageSize;
}

/** The smallest large span that fits; of equals the one with the lowest address. */
function bestFit(rt: Runtime16, npages: number): number {
  const { mspan } = rt;
  let best = 0;
  for (let s = rt.list.first[freeList(maxMHeapList)]!; s !== 0; s = mspan.next[s]!) {
    const n = mspan.npages[s]!;
    if (n < npages) continue;
    const smaller = best === 0 || n < mspan.npages[best]!;
    if (smaller || (n === mspan.npages[best] && mspan.start[s]! < mspan.start[best]!)) best = s;
  }
  return best;
}

/** Adds at least `npages` pages: in use for a moment, then freed, so that they join a free tail. */
function grow(rt: Runtime16, npages: number): void {
  const { mspan, mheap, h_spans } = rt;
  const rounded = Math.ceil(npages / 8) * 8;
  let ask = Math.max(rounded, heapAllocChunkPages);
  let start: number;
  try {
    start = sysAlloc(rt, ask);
  } catch (error) {
    if (!(error instanceof OutOfMemory) || ask === rounded) throw error;
    ask = rounded;
    start = sysAlloc(rt, ask);
  }
  const s = allocMSpan(rt);
  initSpan(rt, s, start, ask);
  h_spans.span.fill(s, start, start + ask);
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  mspan.state[s] = SpanState.inUse;
  mheap.pagesInUse[0]! += ask;
  traceEvent(rt.host, TraceKind.heapGrow, Why16.grown, start, ask);
  freeSpanLocked(rt, s, false, true, 0);
}

/** mheap.freeSpan: takes back a swept span; `object`: it held a large one. */
export function freeSpan(rt: Runtime16, s: number, object: boolean): void {
  lock(rt);
  if (object) rt.memstats.heap_objects[0]!--;
  rt.host.births.free(rt.mspan.births[s]!, rt.mspan.sizeclass[s] === 0 ? 1 : objectsOf(rt, s));
  rt.mspan.births[s] = 0;
  traceEvent(rt.host, TraceKind.spanFree, Why16.swept, s, rt.mspan.start[s]!);
  freeSpanLocked(rt, s, true, true, 0);
}

export function freeStack(rt: Runtime16, s: number): void {
  lock(rt);
  rt.mspan.needzero[s] = 1;
  rt.memstats.stacks_inuse[0]! -= rt.mspan.npages[s]! * pageSize;
  traceEvent(rt.host, TraceKind.spanFree, Why16.stack, s, rt.mspan.start[s]!);
  freeSpanLocked(rt, s, true, true, 0);
}

/** Objects a span of a size class has room for. */
export function objectsOf(rt: Runtime16, s: number): number {
  const { mspan } = rt;
  return Math.floor((mspan.npages[s]! * pageSize) / mspan.elemsize[s]!);
}

/** Puts a span on a free list, joined with free neighbours. The struct that stays is this one. */
function freeSpanLocked(
  rt: Runtime16,
  s: number,
  acctinuse: boolean,
  acctidle: boolean,
  unusedsince: number,
): void {
  const { mspan, mheap, memstats } = rt;
  assert(mspan.ref[s] === 0, `a span with ${mspan.ref[s]} objects is freed`);
  if (mspan.state[s] === SpanState.inUse) {
    assert(mspan.sweepgen[s] === mheap.sweepgen[0], 'an unswept span is freed');
    mheap.pagesInUse[0]! -= mspan.npages[s]!;
  }
  const bytes = mspan.npages[s]! * pageSize;
  if (acctinuse) memstats.heap_inuse[0]! -= bytes;
  if (acctidle) memstats.heap_idle[0]! += bytes;
  mspan.state[s] = SpanState.free;
  if (mspan.list[s] !== 0) remove(rt, mspan.list[s]!, s);
  mspan.unusedsince[s] = unusedsince === 0 ? nanotime(rt.host) : unusedsince;
  mspan.npreleased[s] = 0;
  coalesce(rt, s);
  insert(rt, freeList(mspan.npages[s]!), s);
}

/** Takes over the pages of free neighbours, and what the system has of them. */
function coalesce(rt: Runtime16, s: number): void {
  const { mspan, h_spans, mheap } = rt;
  const start = mspan.start[s]!;
  const before = start > 0 ? h_spans.span[start - 1]! : 0;
  if (before !== 0 && mspan.state[before] === SpanState.free) {
    mspan.start[s] = mspan.start[before]!;
    mspan.npages[s]! += mspan.npages[before]!;
    mspan.npreleased[s] = mspan.npreleased[before]!;
    mspan.needzero[s]! |= mspan.needzero[before]!;
    h_spans.span[mspan.start[s]!] = s;
    remove(rt, mspan.list[before]!, before);
    freeMSpan(rt, before);
  }
  const end = mspan.start[s]! + mspan.npages[s]!;
  const behind = end < mheap.arena_used[0]! ? h_spans.span[end]! : 0;
  if (behind !== 0 && mspan.state[behind] === SpanState.free) {
    mspan.npages[s]! += mspan.npages[behind]!;
    mspan.npreleased[s]! += mspan.npreleased[behind]!;
    mspan.needzero[s]! |= mspan.needzero[behind]!;
    h_spans.span[mspan.start[s]! + mspan.npages[s]! - 1] = s;
    remove(rt, mspan.list[behind]!, behind);
    freeMSpan(rt, behind);
  }
  h_spans.span[mspan.start[s]!] = s;
}

/**
 * mheap.scavenge: gives the pages of spans that were free for longer than `limit` nanoseconds back
 * to the system. Returns the bytes released.
 */
export function scavenge(rt: Runtime16, now: number, limit: number): number {
  lock(rt);
  let released = 0;
  for (let i = 0; i <= maxMHeapList; i++) {
    for (let s = rt.list.first[freeList(i)]!; s !== 0; s = rt.mspan.next[s]!)
      released += scavengeSpan(rt, s, now, limit);
  }
  return released;
}

function scavengeSpan(rt: Runtime16, s: number, now: number, limit: number): number {
  const { mspan, memstats } = rt;
  const npages = mspan.npages[s]!;
  const kept = npages - mspan.npreleased[s]!;
  if (now - mspan.unusedsince[s]! <= limit || kept === 0) return 0;
  memstats.heap_released[0]! += kept * pageSize;
  memstats.madvises[0]!++;
  mspan.npreleased[s] = npages;
  traceEvent(rt.host, TraceKind.scavenge, Why16.idle, mspan.start[s]!, npages);
  // The kernel gives clear pages when they are touched again; Go does not rely on it.
  rt.host.mem.zero(rt.heapStart + mspan.start[s]! * pageSize, npages * pageSize);
  return kept * pageSize;
}

/** The span in use that an offset lies in, 0 when there is none. */
export function spanOfHeap(rt: Runtime16, off: number): number {
  const page = (off - rt.heapStart) >> 13;
  if (page < 0 || page >= rt.mheap.arena_used[0]!) return 0;
  const s = rt.h_spans.span[page]!;
  const { mspan } = rt;
  if (s === 0 || mspan.state[s] !== SpanState.inUse || off >= mspan.limit[s]!) return 0;
  const first = mspan.start[s]!;
  return page >= first && page < first + mspan.npages[s]! ? s : 0;
}
