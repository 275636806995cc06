/**
 * Programs of our own with many constructs each: the messages of `-m -l` recorded in
 * test/oracle/escape-programs.txt, asked again where go is present.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { go, recorded } from '../types/oracle';
import { analyse } from './load';

const folder = 'test/golang/escape/programs';
const names = readdirSync(folder).sort((a, b) => (a < b ? -1 : 1));

/** The answer of the compiler for all programs: `file:line:column: text`. */
function ask(): string {
  return names
    .map((name) => {
      const answer = go(['list', '-export', '-gcflags=-m -l', name], folder) ?? '';
      const lines = answer.split('\n').filter((line) => /^(\.\/)?\w+\.go:/.test(line));
      return lines.map((line) => `${line.replace(/^\.\//, '')}\n`).join('');
    })
    .join('');
}

const answer = recorded('escape-programs.txt', "go list -export -gcflags='-m -l' FILE", ask);

for (const name of names) {
  test(name, () => {
    const { messages, errors } = analyse(readFileSync(join(folder, name), 'utf8'));
    assert.deepEqual(errors, []);
    const prefix = `${name}:`;
    const lines = answer.split('\n').filter((line) => line.startsWith(prefix));
    const wanted = lines.map((line) => line.slice(prefix.length));
    assert(wanted.length > 0);
    assert.deepEqual(messages, wanted);
  });
}
