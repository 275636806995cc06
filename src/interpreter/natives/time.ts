/** Natives of time: the simulated clock, sleeping, and timers that fire. */
import { chansend } from '../../runtime/chan';
import { writePointer } from '../../runtime/mbarrier';
import type { Off } from '../../runtime/memory';
import { newproc, timeSleep } from '../../runtime/proc';
import { ChanField } from '../../runtime/sudog';
import {
  freeTimer,
  nanotime,
  newTimer,
  resetTimer,
  stopTimer,
  TimerKind,
} from '../../runtime/time';
import { funcOf } from '../enter';
import type { Machine } from '../machine';
import type { Native } from '../native';
import { getInt, setInt } from './args';

/** Offsets in time.timeTimer. */
const enum TimerField {
  channel = 16,
  f = 24,
  next = 32,
  prev = 40,
  row = 48,
  period = 56,
  /** Room for the Time that is sent. */
  time = 64,
}

/** Seconds from 1885 to the start of the simulated clock, 2009-11-10 23:00:00 UTC. */
const startSeconds = 2682288000 + 1257894000;

/** Takes a timer out of the list of pending ones (timeTimer.unlink). */
function unlink(m: Machine, timer: Off, pending: Off): void {
  const { rt } = m;
  const next = rt.mem.loadPtr(timer + TimerField.next);
  const prev = rt.mem.loadPtr(timer + TimerField.prev);
  if (next !== 0) writePointer(rt, next + TimerField.prev, prev);
  if (prev !== 0) writePointer(rt, prev + TimerField.next, next);
  else if (rt.mem.loadPtr(pending) === timer) writePointer(rt, pending, next);
  writePointer(rt, timer + TimerField.next, 0);
  writePointer(rt, timer + TimerField.prev, 0);
}

function giveBack(m: Machine, timer: Off, row: number): void {
  freeTimer(m.rt, row);
  setInt(m.rt.mem, timer + TimerField.row, 0);
  m.rt.mem.touch(timer + TimerField.row, 8);
}

/** Whether somebody waits for what a timer of package time will do; functions are always called. */
export function timerAwaited({ rt }: Machine): (timer: Off) => boolean {
  return (timer) => {
    const { mem } = rt;
    if (mem.loadPtr(timer + TimerField.f) !== 0) return true;
    return mem.loadPtr(mem.loadPtr(timer + TimerField.channel) + ChanField.recvq) !== 0;
  };
}

/** What happens when a timer of package time fires: its row and the timeTimer. */
export function timerFired(m: Machine): (row: number, timer: Off) => void {
  const global = (name: string): Off =>
    m.program.globals.find((other) => other.name === name)?.offset ?? 0;
  const pending = global('time.pending');
  const local = global('time.localLoc');
  return (row, timer) => {
    const { rt } = m;
    const { mem } = rt;
    if (mem.i32[(timer + TimerField.period) >> 2] === 0 && mem.i32[(timer + 60) >> 2] === 0) {
      unlink(m, timer, pending);
      giveBack(m, timer, row);
    }
    const f = mem.loadPtr(timer + TimerField.f);
    if (f !== 0) {
      const gp = newproc(rt, funcOf(m, f), m.stubs.code.length - 1);
      m.layOut(gp, m.stubs.goexit, f);
      return;
    }
    // time.Now() in its memory form.
    const reading = nanotime(rt) + 1;
    const seconds = startSeconds + Math.floor(reading / 1e9);
    const at = (timer + TimerField.time) >> 2;
    mem.i32[at] = ((seconds & 3) << 30) | (reading % 1e9);
    mem.i32[at + 1] = Math.floor(seconds / 4) | 0x80000000;
    setInt(mem, timer + TimerField.time + 8, reading);
    mem.storePtr(timer + TimerField.time + 16, local);
    mem.touch(timer, 112);
    chansend(rt, mem.loadPtr(timer + TimerField.channel), timer + TimerField.time, false);
  };
}

export const time: Readonly<Record<string, Native>> = {
  // Sleep(d Duration)
  'time.Sleep': ({ rt }, args) => {
    const ns = getInt(rt.mem, args);
    if (ns > 0) timeSleep(rt, ns);
  },
  'time.runtimeNano': ({ rt }, args) => {
    setInt(rt.mem, args, nanotime(rt));
  },
  // startTimer(t *timeTimer, when, period int64)
  'time.startTimer': ({ rt }, args) => {
    const { mem } = rt;
    const timer = mem.loadPtr(args);
    let row = mem.i32[(timer + TimerField.row) >> 2]!;
    if (row === 0) {
      row = newTimer(rt, TimerKind.host, timer);
      const channel = mem.loadPtr(timer + TimerField.channel);
      if (channel !== 0) writePointer(rt, channel + ChanField.timer, timer + TimerField.channel);
      setInt(mem, timer + TimerField.row, row);
      mem.touch(timer + TimerField.row, 8);
    }
    resetTimer(rt, row, getInt(mem, args + 8), getInt(mem, args + 16));
  },
  // stopTimer(t *timeTimer) bool
  'time.stopTimer': (m, args) => {
    const { rt } = m;
    const timer = rt.mem.loadPtr(args);
    const row = rt.mem.i32[(timer + TimerField.row) >> 2]!;
    const was = row !== 0 && stopTimer(rt, row);
    if (row !== 0) giveBack(m, timer, row);
    rt.mem.i32[(args >> 2) + 2] = was ? 1 : 0;
  },
};
