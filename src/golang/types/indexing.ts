/**
 * Index and slice expressions.
 */

import type { Expr, IndexExpr, SliceExpr } from '../syntax/nodes';
import { assignment } from './assignable';
import type { Checker } from './context';
import { sign } from './constant';
import { constantString } from './constantstring';
import { expr, genericExprOrType, markAddressTaken, use } from './entry';
import { Operand, valueOperand } from './operand';
import { isString, isUntyped, isValid, underlying } from './predicates';
import { convertUntyped, representConstant } from './represent';
import { Slice } from './types';
import type { Type, TypeParam } from './types';
import { typ } from './universe';
import { allInteger, members } from './typeset';
import { identical } from './identity';
import { varType } from './vartype';

/**
 * x[i], or an instantiation of a type. The result says that `x` is a generic function, whose type
 * arguments the indices are: what they are is not looked at yet.
 */
export function indexExpr(c: Checker, x: Operand, e: IndexExpr): boolean {
  genericExprOrType(c, x, e.x);
  if (x.mode === 'invalid') {
    use(c, e.indices);
    return false;
  }
  if (x.mode === 'type') {
    x.type = varType(c, e);
    x.mode = isValid(x.type) ? 'type' : 'invalid';
    return false;
  }
  if (x.mode === 'builtin') {
    c.error(e.pos, `cannot index ${c.operandText(x)}`);
    use(c, e.indices);
    x.mode = 'invalid';
    return false;
  }
  const u = underlying(x.type);
  if (u.kind === 'signature' && u.tparams.length > 0) return true;
  const map = x.type.kind === 'typeparam' ? indexedMap(x.type) : u;
  if (map?.kind === 'map') {
    const index = singleIndex(c, e);
    const key = new Operand();
    if (index !== undefined) expr(c, key, index);
    assignment(c, key, map.key, 'map index');
    x.mode = index === undefined ? 'invalid' : 'mapindex';
    x.type = map.elem;
    return false;
  }
  const length = x.type.kind === 'typeparam' ? indexedParam(x, x.type) : indexed(x);
  if (length === undefined) {
    const hidden = u.kind === 'pointer' && !isValid(underlying(u.elem));
    if (!hidden) c.error(e.pos, `cannot index ${c.operandText(x)}`);
    use(c, e.indices);
    x.mode = 'invalid';
    return false;
  }
  const index = singleIndex(c, e);
  if (index === undefined) {
    x.mode = 'invalid';
    return false;
  }
  checkIndex(c, index, length);
  return false;
}

/** The map type that all types of a type parameter share, if they are maps. */
function indexedMap(type: TypeParam): Type | undefined {
  const list = members(type).map((m) => m.under);
  const [first] = list;
  if (first?.kind !== 'map') return undefined;
  const same = list.every(
    (u) => u?.kind === 'map' && identical(u.key, first.key) && identical(u.elem, first.elem),
  );
  return same ? first : undefined;
}

/** As `indexed`, where all types of a type parameter can be indexed and have the same elements. */
function indexedParam(x: Operand, type: TypeParam): number | undefined {
  let elem: Type | undefined;
  let length = -1;
  let { mode } = x;
  if (mode === 'variable' || mode === 'value') mode = 'variable';
  for (const { under } of members(type)) {
    if (under === undefined) return undefined;
    const one = valueOperand(x.expr, under);
    one.mode = x.mode;
    const found = under.kind === 'map' ? undefined : indexed(one);
    if (found === undefined) return undefined;
    if (elem !== undefined && !identical(elem, one.type)) return undefined;
    if (elem === undefined || (found >= 0 && found < length)) length = found;
    elem ??= one.type;
    if (one.mode !== 'variable') mode = 'value';
  }
  if (elem === undefined) return undefined;
  x.mode = mode;
  x.type = elem;
  return length;
}

/**
 * Turns an operand into its element; the result is its constant length, -1 if that is not known.
 */
function indexed(x: Operand): number | undefined {
  const u = underlying(x.type);
  switch (u.kind) {
    case 'basic': {
      if (!isString(u)) return undefined;
      const constant = x.mode === 'constant' && x.value?.kind === 'string' ? x.value : undefined;
      x.mode = 'value';
      x.type = typ.byte;
      x.value = undefined;
      return constant === undefined ? -1 : constant.value.length;
    }
    case 'array':
      if (x.mode !== 'variable') x.mode = 'value';
      x.type = u.elem;
      return u.length;
    case 'pointer': {
      const array = underlying(u.elem);
      if (array.kind !== 'array') return undefined;
      x.mode = 'variable';
      x.type = array.elem;
      return array.length;
    }
    case 'slice':
      x.mode = 'variable';
      x.type = u.elem;
      return -1;
    default:
      return undefined;
  }
}

function singleIndex(c: Checker, e: IndexExpr): Expr | undefined {
  const second = e.indices[1];
  if (second !== undefined) c.error(second, 'invalid operation: more than one index');
  return e.indices[0];
}

