/**
 * Code for arithmetic: operators on numbers and conversions between them.
 */
import type { ArithmeticOp, BasicLit, BinaryExpr, ConvExpr, Expr, UnaryExpr } from '../ir/nodes';
import type { Type } from '../types/types';
import type { Gen } from './gen';
import { smallInteger } from './literalwords';
import { Op } from './opcodes';
import { order } from './order';
import { settle } from './place';
import { is32, is64, isSigned, Rep, repOf } from './rep';
import { anywhere } from './gen';

type Table = Partial<Record<ArithmeticOp, Op>>;

const ops64: Table = {
  OADD: Op.ADD64,
  OSUB: Op.SUB64,
  OMUL: Op.MUL64,
  OAND: Op.AND64,
  OOR: Op.OR64,
  OXOR: Op.XOR64,
  OANDNOT: Op.ANDN64,
  OLSH: Op.SHL64,
};
const signed64: Table = { ODIV: Op.DIVI64, OMOD: Op.MODI64, ORSH: Op.SHRI64 };
const unsigned64: Table = { ODIV: Op.DIVU64, OMOD: Op.MODU64, ORSH: Op.SHRU64 };
const ops32: Table = {
  OADD: Op.ADD32,
  OSUB: Op.SUB32,
  OMUL: Op.MUL32,
  OAND: Op.AND32,
  OOR: Op.OR32,
  OXOR: Op.XOR32,
  OANDNOT: Op.ANDN32,
  OLSH: Op.SHL32,
};
const signed32: Table = { ODIV: Op.DIVI32, OMOD: Op.MODI32, ORSH: Op.SHRI32 };
const unsigned32: Table = { ODIV: Op.DIVU32, OMOD: Op.MODU32, ORSH: Op.SHRU32 };
const floats64: Table = { OADD: Op.ADDF64, OSUB: Op.SUBF64, OMUL: Op.MULF64, ODIV: Op.DIVF64 };
const floats32: Table = { OADD: Op.ADDF32, OSUB: Op.SUBF32, OMUL: Op.MULF32, ODIV: Op.DIVF32 };
const complexes: Table = { OADD: Op.ADDC, OSUB: Op.SUBC, OMUL: Op.MULC, ODIV: Op.DIVC };

function opFor(op: ArithmeticOp, rep: Rep): Op {
  const tables =
    rep === Rep.i64
      ? [ops64, signed64]
      : rep === Rep.u64
        ? [ops64, unsigned64]
        : is32(rep)
          ? [ops32, isSigned(rep) ? signed32 : unsigned32]
          : rep === Rep.f64
            ? [floats64]
            : rep === Rep.f32
              ? [floats32]
              : [complexes];
  for (const table of tables) {
    const found = table[op];
    if (found !== undefined) return found;
  }
  throw new Error(`no operation for ${op}`);
}

/** Operators whose 32-bit result of narrow operands may need more bits than the type has. */
const widens: ReadonlySet<ArithmeticOp> = new Set(['OADD', 'OSUB', 'OMUL', 'ODIV', 'OLSH']);

export function binaryExpr(g: Gen, n: BinaryExpr, dst: number): number {
  order(g, n);
  const op = n.op as ArithmeticOp;
  return arithmetic(g, op, n.type, () => g.expr(n.x), n.y, dst);
}

/** `x op y`; x is read when the operation happens. */
export function arithmetic(
  g: Gen,
  op: ArithmeticOp,
  type: Type,
  x: () => number,
  y: Expr,
  dst: number,
): number {
  const rep = repOf(type);
  const immediate = addend(op, rep, y);
  if (immediate !== undefined) {
    const left = x();
    const d = g.into(dst, type);
    g.emit(is64(rep) ? Op.ADDI64 : Op.ADDI32, d, left, immediate);
    extend(g, rep, d);
    return d;
  }
  const left = x();
  const right = op === 'OLSH' || op === 'ORSH' ? shiftCount(g, y) : g.expr(y);
  if (rep === Rep.c64) return complex64(g, opFor(op, rep), type, left, right, dst);
  const d = g.into(dst, type);
  g.emit(opFor(op, rep), d, left, right);
  if (widens.has(op)) extend(g, rep, d);
  return d;
}

/** The number ADDI adds, if the operation is one. */
function addend(op: ArithmeticOp, rep: Rep, y: Expr): number | undefined {
  if (y.op !== 'OLITERAL' || (op !== 'OADD' && op !== 'OSUB')) return undefined;
  if (!is64(rep) && !is32(rep)) return undefined;
  const value = is64(rep) ? smallInteger(y) : narrowInteger(y);
  if (value === undefined) return undefined;
  return op === 'OADD' ? value : -value;
}

function narrowInteger(n: BasicLit): number | undefined {
  if (n.value.kind !== 'int') return undefined;
  const value = Number(n.value.value);
  return Math.abs(value) <= 0x7fffffff ? value : undefined;
}

/** Brings a 32-bit result back into the range of a narrow type. */
function extend(g: Gen, rep: Rep, at: number): void {
  const op = extension(rep);
  if (op !== undefined) g.emit(op, at, at);
}

function extension(rep: Rep): Op | undefined {
  switch (rep) {
    case Rep.i8:
      return Op.EXT8S;
    case Rep.u8:
      return Op.EXT8U;
    case Rep.i16:
      return Op.EXT16S;
    case Rep.u16:
      return Op.EXT16U;
    default:
      return undefined;
  }
}

