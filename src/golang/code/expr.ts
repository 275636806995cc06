/**
 * Code for expressions: which file knows how to compute what.
 */
import type { Expr, LogicalExpr, Name, UnaryExpr } from '../ir/nodes';
import { underlying } from '../types/predicates';
import { placeOf, addressExpr } from './address';
import { allocExpr } from './alloc';
import { appendExpr } from './append';
import { binaryExpr, convertNumber, negate } from './arith';
import { callExpr, methodExpr } from './call';
import { closureExpr, methodValue } from './closure';
import { compareExpr, jumpIf } from './compare';
import { dotType, toInterface } from './convert';
import { anywhere, NotSupported } from './gen';
import type { Gen } from './gen';
import { literalExpr } from './literal';
import { literalWords } from './literalwords';
import { copyExpr, makeMap, makeChan, mapIndex, receive } from './mapchan';
import { minMax, unsafeExpr } from './misc';
import { Op } from './opcodes';
import { order, takeDone } from './order';
import { load, settle, zeroRegister } from './place';
import { Rep, repOf } from './rep';
import { sliceExpr, sliceToArray } from './slice';
import { addString, runeCount, stringConversion } from './string';

/** The value of n in register form: at `dst` if that is given, else wherever it is. */
export function expr(g: Gen, n: Expr, dst: number): number {
  const done = takeDone(g, n);
  if (done !== anywhere) return settle(g, n.type, done, dst);
  if (n.init !== undefined && n.init.length > 0) g.stmts(n.init);
  if (n.op !== 'ONAME' && n.op !== 'OLITERAL' && n.pos !== 0) g.pos = n.pos;
  return value(g, n, dst);
}

// LONG: one line or two per operation.
function value(g: Gen, n: Expr, dst: number): number {
  switch (n.op) {
    case 'ONAME':
      return nameExpr(g, n, dst);
    case 'OLITERAL':
      return literalValue(g, n, dst);
    case 'ONIL': {
      const d = g.into(dst, n.type);
      zeroRegister(g, n.type, d);
      return d;
    }
    case 'OPLUS':
    case 'ONEG':
    case 'OBITNOT':
    case 'ONOT':
      return unary(g, n, dst);
    case 'OLEN':
    case 'OCAP':
      return lengthExpr(g, n, dst);
    case 'OREAL':
    case 'OIMAG':
      return partOfComplex(g, n, dst);
    case 'OCOMPLEX': {
      order(g, n);
      const d = g.temp(n.type);
      const half = repOf(n.type) === Rep.c64 ? 1 : 2;
      g.expr(n.x, d);
      g.expr(n.y, d + half);
      return settle(g, n.type, d, dst);
    }
    case 'ORECV':
      return receive(g, n, dst);
    case 'OADD':
    case 'OSUB':
    case 'OMUL':
    case 'ODIV':
    case 'OMOD':
    case 'OAND':
    case 'OOR':
    case 'OXOR':
    case 'OANDNOT':
    case 'OLSH':
    case 'ORSH':
      return binaryExpr(g, n, dst);
    case 'OEQ':
    case 'ONE':
    case 'OLT':
    case 'OLE':
    case 'OGT':
    case 'OGE':
      return compareExpr(g, n, dst);
    case 'OANDAND':
    case 'OOROR':
      return logical(g, n, dst);
    case 'OADDSTR':
      return addString(g, n, dst);
    case 'OADDR':
      return addressExpr(g, n, dst);
    case 'ODEREF':
    case 'ODOT':
    case 'ODOTPTR':
    case 'OINDEX':
      order(g, n);
      return load(g, placeOf(g, n), n.type, dst);
    case 'OINDEXMAP':
      return mapIndex(g, n, dst);
    case 'OSLICE':
    case 'OSLICEARR':
    case 'OSLICESTR':
    case 'OSLICE3':
    case 'OSLICE3ARR':
      return sliceExpr(g, n, dst);
    case 'ODOTTYPE':
      return dotType(g, n, dst);
    case 'OCONVNOP':
      return settle(g, n.type, g.expr(n.x, dst), dst);
    case 'OCONV':
      return convertNumber(g, n, dst);
    case 'OSLICE2ARR':
    case 'OSLICE2ARRPTR':
      return sliceToArray(g, n, dst);
    case 'OCONVIFACE':
      return toInterface(g, n, dst);
    case 'OBYTES2STR':
    case 'ORUNES2STR':
    case 'OSTR2BYTES':
    case 'OSTR2BYTESTMP':
    case 'OSTR2RUNES':
    case 'ORUNESTR':
      return stringConversion(g, n, dst);
    case 'OCALLFUNC':
    case 'OCALLINTER':
      return callExpr(g, n, dst);
    case 'OMETHEXPR':
      return methodExpr(g, n, dst);
    case 'OMETHVALUE':
      return methodValue(g, n, dst);
    case 'OCLOSURE':
      return closureExpr(g, n, dst);
    case 'ONEW':
    case 'OMAKESLICE':
    case 'OPTRLIT':
    case 'OMOVE2HEAP':
      return allocExpr(g, n, dst);
    case 'OMAKEMAP':
      return makeMap(g, n, dst);
    case 'OMAKECHAN':
      return makeChan(g, n, dst);
    case 'OSTRUCTLIT':
    case 'OARRAYLIT':
    case 'OSLICELIT':
    case 'OMAPLIT':
      return literalExpr(g, n, dst);
    case 'OAPPEND':
      return appendExpr(g, n, dst);
    case 'OCOPY':
      return copyExpr(g, n, dst);
    case 'OMIN':
    case 'OMAX':
      return minMax(g, n, dst);
    case 'ORECOVER': {
      const d = g.into(dst, n.type);
      g.emit(Op.RECOVER, d);
      return d;
    }
    case 'OUNSAFEADD':
    case 'OUNSAFESLICE':
    case 'OUNSAFESTRING':
    case 'OUNSAFESTRINGDATA':
    case 'OUNSAFESLICEDATA':
      return unsafeExpr(g, n, dst);
  }
}

