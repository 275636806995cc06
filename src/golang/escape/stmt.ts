/**
 * Flows of statements, with the depth of loops around them.
 */

import { isBlank } from '../ir/build';
import type { Func, GoDeferStmt, RangeStmt, Stmt, TypeSwitchStmt } from '../ir/nodes';
import { visitAll } from '../ir/visit';
import { addrs, assignList, reassigned } from './assign';
import type { Batch } from './batch';
import { dotType, isArray } from './expr';
import type { Hole } from './graph';
import { Walker } from './walker';
import type { Entries } from './walker';

/** Walks a function's body; loops made of backward gotos are found first. */
export function walkFunc(b: Batch, fn: Func, entries: Entries): void {
  const e = new Walker(b, fn, entries);
  for (const s of fn.body) {
    visitAll(s, (n) => {
      if (n.op === 'OLABEL' && n.label !== '_') e.labels.set(n.label, false);
      else if (n.op === 'OGOTO' && n.label !== undefined && e.labels.has(n.label)) {
        e.labels.set(n.label, true);
      }
    });
  }
  e.block(fn.body);
}

export function stmts(e: Walker, list: readonly Stmt[]): void {
  for (const n of list) stmt(e, n);
}

// LONG: one case per node shape.
function stmt(e: Walker, n: Stmt): void {
  e.stmts(n.init);
  switch (n.op) {
    case 'OFALL':
    case 'OBREAK':
    case 'OCONTINUE':
    case 'OGOTO':
      return;
    case 'OBLOCK':
      e.stmts(n.list);
      return;
    case 'OREPEAT':
      e.stmts(n.body);
      return;
    case 'ODCL':
      if (!isBlank(n.x)) e.declare(n.x);
      return;
    case 'OLABEL':
      if (e.labels.get(n.label) === true) e.loopDepth++;
      e.labels.delete(n.label);
      return;
    case 'OIF':
      e.discard(n.cond);
      e.block(n.body);
      e.block(n.else);
      return;
    case 'OCHECKNIL':
      e.discard(n.x);
      return;
    case 'OFOR':
      e.loopDepth++;
      e.discard(n.cond);
      if (n.post !== undefined) stmt(e, n.post);
      e.block(n.body);
      e.loopDepth--;
      return;
    case 'ORANGE':
      rangeStmt(e, n);
      return;
    case 'OTYPESW':
      typeSwitch(e, n);
      return;
    case 'OSWITCH':
      e.discard(n.tag);
      for (const c of n.cases) {
        c.list.forEach((x) => {
          e.discard(x);
        });
        e.block(c.body);
      }
      return;
    case 'OSELECT':
      for (const c of n.cases) {
        if (c.comm !== undefined) stmt(e, c.comm);
        e.block(c.body);
      }
      return;
    case 'ORECV':
      e.discard(n.x);
      return;
    case 'OSEND':
      e.discard(n.chan);
      e.expr(e.b.heapHole.note(n, 'send'), n.value);
      return;
    case 'OAS':
      assignList(e, [n.x], [n.y], 'assign', n);
      return;
    case 'OASOP':
      assignList(e, [n.x], [n.y], 'assign', n);
      return;
    case 'OAS2':
      assignList(e, n.lhs, n.rhs, 'assign-pair', n);
      return;
    case 'OAS2DOTTYPE':
      assignList(e, n.lhs, n.rhs, 'assign-pair-dot-type', n);
      return;
    case 'OAS2MAPR':
      assignList(e, n.lhs, n.rhs, 'assign-pair-mapr', n);
      return;
    case 'OAS2RECV':
    case 'OSELRECV2':
      assignList(e, n.lhs, n.rhs, 'assign-pair-receive', n);
      return;
    case 'OAS2FUNC': {
      e.stmts(n.rhs[0].init);
      const ks = addrs(e, n.lhs);
      e.call(ks, n.rhs[0]);
      reassigned(ks, n);
      return;
    }
    case 'ORETURN':
      assignList(e, e.fn.results, n.results, 'return', n);
      return;
    case 'OGO':
    case 'ODEFER':
      goDefer(e, n);
      return;
    default:
      e.call(undefined, n);
  }
}

function rangeStmt(e: Walker, n: RangeStmt): void {
  const { b } = e;
  const tmp = e.newLocation(undefined, true);
  e.expr(e.holeOf(tmp), n.x);
  e.loopDepth++;
  const ks = addrs(e, [n.key, n.value]);
  const value = ks[1];
  if (value !== undefined) {
    b.flow(isArray(n.x.type) ? value.note(n, 'range') : value.deref(n, 'range-deref'), tmp);
  }
  reassigned(ks, n);
  e.block(n.body);
  e.loopDepth--;
}

function typeSwitch(e: Walker, n: TypeSwitchStmt): void {
  const ks: Hole[] = [];
  for (const c of n.cases) {
    if (c.var === undefined) continue;
    const k = e.declare(c.var);
    if (e.b.analysis.layouts.hasPointers(c.var.type)) {
      ks.push(dotType(e, k, c.var.type, c, 'switch case'));
    }
  }
  e.expr(e.tee(ks), n.x);
  for (const c of n.cases) e.block(c.body);
}

function goDefer(e: Walker, n: GoDeferStmt): void {
  let k = e.b.heapHole;
  if (n.op === 'ODEFER' && e.loopDepth === 1 && n.deferAt === undefined) {
    // Operands of a defer outside loops only have to last until the function returns.
    k = e.later(e.b.discardHole);
    n.esc = 'stack';
  } else {
    n.esc = 'heap';
  }
  e.stmts(n.call.init);
  e.expr(k, n.call.fun);
}
