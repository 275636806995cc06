/**
 * Initialisation and assignment of variables and constants, with one or several values.
 */

import type { Expr, Node, ReturnStmt } from '../syntax/nodes';
import { exprList, typesSummary, varTypes } from './arguments';
import { assignment } from './assignable';
import type { Checker } from './context';
import { expr, exprFor, multiExpr, recordCommaOk, unparen, use } from './entry';
import { exprString } from '../syntax/exprstring';
import { Operand } from './operand';
import { defaultType, isUntyped, isValid } from './predicates';
import { Var } from './types';
import type { Const, Type } from './types';
import { typ, unresolved } from './universe';

export function initConst(c: Checker, obj: Const, x: Operand): void {
  if (x.mode === 'invalid' || !isValid(x.type) || (c.isResolved(obj) && !isValid(obj.type))) {
    if (!c.isResolved(obj)) obj.type = typ.invalid;
    return;
  }
  if (x.mode !== 'constant') {
    c.error(x, `${c.operandText(x)} is not constant`);
    if (!c.isResolved(obj)) obj.type = typ.invalid;
    return;
  }
  if (!c.isResolved(obj)) obj.type = x.type;
  assignment(c, x, obj.type, 'constant declaration');
  if (x.isInvalid()) return;
  obj.value = x.value;
}

export function initVar(c: Checker, v: Var, x: Operand, context: string): void {
  if (x.mode === 'invalid' || !isValid(x.type) || (c.isResolved(v) && !isValid(v.type))) {
    if (!c.isResolved(v)) v.type = typ.invalid;
    x.mode = 'invalid';
    return;
  }
  if (!c.isResolved(v)) {
    let { type } = x;
    if (isUntyped(type)) {
      if (type === typ.untypedNil) {
        c.error(x, `use of untyped nil in ${context}`);
        v.type = typ.invalid;
        x.mode = 'invalid';
        return;
      }
      type = defaultType(type);
    }
    v.type = type;
  }
  assignment(c, x, v.type, context);
}

function invalidate(c: Checker, vars: readonly Var[]): void {
  for (const v of vars) if (!c.isResolved(v)) v.type = typ.invalid;
}

function isCall(e: Expr | undefined): boolean {
  return e !== undefined && unparen(e).kind === 'CallExpr';
}

/** Gives variables their first values; `returned` is the statement when they are results. */
export function initVars(
  c: Checker,
  lhs: readonly Var[],
  rhs: readonly Expr[],
  returned: ReturnStmt | undefined,
): void {
  const context = returned === undefined ? 'assignment' : 'return statement';
  const [first] = rhs;
  if (lhs.length === rhs.length && !(rhs.length === 1 && isCall(first))) {
    lhs.forEach((v, i) => {
      const e = rhs[i];
      const x = new Operand();
      const described = returned !== undefined && v.name === '' ? 'result variable' : v.name;
      if (e !== undefined) exprFor(c, x, e, v.type, described);
      initVar(c, v, x, context);
    });
    return;
  }
  if (first === undefined || rhs.length !== 1) {
    // Only complain about the numbers if the values are fine.
    if (use(c, rhs)) {
      if (returned !== undefined) returnError(c, returned, lhs, exprList(c, rhs));
      else assignError(c, rhs, lhs.length, rhs.length);
    }
    invalidate(c, lhs);
    return;
  }
  const { list, commaOk } = multiExpr(c, first, lhs.length === 2 && returned === undefined);
  if (list.length === lhs.length) {
    lhs.forEach((v, i) => {
      const x = list[i];
      if (x !== undefined) initVar(c, v, x, context);
    });
    if (commaOk) recordCommaOk(c, first, list);
    return;
  }
  if (list[0]?.mode !== 'invalid') {
    if (returned !== undefined) returnError(c, returned, lhs, list);
    else assignError(c, rhs, lhs.length, list.length);
  }
  invalidate(c, lhs);
}

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

function assignError(c: Checker, rhs: readonly Expr[], l: number, r: number): void {
  const [first] = rhs;
  if (first === undefined) return;
  const call = unparen(first);
  const what = `assignment mismatch: ${counted(l, 'variable')} but`;
  if (rhs.length === 1 && call.kind === 'CallExpr') {
    c.error(first, `${what} ${exprString(call.fun)} returns ${counted(r, 'value')}`);
  } else c.error(first, `${what} ${counted(r, 'value')}`);
}

function returnError(c: Checker, place: Node, lhs: readonly Var[], rhs: readonly Operand[]): void {
  const many = rhs.length > lhs.length;
  const at = many ? rhs[lhs.length] : rhs[rhs.length - 1];
  const have = typesSummary(
    c,
    rhs.map((x) => x.type),
    false,
    false,
  );
  const want = typesSummary(c, varTypes(lhs), false, false);
  c.error(at ?? place, `${many ? 'too many' : 'not enough'} return values`, [
    { text: `have ${have}` },
    { text: `want ${want}` },
  ]);
}

