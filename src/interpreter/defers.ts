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
  sp = 8,
  /** NON-GO: a program counter of ours. */
  pc = 16,
  fn = 24,
  link = 32,
}

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
  mem.storePtr(d + DeferField.sp, 0);
  freedefer(rt, d);
  return fn;
}
