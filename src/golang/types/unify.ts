/**
 * Unification of types: finds what type parameters stand for so that two types agree. After
 * types2's unify.go: inexact where assignability is looser than identity.
 */

import { genericOf, identical, typeSet } from './identity';
import { lookupFieldOrMethod } from './lookup';
import { sameName, underlying } from './predicates';
import { coreType } from './typeset';
import type { Func, Interface, Type, TypeParam, Var } from './types';

/** `exact`: types must be identical; `assign`: the inner types must be, the outer assignable. */
interface UnifyMode {
  readonly exact: boolean;
  readonly assign: boolean;
}

export const unifyMode = {
  inexact: { exact: false, assign: false },
  assign: { exact: false, assign: true },
  exact: { exact: true, assign: false },
} as const;

interface InterfacePair {
  readonly x: Interface;
  readonly y: Interface;
  readonly outer: InterfacePair | undefined;
}

const maxDepth = 50;

/** Type parameters that were joined share what they stand for. */
interface Handle {
  type: Type | undefined;
}

export class Unifier {
  private readonly handles = new Map<TypeParam, Handle>();
  private depth = 0;

  constructor(
    tparams: readonly TypeParam[],
    targs: readonly (Type | undefined)[],
    private readonly resolve: (method: Func) => void,
  ) {
    tparams.forEach((p, i) => this.handles.set(p, { type: targs[i] }));
  }

  at(p: TypeParam): Type | undefined {
    return this.handles.get(p)?.type;
  }

  set(p: TypeParam, type: Type): void {
    const handle = this.handles.get(p);
    if (handle !== undefined) handle.type = type;
  }

  /** How many type parameters stand for nothing yet. */
  get unknowns(): number {
    return [...this.handles.values()].filter((h) => h.type === undefined).length;
  }

  inferred(tparams: readonly TypeParam[]): (Type | undefined)[] {
    return tparams.map((p) => this.at(p));
  }

  unify(x: Type, y: Type, mode: UnifyMode): boolean {
    return this.nify(x, y, mode, undefined);
  }

  private bound(type: Type): TypeParam | undefined {
    return type.kind === 'typeparam' && this.handles.has(type) ? type : undefined;
  }

  private join(x: TypeParam, y: TypeParam): boolean {
    const hx = this.handles.get(x);
    const hy = this.handles.get(y);
    if (hx === undefined || hy === undefined || hx === hy) return true;
    if (hx.type !== undefined && hy.type !== undefined) return false;
    const [kept, dropped] = hx.type !== undefined ? [hx, hy] : [hy, hx];
    for (const [p, h] of this.handles) if (h === dropped) this.handles.set(p, kept);
    return true;
  }

  private nify(x: Type, y: Type, mode: UnifyMode, pairs: InterfacePair | undefined): boolean {
    if (x === y) return true;
    if (this.depth >= maxDepth) return false;
    this.depth++;
    const result = this.step(x, y, mode, pairs);
    this.depth--;
    return result;
  }

  private step(a: Type, b: Type, mode: UnifyMode, pairs: InterfacePair | undefined): boolean {
    let x = a;
    let y = b;
    // The defined type, or else the bound type parameter, is on the one side where it is expected.
    if (x.kind === 'named' || this.bound(y) !== undefined) [x, y] = [y, x];
    if (!mode.exact && y.kind === 'named' && isLiteral(x) && underlying(x).kind !== 'interface') {
      y = underlying(y);
      if (x === y) return true;
    }
    const px = this.bound(x);
    const py = this.bound(y);
    if (px !== undefined && py !== undefined) {
      if (this.join(px, py)) return true;
      const tx = this.at(px);
      const ty = this.at(py);
      return tx !== undefined && ty !== undefined && this.nify(tx, ty, mode, pairs);
    }
    if (px !== undefined) return this.unifyParam(px, y, mode, pairs);
    if (!mode.exact) {
      const viaInterface = this.inexactInterfaces(x, y, pairs);
      if (viaInterface !== undefined) return viaInterface;
    }
    if (y.kind === 'typeparam') [x, y] = [y, x];
    return this.structure(x, y, mode, pairs);
  }

  private unifyParam(
    p: TypeParam,
    y: Type,
    mode: UnifyMode,
    pairs: InterfacePair | undefined,
  ): boolean {
    const x = this.at(p);
    if (x === undefined) {
      this.set(p, y);
      return true;
    }
    if (!this.nify(x, y, mode, pairs)) return false;
    const xi = asInterface(x);
    const yi = asInterface(y);
    const xn = x.kind === 'named';
    const yn = y.kind === 'named';
    if (xi !== undefined && yi !== undefined) {
      if (xn && yn) return identical(x, y);
      if (typeSet(xi).length !== typeSet(yi).length) return false;
    } else if (xi !== undefined || yi !== undefined) return false;
    if (mode.exact || xn) return true;
    // A defined type is kept, of channels the one with a direction.
    const u = underlying(y);
    if (yn || (u.kind === 'chan' && u.dir !== 'both')) this.set(p, y);
    return true;
  }