/** The type of an assignable expression; undefined for the blank identifier. */
function lhsType(c: Checker, lhs: Expr): Type | undefined {
  const inner = unparen(lhs);
  if (inner.kind === 'Name' && inner.name === '_') {
    inner.mode = 'novalue';
    return undefined;
  }
  // An assignment is no use of the variable.
  const obj = inner.kind === 'Name' ? c.lookup(inner.name) : undefined;
  const variable = obj?.kind === 'var' ? obj : undefined;
  const used = variable?.used ?? false;
  const x = new Operand();
  expr(c, x, lhs);
  if (variable !== undefined) {
    variable.used = used;
    variable.reassigned = true;
  }
  if (x.mode === 'invalid' || !isValid(x.type)) return typ.invalid;
  if (x.mode === 'variable' || x.mode === 'mapindex') return x.type;
  const text = exprString(lhs);
  if (inner.kind === 'SelectorExpr' && inner.x.mode === 'mapindex') {
    c.error(x, `cannot assign to struct field ${text} in map`);
  } else {
    // gc looks at the part before the dot by itself.
    if (inner.kind === 'SelectorExpr' && inner.x.kind === 'Name' && inner.x.mode === 'package')
      c.error(x, `use of package ${inner.x.name} not in selector`);
    c.error(x, `cannot assign to ${text} (neither addressable nor a map index expression)`);
  }
  return typ.invalid;
}

/** lhs = rhs, or lhs = x where the value was computed already. */
export function assignVar(
  c: Checker,
  lhs: Expr,
  rhs: Expr | undefined,
  value: Operand | undefined,
  context: string,
): void {
  const type = lhsType(c, lhs);
  if (type !== undefined && !isValid(type)) {
    if (value !== undefined) value.mode = 'invalid';
    else if (rhs !== undefined) use(c, [rhs]);
    return;
  }
  let x = value;
  if (x === undefined) {
    x = new Operand();
    if (rhs !== undefined) exprFor(c, x, rhs, type, exprString(lhs));
  }
  const blank = type === undefined && context === 'assignment';
  assignment(c, x, type, blank ? 'assignment to _ identifier' : context);
}

export function assignVars(c: Checker, lhs: readonly Expr[], rhs: readonly Expr[]): void {
  const [first] = rhs;
  if (lhs.length === rhs.length && !(rhs.length === 1 && isCall(first))) {
    lhs.forEach((e, i) => {
      assignVar(c, e, rhs[i], undefined, 'assignment');
    });
    return;
  }
  if (first === undefined || rhs.length !== 1) {
    const left = use(c, lhs, true);
    const right = use(c, rhs);
    if (left && right) assignError(c, rhs, lhs.length, rhs.length);
    return;
  }
  const { list, commaOk } = multiExpr(c, first, lhs.length === 2);
  if (list.length === lhs.length) {
    lhs.forEach((e, i) => {
      assignVar(c, e, undefined, list[i], 'assignment');
    });
    if (commaOk) recordCommaOk(c, first, list);
    return;
  }
  if (list[0]?.mode !== 'invalid') assignError(c, rhs, lhs.length, list.length);
  use(c, lhs, true);
}

/** lhs := rhs. */
export function shortVarDecl(
  c: Checker,
  place: Node,
  lhs: readonly Expr[],
  rhs: readonly Expr[],
): void {
  const top = c.delayedCount;
  const { scope } = c.env;
  const seen = new Set<string>();
  const fresh: Var[] = [];
  let failed = false;
  const vars = lhs.map((e) => {
    const v = shortVar(c, e, seen, fresh);
    if (v === undefined) failed = true;
    return v ?? localVar(c, e, '_');
  });
  initVars(c, vars, rhs, undefined);
  c.processDelayed(top);
  if (fresh.length === 0 && !failed) {
    c.error(place.pos, 'no new variables on left side of :=');
    return;
  }
  const scopePos = rhs[rhs.length - 1]?.end ?? place.end;
  for (const v of fresh) c.declare(scope, undefined, v, scopePos);
}

function localVar(c: Checker, e: Expr, name: string): Var {
  const v = new Var(e.pos, c.pkg, name, unresolved, 'local');
  v.func = c.env.func;
  return v;
}

/** The variable a name on the left of := stands for: a new one, or one of this very scope. */
function shortVar(c: Checker, e: Expr, seen: Set<string>, fresh: Var[]): Var | undefined {
  if (e.kind !== 'Name') {
    use(c, [e], true);
    c.error(e, `non-name ${exprString(e)} on left side of :=`);
    return undefined;
  }
  if (e.name !== '_') {
    if (seen.has(e.name)) {
      c.error(e, `${e.name} repeated on left side of :=`);
      return undefined;
    }
    seen.add(e.name);
  }
  const other = c.env.scope.lookup(e.name);
  if (other !== undefined) {
    e.obj = other;
    if (other.kind === 'var') {
      other.reassigned = true;
      e.type = other.type;
      e.mode = 'variable';
      return other;
    }
    c.error(e, `cannot assign to ${e.name}`);
    return undefined;
  }
  const v = localVar(c, e, e.name);
  e.obj = v;
  if (e.name !== '_') fresh.push(v);
  return v;
}
