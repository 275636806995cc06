/**
 * Lowering of go and defer: the call becomes one without arguments and results. Unless it is that
 * already, operands are evaluated into temporaries, and a wrapper closure that captured them makes
 * the call later.
 */

import type { CallStmt } from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { isUnsafePointer, isUintptr, underlying } from '../types/predicates';
import { hasUniquePos, newDecl, noResults, takeInit } from './build';
import { callNode } from './call';
import { unparen } from './checked';
import type {
  AssignListStmt,
  CallFuncExpr,
  Expr,
  Func,
  GoDeferStmt,
  Name,
  Node,
  Stmt,
} from './nodes';
import { deferList } from './rangefunc';
import { emptySignature, newClosure, newClosureVar, newFunc } from './state';
import type { FuncState } from './state';

export function goDeferStmt(f: FuncState, s: CallStmt): GoDeferStmt {
  const callee = unparen(s.call);
  if (callee.kind !== 'CallExpr') throw new Error(`${s.tok} without a call`);
  const op = s.tok === 'go' ? 'OGO' : 'ODEFER';
  const recovers = f.fn.hasRecover;
  const n = callNode(f, callee);
  // `defer recover()` recovers in the wrapper, which is no use, but not here.
  if (n.op === 'ORECOVER') f.fn.hasRecover = recovers;
  const init = takeInit(n);
  const call = normalCall(f, s.pos, s.tok, n, init);
  const loop = op === 'ODEFER' ? f.rangeLoop : undefined;
  if (op === 'ODEFER') (loop?.nest.home ?? f).fn.hasDefer = true;
  return {
    ...{ op, pos: s.pos, call, esc: 'unknown' },
    ...(init.length > 0 ? { init } : {}),
    ...(loop === undefined ? {} : { deferAt: deferList(f, loop, s.pos) }),
  };
}

/** The call in normal form; evaluation of operands is appended to `init`. */
function normalCall(
  f: FuncState,
  pos: Pos,
  why: 'go' | 'defer',
  n: Expr | Stmt,
  init: Stmt[],
): CallFuncExpr {
  if (n.op === 'OCALLFUNC' && n.args.length === 0 && hasNoResults(n.fun)) return n;
  const sig = emptySignature();
  const sym = f.pkg.closureSym(f.fn, why);
  const wrapper = newFunc({ sym, pos, endPos: pos, sig, outer: f.fn, wrapper: true });
  const closure = newClosure(pos, wrapper);
  const operands = new Operands();
  operands.ofCall(n);
  operands.save(f, wrapper, pos, init);
  if (n.op === 'OCALLINTER') {
    const closureVar = n.x as Name;
    init.push({ op: 'OCHECKNIL', pos, x: closureVar.outer ?? closureVar });
  }
  wrapper.body = [statement(n)];
  if (n.op === 'ORECOVER') wrapper.hasRecover = true;
  return {
    op: 'OCALLFUNC',
    pos: n.pos,
    type: noResults,
    fun: closure,
    args: [],
    isDDD: false,
  };
}

function hasNoResults(fun: Expr): boolean {
  const sig = underlying(fun.type);
  return sig.kind === 'signature' && sig.params.vars.length === 0 && sig.results.vars.length === 0;
}

function statement(n: Expr | Stmt): Stmt {
  switch (n.op) {
    case 'OCALLFUNC':
    case 'OCALLINTER':
    case 'OCOPY':
    case 'ORECOVER':
    case 'OPANIC':
    case 'OCLOSE':
    case 'OCLEAR':
    case 'OPRINT':
    case 'OPRINTLN':
    case 'ODELETE':
      return n;
    default:
      throw new Error(`go or defer of ${n.op}`);
  }
}

/** A place in the call whose value must be computed when the statement runs. */
interface Operand {
  readonly get: () => Expr;
  readonly set: (x: Expr) => void;
}

/** The operands of a call that cannot be evaluated later inside the wrapper. */
class Operands {
  private readonly list: Operand[] = [];

  /** Notes the operand unless evaluating it later makes no difference. */
  private visit(operand: Operand): void {
    const x = operand.get();
    switch (x.op) {
      case 'OLITERAL':
      case 'ONIL':
      case 'OMETHEXPR':
      case 'ONEW':
        return;
      case 'ONAME':
        if (x.class === 'PFUNC') return;
        break;
      case 'OCONVNOP':
        if (isUintptr(x.type) && isUnsafePointer(x.x.type)) {
          this.visit(field(x, 'x'));
          return;
        }
        break;
      case 'OARRAYLIT':
      case 'OSLICELIT':
        for (const elem of x.elems) this.visit(field(elem, 'value'));
        return;
      case 'OSTRUCTLIT':
        for (const elem of x.fields) this.visit(field(elem, 'value'));
        return;
      default:
    }
    this.list.push(operand);
  }

  private visitList(list: Expr[]): void {
    list.forEach((_, i) => {
      this.visit({
        get: () => list[i] as Expr,
        set: (x) => {
          list[i] = x;
        },
      });
    });
  }

  ofCall(n: Node): void {
    switch (n.op) {
      case 'OCALLFUNC':
        this.visit(field(n, 'fun'));
        this.visitList(n.args);
        return;
      case 'OCALLINTER':
        // The receiver comes first whatever it is: nil panics when the statement runs.
        this.list.push(field(n, 'x'));
        this.visitList(n.args);
        return;
      case 'ODELETE':
      case 'OPRINT':
      case 'OPRINTLN':
      case 'ORECOVER':
        this.visitList(n.args);
        return;
      case 'OCOPY':
        this.visit(field(n, 'x'));
        this.visit(field(n, 'y'));
        return;
      case 'OCLEAR':
      case 'OCLOSE':
      case 'OPANIC':
        this.visit(field(n, 'x'));
        return;
      default:
        throw new Error(`go or defer of ${n.op}`);
    }
  }

  /** Assigns the operands to temporaries that the wrapper captures. */
  save(f: FuncState, wrapper: Func, callPos: Pos, init: Stmt[]): void {
    if (this.list.length === 0) return;
    const as: AssignListStmt = { op: 'OAS2', pos: callPos, lhs: [], rhs: [], def: false };
    for (const operand of this.list) {
      const x = operand.get();
      const pos = hasUniquePos(x) ? x.pos : callPos;
      const tmp = f.temp(pos, x.type);
      init.push(newDecl(pos, tmp));
      tmp.defn = as;
      as.lhs.push(tmp);
      as.rhs.push(x);
      operand.set(newClosureVar(pos, wrapper, tmp));
    }
    init.push(as);
  }
}

function field<K extends string>(owner: Record<K, Expr>, key: K): Operand {
  return {
    get: () => owner[key],
    set: (x) => {
      owner[key] = x;
    },
  };
}
