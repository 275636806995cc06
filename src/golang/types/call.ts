/**
 * Calls: conversions, builtins, and functions with their arguments.
 */

import type { CallExpr } from '../syntax/nodes';
import { checkArguments, exprList } from './arguments';
import { conversion } from './assignable';
import { builtinCall } from './builtins';
import type { Checker, ExprKind } from './context';
import { expr, exprOrType, use } from './entry';
import type { Operand } from './operand';
import { underlying } from './predicates';

export function callExpr(c: Checker, x: Operand, call: CallExpr): ExprKind {
  exprOrType(c, x, call.fun);
  switch (x.mode) {
    case 'invalid':
      use(c, call.args);
      return 'statement';
    case 'type':
      conversionCall(c, x, call);
      return 'conversion';
    case 'builtin':
      return builtinCall(c, x, call);
    default:
  }
  const sig = underlying(x.type);
  if (sig.kind !== 'signature') {
    const what = `${c.typeText(x.type)} is not a function`;
    c.error(x, `invalid operation: cannot call ${c.operandText(x)}: ${what}`);
    x.mode = 'invalid';
    return 'statement';
  }
  checkArguments(c, call, sig, exprList(c, call.args));
  const results = sig.results.vars;
  const only = results[0];
  x.value = undefined;
  if (only === undefined) x.mode = 'novalue';
  else {
    x.mode = 'value';
    x.type = results.length === 1 ? only.type : sig.results;
  }
  c.env.hasCallOrRecv = true;
  return 'statement';
}

function conversionCall(c: Checker, x: Operand, call: CallExpr): void {
  const target = x.type;
  x.mode = 'invalid';
  const [first] = call.args;
  if (first === undefined) {
    c.error(call, `missing argument in conversion to ${c.typeText(target)}`);
    return;
  }
  if (call.args.length > 1) {
    use(c, call.args);
    const last = call.args[call.args.length - 1] ?? first;
    c.error(last, `too many arguments in conversion to ${c.typeText(target)}`);
    return;
  }
  expr(c, x, first);
  if (x.isInvalid()) return;
  if (call.hasDots) {
    c.error(first, `invalid use of ... in conversion to ${c.typeText(target)}`);
    x.mode = 'invalid';
    return;
  }
  conversion(c, x, target);
}
