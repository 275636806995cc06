/**
 * Lowering of control flow: if, for, range, switch, type switch, select.
 */

import type {
  CaseClause as SyntaxCase,
  CommClause as SyntaxComm,
  Expr as SyntaxExpr,
  ForStmt as SyntaxFor,
  IfStmt as SyntaxIf,
  RangeClause,
  SelectStmt as SyntaxSelect,
  Stmt as SyntaxStmt,
  SwitchStmt as SyntaxSwitch,
  TypeSwitchGuard,
} from '../syntax/nodes';
import type { Pos } from '../syntax/pos';
import { makeBool } from '../types/constant';
import { compareConstants } from '../types/constantop';
import { identical } from '../types/identity';
import { isInterface, isString, underlying } from '../types/predicates';
import type { Type } from '../types/types';
import { anyType, typ } from '../types/universe';
import { blank, newAssign, newBlock, newDecl, takeInit } from './build';
import { implementsType, isNil, typeOf } from './checked';
import { implicitConv, newConversion } from './convert';
import { declareBy, destination } from './destination';
import type {
  AssignListStmt,
  CaseClause,
  CommClause,
  Expr,
  ForStmt,
  IfStmt,
  Name,
  RangeStmt,
  SelRecvStmt,
  Stmt,
  TypeCaseClause,
  TypeSwitchStmt,
} from './nodes';
import type { FuncState } from './state';
import { endsWithFallthrough, staticCondition } from './static';
import { isRangeFunc, rangeFunc } from './rangefunc';

/** One statement as a list, for clauses that may be missing. */
function optional(f: FuncState, s: SyntaxStmt | undefined): Stmt[] {
  return s === undefined ? [] : f.stmts([s]);
}

/** A list as one statement. */
function single(list: Stmt[]): Stmt | undefined {
  const [first] = list;
  return list.length <= 1 || first === undefined ? first : newBlock(first.pos, list);
}

// ---------------------------------------------------------------------------------------------- if

/** An if statement, or only the branch that is taken if that is known. */
export function ifStmt(f: FuncState, s: SyntaxIf): Stmt[] {
  const init = optional(f, s.init);
  const { expr, value } = staticCondition(s.cond);
  const cond = f.expr(expr);
  if (value === undefined) {
    const body = f.stmts(s.then.list);
    const n: IfStmt = { op: 'OIF', pos: s.pos, cond, body, else: optional(f, s.else) };
    if (init.length > 0) n.init = init;
    return [n];
  }
  if (cond.op !== 'OLITERAL') init.push(newAssign(s.pos, blank, cond));
  init.push(...(value ? f.stmts(s.then.list) : optional(f, s.else)));
  const block = single(init);
  return block === undefined ? [] : [block];
}

// -------------------------------------------------------------------------------------- for, range

export function forStmt(f: FuncState, s: SyntaxFor, label: string | undefined): Stmt[] {
  if (s.init?.kind === 'RangeClause') {
    if (isRangeFunc(s.init)) return rangeFunc(f, s, s.init);
    return [rangeStmt(f, s, s.init, label)];
  }
  const init = optional(f, s.init);
  const condition = s.cond === undefined ? undefined : staticCondition(s.cond);
  const cond = condition === undefined ? undefined : f.expr(condition.expr);
  const never = condition?.value === false;
  const post = never ? undefined : single(optional(f, s.post));
  const body = never ? [] : f.stmts(s.body.list);
  if (never && cond?.op === 'OLITERAL') return init;
  const n: ForStmt = { op: 'OFOR', pos: s.pos, cond, post, body, distinctVars: true, label };
  if (init.length > 0) n.init = init;
  return [n];
}

function rangeStmt(
  f: FuncState,
  s: SyntaxFor,
  clause: RangeClause,
  label: string | undefined,
): RangeStmt {
  const dsts = clause.lhs.map((e) => destination(f, e));
  const x = f.expr(clause.x);
  const n: RangeStmt = {
    op: 'ORANGE',
    pos: clause.pos,
    x,
    body: [],
    def: dsts.some((d) => d.declared !== undefined),
    distinctVars: true,
    label,
  };
  declareBy(n, dsts);
  const stores: Stmt[] = [];
  const [key, value] = dsts.map((d, i): Expr => {
    const yielded = rangeType(x.type, i);
    if (d.type === undefined || identical(d.type, yielded)) return d.x;
    // The value needs a conversion on its way into the destination.
    const tmp = f.temp(clause.pos, yielded);
    stores.push(newAssign(clause.pos, d.x, newConversion(clause.pos, d.type, tmp, true)));
    return tmp;
  });
  n.key = key;
  n.value = value;
  n.body = [...stores, ...f.stmts(s.body.list)];
  return n;
}

