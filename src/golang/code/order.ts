/**
 * Order of evaluation, after cmd/compile/internal/walk/order.go: before anything else of a
 * statement happens, its calls and their like are made one after the other, each into a temporary;
 * what is left (loads, arithmetic, literals, boxing, closures) is evaluated afterwards in the order
 * of the tree.
 */
import { canonical } from '../ir/build';
import type { Expr, Node } from '../ir/nodes';
import { anyNode, forChildren } from '../ir/visit';
import { isInterface, underlying } from '../types/predicates';
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

/** Those of them that may panic without being a call. */
const panickingAhead = [
  'OSLICE',
  'OSLICEARR',
  'OSLICESTR',
  'OSLICE3',
  'OSLICE3ARR',
  'ODOTTYPE',
] satisfies Node['op'][];
const panicsAhead: ReadonlySet<string> = new Set(panickingAhead);

/** Operations that may panic, calls aside. */
const panicking: ReadonlySet<string> = new Set([
  ...panickingAhead,
  'ODEREF',
  'ODOTPTR',
  'OINDEX',
  'OINDEXMAP',
  'OSLICE2ARR',
  'OSLICE2ARRPTR',
  'ODIV',
  'OMOD',
  'OLSH',
  'ORSH',
  'OEQ',
  'ONE',
] satisfies Node['op'][]);

export function mayPanic(n: Node): boolean {
  return anyNode(n, ({ op }) => panicking.has(op));
}

/** Operations whose value is a part of their operand. */
const readInPlace: ReadonlySet<string> = new Set(['OLEN', 'OCAP', 'OREAL', 'OIMAG']);

/**
 * Whether something in n calls, allocates, blocks, has statements of its own, or panics before
 * what is written in front of it does.
 */
export function isComplex(g: Gen, n: Node): boolean {
  const known = g.complexity.get(n);
  if (known !== undefined) return known;
  let complex = complexOps.has(n.op) || ('init' in n && n.init !== undefined && n.init.length > 0);
  if (!complex) {
    const children: Node[] = [];
    forChildren(n, (child) => {
      children.push(child);
    });
    complex = areComplex(g, children);
  }
  g.complexity.set(n, complex);
  return complex;
}

/** Whether one of the expressions is, or panics before what stands in front of it. */
export function areComplex(g: Gen, list: readonly Node[]): boolean {
  return (
    list.some((n) => isComplex(g, n)) ||
    list.some(
      (n, i) =>
        i > 0 && anyNode(n, ({ op }) => panicsAhead.has(op)) && list.slice(0, i).some(mayPanic),
    )
  );
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
  const present = list.filter((n) => n !== undefined);
  if (!areComplex(g, present)) return;
  for (const n of present) orderAhead(g, n);
}

function orderAhead(g: Gen, n: Expr): void {
  if (g.done.has(n)) return;
  const hasInit = n.init !== undefined && n.init.length > 0;
  if (!hasInit && !mustGoAhead(g, n)) {
    orderChildren(g, n);
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
  if (n.op === 'ODOTTYPE') return isInterface(n.type) || !g.layouts.isDirectInterface(n.type);
  return anyNode(n, isUnsteady);
}

/** Whether it matters if an operation is before a call: more than own variables is read. */
function isUnsteady(n: Node): boolean {
  switch (n.op) {
    case 'ONAME': {
      const variable = canonical(n);
      if (variable.class === 'PEXTERN' || variable.addrtaken === true) return true;
      return variable.esc === 'heap' && variable.sym === '';
    }
    case 'OLEN':
    case 'OCAP': {
      const { kind } = underlying(n.x.type);
      return kind === 'map' || kind === 'chan';
    }
    default:
      return panicking.has(n.op);
  }
}

/** Takes a value computed ahead, if there is one. */
export function takeDone(g: Gen, n: Expr): number {
  if (g.done.size === 0) return anywhere;
  const at = g.done.get(n);
  if (at === undefined) return anywhere;
  g.done.delete(n);
  return at;
}
