/**
 * Range over functions: the body becomes a function literal that the iterator calls. A state tells
 * whether it may be called; leaving the loop by other ways than its end sets a code, which is
 * looked at after the call. After cmd/compile/internal/rangefunc, which does this in the source.
 *
 * LONG: the rewriting of one statement and of what leaves it.
 */

import type {
  BranchStmt,
  Expr as SyntaxExpr,
  ForStmt as SyntaxFor,
  Node,
  RangeClause,
  ReturnStmt,
} from '../syntax/nodes';
import { forChildren } from '../syntax/children';
import type { Pos } from '../syntax/pos';
import { identical } from '../types/identity';
import { coreType } from '../types/typeset';
import { Signature, Tuple, Var } from '../types/types';
import type { Type } from '../types/types';
import { emptyInterface, typ } from '../types/universe';
import { newAssign, newBool, newDecl, newInt, noResults } from './build';
import { callOf, multiExpr } from './call';
import { unparen } from './checked';
import { newConversion } from './convert';
import { declareBy, destination } from './destination';
import type { BranchStmt as Branch, ClosureExpr, Expr, Name, Stmt } from './nodes';
import { FuncState, newClosure, newFunc } from './state';

/** What the state of a loop can be; the numbers are those of internal/abi. */
const State = { done: 0, ready: 1, panic: 2, exhausted: 3, missingPanic: 4 } as const;

/** Code for leaving the function. */
const returns = -1;

/** Codes for breaking out of loop number n, and for going on with it, are 2n and 2n-1. */
const perLoop = 2;

/** What the loops of one nest share. */
interface Nest {
  /** The function around the outermost loop. */
  readonly home: FuncState;
  next: Var | undefined;
  /** Holds the list of what the bodies have deferred. */
  defers: Var | undefined;
  /** Those of the two that are needed, in the order they were: declared before the first loop. */
  readonly declared: Var[];
  /** Codes of branches to labels outside, from -2 down. */
  readonly codes: Map<string, number>;
}

/** A branch out of a loop to a label of the function around it. */
interface Leave {
  readonly op: Branch['op'];
  readonly label: string;
  readonly code: number;
}

/** A loop whose body is being lowered. */
export interface RangeLoop {
  readonly source: SyntaxFor;
  /** The function the loop stands in. */
  readonly home: FuncState;
  readonly outer: RangeLoop | undefined;
  /** From 1 for the outermost. */
  readonly depth: number;
  readonly nest: Nest;
  readonly state: Var;
  /** Labels declared in the body, nested bodies apart. */
  readonly labels: ReadonlySet<string>;
  checkReturn: boolean;
  checkBreak: boolean;
  checkContinue: boolean;
  readonly leaves: Leave[];
}

export function isRangeFunc(clause: RangeClause): boolean {
  return clause.x.type !== undefined && coreType(clause.x.type)?.kind === 'signature';
}

/** Lowers a loop over a function. */
export function rangeFunc(f: FuncState, s: SyntaxFor, clause: RangeClause): Stmt[] {
  const outer = f.rangeLoop;
  const nest: Nest = outer?.nest ?? {
    ...{ home: f, next: undefined, defers: undefined, declared: [] },
    codes: new Map<string, number>(),
  };
  const state = newVar(f, s.pos, `#state${f.pkg.nextRangeState(nest.home.fn)}`);
  const loop: RangeLoop = {
    source: s,
    home: f,
    outer,
    depth: (outer?.depth ?? 0) + 1,
    nest,
    state,
    labels: labelsIn(s.body),
    checkReturn: false,
    checkBreak: false,
    checkContinue: false,
    leaves: [],
  };
  const declared = f.newLocal(state, s.pos);
  const start = newAssign(s.pos, declared, newInt(s.pos, State.ready), true);
  start.init = [newDecl(s.pos, declared)];
  // The body is there before the iterator is made.
  const closure = bodyClosure(f, loop, clause);
  const yields = f.temp(s.pos, closure.type);
  const body = newAssign(s.pos, yields, closure, true);
  body.init = [newDecl(s.pos, yields)];
  const call = callOf(f, s.pos, unparen(clause.x), () => [yields], false);
  const end = s.body.rbrace;
  const missed = newIf(f, end, state, 'OEQ', State.panic, [
    panicState(f, s.pos, newInt(end, State.missingPanic)),
  ]);
  const stmts = [start, body, call, missed, setState(f, loop, State.exhausted, end)];
  stmts.push(...checks(f, loop, end));
  if (outer === undefined) stmts.unshift(...declareShared(f, s.pos, nest, declared));
  return stmts;
}

