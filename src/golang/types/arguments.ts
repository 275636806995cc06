/**
 * Argument lists against parameter lists.
 */

import type { CallExpr, Expr } from '../syntax/nodes';
import { assignment } from './assignable';
import type { Checker } from './context';
import { expr, multiExpr } from './entry';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import { isNumeric, isUntyped, isValid } from './predicates';
import type { Signature, Type, Var } from './types';
import { typ } from './universe';

/** The operands of an argument list: several for one call with several results. */
export function exprList(c: Checker, list: readonly Expr[]): Operand[] {
  const [only] = list;
  if (only !== undefined && list.length === 1) return multiExpr(c, only, false).list;
  return list.map((e) => {
    const x = new Operand();
    expr(c, x, e);
    return x;
  });
}

/** Checks arguments against parameters. */
export function checkArguments(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  args: readonly Operand[],
): void {
  const params = parameterTypes(c, call, sig, args);
  if (params === undefined) return;
  if (args.length !== params.length) {
    if (c.hasUnsupported && args.some((arg) => arg.mode === 'invalid')) return;
    argumentCountError(c, call, sig, args, params.length);
    return;
  }
  const context = `argument to ${exprString(call.fun)}`;
  args.forEach((arg, i) => {
    assignment(c, arg, params[i], context);
  });
}

/** One parameter type per argument; the variadic one repeated. Undefined after a complaint. */
function parameterTypes(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  args: readonly Operand[],
): Type[] | undefined {
  const types = sig.params.vars.map((v) => v.type);
  if (!sig.variadic) {
    if (call.hasDots) {
      c.error(call, `cannot use ... in call to non-variadic ${exprString(call.fun)}`);
      return undefined;
    }
    return types;
  }
  if (call.hasDots) {
    if (call.args.length === 1 && args.length > 1) {
      const what = call.args[0] === undefined ? '' : exprString(call.args[0]);
      c.error(call, `cannot use ... with ${args.length}-valued ${what}`);
      return undefined;
    }
    return types;
  }
  const last = types.pop();
  const elem = last?.kind === 'slice' ? last.elem : typ.invalid;
  while (types.length < args.length) types.push(elem);
  return types;
}

function argumentCountError(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  args: readonly Operand[],
  wanted: number,
): void {
  const many = args.length > wanted;
  const at = many ? args[wanted]?.expr : args[args.length - 1]?.expr;
  const message = `${many ? 'too many' : 'not enough'} arguments in call to ${exprString(call.fun)}`;
  const have = typesSummary(
    c,
    args.map((a) => a.type),
    false,
    call.hasDots,
  );
  const want = typesSummary(c, varTypes(sig.params.vars), sig.variadic, false);
  c.error(at ?? call, message, [{ text: `have ${have}` }, { text: `want ${want}` }]);
}

export function varTypes(vars: readonly Var[]): Type[] {
  return vars.map((v) => v.type);
}

/** `(number, string, ...T)`: types as the have/want lines of messages list them. */
export function typesSummary(
  c: Checker,
  types: readonly Type[],
  variadic: boolean,
  dots: boolean,
): string {
  const parts = types.map((type, i) => {
    const last = i === types.length - 1;
    if (!isValid(type)) return 'unknown type';
    if (isUntyped(type)) {
      const text = isNumeric(type) ? 'number' : type.name.replace('untyped ', '');
      return last && dots ? `${text}...` : text;
    }
    if (last && variadic && type.kind === 'slice') return `...${c.typeText(type.elem)}`;
    return c.typeText(type) + (last && dots ? '...' : '');
  });
  return `(${parts.join(', ')})`;
}
