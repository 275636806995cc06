/**
 * The cycle of the collector in Go 1.6, after runtime/mgc.go. In the background: roots and objects
 * are marked while the program runs (mark 1), globals once more (mark 2), then the world stops and
 * all roots are looked at again, since stores to stacks have no barrier. runtime.GC stops the world
 * for all of it, sweeping included.
 *
 * NON-GO: the world is stopped by not running it: every other goroutine stands at a safe point.
 * Leaves out finalizers.
 */
import { assert } from '../../base/assert';
import { Assist } from '../runtime2';
import { clearSudogs } from '../sudogset';
import { nanotime } from '../time';
import { TraceKind, WhyMark, traceEvent } from '../trace';
import { flushallmcaches } from './mcache';
import { gcCreditSlack, endCycle, setNextGC, startCycle } from './mgcpacer';
import { gcDrain, gcMarkRootPrepare } from './mgcmark';
import { gcSweep, sweepone } from './mgcsweep';
import type { Runtime16 } from './runtime';
import { GCPhase } from './runtime';
import { freeStackSpans } from './stack';
import { Why16 } from './why';

/** Whether an allocation that went to a higher level begins a cycle. */
export function gcShouldStart(rt: Runtime16): boolean {
  const { work, memstats } = rt;
  const off = work.gcphase[0] === GCPhase.off && work.gcpercent[0]! >= 0;
  return off && memstats.heap_live[0]! >= memstats.next_gc[0]!;
}

/** gcStart in the background mode. */
export function gcStart(rt: Runtime16, why: Why16 = Why16.trigger): void {
  if (rt.work.gcphase[0] !== GCPhase.off) return;
  while (gcShouldStart(rt) && sweepone(rt) >= 0);
  if (why === Why16.trigger && !gcShouldStart(rt)) return;
  finishsweep(rt);
  clearpools(rt);
  gcResetMarkState(rt);
  const { work, host } = rt;
  traceEvent(host, TraceKind.gcStart, why, rt.memstats.numgc[0]! + 1, rt.memstats.heap_live[0]!);
  if (rt.gcstoptheworld) {
    stopTheWorld(rt, Stopped.termination);
    return;
  }
  startCycle(rt);
  setPhase(rt, GCPhase.mark);
  gcMarkRootPrepare(rt);
  work.gcBlackenEnabled[0] = 1;
  work.lastBackground[0] = nanotime(host);
  // The turn that is on may be a long one: it ends now, so that marking gets its share.
  host.sched.sched.turnEnd[0] = host.tick;
}

function finishsweep(rt: Runtime16): void {
  while (sweepone(rt) >= 0);
}

/** clearpools: what is kept for later use, in sync.Pools and the scheduler's lists, is dropped. */
function clearpools({ host }: Runtime16): void {
  host.roots.clearpools?.();
  clearSudogs(host);
}

function gcResetMarkState(rt: Runtime16): void {
  const { work, memstats } = rt;
  const { g } = rt.host.sched;
  g.gcAssistBytes.fill(0);
  g.assisting.fill(Assist.no);
  work.bytesMarked[0] = 0;
  work.initialHeapLive[0] = memstats.heap_live[0]!;
  work.scanWork[0] = 0;
  work.nwork[0] = 0;
}

function setPhase(rt: Runtime16, phase: GCPhase): void {
  rt.work.gcphase[0] = phase;
  rt.host.gc.phase[0] = phase;
  rt.host.writeBarrierEnabled = phase === GCPhase.off ? 0 : 1;
}

/**
 * gcBgMarkWorker: marks for about `budget` bytes of scan work, and passes the credit on. When
 * nothing is left, the cycle goes on to its next stage.
 */
export function gcBgMarkWorker(rt: Runtime16, budget: number): void {
  const { work } = rt;
  const before = work.scanWork[0]!;
  const more = gcDrain(rt, budget);
  const did = work.scanWork[0]! - before;
  if (did >= gcCreditSlack || !more) work.bgScanCredit[0]! += did;
  if (!more) gcMarkDone(rt);
}

/** Nothing is left to mark: from mark 1 to mark 2, and from there to mark termination. */
export function gcMarkDone(rt: Runtime16): void {
  const { work } = rt;
  if (work.gcphase[0] !== GCPhase.mark || work.gcBlackenEnabled[0] === 0) return;
  if (work.nwork[0] !== 0 || work.markrootNext[0]! < work.markrootJobs[0]!) return;
  traceEvent(rt.host, TraceKind.gcMark, WhyMark.done, work.gcBlackenPromptly[0]! + 1, 0);
  if (work.gcBlackenPromptly[0] === 0) {
    work.gcBlackenPromptly[0] = 1;
    gcMarkRootPrepare(rt);
    // Globals alone: stacks wait for the end.
    work.markrootJobs[0]! -= rt.host.roots.goroutines();
    return;
  }
  work.gcBlackenEnabled[0] = 0;
  endCycle(rt);
  stopTheWorld(rt, Stopped.termination);
}

