/**
 * The solver: from every location backwards over the edges, with the fewest dereferences to each
 * source, until no location gains an attribute any more.
 */

import type { Func } from '../ir/nodes';
import type { Batch } from './batch';
import { Attr } from './graph';
import type { Location } from './graph';
import { trackedResults } from './leaks';

/** A double-ended queue over two stacks' worth of arrays. */
class Queue {
  private readonly front: Location[] = [];
  private back: Location[] = [];
  private at = 0;

  pushFront(l: Location): void {
    this.front.push(l);
  }

  pushBack(l: Location): void {
    this.back.push(l);
  }

  popFront(): Location | undefined {
    const first = this.front.pop();
    if (first !== undefined) return first;
    const next = this.back[this.at++];
    if (this.at >= this.back.length) {
      this.back = [];
      this.at = 0;
    }
    return next;
  }
}

/** Marks every location of the batch that must be in the heap, and records what parameters leak. */
export function solve(b: Batch): void {
  new Solver(b).run();
}

class Solver {
  private readonly todo = new Queue();
  private walk = 0;

  constructor(private readonly b: Batch) {}

  run(): void {
    const { b } = this;
    const roots = [...b.locations, b.mutator, b.callee, b.heap];
    for (const l of roots) {
      this.todo.pushFront(l);
      l.queued = true;
    }
    for (let root = this.todo.popFront(); root !== undefined; root = this.todo.popFront()) {
      root.queued = false;
      this.walk++;
      this.walkFrom(root);
    }
  }

  private enqueue(l: Location): void {
    if (l.queued) return;
    l.queued = true;
    // Locations in the heap first: their attributes spread fastest.
    if (l.has(Attr.escapes)) this.todo.pushFront(l);
    else this.todo.pushBack(l);
  }

  private walkFrom(root: Location): void {
    root.walk = this.walk;
    root.derefs = 0;
    root.dst = undefined;
    if (root.has(Attr.calls)) this.loseResults(root);
    const todo = new Queue();
    todo.pushFront(root);
    for (let l = todo.popFront(); l !== undefined; l = todo.popFront()) {
      l.queuedInWalk = 0;
      this.visit(root, l, todo);
    }
  }

  /** A closure that is called out of sight: its results may go anywhere. */
  private loseResults(root: Location): void {
    const { b } = this;
    if (root.n?.op !== 'OCLOSURE') return;
    const { func } = root.n;
    if (!b.isMutual(func) || b.resultsLost.has(func)) return;
    b.resultsLost.add(func);
    for (const result of func.results) this.enqueue(b.locationOf(result));
  }

  private visit(root: Location, l: Location, todo: Queue): void {
    const { b } = this;
    let { derefs } = l;
    let gained = 0;
    if (derefs < 0) {
      // `root = &l; l = x`: the address of l flows to root, that of x does not.
      derefs = 0;
      if (this.outlives(root, l)) {
        if (!l.has(Attr.escapes)) b.explain(l, b.analysis.explainer.path(b, root, l));
        gained |= Attr.all;
      } else if (root.has(Attr.persists)) {
        gained |= Attr.persists;
      }
    }
    if (derefs === 0) gained |= root.attrs & (Attr.mutates | Attr.calls);
    if (l.isParam) this.noteParameter(root, l, derefs);
    if ((gained & ~l.attrs) !== 0) {
      l.attrs |= gained;
      this.enqueue(l);
      if (l.has(Attr.escapes)) return;
    }
    l.edges.forEach((edge, i) => {
      const { src } = edge;
      if (src.has(Attr.escapes)) return;
      const d = derefs + edge.derefs;
      if (src.walk === this.walk && src.derefs <= d) return;
      src.walk = this.walk;
      src.derefs = d;
      src.dst = l;
      src.dstEdge = i;
      if (src.queuedInWalk === this.walk) return;
      src.queuedInWalk = this.walk;
      todo.pushBack(src);
    });
  }

  private noteParameter(root: Location, l: Location, derefs: number): void {
    if (this.outlives(root, l)) leak(l, root, derefs);
    if (root.has(Attr.mutates)) l.leaks.addMutator(derefs);
    if (root.has(Attr.calls)) l.leaks.addCallee(derefs);
  }

  /** Whether what is stored in l may live longer than other's storage on the stack. */
  private outlives(l: Location, other: Location): boolean {
    const { b } = this;
    if (l.has(Attr.escapes)) return true;
    if (l === b.mutator || l === b.callee) return false;
    if (l.isResult) {
      // Closures may return what belongs to the functions around them, if all calls are known.
      const known = l.fn !== undefined && !b.resultsLost.has(l.fn);
      return !(known && containsClosure(other.fn, l.fn));
    }
    if (l.fn === other.fn && l.loopDepth < other.loopDepth) return true;
    return containsClosure(l.fn, other.fn);
  }
}

/** Records that parameter l flows to sink: a result of its function, or the heap. */
function leak(l: Location, sink: Location, derefs: number): void {
  const result = sink.resultIndex - 1;
  if (!sink.has(Attr.escapes) && sink.isResult && sink.fn === l.fn && result < trackedResults) {
    l.leaks.addResult(result, derefs);
  } else {
    l.leaks.addHeap(derefs);
  }
}

/** Whether `inner` is a closure somewhere inside `outer`. */
function containsClosure(outer: Func | undefined, inner: Func | undefined): boolean {
  if (outer === undefined) return false;
  for (let f = inner?.outer; f !== undefined; f = f.outer) {
    if (f === outer) return true;
  }
  return false;
}
