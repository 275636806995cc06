/**
 * Lowering of expressions: every implicit address, dereference, field step and conversion becomes a
 * node. Calls are in call.ts, literals in literals.ts.
 */

import type {
  AssertExpr,
  Expr as SyntaxExpr,
  IndexExpr as SyntaxIndex,
  Operation,
  SelectorExpr as SyntaxSelector,
  SliceExpr as SyntaxSlice,
} from '../syntax/nodes';
import type { Constant } from '../types/constant';
import { identical } from '../types/identity';
import { isInterface, isString, underlying } from '../types/predicates';
import { Signature, Slice, Tuple, Var } from '../types/types';
import type { Func as FuncObj, Type } from '../types/types';
import { typ } from '../types/universe';
import { elemOf, markAddrTaken, newAddr, newDeref, newDot, newLiteral, newNil } from './build';
import { callExpr, newCall } from './call';
import { isNil, objectOf, representValue, typeOf, unparen } from './checked';
import { implicitConv } from './convert';
import { closureLiteral, compositeLiteral } from './literals';
import { methodIndex, newMethodExpr, passOn, receiver } from './methods';
import type {
  ArithmeticOp,
  BinaryExpr,
  CompareOp,
  Expr,
  MethodValueExpr,
  SliceExpr,
} from './nodes';
import { FuncState, newClosure, newFunc } from './state';
import { isParameterized } from '../types/subst';

/** Lowers one expression that has a value. */
export function expr(f: FuncState, parenthesised: SyntaxExpr): Expr {
  let e = parenthesised;
  while (e.kind === 'ParenExpr') e = e.x;
  const obj = objectOf(e);
  if (e.mode === 'constant' && e.value !== undefined) return constantExpr(e, e.value);
  if (obj?.kind === 'nil') return newNil(e.pos, e.type ?? typ.invalid);
  if (obj?.kind === 'var' && obj.role !== 'field') {
    return obj.role === 'package' ? f.pkg.global(obj) : f.useLocal(e.pos, obj);
  }
  if (obj?.kind === 'func') return functionValue(f, e, obj);
  switch (e.kind) {
    case 'CompositeLit':
      return compositeLiteral(f, e);
    case 'FuncLit':
      return closureLiteral(f, e);
    case 'SelectorExpr':
      return selectorExpr(f, e);
    case 'IndexExpr':
      return indexExpr(f, e);
    case 'SliceExpr':
      return sliceExpr(f, e);
    case 'AssertExpr':
      return assertExpr(f, e);
    case 'Operation':
      return e.y === undefined ? unaryExpr(f, e) : binaryExpr(f, e, e.y);
    case 'CallExpr':
      return callExpr(f, e);
    default:
      throw new Error(`no value: ${e.kind}`);
  }
}

/**
 * A function as a value. In an instance one that depends on the type arguments is a closure over
 * the dictionary.
 */
function functionValue(f: FuncState, e: SyntaxExpr, obj: FuncObj): Expr {
  const fun = f.pkg.func(obj);
  const { template } = nameOf(e);
  const targs = template?.kind === 'Name' ? template.targs : undefined;
  if (!f.fn.isInstance || targs?.some((t) => isParameterized(t)) !== true) return fun;
  const { params, results, variadic } = obj.type;
  const own = params.vars.map((v, i) => new Var(e.pos, undefined, `p${i}`, v.type, 'param'));
  const sig = new Signature(undefined, new Tuple(own), results, variadic);
  const sym = f.pkg.closureSym(f.fn, 'literal');
  const func = newFunc({ sym, pos: e.pos, endPos: e.pos, sig, outer: f.fn, wrapper: true });
  const closure = newClosure(e.pos, func);
  const inner = new FuncState(f.pkg, func, f);
  const vars = results.vars;
  const type = vars.length === 1 && vars[0] !== undefined ? vars[0].type : results;
  const call = newCall(inner, e.pos, fun, [...func.params], type);
  func.body = passOn(func, { ...call, isDDD: variadic });
  inner.captureDictionary(e.pos);
  return closure;
}

/** The name in `f`, `p.f`, `f[T]`. */
function nameOf(e: SyntaxExpr): SyntaxExpr {
  const inner = unparen(e);
  if (inner.kind === 'IndexExpr') return nameOf(inner.x);
  return inner.kind === 'SelectorExpr' ? inner.sel : inner;
}

