/**
 * The release's own compiler tests: programs that must compile do, and errors are found on the
 * lines where the compiler finds them. The files stay in GOROOT/test; without Go there is nothing
 * to do.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkText } from './load';
import { goRoot } from './oracle';

const root = goRoot();
const differencesFile = 'test/oracle/types-gotest-differences.txt';

interface GoTest {
  readonly path: string;
  readonly source: string;
}

/** Files that need nothing we refuse: no imports but unsafe, no directives. */
function testFiles(kind: RegExp): GoTest[] {
  const dir = join(root ?? '', 'test');
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.go'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, source: readFileSync(join(dir, path), 'utf8') }))
    .filter(({ source }) => kind.test(source.split('\n', 1)[0] ?? ''))
    .filter(({ source }) => !/^import (?!"unsafe")/m.test(source) && !source.includes('import ('));
}

/** Lines with an ERROR comment; `////` disables it, GC_ERROR is the same for gc. */
function expectedLines(source: string): number[] {
  const lines: number[] = [];
  source.split('\n').forEach((text, i) => {
    if (/\/\/ (GC_)?ERROR /.test(text) && !text.includes('////')) lines.push(i + 1);
  });
  return lines;
}

test('valid programs have no errors', { skip: root === undefined && 'Go is not here' }, () => {
  let checked = 0;
  for (const { path, source } of testFiles(/^\/\/ (run|compile|build|runoutput)\b/)) {
    const { messages, syntax, unsupported } = checkText(source, path, { allowBodyless: true });
    if (unsupported) continue;
    assert.deepEqual([...syntax, ...messages], [], path);
    checked++;
  }
  assert(checked > 800, `only ${checked} programs`);
});

test('errors stand on the right lines', { skip: root === undefined && 'Go is not here' }, () => {
  const known = new Map(
    readFileSync(differencesFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.split(':')[0] ?? '', line] as const),
  );
  const differing: string[] = [];
  let agreed = 0;
  for (const { path, source } of testFiles(/^\/\/ errorcheck(?!.* -(0|[a-z]))(?!output|dir)/)) {
    const { messages, syntax, unsupported } = checkText(source, path, { allowBodyless: true });
    if (unsupported) continue;
    // The compiler does not look at types if the syntax is wrong.
    const stop = syntax.some((m) => m.includes('syntax error'));
    const reported = stop ? syntax : [...syntax, ...messages];
    const got = [...new Set(reported.map((m) => Number(m.split(':')[0])))].sort((a, b) => a - b);
    const wanted = expectedLines(source);
    if (JSON.stringify(got) === JSON.stringify(wanted)) agreed++;
    else differing.push(path);
  }
  const unexplained = differing.filter((path) => !known.has(path));
  const vanished = [...known.keys()].filter((path) => !differing.includes(path));
  assert.deepEqual(unexplained, [], `differences that ${differencesFile} does not explain`);
  assert.deepEqual(vanished, [], `differences that are gone: remove them from ${differencesFile}`);
  assert(agreed > 300, `only ${agreed} files agree`);
});
