/**
 * Whose turn it is: which P executes, for how long, and how time passes meanwhile.
 *
 * NON-GO: in Go, Ps run at the same time on threads of the system. Here those with something to
 * run take turns of some hundred instructions, whose lengths a seeded generator draws, and each
 * instruction of n running Ps takes 1/n nanosecond. The end of a turn is also where sysmon would
 * preempt (after 10 ms), where timers act, and where the background sweeper gets its share.
 */
import { randomBelow } from '../base/prng';
import { checkTimers, execute, findRunnable, goschedImpl, pidleget, stopP } from './proc';
import type { Runtime } from './runtime';
import { Assist, PStatus } from './runtime2';
import { jump, nanotime, nextAwaitedTimer, nextTimer, setRate } from './time';

/** Nanoseconds a goroutine may run before others get their turn. */
const forcePreemptNS = 10_000_000;

/** Nanoseconds of a turn while Go 1.6's collector marks, which it does between turns. */
const markTurnNS = 1000;

/** Instructions of a turn when several Ps run: at least this many, and up to that many more. */
const turnLeast = 48;
const turnMore = 96;

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
  if (rt.go16 !== undefined && rt.gcPhase !== 0) soon = Math.min(soon, now + markTurnNS);
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
  const timer = nextAwaitedTimer(rt);
  let when = timer;
  for (let pp = 0; pp < rt.procs; pp++)
    if (p.status[pp] === PStatus.running) when = Math.min(when, p.readyAt[pp]!);
  if (when === Infinity) return false;
  jump(rt, when);
  if (timer > when) return true;
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
  const gp = p.curg[rt.p]!;
  if (gp !== 0 && rt.sched.g.system[gp] === 0) {
    const { preempt, assisting } = rt.sched.g;
    if (now - p.schedwhen[rt.p]! >= forcePreemptNS) preempt[gp] = 1;
    // An assist notices by itself, and first takes credit for what it has done.
    if (preempt[gp] !== 0 && assisting[gp] !== Assist.drains) goschedImpl(rt);
  }
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
        const found = findRunnable(rt);
        const gp = found !== 0 ? found : rt.background.findIdleGCWorker(pp);
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
