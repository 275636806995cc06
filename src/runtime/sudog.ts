/**
 * Sudogs: a goroutine in a queue of waiters. Follows the struct of runtime/runtime2.go and
 * acquireSudog and releaseSudog of runtime/proc.go of Go 1.26.
 *
 * A sudog is an object of the heap. Used ones go to a cache of the P, and half of a full cache to a
 * list that all Ps share.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { newobject } from './malloc';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { setPtr } from './setptr';

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
const cacheSize = 128;

/** Caches of free sudogs. */
export interface Sudogs {
  /** {@link cacheSize} rows per P. */
  readonly cache: Table<{ readonly sudog: 'i32' }>;
  /** Sudogs in the cache of each P. */
  readonly length: Table<{ readonly cached: 'i32' }>;
  /** sched.sudogcache: a list through `next`. */
  readonly central: Table<{ readonly first: 'i32' }>;
}

export function newSudogs(columns: ColumnSet, procs: number): Sudogs {
  return {
    cache: columns.table('sudogcache', { sudog: 'i32' } as const, procs * cacheSize),
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

export function setElem(rt: Runtime, s: Off, elem: Off): void {
  setPtr(rt, s + SudogField.elem, elem);
  rt.mem.storePtr(s + SudogField.elemNumber, elem);
}

export function setChan(rt: Runtime, s: Off, c: Off): void {
  setPtr(rt, s + SudogField.c, c);
  rt.mem.storePtr(s + SudogField.cNumber, c);
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

/** A sudog for the running goroutine, with nothing else in it. */
export function acquireSudog(rt: Runtime): Off {
  const { cache, length, central } = rt.sudogs;
  const base = rt.p * cacheSize;
  let n = length.cached[rt.p]!;
  if (n === 0) {
    while (n < cacheSize / 2 && central.first[0] !== 0) {
      const s = central.first[0]!;
      central.first[0] = sudogPtr(rt, s, SudogField.next);
      setPtr(rt, s + SudogField.next, 0);
      cache.sudog[base + n++] = s;
    }
    if (n === 0) cache.sudog[base + n++] = newobject(rt, rt.internal.sudog);
  }
  n--;
  const s = cache.sudog[base + n]!;
  cache.sudog[base + n] = 0;
  length.cached[rt.p] = n;
  setPtr(rt, s + SudogField.g, rt.sched.g.object[rt.g]!);
  rt.mem.i32[(s + SudogField.gNumber) >> 2] = rt.g;
  return s;
}

/** Gives a sudog back that is in no queue any more. */
export function releaseSudog(rt: Runtime, s: Off): void {
  assert(sudogPtr(rt, s, SudogField.elem) === 0, 'sudog with non-nil elem');
  assert(rt.mem.u8[s + SudogField.isSelect] === 0, 'sudog with non-false isSelect');
  assert(sudogPtr(rt, s, SudogField.next) === 0, 'sudog with non-nil next');
  assert(sudogPtr(rt, s, SudogField.prev) === 0, 'sudog with non-nil prev');
  assert(sudogPtr(rt, s, SudogField.waitlink) === 0, 'sudog with non-nil waitlink');
  assert(sudogPtr(rt, s, SudogField.c) === 0, 'sudog with non-nil c');
  const { cache, length, central } = rt.sudogs;
  const base = rt.p * cacheSize;
  let n = length.cached[rt.p]!;
  if (n === cacheSize) {
    let last = 0;
    const old = central.first[0]!;
    while (n > cacheSize / 2) {
      const moved = cache.sudog[base + --n]!;
      cache.sudog[base + n] = 0;
      if (last === 0) central.first[0] = moved;
      else setPtr(rt, last + SudogField.next, moved);
      last = moved;
    }
    setPtr(rt, last + SudogField.next, old);
  }
  cache.sudog[base + n] = s;
  length.cached[rt.p] = n + 1;
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

/** clearpools' part: the shared list is dropped when a cycle of the collector begins. */
export function clearSudogs(rt: Runtime): void {
  const { central } = rt.sudogs;
  for (let s = central.first[0]!; s !== 0;) {
    const next = sudogPtr(rt, s, SudogField.next);
    setPtr(rt, s + SudogField.next, 0);
    s = next;
  }
  central.first[0] = 0;
}

/** copystack's part: elements in the stack of goroutine `g` have moved by `delta` bytes. */
export function adjustsudogs(rt: Runtime, g: number, lo: Off, hi: Off, delta: number): void {
  for (let s = rt.sched.g.waiting[g]!; s !== 0; s = sudogPtr(rt, s, SudogField.waitlink)) {
    const number = rt.mem.loadPtr(s + SudogField.elemNumber);
    if (number < lo || number >= hi) continue;
    rt.mem.storePtr(s + SudogField.elemNumber, number + delta);
    if (sudogPtr(rt, s, SudogField.elem) !== 0) setPtr(rt, s + SudogField.elem, number + delta);
  }
}
