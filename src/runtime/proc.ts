/**
 * The scheduler: goroutines start, wait, wake up and end; Ps look for work. After runtime/proc.go
 * of Go 1.26.
 *
 * NON-GO: one P executes at a time, see turns.ts; a P that is woken begins some microseconds later,
 * as a thread would. Left out: Ms, system calls, locked threads, network poller.
 */
import { assert } from '../base/assert';
import { randomBelow } from '../base/prng';
import { gfget, gfput } from './gfree';
import { mallocgc } from './malloc';
import { gcCleanupsNeedsWake, gcCleanupsWake } from './mcleanup';
import { LimiterEvent, startLimiterEvent, stopLimiterEvent } from './mgclimit';
import { globrunqget, globrunqput, runqget, runqput, runqsteal } from './runq';
import type { Runtime } from './runtime';
import type { GSchema } from './runtime2';
import { GStatus, PStatus, WaitReason } from './runtime2';
import { stackalloc } from './stack';
import { freeTimer, nanotime, newTimer, popTimer, resetTimer, TimerKind } from './time';
import { traceEvent, TraceKind } from './trace';

/** Bytes of a new goroutine's stack. */
const stackMin = 2048;

/** Nanoseconds from waking a P to its first look for work, and until it takes a runnext. */
export const wakeNS = 5000;
const runnextPauseNS = 3000;

/** Ids that a P takes at once for the goroutines it starts. */
const goidBatch = 16;

/** Mark of a goroutine that sleeps, for the second call of timeSleep. */
const sleeping = 1;

/** Ids of main and the runtime's own goroutines, which are there before main.main. */
const bootGoids = 6;

/** The first P runs, all others are idle. */
export function schedinit(rt: Runtime): void {
  const { sched, p } = rt.sched;
  sched.startingStackSize[0] = stackMin;
  sched.rate[0] = 1;
  sched.goidgen[0] = goidBatch;
  sched.goroutinesCreated[0] = bootGoids;
  p.goidcache[0] = bootGoids + 1;
  p.goidcacheend[0] = goidBatch + 1;
  for (let pp = rt.procs - 1; pp >= 1; pp--) pidleput(rt, pp);
  p.status[0] = PStatus.running;
  rt.p = 0;
}

// ---- goroutines begin and end

/** The main goroutine: its g and its stack are there since the process began. */
export function newmain(rt: Runtime, startfn: number): number {
  const { g, columns } = rt.sched;
  const { mainG, mainStackLo, mainStackHi } = rt.boot;
  const gp = mainG === 0 ? malg(rt) : g.rows;
  if (mainG !== 0) {
    columns.resize<GSchema>(g, gp + 1);
    g.object[gp] = mainG;
    g.stackLo[gp] = mainStackLo;
    g.stackHi[gp] = mainStackHi;
  }
  g.goid[gp] = 1;
  g.startfn[gp] = startfn;
  g.status[gp] = GStatus.runnable;
  return gp;
}

/** A goroutine with a stack of its own. */
function malg(rt: Runtime): number {
  const { g, columns } = rt.sched;
  const gp = g.rows;
  columns.resize<GSchema>(g, gp + 1);
  g.object[gp] = mallocgc(rt, rt.typeTable.size[rt.internal.g]!, rt.internal.g, true);
  g.stackLo[gp] = stackalloc(rt, stackMin);
  g.stackHi[gp] = g.stackLo[gp]! + stackMin;
  g.status[gp] = GStatus.dead;
  return gp;
}