/** What a stopped world does next. */
const enum Stopped {
  no = 0,
  /** The cycle that runtime.GC found under way is marked to its end. */
  cycle = 1,
  /** What the last cycle has left is swept, then runtime.GC's cycle begins. */
  lastSweep = 2,
  termination = 3,
  mark = 4,
  /** runtime.GC sweeps everything. */
  sweep = 5,
}

/** How far a runtime.GC is. */
const enum Forced {
  no = 0,
  /** The cycle under way ends first. */
  waits = 1,
  /** The cycle is its own. */
  own = 2,
}

/** What a stopped world marks at a time, in bytes of scan work, and sweeps, in `host.effort`. */
const markPortion = 4096;
const sweepPortion = 4000;

/** stopTheWorld, for what comes `then`. */
function stopTheWorld(rt: Runtime16, then: Stopped): void {
  const { sched } = rt.host.sched;
  rt.work.stopped[0] = then;
  sched.gcwaiting[0] = 1;
  sched.turnEnd[0] = rt.host.tick;
  if (!rt.inPortions) while (sched.gcwaiting[0] === 1) stopped(rt);
}

/** startTheWorld, unless a runtime.GC has waited for this cycle's end. */
function startTheWorld(rt: Runtime16): void {
  const { work } = rt;
  if (work.forced[0] === Forced.waits) {
    work.stopped[0] = Stopped.lastSweep;
    return;
  }
  work.forced[0] = Forced.no;
  work.stopped[0] = Stopped.no;
  rt.host.sched.sched.gcwaiting[0] = 0;
}

/** A portion of what the world stands still for. */
export function stopped(rt: Runtime16): void {
  const { work } = rt;
  switch (work.stopped[0]! as Stopped) {
    case Stopped.cycle:
      gcBgMarkWorker(rt, markPortion);
      return;
    case Stopped.lastSweep:
      if (sweepPart(rt)) forceCycle(rt);
      return;
    case Stopped.termination:
      gcMarkTermination(rt);
      return;
    case Stopped.mark:
      if (!gcDrain(rt, markPortion)) marked(rt);
      return;
    case Stopped.sweep:
      if (!sweepPart(rt)) return;
      freeStackSpans(rt);
      startTheWorld(rt);
      return;
    case Stopped.no:
      assert(false, 'the world is not stopped');
  }
}

/** Sweeps a few spans. True when none was left. */
function sweepPart(rt: Runtime16): boolean {
  const from = rt.host.effort;
  while (rt.host.effort - from < sweepPortion) if (sweepone(rt) < 0) return true;
  return false;
}

/** The stopped world marks what is left from all roots: stores to stacks have no barrier. */
function gcMarkTermination(rt: Runtime16): void {
  rt.work.gcBlackenPromptly[0] = 0;
  setPhase(rt, GCPhase.markTermination);
  flushallmcaches(rt);
  gcMarkRootPrepare(rt);
  rt.work.stopped[0] = Stopped.mark;
}

/** The cycle is marked: sweeping begins, which runtime.GC does while the world stands still. */
function marked(rt: Runtime16): void {
  const { work, memstats, host } = rt;
  const eager = work.forced[0] === Forced.own;
  setNextGC(rt);
  setPhase(rt, GCPhase.off);
  memstats.numgc[0]!++;
  work.lastGC[0] = nanotime(host);
  traceEvent(
    host,
    TraceKind.gcEnd,
    eager ? Why16.forced : Why16.trigger,
    memstats.numgc[0]!,
    memstats.heap_marked[0]!,
  );
  gcSweep(rt, eager);
  if (eager) {
    work.stopped[0] = Stopped.sweep;
    return;
  }
  freeStackSpans(rt);
  startTheWorld(rt);
}

/** runtime.GC: the world stands still until everything is marked and swept. */
export function GC(rt: Runtime16): void {
  const { work } = rt;
  work.forced[0] = Forced.waits;
  // The world is about to stop already: runtime.GC's cycle follows then.
  if (work.stopped[0] !== Stopped.no) return;
  stopTheWorld(rt, work.gcphase[0] === GCPhase.mark ? Stopped.cycle : Stopped.lastSweep);
}

function forceCycle(rt: Runtime16): void {
  const { work, memstats, host } = rt;
  work.forced[0] = Forced.own;
  clearpools(rt);
  gcResetMarkState(rt);
  traceEvent(host, TraceKind.gcStart, Why16.forced, memstats.numgc[0]! + 1, memstats.heap_live[0]!);
  work.stopped[0] = Stopped.termination;
}
