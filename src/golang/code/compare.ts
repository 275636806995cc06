/**
 * Code for comparisons, and for conditions: jumps that depend on a boolean expression.
 */
import type { BinaryExpr, CompareOp, Expr } from '../ir/nodes';
import { isInterface } from '../types/predicates';
import { anywhere } from './gen';
import type { Gen, Label } from './gen';
import { smallInteger } from './literalwords';
import { Op } from './opcodes';
import { isComplex, order } from './order';
import { is32, is64, isSigned, Rep, repOf } from './rep';

/** Operation, whether its operands are swapped, and whether its result is negated. */
interface Comparison {
  readonly op: Op;
  readonly swap: boolean;
  readonly negate: boolean;
}

/** Operations for ==, !=, <, <= of one kind of values; undefined: != is the negation of ==. */
type Family = readonly [eq: Op, ne: Op | undefined, lt: Op, le: Op];

const signed64: Family = [Op.EQ64, Op.NE64, Op.LTI64, Op.LEI64];
const unsigned64: Family = [Op.EQ64, Op.NE64, Op.LTU64, Op.LEU64];
const signed32: Family = [Op.EQ32, Op.NE32, Op.LTI32, Op.LEI32];
const unsigned32: Family = [Op.EQ32, Op.NE32, Op.LTU32, Op.LEU32];
const float64: Family = [Op.EQF64, Op.NEF64, Op.LTF64, Op.LEF64];
const float32: Family = [Op.EQF32, Op.NEF32, Op.LTF32, Op.LEF32];
const strings: Family = [Op.EQSTR, Op.NESTR, Op.LTSTR, Op.LESTR];
const complexes: Family = [Op.EQC, undefined, Op.BAD, Op.BAD];
const interfaces: Family = [Op.EQIFACE, Op.NEIFACE, Op.BAD, Op.BAD];

function familyOf(rep: Rep): Family {
  switch (rep) {
    case Rep.i64:
      return signed64;
    case Rep.f64:
      return float64;
    case Rep.f32:
      return float32;
    case Rep.string:
      return strings;
    case Rep.c64:
    case Rep.c128:
      return complexes;
    case Rep.iface:
      return interfaces;
    default:
      if (!is32(rep)) return unsigned64;
      return isSigned(rep) ? signed32 : unsigned32;
  }
}

function comparison(op: CompareOp, rep: Rep): Comparison {
  const [eq, ne, lt, le] = familyOf(rep);
  switch (op) {
    case 'OEQ':
      return { op: eq, swap: false, negate: false };
    case 'ONE':
      return { op: ne ?? eq, swap: false, negate: ne === undefined };
    case 'OLT':
      return { op: lt, swap: false, negate: false };
    case 'OLE':
      return { op: le, swap: false, negate: false };
    case 'OGT':
      return { op: lt, swap: true, negate: false };
    case 'OGE':
      return { op: le, swap: true, negate: false };
  }
}

/** A comparison as a bool. */
export function compareExpr(g: Gen, n: BinaryExpr, dst: number): number {
  order(g, n);
  const op = n.op as CompareOp;
  const nil = nilOperand(n);
  if (nil !== undefined) return compareNil(g, op, g.expr(nil), dst);
  return compare(g, op, n.x.type, g.expr(n.x), g.expr(n.y), dst);
}

/** The other operand of a comparison with nil. */
function nilOperand(n: BinaryExpr): Expr | undefined {
  if (n.y.op === 'ONIL') return n.x;
  return n.x.op === 'ONIL' ? n.y : undefined;
}

function compareNil(g: Gen, op: CompareOp, at: number, dst: number): number {
  const zero = g.int(0);
  const d = dst === anywhere ? g.scalar() : dst;
  g.emit(op === 'OEQ' ? Op.EQ64 : Op.NE64, d, at, zero);
  return d;
}

/** Compares two registers with values of the type. */
export function compare(
  g: Gen,
  op: CompareOp,
  type: Expr['type'],
  x: number,
  y: number,
  dst: number,
): number {
  const rep = repOf(type);
  if (rep === Rep.wide) return compareWide(g, op, type, x, y, dst);
  let left = x;
  let right = y;
  if (rep === Rep.c64) {
    left = g.frame.temp('..');
    right = g.frame.temp('..');
    g.emit(Op.C64TOC128, left, x);
    g.emit(Op.C64TOC128, right, y);
  }
  const how = comparison(op, rep);
  const d = dst === anywhere ? g.scalar() : dst;
  g.emit(how.op, d, how.swap ? right : left, how.swap ? left : right);
  if (how.negate) g.emit(Op.NOT, d, d);
  return d;
}

/** Structs and arrays. */
function compareWide(
  g: Gen,
  op: CompareOp,
  type: Expr['type'],
  x: number,
  y: number,
  dst: number,
): number {
  const bytes = g.layouts.sizeof(type);
  const d = dst === anywhere ? g.scalar() : dst;
  if (bytes === 0) {
    g.emit(Op.LDC1, d, op === 'OEQ' ? 1 : 0);
    return d;
  }
  const left = g.leaOfValue(x, bytes);
  const right = g.leaOfValue(y, bytes);
  g.emit(Op.EQVAL, d, left, right, g.typeRef(type));
  if (op === 'ONE') g.emit(Op.NOT, d, d);
  return d;
}