/** The type of the i'th value a range clause yields. */
function rangeType(type: Type, i: number): Type {
  const u = underlying(type);
  if (isString(type)) return i === 0 ? typ.int : typ.rune;
  switch (u.kind) {
    case 'pointer': {
      const array = underlying(u.elem);
      return i === 0 || array.kind !== 'array' ? typ.int : array.elem;
    }
    case 'array':
    case 'slice':
      return i === 0 ? typ.int : u.elem;
    case 'map':
      return i === 0 ? u.key : u.elem;
    case 'chan':
      return u.elem;
    default:
      return type;
  }
}

// ------------------------------------------------------------------------------------------ switch

export function switchStmt(f: FuncState, s: SyntaxSwitch, label: string | undefined): Stmt[] {
  const init = optional(f, s.init);
  const n =
    s.tag?.kind === 'TypeSwitchGuard'
      ? typeSwitch(f, s, s.tag, label)
      : exprSwitch(f, s, s.tag, label);
  const block = single(init);
  if (block !== undefined) n.init = [block];
  return [n];
}

function exprSwitch(
  f: FuncState,
  s: SyntaxSwitch,
  sourceTag: SyntaxExpr | undefined,
  label: string | undefined,
): Stmt {
  let clauses: readonly { clause: SyntaxCase; cases: readonly SyntaxExpr[] }[] = s.body.map(
    (clause) => ({ clause, cases: clause.cases }),
  );
  let tag = sourceTag;
  const known = knownClause(s, tag);
  if (known !== undefined) {
    clauses = known === 'none' ? [] : [{ clause: known, cases: [] }];
    tag = undefined;
  }
  const type = commonTagType(tag, clauses.map((c) => c.cases).flat());
  const n: Stmt = {
    op: 'OSWITCH',
    pos: s.pos,
    tag: tag === undefined ? undefined : implicitConv(f, type, tag),
    cases: [],
    label,
  };
  for (const { clause, cases } of clauses) {
    const list = cases.map((e) => implicitConv(f, type, e));
    const body = f.stmts(clause.body);
    const c: CaseClause = {
      op: 'OCASE',
      pos: clause.pos,
      list,
      isDefault: clause.isDefault || cases.length === 0,
      body,
    };
    n.cases.push(c);
  }
  return n;
}

/** With a constant tag: the clause that is always taken, or 'none'. Undefined if that is open. */
function knownClause(
  s: SyntaxSwitch,
  tag: SyntaxExpr | undefined,
): SyntaxCase | 'none' | undefined {
  const value = tag === undefined ? makeBool(true) : tag.value;
  if (value === undefined || (tag !== undefined && tag.mode !== 'constant')) return undefined;
  let target: SyntaxCase | undefined;
  for (const clause of s.body) {
    if (clause.cases.length === 0) target = clause;
    for (const e of clause.cases) {
      if (e.mode !== 'constant' || e.value === undefined) return undefined;
      if (e.value.kind === value.kind && compareConstants(value, '==', e.value)) {
        return endsWithFallthrough(clause.body) ? undefined : clause;
      }
    }
  }
  if (target !== undefined && endsWithFallthrough(target.body)) return undefined;
  return target ?? 'none';
}

/** The type tag and cases are compared in; undefined: as they are. */
function commonTagType(
  tag: SyntaxExpr | undefined,
  cases: readonly SyntaxExpr[],
): Type | undefined {
  const type = tag === undefined ? typ.bool : typeOf(tag);
  if (underlying(type).kind === 'chan') return undefined;
  const mixed = cases.some((e) => {
    if (isNil(e)) return false;
    const own = typeOf(e);
    if (identical(own, type)) return false;
    if (isInterface(type)) return !implementsType(own, type);
    return isInterface(own);
  });
  return mixed ? anyType : type;
}

function typeSwitch(
  f: FuncState,
  s: SyntaxSwitch,
  guard: TypeSwitchGuard,
  label: string | undefined,
): TypeSwitchStmt {
  const n: TypeSwitchStmt = { op: 'OTYPESW', pos: s.pos, x: f.expr(guard.x), cases: [], label };
  for (const clause of s.body) {
    const types = clause.cases.map((e) => (isNil(e) ? undefined : e.type));
    let variable: Name | undefined;
    if (clause.implicitVar !== undefined) {
      const last = clause.cases.at(-1);
      const pos = last === undefined ? clause.pos : typeExprEndPos(last);
      variable = f.newLocal(clause.implicitVar, pos);
      variable.defn = { op: 'OTYPESWCASE' };
    }
    const isDefault = clause.cases.length === 0;
    const body = f.stmts(clause.body);
    const c: TypeCaseClause = {
      op: 'OTYPECASE',
      pos: clause.pos,
      types,
      isDefault,
      var: variable,
      body,
    };
    n.cases.push(c);
  }
  return n;
}

