/**
 * Type inference: the type arguments of a generic function from the types of its arguments and from
 * its constraints. After types2's infer.go, with its messages.
 */

import type { Pos } from '../syntax/pos';
import { exprString } from '../syntax/exprstring';
import type { Checker } from './context';
import { constraintInterface, defaultType, isUntyped, maxUntyped } from './predicates';
import { lackingMethod } from './satisfy';
import { isParameterized, substitute, substitution } from './subst';
import { coreType } from './typeset';
import { termsOf } from './identity';
import type { Operand } from './operand';
import { TypeName, TypeParam } from './types';
import type { Interface, Term, Type } from './types';
import { Unifier, unifyMode } from './unify';
import { typ } from './universe';

/** What is wrong with the arguments of a call; without a message it was reported already. */
interface InferenceError {
  readonly at: Operand | Pos;
  readonly message: string;
}

type Report = (at: Operand | Pos, message: string) => undefined;

/**
 * The type arguments for `tparams`, of which `given` are known; `params` are the types of the
 * parameters that `args` go to. `reverse`: the parameter is the function, the argument its target.
 */
export function infer(
  c: Checker,
  pos: Pos,
  tparams: readonly TypeParam[],
  given: readonly (Type | undefined)[],
  params: readonly Type[],
  args: readonly Operand[],
  reverse: boolean,
): readonly Type[] | InferenceError | undefined {
  const targs = tparams.map((_, i) => given[i]);
  if (targs.every((t) => t !== undefined)) return targs;
  if (args.some((arg) => arg.mode === 'invalid')) return undefined;
  let error: InferenceError | undefined;
  const report: Report = (at, message) => {
    error = { at, message };
    return undefined;
  };
  const known = substitution(tparams, targs);
  const wanted = params.map((p) => substitute(p, known, c.instances.type));
  const u = new Unifier(tparams, targs, (method) => {
    c.entries.objDecl(c, method);
  });
  const inference: Inference = { c, pos, tparams, u, reverse, report };
  const untyped = unifyArguments(inference, wanted, args);
  if (untyped === undefined) return error;
  if (!unifyConstraints(inference)) return error;
  if (!useDefaults(inference, untyped, wanted, args)) return error;
  return complete(inference, targs) ?? error;
}

interface Inference {
  readonly c: Checker;
  readonly pos: Pos;
  readonly tparams: readonly TypeParam[];
  readonly u: Unifier;
  readonly reverse: boolean;
  readonly report: Report;
}

/** Unifies typed arguments with their parameters; the result is the numbers of untyped ones. */
function unifyArguments(
  i: Inference,
  params: readonly Type[],
  args: readonly Operand[],
): number[] | undefined {
  const untyped: number[] = [];
  for (const [n, arg] of args.entries()) {
    const param = params[n];
    if (param === undefined) continue;
    const open = isParameterized(param, i.tparams) || isParameterized(arg.type, i.tparams);
    if (!open) continue;
    if (isUntyped(arg.type)) {
      if (param.kind === 'typeparam' && !arg.isNil()) untyped.push(n);
    } else if (!i.u.unify(param, arg.type, unifyMode.assign)) {
      return mismatch(i, param, arg);
    }
  }
  return untyped;
}

function mismatch(i: Inference, param: Type, arg: Operand): undefined {
  const { c, tparams } = i;
  const targs = i.u.inferred(tparams);
  const type = c.typeText(arg.type);
  const what = arg.expr === undefined ? '' : exprString(arg.expr);
  const wanted = c.typeText(param);
  if (targs.every((t) => t === undefined)) {
    const list = typeParamsText(tparams);
    return i.report(arg, `type ${type} of ${what} does not match ${wanted} (cannot infer ${list})`);
  }
  const inferred = substitute(param, substitution(tparams, targs), c.instances.type);
  if (inferred === param) return i.report(arg, `type ${type} of ${what} does not match ${wanted}`);
  const found = c.typeText(inferred);
  if (i.reverse) {
    const text = `inferred type ${found} for ${wanted} does not match type ${type} of ${what}`;
    return i.report(arg, text);
  }
  const text = `type ${type} of ${what} does not match inferred type ${found} for ${wanted}`;
  return i.report(arg, text);
}

/** Constraints say more about what is known, until nothing new comes. */
function unifyConstraints(i: Inference): boolean {
  for (;;) {
    const before = i.u.unknowns;
    for (const p of i.tparams) if (!unifyConstraint(i, p)) return false;
    if (i.u.unknowns === before) return true;
  }
}

function unifyConstraint(i: Inference, p: TypeParam): boolean {
  const { c, u } = i;
  const type = u.at(p);
  const { term, single } = coreTerm(p);
  if (term !== undefined) {
    if (type !== undefined) {
      if (!u.unify(type, term.type, unifyMode.inexact)) {
        const text = `${c.typeText(p)} (type ${c.typeText(type)}) does not satisfy`;
        i.report(i.pos, `${text} ${c.typeText(p.bound)}`);
        return false;
      }
    } else if (single && !term.tilde) u.set(p, term.type);
  }
  if (type === undefined || isParameterized(type, i.tparams)) return true;
  const constraint: Interface = constraintInterface(p);
  const cause = lackingMethod(c, type, constraint, (x, y) => u.unify(x, y, unifyMode.exact));
  if (cause === undefined) return true;
  const text = `${c.typeText(p)} (type ${c.typeText(type)}) does not satisfy`;
  i.report(i.pos, `${text} ${c.typeText(p.bound)} ${cause}`);
  return false;
}

