/**
 * Type identity and type sets, each of which needs the other: whether two types are the same, what
 * belongs to an interface, and whether values can be compared.
 */

import type { Pos } from '../syntax/pos';
import { constraintInterface, isExported, isValid, sameName, underlying } from './predicates';
import type { Func, Interface, Named, Struct, Term, Tuple, Type, TypeParam, Union } from './types';

interface InterfacePair {
  readonly x: Interface;
  readonly y: Interface;
  readonly outer: InterfacePair | undefined;
}

/** Whether x and y are the same type. */
export function identical(x: Type, y: Type): boolean {
  return same(x, y, false, undefined);
}

/** As `identical`, with struct tags ignored: the relation conversions use. */
export function identicalIgnoreTags(x: Type, y: Type): boolean {
  return same(x, y, true, undefined);
}

function same(x: Type, y: Type, ignoreTags: boolean, pairs: InterfacePair | undefined): boolean {
  if (x === y) return true;
  const go = (a: Type, b: Type): boolean => same(a, b, ignoreTags, pairs);
  switch (x.kind) {
    case 'basic':
      return y.kind === 'basic' && x.basic === y.basic;
    case 'pointer':
      return y.kind === 'pointer' && go(x.elem, y.elem);
    case 'slice':
      return y.kind === 'slice' && go(x.elem, y.elem);
    case 'array': {
      if (y.kind !== 'array') return false;
      // An invalid length was reported already and must not cause further messages.
      return (x.length < 0 || y.length < 0 || x.length === y.length) && go(x.elem, y.elem);
    }
    case 'map':
      return y.kind === 'map' && go(x.key, y.key) && go(x.elem, y.elem);
    case 'chan':
      return y.kind === 'chan' && x.dir === y.dir && go(x.elem, y.elem);
    case 'struct':
      return y.kind === 'struct' && sameStruct(x, y, ignoreTags, pairs);
    case 'tuple':
      return y.kind === 'tuple' && sameTuple(x, y, ignoreTags, pairs);
    case 'signature':
      return (
        y.kind === 'signature' &&
        x.variadic === y.variadic &&
        x.tparams.length === y.tparams.length &&
        sameTuple(x.params, y.params, ignoreTags, pairs) &&
        sameTuple(x.results, y.results, ignoreTags, pairs)
      );
    case 'interface':
      return y.kind === 'interface' && sameInterface(x, y, ignoreTags, pairs);
    case 'named':
      return y.kind === 'named' && x.generic !== undefined && sameInstance(x, y);
    case 'union':
      return y.kind === 'union' && sameTerms(unionTerms(x), unionTerms(y));
    case 'typeparam':
      return false;
  }
}

/** The declared type of an instance, or the type itself. */
export function genericOf(type: Named): Named {
  return type.generic ?? type;
}

function sameInstance(x: Named, y: Named): boolean {
  return x.generic === y.generic && sameTypes(x.targs, y.targs);
}

/** Whether two lists have the same types in the same order. */
export function sameTypes(x: readonly Type[], y: readonly Type[]): boolean {
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (!identical(x[i]!, y[i]!)) return false;
  return true;
}

function sameTuple(
  x: Tuple,
  y: Tuple,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  if (x.vars.length !== y.vars.length) return false;
  return x.vars.every((v, i) => {
    const other = y.vars[i];
    return other !== undefined && same(v.type, other.type, ignoreTags, pairs);
  });
}

function sameStruct(
  x: Struct,
  y: Struct,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  if (x.fields.length !== y.fields.length) return false;
  return x.fields.every((f, i) => {
    const g = y.fields[i];
    return (
      g !== undefined &&
      f.embedded === g.embedded &&
      (ignoreTags || x.tags[i] === y.tags[i]) &&
      sameName(f.name, f.pkg, g.name, g.pkg) &&
      same(f.type, g.type, ignoreTags, pairs)
    );
  });
}

