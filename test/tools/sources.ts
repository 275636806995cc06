/**
 * The repository's own sources as data for the house rules: files with their syntax trees, what
 * they import and export, and the functions they declare. Syntax only; no types are resolved.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** One `import … from`, `export … from` or `import()` of a file. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Repository-relative path of the file meant, for relative specifiers. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
  readonly line: number;
  /** Names taken from the target; `*` when everything is. */
  readonly names: readonly string[];
}

/** One named function with the lines it spans. */
export interface FunctionSpan {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  /** The comment right before it, or ''. */
  readonly comment: string;
}

export interface Source {
  /** Repository-relative, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** Folders that are made, not written. */
const made = new Set(['node_modules', 'dist', '.git', '.vscode-test', 'test-results']);

/** Every file of the repository that a person wrote, sorted. */
export function listFiles(folder = '.'): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (made.has(entry.name) || entry.name.endsWith('.vsix')) continue;
    if (entry.isDirectory()) found.push(...listFiles(path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

/** Reads and parses one TypeScript file. */
export function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, text, lines: text.split('\n'), tree, imports: findImports(tree, path) };
}

/** 1-based line of a position. */
export function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

/** Calls `visit` for every node below `node`. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child);
    walk(child, visit);
  });
}

function findImports(tree: ts.SourceFile, path: string): Import[] {
  const found: Import[] = [];
  const add = (at: ts.Node, specifier: string, typeOnly: boolean, names: string[]): void => {
    const target = specifier.startsWith('.') ? resolve(path, specifier) : undefined;
    found.push({ specifier, target, typeOnly, names, line: lineOf(tree, at.getStart()) });
  };
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const elements = named && ts.isNamedImports(named) ? [...named.elements] : [];
      const names = elements.map((element) => (element.propertyName ?? element.name).text);
      if (clause?.name) names.push('default');
      if (named && ts.isNamespaceImport(named)) names.push(...membersOf(tree, named.name.text));
      const allTypes = elements.length > 0 && elements.every((element) => element.isTypeOnly);
      const typeOnly = clause?.isTypeOnly === true || (allTypes && !clause?.name);
      add(node, node.moduleSpecifier.text, typeOnly, names);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const specifier = node.moduleSpecifier as ts.StringLiteral;
      const names =
        node.exportClause && ts.isNamedExports(node.exportClause)
          ? node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text)
          : ['*'];
      add(node, specifier.text, node.isTypeOnly, names);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const literal = node.argument.literal as ts.StringLiteral;
      add(node, literal.text, true, ['*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const argument = node.arguments[0];
      if (argument && ts.isStringLiteral(argument)) add(node, argument.text, false, ['*']);
    }
  });
  return found;
}

/**
 * Names read off a namespace import: `m.name` in expressions and types. A bare `m` may mean any of
 * them.
 */
function membersOf(tree: ts.SourceFile, namespace: string): string[] {
  const names = new Set<string>();
  walk(tree, (node) => {
    if (!ts.isIdentifier(node) || node.text !== namespace) return;
    const parent = node.parent;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
      names.add(parent.name.text);
    else if (ts.isQualifiedName(parent) && parent.left === node) names.add(parent.right.text);
    else if (!ts.isNamespaceImport(parent)) names.add('*');
  });
  return [...names];
}

function resolve(from: string, specifier: string): string {
  const base = posix.normalize(posix.join(dirname(from), specifier));
  const candidates = [base, `${base}.ts`, `${base}/index.ts`, `${base}.d.ts`];
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile()) ?? base;
}

/** Names a file exports itself, with their lines. */
export function exportsOf(source: Source): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  for (const statement of source.tree.statements) {
    const line = lineOf(source.tree, statement.getStart());
    if (ts.isExportAssignment(statement)) found.push({ name: 'default', line });
    if (ts.isExportDeclaration(statement) && statement.exportClause) {
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const element of statement.exportClause.elements)
        found.push({ name: element.name.text, line });
    }
    if (!ts.canHaveModifiers(statement)) continue;
    const modifiers = ts.getModifiers(statement) ?? [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    for (const name of declaredNames(statement)) found.push({ name, line });
  }
  return found;
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const name = (statement as ts.DeclarationStatement).name;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** Functions and methods with a body, and function expressions bound to a name. */
export function functionsOf(source: Source): FunctionSpan[] {
  const found: FunctionSpan[] = [];
  walk(source.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
    const owner = ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent : node;
    const name = nameOf(node);
    const first = lineOf(source.tree, node.getStart());
    const last = lineOf(source.tree, node.getEnd());
    const comment = source.text.slice(owner.getFullStart(), owner.getStart());
    found.push({ name, line: first, lines: last - first + 1, comment });
  });
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  if (ts.isVariableDeclaration(node.parent)) return node.parent.name.getText();
  return ts.isConstructorDeclaration(node) ? 'constructor' : '(anonymous)';
}

/** The comment a file begins with, or ''. */
export function headOf(source: Source): string {
  const ranges = ts.getLeadingCommentRanges(source.text, 0) ?? [];
  return ranges.map(({ pos, end }) => source.text.slice(pos, end)).join('\n');
}

/** Reads JSON that a person wrote. */
export function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join('.', path), 'utf8')) as Record<string, unknown>;
}
