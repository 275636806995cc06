/**
 * The central lists of Go 1.6, after runtime/mcentral.go: per size class the spans with a free
 * object (nonempty) and those without, or cached by a P (empty). Taking a span for an mcache, which
 * may have to sweep, stands in mcentralcache.ts.
 */
import { assert } from '../../base/assert';
import { TraceKind, traceEvent } from '../trace';
import { heapBitsInitSpan } from './mbitmap';
import { freeSpan as freeToHeap, objectsOf } from './mheap';
import { pageSize } from './msize';
import { insert, remove } from './mspanlist';
import { noteCentral } from '../contention';
import type { Runtime16 } from './runtime';
import { emptyList, nonemptyList } from './runtime';
import { Why16 } from './why';

/** Takes a span back from an mcache. */
export function uncacheSpan(rt: Runtime16, s: number): void {
  const { mspan, memstats } = rt;
  const sizeclass = mspan.sizeclass[s]!;
  memstats.mcentralLocks[0]!++;
  noteCentral(rt.host, sizeclass << 1);
  assert(mspan.ref[s] !== 0, 'an mcache had a span without objects');
  mspan.incache[s] = 0;
  mspan.owner[s] = 0;
  const free = objectsOf(rt, s) - mspan.ref[s]!;
  if (free > 0) {
    remove(rt, emptyList(sizeclass), s);
    insert(rt, nonemptyList(sizeclass), s);
    memstats.heap_live[0]! -= free * mspan.elemsize[s]!;
  }
  traceEvent(rt.host, TraceKind.uncache, Why16.flushed, s, sizeclass);
}

/**
 * mcentral.freeSpan: `count` objects, linked from `first` to `last`, have been swept. True when the
 * span went back to the heap.
 */
export function freeSpan(
  rt: Runtime16,
  s: number,
  count: number,
  first: number,
  last: number,
  preserve: boolean,
): boolean {
  const { mspan, mheap, host } = rt;
  assert(mspan.incache[s] === 0, 'a cached span is not swept from outside');
  const wasEmpty = mspan.freelist[s] === 0;
  host.mem.storePtr(last, mspan.freelist[s]!);
  mspan.freelist[s] = first;
  mspan.ref[s]! -= count;
  if (preserve) {
    mspan.sweepgen[s] = mheap.sweepgen[0]!;
    return false;
  }
  const sizeclass = mspan.sizeclass[s]!;
  rt.memstats.mcentralLocks[0]!++;
  noteCentral(rt.host, sizeclass << 1);
  if (wasEmpty) {
    remove(rt, emptyList(sizeclass), s);
    insert(rt, nonemptyList(sizeclass), s);
  }
  // Only now may an mcache take it.
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  if (mspan.ref[s] !== 0) return false;
  remove(rt, nonemptyList(sizeclass), s);
  mspan.needzero[s] = 1;
  mspan.freelist[s] = 0;
  const base = rt.heapStart + mspan.start[s]! * pageSize;
  heapBitsInitSpan(rt, base, mspan.npages[s]! * pageSize, mspan.elemsize[s] === 8);
  freeToHeap(rt, s, false);
  return true;
}