/** The only term of a constraint, or a term for the underlying type all its types share. */
function coreTerm(p: TypeParam): { term: Term | undefined; single: boolean } {
  const terms = termsOf(p);
  if (terms?.length === 1) return { term: terms[0], single: true };
  const type = terms === undefined ? undefined : coreType(p);
  if (type === undefined) return { term: undefined, single: false };
  return { term: { tilde: terms?.some((t) => t.tilde) === true, type }, single: false };
}

/** What only untyped constants decide becomes the default type of the largest kind among them. */
function useDefaults(
  i: Inference,
  untyped: readonly number[],
  params: readonly Type[],
  args: readonly Operand[],
): boolean {
  const largest = new Map<TypeParam, Type>();
  for (const n of untyped) {
    const p = params[n];
    const arg = args[n];
    if (p?.kind !== 'typeparam' || arg === undefined || i.u.at(p) !== undefined) continue;
    const before = largest.get(p);
    const max = before === undefined ? arg.type : maxUntyped(before, arg.type);
    if (max === undefined) {
      const types = `${i.c.typeText(before ?? arg.type)} and ${i.c.typeText(arg.type)}`;
      i.report(arg, `mismatched types ${types} (cannot infer ${i.c.typeText(p)})`);
      return false;
    }
    largest.set(p, max);
  }
  for (const [p, type] of largest) i.u.set(p, defaultType(type));
  return true;
}

/** Puts what was found into what was found, until no type parameter is left. */
function complete(i: Inference, given: readonly (Type | undefined)[]): readonly Type[] | undefined {
  const { c, tparams } = i;
  const inferred = i.u.inferred(tparams);
  dropCycles(tparams, inferred);
  let dirty = inferred.flatMap((t, n) => (t !== undefined && given[n] === undefined ? [n] : []));
  while (dirty.length > 0) {
    const map = substitution(tparams, inferred);
    dirty = dirty.filter((n) => {
      const type = inferred[n] ?? typ.invalid;
      const simpler = substitute(type, map, c.instances.type);
      inferred[n] = simpler;
      return simpler !== type;
    });
  }
  const types: Type[] = [];
  for (const [n, type] of inferred.entries()) {
    if (type === undefined || isParameterized(type, tparams)) {
      const obj = tparams[n]?.obj;
      const at = obj === undefined ? '' : c.positionString(obj.pos);
      return i.report(i.pos, `cannot infer ${obj?.name ?? ''} (declared at ${at})`);
    }
    types.push(type);
  }
  return types;
}

/** Type parameters that stand for types that contain them are not inferred. */
function dropCycles(tparams: readonly TypeParam[], inferred: (Type | undefined)[]): void {
  const open = new Set<Type>();
  const visit = (type: Type): void => {
    if (open.has(type)) {
      const n = type.kind === 'typeparam' ? tparams.indexOf(type) : -1;
      if (n >= 0) inferred[n] = undefined;
      return;
    }
    open.add(type);
    for (const part of parts(type)) visit(part);
    if (type.kind === 'typeparam') {
      const own = inferred[tparams.indexOf(type)];
      if (own !== undefined) visit(own);
    }
    open.delete(type);
  };
  tparams.forEach(visit);
}

function parts(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return [type.elem];
    case 'map':
      return [type.key, type.elem];
    case 'struct':
      return type.fields.map((f) => f.type);
    case 'tuple':
      return type.vars.map((v) => v.type);
    case 'signature':
      return [type.params, type.results];
    case 'union':
      return type.terms.map((t) => t.type);
    case 'interface':
      return [...type.methods.map((m) => m.type), ...type.embeddeds];
    case 'named':
      return type.targs;
    default:
      return [];
  }
}

/**
 * Fresh copies of type parameters with `types` in terms of them: so a generic function can be
 * called from its own body.
 */
export function renameTypeParams(
  c: Checker,
  tparams: readonly TypeParam[],
  types: readonly Type[],
): { tparams: TypeParam[]; types: Type[] } {
  const fresh = tparams.map((p) => {
    const { pos, pkg, name } = p.obj;
    const obj = new TypeName(pos, pkg, name, typ.invalid);
    const copy = new TypeParam(obj, p.index, p.bound);
    obj.type = copy;
    return copy;
  });
  const map = substitution(tparams, fresh);
  for (const p of fresh) p.bound = substitute(p.bound, map, c.instances.type);
  return { tparams: fresh, types: types.map((t) => substitute(t, map, c.instances.type)) };
}

/** `P`, `P and Q`, `P, Q, and R`. */
function typeParamsText(list: readonly TypeParam[]): string {
  const names = list.map((p) => p.obj.name);
  const last = names.pop() ?? '';
  if (names.length === 0) return last;
  return names.length === 1 ? `${names[0]!} and ${last}` : `${names.join(', ')}, and ${last}`;
}