/** Type and constant value of an index; value -1 if it is not constant or out of range. */
export function checkIndex(c: Checker, index: Expr, max: number): { type: Type; value: number } {
  const x = new Operand();
  expr(c, x, index);
  if (!isValidIndex(c, x, 'index', false)) return { type: typ.invalid, value: -1 };
  if (x.mode !== 'constant') return { type: x.type, value: -1 };
  if (x.value?.kind !== 'int') return { type: typ.invalid, value: -1 };
  if (max >= 0 && x.value.value >= BigInt(max)) {
    const value = constantString(x.value);
    c.error(x, `invalid argument: index ${value} out of bounds [0:${max}]`);
    return { type: typ.invalid, value: -1 };
  }
  return { type: x.type, value: Number(x.value.value) };
}

/** Checks that an operand can be an index, length or capacity. */
export function isValidIndex(
  c: Checker,
  x: Operand,
  what: string,
  allowNegative: boolean,
): boolean {
  if (x.mode === 'invalid') return false;
  convertUntyped(c, x, typ.int);
  if (x.isInvalid()) return false;
  if (!allInteger(x.type)) {
    c.error(x, `invalid argument: ${what} ${c.operandText(x)} must be integer`);
    return false;
  }
  if (x.mode === 'constant' && x.value !== undefined) {
    if (!allowNegative && sign(x.value) < 0) {
      c.error(x, `invalid argument: ${what} ${c.operandText(x)} must not be negative`);
      return false;
    }
    const value = representConstant(x.value, typ.int);
    if (value === undefined) {
      c.error(x, `invalid argument: ${what} ${c.operandText(x)} overflows int`);
      return false;
    }
    x.value = value;
  }
  return true;
}

export function sliceExpr(c: Checker, x: Operand, e: SliceExpr): void {
  expr(c, x, e.x);
  if (x.mode === 'invalid') {
    use(
      c,
      e.index.filter((i) => i !== undefined),
    );
    return;
  }
  const length = sliced(c, x, e);
  if (length === undefined) {
    x.mode = 'invalid';
    return;
  }
  x.mode = 'value';
  x.value = undefined;
  const constants = e.index.map((index, i) => {
    if (index !== undefined) return checkIndex(c, index, length < 0 ? -1 : length + 1).value;
    return i === 0 ? 0 : length;
  });
  checkSliceOrder(c, e, constants);
}

/**
 * Turns an operand into the slice's type; undefined after a complaint, else its constant length.
 */
function sliced(c: Checker, x: Operand, e: SliceExpr): number | undefined {
  const u = x.type.kind === 'typeparam' ? slicedParam(c, x, x.type) : underlying(x.type);
  if (u === undefined) return undefined;
  switch (u.kind) {
    case 'basic': {
      if (!isString(u)) break;
      if (e.full) {
        c.error(e.index[2] ?? e, 'invalid operation: 3-index slice of string');
        return undefined;
      }
      const length = x.value?.kind === 'string' ? x.value.value.length : -1;
      if (isUntyped(x.type)) x.type = typ.string;
      return length;
    }
    case 'array':
      if (x.mode !== 'variable') {
        c.error(x, `cannot slice unaddressable value ${c.operandText(x)}`);
        return undefined;
      }
      markAddressTaken(e.x);
      x.type = new Slice(u.elem);
      return u.length;
    case 'pointer': {
      const array = underlying(u.elem);
      if (array.kind !== 'array') break;
      x.type = new Slice(array.elem);
      return array.length;
    }
    case 'slice':
      return -1;
    default:
  }
  c.error(x, `cannot slice ${c.operandText(x)}`);
  return undefined;
}

/** The underlying type all types of a type parameter share; strings count as byte slices. */
function slicedParam(c: Checker, x: Operand, type: TypeParam): Type | undefined {
  let first: Type | undefined;
  let common: Type | undefined;
  let hasString = false;
  for (const { type: t = type, under } of members(type)) {
    if (under === undefined) {
      const why = `no specific type in ${c.typeText(type)}`;
      c.error(x, `cannot slice ${c.operandText(x)}: ${why}`);
      return undefined;
    }
    if (isString(under)) hasString = true;
    const u = isString(under) ? new Slice(typ.byte) : under;
    if (common === undefined) {
      first = t;
      common = u;
    } else if (!identical(common, u)) {
      const both = `${c.typeText(first ?? t)} and ${c.typeText(t)}`;
      c.error(x, `cannot slice ${c.operandText(x)}: ${both} have different underlying types`);
      common = undefined;
      break;
    }
  }
  return hasString ? typ.string : common;
}

function checkSliceOrder(c: Checker, e: SliceExpr, constants: readonly number[]): void {
  for (let i = 0; i < constants.length - 1; i++) {
    const low = constants[i] ?? -1;
    for (let j = i + 1; low > 0 && j < constants.length; j++) {
      const high = constants[j] ?? -1;
      if (high >= 0 && high < low) {
        c.error(e.index[j] ?? e, `invalid slice indices: ${high} < ${low}`);
        return;
      }
    }
  }
}
