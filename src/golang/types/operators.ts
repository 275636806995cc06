/**
 * Unary and binary operators, comparisons, shifts; constant operands are folded.
 */

import type { Expr, Operation } from '../syntax/nodes';
import { assignableTo } from './assignable';
import type { Checker } from './context';
import { makeBool, sign, toComplex, toInt } from './constant';
import { binaryOp, compareConstants, complement, negate } from './constantop';
import type { Constant } from './constant';
import type { ArithmeticOp, CompareOp } from './constantop';
import { expr, markAddressTaken, unparen } from './entry';
import { exprString } from '../syntax/exprstring';
import { identical, incomparableReason } from './identity';
import { Operand } from './operand';
import {
  compositeKind,
  defaultType,
  isComplex,
  isDynamic,
  isInteger,
  isUntyped,
  isValid,
  underlying,
} from './predicates';
import {
  convertUntyped,
  isComparison,
  isShift,
  overflow,
  unsignedBits,
  updateExprType,
} from './represent';
import { shiftOperation } from './shifts';
import { Pointer } from './types';
import type { Type } from './types';
import { typ } from './universe';
import {
  allBoolean,
  allInteger,
  allNumeric,
  allNumericOrString,
  allOrdered,
  allString,
  commonUnder,
  hasNil,
} from './typeset';

// ------------------------------------------------------------------------------------------- unary

export function unary(c: Checker, x: Operand, e: Operation): void {
  expr(c, x, e.x);
  if (x.mode === 'invalid') return;
  if (e.op === '&') {
    addressOf(c, x, e.x);
    return;
  }
  if (e.op === '<-') {
    const elem = chanElem(c, x, x, true);
    x.mode = elem === undefined ? 'invalid' : 'commaok';
    x.type = elem ?? typ.invalid;
    c.env.hasCallOrRecv = true;
    return;
  }
  if (e.op === '~') {
    const hint = isInteger(x.type) ? ' (use ^ for bitwise complement)' : '';
    c.error(e, `cannot use ~ outside of interface or type constraint${hint}`);
    x.mode = 'invalid';
    return;
  }
  const test = e.op === '!' ? allBoolean : e.op === '^' ? allInteger : allNumeric;
  if (!defined(c, x, e.op, test)) return;
  if (x.mode !== 'constant') {
    x.mode = 'value';
    return;
  }
  if (x.value === undefined) return;
  x.value = foldUnary(e.op, x.value, x.type);
  x.expr = e;
  overflow(c, x, e);
}

function foldUnary(op: string, value: Constant, type: Type): Constant {
  if (op === '-') return negate(value);
  if (op === '!' && value.kind === 'bool') return makeBool(!value.value);
  if (op === '^') {
    const i = toInt(value);
    if (i !== undefined) return { kind: 'int', value: complement(i.value, unsignedBits(type)) };
  }
  return value;
}

function addressOf(c: Checker, x: Operand, operand: Expr): void {
  const inner = unparen(operand);
  if (inner.kind !== 'CompositeLit' && x.mode !== 'variable') {
    c.error(x, `invalid operation: cannot take address of ${c.operandText(x)}`);
    x.mode = 'invalid';
    return;
  }
  markAddressTaken(inner);
  x.mode = 'value';
  x.type = new Pointer(x.type);
}

/** The element type of a channel that can be received from (sent to), with the complaint if not. */
export function chanElem(
  c: Checker,
  place: Operand | Expr | { readonly pos: number },
  x: Operand,
  receive: boolean,
): Type | undefined {
  const found = commonUnder(
    x.type,
    (t) => c.typeText(t),
    (t, u) => {
      if (u === undefined) return 'no specific channel type';
      if (u.kind !== 'chan') return `non-channel ${c.typeText(t)}`;
      if (receive && u.dir === 'send') return `send-only channel ${c.typeText(t)}`;
      if (!receive && u.dir === 'recv') return `receive-only channel ${c.typeText(t)}`;
      return undefined;
    },
  );
  if ('under' in found) return found.under.kind === 'chan' ? found.under.elem : undefined;
  const verb = receive ? 'receive from' : 'send to';
  const at = place instanceof Operand ? place : (place as Expr);
  const what = c.operandText(x);
  const text =
    x.type.kind === 'typeparam' ? `${what}: ${found.problem}` : `${found.problem} ${what}`;
  c.error(at, `invalid operation: cannot ${verb} ${text}`);
  return undefined;
}

