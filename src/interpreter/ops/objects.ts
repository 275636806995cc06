/** Objects, closures, boxed values, and texts: operations that allocate. */
import { Kind } from '../../golang/code/program';
import { mallocgc, newobject } from '../../runtime/malloc';
import { typedmemmove } from '../../runtime/mbarrier';
import type { Off } from '../../runtime/memory';
import {
  concatstrings,
  intstring,
  slicebytetostring,
  slicerunetostring,
  stringtoslicebyte,
  stringtoslicerune,
} from '../../runtime/string';
import { Op } from '../../golang/code/opcodes';
import { cmpstring, strequal } from '../../runtime/alg';
import { decoderune } from '../../runtime/utf8';
import type { Machine } from '../machine';
import { typeWord } from '../raise';
import { storeInt } from './slices';

/** NEW: d T S */
export function newObject(m: Machine): void {
  const { code, pc, rt } = m;
  rt.site = code[pc + 3]!;
  const object = newobject(rt, code[pc + 2]!);
  rt.mem.storePtr((m.w + code[pc + 1]!) << 2, object);
  m.pc += 4;
}

/** Copies a value of a frame into a fresh object. */
function fill(m: Machine, object: Off, type: number, from: Off): void {
  const { rt } = m;
  if (rt.writeBarrierEnabled !== 0 && rt.typeTable.ptrdata[type]! > 0)
    typedmemmove(rt, type, object, from);
  else rt.mem.copy(object, from, rt.typeTable.size[type]!);
}

/** NEWCLOSURE: d x T S */
export function newClosure(m: Machine): void {
  const { code, pc, rt } = m;
  const type = code[pc + 3]!;
  rt.site = code[pc + 4]!;
  const object = newobject(rt, type);
  fill(m, object, type, (m.w + code[pc + 2]!) << 2);
  rt.mem.storePtr((m.w + code[pc + 1]!) << 2, object);
  m.pc += 5;
}

/** BOX: d T x S */
export function box(m: Machine): void {
  const { code, pc, rt } = m;
  const type = code[pc + 2]!;
  const d = m.w + code[pc + 1]!;
  rt.site = code[pc + 4]!;
  const data = boxed(m, type, (m.w + code[pc + 3]!) << 2);
  rt.mem.i32[d] = typeWord(m, type);
  rt.mem.i32[d + 1] = 0;
  rt.mem.storePtr((d + 2) << 2, data);
  m.pc += 5;
}

/** Where the boxed copy of the value at `x` stands: convT, convT16 … convTslice of iface.go. */
function boxed(m: Machine, type: number, x: Off): Off {
  const { rt } = m;
  const { i32, u8, u16 } = rt.mem;
  const { kind, size, ptrdata } = rt.types[type]!;
  if (size === 0) return rt.statics.zerobase;
  const small = rt.statics.staticuint64s;
  if (size === 1) return small + 8 * u8[x]!;
  if (ptrdata === 0 && kind !== Kind.struct && kind !== Kind.array) {
    if (size === 2 && u16[x >> 1]! < 256) return small + 8 * u16[x >> 1]!;
    if (size === 4 && i32[x >> 2]! >>> 0 < 256) return small + 8 * i32[x >> 2]!;
    if (size === 8 && i32[x >> 2]! >>> 0 < 256 && i32[(x >> 2) + 1] === 0)
      return small + 8 * i32[x >> 2]!;
  }
  const empty = kind === Kind.string ? i32[(x >> 2) + 2] === 0 : rt.mem.loadPtr(x) === 0;
  if ((kind === Kind.string || kind === Kind.slice) && empty) return rt.statics.zeroVal;
  const object = mallocgc(rt, size, ptrdata > 0 ? type : -1, false);
  fill(m, object, type, x);
  return object;
}

/** Offset of a buffer in the frame, or 0 without one. */
function buffer(m: Machine, k: number): Off {
  const offset = m.code[m.pc + k]!;
  return offset === -1 ? 0 : (m.w << 2) + offset;
}

/** CONCAT: d x #count #buffer S */
export function concat(m: Machine): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 5]!;
  const d = (w + code[pc + 1]!) << 2;
  concatstrings(rt, d, (w + code[pc + 2]!) << 2, code[pc + 3]!, buffer(m, 4));
  m.pc += 6;
}

const conversions = [slicebytetostring, stringtoslicebyte, slicerunetostring, stringtoslicerune];

/** BYTES2STR, STR2BYTES, RUNES2STR, STR2RUNES: d x #buffer S */
export function convertText(m: Machine, which: number): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 4]!;
  const d = (w + code[pc + 1]!) << 2;
  conversions[which]!(rt, d, (w + code[pc + 2]!) << 2, buffer(m, 3));
  m.pc += 5;
}

/** RUNE2STR: d x #buffer S */
export function runeToString(m: Machine): void {
  const { code, pc, w, rt } = m;
  rt.site = code[pc + 4]!;
  const x = w + code[pc + 2]!;
  const { i32 } = rt.mem;
  intstring(rt, (w + code[pc + 1]!) << 2, i32[x]!, i32[x + 1]!, buffer(m, 3));
  m.pc += 5;
}

/** DECODERUNE: d s i */
export function decodeRune(m: Machine): void {
  const { code, pc, w, rt } = m;
  const s = w + code[pc + 2]!;
  const { i32, u8 } = rt.mem;
  const start = rt.mem.loadPtr(s << 2);
  const i = i32[w + code[pc + 3]!]!;
  const decoded = decoderune(u8, start + i, start + i32[s + 2]!);
  const d = w + code[pc + 1]!;
  i32[d] = decoded >> 3;
  storeInt(m, d + 2, i + (decoded & 7));
  m.pc += 4;
}

/** EQSTR, NESTR, LTSTR, LESTR: d x y */
export function compareStrings(m: Machine): void {
  const { code, pc, w, rt } = m;
  const x = (w + code[pc + 2]!) << 2;
  const y = (w + code[pc + 3]!) << 2;
  const op = code[pc]!;
  let is: boolean;
  if (op === Op.EQSTR || op === Op.NESTR) is = strequal(rt, x, y) === (op === Op.EQSTR);
  else {
    const order = cmpstring(rt, x, y);
    is = op === Op.LTSTR ? order < 0 : order <= 0;
  }
  rt.mem.i32[w + code[pc + 1]!] = is ? 1 : 0;
  m.pc += 4;
}
