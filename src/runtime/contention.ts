/**
 * What the locks of the allocator cost, and what one lock for everything would.
 *
 * NON-GO: a model beside the runtime, so that "why three levels" is a number. It is fed with every
 * request of the same run and plays it twice: through the locks there are (none for an mcache, one
 * per mcentral, one for mheap), and through one lock with no cache in front of it. It changes
 * nothing: addresses, order and clock are those of the run.
 *
 * Each P has a time of its own: what it has executed, at a nanosecond per instruction, plus what
 * the allocator has cost it in this model. A request for a lock that is held waits until it is
 * free, and a lock that is handed over costs {@link handoffNS} more. Ps take turns in the run,
 * but work at the same time in the model; so requests are collected while the turn goes round,
 * then played in the order of their times. The costs are round figures of Go 1.26 on a desktop
 * machine; they set the scale, while who waits for whom comes from the run.
 */
import { ColumnSet } from '../base/columns';
import type { Table } from '../base/columns';
import type { Runtime } from './runtime';
import { numSpanClasses } from './sizeclasses';

/** Taking a free slot of a span that is at hand. */
const allocNS = 20;
/** Taking a lock that is free, and releasing it. */
const lockNS = 6;
/** More, when somebody else holds it: the waiter has to notice. */
const handoffNS = 50;
/** What is done while an mcentral's lock, or mheap's, is held. */
const centralNS = 200;
const heapNS = 1000;

/** Row of a lock: mcentrals by span class, then mheap, then the one there would be instead. */
const heapLock = numSpanClasses;
const oneLock = numSpanClasses + 1;
/** In place of a lock: an object was taken from a span at hand, which needs none of the levels'. */
const noLock = oneLock;

/** Requests that are played together at most. */
const batch = 256;

const lockSchema = {
  /** Time at which it is free again. */
  freeAt: 'f64',
  taken: 'f64',
  /** How often somebody waited, and for how long in all. */
  waits: 'f64',
  waitNS: 'f64',
} as const;

const delaySchema = {
  /** What the allocator has cost a P: with its levels, and with the one lock. */
  levelsNS: 'f64',
  oneNS: 'f64',
} as const;

/** Requests not played yet, in the order they were made. */
const requestSchema = { p: 'u16', lock: 'u16', at: 'f64' } as const;

const pendingSchema = {
  count: 'u32',
  /** The turn in which the first one was made: the tick at which that began. */
  turn: 'f64',
} as const;

type Locks = Table<typeof lockSchema>;
export type DelaySchema = typeof delaySchema;
type Delays = Table<DelaySchema>;

/** The tables of the model. */
export const newContention = (
  columns: ColumnSet,
  procs: number,
): {
  readonly locks: Locks;
  readonly delays: Delays;
  readonly requests: Table<typeof requestSchema>;
  readonly pending: Table<typeof pendingSchema>;
} => ({
  locks: columns.table('locks', lockSchema, oneLock + 1),
  delays: columns.table('lockDelays', delaySchema, procs),
  requests: columns.table('lockRequests', requestSchema, batch),
  pending: columns.table('lockPending', pendingSchema, 1),
});

/** An object has got its slot. */
export function noteAlloc(rt: Runtime): void {
  if (rt.procs > 1) {
    note(rt, noLock);
    return;
  }
  // What note comes to with one P, for the one request that is made all the time: nobody else has
  // the lock, so it is free.
  const { locks, delays } = rt.contention;
  delays.levelsNS[0]! += allocNS;
  delays.oneNS[0]! += lockNS + allocNS;
  locks.taken[oneLock]!++;
}

/** The lock of a class's mcentral was taken. */
export function noteCentral(rt: Runtime, spc: number): void {
  if (rt.recording) note(rt, spc);
}

/** mheap's lock was taken `times` times. */
export function noteHeap(rt: Runtime, times: number): void {
  if (!rt.recording) return;
  for (let i = 0; i < times; i++) note(rt, heapLock);
}

function note(rt: Runtime, lock: number): void {
  const { requests, pending, locks, delays } = rt.contention;
  const { sched } = rt.sched;
  const p = Math.max(0, rt.p);
  const turn = sched.sinceTick[0]!;
  const now = sched.since[0]! + rt.tick - turn;
  if (rt.procs === 1) {
    // Alone, in order already.
    playLevels(locks, delays, lock, p, now + delays.levelsNS[p]!);
    playOne(locks, delays, lock, p, now + delays.oneNS[p]!);
    return;
  }
  const count = pending.count[0]!;
  // The turn has come round to whoever made the first of them.
  const isRound = count > 0 && requests.p[0] === p && pending.turn[0] !== turn;
  if (count === batch || isRound) {
    play(rt, locks, delays);
    pending.count[0] = 0;
  }
  const at = pending.count[0]!++;
  if (at === 0) pending.turn[0] = turn;
  requests.p[at] = p;
  requests.lock[at] = lock;
  requests.at[at] = now;
}

