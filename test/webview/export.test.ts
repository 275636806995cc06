/**
 * Exports in Chromium: pictures whose shapes stand where the session says, tables and answers of
 * what is behind them, and the page of a whole run, opened from a file without any network.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { ExportFormat, ExportView, MadeFile } from '../../src/protocol/exporting';
import { pageOrigin } from '../../webview/heapmap/layout';
import type { Panel } from '../../webview/panel';
import type { Context } from '../../webview/state/context';
import { modeNames } from '../../webview/state/persist';
import type { ModeName } from '../../webview/state/persist';
import { launch } from '../tools/browser.mjs';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context; panel: Panel };
declare const made: MadeFile[];

/** A type's name may hold any letter, and a stop's too; texts of the program come out as values. */
const hostile = '</text><script>alert(1)</script>\\"&\\u0001\\U0001F600';
const source = `package main

type 节点 struct {
	next *节点
	text string
}

var 名字 = "${hostile}"
var list *节点

func main() {
	for i := 0; i < 300; i++ {
		list = &节点{list, 名字} //mem:stop step
	}
	//mem:stop end
	println(len(list.text))
}
`;
const screens = 'test-results/screens';
const files = `test-results/export-${process.pid}`;
let harness: Harness;
let opened: Opened;
let page: Page;

before(async () => {
  execFileSync(process.execPath, ['esbuild.mjs', '--production']);
  mkdirSync(screens, { recursive: true });
  mkdirSync(files, { recursive: true });
  harness = await createHarness('test/webview/sessionPage.ts');
  opened = await harness.open({ host: { name: 'a&b<i>.go', source } });
  page = opened.page;
  await page.evaluate(() => explorer.context.client.request('run', {}));
});
after(async () => {
  await harness.close();
  rmSync(files, { recursive: true, force: true });
});

async function show(mode: ModeName): Promise<void> {
  await page.evaluate((one) => explorer.context.mode.set(one), mode);
  const sentence = page.locator(`#panel-${mode} .mode-sentence`);
  await sentence.filter({ hasText: /\S/ }).waitFor();
  await settle(page);
}

/** What the view hands to the host. */
async function exported(view: ExportView, format: ExportFormat): Promise<MadeFile> {
  return page.evaluate(
    async ([one, as]) => {
      made.length = 0;
      await explorer.panel.exporter.run(one, as);
      return made[0]!;
    },
    [view, format] as const,
  );
}

/** Parses as XML, strictly; gives elements by name with their attributes. */
function elementsOf(svg: string): Promise<{ name: string; attributes: Record<string, string> }[]> {
  return page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
    const wrong = xml.querySelector('parsererror');
    if (wrong) throw new Error(wrong.textContent ?? 'not well-formed');
    return [...xml.querySelectorAll('*')].map((element) => ({
      name: element.tagName,
      attributes: Object.fromEntries(
        [...element.attributes].map(({ name, value }) => [name, value]),
      ),
    }));
  }, svg);
}

test('every mode is exported as well-formed SVG that runs nothing', async () => {
  for (const mode of modeNames) {
    await show(mode);
    const { text, name } = await exported('stage', 'svg');
    assert.match(name, new RegExp(`^a&b<i>\\.go-${mode}-\\d+\\.svg$`));
    const elements = await elementsOf(text!);
    const names = new Set(elements.map((element) => element.name));
    for (const never of ['script', 'foreignObject', 'a', 'style', 'iframe']) {
      assert.ok(!names.has(never), `${mode}: ${never}`);
    }
    for (const { attributes } of elements) {
      for (const [key, value] of Object.entries(attributes)) {
        assert.ok(!key.startsWith('on'), `${mode}: ${key}`);
        if (key === 'href') assert.match(value, /^data:image\/png/);
      }
    }
    const texts = elements.filter((element) => element.name === 'text');
    assert.ok(texts.length >= 4, `${mode}: ${texts.length} texts`);
    writeFileSync(`${screens}/export-${mode}.svg`, text!);
  }
});

test('what the program says is in the picture as text', async () => {
  await show('zones');
  const { text } = await exported('stage', 'svg');
  const said = await page.evaluate((svg) => {
    const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return [...xml.querySelectorAll('text')].map((one) => one.textContent ?? '');
  }, text!);
  assert.ok(said.some((one) => one.includes('名字')));
  assert.ok(said.some((one) => one.includes('</text><script>')));
  assert.ok(said[0]!.includes('a&b<i>.go'));
});

