/**
 * Code for composite literals. Values are put where they belong one after the other; what is
 * constant is copied from read-only data when there is much of it.
 */
import { elemOf } from '../ir/build';
import type { ArrayLitExpr, Expr, MapLitExpr, SliceLitExpr, StructLitExpr } from '../ir/nodes';
import { underlying } from '../types/predicates';
import { ArrayType } from '../types/types';
import type { Type } from '../types/types';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { assignToMap, emptyMap } from './mapchan';
import { Op } from './opcodes';
import { order, orderList } from './order';
import { addressOf, move, pinned, settle, store, storeZero, within } from './place';
import type { Place } from './place';
import { isSmall, repOf } from './rep';
import { isConstant, isZero } from './staticvalue';

type Literal = StructLitExpr | ArrayLitExpr | SliceLitExpr | MapLitExpr;

export function literalExpr(g: Gen, n: Literal, dst: number): number {
  switch (n.op) {
    case 'OSTRUCTLIT':
    case 'OARRAYLIT': {
      order(g, n);
      const d = g.into(dst, n.type);
      literalInto(g, n, { kind: 'register', at: d }, 'unknown');
      return d;
    }
    case 'OSLICELIT':
      order(g, n);
      return sliceLiteral(g, n, dst);
    case 'OMAPLIT':
      return settle(g, n.type, mapLiteral(g, n), dst);
  }
}

/** What is known of the place before: nothing, zeroes, or all constant parts of the literal. */
type Before = 'unknown' | 'zero' | 'constants';

/** Literals with more constant bytes than this are copied from read-only data. */
const copyBytes = 32;

/** Puts the value of a literal (or any value) into a place. */
export function literalInto(g: Gen, n: Expr, place: Place, before: Before): void {
  const isPart = (n.op === 'OSTRUCTLIT' || n.op === 'OARRAYLIT') && !g.done.has(n);
  if (!isPart || (n.init !== undefined && n.init.length > 0)) {
    valueInto(g, n, place, before);
    return;
  }
  if (before === 'constants' && isConstant(n, g.layouts)) return;
  const bytes = g.layouts.sizeof(n.type);
  if (bytes === 0) {
    parts(g, n).forEach(({ value }) => g.expr(value));
    return;
  }
  if (before !== 'constants' && bytes > copyBytes && isConstant(n, g.layouts) && !isZero(n)) {
    copyConstant(g, n, place);
    return;
  }
  let state = before;
  if (before === 'unknown' && !isComplete(n)) {
    storeZero(g, place, n.type);
    state = 'zero';
  }
  const fixed = fixPlace(g, place, n.type);
  for (const { value, offset, isDropped } of parts(g, n)) {
    if (isDropped === true) g.expr(value);
    else literalInto(g, value, within(g, fixed, offset, n.type), state);
  }
}

/** Elements of slices are addressed once. */
function fixPlace(g: Gen, place: Place, type: Type): Place {
  return place.kind === 'element' ? within(g, place, 0, type) : place;
}

function valueInto(g: Gen, n: Expr, place: Place, before: Before): void {
  if (before === 'constants' && isConstant(n, g.layouts)) return;
  if (before === 'zero' && isZero(n) && !g.done.has(n)) return;
  const mark = g.frame.markTemps();
  const at = registerFor(g, place, n.type);
  if (at === undefined) store(g, place, n.type, g.expr(n));
  else g.expr(n, at);
  g.frame.resetTemps(mark);
}

/** The register that a place is, if values of the type may be computed into it. */
export function registerFor(g: Gen, place: Place, type: Type): number | undefined {
  if (place.kind === 'register') return place.at;
  if (place.kind !== 'frame' || isSmall(repOf(type))) return undefined;
  const whole = place.byte % 4 === 0 && g.layouts.sizeof(type) % 4 === 0;
  return whole ? place.byte / 4 : undefined;
}

