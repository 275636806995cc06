/**
 * The standard library's packages as units, analysed when a program first needs them and kept for
 * the life of the process.
 */
import { escape } from '../escape/escape';
import type { Leaks } from '../escape/leaks';
import { buildPackage } from '../ir/noder';
import type { IrPackage } from '../ir/nodes';
import { Layouts } from '../layout/layout';
import { importsOf, importStandard, standardPackage } from '../std/packages';
import { standardTags } from '../std/tags';
import type { Package } from '../types/types';
import { PackageUnit } from './unit';

const units = new Map<string, PackageUnit>();
const layouts = new Layouts();

/** Where parameters of functions of internal packages flow, by link name: gc does not tell. */
const internalTags = new Map<string, readonly Leaks[]>();

function tagsOf(sym: string): readonly Leaks[] | undefined {
  return standardTags(sym) ?? internalTags.get(sym);
}

/** Lowered, but not analysed yet. */
const lowered = new Map<string, IrPackage>();

function lower(path: string): IrPackage {
  const known = lowered.get(path);
  if (known !== undefined) return known;
  const found = standardPackage(path);
  if (found === undefined) throw new Error(`no package ${path}`);
  const { check, files, pragmas } = found;
  const pkg = buildPackage(check, files, layouts, pragmas);
  lowered.set(path, pkg);
  return pkg;
}

/** The unit of a package of ours. */
export function libraryUnit(path: string): PackageUnit {
  const known = units.get(path);
  if (known !== undefined) return known;
  const pkg = lower(path);
  for (const needed of pkg.types.imports) {
    if (needed.path !== 'unsafe') libraryUnit(needed.path);
  }
  const escapes = escape(pkg, layouts, { importedTags: tagsOf });
  if (path.startsWith('internal/')) {
    for (const fn of [...pkg.funcs, ...pkg.natives]) {
      const tags = escapes.tags.get(fn);
      if (tags !== undefined) internalTags.set(fn.name, tags);
    }
  }
  const unit = new PackageUnit(pkg, layouts, escapes, new Map());
  units.set(path, unit);
  lowered.delete(path);
  return unit;
}

/** What becomes of a package, in this order. */
const stages: readonly ((path: string) => unknown)[] = [
  importsOf,
  importStandard,
  standardPackage,
  lower,
  libraryUnit,
];

/** How many of the stages a package has behind it. */
const stageOf = new Map<string, number>();

/**
 * Does one piece of the work that programs which import these packages need done before they can be
 * linked; true when nothing is left.
 */
export function prepareLibrary(paths: readonly string[]): boolean {
  return paths.every((path) => {
    const stage = stageOf.get(path) ?? 0;
    if (stage === stages.length) return true;
    if (stage > 0 && !prepareLibrary(importsOf(path))) return false;
    stages[stage]!(path);
    stageOf.set(path, stage + 1);
    return false;
  });
}

/** Import paths of a package and all it needs, in the order of their initialisation. */
export function importOrder(pkg: Package, always: readonly string[]): string[] {
  const imports = new Map<string, string[]>();
  const visit = (path: string): void => {
    if (path === 'unsafe' || imports.has(path)) return;
    const paths = libraryUnit(path).pkg.types.imports.map((p) => p.path);
    imports.set(
      path,
      paths.filter((p) => p !== 'unsafe'),
    );
    paths.forEach(visit);
  };
  always.forEach(visit);
  for (const p of pkg.imports) visit(p.path);
  const order: string[] = [];
  const paths = [...imports.keys()].sort((a, b) => (a < b ? -1 : 1));
  while (order.length < paths.length) {
    const next = paths.find(
      (path) =>
        !order.includes(path) && (imports.get(path) ?? []).every((need) => order.includes(need)),
    );
    if (next === undefined) throw new Error('packages import each other');
    order.push(next);
  }
  return order;
}
