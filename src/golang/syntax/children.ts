/** What stands inside what in the syntax tree. */
import type { Node } from './nodes';

/**
 * By kind, the fields that hold the nodes directly inside a node. Another field that holds a node
 * leads elsewhere in the tree: the target of a branch.
 */
export const childFields: {
  readonly [K in Node['kind']]: readonly (string & keyof Extract<Node, { kind: K }>)[];
} = {
  SourceFile: ['packageName', 'decls'],
  ImportDecl: ['localName', 'path'],
  ConstDecl: ['names', 'typeExpr', 'values'],
  VarDecl: ['names', 'typeExpr', 'values'],
  TypeDecl: ['name', 'tparams', 'typeExpr'],
  FuncDecl: ['recv', 'name', 'tparams', 'sig', 'body'],
  Field: ['name', 'typeExpr'],
  BadExpr: [],
  Name: [],
  BasicLit: [],
  CompositeLit: ['typeExpr', 'elems'],
  KeyValueExpr: ['key', 'val'],
  FuncLit: ['sig', 'body'],
  ParenExpr: ['x'],
  SelectorExpr: ['x', 'sel'],
  IndexExpr: ['x', 'indices'],
  SliceExpr: ['x', 'index'],
  AssertExpr: ['x', 'typeExpr'],
  TypeSwitchGuard: ['lhs', 'x'],
  Operation: ['x', 'y'],
  CallExpr: ['fun', 'args'],
  ArrayType: ['len', 'elem'],
  SliceType: ['elem'],
  DotsType: ['elem'],
  StructType: ['fields', 'tags'],
  InterfaceType: ['methods'],
  FuncType: ['params', 'results'],
  MapType: ['key', 'elem'],
  ChanType: ['elem'],
  EmptyStmt: [],
  LabeledStmt: ['label', 'stmt'],
  BlockStmt: ['list'],
  ExprStmt: ['x'],
  SendStmt: ['chan', 'value'],
  DeclStmt: ['decls'],
  AssignStmt: ['lhs', 'rhs'],
  BranchStmt: ['label'],
  CallStmt: ['call'],
  ReturnStmt: ['results'],
  IfStmt: ['init', 'cond', 'then', 'else'],
  RangeClause: ['lhs', 'x'],
  ForStmt: ['init', 'cond', 'post', 'body'],
  CaseClause: ['cases', 'body'],
  SwitchStmt: ['init', 'tag', 'body'],
  CommClause: ['comm', 'body'],
  SelectStmt: ['body'],
};

/** Calls back with each node directly inside a node; true from the callback ends it. */
export function forChildren(node: Node, found: (child: Node) => unknown): void {
  const fields = node as unknown as Readonly<Record<string, Node | Node[] | undefined>>;
  for (const name of childFields[node.kind]) {
    const value = fields[name];
    if (value === undefined) continue;
    if (!Array.isArray(value)) {
      if (found(value) === true) return;
    } else {
      for (const item of value as (Node | undefined)[])
        if (item !== undefined && found(item) === true) return;
    }
  }
}
