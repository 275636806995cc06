/**
 * The limiter of the collector's processor time, after runtime/mgclimit.go of Go 1.26: a bucket
 * that fills with the collector's time and drains with the program's. When it is full, allocations
 * stop helping with marking, and nothing is scavenged for the sake of a memory limit.
 *
 * NON-GO: its clock is the simulated one. There an instruction and an object
 * that is scanned take a nanosecond of their P, a stopped world takes none, nor does scavenging. So
 * what fills the bucket is what Go counts too, a quarter of the time of marking and the time of
 * assists beyond it, but a P's second is 10^9 instructions: the limiter comes on only in a program
 * that spends more than that in assists, most likely one that fights for room under a memory limit.
 * Nothing runs at the same time as an update, so there is no lock.
 */
import type { ColumnSet, Table } from '../base/columns';
import { assert } from '../base/assert';
import type { Runtime } from './runtime';

/** limiterEventType: what a P is doing that the limiter counts. */
export const enum LimiterEvent {
  none = 0,
  idleMarkWork = 1,
  markAssist = 2,
  scavengeAssist = 3,
  idle = 4,
}

/** The collector's share of the processor; of mgcpacer.go, whose file here needs this one. */
export const gcBackgroundUtilization = 0.25;
/** An update is due after so many nanoseconds. */
export const gcCPULimiterUpdatePeriod = 10e6;
/** The bucket's capacity for each P: a second, in nanoseconds. */
export const capacityPerProc = 1e9;

/** Nanoseconds unless said otherwise. */
const limiterSchema = {
  enabled: 'u8',
  /** A copy of gcBlackenEnabled. */
  gcEnabled: 'u8',
  /** The world is stopped between marking and sweeping, or before marking. */
  transitioning: 'u8',
  fill: 'f64',
  capacity: 'f64',
  /** What did not go into the bucket any more, ever. */
  overflow: 'f64',
  assistTimePool: 'f64',
  idleTimePool: 'f64',
  lastUpdate: 'f64',
  /** Number of the cycle that was limited last. */
  lastEnabledCycle: 'u32',
  nprocs: 'u32',
} as const;

export const newGcCPULimiter = (columns: ColumnSet): Table<typeof limiterSchema> =>
  columns.table('gcCPULimiter', limiterSchema, 1);

/** gcCPULimiterState.limiting. */
export function limiting(rt: Runtime): boolean {
  return rt.gcCPULimiter.enabled[0] !== 0;
}

/** gcCPULimiterState.startGCTransition: marking begins or ends, and the world stands. */
export function startGCTransition(rt: Runtime, enableGC: boolean, now: number): void {
  const l = rt.gcCPULimiter;
  const enabled = enableGC ? 1 : 0;
  assert(l.gcEnabled[0] !== enabled, 'the limiter is told what it knows');
  updateLocked(rt, now);
  l.gcEnabled[0] = enabled;
  l.transitioning[0] = 1;
}

/** gcCPULimiterState.finishGCTransition: the time since was the collector's, on all Ps. */
export function finishGCTransition(rt: Runtime, now: number): void {
  const l = rt.gcCPULimiter;
  assert(l.transitioning[0] === 1, 'a transition ends that has not begun');
  if (now >= l.lastUpdate[0]!) accumulate(rt, 0, (now - l.lastUpdate[0]!) * l.nprocs[0]!);
  l.lastUpdate[0] = now;
  l.transitioning[0] = 0;
}

/** gcCPULimiterState.needUpdate. */
export function needUpdate(rt: Runtime, now: number): boolean {
  return now - rt.gcCPULimiter.lastUpdate[0]! > gcCPULimiterUpdatePeriod;
}

/** gcCPULimiterState.addAssistTime. */
export function addAssistTime(rt: Runtime, t: number): void {
  rt.gcCPULimiter.assistTimePool[0]! += t;
}

/** gcCPULimiterState.addIdleTime. */
function addIdleTime(rt: Runtime, t: number): void {
  rt.gcCPULimiter.idleTimePool[0]! += t;
}

/** gcCPULimiterState.update. */
export function update(rt: Runtime, now: number): void {
  assert(rt.gcCPULimiter.transitioning[0] === 0, 'an update during a transition');
  updateLocked(rt, now);
}