function sameInterface(
  x: Interface,
  y: Interface,
  ignoreTags: boolean,
  pairs: InterfacePair | undefined,
): boolean {
  const a = typeSet(x);
  const b = typeSet(y);
  if (x.comparable !== y.comparable || a.length !== b.length) return false;
  if ((x.terms ?? y.terms) !== undefined && !sameTerms(x.terms, y.terms)) return false;
  // Interfaces may refer to each other through anonymous types: assume equality on the second
  // visit.
  for (let p = pairs; p !== undefined; p = p.outer) {
    if ((p.x === x && p.y === y) || (p.x === y && p.y === x)) return true;
  }
  const inner: InterfacePair = { x, y, outer: pairs };
  return a.every((m, i) => {
    const n = b[i];
    return (
      n !== undefined &&
      sameName(m.name, m.pkg, n.name, n.pkg) &&
      same(m.type, n.type, ignoreTags, inner)
    );
  });
}

// ------------------------------------------------------------------------------------------- terms

/** A set of types; undefined: all of them. */
type Terms = readonly Term[] | undefined;

/** Whether two terms have no type in common. */
export function disjoint(x: Term, y: Term): boolean {
  const ux = y.tilde ? underlying(x.type) : x.type;
  const uy = x.tilde ? underlying(y.type) : y.type;
  return !identical(ux, uy);
}

/** Whether a type belongs to a term. */
export function includes(term: Term, type: Type): boolean {
  return identical(term.type, term.tilde ? underlying(type) : type);
}

function termSubset(x: Term, y: Term): boolean {
  return !disjoint(x, y) && (!x.tilde || y.tilde);
}

/** Whether every type of `x` belongs to `y`. */
export function isSubset(x: Terms, y: Terms): boolean {
  if (y === undefined) return true;
  if (x === undefined) return false;
  return x.every((t) => y.some((other) => termSubset(t, other)));
}

function sameTerms(x: Terms, y: Terms): boolean {
  return isSubset(x, y) && isSubset(y, x);
}

/** The union without terms that others contain. */
function addTerm(list: Term[], term: Term): void {
  if (list.some((other) => termSubset(term, other))) return;
  for (let i = list.length - 1; i >= 0; i--) if (termSubset(list[i]!, term)) list.splice(i, 1);
  list.push(term);
}

function intersect(x: Terms, y: Terms): Terms {
  if (x === undefined) return y;
  if (y === undefined) return x;
  const list: Term[] = [];
  for (const a of x) {
    for (const b of y) {
      if (disjoint(a, b)) continue;
      addTerm(list, a.tilde && !b.tilde ? b : a);
    }
  }
  return list;
}

const unionSets = new WeakMap<Union, { terms: Terms }>();

function unionTerms(union: Union): Terms {
  const known = unionSets.get(union);
  if (known !== undefined) return known.terms;
  const set: { terms: Terms } = { terms: [] };
  unionSets.set(union, set);
  const list: Term[] = [];
  for (const term of union.terms) {
    const u = underlying(term.type);
    if (u.kind === 'interface') {
      typeSet(u);
      if (u.terms === undefined) return (set.terms = undefined);
      for (const inner of u.terms) addTerm(list, inner);
    } else if (isValid(u) && !(term.tilde && !identical(term.type, u))) addTerm(list, term);
  }
  return (set.terms = list);
}

// --------------------------------------------------------------------------------------- type sets

/**
 * Told about methods that occur twice: `explicit` ones always, others only if their types differ.
 */
type DuplicateMethod = (pos: Pos, method: Func, other: Func, explicit: boolean) => void;

/**
 * Every method of an interface, sorted as Go sorts them: exported first, then by name and package.
 * With them the rest of the type set becomes known: `terms`, `comparable`.
 */
