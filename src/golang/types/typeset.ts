/**
 * Questions about type sets: methods of interfaces by name, and what all types of a type parameter
 * have in common.
 */

import { identical, termsOf, typeSet } from './identity';
import { sameName, underlying } from './predicates';
import { BasicInfo } from './types';
import type { Func, Interface, Package, Term, Type, TypeParam } from './types';

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

/** A type of a type set with its underlying type; without `under`: there are no specific types. */
interface Member {
  readonly type: Type | undefined;
  readonly under: Type | undefined;
}

const unspecific: readonly Member[] = [{ type: undefined, under: undefined }];

/** The types `type` may stand for: those of a type parameter's constraint, or itself. */
export function members(type: Type): readonly Member[] {
  if (type.kind !== 'typeparam') return [{ type, under: underlying(type) }];
  const terms = termsOf(type);
  if (terms === undefined) return unspecific;
  return terms.map((t) => ({ type: t.type, under: t.tilde ? t.type : underlying(t.type) }));
}

/** Whether the test holds for the underlying types of all types `type` may stand for. */
export function underAll(type: Type, test: (under: Type | undefined) => boolean): boolean {
  if (type.kind !== 'typeparam') return test(underlying(type));
  return members(type).every((m) => test(m.under));
}

/** The same for terms; a type parameter without specific types is asked about `undefined`. */
export function termsAll(type: TypeParam, test: (term: Term | undefined) => boolean): boolean {
  const terms = termsOf(type);
  return terms === undefined ? test(undefined) : terms.every(test);
}

/** A common underlying type, or why there is none; '' if there is no more to say. */
type Common = { readonly under: Type } | { readonly problem: string };

/**
 * The underlying type that all types `type` may stand for share; channels may differ in direction.
 * `condition` says what is wrong with one of them.
 */
export function commonUnder(
  type: Type,
  print: (type: Type) => string,
  condition?: (type: Type, under: Type | undefined) => string | undefined,
): Common {
  if (type.kind !== 'typeparam') {
    const under = underlying(type);
    const problem = condition?.(type, under);
    return problem === undefined ? { under } : { problem };
  }
  let first: Type | undefined;
  let common: Type | undefined;
  for (const { type: t = type, under } of members(type)) {
    const wrong = condition?.(t, under);
    if (wrong !== undefined) return { problem: wrong };
    if (under === undefined) return { problem: 'no specific type' };
    if (common === undefined || first === undefined) {
      first = t;
      common = under;
      continue;
    }
    if (common.kind === 'chan' && under.kind === 'chan') {
      const both = `channels ${print(first)} and ${print(t)} have`;
      if (!identical(common.elem, under.elem))
        return { problem: `${both} different element types` };
      if (common.dir === under.dir) continue;
      if (common.dir === 'both') {
        first = t;
        common = under;
      } else if (under.dir !== 'both') return { problem: `${both} conflicting directions` };
      continue;
    }
    if (!identical(common, under)) {
      return { problem: `${print(first)} and ${print(t)} have different underlying types` };
    }
  }
  return common === undefined ? { problem: '' } : { under: common };
}

/** The common underlying type, if there is one. */
export function coreType(type: Type): Type | undefined {
  if (type.kind !== 'typeparam') return underlying(type);
  const found = commonUnder(type, () => '');
  return 'under' in found ? found.under : undefined;
}

/** Values can be nil. */
export function hasNil(type: Type): boolean {
  const u = underlying(type);
  switch (u.kind) {
    case 'basic':
      return u.basic === 'unsafe.Pointer';
    case 'slice':
    case 'pointer':
    case 'signature':
    case 'map':
    case 'chan':
      return true;
    case 'interface':
      return type.kind !== 'typeparam' || underAll(type, (t) => t !== undefined && hasNil(t));
    default:
      return false;
  }
}

function allBasic(type: Type, info: number): boolean {
  return underAll(type, (u) => u?.kind === 'basic' && (u.info & info) !== 0);
}

export const allBoolean = (type: Type): boolean => allBasic(type, BasicInfo.boolean);
export const allInteger = (type: Type): boolean => allBasic(type, BasicInfo.integer);
export const allNumeric = (type: Type): boolean => allBasic(type, BasicInfo.numeric);
export const allString = (type: Type): boolean => allBasic(type, BasicInfo.string);
export const allOrdered = (type: Type): boolean => allBasic(type, BasicInfo.ordered);
export const allNumericOrString = (type: Type): boolean =>
  allBasic(type, BasicInfo.numeric | BasicInfo.string);
