/**
 * The call graph bottom-up: strongly connected components of functions that mention each other, each
 * with the closures inside, callees first.
 */

import type { Func, Node, Stmt } from '../ir/nodes';
import { visitAll } from '../ir/visit';

/** Calls `analyze` for each component, in the order gc does; `idle` statements do not count. */
export function visitBottomUp(
  funcs: readonly Func[],
  idle: ReadonlySet<Stmt>,
  analyze: (batch: Func[]) => void,
): void {
  const visitor = new BottomUp(idle, analyze);
  for (const fn of funcs) {
    if (!isCapturing(fn)) visitor.visit(fn);
  }
}

/** Closures without captured variables are analysed as functions of their own. */
export function isCapturing(fn: Func): boolean {
  return fn.isClosure && fn.closureVars.length > 0;
}

/** Number of functions whose component is complete: larger than any other. */
const done = Infinity;

class BottomUp {
  private readonly ids = new Map<Func, number>();
  private readonly stack: Func[] = [];
  private generation = 0;

  constructor(
    private readonly idle: ReadonlySet<Stmt>,
    private readonly analyze: (batch: Func[]) => void,
  ) {}

  /** The smallest number of a function reachable from fn. */
  visit(fn: Func): number {
    const known = this.ids.get(fn);
    if (known !== undefined) return known;
    const id = ++this.generation;
    this.ids.set(fn, id);
    let smallest = ++this.generation;
    this.stack.push(fn);
    const mention = (callee: Func | undefined): void => {
      if (callee === undefined) return;
      smallest = Math.min(smallest, this.visit(callee));
    };
    const look = (n: Node): void => {
      if (n.op === 'ONAME' && n.class === 'PFUNC') mention(n.def);
      else if (n.op === 'OMETHEXPR') mention((n.declared ?? n.callee).def);
      else if (n.op === 'OMETHVALUE') mention(n.callee?.def);
      else if (n.op === 'OCLOSURE') mention(n.func);
    };
    for (const n of fn.body) {
      if (!this.idle.has(n)) visitAll(n, look);
    }
    if ((smallest === id || smallest === id + 1) && !isCapturing(fn)) {
      const batch = this.stack.splice(this.stack.lastIndexOf(fn));
      for (const f of batch) this.ids.set(f, done);
      this.analyze(batch);
    }
    return smallest;
  }
}
