/**
 * Queues of runnable goroutines: the second half of runtime/proc.go of Go 1.26.
 *
 * NON-GO: one P acts at a time, so nothing here retries; the pause before another P's runnext is
 * taken is a moment on the simulated clock (see findRunnable in proc.ts).
 */
import type { Runtime } from './runtime';
import { runqSlots } from './runtime2';

/** Puts a goroutine at the end of the global queue. */
export function globrunqput(rt: Runtime, gp: number): void {
  const { g, sched } = rt.sched;
  g.schedlink[gp] = 0;
  const tail = sched.runqtail[0]!;
  if (tail === 0) sched.runqhead[0] = gp;
  else g.schedlink[tail] = gp;
  sched.runqtail[0] = gp;
  sched.runqsize[0]!++;
}

/** Puts a goroutine at the head of the global queue. */
export function globrunqputhead(rt: Runtime, gp: number): void {
  const { g, sched } = rt.sched;
  g.schedlink[gp] = sched.runqhead[0]!;
  sched.runqhead[0] = gp;
  if (sched.runqtail[0] === 0) sched.runqtail[0] = gp;
  sched.runqsize[0]!++;
}

function globrunqpop(rt: Runtime): number {
  const { g, sched } = rt.sched;
  const gp = sched.runqhead[0]!;
  sched.runqhead[0] = g.schedlink[gp]!;
  if (sched.runqhead[0] === 0) sched.runqtail[0] = 0;
  sched.runqsize[0]!--;
  g.schedlink[gp] = 0;
  return gp;
}

/** Takes one goroutine of the global queue, or 0; up to `max` go to the P's own queue with it. */
export function globrunqget(rt: Runtime, pp: number, max: number): number {
  const size = rt.sched.sched.runqsize[0]!;
  if (size === 0) return 0;
  const n = Math.min(max, size, Math.floor(size / rt.procs) + 1);
  const gp = globrunqpop(rt);
  for (let i = 1; i < n; i++) runqput(rt, pp, globrunqpop(rt), false);
  return gp;
}

/** Puts a goroutine into a P's queue: to be the next one, or last. */
export function runqput(rt: Runtime, pp: number, gp: number, next: boolean): void {
  const { p, runq } = rt.sched;
  let last = gp;
  if (next) {
    last = p.runnext[pp]!;
    p.runnext[pp] = gp;
    if (last === 0) return;
  }
  const tail = p.runqtail[pp]!;
  if (tail - p.runqhead[pp]! < runqSlots) {
    runq.g[pp * runqSlots + (tail % runqSlots)] = last;
    p.runqtail[pp] = tail + 1;
  } else runqputslow(rt, pp, last);
}

/** A full queue: its first half and the new goroutine go to the global one. */
function runqputslow(rt: Runtime, pp: number, gp: number): void {
  const { p, runq } = rt.sched;
  for (let i = 0; i < runqSlots / 2; i++) {
    const head = p.runqhead[pp]!;
    globrunqput(rt, runq.g[pp * runqSlots + (head % runqSlots)]!);
    p.runqhead[pp] = head + 1;
  }
  globrunqput(rt, gp);
}

/** Takes the first goroutine of the ring, or 0. The caller has looked at runnext. */
export function runqget(rt: Runtime, pp: number): number {
  const { p, runq } = rt.sched;
  const head = p.runqhead[pp]!;
  if (head === p.runqtail[pp]) return 0;
  p.runqhead[pp] = head + 1;
  return runq.g[pp * runqSlots + (head % runqSlots)]!;
}

/** Takes half of another P's ring, rounded up; returns the last one taken, or 0. */
export function runqsteal(rt: Runtime, pp: number, victim: number): number {
  const { p } = rt.sched;
  const n = p.runqtail[victim]! - p.runqhead[victim]!;
  let taken = 0;
  for (let left = n - (n >> 1); left > 0; left--) {
    if (taken !== 0) runqput(rt, pp, taken, false);
    taken = runqget(rt, victim);
  }
  return taken;
}
