/**
 * What writes pointers of sudogs, with the write barrier: parts of runtime/chan.go, stack.go and
 * mgc.go of Go 1.26. See sudog.ts.
 */
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { setPtr } from './setptr';
import { SudogField, sudogPtr } from './sudog';

export function setElem(rt: Runtime, s: Off, elem: Off): void {
  setPtr(rt, s + SudogField.elem, elem);
  rt.mem.storePtr(s + SudogField.elemNumber, elem);
}

export function setChan(rt: Runtime, s: Off, c: Off): void {
  setPtr(rt, s + SudogField.c, c);
  rt.mem.storePtr(s + SudogField.cNumber, c);
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
