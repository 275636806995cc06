/**
 * Fields and methods by name, with embedding: selector lookup, method sets, missing methods.
 */

import { identical, typeSet } from './identity';
import { deref, isInterfacePointer, isValid, sameName, underlying } from './predicates';
import { methodString } from './typestring';
import type { Qualifier } from './typestring';
import { interfaceMethod } from './typeset';
import type { Func, Interface, Named, Package, Type, Var } from './types';

/** Result of a lookup; without `obj` the other fields say why there is none. */
export interface Lookup {
  readonly obj: Var | Func | undefined;
  /** Path of field numbers; not empty without `obj` means an ambiguous selector. */
  readonly index: readonly number[];
  /** A pointer was dereferenced on the way; without `obj`: the method needs a pointer receiver. */
  readonly indirect: boolean;
}

const notFound: Lookup = { obj: undefined, index: [], indirect: false };

interface Embedded {
  readonly type: Type;
  readonly index: readonly number[];
  readonly indirect: boolean;
  /** The type occurs several times at this depth, so whatever is found in it is ambiguous. */
  multiples: boolean;
}

/** Finds the field or method `name` of a value of type `type`, as code of package `pkg` sees it. */
export function lookupFieldOrMethod(
  type: Type,
  addressable: boolean,
  pkg: Package | undefined,
  name: string,
  foldCase = false,
): Lookup {
  // A defined pointer type has the fields of what it points to, but no methods.
  if (type.kind === 'named') {
    const u = underlying(type);
    if (u.kind === 'pointer') {
      const found = lookupImpl(u, false, pkg, name, foldCase);
      return found.obj?.kind === 'func' ? notFound : found;
    }
  }
  return lookupImpl(type, addressable, pkg, name, foldCase);
}

function lookupImpl(
  root: Type,
  addressable: boolean,
  pkg: Package | undefined,
  name: string,
  foldCase: boolean,
): Lookup {
  if (name === '_') return notFound;
  const start = deref(root);
  if (start.isPointer && underlying(start.type).kind === 'interface') return notFound;
  let current: Embedded[] = [
    { type: start.type, index: [], indirect: start.isPointer, multiples: false },
  ];
  const seen = new Set<Named>();
  while (current.length > 0) {
    const level = searchLevel(current, seen, pkg, name, foldCase);
    if (level.collision !== undefined) {
      return { obj: undefined, index: level.collision, indirect: false };
    }
    if (level.found !== undefined) {
      const { obj, indirect } = level.found;
      if (obj?.kind === 'func' && obj.pointerReceiver && !indirect && !addressable) {
        return { obj: undefined, index: [], indirect: true };
      }
      return level.found;
    }
    current = consolidate(level.next);
  }
  return notFound;
}

/** Looks at all embedded types of one depth; more than one hit there is a collision. */
function searchLevel(
  current: readonly Embedded[],
  seen: Set<Named>,
  pkg: Package | undefined,
  name: string,
  foldCase: boolean,
): { found?: Lookup; collision?: readonly number[]; next: Embedded[] } {
  const next: Embedded[] = [];
  let found: Lookup | undefined;
  let collision: readonly number[] | undefined;
  const hit = (e: Embedded, obj: Var | Func, number: number): void => {
    const index = [...e.index, number];
    if (found !== undefined || e.multiples) collision ??= index;
    else found = { obj, index, indirect: e.indirect };
  };
  for (const e of current) {
    if (e.type.kind === 'named') {
      if (seen.has(e.type)) continue;
      seen.add(e.type);
      const methods = e.type.methods;
      const at = methods.findIndex((m) => sameName(m.name, m.pkg, name, pkg, foldCase));
      const method = methods[at];
      if (method !== undefined) {
        hit(e, method, at);
        continue;
      }
    }
    const u = underlying(e.type);
    if (u.kind === 'struct') {
      u.fields.forEach((field, i) => {
        if (sameName(field.name, field.pkg, name, pkg, foldCase)) {
          hit(e, field, i);
        } else if (found === undefined && field.embedded) {
          const inner = deref(field.type);
          const indirect = e.indirect || inner.isPointer;
          next.push({ type: inner.type, index: [...e.index, i], indirect, multiples: e.multiples });
        }
      });
    } else if (u.kind === 'interface') {
      const inner = interfaceMethod(u, pkg, name, foldCase);
      if (inner !== undefined) hit(e, inner.method, inner.index);
    }
  }
  return { found, collision, next };
}

/** Merges equal types of one depth into one entry that is marked as ambiguous. */
function consolidate(list: Embedded[]): Embedded[] {
  if (list.length <= 1) return list;
  const unique: Embedded[] = [];
  for (const e of list) {
    const other = unique.find((u) => identical(u.type, e.type));
    if (other === undefined) unique.push(e);
    else other.multiples = true;
  }
  return unique;
}

/** One method of a method set with the way to it. */
interface MethodSetEntry {
  readonly method: Func;
  readonly index: readonly number[];
  readonly indirect: boolean;
}

