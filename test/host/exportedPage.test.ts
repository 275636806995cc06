/** The page of a run: whatever the program holds, it stays data, and comes back as it was. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exportedPage, pageFiles } from '../../src/host/exportedPage';
import type { PageRun } from '../../src/host/exportedPage';

const frame = readFileSync('src/page/frame.html', 'utf8');
const parts = {
  frame,
  style: 'body { color: red }',
  // What a script holds is not looked at again: neither dollars nor names of places.
  engine: 'const a = "$& $1 %%run%% %%title%%";',
  view: "const b = `$'`;",
};

function runOf(source: string, name = 'main.go'): PageRun {
  const options = { procs: 2, gogc: 50 };
  return { name, source, line: 3, options, tick: 7, endTick: 90, language: 'en' };
}

/** The data in a page, as a browser reads it. */
function dataOf(page: string): unknown {
  const [, text] = /<script type="application\/json" id="run">([^<]*)<\/script>/.exec(page)!;
  return JSON.parse(text!);
}

test('every part stands in its place', () => {
  const page = exportedPage(parts, runOf('package main\n'));
  assert.ok(page.startsWith('<!doctype html>\n<html lang="en">'));
  assert.ok(page.includes(`<style>${parts.style}</style>`));
  assert.ok(page.includes(`<script>${parts.engine}</script>`));
  assert.ok(page.includes(`<script>${parts.view}</script>`));
  assert.ok(page.includes('<title>main.go · Go Memory</title>'));
  assert.match(page, /<noscript>This page needs JavaScript/);
  // The policy is the build's.
  assert.deepEqual(
    [...page.replace(parts.engine, '').matchAll(/%%(\w+)%%/g)].map((one) => one[1]),
    ['policy'],
  );
});

const hostile = [
  '</script><script>alert(1)</script>',
  '<!-- <script>',
  '%%engine%% $& $` \\u003c',
  '\u2028\u2029\u0000 "quotes" \'and\' `ticks` & 😀 \ud800',
];
for (const source of hostile) {
  test(`a program with ${JSON.stringify(source).slice(0, 30)} is data and nothing else`, () => {
    const run = runOf(source, source);
    const page = exportedPage(parts, run);
    assert.deepEqual(dataOf(page), run);
    assert.equal(
      page.match(/<script/g)?.length,
      exportedPage(parts, runOf('')).match(/<script/g)?.length,
    );
    const [, title] = /<title>([^]*?)<\/title>/.exec(page)!;
    assert.ok(!/[<"]/.test(title!), title);
  });
}

test('Chinese readers get a Chinese page', () => {
  const page = exportedPage(parts, { ...runOf(''), language: 'zh-cn' });
  assert.match(page, /<html lang="zh-cn">/);
  assert.match(page, /<noscript>[^<]*[\u4e00-\u9fff]/);
});

test('the parts are files that ship', () => {
  const ships = readFileSync('.vscodeignore', 'utf8').split('\n');
  for (const name of Object.values(pageFiles)) assert.ok(ships.includes(`!dist/${name}`), name);
});
