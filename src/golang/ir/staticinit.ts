/**
 * Initial values of globals that need no code: the linker lays them out in the data segment, so
 * literals, boxed values and closures in them are no heap objects. They get `esc` 'static'.
 */

import { isInterface } from '../types/predicates';
import type { Expr, Func, Stmt } from './nodes';

/** Marks what is static in the package's init function; returns the statements that do nothing. */
export function markStatic(init: Func): Set<Stmt> {
  const idle = new Set<Stmt>();
  for (const s of init.body) {
    if (s.op === 'OAS' && s.y !== undefined && mark(s.y)) idle.add(s);
  }
  return idle;
}

/** Marks the static parts of an initial value; true if nothing is left to compute. */
function mark(n: Expr): boolean {
  if (n.init !== undefined && n.init.length > 0) return false;
  switch (n.op) {
    case 'OLITERAL':
    case 'ONIL':
    case 'OMETHEXPR':
      return true;
    case 'ONAME':
      return n.class === 'PFUNC';
    case 'OCONVNOP':
      return mark(n.x);
    case 'OADDR':
      return isGlobal(n.x);
    case 'OPTRLIT':
      n.esc = 'static';
      return mark(n.x);
    case 'OSTR2BYTES':
      if (n.x.op !== 'OLITERAL') return false;
      n.esc = 'static';
      return true;
    case 'OSLICELIT':
      n.esc = 'static';
      return markAll(n.elems.map((e) => e.value));
    case 'OARRAYLIT':
      return markAll(n.elems.map((e) => e.value));
    case 'OSTRUCTLIT':
      return markAll(n.fields.map((f) => f.value));
    case 'OCLOSURE':
      if (n.func.closureVars.length > 0) return false;
      n.esc = 'static';
      return true;
    case 'OCONVIFACE': {
      let value: Expr = n;
      while (value.op === 'OCONVIFACE') value = value.x;
      if (isInterface(value.type)) return value.op === 'ONIL';
      n.esc = 'static';
      return mark(value);
    }
    default:
      return false;
  }
}

function markAll(list: readonly Expr[]): boolean {
  return list.map(mark).every((idle) => idle);
}

/** Whether an addressable expression is a global or a fixed part of one. */
function isGlobal(n: Expr): boolean {
  if (n.op === 'ONAME') return n.class === 'PEXTERN';
  if (n.op === 'ODOT') return isGlobal(n.x);
  return n.op === 'OINDEX' && n.index.op === 'OLITERAL' && isGlobal(n.x);
}
