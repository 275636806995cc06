/**
 * Semaphores, which package sync is made of, and the lists of sync.Cond. Follows runtime/sema.go of
 * Go 1.26.
 *
 * As with channels, an operation that would wait parks the goroutine and returns the fault
 * `parked`; called again when it is woken, it goes on.
 *
 * Left out: locks, profiles of blocking.
 */
import { assert } from '../base/assert';
import type { ColumnSet, Table } from '../base/columns';
import { Fault, fault } from './fault';
import type { Off } from './memory';
import { gopark, goready } from './proc';
import { rand } from './rand';
import type { Runtime } from './runtime';
import { WaitReason } from './runtime2';
import { setPtr } from './setptr';
import { SudogField, setTicket, sudogG, sudogPtr, ticket } from './sudog';
import { setElem } from './sudogset';
import { acquireSudog, releaseSudog } from './sudogcache';

const semTabSize = 251;

const semaSchema = { treap: 'i32', nwait: 'i32' } as const;

/** semtable: a treap of waiters per row, one node per address, ordered by address. */
export type SemaTable = Table<typeof semaSchema>;

export function newSemtable(columns: ColumnSet): SemaTable {
  return columns.table('semtable', semaSchema, semTabSize);
}

/** Row of the root that serves an address. */
function rootFor(addr: Off): number {
  return (addr >>> 3) % semTabSize;
}

function cansemacquire(rt: Runtime, addr: Off): boolean {
  const { u32 } = rt.mem;
  if (u32[addr >> 2] === 0) return false;
  u32[addr >> 2]! -= 1;
  rt.mem.touch(addr, 4);
  return true;
}

/** Takes one from the uint32 at `addr`: 0 when done, or the fault `parked`. */
export function semacquire1(rt: Runtime, addr: Off, lifo: boolean, reason: WaitReason): number {
  const { g } = rt.sched;
  const { semtable } = rt;
  const root = rootFor(addr);
  let s = g.waiting[rt.g]!;
  if (s === 0) {
    if (cansemacquire(rt, addr)) return 0;
    s = acquireSudog(rt);
    setTicket(rt, s, 0);
  } else {
    // Woken: with what the other one handed over, or to try once more.
    g.waiting[rt.g] = 0;
    const handed = ticket(rt, s) !== 0;
    setTicket(rt, s, 0);
    if (handed || cansemacquire(rt, addr)) {
      releaseSudog(rt, s);
      return 0;
    }
  }
  semtable.nwait[root]! += 1;
  queue(rt, root, addr, s, lifo);
  gopark(rt, reason);
  return fault(Fault.parked);
}

/**
 * Adds one to the uint32 at `addr` and wakes a waiter. With `handoff` the waiter gets what was
 * added and is to run at once: true asks the caller to yield.
 */
export function semrelease1(rt: Runtime, addr: Off, handoff: boolean): boolean {
  const { semtable } = rt;
  const root = rootFor(addr);
  rt.mem.u32[addr >> 2]! += 1;
  rt.mem.touch(addr, 4);
  if (semtable.nwait[root] === 0) return false;
  const s = dequeue(rt, root, addr);
  if (s === 0) return false;
  semtable.nwait[root]! -= 1;
  const handed = handoff && cansemacquire(rt, addr);
  if (handed) setTicket(rt, s, 1);
  goready(rt, sudogG(rt, s));
  return handed;
}

function left(rt: Runtime, s: Off): Off {
  return sudogPtr(rt, s, SudogField.prev);
}

function right(rt: Runtime, s: Off): Off {
  return sudogPtr(rt, s, SudogField.next);
}

function setLeft(rt: Runtime, s: Off, child: Off): void {
  setPtr(rt, s + SudogField.prev, child);
  if (child !== 0) setParent(rt, child, s);
}

function setRight(rt: Runtime, s: Off, child: Off): void {
  setPtr(rt, s + SudogField.next, child);
  if (child !== 0) setParent(rt, child, s);
}

function setParent(rt: Runtime, s: Off, parent: Off): void {
  setPtr(rt, s + SudogField.parent, parent);
}

/** Puts `to` where `from` hangs in the tree. */
function replaceNode(rt: Runtime, root: number, from: Off, to: Off): void {
  const parent = sudogPtr(rt, from, SudogField.parent);
  if (to !== 0) setParent(rt, to, parent);
  if (parent === 0) rt.semtable.treap[root] = to;
  else setPtr(rt, parent + (left(rt, parent) === from ? SudogField.prev : SudogField.next), to);
}

