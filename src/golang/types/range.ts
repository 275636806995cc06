/**
 * Range clauses: over integers, strings, arrays, slices, maps and channels.
 */

import type { Expr, ForStmt, RangeClause } from '../syntax/nodes';
import { assignment } from './assignable';
import { assignVar, initVar } from './assignments';
import type { Checker } from './context';
import { makeInt } from './constant';
import { expr, unparen } from './entry';
import { exprString } from '../syntax/exprstring';
import { Operand, valueOperand } from './operand';
import {
  arrayPointerDeref,
  isBoolean,
  isInteger,
  isString,
  isValid,
  underlying,
} from './predicates';
import { Var } from './types';
import type { Signature, Type } from './types';
import { typ, unresolved } from './universe';
import { commonUnder, coreType } from './typeset';
import { identical } from './identity';

interface RangeParts {
  inScope(c: Checker, comment: string, body: () => void): void;
  body(): void;
}

/** The types of the iteration variables, or what is wrong. */
type RangeTypes =
  | { readonly key: Type | undefined; readonly value: Type | undefined }
  | { readonly problem: string };

export function rangeStmt(c: Checker, s: ForStmt, clause: RangeClause, parts: RangeParts): void {
  const [keyExpr, valueExpr, extra] = clause.lhs;
  const x = new Operand();
  c.env.hasCallOrRecv = false;
  expr(c, x, clause.x);
  if (x.mode !== 'invalid' && valueExpr === undefined && !c.env.hasCallOrRecv) {
    recordArrayLength(x, clause.x);
  }
  let types: { key: Type | undefined; value: Type | undefined } = {
    key: undefined,
    value: undefined,
  };
  if (x.mode !== 'invalid') types = checkRange(c, x, keyExpr, valueExpr, extra);
  parts.inScope(c, 'range', () => {
    if (clause.def) declareRangeVars(c, s, clause, x, types);
    else if (keyExpr !== undefined) assignRangeVars(c, clause, x, types);
    else if (isInteger(x.type)) assignment(c, x, undefined, 'range clause');
    const outer = c.env.inRangeFunc;
    if (x.mode !== 'invalid' && coreType(x.type)?.kind === 'signature') c.env.inRangeFunc = true;
    parts.body();
    c.env.inRangeFunc = outer;
  });
}

/** `for i := range array` needs the length only: the array is not evaluated. */
function recordArrayLength(x: Operand, e: Expr): void {
  const u = arrayPointerDeref(underlying(x.type));
  if (u.kind !== 'array') return;
  const inner = unparen(e);
  inner.mode = 'constant';
  inner.type = typ.int;
  inner.value = makeInt(u.length);
}

function checkRange(
  c: Checker,
  x: Operand,
  keyExpr: Expr | undefined,
  valueExpr: Expr | undefined,
  extra: Expr | undefined,
): { key: Type | undefined; value: Type | undefined } {
  const found = rangeTypes(c, x.type);
  if ('problem' in found) {
    const why = found.problem === '' ? '' : `: ${found.problem}`;
    c.error(x, `cannot range over ${c.operandText(x)}${why}`);
    return { key: undefined, value: undefined };
  }
  const what = c.operandText(x);
  if (found.key === undefined && keyExpr !== undefined) {
    c.error(keyExpr, `range over ${what} permits no iteration variables`);
  } else if (found.value === undefined && valueExpr !== undefined) {
    c.error(valueExpr, `range over ${what} permits only one iteration variable`);
  } else if (extra !== undefined) {
    c.error(extra, 'range clause permits at most two iteration variables');
  }
  return found;
}

