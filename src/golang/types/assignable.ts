/**
 * Relations between a value and a type: assignability, implementing an interface, type assertion,
 * explicit conversion.
 */

import type { Expr } from '../syntax/nodes';
import type { Checker } from './context';
import { makeString } from './constant';
import { encodeRune } from './utf8';
import type { Constant } from './constant';
import { exprString } from '../syntax/exprstring';
import { identical, identicalIgnoreTags } from './identity';
import { hasInvalidEmbedded, missingMethod } from './lookup';
import type { Operand } from './operand';
import {
  asInterface,
  defaultType,
  hasName,
  isBytesOrRunes,
  isComplex,
  isConstType,
  isFloat,
  isInteger,
  isInterface,
  isInterfacePointer,
  isString,
  isUintptr,
  isUnsafePointer,
  isUntyped,
  isValid,
  underlying,
} from './predicates';
import { canBecome, convertForAssignment, representConstant, updateExprType } from './represent';
import { constantString } from './constantstring';
import { typeSet } from './typeset';
import type { Func, Type } from './types';
import { typ } from './universe';

/** Yes, or no with the reason if there is more to say than the types. */
type Verdict = true | { readonly cause: string };

const no: Verdict = { cause: '' };

/** Whether `x` may be assigned to a variable of type `target`. */
export function assignableTo(c: Checker, x: Operand, target: Type): Verdict {
  if (x.mode === 'invalid' || !isValid(target)) return true;
  const type = x.type;
  if (identical(type, target)) return true;
  const from = underlying(type);
  const to = underlying(target);
  if (isUntyped(from)) return canBecome(c, x, target) ? true : no;
  if (identical(from, to) && (!hasName(type) || !hasName(target))) return true;
  if (to.kind === 'interface' || isInterfacePointer(to)) {
    return implementsInterface(c, type, target);
  }
  if (from.kind === 'interface' && implementsInterface(c, target, type) === true) {
    return { cause: 'need type assertion' };
  }
  if (from.kind === 'chan' && from.dir === 'both' && to.kind === 'chan') {
    const same = identical(from.elem, to.elem);
    return same && (!hasName(type) || !hasName(target)) ? true : no;
  }
  return no;
}

/** Whether `type` implements the interface `target`. */
function implementsInterface(c: Checker, type: Type, target: Type): Verdict {
  const from = underlying(type);
  const to = underlying(target);
  if (!isValid(from) || !isValid(to)) return true;
  if (from.kind === 'pointer' && !isValid(underlying(from.elem))) return true;
  if (to.kind !== 'interface') {
    const detail = isInterfacePointer(to)
      ? `type ${c.typeText(target)} is pointer to interface, not interface`
      : `${c.typeText(target)} is not an interface`;
    return { cause: `${c.typeText(type)} does not implement ${c.typeText(target)} (${detail})` };
  }
  if (typeSet(to).length === 0) return true;
  const missing = missingMethodOf(c, type, target, false);
  if (missing === undefined) return true;
  return { cause: `${c.typeText(type)} does not implement ${c.typeText(target)} ${missing}` };
}

/** The cause `(missing method M)` and so on, or undefined if nothing is missing. */
function missingMethodOf(
  c: Checker,
  type: Type,
  target: Type,
  dynamic: boolean,
): string | undefined {
  const wanted = asInterface(target);
  if (wanted === undefined || !isValid(type)) return undefined;
  const missing = missingMethod(
    type,
    wanted,
    dynamic,
    c.qualifier,
    (t) => c.typeText(t),
    (method: Func) => {
      c.entries.objDecl(c, method);
    },
  );
  if (missing === undefined || hasInvalidEmbedded(type)) return undefined;
  return missing.cause;
}

/** Checks that a value of interface type may hold a `target`, for x.(T) and type switches. */
export function typeAssertion(
  c: Checker,
  e: Expr,
  x: Operand,
  target: Type,
  typeSwitch: boolean,
): void {
  if (isInterface(target)) return;
  const cause = missingMethodOf(c, target, x.type, true);
  if (cause === undefined) return;
  const type = c.typeText(target);
  if (typeSwitch) {
    const detail = `${c.operandText(x)} cannot have dynamic type ${type} ${cause}`;
    c.error(e, `impossible type switch case: ${exprString(e)}\n\t${detail}`);
    return;
  }
  const detail = `${type} does not implement ${c.typeText(x.type)} ${cause}`;
  c.error(e, `impossible type assertion: ${exprString(e)}\n\t${detail}`);
}

/**
 * Checks that `x` can be assigned to a variable of type `target` (undefined: any, with its default
 * type) and converts untyped operands. `context` ends the complaint: `cannot use … in context`.
 */
