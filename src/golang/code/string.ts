/**
 * Code for strings: concatenation, and conversions from and to slices.
 */
import { conversionKind } from '../escape/storage';
import type { AddStringExpr, Expr, StringConvExpr } from '../ir/nodes';
import { ArrayType } from '../types/types';
import { typ } from '../types/universe';
import { toInt64 } from './arith';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order } from './order';
import { move, pinned, settle } from './place';
import { repOf } from './rep';

/** Byte offset of a buffer in the frame for what does not escape, else -1. */
function buffer(g: Gen, onStack: boolean, bytes: number): number {
  return onStack ? g.frame.pin('.'.repeat(bytes / 8)) * 4 : -1;
}

export function addString(g: Gen, n: AddStringExpr, dst: number): number {
  order(g, n);
  const site = g.siteRef(n);
  return concatenate(g, n.list, buffer(g, n.esc === 'stack', 32), site, dst);
}

/** Concatenates; `at` is the byte offset of a buffer or -1. */
export function concatenate(
  g: Gen,
  list: readonly (Expr | number)[],
  at: number,
  site: number,
  dst: number,
): number {
  const operands = g.frame.temp('p.'.repeat(list.length));
  list.forEach((x, i) => {
    const word = operands + 4 * i;
    if (typeof x === 'number') move(g, typ.string, word, x);
    else g.expr(x, word);
  });
  const d = dst === anywhere ? g.frame.temp('p.') : dst;
  g.emit(Op.CONCAT, d, operands, list.length, at, site);
  return d;
}

// LONG: one case per conversion.
export function stringConversion(g: Gen, n: StringConvExpr, dst: number): number {
  order(g, n);
  const onStack = conversionKind(n) === 'buffer';
  if (n.op === 'OSTR2BYTES' && conversionKind(n) !== 'shared' && n.x.op === 'OLITERAL') {
    return bytesOfConstant(g, n, onStack, dst);
  }
  const x = g.expr(n.x);
  if (conversionKind(n) === 'shared') return shared(g, n, x, dst);
  const d = g.into(dst, n.type);
  const site = g.siteRef(n);
  switch (n.op) {
    case 'OBYTES2STR':
      g.emit(Op.BYTES2STR, d, x, buffer(g, onStack, 32), site);
      break;
    case 'ORUNES2STR':
      g.emit(Op.RUNES2STR, d, x, buffer(g, onStack, 32), site);
      break;
    case 'OSTR2BYTES':
    case 'OSTR2BYTESTMP':
      g.emit(Op.STR2BYTES, d, x, buffer(g, onStack, 32), site);
      break;
    case 'OSTR2RUNES':
      g.emit(Op.STR2RUNES, d, x, buffer(g, onStack, 128), site);
      break;
    case 'ORUNESTR':
      g.emit(Op.RUNE2STR, d, toInt64(g, x, repOf(n.x.type)), buffer(g, onStack, 32), site);
      break;
  }
  return d;
}

/** The same bytes under another type. */
function shared(g: Gen, n: StringConvExpr, x: number, dst: number): number {
  if (n.op === 'OBYTES2STR') return settle(g, n.type, x, dst);
  const d = g.into(dst, n.type);
  g.emit(Op.MOV4, d, x);
  g.emit(Op.MOV2, d + 4, x + 2);
  if (n.temporary !== true) {
    // An empty slice is not nil.
    const over = g.label();
    g.emit(Op.JNNIL, d, over.id);
    g.emit(Op.LEAG, d, g.newRef({ kind: 'special', name: 'zerobase', add: 0 }));
    g.bind(over);
  }
  return d;
}

/** `[]byte("…")`: a new array with exactly these bytes. */
function bytesOfConstant(g: Gen, n: StringConvExpr, onStack: boolean, dst: number): number {
  const text = n.x.op === 'OLITERAL' && n.x.value.kind === 'string' ? n.x.value.value : '';
  const array = new ArrayType(text.length, typ.byte);
  const pointer = g.pointer();
  if (n.esc === 'static') {
    g.emit(Op.LEAG, pointer, g.dataRef(g.unit.backing(n)));
  } else {
    if (onStack && text.length > 0) g.emit(Op.LEA, pointer, pinned(g, array) * 4);
    else g.emit(Op.NEW, pointer, g.typeRef(array), g.siteRef(n));
    if (text.length > 0) {
      const from = g.pointer();
      g.emit(Op.LEAG, from, g.dataRef(g.unit.string(text)));
      g.emit(Op.MOVE, pointer, from, text.length, -1);
    }
  }
  const d = g.into(dst, n.type);
  g.emit(Op.MOV2, d, pointer);
  g.int(text.length, d + 2);
  g.int(text.length, d + 4);
  return d;
}

/** `len([]rune(s))` counts without making the slice. */
export function runeCount(g: Gen, n: StringConvExpr, dst: number): number {
  order(g, n.x);
  const s = g.frame.temp('p.');
  g.expr(n.x, s);
  const count = g.scalar();
  const index = g.scalar();
  const decoded = g.frame.temp('..');
  g.int(0, count);
  g.int(0, index);
  const top = g.label();
  const end = g.label();
  g.bind(top);
  g.emit(Op.JGE64, index, s + 2, end.id);
  g.emit(Op.DECODERUNE, decoded, s, index);
  g.emit(Op.MOV2, index, decoded + 2);
  g.emit(Op.ADDI64, count, count, 1);
  g.emit(Op.LOOP, top.id);
  g.bind(end);
  return settle(g, typ.int, count, dst);
}
