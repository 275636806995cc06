/**
 * Assumptions of the reader: verdicts set by hand (`//mem:assume heap`) to see what would happen.
 * The analysis is not run again: only where the objects of the line are made changes.
 */

import type { AllocExpr, Func, IrPackage } from '../ir/nodes';
import type { Pos } from '../syntax/pos';

/** What is assumed of the variables and expressions with storage on one line. */
interface Assumption {
  readonly line: number;
  readonly zone: 'heap' | 'stack';
}

/**
 * Overrides the verdicts of an analysed package: those of the objects a line makes, or if there are
 * none, of the variables it declares. Gives the nodes each assumption is about.
 */
export function assume(
  pkg: IrPackage,
  assumptions: readonly Assumption[],
  lineOf: (pos: Pos) => number,
): AllocExpr[][] {
  if (assumptions.length === 0) return [];
  const nodes = [...new Set<AllocExpr>([...pkg.sites, ...variables(pkg)])];
  return assumptions.map(({ line, zone }) => {
    const here = nodes.filter((n) => isFree(n) && lineOf(n.pos) === line);
    const made = here.filter((n) => n.op !== 'ONAME');
    const concerned = made.length > 0 ? made : here;
    for (const n of concerned) {
      n.esc = zone;
      if (zone === 'heap') n.transient = false;
      if (n.site < 0) n.site = pkg.sites.push(n) - 1;
    }
    return concerned;
  });
}

/** Channels are always in the heap, and what is static needs no decision. */
function isFree(n: AllocExpr): boolean {
  return n.op !== 'OMAKECHAN' && n.op !== 'OMOVE2HEAP' && n.esc !== 'static';
}

function variables(pkg: IrPackage): AllocExpr[] {
  const inside = (fn: Func): AllocExpr[] => [
    ...fn.dcls.filter((n) => n.autotemp !== true),
    ...fn.closures.flatMap(inside),
  ];
  return [...pkg.inits.filter((fn) => fn.obj === undefined), ...pkg.funcs].flatMap(inside);
}
