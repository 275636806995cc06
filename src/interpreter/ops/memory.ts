/**
 * Loads, stores and index operations, done in full: the dispatch loop hands over what it does not
 * do by itself (nil, out of range, write barrier, values of any size).
 */
import { Op } from '../../golang/code/opcodes';
import { memclrHasPointers, typedmemmove, writePointer } from '../../runtime/mbarrier';
import type { Off } from '../../runtime/memory';
import type { Machine } from '../machine';
import { panicmem, raise } from '../raise';

/** Target of the pointer register at operand `k`, or -1 after a panic. */
export function pointer(m: Machine, k: number): Off {
  const at = m.w + m.code[m.pc + k]!;
  const { i32 } = m.rt.mem;
  const off = m.rt.mem.offOf(i32[at]!, i32[at + 1]!);
  if (off > 0) return off;
  panicmem(m);
  return -1;
}

/** A 64-bit integer register as a double: exact up to 2^53, else of the right size. */
export function int(m: Machine, register: number): number {
  const { i32 } = m.rt.mem;
  return i32[register + 1]! * 4294967296 + (i32[register]! >>> 0);
}

/** LDN: d p #o #bytes */
export function load(m: Machine): void {
  const { code, pc } = m;
  const p = pointer(m, 2);
  if (p < 0) return;
  const from = p + code[pc + 3]!;
  m.rt.mem.u8.copyWithin((m.w + code[pc + 1]!) << 2, from, from + code[pc + 4]!);
  m.pc += 5;
}

/** LDGN: d #a #bytes */
export function loadGlobal(m: Machine): void {
  const { code, pc } = m;
  const from = code[pc + 2]!;
  m.rt.mem.u8.copyWithin((m.w + code[pc + 1]!) << 2, from, from + code[pc + 3]!);
  m.pc += 4;
}

/** STP, STGP, STXP: pointers with the write barrier. */
export function storePointer(m: Machine, at: Off, x: number): void {
  const { rt } = m;
  const { i32 } = rt.mem;
  if (rt.writeBarrierEnabled !== 0) {
    writePointer(rt, at, rt.mem.offOf(i32[x]!, i32[x + 1]!));
  } else {
    rt.mem.touch(at, 8);
    i32[at >> 2] = i32[x]!;
    i32[(at >> 2) + 1] = i32[x + 1]!;
  }
}

export function stp(m: Machine): void {
  const p = pointer(m, 1);
  if (p < 0) return;
  storePointer(m, p + m.code[m.pc + 2]!, m.w + m.code[m.pc + 3]!);
  m.pc += 4;
}

export function stgp(m: Machine): void {
  storePointer(m, m.code[m.pc + 1]!, m.w + m.code[m.pc + 2]!);
  m.pc += 3;
}

/** Copies a value; with a type that has pointers, through the barrier. */
function move(m: Machine, to: Off, from: Off, bytes: number, type: number): void {
  if (type >= 0 && m.rt.writeBarrierEnabled !== 0) typedmemmove(m.rt, type, to, from);
  else m.rt.mem.copy(to, from, bytes);
}

/** STN: p #o x #bytes T */
export function stn(m: Machine): void {
  const { code, pc } = m;
  const p = pointer(m, 1);
  if (p < 0) return;
  move(m, p + code[pc + 2]!, (m.w + code[pc + 3]!) << 2, code[pc + 4]!, code[pc + 5]!);
  m.pc += 6;
}

/** STGN: #a x #bytes T */
export function stgn(m: Machine): void {
  const { code, pc } = m;
  move(m, code[pc + 1]!, (m.w + code[pc + 2]!) << 2, code[pc + 3]!, code[pc + 4]!);
  m.pc += 5;
}

/** MOVE: pd ps #bytes T */
export function moveMemory(m: Machine): void {
  const { code, pc } = m;
  const to = pointer(m, 1);
  if (to < 0) return;
  const from = pointer(m, 2);
  if (from < 0) return;
  move(m, to, from, code[pc + 3]!, code[pc + 4]!);
  m.pc += 5;
}

/** CLEARMEM: p #bytes T */
export function clearMemory(m: Machine): void {
  const { code, pc, rt } = m;
  const p = pointer(m, 1);
  if (p < 0) return;
  const bytes = code[pc + 2]!;
  if (code[pc + 3]! >= 0 && rt.writeBarrierEnabled !== 0) memclrHasPointers(rt, p, bytes);
  else rt.mem.zero(p, bytes);
  m.pc += 4;
}

/** Panics when the index register is not below `length`; false then. */
function checkIndex(m: Machine, index: number, length: number): boolean {
  const { i32 } = m.rt.mem;
  if (i32[index + 1] === 0 && i32[index]! >>> 0 < length) return true;
  raise(m, 'goPanicIndex', int(m, index), length);
  return false;
}

/** STXP: s i x */
export function stxp(m: Machine): void {
  const { code, pc } = m;
  const s = m.w + code[pc + 1]!;
  const i = m.w + code[pc + 2]!;
  if (!checkIndex(m, i, m.rt.mem.i32[s + 2]! >>> 0)) return;
  storePointer(m, m.rt.mem.loadPtr(s << 2) + 8 * m.rt.mem.i32[i]!, m.w + code[pc + 3]!);
  m.pc += 4;
}

/** The dispatch loop has found an index out of range, or a nil pointer, in one of these. */
export function indexFault(m: Machine): void {
  const { code, pc, w } = m;
  const { i32 } = m.rt.mem;
  switch (code[pc]!) {
    case Op.BOUND:
      checkIndex(m, w + code[pc + 1]!, i32[w + code[pc + 2]!]! >>> 0);
      break;
    case Op.BOUNDI:
      checkIndex(m, w + code[pc + 1]!, code[pc + 2]!);
      break;
    case Op.IDXARR:
      if (pointer(m, 2) > 0) checkIndex(m, w + code[pc + 3]!, code[pc + 5]!);
      break;
    case Op.STX8:
    case Op.STX16:
    case Op.STX32:
    case Op.STX64:
      checkIndex(m, w + code[pc + 2]!, i32[w + code[pc + 1]! + 2]! >>> 0);
      break;
    default:
      checkIndex(m, w + code[pc + 3]!, i32[w + code[pc + 2]! + 2]! >>> 0);
  }
}

/** CLEARSLICE: s #elemBytes T */
export function clearSlice(m: Machine): void {
  const { code, pc, rt } = m;
  const s = m.w + code[pc + 1]!;
  const length = rt.mem.i32[s + 2]!;
  const bytes = length * code[pc + 2]!;
  if (bytes > 0) {
    const array = rt.mem.loadPtr(s << 2);
    if (code[pc + 3]! >= 0 && rt.writeBarrierEnabled !== 0) memclrHasPointers(rt, array, bytes);
    else rt.mem.zero(array, bytes);
  }
  m.pc += 4;
}
