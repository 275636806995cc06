/**
 * The scheduler: goroutines start, wait, wake up and end; Ps look for work. After runtime/proc.go
 * of Go 1.26.
 *
 * NON-GO: one P executes at a time. Ps that run take turns of some hundred instructions, whose
 * lengths a seeded generator draws; a P that is woken begins some microseconds later, as a thread
 * would. Left out: Ms, system calls, locked threads, network poller; sysmon's preemption happens at
 * the end of a turn.
 */
import { randomBelow } from '../base/prng';
import { mallocgc } from './malloc';
import type { Off } from './memory';
import { globrunqget, globrunqput, runqget, runqput, runqsteal } from './runq';
import type { Runtime } from './runtime';
import type { GSchema } from './runtime2';
import { GStatus, PStatus, WaitReason } from './runtime2';
import { stackalloc, stackfree } from './stack';
import {
  freeTimer,
  jump,
  nanotime,
  newTimer,
  nextTimer,
  popTimer,
  resetTimer,
  setRate,
  TimerKind,
} from './time';
import { traceEvent, TraceKind } from './trace';

/** Bytes of a new goroutine's stack. */
export const stackMin = 2048;

/** Nanoseconds a goroutine may run before others get their turn. */
const forcePreemptNS = 10_000_000;

/** Nanoseconds from waking a P to its first look for work, and before it takes another's runnext. */
const wakeNS = 5000;
const runnextPauseNS = 3000;

/** Instructions of a turn when several Ps run: at least this many, and up to that many more. */
const turnLeast = 48;
const turnMore = 96;

/** Ids that a P takes at once for the goroutines it starts. */
const goidBatch = 16;

/** Mark of a goroutine that sleeps, for the second call of timeSleep. */
const sleeping = 1;

/** The first P runs, all others are idle. */
export function schedinit(rt: Runtime): void {
  const { sched, p } = rt.sched;
  sched.startingStackSize[0] = stackMin;
  sched.rate[0] = 1;
  for (let pp = rt.procs - 1; pp >= 1; pp--) pidleput(rt, pp);
  p.status[0] = PStatus.running;
  rt.p = 0;
}

// ---- goroutines begin and end

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
  g._panic[gp] = 0;
  g._defer[gp] = 0;
  g.sig[gp] = 0;
  g.param[gp] = 0;
  g.waiting[gp] = 0;
  g.waitreason[gp] = WaitReason.zero;
  g.gcAssistBytes[gp] = 0;
  if (g.timer[gp] !== 0) freeTimer(rt, g.timer[gp]!);
  g.timer[gp] = 0;
  p.curg[rt.p] = 0;
  gfput(rt, rt.p, gp);
  rt.g = 0;
}

/** Puts a dead g where the P finds it again; one whose stack has grown loses it. */
function gfput(rt: Runtime, pp: number, gp: number): void {
  const { g, p } = rt.sched;
  const size = g.stackHi[gp]! - g.stackLo[gp]!;
  if (size !== rt.sched.sched.startingStackSize[0]) {
    stackfree(rt, g.stackLo[gp]!, size);
    g.stackLo[gp] = 0;
    g.stackHi[gp] = 0;
  }
  g.schedlink[gp] = p.gFree[pp]!;
  p.gFree[pp] = gp;
  p.gFreeN[pp]!++;
  if (p.gFreeN[pp]! < 64) return;
  while (p.gFreeN[pp]! >= 32) gfputglobal(rt, gfpop(rt, pp));
}

function gfpop(rt: Runtime, pp: number): number {
  const { g, p } = rt.sched;
  const gp = p.gFree[pp]!;
  p.gFree[pp] = g.schedlink[gp]!;
  p.gFreeN[pp]!--;
  return gp;
}

function gfputglobal(rt: Runtime, gp: number): void {
  const { g, sched } = rt.sched;
  const list = g.stackLo[gp] === 0 ? sched.gFreeNoStack : sched.gFree;
  g.schedlink[gp] = list[0]!;
  list[0] = gp;
  sched.gFreeN[0]!++;
}

