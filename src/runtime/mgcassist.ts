/**
 * Allocations that help with marking: the assists of runtime/mgcmark.go of Go 1.26. The queue of
 * those that have to wait is in mgccredit.ts.
 *
 * NON-GO: in Go an allocation helps before it gets its memory. Here it takes credit at once; what
 * is left to do comes before its goroutine's next instruction, in portions that others may come
 * between, until it is paid. An object or span takes as long as an instruction then, as it does for
 * a worker. Without a program to run all is done at once, and nobody waits.
 */
import { gcMarkDone } from './mgc';
import { gcParkAssist } from './mgccredit';
import { LimiterEvent, limiting, startLimiterEvent, stopLimiterEvent, update } from './mgclimit';
import { drainEffort, drainOne, gcMarkWorkAvailable, nothingFound, takeScanWork } from './mgcmark';
import { gcCreditSlack, gcOverAssistWork } from './mgcpacer';
import { balance } from './mgcwork';
import type { Runtime } from './runtime';
import { Assist } from './runtime2';
import { nanotime, pass } from './time';
import { TraceKind, WhyMark, traceEvent } from './trace';

/** Nanoseconds of assists that a P keeps to itself. */
const gcAssistTimeSlack = 5000;

/** Scan work of a portion of an assist, in bytes: some hundred objects. */
const assistPortion = 4096;

/**
 * gcAssistAlloc of a goroutine that is in debt: it pays with credit of the background workers, or
 * has to mark itself.
 */
export function gcAssistAlloc(rt: Runtime, gp: number): void {
  const { assisting, locks } = rt.sched.g;
  if (rt.preemptoff || locks[gp] !== 0) return;
  if (assisting[gp] !== Assist.no) {
    // Another allocation before it could stop to pay for the last one.
    assisting[gp] = Assist.retries;
    return;
  }
  if (!owesWork(rt, gp)) return;
  if (rt.concurrentMark) {
    assisting[gp] = Assist.begins;
    rt.sched.sched.turnEnd[0] = rt.tick;
    return;
  }
  begin(rt, gp);
  gcDrainN(rt, gp, Infinity);
  if (end(rt, gp)) gcMarkDone(rt);
}

/**
 * Takes what credit there is for a goroutine's debt. Whether it is to mark; then assistWork says
 * how much.
 */
function owesWork(rt: Runtime, gp: number): boolean {
  if (limiting(rt)) return false;
  const { gcController: c } = rt;
  const { gcAssistBytes, assistWork } = rt.sched.g;
  const assistWorkPerByte = c.assistWorkPerByte[0]!;
  const assistBytesPerWork = c.assistBytesPerWork[0]!;
  let debtBytes = -gcAssistBytes[gp]!;
  let scanWork = Math.trunc(assistWorkPerByte * debtBytes);
  if (scanWork < gcOverAssistWork) {
    scanWork = gcOverAssistWork;
    debtBytes = Math.trunc(assistBytesPerWork * scanWork);
  }
  const credit = c.bgScanCredit[0]!;
  if (credit > 0) {
    const stolen = Math.min(credit, scanWork);
    gcAssistBytes[gp]! +=
      stolen < scanWork ? 1 + Math.trunc(assistBytesPerWork * stolen) : debtBytes;
    c.bgScanCredit[0] = credit - stolen;
    scanWork -= stolen;
  }
  assistWork[gp] = scanWork;
  return scanWork > 0;
}

/**
 * A portion of the assist that the running goroutine is at. Afterwards it may wait, for its turn or
 * for credit.
 */
export function gcAssistStep(rt: Runtime, gp: number): void {
  const { g, sched } = rt.sched;
  if (rt.gcBlackenEnabled === 0) {
    // gcAssistAlloc1: what is owed to a cycle that is over is forgotten.
    g.assisting[gp] = Assist.no;
    g.gcAssistBytes[gp] = 0;
    return;
  }
  if (g.assisting[gp] === Assist.retries && !owesWork(rt, gp)) {
    g.assisting[gp] = Assist.no;
    return;
  }
  if (g.assisting[gp] !== Assist.drains) begin(rt, gp);
  sched.turnEnd[0] = rt.tick;
  if (gcDrainN(rt, gp, assistPortion)) return;
  if (end(rt, gp)) gcMarkDone(rt);
  if (g.gcAssistBytes[gp]! >= 0) return;
  if (g.preempt[gp] !== 0) {
    g.assisting[gp] = Assist.retries;
    rt.background.gosched();
  } else if (!gcParkAssist(rt)) g.assisting[gp] = Assist.retries;
}

/** The first half of gcAssistAlloc1. */
function begin(rt: Runtime, gp: number): void {
  const { g } = rt.sched;
  const now = nanotime(rt);
  g.assisting[gp] = Assist.drains;
  g.assistDone[gp] = 0;
  g.assistStart[gp] = now;
  startLimiterEvent(rt, rt.p, LimiterEvent.markAssist, now);
  rt.work.nworking[0]!++;
}

/** The second half: credit for what was done. Whether that was the last work there was. */
function end(rt: Runtime, gp: number): boolean {
  const { gcController: c } = rt;
  const { g, p } = rt.sched;
  const done = g.assistDone[gp]!;
  g.assisting[gp] = Assist.no;
  g.gcAssistBytes[gp]! += 1 + Math.trunc(c.assistBytesPerWork[0]! * done);
  traceEvent(rt, TraceKind.gcMark, WhyMark.assist, g.goid[gp]!, done);
  rt.work.nworking[0]!--;
  const last = rt.work.nworking[0] === 0 && !gcMarkWorkAvailable(rt);
  const now = nanotime(rt);
  p.gcAssistTime[rt.p]! += now - g.assistStart[gp]!;
  stopLimiterEvent(rt, rt.p, LimiterEvent.markAssist, now);
  if (p.gcAssistTime[rt.p]! > gcAssistTimeSlack) {
    c.assistTime[0]! += p.gcAssistTime[rt.p]!;
    p.gcAssistTime[rt.p] = 0;
    update(rt, now);
  }
  return last;
}

/**
 * gcDrainN for a portion of about `budget` bytes, each item counting as 16 at least. Whether there
 * is more to do for this assist.
 */
function gcDrainN(rt: Runtime, gp: number, budget: number): boolean {
  const { gcw } = rt;
  const { g } = rt.sched;
  const { p } = rt;
  let spent = 0;
  let items = 0;
  let more = true;
  while (spent < budget) {
    more = g.preempt[gp] === 0 && !limiting(rt) && g.assistDone[gp]! < g.assistWork[gp]!;
    if (!more) break;
    if (rt.work.full[0] === 0) balance(rt, p);
    const before = gcw.heapScanWork[p]!;
    const root = drainOne(rt, p, true);
    more = root !== nothingFound;
    if (!more) break;
    const units = Math.max(0, root) + gcw.heapScanWork[p]! - before;
    g.assistDone[gp]! += units;
    spent += units + 16;
    items++;
    if (gcw.heapScanWork[p]! >= gcCreditSlack) takeScanWork(rt, p);
    if (gcw.mayNeedWorker[p] === 0) continue;
    gcw.mayNeedWorker[p] = 0;
    rt.background.wakeIdle();
  }
  takeScanWork(rt, p);
  pass(rt, items);
  rt.effort += spent * drainEffort;
  return more;
}
