/**
 * Callers are analysed with the tags gc has recorded for the library. They are only right if our
 * functions let out no more than gc's do: what stays on a caller's stack must not be kept.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escape } from '../../src/golang/escape/escape';
import type { Leaks } from '../../src/golang/escape/leaks';
import { buildPackage } from '../../src/golang/ir/noder';
import { Layouts } from '../../src/golang/layout/layout';
import { whole } from '../../src/golang/pieces';
import { standardPackage } from '../../src/golang/std/packages';
import { sources } from '../../src/golang/std/sources';
import { standardTags } from '../../src/golang/std/tags';

/** Per parameter with pointers what it leaks; undefined for the others. */
type Tags = readonly (Leaks | undefined)[];

const internal = new Map<string, readonly Leaks[]>();
const done = new Map<string, ReadonlyMap<string, Tags>>();

/** Functions that let out more, with the reason why that keeps nothing alive. */
const known: readonly (readonly [RegExp, string])[] = [
  [/^reflect\..*(Type|TypeOf|String|Name|PkgPath|Zero) /, 'types and their names are static'],
  [/^reflect\.Value\.Map(Index|Keys) /, 'of a map, which is in the heap'],
  [/^sort\.Strings /, 'strings change places within the slice'],
];

/** What our analysis finds about the functions of a package, packages it imports first. */
function analysed(path: string): ReadonlyMap<string, Tags> {
  const before = done.get(path);
  if (before !== undefined) return before;
  const found = whole(standardPackage(path));
  assert.ok(found, path);
  for (const needed of found.check.package.imports) {
    if (needed.path !== 'unsafe') analysed(needed.path);
  }
  const layouts = new Layouts();
  const pkg = buildPackage(found.check, found.files, layouts, found.pragmas);
  const importedTags = (sym: string): readonly Leaks[] | undefined =>
    standardTags(sym) ?? internal.get(sym);
  const { tags } = escape(pkg, layouts, { importedTags });
  const named = new Map<string, Tags>();
  for (const [fn, leaks] of tags) {
    if (path.startsWith('internal/')) internal.set(fn.name, leaks);
    const ofPointers = fn.params.map((param, i) =>
      layouts.hasPointers(param.type) ? leaks[i] : undefined,
    );
    named.set(fn.name, ofPointers);
  }
  done.set(path, named);
  return named;
}

/** Whether a flow with so many dereferences is allowed where `most` is recorded. */
function allowed(derefs: number, ...most: readonly number[]): boolean {
  return derefs < 0 || most.some((recorded) => recorded >= 0 && recorded <= derefs);
}

function leakier(ours: Leaks, recorded: Leaks): boolean {
  if (!allowed(ours.heap, recorded.heap)) return true;
  return ours.results.some((derefs, i) => !allowed(derefs, recorded.results[i]!, recorded.heap));
}

for (const path of Object.keys(sources).filter((name) => !name.startsWith('internal/'))) {
  test(`${path}: parameters flow no further than in gc`, () => {
    const offences: string[] = [];
    for (const [name, leaks] of analysed(path)) {
      const recorded = standardTags(name);
      recorded?.forEach((tag, i) => {
        const ours = leaks[i];
        if (ours === undefined || !leakier(ours, tag)) return;
        const text = `${name} parameter ${i}: heap ${ours.heap} results ${ours.results.join()}`;
        if (known.some(([pattern]) => pattern.test(text))) return;
        offences.push(`${text}, recorded ${tag.heap} ${tag.results.join()}`);
      });
    }
    assert.deepEqual(offences, []);
  });
}
