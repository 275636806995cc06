/**
 * Code for assignments.
 */
import { sameSafeExpr } from '../escape/selfassign';
import { canonical, elemOf, isBlank, isHeapVar } from '../ir/build';
import type { AssignOpStmt, AssignStmt, Expr, IndexMapExpr, Name } from '../ir/nodes';
import { anyNode } from '../ir/visit';
import { isString } from '../types/predicates';
import type { Type } from '../types/types';
import { isShared, placeOf } from './address';
import { arithmetic } from './arith';
import { effect } from './expr';
import { anywhere } from './gen';
import type { Gen } from './gen';
import { registerFor } from './literal';
import { assignToMap } from './mapchan';
import { Op } from './opcodes';
import { isComplex, orderList } from './order';
import { addressOf, load, store, storeZero } from './place';
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

/** Whether y can be computed right into variable x: nobody sees it half written. */
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
