/**
 * Expressions: dispatch over the kinds of nodes. What is found is written into the nodes; untyped
 * expressions get their final type later, from their context (represent.ts).
 */

import type { Expr, Operation } from '../syntax/nodes';
import { typeAssertion } from './assignable';
import { callExpr } from './call';
import type { Checker, ExprKind } from './context';
import { finiteSize } from './cycles';
import { expr, exprOrType, record, use } from './entry';
import { indexExpr, sliceExpr } from './indexing';
import { basicLit, compositeLit, funcLit } from './literals';
import type { Operand } from './operand';
import { binaryChain, unary } from './operators';
import { isDynamic, isValid } from './predicates';
import { ident, selector } from './selector';
import { Pointer } from './types';
import type { Type } from './types';
import { typ } from './universe';
import { functionInstance, notGeneric } from './funcinst';
import { validVarType, varType } from './vartype';
import { members } from './typeset';
import { identical } from './identity';

/**
 * Checks `e` and leaves the result in `x` and in the node. `hint` is the type of an elided literal;
 * `generic` allows generic functions and types without type arguments.
 */
export function rawExpr(
  c: Checker,
  x: Operand,
  e: Expr,
  hint: Type | undefined,
  generic = false,
): ExprKind {
  x.mode = 'invalid';
  x.type = typ.invalid;
  x.value = undefined;
  x.builtin = undefined;
  const { target } = c;
  c.target = undefined;
  const kind = exprInternal(c, x, e, hint, target);
  if (!generic) notGeneric(c, x, e, target);
  complete(c, x, e);
  return kind;
}

/** Ends the check of one expression. */
function complete(c: Checker, x: Operand, e: Expr): void {
  x.expr = e;
  if (x.mode !== 'invalid' && x.mode !== 'novalue' && !finiteSize(c, x.type)) {
    x.mode = 'invalid';
    x.type = typ.invalid;
  }
  record(c, x);
}

// ---------------------------------------------------------------------------------------- dispatch

/** LONG: one case per kind of expression. */
function exprInternal(
  c: Checker,
  x: Operand,
  e: Expr,
  hint: Type | undefined,
  target: Checker['target'],
): ExprKind {
  switch (e.kind) {
    case 'BadExpr':
      return 'statement';
    case 'Name':
      ident(c, x, e, false);
      return 'expression';
    case 'BasicLit':
      basicLit(c, x, e);
      return 'expression';
    case 'FuncLit':
      funcLit(c, x, e);
      return 'expression';
    case 'CompositeLit':
      compositeLit(c, x, e, hint);
      return x.mode === 'invalid' ? 'statement' : 'expression';
    case 'ParenExpr':
      return c.entries.rawExpr(c, x, e.x, undefined);
    case 'SelectorExpr':
      selector(c, x, e, false);
      return 'expression';
    case 'IndexExpr':
      if (indexExpr(c, x, e)) functionInstance(c, x, e, target);
      return x.mode === 'invalid' ? 'statement' : 'expression';
    case 'SliceExpr':
      sliceExpr(c, x, e);
      return x.mode === 'invalid' ? 'statement' : 'expression';
    case 'AssertExpr':
      assertExpr(c, x, e.x, e.typeExpr, e);
      return x.mode === 'invalid' ? 'statement' : 'expression';
    case 'TypeSwitchGuard':
      c.error(e, 'invalid syntax tree: use of .(type) outside type switch');
      use(c, [e.x]);
      return 'statement';
    case 'CallExpr':
      return callExpr(c, x, e);
    case 'Operation':
      return operation(c, x, e);
    case 'KeyValueExpr':
      c.error(e, 'invalid syntax tree: no key:value expected');
      return 'statement';
    case 'DotsType':
      c.error(e, 'invalid use of ...');
      return 'statement';
    case 'ArrayType':
    case 'SliceType':
    case 'StructType':
    case 'FuncType':
    case 'InterfaceType':
    case 'MapType':
    case 'ChanType':
      x.type = c.entries.typeExpr(c, e);
      x.mode = 'type';
      return 'expression';
  }
}

function assertExpr(c: Checker, x: Operand, operand: Expr, typeExpr: Expr, e: Expr): void {
  expr(c, x, operand);
  if (x.mode === 'invalid') return;
  if (!isDynamic(x.type)) {
    const what = c.operandText(x);
    const text =
      x.type.kind === 'typeparam'
        ? `cannot use type assertion on type parameter value ${what}`
        : `${what} is not an interface`;
    c.error(x, `invalid operation: ${text}`);
    x.mode = 'invalid';
    return;
  }
  const type = varType(c, typeExpr);
  if (!isValid(type)) {
    x.mode = 'invalid';
    return;
  }
  typeAssertion(c, e, x, type, false);
  x.mode = 'commaok';
  x.type = type;
}

function operation(c: Checker, x: Operand, e: Operation): ExprKind {
  if (e.y !== undefined) {
    binaryChain(c, x, e, (operand, inner) => {
      complete(c, operand, inner);
    });
    return x.mode === 'invalid' ? 'statement' : 'expression';
  }
  if (e.op === '*') {
    indirection(c, x, e.x);
    return x.mode === 'invalid' ? 'statement' : 'expression';
  }
  unary(c, x, e);
  return x.mode === 'invalid' || e.op === '<-' ? 'statement' : 'expression';
}

/** `*x`: a pointer's target, or a pointer type. */
function indirection(c: Checker, x: Operand, operand: Expr): void {
  exprOrType(c, x, operand);
  if (x.mode === 'invalid') return;
  if (x.mode === 'type') {
    validVarType(c, operand, x.type);
    x.type = new Pointer(x.type);
    return;
  }
  if (x.mode === 'builtin') {
    c.error(x, `invalid operation: cannot indirect ${c.operandText(x)}`);
    x.mode = 'invalid';
    return;
  }
  const elem = pointedTo(c, x);
  x.mode = elem === undefined ? 'invalid' : 'variable';
  x.type = elem ?? typ.invalid;
  x.value = undefined;
}

/** What the pointers an operand may be point to, with the complaint if it is something else. */
function pointedTo(c: Checker, x: Operand): Type | undefined {
  let elem: Type | undefined;
  const what = c.operandText(x);
  for (const { under } of members(x.type)) {
    if (under?.kind !== 'pointer') {
      c.error(x, `invalid operation: cannot indirect ${what}`);
      return undefined;
    }
    if (elem !== undefined && !identical(elem, under.elem)) {
      c.error(x, `invalid operation: pointers of ${what} must have identical base types`);
      return undefined;
    }
    elem = under.elem;
  }
  return elem;
}
