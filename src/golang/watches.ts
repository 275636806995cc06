/**
 * `//mem:watch EXPR`: the expression becomes a statement of its own before the one it stands at. It
 * is checked like any other code in that place, but whatever is wrong with it is a warning.
 *
 * The statement is a `print` that says nothing: print keeps nothing of its operand, so watching
 * never moves anything to the heap.
 */
import { Complaint } from './annotationvalues';
import type { Word } from './annotationvalues';
import { forChildren } from './syntax/children';
import { parseFile } from './syntax/parser';
import type { Expr, ExprStmt, Node, SourceFile, Stmt } from './syntax/nodes';
import { hasNil } from './types/typeset';
import { FileSet } from './syntax/pos';
import type { Pos } from './syntax/pos';
import { underlying } from './types/predicates';

/** Expressions that do nothing but read. */
const readers: ReadonlySet<Node['kind']> = new Set([
  'Name',
  'BasicLit',
  'SelectorExpr',
  'IndexExpr',
  'ParenExpr',
  'Operation',
] satisfies Expr['kind'][]);

const before = 'package p; var _ = ';

/** The expression of a watch, placed where `word` stands in a text that begins at `base`. */
export function readWatched(word: Word, base: number): Expr {
  const { file, diagnostics } = parseFile(new FileSet(), 'watch', before + word.text);
  const [problem] = diagnostics;
  if (problem !== undefined)
    throw new Complaint(word, 'expression', `not an expression: ${problem.message}`);
  const decl = file.decls[0];
  const value = decl?.kind === 'VarDecl' && file.decls.length === 1 ? decl.values[0] : undefined;
  if (value === undefined) throw new Complaint(word, 'expression', 'not an expression');
  const shift = base + word.start - before.length - (file.start as number);
  visit(value, (node) => {
    if (!readers.has(node.kind) || ('op' in node && node.op === '<-'))
      throw new Complaint(word, 'expression', 'a watch reads variables, fields and elements only');
    node.pos = (node.pos + shift) as Pos;
    node.start = (node.start + shift) as Pos;
    node.end = (node.end + shift) as Pos;
  });
  return value;
}

/** Calls `found` for a node and every node in it. */
function visit(node: Node, found: (node: Node) => void): void {
  found(node);
  forChildren(node, (child) => {
    visit(child, found);
  });
}

/**
 * Puts a statement that watches `expr` in front of `stmt`; undefined when that stands where no
 * other statement can.
 */
export function insertWatch(file: SourceFile, stmt: Stmt, expr: Expr): Stmt | undefined {
  const list = listOf(file, stmt);
  if (list === undefined) return undefined;
  const { pos, start, end } = expr;
  const fun: Expr = { kind: 'Name', name: 'print', pos, start, end };
  const x: Expr = { kind: 'CallExpr', fun, args: [expr], hasDots: false, pos, start, end };
  const watch: ExprStmt = { kind: 'ExprStmt', x, watch: true, pos, start, end };
  list.splice(list.indexOf(stmt), 0, watch);
  return watch;
}

/** The list of statements that one stands in. */
function listOf(within: object, stmt: Stmt): Stmt[] | undefined {
  for (const [name, child] of Object.entries(within) as [string, unknown][]) {
    // The target of a branch and the group of a declaration stand elsewhere in the tree.
    if (typeof child !== 'object' || child === null || name === 'target' || name === 'group')
      continue;
    if (Array.isArray(child) && name !== 'lhs' && (child as unknown[]).includes(stmt))
      return child as Stmt[];
    const found = listOf(child, stmt);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a checked expression is a pointer, or begins with one: something can be followed. */
export function holdsPointer({ type }: Expr): boolean {
  if (type === undefined) return false;
  const under = underlying(type);
  return hasNil(type) || (under.kind === 'basic' && under.basic === 'string');
}