/** A goroutine that is runnable but in no queue; the caller lays out its first frame. */
export function newproc1(rt: Runtime, startfn: number, gopc: number): number {
  const pp = rt.p;
  let gp = gfget(rt, pp);
  if (gp === 0) gp = malg(rt);
  const { g, p, sched } = rt.sched;
  if (p.goidcache[pp] === p.goidcacheend[pp]) {
    p.goidcache[pp] = sched.goidgen[0]! + 1;
    p.goidcacheend[pp] = sched.goidgen[0]! + 1 + goidBatch;
    sched.goidgen[0]! += goidBatch;
  }
  sched.goroutinesCreated[0]!++;
  g.goid[gp] = p.goidcache[pp]!;
  p.goidcache[pp]!++;
  g.parentGoid[gp] = rt.g === 0 ? 0 : g.goid[rt.g]!;
  g.gopc[gp] = gopc;
  g.startfn[gp] = startfn;
  g.status[gp] = GStatus.runnable;
  traceEvent(rt, TraceKind.go, 0, g.goid[gp]!, startfn);
  return gp;
}

/** The go statement: the new goroutine runs next on this P, or soon on one that is woken. */
export function newproc(rt: Runtime, startfn: number, gopc: number): number {
  const gp = newproc1(rt, startfn, gopc);
  runqput(rt, rt.p, gp, true);
  if (rt.sched.sched.mainStarted[0] !== 0) wakep(rt);
  return gp;
}

/** The running goroutine has returned from its function. */
export function goexit0(rt: Runtime): void {
  const gp = rt.g;
  const { g, p } = rt.sched;
  traceEvent(rt, TraceKind.goExit, 0, g.goid[gp]!, 0);
  g.status[gp] = GStatus.dead;
  // Where it stood when it was last looked at must not depend on who looked.
  g.pc[gp] = 0;
  g.fn[gp] = 0;
  g.sp[gp] = 0;
  g._panic[gp] = 0;
  g._defer[gp] = 0;
  g.sig[gp] = 0;
  g.param[gp] = 0;
  g.waiting[gp] = 0;
  g.waitreason[gp] = WaitReason.zero;
  g.gcAssistBytes[gp] = 0;
  g.assisting[gp] = 0;
  g.locks[gp] = 0;
  g.collecting[gp] = 0;
  if (g.timer[gp] !== 0) freeTimer(rt, g.timer[gp]!);
  g.timer[gp] = 0;
  p.curg[rt.p] = 0;
  gfput(rt, rt.p, gp);
  rt.g = 0;
}

/** Goroutines that live, those of the runtime's own if asked for. */
export function gcount(rt: Runtime, includeSys: boolean): number {
  const { g } = rt.sched;
  let count = 0;
  for (let gp = 1; gp < g.rows; gp++)
    if (g.status[gp] !== GStatus.dead && (includeSys || g.system[gp] === 0)) count++;
  return count;
}

// ---- waiting and waking

/** The running goroutine waits until somebody readies it. */
export function gopark(rt: Runtime, reason: WaitReason): void {
  const { g, p } = rt.sched;
  g.status[rt.g] = GStatus.waiting;
  g.waitreason[rt.g] = reason;
  g.waitsince[rt.g] = nanotime(rt);
  p.curg[rt.p] = 0;
}

/** A waiting goroutine runs next on the P of whoever wakes it. */
export function goready(rt: Runtime, gp: number): void {
  ready(rt, gp, true);
}

/** The same, or after those that are in the P's queue already. */
export function ready(rt: Runtime, gp: number, next: boolean): void {
  const { g } = rt.sched;
  g.status[gp] = GStatus.runnable;
  g.waitreason[gp] = WaitReason.zero;
  runqput(rt, rt.p, gp, next);
  wakep(rt);
}

/**
 * injectglist of a P: goroutines that waited, linked by schedlink, may run. As many as there are
 * idle Ps go into the global queue, the others into this P's.
 */
export function injectglist(rt: Runtime, first: number): void {
  if (first === 0) return;
  const { g, sched } = rt.sched;
  let idle = sched.npidle[0]!;
  let starts = 0;
  for (let gp = first; gp !== 0;) {
    const next = g.schedlink[gp]!;
    g.schedlink[gp] = 0;
    g.status[gp] = GStatus.runnable;
    g.waitreason[gp] = WaitReason.zero;
    if (idle > 0) {
      idle--;
      starts++;
      globrunqput(rt, gp);
    } else runqput(rt, rt.p, gp, false);
    gp = next;
  }
  for (; starts > 0; starts--) startIdle(rt);
  wakep(rt);
}