/** Plays what is pending: there will be another number of Ps. */
export function settleLocks(rt: Runtime): void {
  const { locks, delays, pending } = rt.contention;
  play(rt, locks, delays);
  pending.count[0] = 0;
}

/** Plays the pending requests through both ways of locking. */
function play(rt: Runtime, locks: Locks, delays: Delays): void {
  const { requests, pending } = rt.contention;
  const count = pending.count[0]!;
  inOrder(rt, delays.levelsNS, count, (i, p, at) => {
    playLevels(locks, delays, requests.lock[i]!, p, at);
  });
  inOrder(rt, delays.oneNS, count, (i, p, at) => {
    playOne(locks, delays, requests.lock[i]!, p, at);
  });
}

function playLevels(locks: Locks, delays: Delays, lock: number, p: number, at: number): void {
  if (lock === noLock) delays.levelsNS[p]! += allocNS;
  else delays.levelsNS[p]! += acquire(locks, lock, at, lock === heapLock ? heapNS : centralNS);
}

function playOne(locks: Locks, delays: Delays, lock: number, p: number, at: number): void {
  if (lock === noLock) {
    delays.oneNS[p]! += acquire(locks, oneLock, at, allocNS);
    return;
  }
  // What the levels' locks protect is done while the one lock is held.
  const holdNS = lock === heapLock ? heapNS : centralNS;
  delays.oneNS[p]! += holdNS;
  locks.freeAt[oneLock]! += holdNS;
}

/** Visits the pending requests in the order of their times, each shifted by its P's delay. */
function inOrder(
  rt: Runtime,
  delayNS: Float64Array,
  count: number,
  visit: (i: number, p: number, at: number) => void,
): void {
  const { requests } = rt.contention;
  const next = (p: number, from: number): number => {
    let i = from;
    while (i < count && requests.p[i] !== p) i++;
    return i;
  };
  const { rows } = rt.contention.delays;
  const heads = Array.from({ length: rows }, (_, p) => next(p, 0));
  for (let left = count; left > 0; left--) {
    let first = -1;
    let soonest = Infinity;
    for (let p = 0; p < rows; p++) {
      const at = heads[p]! < count ? requests.at[heads[p]!]! + delayNS[p]! : Infinity;
      if (at >= soonest) continue;
      first = p;
      soonest = at;
    }
    const i = heads[first]!;
    heads[first] = next(first, i + 1);
    visit(i, first, soonest);
  }
}

/** Takes a lock at `now`, holds it for `holdNS`; returns what that costs. */
function acquire(locks: Locks, lock: number, now: number, holdNS: number): number {
  const { freeAt, taken } = locks;
  taken[lock]!++;
  const wait = freeAt[lock]! - now;
  let cost = lockNS + holdNS;
  if (wait > 0) {
    const { waits, waitNS } = locks;
    waits[lock]!++;
    waitNS[lock]! += wait + handoffNS;
    cost += wait + handoffNS;
  }
  freeAt[lock] = now + cost;
  return cost;
}

/** What was noted while the process began is none of the program's. */
export function forgetLocks({ contention: { locks, delays, pending } }: Runtime): void {
  for (const column of [locks.freeAt, locks.taken, locks.waits, locks.waitNS]) column.fill(0);
  delays.levelsNS.fill(0);
  delays.oneNS.fill(0);
  pending.count[0] = 0;
}

/** What one way of locking has come to. */
export interface LockTotals {
  readonly taken: number;
  readonly waits: number;
  readonly waitNS: number;
  /** Of all Ps together, in the allocator: work, locks and waiting. */
  readonly spentNS: number;
}

/** The totals of the run so far: with the levels, and with one lock instead. */
export function lockTotals(rt: Runtime): { levels: LockTotals; one: LockTotals } {
  // What is pending is played on copies: to look changes nothing.
  const { locks, delays } = newContention(new ColumnSet(), rt.contention.delays.rows);
  const now = rt.contention;
  for (const name of ['freeAt', 'taken', 'waits', 'waitNS'] as const)
    locks[name].set(now.locks[name]);
  for (const name of ['levelsNS', 'oneNS'] as const) delays[name].set(now.delays[name]);
  play(rt, locks, delays);
  const sum = (column: Float64Array, to = column.length): number =>
    column.subarray(0, to).reduce((total, value) => total + value, 0);
  const { taken, waits, waitNS } = locks;
  return {
    levels: {
      taken: sum(taken, oneLock),
      waits: sum(waits, oneLock),
      waitNS: sum(waitNS, oneLock),
      spentNS: sum(delays.levelsNS),
    },
    one: {
      taken: taken[oneLock]!,
      waits: waits[oneLock]!,
      waitNS: waitNS[oneLock]!,
      spentNS: sum(delays.oneNS),
    },
  };
}
