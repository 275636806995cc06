/**
 * What the functions of one batch (a strongly connected component of the call graph with its
 * closures) share while their graph is built.
 */

import { assert } from '../../base/assert';
import { canonical } from '../ir/build';
import type { AllocExpr, ClosureExpr, Func, Name, Node } from '../ir/nodes';
import type { Layouts } from '../layout/layout';
import { Attr, Hole, Location } from './graph';
import type { FlowStep, LocationOf } from './graph';
import type { Explainer } from './explain';
import type { Leaks } from './leaks';
import type { Message, MessageKind } from './messages';
import type { StaticValues } from './staticvalue';

/** Progress of a function through the analysis. */
type Progress = 'planned' | 'tagged';

/** What is shared by all batches of a package. */
export interface Analysis {
  readonly layouts: Layouts;
  readonly explainer: Explainer;
  readonly statics: StaticValues;
  readonly messages: Message[];
  readonly progress: Map<Func, Progress>;
  /** Tags of analysed functions, per parameter, receiver first. */
  readonly tags: Map<Func, readonly Leaks[]>;
  /** Tags of functions of other packages, by link name. */
  readonly importedTags: (sym: string) => readonly Leaks[] | undefined;
  /** Why locations went to the heap: the first reason found. */
  readonly reasons: Map<AllocExpr, readonly FlowStep[]>;
  /** Also report memory written and functions called. */
  readonly mutationsAndCalls: boolean;
}

export class Batch {
  readonly locations: Location[] = [];
  readonly closures: { readonly hole: Hole; readonly closure: ClosureExpr }[] = [];
  readonly heap = new Location(undefined, undefined, 0);
  readonly mutator = new Location(undefined, undefined, 0);
  readonly callee = new Location(undefined, undefined, 0);
  readonly blank = new Location(undefined, undefined, 0);
  /** Closures whose results are out of sight. */
  readonly resultsLost = new Set<Func>();
  private readonly ofName: LocationOf = new Map();

  constructor(readonly analysis: Analysis) {
    this.heap.attrs = Attr.all;
    this.mutator.attrs = Attr.mutates;
    this.callee.attrs = Attr.calls;
  }

  get heapHole(): Hole {
    return new Hole(this.heap);
  }

  get mutatorHole(): Hole {
    return new Hole(this.mutator);
  }

  get calleeHole(): Hole {
    return new Hole(this.callee);
  }

  get discardHole(): Hole {
    return new Hole(this.blank);
  }

  newLocation(n: AllocExpr | undefined, fn: Func, loopDepth: number, persists: boolean): Location {
    const location = new Location(n, fn, loopDepth);
    if (persists) location.attrs |= Attr.persists;
    this.locations.push(location);
    if (n?.op === 'ONAME') this.ofName.set(n, location);
    return location;
  }

  /** The location of a variable, also by a closure's name for it. */
  locationOf(n: Name): Location {
    const location = this.ofName.get(canonical(n));
    assert(location !== undefined, `${n.name} has no location`);
    return location;
  }

  hasLocation(n: Name): boolean {
    return this.ofName.has(canonical(n));
  }

  /** Lets the value of `src` flow into the hole. */
  flow(k: Hole, src: Location): void {
    if (k.addrtaken) src.addrtaken = true;
    const { dst } = k;
    if (dst === this.blank) return;
    if (dst === src && k.derefs >= 0) return;
    if (dst.has(Attr.escapes) && k.derefs < 0) {
      if (!src.has(Attr.escapes)) {
        const { explainer } = this.analysis;
        this.explain(src, [explainer.step(this, dst, src, k.derefs, k.notes)]);
      }
      src.attrs |= Attr.all;
      return;
    }
    dst.edges.push({ src, derefs: k.derefs, notes: k.notes });
  }

  /** Keeps the first reason why a location is in the heap. */
  explain(location: Location, steps: readonly FlowStep[]): void {
    const { reasons } = this.analysis;
    if (location.n !== undefined && !reasons.has(location.n)) reasons.set(location.n, steps);
  }

  /** Whether the function is being analysed in this batch: its parameters are locations here. */
  isMutual(fn: Func | undefined): boolean {
    return fn !== undefined && this.analysis.progress.get(fn) === 'planned';
  }
}

/** Says something about a node; of copies of a function it is said once. */
export function report(a: Analysis, fn: Func, n: Node, kind: MessageKind, text: string): void {
  if (!fn.isForeign && !fn.isRepeated) a.messages.push({ pos: n.pos, kind, text });
}
