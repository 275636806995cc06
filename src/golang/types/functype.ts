/**
 * Function types: parameters, results, receivers, and the scope of the function's body.
 */

import type { Expr, Field, FuncType } from '../syntax/nodes';
import type { Checker } from './context';
import { unparen } from './entry';
import { deref, isValid, underlying } from './predicates';
import { Scope, Signature, Slice, Tuple, Var } from './types';
import type { Type, VarRole } from './types';
import { typ } from './universe';
import { varType } from './vartype';

/** A function type; `receiver` is given for methods. Opens the scope the body will use. */
export function funcType(c: Checker, e: FuncType, receiver: Field | undefined): Signature {
  const scope = new Scope(c.env.scope, 'function', true);
  const outer = c.env.scope;
  c.env.scope = scope;
  const recv = receiver === undefined ? undefined : receiverVar(c, receiver);
  const params = collectParams(c, e.params, 'param');
  const results = collectParams(c, e.results, 'result');
  c.env.scope = outer;
  if (recv !== undefined && recv.name !== '') {
    c.declare(scope, receiver?.name, recv, e.end);
  }
  for (const [fields, list] of [
    [e.params, params],
    [e.results, results],
  ] as const) {
    fields.forEach((field, i) => {
      const v = list.vars[i];
      if (field.name !== undefined && v !== undefined) c.declare(scope, field.name, v, e.end);
    });
  }
  const sig = new Signature(recv, new Tuple(params.vars), new Tuple(results.vars), params.variadic);
  sig.scope = scope;
  return sig;
}

function collectParams(
  c: Checker,
  fields: readonly Field[],
  role: VarRole,
): { vars: Var[]; variadic: boolean } {
  let variadic = false;
  let previous: Expr | undefined;
  let type: Type = typ.invalid;
  const vars = fields.map((field, i) => {
    if (field.typeExpr !== previous) {
      previous = field.typeExpr;
      let e = field.typeExpr;
      if (e.kind === 'DotsType') {
        if (role === 'param' && i === fields.length - 1) variadic = true;
        else c.error(e, 'invalid use of ...');
        e = e.elem;
      }
      type = varType(c, e);
    }
    const pos = field.name?.pos ?? field.typeExpr.pos;
    return new Var(pos, c.pkg, field.name?.name ?? '', type, role);
  });
  const last = vars[vars.length - 1];
  if (variadic && last !== undefined) {
    last.type = new Slice(last.type);
    const lastField = fields[fields.length - 1];
    if (lastField !== undefined) {
      lastField.typeExpr.type = last.type;
      lastField.typeExpr.mode = 'type';
    }
  }
  return { vars, variadic };
}

function receiverVar(c: Checker, field: Field): Var {
  const base = receiverBase(field.typeExpr);
  const type = varType(c, field.typeExpr);
  const pos = field.name?.pos ?? field.typeExpr.pos;
  const recv = new Var(pos, c.pkg, field.name?.name ?? '', type, 'receiver');
  c.later(() => {
    validReceiver(c, base, recv);
  });
  return recv;
}

/** The type name in `T`, `*T`, `(T)`, … */
export function receiverBase(e: Expr): Expr {
  const inner = unparen(e);
  const pointer = inner.kind === 'Operation' && inner.op === '*' && inner.y === undefined;
  return pointer ? unparen(inner.x) : inner;
}

function validReceiver(c: Checker, place: Expr, recv: Var): void {
  const { type } = deref(recv.type);
  if (!isValid(type)) return;
  if (type.kind === 'named') {
    if (type.obj.pkg !== c.pkg) {
      c.error(place, `cannot define new methods on non-local type ${c.typeText(type)}`);
      return;
    }
    const u = underlying(type);
    const cause =
      u.kind === 'pointer' || u.kind === 'interface'
        ? 'pointer or interface type'
        : u.kind === 'basic' && u.basic === 'unsafe.Pointer'
          ? 'unsafe.Pointer'
          : '';
    if (cause !== '') c.error(place, `invalid receiver type ${c.typeText(type)} (${cause})`);
  } else if (type.kind === 'basic') {
    c.error(place, `cannot define new methods on non-local type ${c.typeText(type)}`);
  } else c.error(place, `invalid receiver type ${c.typeText(recv.type)}`);
}
