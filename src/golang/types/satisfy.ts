/**
 * Whether a type implements an interface or satisfies a constraint, and if not, why.
 */

import type { Checker } from './context';
import {
  hasEmptyTypeSet,
  identical,
  includes,
  isComparable,
  isStrictlyComparable,
  isSubset,
  typeSet,
} from './identity';
import { hasInvalidEmbedded, missingMethod } from './lookup';
import { asInterface, isInterfacePointer, isValid, underlying } from './predicates';
import type { Func, Interface, Type } from './types';
import { typeString } from './typestring';

/** Yes, or no with the reason if there is more to say than the types. */
export type Verdict = true | { readonly cause: string };

/** Whether `type` implements the interface `target`, or satisfies it as a constraint. */
export function implementsInterface(
  c: Checker,
  type: Type,
  target: Type,
  constraint = false,
): Verdict {
  const from = underlying(type);
  const to = underlying(target);
  if (!isValid(from) || !isValid(to)) return true;
  if (from.kind === 'pointer' && !isValid(underlying(from.elem))) return true;
  const verb = constraint ? 'satisfy' : 'implement';
  const no = (detail: string): Verdict => ({
    cause: `${c.typeText(type)} does not ${verb} ${c.typeText(target)}${detail}`,
  });
  if (to.kind !== 'interface') {
    const detail = isInterfacePointer(to)
      ? `type ${c.typeText(target)} is pointer to interface, not interface`
      : `${c.typeText(target)} is not an interface`;
    return no(` (${detail})`);
  }
  const methods = typeSet(to);
  if (methods.length === 0 && !to.constraint) return true;
  if (from.kind === 'interface' && hasEmptyTypeSet(from)) return true;
  if (hasEmptyTypeSet(to)) {
    return { cause: `cannot ${verb} ${c.typeText(target)} (empty type set)` };
  }
  const missing = lackingMethod(c, type, target, identical);
  if (missing !== undefined) return no(` ${missing}`);
  if (to.terms === undefined) return comparability(c, type, to, verb, constraint);
  if (from.kind === 'interface') {
    typeSet(from);
    if (!isSubset(from.terms, to.terms)) return no('');
  } else if (!to.terms.some((t) => includes(t, type))) {
    return no(` (${whyNotIncluded(c, type, target, to)})`);
  }
  return comparability(c, type, to, verb, constraint);
}

function whyNotIncluded(c: Checker, type: Type, target: Type, to: Interface): string {
  const terms = to.terms ?? [];
  const own = c.typeText(type);
  const close = terms.find(
    (t) =>
      !t.tilde &&
      identical(t.type, underlying(t.type)) &&
      includes({ tilde: true, type: t.type }, type),
  );
  if (close !== undefined) {
    return `possibly missing ~ for ${c.typeText(close.type)} in ${c.typeText(target)}`;
  }
  if (mentions(to, type)) {
    const wanted = c.typeText(target);
    return `${wanted} mentions ${own}, but ${own} is not in the type set of ${wanted}`;
  }
  const list = terms
    .map((t) => (t.tilde ? '~' : '') + typeString(t.type, (pkg) => pkg.path))
    .join(' | ');
  return `${own} missing in ${list}`;
}

function mentions(type: Type, part: Type): boolean {
  switch (type.kind) {
    case 'interface':
      return type.embeddeds.some((e) => mentions(e, part));
    case 'union':
      return type.terms.some((t) => mentions(t.type, part));
    default:
      return identical(type, part);
  }
}

function comparability(
  c: Checker,
  type: Type,
  to: Interface,
  verb: string,
  constraint: boolean,
): Verdict {
  const needed =
    to.terms === undefined ? to.comparable : to.terms.every((t) => isStrictlyComparable(t.type));
  if (!needed || isStrictlyComparable(type)) return true;
  if (constraint && isComparable(type)) return true;
  return { cause: `${c.typeText(type)} does not ${verb} comparable` };
}

/** The cause `(missing method M)` and so on, or undefined if nothing is missing. */
export function lackingMethod(
  c: Checker,
  type: Type,
  target: Type,
  same: (x: Type, y: Type) => boolean,
  dynamic = false,
): string | undefined {
  const wanted = asInterface(target);
  if (wanted === undefined || !isValid(type)) return undefined;
  const missing = missingMethod(
    type,
    wanted,
    dynamic,
    c.qualifier,
    (t) => c.typeText(t),
    (method: Func) => {
      c.entries.objDecl(c, method);
    },
    same,
  );
  if (missing === undefined || hasInvalidEmbedded(type)) return undefined;
  return missing.cause;
}
