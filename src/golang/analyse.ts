/**
 * From source to everything that is known before it runs: tree, types, layouts, annotations, escape
 * verdicts. Never throws on a program, however wrong: what is wrong is in the diagnostics.
 */
import type { Annotation, Annotations } from './annotations';
import { annotationsOf, parseAnnotations } from './annotations';
import type { Diagnostic } from './diagnostic';
import { assume } from './escape/assume';
import type { EscapeResult } from './escape/escape';
import { escaping } from './escape/escape';
import { messageLine } from './escape/messages';
import { building } from './ir/noder';
import type { IrPackage } from './ir/nodes';
import { pragmaTable } from './ir/pragmas';
import { Layouts } from './layout/layout';
import type { Pieces } from './pieces';
import { whole } from './pieces';
import { snippetOf } from './snippet';
import { importStandard, standardPaths } from './std/packages';
import { standardTags } from './std/tags';
import { parsing } from './syntax/parser';
import type { SourceFile } from './syntax/nodes';
import type { SourceText } from './syntax/pos';
import type { Comment } from './syntax/scanner';
import { FileSet } from './syntax/pos';
import type { CheckResult } from './types/check';
import { checking } from './types/check';
import { holdsPointer, insertWatch } from './watches';

/** What is known about a program before it runs. */
export interface Analysis {
  readonly fileSet: FileSet;
  readonly file: SourceFile;
  readonly text: SourceText;
  /** Errors and warnings in order of position, those about annotations included. */
  readonly diagnostics: readonly Diagnostic[];
  readonly annotations: Annotations;
  readonly check: CheckResult;
  readonly layouts: Layouts;
  /** Only for programs without errors. */
  readonly lowered?: { readonly pkg: IrPackage; readonly escapes: EscapeResult };
}

/**
 * Analyses one file as a package of its own. Of Markdown it takes the fence at `line` (from 1) or
 * the next one below.
 */
export function analyse(name: string, source: string, line = 1): Analysis {
  return whole(analysing(name, source, line));
}

/** The same piece by piece. */
export function* analysing(name: string, source: string, line: number): Pieces<Analysis> {
  const plain = yield* examine(name, source, line, () => false);
  const watches = annotationsOf(plain.annotations.annotations, 'watch');
  if (watches.length === 0 || hasErrors(plain)) return yield* lower(plain);
  // With the watched expressions in their places. What is wrong now is wrong with them.
  const tried = yield* examine(name, source, line, () => true);
  const wrong = wrongWatches(tried);
  if (wrong.size === 0) return yield* lower(tried);
  const good = yield* examine(name, source, line, ({ pos }) => !wrong.has(pos));
  const diagnostics = inOrder([...good.diagnostics, ...wrong.values()]);
  return yield* lower({ ...good, diagnostics });
}

/** What is known before the program is lowered. */
interface Examined extends Analysis {
  readonly comments: readonly Comment[];
}

function inOrder<T extends Diagnostic>(diagnostics: readonly T[]): T[] {
  return [...diagnostics].sort((a, b) => a.pos - b.pos);
}

function hasErrors({ diagnostics }: Analysis): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Parses and checks; of the watches, `isWatched` says which are put in and which are left out. */
function* examine(
  name: string,
  source: string,
  line: number,
  isWatched: (annotation: Annotation) => boolean,
): Pieces<Examined> {
  const fileSet = new FileSet();
  const snippet = snippetOf(name, source, line, standardPaths);
  yield;
  const parsed = yield* parsing(fileSet, name, snippet.text, snippet.hidden);
  const { file, text, comments } = parsed;
  const read = parseAnnotations(file, text, comments);
  const annotations = { ...read, annotations: putIn(file, read.annotations, isWatched) };
  yield;
  const check = yield* checking([file], importStandard, fileSet, { path: 'main' });
  const errors = worthTelling(text, parsed.diagnostics, check.diagnostics);
  const diagnostics = inOrder([...errors, ...annotations.diagnostics]);
  return { fileSet, file, text, diagnostics, annotations, check, layouts: new Layouts(), comments };
}

/**
 * As gc does: what follows from a syntax error is not worth a message, nor is what the last one of
 * the same line said.
 */
function worthTelling(
  text: SourceText,
  parsed: readonly Diagnostic[],
  checked: readonly Diagnostic[],
): Diagnostic[] {
  const broken = parsed.some(({ message }) => message.startsWith('syntax error'));
  const found = broken ? parsed : [...parsed, ...checked];
  const lineOf = ({ pos }: Diagnostic): number => text.lineOf(pos - text.base);
  return found.filter((now, i) => {
    const last = found[i - 1];
    return now.message !== last?.message || lineOf(now) !== lineOf(last);
  });
}

/** The annotations with each watch at a statement of its own, where it could be put in. */
function putIn(
  file: SourceFile,
  annotations: readonly Annotation[],
  isWatched: (annotation: Annotation) => boolean,
): Annotation[] {
  return annotations.flatMap((annotation) => {
    if (annotation.verb !== 'watch' || annotation.stmt === undefined) return [annotation];
    const isIn = isWatched(annotation);
    const stmt = isIn ? insertWatch(file, annotation.stmt, annotation.expr) : undefined;
    const { stmt: _, ...bare } = annotation;
    return [stmt === undefined ? bare : { ...bare, stmt }];
  });
}

/** By the places of their annotations, the watches that cannot be, and why. */
function wrongWatches(tried: Examined): Map<number, Diagnostic> {
  const wrong = new Map<number, Diagnostic>();
  for (const { pos, stmt, expr, text } of annotationsOf(tried.annotations.annotations, 'watch')) {
    const problem = tried.diagnostics.find(
      (found) => found.severity === 'error' && found.pos >= expr.start && found.pos <= expr.end,
    );
    const message =
      stmt === undefined
        ? 'no other statement can stand here'
        : problem !== undefined
          ? `cannot watch: ${problem.message}`
          : holdsPointer(expr)
            ? undefined
            : `${text} points to nothing`;
    if (message === undefined) continue;
    const { start, end } = expr;
    wrong.set(pos, { pos: start, end, severity: 'warning', code: 'mem.watch', message });
  }
  return wrong;
}

function* lower({ comments, ...known }: Examined): Pieces<Analysis> {
  if (hasErrors(known)) return known;
  const { file, text, annotations, check, layouts } = known;
  const pragmas = pragmaTable(file, comments, text.base);
  const repeats = new Map<unknown, number>();
  for (const { stmt, value } of annotationsOf(annotations.annotations, 'repeat')) {
    if (stmt !== undefined) repeats.set(stmt, value);
  }
  const pkg = yield* building(check, [file], layouts, pragmas, (s) => repeats.get(s));
  const escapes = yield* escaping(pkg, layouts, { importedTags: standardTags });
  const assumptions = annotationsOf(annotations.annotations, 'assume');
  yield;
  assume(pkg, assumptions, (pos) => text.lineOf(pos - text.base));
  return { ...known, lowered: { pkg, escapes } };
}

/** The lines that `go build -gcflags='-m -l'` prints about the file, in its order. */
export function escapeLines({ fileSet, lowered }: Analysis): string[] {
  return (lowered?.escapes.messages ?? []).map((message) => messageLine(fileSet, message));
}

/** Diagnostics as `file:line:col: message`, those of one severity. */
export function diagnosticLines(
  { fileSet, diagnostics }: Analysis,
  severity: Diagnostic['severity'],
): string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity === severity)
    .map(({ pos, message }) => {
      const { file, line, column } = fileSet.position(pos);
      return `${file}:${line}:${column}: ${message}`;
    });
}
