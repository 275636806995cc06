/** Calls in all their forms, as far as the dispatch loop does not make them by itself. */
import { getitab } from '../runtime/iface';
import type { Off } from '../runtime/memory';
import { goexit0, newproc } from '../runtime/proc';
import { deferprocat, newdefer, nextDefer, popDefer, pushDefer } from './defers';
import { enter, enterClosure, funcOf } from './enter';
import { fatal } from './fatal';
import { Leave } from './leave';
import type { Machine } from './machine';
import { panicmem } from './raise';
import { makeRoom, markUpwards } from './stackcopy';

export function call(m: Machine): void {
  enter(m, m.code[m.pc + 1]!, m.pc + 2, 0);
}

export function callC(m: Machine): void {
  const closure = m.rt.mem.loadPtr((m.w + m.code[m.pc + 1]!) << 2);
  if (closure <= 0) panicmem(m);
  else {
    const before = m.w;
    const f = funcOf(m, closure);
    if (m.w - m.frameWords[f]! - m.outWords[f]! < m.low && !makeRoom(m, f)) return;
    // A closure object of the frame has moved with it.
    const now = before === m.w ? closure : m.rt.mem.loadPtr((m.w + m.code[m.pc + 1]!) << 2);
    enter(m, f, m.pc + 2, now);
  }
}

/** Looks the method up and makes the call; the site remembers what it found. */
export function callI(m: Machine): void {
  const { code, pc, rt } = m;
  const { mem } = rt;
  const x = m.w + code[pc + 1]!;
  const word = mem.i32[x]!;
  if (word === 0) {
    panicmem(m);
    return;
  }
  const method = code[pc + 3]!;
  const fun = getitab(rt, code[pc + 2]!, (word - m.typeBase) >> 6);
  const f = rt.itabs.fun.func[fun + method]!;
  m.siteType[pc] = word;
  m.siteFunc[pc] = f;
  const receiver = m.w - (code[pc + 4]! >> 2);
  mem.i32[receiver] = mem.i32[x + 2]!;
  mem.i32[receiver + 1] = mem.i32[x + 3]!;
  enter(m, f, pc + 5, 0);
}

export function ret(m: Machine): void {
  const { i32 } = m.rt.mem;
  const link = m.w + m.localWords[m.fn]!;
  const up = m.w + m.frameWords[m.fn]!;
  const caller = i32[link + 1]!;
  const top = up + m.frameWords[caller]!;
  if (top > m.high) markUpwards(m, top);
  const pc = i32[link]!;
  m.pc = pc < 0 ? ~pc : pc;
  m.w = up;
  m.fn = caller;
}

export function native(m: Machine): void {
  const { rt, pc } = m;
  const func = m.funcs[m.fn]!;
  m.natives[m.code[pc + 1]!]!(m, (m.w << 2) + func.localBytes + 16);
  if (m.leave !== Leave.no) return;
  if (rt.sched.p.curg[rt.p] === rt.g) {
    if (m.pc === pc) m.pc = pc + 2;
    return;
  }
  m.leave = Leave.schedule;
  // One that waits finishes the call when it is readied; one that made room has finished it.
  if (rt.sched.g.status[rt.g] === 1) m.pc = pc + 2;
}

/** The go statement. */
export function go(m: Machine): void {
  const { rt, pc } = m;
  const closure = rt.mem.loadPtr((m.w + m.code[pc + 1]!) << 2);
  if (closure <= 0) {
    m.printError('fatal error: go of nil func value\n');
    m.end('fatal', 2, 'fatal error: go of nil func value');
    return;
  }
  rt.site = m.code[pc + 2]!;
  const gp = newproc(rt, funcOf(m, closure), pc);
  m.layOut(gp, m.stubs.goexit, closure);
  m.pc = pc + 3;
}

/** The bottom of a stack: the goroutine, or with the main one the program, ends. */
export function goexit(m: Machine): void {
  if (m.fn === m.stubs.main) {
    m.end('ok', 0, '');
    return;
  }
  endGoroutine(m);
}

/** A goroutine of the runtime's own goes one step. */
export function system(m: Machine): void {
  const { rt } = m;
  rt.site = -1;
  rt.background.step(m.code[m.pc + 1]!);
  if (rt.sched.p.curg[rt.p] !== rt.g) m.leave = Leave.schedule;
}

export function endGoroutine(m: Machine): void {
  goexit0(m.rt);
  m.leave = Leave.schedule;
}

export function deferStk(m: Machine): void {
  const { mem } = m.rt;
  const fn = mem.loadPtr((m.w + m.code[m.pc + 2]!) << 2);
  pushDefer(m.rt, (m.w << 2) + m.code[m.pc + 1]!, false, m.w << 2, m.pc, fn);
  m.pc += 3;
}

export function deferHeap(m: Machine): void {
  const { rt } = m;
  const place = (m.w + m.code[m.pc + 1]!) << 2;
  rt.site = m.code[m.pc + 2]!;
  const d = newdefer(rt);
  pushDefer(rt, d, true, m.w << 2, m.pc, rt.mem.loadPtr(place));
  m.pc += 3;
}

/** The body of a loop over a function defers something for the function the loop stands in. */
export function deferAt(m: Machine): void {
  const { rt, code, pc } = m;
  const [f, list, site] = [code[pc + 1]!, code[pc + 2]!, code[pc + 3]!];
  rt.site = site;
  const d = newdefer(rt);
  const fn = rt.mem.loadPtr((m.w + f) << 2);
  const head = rt.mem.loadPtr((m.w + list + 2) << 2);
  if (deferprocat(rt, d, fn, head)) m.pc += 4;
  else fatal(m, 'fatal', 'defer after range func returned');
}

/** Calls the innermost deferred function of this frame and comes back, or goes on without any. */
export function deferReturn(m: Machine): void {
  if (nextDefer(m.rt, m.w << 2) === 0) m.pc += 1;
  else callDeferred(m, popDefer(m.rt));
}

/** Calls a deferred function; the instruction is executed again when it returns. */
export function callDeferred(m: Machine, fn: Off): void {
  if (fn <= 0) panicmem(m);
  else if (m.w - m.frameWords[funcOf(m, fn)]! - m.outWords[funcOf(m, fn)]! >= m.low) {
    enterClosure(m, fn, ~m.pc);
  } else enterMoving(m, fn);
}

/** As enterClosure, for a closure object that may stand in the stack which is about to move. */
function enterMoving(m: Machine, fn: Off): void {
  const { g } = m.rt.sched;
  const { g: gp } = m.rt;
  const hi = g.stackHi[gp]!;
  const inside = fn >= g.stackLo[gp]! && fn < hi;
  if (!makeRoom(m, funcOf(m, fn))) return;
  enterClosure(m, inside ? fn + m.rt.sched.g.stackHi[gp]! - hi : fn, ~m.pc);
}
