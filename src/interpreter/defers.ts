/**
 * Defer records: newdefer, popDefer and freedefer of runtime/panic.go of Go 1.26. A record stands
 * in the frame of its function, or on the heap when its defer statement may run more than once.
 */
import { newobject } from '../runtime/malloc';
import type { Off } from '../runtime/memory';
import type { Runtime } from '../runtime/runtime';
import { setPtr } from '../runtime/setptr';

/** Byte offsets of the fields of _defer. */
export const enum DeferField {
  heap = 0,
  /** It stands for the list of what bodies of loops over functions have deferred. */
  rangefunc = 1,
  sp = 8,
  /** NON-GO: a program counter of ours. */
  pc = 16,
  fn = 24,
  link = 32,
  /** Of such a record: the head of the list. */
  head = 40,
}

/** In a head: the function has returned. */
const badDefer = 1;

/** Records a P keeps at most. */
const poolSize = 32;

/** A record for the heap: a used one if the P or the process has one. */
export function newdefer(rt: Runtime): Off {
  const { p, sched } = rt.sched;
  if (p.deferpoolN[rt.p] === 0) {
    while (p.deferpoolN[rt.p]! < poolSize / 2 && sched.deferpoolN[0]! > 0) {
      const d = sched.deferpool[0]!;
      sched.deferpool[0] = rt.mem.loadPtr(d + DeferField.link);
      sched.deferpoolN[0]!--;
      push(rt, d);
    }
  }
  if (p.deferpoolN[rt.p] === 0) return newobject(rt, rt.internal._defer);
  return pop(rt);
}

/** Puts a record into the P's pool. */
function push(rt: Runtime, d: Off): void {
  const { p } = rt.sched;
  setPtr(rt, d + DeferField.link, p.deferpool[rt.p]!);
  p.deferpool[rt.p] = d;
  p.deferpoolN[rt.p]!++;
}

function pop(rt: Runtime): Off {
  const { p } = rt.sched;
  const d = p.deferpool[rt.p]!;
  p.deferpool[rt.p] = rt.mem.loadPtr(d + DeferField.link);
  p.deferpoolN[rt.p]!--;
  return d;
}

function freedefer(rt: Runtime, d: Off): void {
  const { p, sched } = rt.sched;
  if (p.deferpoolN[rt.p] === poolSize) {
    while (p.deferpoolN[rt.p]! > poolSize / 2) {
      const moved = pop(rt);
      setPtr(rt, moved + DeferField.link, sched.deferpool[0]!);
      sched.deferpool[0] = moved;
      sched.deferpoolN[0]!++;
    }
  }
  push(rt, d);
}

/**
 * clearpools' part: the records that no P keeps are dropped when a cycle of the collector begins.
 */
export function clearDeferpool(rt: Runtime): void {
  const { sched } = rt.sched;
  sched.deferpool[0] = 0;
  sched.deferpoolN[0] = 0;
}

/** Fills a record and makes it the running goroutine's innermost one. */
export function pushDefer(rt: Runtime, d: Off, heap: boolean, sp: Off, pc: number, fn: Off): void {
  const { mem } = rt;
  const { g } = rt.sched;
  mem.f64[d >> 3] = 0;
  mem.u8[d + DeferField.heap] = heap ? 1 : 0;
  mem.storePtr(d + DeferField.sp, sp);
  mem.i32[(d + DeferField.pc) >> 2] = pc;
  mem.i32[((d + DeferField.pc) >> 2) + 1] = 0;
  mem.f64[(d + 40) >> 3] = 0;
  mem.touch(d, 48);
  if (heap) {
    setPtr(rt, d + DeferField.fn, fn);
    setPtr(rt, d + DeferField.link, g._defer[rt.g]!);
  } else {
    mem.storePtr(d + DeferField.fn, fn);
    mem.storePtr(d + DeferField.link, g._defer[rt.g]!);
  }
  g._defer[rt.g] = d;
}

/** The record of a function (its frame pointer is `sp`) for what bodies of its loops defer. */
export function deferrangefunc(rt: Runtime, sp: Off, pc: number): Off {
  const d = newdefer(rt);
  pushDefer(rt, d, true, sp, pc, 0);
  rt.mem.u8[d + DeferField.rangefunc] = 1;
  return d;
}

/** Puts a record onto such a list; false when its function has returned. */
export function deferprocat(rt: Runtime, d: Off, fn: Off, head: Off): boolean {
  const { mem } = rt;
  if (mem.i32[head >> 2] === badDefer) return false;
  mem.f64[d >> 3] = 0;
  mem.u8[d + DeferField.heap] = 1;
  mem.touch(d, 8);
  setPtr(rt, d + DeferField.fn, fn);
  setPtr(rt, d + DeferField.link, mem.loadPtr(head));
  setPtr(rt, head, d);
  return true;
}

/** The goroutine's innermost record, of the frame at `sp` if one is given; else 0. */
export function nextDefer(rt: Runtime, sp?: Off): Off {
  const { g } = rt.sched;
  for (;;) {
    const d = g._defer[rt.g]!;
    if (d === 0) return 0;
    if (sp !== undefined && rt.mem.loadPtr(d + DeferField.sp) !== sp) return 0;
    if (rt.mem.u8[d + DeferField.rangefunc] === 0) return d;
    deferconvert(rt, d);
    popDefer(rt);
  }
}

/** Puts the records of a list behind the one that stands for it, and closes the list. */
function deferconvert(rt: Runtime, d0: Off): void {
  const { mem } = rt;
  const head = mem.loadPtr(d0 + DeferField.head);
  const first = mem.loadPtr(head);
  setPtr(rt, head, 0);
  mem.i32[head >> 2] = badDefer;
  mem.touch(head, 8);
  const tail = mem.loadPtr(d0 + DeferField.link);
  for (let d = first; d !== 0;) {
    mem.storePtr(d + DeferField.sp, mem.loadPtr(d0 + DeferField.sp));
    mem.i32[(d + DeferField.pc) >> 2] = mem.i32[(d0 + DeferField.pc) >> 2]!;
    mem.touch(d, 48);
    const next = mem.loadPtr(d + DeferField.link);
    if (next === 0) setPtr(rt, d + DeferField.link, tail);
    d = next;
  }
  if (first !== 0) setPtr(rt, d0 + DeferField.link, first);
}

/** Takes the innermost record away; its function value. */
export function popDefer(rt: Runtime): Off {
  const { mem } = rt;
  const { g } = rt.sched;
  const d = g._defer[rt.g]!;
  const fn = mem.loadPtr(d + DeferField.fn);
  g._defer[rt.g] = mem.loadPtr(d + DeferField.link);
  if (mem.u8[d + DeferField.heap] === 0) return fn;
  setPtr(rt, d + DeferField.fn, 0);
  setPtr(rt, d + DeferField.link, 0);
  setPtr(rt, d + DeferField.head, 0);
  mem.storePtr(d + DeferField.sp, 0);
  freedefer(rt, d);
  return fn;
}
