/**
 * Invalid recursion: types that contain themselves, and declarations that refer to themselves.
 */

import type { Expr } from '../syntax/nodes';
import type { Checker } from './context';
import { TypeName } from './types';
import type { Interface, Named, Obj, Type } from './types';
import { typ } from './universe';
import { genericOf, identical, typeSet } from './identity';

/** Number of the object of a cycle that stands first in the source. */
export function firstInSource(cycle: readonly Obj[]): number {
  let first = 0;
  cycle.forEach((obj, i) => {
    if (obj.pos < (cycle[first]?.pos ?? 0)) first = i;
  });
  return first;
}

/** Complains about a cycle, listing its members from number `start` on. */
export function cycleError(c: Checker, cycle: readonly Obj[], start: number): void {
  const first = cycle[start];
  if (first === undefined) return;
  const isType = first.kind === 'typename';
  if (cycle.length === 1) {
    const what = isType ? 'invalid recursive type: ' : 'invalid cycle in declaration: ';
    c.error(first, `${what}${first.name} refers to itself`);
    return;
  }
  const what = isType ? 'invalid recursive type' : 'invalid cycle in declaration of';
  const details = cycle.map((_, i) => {
    const from = cycle[(start + i) % cycle.length] ?? first;
    const to = cycle[(start + i + 1) % cycle.length] ?? first;
    return { at: from.pos, text: `${from.name} refers to ${to.name}` };
  });
  c.error(first, `${what} ${first.name}`, details);
}

/** Finds `type A B; type B A`: chains of names that never come to a type. */
export function directCycles(c: Checker): void {
  const done = new Set<TypeName>();
  for (const obj of c.objList) {
    if (obj.kind !== 'typename') continue;
    const path: TypeName[] = [];
    let next: TypeName | undefined = obj;
    while (next !== undefined && !done.has(next)) {
      const start = path.indexOf(next);
      if (start >= 0) {
        const cycle = path.slice(start);
        next.type = typ.invalid;
        cycleError(c, cycle, firstInSource(cycle));
        break;
      }
      path.push(next);
      const rhs: Expr | undefined = c.objMap.get(next)?.typeDecl?.typeExpr;
      const target: Obj | undefined =
        rhs?.kind === 'Name' ? c.pkg.scope.lookup(rhs.name) : undefined;
      next = target?.kind === 'typename' ? target : undefined;
    }
    for (const seen of path) done.add(seen);
  }
}

/**
 * Whether a type has a size, seen from where we are: a value of a type whose declaration is being
 * checked is an error inside that declaration.
 */
export function finiteSize(c: Checker, type: Type): boolean {
  switch (type.kind) {
    case 'named': {
      if (type.under !== undefined || type.origin === undefined) {
        const start = c.objPath.indexOf(type.obj);
        if (start < 0 || type.under !== undefined) return true;
        const cycle = c.objPath.slice(start);
        cycleError(c, cycle, firstInSource(cycle));
        return false;
      }
      return finiteSize(c, type.origin);
    }
    case 'array':
      return finiteSize(c, type.elem);
    case 'struct':
      return type.fields.every((f) => finiteSize(c, f.type));
    default:
      return true;
  }
}

/** Complains if values of a type would contain themselves; interfaces may not embed themselves. */
export function validType(c: Checker, named: Named): void {
  validInner(c, named, [], []);
}

/** `nest` are the instances whose type parameters can be met, innermost last. */
function validInner(c: Checker, type: Type, nest: Named[], path: Named[]): boolean {
  switch (type.kind) {
    case 'array':
      return validInner(c, type.elem, nest, path);
    case 'struct':
      return type.fields.every((f) => validInner(c, f.type, nest, path));
    case 'union':
      return type.terms.every((t) => validInner(c, t.type, nest, path));
    case 'interface':
      return type.embeddeds.every((e) => validInner(c, e, nest, path));
    case 'typeparam': {
      const instance = nest[nest.length - 1];
      const targ = instance?.targs[instance.tparams.indexOf(type)];
      // The argument was written outside of the instance.
      return targ === undefined || validInner(c, targ, nest.slice(0, -1), path);
    }
    case 'named':
      return validNamed(c, type, nest, path);
    default:
      return true;
  }
}

/** The name of a type where it stands for the type, or for an instance of it. */
function mentioned({ obj, at }: Named): TypeName {
  return at === undefined ? obj : new TypeName(at, obj.pkg, obj.name, obj.type);
}

function validNamed(c: Checker, type: Named, nest: Named[], path: Named[]): boolean {
  if (c.validTypes.has(type)) return true;
  const same = (t: Named): boolean => identical(t, type);
  if (nest.some(same)) {
    const cycle = path.slice(path.findIndex(same));
    // The type is taken as invalid from here on, so that its size is never asked for.
    const generic = genericOf(type);
    for (const t of [type, generic]) {
      t.origin = typ.invalid;
      t.under = typ.invalid;
    }
    cycleError(c, cycle.map(mentioned), 0);
    return false;
  }
  const { origin } = genericOf(type);
  if (origin === undefined) return true;
  const valid = validInner(c, origin, [...nest, type], [...path, type]);
  // What is said of an instance depends on the ones around it.
  if (valid && type.generic === undefined) c.validTypes.add(type);
  return valid;
}

/**
 * Whether the methods of an interface mention an interface twice without a name in between. Those
 * in
 * `known` were looked at before; what is visited is added.
 */
export function isAnonymousCycle(type: Interface, known: Set<Interface>): boolean {
  return mentions(type, [], known);
}

function mentions(type: Type, open: Interface[], known: Set<Interface>): boolean {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'array':
    case 'chan':
      return mentions(type.elem, open, known);
    case 'map':
      return mentions(type.key, open, known) || mentions(type.elem, open, known);
    case 'struct':
      return type.fields.some((f) => mentions(f.type, open, known));
    case 'signature':
      return mentions(type.params, open, known) || mentions(type.results, open, known);
    case 'tuple':
      return type.vars.some((v) => mentions(v.type, open, known));
    case 'interface': {
      if (open.includes(type)) return true;
      if (known.has(type)) return false;
      known.add(type);
      open.push(type);
      const found = typeSet(type).some((m) => mentions(m.type, open, known));
      open.pop();
      return found;
    }
    default:
      return false;
  }
}
