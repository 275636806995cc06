/**
 * Loop variables of their own for each iteration (Go 1.22), written out: only for variables whose
 * address is taken in the loop or that a closure captures there; others cannot tell the difference.
 *
 * Range loops begin their body with `v := tmp`. Three-clause loops become
 *
 *     for z', first := init, true; ; {
 *       z := z'
 *       if first { first = false } else { post }
 *       if !cond { break }
 *       body, with continue as a jump to next
 *     next:
 *       z' = z
 *     }
 *
 * so that n iterations have n+1 variables, as in gc.
 */

import { typ } from '../types/universe';
import { canonical, newAssign, newBool, newDecl, newLabel, outerValue } from './build';
import type { Decl, Expr, ForStmt, Func, Name, Node, RangeStmt, Stmt } from './nodes';
import { newTemp } from './state';
import { forChildren } from './visit';

/** Rewrites the loops of one function; closures inside are functions of their own. */
export function distinctLoopVariables(fn: Func): void {
  new LoopVariables(fn).list(fn.body);
}

class LoopVariables {
  /** Variables declared by loops: true once their address or a closure around them was seen. */
  private readonly leaked = new Map<Name, boolean>();
  private loopDepth = 0;
  /** Depth of the loops a return statement around the current node leaves. */
  private returnDepth = 0;
  private labels = 0;

  constructor(private readonly fn: Func) {}

  list(list: readonly Stmt[]): void {
    for (const n of list) this.scan(n);
  }

  private note(n: Name): void {
    if (this.returnDepth < this.loopDepth && this.leaked.has(n)) this.leaked.set(n, true);
  }

  private children(n: Node): void {
    forChildren(n, (child) => {
      this.scan(child);
    });
  }

  private scan(n: Node): void {
    switch (n.op) {
      case 'OCLOSURE':
        for (const v of n.func.closureVars) this.note(canonical(v));
        break;
      case 'OADDR': {
        const outer = outerValue(n.x);
        if (outer.op === 'ONAME') this.note(outer);
        break;
      }
      case 'ORETURN': {
        const saved = this.returnDepth;
        this.returnDepth = this.loopDepth;
        this.children(n);
        this.returnDepth = saved;
        return;
      }
      case 'ORANGE':
        this.rangeLoop(n);
        return;
      case 'OFOR':
        this.forLoop(n);
        return;
      default:
    }
    this.children(n);
  }

  private loopBody(n: ForStmt | RangeStmt): void {
    this.loopDepth++;
    this.children(n);
    this.loopDepth--;
    n.distinctVars = false;
  }

  // --------------------------------------------------------------------------------------- range

  private rangeLoop(n: RangeStmt): void {
    if (!n.def || !n.distinctVars) {
      n.distinctVars = false;
      this.children(n);
      return;
    }
    for (const v of [n.key, n.value]) {
      if (v?.op === 'ONAME' && v.name !== '_') this.leaked.set(v, false);
    }
    this.loopBody(n);
    n.key = this.ownVariable(n.key, n);
    n.value = this.ownVariable(n.value, n);
  }

  /** Lets the loop assign to a temporary, and declares the variable in the body. */
  private ownVariable(v: Expr | undefined, n: RangeStmt): Expr | undefined {
    if (v?.op !== 'ONAME' || this.leaked.get(v) !== true) return v;
    const tmp = newTemp(this.fn, n.pos, v.type);
    const as = newAssign(n.pos, v, tmp, true);
    as.init = [takeDecl(n, v)];
    n.body.unshift(as);
    return tmp;
  }

  // ----------------------------------------------------------------------------------------- for

  private forLoop(n: ForStmt): void {
    if (!n.distinctVars) {
      this.children(n);
      return;
    }
    const declared = declaredBy(n);
    for (const v of declared) this.leaked.set(v, false);
    this.loopBody(n);
    const own = declared.filter((v) => this.leaked.get(v) === true);
    if (own.length > 0) this.rewrite(n, own);
  }

  private rewrite(n: ForStmt, own: readonly Name[]): void {
    const { pos } = n;
    const before: Stmt[] = [];
    const after: Stmt[] = [];
    for (const v of own) {
      const carried = newTemp(this.fn, pos, v.type);
      const as = newAssign(pos, v, carried, true);
      as.init = [takeDecl(n, v)];
      v.defn = as;
      before.push(as);
      after.push(newAssign(pos, carried, v));
      replaceDestination(n, v, carried);
    }
    const label = `.3clNext_${++this.labels}`;
    for (const s of n.body) continueToGoto(s, n.label, label, 0);
    if (n.post !== undefined) before.push(this.postFromSecond(n, n.post));
    if (n.cond !== undefined) {
      const { cond } = n;
      const not: Expr = { op: 'ONOT', pos: cond.pos, type: cond.type, x: cond };
      const leave: Stmt = { op: 'OBREAK', pos };
      before.push({ op: 'OIF', pos, cond: not, body: [leave], else: [] });
    }
    n.body = [...before, ...n.body, newLabel(pos, label), ...after];
    delete n.cond;
    delete n.post;
  }

  /** `if first { first = false } else { post }`; first is declared and set before the loop. */
  private postFromSecond(n: ForStmt, post: Stmt): Stmt {
    const { pos } = n;
    const first = newTemp(this.fn, pos, typ.bool);
    const set = newAssign(pos, first, newBool(pos, true));
    set.init = [newDecl(pos, first)];
    n.init = [...(n.init ?? []), set];
    const reset = newAssign(pos, first, newBool(pos, false));
    return { op: 'OIF', pos, cond: first, body: [reset], else: [post] };
  }
}

/** The variables the init clause of a loop declares. */
function declaredBy(n: ForStmt): Name[] {
  return (n.init ?? []).flatMap((s) => {
    if (s.op === 'OAS' && s.def && s.x.op === 'ONAME' && s.x.name !== '_') return [s.x];
    if (s.op !== 'OAS2' || !s.def) return [];
    return s.lhs.flatMap((x) => (x.op === 'ONAME' && x.name !== '_' ? [x] : []));
  });
}

function replaceDestination(n: ForStmt, from: Name, to: Name): void {
  for (const s of n.init ?? []) {
    if (s.op === 'OAS' && s.def && s.x === from) s.x = to;
    if (s.op === 'OAS2' && s.def) s.lhs = s.lhs.map((x) => (x === from ? to : x));
  }
}

/** Takes the declaration of v out of the statements before the loop. */
function takeDecl(n: ForStmt | RangeStmt, v: Name): Decl {
  let found: Decl | undefined;
  const keep = (s: Stmt): boolean => {
    if (s.op !== 'ODCL' || s.x !== v) return true;
    found = s;
    return false;
  };
  for (const s of n.init ?? []) {
    if (s.init !== undefined) s.init = s.init.filter(keep);
  }
  if (n.init !== undefined) n.init = n.init.filter(keep);
  return found ?? newDecl(v.pos, v);
}

/** Turns the continues of the loop around `n` into jumps to `target`. */
function continueToGoto(n: Node, label: string | undefined, target: string, depth: number): void {
  const inner = n.op === 'OFOR' || n.op === 'ORANGE' ? depth + 1 : depth;
  if (n.op === 'OCONTINUE') {
    const ours = n.label === undefined ? depth === 0 : n.label === label;
    if (ours) {
      // The node keeps its identity: it may be held by several lists.
      Object.assign(n, { op: 'OGOTO', label: target });
    }
  }
  forChildren(n, (child) => {
    continueToGoto(child, label, target, inner);
  });
}
