/**
 * When a collection begins and how hard allocations must help it: gcControllerState of Go 1.6
 * (runtime/mgc.go; later Gos have a file of this name).
 */
import { nanotime } from '../time';
import type { Runtime16 } from './runtime';

/** Share of the processors that marking in the background aims at. */
export const gcGoalUtilization = 0.25;
const heapMinimum = 4 << 20;
/** Credit that an assist takes in advance, in bytes. */
export const gcOverAssistBytes = 1 << 20;
/** Scan work after which a worker passes its credit on. */
export const gcCreditSlack = 2000;

/** gcinit: GOGC in percent, -1 for off. */
export function gcinit(rt: Runtime16, gcpercent: number): void {
  rt.work.triggerRatio[0] = 7 / 8;
  setGCPercent(rt, gcpercent);
  rt.memstats.next_gc[0] = rt.memstats.heapminimum[0]!;
}

/** Part of debug.SetGCPercent that concerns the pacer. */
export function setGCPercent(rt: Runtime16, gcpercent: number): void {
  const { work, memstats } = rt;
  work.gcpercent[0] = gcpercent;
  memstats.heapminimum[0] = Math.floor((heapMinimum * Math.max(gcpercent, 0)) / 100);
  if (gcpercent >= 0) work.triggerRatio[0] = Math.min(work.triggerRatio[0]!, gcpercent / 100);
}

/** startCycle: the goal of the cycle that begins. */
export function startCycle(rt: Runtime16): void {
  const { work, memstats } = rt;
  work.bgScanCredit[0] = 0;
  work.assistTime[0] = 0;
  // Below the minimum the last cycle says nothing: it is made up so that the trigger fits it.
  if (memstats.next_gc[0]! <= memstats.heapminimum[0]!) {
    const marked = Math.floor(memstats.next_gc[0]! / (1 + work.triggerRatio[0]!));
    memstats.heap_marked[0] = marked;
    memstats.heap_reachable[0] = marked;
  }
  const percent = Math.max(work.gcpercent[0]!, 0);
  const reachable = memstats.heap_reachable[0]!;
  const goal = reachable + Math.floor((reachable * percent) / 100);
  work.heapGoal[0] = Math.max(goal, memstats.heap_live[0]! + (1 << 20));
  work.markStart[0] = nanotime(rt.host);
  revise(rt);
}

/** revise: how much scan work a byte of allocation owes, now. */
function revise(rt: Runtime16): void {
  const { work, memstats } = rt;
  const expected = Math.max(memstats.heap_scan[0]! - work.scanWork[0]!, 1000);
  const distance = Math.max(work.heapGoal[0]! - memstats.heap_live[0]!, 1);
  work.assistWorkPerByte[0] = expected / distance;
  work.assistBytesPerWork[0] = distance / expected;
}

/** To be called when heap_live or heap_scan have changed. */
export function reviseWhileMarking(rt: Runtime16): void {
  if (rt.work.gcBlackenEnabled[0] !== 0) revise(rt);
}

/** endCycle: the trigger of the next cycle comes from what this one needed. */
export function endCycle(rt: Runtime16): void {
  const { work, memstats } = rt;
  const goal = work.gcpercent[0]! / 100;
  const marked = memstats.heap_marked[0]!;
  const actual = memstats.heap_live[0]! / marked - 1;
  const duration = nanotime(rt.host) - work.markStart[0]!;
  const assisted = duration > 0 ? work.assistTime[0]! / (duration * rt.host.procs) : 0;
  work.triggerRatio[0] = nextTriggerRatio(
    goal,
    work.triggerRatio[0]!,
    actual,
    gcGoalUtilization + assisted,
  );
}

/**
 * The controller's rule: `goal` is the growth that GOGC allows, `ratio` the last trigger, `actual`
 * how far the heap has grown by the end, `utilization` the share of the processors it took.
 */
export function nextTriggerRatio(
  goal: number,
  ratio: number,
  actual: number,
  utilization: number,
): number {
  const error = goal - ratio - (utilization / gcGoalUtilization) * (actual - ratio);
  return Math.min(Math.max(ratio + 0.5 * error, 0), 0.95 * goal);
}

/** The end of gcMark: what is reachable, and when the next cycle begins. */
export function setNextGC(rt: Runtime16): void {
  const { work, memstats } = rt;
  const during = Math.max(memstats.heap_live[0]! - work.initialHeapLive[0]!, 0);
  const reachable = Math.max(work.bytesMarked[0]! - during, 0);
  memstats.heap_reachable[0] = reachable;
  const next = Math.floor(reachable * (1 + work.triggerRatio[0]!));
  memstats.next_gc[0] = Math.max(next, memstats.heapminimum[0]!);
  memstats.heap_live[0] = work.bytesMarked[0]!;
  memstats.heap_marked[0] = work.bytesMarked[0]!;
  memstats.heap_scan[0] = work.scanWork[0]!;
  const least = memstats.heap_live[0]! + (1 << 20) * (Math.max(work.gcpercent[0]!, 0) / 100);
  if (memstats.next_gc[0]! < least) memstats.next_gc[0] = least;
}
