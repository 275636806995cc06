/**
 * Flows of expressions: evaluating an expression and letting its value flow into a hole.
 */

import { canonical } from '../ir/build';
import type { ClosureExpr, Expr, MethodValueExpr } from '../ir/nodes';
import { isInterface, isUintptr, isUnsafePointer, underlying } from '../types/predicates';
import type { Type } from '../types/types';
import { tagHole } from './call';
import type { Hole } from './graph';
import { isCapturing } from './scc';
import type { Walker } from './walker';

/** Lets the value of n flow into k. */
export function expr(e: Walker, k: Hole, n: Expr): void {
  e.stmts(n.init);
  exprSkipInit(e, k, n);
}

// LONG: one case per node shape.
function exprSkipInit(e: Walker, hole: Hole, n: Expr): void {
  const { b } = e;
  // A value without pointers carries nothing anywhere.
  const k = hole.derefs >= 0 && !hasPointers(e, n.type) ? hole.into(b.blank) : hole;
  if ('esc' in n && n.esc === 'static') {
    staticParts(e, n);
    return;
  }
  switch (n.op) {
    case 'OLITERAL':
    case 'ONIL':
    case 'OMETHEXPR':
      return;
    case 'ONAME':
      if (n.class !== 'PFUNC' && n.class !== 'PEXTERN') b.flow(k, b.locationOf(n));
      return;
    case 'OPLUS':
    case 'ONEG':
    case 'OBITNOT':
    case 'ONOT':
    case 'ORECV':
      e.discard(n.x);
      return;
    case 'OADD':
    case 'OSUB':
    case 'OMUL':
    case 'ODIV':
    case 'OMOD':
    case 'OAND':
    case 'OOR':
    case 'OXOR':
    case 'OANDNOT':
    case 'OLSH':
    case 'ORSH':
    case 'OEQ':
    case 'ONE':
    case 'OLT':
    case 'OLE':
    case 'OGT':
    case 'OGE':
    case 'OANDAND':
    case 'OOROR':
      e.discard(n.x);
      e.discard(n.y);
      return;
    case 'OADDR':
      e.expr(k.addr(n, 'address-of'), n.x);
      return;
    case 'ODEREF':
      e.expr(k.deref(n, 'indirection'), n.x);
      return;
    case 'ODOT':
      e.expr(k.note(n, 'dot'), n.x);
      return;
    case 'ODOTPTR':
      e.expr(k.deref(n, 'dot of pointer'), n.x);
      return;
    case 'ODOTTYPE':
      e.expr(dotType(e, k, n.type, n, 'dot'), n.x);
      return;
    case 'OINDEX':
      if (isArray(n.x.type)) e.expr(k.note(n, 'fixed-array-index-of'), n.x);
      else e.expr(k.deref(n, 'dot of pointer'), n.x);
      e.discard(n.index);
      return;
    case 'OINDEXMAP':
      e.discard(n.x);
      e.discard(n.index);
      return;
    case 'OSLICE':
    case 'OSLICEARR':
    case 'OSLICESTR':
    case 'OSLICE3':
    case 'OSLICE3ARR':
      e.expr(k.note(n, 'slice'), n.x);
      e.discard(n.low);
      e.discard(n.high);
      e.discard(n.max);
      return;
    case 'OCONV':
    case 'OCONVNOP':
      if (isUnsafePointer(n.type) && isUintptr(n.x.type)) unsafeValue(e, k, n.x);
      else e.expr(k, n.x);
      return;
    case 'OCONVIFACE': {
      const boxed = !isInterface(n.x.type) && !b.analysis.layouts.isDirectInterface(n.x.type);
      const into = boxed ? e.spill(k, n) : k;
      e.expr(into.note(n, 'interface-converted'), n.x);
      return;
    }
    case 'OSLICE2ARR':
      e.expr(k.deref(n, 'slice-to-array'), n.x);
      return;
    case 'OSLICE2ARRPTR':
    case 'OMOVE2HEAP':
      e.expr(k, n.x);
      return;
    case 'OCALLFUNC':
    case 'OCALLINTER':
    case 'OLEN':
    case 'OCAP':
    case 'OMIN':
    case 'OMAX':
    case 'OCOMPLEX':
    case 'OREAL':
    case 'OIMAG':
    case 'OAPPEND':
    case 'OCOPY':
    case 'ORECOVER':
    case 'OUNSAFEADD':
    case 'OUNSAFESLICE':
    case 'OUNSAFESTRING':
    case 'OUNSAFESTRINGDATA':
    case 'OUNSAFESLICEDATA':
      e.call([k], n);
      return;
    case 'ONEW':
      e.spill(k, n);
      return;
    case 'OMAKESLICE':
      e.spill(k, n);
      e.discard(n.len);
      e.discard(n.cap);
      return;
    case 'OMAKECHAN':
      e.discard(n.len);
      return;
    case 'OMAKEMAP':
      e.spill(k, n);
      e.discard(n.len);
      return;
    case 'OMETHVALUE':
      methodValue(e, k, n);
      return;
    case 'OPTRLIT':
      e.expr(e.spill(k, n), n.x);
      return;
    case 'OARRAYLIT':
      for (const elem of n.elems) e.expr(k.note(n, 'array literal element'), elem.value);
      return;
    case 'OSLICELIT': {
      const into = e.spill(k, n);
      for (const elem of n.elems) e.expr(into.note(n, 'slice-literal-element'), elem.value);
      return;
    }
    case 'OSTRUCTLIT':
      for (const field of n.fields) e.expr(k.note(n, 'struct literal element'), field.value);
      return;
    case 'OMAPLIT':
      e.spill(k, n);
      // Keys and values of maps are in the heap, wherever the map is.
      for (const { key, value } of n.entries) {
        e.expr(b.heapHole.note(n, 'map literal key'), key);
        e.expr(b.heapHole.note(n, 'map literal value'), value);
      }
      return;
    case 'OCLOSURE':
      closure(e, k, n);
      return;
    case 'OBYTES2STR':
    case 'ORUNES2STR':
    case 'OSTR2BYTES':
    case 'OSTR2BYTESTMP':
    case 'OSTR2RUNES':
    case 'ORUNESTR':
      e.spill(k, n);
      e.discard(n.x);
      return;
    case 'OADDSTR':
      e.spill(k, n);
      n.list.forEach((x) => {
        e.discard(x);
      });
      return;
  }
}

