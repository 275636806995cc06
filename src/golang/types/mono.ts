/**
 * Finds instantiations that never end: `func f[T any]() { f[*T]() }`. Vertices are type parameters
 * (and types declared in generic functions); an edge says that one stands for a type made of the
 * other, and weighs 1 if it is not just the other. A cycle that weighs anything is an error. After
 * types2's mono.go.
 */

import type { Pos } from '../syntax/pos';
import { genericOf } from './identity';
import type { Package, Type, TypeName, TypeParam } from './types';

interface Vertex {
  readonly obj: TypeName;
  readonly isType: boolean;
  weight: number;
  length: number;
  previous: Edge | undefined;
}

interface Edge {
  readonly to: Vertex;
  readonly from: Vertex;
  readonly weight: number;
  readonly pos: Pos;
  readonly type: Type;
}

/** An endless instantiation: its steps, innermost first. */
interface InstanceLoop {
  readonly obj: TypeName;
  readonly steps: readonly {
    readonly pos: Pos;
    readonly obj: TypeName;
    readonly isType: boolean;
    readonly type: Type;
  }[];
}

export class Monomorphy {
  private readonly vertices: Vertex[] = [];
  private readonly edges: Edge[] = [];
  private readonly ofObject = new Map<TypeName, Vertex>();
  private readonly canonical = new Map<TypeParam, TypeParam>();

  constructor(private readonly pkg: Package) {}

  /** A receiver's type parameter is another name for the type's. */
  alias(own: TypeParam, declared: TypeParam): void {
    this.canonical.set(own, declared);
  }

  /** Notes an instantiation; `places` are the type arguments as far as they are written. */
  instance(
    pos: Pos,
    tparams: readonly TypeParam[],
    targs: readonly Type[],
    places: readonly Pos[],
  ): void {
    tparams.forEach((p, i) => {
      const targ = targs[i];
      if (targ !== undefined && p.obj.pkg === this.pkg) {
        this.assign(places[i] ?? pos, p, targ, targ);
      }
    });
  }

  /** Finds an endless instantiation. */
  loop(): InstanceLoop | undefined {
    for (let again = true; again;) {
      again = false;
      for (const edge of this.edges) {
        const { from, to } = edge;
        const weight = from.weight + edge.weight;
        if (weight <= to.weight) continue;
        to.previous = edge;
        to.length = from.length + 1;
        if (to.length === this.vertices.length) return loopAt(to);
        to.weight = weight;
        again = true;
      }
    }
    return undefined;
  }

  private vertex(obj: TypeName, isType: boolean): Vertex {
    let vertex = this.ofObject.get(obj);
    if (vertex === undefined) {
      vertex = { obj, isType, weight: 0, length: 0, previous: undefined };
      this.ofObject.set(obj, vertex);
      this.vertices.push(vertex);
    }
    return vertex;
  }

  private paramVertex(type: TypeParam): Vertex {
    return this.vertex((this.canonical.get(type) ?? type).obj, false);
  }

  private edge(to: Vertex, from: Vertex, weight: number, pos: Pos, type: Type): void {
    this.edges.push({ to, from, weight, pos, type });
  }

  private assign(pos: Pos, tparam: TypeParam, targ: Type, part: Type): void {
    const go = (type: Type): void => {
      this.assign(pos, tparam, targ, type);
    };
    const flow = (from: Vertex): void => {
      this.edge(this.paramVertex(tparam), from, part === targ ? 0 : 1, pos, targ);
    };
    switch (part.kind) {
      case 'typeparam':
        flow(this.paramVertex(part));
        break;
      case 'named': {
        const generic = genericOf(part);
        if (generic.implicits.length > 0 && generic.obj.pkg === this.pkg) {
          if (!this.ofObject.has(generic.obj)) {
            const own = this.vertex(generic.obj, true);
            for (const p of generic.implicits) {
              if (p.kind === 'typeparam') {
                this.edge(own, this.paramVertex(p), 1, generic.obj.pos, p);
              }
            }
          }
          flow(this.vertex(generic.obj, true));
        }
        part.targs.forEach(go);
        break;
      }
      case 'pointer':
      case 'slice':
      case 'array':
      case 'chan':
        go(part.elem);
        break;
      case 'map':
        go(part.key);
        go(part.elem);
        break;
      case 'struct':
        for (const f of part.fields) go(f.type);
        break;
      case 'tuple':
        for (const v of part.vars) go(v.type);
        break;
      case 'signature':
        go(part.params);
        go(part.results);
        break;
      case 'interface':
        for (const m of part.methods) go(m.type);
        break;
      default:
    }
  }
}

function loopAt(last: Vertex): InstanceLoop {
  const stack: Vertex[] = [];
  const seen = new Set<Vertex>();
  let v = last;
  while (!seen.has(v)) {
    stack.push(v);
    seen.add(v);
    v = v.previous?.from ?? v;
  }
  const steps = stack.slice(stack.indexOf(v)).flatMap(({ previous }) =>
    previous === undefined
      ? []
      : [
          {
            pos: previous.pos,
            obj: previous.to.obj,
            isType: previous.to.isType,
            type: previous.type,
          },
        ],
  );
  return { obj: v.obj, steps };
}
