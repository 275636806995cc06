/**
 * Coroutines: two goroutines of which one runs while the other waits, without the scheduler's
 * queues in between. Follows runtime/coro.go of Go 1.26.
 *
 * Left out: goroutines that are tied to a thread.
 */
import type { Off } from './memory';
import { gopark, newproc1 } from './proc';
import { runqput } from './runq';
import type { Runtime } from './runtime';
import { GStatus, WaitReason } from './runtime2';

/**
 * newcoro: a goroutine that waits to be switched to; the caller lays out its first frame. Where
 * the coro lies is in its `scratch`, as with all that wait in one: Go has `coroarg`.
 */
export function newcoro(rt: Runtime, c: Off, startfn: number, gopc: number): number {
  const gp = newproc1(rt, startfn, gopc);
  const { g } = rt.sched;
  g.status[gp] = GStatus.waiting;
  g.waitreason[gp] = WaitReason.coroutine;
  g.scratch[gp] = c;
  rt.mem.i32[c >> 2] = gp;
  rt.mem.touch(c, 8);
  return gp;
}

/** What the goroutine that starts is to run: the coro that it was made with. */
export function coroarg(rt: Runtime): Off {
  const { g } = rt.sched;
  const c = g.scratch[rt.g]!;
  g.scratch[rt.g] = 0;
  return c;
}

/** Runs who waits in the coro and waits there. To be called again when the goroutine goes on. */
export function coroswitch(rt: Runtime, c: Off): void {
  const { g } = rt.sched;
  if (g.scratch[rt.g] === c) {
    g.scratch[rt.g] = 0;
    return;
  }
  g.scratch[rt.g] = c;
  gonext(rt, c, rt.g);
  gopark(rt, WaitReason.coroutine);
}

/** Runs who waits in the coro once the running goroutine, which comes to its end, is gone. */
export function coroexit(rt: Runtime, c: Off): void {
  gonext(rt, c, 0);
}

/**
 * NON-GO: Go goes on with the other goroutine at once; here the scheduler finds it first in the
 * queue of the P, whose turn goes on as well.
 */
function gonext(rt: Runtime, c: Off, waits: number): void {
  const { g } = rt.sched;
  const gp = rt.mem.i32[c >> 2]!;
  rt.mem.i32[c >> 2] = waits;
  rt.mem.touch(c, 8);
  g.status[gp] = GStatus.runnable;
  g.waitreason[gp] = WaitReason.zero;
  runqput(rt, rt.p, gp, true);
}