/** The method set of a type, promoted methods included, sorted by name. */
export function methodSet(type: Type): MethodSetEntry[] {
  const names = new Map<string, Func>();
  collectMethodNames(type, names, new Set());
  const entries: MethodSetEntry[] = [];
  for (const method of names.values()) {
    const found = lookupFieldOrMethod(type, false, method.pkg, method.name);
    if (found.obj?.kind === 'func') {
      entries.push({ method: found.obj, index: found.index, indirect: found.indirect });
    }
  }
  return entries.sort((a, b) =>
    a.method.name < b.method.name ? -1 : a.method.name > b.method.name ? 1 : 0,
  );
}

function collectMethodNames(type: Type, names: Map<string, Func>, seen: Set<Type>): void {
  const { type: base } = deref(type);
  if (seen.has(base)) return;
  seen.add(base);
  const note = (m: Func): void => {
    const key = `${m.name}@${/^\p{Lu}/u.test(m.name) ? '' : (m.pkg?.path ?? '')}`;
    if (!names.has(key)) names.set(key, m);
  };
  if (base.kind === 'named') base.methods.forEach(note);
  const u = underlying(base);
  if (u.kind === 'interface') typeSet(u).forEach(note);
  if (u.kind === 'struct') {
    for (const field of u.fields) {
      if (field.embedded) collectMethodNames(field.type, names, seen);
    }
  }
}

/** Why a type lacks a method of an interface. */
interface MissingMethod {
  readonly method: Func;
  /** What follows "does not implement": `(missing method M)` and so on. */
  readonly cause: string;
}

/**
 * The first method of interface `target` that `type` lacks. `dynamic` is for type assertions: an
 * interface may then miss a method as long as none has the wrong type. `resolve` completes a
 * method.
 */
export function missingMethod(
  type: Type,
  target: Interface,
  dynamic: boolean,
  qualifier: Qualifier,
  print: (type: Type) => string,
  resolve: (method: Func) => void,
  same: (x: Type, y: Type) => boolean,
): MissingMethod | undefined {
  const own = underlying(type);
  for (const method of typeSet(target)) {
    if (own.kind === 'interface') {
      const found = interfaceMethod(own, method.pkg, method.name);
      if (found === undefined) {
        if (dynamic) continue;
        return { method, cause: missingCause(type, method, print) };
      }
      if (!same(found.method.type, method.type)) {
        return { method, cause: wrongTypeCause(found.method, method, qualifier) };
      }
      continue;
    }
    const found = lookupImpl(type, false, method.pkg, method.name, false);
    if (found.obj === undefined) {
      const cause = notFoundCause(type, method, found, qualifier, print, resolve);
      return { method, cause };
    }
    if (found.obj.kind === 'var') {
      const cause = `(${print(type)}.${method.name} is a field, not a method)`;
      return { method, cause };
    }
    resolve(found.obj);
    if (!same(found.obj.type, method.type)) {
      return { method, cause: wrongTypeCause(found.obj, method, qualifier) };
    }
  }
  return undefined;
}

/** A pointer to a type parameter, which has none of its methods. */
export function pointsToTypeParam(type: Type): boolean {
  const u = underlying(type);
  return u.kind === 'pointer' && u.elem.kind === 'typeparam';
}

function missingCause(type: Type, method: Func, print: (type: Type) => string): string {
  if (isInterfacePointer(type)) {
    if (pointsToTypeParam(type)) {
      return `(type ${print(type)} is pointer to type parameter, not type parameter)`;
    }
    return `(type ${print(type)} is pointer to interface, not interface)`;
  }
  return `(missing method ${method.name})`;
}

function notFoundCause(
  type: Type,
  method: Func,
  found: Lookup,
  qualifier: Qualifier,
  print: (type: Type) => string,
  resolve: (method: Func) => void,
): string {
  if (found.index.length > 0) return `(ambiguous selector ${print(type)}.${method.name})`;
  if (found.indirect) return `(method ${method.name} has pointer receiver)`;
  const { obj } = lookupImpl(type, false, method.pkg, method.name, true);
  if (obj?.kind !== 'func') return missingCause(type, method, print);
  if (obj.name === method.name) return `(unexported method ${method.name})`;
  resolve(obj);
  const have = methodString(obj, qualifier);
  const want = methodString(method, qualifier);
  return `(missing method ${method.name})\n\t\thave ${have}\n\t\twant ${want}`;
}

function wrongTypeCause(found: Func, method: Func, qualifier: Qualifier): string {
  const have = methodString(found, qualifier);
  const want = methodString(method, qualifier);
  if (have === want) return `(wrong type for method ${method.name})`;
  return `(wrong type for method ${method.name})\n\t\thave ${have}\n\t\twant ${want}`;
}

/** An embedded field of invalid type may bring any method: then nothing is said to be missing. */
export function hasInvalidEmbedded(type: Type, seen: Set<Type> = new Set()): boolean {
  const u = underlying(type);
  const base = u.kind === 'pointer' ? underlying(u.elem) : u;
  if (seen.has(base)) return false;
  seen.add(base);
  if (base.kind === 'interface') {
    return base.embeddeds.some((e) => !isValid(underlying(e)) || hasInvalidEmbedded(e, seen));
  }
  if (base.kind !== 'struct') return false;
  return base.fields.some(
    (f) => f.embedded && (!isValid(f.type) || hasInvalidEmbedded(f.type, seen)),
  );
}
