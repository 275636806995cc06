/**
 * From source to everything that is known before it runs: tree, types, layouts, annotations, escape
 * verdicts. Never throws on a program, however wrong: what is wrong is in the diagnostics.
 */
import type { Annotations } from './annotations';
import { annotationsOf, parseAnnotations } from './annotations';
import type { Diagnostic } from './diagnostic';
import { assume } from './escape/assume';
import type { EscapeResult } from './escape/escape';
import { escape } from './escape/escape';
import { messageLine } from './escape/messages';
import { buildPackage } from './ir/noder';
import type { IrPackage } from './ir/nodes';
import { pragmaTable } from './ir/pragmas';
import { Layouts } from './layout/layout';
import { snippetOf } from './snippet';
import { importStandard, standardPaths } from './std/packages';
import { standardTags } from './std/tags';
import { parseFile } from './syntax/parser';
import type { SourceFile } from './syntax/nodes';
import type { SourceText } from './syntax/pos';
import { FileSet } from './syntax/pos';
import type { CheckResult } from './types/check';
import { checkPackage } from './types/check';

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
  const fileSet = new FileSet();
  const snippet = snippetOf(name, source, line, standardPaths);
  const parsed = parseFile(fileSet, name, snippet.text, snippet.hidden);
  const { file, text, comments } = parsed;
  const annotations = parseAnnotations(file, text, comments);
  const check = checkPackage([file], importStandard, fileSet, { path: 'main' });
  // As gc does: what follows from a syntax error is not worth a message.
  const errors = parsed.diagnostics.length > 0 ? parsed.diagnostics : check.diagnostics;
  const diagnostics = [...errors, ...annotations.diagnostics].sort((a, b) => a.pos - b.pos);
  const layouts = new Layouts();
  const known = { fileSet, file, text, diagnostics, annotations, check, layouts };
  if (diagnostics.some(({ severity }) => severity === 'error')) return known;
  const pragmas = pragmaTable(file, comments, text.base);
  const repeats = new Map<unknown, number>();
  for (const { stmt, value } of annotationsOf(annotations.annotations, 'repeat')) {
    if (stmt !== undefined) repeats.set(stmt, value);
  }
  const pkg = buildPackage(check, [file], layouts, pragmas, (s) => repeats.get(s));
  const escapes = escape(pkg, layouts, { importedTags: standardTags });
  const assumptions = annotationsOf(annotations.annotations, 'assume');
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
