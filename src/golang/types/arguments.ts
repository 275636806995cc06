/**
 * Argument lists against parameter lists.
 */

import type { CallExpr, Expr } from '../syntax/nodes';
import { assignment } from './assignable';
import type { Checker } from './context';
import { expand, expr, genericExpr, multiExpr, record, refuseNonValue } from './entry';
import { functionInstance, instantiateSignature } from './funcinst';
import { indexExpr } from './indexing';
import { infer, renameTypeParams } from './infer';
import { substitute, substitution } from './subst';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import { isNumeric, isUntyped, isValid } from './predicates';
import { Signature } from './types';
import type { Type, Var } from './types';
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

/** As exprList, but generic functions may lack (some of) their type arguments. */
export function genericExprList(c: Checker, list: readonly Expr[]): GenericOperand[] {
  const [only] = list;
  if (only !== undefined && list.length === 1 && only.kind !== 'IndexExpr') {
    const x = new Operand();
    c.entries.rawExpr(c, x, only, undefined, true);
    return expand(c, x, only);
  }
  return list.map((e) => {
    const x: GenericOperand = new Operand();
    if (e.kind !== 'IndexExpr') genericExpr(c, x, e);
    else {
      const isGeneric = indexExpr(c, x, e);
      const targs = isGeneric ? functionInstance(c, x, e, undefined, true) : undefined;
      x.expr = e;
      if (targs !== undefined) x.targs = targs;
      else {
        record(c, x);
        refuseNonValue(c, x);
      }
    }
    return x;
  });
}

/** An argument that may be a generic function with the type arguments it was given. */
interface GenericOperand extends Operand {
  targs?: readonly Type[];
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
  if (args.some(isGenericFunction)) {
    const found = inferArguments(c, call, sig, [], [], args, params);
    if (found !== undefined) assignArguments(c, call, args, found.params);
  } else assignArguments(c, call, args, params);
}

function assignArguments(
  c: Checker,
  call: CallExpr,
  args: readonly Operand[],
  params: readonly Type[],
): void {
  const context = `argument to ${exprString(call.fun)}`;
  args.forEach((arg, i) => {
    assignment(c, arg, params[i], context);
  });
}

function isGenericFunction(arg: Operand): boolean {
  return arg.type.kind === 'signature' && arg.type.tparams.length > 0;
}

/**
 * Checks the arguments of a generic function of which `targs` are given and infers the others; the
 * result is its signature with all of them, or without any if that failed.
 */
export function genericArguments(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  targs: readonly Type[],
  places: readonly Expr[],
  args: readonly Operand[],
): Signature {
  const params = parameterTypes(c, call, sig, args);
  if (params === undefined) return sig;
  if (args.length !== params.length) {
    argumentCountError(c, call, sig, args, params.length);
    return sig;
  }
  const found = inferArguments(c, call, sig, targs, places, args, params);
  if (found === undefined) return sig;
  assignArguments(c, call, args, found.params);
  return found.sig;
}

/**
 * Infers the type arguments of a function and of generic functions among its arguments together.
 * Undefined after a complaint.
 */
function inferArguments(
  c: Checker,
  call: CallExpr,
  sig: Signature,
  given: readonly Type[],
  places: readonly Expr[],
  args: readonly GenericOperand[],
  params: readonly Type[],
): { sig: Signature; params: readonly Type[] } | undefined {
  const n = sig.tparams.length;
  const own = renameTypeParams(c, sig.tparams, params);
  const tparams = [...own.tparams];
  const targs: (Type | undefined)[] = own.tparams.map((_, i) => given[i]);
  const originals = new Map<Operand, Signature>();
  for (const arg of args) {
    if (arg.type.kind !== 'signature' || arg.type.tparams.length === 0) continue;
    const { type } = arg;
    const plain = new Signature(undefined, type.params, type.results, type.variadic);
    const fresh = renameTypeParams(c, type.tparams, [plain]);
    originals.set(arg, type);
    arg.type = fresh.types[0] ?? type;
    tparams.push(...fresh.tparams);
    fresh.tparams.forEach((_, i) => targs.push(arg.targs?.[i]));
  }
  const found = infer(c, call.pos, tparams, targs, own.types, args, false);
  if (found === undefined || 'message' in found) {
    for (const [arg, type] of originals) arg.type = type;
    if (found !== undefined) {
      c.error(found.at, `in call to ${exprString(call.fun)}, ${found.message}`);
    }
    return undefined;
  }
  const mine = found.slice(0, n);
  const rsig = n === 0 ? sig : instantiateSignature(c, call.pos, call.fun, sig, mine, places);
  let at = n;
  for (const [arg, type] of originals) {
    const theirs = found.slice(at, at + type.tparams.length);
    arg.type = instantiateSignature(c, call.pos, arg.expr, type, theirs, []);
    record(c, arg);
    at += type.tparams.length;
  }
  const map = substitution(sig.tparams, mine);
  return { sig: rsig, params: params.map((p) => substitute(p, map, c.instances.type)) };
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
