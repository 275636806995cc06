/**
 * Values that turn out to be constants: `make([]T, n)` with an n that is always 5 is treated as
 * `make([]T, 5)`, and an interface made of a variable that is always 7 as one made of the constant.
 * What the original expression did besides is kept: it is assigned to a temporary first.
 */

import { newAssign, newDecl, newInt, newLiteral } from '../ir/build';
import type { AllocExpr, ConvIfaceExpr, Expr, Func, MakeSliceExpr, Stmt } from '../ir/nodes';
import { newTemp } from '../ir/state';
import { isInterface, underlying } from '../types/predicates';
import { representConstant } from '../types/represent';
import type { StaticValues } from './staticvalue';

/** Rewrites the operand of n if it is constant in effect. */
export function rewriteWithLiterals(n: AllocExpr, fn: Func, statics: StaticValues): void {
  if (n.op === 'OMAKESLICE') rewriteMake(n, fn, statics);
  else if (n.op === 'OCONVIFACE') rewriteConversion(n, fn, statics);
}

function keep(n: AllocExpr, fn: Func, x: Expr): void {
  const tmp = newTemp(fn, n.pos, x.type);
  const stmts: Stmt[] = [newDecl(n.pos, tmp), newAssign(n.pos, tmp, x)];
  n.init = [...(n.init ?? []), ...stmts];
}

function rewriteMake(n: MakeSliceExpr, fn: Func, statics: StaticValues): void {
  const key = n.cap === undefined ? 'len' : 'cap';
  const count = n[key];
  if (count === undefined || count.op === 'OLITERAL') return;
  const value = statics.valueOf(count, fn);
  let known: Expr | undefined;
  if (value.op === 'OLITERAL' && value.value.kind === 'int' && value.value.value >= 0n) {
    known = newLiteral(n.pos, count.type, value.value);
  } else if (value.op === 'OLEN') {
    const slice = statics.valueOf(value.x, fn);
    if (slice.op === 'OSLICELIT') known = newInt(n.pos, slice.len);
  }
  if (known === undefined) return;
  keep(n, fn, count);
  n[key] = known;
}

function rewriteConversion(n: ConvIfaceExpr, fn: Func, statics: StaticValues): void {
  const { x } = n;
  if (x.op === 'OLITERAL' || isInterface(x.type)) return;
  const value = statics.valueOf(x, fn);
  const type = underlying(x.type);
  if (value.op !== 'OLITERAL' || type.kind !== 'basic') return;
  if (representConstant(value.value, type) === undefined) return;
  keep(n, fn, x);
  n.x = newLiteral(n.pos, x.type, value.value);
}
