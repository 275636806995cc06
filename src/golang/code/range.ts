/**
 * Code for range loops.
 */
import { sameSafeExpr } from '../escape/selfassign';
import { canonical, isBlank } from '../ir/build';
import type { Expr, Name, Node, RangeStmt } from '../ir/nodes';
import { forChildren } from '../ir/visit';
import { ArrayType } from '../types/types';
import type { Type } from '../types/types';
import { isString, underlying } from '../types/predicates';
import { typ } from '../types/universe';
import { isShared, placeOf } from './address';
import { assignToMap, receiveFrom } from './mapchan';
import { compare } from './compare';
import { frameShapes } from './frame';
import { anywhere } from './gen';
import type { Gen, Label } from './gen';
import { registerFor } from './literal';
import { iteratorWords } from './operands';
import { Op } from './opcodes';
import { isComplex, order } from './order';
import { load, move, pinned, store } from './place';
import type { Place } from './place';
import { is64, Rep, repOf } from './rep';
import { arithmetic } from './arith';
import { destination } from './assignlist';
import { newInt } from '../ir/build';

export function rangeStmt(g: Gen, s: RangeStmt): void {
  const u = underlying(s.x.type);
  order(g, s.x);
  if (isString(s.x.type)) {
    rangeString(g, s);
    return;
  }
  switch (u.kind) {
    case 'slice':
      rangeSlice(g, s, g.expr(s.x), u.elem);
      return;
    case 'array':
    case 'pointer':
      rangeArray(g, s);
      return;
    case 'map':
      rangeMap(g, s);
      return;
    case 'chan':
      rangeChan(g, s, u.elem);
      return;
    default:
      rangeInt(g, s);
  }
}

/** A loop around the body; `step` ends it. */
function loop(g: Gen, s: RangeStmt, next: (top: Label, breakTo: Label) => void): Loop {
  const top = g.label();
  const breakTo = g.label();
  const continueTo = g.label();
  return {
    breakTo,
    begin: () => {
      g.loopDepth++;
      g.bind(top);
    },
    end: () => {
      g.targets.push({ label: s.label, breakTo, continueTo });
      g.body(s.body);
      g.targets.pop();
      g.bind(continueTo);
      if (s.pos !== 0) g.pos = s.pos;
      next(top, breakTo);
      g.loopDepth--;
      g.bind(breakTo);
    },
  };
}

interface Loop {
  readonly breakTo: Label;
  readonly begin: () => void;
  /** The body, then what leads to the next iteration. */
  readonly end: () => void;
}

/** Assigns to a variable of the clause; `load` gives its value, at the register it is given. */
function put(g: Gen, x: Expr | undefined, type: Type, value: (dst: number) => number): void {
  if (x === undefined || isBlank(x)) return;
  const mark = g.frame.markTemps();
  if (x.op === 'OINDEXMAP') {
    const v = value(anywhere);
    const m = g.expr(x.x);
    assignToMap(g, x.x.type, m, g.expr(x.index), (place, elem) => {
      store(g, place, elem, v);
    });
  } else {
    order(g, x);
    const place = placeOf(g, x);
    const at = registerFor(g, place, type);
    if (at !== undefined) move(g, type, at, value(at));
    else store(g, place, type, value(anywhere));
  }
  g.frame.resetTemps(mark);
}

/** A value of the clause: its type, and code that loads it. */
type Yield = readonly [type: Type, value: (dst: number) => number];

/** Assigns both variables; operands of the second one's place are evaluated before the first. */
function putBoth(g: Gen, s: RangeStmt, isKey: boolean, key: Yield, value: Yield): void {
  const { value: x } = s;
  if (s.def || x === undefined || x.op === 'ONAME') {
    if (!isKey) put(g, s.key, ...key);
    put(g, x, ...value);
    return;
  }
  const mark = g.frame.markTemps();
  order(g, x);
  const putValue = destination(g, x, () => true);
  put(g, s.key, ...key);
  putValue(value[1](anywhere));
  g.frame.resetTemps(mark);
}

