/**
 * The garbage collector's cycle, after runtime/mgc.go of Go 1.26: start, marking, termination, and
 * the switch to sweeping.
 *
 * NON-GO: the world stands still between two instructions by itself, so stopping and starting it
 * are only accounted for.
 */
import { GC as GC16 } from './go1.6/mgc';
import { prepareForSweep } from './mcache';
import { gcWakeAllAssists } from './mgccredit';
import { dropMarkEvents, finishGCTransition, startGCTransition } from './mgclimit';
import {
  gcDrain,
  gcMarkKept,
  gcMarkTinyAllocs,
  gcMarkWorkAvailable,
  gcPrepareMarkRoots,
  gcwDispose,
  gcwEmpty,
} from './mgcmark';
import { endCycle, gcControllerCommit, gcTrigger, resetLive, startCycle } from './mgcpacer';
import { scavengeNextGen } from './mgcscavenge';
import { bgsweep, finishsweep } from './mgcsweep';
import { sweepActiveBegin, sweepActiveEnd, sweepone } from './mgcsweep';
import { prepareFreeWorkbufs } from './mgcwork';
import { PageFlag } from './mheap';
import { pageCacheFlush } from './mpagecache';
import { accumulateCpuStats } from './mstats';
import { wbBufFlush1 } from './mwbbuf';
import { persistentalloc } from './persistentalloc';
import type { Runtime } from './runtime';
import { pageSize } from './sizeclasses';
import { fixedStack, freeStackSpans } from './stack';
import { clearSudogs } from './sudogset';
import { nanotime } from './time';
import { TraceKind, WhyGC, WhyMark, WhySweep, traceEvent } from './trace';

const enum GCPhase {
  off = 0,
  mark = 1,
  markTermination = 2,
}

/** Cycles begin on their own after so many nanoseconds. */
const forcegcperiod = 120e9;

/** stackGuard: bytes below which a stack may not be filled. */
const stackGuard = 928;
const maxStartingStack = 1 << 29;

/** setGCPhase: the barrier is on while marking, termination included. */
function setGCPhase(rt: Runtime, phase: GCPhase): void {
  rt.gc.phase[0] = phase;
  rt.writeBarrierEnabled = phase === GCPhase.off ? 0 : 1;
}

/** gcTrigger.test. */
export function gcTriggerTest(rt: Runtime, kind: WhyGC): boolean {
  if (rt.gcPhase !== GCPhase.off) return false;
  if (kind === WhyGC.heap) return rt.gcController.heapLive[0]! >= gcTrigger(rt);
  if (kind === WhyGC.cycle) return true;
  if (rt.gcController.gcPercent[0]! < 0) return false;
  const last = rt.work.tEnd[0]!;
  return last !== 0 && nanotime(rt) - last > forcegcperiod;
}

/** gcStart: begins a cycle if its reason still holds. Returns whether it did. */
export function gcStart(rt: Runtime, kind: WhyGC): boolean {
  const { work, gcController, page } = rt;
  while (gcTriggerTest(rt, kind) && sweepone(rt, WhySweep.gcStart) >= 0);
  if (!gcTriggerTest(rt, kind)) return false;
  rt.background.startWorkers();
  const now = nanotime(rt);
  work.userForced[0] = kind === WhyGC.cycle ? 1 : 0;
  for (let p = 0; p < rt.procs; p++) {
    if (rt.gcw.ptrBuf[p] !== 0) continue;
    rt.gcw.ptrBuf[p] = 1;
    persistentalloc(rt, pageSize, 8, 'gcMiscSys');
  }
  // gcResetMarkState
  const { g } = rt.sched;
  g.gcscandone.fill(0);
  g.gcAssistBytes.fill(0);
  for (let at = 0; at < page.rows; at++) page.flags[at]! &= ~PageFlag.marks;
  rt.gcw.lastScan.fill(0);
  work.bytesMarked[0] = 0;
  work.initialHeapLive[0] = gcController.heapLive[0]!;
  work.heap0[0] = gcController.heapLive[0]!;
  work.tSweepTerm[0] = now;
  work.pauseNS[0] = 0;
  // stopTheWorldWithSema
  rt.background.preemptall();
  finishsweep(rt);
  rt.background.wakeScavenger();
  clearSudogs(rt);
  rt.roots.clearpools?.();
  work.cycles[0]!++;
  startCycle(rt, now, kind === WhyGC.time);
  startGCTransition(rt, true, now);
  setGCPhase(rt, GCPhase.mark);
  traceEvent(rt, TraceKind.gcStart, kind, work.cycles[0]!, work.heap0[0]!);
  gcPrepareMarkRoots(rt);
  gcMarkKept(rt);
  gcMarkTinyAllocs(rt);
  rt.gc.blackenEnabled[0] = 1;
  work.tMark[0] = nanotime(rt);
  finishGCTransition(rt, work.tMark[0]);
  return true;
}

/**
 * gcMarkDone: when no work is left, ends marking. Returns false when work turned up after all, or
 * is still there.
 */
export function gcMarkDone(rt: Runtime): boolean {
  if (!gcMarkFinished(rt)) return false;
  const sweeping = gcMarkTermination(rt);
  // The world starts: the P that goes on first empties its mcache.
  if (rt.p >= 0) prepareForSweep(rt, rt.p);
  prepareFreeWorkbufs(rt);
  freeStackSpans(rt);
  flushProcCaches(rt);
  if (sweeping) sweepActiveEnd(rt);
  return true;
}

/**
 * gcMarkDone up to where only gcMarkTermination is left. A replay goes the two ways one by one,
 * because what happens once the world has started has been recorded.
 */
