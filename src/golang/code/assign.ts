/**
 * Code for assignments.
 */
import { sameSafeExpr } from '../escape/selfassign';
import { canonical, elemOf, isBlank, isHeapVar, outerValue } from '../ir/build';
import type {
  AssignFuncStmt,
  AssignListStmt,
  AssignOkStmt,
  AssignOpStmt,
  AssignStmt,
  Expr,
  IndexMapExpr,
  Name,
} from '../ir/nodes';
import { anyNode } from '../ir/visit';
import { isString } from '../types/predicates';
import type { Type } from '../types/types';
import { isShared, placeOf } from './address';
import { arithmetic } from './arith';
import { call } from './call';
import { dotTypeOk } from './convert';
import { effect } from './expr';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { registerFor } from './literal';
import { assignToMap, mapIndexOk, receiveFrom } from './mapchan';
import { Op } from './opcodes';
import { isComplex, order, orderList } from './order';
import { addressOf, load, move, store, storeZero } from './place';
import type { Place } from './place';
import { Rep, repOf } from './rep';
import { concatenate } from './string';

export function assign(g: Gen, s: AssignStmt): void {
  const { x, y } = s;
  if (y === undefined) {
    // A variable in the heap that was made just now is zero.
    const isNew = x.op === 'ONAME' && isHeapVar(x) && s.init?.some((d) => d.op === 'ODCL');
    if (!isBlank(x) && isNew !== true) storeZero(g, placeOf(g, x), x.type);
    return;
  }
  if (isBlank(x)) {
    effect(g, y);
    return;
  }
  if (x.op === 'OINDEXMAP') {
    assignMap(g, x, y);
    return;
  }
  orderList(g, [x]);
  if (copyLarge(g, x, y)) return;
  if (x.op === 'ONAME') {
    const place = placeOf(g, x);
    const at = registerFor(g, place, x.type);
    if (at !== undefined && mayComputeInto(g, x, y)) {
      g.expr(y, at);
      return;
    }
    const value = g.expr(y);
    store(g, place, x.type, value);
    return;
  }
  orderList(g, [y]);
  const value = g.expr(y);
  store(g, placeOf(g, x), x.type, value);
}

/** Whether y can be computed right into variable x: it is not read or seen once it is half written. */
function mayComputeInto(g: Gen, x: Name, y: Expr): boolean {
  let value = y;
  while (value.op === 'OCONVNOP') value = value.x;
  if (value.op !== 'OSTRUCTLIT' && value.op !== 'OARRAYLIT') return true;
  const variable = canonical(x);
  if (isShared(x) || (x.class === 'PPARAMOUT' && g.fn.hasDefer)) return false;
  return !anyNode(value, (n) => n.op === 'ONAME' && canonical(n) === variable);
}

/** Values of more bytes than this move from memory to memory. */
const largeBytes = 64;

/** Structs and arrays from one place in memory to another. */
function copyLarge(g: Gen, x: Expr, y: Expr): boolean {
  const bytes = g.layouts.sizeof(x.type);
  if (repOf(x.type) !== Rep.wide || bytes <= largeBytes || isComplex(g, y) || isComplex(g, x)) {
    return false;
  }
  if (!isInMemory(g, x) || !isInMemory(g, y)) return false;
  const from = addressOf(g, placeOf(g, y), y.type, anywhere);
  const to = addressOf(g, placeOf(g, x), x.type, anywhere);
  g.emit(Op.MOVE, to, from, bytes, g.barrierRef(x.type));
  return true;
}

/** Whether an expression is a place outside of the frame. */
function isInMemory(g: Gen, n: Expr): boolean {
  switch (n.op) {
    case 'ONAME': {
      if (n.class === 'PFUNC') return false;
      if (n.class === 'PEXTERN') return true;
      const { kind } = g.homeOf(n);
      return kind === 'pointer' || kind === 'captured';
    }
    case 'ODEREF':
    case 'ODOTPTR':
      return true;
    case 'ODOT':
      return isInMemory(g, n.x);
    case 'OINDEX':
      return !isString(n.x.type) && (repOf(n.x.type) === Rep.slice || isInMemory(g, n.x));
    default:
      return false;
  }
}

// -------------------------------------------------------------------------------------------- maps

/** `m[k] = y`. */
function assignMap(g: Gen, x: IndexMapExpr, y: Expr): void {
  let value = y;
  while (value.op === 'OCONVNOP') value = value.x;
  if (value.op === 'OAPPEND' && value.args[0] !== undefined && sameSafeExpr(x, value.args[0])) {
    appendToMap(g, x, value);
    return;
  }
  orderList(g, [x.x, x.index, y]);
  const v = g.expr(y);
  const m = g.expr(x.x);
  assignToMap(g, x.x.type, m, g.expr(x.index), (place, elem) => {
    store(g, place, elem, v);
  });
}

