/** What is known of the standard library beyond what we have of it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyse, diagnosticLines } from '../../../src/golang/analyse';
import { importStandard, standardPaths } from '../../../src/golang/std/packages';
import { lookupFieldOrMethod } from '../../../src/golang/types/lookup';
import {
  isMissingSelector,
  isStandardMember,
  isStandardPackage,
} from '../../../src/golang/types/stdnames';
import { goRoot } from './oracle';

const root = goRoot();

test('names of the standard library', () => {
  assert.equal(isStandardPackage('net/http'), true);
  assert.equal(isStandardPackage('no/such'), false);
  assert.equal(isStandardMember('strings', 'Builder'), true);
  assert.equal(isStandardMember('strings', 'Nothing'), false);
  assert.equal(isStandardMember('no/such', 'X'), false);
});

test(
  'what our types of the library lack is known',
  { skip: root === undefined && 'Go is not here' },
  () => {
    const folder = join(root ?? '', 'api');
    const line =
      /^pkg ([\w/]+), (?:method \(\*?(\w+)[^)]*\) (\w+)|type (\w+) (?:struct|interface), (\w+) )/;
    const wrong = new Set<string>();
    let looked = 0;
    for (const file of readdirSync(folder).filter((name) => /^go1(\.\d+)?\.txt$/.test(name))) {
      for (const row of readFileSync(join(folder, file), 'utf8').split('\n')) {
        const [, path = '', receiver, method, struct, field] = line.exec(row) ?? [];
        const [type, name] = [receiver ?? struct ?? '', method ?? field ?? ''];
        const pkg = standardPaths.includes(path) ? importStandard(path) : undefined;
        const obj = pkg?.scope.lookup(type);
        if (pkg === undefined || obj?.kind !== 'typename' || !/^[A-Z]/.test(name)) continue;
        pkg.resolve(obj);
        looked++;
        const isOurs = lookupFieldOrMethod(obj.type, true, pkg, name).obj !== undefined;
        if (isOurs === isMissingSelector(path, type, name)) wrong.add(`${path}.${type}.${name}`);
      }
    }
    assert.deepEqual([...wrong], []);
    assert.ok(looked > 400, `${looked} looked at`);
  },
);

test('what a type of the library lacks is said where it is named', () => {
  const body = '\ttime.Now().ISOWeek()\n\ttime.Now().Foo()\n';
  const source = `package main\n\nimport "time"\n\nfunc main() {\n${body}}\n`;
  assert.deepEqual(diagnosticLines(analyse('x.go', source), 'error'), [
    'x.go:6:2: not supported yet: time.Time.ISOWeek',
    'x.go:7:13: time.Now().Foo undefined (type time.Time has no field or method Foo)',
  ]);
});
