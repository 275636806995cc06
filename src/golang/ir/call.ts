/**
 * Lowering of calls: conversions, builtins, functions and methods; arguments are converted to the
 * parameters' types, variadic ones are gathered into a slice, `f(g())` goes through temporaries.
 */

import type { CallExpr, Expr as SyntaxExpr, SelectorExpr } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { identical } from '../types/identity';
import { underlying } from '../types/predicates';
import type { BuiltinName, Signature, Tuple, Type } from '../types/types';
import { anyType, typ } from '../types/universe';
import { newAddr, newAssign, newConvNop, newDecl, newNil, noResults, withInit } from './build';
import { objectOf, typeOf, unparen } from './checked';
import { explicitConv, implicitConv, newConversion } from './convert';
import { newMethodCall, receiverOf } from './methods';
import type {
  AssignFuncStmt,
  AssignOkStmt,
  CallFuncExpr,
  CallInterExpr,
  Expr,
  SliceLitExpr,
  Stmt,
} from './nodes';
import type { FuncState } from './state';
import { anyNode } from './visit';

/** Lowers a call, a conversion or a use of a builtin. The result may be a statement of its own. */
export function callExpr(f: FuncState, e: CallExpr): Expr {
  const call = callNode(f, e);
  if (!isExpr(call)) throw new Error(`no value: ${call.op}`);
  return call;
}

function isExpr(n: Expr | Stmt): n is Expr {
  return n.op !== 'OPANIC' && n.op !== 'OPRINT' && n.op !== 'OPRINTLN' && 'type' in n;
}

/** As callExpr, for calls in statement position. */
export function callNode(f: FuncState, e: CallExpr): Expr | Stmt {
  const fun = unparen(e.fun);
  if (fun.mode === 'type') {
    return explicitConv(f, fun.type ?? typ.invalid, e.args[0] as SyntaxExpr);
  }
  const obj = objectOf(fun);
  if (obj?.kind === 'builtin') return builtinCall(f, e, obj.id);
  const sig = underlying(typeOf(fun));
  if (sig.kind !== 'signature') throw new Error('call of a value that is no function');
  const args = (): Expr[] => multiExpr(f, e.pos, (i) => paramType(sig, e, i), e.args);
  return callOf(f, e.pos, fun, args, e.hasDots);
}

/** A call of a function or of a method. */
export function callOf(
  f: FuncState,
  pos: Pos,
  fun: SyntaxExpr,
  lowerArgs: () => Expr[],
  isDDD: boolean,
): CallFuncExpr | CallInterExpr {
  const sig = underlying(typeOf(fun)) as Signature;
  const obj = objectOf(fun);
  if (fun.kind === 'SelectorExpr' && fun.selection?.kind === 'method') {
    const { selection } = fun;
    if (selection.obj.kind === 'func') {
      const recv = receiverOf(f, fun, selection);
      const args = lowerArgs();
      const call = newMethodCall(f.pkg, fun.pos, recv, selection.obj, args, isDDD);
      const viaDictionary = isDictionaryMethod(fun) && call.op === 'OCALLFUNC';
      const own = viaDictionary ? { ...call, viaDictionary } : call;
      return finishCall(f, { ...own, pos }, sig, args.length);
    }
  }
  const callee = obj?.kind === 'func' ? f.pkg.func(obj) : f.expr(fun);
  const args = lowerArgs();
  const call: CallFuncExpr = {
    op: 'OCALLFUNC',
    pos,
    type: resultType(sig),
    fun: callee,
    args,
    isDDD,
  };
  return finishCall(f, call, sig, args.length);
}

/** In an instance: a method of what is a type parameter in the generic function. */
function isDictionaryMethod({ template }: SelectorExpr): boolean {
  return template?.kind === 'SelectorExpr' && template.selection?.recv.kind === 'typeparam';
}

/** A call of a function value that is lowered already. */
export function newCall(f: FuncState, pos: Pos, fun: Expr, args: Expr[], type: Type): CallFuncExpr {
  const call: CallFuncExpr = { op: 'OCALLFUNC', pos, type, fun, args, isDDD: false };
  saveCallee(f, call);
  return call;
}

function resultType(sig: Signature): Type {
  const [only] = sig.results.vars;
  if (only === undefined) return noResults;
  return sig.results.vars.length === 1 ? only.type : sig.results;
}

function paramType(sig: Signature, e: CallExpr, i: number): Type | undefined {
  const { vars } = sig.params;
  const last = vars[vars.length - 1];
  if (sig.variadic && !e.hasDots && i >= vars.length - 1 && last?.type.kind === 'slice') {
    return last.type.elem;
  }
  return vars[i]?.type;
}

