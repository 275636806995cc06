/**
 * The graph of escape analysis: locations (variables and allocating expressions), weighted edges
 * between them, and holes, which say where the value of an expression goes.
 *
 * An edge `dst <- src` of weight d says that a value reaches dst from src after d dereferences; -1
 * is the address of src. Neither fields nor the order of statements are told apart.
 */

import { assert } from '../../base/assert';
import type { AllocExpr, Func, Name, Node } from '../ir/nodes';
import type { Pos } from '../syntax/pos';
import { Leaks } from './leaks';

/** Attribute bits of locations. */
export const Attr = {
  /** The storage must be in the heap. */
  escapes: 1,
  /** The storage outlives the statement: it cannot be reused by the next evaluation. */
  persists: 2,
  /** Memory reachable through the value may be written. */
  mutates: 4,
  /** Functions reachable through the value may be called, their results going unseen. */
  calls: 8,
  /** What an escaping location has. */
  all: 15,
} as const;

/** Why a value flows: one line of the explanation, innermost first. */
export interface Note {
  readonly next: Note | undefined;
  readonly where: Node;
  readonly why: string;
}

interface Edge {
  readonly src: Location;
  readonly derefs: number;
  readonly notes: Note | undefined;
}

/** A variable, an expression with storage, or (without `n`) a temporary of the analysis. */
export class Location {
  readonly edges: Edge[] = [];
  attrs = 0;
  /** Of results: 1 + the index in the function's results. */
  resultIndex = 0;
  leaks = new Leaks();
  captured = false;
  reassigned = false;
  addrtaken = false;

  // Scratch space of the solver: the walk that visited the location last, and from where.
  walk = 0;
  derefs = 0;
  dst: Location | undefined;
  dstEdge = 0;
  queued = false;
  queuedInWalk = 0;

  constructor(
    readonly n: AllocExpr | undefined,
    readonly fn: Func | undefined,
    public loopDepth: number,
  ) {}

  has(attr: number): boolean {
    return (this.attrs & attr) !== 0;
  }

  get isParam(): boolean {
    return this.n?.op === 'ONAME' && this.n.class === 'PPARAM';
  }

  get isResult(): boolean {
    return this.n?.op === 'ONAME' && this.n.class === 'PPARAMOUT';
  }
}

/** Where a value goes: into `dst` after `derefs` dereferences. */
export class Hole {
  constructor(
    readonly dst: Location,
    readonly derefs = 0,
    readonly addrtaken = false,
    readonly notes: Note | undefined = undefined,
  ) {}

  note(where: Node, why: string): Hole {
    const notes = { next: this.notes, where, why };
    return new Hole(this.dst, this.derefs, this.addrtaken, notes);
  }

  shift(delta: number): Hole {
    const derefs = this.derefs + delta;
    assert(derefs >= -1, `hole with ${derefs} dereferences`);
    return new Hole(this.dst, derefs, delta < 0, this.notes);
  }

  deref(where: Node, why: string): Hole {
    return this.shift(1).note(where, why);
  }

  addr(where: Node, why: string): Hole {
    return this.shift(-1).note(where, why);
  }

  /** The same flow into another location. */
  into(dst: Location): Hole {
    return new Hole(dst, this.derefs, this.addrtaken, this.notes);
  }
}

/** One flow on the way from an escaping value to where it must not go. */
export interface FlowStep {
  /** `dst ← src`, as the compiler writes it: `{heap} ← &x`. */
  readonly flow: string;
  /** Source positions with what happens there, from the outermost expression inwards. */
  readonly notes: readonly { readonly pos: Pos; readonly text: string; readonly why: string }[];
}

/** The canonical Name's location is looked up here, as long as its batch is analysed. */
export type LocationOf = Map<Name, Location>;