/** A constant in the representation of its type: integral, float or complex. */
function constantExpr(e: SyntaxExpr, value: Constant): Expr {
  const type = typeOf(e);
  return newLiteral(e.pos, type, representValue(value, type));
}

function selectorExpr(f: FuncState, e: SyntaxSelector): Expr {
  const { selection } = e;
  if (selection === undefined) throw new Error(`unresolved selector ${e.sel.name}`);
  const { obj } = selection;
  if (obj.kind === 'var') {
    let x = f.expr(e.x);
    selection.index.forEach((index, i) => {
      x = newDot(e.pos, x, index, i < selection.index.length - 1);
    });
    return x;
  }
  if (selection.kind === 'methodexpr') {
    return newMethodExpr(f.pkg, e.pos, selection.recv, obj);
  }
  const x = receiver(f.expr(e.x), e.pos, selection);
  const value: MethodValueExpr = {
    op: 'OMETHVALUE',
    pos: e.pos,
    type: e.type ?? typ.invalid,
    esc: 'unknown',
    site: -1,
    x,
    method: obj,
    hasDictionary: f.fn.isInstance && hasDictionary(e),
    ...(isInterface(x.type)
      ? { index: methodIndex(x.type, obj) }
      : { callee: newMethodExpr(f.pkg, e.pos, x.type, obj).callee }),
  };
  return value;
}

/** Whether the receiver's type depends on type parameters where the method value is written. */
function hasDictionary({ template }: SyntaxSelector): boolean {
  const recv = template?.kind === 'SelectorExpr' ? template.selection?.recv : undefined;
  return recv !== undefined && isParameterized(recv);
}

function indexExpr(f: FuncState, e: SyntaxIndex): Expr {
  const [first] = e.indices;
  if (first === undefined) throw new Error('index missing');
  const mapType = underlying(typeOf(e.x));
  const x = f.expr(e.x);
  if (mapType.kind === 'map') {
    const index = implicitConv(f, mapType.key, first);
    return { op: 'OINDEXMAP', pos: e.pos, type: mapType.elem, x, index, map: mapType };
  }
  const index = f.expr(first);
  const base = underlying(x.type).kind === 'pointer' ? newDeref(x.pos, x, true) : x;
  const type = isString(base.type) ? typ.byte : elemOf(base.type);
  return { op: 'OINDEX', pos: e.pos, type, x: base, index };
}

function sliceExpr(f: FuncState, e: SyntaxSlice): Expr {
  let x = f.expr(e.x);
  const [low, high, max] = e.index.map((i) => (i === undefined ? undefined : f.expr(i)));
  if (underlying(x.type).kind === 'array') {
    markAddrTaken(x);
    x = newAddr(e.pos, x, true);
  }
  const u = underlying(x.type);
  let op: SliceExpr['op'] = max === undefined ? 'OSLICE' : 'OSLICE3';
  let type = x.type;
  if (isString(x.type)) op = 'OSLICESTR';
  else if (u.kind === 'pointer') {
    op = max === undefined ? 'OSLICEARR' : 'OSLICE3ARR';
    type = new Slice(elemOf(u.elem));
  }
  return { op, pos: e.pos, type, x, low, high, max };
}

function assertExpr(f: FuncState, e: AssertExpr): Expr {
  const x = f.expr(e.x);
  return { op: 'ODOTTYPE', pos: e.pos, type: e.typeExpr.type ?? typ.invalid, x };
}

const unaryOps: Record<string, 'OPLUS' | 'ONEG' | 'OBITNOT' | 'ONOT'> = {
  '+': 'OPLUS',
  '-': 'ONEG',
  '^': 'OBITNOT',
  '!': 'ONOT',
};

function unaryExpr(f: FuncState, e: Operation): Expr {
  const x = f.expr(e.x);
  switch (e.op) {
    case '&':
      return addressOf(e, x);
    case '*':
      return newDeref(e.pos, x);
    case '<-':
      return { op: 'ORECV', pos: e.pos, type: elemOf(x.type), x };
    default: {
      const op = unaryOps[e.op];
      if (op === undefined) throw new Error(`unknown operator ${e.op}`);
      return { op, pos: e.pos, type: typeOf(e), x };
    }
  }
}

