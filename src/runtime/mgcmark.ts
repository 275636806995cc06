/**
 * Marking: roots and draining of work, after runtime/mgcmark.go of Go 1.26. Scanning of objects and
 * spans is in mgcmark_greenteagc.ts, the help of allocations in mgcassist.ts.
 *
 * Leaves out the search for leaked goroutines and check marks.
 */
import { runtimeGlobalsBytes } from './bootstate';
import type { Off } from './memory';
import { isAllocated, objIndex } from './mbitmap';
import { markrootCleanups } from './mcleanup';
import { markrootFinq } from './mfinal';
import { gcFlushBgCredit } from './mgccredit';
import { gcCreditSlack } from './mgcpacer';
import {
  chainEmpty,
  greyPointer,
  greyWords,
  scanObject,
  scanSpan,
  spanqEmpty,
  spanqFlush,
  stealSpans,
  tryGetSpanFast,
} from './mgcmark_greenteagc';
import { balance, buffersEmpty, disposeBuffers, tryGetObj, tryGetObjFast } from './mgcwork';
import { pagesPerArena, spanOfHeap } from './mheap';
import { markrootSpans } from './mspecial';
import { wbBufFlush1 } from './mwbbuf';
import type { Runtime } from './runtime';
import { GStatus } from './runtime2';
import { markrootSudogs } from './sudog';
import { TraceKind, WhyMark, traceEvent } from './trace';

/** Root jobs before the data segment: finalizers, stacks of dead goroutines, cleanups. */
const fixedRootCount = 3;
const rootBlockBytes = 256 << 10;
const pagesPerSpanRoot = 512;

/** What a byte of scan work, or a sixteenth of an object that was found, adds to `rt.effort`. */
export const drainEffort = 2;

/** drainOne has found no work. */
export const nothingFound = -1;

/** gcPrepareMarkRoots: numbers the root jobs. */
export function gcPrepareMarkRoots(rt: Runtime): void {
  const { work, statics } = rt;
  const blocks = (segment: { start: number; end: number }): number =>
    Math.ceil((segment.end - segment.start) / rootBlockBytes);
  work.baseData[0] = fixedRootCount;
  work.baseBSS[0] = work.baseData[0] + blocks(statics.data);
  work.baseSpans[0] = work.baseBSS[0] + blocks(statics.bss);
  const spanRoots = rt.mheap.arenas[0]! * (pagesPerArena / pagesPerSpanRoot);
  work.baseStacks[0] = work.baseSpans[0] + spanRoots;
  work.nStackRoots[0] = rt.roots.goroutines();
  work.markrootNext[0] = 0;
  work.markrootJobs[0] = work.baseStacks[0] + work.nStackRoots[0];
}

/** markroot: does one root job on a P's account. Returns the scan work done, in bytes. */
function markroot(rt: Runtime, p: number, job: number): number {
  const { work, statics, gcController } = rt;
  const { baseData, baseBSS, baseSpans, baseStacks } = work;
  let done = 0;
  if (job < baseData[0]!) {
    if (job === 0) {
      done = markrootRuntime(rt, p);
      markrootFinq(rt, p);
    }
    if (job === 1) rt.roots.freeStacks?.();
    if (job === 2) markrootCleanups(rt, p);
  } else if (job < baseSpans[0]!) {
    const inData = job < baseBSS[0]!;
    const segment = inData ? statics.data : statics.bss;
    done = markrootBlock(rt, p, segment, job - (inData ? baseData[0]! : baseBSS[0]!));
    gcController.globalsScanWork[0]! += done;
  } else if (job < baseStacks[0]!) {
    const shard = job - baseSpans[0]!;
    markrootSpans(rt, p, shard * pagesPerSpanRoot - rt.arenaSkew, pagesPerSpanRoot);
  } else {
    const index = job - baseStacks[0]!;
    done = markrootStack(rt, p, index);
    gcController.stackScanWork[0]! += done;
  }
  if (done > 0) traceEvent(rt, TraceKind.gcMark, WhyMark.root, job, done);
  return done;
}

