/**
 * Calls of predeclared functions and of package unsafe.
 */

import type { CallExpr, Expr } from '../syntax/nodes';
import { assignment } from './assignable';
import { checkArguments, exprList } from './arguments';
import type { Checker, ExprKind } from './context';
import { compareConstants, makeInt, toComplex, toFloat } from './constant';
import type { Constant } from './constant';
import { expr, exprOrType, unparen, use } from './entry';
import { exprString } from './exprstring';
import { identical } from './identity';
import { checkIndex, isValidIndex } from './indexing';
import { lookupFieldOrMethod } from './lookup';
import type { Operand } from './operand';
import { matchTypes } from './operators';
import {
  arrayPointerDeref,
  isByteSlice,
  isNumeric,
  isOrdered,
  isString,
  isUntyped,
  isValid,
  underlying,
} from './predicates';
import { convertUntyped, updateExprType } from './represent';
import { Pointer, Signature, Slice, Tuple, Var } from './types';
import type { BuiltinName, Type } from './types';
import { anyType, typ } from './universe';
import type { Pos } from '../syntax/pos';

interface BuiltinRule {
  /** Smallest number of arguments; more are allowed if `variadic`. */
  readonly count: number;
  readonly variadic?: boolean;
  readonly kind: ExprKind;
  /** The arguments are not plain expressions: the check evaluates them itself. */
  readonly raw?: boolean;
  /** Leaves the result in `x`, which holds the first argument; mode 'invalid' after a complaint. */
  check(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void;
}

export function builtinCall(c: Checker, x: Operand, call: CallExpr): ExprKind {
  const id = x.builtin;
  if (id === undefined) return 'statement';
  const rule = rules[id];
  x.builtin = undefined;
  x.mode = 'invalid';
  x.value = undefined;
  if (call.hasDots && id !== 'append') {
    c.error(call, `invalid operation: invalid use of ... with built-in ${id}`);
    use(c, call.args);
    return rule.kind;
  }
  // A call inside len or cap decides only whether that len or cap is constant.
  const outerCall = c.env.hasCallOrRecv;
  if (id === 'len' || id === 'cap') c.env.hasCallOrRecv = false;
  const args = rule.raw === true ? [] : exprList(c, call.args);
  const count = rule.raw === true ? call.args.length : args.length;
  if (args.every((a) => a.mode !== 'invalid') && checkCount(c, id, rule, count, call)) {
    const [first] = args;
    if (first !== undefined) x.assign(first);
    rule.check(c, x, args, call);
  }
  if (id === 'len' || id === 'cap') c.env.hasCallOrRecv = outerCall;
  const constant = isConstant(x);
  if (!constant) x.value = undefined;
  if (!constant && !x.isInvalid()) c.env.hasCallOrRecv = true;
  return rule.kind;
}

function isConstant(x: Operand): boolean {
  return x.mode === 'constant';
}

function checkCount(
  c: Checker,
  id: BuiltinName,
  rule: BuiltinRule,
  count: number,
  call: CallExpr,
): boolean {
  let problem = '';
  if (count < rule.count) problem = 'not enough';
  else if (rule.variadic !== true && count > rule.count) problem = 'too many';
  if (problem === '') return true;
  const numbers = `(expected ${rule.count}, found ${count})`;
  c.error(call, `invalid operation: ${problem} arguments for ${exprString(call)} ${numbers}`);
  if (rule.raw === true && id !== 'make' && id !== 'new') use(c, call.args);
  return false;
}

/** Writes the signature a builtin has in this call to the name that is called. */
function recordSignature(call: CallExpr, result: Type | undefined, params: readonly Type[]): void {
  const variable = (type: Type): Var => new Var(0 as Pos, undefined, '', type, 'param');
  const results = result === undefined ? [] : [variable(result)];
  const sig = new Signature(undefined, new Tuple(params.map(variable)), new Tuple(results), false);
  let fun: Expr = call.fun;
  fun.type = sig;
  while (fun.kind === 'ParenExpr') {
    fun = fun.x;
    fun.type = sig;
  }
}

function fail(c: Checker, x: Operand, message: string): void {
  c.error(x, message);
  x.mode = 'invalid';
}

function result(x: Operand, call: CallExpr, type: Type | undefined, params: readonly Type[]): void {
  x.mode = type === undefined ? 'novalue' : 'value';
  if (type !== undefined) x.type = type;
  recordSignature(call, type, params);
}

// ------------------------------------------------------------------------------------ append, copy

function sliceProblem(c: Checker, x: Operand): string | undefined {
  if (underlying(x.type).kind === 'slice') return undefined;
  return `argument must be a slice; have ${x.isNil() ? 'untyped nil' : c.operandText(x)}`;
}

function checkAppend(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
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

function checkCopy(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
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

function checkLength(id: 'len' | 'cap'): BuiltinRule['check'] {
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

function checkClear(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const { kind } = underlying(x.type);
  if (kind !== 'map' && kind !== 'slice') {
    const text = `cannot clear ${c.operandText(x)}: argument must be`;
    fail(c, x, `invalid argument: ${text} (or constrained by) map or slice`);
    return;
  }
  result(x, call, undefined, [x.type]);
}

function checkClose(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
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

function checkDelete(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
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

// ----------------------------------------------------------------------------------------- complex

function checkComplex(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
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
  const u = underlying(x.type);
  const type = u.kind === 'basic' ? complexOf[u.basic] : undefined;
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

function checkPart(id: 'real' | 'imag'): BuiltinRule['check'] {
  return (c, x, _args, call) => {
    if (isUntyped(x.type)) {
      if (x.mode !== 'constant') convertUntyped(c, x, typ.complex128);
      else if (isNumeric(x.type)) x.type = typ.untypedComplex;
      if (x.mode === 'invalid') return;
    }
    const u = underlying(x.type);
    const type = u.kind === 'basic' ? partOf[u.basic] : undefined;
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

// --------------------------------------------------------------------------- make, new, min and max

function checkMake(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const [typeExpr, ...sizes] = call.args;
  if (typeExpr === undefined) return;
  const type = c.entries.typeExpr(c, typeExpr);
  if (!isValid(type)) {
    use(c, sizes);
    return;
  }
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

function checkNew(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
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

function checkMinMax(id: 'min' | 'max'): BuiltinRule['check'] {
  return (c, x, args, call) => {
    for (const [i, arg] of args.entries()) {
      if (!isOrdered(arg.type)) {
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
      assignment(c, x, anyType, `argument to built-in ${id}`);
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

// --------------------------------------------------------------------------- panic, print, recover

function checkPanic(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  if ((c.env.sig?.results.vars.length ?? 0) > 0) c.env.panicCalls.add(call);
  assignment(c, x, anyType, 'argument to panic');
  if (x.mode === 'invalid') return;
  result(x, call, undefined, [anyType]);
}

function checkPrint(id: 'print' | 'println'): BuiltinRule['check'] {
  return (c, x, args, call) => {
    for (const arg of args) {
      assignment(c, arg, undefined, `argument to built-in ${id}`);
      if (arg.mode === 'invalid') {
        x.mode = 'invalid';
        return;
      }
    }
    result(
      x,
      call,
      undefined,
      args.map((a) => a.type),
    );
  };
}

function checkRecover(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  if (c.env.func !== undefined) c.env.func.hasRecover = true;
  result(x, call, anyType, []);
}

// ------------------------------------------------------------------------------------------ unsafe

function checkOffsetof(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const [arg] = call.args;
  if (arg === undefined) return;
  const inner = unparen(arg);
  if (inner.kind !== 'SelectorExpr') {
    c.error(arg, `invalid argument: ${exprString(arg)} is not a selector expression`);
    use(c, [arg]);
    return;
  }
  expr(c, x, inner.x);
  if (x.mode === 'invalid') return;
  const pointer = underlying(x.type);
  const base =
    pointer.kind === 'pointer' && underlying(pointer.elem).kind === 'struct'
      ? pointer.elem
      : x.type;
  const name = inner.sel.name;
  const found = lookupFieldOrMethod(base, false, c.pkg, name);
  if (found.obj === undefined) {
    fail(c, x, `invalid argument: ${c.typeText(base)} has no single field ${name}`);
    return;
  }
  if (found.obj.kind === 'func') {
    c.error(arg, `invalid argument: ${exprString(arg)} is a method value`);
    x.mode = 'invalid';
    return;
  }
  if (found.indirect) {
    const text = `field ${name} is embedded via a pointer in ${c.typeText(base)}`;
    fail(c, x, `invalid argument: ${text}`);
    return;
  }
  const { obj, index } = found;
  inner.selection = { kind: 'field', recv: base, obj, index, indirect: false };
  inner.sel.obj = obj;
  inner.type = obj.type;
  inner.mode = x.mode === 'variable' ? 'variable' : 'value';
  constantSize(c, x, c.layouts.offsetof(base, index));
}

function constantSize(c: Checker, x: Operand, size: number): void {
  if (!Number.isFinite(size)) {
    fail(c, x, `${c.operandText(x)} is too large`);
    return;
  }
  x.mode = 'constant';
  x.value = makeInt(size);
  x.type = typ.uintptr;
}

function checkSize(id: 'Sizeof' | 'Alignof'): BuiltinRule['check'] {
  return (c, x) => {
    assignment(c, x, undefined, `argument to unsafe.${id}`);
    if (x.mode === 'invalid') return;
    const size = id === 'Sizeof' ? c.layouts.sizeof(x.type) : c.layouts.alignof(x.type);
    constantSize(c, x, size);
  };
}

function checkAdd(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
  assignment(c, x, typ.unsafePointer, 'argument to unsafe.Add');
  const [, y] = args;
  if (x.mode === 'invalid' || y === undefined || !isValidIndex(c, y, 'length', true)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, typ.unsafePointer, [x.type, y.type]);
}

function checkUnsafeSlice(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
  const u = underlying(x.type);
  const [, y] = args;
  if (u.kind !== 'pointer') {
    fail(c, x, `invalid argument: ${c.operandText(x)} is not a pointer`);
    return;
  }
  if (y === undefined || !isValidIndex(c, y, 'length', false)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, new Slice(u.elem), [u, y.type]);
}

function checkSliceData(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  const u = underlying(x.type);
  if (u.kind !== 'slice') {
    fail(c, x, `invalid argument: ${c.operandText(x)} is not a slice`);
    return;
  }
  result(x, call, new Pointer(u.elem), [u]);
}

function checkUnsafeString(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
  assignment(c, x, new Pointer(typ.byte), 'argument to unsafe.String');
  const [, y] = args;
  if (x.mode === 'invalid' || y === undefined || !isValidIndex(c, y, 'length', false)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, typ.string, [x.type, y.type]);
}

function checkStringData(c: Checker, x: Operand, _args: readonly Operand[], call: CallExpr): void {
  assignment(c, x, typ.string, 'argument to unsafe.StringData');
  if (x.mode === 'invalid') return;
  result(x, call, new Pointer(typ.byte), [typ.string]);
}

const rules: Record<BuiltinName, BuiltinRule> = {
  append: { count: 1, variadic: true, kind: 'expression', check: checkAppend },
  cap: { count: 1, kind: 'expression', check: checkLength('cap') },
  clear: { count: 1, kind: 'statement', check: checkClear },
  close: { count: 1, kind: 'statement', check: checkClose },
  complex: { count: 2, kind: 'expression', check: checkComplex },
  copy: { count: 2, kind: 'statement', check: checkCopy },
  delete: { count: 2, kind: 'statement', check: checkDelete },
  imag: { count: 1, kind: 'expression', check: checkPart('imag') },
  len: { count: 1, kind: 'expression', check: checkLength('len') },
  make: { count: 1, variadic: true, kind: 'expression', raw: true, check: checkMake },
  max: { count: 1, variadic: true, kind: 'expression', check: checkMinMax('max') },
  min: { count: 1, variadic: true, kind: 'expression', check: checkMinMax('min') },
  new: { count: 1, kind: 'expression', raw: true, check: checkNew },
  panic: { count: 1, kind: 'statement', check: checkPanic },
  print: { count: 0, variadic: true, kind: 'statement', check: checkPrint('print') },
  println: { count: 0, variadic: true, kind: 'statement', check: checkPrint('println') },
  real: { count: 1, kind: 'expression', check: checkPart('real') },
  recover: { count: 0, kind: 'statement', check: checkRecover },
  Add: { count: 2, kind: 'expression', check: checkAdd },
  Alignof: { count: 1, kind: 'expression', check: checkSize('Alignof') },
  Offsetof: { count: 1, kind: 'expression', raw: true, check: checkOffsetof },
  Sizeof: { count: 1, kind: 'expression', check: checkSize('Sizeof') },
  Slice: { count: 2, kind: 'expression', check: checkUnsafeSlice },
  SliceData: { count: 1, kind: 'expression', check: checkSliceData },
  String: { count: 2, kind: 'expression', check: checkUnsafeString },
  StringData: { count: 1, kind: 'expression', check: checkStringData },
};
