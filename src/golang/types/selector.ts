/**
 * Identifiers and selectors: what a name denotes, fields and methods, method expressions.
 */

import type { Name, SelectorExpr } from '../syntax/nodes';
import type { Checker } from './context';
import { exprOrType, markAddressTaken } from './entry';
import { exprString } from '../syntax/exprstring';
import { hasInvalidEmbedded, lookupFieldOrMethod, pointsToTypeParam } from './lookup';
import type { Lookup } from './lookup';
import { lookupProblem } from './lookuperror';
import type { Operand } from './operand';
import { deref, isExported, isInterfacePointer, isValid, underlying } from './predicates';
import { makeInt } from './constant';
import { isMissingSelector, isStandardMember } from './stdnames';
import { Signature, Tuple, Var } from './types';
import type { Func, Mode, Obj, Package, Selection, Type } from './types';
import { typ, universe } from './universe';

/** Checks an identifier; `wantType` where only a type can stand. */
export function ident(c: Checker, x: Operand, e: Name, wantType: boolean): void {
  x.mode = 'invalid';
  x.type = typ.invalid;
  x.expr = e;
  const obj = c.lookup(e.name);
  if (obj === undefined) {
    if (e.name === '_') c.error(e, 'cannot use _ as value or type');
    else if (!c.hasUnknownDotImport) c.error(e, `undefined: ${e.name}`);
    return;
  }
  e.obj = obj;
  if (wantType && obj.kind !== 'typename') {
    c.error(e, `${obj.name} (${objectKind(obj)}) is not a type`);
    if (obj.kind === 'var') obj.used = true;
    return;
  }
  // A type that is being declared is visited again: that is how cycles are found.
  if (!c.isResolved(obj) || (obj.kind === 'typename' && wantType && obj.pkg === c.pkg)) {
    c.entries.objDecl(c, obj);
  }
  const dot = c.dotImports.get(obj);
  if (dot !== undefined) dot.used = true;
  useObject(c, x, e, obj);
}

/**
 * Turns `x` into the value, type or builtin an object of this package or the universe stands for.
 */
function useObject(c: Checker, x: Operand, e: Name, obj: Obj): void {
  switch (obj.kind) {
    case 'pkgname':
      c.error(e, `use of package ${obj.name} not in selector`);
      return;
    case 'const':
      c.addDependency(obj);
      if (!isValid(obj.type)) return;
      if (obj.name === 'iota' && obj.parent === universe) {
        if (c.env.iota === undefined) {
          c.error(e, 'cannot use iota outside constant declaration');
          return;
        }
        x.value = makeInt(c.env.iota);
      } else x.value = obj.value;
      x.mode = 'constant';
      break;
    case 'typename':
      if (!isValid(obj.type)) return;
      x.mode = 'type';
      break;
    case 'var':
      obj.used = true;
      c.addDependency(obj);
      noteCapture(c, obj);
      if (!isValid(obj.type)) return;
      x.mode = 'variable';
      break;
    case 'func':
      c.addDependency(obj);
      x.mode = 'value';
      break;
    case 'builtin':
      x.mode = 'builtin';
      x.builtin = obj.id;
      break;
    case 'nil':
      x.mode = 'nil';
      break;
    case 'label':
      return;
  }
  x.type = obj.type;
}

/** A variable of an enclosing function is captured by every function literal in between. */
function noteCapture(c: Checker, obj: Var): void {
  if (obj.func === undefined || obj.func === c.env.func) return;
  for (let f = c.env.func; f !== undefined && f !== obj.func; f = f.outer) {
    if (!f.captures.includes(obj)) f.captures.push(obj);
  }
  obj.captured = true;
}

function objectKind(obj: Obj): string {
  switch (obj.kind) {
    case 'pkgname':
      return 'package name';
    case 'const':
      return 'constant';
    case 'typename':
      return obj.isAlias ? 'type alias' : 'defined type';
    case 'var':
      return varKind[obj.role];
    case 'func':
      return obj.type.recv === undefined ? 'function' : 'method';
    case 'label':
      return 'label';
    case 'builtin':
      return 'built-in function';
    case 'nil':
      return 'untyped nil';
  }
}

const varKind = {
  package: 'package-level variable',
  local: 'local variable',
  receiver: 'receiver',
  param: 'parameter',
  result: 'result variable',
  field: 'struct field',
} as const;

// --------------------------------------------------------------------------------------- selectors

/** x.f: a package member, a field, a method value or a method expression. */
export function selector(c: Checker, x: Operand, e: SelectorExpr, wantType: boolean): void {
  x.mode = 'invalid';
  x.type = typ.invalid;
  x.expr = e;
  if (e.x.kind === 'Name') {
    const obj = c.lookup(e.x.name);
    if (obj?.kind === 'pkgname') {
      e.x.obj = obj;
      e.x.mode = 'package';
      obj.used = true;
      packageMember(c, x, e, obj.imported);
      return;
    }
  }
  exprOrType(c, x, e.x);
  if (x.isInvalid()) return;
  const { mode } = x as { mode: Mode };
  if (mode === 'builtin') {
    c.error(e.pos, `invalid use of ${c.operandText(x)} in selector expression`);
    x.mode = 'invalid';
    return;
  }
  if (wantType) {
    c.error(e.sel, `${exprString(e)} is not a type`);
    x.mode = 'invalid';
    return;
  }
  const addressable = mode === 'variable';
  const found = lookupFieldOrMethod(x.type, addressable, c.pkg, e.sel.name);
  if (found.obj === undefined) {
    selectorError(c, x, e, found);
    x.mode = 'invalid';
    x.type = typ.invalid;
    return;
  }
  if (found.obj.kind === 'func') c.entries.objDecl(c, found.obj);
  if (mode === 'type') methodExpression(c, x, e, found);
  else memberValue(c, x, e, found);
  x.expr = e;
}