/** `&x`: of a composite literal it makes an object. */
function addressOf(e: Operation, x: Expr): Expr {
  if (isLiteral(x)) {
    const type = e.type ?? newAddr(e.pos, x).type;
    return { op: 'OPTRLIT', pos: e.pos, type, esc: 'unknown', site: -1, x };
  }
  markAddrTaken(x);
  return newAddr(e.pos, x);
}

/** Composite literals, of which `&` makes an object. */
function isLiteral(x: Expr): boolean {
  switch (x.op) {
    case 'OSTRUCTLIT':
    case 'OARRAYLIT':
    case 'OSLICELIT':
    case 'OMAPLIT':
      return true;
    default:
      return false;
  }
}

/** Operators of binary expressions and of `x op= y`. */
export const arithmeticOps: Record<string, ArithmeticOp> = {
  '+': 'OADD',
  '-': 'OSUB',
  '*': 'OMUL',
  '/': 'ODIV',
  '%': 'OMOD',
  '&': 'OAND',
  '|': 'OOR',
  '^': 'OXOR',
  '&^': 'OANDNOT',
  '<<': 'OLSH',
  '>>': 'ORSH',
};

const compareOps: Record<string, CompareOp> = {
  '==': 'OEQ',
  '!=': 'ONE',
  '<': 'OLT',
  '<=': 'OLE',
  '>': 'OGT',
  '>=': 'OGE',
};

function binaryExpr(f: FuncState, e: Operation, right: SyntaxExpr): Expr {
  const { pos } = e;
  if (e.op === '<<' || e.op === '>>') {
    const x = f.expr(e.x);
    const y = f.expr(right);
    return { op: e.op === '<<' ? 'OLSH' : 'ORSH', pos, type: typeOf(e), x, y };
  }
  const common = commonType(e.x, right);
  const x = implicitConv(f, common, e.x);
  const y = implicitConv(f, common, right);
  if (e.op === '&&' || e.op === '||') {
    return { op: e.op === '&&' ? 'OANDAND' : 'OOROR', pos, type: typeOf(e), x, y };
  }
  const compare = compareOps[e.op];
  if (compare !== undefined) return { op: compare, pos, type: typeOf(e), x, y };
  const op = arithmeticOps[e.op];
  if (op === undefined) throw new Error(`unknown operator ${e.op}`);
  if (op === 'OADD' && isString(x.type)) return concatenation(pos, x, y);
  const arithmetic: BinaryExpr = { op, pos, type: typeOf(e), x, y };
  return arithmetic;
}

/** `a + b + c` is one node that stands where the last operator does. */
function concatenation(pos: SyntaxExpr['pos'], x: Expr, y: Expr): Expr {
  const list = [...(x.op === 'OADDSTR' ? x.list : [x]), ...(y.op === 'OADDSTR' ? y.list : [y])];
  return { op: 'OADDSTR', pos, type: x.type, esc: 'unknown', site: -1, list };
}

/** The type both operands are brought to: the one the other is assignable to. */
function commonType(left: SyntaxExpr, right: SyntaxExpr): Type {
  const x = typeOf(left);
  const y = typeOf(right);
  if (identical(x, y)) return y;
  if (isNil(left)) return y;
  if (isNil(right)) return x;
  if (isInterface(x) !== isInterface(y)) return isInterface(x) ? x : y;
  if (isInterface(x) && isInterface(y)) return widerInterface(x, y);
  // Same underlying type, one of them unnamed; or channels, one of them with a direction.
  const directed = (t: Type): boolean => {
    const u = underlying(t);
    return u.kind === 'chan' && u.dir !== 'both';
  };
  return directed(x) ? x : y;
}

/** Of two interface types the one the other is assignable to. */
function widerInterface(x: Type, y: Type): Type {
  const wanted = underlying(y);
  const have = underlying(x);
  if (wanted.kind !== 'interface' || have.kind !== 'interface') return y;
  const missing = wanted.allMethods?.some(
    (m) => !(have.allMethods ?? []).some((n) => n.name === m.name),
  );
  return missing === true ? x : y;
}
