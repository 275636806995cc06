/**
 * The release's own programs about generics (GOROOT/test/typeparam): they check themselves, and
 * print what stands beside them. The files stay there; without Go there is nothing to do.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compile } from '../../src/golang/compile';
import { goRoot } from '../golang/types/oracle';
import { runSource } from './harness';

const root = goRoot();

test('programs about generics', { skip: root === undefined && 'Go is not here' }, () => {
  const folder = join(root ?? '', 'test/typeparam');
  let ran = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.go'))) {
    const path = join(folder, name);
    const source = readFileSync(path, 'utf8');
    if (!/^\/\/ run\b/.test(source)) continue;
    const { diagnostics, program } = compile(name, source);
    if (program === undefined) {
      // Packages that are not there.
      const others = diagnostics.filter(({ message }) => !/^not supported yet: /.test(message));
      assert.deepEqual(others, [], name);
      continue;
    }
    const { exit, stdout, stderr } = runSource(name, source);
    const answer = path.replace(/\.go$/, '.out');
    const want = existsSync(answer) ? readFileSync(answer, 'utf8') : '';
    assert.equal(exit, 0, `${name}: ${stderr}`);
    assert.equal(stdout + stderr, want, name);
    ran++;
  }
  assert(ran >= 137, `only ${ran} programs`);
});
