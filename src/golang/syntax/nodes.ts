/**
 * The syntax tree: one interface per kind of node, a union over `kind`, after the shapes (and with
 * the
 * positions) of cmd/compile/internal/syntax; lists of expressions are arrays.
 *
 * The checker (src/golang/types) writes its results into the optional fields `type`, `mode`,
 * `value`,
 * `obj`, `selection`, `info`, `target` and `implicitVar`. Untyped leftovers keep their untyped
 * type.
 */

import type { Constant } from '../types/constant';
import type { Func, FuncInfo, Mode, Obj, PkgName, Selection, Type, Var } from '../types/types';
import type { Pos } from './pos';

interface NodeBase {
  /**
   * The characteristic position gc reports: operator, dot, opening parenthesis or bracket, name.
   */
  pos: Pos;
  /** First character, and the place after the last. */
  start: Pos;
  end: Pos;
  /** In an instance of a generic function: the node of that function this is a copy of. */
  template?: Node;
}
interface ExprBase extends NodeBase {
  /** Type and mode as found; a constant's value. Written by the checker. */
  type?: Type;
  mode?: Mode;
  value?: Constant;
}
export interface BadExpr extends ExprBase {
  kind: 'BadExpr';
}
export interface Name extends ExprBase {
  kind: 'Name';
  name: string;
  obj?: Obj;
  /** Of a generic function or type: the type arguments it is used with, given or inferred. */
  targs?: readonly Type[];
}
export interface BasicLit extends ExprBase {
  kind: 'BasicLit';
  litKind: 'int' | 'float' | 'imag' | 'rune' | 'string';
  text: string;
  bad?: boolean;
}
export interface CompositeLit extends ExprBase {
  kind: 'CompositeLit';
  typeExpr?: Expr;
  elems: Expr[];
  rbrace: Pos;
}
export interface KeyValueExpr extends ExprBase {
  kind: 'KeyValueExpr';
  key: Expr;
  val: Expr;
}
export interface FuncLit extends ExprBase {
  kind: 'FuncLit';
  sig: FuncType;
  body: BlockStmt;
  info?: FuncInfo;
}
interface ParenExpr extends ExprBase {
  kind: 'ParenExpr';
  x: Expr;
}
export interface SelectorExpr extends ExprBase {
  kind: 'SelectorExpr';
  x: Expr;
  sel: Name;
  selection?: Selection;
}
export interface IndexExpr extends ExprBase {
  kind: 'IndexExpr';
  x: Expr;
  indices: Expr[];
}
export interface SliceExpr extends ExprBase {
  kind: 'SliceExpr';
  x: Expr;
  index: [Expr | undefined, Expr | undefined, Expr | undefined];
  full: boolean;
}
export interface AssertExpr extends ExprBase {
  kind: 'AssertExpr';
  x: Expr;
  typeExpr: Expr;
}
export interface TypeSwitchGuard extends ExprBase {
  kind: 'TypeSwitchGuard';
  lhs?: Name;
  x: Expr;
}
export interface Operation extends ExprBase {
  kind: 'Operation';
  op: string;
  x: Expr;
  y?: Expr;
}
export interface CallExpr extends ExprBase {
  kind: 'CallExpr';
  fun: Expr;
  args: Expr[];
  hasDots: boolean;
}
export interface ArrayType extends ExprBase {
  kind: 'ArrayType';
  len?: Expr;
  elem: Expr;
}
interface SliceType extends ExprBase {
  kind: 'SliceType';
  elem: Expr;
}
interface DotsType extends ExprBase {
  kind: 'DotsType';
  elem: Expr;
}
export interface StructType extends ExprBase {
  kind: 'StructType';
  fields: Field[];
  tags: (BasicLit | undefined)[];
}
export interface Field extends NodeBase {
  kind: 'Field';
  name?: Name;
  typeExpr: Expr;
}
export interface InterfaceType extends ExprBase {
  kind: 'InterfaceType';
  methods: Field[];
}
export interface FuncType extends ExprBase {
  kind: 'FuncType';
  params: Field[];
  results: Field[];
}
export interface MapType extends ExprBase {
  kind: 'MapType';
  key: Expr;
  elem: Expr;
}
export interface ChanType extends ExprBase {
  kind: 'ChanType';
  dir: 'both' | 'send' | 'recv';
  elem: Expr;
}
export type Expr =
  | BadExpr
  | Name
  | BasicLit
  | CompositeLit
  | KeyValueExpr
  | FuncLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | SliceExpr
  | AssertExpr
  | TypeSwitchGuard
  | Operation
  | CallExpr
  | ArrayType
  | SliceType
  | DotsType
  | StructType
  | InterfaceType
  | FuncType
  | MapType
  | ChanType;

