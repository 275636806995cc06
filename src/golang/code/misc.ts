/**
 * Code for min and max and for the functions of package unsafe.
 */
import { elemOf } from '../ir/build';
import type { BinaryCallExpr, BuiltinCallExpr, UnsafeDataExpr } from '../ir/nodes';
import { indexValue } from './address';
import { toInt64 } from './arith';
import { compare } from './compare';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order } from './order';
import { move, settle } from './place';
import { Rep, repOf } from './rep';

export function minMax(g: Gen, n: BuiltinCallExpr, dst: number): number {
  order(g, n);
  const { type } = n;
  const rep = repOf(type);
  const d = g.temp(type);
  n.args.forEach((arg, i) => {
    if (i === 0) {
      g.expr(arg, d);
      return;
    }
    const y = g.expr(arg);
    if (rep === Rep.f64) g.emit(n.op === 'OMIN' ? Op.MINF64 : Op.MAXF64, d, d, y);
    else if (rep === Rep.f32) minMax32(g, n.op === 'OMIN' ? Op.MINF64 : Op.MAXF64, d, y);
    else {
      const keep = g.label();
      const other = n.op === 'OMIN' ? compare(g, 'OLT', type, y, d, g.scalar()) : undefined;
      g.emit(Op.JF, other ?? compare(g, 'OGT', type, y, d, g.scalar()), keep.id);
      move(g, type, d, y);
      g.bind(keep);
    }
  });
  return settle(g, type, d, dst);
}

function minMax32(g: Gen, op: Op, d: number, y: number): void {
  const left = g.scalar();
  const right = g.scalar();
  g.emit(Op.F32TOF64, left, d);
  g.emit(Op.F32TOF64, right, y);
  g.emit(op, left, left, right);
  g.emit(Op.F64TOF32, d, left);
}

export function unsafeExpr(g: Gen, n: BinaryCallExpr | UnsafeDataExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  if (n.op === 'OUNSAFESTRINGDATA' || n.op === 'OUNSAFESLICEDATA') {
    return settle(g, n.type, x, dst);
  }
  const { y } = n as BinaryCallExpr;
  const count = n.op === 'OUNSAFEADD' ? toInt64(g, g.expr(y), repOf(y.type)) : indexValue(g, y);
  const d = g.into(dst, n.type);
  switch (n.op) {
    case 'OUNSAFEADD':
      g.emit(Op.ADD64, d, x, count);
      break;
    case 'OUNSAFESLICE':
      g.emit(Op.UNSAFESLICE, d, x, count, g.typeRef(elemOf(n.type)));
      break;
    default:
      g.emit(Op.UNSAFESTRING, d, x, count);
  }
  return d;
}