interface Part {
  readonly value: Expr;
  readonly offset: number;
  /** Evaluated, but stored nowhere: fields named _ stay zero. */
  readonly isDropped?: boolean;
}

function parts(g: Gen, n: StructLitExpr | ArrayLitExpr): Part[] {
  if (n.op === 'OARRAYLIT') {
    const size = g.layouts.sizeof(elemOf(n.type));
    return n.elems.map(({ index, value }) => ({ value, offset: index * size }));
  }
  const struct = underlying(n.type);
  const offsets = struct.kind === 'struct' ? g.layouts.offsetsof(struct) : [];
  return n.fields.map(({ index, field, value }) => ({
    value,
    offset: offsets[index] ?? 0,
    isDropped: field.name === '_',
  }));
}

/** Whether every field or element has a value. */
function isComplete(n: StructLitExpr | ArrayLitExpr): boolean {
  const u = underlying(n.type);
  if (n.op === 'OARRAYLIT') return u.kind === 'array' && n.elems.length >= u.length;
  if (u.kind !== 'struct' || u.fields.some((field) => field.name === '_')) return false;
  return n.fields.length >= u.fields.length;
}

function copyConstant(g: Gen, n: StructLitExpr | ArrayLitExpr, place: Place): void {
  const data = g.unit.constant(n, 'rodata');
  const bytes = g.layouts.sizeof(n.type);
  const at = registerFor(g, place, n.type);
  if (at !== undefined) {
    g.emit(Op.LDGN, at, g.dataRef(data), bytes);
    return;
  }
  const to = addressOf(g, place, n.type, anywhere);
  const from = g.pointer();
  g.emit(Op.LEAG, from, g.dataRef(data));
  g.emit(Op.MOVE, to, from, bytes, g.barrierRef(n.type));
}

function sliceLiteral(g: Gen, n: SliceLitExpr, dst: number): number {
  const elem = elemOf(n.type);
  const type = new ArrayType(n.len, elem);
  const array: ArrayLitExpr = { op: 'OARRAYLIT', pos: n.pos, type, elems: n.elems };
  const pointer = g.pointer();
  if (n.esc === 'static') {
    g.emit(Op.LEAG, pointer, g.dataRef(g.unit.constant(array, 'data')));
    literalInto(g, array, { kind: 'memory', pointer, offset: 0 }, 'constants');
  } else if (n.esc !== 'stack' || g.layouts.sizeof(type) === 0) {
    g.emit(Op.NEW, pointer, g.typeRef(type), g.siteRef(n));
    literalInto(g, array, { kind: 'memory', pointer, offset: 0 }, 'zero');
  } else {
    const at = pinned(g, type);
    literalInto(g, array, { kind: 'frame', byte: at * 4 }, 'unknown');
    g.emit(Op.LEA, pointer, at * 4);
  }
  const d = g.into(dst, n.type);
  g.emit(Op.MOV2, d, pointer);
  g.int(n.len, d + 2);
  g.int(n.len, d + 4);
  return d;
}

/** Static entries first, then the others as assignments one after the other. */
function mapLiteral(g: Gen, n: MapLitExpr): number {
  const m = g.pointer();
  emptyMap(g, n, n.entries.length, m);
  const isStatic = (e: MapLitExpr['entries'][number]): boolean =>
    isConstant(e.key, g.layouts) && isConstant(e.value, g.layouts);
  const entries = [...n.entries.filter(isStatic), ...n.entries.filter((e) => !isStatic(e))];
  for (const { key, value } of entries) {
    const mark = g.frame.markTemps();
    g.pos = value.pos === 0 ? n.pos : value.pos;
    orderList(g, [key, value]);
    const v = g.expr(value);
    assignToMap(g, n.type, m, g.expr(key), (place, type) => {
      store(g, place, type, v);
    });
    g.frame.resetTemps(mark);
  }
  const d = g.pointer();
  move(g, n.type, d, m);
  return d;
}
