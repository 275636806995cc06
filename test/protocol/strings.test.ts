/** Both languages say the same, every text is used, and numbers are written as people read them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseKey } from '../../src/protocol/keys';
import { exportTexts } from '../../src/protocol/exportTexts';
import { hostTexts } from '../../src/protocol/hostTexts';
import { modelTexts } from '../../src/protocol/modelTexts';
import { modeTexts } from '../../src/protocol/modeTexts';
import { panelTexts } from '../../src/protocol/panelTexts';
import { timelineTexts } from '../../src/protocol/timelineTexts';
import {
  hasText,
  languageOf,
  say,
  sayBytes,
  sayNanoseconds,
  sayCount,
  sayHex,
  sayText,
} from '../../src/protocol/strings';
import type { Translated } from '../../src/protocol/strings';

const texts: [string, Translated][] = [
  panelTexts,
  modeTexts,
  modelTexts,
  hostTexts,
  exportTexts,
  timelineTexts,
].flatMap((table) => Object.entries<Translated>(table));

const placeholders = (template: string): string[] =>
  [...new Set([...template.matchAll(/\{(\w+)/g)].map((found) => found[1]!))].sort((a, b) =>
    a < b ? -1 : 1,
  );

test('no text stands in two tables', () => {
  const ids = texts.map(([id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test('both languages have a text with the same placeholders', () => {
  for (const [id, text] of texts) {
    assert.ok(text.en.trim() && text['zh-cn'].trim(), id);
    assert.deepEqual(placeholders(text['zh-cn']), placeholders(text.en), id);
  }
});

/** Go's words, units and file names are the same in both languages. */
const sameInBoth = /^[\w\s.:·×%{}|()/*+\-→,#]*$/;

const singular = (text: string): string => text.toLowerCase().replace(/s\b/g, '');

test('Chinese texts are Chinese, unless they hold nothing but names', () => {
  for (const [id, text] of texts) {
    // Names keep their spelling, but not English plurals and capitals.
    if (singular(text.en) === singular(text['zh-cn'])) assert.match(text.en, sameInBoth, id);
    else assert.match(text['zh-cn'], /[\u3000-\u9fff\uff00-\uffef]/, id);
  }
});

test('every text is used', () => {
  const sources = ['src', 'webview']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => path.endsWith('.ts') && !/Texts\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  // Ids put together at run time stand as `prefix.${…}` in the source.
  const prefixes = [...sources.matchAll(/`([\w.]+\.)\$\{/g)].map((found) => found[1]!);
  const unused = texts
    .map(([id]) => id)
    .filter(
      (id) => !sources.includes(`'${id}'`) && !prefixes.some((prefix) => id.startsWith(prefix)),
    );
  assert.deepEqual(unused, []);
});

test('placeholders are filled in by their formats', () => {
  assert.equal(say('en', 'map.spanPages', { npages: 1, size: '8 KiB' }), '1 page, 8 KiB');
  assert.equal(say('en', 'map.spanPages', { npages: 1200, size: 'x' }), '1,200 pages, x');
  assert.equal(say('zh-cn', 'map.spanPages', { npages: 3, size: '24 KiB' }), '3 页，24 KiB');
  assert.equal(sayText('en', 'as it is {x}'), 'as it is {x}');
  assert.equal(sayText('en', { id: 'map.more' }), '{count} more');
  assert.ok(!hasText('toString') && hasText('map.more'));
});

test('text from a program is never taken for a placeholder', () => {
  assert.equal(
    say('en', 'inspector.was', { before: '{before|a|b} $& {x}' }),
    'was {before|a|b} $& {x}',
  );
});

test('numbers', () => {
  const cases: [string, string][] = [
    [sayCount(0), '0'],
    [sayCount(1234567), '1,234,567'],
    [sayCount(-1000.25), '-1,000.25'],
    [sayBytes(48), '48 B'],
    [sayBytes(1023), '1,023 B'],
    [sayBytes(8192), '8 KiB'],
    [sayBytes(4_000_000), '3.81 MiB'],
    [sayNanoseconds(0), '0 ns'],
    [sayNanoseconds(840.4), '840 ns'],
    [sayNanoseconds(56_724), '56.7 µs'],
    [sayNanoseconds(20_475_633), '20.5 ms'],
    [sayNanoseconds(123_456_789_000), '123 s'],
    [sayBytes(64 * 2 ** 20), '64 MiB'],
    [sayBytes(2 ** 40), '1 TiB'],
    [sayHex(0xc000012000), '0xc000012000'],
    [languageOf('zh-cn'), 'zh-cn'],
    [languageOf('zh-TW'), 'zh-cn'],
    [languageOf('zha'), 'en'],
    [languageOf('de'), 'en'],
  ];
  for (const [actual, expected] of cases) assert.equal(actual, expected);
});

test('keys', () => {
  assert.deepEqual(parseKey('slot:123:7'), { kind: 'slot', a: 123, b: 7 });
  assert.deepEqual(parseKey('mheap'), { kind: 'mheap', a: 0, b: 0 });
  for (const bad of [
    '',
    'slot',
    'slot:1',
    'slot:1:2:3',
    'span:-1',
    'span:01',
    'span:1e3',
    'toString',
    'span:',
  ]) {
    assert.equal(parseKey(bad), undefined, bad);
  }
});