/** The register to count in: the clause's own variable if nobody else writes it. */
function counterOf(g: Gen, s: RangeStmt): { at: number; isKey: boolean } {
  const { key } = s;
  if (s.def && key?.op === 'ONAME' && !isBlank(key) && !isShared(key)) {
    const home = g.homeOf(key);
    if (home.kind === 'register' && !s.body.some((n) => assigns(n, key))) {
      return { at: home.at, isKey: true };
    }
  }
  return { at: g.scalar(), isKey: false };
}

/** Whether a variable is assigned somewhere in n. */
function assigns(n: Node, name: Name): boolean {
  const is = (x: Expr | undefined): boolean => x?.op === 'ONAME' && canonical(x) === name;
  switch (n.op) {
    case 'OAS':
    case 'OASOP':
      if (is(n.x)) return true;
      break;
    case 'OAS2':
    case 'OAS2FUNC':
    case 'OAS2RECV':
    case 'OAS2MAPR':
    case 'OAS2DOTTYPE':
    case 'OSELRECV2':
      if (n.lhs.some(is)) return true;
      break;
    case 'ORANGE':
      if (is(n.key) || is(n.value)) return true;
      break;
    default:
  }
  let found = false;
  forChildren(n, (child) => {
    if (!found) found = assigns(child, name);
  });
  return found;
}

/** Elements of a slice register, whose head is copied first. */
function rangeSlice(g: Gen, s: RangeStmt, slice: number, elem: Type): void {
  const head = g.frame.temp('p.');
  g.emit(Op.MOV4, head, slice);
  rangeElements(g, s, head, elem);
}

function rangeElements(g: Gen, s: RangeStmt, head: number, elem: Type): void {
  const { at: index, isKey } = counterOf(g, s);
  const l = loop(g, s, (top) => {
    g.emit(Op.LOOPLT64, index, 1, head + 2, top.id);
  });
  g.int(0, index);
  g.emit(Op.JLE64I, head + 2, 0, l.breakTo.id);
  l.begin();
  const place: Place = { kind: 'element', slice: head, index };
  putBoth(g, s, isKey, [typ.int, () => index], [elem, (dst) => load(g, place, elem, dst)]);
  l.end();
}

/** An array is copied when its elements are wanted; what a pointer leads to is not. */
function rangeArray(g: Gen, s: RangeStmt): void {
  const u = underlying(s.x.type);
  const array = u.kind === 'pointer' ? underlying(u.elem) : u;
  if (!(array instanceof ArrayType)) throw new Error('range over no array');
  const head = g.frame.temp('p.');
  const wanted = s.value !== undefined && !isBlank(s.value);
  if (u.kind === 'pointer') {
    g.emit(Op.MOV2, head, g.expr(s.x));
  } else if (wanted) {
    const copy = pinned(g, s.x.type);
    g.expr(s.x, copy);
    g.emit(Op.LEA, head, copy * 4);
  } else {
    if (isComplex(g, s.x)) g.expr(s.x);
    g.emit(Op.LDC2, head, 0, 0);
  }
  g.int(array.length, head + 2);
  if (wanted && u.kind === 'pointer' && array.length > 0) g.emit(Op.NILCHK, head);
  rangeElements(g, s, head, array.elem);
}

function rangeInt(g: Gen, s: RangeStmt): void {
  const { type } = s.x;
  const rep = repOf(type);
  const limit = g.temp(type);
  g.expr(s.x, limit);
  const own = counterOf(g, s);
  const { at: index, isKey } = own;
  if (rep === Rep.i64) {
    const l = loop(g, s, (top) => {
      g.emit(Op.LOOPLT64, index, 1, limit, top.id);
    });
    g.int(0, index);
    g.emit(Op.JLE64I, limit, 0, l.breakTo.id);
    l.begin();
    if (!isKey) put(g, s.key, type, () => index);
    l.end();
    return;
  }
  const l = loop(g, s, (top) => {
    arithmetic(g, 'OADD', type, () => index, newInt(s.pos, 1, type), index);
    g.emit(Op.LOOP, top.id);
  });
  g.constant(0, is64(rep) ? 0 : undefined, index);
  l.begin();
  g.emit(Op.JF, compare(g, 'OLT', type, index, limit, anywhere), l.breakTo.id);
  if (!isKey) put(g, s.key, type, () => index);
  l.end();
}

