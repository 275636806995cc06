/** Interface values: type assertions, comparisons. */
import { efaceeq, typequal } from '../../runtime/alg';
import { missingMethod } from '../../runtime/iface';
import type { Machine } from '../machine';
import { raise, raiseFault, typeWord } from '../raise';
import { Kind } from '../../golang/code/program';
import { pointer } from './memory';

/** Type number of an interface's type word, -1 for nil. */
function typeOf(m: Machine, x: number): number {
  const word = m.rt.mem.i32[x]!;
  return word === 0 ? -1 : (word - m.typeBase) >> 6;
}

/** Bytes of a value in register form. */
function registerBytes(m: Machine, type: number): number {
  return (m.rt.typeTable.size[type]! + 7) & ~7;
}

/** Takes a concrete value out of an interface at x, into register form at d. */
function unpack(m: Machine, d: number, x: number, type: number): void {
  const { mem, types } = m.rt;
  const { kind, size, directInterface } = types[type]!;
  const { i32 } = mem;
  if (directInterface) {
    const low = i32[x + 2]!;
    i32[d + 1] = i32[x + 3]!;
    i32[d] = low;
    return;
  }
  const from = mem.loadPtr((x + 2) << 2);
  if (size >= 4 || kind === Kind.struct || kind === Kind.array) {
    mem.u8.copyWithin(d << 2, from, from + size);
    return;
  }
  if (size === 1) i32[d] = kind === Kind.int8 ? mem.i8[from]! : mem.u8[from]!;
  else i32[d] = kind === Kind.int16 ? mem.i16[from >> 1]! : mem.u16[from >> 1]!;
}

/** ASSERT: d x T; the type does not fit. */
function assertFails(m: Machine, x: number, type: number, iface: number): void {
  raise(m, 'panicdottypeE', typeWord(m, typeOf(m, x)), typeWord(m, type), typeWord(m, iface));
}

/** ASSERT: d x T */
export function assertType(m: Machine): void {
  const { code, pc, w } = m;
  const x = w + code[pc + 2]!;
  const type = code[pc + 3]!;
  if (typeOf(m, x) !== type) assertFails(m, x, type, code[pc + 4]!);
  else {
    unpack(m, w + code[pc + 1]!, x, type);
    m.pc += 5;
  }
}

/** ASSERTOK: d ok x T */
export function assertOk(m: Machine): void {
  const { code, pc, w } = m;
  const { i32 } = m.rt.mem;
  const d = w + code[pc + 1]!;
  const x = w + code[pc + 3]!;
  const type = code[pc + 4]!;
  const ok = typeOf(m, x) === type;
  if (ok) unpack(m, d, x, type);
  else i32.fill(0, d, d + (registerBytes(m, type) >> 2));
  i32[w + code[pc + 2]!] = ok ? 1 : 0;
  m.pc += 5;
}

/** Copies an interface value. */
function copyInterface(i32: Int32Array, d: number, x: number): void {
  i32.copyWithin(d, x, x + 4);
}

/** Address and length of the name of an interface's method, as its type record has them. */
function nameOf(m: Machine, inter: number, method: number): readonly number[] {
  const { mem, statics } = m.rt;
  const table = mem.loadPtr(statics.typesStart + 64 * inter + 48);
  const entry = (table + 24 * method) >> 2;
  return [mem.i32[entry]!, mem.i32[entry + 2]!];
}

/** ASSERTI: d x T */
export function assertInterface(m: Machine): void {
  const { code, pc, w, rt } = m;
  const x = w + code[pc + 2]!;
  const inter = code[pc + 3]!;
  const type = typeOf(m, x);
  if (type < 0) {
    raise(m, 'panicnildottype', typeWord(m, inter));
    return;
  }
  const missing = missingMethod(rt, type, inter);
  if (missing >= 0) {
    raise(
      m,
      'panicTypeAssert',
      typeWord(m, type),
      typeWord(m, inter),
      ...nameOf(m, inter, missing),
    );
    return;
  }
  copyInterface(rt.mem.i32, w + code[pc + 1]!, x);
  m.pc += 4;
}

/** ASSERTIOK: d ok x T */
export function assertInterfaceOk(m: Machine): void {
  const { code, pc, w, rt } = m;
  const { i32 } = rt.mem;
  const d = w + code[pc + 1]!;
  const x = w + code[pc + 3]!;
  const type = typeOf(m, x);
  const ok = type >= 0 && missingMethod(rt, type, code[pc + 4]!) < 0;
  if (ok) copyInterface(i32, d, x);
  else i32.fill(0, d, d + 4);
  i32[w + code[pc + 2]!] = ok ? 1 : 0;
  m.pc += 5;
}

/** ISTYPE: d x T */
export function isType(m: Machine): void {
  const { code, pc, w, rt } = m;
  const type = typeOf(m, w + code[pc + 2]!);
  const wanted = code[pc + 3]!;
  const is =
    m.isInterface[wanted] === 0
      ? type === wanted
      : type >= 0 && missingMethod(rt, type, wanted) < 0;
  rt.mem.i32[w + code[pc + 1]!] = is ? 1 : 0;
  m.pc += 4;
}

/** EQIFACE, NEIFACE: d x y */
export function equalInterfaces(m: Machine, wanted: number): void {
  const { code, pc, w, rt } = m;
  const equal = efaceeq(rt, (w + code[pc + 2]!) << 2, (w + code[pc + 3]!) << 2);
  if (raiseFault(m, equal)) return;
  rt.mem.i32[w + code[pc + 1]!] = equal === wanted ? 1 : 0;
  m.pc += 4;
}

/** EQVAL: d p1 p2 T */
export function equalValues(m: Machine): void {
  const { code, pc, w, rt } = m;
  const p = pointer(m, 2);
  if (p < 0) return;
  const q = pointer(m, 3);
  if (q < 0) return;
  const equal = typequal(rt, code[pc + 4]!, p, q);
  if (raiseFault(m, equal)) return;
  rt.mem.i32[w + code[pc + 1]!] = equal;
  m.pc += 5;
}
