/**
 * Instantiation of generic functions and types: explicit, inferred from a target, and the check
 * that arguments satisfy constraints.
 */

import type { Expr, IndexExpr, Name } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { startOf } from './extent';
import type { Checker } from './context';
import { exprString } from '../syntax/exprstring';
import { infer, renameTypeParams } from './infer';
import { valueOperand } from './operand';
import type { Operand } from './operand';
import { isParameterized, substitute, substitution } from './subst';
import { implementsInterface } from './satisfy';
import { unparen } from './entry';
import { Signature } from './types';
import type { Type, TypeParam } from './types';
import { typ } from './universe';
import { varType } from './vartype';
import { constraintInterface } from './predicates';

/** The types of a list of type expressions; undefined after a complaint. */
export function typeList(c: Checker, list: readonly Expr[]): Type[] | undefined {
  const types = list.map((e) => varType(c, e));
  return types.every((t) => t !== typ.invalid) ? types : undefined;
}

/**
 * Gives the generic function in `x` its type arguments: those of `inst`, the rest from the target.
 * `partial` gives those of `inst` back if they are not all.
 */
export function functionInstance(
  c: Checker,
  x: Operand,
  inst: IndexExpr | undefined,
  target: Checker['target'],
  partial = false,
): Type[] | undefined {
  if (x.type.kind !== 'signature') return undefined;
  const sig = x.type;
  const pos = inst?.pos ?? positionOf(x);
  let targs: readonly Type[] = [];
  if (inst !== undefined) {
    x.expr = inst;
    const list = typeList(c, inst.indices);
    if (list === undefined) {
      x.mode = 'invalid';
      return undefined;
    }
    targs = list;
    if (list.length > sig.tparams.length) {
      const at = inst.indices[list.length - 1] ?? inst;
      const want = sig.tparams.length;
      c.error(at, `got ${list.length} type arguments but want ${want}`);
      x.mode = 'invalid';
      return undefined;
    }
  }
  if (targs.length < sig.tparams.length) {
    if (partial) return [...targs];
    const inferred = inferFromTarget(c, x, sig, pos, targs, target);
    if (inferred === undefined) {
      x.mode = 'invalid';
      return undefined;
    }
    targs = inferred;
  }
  const places = inst?.indices ?? [];
  x.type = instantiateSignature(c, positionOf(x), x.expr, sig, targs, places);
  x.mode = 'value';
  return undefined;
}

function positionOf(x: Operand): Pos {
  return x.expr?.pos ?? (0 as Pos);
}

function inferFromTarget(
  c: Checker,
  x: Operand,
  sig: Signature,
  pos: Pos,
  given: readonly Type[],
  target: Checker['target'],
): readonly Type[] | undefined {
  const plain = new Signature(undefined, sig.params, sig.results, sig.variadic);
  const { tparams, types } = renameTypeParams(c, sig.tparams, target === undefined ? [] : [plain]);
  const args: Operand[] = [];
  if (target !== undefined) {
    const at = x.expr;
    const name: Name = {
      kind: 'Name',
      name: target.description,
      pos: positionOf(x),
      start: at?.start ?? positionOf(x),
      end: at?.end ?? positionOf(x),
    };
    args.push(valueOperand(name, target.sig));
  }
  const found = infer(c, pos, tparams, given, types, args, true);
  if (found === undefined) return undefined;
  if (!('message' in found)) return found;
  c.error(found.at, found.message);
  return undefined;
}

/** The type of a generic function with its type arguments, which are checked later. */
export function instantiateSignature(
  c: Checker,
  pos: Pos,
  e: Expr | undefined,
  sig: Signature,
  targs: readonly Type[],
  places: readonly Expr[],
): Signature {
  recordInstance(c, e, targs);
  c.later(() => {
    verify(c, pos, sig.tparams, targs, places);
  });
  return c.instances.signature(sig, targs);
}

/** Notes on the name of a generic function which instance it denotes. */
function recordInstance(c: Checker, e: Expr | undefined, targs: readonly Type[]): void {
  if (e === undefined) return;
  let inner = unparen(e);
  if (inner.kind === 'IndexExpr') inner = unparen(inner.x);
  if (inner.kind === 'SelectorExpr') inner = inner.sel;
  if (inner.kind !== 'Name' || inner.obj?.kind !== 'func') return;
  inner.targs = targs;
  const { obj } = inner;
  const generic = obj.generic ?? obj;
  if (!targs.some((t) => isParameterized(t))) inner.obj = c.instances.func(generic, targs);
}

/** Checks that type arguments satisfy their constraints; `places` are those that are written. */
export function verify(
  c: Checker,
  pos: Pos,
  tparams: readonly TypeParam[],
  targs: readonly Type[],
  places: readonly Expr[],
): void {
  if (c.isInstantiating) return;
  const map = substitution(tparams, targs);
  for (const [i, p] of tparams.entries()) {
    constraintInterface(p);
    const bound = substitute(p.bound, map, c.instances.type);
    const verdict = implementsInterface(c, targs[i] ?? typ.invalid, bound, true);
    if (verdict === true) continue;
    const place = places[i];
    c.error(place === undefined ? pos : startOf(place), verdict.cause);
    return;
  }
  c.monomorphy.instance(pos, tparams, targs, places.map(startOf));
}

/** Refuses generic functions and types without type arguments, unless a target tells them. */
export function notGeneric(c: Checker, x: Operand, e: Expr, target: Checker['target']): void {
  const { kind } = x.type;
  if ((kind !== 'signature' && kind !== 'named') || x.mode === 'invalid') return;
  if (x.mode === 'novalue') return;
  let what: string;
  if (x.type.kind === 'signature' && x.type.tparams.length > 0) {
    if (target !== undefined) {
      x.expr = e;
      functionInstance(c, x, undefined, target);
      return;
    }
    what = 'function';
  } else if (x.type.kind === 'named' && x.type.isGeneric) what = 'type';
  else return;
  c.error(e, `cannot use generic ${what} ${exprString(e)} without instantiation`);
  x.mode = 'invalid';
  x.type = typ.invalid;
}
