/**
 * Questions about checked syntax: what the checker wrote into the nodes, as lowering wants it.
 */

import type { Expr, Name } from '../syntax/nodes';
import type { Constant } from '../types/constant';
import { missingMethod } from '../types/lookup';
import { isUntyped, underlying } from '../types/predicates';
import { representConstant } from '../types/represent';
import type { Obj, Type } from '../types/types';
import { typ } from '../types/universe';
import { identical } from '../types/identity';

/** The expression without parentheses around it. */
export function unparen(e: Expr): Expr {
  let inner = e;
  while (inner.kind === 'ParenExpr') inner = inner.x;
  return inner;
}

/** What a name or a package-qualified name denotes, with or without type arguments. */
export function objectOf(e: Expr): Obj | undefined {
  if (e.kind === 'Name') return e.obj;
  if (e.kind === 'SelectorExpr' && isPackageName(e.x)) return e.sel.obj;
  if (e.kind !== 'IndexExpr') return undefined;
  // `f[T]`: the name denotes the instance.
  const obj = objectOf(unparen(e.x));
  return obj?.kind === 'func' ? obj : undefined;
}

function isPackageName(e: Expr): e is Name {
  return e.kind === 'Name' && e.obj?.kind === 'pkgname';
}

/** The type the checker gave an expression, untyped leftovers made concrete. */
export function typeOf(e: Expr): Type {
  const type = e.type ?? typ.invalid;
  if (!isUntyped(type)) return type;
  switch (type.basic) {
    case 'untyped bool':
      return typ.bool;
    case 'untyped string':
      return typ.string;
    case 'untyped rune':
      return typ.rune;
    case 'untyped nil':
      return type;
    default:
      // Constant shift counts and the like: any integer type would do.
      return e.value !== undefined && isNegative(e) ? typ.int : typ.uint;
  }
}

function isNegative(e: Expr): boolean {
  return e.value?.kind === 'int' && e.value.value < 0n;
}

/** The predeclared nil, in parentheses or not. */
export function isNil(e: Expr): boolean {
  return objectOf(unparen(e))?.kind === 'nil';
}

/** The value of a constant boolean expression. */
export function constantBool(e: Expr): boolean | undefined {
  return e.mode === 'constant' && e.value?.kind === 'bool' ? e.value.value : undefined;
}

/** The constant as values of the type are written: `1` of a float type is the float 1. */
export function representValue(value: Constant, type: Type): Constant {
  const u = underlying(type);
  return u.kind === 'basic' ? (representConstant(value, u) ?? value) : value;
}

/** Whether values of `type` have the methods of interface `target`. */
export function implementsType(type: Type, target: Type): boolean {
  const wanted = underlying(target);
  if (wanted.kind !== 'interface') return false;
  const nothing = (): void => undefined;
  const noText = (): string => '';
  return missingMethod(type, wanted, false, noText, noText, nothing, identical) === undefined;
}