/** A goroutine's stack. Returns its bytes in use. */
function markrootStack(rt: Runtime, p: number, index: number): number {
  const { g } = rt.sched;
  rt.markP = p;
  rt.roots.shrinkstack?.(index);
  rt.roots.scanstack(index, rt.visitRoot);
  // What a call of the runtime holds that itself pays for marking.
  if (index === rt.g) for (const off of rt.kept) greyPointer(rt, p, off);
  if (index >= g.rows || g.stackHi[index] === 0) return 0;
  if (g.status[index] === GStatus.dead || g.status[index] === GStatus.idle) return 0;
  g.gcscandone[index] = 1;
  const used = Math.max(0, g.stackHi[index]! - Math.max(g.stackLo[index]!, g.sp[index]!));
  rt.gcw.scannedStackSize[p]! += used;
  rt.gcw.scannedStacks[p]!++;
  return used;
}

/**
 * What the runtime itself holds since the start. Counts as the scanning of its packages' data,
 * which is not there.
 */
function markrootRuntime(rt: Runtime, p: number): number {
  const { bootObjects } = rt;
  for (let i = 0; i < bootObjects.rows; i++) greyPointer(rt, p, bootObjects.off[i]!);
  rt.markP = p;
  markrootSudogs(rt, rt.visitRoot);
  const done = rt.boot.mainG === 0 ? 0 : runtimeGlobalsBytes;
  rt.gcController.globalsScanWork[0]! += done;
  return done;
}

/** Pointers in 256 KiB of a segment. */
function markrootBlock(
  rt: Runtime,
  p: number,
  segment: { start: number; end: number },
  shard: number,
): number {
  const { pointers } = rt.statics;
  const first = segment.start + shard * rootBlockBytes;
  const end = Math.min(segment.end, first + rootBlockBytes);
  let low = 0;
  for (let high = pointers.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (pointers[middle]! < first) low = middle + 1;
    else high = middle;
  }
  const { ptrBuf } = rt;
  let found = 0;
  // HOT
  for (; low < pointers.length; low++) {
    const at = pointers[low]! | 0;
    if (at >= end) break;
    ptrBuf[found++] = at >> 2;
    if (found < ptrBuf.length) continue;
    greyWords(rt, p, found, 0, 0);
    found = 0;
  }
  greyWords(rt, p, found, 0, 0);
  return end - first;
}

/**
 * Marks what a stack word points at. The word may come from a frame that is scanned conservatively,
 * so it may point at a free slot or at nothing.
 */
export function markFromStack(rt: Runtime, target: Off): void {
  const s = spanOfHeap(rt, target);
  if (s === 0) return;
  const index = objIndex(rt, s, target);
  if (index < rt.mspan.nelems[s]! && isAllocated(rt, s, index)) greyPointer(rt, rt.markP, target);
}

/** gcDrain: marks on a P's account until nothing is left to do. */
export function gcDrain(rt: Runtime, p: number): void {
  const { work, gcw } = rt;
  let spent = 0;
  while (work.markrootNext[0]! < work.markrootJobs[0]!) {
    const units = markroot(rt, p, work.markrootNext[0]!++);
    spent += units + 16;
    if (units > 0) gcFlushBgCredit(rt, units);
  }
  for (;;) {
    if (work.full[0] === 0) balance(rt, p);
    const before = gcw.heapScanWork[p]!;
    // Where only spans wait, many are scanned in one go.
    const entry = buffersEmpty(rt, p) ? tryGetSpanFast(rt, p) : 0;
    if (entry !== 0) spent += 16 * scanSpan(rt, p, entry, gcCreditSlack - before);
    else if (drainOne(rt, p, false) !== nothingFound) spent += 16;
    else break;
    spent += gcw.heapScanWork[p]! - before;
    if (gcw.heapScanWork[p]! >= gcCreditSlack) gcFlushBgCredit(rt, takeScanWork(rt, p));
  }
  gcDrainEnd(rt, p);
  rt.effort += spent * drainEffort;
}