/** Gathers variadic arguments; `count` is the number of arguments without the receiver. */
function finishCall<C extends CallFuncExpr | CallInterExpr>(
  f: FuncState,
  call: C,
  sig: Signature,
  count: number,
): C {
  saveCallee(f, call);
  if (!sig.variadic || call.isDDD) return call;
  const receivers = call.args.length - count;
  const fixed = receivers + sig.params.vars.length - 1;
  const type = sig.params.vars[sig.params.vars.length - 1]?.type ?? typ.invalid;
  const extra = call.args.slice(fixed);
  const slice = extra.length === 0 ? newNil(call.pos, type) : dotArguments(call.pos, type, extra);
  return { ...call, args: [...call.args.slice(0, fixed), slice], isDDD: true };
}

/** The slice literal of a variadic call; messages call it `... argument`. */
function dotArguments(pos: Pos, type: Type, args: Expr[]): SliceLitExpr {
  return {
    op: 'OSLICELIT',
    pos,
    type,
    esc: 'unknown',
    site: -1,
    len: args.length,
    elems: args.map((value, index) => ({ index, value })),
    implicit: true,
  };
}

/** A callee expression that itself calls something is evaluated first, into a temporary. */
function saveCallee(f: FuncState, call: CallFuncExpr | CallInterExpr): void {
  const callee = call.op === 'OCALLINTER' ? call.x : call.fun;
  if (!anyNode(callee, (n) => callOrChannelOps.has(n.op))) return;
  const tmp = f.temp(call.pos, callee.type);
  const save = newAssign(call.pos, tmp, callee);
  save.init = [newDecl(call.pos, tmp)];
  call.init = [...(call.init ?? []), save];
  if (call.op === 'OCALLINTER') call.x = tmp;
  else call.fun = tmp;
}

const callOrChannelOps = new Set<string>([
  'OAPPEND',
  'OCALLFUNC',
  'OCALLINTER',
  'OCLEAR',
  'OCLOSE',
  'OCOMPLEX',
  'OCOPY',
  'ODELETE',
  'OIMAG',
  'OLEN',
  'OCAP',
  'OMAKESLICE',
  'OMAKEMAP',
  'OMAKECHAN',
  'OMAX',
  'OMIN',
  'OPANIC',
  'OPRINT',
  'OPRINTLN',
  'OREAL',
  'ORECOVER',
  'ORECV',
  'OUNSAFEADD',
  'OUNSAFESLICE',
  'OUNSAFESLICEDATA',
  'OUNSAFESTRING',
  'OUNSAFESTRINGDATA',
]);

/**
 * Lowers `exprs`, the i'th value converted to `dstType(i)`. One expression with several values is
 * taken apart: it is assigned to temporaries by the `init` of the first result.
 */
export function multiExpr(
  f: FuncState,
  pos: Pos,
  dstType: (i: number) => Type | undefined,
  exprs: readonly SyntaxExpr[],
): Expr[] {
  const [only] = exprs;
  if (exprs.length === 1 && only?.type?.kind === 'tuple' && only.type.vars.length > 1) {
    return takeApart(f, pos, dstType, only, only.type);
  }
  return exprs.map((e, i) => implicitConv(f, dstType(i), e));
}

function takeApart(
  f: FuncState,
  pos: Pos,
  dstType: (i: number) => Type | undefined,
  e: SyntaxExpr,
  tuple: Tuple,
): Expr[] {
  const x = f.expr(e);
  const temps = tuple.vars.map((v, i) => {
    const isOk = x.op !== 'OCALLFUNC' && x.op !== 'OCALLINTER';
    const type = isOk && i === 1 ? okType(v.type) : isOk ? x.type : v.type;
    return f.temp(pos, type);
  });
  const as = tupleAssignment(pos, temps, x);
  as.init = temps.map((tmp) => newDecl(pos, tmp));
  for (const tmp of temps) tmp.defn = as;
  const results: Expr[] = temps.map((tmp, i) => {
    const dst = dstType(i);
    return dst === undefined || identical(dst, tmp.type) ? tmp : newConversion(pos, dst, tmp, true);
  });
  results[0] = withInit([as], results[0] as Expr, pos);
  return results;
}

function okType(type: Type): Type {
  return type.kind === 'basic' && type.basic === 'untyped bool' ? typ.bool : type;
}

/** `lhs… = x` for an x with several values. */
export function tupleAssignment(pos: Pos, lhs: Expr[], x: Expr): AssignFuncStmt | AssignOkStmt {
  switch (x.op) {
    case 'OCALLFUNC':
    case 'OCALLINTER':
      return { op: 'OAS2FUNC', pos, lhs, rhs: [x], def: true };
    case 'ORECV':
      return { op: 'OAS2RECV', pos, lhs, rhs: [x], def: true };
    case 'OINDEXMAP':
      return { op: 'OAS2MAPR', pos, lhs, rhs: [x], def: true };
    case 'ODOTTYPE':
      return { op: 'OAS2DOTTYPE', pos, lhs, rhs: [x], def: true };
    default:
      throw new Error(`several values of ${x.op}`);
  }
}

