/**
 * Sudogs: a goroutine in a queue of waiters. Follows the struct of runtime/runtime2.go of Go 1.26
 * and says which of them are roots of the collector. Taking and giving back is in sudogcache.ts,
 * what writes pointers in sudogset.ts.
 *
 * A sudog is an object of the heap. Used ones go to a cache of the P, and half of a full cache to a
 * list that all Ps share.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Off } from './memory';
import type { Runtime } from './runtime';

/** Byte offsets of the fields. */
export const enum SudogField {
  g = 0,
  next = 8,
  prev = 16,
  /** maybeTraceablePtr: the pointer for the collector, then the same as a number. */
  elem = 24,
  elemNumber = 32,
  /** NON-GO: number of the goroutine; the time stands here when blocking is profiled. */
  gNumber = 48,
  /** Semaphores: priority or handed over; notifyList: ticket. NON-GO: number of a select's case. */
  ticket = 56,
  isSelect = 60,
  success = 61,
  waiters = 62,
  parent = 64,
  waitlink = 72,
  waittail = 80,
  /** maybeTraceableChan, as elem. */
  c = 88,
  cNumber = 96,
}

const sudogBytes = 104;

/** Byte offsets of the fields of hchan. */
export const enum ChanField {
  qcount = 0,
  dataqsiz = 8,
  buf = 16,
  elemsize = 24,
  closed = 28,
  timer = 32,
  elemtype = 40,
  sendx = 48,
  recvx = 56,
  recvq = 64,
  sendq = 80,
}

/** Type number of a channel's elements. */
export function elemType(rt: Runtime, c: Off): number {
  return (rt.mem.loadPtr(c + ChanField.elemtype) - rt.statics.typesStart) >> 6;
}

/** Sudogs a P keeps at most. */
export const sudogCacheSize = 128;

/** Caches of free sudogs. */
export interface Sudogs {
  /** {@link sudogCacheSize} rows per P. */
  readonly cache: Table<{ readonly sudog: 'i32' }>;
  /** Sudogs in the cache of each P. */
  readonly length: Table<{ readonly cached: 'i32' }>;
  /** sched.sudogcache: a list through `next`. */
  readonly central: Table<{ readonly first: 'i32' }>;
}

export function newSudogs(columns: ColumnSet, procs: number): Sudogs {
  return {
    cache: columns.table('sudogcache', { sudog: 'i32' } as const, procs * sudogCacheSize),
    length: columns.table('sudogcached', { cached: 'i32' } as const, procs),
    central: columns.table('sudogcentral', { first: 'i32' } as const, 1),
  };
}

export function sudogPtr(rt: Runtime, s: Off, field: SudogField): Off {
  return rt.mem.loadPtr(s + field);
}

/** The goroutine of a sudog. */
export function sudogG(rt: Runtime, s: Off): number {
  return rt.mem.i32[(s + SudogField.gNumber) >> 2]!;
}

export function ticket(rt: Runtime, s: Off): number {
  return rt.mem.u32[(s + SudogField.ticket) >> 2]!;
}

export function setTicket(rt: Runtime, s: Off, value: number): void {
  rt.mem.u32[(s + SudogField.ticket) >> 2] = value;
  rt.mem.touch(s, sudogBytes);
}

export function setSuccess(rt: Runtime, s: Off, success: boolean): void {
  rt.mem.u8[s + SudogField.success] = success ? 1 : 0;
  rt.mem.touch(s, sudogBytes);
}

export function setIsSelect(rt: Runtime, s: Off, isSelect: boolean): void {
  rt.mem.u8[s + SudogField.isSelect] = isSelect ? 1 : 0;
  rt.mem.touch(s, sudogBytes);
}

/**
 * Visits the sudogs that are held outside of the heap: caches, and what goroutines wait with. They
 * lead to all others.
 */
export function markrootSudogs(rt: Runtime, visit: (target: Off) => void): void {
  const { cache, central } = rt.sudogs;
  for (let i = 0; i < cache.rows; i++) if (cache.sudog[i] !== 0) visit(cache.sudog[i]!);
  if (central.first[0] !== 0) visit(central.first[0]!);
  const { g } = rt.sched;
  for (let i = 1; i < g.rows; i++) {
    if (g.waiting[i] !== 0) visit(g.waiting[i]!);
    if (g.param[i] !== 0) markReceived(rt, g.param[i]!, visit);
  }
}

/**
 * Visits what a woken goroutine has received: it stands in its frame, in a place that counts as
 * dead until the receive is complete.
 */
function markReceived(rt: Runtime, s: Off, visit: (target: Off) => void): void {
  const elem = rt.mem.loadPtr(s + SudogField.elemNumber);
  const c = sudogPtr(rt, s, SudogField.c);
  if (elem === 0 || c === 0 || rt.mem.u8[s + SudogField.success] === 0) return;
  const { gcmask } = rt.types[elemType(rt, c)]!;
  for (let i = 0; i < gcmask.length; i++) if (gcmask[i] === 1) visit(rt.mem.loadPtr(elem + 8 * i));
}
