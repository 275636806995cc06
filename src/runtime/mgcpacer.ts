/**
 * When to collect and how much allocations have to help, after runtime/mgcpacer.go of Go 1.26:
 * gcController with its accounts, heap goal, trigger, and assist ratio.
 *
 * NON-GO: time comes from the simulated clock, so utilization is that of the simulated machine.
 */
import { setGCPercent as setGCPercent16 } from './go1.6/mgcpacer';
import type { Uint64 } from '../base/bits';
import { uint64 } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import { gcBackgroundUtilization } from './mgclimit';
import { gcPaceScavenger } from './mgcscavenge';
import { gcPaceSweeper, isSweepDone } from './mgcsweep';
import type { Runtime } from './runtime';

/** What an unsigned 64-bit maximum means in Go: none, infinite. */
const noGoal = Infinity;

/** Work units that flush a worker's account, and the least an assist does. */
export const gcCreditSlack = 2000;
export const gcOverAssistWork = 64 << 10;
const defaultHeapMinimum = 4 << 20;
const memoryLimitMinHeapGoalHeadroom = 1 << 20;
/** Trigger between 45/64 and 61/64 of the way from the marked heap to the goal. */
const triggerRatioDen = 64;
const minTriggerRatioNum = 45;
const maxTriggerRatioNum = 61;
const sweepMinHeapDistance = 1 << 20;
const minRunway = 64 << 10;

/** Bytes unless said otherwise. */
const controllerSchema = {
  /** GOGC; -1: off. */
  gcPercent: 'i32',
  memoryLimit: 'f64',
  heapMinimum: 'f64',
  runway: 'f64',
  /** Bytes allocated per unit of scan work, weighed by processor time; last four measurements. */
  consMark: 'f64',
  lastConsMark0: 'f64',
  lastConsMark1: 'f64',
  lastConsMark2: 'f64',
  lastConsMark3: 'f64',
  gcPercentHeapGoal: 'f64',
  sweepDistMinTrigger: 'f64',
  /** heapLive when the cycle began; infinite outside of one. */
  triggered: 'f64',
  lastHeapGoal: 'f64',
  heapLive: 'f64',
  heapScan: 'f64',
  lastHeapScan: 'f64',
  lastStackScan: 'f64',
  maxStackScan: 'f64',
  globalsScan: 'f64',
  heapMarked: 'f64',
  heapScanWork: 'f64',
  stackScanWork: 'f64',
  globalsScanWork: 'f64',
  bgScanCredit: 'f64',
  /** Nanoseconds of this cycle. */
  assistTime: 'f64',
  dedicatedMarkTime: 'f64',
  fractionalMarkTime: 'f64',
  idleMarkTime: 'f64',
  markStartTime: 'f64',
  dedicatedMarkWorkersNeeded: 'i32',
  idleMarkWorkers: 'i32',
  maxIdleMarkWorkers: 'i32',
  fractionalUtilizationGoal: 'f64',
  assistWorkPerByte: 'f64',
  assistBytesPerWork: 'f64',
  heapInUse: 'f64',
  heapReleased: 'f64',
  heapFree: 'f64',
  totalAlloc: 'f64',
  totalFree: 'f64',
  mappedReady: 'f64',
} as const;

export const newGcController = (columns: ColumnSet): Table<typeof controllerSchema> =>
  columns.table('gcController', controllerSchema, 1);

/** gcController.init. */
export function gcControllerInit(rt: Runtime, gcPercent: number, memoryLimit: number): void {
  const c = rt.gcController;
  c.triggered[0] = noGoal;
  c.memoryLimit[0] = memoryLimit;
  setPercent(rt, gcPercent);
  commit(rt, true);
}

function setPercent(rt: Runtime, gcPercent: number): void {
  const c = rt.gcController;
  c.gcPercent[0] = Math.max(-1, gcPercent);
  // Go computes this in unsigned numbers: with the collector off it is enormous.
  const off = gcPercent < 0;
  c.heapMinimum[0] = off ? noGoal : Math.floor((defaultHeapMinimum * gcPercent) / 100);
}

/** gcController.startCycle: accounts at zero, workers wanted. `now` in nanoseconds. */
export function startCycle(rt: Runtime, now: number, byTime: boolean): void {
  const c = rt.gcController;
  const { procs } = rt;
  c.heapScanWork[0] = c.stackScanWork[0] = c.globalsScanWork[0] = 0;
  c.bgScanCredit[0] = c.assistTime[0] = 0;
  c.dedicatedMarkTime[0] = c.fractionalMarkTime[0] = c.idleMarkTime[0] = 0;
  c.markStartTime[0] = now;
  c.triggered[0] = c.heapLive[0]!;
  const goal = procs * gcBackgroundUtilization;
  let dedicated = Math.floor(goal + 0.5);
  const error = dedicated / goal - 1;
  c.fractionalUtilizationGoal[0] = 0;
  if (error < -0.3 || error > 0.3) {
    if (dedicated > goal) dedicated--;
    c.fractionalUtilizationGoal[0] = (goal - dedicated) / procs;
  }
  c.dedicatedMarkWorkersNeeded[0] = dedicated;
  rt.gcw.fractionalMarkTime.fill(0);
  if (byTime) c.maxIdleMarkWorkers[0] = dedicated > 0 ? 0 : 1;
  else c.maxIdleMarkWorkers[0] = procs - dedicated;
  revise(rt);
}

