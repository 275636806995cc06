/**
 * Methods: receivers of method calls with their implicit steps made explicit, method expressions,
 * and the wrapper functions that stand for promoted methods and for value methods through pointers.
 */

import type { SelectorExpr as SyntaxSelector } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { compareMethods, identical } from '../types/identity';
import { methodSet, lookupFieldOrMethod } from '../types/lookup';
import { deref, isInterface, underlying } from '../types/predicates';
import { interfaceMethod } from '../types/typeset';
import { Signature, Tuple, Var } from '../types/types';
import type { Func as FuncObj, Selection, Type } from '../types/types';
import { markAddrTaken, newAddr, newDeref, newDot, noPos, noResults } from './build';
import type {
  CallFuncExpr,
  CallInterExpr,
  Expr,
  Func,
  MethodEntry,
  MethodExpr,
  Name,
  Stmt,
} from './nodes';
import { newFunc } from './state';
import type { FuncState, PackageState } from './state';

/**
 * The receiver argument of method `selection` for operand `x`: fields, then `&` or `*` if needed.
 */
export function receiver(x: Expr, pos: Pos, selection: Selection): Expr {
  let recv = x;
  for (const index of selection.index.slice(0, -1)) recv = newDot(pos, recv, index, true);
  const want = (selection.obj.type as Signature).recv?.type;
  if (want === undefined || isInterface(recv.type)) return recv;
  if (isPointerTo(recv.type, want)) return newDeref(pos, recv, true);
  if (isPointerTo(want, recv.type)) {
    markAddrTaken(recv);
    return newAddr(pos, recv, true);
  }
  return recv;
}

function isPointerTo(from: Type, to: Type): boolean {
  return from.kind === 'pointer' && identical(from.elem, to);
}

/** `x.f` lowered up to the receiver of the method it selects. */
export function receiverOf(f: FuncState, e: SyntaxSelector, selection: Selection): Expr {
  return receiver(f.expr(e.x), e.pos, selection);
}

/** Number of a method in the sorted list of an interface type's methods. */
export function methodIndex(type: Type, method: FuncObj): number {
  const u = underlying(type);
  if (u.kind !== 'interface') throw new Error('method number of a type that is no interface');
  return interfaceMethod(u, method.pkg, method.name)?.index ?? 0;
}

/** The type of a method as a function: the receiver comes first. */
function functionType(recv: Type, sig: Signature): Signature {
  const first = new Var(noPos, undefined, '', recv, 'param');
  return new Signature(
    undefined,
    new Tuple([first, ...sig.params.vars]),
    sig.results,
    sig.variadic,
  );
}

/** `recv.method` as a function value. */
export function newMethodExpr(p: PackageState, pos: Pos, recv: Type, method: FuncObj): MethodExpr {
  const callee = methodFunc(p, recv, method);
  const own = method.type.recv?.type;
  const declared = own === undefined || isInterface(own) ? undefined : p.func(method);
  return {
    op: 'OMETHEXPR',
    pos,
    type: functionType(recv, method.type),
    recv,
    method,
    callee,
    declared: declared === callee ? undefined : declared,
  };
}

/** The function of a method for exactly this receiver type: declared, or a wrapper. */
function methodFunc(p: PackageState, recv: Type, method: FuncObj): Name {
  const own = method.type.recv?.type;
  if (own !== undefined && !isInterface(own) && identical(own, recv)) return p.func(method);
  const sym = p.methodSym(recv, method.name);
  const known = p.wrapperBySym.get(sym);
  if (known !== undefined) return known.nname;
  return newWrapper(p, sym, recv, method).nname;
}

/** A function that finds the way to a promoted method and calls it. */
function newWrapper(p: PackageState, sym: string, recv: Type, method: FuncObj): Func {
  const recvVar = new Var(noPos, p.pkg, '.this', recv, 'receiver');
  const params = method.type.params.vars.map(
    (v, i) => new Var(noPos, p.pkg, `p${i}`, v.type, 'param'),
  );
  const { results, variadic } = method.type;
  const sig = new Signature(recvVar, new Tuple(params), results, variadic);
  const fn = newFunc({ sym, pos: noPos, endPos: noPos, sig, wrapper: true });
  p.wrapperBySym.set(sym, fn);
  p.wrappers.push(fn);
  const [self, ...args] = fn.params;
  if (self === undefined) throw new Error('wrapper without receiver');
  const found = lookupFieldOrMethod(recv, true, method.pkg, method.name);
  const index = found.index.length > 0 ? found.index : [0];
  const selection: Selection = { kind: 'method', recv, obj: method, index, indirect: false };
  const inner = receiver(self, noPos, selection);
  fn.body = passOn(fn, newMethodCall(p, noPos, inner, method, args, variadic));
  return fn;
}

/** The call of `method` on an adjusted receiver: dynamic for interfaces. */
export function newMethodCall(
  p: PackageState,
  pos: Pos,
  recv: Expr,
  method: FuncObj,
  args: Expr[],
  isDDD: boolean,
): CallFuncExpr | CallInterExpr {
  const { vars } = method.type.results;
  const type = vars.length === 1 && vars[0] !== undefined ? vars[0].type : method.type.results;
  if (isInterface(recv.type)) {
    const index = methodIndex(recv.type, method);
    return { op: 'OCALLINTER', pos, type, x: recv, method, index, args, isDDD };
  }
  const fun = newMethodExpr(p, pos, recv.type, method);
  return { op: 'OCALLFUNC', pos, type, fun, args: [recv, ...args], isDDD };
}

/** Statements that return what `call` returns. */
export function passOn(fn: Func, call: CallFuncExpr | CallInterExpr): Stmt[] {
  switch (fn.results.length) {
    case 0:
      call.type = noResults;
      return [call];
    case 1:
      return [{ op: 'ORETURN', pos: noPos, results: [call] }];
    default:
      return [
        { op: 'OAS2FUNC', pos: noPos, lhs: [...fn.results], rhs: [call], def: false },
        { op: 'ORETURN', pos: noPos, results: [] },
      ];
  }
}

/** All methods of a concrete type, sorted as the methods of interfaces are. */
export function methodTable(p: PackageState, type: Type): MethodEntry[] {
  const base = deref(type);
  if (isInterface(base.type)) return [];
  return methodSet(type)
    .map(({ method }) => ({ method, callee: methodFunc(p, type, method) }))
    .sort((a, b) => compareMethods(a.method, b.method));
}