/** Node of an address, or 0; `last` is then where a new one would hang. */
function search(rt: Runtime, root: number, addr: Off): { found: Off; last: Off } {
  let last = 0;
  let t = rt.semtable.treap[root]!;
  while (t !== 0) {
    const elem = sudogPtr(rt, t, SudogField.elem);
    if (elem === addr) return { found: t, last };
    last = t;
    t = addr < elem ? left(rt, t) : right(rt, t);
  }
  return { found: 0, last };
}

/** Adds a waiter: to the list of its address (in front with `lifo`), or as a new node. */
function queue(rt: Runtime, root: number, addr: Off, s: Off, lifo: boolean): void {
  setElem(rt, s, addr);
  rt.sched.g.waiting[rt.g] = s;
  setPtr(rt, s + SudogField.next, 0);
  setPtr(rt, s + SudogField.prev, 0);
  rt.mem.u16[(s + SudogField.waiters) >> 1] = 0;
  const { found, last } = search(rt, root, addr);
  if (found !== 0) {
    if (lifo) pushFront(rt, root, found, s);
    else pushBack(rt, found, s);
    return;
  }
  // A random priority, smaller towards the root, keeps the tree flat; never 0.
  setTicket(rt, s, (rand(rt) | 1) >>> 0);
  setParent(rt, s, last);
  if (last === 0) rt.semtable.treap[root] = s;
  else if (addr < sudogPtr(rt, last, SudogField.elem)) setLeft(rt, last, s);
  else setRight(rt, last, s);
  for (;;) {
    const parent = sudogPtr(rt, s, SudogField.parent);
    if (parent === 0 || ticket(rt, parent) <= ticket(rt, s)) return;
    if (left(rt, parent) === s) rotateRight(rt, root, parent);
    else rotateLeft(rt, root, parent);
  }
}

/** Counts of waiters behind the first stay at the largest uint16 once they reach it. */
function setWaiters(rt: Runtime, s: Off, count: number): void {
  rt.mem.u16[(s + SudogField.waiters) >> 1] = Math.min(count, 0xffff);
}

function waiters(rt: Runtime, s: Off): number {
  return rt.mem.u16[(s + SudogField.waiters) >> 1]!;
}

function pushFront(rt: Runtime, root: number, t: Off, s: Off): void {
  setTicket(rt, s, ticket(rt, t));
  replaceNode(rt, root, t, s);
  setLeft(rt, s, left(rt, t));
  setRight(rt, s, right(rt, t));
  setPtr(rt, s + SudogField.waitlink, t);
  const tail = sudogPtr(rt, t, SudogField.waittail);
  setPtr(rt, s + SudogField.waittail, tail === 0 ? t : tail);
  setWaiters(rt, s, waiters(rt, t) + 1);
  for (const field of [SudogField.parent, SudogField.prev, SudogField.next, SudogField.waittail])
    setPtr(rt, t + field, 0);
}

function pushBack(rt: Runtime, t: Off, s: Off): void {
  const tail = sudogPtr(rt, t, SudogField.waittail);
  setPtr(rt, (tail === 0 ? t : tail) + SudogField.waitlink, s);
  setPtr(rt, t + SudogField.waittail, s);
  setPtr(rt, s + SudogField.waitlink, 0);
  setWaiters(rt, t, waiters(rt, t) + 1);
}

/** Takes out the first waiter of an address; 0: none. */
function dequeue(rt: Runtime, root: number, addr: Off): Off {
  const { found: s } = search(rt, root, addr);
  if (s === 0) return 0;
  const t = sudogPtr(rt, s, SudogField.waitlink);
  if (t !== 0) {
    setTicket(rt, t, ticket(rt, s));
    replaceNode(rt, root, s, t);
    setLeft(rt, t, left(rt, s));
    setRight(rt, t, right(rt, s));
    const more = sudogPtr(rt, t, SudogField.waitlink) !== 0;
    setPtr(rt, t + SudogField.waittail, more ? sudogPtr(rt, s, SudogField.waittail) : 0);
    const count = waiters(rt, s);
    setWaiters(rt, t, count > 1 ? count - 1 : count);
    setPtr(rt, s + SudogField.waitlink, 0);
    setPtr(rt, s + SudogField.waittail, 0);
  } else {
    sinkToLeaf(rt, root, s);
    replaceNode(rt, root, s, 0);
  }
  // g.waiting stays until the goroutine has run: it says that its call is the second one.
  setParent(rt, s, 0);
  setElem(rt, s, 0);
  setPtr(rt, s + SudogField.next, 0);
  setPtr(rt, s + SudogField.prev, 0);
  setTicket(rt, s, 0);
  return s;
}