/** gcController.revise: how much scanning a byte of allocation costs, from what is left. */
function revise(rt: Runtime): void {
  const c = rt.gcController;
  const gcPercent = c.gcPercent[0]! < 0 ? 100000 : c.gcPercent[0]!;
  const live = c.heapLive[0]!;
  const work = c.heapScanWork[0]! + c.stackScanWork[0]! + c.globalsScanWork[0]!;
  let goal = heapGoal(rt);
  let expected = c.lastHeapScan[0]! + c.lastStackScan[0]! + c.globalsScan[0]!;
  const most = c.heapScan[0]! + c.maxStackScan[0]! + c.globalsScan[0]!;
  if (work > expected) {
    // More is alive than last time: the goal moves, up to a limit, and the worst is expected.
    const triggered = c.triggered[0]!;
    const extended = Math.trunc(((goal - triggered) / expected) * most) + triggered;
    const hard = Math.trunc((1 + gcPercent / 100) * goal);
    expected = most;
    goal = Math.min(extended, hard);
  }
  if (live > goal) {
    goal = Math.trunc(goal * 1.1);
    expected = most;
  }
  const workLeft = Math.max(1000, expected - work);
  const heapLeft = goal - live > 0 ? goal - live : 1;
  c.assistWorkPerByte[0] = heapLeft === Infinity ? 0 : workLeft / heapLeft;
  c.assistBytesPerWork[0] = heapLeft === Infinity ? Number.MAX_SAFE_INTEGER : heapLeft / workLeft;
}

/** gcController.endCycle: what was learnt about allocation against marking. */
export function endCycle(rt: Runtime, now: number): void {
  const c = rt.gcController;
  c.lastHeapGoal[0] = heapGoal(rt);
  const duration = now - c.markStartTime[0]!;
  let utilization = gcBackgroundUtilization;
  if (duration > 0) utilization += c.assistTime[0]! / (duration * rt.procs);
  if (c.heapLive[0]! <= c.triggered[0]!) return;
  const idle = duration > 0 ? c.idleMarkTime[0]! / (duration * rt.procs) : 0;
  const work = c.heapScanWork[0]! + c.stackScanWork[0]! + c.globalsScanWork[0]!;
  const allocated = c.heapLive[0]! - c.triggered[0]!;
  const current = (allocated * (utilization + idle)) / (work * (1 - utilization));
  const { lastConsMark0, lastConsMark1, lastConsMark2, lastConsMark3 } = c;
  c.consMark[0] = Math.max(
    current,
    lastConsMark0[0]!,
    lastConsMark1[0]!,
    lastConsMark2[0]!,
    lastConsMark3[0]!,
  );
  lastConsMark0[0] = lastConsMark1[0]!;
  lastConsMark1[0] = lastConsMark2[0]!;
  lastConsMark2[0] = lastConsMark3[0]!;
  lastConsMark3[0] = current;
}

/** gcController.resetLive: the heap is what was marked. */
export function resetLive(rt: Runtime, bytesMarked: number): void {
  const c = rt.gcController;
  c.heapMarked[0] = bytesMarked;
  c.heapLive[0] = bytesMarked;
  c.heapScan[0] = c.heapScanWork[0]!;
  c.lastHeapScan[0] = c.heapScanWork[0]!;
  c.lastStackScan[0] = c.stackScanWork[0]!;
  c.triggered[0] = noGoal;
}

/** gcController.update. */
export function updateHeapLive(rt: Runtime, dHeapLive: number, dHeapScan: number): void {
  const c = rt.gcController;
  c.heapLive[0]! += dHeapLive;
  if (rt.gcBlackenEnabled === 0) c.heapScan[0]! += dHeapScan;
  else revise(rt);
}

/** Heap size that the collector wants to end at. */
export function heapGoal(rt: Runtime): number {
  if (rt.go16 !== undefined) return rt.go16.memstats.next_gc[0]!;
  const c = rt.gcController;
  const byLimit = memoryLimitHeapGoal(rt);
  let goal = c.gcPercentHeapGoal[0]!;
  if (byLimit < goal) return byLimit;
  goal = Math.max(goal, c.sweepDistMinTrigger[0]!);
  if (c.triggered[0] !== noGoal) goal = Math.max(goal, c.triggered[0]! + minRunway);
  return goal;
}

/**
 * The goal as programs see it, in low and high word. With GOGC off it follows from the memory
 * limit, and the largest int64, which stands for none, is no exception: the collector never comes
 * there.
 */
