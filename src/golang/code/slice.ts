/**
 * Code for slice expressions and conversions of slices to arrays.
 */
import { elemOf } from '../ir/build';
import type { ConvExpr, Expr, SliceExpr } from '../ir/nodes';
import { underlying } from '../types/predicates';
import { indexValue } from './address';
import { optional } from './gen';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order } from './order';
import { load, settle } from './place';

export function sliceExpr(g: Gen, n: SliceExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  const bound = (i: Expr | undefined): number =>
    optional(i === undefined ? undefined : indexValue(g, i));
  const low = bound(n.low);
  const high = bound(n.high);
  const max = bound(n.max);
  const d = g.into(dst, n.type);
  switch (n.op) {
    case 'OSLICE':
    case 'OSLICE3':
      g.emit(Op.SLICE, d, x, low, high, max, g.typeRef(n.type));
      break;
    case 'OSLICESTR':
      g.emit(Op.SLICESTR, d, x, low, high);
      break;
    case 'OSLICEARR':
    case 'OSLICE3ARR': {
      const array = underlying(elemOf(n.x.type));
      const length = array.kind === 'array' ? array.length : 0;
      g.emit(Op.SLICEARR, d, x, low, high, max, length, g.typeRef(n.type));
      break;
    }
  }
  return d;
}

/** `[n]T(s)` and `(*[n]T)(s)`. */
export function sliceToArray(g: Gen, n: ConvExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  const array = underlying(n.op === 'OSLICE2ARR' ? n.type : elemOf(n.type));
  g.emit(Op.CHKSLICEARR, x, array.kind === 'array' ? array.length : 0);
  if (n.op === 'OSLICE2ARRPTR') return settle(g, n.type, x, dst);
  if (g.layouts.sizeof(n.type) === 0) return g.into(dst, n.type);
  return load(g, { kind: 'memory', pointer: x, offset: 0 }, n.type, dst);
}
