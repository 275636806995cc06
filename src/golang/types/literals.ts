/**
 * Basic literals, function literals and composite literals.
 */

import type { BasicLit, CompositeLit, Expr, FuncLit, KeyValueExpr, Name } from '../syntax/nodes';
import { assignment } from './assignable';
import type { Checker } from './context';
import { numberFromLiteral } from './constantliteral';
import { constantString } from './constantstring';
import type { Constant } from './constant';
import { exprString } from '../syntax/exprstring';
import { expr, exprWithHint, use } from './entry';
import { identical } from './identity';
import { checkIndex } from './indexing';
import { lookupProblem } from './lookuperror';
import { Operand } from './operand';
import { deref, isDynamic, isValid, sameName } from './predicates';
import { overflow } from './represent';
import { unquoteRune, unquoteString } from './unquote';
import { ArrayType, FuncInfo } from './types';
import type { Struct, Type } from './types';
import { typ } from './universe';
import { coreType } from './typeset';

/** Longest number literal the compiler reads, in characters. */
const maxLiteralLength = 10_000;

export function basicLit(c: Checker, x: Operand, e: BasicLit): void {
  if (e.bad) return;
  const number = e.litKind === 'int' || e.litKind === 'float' || e.litKind === 'imag';
  if (number && e.text.length > maxLiteralLength) {
    const start = e.text.slice(0, 10);
    c.error(e, `excessively long constant: ${start}... (${e.text.length} chars)`);
    return;
  }
  const value = literalValue(e);
  if (value === undefined) {
    c.error(e, `malformed constant: ${e.text}`);
    return;
  }
  x.mode = 'constant';
  x.type = literalTypes[e.litKind];
  x.value = value;
  x.expr = e;
  overflow(c, x, e);
}

const literalTypes = {
  int: typ.untypedInt,
  float: typ.untypedFloat,
  imag: typ.untypedComplex,
  rune: typ.untypedRune,
  string: typ.untypedString,
} as const;

function literalValue(e: BasicLit): Constant | undefined {
  switch (e.litKind) {
    case 'int':
    case 'float':
    case 'imag':
      return numberFromLiteral(e.text, e.litKind);
    case 'rune': {
      const rune = unquoteRune(e.text);
      return rune === undefined ? undefined : { kind: 'int', value: BigInt(rune) };
    }
    case 'string': {
      const bytes = unquoteString(e.text);
      return bytes === undefined ? undefined : { kind: 'string', value: bytes };
    }
  }
}

/** A function literal: its body is checked once the statement around it is complete. */
export function funcLit(c: Checker, x: Operand, e: FuncLit): void {
  const type = c.entries.typeExpr(c, e.sig);
  if (type.kind !== 'signature') return;
  const outer = c.env.func;
  const info = new FuncInfo(type, outer, closureName(c, outer), true);
  for (const v of [...type.params.vars, ...type.results.vars]) v.func = info;
  e.info = info;
  const { decl, iota } = c.env;
  const scope = c.env.scope;
  if (type.scope !== undefined) {
    c.later(() => {
      c.inEnvironment({ ...c.newEnvironment(scope), decl }, () => {
        c.entries.funcBody(c, { info, sig: type, body: e.body, decl, iota });
      });
    });
  }
  x.mode = 'value';
  x.type = type;
}

/** gc numbers closures per enclosing function: `main.func1`, inside it `main.func1.1`. */
function closureName(c: Checker, outer: FuncInfo | undefined): string {
  if (outer === undefined) {
    c.globalClosures++;
    return `glob..func${c.globalClosures}`;
  }
  const separator = outer.isLiteral ? '.' : '.func';
  return `${outer.name}${separator}${outer.inner.length + 1}`;
}

// ------------------------------------------------------------------------------ composite literals

export function compositeLit(
  c: Checker,
  x: Operand,
  e: CompositeLit,
  hint: Type | undefined,
): void {
  const { type, base } = literalType(c, e, hint);
  const u = coreType(base);
  switch (u?.kind) {
    case 'struct':
      structLiteral(c, x, e, u, base);
      break;
    case 'array': {
      const length = indexedElements(c, e.elems, u.elem, u.length);
      if (u.length < 0 && base === type) {
        u.length = length;
        if (e.typeExpr !== undefined) {
          e.typeExpr.type = type;
          e.typeExpr.mode = 'type';
        }
      }
      break;
    }
    case 'slice':
      indexedElements(c, e.elems, u.elem, -1);
      break;
    case 'map':
      mapLiteral(c, x, e, u.key, u.elem);
      break;
    default:
      for (const elem of e.elems) use(c, [elem.kind === 'KeyValueExpr' ? elem.val : elem]);
      if (u === undefined || isValid(u)) {
        const what = e.typeExpr === undefined ? ' element' : '';
        const why = u === undefined ? ' (no common underlying type)' : '';
        c.error(e, `invalid composite literal${what} type ${c.typeText(type)}${why}`);
        x.mode = 'invalid';
        return;
      }
  }
  x.mode = 'value';
  x.type = type;
}

/** The type of a literal, and the type its elements are checked against (behind an elided &T). */
function literalType(
  c: Checker,
  e: CompositeLit,
  hint: Type | undefined,
): { type: Type; base: Type } {
  if (e.typeExpr !== undefined) {
    if (e.typeExpr.kind === 'ArrayType' && e.typeExpr.len === undefined) {
      const type = new ArrayType(-1, c.entries.typeExpr(c, e.typeExpr.elem));
      return { type, base: type };
    }
    const type = c.entries.typeExpr(c, e.typeExpr);
    return { type, base: type };
  }
  if (hint !== undefined) {
    const inner = deref(coreType(hint) ?? hint);
    return { type: hint, base: inner.isPointer ? inner.type : hint };
  }
  if (!c.hasUnsupported) c.error(e, 'missing type in composite literal');
  return { type: typ.invalid, base: typ.invalid };
}