/** Where gc places the variable of a type-switch clause: at the innermost last part of its type. */
function typeExprEndPos(type: SyntaxExpr): Pos {
  let e: SyntaxExpr | undefined = type;
  for (;;) {
    switch (e.kind) {
      case 'SelectorExpr':
        return e.x.pos;
      case 'ParenExpr':
      case 'Operation':
        e = e.x;
        break;
      case 'ArrayType':
      case 'ChanType':
      case 'DotsType':
      case 'MapType':
      case 'SliceType':
        e = e.elem;
        break;
      case 'InterfaceType': {
        const last: SyntaxExpr | undefined = e.methods.at(-1)?.typeExpr;
        if (last === undefined) return e.pos;
        e = last;
        break;
      }
      case 'FuncType': {
        const last: SyntaxExpr | undefined = (e.results.at(-1) ?? e.params.at(-1))?.typeExpr;
        if (last === undefined) return e.pos;
        e = last;
        break;
      }
      default:
        return e.pos;
    }
  }
}

// ------------------------------------------------------------------------------------------ select

export function selectStmt(f: FuncState, s: SyntaxSelect, label: string | undefined): Stmt {
  const cases = s.body.map((clause) => commClause(f, clause));
  return { op: 'OSELECT', pos: s.pos, cases, label };
}

function commClause(f: FuncState, clause: SyntaxComm): CommClause {
  const { pos } = clause;
  const before: Stmt[] = [];
  const [comm] = optional(f, clause.comm);
  const form = comm === undefined ? undefined : communication(f, clause, comm, before);
  const body = [...before, ...f.stmts(clause.body)];
  return { op: 'OCOMM', pos, comm: form, body };
}

/** The send or receive of a clause; what is left of an assignment goes to the front of the body. */
function communication(
  f: FuncState,
  clause: SyntaxComm,
  comm: Stmt,
  before: Stmt[],
): CommClause['comm'] {
  switch (comm.op) {
    case 'OSEND':
      return comm;
    case 'ORECV':
      return { op: 'OSELRECV2', pos: comm.pos, lhs: [blank, blank], rhs: [comm], def: false };
    case 'OAS':
      return receiveOne(f, clause, comm.x, comm.y, comm, before);
    case 'OAS2':
      return receiveTwo(comm, before);
    default:
      throw new Error(`select case with ${comm.op}`);
  }
}

function receiveOne(
  f: FuncState,
  clause: SyntaxComm,
  x: Expr,
  y: Expr | undefined,
  as: Extract<Stmt, { op: 'OAS' }>,
  before: Stmt[],
): SelRecvStmt {
  if (y?.op === 'ORECV') {
    const init = takeInit(as);
    const { pos, def } = as;
    return { op: 'OSELRECV2', pos, lhs: [x, blank], rhs: [y], def, init };
  }
  // An implicit conversion stays in the body, behind a temporary.
  if ((y?.op !== 'OCONVIFACE' && y?.op !== 'OCONVNOP') || y.x.op !== 'ORECV') {
    throw new Error('select case without a receive');
  }
  const recv = y.x;
  const tmp = f.temp(clause.pos, recv.type);
  y.x = tmp;
  before.push(as);
  const init = [newDecl(clause.pos, tmp)];
  return { op: 'OSELRECV2', pos: clause.pos, lhs: [tmp, blank], rhs: [recv], def: true, init };
}

/**
 * `v, ok = <-c`: the temporaries of the comma-ok form are received, the rest follows in the body.
 */
function receiveTwo(as: AssignListStmt, before: Stmt[]): SelRecvStmt {
  const [first] = as.rhs;
  const recv = first === undefined ? undefined : takeInit(first)[0];
  if (recv?.op !== 'OAS2RECV' || recv.rhs[0].op !== 'ORECV') {
    throw new Error('select case without a receive');
  }
  const [x, ok] = recv.lhs;
  if (x === undefined || ok === undefined) throw new Error('select case without destinations');
  before.push(as);
  const { pos, init } = recv;
  return { op: 'OSELRECV2', pos, lhs: [x, ok], rhs: [recv.rhs[0]], def: true, init };
}
