/**
 * Central lists of spans, one per span class, after runtime/mcentral.go of Go 1.26. Each has spans
 * with free slots (partial) and without (full), both in two sets that swap roles when a sweep
 * begins: swept and unswept.
 */
import { assert } from '../base/assert';
import { noteCentral } from './contention';
import { initHeapBits, nextFreeIndex, refillAllocCache, shiftAllocCache } from './mbitmap';
import {
  deductSweepCredit,
  sweepActiveBegin,
  sweepActiveEnd,
  sweepSpan,
  tryAcquire,
} from './mgcsweep';
import { classPages } from './mheap';
import { alloc } from './mreclaim';
import type { Runtime } from './runtime';
import { pageSize } from './sizeclasses';
import { TraceKind, WhyRefill, WhySweep, WhyUncache, traceEvent } from './trace';

/** Spans of which cacheSpan sweeps at most so many plus one before it asks for a new one. */
const spanBudget0 = 100;

/** Set of a class with spans that are swept and have free slots. */
export function partialSwept(sweepgen: number, spc: number): number {
  return spc * 4 + ((sweepgen >>> 1) & 1);
}

export function partialUnswept(sweepgen: number, spc: number): number {
  return spc * 4 + 1 - ((sweepgen >>> 1) & 1);
}

export function fullSwept(sweepgen: number, spc: number): number {
  return spc * 4 + 2 + ((sweepgen >>> 1) & 1);
}

export function fullUnswept(sweepgen: number, spc: number): number {
  return spc * 4 + 3 - ((sweepgen >>> 1) & 1);
}

/** A span with free slots for an mcache. `rt.refillFrom` says where it was found. */
export function cacheSpan(rt: Runtime, spc: number): number {
  const { mspan, spanSets, memstats } = rt;
  deductSweepCredit(rt, classPages(spc) * pageSize, 0);
  memstats.mcentralLocks[0]!++;
  noteCentral(rt, spc);
  const sg = rt.mheap.sweepgen[0]!;
  let s = spanSets.pop(partialSwept(sg, spc));
  rt.refillFrom = WhyRefill.partialSwept;
  if (s === 0) s = sweepForSpan(rt, spc, sg);
  if (s === 0) {
    rt.refillFrom = WhyRefill.grown;
    s = grow(rt, spc);
  }
  assert(mspan.allocCount[s]! < mspan.nelems[s]!, 'a cached span has no free slot');
  const freeindex = mspan.freeindex[s]!;
  refillAllocCache(rt, s, freeindex & ~63);
  shiftAllocCache(rt, s, freeindex & 63);
  return s;
}

/** Sweeps spans of the class until one has a free slot; 0 when there is none or patience ends. */
function sweepForSpan(rt: Runtime, spc: number, sg: number): number {
  const { mspan, spanSets } = rt;
  if (!sweepActiveBegin(rt)) return 0;
  let found = 0;
  let budget = spanBudget0;
  for (; budget >= 0 && found === 0; budget--) {
    const s = spanSets.pop(partialUnswept(sg, spc));
    if (s === 0) break;
    if (!tryAcquire(rt, s)) continue;
    sweepSpan(rt, s, true, WhySweep.cacheSpan);
    rt.refillFrom = WhyRefill.partialUnswept;
    found = s;
  }
  for (; budget >= 0 && found === 0; budget--) {
    const s = spanSets.pop(fullUnswept(sg, spc));
    if (s === 0) break;
    if (!tryAcquire(rt, s)) continue;
    sweepSpan(rt, s, true, WhySweep.cacheSpan);
    const index = nextFreeIndex(rt, s);
    if (index !== mspan.nelems[s]) {
      mspan.freeindex[s] = index;
      rt.refillFrom = WhyRefill.fullUnswept;
      found = s;
    } else {
      spanSets.push(fullSwept(sg, spc), s);
    }
  }
  sweepActiveEnd(rt);
  return found;
}

/** mcentral.grow: a new span. */
function grow(rt: Runtime, spc: number): number {
  const s = alloc(rt, classPages(spc), spc);
  initHeapBits(rt, s);
  traceEvent(rt, TraceKind.grow, 0, s, spc);
  return s;
}

/** Takes back the span of an mcache: full, or because the mcache is emptied (`released`). */
export function uncacheSpan(rt: Runtime, spc: number, s: number, released: boolean): void {
  const { mspan, mheap, spanSets } = rt;
  assert(mspan.allocCount[s]! > 0, 'an untouched span leaves an mcache');
  const sg = mheap.sweepgen[0]!;
  const flag = released ? WhyUncache.released : 0;
  mspan.owner[s] = 0;
  rt.memstats.mcentralLocks[0]!++;
  noteCentral(rt, spc);
  if (mspan.sweepgen[s] === sg + 1) {
    mspan.sweepgen[s] = sg - 1;
    traceEvent(rt, TraceKind.uncache, WhyUncache.stale | flag, s, spc);
    sweepSpan(rt, s, false, WhySweep.uncache);
    return;
  }
  mspan.sweepgen[s] = sg;
  const partial = mspan.allocCount[s]! < mspan.nelems[s]!;
  const why = partial ? WhyUncache.partial : WhyUncache.full;
  traceEvent(rt, TraceKind.uncache, why | flag, s, spc);
  spanSets.push(partial ? partialSwept(sg, spc) : fullSwept(sg, spc), s);
}
