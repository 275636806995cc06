/**
 * The functions of package unsafe.
 */

import type { CallExpr } from '../syntax/nodes';
import { assignment } from './assignable';
import { fail, result } from './builtinrule';
import type { BuiltinRule } from './builtinrule';
import type { Checker } from './context';
import { makeInt } from './constant';
import { expr, unparen, use } from './entry';
import { exprString } from '../syntax/exprstring';
import { isValidIndex } from './indexing';
import { lookupFieldOrMethod } from './lookup';
import type { Operand } from './operand';
import { underlying } from './predicates';
import { Pointer, Slice } from './types';
import { typ } from './universe';
import { coreType } from './typeset';
import type { Type } from './types';

export function checkOffsetof(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
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
  if (hasVariableSize(base)) {
    result(x, call, typ.uintptr, [obj.type]);
    return;
  }
  constantSize(c, x, c.layouts.offsetof(base, index));
}

/** The size depends on type parameters. */
function hasVariableSize(type: Type, seen: Set<Type> = new Set()): boolean {
  if (type.kind === 'typeparam') return true;
  if (type.kind === 'named') {
    if (seen.has(type)) return false;
    seen.add(type);
  }
  const u = underlying(type);
  if (u.kind === 'array') return hasVariableSize(u.elem, seen);
  return u.kind === 'struct' && u.fields.some((f) => hasVariableSize(f.type, seen));
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

export function checkSize(id: 'Sizeof' | 'Alignof'): BuiltinRule['check'] {
  return (c, x, _args, call) => {
    assignment(c, x, undefined, `argument to unsafe.${id}`);
    if (x.mode === 'invalid') return;
    if (hasVariableSize(x.type)) {
      result(x, call, typ.uintptr, [x.type]);
      return;
    }
    const size = id === 'Sizeof' ? c.layouts.sizeof(x.type) : c.layouts.alignof(x.type);
    constantSize(c, x, size);
  };
}

export function checkAdd(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void {
  assignment(c, x, typ.unsafePointer, 'argument to unsafe.Add');
  const [, y] = args;
  if (x.mode === 'invalid' || y === undefined || !isValidIndex(c, y, 'length', true)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, typ.unsafePointer, [x.type, y.type]);
}

export function checkUnsafeSlice(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  const u = coreType(x.type);
  const [, y] = args;
  if (u?.kind !== 'pointer') {
    fail(c, x, `invalid argument: ${c.operandText(x)} is not a pointer`);
    return;
  }
  if (y === undefined || !isValidIndex(c, y, 'length', false)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, new Slice(u.elem), [u, y.type]);
}

export function checkSliceData(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
  const u = coreType(x.type);
  if (u?.kind !== 'slice') {
    fail(c, x, `invalid argument: ${c.operandText(x)} is not a slice`);
    return;
  }
  result(x, call, new Pointer(u.elem), [u]);
}

export function checkUnsafeString(
  c: Checker,
  x: Operand,
  args: readonly Operand[],
  call: CallExpr,
): void {
  assignment(c, x, new Pointer(typ.byte), 'argument to unsafe.String');
  const [, y] = args;
  if (x.mode === 'invalid' || y === undefined || !isValidIndex(c, y, 'length', false)) {
    x.mode = 'invalid';
    return;
  }
  result(x, call, typ.string, [x.type, y.type]);
}

export function checkStringData(
  c: Checker,
  x: Operand,
  _args: readonly Operand[],
  call: CallExpr,
): void {
  assignment(c, x, typ.string, 'argument to unsafe.StringData');
  if (x.mode === 'invalid') return;
  result(x, call, new Pointer(typ.byte), [typ.string]);
}
