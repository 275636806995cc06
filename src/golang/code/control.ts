/**
 * Code for if and for.
 */
import type { Expr, ForStmt, IfStmt, Name, Stmt } from '../ir/nodes';
import { anyNode } from '../ir/visit';
import { isShared } from './address';
import { jumpIf } from './compare';
import type { Gen } from './gen';
import { smallInteger } from './literalwords';
import { Op } from './opcodes';
import { isComplex } from './order';
import { Rep, repOf } from './rep';

export function ifStmt(g: Gen, s: IfStmt): void {
  const otherwise = g.label();
  jumpIf(g, s.cond, false, otherwise);
  g.body(s.body);
  if (s.else.length === 0) {
    g.bind(otherwise);
    return;
  }
  const end = g.label();
  if (!endsWithJump(s.body)) g.jump(end);
  g.bind(otherwise);
  g.body(s.else);
  g.bind(end);
}

/** Whether control certainly does not come to the end of a list. */
export function endsWithJump(list: readonly Stmt[]): boolean {
  switch (list.at(-1)?.op) {
    case 'ORETURN':
    case 'OBREAK':
    case 'OCONTINUE':
    case 'OGOTO':
    case 'OFALL':
    case 'OPANIC':
      return true;
    default:
      return false;
  }
}

/**
 * A loop tests its condition at the top; counting loops test it at the bottom as well, where one
 * instruction counts, compares and jumps.
 */
export function forStmt(g: Gen, s: ForStmt): void {
  const top = g.label();
  const breakTo = g.label();
  const continueTo = g.label();
  const counting = countingLoop(g, s);
  if (counting !== undefined && s.cond !== undefined) jumpIf(g, s.cond, false, breakTo);
  g.loopDepth++;
  g.bind(top);
  if (counting === undefined && s.cond !== undefined) {
    g.statementAt(s.cond.pos);
    jumpIf(g, s.cond, false, breakTo);
  }
  g.targets.push({ label: s.label, breakTo, continueTo });
  g.body(s.body);
  g.targets.pop();
  g.bind(continueTo);
  if (counting === undefined) {
    if (s.post !== undefined) g.stmts([s.post]);
    g.emit(Op.LOOP, top.id);
  } else {
    if (s.post !== undefined) g.statementAt(s.post.pos);
    const mark = g.frame.markTemps();
    const limit = g.expr(counting.limit);
    g.emit(counting.op, counting.counter, counting.step, limit, top.id);
    g.frame.resetTemps(mark);
  }
  g.loopDepth--;
  g.bind(breakTo);
}

interface Counting {
  readonly op: Op;
  readonly counter: number;
  readonly step: number;
  readonly limit: Expr;
}

/** `i < limit` or `i <= limit` with `i++` or `i += step`, i being an int in a register. */
function countingLoop(g: Gen, s: ForStmt): Counting | undefined {
  const { cond, post } = s;
  if (cond?.op !== 'OLT' && cond?.op !== 'OLE') return undefined;
  if (post?.op !== 'OASOP' || post.asOp !== 'OADD' || post.y.op !== 'OLITERAL') return undefined;
  const { x: counter } = post;
  if (counter.op !== 'ONAME' || cond.x !== counter || isComplex(g, cond)) return undefined;
  if (repOf(counter.type) !== Rep.i64 || isShared(counter)) return undefined;
  if ((post.init?.length ?? 0) > 0 || mentions(cond.y, counter)) return undefined;
  const home = g.homeOf(counter);
  const step = smallInteger(post.y);
  if (home.kind !== 'register' || step === undefined) return undefined;
  const op = cond.op === 'OLT' ? Op.LOOPLT64 : Op.LOOPLE64;
  return { op, counter: home.at, step, limit: cond.y };
}

function mentions(n: Expr, name: Name): boolean {
  return anyNode(n, (part) => part === name);
}
