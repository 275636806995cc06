/**
 * Order of evaluation, after cmd/compile/internal/walk/order.go: before anything else of a
 * statement happens, its calls and their like are made one after the other, each into a temporary;
 * what is left (loads, arithmetic, literals, boxing, closures) is evaluated afterwards in the order
 * of the tree.
 */
import { canonical } from '../ir/build';
import type { Expr, Node } from '../ir/nodes';
import { forChildren } from '../ir/visit';
import { isInterface } from '../types/predicates';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { move } from './place';

/** Operations that may call, allocate or block. */
const complexOps: ReadonlySet<string> = new Set([
  'OCALLFUNC',
  'OCALLINTER',
  'OADDSTR',
  'OCONVIFACE',
  'OBYTES2STR',
  'ORUNES2STR',
  'OSTR2BYTES',
  'OSTR2RUNES',
  'ORUNESTR',
  'OCLOSURE',
  'OMETHVALUE',
  'OPTRLIT',
  'OSLICELIT',
  'OMAPLIT',
  'ONEW',
  'OMAKESLICE',
  'OMAKEMAP',
  'OMAKECHAN',
  'OAPPEND',
  'OMOVE2HEAP',
  'ORECV',
  'ORECOVER',
  'OCOPY',
] satisfies Node['op'][]);

/** Operations made ahead of the expression they stand in. */
const aheadOps: ReadonlySet<string> = new Set([
  'OCALLFUNC',
  'OCALLINTER',
  'OCAP',
  'OCOMPLEX',
  'OCOPY',
  'OIMAG',
  'OLEN',
  'OMAKECHAN',
  'OMAKEMAP',
  'OMAKESLICE',
  'OMAX',
  'OMIN',
  'ONEW',
  'OREAL',
  'ORECOVER',
  'OSTR2BYTES',
  'OSTR2BYTESTMP',
  'OSTR2RUNES',
  'OAPPEND',
  'OSLICE',
  'OSLICEARR',
  'OSLICESTR',
  'OSLICE3',
  'OSLICE3ARR',
  'OANDAND',
  'OOROR',
  'ORECV',
  'ODOTTYPE',
  'OMAPLIT',
  'OMOVE2HEAP',
] satisfies Node['op'][]);

/** Operations whose value is a part of their operand. */
const readInPlace: ReadonlySet<string> = new Set(['OLEN', 'OCAP', 'OREAL', 'OIMAG']);

/** Whether something in n calls, allocates, blocks, or has statements of its own. */
export function isComplex(g: Gen, n: Node): boolean {
  const known = g.complexity.get(n);
  if (known !== undefined) return known;
  let complex = complexOps.has(n.op) || ('init' in n && n.init !== undefined && n.init.length > 0);
  if (!complex) {
    forChildren(n, (child) => {
      if (!complex) complex = isComplex(g, child);
    });
  }
  g.complexity.set(n, complex);
  return complex;
}

/** Makes the calls inside of n; n itself is still to be evaluated. */
export function order(g: Gen, n: Expr | undefined): void {
  if (n === undefined || !isComplex(g, n)) return;
  // Statements before n come before its operands: expr runs them.
  if (n.init !== undefined && n.init.length > 0) return;
  orderChildren(g, n);
}

function orderChildren(g: Gen, n: Expr): void {
  // These see to their parts themselves, in their own order.
  if (n.op === 'OMAPLIT' || n.op === 'OANDAND' || n.op === 'OOROR') return;
  if (n.op === 'OAPPEND' && isExtend(n)) return;
  forChildren(n, (child) => {
    if ('type' in child) orderAhead(g, child as Expr);
  });
}

/** `append(s, make([]T, n)...)`: the slice to append is never made. */
export function isExtend(n: Expr): boolean {
  return (
    n.op === 'OAPPEND' &&
    n.isDDD &&
    n.args.length === 2 &&
    n.args[1]?.op === 'OMAKESLICE' &&
    n.args[1].cap === undefined
  );
}

/** Makes the calls of a list of expressions, from left to right. */
export function orderList(g: Gen, list: readonly (Expr | undefined)[]): void {
  if (!list.some((n) => n !== undefined && isComplex(g, n))) return;
  for (const n of list) if (n !== undefined) orderAhead(g, n);
}

function orderAhead(g: Gen, n: Expr): void {
  if (g.done.has(n)) return;
  const hasInit = n.init !== undefined && n.init.length > 0;
  if (!hasInit && !mustGoAhead(g, n)) {
    if (isComplex(g, n)) orderChildren(g, n);
    return;
  }
  const at = g.expr(n);
  g.done.set(n, hasInit || readInPlace.has(n.op) ? copied(g, n, at) : at);
}

/** Where a value stays as it is now, even if the variable it was read from changes. */
function copied(g: Gen, n: Expr, at: number): number {
  const tmp = g.temp(n.type);
  move(g, n.type, tmp, at);
  return tmp;
}

function mustGoAhead(g: Gen, n: Expr): boolean {
  if (!aheadOps.has(n.op)) return false;
  if (isComplex(g, n)) return true;
  switch (n.op) {
    case 'ODOTTYPE':
      return isInterface(n.type) || !g.layouts.isDirectInterface(n.type);
    case 'OANDAND':
    case 'OOROR':
      return false;
    default:
      return !isSteady(n);
  }
}

/** Whether a later call cannot change what the operation gives: only own variables are read. */
function isSteady(n: Expr): boolean {
  let steady = true;
  const visit = (x: Node): void => {
    if (x.op === 'ONAME') {
      const variable = canonical(x);
      if (variable.class === 'PEXTERN' || variable.addrtaken === true) steady = false;
      if (variable.esc === 'heap' && variable.sym === '') steady = false;
    } else if (x.op === 'ODEREF' || x.op === 'ODOTPTR') steady = false;
    forChildren(x, visit);
  };
  visit(n);
  return steady;
}

/** Takes a value computed ahead, if there is one. */
export function takeDone(g: Gen, n: Expr): number {
  if (g.done.size === 0) return anywhere;
  const at = g.done.get(n);
  if (at === undefined) return anywhere;
  g.done.delete(n);
  return at;
}
