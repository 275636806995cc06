/**
 * Conversions between strings and byte slices whose result is used up at once: they share the bytes
 * instead of copying them.
 */

import { isString } from '../types/predicates';
import type { AddStringExpr, Expr, Func, Node, SwitchStmt } from '../ir/nodes';
import { anyNode, forChildren } from '../ir/visit';

/** Marks the conversions of one function. */
export function markTemporaries(fn: Func): void {
  for (const s of fn.body) visit(s, false);
}

function visit(n: Node, assigned: boolean): void {
  switch (n.op) {
    case 'OAS':
    case 'OASOP':
      n.init?.forEach((s) => {
        visit(s, false);
      });
      // The key of a map element that is assigned is stored in the map.
      visit(n.x, true);
      if (n.y !== undefined) visit(n.y, false);
      return;
    case 'OAS2':
    case 'OAS2FUNC':
    case 'OAS2RECV':
    case 'OAS2MAPR':
    case 'OAS2DOTTYPE':
    case 'OSELRECV2':
      n.init?.forEach((s) => {
        visit(s, false);
      });
      for (const x of n.lhs) visit(x, true);
      for (const x of n.rhs) visit(x, false);
      return;
    case 'OINDEXMAP':
      if (!assigned) key(n.index);
      break;
    case 'OEQ':
    case 'ONE':
    case 'OLT':
    case 'OLE':
    case 'OGT':
    case 'OGE':
      mark(n.x);
      mark(n.y);
      break;
    case 'OADDSTR':
      concatenation(n);
      break;
    case 'OSWITCH':
      switchTag(n);
      break;
    case 'ORANGE':
      if (n.x.op === 'OSTR2BYTES' || n.x.op === 'OSTR2BYTESTMP') n.x.temporary = true;
      n.init?.forEach((s) => {
        visit(s, false);
      });
      visit(n.x, false);
      if (n.key !== undefined) visit(n.key, true);
      if (n.value !== undefined) visit(n.value, true);
      for (const s of n.body) visit(s, false);
      return;
    default:
  }
  forChildren(n, (child) => {
    visit(child, false);
  });
}

function mark(n: Expr): void {
  if (n.op === 'OBYTES2STR') n.temporary = true;
}

/** A map key, or a part of one. */
function key(n: Expr): void {
  if (n.op === 'OSTRUCTLIT') for (const f of n.fields) key(f.value);
  else if (n.op === 'OARRAYLIT') for (const e of n.elems) key(e.value);
  else mark(n);
}

/** With a constant part that is not empty the result is a copy in any case. */
function concatenation(n: AddStringExpr): void {
  const copies = n.list.some(
    (x) => x.op === 'OLITERAL' && x.value.kind === 'string' && x.value.value !== '',
  );
  if (copies) n.list.forEach(mark);
}

function switchTag(n: SwitchStmt): void {
  const { tag } = n;
  if (tag?.op !== 'OBYTES2STR' || !isString(tag.type)) return;
  const constant = (x: Expr): boolean => !anyNode(x, (part) => part.op !== 'OLITERAL');
  if (n.cases.every((c) => c.list.every(constant))) tag.temporary = true;
}
