/**
 * Lowering of composite literals and function literals.
 */

import type { CompositeLit, Expr as SyntaxExpr, FuncLit } from '../syntax/nodes';
import { underlying } from '../types/predicates';
import type { ArrayType, MapType, Slice, Struct, Type } from '../types/types';
import { typ } from '../types/universe';
import { typeOf } from './checked';
import { implicitConv } from './convert';
import type { ClosureExpr, Expr, IndexedElem, MapLitExpr, StructLitExpr } from './nodes';
import { FuncState, newClosure, newFunc } from './state';

/** `T{…}`; inside other literals `{…}` may stand for `&T{…}`. */
export function compositeLiteral(f: FuncState, e: CompositeLit): Expr {
  const type = typeOf(e);
  const own = underlying(type);
  if (own.kind !== 'pointer') return literal(f, e, type);
  const x = literal(f, e, own.elem);
  return { op: 'OPTRLIT', pos: e.pos, type, esc: 'unknown', site: -1, x };
}

function literal(f: FuncState, e: CompositeLit, type: Type): Expr {
  const u = underlying(type);
  switch (u.kind) {
    case 'struct':
      return structLiteral(f, e, type, u);
    case 'array':
      return { op: 'OARRAYLIT', pos: e.pos, type, elems: indexedElems(f, e, u).elems };
    case 'slice': {
      const { elems, len } = indexedElems(f, e, u);
      return {
        op: 'OSLICELIT',
        pos: e.pos,
        type,
        esc: 'unknown',
        site: -1,
        len,
        elems,
        implicit: false,
      };
    }
    case 'map':
      return mapLiteral(f, e, type, u);
    default:
      throw new Error(`composite literal of ${u.kind} type`);
  }
}

function structLiteral(f: FuncState, e: CompositeLit, type: Type, struct: Struct): StructLitExpr {
  const fields = e.elems.map((elem, i) => {
    let index = i;
    let value: SyntaxExpr = elem;
    if (elem.kind === 'KeyValueExpr') {
      const name = elem.key.kind === 'Name' ? elem.key.name : '';
      index = struct.fields.findIndex((field) => field.name === name);
      value = elem.val;
    }
    const field = struct.fields[index];
    if (field === undefined) throw new Error('struct literal with an unknown field');
    return { index, field, value: implicitConv(f, field.type, value) };
  });
  return { op: 'OSTRUCTLIT', pos: e.pos, type, fields };
}

/** Elements with their indices, and the length: one more than the largest index. */
function indexedElems(
  f: FuncState,
  e: CompositeLit,
  type: ArrayType | Slice,
): { elems: IndexedElem[]; len: number } {
  let next = 0;
  let len = 0;
  const elems = e.elems.map((elem) => {
    let value: SyntaxExpr = elem;
    if (elem.kind === 'KeyValueExpr') {
      if (elem.key.value?.kind === 'int') next = Number(elem.key.value.value);
      value = elem.val;
    }
    const index = next++;
    if (next > len) len = next;
    return { index, value: implicitConv(f, type.elem, value) };
  });
  return { elems, len };
}

function mapLiteral(f: FuncState, e: CompositeLit, type: Type, map: MapType): MapLitExpr {
  const entries = e.elems.map((elem) => {
    if (elem.kind !== 'KeyValueExpr') throw new Error('map literal without key');
    const key = implicitConv(f, map.key, elem.key);
    return { key, value: implicitConv(f, map.elem, elem.val) };
  });
  return { op: 'OMAPLIT', pos: e.pos, type, esc: 'unknown', site: -1, entries };
}

/** A function literal: a closure of the function around it. */
export function closureLiteral(f: FuncState, e: FuncLit): ClosureExpr {
  const sig = underlying(e.type ?? typ.invalid);
  if (sig.kind !== 'signature') throw new Error('function literal without signature');
  const func = newFunc({
    sym: f.pkg.closureSym(f.fn, 'literal'),
    pos: e.pos,
    endPos: e.body.rbrace,
    sig,
    outer: f.fn,
  });
  const closure = newClosure(e.pos, func);
  const inner = new FuncState(f.pkg, func, f);
  inner.body(e.body);
  inner.captureDictionary(e.pos);
  return closure;
}
