/**
 * What is to be done for the collector before a goroutine's next instruction: the rest of an
 * assist, runtime.GC, and what the world stands still for. It is done in portions, each of which
 * takes as long as an instruction and between which others may have their turn.
 */
import type { Runtime } from '../runtime/runtime';
import { Assist, Collecting } from '../runtime/runtime2';
import { Leave } from './leave';
import type { Machine } from './machine';

/** Whether a goroutine is in runtime.GC. */
export function isCollecting(rt: Runtime, gp: number): boolean {
  return rt.sched.g.collecting[gp] !== Collecting.no;
}

/** Whether something is to be done before the next instruction of a goroutine. */
export function isHeld(rt: Runtime, gp: number): boolean {
  const { g, sched } = rt.sched;
  if (g.assisting[gp] !== Assist.no || sched.gcwaiting[0] === 1) return true;
  return g.collecting[gp] === Collecting.begun || g.collecting[gp] === Collecting.cycle;
}

/** A portion of that, for the goroutine that runs and is held at a safe point. */
export function hold(rt: Runtime): void {
  if (rt.sched.sched.gcwaiting[0] === 1) rt.background.stopped();
  else if (isCollecting(rt, rt.g)) rt.background.GC();
  else rt.background.assist();
  rt.tick += 1;
}

/**
 * runtime.GC for the instruction that is executed. False: it is to be executed again, which is when
 * the collection is done.
 */
export function collect(m: Machine): boolean {
  const { collecting } = m.rt.sched.g;
  const { g: gp } = m.rt;
  if (collecting[gp] === Collecting.done) {
    collecting[gp] = Collecting.no;
    return true;
  }
  collecting[gp] = Collecting.begun;
  m.leave = Leave.again;
  return false;
}
