/**
 * Whole programs of the release's tests: the messages must be those of `go tool compile -m -l`,
 * line for line and in the same order. Every tenth program that imports nothing, and all about
 * generics; ALL_PROGRAMS=1 takes all.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { go, goRoot, inFolder } from '../types/oracle';
import { analyse, importsOf } from './load';

const root = goRoot();

/** Programs that differ, with the reason. */
const known: Readonly<Record<string, string>> = {
  'fixedbugs/issue53619.go': 'conversions in the initial value of globals from a comma-ok form',
  'ken/complit.go': 'order: large map literals of globals get a function of their own',
  'dwarf/linedirectives.go': '//line directives',
  'typeparam/equal.go': 'order of instances',
  'typeparam/issue44688.go': 'method values of promoted methods of instances',
  'typeparam/issue46591.go': 'names of embedded aliases in struct types',
  'typeparam/issue48645b.go': 'order of instances',
  'typeparam/issue49049.go': 'method values of instances',
  'typeparam/typeswitch3.go': 'another pass finds imprecise calls of interface methods',
};

/** Messages of other passes than those we have. */
const foreign = /: (index|slice) bounds check elided$|: symbol too large |: Proved /;

function programs(): string[] {
  const dir = join(root ?? '', 'test');
  const all = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.go'))
    .sort((a, b) => (a < b ? -1 : 1))
    .filter((path) => {
      const source = readFileSync(join(dir, path), 'utf8');
      const wrong = /^\/\/ errorcheck(?!.* -m\b)/.test(source);
      return !wrong && /^package main$/m.test(source) && importsOf(source).length === 0;
    });
  const generic = all.filter((path) => /^typeparam\/[^/]*$/.test(path));
  const others = all.filter((path) => !path.startsWith('typeparam'));
  if (process.env.ALL_PROGRAMS === '1') return [...others, ...generic];
  return [...others.filter((_, i) => i % 10 === 0), ...generic];
}

function compilerMessages(path: string, folder: string): string[] | undefined {
  const out = join(folder, 'out.o');
  const answer = go(['tool', 'compile', '-m', '-l', '-p', 'main', '-o', out, path], folder) ?? '';
  const lines = answer.split('\n').filter((line) => line.startsWith(`${path}:`));
  const messages = lines.map((line) => line.slice(path.length + 1));
  return messages.filter((m) => !foreign.test(m));
}

test('messages of whole programs', { skip: root === undefined && 'Go is not here' }, () => {
  let agreed = 0;
  let lines = 0;
  const differing: string[] = [];
  inFolder((folder) => {
    for (const path of programs()) {
      const file = join(root ?? '', 'test', path);
      const { messages, errors } = analyse(readFileSync(file, 'utf8'));
      if (errors.length > 0) continue;
      const wanted = compilerMessages(file, folder) ?? [];
      lines += wanted.length;
      const same = JSON.stringify(messages) === JSON.stringify(wanted);
      if (same) agreed++;
      if (same === (known[path] !== undefined)) differing.push(path);
    }
  });
  assert.deepEqual(differing, []);
  assert(agreed >= 120 && lines > 300, `${agreed} programs, ${lines} messages`);
});