test('map: each span of the session is a rectangle at its place', async () => {
  await show('map');
  await page.evaluate(() => explorer.panel.map.setCamera({ x: -1, y: 2, scale: 60 }));
  await settle(page);
  const { text } = await exported('stage', 'svg');
  const found = await page.evaluate(async (svg) => {
    const { client, overview } = explorer.context;
    const { usedFirstPage: firstPage, usedLimitPage, arenaCount } = overview.get()!;
    const params = { firstPage, pageCount: usedLimitPage - firstPage, colour: 'class' } as const;
    const spans = await client.request('spans', params);
    const { width, height } = document.querySelector('.map-surface')!.getBoundingClientRect();
    const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const numbers = (element: Element): number[] =>
      ['x', 'y', 'width', 'height'].map((name) => Number(element.getAttribute(name)));
    const isMap = (element: Element): boolean => {
      const [, , w, h] = numbers(element);
      return Math.abs(w! - width) < 1 && Math.abs(h! - height) < 1;
    };
    const map = [...xml.querySelectorAll('svg')].find(isMap)!;
    return {
      arenaCount,
      pages: [...spans.page],
      npages: [...spans.npages],
      slots: spans.slots.length,
      camera: explorer.panel.map.camera(),
      size: { width, height },
      rects: [...map.querySelectorAll('rect')].map(numbers),
    };
  }, text!);
  const { camera, size } = found;
  let checked = 0;
  found.pages.forEach((first, index) => {
    const origin = pageOrigin(first, found.arenaCount);
    const x = (origin.x - camera.x) * camera.scale;
    const y = (origin.y - camera.y) * camera.scale;
    const width = found.npages[index]! * camera.scale;
    const fits = x >= 0 && y >= 0 && x + width <= size.width && y + camera.scale <= size.height;
    if (!fits || (first % 16) + found.npages[index]! > 16) return;
    // The card's inset is a small share of a page.
    const close = (a: number, b: number): boolean => Math.abs(a - b) <= 0.04 * camera.scale;
    const card = found.rects.some(
      ([left, top, w, h]) =>
        close(left!, x) &&
        close(top!, y) &&
        close(left! + w!, x + width) &&
        close(h!, camera.scale - 0.06 * camera.scale),
    );
    assert.ok(card, `span at page ${first}: no card at ${x} ${y}`);
    checked += 1;
  });
  assert.ok(checked >= 5, `${checked} spans`);
});

test('PNG: twice the size of the drawing, and not empty', async () => {
  await show('levels');
  const svg = (await exported('stage', 'svg')).text!;
  const [, width, height] = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg)!;
  const { base64, name } = await exported('stage', 'png');
  const bytes = Buffer.from(base64!, 'base64');
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  assert.equal(bytes.readUInt32BE(16), 2 * Number(width));
  assert.equal(bytes.readUInt32BE(20), 2 * Number(height));
  assert.match(name, /\.png$/);
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(
      context.getImageData(0, 0, image.width, image.height).data.buffer,
    );
    return new Set(pixels).size;
  }, base64!);
  assert.ok(colours > 20, `${colours} colours`);
});

test('pictures of every mode, to be looked at', async () => {
  for (const mode of modeNames) {
    await show(mode);
    const { base64 } = await exported('stage', 'png');
    writeFileSync(`${screens}/export-${mode}.png`, Buffer.from(base64!, 'base64'));
  }
  const { base64 } = await exported('bottom', 'png');
  writeFileSync(`${screens}/export-timeline.png`, Buffer.from(base64!, 'base64'));
});

test('CSV and JSON hold what the session says', async () => {
  await show('dashboard');
  const csv = (await exported('stage', 'csv')).text!.trim().split('\r\n');
  const rows = await page.evaluate(async () => {
    const { classes } = await explorer.context.client.request('dashboard', {});
    return classes.map(({ sizeClass, elemBytes, spans }) => `${sizeClass},${elemBytes},${spans}`);
  });
  assert.equal(csv.length, rows.length + 1);
  rows.forEach((row, index) => assert.ok(csv[index + 1]!.startsWith(row), row));
  await show('zones');
  const json = JSON.parse((await exported('stage', 'json')).text!) as {
    view: string;
    program: string;
    answers: { globals: { name: string }[] };
  };
  assert.equal(json.view, 'zones');
  assert.equal(json.program, 'a&b<i>.go');
  assert.ok(json.answers.globals.some(({ name }) => name.includes('名字')));
  const bottom = JSON.parse((await exported('bottom', 'json')).text!) as {
    answers: { stops: unknown[]; ticks: number[] };
  };
  assert.equal(bottom.answers.stops.length, 301);
  assert.ok(bottom.answers.ticks.length > 5);
});

