/**
 * append, copy, len, cap, clear, close, delete, make and new.
 */

import type { CallExpr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { checkArguments } from './arguments';
import { assignableTo, assignment } from './assignable';
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
import { arrayPointerDeref, isString, isUntyped, isValid, underlying } from './predicates';
import { convertUntyped } from './represent';
import { Pointer, Signature, Slice, Tuple, Var } from './types';
import { typ } from './universe';
import { allString, commonUnder, members, underAll } from './typeset';
import { validVarType, varType } from './vartype';
import type { Type } from './types';

// ------------------------------------------------------------------------------------ append, copy

/** The element type of the slices an operand may be, or what is wrong. */
function sliceElem(c: Checker, x: Operand): { elem: Type } | { problem: string } {
  let elem: Type | undefined;
  for (const { under } of members(x.type)) {
    if (under?.kind !== 'slice') {
      const have = x.isNil() ? 'untyped nil' : c.operandText(x);
      return { problem: `argument must be a slice; have ${have}` };
    }
    if (elem === undefined) elem = under.elem;
    else if (!identical(elem, under.elem)) {
      const types = `${c.typeText(elem)} and ${c.typeText(under.elem)} in ${c.operandText(x)}`;
      return { problem: `mismatched slice element types ${types}` };
    }
  }
  return { elem: elem ?? typ.invalid };
}

/** Whether bytes can come from an operand: strings, or byte slices, or both. */
function isBytesOrString(type: Type): 'no' | 'bytes' | 'string' {
  let hasString = false;
  const all = underAll(type, (u) => {
    if (u === undefined) return false;
    if (isString(u)) {
      hasString = true;
      return true;
    }
    return u.kind === 'slice' && identical(u.elem, typ.byte);
  });
  return !all ? 'no' : hasString ? 'string' : 'bytes';
}

export function checkAppend(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  const found = sliceElem(c, x);
  if ('problem' in found) {
    fail(c, x, `invalid append: ${found.problem}`);
    return;
  }
  const type = x.type;
  const [, second] = args;
  const spreadString =
    args.length === 2 &&
    call.hasDots &&
    second !== undefined &&
    assignableTo(c, x, new Slice(typ.byte)) === true &&
    isBytesOrString(second.type) === 'string';
  if (spreadString) {
    if (isUntyped(second.type)) convertUntyped(c, second, typ.string);
    recordSignature(call, type, [type, second.type]);
  } else {
    const params = [type, new Slice(found.elem)].map(
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
  const special =
    assignableTo(c, x, new Slice(typ.byte)) === true && isBytesOrString(y.type) !== 'no';
  if (!special) {
    const to = sliceElem(c, x);
    if ('problem' in to) {
      fail(c, x, `invalid copy: ${to.problem}`);
      return;
    }
    let from = sliceElem(c, y);
    if ('problem' in from) {
      if (!allString(y.type)) {
        c.error(y, `invalid copy: ${from.problem}`);
        x.mode = 'invalid';
        return;
      }
      from = { elem: typ.byte };
    }
    if (!identical(to.elem, from.elem)) {
      const operands = `arguments ${c.operandText(x)} and ${c.operandText(y)}`;
      const types = `${c.typeText(to.elem)} and ${c.typeText(from.elem)}`;
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
    else if (x.type.kind === 'typeparam') valid = underAll(x.type, (t) => hasLength(t, id));
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

function hasLength(under: Type | undefined, id: 'len' | 'cap'): boolean {
  if (under === undefined) return false;
  const u = arrayPointerDeref(under);
  if (u.kind === 'array' || u.kind === 'slice' || u.kind === 'chan') return true;
  return id === 'len' && (u.kind === 'map' || isString(u));
}

export function checkClear(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
  if (!underAll(x.type, (u) => u?.kind === 'map' || u?.kind === 'slice')) {
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
  let problem: string | undefined;
  underAll(x.type, (u) => {
    if (u?.kind !== 'chan') problem = 'non-channel';
    else if (u.dir === 'recv') problem = 'receive-only channel';
    return problem === undefined;
  });
  if (problem !== undefined) {
    fail(c, x, `invalid operation: cannot close ${problem} ${c.operandText(x)}`);
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
  let keyType: Type | undefined;
  let problem: string | undefined;
  underAll(map, (u) => {
    if (u?.kind !== 'map') problem = `${c.operandText(x)} is not a map`;
    else if (keyType !== undefined && !identical(keyType, u.key)) {
      problem = `maps of ${c.operandText(x)} must have identical key types`;
    } else keyType = u.key;
    return problem === undefined;
  });
  if (problem !== undefined) {
    fail(c, x, `invalid argument: ${problem}`);
    return;
  }
  const [, key] = args;
  if (key === undefined || keyType === undefined) return;
  x.assign(key);
  assignment(c, x, keyType, 'argument to delete');
  if (x.mode === 'invalid') return;
  result(x, call, undefined, [map, keyType]);
}

export function checkMake(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const [typeExpr, ...sizes] = call.args;
  if (typeExpr === undefined) return;
  const type = varType(c, typeExpr);
  if (!isValid(type)) return;
  const common = commonUnder(
    type,
    (t) => c.typeText(t),
    (_, u) => {
      if (u === undefined) return 'no specific type';
      const ok = u.kind === 'slice' || u.kind === 'map' || u.kind === 'chan';
      return ok ? undefined : 'type must be slice, map, or channel';
    },
  );
  if ('problem' in common) {
    const text = `cannot make ${exprString(typeExpr)}: ${common.problem}`;
    c.error(typeExpr, `invalid argument: ${text}`);
    return;
  }
  const { kind } = common.under;
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
  if (x.mode === 'type') validVarType(c, arg, x.type);
  // new(expr) allocates a variable with the value of expr (Go 1.26).
  if (x.mode !== 'type' && isUntyped(x.type)) {
    assignment(c, x, undefined, 'argument to new');
    if (x.isInvalid()) return;
  }
  result(x, call, new Pointer(x.type), [x.type]);
}