function packageMember(c: Checker, x: Operand, e: SelectorExpr, pkg: Package): void {
  const name = e.sel.name;
  const obj = pkg.scope.lookup(name);
  if (c.unknownPackages.has(pkg)) return;
  if (obj === undefined) {
    if (isStandardMember(pkg.path, name)) {
      c.unsupported(e, `${pkg.name}.${name}`);
      return;
    }
    const other = pkg.scope
      .objects()
      .find((o) => isExported(o.name) && o.name.toLowerCase() === name.toLowerCase());
    const but = other === undefined ? '' : ` (but have ${other.name})`;
    if (name !== '_' && name !== '') c.error(e.sel, `undefined: ${exprString(e)}${but}`);
    return;
  }
  if (!isExported(name)) {
    c.error(e.sel, `name ${name} not exported by package ${pkg.name}`);
    return;
  }
  pkg.resolve(obj);
  e.sel.obj = obj;
  switch (obj.kind) {
    case 'const':
      x.mode = 'constant';
      x.value = obj.value;
      break;
    case 'typename':
      x.mode = 'type';
      break;
    case 'var':
      x.mode = 'variable';
      break;
    case 'func':
      x.mode = 'value';
      break;
    case 'builtin':
      x.mode = 'builtin';
      x.builtin = obj.id;
      break;
    default:
      return;
  }
  x.type = obj.type;
}

function selectorError(c: Checker, x: Operand, e: SelectorExpr, found: Lookup): void {
  const name = e.sel.name;
  const what = x.expr === undefined ? '' : exprString(x.expr);
  if (!isValid(underlying(x.type)) || name === '') return;
  if (c.hasUnsupported && hasInvalidEmbedded(x.type)) return;
  if (found.index.length > 0) {
    c.error(e.sel, `ambiguous selector ${what}.${name}`);
    return;
  }
  const { type: base } = deref(x.type);
  if (base.kind === 'named' && isMissingSelector(base.obj.pkg?.path ?? '', base.obj.name, name)) {
    c.unsupported(e, `${base.obj.pkg?.name ?? ''}.${base.obj.name}.${name}`);
    return;
  }
  const type = c.typeText(x.type);
  if (found.indirect) {
    if (x.mode === 'type') {
      const method = `(needs pointer receiver (*${type}).${name})`;
      c.error(e.sel, `invalid method expression ${type}.${name} ${method}`);
    } else c.error(e.sel, `cannot call pointer method ${name} on ${type}`);
    return;
  }
  let why: string;
  if (pointsToTypeParam(x.type)) {
    why = `type ${type} is pointer to type parameter, not type parameter`;
  } else if (isInterfacePointer(x.type)) {
    why = `type ${type} is pointer to interface, not interface`;
  } else {
    const other = lookupFieldOrMethod(x.type, x.mode === 'variable', c.pkg, name, true);
    why = lookupProblem(c, x.type, name, other.obj, false);
  }
  c.error(e.sel, `${what}.${name} undefined (${why})`);
}

function setSelection(
  e: SelectorExpr,
  kind: Selection['kind'],
  recv: Type,
  obj: Var | Func,
  found: Lookup,
): void {
  e.selection = { kind, recv, obj, index: found.index, indirect: found.indirect };
  e.sel.obj = obj;
}

function methodExpression(c: Checker, x: Operand, e: SelectorExpr, found: Lookup): void {
  const method = found.obj;
  if (method?.kind !== 'func') {
    const what = `${x.expr === undefined ? '' : exprString(x.expr)}.${e.sel.name}`;
    c.error(e.sel, `${what} undefined (type ${c.typeText(x.type)} has no method ${e.sel.name})`);
    x.mode = 'invalid';
    return;
  }
  setSelection(e, 'methodexpr', x.type, method, found);
  const sig = method.type;
  const first = sig.params.vars[0];
  const named = first !== undefined && first.name !== '';
  const name = named ? (sig.recv?.name ?? '') || '_' : '';
  const recv = new Var(sig.recv?.pos ?? e.pos, c.pkg, name, x.type, 'param');
  x.type = new Signature(
    undefined,
    new Tuple([recv, ...sig.params.vars]),
    sig.results,
    sig.variadic,
  );
  x.mode = 'value';
  c.addDependency(method.generic ?? method);
}

function memberValue(c: Checker, x: Operand, e: SelectorExpr, found: Lookup): void {
  const { obj } = found;
  if (obj === undefined) return;
  const recv = x.type;
  if (obj.kind === 'var') {
    setSelection(e, 'field', recv, obj, found);
    x.mode = x.mode === 'variable' || found.indirect ? 'variable' : 'value';
    x.type = obj.type;
    return;
  }
  setSelection(e, 'method', recv, obj, found);
  const implicitAddress = obj.pointerReceiver && !found.indirect && x.mode === 'variable';
  if (implicitAddress) markAddressTaken(e.x);
  const sig = obj.type;
  x.mode = 'value';
  x.type = new Signature(undefined, sig.params, sig.results, sig.variadic);
  c.addDependency(obj.generic ?? obj);
}