export function typeSet(type: Interface, onDuplicate?: DuplicateMethod): readonly Func[] {
  if (type.allMethods !== undefined) return type.allMethods;
  // A cycle of embedding (reported elsewhere) sees the empty set.
  type.allMethods = [];
  const all: Func[] = [];
  const add = (pos: Pos, method: Func, explicit: boolean): void => {
    const other = all.find((m) => sameName(m.name, m.pkg, method.name, method.pkg));
    if (other === undefined) all.push(method);
    else if (other !== method) onDuplicate?.(pos, method, other, explicit);
  };
  for (const method of type.methods) add(method.pos, method, true);
  type.embeddeds.forEach((embedded, i) => {
    const u = underlying(embedded);
    if (!isValid(u)) return;
    if (u.kind !== 'interface') {
      restrict(
        type,
        u.kind === 'union' ? unionTerms(u) : [{ tilde: false, type: embedded }],
        false,
      );
      return;
    }
    const methods = typeSet(u, onDuplicate);
    restrict(type, u.terms, u.comparable);
    const pos = type.embedPos[i] ?? (0 as Pos);
    for (const method of methods) add(pos, method, false);
  });
  all.sort(compareMethods);
  type.allMethods = all;
  return all;
}

/** Intersects an interface's types with others; `comparable` restricts terms by itself. */
function restrict(type: Interface, terms: Terms, comparable: boolean): void {
  if (terms === undefined && !comparable) return;
  type.terms = intersect(type.terms, terms);
  type.comparable ||= comparable;
  if (!type.comparable || type.terms === undefined) return;
  type.terms = type.terms.filter((t) => isStrictlyComparable(t.type));
  type.comparable = false;
}

/** Go's order of methods: exported first, then by name and package. */
export function compareMethods(a: Func, b: Func): number {
  const exportedA = isExported(a.name);
  if (exportedA !== isExported(b.name)) return exportedA ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  const pathA = a.pkg?.path ?? '';
  const pathB = b.pkg?.path ?? '';
  return pathA < pathB ? -1 : pathA > pathB ? 1 : 0;
}

/** The types a type parameter may stand for; undefined: no specific ones. */
export function termsOf(type: TypeParam): readonly Term[] | undefined {
  const bound = constraintInterface(type);
  typeSet(bound);
  return bound.terms !== undefined && bound.terms.length > 0 ? bound.terms : undefined;
}

/** No type satisfies the constraint. */
export function hasEmptyTypeSet(type: Interface): boolean {
  typeSet(type);
  return type.terms !== undefined && type.terms.length === 0;
}

// ----------------------------------------------------------------------------------- comparability

/**
 * The reason why values of a type cannot be compared; undefined if they can; '' if there is no more
 * to say. `dynamic`: interfaces can be compared, which may panic.
 */
export function incomparableReason(
  type: Type,
  print: (type: Type) => string,
  dynamic = true,
  seen: Set<Type> = new Set(),
): string | undefined {
  if (seen.has(type)) return undefined;
  seen.add(type);
  const u = underlying(type);
  switch (u.kind) {
    case 'basic':
      return u.basic === 'untyped nil' ? '' : undefined;
    case 'pointer':
    case 'chan':
      return undefined;
    case 'interface':
      if (dynamic && type.kind !== 'typeparam') return undefined;
      if (isComparableSet(u, seen)) return undefined;
      return hasEmptyTypeSet(u) ? 'empty type set' : 'incomparable types in type set';
    case 'struct':
      for (const field of u.fields) {
        if (incomparableReason(field.type, print, dynamic, seen) !== undefined) {
          return `struct containing ${print(field.type)} cannot be compared`;
        }
      }
      return undefined;
    case 'array':
      if (incomparableReason(u.elem, print, dynamic, seen) === undefined) return undefined;
      return `${print(type)} cannot be compared`;
    default:
      return '';
  }
}

function isComparableSet(type: Interface, seen: Set<Type>): boolean {
  typeSet(type);
  if (type.terms === undefined) return type.comparable;
  const none = (): string => '';
  return (
    type.terms.length > 0 &&
    type.terms.every((t) => incomparableReason(t.type, none, false, seen) === undefined)
  );
}

export function isComparable(type: Type): boolean {
  return incomparableReason(type, () => '') === undefined;
}

/** Values can be compared, and no comparison panics. */
export function isStrictlyComparable(type: Type): boolean {
  return incomparableReason(type, () => '', false) === undefined;
}
