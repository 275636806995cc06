/**
 * Simulated time and timers, after runtime/time.go and time_nofake.go of Go 1.26.
 *
 * NON-GO: time is counted, not read: each instruction takes a nanosecond of the P that executes it,
 * and when nothing can run the clock jumps to the next timer. There is one heap of timers for the
 * process in place of one per P: which P serves a timer follows from whose turn it is.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';

/** What a timer does when it fires. */
export const enum TimerKind {
  /** Not in use. */
  none = 0,
  /** Readies goroutine `arg` (a row): time.Sleep. */
  goready = 1,
  /** Left to the host, see {@link Runtime.onTimer}: channel sends and functions of package time. */
  host = 2,
}

const timerSchema = {
  /** {@link TimerKind} */
  kind: 'u8',
  /** Nanoseconds of the simulated clock. */
  when: 'f64',
  /** Nanoseconds between repetitions, or 0. */
  period: 'f64',
  arg: 'i32',
  /** Order among timers of the same moment. */
  seq: 'f64',
  /** Place in the heap, -1 when it is not pending. */
  at: 'i32',
  /** Next unused row. */
  link: 'i32',
} as const;

const timersSchema = { count: 'i32', free: 'i32', seq: 'f64', advanced: 'f64' } as const;

/** Timers by row (row 0 is none) and the heap of pending ones. */
export interface Timers {
  readonly columns: ColumnSet;
  readonly timer: Table<typeof timerSchema>;
  /** Rows of pending timers, a binary heap by time and then sequence. */
  readonly heap: Table<{ readonly row: 'i32' }>;
  readonly state: Table<typeof timersSchema>;
}

export function newTimers(columns: ColumnSet): Timers {
  return {
    columns,
    timer: columns.table('timer', timerSchema, 1, 16),
    heap: columns.table('timers', { row: 'i32' } as const, 0, 16),
    state: columns.table('timerstate', timersSchema, 1),
  };
}

/** Nanoseconds since the start of the process. */
export function nanotime(rt: Runtime): number {
  const { sched } = rt.sched;
  return sched.since[0]! + (rt.tick - sched.sinceTick[0]!) * sched.rate[0]!;
}

/** Moves the clock by the instructions executed since, which from now on take `rate` each. */
export function setRate(rt: Runtime, rate: number): void {
  const { sched } = rt.sched;
  sched.since[0] = nanotime(rt);
  sched.sinceTick[0] = rt.tick;
  sched.rate[0] = rate;
}

/** What the running P was at took as long as `instructions` more of it. */
export function pass(rt: Runtime, instructions: number): void {
  const { sched } = rt.sched;
  sched.since[0]! += instructions * sched.rate[0]!;
}

/** Moves the clock on to `when`. */
export function jump(rt: Runtime, when: number): void {
  const now = nanotime(rt);
  const { sched } = rt.sched;
  sched.since[0] = Math.max(now, when);
  sched.sinceTick[0] = rt.tick;
}

function before(timers: Timers, a: number, b: number): boolean {
  const { when, seq } = timers.timer;
  return when[a]! < when[b]! || (when[a] === when[b] && seq[a]! < seq[b]!);
}

function place(timers: Timers, index: number, row: number): void {
  timers.heap.row[index] = row;
  timers.timer.at[row] = index;
}

function siftUp(timers: Timers, from: number, row: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = timers.heap.row[parent]!;
    if (!before(timers, row, above)) break;
    place(timers, index, above);
    index = parent;
  }
  place(timers, index, row);
}

function siftDown(timers: Timers, from: number, row: number): void {
  const count = timers.state.count[0]!;
  let index = from;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= count) break;
    const { row: rows } = timers.heap;
    if (child + 1 < count && before(timers, rows[child + 1]!, rows[child]!)) child++;
    if (!before(timers, rows[child]!, row)) break;
    place(timers, index, rows[child]!);
    index = child;
  }
  place(timers, index, row);
}

/** A timer that is not pending. */
export function newTimer(rt: Runtime, kind: TimerKind, arg: number): number {
  const { timers } = rt;
  const { timer, state } = timers;
  let row = state.free[0]!;
  if (row !== 0) state.free[0] = timer.link[row]!;
  else {
    row = timer.rows;
    timers.columns.resize(timer, row + 1);
  }
  timer.kind[row] = kind;
  timer.arg[row] = arg;
  timer.at[row] = -1;
  timer.period[row] = 0;
  timer.link[row] = 0;
  return row;
}

/** Gives a timer's row back. */
export function freeTimer(rt: Runtime, row: number): void {
  stopTimer(rt, row);
  const { timer, state } = rt.timers;
  timer.kind[row] = TimerKind.none;
  timer.link[row] = state.free[0]!;
  state.free[0] = row;
}

/** Lets it fire at `when`, and then each `period` nanoseconds unless that is 0. */
export function resetTimer(rt: Runtime, row: number, when: number, period: number): boolean {
  const pending = stopTimer(rt, row);
  const { timers } = rt;
  const { timer, state, heap } = timers;
  timer.when[row] = when;
  timer.period[row] = period;
  timer.seq[row] = state.seq[0]!;
  state.seq[0]!++;
  const count = state.count[0]!;
  state.count[0] = count + 1;
  if (heap.rows <= count) timers.columns.resize(heap, count + 1);
  siftUp(timers, count, row);
  return pending;
}

/** Takes it out; whether it was pending. */
export function stopTimer(rt: Runtime, row: number): boolean {
  const { timers } = rt;
  const index = timers.timer.at[row]!;
  if (index < 0) return false;
  timers.timer.at[row] = -1;
  const { state, heap } = timers;
  const last = state.count[0]! - 1;
  state.count[0] = last;
  const moved = heap.row[last]!;
  heap.row[last] = 0;
  if (last === index) return true;
  if (index > 0 && before(timers, moved, heap.row[(index - 1) >> 1]!)) {
    siftUp(timers, index, moved);
  } else siftDown(timers, index, moved);
  return true;
}

/** When the next timer fires; Infinity without any. */
export function nextTimer(rt: Runtime): number {
  const { state, heap, timer } = rt.timers;
  return state.count[0] === 0 ? Infinity : timer.when[heap.row[0]!]!;
}

/**
 * When the next timer fires that makes a difference while nothing runs; Infinity without any. Those
 * that send on a channel only do if somebody waits there (`blocked` of Go's timers): otherwise they
 * are as good as not there, and do not keep a deadlock from being one.
 */
export function nextAwaitedTimer(rt: Runtime): number {
  const { state, heap, timer } = rt.timers;
  let next = Infinity;
  for (let i = 0; i < state.count[0]!; i++) {
    const row = heap.row[i]!;
    if (timer.when[row]! >= next) continue;
    if (timer.kind[row] === TimerKind.goready || rt.isTimerAwaited(timer.arg[row]!))
      next = timer.when[row]!;
  }
  return next;
}

/**
 * Takes the next timer that is due out of the heap, or puts it back in for its next period; 0:
 * none.
 */
export function popTimer(rt: Runtime, now: number): number {
  const { state, heap, timer } = rt.timers;
  if (state.count[0] === 0) return 0;
  const row = heap.row[0]!;
  const when = timer.when[row]!;
  if (when > now) return 0;
  const period = timer.period[row]!;
  if (period > 0)
    resetTimer(rt, row, when + period * (1 + Math.floor((now - when) / period)), period);
  else stopTimer(rt, row);
  return row;
}
