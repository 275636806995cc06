/**
 * Ways into the checking of expressions: one value, a value or a type, several values; and what is
 * done with the result.
 */

import type { Expr } from '../syntax/nodes';
import { singleValue } from './assignable';
import type { Checker } from './context';
import { Operand, valueOperand } from './operand';
import { isUntyped, isValid, underlying } from './predicates';
import { Tuple, Var } from './types';
import type { Type } from './types';
import { typ } from './universe';

/** Writes an operand's type, mode and value into its node. */
export function record(c: Checker, x: Operand): void {
  const e = x.expr;
  if (e === undefined) return;
  if (c.isInstantiating && x.mode === 'constant') demote(x, e);
  e.mode = x.mode;
  e.type = x.mode === 'novalue' ? new Tuple([]) : x.type;
  e.value = x.mode === 'constant' ? x.value : undefined;
  if (x.mode !== 'invalid' && x.mode !== 'novalue' && isUntyped(x.type)) {
    c.untyped.set(e, { isShiftLeft: false });
  } else {
    c.untyped.delete(e);
  }
}

/** What is no constant in a generic function is none in its instances either. */
function demote(x: Operand, e: Expr): void {
  const { template } = e;
  if (template?.kind !== 'CallExpr' || template.fun.mode !== 'type') return;
  if (template.mode !== 'value' || isUntyped(x.type)) return;
  x.mode = 'value';
  x.value = undefined;
}

/** A single value. */
export function expr(c: Checker, x: Operand, e: Expr): void {
  c.entries.rawExpr(c, x, e, undefined);
  exclude(c, x, true, true);
  singleValue(c, x);
}

/** A single value in a composite literal whose own type may be elided: `hint`. */
export function exprWithHint(c: Checker, x: Operand, e: Expr, hint: Type): void {
  c.entries.rawExpr(c, x, e, hint);
  exclude(c, x, true, true);
  singleValue(c, x);
}

/** A single value, a type or a builtin. */
export function exprOrType(c: Checker, x: Operand, e: Expr): void {
  c.entries.rawExpr(c, x, e, undefined);
  exclude(c, x, false, false);
  singleValue(c, x);
}

/** A single value, a type or a builtin; functions and types may lack their type arguments. */
export function genericExprOrType(c: Checker, x: Operand, e: Expr): void {
  c.entries.rawExpr(c, x, e, undefined, true);
  exclude(c, x, false, false);
  singleValue(c, x);
}

/** A single value that may be a generic function without its type arguments. */
export function genericExpr(c: Checker, x: Operand, e: Expr): void {
  c.entries.rawExpr(c, x, e, undefined, true);
  exclude(c, x, true, true);
  singleValue(c, x);
}

/** A single value that is assigned to a variable of a type, which messages call `description`. */
export function exprFor(
  c: Checker,
  x: Operand,
  e: Expr,
  type: Type | undefined,
  description: string,
): void {
  const sig = type === undefined || !isValid(type) ? undefined : underlying(type);
  if (sig?.kind === 'signature') c.target = { sig, description };
  expr(c, x, e);
}

/**
 * The values of a call with several results, or one; with its `ok` if that is wanted and possible.
 */
export function multiExpr(
  c: Checker,
  e: Expr,
  allowCommaOk: boolean,
): { list: Operand[]; commaOk: boolean } {
  const x = new Operand();
  c.entries.rawExpr(c, x, e, undefined);
  exclude(c, x, true, true);
  if (x.mode !== 'invalid' && x.type.kind === 'tuple') {
    return { list: x.type.vars.map((v) => valueOperand(e, v.type)), commaOk: false };
  }
  if (allowCommaOk && (x.mode === 'mapindex' || x.mode === 'commaok')) {
    return { list: [x, valueOperand(e, typ.untypedBool)], commaOk: true };
  }
  return { list: [x], commaOk: false };
}

/** The values in an operand that was evaluated for what they are: several, or one. */
export function expand(c: Checker, x: Operand, e: Expr): Operand[] {
  exclude(c, x, true, true);
  if (x.mode !== 'invalid' && x.type.kind === 'tuple') {
    return x.type.vars.map((v) => valueOperand(e, v.type));
  }
  return [x];
}

/** Refuses an operand that is no single value. */
export function refuseNonValue(c: Checker, x: Operand): void {
  exclude(c, x, true, true);
  singleValue(c, x);
}

/** Gives `v, ok = e` its tuple type. */
export function recordCommaOk(c: Checker, e: Expr, list: readonly Operand[]): void {
  const [first, second] = list;
  if (first === undefined || second === undefined) return;
  if (first.mode === 'invalid' || second.mode === 'invalid') return;
  const tuple = new Tuple([first, second].map((x) => new Var(e.pos, c.pkg, '', x.type, 'local')));
  let inner = e;
  inner.type = tuple;
  while (inner.kind === 'ParenExpr') {
    inner = inner.x;
    inner.type = tuple;
  }
}

/** Refuses what is no value: calls without results, and (if asked) types and builtins. */
function exclude(c: Checker, x: Operand, types: boolean, builtins: boolean): void {
  const what = c.operandText;
  if (x.mode === 'novalue') {
    c.error(x, `${what.call(c, x)} used as value${types ? '' : ' or type'}`);
  } else if (x.mode === 'builtin' && builtins) {
    c.error(x, `${what.call(c, x)} must be called`);
  } else if (x.mode === 'type' && types) {
    c.error(x, `${what.call(c, x)} is not an expression`);
  } else return;
  x.mode = 'invalid';
}

/**
 * Evaluates expressions for their uses only, after an error; false if one of them is in error too.
 */
export function use(c: Checker, list: readonly Expr[], leftSide = false): boolean {
  let ok = true;
  for (const e of list) {
    const inner = unparen(e);
    if (inner.kind === 'Name' && inner.name === '_') continue;
    const obj = inner.kind === 'Name' && leftSide ? c.lookup(inner.name) : undefined;
    const used = obj?.kind === 'var' ? obj.used : false;
    const x = new Operand();
    c.entries.rawExpr(c, x, e, undefined, true);
    if (obj?.kind === 'var') obj.used = used;
    if (x.mode === 'invalid') ok = false;
  }
  return ok;
}

export function unparen(e: Expr): Expr {
  let inner = e;
  while (inner.kind === 'ParenExpr') inner = inner.x;
  return inner;
}

/** Notes on the variable that an addressable expression lies in that its address is taken. */
export function markAddressTaken(e: Expr): void {
  let inner = unparen(e);
  for (;;) {
    if (inner.kind === 'Name') {
      if (inner.obj?.kind === 'var') inner.obj.addressTaken = true;
      return;
    }
    if (inner.kind === 'SelectorExpr') {
      if (inner.selection === undefined || inner.selection.indirect) return;
    } else if (inner.kind === 'IndexExpr') {
      if (inner.x.type === undefined || underlying(inner.x.type).kind !== 'array') return;
    } else return;
    inner = unparen(inner.x);
  }
}
