/**
 * Terminating statements: whether control can reach the end of a function body.
 */

import type { CallExpr, Stmt } from '../syntax/nodes';
import { unparen } from './entry';

/** Whether a statement never completes normally; `label` is the one directly in front of it. */
export function isTerminating(s: Stmt, label: string, panics: ReadonlySet<CallExpr>): boolean {
  switch (s.kind) {
    case 'LabeledStmt':
      return isTerminating(s.stmt, s.label.name, panics);
    case 'ExprStmt': {
      const call = unparen(s.x);
      return call.kind === 'CallExpr' && panics.has(call);
    }
    case 'ReturnStmt':
      return true;
    case 'BranchStmt':
      return s.tok === 'goto' || s.tok === 'fallthrough';
    case 'BlockStmt':
      return listTerminates(s.list, panics);
    case 'IfStmt':
      return (
        s.else !== undefined &&
        isTerminating(s.then, '', panics) &&
        isTerminating(s.else, '', panics)
      );
    case 'SwitchStmt':
      return (
        s.body.some((clause) => clause.isDefault) &&
        s.body.every((clause) => bodyTerminates(clause.body, label, panics))
      );
    case 'SelectStmt':
      return s.body.every((clause) => bodyTerminates(clause.body, label, panics));
    case 'ForStmt':
      if (s.init?.kind === 'RangeClause' || s.cond !== undefined) return false;
      return !hasBreak(s.body, label, true);
    default:
      return false;
  }
}

function bodyTerminates(
  list: readonly Stmt[],
  label: string,
  panics: ReadonlySet<CallExpr>,
): boolean {
  return listTerminates(list, panics) && !list.some((s) => hasBreak(s, label, true));
}

function listTerminates(list: readonly Stmt[], panics: ReadonlySet<CallExpr>): boolean {
  const last = list.findLast((s) => s.kind !== 'EmptyStmt');
  return last !== undefined && isTerminating(last, '', panics);
}

/**
 * Whether a break in `s` leaves the statement with that label, or (if `implicit`) the innermost
 * one.
 */
function hasBreak(s: Stmt, label: string, implicit: boolean): boolean {
  const inList = (list: readonly Stmt[], direct: boolean): boolean =>
    list.some((inner) => hasBreak(inner, label, direct));
  switch (s.kind) {
    case 'LabeledStmt':
      return hasBreak(s.stmt, label, implicit);
    case 'BranchStmt':
      if (s.tok !== 'break') return false;
      return s.label === undefined ? implicit : s.label.name === label;
    case 'BlockStmt':
      return inList(s.list, implicit);
    case 'IfStmt':
      if (hasBreak(s.then, label, implicit)) return true;
      return s.else !== undefined && hasBreak(s.else, label, implicit);
    case 'SwitchStmt':
    case 'SelectStmt':
      return label !== '' && s.body.some((clause) => inList(clause.body, false));
    case 'ForStmt':
      return label !== '' && hasBreak(s.body, label, false);
    default:
      return false;
  }
}
