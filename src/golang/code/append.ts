/**
 * Code for append.
 */
import { elemOf } from '../ir/build';
import type { AppendExpr, Expr } from '../ir/nodes';
import { ArrayType } from '../types/types';
import { indexValue } from './address';
import { anywhere, optional } from './gen';
import type { Gen } from './gen';
import { frameShapes } from './frame';
import { Op } from './opcodes';
import { isExtend, order, orderList } from './order';
import { move, settle, store, wordsOf } from './place';

export function appendExpr(g: Gen, n: AppendExpr, dst: number): number {
  const [slice, ...args] = n.args;
  if (slice === undefined) throw new Error('append to nothing');
  const elem = elemOf(n.type);
  if (isExtend(n)) return extend(g, n, slice, dst);
  order(g, n);
  const values = args.map((arg) => g.expr(arg));
  const s = g.expr(slice);
  const d = target(g, n, args, values, dst);
  const [first, ...others] = values;
  if (first === undefined) {
    move(g, n.type, d, s);
  } else if (n.isDDD) {
    g.emit(Op.APPENDS, d, s, first, g.typeRef(elem), g.siteRef(n));
  } else if (g.bufferSizes.has(n) || others.length > 0) {
    appendValues(g, n, s, values, d);
  } else {
    g.emit(Op.APPEND, d, s, first, g.typeRef(elem), g.siteRef(n));
  }
  return settle(g, n.type, d, dst);
}

/** Where the result goes: not over what is appended. */
function target(
  g: Gen,
  n: AppendExpr,
  args: readonly Expr[],
  values: readonly number[],
  dst: number,
): number {
  const words = wordsOf(g, n.type);
  const covers = args.some((arg, i) => {
    const at = values[i] ?? 0;
    return at < dst + words && dst < at + wordsOf(g, arg.type);
  });
  return dst === anywhere || covers ? g.temp(n.type) : dst;
}

/** `append(s, make([]T, n)...)`. */
function extend(g: Gen, n: AppendExpr, slice: Expr, dst: number): number {
  const make = n.args[1];
  if (make?.op !== 'OMAKESLICE') throw new Error('append of no make');
  orderList(g, [slice, make.len]);
  const s = g.expr(slice);
  const count = indexValue(g, make.len);
  const d = g.into(dst, n.type);
  g.emit(Op.EXTEND, d, s, count, g.typeRef(elemOf(n.type)), g.siteRef(n));
  return d;
}

/** Makes room first, then stores the values one after the other. */
function appendValues(
  g: Gen,
  n: AppendExpr,
  s: number,
  values: readonly number[],
  d: number,
): void {
  const elem = elemOf(n.type);
  const size = g.layouts.sizeof(elem);
  const grown = g.temp(n.type);
  const count = g.int(values.length);
  const room = g.bufferSizes.get(n);
  if (room === undefined) {
    g.emit(Op.GROW, grown, s, count, g.typeRef(elem), g.siteRef(n));
  } else {
    const { at, used } = bufferOf(g, n, room);
    const flag = n.useBuf === true ? optional(undefined) : used;
    const type = g.typeRef(elem);
    g.emit(Op.GROWBUF, grown, s, count, type, at * 4, room, flag, g.siteRef(n));
  }
  const index = g.scalar();
  g.emit(Op.MOV2, index, grown + 2);
  g.emit(Op.ADDI64, grown + 2, index, values.length);
  if (values.length === 1) {
    const [value = anywhere] = values;
    store(g, { kind: 'element', slice: grown, index }, elem, value);
  } else if (size > 0) {
    const pointer = g.pointer();
    g.emit(Op.IDXADDR, pointer, grown, index, size);
    values.forEach((value, i) => {
      store(g, { kind: 'memory', pointer, offset: i * size }, elem, value);
    });
  }
  move(g, n.type, d, grown);
}

/** The buffer on the stack that all appends to one slice share. */
function bufferOf(g: Gen, n: AppendExpr, room: number): { at: number; used: number } {
  const [slice] = n.args;
  if (slice === undefined) throw new Error('append to nothing');
  const known = g.buffers.get(slice);
  if (known !== undefined) return known;
  const array = new ArrayType(room, elemOf(n.type));
  const at = g.frame.pin(g.frame.shapeOf(array));
  const used = g.frame.own(frameShapes.scalar);
  const buffer = { at, used };
  if (n.useBuf !== true) g.constants.set(`used ${used}`, { at: used, words: [0] });
  g.buffers.set(slice, buffer);
  return buffer;
}
