/**
 * Conversions: which operation takes a value of one type to another, as cmd/compile decides it.
 */

import { decodeRune } from '../types/utf8';
import { identical, identicalIgnoreTags, typeSet } from '../types/identity';
import {
  isComplex,
  isFloat,
  isInteger,
  isInterface,
  isString,
  isUnsafePointer,
  underlying,
} from '../types/predicates';
import { Slice } from '../types/types';
import type { BasicKind, Type } from '../types/types';
import { typ } from '../types/universe';
import type { Expr as SyntaxExpr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { newConvNop, newInt, newNil } from './build';
import { typeOf } from './checked';
import type { Expr, SliceLitExpr } from './nodes';
import type { FuncState } from './state';

type ConvOp =
  | 'OCONV'
  | 'OCONVNOP'
  | 'OCONVIFACE'
  | 'OBYTES2STR'
  | 'ORUNES2STR'
  | 'OSTR2BYTES'
  | 'OSTR2RUNES'
  | 'ORUNESTR'
  | 'OSLICE2ARR'
  | 'OSLICE2ARRPTR';

function isEmptyInterface(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'interface' && typeSet(u).length === 0;
}

function hasTypeName(type: Type): boolean {
  return type.kind === 'named' || type.kind === 'basic';
}

/** The operation of an assignment that the checker accepted; undefined: needs a real conversion. */
function assignOp(src: Type, dst: Type): ConvOp | undefined {
  if (identical(src, dst)) return 'OCONVNOP';
  if (identical(underlying(src), underlying(dst))) {
    if (isEmptyInterface(src)) return 'OCONVNOP';
    if ((!hasTypeName(src) || !hasTypeName(dst)) && !isInterface(src)) return 'OCONVNOP';
  }
  if (isInterface(dst)) return 'OCONVIFACE';
  const from = underlying(src);
  const to = underlying(dst);
  if (from.kind === 'chan' && from.dir === 'both' && to.kind === 'chan') {
    if (identical(from.elem, to.elem) && (!hasTypeName(src) || !hasTypeName(dst))) {
      return 'OCONVNOP';
    }
  }
  return undefined;
}

/** Kinds with the same bytes on a 64-bit machine. */
const simpleKind: Partial<Record<BasicKind, BasicKind>> = {
  int: 'int64',
  uint: 'uint64',
  uintptr: 'uint64',
};

function sameMachineType(x: Type, y: Type): boolean {
  const a = underlying(x);
  const b = underlying(y);
  if (a.kind !== 'basic' || b.kind !== 'basic') return false;
  return (simpleKind[a.basic] ?? a.basic) === (simpleKind[b.basic] ?? b.basic);
}

/** The operation that converts a `src` to a `dst`; the checker allowed it. */
function convertOp(src: Type, dst: Type): ConvOp {
  const assign = assignOp(src, dst);
  if (assign !== undefined) return assign;
  const from = underlying(src);
  const to = underlying(dst);
  if (identicalIgnoreTags(from, to)) return 'OCONVNOP';
  if (from.kind === 'pointer' && to.kind === 'pointer') return 'OCONVNOP';
  const real = (t: Type): boolean => isInteger(t) || isFloat(t);
  if ((real(src) && real(dst)) || (isComplex(src) && isComplex(dst))) {
    return sameMachineType(src, dst) ? 'OCONVNOP' : 'OCONV';
  }
  if (isInteger(src) && isString(dst)) return 'ORUNESTR';
  if (from.kind === 'slice' && isString(dst)) {
    return isByteKind(from.elem) ? 'OBYTES2STR' : 'ORUNES2STR';
  }
  if (isString(src) && to.kind === 'slice') {
    return isByteKind(to.elem) ? 'OSTR2BYTES' : 'OSTR2RUNES';
  }
  if (isUnsafePointer(src) || isUnsafePointer(dst)) return 'OCONVNOP';
  if (from.kind === 'slice') return to.kind === 'array' ? 'OSLICE2ARR' : 'OSLICE2ARRPTR';
  return 'OCONV';
}

function isByteKind(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'basic' && u.basic === 'uint8';
}

/** The node that converts x to `type` at `pos`. */
export function newConversion(pos: Pos, type: Type, x: Expr, implicit: boolean): Expr {
  if (x.op === 'ONIL' && implicit) return newNil(x.pos, type);
  const op = convertOp(x.type, type);
  switch (op) {
    case 'OCONVNOP': {
      // Conversions between float types round, even from a type to itself.
      const rounds = !implicit && (isFloat(type) || isComplex(type));
      return { op: rounds ? 'OCONV' : 'OCONVNOP', pos, type, x, implicit };
    }
    case 'OCONV':
    case 'OSLICE2ARR':
    case 'OSLICE2ARRPTR':
      return { op, pos, type, x, implicit };
    case 'OSTR2RUNES':
      if (x.op === 'OLITERAL' && x.value.kind === 'string') {
        return runesLiteral(pos, type, x.value.value);
      }
      break;
    case 'OBYTES2STR':
    case 'ORUNES2STR':
      return {
        op,
        pos,
        type,
        x: plainElems(x, op === 'OBYTES2STR' ? typ.byte : typ.rune),
        implicit,
        esc: 'unknown',
        site: -1,
      };
    default:
  }
  return { op, pos, type, x, implicit, esc: 'unknown', site: -1 };
}

/** A slice of a named byte or rune type as a slice of the predeclared one. */
function plainElems(x: Expr, elem: Type): Expr {
  const u = underlying(x.type);
  if (u.kind !== 'slice' || u.elem.kind === 'basic') return x;
  return newConvNop(x.pos, new Slice(elem), x);
}

/** `[]rune("…")` of a constant is a slice literal. */
function runesLiteral(pos: Pos, type: Type, bytes: string): SliceLitExpr {
  const elems: SliceLitExpr['elems'] = [];
  const slice = underlying(type);
  const elem = slice.kind === 'slice' ? slice.elem : typ.rune;
  for (let at = 0; at < bytes.length;) {
    const { rune, size } = decodeRune(bytes, at);
    elems.push({ index: elems.length, value: newInt(pos, rune < 0 ? 0xfffd : rune, elem) });
    at += size;
  }
  return {
    op: 'OSLICELIT',
    pos,
    type,
    esc: 'unknown',
    site: -1,
    len: elems.length,
    elems,
    implicit: false,
  };
}

/** Lowers `e`, converted to `dst` if that is given and not e's type already. */
export function implicitConv(f: FuncState, dst: Type | undefined, e: SyntaxExpr): Expr {
  const src = typeOf(e);
  if (dst === undefined || identical(src, dst)) return f.expr(e);
  const x = f.expr(e);
  if (x.op === 'ONIL') return newNil(x.pos, dst);
  return newConversion(e.pos, dst, x, true);
}

/** An explicit conversion `T(e)`. The checker folded those of constants to constants. */
export function explicitConv(f: FuncState, dst: Type, e: SyntaxExpr): Expr {
  const x = f.expr(e);
  // In an instance: a constant that became a type parameter.
  if (x.op === 'OLITERAL' && identical(x.type, dst)) return x;
  return newConversion(e.pos, dst, x, false);
}