function rangeString(g: Gen, s: RangeStmt): void {
  const text = g.frame.temp('p.');
  g.expr(s.x, text);
  const index = g.scalar();
  const decoded = g.frame.temp('..');
  const l = loop(g, s, (top) => {
    g.emit(Op.MOV2, index, decoded + 2);
    g.emit(Op.LOOP, top.id);
  });
  g.int(0, index);
  l.begin();
  g.emit(Op.JGE64, index, text + 2, l.breakTo.id);
  g.emit(Op.DECODERUNE, decoded, text, index);
  putBoth(g, s, false, [typ.int, () => index], [typ.rune, () => decoded]);
  l.end();
}

function rangeMap(g: Gen, s: RangeStmt): void {
  const u = underlying(s.x.type);
  if (u.kind !== 'map') throw new Error('range over no map');
  const m = g.expr(s.x);
  const type = g.typeRef(s.x.type);
  if (isMapClear(s, u.key)) {
    g.emit(Op.MAPCLEAR, type, m);
    return;
  }
  // maps.Iter: key, elem, typ, m, …, tab, group.
  const iterator = g.frame.temp(iteratorShape);
  const key = g.pointer();
  const elem = g.pointer();
  const l = loop(g, s, (top) => {
    g.emit(Op.LOOP, top.id);
  });
  g.emit(Op.MAPITER, iterator, type, m);
  l.begin();
  g.emit(Op.MAPNEXT, key, elem, iterator, type, l.breakTo.id);
  const at = (pointer: number): Place => ({ kind: 'memory', pointer, offset: 0 });
  putBoth(
    g,
    s,
    false,
    [u.key, (dst) => load(g, at(key), u.key, dst)],
    [u.elem, (dst) => load(g, at(elem), u.elem, dst)],
  );
  l.end();
}

/** Words of maps.Iter with pointers. */
const iteratorShape = 'pp.p.....pp.'.padEnd(iteratorWords / 2, '.');

/** `for k := range m { delete(m, k) }` clears the map, where every key equals itself. */
function isMapClear(s: RangeStmt, key: Type): boolean {
  const [only] = s.body;
  if (!s.def || s.key === undefined || s.body.length !== 1 || only?.op !== 'ODELETE') return false;
  if (s.value !== undefined || isBlank(s.key) || (only.init?.length ?? 0) > 0) return false;
  const [m, k] = only.args;
  if (m === undefined || k !== s.key || s.key.op !== 'ONAME') return false;
  return m.op === 'ONAME' && sameSafeExpr(m, s.x) && isReflexive(key);
}

function isReflexive(type: Type): boolean {
  const u = underlying(type);
  switch (u.kind) {
    case 'interface':
      return false;
    case 'basic':
      return !/^(float|complex)/.test(u.basic);
    case 'array':
      return isReflexive(u.elem);
    case 'struct':
      return u.fields.every((f) => isReflexive(f.type));
    default:
      return true;
  }
}

function rangeChan(g: Gen, s: RangeStmt, elem: Type): void {
  const c = g.frame.temp(frameShapes.pointer);
  g.expr(s.x, c);
  const ok = g.scalar();
  const l = loop(g, s, (top) => {
    g.emit(Op.LOOP, top.id);
  });
  l.begin();
  const value = receiveFrom(g, c, s.x.type, elem, ok, anywhere);
  g.emit(Op.JF, ok, l.breakTo.id);
  put(g, s.key, elem, () => value);
  l.end();
}
