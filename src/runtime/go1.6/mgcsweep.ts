/**
 * Sweeping in Go 1.6, after runtime/mgcsweep.go: dead objects of a span go on its free list, in
 * front of those that were free before.
 *
 * Leaves out specials. Go sweeps without a lock and lets several sweepers race for a span
 * (sweepgen); here one sweeps at a time, by the same protocol.
 */
import { assert } from '../../base/assert';
import { TraceKind, sweptNote, traceEvent } from '../trace';
import {
  clearMarked,
  clearTypeBits,
  heapBitsInitSpan,
  isMarked,
  setMarked,
  wordOf,
} from './mbitmap';
import { freeSpan } from './mcentral';
import { freeSpan as freeToHeap, objectsOf } from './mheap';
import { pageSize } from './msize';
import type { Runtime16 } from './runtime';
import { SpanState } from './runtime';
import { traceFree } from './trace';
import { Why16 } from './why';

/** What a span and a slot that are swept add to the runtime's effort. */
const sweepEffort = 400;
const sweepSlotEffort = 8;
/** Second word of a swept object of more than 16 bytes: it needs clearing when it is used again. */
const deadLow = 0xdeaddead | 0;

/**
 * mspan.sweep. `preserve`: the caller is about to use the span, so it is neither moved nor given
 * back. True when its pages went back to the heap. The caller has set sweepgen to h.sweepgen - 1.
 */
export function sweepSpan(rt: Runtime16, s: number, preserve: boolean): boolean {
  const { mspan, mheap } = rt;
  assert(mspan.sweepgen[s] === mheap.sweepgen[0]! - 1, 'the sweeper has taken the span');
  mheap.pagesSwept[0]! += mspan.npages[s]!;
  rt.host.effort += sweepEffort + objectsOf(rt, s) * sweepSlotEffort;
  return mspan.sizeclass[s] === 0 ? sweepLarge(rt, s) : sweepSmall(rt, s, preserve);
}

function sweepLarge(rt: Runtime16, s: number): boolean {
  const { mspan, mheap, memstats } = rt;
  const base = rt.heapStart + mspan.start[s]! * pageSize;
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  if (isMarked(rt, base)) {
    clearMarked(rt, base);
    traceEvent(rt.host, TraceKind.sweep, Why16.large, s, 0);
    return false;
  }
  heapBitsInitSpan(rt, base, mspan.npages[s]! * pageSize, false);
  mspan.needzero[s] = 1;
  memstats.largefree[0]! += mspan.npages[s]! * pageSize;
  memstats.nfree[0]!++;
  memstats.total_free[0]! += mspan.elemsize[s]!;
  traceEvent(rt.host, TraceKind.sweep, Why16.large, s, 1);
  traceFree(rt, s, 0);
  freeToHeap(rt, s, true);
  return true;
}

function sweepSmall(rt: Runtime16, s: number, preserve: boolean): boolean {
  const { mspan, mheap, host } = rt;
  const { mem } = host;
  // What is free already must not be freed again.
  for (let free = mspan.freelist[s]!; free !== 0; free = mem.loadPtr(free)) setMarked(rt, free);
  const base = rt.heapStart + mspan.start[s]! * pageSize;
  const size = mspan.elemsize[s]!;
  const n = objectsOf(rt, s);
  const { bits } = rt.bitmap;
  let count = 0;
  let first = 0;
  let last = 0;
  // Spans are swept by the thousand, so marks are looked at here.
  for (let i = 0, word = wordOf(rt, base); i < n; i++, word += size >> 3) {
    const mark = 0x10 << (word & 3);
    if ((bits[word >> 2]! & mark) !== 0) {
      bits[word >> 2]! &= ~mark;
      continue;
    }
    const object = base + i * size;
    if (size > 8) clearTypeBits(bits, word, size);
    setSecondWord(rt, object, size);
    traceFree(rt, s, i);
    if (first === 0) first = object;
    else mem.storePtr(last, object);
    last = object;
    count++;
  }
  traceEvent(host, TraceKind.sweep, Why16.swept, s, sweptNote(count, mspan.sizeclass[s]! << 1));
  if (count === 0) {
    mspan.sweepgen[s] = mheap.sweepgen[0]!;
    return false;
  }
  rt.memstats.nfree[0]! += count;
  rt.memstats.total_free[0]! += count * size;
  rt.bySize.nfree[mspan.sizeclass[s]!]! += count;
  return freeSpan(rt, s, count, first, last, preserve);
}

/** Marks a freed object as one that must be cleared before its next use. */
function setSecondWord(rt: Runtime16, object: number, size: number): void {
  const { mem } = rt.host;
  if (size < 16) return;
  const word = size > 16 ? deadLow : 0;
  mem.i32[(object >> 2) + 2] = word;
  mem.i32[(object >> 2) + 3] = word;
  mem.touch(object + 8, 8);
}

/**
 * Sweeps one span in the order in which their structs were made. Pages freed, -1 when none is left.
 */
export function sweepone(rt: Runtime16): number {
  const { mspan, mheap } = rt;
  const sg = mheap.sweepgen[0]!;
  for (;;) {
    const s = mheap.sweepidx[0]!;
    if (s >= mheap.nspan[0]!) {
      mheap.sweepdone[0] = 1;
      return -1;
    }
    mheap.sweepidx[0] = s + 1;
    if (mspan.state[s] !== SpanState.inUse) {
      mspan.sweepgen[s] = sg;
      continue;
    }
    if (mspan.sweepgen[s] !== sg - 2) continue;
    mspan.sweepgen[s] = sg - 1;
    const npages = mspan.npages[s]!;
    return sweepSpan(rt, s, false) ? npages : 0;
  }
}

/**
 * gcSweep: all spans need sweeping; `eager`: the caller does that at once, while the world is
 * stopped, and allocations need not.
 */
export function gcSweep(rt: Runtime16, eager: boolean): void {
  const { mheap, memstats } = rt;
  mheap.sweepgen[0]! += 2;
  mheap.sweepdone[0] = 0;
  mheap.sweepidx[0] = 1;
  mheap.nspan[0] = rt.mspan.rows;
  mheap.pagesSwept[0] = 0;
  mheap.spanBytesAlloc[0] = 0;
  mheap.sweepPagesPerByte[0] = 0;
  if (eager) return;
  const distance = Math.max(memstats.next_gc[0]! - memstats.heap_live[0]! - (1 << 20), pageSize);
  mheap.sweepPagesPerByte[0] = mheap.pagesInUse[0]! / distance;
}

/** Sweeps as much as an allocation of `spanBytes` owes, apart from `callerPages`. */
export function deductSweepCredit(rt: Runtime16, spanBytes: number, callerPages: number): void {
  const { mheap } = rt;
  const ratio = mheap.sweepPagesPerByte[0]!;
  if (ratio === 0) return;
  mheap.spanBytesAlloc[0]! += spanBytes;
  const owed = Math.floor(ratio * mheap.spanBytesAlloc[0]!);
  while (owed - mheap.pagesSwept[0]! > callerPages) {
    if (sweepone(rt) >= 0) continue;
    mheap.sweepPagesPerByte[0] = 0;
    return;
  }
}

/** Part of the span was in use already: that part owed nothing. */
export function reimburseSweepCredit(rt: Runtime16, usedBytes: number): void {
  if (rt.mheap.sweepPagesPerByte[0] !== 0) rt.mheap.spanBytesAlloc[0]! -= usedBytes;
}