/** runtime.Gosched and preemption: the running goroutine goes to the end of the global queue. */
export function goschedImpl(rt: Runtime): void {
  const { g, p, sched } = rt.sched;
  g.status[rt.g] = GStatus.runnable;
  p.curg[rt.p] = 0;
  globrunqput(rt, rt.g);
  if (sched.mainStarted[0] !== 0) wakep(rt);
}

/** preemptall: what runs on other Ps makes room at its next safe point, where its turn ends. */
export function preemptall(rt: Runtime): void {
  const { g, p } = rt.sched;
  for (let pp = 0; pp < rt.procs; pp++)
    if (pp !== rt.p && p.curg[pp] !== 0) g.preempt[p.curg[pp]!] = 1;
}

/** Gives the P to others of its own queue: what sync.Mutex does when it spins. */
export function goyield(rt: Runtime): void {
  const { g, p } = rt.sched;
  g.status[rt.g] = GStatus.runnable;
  p.curg[rt.p] = 0;
  runqput(rt, rt.p, rt.g, false);
}

/** time.Sleep of more than 0 nanoseconds. To be called again when the goroutine is readied. */
export function timeSleep(rt: Runtime, ns: number): void {
  const { g } = rt.sched;
  if (g.scratch[rt.g] === sleeping) {
    g.scratch[rt.g] = 0;
    return;
  }
  if (g.timer[rt.g] === 0) {
    const { timer } = rt.internal;
    mallocgc(rt, rt.typeTable.size[timer]!, timer, true);
    rt.sched.g.timer[rt.g] = newTimer(rt, TimerKind.goready, rt.g);
  }
  rt.sched.g.scratch[rt.g] = sleeping;
  resetTimer(rt, rt.sched.g.timer[rt.g]!, nanotime(rt) + ns, 0);
  gopark(rt, WaitReason.sleep);
}

// ---- Ps

export function pidleput(rt: Runtime, pp: number): void {
  const { p, sched } = rt.sched;
  const counts = startLimiterEvent(rt, pp, LimiterEvent.idle, nanotime(rt));
  assert(counts, 'a P becomes idle in the middle of something');
  p.status[pp] = PStatus.idle;
  p.link[pp] = sched.pidle[0]!;
  sched.pidle[0] = pp + 1;
  sched.npidle[0]!++;
}

/** The P that became idle last, or -1. */
export function pidleget(rt: Runtime): number {
  const { p, sched } = rt.sched;
  const pp = sched.pidle[0]! - 1;
  if (pp < 0) return -1;
  sched.pidle[0] = p.link[pp]!;
  p.link[pp] = 0;
  sched.npidle[0]!--;
  p.status[pp] = PStatus.running;
  stopLimiterEvent(rt, pp, LimiterEvent.idle, nanotime(rt));
  return pp;
}

/** Wakes one idle P to look for work, unless one is looking already. */
export function wakep(rt: Runtime): void {
  const { sched } = rt.sched;
  if (sched.nmspinning[0] === 0 && sched.npidle[0] !== 0) startIdle(rt);
}

/** An idle P, of which there is one, begins to look for work. */
function startIdle(rt: Runtime): void {
  const { p, sched } = rt.sched;
  const pp = pidleget(rt);
  sched.nmspinning[0]!++;
  p.spinning[pp] = 1;
  p.readyAt[pp] = nanotime(rt) + wakeNS;
  p.stealAt[pp] = 0;
  // The turn that is on may be a long one: it ends when the P begins.
  sched.turnEnd[0] = Math.min(sched.turnEnd[0]!, rt.tick + wakeNS);
}

/** Lets all timers act that are due. */
export function checkTimers(rt: Runtime, now: number): void {
  rt.background.sysmon();
  for (;;) {
    const row = popTimer(rt, now);
    if (row === 0) return;
    const { kind, arg } = rt.timers.timer;
    if (kind[row] === TimerKind.goready) goready(rt, arg[row]!);
    else rt.onTimer(row, arg[row]!);
  }
}

