/**
 * From verdicts to real memory: where the object of an allocating expression is made, which is not
 * always what the message says. For code generation and for explanations; rules of Go 1.26.
 */

import { canonical, elemOf } from '../ir/build';
import type {
  AppendExpr,
  ClosureExpr,
  ConvIfaceExpr,
  Expr,
  Func,
  MakeSliceExpr,
  Name,
  Node,
  StringConvExpr,
} from '../ir/nodes';
import { forChildren } from '../ir/visit';
import type { Layouts } from '../layout/layout';
import { isBoolean, isInteger, isInterface, isString, underlying } from '../types/predicates';
import type { Type } from '../types/types';
import { sameSafeExpr } from './selfassign';

/**
 * Bytes of the buffer on the stack that small strings, byte slices, slices of variable size and
 * first appends get when they do not escape.
 */
export const stackBufferSize = 32;

/** Bytes of the largest value boxed on the stack. */
const maxStackBox = 1024;

/**
 * Where the data word of an interface points:
 * - direct: it is the value itself;
 * - zero: to the one address of objects without size;
 * - byteTable: into the table of the values 0…255, by the value of the single byte;
 * - readonly: to a constant in read-only data;
 * - stack: to a copy on the stack;
 * - small: into the same table if all bits are below 256, else to a new object;
 * - string, slice: to the common zero if it is "" or nil, else to a new object;
 * - heap: to a new object.
 */
type BoxKind =
  | 'none'
  | 'direct'
  | 'zero'
  | 'byteTable'
  | 'readonly'
  | 'static'
  | 'stack'
  | 'small'
  | 'string'
  | 'slice'
  | 'heap';

/** How a value is boxed; 'none' for conversions from interface types. */
export function boxKind(n: ConvIfaceExpr, layouts: Layouts): BoxKind {
  const { type } = n.x;
  if (isInterface(type)) return 'none';
  if (layouts.isDirectInterface(type)) return 'direct';
  const size = layouts.sizeof(type);
  if (size === 0) return 'zero';
  const sole = soleComponent(type);
  if (isBoolean(sole) || (size === 1 && isInteger(sole))) return 'byteTable';
  if (n.esc === 'static') return 'static';
  if (isReadOnly(n.x, layouts)) return 'readonly';
  if (n.esc === 'stack' && size <= maxStackBox) return 'stack';
  if (!layouts.hasPointers(type)) {
    const whole = layouts.alignof(type) === size && (size === 2 || size === 4 || size === 8);
    return whole ? 'small' : 'heap';
  }
  if (isString(sole)) return 'string';
  return underlying(sole).kind === 'slice' ? 'slice' : 'heap';
}

/** The one scalar, string, slice, … a type consists of: fields and elements that stand alone. */
function soleComponent(type: Type): Type {
  let t = type;
  for (;;) {
    const u = underlying(t);
    if (u.kind === 'struct' && u.fields.length === 1 && u.fields[0] !== undefined) {
      t = u.fields[0].type;
    } else if (u.kind === 'array' && u.length === 1) t = u.elem;
    else return t;
  }
}

/** A constant, or a struct or array literal of constants: one copy in read-only data is enough. */
function isReadOnly(n: Expr, layouts: Layouts): boolean {
  switch (n.op) {
    case 'OLITERAL':
    case 'ONIL':
      return true;
    case 'OARRAYLIT':
      return n.elems.every((e) => isReadOnly(e.value, layouts));
    case 'OSTRUCTLIT':
      return n.fields.every((f) => isReadOnly(f.value, layouts));
    case 'OCONVIFACE': {
      let value: Expr = n;
      while (value.op === 'OCONVIFACE') value = value.x;
      if (isInterface(value.type) || layouts.isDirectInterface(value.type)) {
        return value.op === 'ONIL';
      }
      return isReadOnly(value, layouts);
    }
    default:
      return false;
  }
}

/**
 * Where `make([]T, …)` gets its array: 'stack' of constant size; 'buffer': on the stack if the
 * capacity fits into stackBufferSize, else a heap object; 'heap'.
 */
export function makeKind(n: MakeSliceExpr, layouts: Layouts): 'stack' | 'buffer' | 'heap' {
  if (n.esc !== 'stack') return 'heap';
  const count = n.cap ?? n.len;
  if (count.op === 'OLITERAL' && count.value.kind === 'int' && count.value.value < 1n << 31n) {
    return 'stack';
  }
  return layouts.sizeof(elemOf(n.type)) <= stackBufferSize ? 'buffer' : 'heap';
}

/**
 * Where the result of a string conversion is: 'shared' with the operand, in a 'buffer' on the stack
 * if it fits (stackBufferSize bytes, stackRuneBuffer runes), or in the 'heap'. Strings of length 0
 * and 1 are never objects.
 */
export function conversionKind(n: StringConvExpr): 'shared' | 'buffer' | 'heap' {
  if (n.op === 'OSTR2BYTESTMP' || n.temporary === true) return 'shared';
  return n.esc === 'stack' ? 'buffer' : 'heap';
}

/** Where a closure record is: without captured variables it is static. */
export function closureKind(n: ClosureExpr): 'static' | 'stack' | 'heap' {
  if (n.func.closureVars.length === 0 || n.esc === 'static') return 'static';
  return n.esc === 'stack' ? 'stack' : 'heap';
}

/**
 * Elements of the stack buffer the appends of a function have: for each `append` that may use one,
 * how many elements it holds. Without `useBuf` it is used by the first growth from length 0 that
 * fits, once per call of the function; only the first append to a variable has it.
 */
export function appendBuffers(fn: Func, layouts: Layouts): Map<AppendExpr, number> {
  const buffers = new Map<AppendExpr, number>();
  const targets = new Set<Expr>();
  const consider = (n: AppendExpr, dst: Expr | undefined): void => {
    const [slice] = n.args;
    const size = layouts.sizeof(elemOf(n.type));
    if (slice === undefined || n.esc !== 'stack' || n.isDDD) return;
    if (size === 0 || size > stackBufferSize) return;
    if (dst !== undefined && sameSafeExpr(dst, slice) && !inRegisters(dst, fn)) return;
    if (n.useBuf !== true) {
      if (targets.has(slice)) return;
      targets.add(slice);
    }
    buffers.set(n, Math.floor(stackBufferSize / size));
  };
  forAppends(fn, consider);
  return buffers;
}

/** Whether a destination is (a part of) a local that needs no memory of its own. */
function inRegisters(dst: Expr, fn: Func): boolean {
  let n = dst;
  while (n.op === 'ODOT' || (n.op === 'OINDEX' && underlying(n.x.type).kind === 'array')) n = n.x;
  if (n.op !== 'ONAME' || n.class === 'PEXTERN') return false;
  const variable: Name = canonical(n);
  if (variable.addrtaken === true || variable.esc === 'heap') return false;
  if (n.outer !== undefined && variable.byval !== true) return false;
  return !(n.class === 'PPARAMOUT' && fn.hasDefer);
}

/** Visits the appends of a function in source order, with the destination of `x = append(…)`. */
function forAppends(fn: Func, found: (n: AppendExpr, dst: Expr | undefined) => void): void {
  const visit = (n: Node): void => {
    if (n.op === 'OAS' && n.y?.op === 'OAPPEND') {
      found(n.y, n.x);
      n.y.args.forEach(visit);
      return;
    }
    if (n.op === 'OAPPEND') found(n, undefined);
    forChildren(n, visit);
  };
  fn.body.forEach(visit);
}
