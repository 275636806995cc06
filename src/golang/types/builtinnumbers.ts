/**
 * complex, real, imag, min and max.
 */

import type { CallExpr } from '../syntax/nodes';
import { assignment } from './assignable';
import { fail, recordSignature, result } from './builtinrule';
import type { BuiltinRule } from './builtinrule';
import type { Checker } from './context';
import { makeInt, toComplex, toFloat } from './constant';
import { compareConstants } from './constantop';
import { exprString } from '../syntax/exprstring';
import { identical } from './identity';
import type { Operand } from './operand';
import { matchTypes } from './operators';
import { isNumeric, isUntyped, underlying } from './predicates';
import { convertUntyped, updateExprType } from './represent';
import type { BuiltinName, Term, Type } from './types';
import { emptyInterface, typ } from './universe';
import { allOrdered, termsAll } from './typeset';
import { Interface, TypeName, TypeParam, Union } from './types';
import type { Pos } from '../syntax/pos';

export function checkComplex(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  const [, y] = args;
  if (y === undefined) return;
  const untypedX = isUntyped(x.type);
  const untypedY = isUntyped(y.type);
  if (untypedX && !untypedY) convertUntyped(c, x, y.type);
  else if (!untypedX && untypedY) convertUntyped(c, y, x.type);
  else if (untypedX && untypedY) {
    if (x.mode === 'constant' && y.mode === 'constant') {
      for (const part of [x, y]) {
        const real = part.value === undefined ? undefined : toFloat(part.value);
        if (isNumeric(part.type) && real !== undefined) part.type = typ.untypedFloat;
      }
    } else {
      convertUntyped(c, x, typ.float64);
      convertUntyped(c, y, typ.float64);
    }
  }
  if (x.mode === 'invalid' || y.mode === 'invalid') {
    x.mode = 'invalid';
    return;
  }
  if (!identical(x.type, y.type)) {
    const types = `(mismatched types ${c.typeText(x.type)} and ${c.typeText(y.type)})`;
    fail(c, x, `invalid operation: ${exprString(call)} ${types}`);
    return;
  }
  const type = mapped(c, x, complexOf, 'complex');
  if (type === undefined) {
    const text = `arguments have type ${c.typeText(x.type)}, expected floating-point`;
    fail(c, x, `invalid argument: ${text}`);
    return;
  }
  if (x.mode === 'constant' && y.mode === 'constant') {
    const re = x.value === undefined ? undefined : toFloat(x.value);
    const im = y.value === undefined ? undefined : toFloat(y.value);
    x.value = re === undefined || im === undefined ? undefined : { kind: 'complex', re, im };
    x.type = type;
    return;
  }
  result(x, call, type, [x.type, x.type]);
}

/** The type that belongs to a number's; for type parameters gc does not support it. */
function mapped(
  c: Checker,
  x: Operand,
  table: Partial<Record<string, Type>>,
  id: BuiltinName,
): Type | undefined {
  const of = (t: Type | undefined): Type | undefined => {
    const u = t === undefined ? undefined : underlying(t);
    return u?.kind === 'basic' ? table[u.basic] : undefined;
  };
  const { type } = x;
  if (type.kind !== 'typeparam') return of(type);
  const terms: Term[] = [];
  const all = termsAll(type, (t) => {
    const mappedType = of(t?.type);
    if (t === undefined || mappedType === undefined) return false;
    terms.push({ tilde: t.tilde, type: mappedType });
    return true;
  });
  if (!all) return undefined;
  const what = `${c.operandText(x)} not supported as argument to built-in ${id}`;
  c.error(x, `${what} for go1.18 (see go.dev/issue/50937)`);
  const obj = new TypeName(0 as Pos, c.pkg, type.obj.name, typ.invalid);
  const bound = new Interface([], [new Union(terms)], [0 as Pos]);
  const param = new TypeParam(obj, type.index, bound);
  obj.type = param;
  return param;
}

const complexOf: Partial<Record<string, Type>> = {
  float32: typ.complex64,
  float64: typ.complex128,
  'untyped float': typ.untypedComplex,
};

const partOf: Partial<Record<string, Type>> = {
  complex64: typ.float32,
  complex128: typ.float64,
  'untyped complex': typ.untypedFloat,
};

export function checkPart(id: 'real' | 'imag'): BuiltinRule['check'] {
  return (c, x, _args, call) => {
    if (isUntyped(x.type)) {
      if (x.mode !== 'constant') convertUntyped(c, x, typ.complex128);
      else if (isNumeric(x.type)) x.type = typ.untypedComplex;
      if (x.mode === 'invalid') return;
    }
    const type = mapped(c, x, partOf, id);
    if (type === undefined) {
      const text = `argument has type ${c.typeText(x.type)}, expected complex type`;
      fail(c, x, `invalid argument: ${text}`);
      return;
    }
    if (x.mode === 'constant') {
      const z = x.value === undefined ? undefined : toComplex(x.value);
      x.value = id === 'real' ? z?.re : z?.im;
      x.type = type;
      return;
    }
    result(x, call, type, [x.type]);
  };
}

export function checkMinMax(id: 'min' | 'max'): BuiltinRule['check'] {
  return (c, x, args, call) => {
    for (const [i, arg] of args.entries()) {
      if (!allOrdered(arg.type)) {
        c.error(arg, `invalid argument: ${c.operandText(arg)} cannot be ordered`);
        x.mode = 'invalid';
        return;
      }
      if (i === 0) continue;
      matchTypes(c, x, arg);
      if (x.mode === 'invalid') return;
      if (!identical(x.type, arg.type)) {
        const previous = `${c.typeText(x.type)} (previous argument)`;
        const text = arg.expr === undefined ? '' : exprString(arg.expr);
        const own = `${c.typeText(arg.type)} (type of ${text})`;
        c.error(arg, `invalid argument: mismatched types ${previous} and ${own}`);
        x.mode = 'invalid';
        return;
      }
      if (x.mode === 'constant' && arg.mode === 'constant') {
        const both = x.value !== undefined && arg.value !== undefined;
        const op = id === 'min' ? '<' : '>';
        if (both && compareConstants(arg.value ?? makeInt(0), op, x.value ?? makeInt(0))) {
          x.assign(arg);
        }
      } else x.mode = 'value';
    }
    if (x.mode !== 'constant') {
      x.mode = 'value';
      // The value must have a type of its own: an untyped result cannot be computed at run time.
      assignment(c, x, emptyInterface, `argument to built-in ${id}`);
      if (x.isInvalid()) return;
    }
    for (const arg of args) {
      if (arg.expr !== undefined) updateExprType(c, arg.expr, x.type, true);
    }
    if (x.mode !== 'constant') {
      recordSignature(
        call,
        x.type,
        args.map(() => x.type),
      );
    }
  };
}