function rangeTypes(c: Checker, type: Type): RangeTypes {
  const common = commonUnder(
    type,
    (t) => c.typeText(t),
    (t, u) => {
      const sendOnly = u?.kind === 'chan' && u.dir === 'send';
      return sendOnly ? `receive from send-only channel ${c.typeText(t)}` : undefined;
    },
  );
  if ('problem' in common) return common;
  const u = arrayPointerDeref(common.under);
  switch (u.kind) {
    case 'basic':
      if (isString(u)) return { key: typ.int, value: typ.rune };
      if (isInteger(u)) return { key: type, value: undefined };
      return { problem: '' };
    case 'array':
    case 'slice':
      return { key: typ.int, value: u.elem };
    case 'map':
      return { key: u.key, value: u.elem };
    case 'chan':
      return { key: u.elem, value: undefined };
    case 'signature':
      return rangeFunc(c, u);
    default:
      return { problem: '' };
  }
}

/** A function to range over gets one that takes up to two values and says whether to go on. */
function rangeFunc(c: Checker, sig: Signature): RangeTypes {
  const bad = (why: string): RangeTypes => ({
    problem: `func must be func(yield func(...) bool): ${why}`,
  });
  const [only] = sig.params.vars;
  if (only === undefined || sig.params.vars.length !== 1) return bad('wrong argument count');
  if (sig.results.vars.length > 0) return bad('unexpected results');
  const common = commonUnder(only.type, (t) => c.typeText(t));
  if ('problem' in common && common.problem !== '') return bad(`in yield type, ${common.problem}`);
  const yielded = 'under' in common ? common.under : undefined;
  if (yielded?.kind !== 'signature') return bad('argument is not func');
  const [key, value] = yielded.params.vars;
  if (yielded.params.vars.length > 2) return bad('yield func has too many parameters');
  const [result] = yielded.results.vars;
  if (yielded.results.vars.length !== 1 || result === undefined) {
    return bad('yield func does not return bool');
  }
  if (!identical(result.type, typ.bool)) {
    const own = isBoolean(result.type) ? 'returns user-defined boolean, not bool' : undefined;
    return bad(`yield func ${own ?? 'does not return bool'}`);
  }
  return { key: key?.type, value: value?.type };
}

function declareRangeVars(
  c: Checker,
  s: ForStmt,
  clause: RangeClause,
  x: Operand,
  types: { key: Type | undefined; value: Type | undefined },
): void {
  const vars: Var[] = [];
  clause.lhs.slice(0, 2).forEach((e, i) => {
    const v = new Var(e.pos, c.pkg, e.kind === 'Name' ? e.name : '_', unresolved, 'local');
    v.func = c.env.func;
    if (e.kind === 'Name') {
      e.obj = v;
      if (e.name !== '_') vars.push(v);
    } else c.error(e, `invalid syntax tree: cannot declare ${exprString(e)}`);
    const type = i === 0 ? types.key : types.value;
    if (type === undefined || !isValid(type)) {
      v.type = typ.invalid;
      v.used = true;
    } else if (isInteger(x.type)) initVar(c, v, x, 'range clause');
    else initVar(c, v, valueOperand(e, type), 'assignment');
    e.type = v.type;
    e.mode = 'variable';
  });
  if (vars.length === 0) c.error(s, 'no new variables on left side of :=');
  for (const v of vars) c.declare(c.env.scope, undefined, v, s.body.pos);
}

function assignRangeVars(
  c: Checker,
  clause: RangeClause,
  x: Operand,
  types: { key: Type | undefined; value: Type | undefined },
): void {
  clause.lhs.slice(0, 2).forEach((e, i) => {
    const type = i === 0 ? types.key : types.value;
    if (type === undefined || !isValid(type)) return;
    if (!isInteger(x.type)) {
      assignVar(c, e, undefined, valueOperand(e, type), 'assignment');
      return;
    }
    // The variable decides the type of an untyped range value: `var i int64; for i = range 10`.
    assignVar(c, e, undefined, x, 'range clause');
    if (x.mode !== 'invalid' && !isInteger(x.type)) {
      c.error(e, `cannot use iteration variable of type ${c.typeText(x.type)}`);
    }
  });
}
