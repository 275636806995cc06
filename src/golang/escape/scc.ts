/**
 * The call graph bottom-up: strongly connected components of functions that mention each other,
 * each with the closures inside, callees first.
 */

import type { Pieces } from '../pieces';
import type { Func, Node, Stmt } from '../ir/nodes';
import { visitAll } from '../ir/visit';

/** Calls `analyze` for each component, in the order gc does; `idle` statements do not count. */
export function* visitBottomUp(
  funcs: readonly Func[],
  idle: ReadonlySet<Stmt>,
  analyze: (batch: Func[]) => void,
): Pieces<void> {
  const visitor = new BottomUp(idle, analyze);
  for (const fn of funcs) {
    if (!isCapturing(fn)) yield* visitor.visit(fn);
  }
}

/** Closures without captured variables are analysed as functions of their own. */
export function isCapturing(fn: Func): boolean {
  return fn.isClosure && fn.closureVars.length > 0;
}

/** Number of functions whose component is complete: larger than any other. */
const done = Infinity;

/** A function whose callees are being visited. */
interface Visit {
  readonly fn: Func;
  readonly id: number;
  /** The smallest number of a function reachable so far. */
  smallest: number;
  readonly callees: readonly Func[];
  next: number;
}

class BottomUp {
  private readonly ids = new Map<Func, number>();
  private readonly stack: Func[] = [];
  private generation = 0;

  constructor(
    private readonly idle: ReadonlySet<Stmt>,
    private readonly analyze: (batch: Func[]) => void,
  ) {}

  /** Visits fn and all it reaches; call chains may be longer than our own stack is deep. */
  *visit(fn: Func): Pieces<void> {
    if (this.ids.has(fn)) return;
    const open = [this.begin(fn)];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const callee = top.callees[top.next++];
      if (callee === undefined) {
        this.end(top);
        open.pop();
        yield;
        const caller = open.at(-1);
        if (caller !== undefined) caller.smallest = Math.min(caller.smallest, top.smallest);
        continue;
      }
      const known = this.ids.get(callee);
      if (known === undefined) open.push(this.begin(callee));
      else top.smallest = Math.min(top.smallest, known);
    }
  }

  private begin(fn: Func): Visit {
    const id = ++this.generation;
    this.ids.set(fn, id);
    this.stack.push(fn);
    return { fn, id, smallest: ++this.generation, callees: this.callees(fn), next: 0 };
  }

  private callees(fn: Func): Func[] {
    const callees: Func[] = [];
    const mention = (callee: Func | undefined): void => {
      if (callee !== undefined) callees.push(callee);
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
    return callees;
  }

  private isRoot({ fn, id, smallest }: Visit): boolean {
    return (smallest === id || smallest === id + 1) && !isCapturing(fn);
  }

  private end(visit: Visit): void {
    if (!this.isRoot(visit)) return;
    const batch = this.stack.splice(this.stack.lastIndexOf(visit.fn));
    for (const f of batch) this.ids.set(f, done);
    this.analyze(batch);
  }
}
