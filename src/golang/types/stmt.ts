/**
 * Statements and function bodies.
 */

import type {
  AssignStmt,
  CallStmt,
  Expr,
  ExprStmt,
  ForStmt,
  IfStmt,
  ReturnStmt,
  SelectStmt,
  SendStmt,
  Stmt,
} from '../syntax/nodes';
import { assignment } from './assignable';
import { assignVar, assignVars, initVars, shortVarDecl } from './assignments';
import { checkBranches } from './branches';
import type { Checker, FunctionBody } from './context';
import { declStmt } from './decl';
import { expr, unparen, use } from './entry';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import { binary, chanElem } from './operators';
import { allBoolean, allNumeric } from './typeset';
import { rangeStmt } from './range';
import { isTerminating } from './returns';
import { switchStmt, typeSwitchStmt } from './switch';
import { Scope } from './types';

/** Checks a function body in its own environment. */
export function funcBody(c: Checker, body: FunctionBody): void {
  const { sig, info } = body;
  const outer = sig.scope;
  if (outer === undefined) return;
  c.env.decl = body.decl;
  c.env.scope = outer;
  c.env.iota = body.iota;
  c.env.sig = sig;
  c.env.func = info;
  c.env.panicCalls = new Set();
  stmtList(c, body.body.list);
  checkBranches(c, body.body);
  if (sig.results.vars.length > 0 && !isTerminating(body.body, '', c.env.panicCalls)) {
    c.error(body.body.rbrace, 'missing return');
  }
  reportUnused(c, outer);
}

/** Complains about the local variables of a scope and of the blocks in it that nobody reads. */
function reportUnused(c: Checker, scope: Scope): void {
  // What was refused was not looked at: it may read them.
  if (c.hasUnsupported) return;
  for (const obj of scope.objects()) {
    if (obj.kind === 'var' && obj.role === 'local' && !obj.used) {
      c.error(obj, `declared and not used: ${obj.name}`);
    }
  }
  for (const inner of scope.children) if (!inner.isFunc) reportUnused(c, inner);
}

function stmtList(c: Checker, list: readonly Stmt[]): void {
  for (const s of list) stmt(c, s);
}

/** Runs `body` in a block of its own. */
function inScope(c: Checker, comment: string, body: () => void): void {
  const { scope } = c.env;
  c.env.scope = new Scope(scope, comment);
  body();
  c.env.scope = scope;
}

function stmt(c: Checker, s: Stmt): void {
  const top = c.delayedCount;
  stmtInner(c, s);
  c.processDelayed(top);
}

function simpleStmt(c: Checker, s: Stmt | undefined): void {
  if (s !== undefined) stmt(c, s);
}

/** LONG: one case per kind of statement. */
function stmtInner(c: Checker, s: Stmt): void {
  switch (s.kind) {
    case 'EmptyStmt':
    case 'BranchStmt':
      return;
    case 'DeclStmt':
      declStmt(c, s.decls);
      return;
    case 'LabeledStmt':
      stmt(c, s.stmt);
      return;
    case 'ExprStmt':
      exprStmt(c, s);
      return;
    case 'SendStmt':
      sendStmt(c, s);
      return;
    case 'AssignStmt':
      assignStmt(c, s);
      return;
    case 'CallStmt':
      callStmt(c, s);
      return;
    case 'ReturnStmt':
      returnStmt(c, s);
      return;
    case 'BlockStmt':
      inScope(c, 'block', () => {
        stmtList(c, s.list);
      });
      return;
    case 'IfStmt':
      inScope(c, 'if', () => {
        ifStmt(c, s);
      });
      return;
    case 'SwitchStmt':
      inScope(c, 'switch', () => {
        simpleStmt(c, s.init);
        const parts = { inScope, stmtList };
        if (s.tag?.kind === 'TypeSwitchGuard') typeSwitchStmt(c, s, s.tag, parts);
        else switchStmt(c, s, s.tag, parts);
      });
      return;
    case 'SelectStmt':
      selectStmt(c, s);
      return;
    case 'ForStmt':
      forStmt(c, s);
      return;
  }
}

function exprStmt(c: Checker, s: ExprStmt): void {
  const x = new Operand();
  const kind = c.entries.rawExpr(c, x, s.x, undefined);
  let problem = 'is not used';
  if (x.mode === 'builtin') problem = 'must be called';
  else if (x.mode === 'type') problem = 'is not an expression';
  else if (kind === 'statement') return;
  c.error(x, `${c.operandText(x)} ${problem}`);
}

function sendStmt(c: Checker, s: SendStmt): void {
  const channel = new Operand();
  const value = new Operand();
  expr(c, channel, s.chan);
  expr(c, value, s.value);
  if (channel.mode === 'invalid' || value.mode === 'invalid') return;
  const elem = chanElem(c, s, channel, false);
  if (elem !== undefined) assignment(c, value, elem, 'send');
}