// ------------------------------------------------------------------------------------------- jumps

/** Jumps to `to` if n is `sense`, else goes on. */
export function jumpIf(g: Gen, n: Expr, sense: boolean, to: Label): void {
  const mark = g.frame.markTemps();
  jump(g, n, sense, to);
  g.frame.resetTemps(mark);
}

function jump(g: Gen, n: Expr, sense: boolean, to: Label): void {
  const plain = (n.init === undefined || n.init.length === 0) && !g.done.has(n);
  if (plain) {
    switch (n.op) {
      case 'OLITERAL':
        if (n.value.kind === 'bool' && n.value.value === sense) g.jump(to);
        return;
      case 'ONOT':
        jump(g, n.x, !sense, to);
        return;
      case 'OCONVNOP':
        jump(g, n.x, sense, to);
        return;
      case 'OANDAND':
      case 'OOROR':
        jumpLogical(g, n.op === 'OANDAND', n.x, n.y, sense, to);
        return;
      case 'OEQ':
      case 'ONE':
      case 'OLT':
      case 'OLE':
      case 'OGT':
      case 'OGE':
        if (jumpCompare(g, n, sense, to)) return;
        break;
      default:
    }
  }
  if (plain && isComplex(g, n)) order(g, n);
  g.emit(sense ? Op.JT : Op.JF, g.expr(n), to.id);
}

function jumpLogical(g: Gen, isAnd: boolean, x: Expr, y: Expr, sense: boolean, to: Label): void {
  if (isAnd !== sense) {
    // Either side alone decides.
    jumpIf(g, x, sense, to);
    jumpIf(g, y, sense, to);
    return;
  }
  const over = g.label();
  jumpIf(g, x, !sense, over);
  jumpIf(g, y, sense, to);
  g.bind(over);
}

const negated: Record<CompareOp, CompareOp> = {
  OEQ: 'ONE',
  ONE: 'OEQ',
  OLT: 'OGE',
  OGE: 'OLT',
  OGT: 'OLE',
  OLE: 'OGT',
};

const swapped: Record<CompareOp, CompareOp> = {
  OEQ: 'OEQ',
  ONE: 'ONE',
  OLT: 'OGT',
  OGT: 'OLT',
  OLE: 'OGE',
  OGE: 'OLE',
};

const jumps64: Record<CompareOp, Op> = {
  OEQ: Op.JEQ64,
  ONE: Op.JNE64,
  OLT: Op.JLT64,
  OLE: Op.JLE64,
  OGT: Op.JGT64,
  OGE: Op.JGE64,
};

const jumps64i: Record<CompareOp, Op> = {
  OEQ: Op.JEQ64I,
  ONE: Op.JNE64I,
  OLT: Op.JLT64I,
  OLE: Op.JLE64I,
  OGT: Op.JGT64I,
  OGE: Op.JGE64I,
};

/** A comparison that is one jump; false if there is none for it. */
function jumpCompare(g: Gen, n: BinaryExpr, sense: boolean, to: Label): boolean {
  const nil = nilOperand(n);
  const own = n.op as CompareOp;
  const op = sense ? own : negated[own];
  if (nil !== undefined) {
    order(g, n);
    g.emit(op === 'OEQ' ? Op.JNIL : Op.JNNIL, g.expr(nil), to.id);
    return true;
  }
  const rep = repOf(n.x.type);
  const equality = op === 'OEQ' || op === 'ONE';
  if (isInterface(n.x.type)) return false;
  if (rep === Rep.i64 || (equality && (is64(rep) || rep === Rep.pointer))) {
    order(g, n);
    jump64(g, op, n.x, n.y, to);
    return true;
  }
  if (!is32(rep)) return false;
  order(g, n);
  return jump32(g, op, rep, n, to);
}

function jump64(g: Gen, op: CompareOp, x: Expr, y: Expr, to: Label): void {
  const right = immediate(y);
  if (right !== undefined) {
    g.emit(jumps64i[op], g.expr(x), right, to.id);
    return;
  }
  const left = immediate(x);
  if (left !== undefined) {
    g.emit(jumps64i[swapped[op]], g.expr(y), left, to.id);
    return;
  }
  const a = g.expr(x);
  g.emit(jumps64[op], a, g.expr(y), to.id);
}

function immediate(n: Expr): number | undefined {
  return n.op === 'OLITERAL' ? smallInteger(n) : undefined;
}

function jump32(g: Gen, op: CompareOp, rep: Rep, n: BinaryExpr, to: Label): boolean {
  if (op !== 'OEQ' && op !== 'ONE' && !isSigned(rep) && rep === Rep.u32) return false;
  // Values of narrow unsigned types are not negative in register form: signed jumps do.
  const x = g.expr(n.x);
  const y = g.expr(n.y);
  switch (op) {
    case 'OEQ':
      g.emit(Op.JEQ32, x, y, to.id);
      break;
    case 'ONE':
      g.emit(Op.JNE32, x, y, to.id);
      break;
    case 'OLT':
      g.emit(Op.JLTI32, x, y, to.id);
      break;
    case 'OGE':
      g.emit(Op.JGEI32, x, y, to.id);
      break;
    case 'OGT':
      g.emit(Op.JLTI32, y, x, to.id);
      break;
    case 'OLE':
      g.emit(Op.JGEI32, y, x, to.id);
      break;
  }
  return true;
}
