/**
 * Flows of assignments.
 */

import { canonical, isBlank } from '../ir/build';
import type { Expr, Name, Node, Stmt } from '../ir/nodes';
import { report } from './batch';
import { isSelfAssign } from './selfassign';
import { isArray } from './expr';
import type { Hole } from './graph';
import type { Walker } from './walker';

/** The hole that stores into destination n. */
function addr(e: Walker, n: Expr | undefined): Hole {
  const { b } = e;
  if (n === undefined || isBlank(n)) return b.discardHole;
  switch (n.op) {
    case 'ONAME':
      return n.class === 'PEXTERN' ? b.heapHole : e.holeOf(b.locationOf(n));
    case 'ODOT':
      return addr(e, n.x);
    case 'OINDEX':
      e.discard(n.index);
      if (isArray(n.x.type)) return addr(e, n.x);
      e.expr(b.mutatorHole, n.x);
      return b.heapHole;
    case 'ODEREF':
    case 'ODOTPTR':
      e.expr(b.mutatorHole, n.x);
      return b.heapHole;
    case 'OINDEXMAP':
      e.discard(n.x);
      e.expr(b.heapHole.note(n, 'key of map put'), n.index);
      return b.heapHole;
    case 'OCONVNOP':
      return addr(e, n.x);
    default:
      throw new Error(`destination ${n.op}`);
  }
}

export function addrs(e: Walker, list: readonly (Expr | undefined)[]): Hole[] {
  return list.map((n) => addr(e, n));
}

/** `dsts… = srcs…`; missing sources are zero values. */
export function assignList(
  e: Walker,
  dsts: readonly Expr[],
  srcs: readonly (Expr | undefined)[],
  why: string,
  where: Stmt,
): void {
  const { b } = e;
  const ks = addrs(e, dsts);
  ks.forEach((hole, i) => {
    const src = srcs[i];
    let k = hole;
    const dst = dsts[i];
    if (dst !== undefined && src !== undefined && isSelfAssign(dst, src)) {
      const { printer } = b.analysis.explainer;
      const text = `${printer.func(e.fn)} ignoring self-assignment in ${printer.node(where)}`;
      report(b.analysis, e.fn, where, 'selfAssignment', text);
      k = b.discardHole;
    }
    e.expr(k.note(where, why), src);
  });
  reassigned(ks, where);
}

/** Notes that the holes' variables are assigned again, unless `where` is their declaration. */
export function reassigned(ks: readonly Hole[], where: Node): void {
  if (where.op === 'OAS' && where.y === undefined && where.x.op === 'ONAME') {
    // `var x T`: the zero value is the initialisation.
    if (where.x.defn === undefined) return;
  }
  for (const { dst } of ks) {
    const declared = dst.n?.op === 'ONAME' && definedBy(dst.n, where) && where.op !== 'ORANGE';
    if (!declared) dst.reassigned = true;
  }
}

function definedBy(n: Name, where: Node): boolean {
  return canonical(n).defn === where;
}
