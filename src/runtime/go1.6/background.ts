/**
 * What runs beside the program in Go 1.6: mark workers, the sweeper (runtime/mgc.go, mgcsweep.go),
 * and sysmon's forced collections and scavenger (runtime/proc.go).
 *
 * NON-GO: none of them is a goroutine here. They get their share as time passes: marking a quarter
 * of it, at a byte of scan work per nanosecond, sweeping a span each time. sysmon looks when
 * somebody runs, where Go's wakes up once a minute while all sleep: who slept for an hour finds one
 * forced collection, not thirty.
 */
import { goschedImpl } from '../proc';
import { nanotime } from '../time';
import type { Background } from '../background';
import { Collecting } from '../runtime2';
import { GC, gcBgMarkWorker, gcStart, stopped } from './mgc';
import { gcAssistStep } from './mgcassist';
import { gcGoalUtilization } from './mgcpacer';
import { sweepone } from './mgcsweep';
import { scavenge } from './mheap';
import type { Runtime16 } from './runtime';
import { GCPhase } from './runtime';
import { Why16 } from './why';

/** A collection begins after so long without one, in nanoseconds. */
const forcegcperiod = 120e9;
/** Pages that were free for so long go back to the system; looked at twice in that time. */
const scavengelimit = 300e9;
/** Scan work that is worth beginning, in bytes. */
const leastWork = 512;
/** What is marked each time while somebody waits for the end of it. */
const waitPortion = 4096;

/** What the scheduler sees of it. */
export function backgroundOf(rt: Runtime16): Background {
  const nothing = (): void => undefined;
  return {
    findRunnableGCWorker: () => 0,
    findIdleGCWorker: () => idleWork(rt),
    startWorkers: nothing,
    wakeIdle: nothing,
    ready: nothing,
    injectglist: nothing,
    preemptall: nothing,
    gosched: nothing,
    parkAssist: nothing,
    readySweeper: nothing,
    wakeScavenger: nothing,
    wakeGCWaiters: nothing,
    sysmon: () => share(rt),
    step: nothing,
    assist: () => gcAssistStep(rt),
    GC: () => {
      GC(rt);
      rt.host.sched.g.collecting[rt.host.g] = Collecting.done;
    },
    // It asks again and again; meanwhile its P marks, as an idle one would.
    gcWaitOnMark: () => {
      gcBgMarkWorker(rt, waitPortion);
      goschedImpl(rt.host);
    },
    stopped: () => stopped(rt),
  };
}

/** Lets what runs in the background do its share of the time since it was last asked. */
function share(rt: Runtime16): void {
  const { work, mheap } = rt;
  if (rt.host.sched.sched.gcwaiting[0] === 1) return;
  const now = nanotime(rt.host);
  if (work.gcphase[0] === GCPhase.mark) {
    const budget = (now - work.lastBackground[0]!) * rt.host.procs * gcGoalUtilization;
    if (budget < leastWork) return;
    gcBgMarkWorker(rt, budget);
  } else if (mheap.sweepdone[0] === 0) sweepone(rt);
  work.lastBackground[0] = now;
  sysmon(rt, now);
}

/** A P has nothing to run: marking and sweeping have all its time. There is no goroutine for it. */
function idleWork(rt: Runtime16): 0 {
  const { gcwaiting } = rt.host.sched.sched;
  while (gcwaiting[0] === 0 && rt.work.gcphase[0] === GCPhase.mark) gcBgMarkWorker(rt, Infinity);
  while (gcwaiting[0] === 0 && rt.mheap.sweepdone[0] === 0) sweepone(rt);
  return 0;
}

function sysmon(rt: Runtime16, now: number): void {
  const { work } = rt;
  const isOff = work.gcphase[0] === GCPhase.off && work.gcpercent[0]! >= 0;
  if (isOff && work.lastGC[0] !== 0 && now - work.lastGC[0]! > forcegcperiod)
    gcStart(rt, Why16.timer);
  if (now - work.lastscavenge[0]! <= scavengelimit / 2) return;
  work.lastscavenge[0] = now;
  scavenge(rt, now, scavengelimit);
}
