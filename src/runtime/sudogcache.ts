/**
 * acquireSudog and releaseSudog of runtime/proc.go of Go 1.26: used sudogs go to a cache of the P
 * and
 * half of a full cache to a list that all Ps share.
 */
import { assert } from '../base/assert';
import { newobject } from './malloc';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { setPtr } from './setptr';
import { SudogField, sudogCacheSize, sudogPtr } from './sudog';

/** A sudog for the running goroutine, with nothing else in it. */
export function acquireSudog(rt: Runtime): Off {
  const { cache, length, central } = rt.sudogs;
  const base = rt.p * sudogCacheSize;
  let n = length.cached[rt.p]!;
  if (n === 0) {
    while (n < sudogCacheSize / 2 && central.first[0] !== 0) {
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
  const base = rt.p * sudogCacheSize;
  let n = length.cached[rt.p]!;
  if (n === sudogCacheSize) {
    let last = 0;
    const old = central.first[0]!;
    while (n > sudogCacheSize / 2) {
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