/**
 * A goroutine for the running P, or 0: in Go's order of places to look. Negative when it inherits
 * the rest of the time slice.
 */
export function findRunnable(rt: Runtime): number {
  const pp = rt.p;
  const { p, sched } = rt.sched;
  const worker = rt.background.findRunnableGCWorker(pp);
  if (worker !== 0) return worker;
  if (p.schedtick[pp]! % 61 === 0 && sched.runqsize[0]! > 0) {
    const gp = globrunqget(rt, pp, 1);
    if (gp !== 0) return gp;
  }
  if (gcCleanupsNeedsWake(rt)) injectglist(rt, gcCleanupsWake(rt));
  const next = p.runnext[pp]!;
  if (next !== 0) {
    p.runnext[pp] = 0;
    return -next;
  }
  const own = runqget(rt, pp);
  if (own !== 0) return own;
  const global = globrunqget(rt, pp, 128);
  if (global !== 0) return global;
  const busy = rt.procs - sched.npidle[0]!;
  if (p.spinning[pp] === 0 && 2 * sched.nmspinning[0]! >= busy) return 0;
  if (p.spinning[pp] === 0) {
    p.spinning[pp] = 1;
    sched.nmspinning[0]!++;
  }
  return stealWork(rt, pp);
}

/** Looks at the other Ps from a random one on: at their queues, in the end at their runnext. */
function stealWork(rt: Runtime, pp: number): number {
  const { p } = rt.sched;
  if (rt.procs === 1) return 0;
  const first = randomBelow(rt.rand.state, rt.procs);
  let waits = false;
  for (let i = 0; i < rt.procs; i++) {
    const victim = (first + i) % rt.procs;
    if (victim === pp || p.status[victim] === PStatus.idle) continue;
    const gp = runqsteal(rt, pp, victim);
    if (gp !== 0) return gp;
    if (p.runnext[victim] !== 0) waits = true;
  }
  if (!waits) {
    p.stealAt[pp] = 0;
    return 0;
  }
  const now = nanotime(rt);
  if (p.stealAt[pp] === 0) {
    p.stealAt[pp] = now + runnextPauseNS;
    p.readyAt[pp] = p.stealAt[pp]!;
    return 0;
  }
  p.stealAt[pp] = 0;
  for (let i = 0; i < rt.procs; i++) {
    const victim = (first + i) % rt.procs;
    const gp = victim === pp || p.status[victim] === PStatus.idle ? 0 : p.runnext[victim]!;
    if (gp === 0) continue;
    p.runnext[victim] = 0;
    return gp;
  }
  return 0;
}

/** The P has something to do: it stops looking, and another one may look. */
function resetspinning(rt: Runtime): void {
  const { p, sched } = rt.sched;
  if (p.spinning[rt.p] === 0) return;
  p.spinning[rt.p] = 0;
  p.stealAt[rt.p] = 0;
  sched.nmspinning[0]!--;
  wakep(rt);
}

/** Nothing to do for the running P. */
export function stopP(rt: Runtime): void {
  const pp = rt.p;
  const { p, sched } = rt.sched;
  if (p.spinning[pp] !== 0) {
    p.spinning[pp] = 0;
    sched.nmspinning[0]!--;
  }
  pidleput(rt, pp);
}

export function execute(rt: Runtime, gp: number, inherits: boolean): void {
  const pp = rt.p;
  const { g, p } = rt.sched;
  resetspinning(rt);
  if (!inherits) {
    p.schedtick[pp]!++;
    p.schedwhen[pp] = nanotime(rt);
  }
  g.status[gp] = GStatus.running;
  g.preempt[gp] = 0;
  g.p[gp] = pp;
  p.curg[pp] = gp;
  traceEvent(rt, TraceKind.schedule, 0, g.goid[gp]!, pp);
}
