/**
 * Destinations of assignments, range clauses and select receives.
 */

import type { Expr as SyntaxExpr } from '../syntax/nodes';
import type { Type } from '../types/types';
import { blank, newDecl } from './build';
import { typeOf, unparen } from './checked';
import type { Expr, Name, Stmt } from './nodes';
import type { FuncState } from './state';

/** A destination: a variable declared here, the blank one, or an expression. */
interface Destination {
  readonly x: Expr;
  readonly declared?: Name;
  /** The type values are converted to; undefined for the blank name. */
  readonly type: Type | undefined;
}

/** Lowers the left side of an assignment; new variables are declared in the frame. */
export function destination(f: FuncState, e: SyntaxExpr): Destination {
  const inner = unparen(e);
  if (inner.kind === 'Name') {
    if (inner.name === '_') return { x: blank, type: undefined };
    const { obj } = inner;
    if (obj?.kind === 'var' && obj.pos === inner.pos && obj.role === 'local') {
      const name = f.newLocal(obj);
      return { x: name, declared: name, type: obj.type };
    }
    if (obj?.kind === 'var') return { x: f.expr(inner), type: obj.type };
  }
  return { x: f.expr(inner), type: typeOf(inner) };
}

/** Marks names as declared by `defn`, whose `init` then declares them. */
export function declareBy(defn: Stmt, names: readonly Destination[]): boolean {
  const declared = names.flatMap((d) => d.declared ?? []);
  if (declared.length === 0) return false;
  for (const name of declared) name.defn = defn;
  defn.init = declared.map((name) => newDecl(name.pos, name));
  return true;
}
