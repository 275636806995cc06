/**
 * What is known about control flow before the program runs: conditions that are constant in effect,
 * and statements after which control does not go on. Code that cannot be reached is not lowered, as
 * in cmd/compile: it neither allocates nor captures variables.
 */

import type { BlockStmt, Expr, Stmt } from '../syntax/nodes';
import { constantBool, objectOf, unparen } from './checked';

/** A condition with its dead operands removed. */
interface StaticCondition {
  readonly expr: Expr;
  /** Known outcome; undefined if it depends on the run. */
  readonly value: boolean | undefined;
}

/** Simplifies a condition whose outcome some constant operand decides. */
export function staticCondition(e: Expr): StaticCondition {
  const value = constantBool(e);
  if (value !== undefined) return { expr: e, value };
  if (e.kind !== 'Operation') return { expr: e, value: undefined };
  if (e.op === '!' && e.y === undefined) {
    return { expr: e, value: staticCondition(e.x).value };
  }
  if ((e.op !== '&&' && e.op !== '||') || e.y === undefined) return { expr: e, value: undefined };
  // `x && y` is decided by a false x, `x || y` by a true one.
  const decisive = e.op === '||';
  const x = staticCondition(e.x);
  if (x.value === decisive) return { expr: e.x, value: x.value };
  const y = staticCondition(e.y);
  if (x.value !== undefined || y.value === decisive) {
    return { expr: constantBool(e.x) === undefined ? e : e.y, value: y.value };
  }
  return { expr: e, value: undefined };
}

/** Whether control never goes on to the next statement (an approximation gc makes as well). */
function terminates(s: Stmt | undefined): boolean {
  switch (s?.kind) {
    case 'BranchStmt':
      return s.tok === 'goto';
    case 'ReturnStmt':
      return true;
    case 'ExprStmt': {
      const call = unparen(s.x);
      if (call.kind !== 'CallExpr') return false;
      const obj = objectOf(unparen(call.fun));
      return obj?.kind === 'builtin' && obj.id === 'panic';
    }
    case 'IfStmt': {
      const { value } = staticCondition(s.cond);
      return (value === false || terminates(s.then)) && (value === true || terminates(s.else));
    }
    case 'BlockStmt':
      return terminates(lastStmt(s));
    default:
      return false;
  }
}

function lastStmt(block: BlockStmt): Stmt | undefined {
  return block.list.filter((s) => s.kind !== 'EmptyStmt').at(-1);
}

/** The statements of a list that can be reached: labels keep what stands before the last one. */
export function reachable(list: readonly Stmt[]): Stmt[] {
  let lastLabel = -1;
  list.forEach((s, i) => {
    if (s.kind === 'LabeledStmt') lastLabel = i;
  });
  let dead = false;
  return list.filter((s, i) => {
    if (dead && i > lastLabel) return false;
    dead = terminates(s);
    return true;
  });
}

/** Whether a clause's statements end with `fallthrough`. */
export function endsWithFallthrough(list: readonly Stmt[]): boolean {
  let last: Stmt | undefined = list.filter((s) => s.kind !== 'EmptyStmt').at(-1);
  while (last?.kind === 'LabeledStmt') last = last.stmt;
  return last?.kind === 'BranchStmt' && last.tok === 'fallthrough';
}
