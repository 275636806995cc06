/**
 * Goroutine stacks in Go 1.6, after runtime/stack.go (stack1.go): pools of four sizes cut from
 * spans of 32 KiB, a cache of them per P, larger ones from spans of their own.
 */
import type { Off } from '../memory';
import { TraceKind, traceEvent } from '../trace';
import { allocStack, freeStack } from './mheap';
import { pageSize } from './msize';
import { insert, remove } from './mspanlist';
import type { Runtime16 } from './runtime';
import { GCPhase, stackOrders, stackpoolList } from './runtime';
import { Why16 } from './why';

const fixedStack = 2048;
const stackCacheSize = 32768;
const stackSpanPages = stackCacheSize / pageSize;

/** A stack from the pool, all of whose spans may be in use. */
function stackpoolalloc(rt: Runtime16, order: number): Off {
  const { mspan, host, heapStart } = rt;
  const list = stackpoolList(order);
  let s = rt.list.first[list]!;
  if (s === 0) {
    s = allocStack(rt, stackSpanPages);
    const base = heapStart + mspan.start[s]! * pageSize;
    for (let at = 0; at < stackCacheSize; at += fixedStack << order) {
      host.mem.storePtr(base + at, mspan.freelist[s]!);
      mspan.freelist[s] = base + at;
    }
    insert(rt, list, s);
  }
  const x = mspan.freelist[s]!;
  mspan.freelist[s] = host.mem.loadPtr(x);
  mspan.ref[s]!++;
  if (mspan.freelist[s] === 0) remove(rt, list, s);
  return x;
}

function stackpoolfree(rt: Runtime16, x: Off, order: number): void {
  const { mspan, host } = rt;
  const list = stackpoolList(order);
  const s = rt.h_spans.span[(x - rt.heapStart) >> 13]!;
  if (mspan.freelist[s] === 0) insert(rt, list, s);
  host.mem.storePtr(x, mspan.freelist[s]!);
  mspan.freelist[s] = x;
  mspan.ref[s]!--;
  // While marking, a goroutine may still be found on it: then the span stays until the end.
  if (mspan.ref[s] !== 0 || rt.work.gcphase[0] !== GCPhase.off) return;
  remove(rt, list, s);
  mspan.freelist[s] = 0;
  freeStack(rt, s);
}

/** Order of a pooled stack, or stackOrders when it is too large for the pools. */
function orderOf(bytes: number): number {
  let order = 0;
  while (order < stackOrders && fixedStack << order < bytes) order++;
  return order;
}

/** A stack of `bytes` bytes, a power of two. */
export function stackalloc(rt: Runtime16, bytes: number): Off {
  const { stackcache, host } = rt;
  const order = orderOf(bytes);
  let x: Off;
  if (order === stackOrders) {
    const s = allocStack(rt, Math.ceil(bytes / pageSize));
    rt.mspan.ref[s] = 1;
    x = rt.heapStart + rt.mspan.start[s]! * pageSize;
  } else {
    const at = Math.max(0, host.p) * stackOrders + order;
    if (stackcache.list[at] === 0) {
      while (stackcache.size[at]! < stackCacheSize / 2)
        cachePush(rt, at, stackpoolalloc(rt, order), fixedStack << order);
    }
    x = cachePop(rt, at, fixedStack << order);
  }
  host.mem.zero(x, bytes);
  traceEvent(host, TraceKind.stackAlloc, Why16.stack, x, bytes);
  return x;
}

export function stackfree(rt: Runtime16, x: Off, bytes: number): void {
  const { stackcache, host } = rt;
  traceEvent(host, TraceKind.stackFree, Why16.stack, x, bytes);
  const order = orderOf(bytes);
  if (order === stackOrders) {
    const s = rt.h_spans.span[(x - rt.heapStart) >> 13]!;
    rt.mspan.ref[s] = 0;
    freeStack(rt, s);
    return;
  }
  const at = Math.max(0, host.p) * stackOrders + order;
  if (stackcache.size[at]! >= stackCacheSize) {
    while (stackcache.size[at]! > stackCacheSize / 2)
      stackpoolfree(rt, cachePop(rt, at, fixedStack << order), order);
  }
  cachePush(rt, at, x, fixedStack << order);
}

function cachePush(rt: Runtime16, at: number, x: Off, bytes: number): void {
  const { stackcache, host } = rt;
  host.mem.storePtr(x, stackcache.list[at]!);
  stackcache.list[at] = x;
  stackcache.size[at]! += bytes;
}

function cachePop(rt: Runtime16, at: number, bytes: number): Off {
  const { stackcache, host } = rt;
  const x = stackcache.list[at]!;
  stackcache.list[at] = host.mem.loadPtr(x);
  stackcache.size[at]! -= bytes;
  return x;
}

/** Gives all cached stacks of a P back. */
export function stackcache_clear(rt: Runtime16, p: number): void {
  for (let order = 0; order < stackOrders; order++) {
    const at = p * stackOrders + order;
    while (rt.stackcache.list[at] !== 0)
      stackpoolfree(rt, cachePop(rt, at, fixedStack << order), order);
  }
}

/** freeStackSpans: pooled spans whose last stack came back while the collector ran. */
export function freeStackSpans(rt: Runtime16): void {
  const { mspan } = rt;
  for (let order = 0; order < stackOrders; order++) {
    const list = stackpoolList(order);
    for (let s = rt.list.first[list]!; s !== 0;) {
      const next = mspan.next[s]!;
      if (mspan.ref[s] === 0) {
        remove(rt, list, s);
        mspan.freelist[s] = 0;
        freeStack(rt, s);
      }
      s = next;
    }
  }
}
