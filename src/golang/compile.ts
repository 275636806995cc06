/**
 * From source to a program that can run.
 */
import type { Analysis } from './analyse';
import { analysing } from './analyse';
import type { Annotation } from './annotations';
import { FrameTooLarge } from './code/frame';
import { NotSupported } from './code/gen';
import { importOrder, libraryUnit, preparing } from './code/library';
import { Linker } from './code/link';
import type { Program, ProgramAnnotation } from './code/program';
import { PackageUnit } from './code/unit';
import type { Diagnostic } from './diagnostic';
import type { Stmt } from './ir/nodes';
import type { Pieces } from './pieces';
import { whole } from './pieces';
import { snippetOf } from './snippet';
import { libraryFiles, ourImports, standardPaths } from './std/packages';
import { parsing } from './syntax/parser';
import type { Pos } from './syntax/pos';
import { FileSet } from './syntax/pos';

/** A program analysed and, when there is nothing wrong with it, compiled. */
export interface Compiled extends Analysis {
  readonly program?: Program;
}

/** Packages every program has: the interpreter calls into them. */
const always = ['runtime'];

/** Compiles one file; see {@link analyse} for Markdown. */
export function compile(name: string, source: string, line = 1): Compiled {
  return whole(compiling(name, source, line));
}

/**
 * Compiles piece by piece: between two of them, others may have a turn. The first program of a
 * process has the packages to compile that it imports, which takes most of a second; they are kept.
 */
export function* compiling(name: string, source: string, line = 1): Pieces<Compiled> {
  const { text, hidden } = snippetOf(name, source, line, standardPaths);
  yield;
  const { file } = yield* parsing(new FileSet(), name, text, hidden);
  yield* preparing([...always, ...ourImports(file)]);
  const analysis = yield* analysing(name, source, line);
  if (analysis.lowered === undefined) return analysis;
  const { check } = analysis;
  if (check.package.name !== 'main') return refuse(analysis, 'package main is what runs');
  const main = check.package.scope.lookup('main');
  if (main?.kind !== 'func')
    return refuse(analysis, 'function main is undeclared in the main package');
  try {
    return { ...analysis, program: yield* link(analysis, analysis.lowered) };
  } catch (error) {
    if (error instanceof NotSupported) {
      return refuse(analysis, `not supported yet: ${error.what}`, error.pos);
    }
    if (error instanceof FrameTooLarge) return refuse(analysis, 'stack frame too large');
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      return refuse(analysis, 'not supported yet: nesting this deep');
    }
    throw error;
  }
}

function refuse(analysis: Analysis, message: string, at?: Pos): Analysis {
  const pos = at ?? analysis.file.packageName?.pos ?? (analysis.text.base as Pos);
  const problem: Diagnostic = { pos, end: pos, severity: 'error', code: 'unsupported', message };
  const diagnostics = [...analysis.diagnostics, problem].sort((a, b) => a.pos - b.pos);
  return { ...analysis, diagnostics };
}

function* link(analysis: Analysis, lowered: NonNullable<Analysis['lowered']>): Pieces<Program> {
  const { pkg, escapes } = lowered;
  const { annotations, byStatement } = annotationTable(analysis, pkg.origins);
  const main = new PackageUnit(pkg, analysis.layouts, escapes, byStatement);
  yield;
  const library = importOrder(pkg.types, always).map(libraryUnit);
  yield;
  const { fileSet, layouts } = analysis;
  const linker = new Linker({ main, library, fileSet, libraryFiles, layouts, annotations });
  yield;
  return yield* linker.link();
}

/** What ANNOTATION instructions do, and before which statements they stand. */
function annotationTable(
  analysis: Analysis,
  origins: ReadonlyMap<Stmt, unknown>,
): { annotations: ProgramAnnotation[]; byStatement: Map<Stmt, number[]> } {
  const annotations: ProgramAnnotation[] = [];
  const bySource = new Map<unknown, number[]>();
  for (const annotation of analysis.annotations.annotations) {
    const made = programAnnotation(annotation, analysis);
    if (made === undefined || annotation.stmt === undefined) continue;
    const number = annotations.push(made) - 1;
    const list = bySource.get(annotation.stmt) ?? [];
    bySource.set(annotation.stmt, list);
    // Whoever stands at a stop has read what is said there.
    const firstOther = list.findIndex((other) => annotations[other]?.verb !== 'note');
    if (made.verb === 'note' && firstOther >= 0) list.splice(firstOther, 0, number);
    else list.push(number);
  }
  const byStatement = new Map<Stmt, number[]>();
  for (const [stmt, source] of origins) {
    const list = bySource.get(source);
    if (list !== undefined) byStatement.set(stmt, list);
  }
  return { annotations, byStatement };
}

function programAnnotation(a: Annotation, analysis: Analysis): ProgramAnnotation | undefined {
  const { file, line, column } = analysis.fileSet.position(a.pos);
  const position = { file, line, column };
  switch (a.verb) {
    case 'stop':
      return { verb: 'stop', name: a.name, position };
    case 'note':
      return a.language === 'en'
        ? { verb: 'note', en: a.text, zhCn: '', position }
        : { verb: 'note', en: '', zhCn: a.text, position };
    case 'gc':
    case 'scavenge':
      return { verb: a.verb, position };
    case 'watch':
      return { verb: 'watch', text: a.text, position };
    case 'advance':
      return { verb: 'advance', nanoseconds: a.nanoseconds, position };
    default:
      return undefined;
  }
}