/** Declares what the loops of a nest share, before all states. */
function declareShared(f: FuncState, pos: Pos, nest: Nest, state: Name): Stmt[] {
  return nest.declared.map((v) => {
    const name = f.useLocal(pos, v);
    const value = v === nest.defers ? newDeferList(f, pos) : undefined;
    const assign = newAssign(pos, name, value, value !== undefined);
    assign.init = [newDecl(pos, name)];
    const { dcls } = f.fn;
    dcls.splice(dcls.indexOf(name), 1);
    dcls.splice(dcls.indexOf(state), 0, name);
    return assign;
  });
}

function newVar(f: FuncState, pos: Pos, name: string, type: Type = typ.int): Var {
  return new Var(pos, f.pkg.pkg, name, type, 'local');
}

/** The compiler gives what loops share no position. */
function newShared(nest: Nest, name: string, type: Type): Var {
  const v = newVar(nest.home, 0 as Pos, name, type);
  nest.home.newLocal(v);
  nest.declared.push(v);
  return v;
}

/** For a defer statement in a body: what the function around all loops has deferred. */
export function deferList(f: FuncState, { nest }: RangeLoop, pos: Pos): Expr {
  nest.defers ??= newShared(nest, '#defers', emptyInterface);
  return f.useLocal(pos, nest.defers);
}

function newDeferList(f: FuncState, pos: Pos): Expr {
  const result = new Var(0 as Pos, undefined, 'extra', emptyInterface, 'result');
  const sig = new Signature(undefined, new Tuple([]), new Tuple([result]), false);
  const fun = f.pkg.external('runtime.deferrangefunc', sig);
  return { op: 'OCALLFUNC', pos, type: emptyInterface, fun, args: [], isDDD: false };
}

/** The body as a function, which says whether to go on. */
function bodyClosure(f: FuncState, loop: RangeLoop, clause: RangeClause): ClosureExpr {
  const { source } = loop;
  const { pos } = source;
  const end = source.body.rbrace;
  const types = yielded(clause);
  const params = types.map((type, i) => {
    const own = clause.def ? declaredVar(clause.lhs[i]) : undefined;
    return own ?? new Var(pos, f.pkg.pkg, `#p${i + 1}`, type, 'param');
  });
  const result = new Var(pos, undefined, '#r', typ.bool, 'result');
  const sig = new Signature(undefined, new Tuple(params), new Tuple([result]), false);
  const sym = f.pkg.closureSym(f.fn, 'range');
  const func = newFunc({ sym, pos, endPos: end, sig, outer: f.fn });
  const closure = newClosure(pos, func);
  const body = new FuncState(f.pkg, func, f);
  body.rangeLoop = loop;
  if (!clause.def) {
    clause.lhs.forEach((e, i) => {
      const param = params[i];
      if (param !== undefined) func.body.push(store(body, e, param));
    });
  }
  const before = body.temp(pos, typ.int);
  const save = newAssign(pos, before, body.useLocal(pos, loop.state), true);
  save.init = [newDecl(pos, before)];
  const notReady: Stmt = {
    op: 'OIF',
    pos,
    cond: { op: 'ONE', pos, type: typ.bool, x: before, y: newInt(pos, State.ready) },
    body: [panicState(body, pos, before)],
    else: [],
  };
  func.body.push(save, setState(body, loop, State.panic, pos), notReady);
  func.body.push(...body.stmts(source.body.list));
  func.body.push(setState(body, loop, State.ready, end), newReturn(end, true));
  body.captureDictionary(pos);
  return closure;
}

/** The types of the values an iterator hands over. */
function yielded(clause: RangeClause): Var['type'][] {
  const sig = clause.x.type === undefined ? undefined : coreType(clause.x.type);
  const param = sig?.kind === 'signature' ? sig.params.vars[0] : undefined;
  const yields = param === undefined ? undefined : coreType(param.type);
  return yields?.kind === 'signature' ? yields.params.vars.map((v) => v.type) : [];
}

function declaredVar(e: SyntaxExpr | undefined): Var | undefined {
  return e?.kind === 'Name' && e.obj?.kind === 'var' && e.obj.role === 'local' ? e.obj : undefined;
}

