/** The checker goes on after any error: half-typed and damaged programs never make it throw. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkText } from './load';

const folders = ['test/golang/types/errors', 'test/golang/types/constants', 'test/golang/layout'];
const sources = folders
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.go'))
  .sort((a, b) => (a < b ? -1 : 1))
  .map((file) => readFileSync(file, 'utf8'));

/** Positions of diagnostics lie in the text, or at its end. */
function checkAnything(source: string): void {
  const { result, file } = checkText(source);
  for (const d of result.diagnostics) {
    assert(d.message !== '');
    assert(d.pos >= 0 && d.end >= d.pos, `${d.pos} ${d.end} ${d.message}`);
  }
  assert(file.kind === 'SourceFile');
}

test('every prefix of a program', () => {
  for (const source of sources) {
    const step = Math.max(1, Math.floor(source.length / 300));
    for (let end = 0; end <= source.length; end += step) checkAnything(source.slice(0, end));
  }
});

test('programs with exchanged, lost and repeated tokens', () => {
  let seed = 20261124;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const tokens = sources.map((s) => s.match(/\w+|[^\w\s]|\s+/g) ?? []);
  for (let i = 0; i < 600; i++) {
    const list = [...(tokens[random(tokens.length)] ?? [])];
    for (let n = random(6) + 1; n > 0; n--) {
      const at = random(list.length);
      const other = list[random(list.length)] ?? '';
      const action = random(3);
      if (action === 0) list.splice(at, 1);
      else if (action === 1) list.splice(at, 0, other);
      else list[at] = other;
    }
    checkAnything(list.join(''));
  }
});

test('long chains within the limit are computed', () => {
  const chain = Array.from({ length: 1400 }, () => '1').join(' + ');
  const { result, messages, syntax } = checkText(`package p\n\nconst c = ${chain}\n`);
  assert.deepEqual([...syntax, ...messages], []);
  const c = result.package.scope.lookup('c');
  assert(c?.kind === 'const' && c.value?.kind === 'int');
  assert.equal(c.value.value, 1400n);
});

test('the strangest files', () => {
  const nested = '('.repeat(10_000) + '1' + ')'.repeat(10_000);
  const chain = Array.from({ length: 10_000 }, () => '1').join(' + ');
  const line = 'x'.repeat(1_000_000);
  for (const source of [
    '',
    'package',
    'package p',
    'package p\nvar x = x',
    'package p\ntype t struct{ t }\nvar v t\nfunc (t) m() { v.m() }',
    'package p\ntype t [len(v)]int\nvar v t',
    'package p\ntype i interface{ i }\nvar v i = v',
    'package p\nconst a = 1 << a',
    'package p\nvar f = func() { f() }',
    `package p\nvar x = ${nested}`,
    `package p\nvar x = ${chain}`,
    `package p\nvar ${line} int`,
    `package p\nfunc f() { ${'if x { '.repeat(5000)}`,
    `package p\nvar x ${'[]'.repeat(10_000)}int`,
    `package p\nvar x = ${'f('.repeat(10_000)}`,
    `package p\nvar x = y${'.f()'.repeat(10_000)}`,
    `package p\nvar x = []t${'{'.repeat(10_000)}`,
    'package p\nfunc f() { for { for { for {',
    'package p\ntype ( a = b; b = c; c = a )\nvar v a',
    'package p\ntype p *p\nvar v p = &v',
    '\u0000\ufffd',
  ]) {
    checkAnything(source);
  }
});
