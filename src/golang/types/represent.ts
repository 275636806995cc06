/**
 * Constants against types: whether a value fits, what it is rounded to, and what an untyped operand
 * becomes in a context.
 */

import type { Expr } from '../syntax/nodes';
import type { Checker } from './context';
import { bitLength, fromNumber, toComplex, toFloat, toFloat32, toFloat64, toInt } from './constant';
import type { Constant } from './constant';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import {
  defaultType,
  isBoolean,
  isComplex,
  isEmptyInterface,
  isFloat,
  isInteger,
  isNumeric,
  isString,
  isUntyped,
  maxUntyped,
  underlying,
} from './predicates';
import type { Basic, BasicKind, Type } from './types';
import { typeSet } from './identity';
import { allInteger, hasNil, underAll } from './typeset';

/** Width in bits, and whether signed, of the integer types (64-bit target). */
const integerBits: Partial<Record<BasicKind, readonly [bits: number, signed: boolean]>> = {
  int: [64, true],
  int8: [8, true],
  int16: [16, true],
  int32: [32, true],
  int64: [64, true],
  uint: [64, false],
  uint8: [8, false],
  uint16: [16, false],
  uint32: [32, false],
  uint64: [64, false],
  uintptr: [64, false],
};

/** Width of an unsigned integer type in bits, 0 for other types. */
export function unsignedBits(type: Type): number {
  const u = underlying(type);
  if (u.kind !== 'basic') return 0;
  const entry = integerBits[u.basic];
  return entry === undefined || entry[1] ? 0 : entry[0];
}

/** The value rounded to what a variable of the basic type holds; undefined if it does not fit. */
export function representConstant(value: Constant, type: Basic): Constant | undefined {
  if (isInteger(type)) return representInteger(value, type);
  if (isFloat(type)) {
    const f = toFloat(value);
    if (f === undefined) return undefined;
    return type.basic === 'untyped float' ? f : roundFloat(f, type.basic === 'float32');
  }
  if (isComplex(type)) {
    const z = toComplex(value);
    if (z === undefined || type.basic === 'untyped complex') return z;
    const re = roundFloat(z.re, type.basic === 'complex64');
    const im = roundFloat(z.im, type.basic === 'complex64');
    if (re?.kind !== 'float' || im?.kind !== 'float') return undefined;
    return { kind: 'complex', re, im };
  }
  if (isString(type)) return value.kind === 'string' ? value : undefined;
  if (isBoolean(type)) return value.kind === 'bool' ? value : undefined;
  return undefined;
}

function representInteger(value: Constant, type: Basic): Constant | undefined {
  const i = toInt(value);
  if (i === undefined) return undefined;
  const entry = integerBits[type.basic];
  if (entry === undefined) return i;
  const [bits, signed] = entry;
  if (!signed) return i.value >= 0n && bitLength(i.value) <= bits ? i : undefined;
  const limit = 1n << BigInt(bits - 1);
  return i.value >= -limit && i.value < limit ? i : undefined;
}

function roundFloat(value: Constant, single: boolean): Constant | undefined {
  const rounded = single ? toFloat32(value) : toFloat64(value);
  return Number.isFinite(rounded) ? fromNumber(rounded) : undefined;
}

type Misfit = 'truncated' | 'overflows' | 'invalid';

function misfitKind(x: Operand, target: Basic): Misfit {
  if (!isNumeric(x.type) || !isNumeric(target)) return 'invalid';
  return !isInteger(x.type) && isInteger(target) ? 'truncated' : 'overflows';
}

/** Makes a constant operand fit a basic type, with the complaint if it does not. */
export function representable(c: Checker, x: Operand, target: Basic): void {
  if (x.value === undefined) return;
  const value = representConstant(x.value, target);
  if (value === undefined) {
    invalidConversion(c, x, target, misfitKind(x, target));
    return;
  }
  x.value = value;
}

function invalidConversion(c: Checker, x: Operand, target: Type, misfit: Misfit): void {
  const what = c.operandText(x);
  const type = c.typeText(target);
  if (misfit === 'truncated') c.error(x, `${what} truncated to ${type}`);
  else if (misfit === 'overflows') c.error(x, `${what} overflows ${type}`);
  else c.error(x, `cannot convert ${what} to type ${type}`);
  x.mode = 'invalid';
}

/** Bits of the largest untyped integer the compiler computes with. */
const maxUntypedBits = 512;

/** Checks the value of a constant operation; `opPos` is where a complaint goes. */
export function overflow(c: Checker, x: Operand, opPlace: Expr | undefined): void {
  if (x.value === undefined) return;
  if (!isUntyped(x.type)) {
    const u = underlying(x.type);
    if (u.kind === 'basic') representable(c, x, u);
    return;
  }
  if (x.value.kind === 'int' && bitLength(x.value.value) > maxUntypedBits) {
    const name = x.expr === undefined ? '' : operationName(x.expr);
    const place = opPlace?.kind === 'Operation' ? opPlace.pos : opPlace;
    c.error(place ?? x, `constant ${name === '' ? '' : `${name} `}overflow`);
    x.value = undefined;
  }
}

const unaryNames: Partial<Record<string, string>> = { '^': 'bitwise complement' };
const binaryNames: Partial<Record<string, string>> = {
  '+': 'addition',
  '-': 'subtraction',
  '^': 'bitwise XOR',
  '*': 'multiplication',
  '<<': 'shift',
};

