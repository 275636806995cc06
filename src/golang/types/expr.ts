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
import { isInterface, isValid, underlying } from './predicates';
import { ident, selector } from './selector';
import { Pointer } from './types';
import type { Type } from './types';
import { typ } from './universe';

/**
 * Checks `e` and leaves the result in `x` and in the node. `hint` is the type of an elided literal.
 */
export function rawExpr(c: Checker, x: Operand, e: Expr, hint: Type | undefined): ExprKind {
  x.mode = 'invalid';
  x.type = typ.invalid;
  x.value = undefined;
  x.builtin = undefined;
  const kind = exprInternal(c, x, e, hint);
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
function exprInternal(c: Checker, x: Operand, e: Expr, hint: Type | undefined): ExprKind {
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
      indexExpr(c, x, e);
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
  if (!isInterface(x.type)) {
    c.error(x, `invalid operation: ${c.operandText(x)} is not an interface`);
    x.mode = 'invalid';
    return;
  }
  const type = c.entries.typeExpr(c, typeExpr);
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
    x.type = new Pointer(x.type);
    return;
  }
  const u = underlying(x.type);
  if (u.kind !== 'pointer' || x.mode === 'builtin') {
    c.error(x, `invalid operation: cannot indirect ${c.operandText(x)}`);
    x.mode = 'invalid';
    return;
  }
  x.mode = 'variable';
  x.type = u.elem;
  x.value = undefined;
}