/** A dead g to be used again, with a stack; 0 if there is none. */
function gfget(rt: Runtime, pp: number): number {
  const { g, p, sched } = rt.sched;
  if (p.gFree[pp] === 0) {
    while (p.gFreeN[pp]! < 32 && sched.gFreeN[0]! > 0) {
      const list = sched.gFree[0] === 0 ? sched.gFreeNoStack : sched.gFree;
      const gp = list[0]!;
      list[0] = g.schedlink[gp]!;
      sched.gFreeN[0]!--;
      g.schedlink[gp] = p.gFree[pp]!;
      p.gFree[pp] = gp;
      p.gFreeN[pp]!++;
    }
  }
  if (p.gFree[pp] === 0) return 0;
  const gp = gfpop(rt, pp);
  const size = sched.startingStackSize[0]!;
  if (g.stackLo[gp] !== 0 && g.stackHi[gp]! - g.stackLo[gp]! !== size) {
    stackfree(rt, g.stackLo[gp]!, g.stackHi[gp]! - g.stackLo[gp]!);
    g.stackLo[gp] = 0;
  }
  if (g.stackLo[gp] === 0) {
    const lo: Off = stackalloc(rt, size);
    rt.sched.g.stackLo[gp] = lo;
    rt.sched.g.stackHi[gp] = lo + size;
  }
  return gp;
}

