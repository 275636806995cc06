/**
 * Where a `//mem:` directive stands and what it speaks of: the file, a function, or the code of its
 * own line or of the first line below the comments it is part of.
 */
import { Complaint } from './annotationvalues';
import type { Word } from './annotationvalues';
import { forChildren } from './syntax/children';
import type { FuncDecl, Node, SourceFile, Stmt } from './syntax/nodes';
import type { Pos, SourceText } from './syntax/pos';
import type { Comment } from './syntax/scanner';

/** Where a verb may stand. */
export type Scope = 'file' | 'line' | 'lineOrFunc';

/** Finds out what a directive speaks of. */
export class Places {
  private readonly statements = new Map<number, Stmt>();
  private readonly functions = new Map<number, FuncDecl>();
  /** Lines with any code of a function or a variable on them. */
  private readonly code = new Set<number>();
  /** Lines that hold nothing but comments. */
  private readonly commentLines = new Set<number>();
  /** The line that was looked up last, and the offsets between which it stands. */
  private readonly last = { line: 0, start: 0, limit: 0 };
  /** Offset from which file-wide directives come too late. */
  private readonly bodyStart: number;

  constructor(
    file: SourceFile,
    readonly text: SourceText,
    comments: readonly Comment[],
  ) {
    const first = file.decls.find(({ kind }) => kind !== 'ImportDecl');
    this.bodyStart = first === undefined ? text.text.length : first.start - text.base;
    for (const decl of file.decls) {
      // The main function around a fragment is nothing a directive speaks of.
      const isShown = !text.isHidden(decl.start - text.base);
      if (decl.kind === 'FuncDecl' && isShown) this.functions.set(this.lineOf(decl.start), decl);
      if (decl.kind !== 'ImportDecl') this.visit(decl);
    }
    for (const comment of comments) {
      const firstLine = text.lineOf(comment.start);
      const before = text.text.slice(text.lineStart(firstLine), comment.start);
      if (before.trim() !== '') continue;
      const lastLine = text.lineOf(Math.max(comment.start, comment.end - 1));
      for (let line = firstLine; line <= lastLine; line++) this.commentLines.add(line);
    }
  }

  /** What the directive in `comment` speaks of; complains when it may not stand there. */
  find(
    comment: Comment,
    scope: Scope,
    whole: Word,
  ): { line: number; stmt?: Stmt; func?: FuncDecl } {
    if (scope === 'file') {
      if (comment.start < this.bodyStart) return { line: 0 };
      throw new Complaint(whole, 'place', 'this annotation stands before the first declaration');
    }
    let line = this.text.lineOf(comment.start);
    if (this.commentLines.has(line)) while (this.commentLines.has(line)) line++;
    const func = this.functions.get(line);
    const stmt = this.statements.get(line);
    if (scope === 'lineOrFunc') {
      if (func !== undefined) return { line, func };
      if (this.code.has(line)) return { line, ...(stmt === undefined ? {} : { stmt }) };
      throw new Complaint(whole, 'place', 'there is no code on this line or the one below');
    }
    if (stmt !== undefined) return { line, stmt };
    const message = 'no statement begins on this line or the one below the annotation';
    throw new Complaint(whole, 'place', message);
  }

  private lineOf(pos: Pos): number {
    const { text, last } = this;
    const offset = pos - text.base;
    // Most nodes stand on the line of the one before.
    if (offset < last.start || offset >= last.limit) {
      last.line = text.lineOf(offset);
      last.start = text.lineStart(last.line);
      last.limit = text.lineStart(last.line + 1);
    }
    return last.line;
  }

  /** Notes the lines of a node and of everything in it. */
  private visit(node: Node): void {
    const line = this.lineOf(node.start);
    this.code.add(line).add(this.lineOf(node.pos));
    if (statementKinds.has(node.kind) && !this.statements.has(line))
      this.statements.set(line, node as Stmt);
    forChildren(node, (child) => {
      this.visit(child);
    });
  }
}

/** Statements that a directive may speak of: those that do something by themselves. */
const statementKinds: ReadonlySet<string> = new Set([
  'LabeledStmt',
  'ExprStmt',
  'SendStmt',
  'DeclStmt',
  'AssignStmt',
  'BranchStmt',
  'CallStmt',
  'ReturnStmt',
  'IfStmt',
  'ForStmt',
  'SwitchStmt',
  'SelectStmt',
] satisfies Stmt['kind'][]);
