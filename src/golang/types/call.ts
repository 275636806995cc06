/**
 * Calls: conversions, builtins, and functions with their arguments.
 */

import type { CallExpr, Expr, IndexExpr } from '../syntax/nodes';
import { checkArguments, genericArguments, genericExprList } from './arguments';
import { conversion } from './assignable';
import { builtinCall } from './builtins';
import type { Checker, ExprKind } from './context';
import { expr, genericExprOrType, record, use } from './entry';
import { instantiateSignature, notGeneric, typeList } from './funcinst';
import { typeSet } from './identity';
import { indexExpr } from './indexing';
import type { Operand } from './operand';
import { underlying } from './predicates';
import { isParameterized } from './subst';
import { commonUnder } from './typeset';
import type { Signature, Type } from './types';
import { aliasOf } from './typeinst';
import { exprString } from '../syntax/exprstring';

export function callExpr(c: Checker, x: Operand, call: CallExpr): ExprKind {
  let inst: IndexExpr | undefined;
  if (call.fun.kind === 'IndexExpr') {
    if (indexExpr(c, x, call.fun)) inst = call.fun;
    x.expr = call.fun;
    if (x.mode !== 'invalid') notGenericType(c, x, call.fun);
    record(c, x);
  } else genericExprOrType(c, x, call.fun);
  switch (x.mode) {
    case 'invalid':
      use(c, call.args);
      return 'statement';
    case 'type':
      notGenericType(c, x, call.fun);
      if (!x.isInvalid()) conversionCall(c, x, call);
      return 'conversion';
    case 'builtin':
      return builtinCall(c, x, call);
    default:
  }
  const found = calledSignature(c, x);
  if (found === undefined) {
    x.mode = 'invalid';
    return 'statement';
  }
  const sig = found.tparams.length > 0 ? genericCall(c, call, found, inst) : found;
  if (sig === undefined) {
    x.mode = 'invalid';
    return 'statement';
  }
  if (found.tparams.length === 0) checkArguments(c, call, sig, genericExprList(c, call.args));
  else if (sig !== found) call.fun.type = sig;
  const results = sig.results.vars;
  const only = results[0];
  x.value = undefined;
  if (only === undefined) x.mode = 'novalue';
  else {
    x.mode = 'value';
    x.type = results.length === 1 ? only.type : sig.results;
  }
  c.env.hasCallOrRecv = true;
  // Of a function whose type arguments are not known nothing more can be said.
  if (x.mode === 'value' && sig.tparams.length > 0 && isParameterized(x.type, sig.tparams)) {
    x.mode = 'invalid';
  }
  return 'statement';
}

function notGenericType(c: Checker, x: Operand, e: Expr): void {
  if (x.mode !== 'type') return;
  notGeneric(c, x, e, undefined);
  if (x.isInvalid() || aliasOf(e) === undefined) return;
  c.error(e, `cannot use generic type ${exprString(e)} without instantiation`);
  x.mode = 'invalid';
}

/** The signature all types share that the called operand may have, with the complaint if none. */
function calledSignature(c: Checker, x: Operand): Signature | undefined {
  const found = commonUnder(
    x.type,
    (t) => c.typeText(t),
    (t, u) =>
      u !== undefined && u.kind !== 'signature' ? `${c.typeText(t)} is not a function` : undefined,
  );
  if ('under' in found) return found.under.kind === 'signature' ? found.under : undefined;
  c.error(x, `invalid operation: cannot call ${c.operandText(x)}: ${found.problem}`);
  return undefined;
}

/**
 * Calls a generic function. The result is its signature with its type arguments; without them, if
 * they could not be had (reported); undefined if not even the explicit ones are types.
 */
function genericCall(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  inst: IndexExpr | undefined,
): Signature | undefined {
  let targs: readonly Type[] = [];
  const places = inst?.indices ?? [];
  if (inst !== undefined) {
    const list = typeList(c, places);
    const want = sig.tparams.length;
    if (list !== undefined && list.length > want) {
      c.error(places[want] ?? inst, `got ${list.length} type arguments but want ${want}`);
    }
    if (list === undefined || list.length > want) {
      use(c, call.args);
      return undefined;
    }
    targs = list;
    if (list.length === want) {
      const whole = instantiateSignature(c, inst.pos, inst, sig, list, places);
      checkArguments(c, call, whole, genericExprList(c, call.args));
      return whole;
    }
  }
  return genericArguments(c, call, sig, targs, places, genericExprList(c, call.args));
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
  const u = underlying(target);
  if (u.kind === 'interface' && target.kind !== 'typeparam') {
    typeSet(u);
    if (u.constraint) {
      const why = '(contains specific type constraints or is comparable)';
      c.error(call, `cannot use interface ${c.typeText(target)} in conversion ${why}`);
      x.mode = 'invalid';
      return;
    }
  }
  conversion(c, x, target);
}
