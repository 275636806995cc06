/**
 * Constructors of IR nodes and small questions about them. Nothing here decides what a program
 * means: that is the lowering's matter (noder.ts and its neighbours).
 */

import type { Pos } from '../syntax/pos';
import { makeBool, makeInt } from '../types/constant';
import type { Constant } from '../types/constant';
import { underlying } from '../types/predicates';
import { Pointer, Tuple } from '../types/types';
import type { Type, Var } from '../types/types';
import { typ } from '../types/universe';
import type {
  AddrExpr,
  AssignStmt,
  BasicLit,
  BlockStmt,
  ConvExpr,
  Decl,
  Expr,
  LabelStmt,
  Name,
  NilExpr,
  SelectorExpr,
  StarExpr,
  Stmt,
} from './nodes';

/** No position: nodes the compiler makes up out of nothing. */
export const noPos = 0 as Pos;

/** The blank destination. It has no type of its own and no storage. */
export const blank: Name = {
  op: 'ONAME',
  pos: noPos,
  type: typ.invalid,
  esc: 'unknown',
  site: -1,
  name: '_',
  class: 'PAUTO',
  sym: '',
};

/** The type of a call without results. */
export const noResults = new Tuple([]);

export function isBlank(n: Expr | undefined): boolean {
  return n !== undefined && n.op === 'ONAME' && n.name === '_' && n.class !== 'PFUNC';
}

/** The variable itself, for the Name by which a closure knows it. */
export function canonical(n: Name): Name {
  let name = n;
  while (name.outer !== undefined) name = name.outer;
  return name;
}

/** A variable of its own object in the heap: each ODCL (or function entry) makes one. */
export function isHeapVar(n: Name): boolean {
  return n.esc === 'heap' && n.sym === '';
}

export function newLiteral(pos: Pos, type: Type, value: Constant): BasicLit {
  return { op: 'OLITERAL', pos, type, value };
}

export function newInt(pos: Pos, value: number | bigint, type: Type = typ.int): BasicLit {
  return newLiteral(pos, type, makeInt(value));
}

export function newBool(pos: Pos, value: boolean): BasicLit {
  return newLiteral(pos, typ.bool, makeBool(value));
}

export function newNil(pos: Pos, type: Type): NilExpr {
  return { op: 'ONIL', pos, type };
}

export function newAddr(pos: Pos, x: Expr, implicit = false): AddrExpr {
  return { op: 'OADDR', pos, type: new Pointer(x.type), x, implicit };
}

/** `*x`; x has a pointer type. */
export function newDeref(pos: Pos, x: Expr, implicit = false): StarExpr {
  return { op: 'ODEREF', pos, type: elemOf(x.type), x, implicit };
}

/** Field `index` of the struct that x is or points to. */
export function newDot(pos: Pos, x: Expr, index: number, implicit = false): SelectorExpr {
  const own = underlying(x.type);
  const pointer = own.kind === 'pointer';
  const struct = pointer ? underlying(own.elem) : own;
  if (struct.kind !== 'struct') throw new Error('field of a value that is no struct');
  const field = struct.fields[index] as Var;
  return { op: pointer ? 'ODOTPTR' : 'ODOT', pos, type: field.type, x, index, field, implicit };
}

export function newConvNop(pos: Pos, type: Type, x: Expr, implicit = false): ConvExpr {
  return { op: 'OCONVNOP', pos, type, x, implicit };
}

export function newDecl(pos: Pos, x: Name): Decl {
  return { op: 'ODCL', pos, x };
}

export function newAssign(pos: Pos, x: Expr, y: Expr | undefined, def = false): AssignStmt {
  return { op: 'OAS', pos, x, y, def };
}

export function newBlock(pos: Pos, list: Stmt[]): BlockStmt {
  return { op: 'OBLOCK', pos, list };
}

export function newLabel(pos: Pos, label: string): LabelStmt {
  return { op: 'OLABEL', pos, label };
}

/** The element type of a pointer, slice, array, map or channel type. */
export function elemOf(type: Type): Type {
  const u = underlying(type);
  switch (u.kind) {
    case 'pointer':
    case 'slice':
    case 'array':
    case 'map':
    case 'chan':
      return u.elem;
    default:
      throw new Error(`no element type: ${u.kind}`);
  }
}

/** Runs `init` before `expr`; shared nodes are wrapped first, so that each use stays its own. */
export function withInit(init: Stmt[], expr: Expr, pos: Pos): Expr {
  if (init.length === 0) return expr;
  const shared = expr.op === 'ONAME' || expr.op === 'OLITERAL' || expr.op === 'ONIL';
  const node = shared ? newConvNop(pos, expr.type, expr) : expr;
  node.init = [...init, ...(node.init ?? [])];
  return node;
}

/** Takes the `init` statements off a node. */
export function takeInit(n: { init?: Stmt[] }): Stmt[] {
  const init = n.init ?? [];
  delete n.init;
  return init;
}

/**
 * Whether the node's position says where it stands; names and the like only know their declaration.
 */
export function hasUniquePos(n: Expr): boolean {
  return n.op !== 'ONAME' && n.pos !== noPos;
}

/** The variable an addressable expression lies in, or what else is at the bottom of it. */
export function outerValue(n: Expr): Expr {
  let x = n;
  for (;;) {
    if (x.op === 'ODOT' || x.op === 'OCONVNOP') x = x.x;
    else if (x.op === 'OINDEX' && underlying(x.x.type).kind === 'array') x = x.x;
    else return x;
  }
}

/** Notes that the address of the variable x lies in is taken. */
export function markAddrTaken(x: Expr): void {
  const outer = outerValue(x);
  if (outer.op === 'ONAME') canonical(outer).addrtaken = true;
}
