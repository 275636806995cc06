/**
 * Sweeping, after runtime/mgcsweep.go of Go 1.26: what a cycle did not mark becomes free, span by
 * span, by whoever needs it first: the background sweeper, an allocation in debt, or a search for
 * free slots or pages.
 *
 * The world has one thread here, so the count of active sweepers only says whether sweeping is
 * over.
 */
import { assert } from '../base/assert';
import { popcountRange } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import { traceFrees } from './births';
import { refillAllocCache } from './mbitmap';
import {
  MSpanState,
  SpanAllocType,
  freeManual,
  freeSpan,
  spanListRemove,
  swapMarkBits,
} from './mheap';
import { freeDeadSpanSPMCs, moveInlineMarks } from './mgcmark_greenteagc';
import { gcCleanupsFlush } from './mcleanup';
import { sweepSpecials } from './mspecial';
import { nextMarkBitArenaEpoch } from './persistentalloc';
import type { Runtime } from './runtime';
import { gcUsesSpanInlineMarkBits, numSpanClasses, pageSize } from './sizeclasses';
import { TraceKind, WhySweep, sweptNote, traceEvent } from './trace';

const sweepClassDone = 0xffffffff;

/** What a span and a slot that are swept add to `rt.effort`. */
const sweepEffort = 400;
const sweepSlotEffort = 8;

const sweepSchema = {
  /** activeSweep: sweepers at work, and whether the lists ran dry. */
  sweepers: 'u32',
  drained: 'u8',
  /** Next of the 272 lists that sweepone looks at. */
  centralIndex: 'u32',
  /** The background sweeper sleeps; spans it swept since it was woken. */
  parked: 'u8',
  nSwept: 'u32',
} as const;

export const newSweep = (columns: ColumnSet): Table<typeof sweepSchema> => {
  const table = columns.table('sweep', sweepSchema, 1);
  // There is nothing to sweep before the first cycle.
  table.drained[0] = 1;
  table.parked[0] = 1;
  table.centralIndex[0] = sweepClassDone;
  return table;
};

/** activeSweep.begin: false when sweeping is over. */
export function sweepActiveBegin(rt: Runtime): boolean {
  if (rt.sweep.drained[0] !== 0) return false;
  rt.sweep.sweepers[0]!++;
  return true;
}

export function sweepActiveEnd(rt: Runtime): void {
  rt.sweep.sweepers[0]!--;
  // The last one, and nothing is left to sweep.
  if (isSweepDone(rt)) gcCleanupsFlush(rt);
}

export function isSweepDone(rt: Runtime): boolean {
  return rt.sweep.drained[0] !== 0 && rt.sweep.sweepers[0] === 0;
}

/** Takes a span for sweeping; false when it is swept already, or is cached. */
export function tryAcquire(rt: Runtime, s: number): boolean {
  const sg = rt.mheap.sweepgen[0]!;
  if (rt.mspan.sweepgen[s] !== sg - 2) return false;
  rt.mspan.sweepgen[s] = sg - 1;
  return true;
}

/**
 * nextSpanForSweep: the next span of the unswept lists, ascending by class, full before partial.
 */
function nextSpanForSweep(rt: Runtime): number {
  const { sweep, spanSets } = rt;
  // Unswept partial and full set of a class (see mcentral.ts).
  const unswept = 1 - ((rt.mheap.sweepgen[0]! >>> 1) & 1);
  for (let sc = sweep.centralIndex[0]!; sc < numSpanClasses * 2; sc++) {
    const s = spanSets.pop((sc >> 1) * 4 + ((sc & 1) === 0 ? 2 : 0) + unswept);
    if (s === 0) continue;
    sweep.centralIndex[0] = sc;
    return s;
  }
  sweep.centralIndex[0] = sweepClassDone;
  return 0;
}

/** Sweeps one span. Returns the pages that became free, -1 when no span is left. */
export function sweepone(rt: Runtime, who: WhySweep): number {
  const { mspan, mheap } = rt;
  if (!sweepActiveBegin(rt)) return -1;
  let npages = -1;
  for (;;) {
    const s = nextSpanForSweep(rt);
    if (s === 0) {
      rt.sweep.drained[0] = 1;
      break;
    }
    if (mspan.state[s] !== MSpanState.inUse || !tryAcquire(rt, s)) continue;
    npages = mspan.npages[s]!;
    if (sweepSpan(rt, s, false, who)) mheap.reclaimCredit[0]! += npages;
    else npages = 0;
    break;
  }
  sweepActiveEnd(rt);
  return npages;
}

/**
 * mspan.sweep of an acquired span. With `preserve` it stays with the caller, whatever is left in
 * it. Returns whether the span was freed.
 */