function sinkToLeaf(rt: Runtime, root: number, s: Off): void {
  for (;;) {
    const l = left(rt, s);
    const r = right(rt, s);
    if (l === 0 && r === 0) return;
    if (r === 0 || (l !== 0 && ticket(rt, l) < ticket(rt, r))) rotateRight(rt, root, s);
    else rotateLeft(rt, root, s);
  }
}

/** (x a (y b c)) becomes (y (x a b) c). */
function rotateLeft(rt: Runtime, root: number, x: Off): void {
  const y = right(rt, x);
  const b = left(rt, y);
  replaceNode(rt, root, x, y);
  setLeft(rt, y, x);
  setRight(rt, x, b);
}

/** (y (x a b) c) becomes (x a (y b c)). */
function rotateRight(rt: Runtime, root: number, y: Off): void {
  const x = left(rt, y);
  const b = right(rt, x);
  replaceNode(rt, root, y, x);
  setRight(rt, x, y);
  setLeft(rt, y, b);
}

/** Byte offsets of the fields of notifyList. */
const enum ListField {
  wait = 0,
  notify = 4,
  head = 16,
  tail = 24,
}

/** Whether ticket `a` comes before `b`; both may wrap around. */
function less(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

function count(rt: Runtime, l: Off, field: ListField): number {
  return rt.mem.u32[(l + field) >> 2]!;
}

function setCount(rt: Runtime, l: Off, field: ListField, value: number): void {
  rt.mem.u32[(l + field) >> 2] = value;
  rt.mem.touch(l, 32);
}

/** A ticket to wait with. */
export function notifyListAdd(rt: Runtime, l: Off): number {
  const mine = count(rt, l, ListField.wait);
  setCount(rt, l, ListField.wait, mine + 1);
  return mine;
}

/** Waits until a ticket is notified: 0 when it is, or the fault `parked`. */
export function notifyListWait(rt: Runtime, l: Off, t: number): number {
  const { g } = rt.sched;
  const waiting = g.waiting[rt.g]!;
  if (waiting !== 0) {
    g.waiting[rt.g] = 0;
    setElem(rt, waiting, 0);
    setTicket(rt, waiting, 0);
    releaseSudog(rt, waiting);
    return 0;
  }
  if (less(t, count(rt, l, ListField.notify))) return 0;
  const s = acquireSudog(rt);
  setElem(rt, s, l);
  g.waiting[rt.g] = s;
  setTicket(rt, s, t >>> 0);
  const tail = rt.mem.loadPtr(l + ListField.tail);
  setPtr(rt, tail === 0 ? l + ListField.head : tail + SudogField.next, s);
  setPtr(rt, l + ListField.tail, s);
  gopark(rt, WaitReason.syncCondWait);
  return fault(Fault.parked);
}

export function notifyListNotifyAll(rt: Runtime, l: Off): void {
  if (count(rt, l, ListField.wait) === count(rt, l, ListField.notify)) return;
  let s = rt.mem.loadPtr(l + ListField.head);
  setPtr(rt, l + ListField.head, 0);
  setPtr(rt, l + ListField.tail, 0);
  setCount(rt, l, ListField.notify, count(rt, l, ListField.wait));
  while (s !== 0) {
    const next = sudogPtr(rt, s, SudogField.next);
    setPtr(rt, s + SudogField.next, 0);
    goready(rt, sudogG(rt, s));
    s = next;
  }
}

export function notifyListNotifyOne(rt: Runtime, l: Off): void {
  const t = count(rt, l, ListField.notify);
  if (count(rt, l, ListField.wait) === t) return;
  setCount(rt, l, ListField.notify, t + 1);
  let p = 0;
  let s = rt.mem.loadPtr(l + ListField.head);
  while (s !== 0 && ticket(rt, s) !== t) {
    p = s;
    s = sudogPtr(rt, s, SudogField.next);
  }
  // A waiter that has its ticket but does not wait yet will not begin to.
  if (s === 0) return;
  const next = sudogPtr(rt, s, SudogField.next);
  setPtr(rt, p === 0 ? l + ListField.head : p + SudogField.next, next);
  if (next === 0) setPtr(rt, l + ListField.tail, p);
  setPtr(rt, s + SudogField.next, 0);
  assert(sudogPtr(rt, s, SudogField.prev) === 0, 'lists of sync.Cond have one link');
  goready(rt, sudogG(rt, s));
}
