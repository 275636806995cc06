/** Parses and checks one Go file for tests. */
import { checkPackage } from '../../../src/golang/types/check';
import type { CheckOptions, CheckResult } from '../../../src/golang/types/check';
import { exprString } from '../../../src/golang/syntax/exprstring';
import type { Expr, SourceFile } from '../../../src/golang/syntax/nodes';
import { parseFile } from '../../../src/golang/syntax/parser';
import { FileSet } from '../../../src/golang/syntax/pos';
import type { Diagnostic } from '../../../src/golang/diagnostic';

export interface CheckedText {
  readonly result: CheckResult;
  readonly file: SourceFile;
  /** `line:column: message`, of the parser and of the checker. */
  readonly syntax: string[];
  readonly messages: string[];
  /** Something was refused. */
  readonly unsupported: boolean;
}

export function checkText(source: string, name = 'x.go', options: CheckOptions = {}): CheckedText {
  const fileSet = new FileSet();
  const parsed = parseFile(fileSet, name, source);
  const result = checkPackage([parsed.file], () => undefined, fileSet, options);
  const show = (d: Diagnostic): string => {
    const { line, column } = fileSet.position(d.pos);
    return `${line}:${column}: ${d.message}`;
  };
  return {
    result,
    file: parsed.file,
    syntax: parsed.diagnostics.map(show),
    messages: result.diagnostics.map(show),
    unsupported: result.diagnostics.some((d) => d.code === 'unsupported'),
  };
}

/** All expressions of a file whose text is `text`, in source order. */
export function expressions(file: SourceFile, text: string): Expr[] {
  const found: Expr[] = [];
  const written = new Set(['type', 'obj', 'selection', 'info', 'implicitVar', 'target']);
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(walk);
      return;
    }
    if (typeof node !== 'object' || node === null || !('kind' in node)) return;
    if (isExpr(node) && exprString(node) === text) found.push(node);
    for (const [key, value] of Object.entries(node)) if (!written.has(key)) walk(value);
  };
  walk(file);
  return found;
}

function isExpr(node: object): node is Expr {
  const kind = 'kind' in node ? node.kind : '';
  const kinds = ['Name', 'BasicLit', 'Operation', 'TypeSwitchGuard', 'BadExpr'];
  return typeof kind === 'string' && (kinds.includes(kind) || /(Expr|Lit)$/.test(kind));
}
