/**
 * Type expressions of variables, parameters, fields and elements.
 */

import type { Expr } from '../syntax/nodes';
import type { Checker } from './context';
import { underlying } from './predicates';
import type { Type } from './types';
import { typeSet } from './identity';

/** A type expression for a variable: constraint interfaces are refused. */
export function varType(c: Checker, e: Expr): Type {
  const type = c.entries.typeExpr(c, e);
  validVarType(c, e, type);
  return type;
}

/** Refuses constraint interfaces where the type of a variable stands. */
export function validVarType(c: Checker, e: Expr, type: Type): void {
  if (type.kind === 'typeparam') return;
  c.later(() => {
    const u = underlying(type);
    if (u.kind !== 'interface') return;
    typeSet(u);
    if (!u.constraint && !u.comparable) return;
    const reason = u.comparable
      ? 'interface is (or embeds) comparable'
      : 'interface contains type constraints';
    const what = `cannot use type ${c.typeText(type)} outside a type constraint`;
    c.error(e, `${what}: ${reason}`);
  });
}
