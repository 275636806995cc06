/**
 * The release's own tests of escape analysis: files whose ERROR comments say which messages
 * `-m -l` prints on each line. The files stay in GOROOT/test; without Go there is nothing to do.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { goRoot } from '../types/oracle';
import { analyse, importsOf, isDeclared } from './load';

const root = goRoot();

/** Files that differ, with the reason. A file that agrees must not be listed. */
const known: Readonly<Record<string, string>> = {
  'bounds.go': 'messages about index checks, which are not about escapes',
  'uintptrescapes2.go': 'pragma uintptrescapes',
};

interface GoTest {
  readonly path: string;
  readonly source: string;
}

function escapeTests(): GoTest[] {
  const dir = join(root ?? '', 'test');
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.go'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, source: readFileSync(join(dir, path), 'utf8') }))
    .filter(({ source }) => {
      const [directive = ''] = source.split('\n', 1);
      // -N turns passes off, -live prints more, -smallframes has other limits.
      const flags = /^\/\/ errorcheck -0 (?=.*-m\b(?!=))(?=.*-l\b)(?!.*(-N|-live|-smallframes))/;
      return flags.test(directive);
    })
    .filter(({ source }) => importsOf(source).every(isDeclared));
}

/** What is wrong with the messages of a file, by the rules of the release's test runner. */
function problems(source: string, messages: readonly string[]): string[] {
  const wrong: string[] = [];
  const byLine = new Map<number, string[]>();
  for (const message of messages) {
    const [, line = '', text = ''] = /^(\d+)(?::\d+)?: (.*)$/.exec(message) ?? [];
    byLine.set(Number(line), [...(byLine.get(Number(line)) ?? []), text]);
  }
  source.split('\n').forEach((text, i) => {
    const line = i + 1;
    const found = byLine.get(line) ?? [];
    const comment = text.includes('////') ? undefined : /\/\/ (?:GC_)?ERROR (.*)/.exec(text)?.[1];
    const patterns = [...(comment ?? '').matchAll(/"([^"]*)"|`([^`]*)`/g)].map(
      (m) => new RegExp((m[1] ?? m[2] ?? '').replaceAll('\\\\', '\\')),
    );
    for (const p of patterns) {
      if (!found.some((m) => p.test(m))) wrong.push(`${line}: nothing matches ${p.source}`);
    }
    for (const m of found) {
      if (!patterns.some((p) => p.test(m))) wrong.push(`${line}: unexpected ${m}`);
    }
  });
  return wrong;
}

test('ERROR comments of the release', { skip: root === undefined && 'Go is not here' }, () => {
  let lines = 0;
  let agreed = 0;
  const differing: string[] = [];
  for (const { path, source } of escapeTests()) {
    const mutationsAndCalls = source.includes('-d=escapemutationscalls');
    const { messages, errors } = analyse(source, { mutationsAndCalls });
    const wrong = errors.length > 0 ? errors : problems(source, messages);
    lines += source.split('\n').filter((text) => /\/\/ (GC_)?ERROR /.test(text)).length;
    if (wrong.length === 0) {
      agreed++;
      if (known[path] !== undefined) differing.push(`${path}: agrees by now, is still listed`);
    } else if (known[path] === undefined) {
      differing.push(...wrong.map((w) => `${path}:${w}`));
    }
  }
  assert.deepEqual(differing, []);
  assert(agreed >= 25, `only ${agreed} files agree`);
  assert(lines > 1000, `only ${lines} lines`);
});
