/** The bar that tells a lesson, in Chromium with a real session behind it. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness } from './harness';
import type { Harness } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };

const name = '09-release.go';
const source = readFileSync(`examples/lessons/${name}`, 'utf8');
let harness: Harness;

before(async () => {
  mkdirSync('test-results', { recursive: true });
  harness = await createHarness('test/webview/sessionPage.ts');
});
after(() => harness.close());

const place = (page: Page): Promise<string | null> =>
  page.locator('.narration-place').textContent();
const mode = (page: Page): Promise<string> => page.evaluate(() => explorer.context.mode.get());

async function press(page: Page, button: string, shown: string): Promise<void> {
  await page.getByRole('button', { name: button }).press('Enter');
  await page.locator('.narration-place', { hasText: shown }).waitFor();
}

test('the story goes on and back by keyboard, and each stop is spoken', async () => {
  const { page, complaints } = await harness.open({ host: { name, source } });
  await page.locator('.narration-place').waitFor();
  const begin = 'This file tells a story in 8 stops. “Next stop” runs to the first.';
  assert.equal(await place(page), begin);
  const previous = page.getByRole('button', { name: 'Previous stop' });
  assert.equal(await previous.getAttribute('disabled'), '');
  await press(page, 'Next stop', 'Stop 1 of 8: fill');
  assert.equal(
    await page.locator('.note').textContent(),
    '256 records fill 32 spans of one page each.',
  );
  await press(page, 'Next stop', 'Stop 2 of 8: half');
  await page
    .locator('[role=status]', { hasText: 'How many pages will come back to mheap?' })
    .waitFor({ state: 'attached' });
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: 'test-results/narration.png' });
  await press(page, 'Previous stop', 'Stop 1 of 8: fill');
  await page.evaluate(() => explorer.context.client.request('step', {}));
  await page.locator('.narration-place', { hasText: 'Between stops, after fill' }).waitFor();
  await press(page, 'Previous stop', 'Stop 1 of 8: fill');
  assert.deepEqual(complaints, []);
});

test('a stop opens its mode once; then the mode is the reader’s', async () => {
  const { page } = await harness.open({ host: { name, source } });
  await page.evaluate(() => explorer.context.mode.set('zones'));
  await press(page, 'Next stop', 'Stop 1 of 8: fill');
  assert.equal(await mode(page), 'map');
  await page.evaluate(() => explorer.context.mode.set('levels'));
  // The same place told again, and a stop that asks for nothing.
  await page.evaluate(() => explorer.context.client.request('pause', {}));
  assert.equal(await mode(page), 'levels');
  await press(page, 'Next stop', 'Stop 2 of 8: half');
  assert.equal(await mode(page), 'levels');
  await press(page, 'Previous stop', 'Stop 1 of 8: fill');
  assert.equal(await mode(page), 'map');
});

test('at 360 pixels the story stays whole', async () => {
  const { page } = await harness.open({ host: { name, source } });
  await page.setViewportSize({ width: 360, height: 800 });
  await press(page, 'Next stop', 'Stop 1 of 8: fill');
  await press(page, 'Next stop', 'Stop 2 of 8: half');
  const [note, bar] = await Promise.all(
    ['.note', '.narration'].map((one) => page.locator(one).boundingBox()),
  );
  assert.ok(note!.x >= 0 && note!.x + note!.width <= 360 && bar!.width <= 360);
  await page.screenshot({ path: 'test-results/narration-narrow.png' });
});

test('at 200 % zoom the panel scrolls, and what it shows keeps its height', async () => {
  const { page } = await harness.open({ host: { name, source }, width: 700, height: 450 });
  for (const shown of ['levels', 'marking', 'map'] as const) {
    await page.evaluate((one) => explorer.context.mode.set(one), shown);
    const picture = page.locator(shown === 'map' ? '.map-surface' : `#panel-${shown} .mode-body`);
    await picture.scrollIntoViewIfNeeded();
    const box = await picture.boundingBox();
    assert.ok(box!.height > 120, `${shown} is ${box!.height} pixels high`);
    assert.ok(box!.y >= 0 && box!.y + 120 < 450, `${shown} begins at ${box!.y}`);
  }
});

test('a question mark lists the keys, Escape closes the list, and the focus is where it was', async () => {
  const { page, complaints } = await harness.open({ host: { name, source } });
  await page.locator('#tab-map').focus();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keys of this panel' });
  await list.waitFor();
  assert.ok((await list.locator('kbd').count()) > 20);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-map');
  // The tab says what its panel shows.
  const said = await page.evaluate(() => {
    const id = document.activeElement!.getAttribute('aria-describedby')!;
    return document.getElementById(id)?.textContent ?? '';
  });
  assert.match(said, /spans in 1 arena/);
  assert.deepEqual(complaints, []);
});