/** `x = #p1` for a loop that assigns to variables there are. */
function store(f: FuncState, e: SyntaxExpr, param: Var): Stmt {
  const to = destination(f, e);
  const value = f.useLocal(e.pos, param);
  const { type } = to;
  const fits = type === undefined || identical(type, param.type);
  const assign = newAssign(e.pos, to.x, fits ? value : newConversion(e.pos, type, value, true));
  declareBy(assign, [to]);
  return assign;
}

// ---------------------------------------------------------------------------------- leaving a loop

/** `return` in the body of a loop: the results are stored, and all loops are left. */
export function returnFromLoop(f: FuncState, loop: RangeLoop, s: ReturnStmt): Stmt[] {
  const { fn } = loop.nest.home;
  const stmts: Stmt[] = [];
  if (s.results.length > 0) {
    const vars = fn.sig.results.vars;
    const rhs = multiExpr(f, s.pos, (i) => vars[i]?.type, s.results);
    const lhs = vars.map((v, i): Expr => {
      const result = fn.results[i];
      const unnamed = v.name === '' || v.name === '_';
      if (unnamed && result !== undefined) f.pkg.rename(result, `#rv${i + 1}`);
      return f.useLocal(s.pos, v);
    });
    const [x] = lhs;
    const [y] = rhs;
    if (lhs.length === 1 && rhs.length === 1 && x !== undefined && y !== undefined) {
      stmts.push(newAssign(s.pos, x, y));
    } else stmts.push({ op: 'OAS2', pos: s.pos, lhs, rhs, def: false });
  }
  for (let l: RangeLoop | undefined = loop; l !== undefined; l = l.outer) l.checkReturn = true;
  return [...stmts, ...leave(f, loop, returns, s.pos)];
}

/** A branch in the body of a loop; undefined if it stays in the body. */
export function branchFromLoop(
  f: FuncState,
  loop: RangeLoop,
  s: BranchStmt,
  op: Branch['op'],
): Stmt[] | undefined {
  if (s.tok === 'fallthrough') return undefined;
  const label = s.label?.name;
  if (label === undefined && s.target !== loop.source) return undefined;
  const target = s.tok === 'goto' ? undefined : loopOf(loop, s.target);
  if (target === undefined) {
    return label === undefined || loop.labels.has(label)
      ? undefined
      : leaveToLabel(f, loop, label, op, s.pos);
  }
  if (target === loop) {
    const goOn = s.tok === 'continue';
    const state = goOn ? State.ready : State.done;
    return [setState(f, loop, state, s.pos), newReturn(s.pos, goOn)];
  }
  // Another loop around this one: the ones in between are left.
  let code = perLoop * target.depth;
  const inside = nextInside(loop, target);
  let from = inside;
  if (s.tok === 'continue') {
    inside.checkContinue = true;
    code--;
  } else {
    from = target;
    target.checkBreak = true;
  }
  for (let l = loop; l !== from; l = l.outer ?? from) l.checkBreak = true;
  return leave(f, loop, code, s.pos);
}

function loopOf(loop: RangeLoop, target: Node | undefined): RangeLoop | undefined {
  let l: RangeLoop | undefined = loop;
  while (l !== undefined && l.source !== target) l = l.outer;
  return l;
}

/** The loop directly inside `target` on the way to `loop`. */
function nextInside(loop: RangeLoop, target: RangeLoop | undefined): RangeLoop {
  let l = loop;
  while (l.outer !== undefined && l.outer !== target) l = l.outer;
  return l;
}

/** A branch to a label outside of the loop: made where the label is. */
function leaveToLabel(
  f: FuncState,
  loop: RangeLoop,
  label: string,
  op: Branch['op'],
  pos: Pos,
): Stmt[] {
  const { codes } = loop.nest;
  const key = `${op} ${label}`;
  const code = codes.get(key) ?? returns - 1 - codes.size;
  codes.set(key, code);
  let around = loop.outer;
  while (around !== undefined && !around.labels.has(label)) around = around.outer;
  const top = nextInside(loop, around);
  if (!top.leaves.some((l) => l.code === code)) top.leaves.push({ op, label, code });
  for (let l = loop; l !== top; l = l.outer ?? top) l.checkReturn = true;
  return leave(f, loop, code, pos);
}

