/**
 * Code for assignments to several places at once.
 */
import { canonical, isBlank, outerValue } from '../ir/build';
import type { AssignFuncStmt, AssignListStmt, AssignOkStmt, Expr, Name } from '../ir/nodes';
import { anyNode } from '../ir/visit';
import type { Type } from '../types/types';
import { isShared, placeOf } from './address';
import { assign } from './assign';
import { call } from './call';
import { dotTypeOk } from './convert';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { assignToMap, mapIndexOk, receiveFrom } from './mapchan';
import { Op } from './opcodes';
import { areComplex, mayPanic, order, orderList } from './order';
import { load, move, store } from './place';
import type { Place } from './place';

export function assignList(g: Gen, s: AssignListStmt): void {
  const { lhs, rhs } = s;
  if (isSequential(g, lhs, rhs)) {
    lhs.forEach((x, i) => {
      const y = rhs[i];
      if (y !== undefined) assign(g, { op: 'OAS', pos: s.pos, x, y, def: s.def });
    });
    return;
  }
  orderList(g, [...lhs, ...rhs]);
  const assigned = new Set<Name>();
  for (const x of lhs) {
    const outer = outerValue(x);
    if (outer.op === 'ONAME') assigned.add(canonical(outer));
  }
  const unsteady = (n: Expr): boolean =>
    anyNode(n, (part) => part.op === 'ONAME' && (assigned.has(canonical(part)) || isShared(part)));
  const puts = lhs.map((x) => destination(g, x, unsteady));
  const values = rhs.map((y) => {
    const at = g.expr(y);
    if (!isReadInPlace(y) || !unsteady(y)) return at;
    const tmp = g.temp(y.type);
    move(g, y.type, tmp, at);
    return tmp;
  });
  puts.forEach((put, i) => {
    put(values[i] ?? 0);
  });
}

/** Whether assigning one after the other comes to the same. */
function isSequential(g: Gen, lhs: readonly Expr[], rhs: readonly Expr[]): boolean {
  const names = lhs.map((x) => (x.op === 'ONAME' ? canonical(x) : undefined));
  const simple = lhs.every((x) => isBlank(x) || (x.op === 'ONAME' && !isShared(x)));
  if (!simple || areComplex(g, rhs)) return false;
  // What is assigned before a panic would be seen by who recovers.
  if (g.fn.hasDefer && rhs.some(mayPanic)) return false;
  return rhs.every((y, i) => {
    const before = new Set<Name | undefined>(names.slice(0, i));
    return !anyNode(y, (n) => n.op === 'ONAME' && before.has(canonical(n)));
  });
}

/** Values that are read where they are rather than computed into a temporary. */
function isReadInPlace(y: Expr): boolean {
  switch (y.op) {
    case 'OCONVNOP':
    case 'OCONV':
    case 'OPLUS':
    case 'OLEN':
    case 'OCAP':
    case 'OREAL':
    case 'OIMAG':
    case 'ODOT':
    case 'OINDEX':
    case 'ONAME':
    case 'OUNSAFESTRINGDATA':
    case 'OUNSAFESLICEDATA':
    case 'OSLICE2ARRPTR':
    case 'OBYTES2STR':
      return true;
    default:
      return false;
  }
}

/** Evaluates the operands of a destination; what it gives stores a value there. */
export function destination(
  g: Gen,
  x: Expr,
  unsteady: (n: Expr) => boolean,
): (value: number) => void {
  if (isBlank(x)) return () => undefined;
  if (x.op === 'OINDEXMAP') {
    const m = kept(g, x.x, unsteady);
    const k = kept(g, x.index, unsteady);
    return (value) => {
      assignToMap(g, x.x.type, m, k, (place, elem) => {
        store(g, place, elem, value);
      });
    };
  }
  const place = placeOf(g, x);
  const fixed = x.op !== 'ONAME' && unsteady(x) ? frozen(g, place) : place;
  return (value) => {
    store(g, fixed, x.type, value);
  };
}

function kept(g: Gen, n: Expr, unsteady: (n: Expr) => boolean): number {
  const at = g.expr(n);
  if (!unsteady(n)) return at;
  const tmp = g.temp(n.type);
  move(g, n.type, tmp, at);
  return tmp;
}

/** The same place, whatever happens to the variables it was found through. */
function frozen(g: Gen, place: Place): Place {
  if (place.kind === 'memory') {
    const pointer = g.pointer();
    g.emit(Op.MOV2, pointer, place.pointer);
    return { ...place, pointer };
  }
  if (place.kind !== 'element') return place;
  const slice = g.frame.temp('p.');
  g.emit(Op.MOV4, slice, place.slice);
  const index = g.scalar();
  g.emit(Op.MOV2, index, place.index);
  return { kind: 'element', slice, index };
}

/** `a, b = f()`. */
export function assignCall(g: Gen, s: AssignFuncStmt): void {
  orderList(g, s.lhs);
  const [n] = s.rhs;
  if (n.init !== undefined && n.init.length > 0) g.stmts(n.init);
  const simple = s.lhs.every((x) => isBlank(x) || x.op === 'ONAME');
  const unsteady = (): boolean => true;
  const puts = simple ? undefined : s.lhs.map((x) => destination(g, x, unsteady));
  const { at, types } = call(g, n);
  if (simple) {
    s.lhs.forEach((x, i) => {
      putResult(g, x, types[i], at[i]);
    });
    return;
  }
  const values = at.map((from, i) => {
    const type = types[i] as Type;
    const tmp = g.temp(type);
    move(g, type, tmp, from);
    return tmp;
  });
  puts?.forEach((put, i) => {
    put(values[i] ?? 0);
  });
}

function putResult(g: Gen, x: Expr, type: Type | undefined, at: number | undefined): void {
  if (isBlank(x) || type === undefined || at === undefined) return;
  store(g, placeOf(g, x), type, at);
}

/** `v, ok = <-c`, `m[k]`, `x.(T)`. */
export function assignOk(g: Gen, s: AssignOkStmt): void {
  orderList(g, s.lhs);
  const [n] = s.rhs;
  if (n.init !== undefined && n.init.length > 0) g.stmts(n.init);
  order(g, n);
  const [v, ok] = s.lhs;
  if (v === undefined || ok === undefined) throw new Error('two destinations expected');
  const { value, flag } = twoValues(g, n, isBlank(v));
  if (!isBlank(v) && value !== anywhere) {
    if (v.op === 'OINDEXMAP') destination(g, v, () => false)(value);
    else store(g, placeOf(g, v), v.type, value);
  }
  if (isBlank(ok)) return;
  if (ok.op === 'OINDEXMAP') destination(g, ok, () => false)(flag);
  else store(g, placeOf(g, ok), ok.type, flag);
}

function twoValues(
  g: Gen,
  n: AssignOkStmt['rhs'][0],
  dropped: boolean,
): { value: number; flag: number } {
  switch (n.op) {
    case 'ORECV': {
      const c = g.expr(n.x);
      const flag = g.scalar();
      const value = receiveFrom(g, c, n.x.type, n.type, flag, anywhere);
      return { value, flag };
    }
    case 'OINDEXMAP': {
      const { place, ok } = mapIndexOk(g, n);
      return { value: dropped ? anywhere : load(g, place, n.type, anywhere), flag: ok };
    }
    case 'ODOTTYPE': {
      const { value, ok } = dotTypeOk(g, n);
      return { value, flag: ok };
    }
  }
}
