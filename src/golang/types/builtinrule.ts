/**
 * What the rules of predeclared functions share: their form, and ways to end.
 */

import type { CallExpr, Expr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import type { Checker, ExprKind } from './context';
import type { Operand } from './operand';
import { Signature, Tuple, Var } from './types';
import type { Type } from './types';

/** The rule of one predeclared function. */
export interface BuiltinRule {
  /** Smallest number of arguments; more are allowed if `variadic`. */
  readonly count: number;
  readonly variadic?: boolean;
  readonly kind: ExprKind;
  /** The arguments are not plain expressions: the check evaluates them itself. */
  readonly raw?: boolean;
  /** Leaves the result in `x`, which holds the first argument; mode 'invalid' after a complaint. */
  check(c: Checker, x: Operand, args: readonly Operand[], call: CallExpr): void;
}

/** Writes the signature a builtin has in this call to the name that is called. */
export function recordSignature(
  call: CallExpr,
  result: Type | undefined,
  params: readonly Type[],
): void {
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

/** Complains about an operand and makes it invalid. */
export function fail(c: Checker, x: Operand, message: string): void {
  c.error(x, message);
  x.mode = 'invalid';
}

/** Ends a rule with a value of a type, or with none. */
export function result(
  x: Operand,
  call: CallExpr,
  type: Type | undefined,
  params: readonly Type[],
): void {
  x.mode = type === undefined ? 'novalue' : 'value';
  if (type !== undefined) x.type = type;
  recordSignature(call, type, params);
}