/** What a static object holds counts as stored in the heap. */
function staticParts(e: Walker, n: Expr): void {
  const into = e.b.heapHole.note(n, 'assign');
  if (n.op === 'OSLICELIT') for (const elem of n.elems) e.expr(into, elem.value);
  else if (n.op === 'OPTRLIT' || n.op === 'OCONVIFACE') e.expr(into, n.x);
}

function hasPointers(e: Walker, type: Type): boolean {
  return type.kind === 'tuple' || e.b.analysis.layouts.hasPointers(type);
}

export function isArray(type: Type): boolean {
  return underlying(type).kind === 'array';
}

/** The hole for the operand of a type assertion to `type`: boxed values are one step further. */
export function dotType(
  e: Walker,
  k: Hole,
  type: Type,
  where: Parameters<Hole['note']>[0],
  why: string,
): Hole {
  const boxed = !isInterface(type) && !e.b.analysis.layouts.isDirectInterface(type);
  return (boxed ? k.shift(1) : k).note(where, why);
}

/** The receiver goes into the closure and into the method, whose results are out of sight. */
function methodValue(e: Walker, k: Hole, n: MethodValueExpr): void {
  const closureHole = e.spill(k, n);
  const ks = n.method.type.results.vars.map(() => e.b.heapHole);
  const paramHole = tagHole(e, ks, n.callee, 0);
  e.expr(e.tee([paramHole, closureHole]), n.x);
}

/** A function literal: what it captures is decided after all bodies of the batch were walked. */
function closure(e: Walker, k: Hole, n: ClosureExpr): void {
  const { b } = e;
  const into = e.spill(k, n);
  b.closures.push({ hole: into, closure: n });
  for (const v of n.func.closureVars) {
    const location = b.locationOf(canonical(v));
    if (location.captured) continue;
    location.captured = true;
    // Assignments in straight-line code before the first capture do not count.
    if (location.loopDepth === e.loopDepth) location.reassigned = false;
  }
  if (isCapturing(n.func)) e.entries.walkFunc(b, n.func, e.entries);
}

/** Integer arithmetic that may have begun with a pointer. */
function unsafeValue(e: Walker, k: Hole, n: Expr): void {
  e.stmts(n.init);
  switch (n.op) {
    case 'OCONV':
    case 'OCONVNOP':
      if (isUnsafePointer(n.x.type)) e.expr(k, n.x);
      else e.discard(n.x);
      return;
    case 'OPLUS':
    case 'ONEG':
    case 'OBITNOT':
      unsafeValue(e, k, n.x);
      return;
    case 'OADD':
    case 'OSUB':
    case 'OOR':
    case 'OXOR':
    case 'OMUL':
    case 'ODIV':
    case 'OMOD':
    case 'OAND':
    case 'OANDNOT':
      unsafeValue(e, k, n.x);
      unsafeValue(e, k, n.y);
      return;
    case 'OLSH':
    case 'ORSH':
      unsafeValue(e, k, n.x);
      e.discard(n.y);
      return;
    default:
      exprSkipInit(e, e.b.discardHole, n);
  }
}
