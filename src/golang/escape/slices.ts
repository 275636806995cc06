/**
 * Arrays of appended slices that escape only at the end (Go 1.26): if a slice variable has its
 * array to itself until one statement that passes it on, the appends before may use the stack, and
 * the array is moved to the heap right before that statement.
 *
 * A variable keeps its array to itself through `s = nil`, `s = []T{…}`, `s = append(s, …)`,
 * `s = s[i:j]`, `s[i]`, len, cap, range, and calls that let nothing out. Messages do not show this.
 */

import { elemOf, newAssign } from '../ir/build';
import type {
  AppendExpr,
  AssignListStmt,
  AssignStmt,
  CallFuncExpr,
  Expr,
  Func,
  IrPackage,
  MoveToHeapExpr,
  Name,
  Node,
  ReturnStmt,
} from '../ir/nodes';
import { forChildren } from '../ir/visit';
import { underlying } from '../types/predicates';
import type { Analysis } from './batch';
import { stackBufferSize } from './storage';

type Transition = AssignStmt | AssignListStmt | ReturnStmt;

/** What is known about one slice variable. */
interface Slice {
  /** Uses that are understood, and all uses. */
  okUses: number;
  allUses: number;
  /** The statement that lets the array out. */
  transition: Transition | undefined;
  readonly appends: AppendExpr[];
  /** One per append, more inside loops: below two there is nothing to gain. */
  appendWeight: number;
  declDepth: number;
  capUsed: boolean;
}

/** Runs on one function, after escape analysis of the whole package; gives the moves it inserts. */
export function moveSlicesLate(a: Analysis, pkg: IrPackage, fn: Func): MoveToHeapExpr[] {
  const pass = new SlicePass(a, fn);
  if (pass.isEmpty) return [];
  for (const s of fn.body) pass.visit(s);
  return pass.rewrite(pkg);
}

class SlicePass {
  private readonly slices = new Map<Name, Slice>();
  private readonly namedResults: Name[] = [];
  private loopDepth = 0;

  constructor(
    private readonly a: Analysis,
    private readonly fn: Func,
  ) {
    for (const s of fn.dcls) {
      if (underlying(s.type).kind !== 'slice') continue;
      if (a.layouts.sizeof(elemOf(s.type)) > stackBufferSize) continue;
      this.slices.set(s, {
        okUses: 0,
        allUses: 0,
        transition: undefined,
        appends: [],
        appendWeight: 0,
        declDepth: 0,
        capUsed: false,
      });
      if (s.class === 'PPARAMOUT') this.namedResults.push(s);
    }
  }

  get isEmpty(): boolean {
    return this.slices.size === 0;
  }

  private of(n: Expr | undefined): Slice | undefined {
    return n?.op === 'ONAME' ? this.slices.get(n) : undefined;
  }

  /** The array of s becomes visible to others somewhere within `where`. */
  private letOut(s: Name, info: Slice, where: Transition): void {
    // One such place is enough, and it must not be in a deeper loop than the declaration.
    if (info.transition !== undefined || this.loopDepth > info.declDepth) this.slices.delete(s);
    else info.transition = where;
  }

  private assign(x: Expr | undefined, y: Expr | undefined, where: Transition): void {
    const dst = this.of(x);
    if (dst !== undefined) this.assignTo(x as Name, dst, y);
    const src = this.of(y);
    if (src === undefined) return;
    src.okUses++;
    this.letOut(y as Name, src, where);
  }

  private assignTo(x: Name, info: Slice, y: Expr | undefined): void {
    if (y === undefined || y.op === 'ONIL') {
      info.okUses++;
    } else if (y.op === 'OSLICELIT') {
      info.okUses++;
      info.capUsed = true;
    } else if (y.op === 'OSLICE' && y.x === x) {
      info.okUses += 2;
      info.capUsed = true;
    } else if (y.op === 'OAPPEND' && y.args[0] === x) {
      info.okUses += 2;
      info.appends.push(y);
      info.appendWeight += 1 + (this.loopDepth - info.declDepth);
    }
  }

  visit(n: Node): void {
    this.look(n);
    const loop = n.op === 'OFOR' || n.op === 'ORANGE';
    if (loop) this.loopDepth++;
    forChildren(n, (child) => {
      this.visit(child);
    });
    if (loop) this.loopDepth--;
  }

  private ok(n: Expr | undefined): Slice | undefined {
    const info = this.of(n);
    if (info !== undefined) info.okUses++;
    return info;
  }

  private look(n: Node): void {
    switch (n.op) {
      case 'ONAME': {
        const info = this.of(n);
        if (info !== undefined) info.allUses++;
        return;
      }
      case 'ODCL': {
        const info = this.ok(n.x);
        if (info !== undefined) info.declDepth = this.loopDepth;
        return;
      }
      case 'OINDEX':
      case 'OLEN':
      case 'ORANGE':
        this.ok(n.x);
        return;
      case 'OCAP': {
        const info = this.ok(n.x);
        if (info !== undefined) info.capUsed = true;
        return;
      }
      case 'OADDR':
        if (n.x.op === 'OINDEX' && n.x.x.op === 'ONAME') this.slices.delete(n.x.x);
        return;
      case 'ORETURN':
        this.returns(n);
        return;
      case 'OCALLFUNC':
        this.call(n);
        return;
      case 'OAS':
        this.assign(n.x, n.y, n);
        return;
      case 'OAS2':
        n.lhs.forEach((x, i) => {
          this.assign(x, n.rhs[i], n);
        });
        return;
      case 'OCLOSURE':
        for (const v of n.func.closureVars) {
          if (v.outer !== undefined) this.visit(v.outer);
        }
        return;
      default:
    }
  }

  private returns(n: ReturnStmt): void {
    for (const x of n.results) {
      const info = this.ok(x);
      if (info !== undefined) this.letOut(x as Name, info, n);
    }
    if (n.results.length > 0) return;
    for (const s of this.namedResults) {
      const info = this.slices.get(s);
      if (info !== undefined) this.letOut(s, info, n);
    }
  }

  private call(n: CallFuncExpr): void {
    n.args.forEach((x, i) => {
      const info = this.of(x);
      if (info === undefined || this.leaks(n, i)) return;
      info.okUses++;
      info.capUsed = true;
    });
  }

  private leaks(n: CallFuncExpr, i: number): boolean {
    const callee = this.a.statics.callee(n.fun, this.fn);
    if (callee === undefined) return true;
    const tags = (callee.def && this.a.tags.get(callee.def)) ?? this.a.importedTags(callee.sym);
    return tags?.[i]?.any ?? true;
  }

  rewrite(pkg: IrPackage): MoveToHeapExpr[] {
    const moves: MoveToHeapExpr[] = [];
    for (const s of this.fn.dcls) {
      const info = this.slices.get(s);
      const { transition } = info ?? {};
      if (info === undefined || transition === undefined) continue;
      if (info.okUses !== info.allUses || info.appendWeight < 2) continue;
      const move: MoveToHeapExpr = {
        op: 'OMOVE2HEAP',
        pos: transition.pos,
        type: s.type,
        esc: 'heap',
        site: -1,
        x: s,
        preserveCapacity: info.capUsed,
      };
      move.site = pkg.sites.push(move) - 1;
      transition.init = [newAssign(transition.pos, s, move), ...(transition.init ?? [])];
      for (const append of info.appends) {
        append.esc = 'stack';
        append.useBuf = info.capUsed;
      }
      moves.push(move);
    }
    return moves;
  }
}
