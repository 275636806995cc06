/**
 * Code for calls: of known functions, of function values and of interface methods.
 */
import type { CallFuncExpr, CallInterExpr, Expr, MethodExpr } from '../ir/nodes';
import { underlying } from '../types/predicates';
import type { Signature, Type } from '../types/types';
import { closureValue } from './closure';
import type { Gen } from './gen';
import { anywhere } from './gen';
import { Op } from './opcodes';
import { isComplex, orderList } from './order';
import { settle, move } from './place';
import { argLayout } from './rep';
import type { ArgLayout } from './rep';
import { typ } from '../types/universe';

type Call = CallFuncExpr | CallInterExpr;

/**
 * Where the results of a call stand: word numbers in the outgoing block, valid until the next one.
 */
interface CallResults {
  readonly at: readonly number[];
  readonly types: readonly Type[];
}

/** A call with at most one result. */
export function callExpr(g: Gen, n: Call, dst: number): number {
  const { at, types } = call(g, n);
  const [only] = at;
  const [type] = types;
  if (only === undefined || type === undefined) return dst === anywhere ? 0 : dst;
  if (types.length > 1) return 0;
  return settle(g, type, only, g.into(dst, type));
}

/** Emits the call; `init` statements of n have run. */
export function call(g: Gen, n: Call): CallResults {
  return n.op === 'OCALLFUNC' ? callFunc(g, n) : callInter(g, n);
}

function signatureOf(type: Type): Signature {
  const sig = underlying(type);
  if (sig.kind !== 'signature') throw new Error('call of a value that is no function');
  return sig;
}

/** The function that is called for sure, without a closure object. */
function staticCallee(fun: Expr): string | undefined {
  switch (fun.op) {
    case 'ONAME':
      return fun.class === 'PFUNC' ? fun.sym : undefined;
    case 'OMETHEXPR':
      return fun.callee.sym;
    case 'OCLOSURE':
      return fun.func.closureVars.length === 0 ? fun.func.name : undefined;
    default:
      return undefined;
  }
}

function callFunc(g: Gen, n: CallFuncExpr): CallResults {
  const layout = argLayout(signatureOf(n.fun.type), undefined, g.layouts);
  const sym = staticCallee(n.fun);
  orderList(g, sym === undefined ? [n.fun, ...n.args] : n.args);
  const callee = sym === undefined ? functionValue(g, n.fun) : 0;
  const base = passArguments(g, n.args, layout, 0);
  g.pos = n.pos;
  if (sym === undefined) g.emit(Op.CALLC, callee);
  else g.emit(Op.CALL, g.funcRef(sym));
  return results(layout, base);
}

function functionValue(g: Gen, fun: Expr): number {
  return fun.op === 'OCLOSURE' ? closureValue(g, fun) : g.expr(fun);
}

function callInter(g: Gen, n: CallInterExpr): CallResults {
  const layout = argLayout(n.method.type, typ.unsafePointer, g.layouts);
  orderList(g, [n.x, ...n.args]);
  const x = g.expr(n.x);
  const base = passArguments(g, n.args, layout, 1);
  g.pos = n.pos;
  g.emit(Op.CALLI, x, g.typeRef(n.x.type), n.index, layout.bytes);
  return results(layout, base);
}

/** Writes arguments into the outgoing block, `first` being the first one's number there. */
function passArguments(g: Gen, args: readonly Expr[], layout: ArgLayout, first: number): number {
  const base = -layout.bytes / 4;
  g.outgoing(layout.bytes);
  // The block belongs to the callee from the first instruction on that may call or collect.
  const early = args.map((arg) => (needsTemporary(g, arg) ? g.expr(arg) : anywhere));
  args.forEach((arg, i) => {
    const at = base + (layout.paramAt[i + first] ?? 0) / 4;
    const known = early[i] ?? anywhere;
    if (known !== anywhere) move(g, arg.type, at, known);
    else g.expr(arg, at);
  });
  return base;
}

function needsTemporary(g: Gen, arg: Expr): boolean {
  return !g.done.has(arg) && isComplex(g, arg);
}

function results(layout: ArgLayout, base: number): CallResults {
  return { at: layout.resultAt.map((offset) => base + offset / 4), types: layout.results };
}

/** `T.M` as a value, or the method of a method call. */
export function methodExpr(g: Gen, n: MethodExpr, dst: number): number {
  const d = g.into(dst, n.type);
  g.emit(Op.LEAG, d, g.dataRef(g.unit.funcValue(n.callee.sym)));
  return d;
}
