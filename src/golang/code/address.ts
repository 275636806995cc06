/**
 * Places of expressions that have one: variables, fields, elements, what pointers lead to; and the
 * address operator.
 */
import { canonical } from '../ir/build';
import type { AddrExpr, Expr, IndexExpr, Name, SelectorExpr } from '../ir/nodes';
import { isString, underlying } from '../types/predicates';
import type { Type } from '../types/types';
import { toInt64 } from './arith';
import { contextWord } from './frame';
import type { Gen } from './gen';
import { Op } from './opcodes';
import { order, takeDone } from './order';
import { addressOf, within } from './place';
import type { Place } from './place';
import { repOf } from './rep';
import { anywhere } from './gen';

/** Where the value of n is. Values without a place of their own are computed into a register. */
export function placeOf(g: Gen, n: Expr): Place {
  const done = takeDone(g, n);
  if (done !== anywhere) return { kind: 'register', at: done };
  const plain = n.init === undefined || n.init.length === 0;
  switch (n.op) {
    case 'ONAME':
      if (n.class !== 'PFUNC' && plain) return nameplace(g, n);
      break;
    case 'ODEREF':
      if (!plain) g.stmts(n.init ?? []);
      return { kind: 'memory', pointer: g.expr(n.x), offset: 0 };
    case 'ODOT':
    case 'ODOTPTR':
      if (!plain) g.stmts(n.init ?? []);
      return fieldPlace(g, n);
    case 'OINDEX':
      if (!plain) g.stmts(n.init ?? []);
      g.pos = n.pos;
      return indexPlace(g, n);
    case 'OCONVNOP':
      if (plain) return placeOf(g, n.x);
      break;
    default:
  }
  return { kind: 'register', at: g.expr(n) };
}

function nameplace(g: Gen, n: Name): Place {
  if (n.name === '_') return { kind: 'blank' };
  if (n.class === 'PEXTERN') return { kind: 'static', ref: { kind: 'global', sym: n.sym, add: 0 } };
  const home = g.homeOf(n);
  switch (home.kind) {
    case 'register':
      return home;
    case 'memory':
      return { kind: 'frame', byte: home.byte };
    case 'pointer':
      return { kind: 'memory', pointer: home.pointer, offset: 0 };
    case 'captured':
      return { kind: 'memory', pointer: contextWord, offset: home.offset };
  }
}

function fieldPlace(g: Gen, n: SelectorExpr): Place {
  const own = underlying(n.x.type);
  const struct = own.kind === 'pointer' ? underlying(own.elem) : own;
  const offset = struct.kind === 'struct' ? (g.layouts.offsetsof(struct)[n.index] ?? 0) : 0;
  if (n.op === 'ODOTPTR') return { kind: 'memory', pointer: g.expr(n.x), offset };
  return within(g, placeOf(g, n.x), offset, n.x.type);
}

function indexPlace(g: Gen, n: IndexExpr): Place {
  const u = underlying(n.x.type);
  if (u.kind === 'slice') {
    const slice = sliceHead(g, n.x);
    return { kind: 'element', slice, index: indexValue(g, n.index) };
  }
  if (isString(n.x.type)) {
    const s = g.expr(n.x);
    const d = g.scalar();
    g.emit(Op.STRIDX, d, s, indexValue(g, n.index));
    return { kind: 'register', at: d };
  }
  if (u.kind !== 'array') throw new Error(`index of ${u.kind}`);
  const { length } = u;
  const size = g.layouts.sizeof(u.elem);
  const array = placeOf(g, n.x);
  const constant = constantIndex(n.index);
  if (constant !== undefined && constant < length) {
    return within(g, array, constant * size, n.x.type);
  }
  const index = indexValue(g, n.index);
  if (array.kind === 'blank' || size === 0) {
    g.emit(Op.BOUNDI, index, length);
    return array;
  }
  const base = arrayAddress(g, array, n.x.type);
  const pointer = g.pointer();
  g.emit(Op.IDXARR, pointer, base, index, size, length);
  return { kind: 'memory', pointer, offset: 0 };
}

/** Address of an array that is indexed; a value in temporaries is used up by it. */
function arrayAddress(g: Gen, array: Place, type: Type): number {
  if (array.kind === 'register' || array.kind === 'frame') {
    const byte = array.kind === 'register' ? array.at * 4 : array.byte;
    const d = g.pointer();
    g.leaUses.set(g.pc, g.layouts.sizeof(type));
    g.emit(Op.LEA, d, byte);
    return d;
  }
  return addressOf(g, array, type, anywhere);
}

/** Pointer and length of a slice whose capacity does not matter. */
function sliceHead(g: Gen, n: Expr): number {
  const place = placeOf(g, n);
  switch (place.kind) {
    case 'register':
      return place.at;
    case 'frame':
      return place.byte / 4;
    case 'memory': {
      const d = g.frame.temp('p.');
      g.emit(Op.LDN, d, place.pointer, place.offset, 16);
      return d;
    }
    case 'static': {
      const d = g.frame.temp('p.');
      g.emit(Op.LDGN, d, g.newRef(place.ref), 16);
      return d;
    }
    case 'element': {
      const d = g.frame.temp('p.');
      const { pointer, offset } = within(g, place, 0, n.type) as Extract<Place, { kind: 'memory' }>;
      g.emit(Op.LDN, d, pointer, offset, 16);
      return d;
    }
    case 'blank':
      throw new Error('index of nothing');
  }
}

function constantIndex(n: Expr): number | undefined {
  if (n.op !== 'OLITERAL' || n.value.kind !== 'int') return undefined;
  const value = Number(n.value.value);
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** An index as an int register. */
export function indexValue(g: Gen, n: Expr): number {
  const constant = constantIndex(n);
  if (constant !== undefined) return g.int(constant);
  return toInt64(g, g.expr(n), repOf(n.type));
}

/** `&x`. */
export function addressExpr(g: Gen, n: AddrExpr, dst: number): number {
  order(g, n);
  const place = placeOf(g, n.x);
  if (place.kind === 'register' && n.x.op !== 'ONAME') {
    throw new Error(`address of ${n.x.op}`);
  }
  // What is at the address is not looked at: a nil pointer must show all the same.
  if (place.kind === 'memory' && place.offset === 0 && leadsThroughPointer(n.x)) {
    g.emit(Op.NILCHK, place.pointer);
  }
  return addressOf(g, place, n.x.type, dst);
}

function leadsThroughPointer(n: Expr): boolean {
  switch (n.op) {
    case 'ODEREF':
    case 'ODOTPTR':
      return true;
    case 'ODOT':
      return leadsThroughPointer(n.x);
    case 'OINDEX':
      return underlying(n.x.type).kind === 'array' && leadsThroughPointer(n.x);
    default:
      return false;
  }
}

/** Address of a variable, as closures that share it hold it. */
export function addressOfVariable(g: Gen, n: Name, dst: number): number {
  return addressOf(g, placeOf(g, n), n.type, dst);
}

/** Whether a variable can be changed through pointers or by closures. */
export function isShared(n: Name): boolean {
  const variable = canonical(n);
  return variable.class === 'PEXTERN' || variable.addrtaken === true || variable.esc === 'heap';
}