export function assignment(
  c: Checker,
  x: Operand,
  target: Type | undefined,
  context: string,
): void {
  singleValue(c, x);
  if (x.mode === 'invalid') return;
  if (x.mode === 'novalue' || x.mode === 'builtin' || x.mode === 'type') {
    const to = target === undefined ? '_' : c.typeText(target);
    c.error(x, `cannot assign ${c.operandText(x)} to ${to} in ${context}`);
    x.mode = 'invalid';
    return;
  }
  if (isUntyped(x.type)) {
    if (x.isNil() && target === undefined) {
      c.error(x, `use of untyped nil in ${context}`);
      x.mode = 'invalid';
      return;
    }
    const open = target === undefined || (isInterface(target) && !x.isNil());
    const wanted = open ? defaultType(x.type) : target;
    if (!convertForAssignment(c, x, wanted, context)) return;
  }
  if (target === undefined) return;
  const verdict = assignableTo(c, x, target);
  if (verdict === true) return;
  const why = verdict.cause === '' ? '' : `: ${verdict.cause}`;
  c.error(x, `cannot use ${c.operandText(x)} as ${c.typeText(target)} value in ${context}${why}`);
  x.mode = 'invalid';
}

/** Refuses the several results of a call where one value is wanted. */
export function singleValue(c: Checker, x: Operand): void {
  if (x.mode === 'value' && x.type.kind === 'tuple') {
    c.error(x, `multiple-value ${c.operandText(x)} in single-value context`);
    x.mode = 'invalid';
  }
}

// ----------------------------------------------------------------------------- explicit conversion

/** T(x): turns `x` into a value of type `target`, with the complaint if that is impossible. */
export function conversion(c: Checker, x: Operand, target: Type): void {
  const constant = x.mode === 'constant';
  let verdict: Verdict;
  if (constant && isConstType(target)) {
    const converted = convertConstant(x, target);
    if (converted === undefined && isInteger(x.type) && isInteger(target)) {
      const value = x.value === undefined ? '' : constantString(x.value);
      c.error(x, `constant ${value} overflows ${c.typeText(target)}`);
      x.mode = 'invalid';
      return;
    }
    verdict = converted === undefined ? no : true;
    if (converted !== undefined) x.value = converted.value;
  } else {
    verdict = convertibleTo(c, x, target);
    if (verdict === true) x.mode = 'value';
  }
  if (verdict !== true) {
    const why = verdict.cause === '' ? '' : `: ${verdict.cause}`;
    c.error(x, `cannot convert ${c.operandText(x)} to type ${c.typeText(target)}${why}`);
    x.mode = 'invalid';
    return;
  }
  if (isUntyped(x.type)) {
    let final = target;
    if (x.type !== typ.untypedNil) {
      if (isInterface(target) || (constant && !isConstType(target))) final = defaultType(x.type);
      else if (constant && isInteger(x.type) && isString(target)) final = x.type;
    }
    if (x.expr !== undefined) updateExprType(c, x.expr, final, true);
  }
  x.type = target;
}

/**
 * The converted value of a constant; `value` undefined means: unknown because of an earlier error.
 */
function convertConstant(x: Operand, target: Type): { value: Constant | undefined } | undefined {
  const to = underlying(target);
  if (to.kind !== 'basic') return undefined;
  if (x.value === undefined) return { value: undefined };
  const value = representConstant(x.value, to);
  if (value !== undefined) return { value };
  if (isInteger(x.type) && isString(to) && x.value.kind === 'int') {
    const rune = x.value.value;
    const valid = rune >= 0n && rune <= 0x10ffffn;
    return { value: makeString(encodeRune(valid ? Number(rune) : 0xfffd)) };
  }
  return undefined;
}

function convertibleTo(c: Checker, x: Operand, target: Type): Verdict {
  const assignable = assignableTo(c, x, target);
  if (assignable === true) return true;
  const from = underlying(x.type);
  const to = underlying(target);
  if (identicalIgnoreTags(from, to)) return true;
  if (x.type.kind === 'pointer' && target.kind === 'pointer') {
    if (identicalIgnoreTags(underlying(x.type.elem), underlying(target.elem))) return true;
  }
  const real = (t: Type): boolean => isInteger(t) || isFloat(t);
  if (real(from) && real(to)) return true;
  if (isComplex(from) && isComplex(to)) return true;
  if (isString(to) && (isInteger(from) || isBytesOrRunes(from))) return true;
  if (isString(from) && isBytesOrRunes(to)) return true;
  if (isUnsafePointer(to) && (from.kind === 'pointer' || isUintptr(from))) return true;
  if (isUnsafePointer(from) && (to.kind === 'pointer' || isUintptr(to))) return true;
  if (from.kind === 'slice') {
    const array = to.kind === 'pointer' ? underlying(to.elem) : to;
    if (array.kind === 'array' && identical(from.elem, array.elem)) return true;
  }
  return assignable;
}
