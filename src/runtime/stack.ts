/**
 * Goroutine stacks, after runtime/stack.go of Go 1.26: stacks up to 16 KiB come from spans of 32
 * KiB in pools by size with a cache per P, larger ones are spans of their own. Copying a stack into
 * a bigger one is up to the interpreter, which knows the frames.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { stackalloc as stackalloc16, stackfree as stackfree16 } from './go1.6/stack';
import type { Off } from './memory';
import {
  SpanAllocType,
  allocManual,
  freeManual,
  spanListInsert,
  spanListRemove,
  spanOfUnchecked,
} from './mheap';
import type { Runtime } from './runtime';
import { pageShift, pageSize } from './sizeclasses';
import { TraceKind, traceEvent } from './trace';

/** Smallest stack; sizes of pooled ones are this << order. */
export const fixedStack = 2048;
export const numStackOrders = 4;
/** Bytes of a span of small stacks, and of a P's cache of a size. */
const stackCacheSize = 32 << 10;
/** Sizes of larger stacks that have a list: log2 of their pages. */
const stackLargeLists = 20;

/** Heads of span lists: a pool per order, then stackLarge by size. */
const stackPoolSchema = { span: 'i32' } as const;

/** Row `p × 4 + order`: a P's free stacks, linked through their first word, and their bytes. */
const stackCacheSchema = { list: 'i32', size: 'i32' } as const;

export const newStackPool = (columns: ColumnSet): Table<typeof stackPoolSchema> =>
  columns.table('stackpool', stackPoolSchema, numStackOrders + stackLargeLists);
export const newStackCache = (columns: ColumnSet, procs: number): Table<typeof stackCacheSchema> =>
  columns.table('stackcache', stackCacheSchema, procs * numStackOrders);

function orderOf(bytes: number): number {
  return 31 - Math.clz32(bytes) - 11;
}

/** stackpoolalloc: a stack from the first span of the pool that has one. */
function stackpoolalloc(rt: Runtime, order: number): Off {
  const { mspan, mem } = rt;
  const list = rt.stackpool.span;
  let s = list[order]!;
  if (s === 0) {
    s = allocManual(rt, stackCacheSize >> pageShift, SpanAllocType.stack);
    const size = fixedStack << order;
    mspan.elemsize[s] = size;
    for (let at = 0; at < stackCacheSize; at += size) {
      const x = mspan.base[s]! + at;
      mem.storePtr(x, mspan.manualFreeList[s]!);
      mspan.manualFreeList[s] = x;
    }
    spanListInsert(rt, list, order, s);
  }
  const x = mspan.manualFreeList[s]!;
  mspan.manualFreeList[s] = mem.loadPtr(x);
  mspan.allocCount[s]!++;
  if (mspan.manualFreeList[s] === 0) spanListRemove(rt, list, order, s);
  return x;
}

/** stackpoolfree: outside of marking, a span whose stacks are all free goes back at once. */
function stackpoolfree(rt: Runtime, x: Off, order: number): void {
  const { mspan } = rt;
  const list = rt.stackpool.span;
  const s = spanOfUnchecked(rt, x);
  if (mspan.manualFreeList[s] === 0) spanListInsert(rt, list, order, s);
  rt.mem.storePtr(x, mspan.manualFreeList[s]!);
  mspan.manualFreeList[s] = x;
  mspan.allocCount[s]!--;
  if (rt.gcPhase === 0 && mspan.allocCount[s] === 0) {
    spanListRemove(rt, list, order, s);
    mspan.manualFreeList[s] = 0;
    freeManual(rt, s, SpanAllocType.stack);
  }
}

function stackcacherefill(rt: Runtime, at: number, order: number): void {
  let list = 0;
  let size = 0;
  rt.memstats.stackpoolLocks[0]!++;
  while (size < stackCacheSize / 2) {
    const x = stackpoolalloc(rt, order);
    rt.mem.storePtr(x, list);
    list = x;
    size += fixedStack << order;
  }
  rt.stackcache.list[at] = list;
  rt.stackcache.size[at] = size;
}

