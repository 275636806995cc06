/**
 * Walking over IR: the children of a node in the order they are evaluated or written. Bodies of
 * function literals are not children (`ClosureExpr.func.body`): a visitor that wants them goes
 * there itself.
 */

import type { Node, Stmt } from './nodes';

/** Calls `visit` for each direct child, `init` statements first. */
// LONG: one line or two per node shape.
export function forChildren(n: Node, visit: (child: Node) => void): void {
  const opt = (child: Node | undefined): void => {
    if (child !== undefined) visit(child);
  };
  if ('init' in n) n.init?.forEach(visit);
  switch (n.op) {
    case 'ONAME':
    case 'OLITERAL':
    case 'ONIL':
    case 'OMETHEXPR':
    case 'OCLOSURE':
    case 'ONEW':
    case 'OLABEL':
    case 'OBREAK':
    case 'OCONTINUE':
    case 'OGOTO':
    case 'OFALL':
      return;
    case 'ODCL':
      visit(n.x);
      return;
    case 'OPLUS':
    case 'ONEG':
    case 'OBITNOT':
    case 'ONOT':
    case 'OLEN':
    case 'OCAP':
    case 'OREAL':
    case 'OIMAG':
    case 'ORECV':
    case 'OADDR':
    case 'ODEREF':
    case 'ODOT':
    case 'ODOTPTR':
    case 'ODOTTYPE':
    case 'OCONV':
    case 'OCONVNOP':
    case 'OSLICE2ARR':
    case 'OSLICE2ARRPTR':
    case 'OCONVIFACE':
    case 'OBYTES2STR':
    case 'ORUNES2STR':
    case 'OSTR2BYTES':
    case 'OSTR2BYTESTMP':
    case 'OSTR2RUNES':
    case 'ORUNESTR':
    case 'OMETHVALUE':
    case 'OPTRLIT':
    case 'OMOVE2HEAP':
    case 'OUNSAFESTRINGDATA':
    case 'OUNSAFESLICEDATA':
    case 'OPANIC':
    case 'OCLOSE':
    case 'OCLEAR':
    case 'OCHECKNIL':
      visit(n.x);
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
    case 'OCOPY':
    case 'OCOMPLEX':
    case 'OUNSAFEADD':
    case 'OUNSAFESLICE':
    case 'OUNSAFESTRING':
      visit(n.x);
      visit(n.y);
      return;
    case 'OADDSTR':
      n.list.forEach(visit);
      return;
    case 'OINDEX':
    case 'OINDEXMAP':
      visit(n.x);
      visit(n.index);
      return;
    case 'OSLICE':
    case 'OSLICEARR':
    case 'OSLICESTR':
    case 'OSLICE3':
    case 'OSLICE3ARR':
      visit(n.x);
      opt(n.low);
      opt(n.high);
      opt(n.max);
      return;
    case 'OCALLFUNC':
      visit(n.fun);
      n.args.forEach(visit);
      return;
    case 'OCALLINTER':
      visit(n.x);
      n.args.forEach(visit);
      return;
    case 'OMAKESLICE':
      visit(n.len);
      opt(n.cap);
      return;
    case 'OMAKEMAP':
    case 'OMAKECHAN':
      opt(n.len);
      return;
    case 'OSTRUCTLIT':
      n.fields.forEach((f) => {
        visit(f.value);
      });
      return;
    case 'OARRAYLIT':
    case 'OSLICELIT':
      n.elems.forEach((e) => {
        visit(e.value);
      });
      return;
    case 'OMAPLIT':
      n.entries.forEach((e) => {
        visit(e.key);
        visit(e.value);
      });
      return;
    case 'OAPPEND':
    case 'OMIN':
    case 'OMAX':
    case 'ORECOVER':
    case 'OPRINT':
    case 'OPRINTLN':
    case 'ODELETE':
      n.args.forEach(visit);
      return;
    case 'OAS':
      visit(n.x);
      opt(n.y);
      return;
    case 'OASOP':
      visit(n.x);
      visit(n.y);
      return;
    case 'OAS2':
    case 'OAS2FUNC':
    case 'OAS2RECV':
    case 'OAS2MAPR':
    case 'OAS2DOTTYPE':
    case 'OSELRECV2':
      n.lhs.forEach(visit);
      n.rhs.forEach(visit);
      return;
    case 'OBLOCK':
      n.list.forEach(visit);
      return;
    case 'OREPEAT':
      n.body.forEach(visit);
      return;
    case 'OIF':
      visit(n.cond);
      n.body.forEach(visit);
      n.else.forEach(visit);
      return;
    case 'OFOR':
      opt(n.cond);
      opt(n.post);
      n.body.forEach(visit);
      return;
    case 'ORANGE':
      visit(n.x);
      opt(n.key);
      opt(n.value);
      n.body.forEach(visit);
      return;
    case 'OSWITCH':
      opt(n.tag);
      n.cases.forEach(visit);
      return;
    case 'OTYPESW':
      visit(n.x);
      n.cases.forEach(visit);
      return;
    case 'OCASE':
      n.list.forEach(visit);
      n.body.forEach(visit);
      return;
    case 'OTYPECASE':
      opt(n.var);
      n.body.forEach(visit);
      return;
    case 'OSELECT':
      n.cases.forEach(visit);
      return;
    case 'OCOMM':
      opt(n.comm);
      n.body.forEach(visit);
      return;
    case 'OSEND':
      visit(n.chan);
      visit(n.value);
      return;
    case 'ORETURN':
      n.results.forEach(visit);
      return;
    case 'OGO':
    case 'ODEFER':
      visit(n.call);
      if (n.deferAt !== undefined) visit(n.deferAt);
      return;
  }
}

/** Visits n and everything below it, outermost first. */
export function visitAll(n: Node, visit: (node: Node) => void): void {
  visit(n);
  forChildren(n, (child) => {
    visitAll(child, visit);
  });
}

export function visitList(list: readonly Stmt[], visit: (node: Node) => void): void {
  for (const n of list) visitAll(n, visit);
}

/** Whether `test` holds for n or anything below it. */
export function anyNode(n: Node, test: (node: Node) => boolean): boolean {
  if (test(n)) return true;
  let found = false;
  forChildren(n, (child) => {
    if (!found) found = anyNode(child, test);
  });
  return found;
}