function defined(c: Checker, x: Operand, op: string, test: (type: Type) => boolean): boolean {
  if (test(x.type)) return true;
  c.error(x, `invalid operation: operator ${op} not defined on ${c.operandText(x)}`);
  x.mode = 'invalid';
  return false;
}

// ------------------------------------------------------------------------------------------ binary

const binaryTests: Record<string, (type: Type) => boolean> = {
  '+': allNumericOrString,
  '-': allNumeric,
  '*': allNumeric,
  '/': allNumeric,
  '%': allInteger,
  '&': allInteger,
  '|': allInteger,
  '^': allInteger,
  '&^': allInteger,
  '&&': allBoolean,
  '||': allBoolean,
};

/** lhs op rhs; `e` is undefined for the assignment operation `lhs op= rhs`. */
export function binary(
  c: Checker,
  x: Operand,
  e: Operation | undefined,
  lhs: Expr,
  rhs: Expr,
  op: string,
): void {
  expr(c, x, lhs);
  binaryRest(c, x, e, lhs, rhs, op);
}

/**
 * A chain `a + b + …` leans to the left and may be long: it is walked without recursion. `record`
 * completes the operands in between.
 */
export function binaryChain(
  c: Checker,
  x: Operand,
  e: Operation,
  record: (x: Operand, e: Operation) => void,
): void {
  const outer: Operation[] = [];
  let inner = e;
  while (inner.x.kind === 'Operation' && inner.x.y !== undefined) {
    outer.push(inner);
    inner = inner.x;
  }
  expr(c, x, inner.x);
  for (;;) {
    if (inner.y !== undefined) binaryRest(c, x, inner, inner.x, inner.y, inner.op);
    const next = outer.pop();
    if (next === undefined) return;
    record(x, inner);
    inner = next;
  }
}

/** The left operand stands in `x` already. */
function binaryRest(
  c: Checker,
  x: Operand,
  e: Operation | undefined,
  lhs: Expr,
  rhs: Expr,
  op: string,
): void {
  const y = new Operand();
  expr(c, y, rhs);
  if (x.mode === 'invalid') return;
  if (y.mode === 'invalid') {
    x.mode = 'invalid';
    x.expr = y.expr;
    return;
  }
  if (isShift(op)) {
    shiftOperation(c, x, y, e, op === '<<' ? '<<' : '>>');
    return;
  }
  matchTypes(c, x, y);
  if (x.isInvalid()) return;
  if (isComparison(op)) {
    comparison(c, x, y, op, false);
    return;
  }
  if (!identical(x.type, y.type)) {
    if (isValid(x.type) && isValid(y.type)) {
      const types = `(mismatched types ${c.typeText(x.type)} and ${c.typeText(y.type)})`;
      const text = e === undefined ? `${exprString(lhs)} ${op}= ${exprString(rhs)}` : exprString(e);
      c.error(x, `invalid operation: ${text} ${types}`);
    }
    x.mode = 'invalid';
    return;
  }
  const test = binaryTests[op];
  if (test === undefined || !defined(c, x, op, test)) {
    x.mode = 'invalid';
    return;
  }
  if ((op === '/' || op === '%') && dividesByZero(x, y)) {
    c.error(y, 'invalid operation: division by zero');
    x.mode = 'invalid';
    return;
  }
  if (x.mode !== 'constant' || y.mode !== 'constant') {
    x.mode = 'value';
    return;
  }
  if (x.value === undefined || y.value === undefined) {
    x.value = undefined;
    return;
  }
  x.value = foldBinary(x.value, op, y.value, isInteger(x.type));
  x.expr = e ?? x.expr;
  if (x.value === undefined) c.error(e?.pos ?? x, 'constant result is not representable');
  overflow(c, x, e);
}

function dividesByZero(x: Operand, y: Operand): boolean {
  if (y.mode !== 'constant' || y.value === undefined) return false;
  if (x.mode !== 'constant' && !allInteger(x.type)) return false;
  const z = isComplex(x.type) ? toComplex(y.value) : undefined;
  if (z === undefined) return sign(y.value) === 0;
  // The division multiplies by the square of the absolute value, which may be too small for a
  // float.
  const square = (part: Constant): number => sign(binaryOp(part, '*', part, false) ?? part);
  return square(z.re) === 0 && square(z.im) === 0;
}

function foldBinary(x: Constant, op: string, y: Constant, integer: boolean): Constant | undefined {
  if (x.kind === 'bool' && y.kind === 'bool') {
    return makeBool(op === '&&' ? x.value && y.value : x.value || y.value);
  }
  return binaryOp(x, op as ArithmeticOp, y, integer);
}

