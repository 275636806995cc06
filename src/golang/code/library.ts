/**
 * The standard library's packages as units, made when a program first needs them and kept for the
 * life of the process.
 */
import { escaping } from '../escape/escape';
import type { Leaks } from '../escape/leaks';
import { building } from '../ir/noder';
import { Layouts } from '../layout/layout';
import type { Pieces } from '../pieces';
import { importsOf, standardPackage } from '../std/packages';
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

/** What is done for the packages that are not units yet, for all programs that wait for them. */
const works = new Map<string, Pieces<void>>();

/** Makes the unit of a package, after those of what it imports. */
function* making(path: string): Pieces<void> {
  yield* preparing(yield* importsOf(path));
  const found = yield* standardPackage(path);
  if (found === undefined) throw new Error(`no package ${path}`);
  const { check, files, pragmas } = found;
  const pkg = yield* building(check, files, layouts, pragmas);
  const escapes = yield* escaping(pkg, layouts, { importedTags: tagsOf });
  if (path.startsWith('internal/')) {
    for (const fn of [...pkg.funcs, ...pkg.natives]) {
      const tags = escapes.tags.get(fn);
      if (tags !== undefined) internalTags.set(fn.name, tags);
    }
  }
  units.set(path, new PackageUnit(pkg, layouts, escapes, new Map()));
}

/** Does a piece of the work that is left for a package; false when there is none. */
function advance(path: string): boolean {
  if (units.has(path)) return false;
  const work = works.get(path) ?? making(path);
  works.set(path, work);
  if (work.next().done) works.delete(path);
  return true;
}

/** The work that programs which import these packages need done before they can be linked. */
export function* preparing(paths: readonly string[]): Pieces<void> {
  for (const path of paths) while (advance(path)) yield;
}

/** The unit of a package of ours. */
export function libraryUnit(path: string): PackageUnit {
  while (advance(path));
  return units.get(path)!;
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