/** `m[k] = append(m[k], …)`: the entry is looked up once, and made first. */
function appendToMap(g: Gen, x: IndexMapExpr, y: Extract<Expr, { op: 'OAPPEND' }>): void {
  const [, ...args] = y.args;
  orderList(g, [x.x, x.index, ...args]);
  const values = args.map((arg) => g.expr(arg));
  args.forEach((arg, i) => g.done.set(arg, values[i] ?? 0));
  const m = g.expr(x.x);
  assignToMap(g, x.x.type, m, g.expr(x.index), (place, elem) => {
    const [slice] = y.args;
    if (slice === undefined) return;
    g.done.set(slice, load(g, place, elem, anywhere));
    store(g, place, elem, g.expr(y));
  });
}

// ------------------------------------------------------------------------------------ x op= y, x++

export function assignOp(g: Gen, s: AssignOpStmt): void {
  const { x, y, asOp } = s;
  if (x.op === 'OINDEXMAP') {
    assignOpMap(g, s, x);
    return;
  }
  const parts = summands(y);
  orderList(g, [x, ...parts]);
  const place = placeOf(g, x);
  const at = registerFor(g, place, x.type);
  if (repOf(x.type) === Rep.string) {
    const site = siteOfSum(g, x.type, y);
    const sum = concatenate(g, [load(g, place, x.type, anywhere), ...parts], -1, site, anywhere);
    store(g, place, x.type, sum);
    return;
  }
  const result = arithmetic(
    g,
    asOp,
    x.type,
    () => load(g, place, x.type, anywhere),
    y,
    at ?? anywhere,
  );
  if (at === undefined) store(g, place, x.type, result);
}

/** What `s += y` adds: all strings of a sum are concatenated at once. */
function summands(y: Expr): readonly Expr[] {
  return y.op === 'OADDSTR' ? y.list : [y];
}

function siteOfSum(g: Gen, type: Type, y: Expr): number {
  return y.op === 'OADDSTR' ? g.siteRef(y) : g.otherSite('string', type, 'string concatenation');
}

/** `m[k] op= y`: one lookup, except where the operation may panic. */
function assignOpMap(g: Gen, s: AssignOpStmt, x: IndexMapExpr): void {
  const { y, asOp } = s;
  orderList(g, [x.x, x.index, y]);
  const m = g.expr(x.x);
  const k = g.expr(x.index);
  const elem = elemOf(x.x.type);
  if (asOp === 'ODIV' || asOp === 'OMOD') {
    const pointer = g.pointer();
    g.emit(Op.MAPGET, pointer, g.typeRef(x.x.type), m, k);
    const old = load(g, { kind: 'memory', pointer, offset: 0 }, elem, anywhere);
    const value = arithmetic(g, asOp, elem, () => old, y, anywhere);
    assignToMap(g, x.x.type, m, k, (place) => {
      store(g, place, elem, value);
    });
    return;
  }
  const parts = repOf(elem) === Rep.string ? summands(y) : [y];
  for (const part of parts) if (part.op !== 'OLITERAL') g.done.set(part, g.expr(part));
  assignToMap(g, x.x.type, m, k, (place) => {
    const old = load(g, place, elem, anywhere);
    if (repOf(elem) === Rep.string) {
      const site = siteOfSum(g, elem, y);
      store(g, place, elem, concatenate(g, [old, ...parts], -1, site, anywhere));
    } else {
      store(
        g,
        place,
        elem,
        arithmetic(g, asOp, elem, () => old, y, anywhere),
      );
    }
  });
}

// -------------------------------------------------------------------------------- several at once

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

const mayPanic: ReadonlySet<string> = new Set([
  'ODEREF',
  'ODOTPTR',
  'OINDEX',
  'OINDEXMAP',
  'OSLICE',
  'OSLICEARR',
  'OSLICESTR',
  'OSLICE3',
  'OSLICE3ARR',
  'OSLICE2ARR',
  'OSLICE2ARRPTR',
  'ODOTTYPE',
  'ODIV',
  'OMOD',
  'OLSH',
  'ORSH',
  'OEQ',
  'ONE',
] satisfies Expr['op'][]);

/** Whether assigning one after the other comes to the same. */
function isSequential(g: Gen, lhs: readonly Expr[], rhs: readonly Expr[]): boolean {
  const names = lhs.map((x) => (x.op === 'ONAME' ? canonical(x) : undefined));
  const simple = lhs.every((x) => isBlank(x) || (x.op === 'ONAME' && !isShared(x)));
  if (!simple || rhs.some((y) => isComplex(g, y))) return false;
  // What is assigned before a panic would be seen by who recovers.
  if (g.fn.hasDefer && rhs.some((y) => anyNode(y, (n) => mayPanic.has(n.op)))) return false;
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