/** Converts untyped operands to the type of the other side where the two may mix. */
export function matchTypes(c: Checker, x: Operand, y: Operand): void {
  if (!mayConvert(x, y)) return;
  convertUntyped(c, x, y.type);
  if (x.isInvalid()) return;
  convertUntyped(c, y, x.type);
  if (y.isInvalid()) x.mode = 'invalid';
}

function mayConvert(x: Operand, y: Operand): boolean {
  if (!isUntyped(x.type) && !isUntyped(y.type)) return false;
  if (allNumeric(x.type) !== allNumeric(y.type)) return false;
  if (isDynamic(x.type) || isDynamic(y.type)) return true;
  if (allBoolean(x.type) !== allBoolean(y.type)) return false;
  if (allString(x.type) !== allString(y.type)) return false;
  if (x.isNil()) return hasNil(y.type);
  if (y.isNil()) return hasNil(x.type);
  return underlying(x.type).kind !== 'pointer' && underlying(y.type).kind !== 'pointer';
}

/** x op y for a comparison; for switch cases x is the case and y the switch value. */
export function comparison(
  c: Checker,
  x: Operand,
  y: Operand,
  operator: string,
  switchCase: boolean,
): void {
  if (c.isUnknown(x.type) || c.isUnknown(y.type)) {
    x.mode = 'invalid';
    return;
  }
  const op = switchCase ? '==' : operator;
  const problem = comparisonProblem(c, x, y, op);
  if (problem !== undefined) {
    const left = x.expr === undefined ? '' : exprString(x.expr);
    const right = y.expr === undefined ? '' : exprString(y.expr);
    let { at, cause } = problem;
    if (cause === '') {
      const generic = [x, y].some((operand) => operand.type.kind === 'typeparam');
      if (generic && x.type.kind !== 'typeparam') at = y;
      cause = generic
        ? `type parameter ${c.typeText(at.type)} cannot use operator ${op}`
        : operatorCause(c, at.type, op);
    }
    if (switchCase) c.error(x, `invalid case ${left} in switch on ${right} (${cause})`);
    else c.error(at, `invalid operation: ${left} ${op} ${right} (${cause})`);
    x.mode = 'invalid';
    return;
  }
  if (x.mode === 'constant' && y.mode === 'constant') {
    if (x.value !== undefined && y.value !== undefined) {
      x.value = makeBool(compareConstants(x.value, op as CompareOp, y.value));
    } else x.value = undefined;
  } else {
    x.mode = 'value';
    // The operands decide nothing above them any more: they get their default types.
    if (x.expr !== undefined) updateExprType(c, x.expr, defaultType(x.type), true);
    if (y.expr !== undefined) updateExprType(c, y.expr, defaultType(y.type), true);
  }
  x.type = typ.untypedBool;
}

function operatorCause(c: Checker, type: Type, op: string): string {
  return `operator ${op} not defined on ${compositeKind(type) || c.typeText(type)}`;
}

interface ComparisonProblem {
  readonly at: Operand;
  /** '' for: the operator is not defined on the operand's type. */
  readonly cause: string;
}

function comparisonProblem(
  c: Checker,
  x: Operand,
  y: Operand,
  op: string,
): ComparisonProblem | undefined {
  if (assignableTo(c, x, y.type) !== true && assignableTo(c, y, x.type) !== true) {
    const cause = `mismatched types ${c.typeText(x.type)} and ${c.typeText(y.type)}`;
    return { at: y, cause };
  }
  if (op !== '==' && op !== '!=') {
    if (!allOrdered(x.type)) return { at: x, cause: '' };
    return allOrdered(y.type) ? undefined : { at: y, cause: '' };
  }
  if (x.isNil() || y.isNil()) {
    const type = x.isNil() ? y.type : x.type;
    return hasNil(type) ? undefined : { at: y, cause: '' };
  }
  for (const operand of [x, y]) {
    const cause = incomparableCause(c, operand.type);
    if (cause !== undefined) return { at: operand, cause };
  }
  return undefined;
}

function incomparableCause(c: Checker, type: Type): string | undefined {
  const kind = underlying(type).kind;
  if (kind === 'slice' || kind === 'signature' || kind === 'map') {
    return `${compositeKind(type)} can only be compared to nil`;
  }
  return incomparableReason(type, (t) => c.typeText(t));
}
