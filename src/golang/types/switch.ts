/**
 * Expression switches and type switches.
 */

import type { CaseClause, Expr, Stmt, SwitchStmt, TypeSwitchGuard } from '../syntax/nodes';
import { assignment, typeAssertion } from './assignable';
import type { Checker } from './context';
import { makeBool } from './constant';
import type { Constant } from './constant';
import { expr, unparen } from './entry';
import { identical, isComparable } from './identity';
import { keyText } from './literals';
import { Operand } from './operand';
import { comparison } from './operators';
import { isDynamic, isValid } from './predicates';
import { convertUntyped } from './represent';
import { varType } from './vartype';
import { Var } from './types';
import type { Type } from './types';
import { typ } from './universe';
import { hasNil } from './typeset';

/** What statements need of each other across files. */
interface StatementParts {
  inScope(c: Checker, comment: string, body: () => void): void;
  stmtList(c: Checker, list: readonly Stmt[]): void;
}

function checkDefaults(c: Checker, body: readonly CaseClause[]): void {
  let first: CaseClause | undefined;
  for (const clause of body) {
    if (!clause.isDefault) continue;
    if (first === undefined) first = clause;
    else c.error(clause.pos, `multiple defaults (first at ${c.positionString(first.pos)})`);
  }
}

/** A case value seen before, for the complaint about the second one. */
interface SeenValue {
  readonly x: Operand;
  readonly type: Type;
}

export function switchStmt(
  c: Checker,
  s: SwitchStmt,
  tag: Expr | undefined,
  parts: StatementParts,
): void {
  const x = new Operand();
  if (tag !== undefined) {
    expr(c, x, tag);
    assignment(c, x, undefined, 'switch expression');
    if (x.mode !== 'invalid' && !isComparable(x.type) && !hasNil(x.type)) {
      const text = `cannot switch on ${c.operandText(x)}`;
      c.error(x, `${text} (${c.typeText(x.type)} is not comparable)`);
      x.mode = 'invalid';
    }
  } else {
    // A missing switch expression means true.
    x.mode = 'constant';
    x.type = typ.bool;
    x.value = makeBool(true);
    const at = s.body[0]?.pos ?? s.pos;
    x.expr = { kind: 'Name', name: 'true', pos: at, start: at, end: at };
  }
  checkDefaults(c, s.body);
  const seen = new Map<string, SeenValue[]>();
  for (const clause of s.body) {
    for (const e of clause.cases) caseValue(c, x, e, seen);
    parts.inScope(c, 'case', () => {
      parts.stmtList(c, clause.body);
    });
  }
}

function caseValue(c: Checker, x: Operand, e: Expr, seen: Map<string, SeenValue[]>): void {
  const v = new Operand();
  expr(c, v, e);
  if (x.mode === 'invalid' || v.isInvalid()) return;
  convertUntyped(c, v, x.type);
  if (v.isInvalid()) return;
  const compared = v.copy();
  comparison(c, compared, x, '==', true);
  if (compared.mode === 'invalid' || v.mode !== 'constant' || v.value === undefined) return;
  const key = duplicateKey(v.value);
  if (key === undefined) return;
  const others = seen.get(key) ?? [];
  const other = others.find((o) => identical(o.type, v.type));
  if (other !== undefined) {
    c.error(v, `duplicate case ${c.operandText(v)} in expression switch`, [
      { at: other.x.expr?.pos, text: 'previous case' },
    ]);
    return;
  }
  seen.set(key, [...others, { x: v, type: v.type }]);
}

/**
 * Only numbers that a machine word or float64 holds and strings are looked at, as in the compiler.
 */
function duplicateKey(value: Constant): string | undefined {
  if (value.kind === 'bool' || value.kind === 'complex') return undefined;
  return `${value.kind}:${keyText(value)}`;
}

// ----------------------------------------------------------------------------------- type switches

export function typeSwitchStmt(
  c: Checker,
  s: SwitchStmt,
  guard: TypeSwitchGuard,
  parts: StatementParts,
): void {
  let { lhs } = guard;
  if (lhs?.name === '_') {
    c.error(lhs, 'no new variable on left side of :=');
    lhs = undefined;
  }
  const x = new Operand();
  expr(c, x, guard.x);
  let subject: Operand | undefined;
  if (x.mode !== 'invalid') {
    if (isDynamic(x.type)) subject = x;
    else if (x.type.kind === 'typeparam') {
      c.error(x, `cannot use type switch on type parameter value ${c.operandText(x)}`);
    } else c.error(x, `${c.operandText(x)} is not an interface`);
  }
  checkDefaults(c, s.body);
  const vars: Var[] = [];
  const seen: { type: Type | undefined; e: Expr }[] = [];
  for (const clause of s.body) {
    const type = caseTypes(c, subject, clause.cases, seen);
    parts.inScope(c, 'case', () => {
      if (lhs !== undefined) {
        const v = new Var(lhs.pos, c.pkg, lhs.name, type, 'local');
        v.func = c.env.func;
        c.declare(c.env.scope, undefined, v, clause.colon);
        clause.implicitVar = v;
        vars.push(v);
      }
      parts.stmtList(c, clause.body);
    });
  }
  if (lhs === undefined) return;
  const used = vars.some((v) => v.used);
  for (const v of vars) v.used = true;
  if (!used) c.error(lhs, `${lhs.name} declared and not used`);
}

/** Checks the types of one case; the result is the type of the variable in its body. */
function caseTypes(
  c: Checker,
  subject: Operand | undefined,
  cases: readonly Expr[],
  seen: { type: Type | undefined; e: Expr }[],
): Type {
  let type: Type | undefined;
  for (const e of cases) {
    const nil = isNilName(c, e);
    if (nil) {
      type = undefined;
      const x = new Operand();
      expr(c, x, e);
    } else {
      type = varType(c, e);
      if (!isValid(type)) continue;
    }
    const own = type;
    const other = seen.find((o) =>
      own === undefined || o.type === undefined ? own === o.type : identical(own, o.type),
    );
    if (other !== undefined) {
      const what = own === undefined ? 'nil' : c.typeText(own);
      c.error(e, `duplicate case ${what} in type switch`, [
        { at: other.e.start, text: 'previous case' },
      ]);
      continue;
    }
    seen.push({ type: own, e });
    if (subject !== undefined && own !== undefined) typeAssertion(c, e, subject, own, true);
  }
  if (cases.length === 1 && type !== undefined) return type;
  return subject?.type ?? typ.invalid;
}

function isNilName(c: Checker, e: Expr): boolean {
  const inner = unparen(e);
  return inner.kind === 'Name' && c.lookup(inner.name)?.kind === 'nil';
}
