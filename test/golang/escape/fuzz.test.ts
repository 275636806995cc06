/** Lowering and analysis never throw on a program that checks, however damaged it was. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { analyse } from './load';

const { cases } = JSON.parse(readFileSync('test/oracle/allocs.json', 'utf8')) as {
  cases: { source: string }[];
};

test('programs with exchanged, lost and repeated tokens', () => {
  let seed = 20261125;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const tokens = cases.map(({ source }) => source.match(/\w+|[^\w\s]|\s+/g) ?? []);
  let analysed = 0;
  for (let i = 0; i < 4000; i++) {
    const list = [...(tokens[random(tokens.length)] ?? [])];
    const other = tokens[random(tokens.length)] ?? [];
    for (let n = random(2) + 1; n > 0; n--) {
      const at = random(list.length);
      const action = random(3);
      if (action === 0) list.splice(at, 1);
      else if (action === 1) list.splice(at, 0, list[random(list.length)] ?? '');
      else list[at] = other[random(other.length)] ?? '';
    }
    const { result } = analyse(list.join(''));
    if (result !== undefined) analysed++;
  }
  // Most damage is an error of the program; what is left must be enough to mean something.
  assert(analysed > 200, `only ${analysed} programs were valid`);
});

test('deep and long programs', () => {
  const sources = [
    `func f(a int) int { return ${'('.repeat(300)}a${')'.repeat(300)} }`,
    `func f(a string) string { return ${Array.from({ length: 1000 }, () => 'a').join(' + ')} }`,
    `func f(a int) { ${'if a > 0 { '.repeat(200)}${'}'.repeat(200)} }`,
    `func f(a int) { ${'for { '.repeat(200)}${'}'.repeat(200)} }`,
    `func f(a *int) { ${'func() { _ = a; '.repeat(100)}${'}()'.repeat(100)} }`,
    `type t struct { p *t }\nfunc f(a *t) *t { return a${'.p'.repeat(300)} }`,
    `func f(a []any) any { return ${'[]any{'.repeat(200)}1${'}'.repeat(200)} }`,
    Array.from({ length: 1500 }, (_, i) => `func f${i}(a *int) *int { return f${i + 1}(a) }`)
      .concat('func f1500(a *int) *int { return f0(a) }')
      .join('\n'),
  ];
  for (const body of sources) {
    const { errors } = analyse(`package main\n${body}\nfunc main() {}\n`);
    assert.deepEqual(errors, []);
  }
});