function structLiteral(c: Checker, x: Operand, e: CompositeLit, struct: Struct, base: Type): void {
  const first = e.elems[0];
  if (first === undefined) return;
  if (first.kind === 'KeyValueExpr') {
    const visited = new Set<number>();
    for (const elem of e.elems) {
      if (elem.kind !== 'KeyValueExpr') {
        c.error(elem, 'mixture of field:value and value elements in struct literal');
        continue;
      }
      keyedField(c, x, elem, struct, base, visited);
    }
    return;
  }
  for (const [i, elem] of e.elems.entries()) {
    if (elem.kind === 'KeyValueExpr') {
      c.error(elem, 'mixture of field:value and value elements in struct literal');
      continue;
    }
    expr(c, x, elem);
    const field = struct.fields[i];
    if (field === undefined) {
      c.error(x, `too many values in struct literal of type ${c.typeText(base)}`);
      break;
    }
    if (!sameName(field.name, field.pkg, field.name, c.pkg)) {
      const what = `implicit assignment to unexported field ${field.name}`;
      c.error(x, `${what} in struct literal of type ${c.typeText(base)}`);
      continue;
    }
    assignment(c, x, field.type, 'struct literal');
  }
  if (e.elems.length < struct.fields.length) {
    c.error(e.rbrace, `too few values in struct literal of type ${c.typeText(base)}`);
  }
}

function keyedField(
  c: Checker,
  x: Operand,
  kv: KeyValueExpr,
  struct: Struct,
  base: Type,
  visited: Set<number>,
): void {
  const key: Name | undefined = kv.key.kind === 'Name' ? kv.key : undefined;
  const find = (fold: boolean): number =>
    key === undefined || key.name === '_'
      ? -1
      : struct.fields.findIndex((f) => sameName(f.name, f.pkg, key.name, c.pkg, fold));
  const index = find(false);
  const field = struct.fields[index];
  // An elided composite literal is an error here, so no hint is given.
  expr(c, x, kv.val);
  if (key === undefined) {
    c.error(kv, `invalid field name ${exprString(kv.key)} in struct literal`);
    return;
  }
  if (field === undefined) {
    const alternative = struct.fields[find(true)];
    c.error(kv.key, lookupProblem(c, base, key.name, alternative, true));
    return;
  }
  key.obj = field;
  assignment(c, x, field.type, 'struct literal');
  if (visited.has(index)) {
    c.error(kv, `duplicate field name ${key.name} in struct literal`);
    return;
  }
  visited.add(index);
}

function mapLiteral(c: Checker, x: Operand, e: CompositeLit, key: Type, elem: Type): void {
  const interfaceKeys = isDynamic(key);
  const visited = new Map<string, Type[]>();
  for (const entry of e.elems) {
    if (entry.kind !== 'KeyValueExpr') {
      c.error(entry, 'missing key in map literal');
      continue;
    }
    exprWithHint(c, x, entry.key, key);
    assignment(c, x, key, 'map literal');
    if (x.mode === 'invalid') continue;
    if (x.mode === 'constant' && x.value !== undefined) {
      const text = `${x.value.kind}:${keyText(x.value)}`;
      const types = visited.get(text) ?? [];
      const duplicate = interfaceKeys ? types.some((t) => identical(t, x.type)) : types.length > 0;
      visited.set(text, [...types, x.type]);
      if (duplicate) {
        c.error(x, `duplicate key ${constantString(x.value)} in map literal`);
        continue;
      }
    }
    exprWithHint(c, x, entry.val, elem);
    assignment(c, x, elem, 'map literal');
  }
}

/** Text that is equal for equal constant values. */
export function keyText(value: Constant): string {
  switch (value.kind) {
    case 'bool':
    case 'string':
    case 'int':
      return String(value.value);
    case 'float':
      if (value.exponent !== 0) return `${value.num}e${value.exponent}`;
      return value.den === 1n ? String(value.num) : `${value.num}/${value.den}`;
    case 'complex':
      return `${keyText(value.re)}+${keyText(value.im)}i`;
  }
}

/** Checks the elements of an array or slice literal; the result is its length. */
function indexedElements(
  c: Checker,
  elems: readonly Expr[],
  elemType: Type,
  length: number,
): number {
  const visited = new Set<number>();
  let index = 0;
  let max = 0;
  for (const elem of elems) {
    let valid = false;
    let value = elem;
    if (elem.kind === 'KeyValueExpr') {
      const found = checkIndex(c, elem.key, length);
      if (isValid(found.type)) {
        if (found.value >= 0) {
          index = found.value;
          valid = true;
        } else c.error(elem, `index ${exprString(elem.key)} must be integer constant`);
      }
      value = elem.val;
    } else if (length >= 0 && index >= length) {
      c.error(elem, `index ${index} is out of bounds (>= ${length})`);
    } else valid = true;
    if (valid) {
      if (visited.has(index)) c.error(elem, `duplicate index ${index} in array or slice literal`);
      visited.add(index);
    }
    index++;
    if (index > max) max = index;
    const x = new Operand();
    exprWithHint(c, x, value, elemType);
    assignment(c, x, elemType, 'array or slice literal');
  }
  return max;
}