test('the menu: by keyboard, and the focus comes back', async () => {
  await show('map');
  const button = page.locator('.export vscode-button');
  await button.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Export' });
  await menu.waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: `${screens}/export-menu.png` });
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
  assert.equal(await focused(), 'Map as PNG');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'Map as SVG');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'Timeline as SVG');
  await page.keyboard.press('Escape');
  assert.equal(await menu.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement!.tagName), 'VSCODE-BUTTON');
  await page.keyboard.press('Enter');
  await page.evaluate(() => (made.length = 0));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => made.length === 1);
  assert.deepEqual(opened.complaints, []);
});

// ---- the page of a run

let browser: Browser | undefined;
after(() => browser?.close());

/** Opens a page that gomem has written, from its file; whatever it asks of a network is noted. */
async function openPage(name: string, args: readonly string[], scheme: 'dark' | 'light') {
  const go = `${files}/${name}`;
  const out = resolve(files, 'page.html');
  execFileSync(process.execPath, ['dist/gomem.js', 'html', go, '-o', out, ...args]);
  browser ??= await launch();
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width: 1500, height: 900 },
  });
  const shown = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  shown.on('request', (request) => asked.push(request.url()));
  shown.on('pageerror', (error) => complaints.push(error.message));
  shown.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await shown.goto(pathToFileURL(out).href);
  await settle(shown);
  return { shown, asked, complaints, bytes: readFileSync(out).length };
}

test('a run as one page: opens from a file, steps, and asks no network', async () => {
  writeFileSync(`${files}/hostile.go`, source);
  const { shown, asked, complaints, bytes } = await openPage(
    'hostile.go',
    ['--stop', 'end'],
    'light',
  );
  assert.ok(bytes < 4_000_000, `${bytes} bytes`);
  await shown.waitForFunction(() => explorer.context.session.get()?.phase === 'finished');
  await shown.waitForFunction(
    () => explorer.context.session.get()!.tick < explorer.context.session.get()!.endTick,
  );
  const tick = (): Promise<number> => shown.evaluate(() => explorer.context.session.get()!.tick);
  const before = await tick();
  await shown.getByRole('button', { name: 'Step back', exact: true }).click();
  await shown.waitForFunction((at) => explorer.context.session.get()!.tick < at, before);
  await shown.getByRole('button', { name: 'Step', exact: true }).click();
  await shown.waitForFunction((at) => explorer.context.session.get()!.tick === at, before);
  assert.equal(await shown.locator('.page-source li.here').count(), 1);
  const code = await shown.locator('.page-source li').nth(7).textContent();
  assert.equal(code, source.split('\n')[7]);
  for (const mode of modeNames) {
    await shown.evaluate((one) => explorer.context.mode.set(one), mode);
    await settle(shown);
    assert.deepEqual(await axe(shown), [], mode);
  }
  await shown.screenshot({ path: `${screens}/page-light.png` });
  assert.deepEqual(
    asked.filter((url) => !/^(file|data|blob):/.test(url)),
    [],
  );
  assert.equal(asked.filter((url) => url.startsWith('file:')).length, 1);
  assert.deepEqual(complaints, []);
  await shown.context().close();
});

test('the page is narrow, dark, and gives a copy of itself', async () => {
  writeFileSync(
    `${files}/plain.go`,
    'package main\n\nfunc main() {\n\tprintln(new(int) != nil)\n}\n',
  );
  const { shown, complaints } = await openPage('plain.go', [], 'dark');
  await shown.setViewportSize({ width: 420, height: 900 });
  const download = shown.waitForEvent('download');
  await shown.locator('.export vscode-button').click();
  await shown.getByRole('menuitem', { name: /whole run/ }).click();
  const saved = `${files}/copy.html`;
  await (await download).saveAs(saved);
  assert.match((await download).suggestedFilename(), /plain\.go\.gomem\.html$/);
  await shown.screenshot({ path: `${screens}/page-dark-420.png` });
  const [scrolls, client] = await shown.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.equal(scrolls, client);
  await shown.goto(pathToFileURL(resolve(saved)).href);
  await settle(shown);
  assert.deepEqual(complaints, []);
  await shown.context().close();
});
