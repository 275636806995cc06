/**
 * Instances of generic types and aliases in type expressions.
 */

import type { Expr, IndexExpr, Name, SelectorExpr } from '../syntax/nodes';
import { exprString } from '../syntax/exprstring';
import type { Checker } from './context';
import { typeList, verify } from './funcinst';
import { isValid } from './predicates';
import { substitute, substitution } from './subst';
import type { Type, TypeName, TypeParam } from './types';
import { typ } from './universe';
import { Operand } from './operand';
import { ident, selector } from './selector';

/** `G[T]` as a type. */
export function instantiatedType(c: Checker, e: IndexExpr): Type {
  const generic = genericType(c, e.x);
  if (typeof generic === 'string') {
    const list = e.indices.map((i) => exprString(i)).join(', ');
    c.error(e.x, `invalid operation: ${exprString(e.x)}[${list}] (${generic})`);
    return typ.invalid;
  }
  if (generic === undefined) return typ.invalid;
  const targs = typeList(c, e.indices);
  if (targs === undefined) return typ.invalid;
  const { type, tparams, name } = generic;
  const isRightLength = checkLength(c, e, name, tparams.length, targs.length);
  if (!isRightLength) return typ.invalid;
  c.later(() => {
    verify(c, e.x.pos, tparams, targs, e.indices);
  });
  if (e.x.kind === 'Name') e.x.targs = targs;
  if (e.x.kind === 'SelectorExpr') e.x.sel.targs = targs;
  if (type.kind === 'named' && type.isGeneric && type.tparams === tparams) {
    const instance = c.instances.type(type, targs);
    instance.at ??= e.x.pos;
    return instance;
  }
  return substitute(type, substitution(tparams, targs), c.instances.type);
}

/** The type a name denotes, which may be generic. */
export function typeName(c: Checker, e: Name | SelectorExpr): Type {
  const x = new Operand();
  if (e.kind === 'Name') ident(c, x, e, true);
  else selector(c, x, e, true);
  if (x.mode === 'type') return x.type;
  if (x.mode !== 'invalid') {
    const what = x.mode === 'novalue' ? 'used as type' : 'is not a type';
    c.error(x, `${c.operandText(x)} ${what}`);
  }
  return typ.invalid;
}

interface GenericType {
  readonly type: Type;
  readonly tparams: readonly TypeParam[];
  readonly name: string;
}

/** What can be instantiated, why it cannot, or undefined after a complaint. */
export function genericType(c: Checker, e: Expr): GenericType | string | undefined {
  const isName = e.kind === 'Name' || e.kind === 'SelectorExpr';
  const type = isName ? typeName(c, e) : c.entries.typeExpr(c, e);
  e.type = type;
  e.mode = isValid(type) ? 'type' : 'invalid';
  const alias = aliasOf(e);
  if (alias !== undefined) return { type, tparams: alias.tparams, name: alias.name };
  if (!isValid(type)) return undefined;
  if (type.kind === 'named' && type.isGeneric) {
    return { type, tparams: type.tparams, name: type.obj.name };
  }
  return `${c.typeText(type)} is not a generic type`;
}

/** The generic alias a type expression names. */
export function aliasOf(e: Expr): TypeName | undefined {
  const obj = e.kind === 'Name' ? e.obj : e.kind === 'SelectorExpr' ? e.sel.obj : undefined;
  return obj?.kind === 'typename' && obj.isAlias && obj.tparams.length > 0 ? obj : undefined;
}

function checkLength(c: Checker, e: IndexExpr, name: string, want: number, got: number): boolean {
  if (got === want) return true;
  const what = got < want ? 'not enough' : 'too many';
  const numbers = `have ${got}, want ${want}`;
  c.error(e.x.pos, `${what} type arguments for type ${name}: ${numbers}`);
  return false;
}