export function shownHeapGoal(rt: Runtime): Uint64 {
  const goal = heapGoal(rt);
  if (goal !== noGoal) return uint64(goal);
  if (rt.go16 !== undefined) return uint64(-1);
  // limit - limit / 100 * 3, where limit is the largest int64 less what is no heap.
  const low = 0xffffffff - nonHeapMemory(rt);
  const high = 0x7fffffff;
  const hundredthHigh = Math.floor(high / 100);
  const hundredth = Math.floor(((high % 100) * 4294967296 + low) / 100);
  const headroom = hundredth * 3;
  const left = low - (headroom % 4294967296);
  const carried = Math.floor(headroom / 4294967296) - Math.floor(left / 4294967296);
  return [left >>> 0, high - hundredthHigh * 3 - carried];
}

/** What the limit counts besides the heap's live pages. */
function nonHeapMemory({ gcController: c }: Runtime): number {
  return c.mappedReady[0]! - c.heapFree[0]! - (c.totalAlloc[0]! - c.totalFree[0]!);
}

function memoryLimitHeapGoal(rt: Runtime): number {
  const c = rt.gcController;
  const limit = c.memoryLimit[0]!;
  if (limit === noGoal) return noGoal;
  const nonHeap = nonHeapMemory(rt);
  const overage = Math.max(0, c.mappedReady[0]! - limit);
  if (nonHeap + overage >= limit) return c.heapMarked[0]!;
  let goal = limit - (nonHeap + overage);
  const headroom = Math.max(memoryLimitMinHeapGoalHeadroom, Math.floor(goal / 100) * 3);
  goal = goal < headroom || goal - headroom < headroom ? headroom : goal - headroom;
  return Math.max(goal, c.heapMarked[0]!);
}

/** gcController.trigger: heapLive at which a cycle begins. */
export function gcTrigger(rt: Runtime): number {
  const c = rt.gcController;
  const goal = heapGoal(rt);
  const marked = c.heapMarked[0]!;
  if (marked >= goal) return goal;
  if (goal === noGoal) return noGoal;
  const step = Math.floor((goal - marked) / triggerRatioDen);
  const byLimit = memoryLimitHeapGoal(rt) < c.gcPercentHeapGoal[0]!;
  const sweepDistance = byLimit ? 0 : c.sweepDistMinTrigger[0]!;
  const least = Math.max(sweepDistance, marked, step * minTriggerRatioNum + marked);
  let most = step * maxTriggerRatioNum + marked;
  if (goal > defaultHeapMinimum) most = Math.max(most, goal - defaultHeapMinimum);
  most = Math.max(most, least);
  const runway = c.runway[0]!;
  const trigger = runway > goal ? least : goal - runway;
  return Math.min(Math.max(trigger, least), most);
}

/** gcController.commit: goal and runway for the time until the next cycle. */
function commit(rt: Runtime, sweepDone: boolean): void {
  const c = rt.gcController;
  c.sweepDistMinTrigger[0] = sweepDone ? 0 : c.heapLive[0]! + sweepMinHeapDistance;
  let goal = noGoal;
  const percent = c.gcPercent[0]!;
  if (percent >= 0) {
    const scanned = c.heapMarked[0]! + c.lastStackScan[0]! + c.globalsScan[0]!;
    goal = c.heapMarked[0]! + Math.floor((scanned * percent) / 100);
  }
  c.gcPercentHeapGoal[0] = Math.max(goal, c.heapMinimum[0]!);
  const scan = c.lastHeapScan[0]! + c.lastStackScan[0]! + c.globalsScan[0]!;
  const goalUtilization = gcBackgroundUtilization;
  const runway = Math.trunc(((c.consMark[0]! * (1 - goalUtilization)) / goalUtilization) * scan);
  // With one P, assists may take more time than there is, which makes consMark negative. Go keeps
  // the runway in an unsigned number, where it is then enormous.
  c.runway[0] = runway < 0 ? 2 ** 64 + runway : runway;
}

/** Goal, trigger and the paces of sweeper and scavenger, after a cycle or a change of settings. */
export function gcControllerCommit(rt: Runtime): void {
  commit(rt, isSweepDone(rt));
  if (rt.gcPhase !== 0) revise(rt);
  gcPaceSweeper(rt, gcTrigger(rt));
  gcPaceScavenger(rt, heapGoal(rt));
}

/** debug.SetGCPercent. Returns the old one. */
export function setGCPercent(rt: Runtime, percent: number): number {
  const old = rt.gcController.gcPercent[0]!;
  if (rt.go16 !== undefined) setGCPercent16(rt.go16, percent);
  setPercent(rt, percent);
  gcControllerCommit(rt);
  return old;
}

/** debug.SetMemoryLimit, in bytes; a negative one only asks. Returns the old one. */
export function setMemoryLimit(rt: Runtime, limit: number): number {
  const old = rt.gcController.memoryLimit[0]!;
  if (limit < 0 || limit === old) return old;
  rt.gcController.memoryLimit[0] = limit;
  gcControllerCommit(rt);
  return old;
}