/** A variable, or a function as a value. */
function nameExpr(g: Gen, n: Name, dst: number): number {
  if (n.class !== 'PFUNC') return load(g, placeOf(g, n), n.type, dst);
  const d = g.into(dst, n.type);
  g.emit(Op.LEAG, d, g.dataRef(g.unit.funcValue(n.sym)));
  return d;
}

function literalValue(g: Gen, n: Extract<Expr, { op: 'OLITERAL' }>, dst: number): number {
  const { value: constant } = n;
  if (constant.kind === 'string') {
    const d = g.into(dst, n.type);
    if (constant.value === '') zeroRegister(g, n.type, d);
    else {
      g.emit(Op.LDSTR, d, g.dataRef(g.unit.string(constant.value)), constant.value.length);
    }
    return d;
  }
  const words = literalWords(n);
  const [low = 0, high] = words;
  if (words.length <= 2) return g.constant(low, high, dst);
  const d = g.into(dst, n.type);
  g.constant(low, high, d);
  g.constant(words[2] ?? 0, words[3], d + 2);
  return d;
}

function unary(g: Gen, n: UnaryExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  if (n.op === 'OPLUS') return settle(g, n.type, x, dst);
  if (n.op !== 'ONOT') return negate(g, n, x, dst);
  const d = g.into(dst, n.type);
  g.emit(Op.NOT, d, x);
  return d;
}

/** len and cap. */
function lengthExpr(g: Gen, n: UnaryExpr, dst: number): number {
  const u = underlying(n.x.type);
  if (n.x.op === 'OSTR2RUNES' && n.op === 'OLEN') return runeCount(g, n.x, dst);
  order(g, n);
  const array = u.kind === 'pointer' ? underlying(u.elem) : u;
  if (array.kind === 'array') {
    g.expr(n.x);
    return g.int(array.length, dst);
  }
  const x = g.expr(n.x);
  switch (u.kind) {
    case 'map': {
      const d = g.into(dst, n.type);
      g.emit(Op.MAPLEN, d, x);
      return d;
    }
    case 'chan': {
      const d = g.into(dst, n.type);
      g.emit(n.op === 'OLEN' ? Op.CHANLEN : Op.CHANCAP, d, x);
      return d;
    }
    default:
      return settle(g, n.type, x + (n.op === 'OLEN' ? 2 : 4), dst);
  }
}

function partOfComplex(g: Gen, n: UnaryExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  const half = repOf(n.x.type) === Rep.c64 ? 1 : 2;
  return settle(g, n.type, n.op === 'OREAL' ? x : x + half, dst);
}

/** `&&` and `||` as a value. */
function logical(g: Gen, n: LogicalExpr, dst: number): number {
  const d = g.into(dst, n.type);
  const no = g.label();
  const end = g.label();
  // Temporaries of one side must not outlive it in the other's place: both write d at the end.
  jumpIf(g, n, false, no);
  g.emit(Op.LDC1, d, 1);
  g.jump(end);
  g.bind(no);
  g.emit(Op.LDC1, d, 0);
  g.bind(end);
  return d;
}

/** Evaluates n for its effects. */
export function effect(g: Gen, n: Expr): void {
  if (n.op === 'ONAME' && n.class !== 'PFUNC' && n.name === '_') return;
  if (n.type.kind === 'tuple' && n.op !== 'OCALLFUNC' && n.op !== 'OCALLINTER') {
    throw new NotSupported(n.pos, 'several values here');
  }
  order(g, n);
  g.expr(n);
}