function assignStmt(c: Checker, s: AssignStmt): void {
  const [left] = s.lhs;
  const [right] = s.rhs;
  if (left === undefined) return;
  if (s.op === ':=') {
    shortVarDecl(c, s, s.lhs, s.rhs);
    return;
  }
  if (s.op === '=') {
    assignVars(c, s.lhs, s.rhs);
    return;
  }
  const x = new Operand();
  if (s.isIncDec) {
    expr(c, x, left);
    if (x.mode === 'invalid') return;
    if (!allNumeric(x.type)) {
      const text = `${exprString(left)}${s.op}${s.op} (non-numeric type ${c.typeText(x.type)})`;
      c.error(left, `invalid operation: ${text}`);
      return;
    }
    assignVar(c, left, undefined, x, 'assignment');
    return;
  }
  if (s.lhs.length !== 1 || s.rhs.length !== 1 || right === undefined) {
    c.error(s, `assignment operation ${s.op} requires single-valued expressions`);
    return;
  }
  binary(c, x, undefined, left, right, s.op);
  assignVar(c, left, undefined, x, 'assignment');
}

function callStmt(c: Checker, s: CallStmt): void {
  if (s.tok === 'defer' && c.env.func !== undefined) c.env.func.hasDefer = true;
  const call = unparen(s.call);
  if (call.kind !== 'CallExpr') {
    c.error(s.call, `expression in ${s.tok} must be function call`);
    use(c, [s.call]);
    return;
  }
  const x = new Operand();
  const kind = c.entries.rawExpr(c, x, s.call, undefined);
  if (kind === 'statement') return;
  const problem =
    kind === 'conversion' ? 'requires function call, not conversion' : 'discards result of';
  c.error(x, `${s.tok} ${problem} ${c.operandText(x)}`);
}

function returnStmt(c: Checker, s: ReturnStmt): void {
  const results = c.env.sig?.results.vars ?? [];
  const [first] = results;
  if (s.results.length === 0 && first !== undefined && first.name !== '') {
    for (const v of results) {
      const other = c.lookup(v.name);
      if (other === undefined || other === v) continue;
      const inner = `inner declaration of var ${v.name} ${c.typeText(v.type)}`;
      c.error(s, `result parameter ${v.name} not in scope at return`, [
        { at: other.pos, text: inner },
      ]);
    }
    return;
  }
  if (results.length > 0 || s.results.length > 0) initVars(c, results, s.results, s);
}

function condition(c: Checker, e: Expr, statement: string): void {
  const x = new Operand();
  expr(c, x, e);
  if (x.mode !== 'invalid' && !allBoolean(x.type)) {
    c.error(e, `non-boolean condition in ${statement} statement`);
  }
}

function ifStmt(c: Checker, s: IfStmt): void {
  simpleStmt(c, s.init);
  condition(c, s.cond, 'if');
  stmt(c, s.then);
  simpleStmt(c, s.else);
}

function selectStmt(c: Checker, s: SelectStmt): void {
  let defaultSeen = false;
  for (const clause of s.body) {
    if (clause.comm === undefined) {
      if (defaultSeen) {
        const first = s.body.find((other) => other.comm === undefined);
        const at = first === undefined ? '' : c.positionString(first.pos);
        c.error(clause.pos, `multiple defaults (first at ${at})`);
      }
      defaultSeen = true;
    }
  }
  for (const clause of s.body) {
    if (clause.comm !== undefined && !isCommunication(clause.comm)) {
      const text = 'select case must be send or receive (possibly with assignment)';
      c.error(clause.comm, text);
      continue;
    }
    inScope(c, 'case', () => {
      simpleStmt(c, clause.comm);
      stmtList(c, clause.body);
    });
  }
}

function isCommunication(s: Stmt): boolean {
  if (s.kind === 'SendStmt') return true;
  let receive: Expr | undefined;
  if (s.kind === 'AssignStmt' && s.rhs.length === 1) [receive] = s.rhs;
  else if (s.kind === 'ExprStmt') receive = s.x;
  const inner = receive === undefined ? undefined : unparen(receive);
  return inner?.kind === 'Operation' && inner.op === '<-' && inner.y === undefined;
}

function forStmt(c: Checker, s: ForStmt): void {
  const clause = s.init;
  if (clause?.kind === 'RangeClause') {
    rangeStmt(c, s, clause, {
      inScope,
      body: () => {
        stmt(c, s.body);
      },
    });
    return;
  }
  inScope(c, 'for', () => {
    simpleStmt(c, clause);
    if (s.cond !== undefined) condition(c, s.cond, 'for');
    simpleStmt(c, s.post);
    stmt(c, s.body);
  });
}
