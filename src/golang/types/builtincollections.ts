/**
 * append, copy, len, cap, clear, close, delete, make and new.
 */

import type { CallExpr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { checkArguments } from './arguments';
import { assignment } from './assignable';
import { fail, recordSignature, result } from './builtinrule';
import type { BuiltinRule } from './builtinrule';
import type { Checker } from './context';
import { makeInt } from './constant';
import type { Constant } from './constant';
import { exprOrType } from './entry';
import { exprString } from '../syntax/exprstring';
import { identical } from './identity';
import { checkIndex } from './indexing';
import type { Operand } from './operand';
import {
  arrayPointerDeref,
  isByteSlice,
  isString,
  isUntyped,
  isValid,
  underlying,
} from './predicates';
import { convertUntyped } from './represent';
import { Pointer, Signature, Slice, Tuple, Var } from './types';
import { typ } from './universe';

// ------------------------------------------------------------------------------------ append, copy

function sliceProblem(c: Checker, x: Operand): string | undefined {
  if (underlying(x.type).kind === 'slice') return undefined;
  return `argument must be a slice; have ${x.isNil() ? 'untyped nil' : c.operandText(x)}`;
}

export function checkAppend(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  const problem = sliceProblem(c, x);
  const u = underlying(x.type);
  if (problem !== undefined || u.kind !== 'slice') {
    fail(c, x, `invalid append: ${problem ?? ''}`);
    return;
  }
  const type = x.type;
  const [, second] = args;
  const spreadString =
    args.length === 2 &&
    call.hasDots &&
    second !== undefined &&
    isByteSlice(type) &&
    isString(second.type);
  if (spreadString) {
    if (isUntyped(second.type)) convertUntyped(c, second, typ.string);
    recordSignature(call, type, [type, second.type]);
  } else {
    const params = [type, new Slice(u.elem)].map(
      (t) => new Var(0 as Pos, undefined, '', t, 'param'),
    );
    const results = new Tuple([new Var(0 as Pos, undefined, '', type, 'result')]);
    const sig = new Signature(undefined, new Tuple(params), results, true);
    checkArguments(c, call, sig, args);
    call.fun.type = sig;
  }
  x.mode = 'value';
  x.type = type;
}

export function checkCopy(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
  const [, y] = args;
  if (y === undefined) return;
  const to = underlying(x.type);
  const from = underlying(y.type);
  const bytesFromString = isByteSlice(to) && isString(from);
  if (!bytesFromString) {
    const problem = sliceProblem(c, x);
    if (problem !== undefined || to.kind !== 'slice') {
      fail(c, x, `invalid copy: ${problem ?? ''}`);
      return;
    }
    if (from.kind !== 'slice' && !isString(from)) {
      c.error(y, `invalid copy: ${sliceProblem(c, y) ?? ''}`);
      x.mode = 'invalid';
      return;
    }
    const elem = from.kind === 'slice' ? from.elem : typ.byte;
    if (!identical(to.elem, elem)) {
      const operands = `arguments ${c.operandText(x)} and ${c.operandText(y)}`;
      const types = `${c.typeText(to.elem)} and ${c.typeText(elem)}`;
      fail(c, x, `invalid copy: ${operands} have different element types ${types}`);
      return;
    }
  } else if (isUntyped(y.type)) convertUntyped(c, y, typ.string);
  result(x, call, typ.int, [x.type, y.type]);
}

// --------------------------------------------------------------------------------- len, cap, clear

export function checkLength(id: 'len' | 'cap'): BuiltinRule['check'] {
  return (c, x, _args, call) => {
    const u = arrayPointerDeref(underlying(x.type));
    let value: Constant | undefined;
    let constant = false;
    let valid = false;
    if (u.kind === 'basic') {
      valid = isString(u) && id === 'len';
      if (valid && x.mode === 'constant') {
        constant = true;
        if (x.value?.kind === 'string') value = makeInt(x.value.value.length);
      }
    } else if (u.kind === 'array') {
      valid = true;
      // The length of an array is constant unless computing the array does something.
      constant = !c.env.hasCallOrRecv;
      if (u.length >= 0) value = makeInt(u.length);
    } else if (u.kind === 'slice' || u.kind === 'chan') valid = true;
    else if (u.kind === 'map') valid = id === 'len';
    if (!valid) {
      if (isValid(u)) c.error(x, `invalid argument: ${c.operandText(x)} for built-in ${id}`);
      x.mode = 'invalid';
      return;
    }
    if (constant) {
      x.mode = 'constant';
      x.type = typ.int;
      x.value = value;
      return;
    }
    if (isUntyped(x.type)) convertUntyped(c, x, typ.string);
    result(x, call, typ.int, [x.type]);
  };
}

export function checkClear(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
  const { kind } = underlying(x.type);
  if (kind !== 'map' && kind !== 'slice') {
    const text = `cannot clear ${c.operandText(x)}: argument must be`;
    fail(c, x, `invalid argument: ${text} (or constrained by) map or slice`);
    return;
  }
  result(x, call, undefined, [x.type]);
}

export function checkClose(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
  const u = underlying(x.type);
  if (u.kind !== 'chan') {
    fail(c, x, `invalid operation: cannot close non-channel ${c.operandText(x)}`);
    return;
  }
  if (u.dir === 'recv') {
    fail(c, x, `invalid operation: cannot close receive-only channel ${c.operandText(x)}`);
    return;
  }
  result(x, call, undefined, [x.type]);
}

export function checkDelete(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  const map = x.type;
  const u = underlying(map);
  if (u.kind !== 'map') {
    fail(c, x, `invalid argument: ${c.operandText(x)} is not a map`);
    return;
  }
  const [, key] = args;
  if (key === undefined) return;
  x.assign(key);
  assignment(c, x, u.key, 'argument to delete');
  if (x.mode === 'invalid') return;
  result(x, call, undefined, [map, u.key]);
}

export function checkMake(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const [typeExpr, ...sizes] = call.args;
  if (typeExpr === undefined) return;
  const type = c.entries.typeExpr(c, typeExpr);
  if (!isValid(type)) return;
  const { kind } = underlying(type);
  if (kind !== 'slice' && kind !== 'map' && kind !== 'chan') {
    const text = `cannot make ${exprString(typeExpr)}: type must be slice, map, or channel`;
    c.error(typeExpr, `invalid argument: ${text}`);
    return;
  }
  const min = kind === 'slice' ? 2 : 1;
  const count = call.args.length;
  if (count < min || count > min + 1) {
    const text = `${exprString(call)} expects ${min} or ${min + 1} arguments; found ${count}`;
    c.error(call, `invalid operation: ${text}`);
    return;
  }
  const found = sizes.map((size) => checkIndex(c, size, -1));
  const [length, capacity] = found.map((f) => f.value);
  if (length !== undefined && capacity !== undefined && capacity >= 0 && length > capacity) {
    c.error(sizes[0] ?? call, 'invalid argument: length and capacity swapped');
  }
  result(x, call, type, [type, ...found.map((f) => f.type)]);
}

export function checkNew(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const [arg] = call.args;
  if (arg === undefined) return;
  exprOrType(c, x, arg);
  if (x.mode === 'invalid') return;
  if (x.mode === 'builtin') {
    fail(c, x, `${c.operandText(x)} must be called`);
    return;
  }
  // new(expr) allocates a variable with the value of expr (Go 1.26).
  if (x.mode !== 'type' && isUntyped(x.type)) {
    assignment(c, x, undefined, 'argument to new');
    if (x.isInvalid()) return;
  }
  result(x, call, new Pointer(x.type), [x.type]);
}
