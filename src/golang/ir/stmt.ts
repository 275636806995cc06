/**
 * Lowering of statements: assignments, declarations, returns and simple statements. Loops, switches
 * and select are in control.ts.
 */

import type {
  AssignStmt as SyntaxAssign,
  BranchStmt as SyntaxBranch,
  Decl as SyntaxDecl,
  Expr as SyntaxExpr,
  ExprStmt,
  ReturnStmt,
  SendStmt,
  Stmt as SyntaxStmt,
} from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { elemOf, newAssign, newDecl, newInt, newLabel } from './build';
import { callNode, multiExpr } from './call';
import { representValue, unparen } from './checked';
import { forStmt, ifStmt, selectStmt, switchStmt } from './control';
import { implicitConv } from './convert';
import { declareBy, destination } from './destination';
import { arithmeticOps } from './expr';
import { goDeferStmt } from './godefer';
import type { BranchStmt, Stmt } from './nodes';
import type { FuncState } from './state';
import { reachable } from './static';
import { branchFromLoop, returnFromLoop } from './rangefunc';

/** Lowers a list of statements; what cannot be reached is left out. */
export function stmts(f: FuncState, list: readonly SyntaxStmt[]): Stmt[] {
  const out: Stmt[] = [];
  for (const s of reachable(list)) {
    const source = (s.template ?? s) as typeof s;
    const count = f.pkg.repeatOf(source);
    const into: Stmt[] = count === undefined ? out : [];
    const from = into.length;
    stmt(f, s, into);
    const first = into[from];
    if (first !== undefined && !f.pkg.origins.has(first)) f.pkg.origins.set(first, source);
    if (count !== undefined) out.push({ op: 'OREPEAT', pos: s.pos, count, body: into });
  }
  return out;
}

const branchOps: Record<string, BranchStmt['op']> = {
  break: 'OBREAK',
  continue: 'OCONTINUE',
  goto: 'OGOTO',
  fallthrough: 'OFALL',
};

/** Lowers one statement and appends what it becomes to `out`. */
function stmt(f: FuncState, s: SyntaxStmt, out: Stmt[]): void {
  const previous = out.at(-1);
  const label = previous?.op === 'OLABEL' ? previous.label : undefined;
  switch (s.kind) {
    case 'EmptyStmt':
      return;
    case 'AssignStmt':
      assignStmt(f, s, out);
      return;
    case 'BlockStmt':
      out.push(...f.stmts(s.list));
      return;
    case 'BranchStmt':
      branchStmt(f, s, out);
      return;
    case 'CallStmt':
      out.push(goDeferStmt(f, s));
      return;
    case 'DeclStmt':
      for (const decl of s.decls) declStmt(f, decl, out);
      return;
    case 'ExprStmt':
      out.push(exprStmt(f, s));
      return;
    case 'ForStmt':
      out.push(...forStmt(f, s, label));
      return;
    case 'IfStmt':
      out.push(...ifStmt(f, s));
      return;
    case 'LabeledStmt':
      out.push(newLabel(s.pos, s.label.name));
      stmt(f, s.stmt, out);
      return;
    case 'ReturnStmt':
      if (f.rangeLoop !== undefined) out.push(...returnFromLoop(f, f.rangeLoop, s));
      else out.push(returnStmt(f, s));
      return;
    case 'SelectStmt':
      out.push(selectStmt(f, s, label));
      return;
    case 'SendStmt':
      out.push(sendStmt(f, s));
      return;
    case 'SwitchStmt':
      out.push(...switchStmt(f, s, label));
      return;
  }
}

function branchStmt(f: FuncState, s: SyntaxBranch, out: Stmt[]): void {
  const op = branchOps[s.tok] ?? 'OBREAK';
  const outside = f.rangeLoop && branchFromLoop(f, f.rangeLoop, s, op);
  out.push(...(outside ?? [{ op, pos: s.pos, label: s.label?.name }]));
}

function exprStmt(f: FuncState, s: ExprStmt): Stmt {
  const x = unparen(s.x);
  const n = x.kind === 'CallExpr' ? callNode(f, x) : f.expr(x);
  if (s.watch && n.op === 'OPRINT') return { ...n, watch: true };
  switch (n.op) {
    case 'OCALLFUNC':
    case 'OCALLINTER':
    case 'ORECV':
    case 'OCOPY':
    case 'ORECOVER':
    case 'OPANIC':
    case 'OCLOSE':
    case 'OCLEAR':
    case 'OPRINT':
    case 'OPRINTLN':
    case 'ODELETE':
      return n;
    default:
      throw new Error(`not a statement: ${n.op}`);
  }
}

function sendStmt(f: FuncState, s: SendStmt): Stmt {
  const chan = f.expr(s.chan);
  return { op: 'OSEND', pos: s.pos, chan, value: implicitConv(f, elemOf(chan.type), s.value) };
}

function returnStmt(f: FuncState, s: ReturnStmt): Stmt {
  const types = f.fn.sig.results.vars;
  const results = multiExpr(f, s.pos, (i) => types[i]?.type, s.results);
  return { op: 'ORETURN', pos: s.pos, results };
}

// ------------------------------------------------------------------------------------- assignments

function assignStmt(f: FuncState, s: SyntaxAssign, out: Stmt[]): void {
  if (s.op === '=' || s.op === ':=') {
    assign(f, s.pos, s.lhs, s.rhs, out);
    return;
  }
  const asOp = arithmeticOps[s.op.replace(/=$/, '')];
  const [left] = s.lhs;
  const [right] = s.rhs;
  if (asOp === undefined || left === undefined) throw new Error(`unknown assignment ${s.op}`);
  const x = f.expr(left);
  if (s.isIncDec) {
    const one = newInt(s.pos, 1, x.type);
    const y = { ...one, value: representValue(one.value, x.type) };
    out.push({ op: 'OASOP', pos: s.pos, asOp, x, y, incDec: true });
    return;
  }
  if (right === undefined) throw new Error('assignment without a value');
  const shift = asOp === 'OLSH' || asOp === 'ORSH';
  const y = shift ? f.expr(right) : implicitConv(f, x.type, right);
  out.push({ op: 'OASOP', pos: s.pos, asOp, x, y, incDec: false });
}

function declStmt(f: FuncState, decl: SyntaxDecl, out: Stmt[]): void {
  if (decl.kind === 'VarDecl') assign(f, decl.pos, decl.names, decl.values, out);
}

function assign(
  f: FuncState,
  pos: Pos,
  left: readonly SyntaxExpr[],
  right: readonly SyntaxExpr[],
  out: Stmt[],
): void {
  const dsts = left.map((e) => destination(f, e));
  const rhs = multiExpr(f, pos, (i) => dsts[i]?.type, right);
  if (right.length === 0) {
    for (const { declared } of dsts) {
      if (declared === undefined) continue;
      const zero = newAssign(pos, declared, undefined);
      zero.init = [newDecl(pos, declared)];
      out.push(zero);
    }
    return;
  }
  const isDef = dsts.some((d) => d.declared !== undefined);
  const [x] = dsts;
  const [y] = rhs;
  const n: Stmt =
    dsts.length === 1 && rhs.length === 1 && x !== undefined && y !== undefined
      ? newAssign(pos, x.x, y, isDef)
      : { op: 'OAS2', pos, lhs: dsts.map((d) => d.x), rhs, def: isDef };
  declareBy(n, dsts);
  out.push(n);
}
