/**
 * Method sets of interfaces: the explicit methods and those of embedded interfaces.
 *
 * Leaves out: type terms (`~int | string`), which only constraints of generic code have.
 */

import type { Pos } from '../syntax/pos';
import { asInterface, isExported, isValid, sameName, underlying } from './predicates';
import type { Func, Interface, Package } from './types';

/**
 * Told about methods that occur twice: `explicit` ones always, others only if their types differ.
 */
type DuplicateMethod = (pos: Pos, method: Func, other: Func, explicit: boolean) => void;

/**
 * Every method of an interface, sorted as Go sorts them: exported first, then by name and package.
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
    const inner = asInterface(embedded);
    if (inner === undefined) {
      if (isValid(underlying(embedded))) type.constraint = true;
      return;
    }
    const methods = typeSet(inner, onDuplicate);
    if (inner.comparable) type.comparable = true;
    if (inner.constraint) type.constraint = true;
    const pos = type.embedPos[i] ?? (0 as Pos);
    for (const method of methods) add(pos, method, false);
  });
  all.sort(compareMethods);
  type.allMethods = all;
  return all;
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

/** The method of an interface with that name as seen from `pkg`, with its number in the set. */
export function interfaceMethod(
  type: Interface,
  pkg: Package | undefined,
  name: string,
  foldCase = false,
): { index: number; method: Func } | undefined {
  const methods = typeSet(type);
  const index = methods.findIndex((m) => sameName(m.name, m.pkg, name, pkg, foldCase));
  const method = methods[index];
  return method === undefined ? undefined : { index, method };
}
