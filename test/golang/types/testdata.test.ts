/**
 * The type checker's own tests of the release (GOROOT/src/internal/types/testdata), in which a
 * comment after a place says what is wrong there: each error is found on its line with its words.
 * The files stay there; without Go there is nothing to do.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkText } from './load';
import { goRoot } from './oracle';

const root = goRoot();
const differencesFile = 'test/oracle/types-testdata-differences.txt';

interface Wanted {
  readonly line: number;
  readonly isText: (message: string) => boolean;
}

const comment = /(?:\/\*|\/\/)\s*(ERRORx?)\s+("(?:[^"\\]|\\.)*"|`[^`]*`)/g;

/** What the comments ask for; each speaks of the line of the token before it. */
function wantedErrors(source: string): Wanted[] {
  return [...source.matchAll(comment)].map(({ index, 1: kind, 2: quoted = '' }) => {
    const body = quoted.slice(1, -1);
    const text = quoted.startsWith('`') ? body : body.replace(/\\(.)/g, '$1');
    const blank = (found: string): string => found.replace(/[^\n]/g, ' ');
    const before = source
      .slice(0, index)
      .replace(/\/\*[\s\S]*?\*\//g, blank)
      .replace(/\/\/.*$/gm, blank)
      .trimEnd();
    const line = before.split('\n').length;
    if (kind === 'ERROR') return { line, isText: (message) => message.includes(text) };
    const pattern = new RegExp(quoted.startsWith('`') ? body : body.replace(/\\\\/g, '\\'));
    return { line, isText: (message) => pattern.test(message) };
  });
}

/** How many errors of a file are found otherwise; undefined where it needs what we do not have. */
function differences(source: string): number | undefined {
  const { messages, syntax, unsupported } = checkText(source, 'x.go', { allowBodyless: true });
  if (unsupported) return undefined;
  const wanted = wantedErrors(source);
  let more = 0;
  for (const message of [...syntax, ...messages]) {
    const line = Number(message.split(':')[0]);
    const at = wanted.findIndex((w) => w.line === line && w.isText(message));
    if (at < 0) more++;
    else wanted.splice(at, 1);
  }
  return more + wanted.length;
}

test('errors have their words', { skip: root === undefined && 'Go is not here' }, () => {
  const folder = join(root ?? '', 'src/internal/types/testdata');
  const lines = readFileSync(differencesFile, 'utf8').split('\n');
  const own = lines.filter((l) => l !== '' && !l.startsWith('#'));
  const known = new Set(own.map((l) => l.split(':')[0] ?? ''));
  const differing: string[] = [];
  let agreed = 0;
  for (const part of ['check', 'examples', 'fixedbugs', 'spec']) {
    for (const name of readdirSync(join(folder, part)).sort()) {
      if (!name.endsWith('.go')) continue;
      const source = readFileSync(join(folder, part, name), 'utf8');
      // Other versions of the language, a builtin of the test, packages without sources of ours.
      if (/^\/\/ -(lang|goexperiment)|\bassert\(|^import (?!"unsafe")|^import \(/m.test(source)) {
        continue;
      }
      const found = differences(source);
      if (found === 0) agreed++;
      else if (found !== undefined) differing.push(`${part}/${name}`);
    }
  }
  const unexplained = differing.filter((name) => !known.has(name));
  const vanished = [...known].filter((name) => !differing.includes(name));
  assert.deepEqual(unexplained, [], `differences that ${differencesFile} does not list`);
  assert.deepEqual(vanished, [], `differences that are gone: remove them from ${differencesFile}`);
  assert(agreed > 200, `only ${agreed} files agree`);
});
