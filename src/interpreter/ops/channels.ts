/** Operations on channels. One that has to wait is executed again when the goroutine is readied. */
import { absent } from '../../golang/code/opcodes';
import {
  chancap,
  chanlen,
  chanrecv,
  chansend,
  closechan,
  makechan,
  Received,
} from '../../runtime/chan';
import { Fault, faultKind } from '../../runtime/fault';
import type { Off } from '../../runtime/memory';
import { gopark } from '../../runtime/proc';
import { WaitReason } from '../../runtime/runtime2';
import { caseWords, selectgo } from '../../runtime/select';
import { Leave } from '../leave';
import type { Machine } from '../machine';
import { raiseFault } from '../raise';
import { int } from './memory';
import { storeInt } from './slices';

function channel(m: Machine, k: number): Off {
  return m.rt.mem.loadPtr((m.w + m.code[m.pc + k]!) << 2);
}

/** Whether the goroutine waits, or panics, because of what a service returned. */
function stopped(m: Machine, result: number): boolean {
  if (faultKind(result) !== Fault.parked) return raiseFault(m, result);
  m.leave = Leave.schedule;
  return true;
}

/** MAKECHAN: d T n S */
export function makeChannel(m: Machine): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 4]!;
  const n = code[pc + 3]!;
  const c = makechan(rt, code[pc + 2]!, n === absent ? 0 : int(m, w + n));
  if (raiseFault(m, c)) return;
  rt.mem.storePtr((w + code[pc + 1]!) << 2, c);
  m.pc += 5;
}

/** SEND: c x T */
export function send(m: Machine): void {
  const { code, pc, w, rt } = m;
  const result = chansend(rt, channel(m, 1), (w + code[pc + 2]!) << 2, true);
  if (!stopped(m, result)) m.pc += 4;
}

/** RECV: d ok c T */
export function receive(m: Machine): void {
  const { code, pc, w, rt } = m;
  const d = code[pc + 1]!;
  const ok = code[pc + 2]!;
  const result = chanrecv(rt, channel(m, 3), d === absent ? 0 : (w + d) << 2, true);
  if (stopped(m, result)) return;
  if (ok !== absent) rt.mem.i32[w + ok] = result === Received.value ? 1 : 0;
  m.pc += 5;
}

/** CLOSE: c */
export function close(m: Machine): void {
  if (!raiseFault(m, closechan(m.rt, channel(m, 1)))) m.pc += 2;
}

/** CHANLEN, CHANCAP: d c */
export function chanLen(m: Machine): void {
  storeInt(m, m.w + m.code[m.pc + 1]!, chanlen(m.rt, channel(m, 2)));
  m.pc += 3;
}

export function chanCap(m: Machine): void {
  storeInt(m, m.w + m.code[m.pc + 1]!, chancap(m.rt, channel(m, 2)));
  m.pc += 3;
}

/** SELECT: d ok #count #default then count × (#send c x T) */
export function select(m: Machine): void {
  const { code, pc, w, rt } = m;
  const count = code[pc + 3]!;
  const block = code[pc + 4] === 0;
  if (count === 0 && block) {
    gopark(rt, WaitReason.selectNoCases);
    m.leave = Leave.schedule;
    return;
  }
  const cases = new Int32Array(count * caseWords);
  for (let i = 0; i < count; i++) {
    const at = pc + 5 + 4 * i;
    const x = code[at + 2]!;
    cases[caseWords * i] = code[at]!;
    cases[caseWords * i + 1] = Math.max(0, channel(m, 6 + 4 * i));
    cases[caseWords * i + 2] = x === absent ? 0 : (w + x) << 2;
  }
  const result = selectgo(rt, cases, count, block);
  if (stopped(m, result)) return;
  storeInt(m, w + code[pc + 1]!, result >> 2);
  const ok = code[pc + 2]!;
  if (ok !== absent) rt.mem.i32[w + ok] = (result & 3) === Received.value ? 1 : 0;
  m.pc += 5 + 4 * count;
}
