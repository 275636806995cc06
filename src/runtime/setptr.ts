/**
 * Stores of single pointers by the runtime's own code, and what keeps its fresh objects alive.
 *
 * NON-GO: the compiler of Go's runtime puts a write barrier before such stores and knows which
 * variables of the runtime hold pointers; here both are written out.
 */
import { writePointer } from './mbarrier';
import type { Off } from './memory';
import type { Runtime } from './runtime';

/** *at = target, where `at` may be anywhere. */
export function setPtr(rt: Runtime, at: Off, target: Off): void {
  if (rt.writeBarrierEnabled === 0) rt.mem.storePtr(at, target);
  else writePointer(rt, at, target);
}

/**
 * Keeps an object that nothing points at yet, while the same call of the runtime allocates more.
 * Whoever keeps sets `rt.kept.length` back before returning.
 */
export function keep(rt: Runtime, off: Off): Off {
  rt.kept.push(off);
  return off;
}
