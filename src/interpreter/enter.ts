/** Entering functions: the frame below, the link, room on the stack. */
import type { Off } from '../runtime/memory';
import type { Machine } from './machine';
import { makeRoom } from './stackcopy';

/**
 * Enters function `f`, whose arguments stand below the frame. `ret` goes into the link: a program
 * counter, or ~pc when the instruction there is to be executed again.
 */
export function enter(m: Machine, f: number, ret: number, closure: Off): void {
  if (m.w - m.frameWords[f]! - m.outWords[f]! < m.low) {
    if (!makeRoom(m, f)) return;
  }
  const w = m.w - m.frameWords[f]!;
  const link = w + m.localWords[f]!;
  const { mem } = m.rt;
  mem.i32[link] = ret;
  mem.i32[link + 1] = m.fn;
  mem.i32[link + 2] = mem.lowOf(closure);
  mem.i32[link + 3] = mem.highOf(closure);
  m.w = w;
  m.fn = f;
  m.pc = m.entry[f]!;
}

/** Function number of a function value. */
export function funcOf(m: Machine, closure: Off): number {
  return (m.rt.mem.i32[closure >> 2]! - m.textBase) >> 4;
}

/** Enters a function value without arguments. */
export function enterClosure(m: Machine, closure: Off, ret: number): void {
  enter(m, funcOf(m, closure), ret, closure);
}
