/**
 * Function types: parameters, results, receivers, and the scope of the function's body.
 */

import type { Expr, Field, FuncType, IndexExpr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { exprString } from '../syntax/exprstring';
import type { Checker } from './context';
import { unparen } from './entry';
import { deref, isValid, underlying } from './predicates';
import { Pointer, Scope, Signature, Slice, Tuple, Var } from './types';
import type { Type, TypeParam, VarRole } from './types';
import { substitute, substitution } from './subst';
import { genericType } from './typeinst';
import { declareTypeParam, declareTypeParams } from './typeparams';
import { typeParamsString } from './typestring';
import { typ } from './universe';
import { varType } from './vartype';

/**
 * A function type; `receiver` is given for methods, `tparams` for functions. Opens the scope the
 * body will use. Of an instance of a method `recvType` is known.
 */
export function funcType(
  c: Checker,
  e: FuncType,
  receiver: Field | undefined,
  tparamFields: readonly Field[] = [],
  recvType?: Type,
): Signature {
  const scope = new Scope(c.env.scope, 'function', true);
  const outer = c.env.scope;
  c.env.scope = scope;
  let tparams: readonly TypeParam[] = [];
  let rparams: readonly TypeParam[] = [];
  let recv: Var | undefined;
  if (receiver !== undefined && recvType !== undefined) recv = newReceiver(c, receiver, recvType);
  else if (receiver !== undefined) {
    const found = receiverVar(c, receiver, e.pos);
    recv = found.recv;
    rparams = found.rparams;
  }
  if (tparamFields.length > 0) {
    declareTypeParams(c, tparamFields, (list) => {
      tparams = list;
    });
  }
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
  sig.tparams = tparams;
  sig.rparams = rparams;
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

function newReceiver(c: Checker, field: Field, type: Type): Var {
  const pos = field.name?.pos ?? field.typeExpr.pos;
  return new Var(pos, c.pkg, field.name?.name ?? '', type, 'receiver');
}

function receiverVar(
  c: Checker,
  field: Field,
  scopePos: Pos,
): { recv: Var; rparams: readonly TypeParam[] } {
  const base = receiverBase(field.typeExpr);
  let rparams: readonly TypeParam[] = [];
  let type: Type;
  if (base.kind === 'IndexExpr') {
    // The type is looked up before its parameters get their names.
    const generic = genericType(c, base.x);
    rparams = base.indices.map((e, i) => {
      const name = e.kind === 'Name' ? e : undefined;
      if (name === undefined) {
        c.error(e, `receiver type parameter ${exprString(e)} must be an identifier`);
      }
      return declareTypeParam(c, name, e.pos, i, scopePos);
    });
    type = genericReceiver(c, field.typeExpr, base, generic, rparams);
  } else type = varType(c, field.typeExpr);
  const recv = newReceiver(c, field, type);
  const place = base.kind === 'IndexExpr' ? base.x : base;
  c.later(() => {
    validReceiver(c, place, recv);
  });
  return { recv, rparams };
}

/** `T[P]` or `*T[P]` of a method of a generic type, with names of its own for the parameters. */
function genericReceiver(
  c: Checker,
  whole: Expr,
  base: IndexExpr,
  generic: ReturnType<typeof genericType>,
  rparams: readonly TypeParam[],
): Type {
  if (typeof generic === 'string') c.error(base.x, generic);
  if (generic === undefined || typeof generic === 'string') return typ.invalid;
  const { type } = generic;
  if (type.kind !== 'named' || type.tparams !== generic.tparams) {
    const text = generic.name + typeParamsString(generic.tparams, c.qualifier);
    c.error(base.x, `cannot define new methods on generic alias type ${text}`);
    return typ.invalid;
  }
  if (rparams.length !== type.tparams.length) {
    const got = `${rparams.length} type parameter${rparams.length === 1 ? '' : 's'}`;
    const want = type.tparams.length;
    c.error(base.x, `receiver declares ${got}, but receiver base type declares ${want}`);
    return typ.invalid;
  }
  const map = substitution(type.tparams, rparams);
  rparams.forEach((p, i) => {
    const declared = type.tparams[i];
    if (declared === undefined) return;
    c.monomorphy.alias(p, declared);
    p.bound = substitute(declared.bound, map, c.instances.type);
  });
  const instance = c.instances.type(type, rparams);
  base.type = instance;
  base.mode = 'type';
  const pointer = unparen(whole).kind === 'Operation';
  return pointer ? new Pointer(instance) : instance;
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
