/**
 * The state of walking one function body while its flows are added to the graph.
 */

import type { AllocExpr, Expr, Func, Name, Node, Stmt } from '../ir/nodes';
import type { Batch } from './batch';
import type { Hole, Location } from './graph';

/** Functions of files that call each other. */
export interface Entries {
  expr(e: Walker, k: Hole, n: Expr): void;
  stmts(e: Walker, list: readonly Stmt[]): void;
  call(e: Walker, ks: readonly Hole[] | undefined, n: Node): void;
  walkFunc(b: Batch, fn: Func, entries: Entries): void;
}

export class Walker {
  /** 1 in straight-line code, more inside loops. */
  loopDepth = 1;
  /** Labels ahead: true for those a later goto jumps back to. */
  readonly labels = new Map<string, boolean>();

  constructor(
    readonly b: Batch,
    readonly fn: Func,
    readonly entries: Entries,
  ) {}

  expr(k: Hole, n: Expr | undefined): void {
    if (n !== undefined) this.entries.expr(this, k, n);
  }

  /** Evaluates for the side effects only. */
  discard(n: Expr | undefined): void {
    this.expr(this.b.discardHole, n);
  }

  stmts(list: readonly Stmt[] | undefined): void {
    if (list !== undefined) this.entries.stmts(this, list);
  }

  /** Statements of a block: labels inside do not deepen what follows it. */
  block(list: readonly Stmt[]): void {
    const depth = this.loopDepth;
    this.stmts(list);
    this.loopDepth = depth;
  }

  call(ks: readonly Hole[] | undefined, n: Node): void {
    this.entries.call(this, ks, n);
  }

  newLocation(n: AllocExpr | undefined, persists: boolean): Location {
    return this.b.newLocation(n, this.fn, this.loopDepth, persists);
  }

  /** Storage for expression n, whose address flows into k; the hole leads into the storage. */
  spill(k: Hole, n: AllocExpr): Hole {
    const location = this.newLocation(n, false);
    this.b.flow(k.addr(n, 'spill'), location);
    return this.holeOf(location);
  }

  /** A hole that leads into all of `ks`. */
  tee(ks: readonly Hole[]): Hole {
    const [first] = ks;
    if (first === undefined) return this.b.discardHole;
    if (ks.length === 1) return first;
    const location = this.newLocation(undefined, false);
    for (const k of ks) this.b.flow(k, location);
    return this.holeOf(location);
  }

  /** A hole that leads into k some time later. */
  later(k: Hole): Hole {
    const location = this.newLocation(undefined, true);
    this.b.flow(k, location);
    return this.holeOf(location);
  }

  /** Declares a variable at the current depth. */
  declare(n: Name): Hole {
    const location = this.b.locationOf(n);
    location.loopDepth = this.loopDepth;
    return this.holeOf(location);
  }

  holeOf(location: Location): Hole {
    return this.b.discardHole.into(location);
  }
}
