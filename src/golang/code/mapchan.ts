/**
 * Code for maps and channels.
 */
import { elemOf } from '../ir/build';
import type {
  BinaryCallExpr,
  Expr,
  IndexMapExpr,
  MakeChanExpr,
  MakeMapExpr,
  MapLitExpr,
  RecvExpr,
} from '../ir/nodes';
import { mapLayout } from '../layout/records';
import { isString, underlying } from '../types/predicates';
import type { Type } from '../types/types';
import { indexValue } from './address';
import { anywhere, optional } from './gen';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order } from './order';
import { load } from './place';
import type { Place } from './place';
import { isSmall, repOf } from './rep';

/** Slots of a map's first group: hints up to this need no table. */
const groupSlots = 8;

export function makeMap(g: Gen, n: MakeMapExpr, dst: number): number {
  order(g, n);
  const d = dst === anywhere ? g.pointer() : dst;
  const hint =
    n.len?.op === 'OLITERAL' && n.len.value.kind === 'int' ? n.len.value.value : undefined;
  if (n.len === undefined || hint !== undefined) emptyMap(g, n, Number(hint ?? 0n), d);
  else newMap(g, n, indexValue(g, n.len), d);
  return d;
}

/** A new map with room for a number of entries known here. */
export function emptyMap(g: Gen, n: MakeMapExpr | MapLitExpr, entries: number, d: number): void {
  newMap(g, n, entries <= groupSlots ? undefined : g.int(entries), d);
}

function newMap(g: Gen, n: MakeMapExpr | MapLitExpr, hint: number | undefined, d: number): void {
  const u = underlying(n.type);
  if (u.kind !== 'map') throw new Error('make of no map');
  const type = g.typeRef(n.type);
  if (n.esc !== 'stack') {
    g.emit(Op.MAKEMAP, d, type, optional(hint), g.siteRef(n));
    return;
  }
  const { group } = mapLayout(g.layouts, u);
  // The header's third word points to the first group or to the directory.
  const header = g.frame.pin('..p...');
  const first = g.frame.pin(g.frame.shapeOf(group));
  g.emit(Op.MAKEMAPSTK, d, type, optional(hint), header * 4, first * 4, g.siteRef(n));
}

/** `m[k]` as a value. */
export function mapIndex(g: Gen, n: IndexMapExpr, dst: number): number {
  order(g, n);
  const m = g.expr(n.x);
  const k = keyRegister(g, n.index);
  const pointer = g.pointer();
  g.emit(Op.MAPGET, pointer, g.typeRef(n.x.type), m, k);
  return load(g, { kind: 'memory', pointer, offset: 0 }, n.type, dst);
}

/** A key in memory form; register form is that as well, its first byte being the lowest. */
function keyRegister(g: Gen, key: Expr): number {
  return g.expr(key);
}

/** `v, ok = m[k]`: the place of the element (or of a zero value), and ok. */
export function mapIndexOk(g: Gen, n: IndexMapExpr): { place: Place; ok: number } {
  const m = g.expr(n.x);
  const k = keyRegister(g, n.index);
  const pointer = g.pointer();
  const ok = g.scalar();
  g.emit(Op.MAPGETOK, pointer, ok, g.typeRef(n.x.type), m, k);
  return { place: { kind: 'memory', pointer, offset: 0 }, ok };
}

/** Makes room for key k, and has `put` store the element. */
export function assignToMap(
  g: Gen,
  type: Type,
  m: number,
  k: number,
  put: (place: Place, elem: Type) => void,
): void {
  const pointer = g.pointer();
  g.emit(Op.MAPASSIGN, pointer, g.typeRef(type), m, k, g.otherSite('map', type, 'map entry'));
  put({ kind: 'memory', pointer, offset: 0 }, elemOf(type));
}

// ---------------------------------------------------------------------------------------- channels

export function makeChan(g: Gen, n: MakeChanExpr, dst: number): number {
  order(g, n);
  const size = n.len === undefined ? undefined : indexValue(g, n.len);
  const d = dst === anywhere ? g.pointer() : dst;
  g.emit(Op.MAKECHAN, d, g.typeRef(n.type), optional(size), g.siteRef(n));
  return d;
}

/** `<-c`. */
export function receive(g: Gen, n: RecvExpr, dst: number): number {
  order(g, n);
  const c = g.expr(n.x);
  return receiveFrom(g, c, n.x.type, n.type, undefined, dst);
}

/** Receives from channel register c; `ok` takes whether there was a value. */
export function receiveFrom(
  g: Gen,
  c: number,
  chan: Type,
  elem: Type,
  ok: number | undefined,
  dst: number,
): number {
  const small = isSmall(repOf(elem));
  const d = small ? g.scalar() : g.into(dst, elem);
  const into = g.layouts.sizeof(elem) === 0 ? undefined : d;
  g.emit(Op.RECV, optional(into), optional(ok), c, g.typeRef(chan));
  return small ? load(g, { kind: 'frame', byte: d * 4 }, elem, dst) : d;
}

/** `copy(x, y)`. */
export function copyExpr(g: Gen, n: BinaryCallExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  const y = g.expr(n.y);
  const d = dst === anywhere ? g.scalar() : dst;
  if (isString(n.y.type)) g.emit(Op.COPYSTR, d, x, y);
  else g.emit(Op.COPY, d, x, y, g.typeRef(elemOf(n.x.type)));
  return d;
}
