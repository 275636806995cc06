/**
 * Per-P caches of spans, after runtime/mcache.go of Go 1.26: one span of each class, the tiny
 * block, and free stacks. Leaves out heap profiling and the reuse lists of the freegc experiment.
 *
 * NON-GO: there is always a P, so mcache0 and its hand-over are not there.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { cacheSpan, fullSwept, uncacheSpan } from './mcentral';
import { initHeapBits } from './mbitmap';
import { updateHeapLive } from './mgcpacer';
import { deductSweepCredit } from './mgcsweep';
import { alloc } from './mreclaim';
import type { Runtime } from './runtime';
import { makeSpanClass, numSpanClasses, pageSize, tinySpanClass } from './sizeclasses';
import { stackcache_clear } from './stack';
import { TraceKind, WhyRefill, traceEvent } from './trace';

const mcacheSchema = {
  /** The P's tiny block (offset, 0: none), where its free part begins, objects put there. */
  tiny: 'i32',
  tinyoffset: 'i32',
  tinyAllocs: 'i32',
  /** Bytes to scan allocated since they were last counted. */
  scanAlloc: 'f64',
  /** Sweep generation at which it was last emptied. */
  flushGen: 'u32',
} as const;

/** Row `p × 136 + span class`: the span cached there, 0 for none (emptymspan). */
const allocSchema = { span: 'i32' } as const;

export const newMcacheTable = (columns: ColumnSet, procs: number): Table<typeof mcacheSchema> =>
  columns.table('mcache', mcacheSchema, procs);

export const newMcacheAllocTable = (columns: ColumnSet, procs: number): Table<typeof allocSchema> =>
  columns.table('mcacheAlloc', allocSchema, procs * numSpanClasses);

/** Gets a span with free slots in place of the full one. */
export function refill(rt: Runtime, spc: number): number {
  const { mspan, mcache, mheap, memstats, gcController } = rt;
  const p = rt.p;
  const at = p * numSpanClasses + spc;
  const old = rt.mcacheAlloc.span[at]!;
  memstats.slowAllocs[0]!++;
  if (old !== 0) {
    assert(mspan.sweepgen[old] === mheap.sweepgen[0]! + 3, 'a stale span is refilled');
    uncacheSpan(rt, spc, old, false);
    const slotsUsed = mspan.allocCount[old]! - mspan.allocCountBeforeCache[old]!;
    rt.sizeStats.smallAllocCount[spc >> 1]! += slotsUsed;
    if (spc === tinySpanClass) {
      memstats.tinyAllocCount[0]! += mcache.tinyAllocs[p]!;
      mcache.tinyAllocs[p] = 0;
    }
    gcController.totalAlloc[0]! += slotsUsed * mspan.elemsize[old]!;
    mspan.allocCountBeforeCache[old] = 0;
    rt.mcacheAlloc.span[at] = 0;
  }
  const s = cacheSpan(rt, spc);
  mspan.sweepgen[s] = mheap.sweepgen[0]! + 3;
  mspan.allocCountBeforeCache[s] = mspan.allocCount[s]!;
  mspan.owner[s] = p + 1;
  // The span is taken to be used up; what is not is counted back when it is released.
  const usedBytes = mspan.allocCount[s]! * mspan.elemsize[s]!;
  const { scanAlloc } = mcache;
  updateHeapLive(rt, mspan.npages[s]! * pageSize - usedBytes, scanAlloc[p]!);
  scanAlloc[p] = 0;
  rt.mcacheAlloc.span[at] = s;
  const why = rt.refillFrom | (old === 0 ? WhyRefill.first : 0);
  traceEvent(rt, TraceKind.refill, why, s, spc);
  return s;
}

/** A span of its own for a large object; mcaches do not hold it. */
export function allocLarge(rt: Runtime, size: number, noscan: boolean): number {
  const { mspan, memstats, mheap } = rt;
  const npages = Math.ceil(size / pageSize);
  const bytes = npages * pageSize;
  memstats.slowAllocs[0]!++;
  deductSweepCredit(rt, bytes, npages);
  const spc = makeSpanClass(0, noscan);
  const s = alloc(rt, npages, spc);
  memstats.largeAlloc[0]! += bytes;
  memstats.largeAllocCount[0]!++;
  rt.gcController.totalAlloc[0]! += bytes;
  updateHeapLive(rt, bytes, 0);
  rt.spanSets.push(fullSwept(mheap.sweepgen[0]!, spc), s);
  mspan.limit[s] = mspan.base[s]! + size;
  initHeapBits(rt, s);
  return s;
}

/** Gives all spans and the tiny block back. */
export function releaseAll(rt: Runtime, p: number): void {
  const { mspan, mcache, mheap, memstats } = rt;
  const scanAlloc = mcache.scanAlloc[p]!;
  mcache.scanAlloc[p] = 0;
  const sg = mheap.sweepgen[0]!;
  let dHeapLive = 0;
  for (let spc = 0; spc < numSpanClasses; spc++) {
    const at = p * numSpanClasses + spc;
    const s = rt.mcacheAlloc.span[at]!;
    if (s === 0) continue;
    const slotsUsed = mspan.allocCount[s]! - mspan.allocCountBeforeCache[s]!;
    mspan.allocCountBeforeCache[s] = 0;
    rt.sizeStats.smallAllocCount[spc >> 1]! += slotsUsed;
    rt.gcController.totalAlloc[0]! += slotsUsed * mspan.elemsize[s]!;
    // A stale span was left out when the collector set heapLive anew.
    if (mspan.sweepgen[s] !== sg + 1)
      dHeapLive -= (mspan.nelems[s]! - mspan.allocCount[s]!) * mspan.elemsize[s]!;
    rt.mcacheAlloc.span[at] = 0;
    uncacheSpan(rt, spc, s, true);
  }
  mcache.tiny[p] = 0;
  mcache.tinyoffset[p] = 0;
  memstats.tinyAllocCount[0]! += mcache.tinyAllocs[p]!;
  mcache.tinyAllocs[p] = 0;
  updateHeapLive(rt, dHeapLive, scanAlloc);
}

/** Empties a P's mcache once per cycle, before its spans are used again. */
export function prepareForSweep(rt: Runtime, p: number): void {
  const { mcache, mheap } = rt;
  const sg = mheap.sweepgen[0]!;
  if (mcache.flushGen[p] === sg) return;
  assert(mcache.flushGen[p] === sg - 2, 'an mcache missed a sweep');
  releaseAll(rt, p);
  stackcache_clear(rt, p);
  mcache.flushGen[p] = sg;
}