  /** Interfaces unify if their common methods do; undefined: neither is an interface. */
  private inexactInterfaces(
    x: Type,
    y: Type,
    pairs: InterfacePair | undefined,
  ): boolean | undefined {
    const xi = asInterface(x);
    const yi = asInterface(y);
    if (xi !== undefined && yi !== undefined) {
      let xs = typeSet(xi);
      let ys = typeSet(yi);
      if (!sameSets(xi, yi)) return false;
      if (isOpen(pairs, xi, yi)) return true;
      if (xs.length > ys.length) [xs, ys] = [ys, xs];
      return xs.every((m) => {
        const other = ys.find((n) => sameName(m.name, m.pkg, n.name, n.pkg));
        return other !== undefined && this.nify(m.type, other.type, unifyMode.exact, pairs);
      });
    }
    const wanted = xi ?? yi;
    if (wanted === undefined) return undefined;
    const concrete = xi === undefined ? x : y;
    return typeSet(wanted).every((m) => {
      const { obj } = lookupFieldOrMethod(concrete, false, m.pkg, m.name);
      if (obj?.kind !== 'func') return false;
      this.resolve(obj);
      return this.nify(m.type, obj.type, unifyMode.exact, pairs);
    });
  }

  /** LONG: one case per kind of type. */
  private structure(x: Type, y: Type, mode: UnifyMode, pairs: InterfacePair | undefined): boolean {
    const inner: UnifyMode = mode.assign ? { exact: true, assign: true } : mode;
    const go = (s: Type, t: Type): boolean => this.nify(s, t, inner, pairs);
    const vars = (s: readonly Var[], t: readonly Var[]): boolean =>
      s.length === t.length && s.every((v, i) => go(v.type, t[i]!.type));
    switch (x.kind) {
      case 'basic':
        return y.kind === 'basic' && x.basic === y.basic;
      case 'pointer':
        return y.kind === 'pointer' && go(x.elem, y.elem);
      case 'slice':
        return y.kind === 'slice' && go(x.elem, y.elem);
      case 'array': {
        if (y.kind !== 'array') return false;
        return (x.length < 0 || y.length < 0 || x.length === y.length) && go(x.elem, y.elem);
      }
      case 'map':
        return y.kind === 'map' && go(x.key, y.key) && go(x.elem, y.elem);
      case 'chan':
        return y.kind === 'chan' && (!mode.exact || x.dir === y.dir) && go(x.elem, y.elem);
      case 'struct':
        return (
          y.kind === 'struct' &&
          x.fields.length === y.fields.length &&
          x.fields.every((f, i) => {
            const g = y.fields[i]!;
            const same = f.embedded === g.embedded && x.tags[i] === y.tags[i];
            return same && sameName(f.name, f.pkg, g.name, g.pkg) && go(f.type, g.type);
          })
        );
      case 'tuple':
        return y.kind === 'tuple' && vars(x.vars, y.vars);
      case 'signature':
        return (
          y.kind === 'signature' &&
          x.variadic === y.variadic &&
          vars(x.params.vars, y.params.vars) &&
          vars(x.results.vars, y.results.vars)
        );
      case 'interface':
        return y.kind === 'interface' && this.exactInterfaces(x, y, pairs);
      case 'named':
        return (
          y.kind === 'named' &&
          x.targs.length === y.targs.length &&
          genericOf(x) === genericOf(y) &&
          x.targs.every((t, i) => this.nify(t, y.targs[i]!, mode, pairs))
        );
      case 'typeparam': {
        // A type parameter of the function around us: its core type may do.
        const core = coreType(x);
        return (
          core !== undefined &&
          core.kind !== 'interface' &&
          this.nify(core, y, unifyMode.assign, pairs)
        );
      }
      case 'union':
        return false;
    }
  }

  private exactInterfaces(x: Interface, y: Interface, pairs: InterfacePair | undefined): boolean {
    const xs = typeSet(x);
    const ys = typeSet(y);
    if (!sameSets(x, y) || xs.length !== ys.length) return false;
    if (isOpen(pairs, x, y)) return true;
    const open = { x, y, outer: pairs };
    return xs.every((m, i) => {
      const n = ys[i]!;
      const same = sameName(m.name, m.pkg, n.name, n.pkg);
      return same && this.nify(m.type, n.type, unifyMode.exact, open);
    });
  }
}

function isOpen(pairs: InterfacePair | undefined, x: Interface, y: Interface): boolean {
  for (let p = pairs; p !== undefined; p = p.outer) {
    if ((p.x === x && p.y === y) || (p.x === y && p.y === x)) return true;
  }
  return false;
}

/** Whether two interfaces whose methods are known restrict types alike. */
function sameSets(x: Interface, y: Interface): boolean {
  if (x.comparable !== y.comparable) return false;
  if (x.terms === undefined || y.terms === undefined) return x.terms === y.terms;
  const within = (a: Interface, b: Interface): boolean =>
    a.terms!.every((t) => b.terms!.some((u) => t.tilde === u.tilde && identical(t.type, u.type)));
  return within(x, y) && within(y, x);
}

function isLiteral(type: Type): boolean {
  return type.kind !== 'named' && type.kind !== 'typeparam';
}

function asInterface(type: Type): Interface | undefined {
  if (type.kind === 'typeparam') return undefined;
  const u = underlying(type);
  return u.kind === 'interface' ? u : undefined;
}
