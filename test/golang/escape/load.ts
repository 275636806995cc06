/**
 * Analyses one Go file for tests. Imported packages are known by the declarations in
 * `declarations/`; where their parameters flow comes from the recorded tags.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escape } from '../../../src/golang/escape/escape';
import type { EscapeResult } from '../../../src/golang/escape/escape';
import { messageLine } from '../../../src/golang/escape/messages';
import { buildPackage } from '../../../src/golang/ir/noder';
import type { IrPackage } from '../../../src/golang/ir/nodes';
import { pragmaTable } from '../../../src/golang/ir/pragmas';
import { Layouts } from '../../../src/golang/layout/layout';
import { standardTags } from '../../../src/golang/std/tags';
import { parseFile } from '../../../src/golang/syntax/parser';
import { FileSet } from '../../../src/golang/syntax/pos';
import { checkPackage } from '../../../src/golang/types/check';
import type { Package } from '../../../src/golang/types/types';

const declarations = 'test/golang/escape/declarations';
const packages = new Map<string, Package>();

/** Whether a package can be imported in these tests. */
export function isDeclared(path: string): boolean {
  return path === 'unsafe' || existsSync(join(declarations, `${path}.go`));
}

function importPackage(path: string): Package | undefined {
  const known = packages.get(path);
  if (known !== undefined) return known;
  if (!isDeclared(path)) return undefined;
  const fileSet = new FileSet();
  const source = readFileSync(join(declarations, `${path}.go`), 'utf8');
  const { file } = parseFile(fileSet, path, source);
  const options = { path, allowBodyless: true };
  const { package: pkg } = checkPackage([file], importPackage, fileSet, options);
  packages.set(path, pkg);
  return pkg;
}

interface Analysed {
  /** `line:column: text`; undefined if the program has errors (then `errors` says which). */
  readonly messages: string[];
  readonly errors: string[];
  readonly pkg?: IrPackage;
  readonly result?: EscapeResult;
  readonly fileSet: FileSet;
}

interface Options {
  readonly mutationsAndCalls?: boolean;
  /** Lines whose statements are repeated, with how often. */
  readonly repeat?: ReadonlyMap<number, number>;
}

export function analyse(source: string, options: Options = {}): Analysed {
  const fileSet = new FileSet();
  const { file, text, comments, diagnostics } = parseFile(fileSet, 'x.go', source);
  const errors = diagnostics.map((d) => d.message);
  const checkOptions = { path: 'main', allowBodyless: true };
  const check = checkPackage([file], importPackage, fileSet, checkOptions);
  errors.push(...check.diagnostics.filter((d) => d.severity === 'error').map((d) => d.message));
  if (errors.length > 0) return { messages: [], errors, fileSet };
  const layouts = new Layouts();
  const pragmas = pragmaTable(file, comments, text.base);
  const pkg = buildPackage(check, [file], layouts, pragmas, (s) =>
    options.repeat?.get(fileSet.position(s.start).line),
  );
  const result = escape(pkg, layouts, { importedTags: standardTags, ...options });
  const messages = result.messages.map((m) => messageLine(fileSet, m).replace(/^x\.go:/, ''));
  return { messages, errors, pkg, result, fileSet };
}

/** The import paths of a file. */
export function importsOf(source: string): string[] {
  const groups = [...source.matchAll(/^import\s*\(([^)]*)\)/gm)].map((m) => m[1] ?? '');
  const singles = [...source.matchAll(/^import\s+(?:[\w.]+\s+)?("[^"]+")/gm)].map((m) => m[1]);
  return [...groups, ...singles].flatMap((text) =>
    [...(text ?? '').matchAll(/"([^"]+)"/g)].map((m) => m[1] ?? ''),
  );
}
