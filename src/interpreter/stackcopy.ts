/**
 * Room on the stack: marks pages that frames come to, moves a stack that is full into one of twice
 * its size, and one that is hardly used into one of half its size. After newstack, copystack and
 * shrinkstack of runtime/stack.go of Go 1.26.
 *
 * NON-GO: the goroutine that executes while its stack is scanned keeps it until another cycle finds
 * it standing; Go has it shrink at its next safe point (preemptShrink).
 */
import type { Off } from '../runtime/memory';
import { OutOfMemory } from '../runtime/memory';
import { GStatus } from '../runtime/runtime2';
import { fixedStack, stackalloc, stackfree } from '../runtime/stack';
import { adjustsudogs } from '../runtime/sudogset';
import { DeferField } from './defers';
import { fatal } from './fatal';
import { FrameWalk } from './frames';
import type { Machine } from './machine';

/** runtime.maxstacksize on 64-bit machines. */
const maxstacksize = 1_000_000_000;

/** Bytes Go keeps free below any frame for functions that do not check. */
const stackGuard = 928;
/** What of them such functions may use (stackNosplit). */
const stackNosplit = 800;

const pageBytes = 4096;

/** Marks the pages of the running frame as written, and no others. */
export function markStack(m: Machine): void {
  const { g } = m.rt.sched;
  const { g: gp } = m.rt;
  const bottom = (m.w - m.outWords[m.fn]!) << 2;
  const top = (m.w + m.frameWords[m.fn]!) << 2;
  const low = Math.max(g.stackLo[gp]!, bottom & -pageBytes);
  const high = Math.min(g.stackHi[gp]!, (top + pageBytes - 1) & -pageBytes);
  m.rt.mem.touch(low, high - low);
  m.low = low >> 2;
  m.high = high >> 2;
}

/** Marks more pages upwards, for a frame that is returned to. */
export function markUpwards(m: Machine, topWord: number): void {
  const { g } = m.rt.sched;
  const to = Math.min(g.stackHi[m.rt.g]!, ((topWord << 2) + 4 * pageBytes) & -pageBytes);
  m.rt.mem.touch(m.high << 2, to - (m.high << 2));
  m.high = to >> 2;
}

/**
 * Makes room for the frame of function `f` below the running one and for what it may pass on.
 * False when the program has ended for want of it.
 */
export function makeRoom(m: Machine, f: number): boolean {
  const { g } = m.rt.sched;
  const need = (m.w - m.frameWords[f]! - m.outWords[f]!) << 2;
  if (need < g.stackLo[m.rt.g]! && !newstack(m, f)) return false;
  markDownwards(m, (m.w - m.frameWords[f]! - m.outWords[f]!) << 2);
  return true;
}

function markDownwards(m: Machine, need: Off): void {
  const low = Math.max(m.rt.sched.g.stackLo[m.rt.g]!, need & -pageBytes);
  if (low >= m.low << 2) return;
  m.rt.mem.touch(low, (m.low << 2) - low);
  m.low = low >> 2;
}

function newstack(m: Machine, f: number): boolean {
  const { g } = m.rt.sched;
  const { g: gp } = m.rt;
  const lo = g.stackLo[gp]!;
  const hi = g.stackHi[gp]!;
  const used = hi - (m.w << 2);
  const needed = ((m.frameWords[f]! + m.outWords[f]!) << 2) + stackGuard;
  let size = (hi - lo) * 2;
  while (size - used < needed) size *= 2;
  if (size > maxstacksize) return overflow(m);
  try {
    copystack(m, gp, f, size);
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    return overflow(m);
  }
  return true;
}

function overflow(m: Machine): boolean {
  m.printError(`runtime: goroutine stack exceeds ${maxstacksize}-byte limit\n`);
  fatal(m, 'fatal', 'stack overflow');
  return false;
}

/**
 * shrinkstack: a goroutine that uses less than a quarter of its stack gets one of half the size.
 * Not the one that executes.
 */
export function shrinkstack(m: Machine, gp: number): void {
  const { g } = m.rt.sched;
  const stands = gp > 0 && gp !== m.rt.g && gp < g.rows && g.system[gp] === 0;
  if (!stands || g.status[gp] === GStatus.dead || g.status[gp] === GStatus.idle) return;
  const oldsize = g.stackHi[gp]! - g.stackLo[gp]!;
  const used = g.stackHi[gp]! - g.sp[gp]! + stackNosplit;
  if (oldsize / 2 < fixedStack || used >= oldsize / 4) return;
  copystack(m, gp, -1, oldsize / 2);
}

/**
 * Moves the stack of a goroutine. One that executes is about to call `f` with arguments laid out;
 * for others `f` is -1.
 */
function copystack(m: Machine, gp: number, f: number, size: number): void {
  const { rt } = m;
  const { mem } = rt;
  const { g } = rt.sched;
  const lo = g.stackLo[gp]!;
  const hi = g.stackHi[gp]!;
  const walk = new FrameWalk(m);
  walk.begin(gp);
  const below = f < 0 ? m.outWords[walk.fn]! << 2 : m.funcs[f]!.argBytes;
  const to = stackalloc(rt, size);
  const used = hi - walk.fp + below;
  const delta = to + size - hi;
  mem.copy(to + size - used, hi - used, used);
  if (f < 0) g.sp[gp]! += delta;
  else m.w += delta >> 2;
  walk.fp += delta;
  rt.sched.g.stackLo[gp] = to;
  rt.sched.g.stackHi[gp] = to + size;
  const adjust = (at: Off): void => {
    const target = mem.loadPtr(at);
    if (target >= lo && target < hi) mem.storePtr(at, target + delta);
  };
  if (f >= 0) {
    const callee = (m.w - m.frameWords[f]!) << 2;
    for (const word of m.tables.args[f]!) adjust(callee + 8 * word);
  }
  do walk.pointers(adjust);
  while (walk.next());
  adjustRecords(m, gp, { lo, hi, delta }, adjust);
  adjustsudogs(rt, gp, lo, hi, delta);
  stackfree(rt, lo, hi - lo);
  if (f >= 0) markStack(m);
}

/** Records of defers and panics: the lists that begin in the g, and those in frames. */
function adjustRecords(
  m: Machine,
  gp: number,
  { lo, hi, delta }: { lo: Off; hi: Off; delta: number },
  adjust: (at: Off) => void,
): void {
  const { g } = m.rt.sched;
  const { mem } = m.rt;
  const moved = (off: Off): Off => (off >= lo && off < hi ? off + delta : off);
  g._panic[gp] = moved(g._panic[gp]!);
  g._defer[gp] = moved(g._defer[gp]!);
  for (let d = g._defer[gp]!; d > 0; d = mem.loadPtr(d + DeferField.link)) {
    adjust(d + DeferField.sp);
    adjust(d + DeferField.fn);
    adjust(d + DeferField.link);
  }
}
