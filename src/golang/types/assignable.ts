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
import type { Operand } from './operand';
import {
  defaultType,
  hasName,
  isBytesOrRunes,
  isComplex,
  isConstType,
  isFloat,
  isInteger,
  isDynamic,
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
import { implementsInterface, lackingMethod } from './satisfy';
import type { Verdict } from './satisfy';
import { termsAll, underAll } from './typeset';
import type { Type, TypeParam } from './types';
import { typ } from './universe';

const no: Verdict = { cause: '' };

/** Whether `x` may be assigned to a variable of type `target`. */
export function assignableTo(c: Checker, x: Operand, target: Type): Verdict {
  if (x.mode === 'invalid' || !isValid(target)) return true;
  const type = x.type;
  if (identical(type, target)) return true;
  const from = underlying(type);
  const to = underlying(target);
  const generic = type.kind === 'typeparam' || target.kind === 'typeparam';
  if (isUntyped(from)) {
    if (target.kind !== 'typeparam') return canBecome(c, x, target) ? true : no;
    return termsAll(target, (t) => t !== undefined && canBecome(c, x, t.type)) ? true : no;
  }
  if (!generic && identical(from, to) && (!hasName(type) || !hasName(target))) return true;
  if ((to.kind === 'interface' && target.kind !== 'typeparam') || isInterfacePointer(to)) {
    const verdict = implementsInterface(c, type, target);
    if (verdict === true || type.kind !== 'typeparam') return verdict;
  }
  if (from.kind === 'interface' && type.kind !== 'typeparam') {
    if (implementsInterface(c, target, type) === true) return { cause: 'need type assertion' };
  }
  if (from.kind === 'chan' && from.dir === 'both' && to.kind === 'chan') {
    const same = identical(from.elem, to.elem);
    if (same) return !hasName(type) || !hasName(target) ? true : no;
  }
  return generic ? assignableTerms(c, x, target) : no;
}

/** Between a type parameter and a type without a name: every type of its type set must do. */
function assignableTerms(c: Checker, x: Operand, target: Type): Verdict {
  const { type } = x;
  let verdict: Verdict = no;
  const says = (why: { readonly cause: string }, text: string): Verdict => ({
    cause: why.cause === '' ? text : `${text}\n\t${why.cause}`,
  });
  if (!hasName(type) && target.kind === 'typeparam') {
    termsAll(target, (t) => {
      if (t === undefined) return false;
      verdict = assignableTo(c, x, t.type);
      if (verdict === true) return true;
      const text = `cannot assign ${c.typeText(type)} to ${c.typeText(t.type)}`;
      verdict = says(verdict, `${text} (in ${c.typeText(target)})`);
      return false;
    });
  } else if (type.kind === 'typeparam' && !hasName(target)) {
    const y = x.copy();
    termsAll(type, (t) => {
      if (t === undefined) return false;
      y.type = t.type;
      verdict = assignableTo(c, y, target);
      if (verdict === true) return true;
      const text = `cannot assign ${c.typeText(t.type)} (in ${c.typeText(type)})`;
      verdict = says(verdict, `${text} to ${c.typeText(target)}`);
      return false;
    });
  }
  return verdict;
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
  const cause = lackingMethod(c, target, x.type, identical, true);
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
    const open = target === undefined || (isDynamic(target) && !x.isNil());
    const wanted = open ? defaultType(x.type) : target;
    if (!convertForAssignment(c, x, wanted, context)) return;
  }
  if (x.type.kind === 'signature' && x.type.tparams.length > 0) {
    const what = `generic function ${c.operandText(x)} without instantiation`;
    c.error(x, `cannot use ${what} in ${context}`);
    x.mode = 'invalid';
    return;
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
  } else if (constant && target.kind === 'typeparam') {
    verdict = constantToTypeParam(c, x, target);
    x.mode = 'value';
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
      if (isDynamic(target) || (constant && !isConstType(target))) final = defaultType(x.type);
      else if (x.mode === 'constant' && isInteger(x.type) && isString(target)) final = x.type;
    }
    if (x.expr !== undefined) updateExprType(c, x.expr, final, true);
  }
  x.type = target;
}

/** A constant can become every type a type parameter stands for. */
function constantToTypeParam(c: Checker, x: Operand, target: TypeParam): Verdict {
  let verdict: Verdict = true;
  underAll(target, (u) => {
    if (u === undefined) {
      verdict = { cause: `${c.typeText(target)} does not contain specific types` };
      return false;
    }
    if (isString(x.type) && isBytesOrRunes(u)) return true;
    if (convertConstant(x, u) !== undefined) return true;
    const where = `(in ${c.typeText(target)})`;
    if (isInteger(x.type) && isInteger(u)) {
      const value = x.value === undefined ? '' : constantString(x.value);
      verdict = { cause: `constant ${value} overflows ${c.typeText(u)} ${where}` };
    } else {
      verdict = { cause: `cannot convert ${c.operandText(x)} to type ${c.typeText(u)} ${where}` };
    }
    return false;
  });
  return verdict;
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

/** LONG: the list of conversions. */
function convertibleTo(c: Checker, x: Operand, target: Type): Verdict {
  const assignable = assignableTo(c, x, target);
  if (assignable === true) return true;
  const from = underlying(x.type);
  const to = underlying(target);
  const generic = x.type.kind === 'typeparam' || target.kind === 'typeparam';
  if (!generic && identicalIgnoreTags(from, to)) return true;
  if (x.type.kind === 'pointer' && target.kind === 'pointer') {
    const [a, b] = [x.type.elem, target.elem];
    const open = a.kind === 'typeparam' || b.kind === 'typeparam';
    if (!open && identicalIgnoreTags(underlying(a), underlying(b))) return true;
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
  return generic ? convertibleTerms(c, x, target, assignable) : assignable;
}

/** Every type a type parameter stands for must be convertible. */
function convertibleTerms(
  c: Checker,
  x: Operand,
  target: Type,
  assignable: { readonly cause: string },
): Verdict {
  const { type } = x;
  let verdict: Verdict = assignable;
  const fails = (why: { readonly cause: string }, text: string): false => {
    const before = why.cause === '' ? assignable.cause : why.cause;
    verdict = { cause: before === '' ? text : `${text}\n\t${before}` };
    return false;
  };
  const isTarget = target.kind === 'typeparam';
  const y = x.copy();
  const each = (from: Type, where: string): boolean => {
    y.type = from;
    if (!isTarget) {
      const found = convertibleTo(c, y, target);
      if (found === true) return true;
      return fails(
        found,
        `cannot convert ${c.typeText(from)}${where} to type ${c.typeText(target)}`,
      );
    }
    return termsAll(target, (t) => {
      if (t === undefined) return false;
      const found = convertibleTo(c, y, t.type);
      if (found === true) return true;
      const to = `${c.typeText(t.type)} (in ${c.typeText(target)})`;
      return fails(found, `cannot convert ${c.typeText(from)}${where} to type ${to}`);
    });
  };
  const all =
    type.kind === 'typeparam'
      ? termsAll(type, (t) => t !== undefined && each(t.type, ` (in ${c.typeText(type)})`))
      : each(type, '');
  return all ? true : verdict;
}
