/**
 * Flows of calls: arguments into parameters, results into holes; and the builtins.
 */

import { elemOf } from '../ir/build';
import type { AppendExpr, CallFuncExpr, Expr, Func, Name, Node } from '../ir/nodes';
import { underlying } from '../types/predicates';
import type { Type } from '../types/types';
import type { Hole } from './graph';
import { trackedResults } from './leaks';
import type { Walker } from './walker';

/** `ks`: where the results flow; undefined for a call in statement position. */
// LONG: one case per kind of call.
export function call(e: Walker, ks: readonly Hole[] | undefined, n: Node): void {
  const { b } = e;
  const argument = (k: Hole, x: Expr): void => {
    e.expr(k.note(n, 'call parameter'), x);
  };
  const result = ks?.[0] ?? b.discardHole;
  switch (n.op) {
    case 'OCALLFUNC':
      callFunc(e, ks, n);
      return;
    case 'OCALLINTER':
      argument(b.heapHole, n.x);
      n.args.forEach((x) => {
        argument(b.heapHole, x);
      });
      return;
    case 'OAPPEND':
      append(e, result, n, argument);
      return;
    case 'OCOPY':
      argument(b.mutatorHole, n.x);
      argument(
        pointersInside(e, n.y.type) ? b.heapHole.deref(n, 'copied slice') : b.discardHole,
        n.y,
      );
      return;
    case 'OPANIC':
      argument(b.heapHole, n.x);
      return;
    case 'OCOMPLEX':
      e.discard(n.x);
      e.discard(n.y);
      return;
    case 'ODELETE':
    case 'OPRINT':
    case 'OPRINTLN':
    case 'ORECOVER':
      n.args.forEach((x) => {
        e.discard(x);
      });
      return;
    case 'OMIN':
    case 'OMAX':
      n.args.forEach((x) => {
        argument(result, x);
      });
      return;
    case 'OLEN':
    case 'OCAP':
    case 'OREAL':
    case 'OIMAG':
    case 'OCLOSE':
      e.discard(n.x);
      return;
    case 'OCLEAR':
      argument(b.mutatorHole, n.x);
      return;
    case 'OUNSAFESTRINGDATA':
    case 'OUNSAFESLICEDATA':
      argument(result, n.x);
      return;
    case 'OUNSAFEADD':
    case 'OUNSAFESLICE':
    case 'OUNSAFESTRING':
      argument(result, n.x);
      e.discard(n.y);
      return;
    default:
      throw new Error(`call ${n.op}`);
  }
}

/** Whether the elements of a slice type have pointers; false for strings. */
function pointersInside(e: Walker, type: Type): boolean {
  return underlying(type).kind === 'slice' && e.b.analysis.layouts.hasPointers(elemOf(type));
}

function append(
  e: Walker,
  result: Hole,
  n: AppendExpr,
  argument: (k: Hole, x: Expr) => void,
): void {
  const { b } = e;
  const [slice, ...rest] = n.args;
  if (slice === undefined) return;
  // The old array may flow on; or its elements move to a new one in the heap.
  let k = e.tee([result, b.mutatorHole]);
  if (pointersInside(e, slice.type)) k = e.tee([k, b.heapHole.deref(n, 'appendee slice')]);
  argument(k, slice);
  if (n.isDDD) {
    const [more] = rest;
    if (more !== undefined) {
      const elems = pointersInside(e, more.type);
      argument(elems ? b.heapHole.deref(n, 'appended slice...') : b.discardHole, more);
    }
  } else {
    for (const x of rest) argument(b.heapHole, x);
  }
  // The new array is used once, so it is outside of any loop.
  e.spill(result, n).dst.loopDepth = 0;
}

function callFunc(e: Walker, ks: readonly Hole[] | undefined, n: CallFuncExpr): void {
  const { b } = e;
  const callee = n.viaDictionary === true ? undefined : b.analysis.statics.callee(n.fun, e.fn);
  if (ks !== undefined && callee !== undefined && b.isMutual(callee.def)) {
    callee.def?.results.forEach((result, i) => {
      const k = ks[i];
      if (k !== undefined) e.expr(k, result);
    });
  }
  let calleeHole = b.discardHole;
  if (callee === undefined && ks?.some((k) => k.dst !== b.blank) === true) {
    // The results go somewhere, but what they are is not known.
    calleeHole = b.calleeHole.note(n, 'callee operand');
  }
  e.expr(calleeHole, n.fun);
  n.args.forEach((x, i) => {
    e.expr(tagHole(e, ks, callee, i).note(n, 'call parameter'), x);
  });
}

/** The hole for parameter `index` (receiver first) of a call of `callee`, if that is known. */
export function tagHole(
  e: Walker,
  ks: readonly Hole[] | undefined,
  callee: Name | undefined,
  index: number,
): Hole {
  const { b } = e;
  if (callee === undefined) return b.heapHole;
  const { def } = callee;
  if (def !== undefined && b.isMutual(def)) {
    const param = def.params[index];
    return param === undefined ? b.discardHole : e.holeOf(b.locationOf(param));
  }
  const leaks = tagsOf(e, callee, def)?.[index];
  if (leaks === undefined) return b.heapHole;
  const holes: Hole[] = [];
  if (leaks.heap >= 0) holes.push(b.heapHole.shift(leaks.heap));
  if (leaks.mutator >= 0) holes.push(b.mutatorHole.shift(leaks.mutator));
  if (leaks.callee >= 0) holes.push(b.calleeHole.shift(leaks.callee));
  for (let i = 0; i < trackedResults; i++) {
    const derefs = leaks.results[i] ?? -1;
    const k = ks?.[i];
    if (derefs >= 0 && k !== undefined) holes.push(k.shift(derefs));
  }
  return e.tee(holes);
}

function tagsOf(e: Walker, callee: Name, def: Func | undefined) {
  const { analysis } = e.b;
  return (def && analysis.tags.get(def)) ?? analysis.importedTags(callee.sym);
}