// ---------------------------------------------------------------------------------------- builtins

// LONG: one case per builtin function.
function builtinCall(f: FuncState, e: CallExpr, id: BuiltinName): Expr | Stmt {
  const { pos } = e;
  const type = typeOf(e);
  switch (id) {
    case 'make':
      return makeExpr(f, e);
    case 'new':
      return newExpr(f, e);
    case 'append':
      return appendExpr(f, e, type);
    default:
  }
  const args = multiExpr(f, pos, (i) => builtinParam(e, id, i), e.args);
  const [x, y] = args as [Expr, Expr];
  switch (id) {
    case 'len':
    case 'cap':
      return { op: id === 'len' ? 'OLEN' : 'OCAP', pos, type, x };
    case 'real':
    case 'imag':
      return { op: id === 'real' ? 'OREAL' : 'OIMAG', pos, type, x };
    case 'complex':
      return { op: 'OCOMPLEX', pos, type, x, y };
    case 'copy':
      return { op: 'OCOPY', pos, type: typ.int, x, y };
    case 'min':
    case 'max':
      return { op: id === 'min' ? 'OMIN' : 'OMAX', pos, type, args };
    case 'clear':
      return { op: 'OCLEAR', pos, x };
    case 'close':
      return { op: 'OCLOSE', pos, x };
    case 'panic':
      return { op: 'OPANIC', pos, x };
    case 'delete':
      return { op: 'ODELETE', pos, args };
    case 'print':
      return { op: 'OPRINT', pos, args };
    case 'println':
      return { op: 'OPRINTLN', pos, args };
    case 'recover':
      f.fn.hasRecover = true;
      return { op: 'ORECOVER', pos, type, args };
    case 'Add':
      return { op: 'OUNSAFEADD', pos, type, x, y };
    case 'Slice':
      return { op: 'OUNSAFESLICE', pos, type, x, y };
    case 'String':
      return { op: 'OUNSAFESTRING', pos, type, x, y };
    case 'SliceData':
      return { op: 'OUNSAFESLICEDATA', pos, type, x };
    case 'StringData':
      return { op: 'OUNSAFESTRINGDATA', pos, type, x };
    default:
      throw new Error(`builtin ${id} is no value`);
  }
}

/** The type argument i of a builtin is converted to; undefined: its own. */
function builtinParam(e: CallExpr, id: BuiltinName, i: number): Type | undefined {
  switch (id) {
    case 'panic':
      return anyType;
    case 'min':
    case 'max':
      return typeOf(e);
    case 'delete': {
      const map = e.args[0] === undefined ? undefined : underlying(typeOf(e.args[0]));
      return i === 1 && map?.kind === 'map' ? map.key : undefined;
    }
    default:
      return undefined;
  }
}

function appendExpr(f: FuncState, e: CallExpr, type: Type): Expr {
  const slice = underlying(type);
  const elem = slice.kind === 'slice' ? slice.elem : undefined;
  const dst = (i: number): Type | undefined => (i === 0 ? type : e.hasDots ? undefined : elem);
  const args = multiExpr(f, e.pos, dst, e.args);
  return { op: 'OAPPEND', pos: e.pos, type, esc: 'unknown', site: -1, args, isDDD: e.hasDots };
}

function makeExpr(f: FuncState, e: CallExpr): Expr {
  const type = typeOf(e);
  const [len, cap] = e.args.slice(1).map((arg) => f.expr(arg));
  const common = { pos: e.pos, type, esc: 'unknown', site: -1 } as const;
  switch (underlying(type).kind) {
    case 'slice':
      if (len === undefined) throw new Error('make without length');
      return { op: 'OMAKESLICE', ...common, len, cap };
    case 'map':
      return { op: 'OMAKEMAP', ...common, len };
    default:
      return { op: 'OMAKECHAN', ...common, len };
  }
}

/** `new(T)`; `new(expr)` is a variable initialised with expr, and its address. */
function newExpr(f: FuncState, e: CallExpr): Expr {
  const arg = e.args[0] as SyntaxExpr;
  const type = typeOf(e);
  if (arg.mode === 'type') {
    const elem = arg.type ?? typ.invalid;
    return { op: 'ONEW', pos: e.pos, type, esc: 'unknown', site: -1, elem };
  }
  const x = f.expr(arg);
  const tmp = f.temp(e.pos, x.type);
  tmp.addrtaken = true;
  const addr = newAddr(e.pos, tmp);
  const store = newAssign(e.pos, tmp, x);
  tmp.defn = newAssign(e.pos, tmp, x, true);
  addr.init = [newDecl(e.pos, tmp), store];
  return identical(addr.type, type) ? addr : newConvNop(e.pos, type, addr, true);
}