function operationName(e: Expr): string {
  if (e.kind !== 'Operation') return '';
  return (e.y === undefined ? unaryNames[e.op] : binaryNames[e.op]) ?? '';
}

/** What an untyped operand becomes where a `target` is wanted. */
interface Implicit {
  readonly type: Type | undefined;
  readonly value?: Constant;
  readonly misfit: Misfit;
}

function implicitType(c: Checker, x: Operand, target: Type): Implicit {
  const invalid: Implicit = { type: undefined, misfit: 'invalid' };
  if (x.mode === 'invalid' || !isUntyped(x.type) || c.isUnknown(target)) {
    return { type: x.type, misfit: 'invalid' };
  }
  if (isUntyped(target)) return { type: maxUntyped(x.type, target), misfit: 'invalid' };
  if (x.isNil()) return hasNil(target) ? { type: target, misfit: 'invalid' } : invalid;
  const u = underlying(target);
  if (target.kind === 'typeparam') {
    const fits = underAll(
      target,
      (t) => t !== undefined && implicitType(c, x, t).type !== undefined,
    );
    return fits ? { type: target, misfit: 'invalid' } : invalid;
  }
  if (u.kind === 'interface') {
    // Untyped values go into empty interfaces only, with their default type.
    const empty = isEmptyInterface(u) || (typeSet(u).length === 0 && !u.constraint);
    return empty ? { type: defaultType(x.type), misfit: 'invalid' } : invalid;
  }
  if (u.kind !== 'basic') return invalid;
  if (x.mode === 'constant') {
    if (x.value === undefined) return { type: target, misfit: 'invalid' };
    const value = representConstant(x.value, u);
    if (value === undefined) return { type: undefined, misfit: misfitKind(x, u) };
    return { type: target, value, misfit: 'invalid' };
  }
  // Results of comparisons and of shifts of constants.
  const fits =
    x.type.basic === 'untyped bool'
      ? isBoolean(target)
      : x.type.basic === 'untyped string'
        ? isString(target)
        : isNumeric(target) && x.type.basic !== 'untyped nil';
  return fits ? { type: target, misfit: 'invalid' } : invalid;
}

/** Whether an untyped operand could become a `target`. */
export function canBecome(c: Checker, x: Operand, target: Type): boolean {
  return implicitType(c, x, target).type !== undefined;
}

function setImplicit(c: Checker, x: Operand, found: Implicit, type: Type): void {
  if (found.value !== undefined) {
    x.value = found.value;
    if (x.expr !== undefined && c.untyped.has(x.expr)) x.expr.value = found.value;
  }
  if (type !== x.type) {
    x.type = type;
    if (x.expr !== undefined) updateExprType(c, x.expr, type, false);
  }
}

/**
 * Gives an untyped operand the type the other side wants, with the complaint if that is impossible.
 */
export function convertUntyped(c: Checker, x: Operand, target: Type): void {
  const found = implicitType(c, x, target);
  if (found.type === undefined) {
    const { misfit } = found;
    invalidConversion(c, x, target.kind === 'typeparam' ? target : underlying(target), misfit);
    return;
  }
  setImplicit(c, x, found, found.type);
}

/** As convertUntyped, for assignments: the complaint names the `context`. */
export function convertForAssignment(
  c: Checker,
  x: Operand,
  target: Type,
  context: string,
): boolean {
  const found = implicitType(c, x, target);
  if (found.type === undefined) {
    const what = `cannot use ${c.operandText(x)} as ${c.typeText(target)} value in ${context}`;
    const why = found.misfit === 'invalid' ? '' : ` (${found.misfit})`;
    c.error(x, what + why);
    x.mode = 'invalid';
    return false;
  }
  setImplicit(c, x, found, found.type);
  return true;
}

/**
 * Records the type an untyped expression finally gets, down through the operands that decide with
 * it.
 * `final` says that nothing may change it again.
 */
export function updateExprType(c: Checker, e: Expr, type: Type, final: boolean): void {
  const old = c.untyped.get(e);
  if (old === undefined) return;
  if (e.kind === 'ParenExpr') updateExprType(c, e.x, type, final);
  else if (e.kind === 'Operation' && e.value === undefined) {
    // Constant operands keep their own types: only the whole is converted.
    const comparison = isComparison(e.op) && e.y !== undefined;
    if (!comparison && !(e.y === undefined && e.op === '*')) {
      updateExprType(c, e.x, type, final);
      if (e.y !== undefined && !isShift(e.op)) updateExprType(c, e.y, type, final);
    }
  }
  if (!final && isUntyped(type)) {
    e.type = type;
    return;
  }
  c.untyped.delete(e);
  if (old.isShiftLeft && !allInteger(type)) {
    const text = `invalid operation: shifted operand ${exprString(e)} (type ${c.typeText(type)})`;
    c.error(e, `${text} must be integer`);
    return;
  }
  if (e.value !== undefined && e.type !== undefined) {
    const x = new Operand();
    x.mode = e.mode ?? 'constant';
    x.expr = e;
    x.type = e.type;
    x.value = e.value;
    convertUntyped(c, x, type);
    if (x.mode === 'invalid') return;
    e.value = x.value ?? e.value;
  }
  e.type = type;
}

export function isShift(op: string): boolean {
  return op === '<<' || op === '>>';
}

export function isComparison(op: string): boolean {
  return ['==', '!=', '<', '<=', '>', '>='].includes(op);
}