/** The count of a shift as a uint64 register; negative ones panic. */
function shiftCount(g: Gen, y: Expr): number {
  if (y.op === 'OLITERAL' && y.value.kind === 'int') {
    const { value } = y.value;
    return g.int(value > 255n ? 255 : Number(value));
  }
  const rep = repOf(y.type);
  const count = toInt64(g, g.expr(y), rep);
  if (isSigned(rep)) g.emit(Op.CHKSHIFT, count);
  return count;
}

/** An integer of any type as a 64-bit register. */
export function toInt64(g: Gen, at: number, rep: Rep): number {
  if (is64(rep) || rep === Rep.pointer) return at;
  const d = g.scalar();
  g.emit(isSigned(rep) ? Op.SX32TO64 : Op.ZX32TO64, d, at);
  return d;
}

function complex64(g: Gen, op: Op, type: Type, x: number, y: number, dst: number): number {
  const left = g.frame.temp('..');
  const right = g.frame.temp('..');
  g.emit(Op.C64TOC128, left, x);
  g.emit(Op.C64TOC128, right, y);
  g.emit(op, left, left, right);
  const d = g.into(dst, type);
  g.emit(Op.C128TOC64, d, left);
  return d;
}

/** `-x`, `^x`. */
export function negate(g: Gen, n: UnaryExpr, x: number, dst: number): number {
  const rep = repOf(n.type);
  if (rep === Rep.c64) {
    const wide = g.frame.temp('..');
    g.emit(Op.C64TOC128, wide, x);
    g.emit(Op.NEGC, wide, wide);
    const d = g.into(dst, n.type);
    g.emit(Op.C128TOC64, d, wide);
    return d;
  }
  const d = g.into(dst, n.type);
  if (n.op === 'OBITNOT') g.emit(is64(rep) ? Op.NOT64 : Op.NOT32, d, x);
  else if (rep === Rep.c128) g.emit(Op.NEGC, d, x);
  else if (rep === Rep.f64) g.emit(Op.NEGF64, d, x);
  else if (rep === Rep.f32) g.emit(Op.NEGF32, d, x);
  else g.emit(is64(rep) ? Op.NEG64 : Op.NEG32, d, x);
  extend(g, rep, d);
  return d;
}

// ------------------------------------------------------------------------------------- conversions

export function convertNumber(g: Gen, n: ConvExpr, dst: number): number {
  order(g, n);
  const from = repOf(n.x.type);
  const to = repOf(n.type);
  const x = g.expr(n.x);
  if (from === to) return settle(g, n.type, x, dst);
  if (from === Rep.c64 || from === Rep.c128) {
    const d = g.into(dst, n.type);
    g.emit(from === Rep.c64 ? Op.C64TOC128 : Op.C128TOC64, d, x);
    return d;
  }
  const floats = from === Rep.f32 || from === Rep.f64;
  if (to === Rep.f64 || to === Rep.f32) {
    return floats ? floatToFloat(g, n, x, dst) : intToFloat(g, n, x, dst);
  }
  return floats ? floatToInt(g, n, x, dst) : intToInt(g, n, x, dst);
}

function floatToFloat(g: Gen, n: ConvExpr, x: number, dst: number): number {
  const d = g.into(dst, n.type);
  g.emit(repOf(n.type) === Rep.f64 ? Op.F32TOF64 : Op.F64TOF32, d, x);
  return d;
}

function intToFloat(g: Gen, n: ConvExpr, x: number, dst: number): number {
  const from = repOf(n.x.type);
  const single = repOf(n.type) === Rep.f32;
  const d = g.into(dst, n.type);
  if (is64(from)) {
    const signed = isSigned(from);
    const op = single ? (signed ? Op.I64TOF32 : Op.U64TOF32) : signed ? Op.I64TOF64 : Op.U64TOF64;
    g.emit(op, d, x);
    return d;
  }
  // Every 32-bit integer is a float64, so rounding happens once.
  const wide = single ? g.scalar() : d;
  g.emit(isSigned(from) ? Op.I32TOF64 : Op.U32TOF64, wide, x);
  if (single) g.emit(Op.F64TOF32, d, wide);
  return d;
}

function floatToInt(g: Gen, n: ConvExpr, x: number, dst: number): number {
  const to = repOf(n.type);
  let wide = x;
  if (repOf(n.x.type) === Rep.f32) {
    wide = g.scalar();
    g.emit(Op.F32TOF64, wide, x);
  }
  const d = is64(to) ? g.into(dst, n.type) : g.scalar();
  g.emit(to === Rep.u64 ? Op.F64TOU64 : Op.F64TOI64, d, wide);
  if (is64(to)) return d;
  extend(g, to, d);
  return settle(g, n.type, d, dst);
}

function intToInt(g: Gen, n: ConvExpr, x: number, dst: number): number {
  const from = repOf(n.x.type);
  const to = repOf(n.type);
  if (is64(to)) {
    if (is64(from) || from === Rep.pointer) return settle(g, n.type, x, dst);
    const d = g.into(dst, n.type);
    g.emit(isSigned(from) ? Op.SX32TO64 : Op.ZX32TO64, d, x);
    return d;
  }
  const op = extension(to);
  // The low word is the value, unless the type is narrower than what is there.
  if (op === undefined || fits(from, to)) return settle(g, n.type, x, dst);
  const d = g.into(dst === anywhere ? g.scalar() : dst, n.type);
  g.emit(op, d, x);
  return d;
}

/** Whether every value of `from` is in register form also one of `to`. */
function fits(from: Rep, to: Rep): boolean {
  if (from === Rep.bool || from === to) return true;
  if (to === Rep.i16) return from === Rep.i8 || from === Rep.u8;
  return to === Rep.u16 && from === Rep.u8;
}
