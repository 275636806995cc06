/**
 * Values known without running: locals that are assigned exactly once, where they are declared, and
 * whose address is never taken.
 */

import { canonical, outerValue } from '../ir/build';
import type { Expr, Func, Name, Node } from '../ir/nodes';
import { forChildren } from '../ir/visit';

/** Answers for all functions of a package; each outermost function is walked once. */
export class StaticValues {
  private readonly byFunc = new Map<Func, Set<Name>>();

  /** What n certainly is: n itself, or the expression its variable was declared with. */
  valueOf(n: Expr, fn: Func): Expr {
    let x = n;
    for (;;) {
      if (x.op === 'OCONVNOP') {
        x = x.x;
        continue;
      }
      const definition = this.definition(x, fn);
      if (definition === undefined) return x;
      x = definition;
    }
  }

  /** The function a callee expression certainly is. */
  callee(n: Expr, fn: Func): Name | undefined {
    const x = this.valueOf(n, fn);
    switch (x.op) {
      case 'OMETHEXPR':
        return x.declared ?? x.callee;
      case 'ONAME':
        return x.class === 'PFUNC' ? x : undefined;
      case 'OCLOSURE':
        return x.func.nname;
      default:
        return undefined;
    }
  }

  private definition(n: Expr, fn: Func): Expr | undefined {
    if (n.op !== 'ONAME' || n.class !== 'PAUTO') return undefined;
    const name = canonical(n);
    const { defn } = name;
    if (defn?.op !== 'OAS' && defn?.op !== 'OAS2') return undefined;
    if (name.addrtaken === true || !this.assignedOnce(outermost(fn)).has(name)) return undefined;
    if (defn.op === 'OAS') return defn.y;
    const i = defn.lhs.indexOf(name);
    return i < 0 ? undefined : defn.rhs[i];
  }

  private assignedOnce(fn: Func): Set<Name> {
    const known = this.byFunc.get(fn);
    if (known !== undefined) return known;
    const names = new Set<Name>();
    const again = new Set<Name>();
    collect(fn, names, again);
    for (const name of again) names.delete(name);
    this.byFunc.set(fn, names);
    return names;
  }
}

function outermost(fn: Func): Func {
  let f = fn;
  while (f.outer !== undefined && !isPackageInit(f.outer)) f = f.outer;
  return f;
}

function isPackageInit(fn: Func): boolean {
  return fn.obj === undefined && !fn.isClosure;
}

/** Collects variables with a defining statement, and those assigned by another one. */
function collect(fn: Func, names: Set<Name>, again: Set<Name>): void {
  const destination = (x: Expr | undefined, where: Node): void => {
    if (x === undefined) return;
    const outer = outerValue(x);
    if (outer.op !== 'ONAME') return;
    const name = canonical(outer);
    if (name.class === 'PPARAM' || name.defn !== where) again.add(name);
  };
  const visit = (n: Node): void => {
    switch (n.op) {
      case 'ONAME':
        if (n.defn !== undefined && n.class === 'PAUTO') names.add(n);
        break;
      case 'OAS':
      case 'OASOP':
        destination(n.x, n);
        break;
      case 'OAS2':
      case 'OAS2FUNC':
      case 'OAS2MAPR':
      case 'OAS2DOTTYPE':
      case 'OAS2RECV':
      case 'OSELRECV2':
        for (const x of n.lhs) destination(x, n);
        break;
      case 'ORANGE':
        destination(n.key, n);
        destination(n.value, n);
        break;
      case 'OCLOSURE':
        n.func.body.forEach(visit);
        break;
      default:
    }
    forChildren(n, visit);
  };
  fn.body.forEach(visit);
}