export function sweepSpan(rt: Runtime, s: number, preserve: boolean, who: WhySweep): boolean {
  const { mspan, mheap, gcBits } = rt;
  const sg = mheap.sweepgen[0]!;
  assert(mspan.sweepgen[s] === sg - 1, 'a span is swept that was not acquired');
  const nelems = mspan.nelems[s]!;
  const elemsize = mspan.elemsize[s]!;
  mheap.pagesSwept[0]! += mspan.npages[s]!;
  rt.effort += sweepEffort + nelems * sweepSlotEffort;
  if (gcUsesSpanInlineMarkBits(elemsize)) moveInlineMarks(rt, s);
  if (mspan.specials[s] !== 0) sweepSpecials(rt, s);
  const nalloc = popcountRange(gcBits.bits, mspan.gcmarkBits[s]!, 0, nelems);
  const nfreed = mspan.allocCount[s]! - nalloc;
  assert(nfreed >= 0, 'sweeping finds more objects than were allocated');
  if (nfreed > 0) traceFrees(rt, s);
  mspan.allocCount[s] = nalloc;
  mspan.freeindex[s] = 0;
  mspan.freeIndexForScan[s] = 0;
  swapMarkBits(rt, s);
  refillAllocCache(rt, s, 0);
  mspan.sweepgen[s] = sg;
  const full = nalloc === nelems;
  const freed = !preserve && (mspan.spanclass[s]! > 1 ? nalloc === 0 : nfreed !== 0);
  const outcome = full ? WhySweep.full : WhySweep.partial;
  const why = who | (preserve ? 0 : freed ? WhySweep.freed : outcome);
  traceEvent(rt, TraceKind.sweep, why, s, sweptNote(nfreed, mspan.spanclass[s]!));
  accountFrees(rt, s, nfreed, freed);
  if (freed) {
    freeSpan(rt, s);
    return true;
  }
  if (!preserve) {
    const set = mspan.spanclass[s]! * 4 + (full ? 2 : 0) + ((sg >>> 1) & 1);
    rt.spanSets.push(set, s);
  }
  return false;
}

function accountFrees(rt: Runtime, s: number, nfreed: number, freed: boolean): void {
  const { mspan, memstats } = rt;
  const elemsize = mspan.elemsize[s]!;
  if (mspan.spanclass[s]! > 1) {
    if (nfreed === 0) return;
    mspan.needzero[s] = 1;
    rt.sizeStats.smallFreeCount[mspan.spanclass[s]! >> 1]! += nfreed;
    rt.gcController.totalFree[0]! += nfreed * elemsize;
  } else if (freed) {
    memstats.largeFreeCount[0]!++;
    memstats.largeFree[0]! += elemsize;
    rt.gcController.totalFree[0]! += elemsize;
  }
}

/** mspan.ensureSwept: nothing of a span is left to sweep, and nothing in it is dead. */
export function ensureSwept(rt: Runtime, s: number): void {
  const { sweepgen } = rt.mspan;
  const sg = rt.mheap.sweepgen[0]!;
  if (sweepgen[s] === sg || sweepgen[s] === sg + 3) return;
  if (!sweepActiveBegin(rt)) return;
  if (tryAcquire(rt, s)) sweepSpan(rt, s, false, WhySweep.ensureSwept);
  sweepActiveEnd(rt);
}

/** finishsweep_m: nothing of the last cycle may be left when the next one begins. */
export function finishsweep(rt: Runtime): void {
  while (sweepone(rt, WhySweep.gcStart) >= 0);
  const unswept = 1 - ((rt.mheap.sweepgen[0]! >>> 1) & 1);
  for (let spc = 0; spc < numSpanClasses; spc++) {
    rt.spanSets.reset(spc * 4 + unswept);
    rt.spanSets.reset(spc * 4 + 2 + unswept);
  }
  nextMarkBitArenaEpoch(rt);
}

/** deductSweepCredit: sweeps in proportion before a span of `spanBytes` is allocated. */
export function deductSweepCredit(rt: Runtime, spanBytes: number, callerPages: number): void {
  const { mheap } = rt;
  if (mheap.sweepPagesPerByte[0] === 0) return;
  for (;;) {
    const basis = mheap.pagesSweptBasis[0]!;
    const grown = rt.gcController.heapLive[0]! - mheap.sweepHeapLiveBasis[0]!;
    const bytes = spanBytes + Math.max(0, grown);
    const target = Math.trunc(mheap.sweepPagesPerByte[0]! * bytes) - callerPages;
    let again = false;
    while (target > mheap.pagesSwept[0]! - basis) {
      if (sweepone(rt, WhySweep.credit) < 0) {
        mheap.sweepPagesPerByte[0] = 0;
        break;
      }
      again = mheap.pagesSweptBasis[0] !== basis;
      if (again) break;
    }
    if (!again) return;
  }
}

/** gcPaceSweeper: pages to sweep per allocated byte, so that all is swept before the trigger. */
export function gcPaceSweeper(rt: Runtime, trigger: number): void {
  const { mheap } = rt;
  mheap.sweepPagesPerByte[0] = 0;
  if (isSweepDone(rt)) return;
  const live = rt.gcController.heapLive[0]!;
  const distance = Math.max(pageSize, trigger - live - (1 << 20));
  const pagesLeft = mheap.pagesInUse[0]! - mheap.pagesSwept[0]!;
  if (pagesLeft <= 0) return;
  mheap.sweepPagesPerByte[0] = pagesLeft / distance;
  mheap.sweepHeapLiveBasis[0] = live;
  mheap.pagesSweptBasis[0] = mheap.pagesSwept[0]!;
}

/**
 * One round of the background sweeper: up to `spans` spans, then work buffers. Returns whether it
 * is done and may sleep.
 */
export function bgsweep(rt: Runtime, spans: number): boolean {
  for (let n = 0; n < spans; n++) {
    if (sweepone(rt, WhySweep.background) >= 0) continue;
    freeSomeWbufs(rt, Infinity);
    freeDeadSpanSPMCs(rt);
    return isSweepDone(rt);
  }
  return false;
}

/** freeSomeWbufs: up to `most` spans of work buffers go back to the heap. */
export function freeSomeWbufs(rt: Runtime, most: number): void {
  const { work } = rt;
  if (rt.gcPhase !== 0) return;
  for (let n = 0; n < most && work.freeSpans[0] !== 0; n++) {
    const s = work.freeSpans[0]!;
    spanListRemove(rt, work.freeSpans, 0, s);
    freeManual(rt, s, SpanAllocType.workBuf);
  }
}
