/**
 * Marking: roots, draining of work, and the help of allocations, after runtime/mgcmark.go of Go
 * 1.26. Scanning of objects and spans is in mgcmark_greenteagc.ts.
 *
 * Leaves out the search for leaked goroutines and check marks.
 */
import { runtimeGlobalsBytes } from './bootstate';
import type { Off } from './memory';
import { isAllocated, objIndex } from './mbitmap';
import { markrootFinq, markrootSpans } from './mfinal';
import { gcCreditSlack, gcOverAssistWork } from './mgcpacer';
import {
  chainEmpty,
  greyPointer,
  scanObject,
  scanSpan,
  spanqEmpty,
  spanqFlush,
  stealSpans,
  tryGetSpanFast,
} from './mgcmark_greenteagc';
import { balance, buffersEmpty, disposeBuffers, tryGetObj, tryGetObjFast } from './mgcwork';
import { pagesPerArena, spanOfHeap } from './mheap';
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
const drainEffort = 2;

/** Scan work of a portion of an assist, in bytes: some hundred objects. */
const assistPortion = 4096;

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
  const { mem } = rt;
  let { f64 } = mem;
  // HOT
  for (; low < pointers.length; low++) {
    const at = pointers[low]! | 0;
    if (at >= end) break;
    if (f64[at >> 3] === 0) continue;
    const target = mem.loadPtr(at);
    if (target <= 0) continue;
    greyPointer(rt, p, target);
    // It may have grown the heap for its buffers.
    f64 = mem.f64;
  }
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

/**
 * gcDrain: marks on a P's account until nothing is left to do or about `budget` bytes were scanned;
 * each item counts as 16 bytes at least. Returns the scan work done. Without `flush` the work is an
 * assist's own; with it, it is credit for others.
 */
export function gcDrain(rt: Runtime, p: number, budget: number, flush: boolean): number {
  const { work, gcw } = rt;
  let spent = 0;
  let done = 0;
  const flushed = (units: number): void => {
    done += units;
    if (flush) gcFlushBgCredit(rt, units);
  };
  while (work.markrootNext[0]! < work.markrootJobs[0]! && spent < budget) {
    const units = markroot(rt, p, work.markrootNext[0]!++);
    spent += units + 16;
    if (units > 0) flushed(units);
  }
  while (spent < budget) {
    if (work.full[0] === 0) balance(rt, p);
    const before = gcw.heapScanWork[p]!;
    if (!drainOne(rt, p)) break;
    spent += gcw.heapScanWork[p]! - before + 16;
    if (gcw.heapScanWork[p]! >= gcCreditSlack) flushed(takeScanWork(rt, p));
  }
  if (gcw.heapScanWork[p]! > 0) flushed(takeScanWork(rt, p));
  rt.effort += spent * drainEffort;
  return done;
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
  if (!drainOne(rt, p)) return false;
  if (rt.gcw.heapScanWork[p]! >= gcCreditSlack) gcFlushBgCredit(rt, takeScanWork(rt, p));
  return true;
}

/** Credits what a worker that stops has done since it last did. */
export function gcDrainEnd(rt: Runtime, p: number): void {
  if (rt.gcw.heapScanWork[p]! > 0) gcFlushBgCredit(rt, takeScanWork(rt, p));
}

/** Moves a P's account of scan work to the controller's. */
function takeScanWork(rt: Runtime, p: number): number {
  const units = rt.gcw.heapScanWork[p]!;
  rt.gcController.heapScanWork[0]! += units;
  rt.gcw.heapScanWork[p] = 0;
  return units;
}

/** Scans one object or span, looked for in Go's order. False when there is none. */
function drainOne(rt: Runtime, p: number): boolean {
  let b = tryGetObjFast(rt, p);
  let s = 0;
  if (b === 0) s = tryGetSpanFast(rt, p);
  if (b === 0 && s === 0) b = tryGetObj(rt, p);
  if (b === 0 && s === 0) s = stealSpans(rt, p, p);
  if (b === 0 && s === 0) {
    wbBufFlush1(rt, p);
    b = tryGetObj(rt, p);
    if (b === 0) s = tryGetSpanFast(rt, p) || stealSpans(rt, p, p);
    for (let from = 0; b === 0 && s === 0 && from < rt.procs; from++) {
      if (from !== p) s = stealSpans(rt, p, from);
    }
  }
  if (b !== 0) scanObject(rt, p, b);
  else if (s !== 0) scanSpan(rt, p, s);
  else return false;
  return true;
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

/** gcFlushBgCredit: work that allocations need not do any more. */
function gcFlushBgCredit(rt: Runtime, scanWork: number): void {
  rt.gcController.bgScanCredit[0]! += scanWork;
}

/**
 * gcAssistAlloc: a goroutine in debt takes credit of the background workers, or marks itself.
 * Returns whether that was the last work there was.
 *
 * NON-GO: when nothing is left to mark it goes on with its debt instead of waiting: the phase is
 * about to end then. And where Go's assist can be preempted after any object, ours, with a program
 * to run, does gcOverAssistWork at once; the rest comes before the goroutine's next instruction, in
 * portions that others may come between.
 */
export function gcAssistAlloc(rt: Runtime, gp: number): boolean {
  const { gcController } = rt;
  const { gcAssistBytes } = rt.sched.g;
  const assistWorkPerByte = gcController.assistWorkPerByte[0]!;
  const assistBytesPerWork = gcController.assistBytesPerWork[0]!;
  let debtBytes = -gcAssistBytes[gp]!;
  let scanWork = Math.trunc(assistWorkPerByte * debtBytes);
  if (scanWork < gcOverAssistWork) {
    scanWork = gcOverAssistWork;
    debtBytes = Math.trunc(assistBytesPerWork * scanWork);
  }
  const credit = gcController.bgScanCredit[0]!;
  if (credit > 0) {
    const stolen = Math.min(credit, scanWork);
    gcAssistBytes[gp]! +=
      stolen < scanWork ? 1 + Math.trunc(assistBytesPerWork * stolen) : debtBytes;
    gcController.bgScanCredit[0] = credit - stolen;
    scanWork -= stolen;
    if (scanWork === 0) return false;
  }
  if (rt.concurrentMark && scanWork > gcOverAssistWork) {
    scanWork = gcOverAssistWork;
    rt.sched.g.assisting[gp] = 1;
    rt.sched.sched.turnEnd[0] = rt.tick;
  }
  return gcAssistAlloc1(rt, gp, scanWork);
}

/** gcAssistAlloc1: marks, and is credited for it. Returns whether that was the last work. */
function gcAssistAlloc1(rt: Runtime, gp: number, scanWork: number): boolean {
  const { g } = rt.sched;
  const done = gcDrain(rt, rt.p, scanWork, false);
  g.gcAssistBytes[gp]! += 1 + Math.trunc(rt.gcController.assistBytesPerWork[0]! * done);
  if (done === 0 || g.gcAssistBytes[gp]! >= 0) g.assisting[gp] = 0;
  traceEvent(rt, TraceKind.gcMark, WhyMark.assist, gp, done);
  return rt.work.nworking[0] === 0 && !gcMarkWorkAvailable(rt);
}

/** A portion of what is left of an assist. Returns whether that was the last work. */
export function gcAssistRest(rt: Runtime, gp: number): boolean {
  if (rt.gcBlackenEnabled === 0) {
    rt.sched.g.assisting[gp] = 0;
    return false;
  }
  return gcAssistAlloc1(rt, gp, assistPortion);
}