export interface ImportDecl extends NodeBase {
  kind: 'ImportDecl';
  localName?: Name;
  path: BasicLit;
  obj?: PkgName;
  group?: object;
}
export interface ConstDecl extends NodeBase {
  kind: 'ConstDecl';
  names: Name[];
  typeExpr?: Expr;
  values: Expr[];
  group?: object;
}
export interface VarDecl extends NodeBase {
  kind: 'VarDecl';
  names: Name[];
  typeExpr?: Expr;
  values: Expr[];
  group?: object;
}
export interface TypeDecl extends NodeBase {
  kind: 'TypeDecl';
  name: Name;
  tparams: Field[];
  alias: boolean;
  typeExpr: Expr;
  group?: object;
}
export interface FuncDecl extends NodeBase {
  kind: 'FuncDecl';
  recv?: Field;
  name: Name;
  tparams: Field[];
  sig: FuncType;
  body?: BlockStmt;
  obj?: Func;
  info?: FuncInfo;
}
export type Decl = ImportDecl | ConstDecl | VarDecl | TypeDecl | FuncDecl;

export interface EmptyStmt extends NodeBase {
  kind: 'EmptyStmt';
}
export interface LabeledStmt extends NodeBase {
  kind: 'LabeledStmt';
  label: Name;
  stmt: Stmt;
}
export interface BlockStmt extends NodeBase {
  kind: 'BlockStmt';
  list: Stmt[];
  rbrace: Pos;
}
export interface ExprStmt extends NodeBase {
  kind: 'ExprStmt';
  x: Expr;
  /** Put in for a `//mem:watch`. */
  watch?: true;
}
export interface SendStmt extends NodeBase {
  kind: 'SendStmt';
  chan: Expr;
  value: Expr;
}
export interface DeclStmt extends NodeBase {
  kind: 'DeclStmt';
  decls: Decl[];
}
/** op: '=' , ':=' or the operator of `x op= y`; x++ has op '+' and isIncDec. */
export interface AssignStmt extends NodeBase {
  kind: 'AssignStmt';
  op: string;
  lhs: Expr[];
  rhs: Expr[];
  isIncDec: boolean;
}
export interface BranchStmt extends NodeBase {
  kind: 'BranchStmt';
  tok: 'break' | 'continue' | 'fallthrough' | 'goto';
  label?: Name;
  target?: LabeledStmt | ForStmt | SwitchStmt | SelectStmt;
}
export interface CallStmt extends NodeBase {
  kind: 'CallStmt';
  tok: 'go' | 'defer';
  call: Expr;
}
export interface ReturnStmt extends NodeBase {
  kind: 'ReturnStmt';
  results: Expr[];
}
export interface IfStmt extends NodeBase {
  kind: 'IfStmt';
  init?: Stmt;
  cond: Expr;
  then: BlockStmt;
  else?: Stmt;
}
export interface RangeClause extends NodeBase {
  kind: 'RangeClause';
  lhs: Expr[];
  def: boolean;
  x: Expr;
}
export interface ForStmt extends NodeBase {
  kind: 'ForStmt';
  init?: Stmt | RangeClause;
  cond?: Expr;
  post?: Stmt;
  body: BlockStmt;
}
export interface CaseClause extends NodeBase {
  kind: 'CaseClause';
  cases: Expr[];
  isDefault: boolean;
  body: Stmt[];
  colon: Pos;
  implicitVar?: Var;
}
export interface SwitchStmt extends NodeBase {
  kind: 'SwitchStmt';
  init?: Stmt;
  tag?: Expr;
  body: CaseClause[];
  rbrace: Pos;
}
export interface CommClause extends NodeBase {
  kind: 'CommClause';
  comm?: Stmt;
  body: Stmt[];
  colon: Pos;
}
export interface SelectStmt extends NodeBase {
  kind: 'SelectStmt';
  body: CommClause[];
  rbrace: Pos;
}
export type Stmt =
  | EmptyStmt
  | LabeledStmt
  | BlockStmt
  | ExprStmt
  | SendStmt
  | DeclStmt
  | AssignStmt
  | BranchStmt
  | CallStmt
  | ReturnStmt
  | IfStmt
  | ForStmt
  | SwitchStmt
  | SelectStmt;
export interface SourceFile extends NodeBase {
  kind: 'SourceFile';
  packageName?: Name;
  decls: Decl[];
}
export type Node = Expr | Decl | Stmt | Field | CaseClause | CommClause | RangeClause | SourceFile;
