/**
 * Code for interfaces: boxing values, type assertions.
 */
import { boxKind } from '../escape/storage';
import type { ConvIfaceExpr, TypeAssertExpr } from '../ir/nodes';
import { isInterface } from '../types/predicates';
import type { Gen } from './gen';
import { literalInto } from './literal';
import { Op } from './opcodes';
import { order } from './order';
import { pinned, settle, store } from './place';
import type { Type } from '../types/types';

/** A value as an interface. */
export function toInterface(g: Gen, n: ConvIfaceExpr, dst: number): number {
  order(g, n);
  const { type } = n.x;
  const kind = boxKind(n, g.layouts);
  switch (kind) {
    case 'none':
      return settle(g, n.type, g.expr(n.x), dst);
    case 'direct':
      return makeInterface(g, n, g.expr(n.x), dst);
    case 'zero': {
      g.expr(n.x);
      const pointer = g.pointer();
      g.emit(Op.LEAG, pointer, g.newRef({ kind: 'special', name: 'zerobase', add: 0 }));
      return makeInterface(g, n, pointer, dst);
    }
    case 'static':
    case 'readonly': {
      const data = g.unit.constant(n.x, kind === 'static' ? 'data' : 'rodata');
      const pointer = g.pointer();
      g.emit(Op.LEAG, pointer, g.dataRef(data));
      // The place is made before the program runs, the value when it is reached.
      literalInto(g, n.x, { kind: 'memory', pointer, offset: 0 }, 'constants');
      return makeInterface(g, n, pointer, dst);
    }
    case 'stack': {
      const x = g.expr(n.x);
      const at = pinned(g, type);
      store(g, { kind: 'frame', byte: at * 4 }, type, x);
      const pointer = g.pointer();
      g.emit(Op.LEA, pointer, at * 4);
      return makeInterface(g, n, pointer, dst);
    }
    default: {
      const x = g.expr(n.x);
      const d = g.into(dst, n.type);
      g.emit(Op.BOX, d, g.boxedRef(type), x, g.siteRef(n));
      return d;
    }
  }
}

function makeInterface(g: Gen, n: ConvIfaceExpr, pointer: number, dst: number): number {
  const d = g.into(dst, n.type);
  g.emit(Op.MAKEIFACE, d, g.boxedRef(n.x.type), pointer);
  return d;
}

/** `x.(T)` with a panic. */
export function dotType(g: Gen, n: TypeAssertExpr, dst: number): number {
  order(g, n);
  const x = g.expr(n.x);
  if (n.nilPanic === true) g.emit(Op.NILCHK, x);
  const d = g.into(dst, n.type);
  if (isInterface(n.type)) g.emit(Op.ASSERTI, d, x, g.typeRef(n.type));
  else g.emit(Op.ASSERT, d, x, g.typeRef(n.type), g.typeRef(n.x.type));
  return d;
}

/** `v, ok = x.(T)` into registers. */
export function dotTypeOk(g: Gen, n: TypeAssertExpr): { value: number; ok: number } {
  const x = g.expr(n.x);
  const value = g.temp(n.type);
  const ok = g.scalar();
  const op = isInterface(n.type) ? Op.ASSERTIOK : Op.ASSERTOK;
  g.emit(op, value, ok, x, g.typeRef(n.type));
  return { value, ok };
}

/** What a type switch binds: the value of a type that x is known to have. */
export function unbox(g: Gen, x: number, from: Type, type: Type, dst: number): number {
  const d = g.into(dst, type);
  g.emit(Op.ASSERT, d, x, g.typeRef(type), g.typeRef(from));
  return d;
}