export function gcMarkFinished(rt: Runtime): boolean {
  const { work } = rt;
  for (;;) {
    const done = work.nworking[0] === 0 && !gcMarkWorkAvailable(rt);
    if (rt.gcPhase !== GCPhase.mark || !done) return false;
    if (raggedBarrier(rt)) continue;
    work.tMarkTerm[0] = nanotime(rt);
    let restart = false;
    for (let p = 0; p < rt.procs && !restart; p++) {
      wbBufFlush1(rt, p);
      restart = !gcwEmpty(rt, p);
    }
    if (!restart) break;
  }
  traceEvent(rt, TraceKind.gcMark, WhyMark.done, work.cycles[0]!, 0);
  gcComputeStartingStackSize(rt);
  rt.gc.blackenEnabled[0] = 0;
  startGCTransition(rt, false, work.tMarkTerm[0]!);
  gcWakeAllAssists(rt);
  endCycle(rt, work.tMarkTerm[0]!);
  return true;
}

/** Every P shows what it has. Returns whether any had something. */
function raggedBarrier(rt: Runtime): boolean {
  const { flushedWork } = rt.gcw;
  let flushed = false;
  rt.background.preemptall();
  for (let p = 0; p < rt.procs; p++) {
    wbBufFlush1(rt, p);
    gcwDispose(rt, p);
    if (flushedWork[p] !== 0) flushed = true;
    flushedWork[p] = 0;
  }
  return flushed;
}

/** Stacks of goroutines that are recycled begin as large as scanned ones were on average. */
function gcComputeStartingStackSize(rt: Runtime): void {
  const { gcw } = rt;
  let bytes = 0;
  let stacks = 0;
  for (let p = 0; p < rt.procs; p++) {
    bytes += gcw.scannedStackSize[p]!;
    stacks += gcw.scannedStacks[p]!;
    gcw.scannedStackSize[p] = gcw.scannedStacks[p] = 0;
  }
  let size = fixedStack;
  if (stacks > 0) {
    const average = Math.floor(bytes / stacks) + stackGuard;
    while (size < average && size < maxStartingStack) size *= 2;
  }
  rt.sched.sched.startingStackSize[0] = size;
}

/**
 * gcMarkTermination as long as the world stands: counts the heap anew and begins to sweep. Returns
 * whether sweeping waits for the mcaches to be emptied.
 */
export function gcMarkTermination(rt: Runtime): boolean {
  const { work, gcController, memstats, mcache } = rt;
  setGCPhase(rt, GCPhase.markTermination);
  work.heap1[0] = gcController.heapLive[0]!;
  for (let p = 0; p < rt.procs; p++) {
    rt.allp.wbBufNext[p] = 0;
    gcwDispose(rt, p);
    mcache.scanAlloc[p] = 0;
  }
  resetLive(rt, work.bytesMarked[0]!);
  work.heap2[0] = work.bytesMarked[0]!;
  setGCPhase(rt, GCPhase.off);
  gcSweep(rt);
  rt.scavenge.lastHeapInUse[0] = gcController.heapInUse[0]!;
  gcControllerCommit(rt);
  const now = nanotime(rt);
  work.pauseNS[0]! += now - work.tMarkTerm[0]!;
  work.tEnd[0] = now;
  const pause = memstats.numgc[0]! % rt.pauses.rows;
  rt.pauses.ns[pause] = work.pauseNS[0]!;
  rt.pauses.end[pause] = now;
  memstats.last_gc_unix[0] = now;
  memstats.pause_total_ns[0]! += work.pauseNS[0]!;
  accumulateCpuStats(rt, now);
  if (work.userForced[0] !== 0) memstats.numforcedgc[0]!++;
  memstats.numgc[0]!++;
  scavengeNextGen(rt);
  finishGCTransition(rt, now);
  traceEvent(rt, TraceKind.gcEnd, 0, work.cycles[0]!, work.heap2[0]!);
  rt.background.wakeGCWaiters();
  return sweepActiveBegin(rt);
}

/** forEachP: idle Ps, then those that run. */
function flushProcCaches(rt: Runtime): void {
  const { status } = rt.sched.p;
  for (let p = 0; p < rt.procs; p++) {
    if (status[p] !== 0) continue;
    prepareForSweep(rt, p);
    pageCacheFlush(rt, p);
  }
  for (let p = 0; p < rt.procs; p++) if (status[p] !== 0) prepareForSweep(rt, p);
}

/** gcSweep: everything is unswept from now on. */
function gcSweep(rt: Runtime): void {
  const { mheap, sweep } = rt;
  mheap.sweepgen[0]! += 2;
  sweep.sweepers[0] = 0;
  sweep.drained[0] = 0;
  sweep.centralIndex[0] = 0;
  mheap.pagesSwept[0] = 0;
  mheap.sweepArenas[0] = mheap.arenas[0]!;
  mheap.reclaimIndex[0] = 0;
  mheap.reclaimCredit[0] = 0;
  rt.background.readySweeper();
}

/** Marks everything that is left at once, as long as the world stands still. */
export function markAll(rt: Runtime): void {
  // What workers were at is done here; they find nothing left.
  rt.work.nworking[0] = 0;
  rt.gcw.workerMode.fill(0);
  rt.gcController.idleMarkWorkers[0] = 0;
  rt.sched.g.assisting.fill(0);
  dropMarkEvents(rt);
  do gcDrain(rt, rt.p);
  while (!gcMarkDone(rt));
}

/** runtime.GC(): a whole cycle, and the sweep after it. */
export function GC(rt: Runtime): void {
  if (rt.go16 !== undefined) {
    GC16(rt.go16);
    return;
  }
  if (rt.gcPhase !== GCPhase.off) markAll(rt);
  if (gcStart(rt, WhyGC.cycle)) markAll(rt);
  while (sweepone(rt, WhySweep.gc) >= 0);
  while (!bgsweep(rt, 10));
}