function updateLocked(rt: Runtime, now: number): void {
  const l = rt.gcCPULimiter;
  const lastUpdate = l.lastUpdate[0]!;
  if (now < lastUpdate) return;
  let windowTotalTime = (now - lastUpdate) * l.nprocs[0]!;
  l.lastUpdate[0] = now;
  let assistTime = l.assistTimePool[0]!;
  let idleTime = l.idleTimePool[0]!;
  l.assistTimePool[0] = l.idleTimePool[0] = 0;
  // What goes on at this moment counts as far as it has come.
  const { limiterEvent } = rt.sched.p;
  for (let pp = 0; pp < rt.procs; pp++) {
    const typ = limiterEvent[pp]!;
    if (typ === LimiterEvent.none) continue;
    const duration = consume(rt, pp, now);
    if (typ === LimiterEvent.idle) rt.cpuStats.idleTime[0]! += duration;
    if (typ === LimiterEvent.idle || typ === LimiterEvent.idleMarkWork) idleTime += duration;
    else assistTime += duration;
  }
  let windowGCTime = assistTime;
  if (l.gcEnabled[0] !== 0) windowGCTime += Math.trunc(windowTotalTime * gcBackgroundUtilization);
  // After the collector's share, which is one of all the time.
  windowTotalTime -= idleTime;
  accumulate(rt, windowTotalTime - windowGCTime, windowGCTime);
}

/** gcCPULimiterState.accumulate: fills or drains the bucket. */
function accumulate(rt: Runtime, mutatorTime: number, gcTime: number): void {
  const l = rt.gcCPULimiter;
  const headroom = l.capacity[0]! - l.fill[0]!;
  const enabled = headroom === 0;
  const change = gcTime - mutatorTime;
  if (change > 0 && headroom <= change) {
    l.overflow[0]! += change - headroom;
    l.fill[0] = l.capacity[0]!;
    if (!enabled) enable(rt);
    return;
  }
  l.fill[0] = Math.max(0, l.fill[0]! + change);
  if (change !== 0 && enabled) l.enabled[0] = 0;
}

function enable(rt: Runtime): void {
  rt.gcCPULimiter.enabled[0] = 1;
  rt.gcCPULimiter.lastEnabledCycle[0] = rt.memstats.numgc[0]! + 1;
}

/** gcCPULimiterState.resetCapacity: there are `nprocs` Ps from now on. */
export function resetCapacity(rt: Runtime, now: number, nprocs: number): void {
  const l = rt.gcCPULimiter;
  updateLocked(rt, now);
  l.nprocs[0] = nprocs;
  l.capacity[0] = nprocs * capacityPerProc;
  if (l.fill[0]! > l.capacity[0]) {
    l.fill[0] = l.capacity[0];
    enable(rt);
  } else if (l.fill[0]! < l.capacity[0]) l.enabled[0] = 0;
}

// ---- what Ps do

/** limiterEvent.start: false when something else is counted on this P already. */
export function startLimiterEvent(
  rt: Runtime,
  pp: number,
  typ: LimiterEvent,
  now: number,
): boolean {
  const { limiterEvent, limiterEventStart } = rt.sched.p;
  if (limiterEvent[pp] !== LimiterEvent.none) return false;
  limiterEvent[pp] = typ;
  limiterEventStart[pp] = now;
  return true;
}

/** limiterEvent.consume: the time of what a P is at, which counts from now on anew. */
function consume(rt: Runtime, pp: number, now: number): number {
  const { limiterEventStart } = rt.sched.p;
  const duration = now - limiterEventStart[pp]!;
  if (duration <= 0) return 0;
  limiterEventStart[pp] = now;
  return duration;
}

/** limiterEvent.stop. */
export function stopLimiterEvent(rt: Runtime, pp: number, typ: LimiterEvent, now: number): void {
  const { limiterEvent } = rt.sched.p;
  assert(limiterEvent[pp] === typ, 'something else ends than what a P is at');
  const duration = consume(rt, pp, now);
  limiterEvent[pp] = LimiterEvent.none;
  if (typ === LimiterEvent.idle) rt.cpuStats.idleTime[0]! += duration;
  if (typ === LimiterEvent.idle || typ === LimiterEvent.idleMarkWork) addIdleTime(rt, duration);
  else addAssistTime(rt, duration);
}

/** NON-GO: nobody marks any more, because all of it is done at once. */
export function dropMarkEvents(rt: Runtime): void {
  const { limiterEvent } = rt.sched.p;
  for (let pp = 0; pp < rt.procs; pp++)
    if (limiterEvent[pp] !== LimiterEvent.idle) limiterEvent[pp] = LimiterEvent.none;
}