/** Gives stacks of a P's cache back to the pool until `keep` bytes are left. */
function release(rt: Runtime, p: number, order: number, keep: number): void {
  const { list, size } = rt.stackcache;
  const at = p * numStackOrders + order;
  rt.memstats.stackpoolLocks[0]!++;
  while (size[at]! > keep) {
    const x = list[at]!;
    list[at] = rt.mem.loadPtr(x);
    size[at]! -= fixedStack << order;
    stackpoolfree(rt, x, order);
  }
}

/** stackcache_clear: all free stacks of a P go back. */
export function stackcache_clear(rt: Runtime, p: number): void {
  for (let order = 0; order < numStackOrders; order++) release(rt, p, order, 0);
}

/**
 * A stack of `bytes` bytes, a power of two of at least 2048. With `noCache` it is for a goroutine
 * that may not be preempted, as at the end of a cycle: a small one comes from the pool then.
 */
export function stackalloc(rt: Runtime, bytes: number, noCache = false): Off {
  if (rt.go16 !== undefined) return stackalloc16(rt.go16, bytes);
  assert(bytes >= fixedStack && (bytes & (bytes - 1)) === 0, 'a stack whose size no stack has');
  let off: Off;
  if (noCache && bytes < stackCacheSize) {
    rt.memstats.stackpoolLocks[0]!++;
    off = stackpoolalloc(rt, orderOf(bytes));
  } else if (bytes < stackCacheSize) {
    const order = orderOf(bytes);
    const { list, size } = rt.stackcache;
    const at = rt.p * numStackOrders + order;
    if (list[at] === 0) stackcacherefill(rt, at, order);
    off = list[at]!;
    list[at] = rt.mem.loadPtr(off);
    size[at]! -= bytes;
  } else {
    const pages = rt.stackpool.span;
    const at = largeList(bytes);
    let s = pages[at]!;
    if (s !== 0) {
      spanListRemove(rt, pages, at, s);
    } else {
      s = allocManual(rt, bytes >> pageShift, SpanAllocType.stack);
      rt.mspan.elemsize[s] = bytes;
    }
    off = rt.mspan.base[s]!;
  }
  traceEvent(rt, TraceKind.stackAlloc, 0, off, bytes);
  return off;
}

function largeList(bytes: number): number {
  return numStackOrders + 32 - Math.clz32(bytes / pageSize);
}

/** Gives a stack back, with `noCache` to the pool; see stackalloc. */
export function stackfree(rt: Runtime, off: Off, bytes: number, noCache = false): void {
  if (rt.go16 !== undefined) {
    stackfree16(rt.go16, off, bytes);
    return;
  }
  traceEvent(rt, TraceKind.stackFree, 0, off, bytes);
  if (noCache && bytes < stackCacheSize) {
    rt.memstats.stackpoolLocks[0]!++;
    stackpoolfree(rt, off, orderOf(bytes));
    return;
  }
  if (bytes < stackCacheSize) {
    const order = orderOf(bytes);
    const at = rt.p * numStackOrders + order;
    const { list, size } = rt.stackcache;
    if (size[at]! >= stackCacheSize) release(rt, rt.p, order, stackCacheSize / 2);
    rt.mem.storePtr(off, list[at]!);
    list[at] = off;
    size[at]! += bytes;
    return;
  }
  const s = spanOfUnchecked(rt, off);
  if (rt.gcPhase === 0) freeManual(rt, s, SpanAllocType.stack);
  else spanListInsert(rt, rt.stackpool.span, largeList(bytes), s);
}

/** freeStackSpans: at the end of a cycle, spans of stacks that became empty while marking. */
export function freeStackSpans(rt: Runtime): void {
  const { mspan } = rt;
  const lists = rt.stackpool.span;
  for (let at = 0; at < numStackOrders + stackLargeLists; at++) {
    for (let s = lists[at]!; s !== 0;) {
      const next = mspan.next[s]!;
      if (at >= numStackOrders || mspan.allocCount[s] === 0) {
        spanListRemove(rt, lists, at, s);
        mspan.manualFreeList[s] = 0;
        freeManual(rt, s, SpanAllocType.stack);
      }
      s = next;
    }
  }
}
