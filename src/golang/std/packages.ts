/**
 * The standard library packages that programs may import: our own Go sources, embedded as text,
 * parsed when something of them is needed and kept for the life of the process. Declarations are
 * checked when a program mentions them; the bodies when a program is compiled that runs them.
 */
import { pragmaTable } from '../ir/pragmas';
import type { Pieces } from '../pieces';
import { whole } from '../pieces';
import { parsing } from '../syntax/parser';
import type { ParseResult } from '../syntax/parser';
import { FileSet } from '../syntax/pos';
import type { CheckResult } from '../types/check';
import { checkPackage } from '../types/check';
import type { Package } from '../types/types';
import type { FuncDecl, SourceFile } from '../syntax/nodes';
import { sources } from './sources';

/** Import paths of all packages. */
export const standardPaths: readonly string[] = Object.keys(sources);

/** A package of ours, checked. */
interface StandardPackage {
  readonly path: string;
  readonly files: readonly SourceFile[];
  readonly check: CheckResult;
  /** Words of the `//go:` comments before a declaration. */
  readonly pragmas: (decl: FuncDecl) => ReadonlySet<string>;
}

interface Loaded extends StandardPackage {
  bodiesChecked: boolean;
}

/** The library's files: positions in any package of it belong to this set. */
export const libraryFiles = new FileSet();

const loaded = new Map<string, Loaded>();
const parsed = new Map<string, ParseResult>();

/** The files of a package of ours, each parsed once. */
function* parsedFiles(path: string): Pieces<readonly ParseResult[]> {
  const files: ParseResult[] = [];
  for (const [name, source] of Object.entries(sources[path]!)) {
    const fileName = `${path}/${name}.go`;
    if (!parsed.has(fileName)) {
      const file = yield* parsing(libraryFiles, fileName, source);
      // Somebody else may have needed it meanwhile.
      if (!parsed.has(fileName)) parsed.set(fileName, file);
    }
    files.push(parsed.get(fileName)!);
  }
  return files;
}

/** Import paths of a package of ours, those of ours alone. */
export function* importsOf(path: string): Pieces<readonly string[]> {
  return (yield* parsedFiles(path)).flatMap(({ file }) => ourImports(file));
}

/** Import paths in a file that are packages of ours. */
export function ourImports({ decls }: SourceFile): readonly string[] {
  return decls
    .filter((decl) => decl.kind === 'ImportDecl')
    .map(({ path }) => path.text.slice(1, -1))
    .filter((path) => Object.hasOwn(sources, path));
}

function load(path: string): Loaded | undefined {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  if (!Object.hasOwn(sources, path)) return undefined;
  const own = whole(parsedFiles(path));
  const files = own.map(({ file }) => file);
  const options = { path, allowBodyless: true, onDemand: true };
  const check = checkPackage(files, importStandard, libraryFiles, options);
  const tables = own.map(({ file, text, comments }) => pragmaTable(file, comments, text.base));
  const pragmas = (decl: FuncDecl): ReadonlySet<string> =>
    tables.map((table) => table(decl)).find((words) => words.size > 0) ?? new Set();
  const made: Loaded = { path, files, check, pragmas, bodiesChecked: false };
  loaded.set(path, made);
  return made;
}

/** The importer of programs and of the library itself. */
export function importStandard(path: string): Package | undefined {
  return load(path)?.check.package;
}

/** The package with its bodies checked; undefined when we do not have it (yet). */
export function* standardPackage(path: string): Pieces<StandardPackage | undefined> {
  const found = load(path);
  yield;
  if (found !== undefined && !found.bodiesChecked) {
    const diagnostics = yield* found.check.checkBodies();
    found.bodiesChecked = true;
    const problems = diagnostics.map(({ pos, message }) => {
      const { file, line, column } = libraryFiles.position(pos);
      return `${file}:${line}:${column}: ${message}`;
    });
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
  return found;
}
