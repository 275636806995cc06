/**
 * Errors that packages of the library keep in variables: `var EOF = errors.New("EOF")`. gc inlines
 * errors.New there, so that the value is static and no object is made when the program starts.
 */
import type { Expr as SyntaxExpr } from '../syntax/nodes';
import type { Package, Type } from '../types/types';
import { Pointer } from '../types/types';
import { underlying } from '../types/predicates';
import { objectOf, unparen } from './checked';
import { newConversion } from './convert';
import type { Expr } from './nodes';
import type { FuncState } from './state';

/** The pointer literal that a call of errors.New with a constant gives; undefined for others. */
export function sentinel(f: FuncState, e: SyntaxExpr): Expr | undefined {
  const call = unparen(e);
  if (call.kind !== 'CallExpr' || call.args.length !== 1) return undefined;
  const callee = objectOf(unparen(call.fun));
  if (callee?.kind !== 'func' || callee.name !== 'New' || callee.pkg?.path !== 'errors') {
    return undefined;
  }
  const [text] = call.args;
  const type = errorString(callee.pkg);
  const struct = type === undefined ? undefined : underlying(type);
  const field = struct?.kind === 'struct' ? struct.fields[0] : undefined;
  if (text?.value?.kind !== 'string' || type === undefined || field === undefined) return undefined;
  const { pos } = call;
  const value: Expr = {
    op: 'OSTRUCTLIT',
    pos,
    type,
    fields: [{ index: 0, field, value: f.expr(text) }],
  };
  const pointer = new Pointer(type);
  const literal: Expr = {
    op: 'OPTRLIT',
    pos,
    type: pointer,
    esc: 'unknown',
    site: -1,
    x: value,
  };
  const result = callee.type.results.vars[0];
  return result === undefined ? undefined : newConversion(pos, result.type, literal, true);
}

function errorString(errors: Package): Type | undefined {
  const obj = errors.scope.lookup('errorString');
  return obj?.kind === 'typename' ? obj.type : undefined;
}