/** runtime.NumGoroutine. */
export function gcount(rt: Runtime): number {
  const { g } = rt.sched;
  let count = 0;
  for (let gp = 1; gp < g.rows; gp++)
    if (g.status[gp] !== GStatus.dead && g.system[gp] === 0) count++;
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
  const { g } = rt.sched;
  g.status[gp] = GStatus.runnable;
  g.waitreason[gp] = WaitReason.zero;
  runqput(rt, rt.p, gp, true);
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

function pidleput(rt: Runtime, pp: number): void {
  const { p, sched } = rt.sched;
  p.status[pp] = PStatus.idle;
  p.link[pp] = sched.pidle[0]!;
  sched.pidle[0] = pp + 1;
  sched.npidle[0]!++;
}

/** The P that became idle last, or -1. */
function pidleget(rt: Runtime): number {
  const { p, sched } = rt.sched;
  const pp = sched.pidle[0]! - 1;
  if (pp < 0) return -1;
  sched.pidle[0] = p.link[pp]!;
  p.link[pp] = 0;
  sched.npidle[0]!--;
  p.status[pp] = PStatus.running;
  return pp;
}

/** Wakes one idle P to look for work, unless one is looking already. */
export function wakep(rt: Runtime): void {
  const { p, sched } = rt.sched;
  if (sched.nmspinning[0] !== 0 || sched.npidle[0] === 0) return;
  const pp = pidleget(rt);
  sched.nmspinning[0]!++;
  p.spinning[pp] = 1;
  p.readyAt[pp] = nanotime(rt) + wakeNS;
  p.stealAt[pp] = 0;
  // The turn that is on may be a long one: it ends when the P begins.
  sched.turnEnd[0] = Math.min(sched.turnEnd[0]!, rt.tick + wakeNS);
}

/** Lets all timers act that are due. */
function checkTimers(rt: Runtime, now: number): void {
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
function findRunnable(rt: Runtime): number {
  const pp = rt.p;
  const { p, sched } = rt.sched;
  const worker = rt.background.findRunnableGCWorker(pp);
  if (worker !== 0) return worker;
  if (p.schedtick[pp]! % 61 === 0 && sched.runqsize[0]! > 0) {
    const gp = globrunqget(rt, pp, 1);
    if (gp !== 0) return gp;
  }
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
  if (!waits) return 0;
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
function stopP(rt: Runtime): void {
  const pp = rt.p;
  const { p, sched } = rt.sched;
  if (p.spinning[pp] !== 0) {
    p.spinning[pp] = 0;
    sched.nmspinning[0]!--;
  }
  pidleput(rt, pp);
}

function execute(rt: Runtime, gp: number, inherits: boolean): void {
  const pp = rt.p;
  const { g, p } = rt.sched;
  resetspinning(rt);
  if (!inherits) {
    p.schedtick[pp]!++;
    p.schedwhen[pp] = nanotime(rt);
  }
  g.status[gp] = GStatus.running;
  g.p[gp] = pp;
  p.curg[pp] = gp;
  traceEvent(rt, TraceKind.schedule, 0, g.goid[gp]!, pp);
}

// ---- turns

/** Says how long the turn of the running P is, and how fast time goes in it. */
function beginTurn(rt: Runtime): void {
  const { p, sched } = rt.sched;
  const now = nanotime(rt);
  let running = 0;
  let soon = Math.min(nextTimer(rt), p.schedwhen[rt.p]! + forcePreemptNS);
  for (let pp = 0; pp < rt.procs; pp++) {
    if (p.status[pp] === PStatus.idle) continue;
    if (p.readyAt[pp]! <= now) running++;
    else soon = Math.min(soon, p.readyAt[pp]!);
  }
  setRate(rt, 1 / running);
  const length =
    running > 1
      ? turnLeast + randomBelow(rt.rand.state, turnMore)
      : Math.max(turnLeast, Math.ceil(soon - now));
  sched.turnEnd[0] = rt.tick + length;
}

/** The next running P after this one, in cyclic order; -1 when none is ready. */
function nextP(rt: Runtime): number {
  const { p } = rt.sched;
  const now = nanotime(rt);
  for (let i = 1; i <= rt.procs; i++) {
    const pp = (rt.p + i) % rt.procs;
    if (p.status[pp] === PStatus.running && p.readyAt[pp]! <= now) return pp;
  }
  return -1;
}

/** Nothing can run now: goes on to when something can. False when that is never. */
function idle(rt: Runtime): boolean {
  const { p } = rt.sched;
  let when = nextTimer(rt);
  for (let pp = 0; pp < rt.procs; pp++)
    if (p.status[pp] === PStatus.running) when = Math.min(when, p.readyAt[pp]!);
  if (when === Infinity) return false;
  jump(rt, when);
  if (nextTimer(rt) > when) return true;
  const pp = pidleget(rt);
  if (pp >= 0) {
    rt.p = pp;
    p.readyAt[pp] = when;
  }
  checkTimers(rt, when);
  return true;
}

/**
 * The turn of the running P is over: its goroutine stands at a safe point. Timers act, a goroutine
 * that has used up its time slice makes room.
 */
export function endTurn(rt: Runtime): void {
  const { p } = rt.sched;
  const now = nanotime(rt);
  checkTimers(rt, now);
  if (p.curg[rt.p] !== 0 && now - p.schedwhen[rt.p]! >= forcePreemptNS) goschedImpl(rt);
  const pp = nextP(rt);
  if (pp >= 0) rt.p = pp;
}

/**
 * Finds what to execute: sets `rt.p`, `rt.g` and the end of the turn. False when no goroutine will
 * ever run again.
 */
export function schedule(rt: Runtime): boolean {
  const { p } = rt.sched;
  for (;;) {
    const pp = rt.p;
    if (p.status[pp] === PStatus.running && p.readyAt[pp]! <= nanotime(rt)) {
      if (p.curg[pp] === 0) {
        const gp = findRunnable(rt);
        if (gp !== 0) execute(rt, Math.abs(gp), gp < 0);
        else if (p.stealAt[pp] === 0) stopP(rt);
      }
      if (p.curg[pp] !== 0) {
        rt.g = p.curg[pp]!;
        beginTurn(rt);
        return true;
      }
    }
    const next = nextP(rt);
    if (next >= 0) rt.p = next;
    else if (!idle(rt)) return false;
  }
}