/**
 * One step of a background worker: a root job, an object, or a span. False when there is nothing to
 * do.
 */
export function gcDrainStep(rt: Runtime, p: number): boolean {
  const { work } = rt;
  if (work.markrootNext[0]! < work.markrootJobs[0]!) {
    const units = markroot(rt, p, work.markrootNext[0]!++);
    if (units > 0) gcFlushBgCredit(rt, units);
    return true;
  }
  if (work.full[0] === 0) balance(rt, p);
  if (drainOne(rt, p, false) === nothingFound) return false;
  if (rt.gcw.heapScanWork[p]! >= gcCreditSlack) gcFlushBgCredit(rt, takeScanWork(rt, p));
  return true;
}

/** Credits what a worker that stops has done since it last did. */
export function gcDrainEnd(rt: Runtime, p: number): void {
  if (rt.gcw.heapScanWork[p]! > 0) gcFlushBgCredit(rt, takeScanWork(rt, p));
}

/** Moves a P's account of scan work to the controller's. */
export function takeScanWork(rt: Runtime, p: number): number {
  const units = rt.gcw.heapScanWork[p]!;
  rt.gcController.heapScanWork[0]! += units;
  rt.gcw.heapScanWork[p] = 0;
  return units;
}

/**
 * Scans one object or span, looked for in Go's order, or with `roots` does a root job before it
 * takes spans of other Ps. Returns the scan work that the root was, 0 for an object or span,
 * {@link nothingFound} when there is nothing.
 */
export function drainOne(rt: Runtime, p: number, roots: boolean): number {
  const { work } = rt;
  let b = tryGetObjFast(rt, p);
  let s = 0;
  if (b === 0) s = tryGetSpanFast(rt, p);
  if (b === 0 && s === 0) b = tryGetObj(rt, p);
  if (b === 0 && s === 0) s = stealSpans(rt, p, p);
  if (b === 0 && s === 0) {
    wbBufFlush1(rt, p);
    b = tryGetObj(rt, p);
    if (b === 0) s = tryGetSpanFast(rt, p) || stealSpans(rt, p, p);
    if (b === 0 && s === 0 && roots && work.markrootNext[0]! < work.markrootJobs[0]!)
      return markroot(rt, p, work.markrootNext[0]!++);
    for (let from = 0; b === 0 && s === 0 && from < rt.procs; from++) {
      if (from !== p) s = stealSpans(rt, p, from);
    }
  }
  if (b !== 0) scanObject(rt, p, b);
  else if (s !== 0) scanSpan(rt, p, s, 0);
  else return nothingFound;
  return 0;
}

/** gcWork.empty. */
export function gcwEmpty(rt: Runtime, p: number): boolean {
  return buffersEmpty(rt, p) && spanqEmpty(rt, p);
}

/** gcWork.dispose: whatever a P has becomes everybody's. */
export function gcwDispose(rt: Runtime, p: number): void {
  disposeBuffers(rt, p);
  if (spanqEmpty(rt, p)) return;
  spanqFlush(rt, p);
  rt.gcw.flushedWork[p] = 1;
}

/** gcMarkWorkAvailable: work that any P may take. */
export function gcMarkWorkAvailable(rt: Runtime): boolean {
  const { work } = rt;
  if (work.full[0] !== 0 || work.markrootNext[0]! < work.markrootJobs[0]!) return true;
  for (let p = 0; p < rt.procs; p++) if (!chainEmpty(rt, p)) return true;
  return false;
}

/** Greys what the call of the runtime that starts the cycle holds: no frame has it yet. */
export function gcMarkKept(rt: Runtime): void {
  for (const off of rt.kept) greyPointer(rt, rt.p, off);
}

/** gcMarkTinyAllocs: tiny blocks in use stay, whoever points at them. */
export function gcMarkTinyAllocs(rt: Runtime): void {
  for (let p = 0; p < rt.procs; p++) {
    const tiny = rt.mcache.tiny[p]!;
    if (tiny !== 0) greyPointer(rt, p, tiny);
  }
}
