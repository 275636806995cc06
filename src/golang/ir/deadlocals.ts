/**
 * Removes assignments to local variables that are never read, as gc does before escape analysis:
 * what is stored there neither escapes nor is allocated. Only values without effects go: names,
 * constants, nil and function literals.
 */

import { blank, canonical, isBlank, newInt, noPos } from './build';
import type { AssignListStmt, AssignStmt, Expr, Func, Name, Node } from './nodes';
import { forChildren } from './visit';

/** An assignment that goes unless its variable turns out to be used. */
interface Droppable {
  readonly value: Expr;
  readonly drop: () => void;
}

/** Works on one declared function and the closures inside it. */
export function removeDeadLocals(fn: Func): void {
  const dead = new DeadLocals();
  dead.list(fn.body);
  dead.finish();
}

class DeadLocals {
  /** Per variable: what may be dropped; 'used' once the variable was seen in use. */
  private readonly defs = new Map<Name, Droppable[] | 'used'>();

  list(list: readonly Node[]): void {
    for (const n of list) this.visit(n);
  }

  finish(): void {
    for (const [name, list] of this.defs) {
      if (list === 'used') continue;
      for (const { drop } of list) drop();
      delete name.defn;
    }
  }

  private visit(n: Node): void {
    switch (n.op) {
      case 'ODCL':
        return;
      case 'ONAME':
        this.use(canonical(n));
        return;
      case 'OCLOSURE':
        n.func.closureVars.forEach((v) => {
          this.visit(v);
        });
        this.list(n.func.body);
        return;
      case 'OAS':
        n.init?.forEach((s) => {
          this.visit(s);
        });
        this.single(n);
        return;
      case 'OAS2':
        n.init?.forEach((s) => {
          this.visit(s);
        });
        this.pairs(n);
        return;
      default:
        forChildren(n, (child) => {
          this.visit(child);
        });
    }
  }

  /** A use of a local brings the values it was given to life. */
  private use(n: Name): void {
    if (!isLocal(n, false)) return;
    const list = this.defs.get(n);
    this.defs.set(n, 'used');
    if (list === undefined || list === 'used') return;
    for (const { value } of list) this.visit(value);
  }

  private single(n: AssignStmt): void {
    this.assign(n.x, n.y, false, () => {
      n.x = blank;
      n.y = newInt(noPos, 0);
    });
  }

  private pairs(n: AssignListStmt): void {
    const discards = n.lhs.some((x) => !isBlank(x));
    n.lhs.forEach((x, i) => {
      this.assign(x, n.rhs[i], discards, () => {
        n.lhs[i] = blank;
        n.rhs[i] = newInt(noPos, 0);
      });
    });
  }

  private assign(x: Expr, value: Expr | undefined, blankIsNotUse: boolean, drop: () => void): void {
    if (x.op !== 'ONAME') {
      this.visit(x);
      if (value !== undefined) this.visit(value);
      return;
    }
    const name = canonical(x);
    if (value === undefined) {
      if (!isLocal(name, blankIsNotUse) || this.defs.get(name) === 'used') return;
      // A zero value costs nothing: it stays.
      if (!this.defs.has(name)) this.defs.set(name, []);
      return;
    }
    if (isLocal(name, blankIsNotUse) && !hasEffects(value)) {
      const list = this.defs.get(name);
      if (list !== 'used') {
        this.defs.set(name, [...(list ?? []), { value, drop }]);
        return;
      }
    }
    this.visit(value);
  }
}

function hasEffects(n: Expr): boolean {
  if (n.init !== undefined && n.init.length > 0) return true;
  switch (n.op) {
    case 'ONAME':
    case 'OLITERAL':
    case 'ONIL':
    case 'OCLOSURE':
      return false;
    default:
      return true;
  }
}

function isLocal(n: Name, blankIsNotUse: boolean): boolean {
  if (isBlank(n)) return blankIsNotUse;
  return n.class === 'PAUTO' || n.class === 'PPARAM';
}