function leave(f: FuncState, loop: RangeLoop, code: number, pos: Pos): Stmt[] {
  return [
    newAssign(pos, next(f, loop, pos), newInt(pos, code)),
    setState(f, loop, State.done, pos),
    newReturn(pos, false),
  ];
}

/** The variable for the code, made when it is needed first. */
function next(f: FuncState, { nest }: RangeLoop, pos: Pos): Expr {
  nest.next ??= newShared(nest, '#next', typ.int);
  return f.useLocal(pos, nest.next);
}

/** What follows the call of the iterator: where to go on if the body was left. */
function checks(f: FuncState, loop: RangeLoop, pos: Pos): Stmt[] {
  const list = loop.leaves.map(({ op, label, code }) =>
    ifNext(f, loop, 'OEQ', code, pos, true, [{ op, pos, label }]),
  );
  const { outer } = loop;
  const nextIsUsed = loop.nest.next !== undefined;
  if (outer === undefined) {
    if (loop.checkReturn) {
      const leaves: Stmt = { op: 'ORETURN', pos, results: [] };
      list.push(ifNext(f, loop, 'OEQ', returns, pos, false, [leaves]));
    }
    return list;
  }
  const stop = (state: number, goOn: boolean): Stmt[] => [
    setState(f, outer, state, pos),
    newReturn(pos, goOn),
  ];
  if (loop.checkReturn) list.push(ifNext(f, loop, 'OLT', 0, pos, false, stop(State.done, false)));
  const own = perLoop * outer.depth;
  if (nextIsUsed) {
    const misuse = panicState(f, pos, newInt(pos, State.done));
    list.push(ifNext(f, loop, 'OGT', own, pos, false, [misuse]));
  }
  if (loop.checkContinue) {
    list.push(ifNext(f, loop, 'OEQ', own - 1, pos, true, stop(State.ready, true)));
  }
  if (loop.checkBreak) {
    list.push(ifNext(f, loop, 'OEQ', own, pos, true, stop(State.done, false)));
  }
  if (loop.checkContinue || loop.checkBreak) {
    list.push(ifNext(f, loop, 'OGT', 0, pos, false, stop(State.done, false)));
  }
  return list;
}

function ifNext(
  f: FuncState,
  loop: RangeLoop,
  op: 'OEQ' | 'OLT' | 'OGT',
  code: number,
  pos: Pos,
  zero: boolean,
  then: Stmt[],
): Stmt {
  const clear = newAssign(pos, next(f, loop, pos), newInt(pos, 0));
  const body = zero ? [clear, ...then] : then;
  const cond: Expr = { op, pos, type: typ.bool, x: next(f, loop, pos), y: newInt(pos, code) };
  return { op: 'OIF', pos, cond, body, else: [] };
}

// ------------------------------------------------------------------------------------------ pieces

function newIf(f: FuncState, pos: Pos, v: Var, op: 'OEQ', value: number, body: Stmt[]): Stmt {
  const x = f.useLocal(pos, v);
  const cond: Expr = { op, pos, type: typ.bool, x, y: newInt(pos, value) };
  return { op: 'OIF', pos, cond, body, else: [] };
}

function setState(f: FuncState, loop: RangeLoop, state: number, pos: Pos): Stmt {
  return newAssign(pos, f.useLocal(pos, loop.state), newInt(pos, state));
}

function newReturn(pos: Pos, goOn: boolean): Stmt {
  return { op: 'ORETURN', pos, results: [newBool(pos, goOn)] };
}

/** A call of the runtime's function that says what is wrong with a state. */
function panicState(f: FuncState, pos: Pos, state: Expr): Stmt {
  const param = new Var(pos, undefined, 'state', typ.int, 'param');
  const sig = new Signature(undefined, new Tuple([param]), new Tuple([]), false);
  const fun = f.pkg.external('runtime.panicrangestate', sig);
  return { op: 'OCALLFUNC', pos, type: noResults, fun, args: [state], isDDD: false };
}

/** The labels a body declares, those of function literals and of loops over functions apart. */
function labelsIn(node: Node): Set<string> {
  const labels = new Set<string>();
  const visit = (n: Node): void => {
    if (n.kind === 'LabeledStmt') labels.add(n.label.name);
    const clause = n.kind === 'ForStmt' ? n.init : undefined;
    if (n.kind === 'FuncLit' || (clause?.kind === 'RangeClause' && isRangeFunc(clause))) return;
    forChildren(n, visit);
  };
  visit(node);
  return labels;
}
