/**
 * Type parameter lists and constraints: from syntax to types.
 */

import type { Expr, Field, Name } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { exprString } from '../syntax/exprstring';
import type { Checker } from './context';
import { disjoint, identical, typeSet } from './identity';
import { isInterface, isValid, underlying } from './predicates';
import { Interface, TypeName, TypeParam, Union } from './types';
import type { Term, Type } from './types';
import { typ, universe } from './universe';
import { typeString } from './typestring';

/** Declares type parameters in the current scope; all are visible in all constraints. */
export function declareTypeParams(
  c: Checker,
  fields: readonly Field[],
  bind: (tparams: TypeParam[]) => void,
): void {
  const scopePos = fields[0]?.pos ?? (0 as Pos);
  const tparams = fields.map((f, i) => declareTypeParam(c, f.name, f.pos, i, scopePos));
  bind(tparams);
  const outer = c.inTypeParams;
  c.inTypeParams = true;
  let bound: Type = typ.invalid;
  fields.forEach((f, i) => {
    const p = tparams[i];
    if (i === 0 || f.typeExpr !== fields[i - 1]?.typeExpr) {
      bound = constraint(c, f.typeExpr);
      if (bound.kind === 'typeparam') {
        c.error(f.typeExpr, 'cannot use a type parameter as constraint');
        bound = typ.invalid;
      }
    }
    if (p !== undefined) p.bound = bound;
  });
  c.inTypeParams = outer;
}

/** Declares one type parameter without a constraint yet. */
export function declareTypeParam(
  c: Checker,
  name: Name | undefined,
  pos: Pos,
  index: number,
  scopePos: Pos,
): TypeParam {
  const obj = new TypeName(name?.pos ?? pos, c.pkg, name?.name ?? '_', typ.invalid);
  const tparam = new TypeParam(obj, index, typ.invalid);
  obj.type = tparam;
  c.declare(c.env.scope, name, obj, scopePos);
  if (name !== undefined) {
    name.type = tparam;
    name.mode = 'type';
  }
  return tparam;
}

function isTerm(e: Expr): boolean {
  if (e.kind !== 'Operation') return false;
  return e.y === undefined ? e.op === '~' : e.op === '|';
}

/** A constraint: `~T` and unions may stand there without the interface around them. */
function constraint(c: Checker, e: Expr): Type {
  if (!isTerm(e)) return c.entries.typeExpr(c, e);
  const type = new Interface([], [union(c, e)], [e.start]);
  type.implicit = true;
  c.later(() => typeSet(type));
  e.type = type;
  e.mode = 'type';
  return type;
}

/** gc gives up on unions that are longer. */
const maxTerms = 100;

/** The terms of `~int | string | T`, or the only type there. */
export function union(c: Checker, e: Expr): Type {
  const parts = flatten(e);
  const terms: Term[] = [];
  let tooMany = false;
  for (const part of parts) {
    const term = parseTerm(c, part);
    if (parts.length === 1 && !term.tilde) return term.type;
    if (terms.length < maxTerms) terms.push(term);
    else if (!tooMany) {
      const limit = `cannot handle more than ${maxTerms} union terms`;
      c.error(part, `${limit} (implementation limitation)`);
      tooMany = true;
    }
  }
  if (tooMany) return typ.invalid;
  c.later(() => {
    terms.forEach((term, i) => {
      const place = parts[i];
      if (place !== undefined) checkTerm(c, place, term, terms.slice(0, i));
    });
  });
  return new Union(terms);
}

function flatten(e: Expr): Expr[] {
  const list: Expr[] = [];
  let rest = e;
  while (rest.kind === 'Operation' && rest.op === '|' && rest.y !== undefined) {
    list.unshift(rest.y);
    rest = rest.x;
  }
  list.unshift(rest);
  return list;
}

function parseTerm(c: Checker, e: Expr): Term {
  const tilde = e.kind === 'Operation' && e.op === '~' && e.y === undefined;
  const inner = tilde ? e.x : e;
  const type = c.entries.typeExpr(c, inner);
  if (type.kind !== 'typeparam') return { tilde, type };
  if (tilde) c.error(inner, `type in term ${exprString(e)} cannot be a type parameter`);
  else c.error(inner, 'term cannot be a type parameter');
  return { tilde, type: typ.invalid };
}

function checkTerm(c: Checker, place: Expr, term: Term, before: readonly Term[]): void {
  const { type, tilde } = term;
  if (!isValid(type)) return;
  const u = underlying(type);
  const text = c.typeText(type);
  if (tilde) {
    if (u.kind === 'interface') {
      c.error(place, `invalid use of ~ (${text} is an interface)`);
      return;
    }
    if (!identical(u, type)) {
      c.error(place, `invalid use of ~ (underlying type of ${text} is ${c.typeText(u)})`);
      return;
    }
  }
  if (u.kind === 'interface') {
    const methods = typeSet(u);
    if (methods.length > 0) {
      c.error(place, `cannot use ${termText(term)} in union (${termText(term)} contains methods)`);
    } else if (type === universe.lookup('comparable')?.type) {
      c.error(place, 'cannot use comparable in union');
    } else if (u.comparable) {
      const what = termText(term);
      c.error(place, `cannot use ${what} in union (${what} embeds comparable)`);
    }
    return;
  }
  const other = before.find((t) => isValid(t.type) && !isInterface(t.type) && !disjoint(t, term));
  if (other !== undefined) {
    c.error(place, `overlapping terms ${termText(term)} and ${termText(other)}`);
  }
}

function termText({ tilde, type }: Term): string {
  return (tilde ? '~' : '') + typeString(type, (pkg) => pkg.path);
}
