/**
 * The standard library packages that programs may import: our own Go sources, embedded as text,
 * parsed and checked when first imported and kept for the life of the process.
 */
import { parseFile } from '../syntax/parser';
import { FileSet } from '../syntax/pos';
import type { CheckResult } from '../types/check';
import { checkPackage } from '../types/check';
import type { Package } from '../types/types';
import type { SourceFile } from '../syntax/nodes';
import errors from './errors.go';
import fmt from './fmt.go';
import math from './math.go';
import runtime from './runtime.go';
import sort from './sort.go';
import strconv from './strconv.go';
import strings from './strings.go';
import sync from './sync.go';
import time from './time.go';

const sources: Readonly<Record<string, string>> = {
  errors,
  fmt,
  math,
  runtime,
  sort,
  strconv,
  strings,
  sync,
  time,
};

/** A package of ours, checked. */
interface StandardPackage {
  readonly path: string;
  readonly file: SourceFile;
  readonly fileSet: FileSet;
  readonly check: CheckResult;
}

const loaded = new Map<string, StandardPackage>();

/** The package with this path; undefined when we do not have it (yet). */
function standardPackage(path: string): StandardPackage | undefined {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  if (!Object.hasOwn(sources, path)) return undefined;
  const fileSet = new FileSet();
  const { file } = parseFile(fileSet, `${path}.go`, sources[path]!);
  const check = checkPackage([file], importStandard, fileSet, { path, allowBodyless: true });
  const made = { path, file, fileSet, check };
  loaded.set(path, made);
  return made;
}

/** The importer of programs and of the library itself. */
export function importStandard(path: string): Package | undefined {
  return standardPackage(path)?.check.package;
}
