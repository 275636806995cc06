/**
 * The head of the panel and what lies over it, as laid out: few rows, nothing cut without a way to
 * read it, nothing beside the window; and messages that can be closed.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Session } from '../../src/session/session';
import type { Panel } from '../../webview/panel';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, OpenOptions } from './harness';

declare const explorer: { context: Context; panel: Panel };
declare const session: Session;

const name = '05-collect-and-reuse.go';
let harness: Harness;
before(async () => {
  harness = await createHarness('test/webview/sessionPage.ts');
});
after(() => harness.close());

async function open(options: OpenOptions): Promise<Page> {
  const source = readFileSync(`examples/${name}`, 'utf8');
  const { page } = await harness.open({ ...options, host: { name, source } });
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
  await settle(page);
  return page;
}

const boxOf = async (one: Locator) => (await one.boundingBox())!;

/** In how many rows the visible elements stand. */
async function rows(elements: Locator): Promise<number> {
  const middles = await elements.evaluateAll((all) =>
    all
      .map((one) => one.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ y, height }) => y + height / 2)
      .sort((a, b) => a - b),
  );
  assert.ok(middles.length > 0);
  return 1 + middles.filter((middle, at) => at > 0 && middle - middles[at - 1]! > 8).length;
}

test('at 1400 pixels the program begins to be seen 80 pixels from the top, with its story', async () => {
  const page = await open({ width: 1400 });
  assert.equal(await rows(page.locator('.top > *')), 1);
  const main = await boxOf(page.locator('.main'));
  assert.ok(main.y <= 80, `the head is ${main.y} pixels high`);
  // With both sides open the map's tools stand beside the tabs.
  assert.equal(await rows(page.locator('.stage-head > :not([hidden])')), 1);
  await page.context().close();
});

test('beside the code, too, commands and tools share a row', async () => {
  const page = await open({ width: 620 });
  for (const width of [570, 620, 700, 800, 1100]) {
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await rows(page.locator('.toolbar, .tools')), 1, `${width} pixels`);
  }
  await page.context().close();
});

test('at its end the program is said to have ended; one step back it has not', async () => {
  const page = await open({ width: 800 });
  const line = page.locator('.status-line');
  await page.evaluate(() => explorer.context.client.request('run', {}));
  await line.getByText(/^The program has ended, after [\d,]+ instructions\./).waitFor();
  await page.evaluate(() => explorer.context.client.request('stepBack', {}));
  await line.getByText('The program has ended').waitFor({ state: 'detached' });
  await page.context().close();
});

test('at 360 pixels commands and tools share a row, and nothing goes over the edge', async () => {
  for (const language of ['en', 'zh-cn'] as const) {
    const page = await open({ width: 360, height: 800, language });
    await page.evaluate(() => explorer.context.mode.set('marking'));
    await page.locator('.mark-scroll').waitFor();
    assert.equal(await rows(page.locator('.toolbar, .tools')), 1, language);
    for (const part of ['.top', '.bottom-head', '.stage-head']) {
      const over = await page.locator(part).evaluate((one) => one.scrollWidth - one.clientWidth);
      assert.ok(over <= 0, `${language}: ${part} is ${over} pixels too wide`);
    }
    // A counter is shown whole or not at all.
    const cut = await page.locator('.counters').evaluate((list) => {
      const { right, bottom } = list.getBoundingClientRect();
      const boxes = [...list.children].map((one) => one.getBoundingClientRect());
      return boxes.filter((one) => one.top < bottom - 4 && one.right > right + 1).length;
    });
    assert.equal(cut, 0, language);
    const buttons = page.locator('.mode-tools vscode-button');
    const heights = await buttons.evaluateAll((all) => all.map((one) => one.clientHeight));
    assert.ok(Math.max(...heights.filter((height) => height > 0)) < 32, `${language}: ${heights}`);
    await page.context().close();
  }
});

test('what the run is configured with: said, chosen under the button, closed by Escape', async () => {
  const page = await open({ width: 360, height: 800 });
  const button = page.locator('.configuration-button');
  assert.match((await button.getAttribute('aria-label'))!, /Go 1\.26 · P 1 · GOGC/);
  await button.click();
  const choices = page.getByRole('group', { name: 'Configuration of the run' });
  const box = await boxOf(choices);
  assert.ok(box.x >= 0 && box.x + box.width <= 360, `${box.x} and ${box.width} wide`);
  assert.deepEqual(await axe(page), []);
  const procs = choices.locator('vscode-dropdown').nth(1);
  await procs.focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => session.state().options.procs === 2);
  await page.locator('.configuration-button', { hasText: 'P 2' }).waitFor({ state: 'attached' });
  await procs.focus();
  await page.keyboard.press('Escape');
  assert.equal(await choices.count(), 0);
  assert.ok(await button.evaluate((one) => one === document.activeElement));
  await page.context().close();
});

test('a sentence that has no room is shown whole by the button behind it', async () => {
  const page = await open({ width: 500 });
  await page.evaluate(async () => {
    const { client } = explorer.context;
    const before = session.state().stats.mallocs;
    for (let tries = 0; tries < 40 && session.state().stats.mallocs === before; tries++) {
      await client.request('step', {});
    }
  });
  const line = page.locator('.status-line .cut-line');
  const more = page.getByRole('button', { name: 'Show the whole text' });
  await more.waitFor();
  const hidden = () => line.evaluate((one) => one.scrollHeight - one.clientHeight);
  assert.ok((await hidden()) > 1);
  await more.focus();
  await page.keyboard.press('Enter');
  assert.ok((await hidden()) <= 1);
  await page.getByRole('button', { name: 'Show less' }).click();
  assert.ok((await hidden()) > 1);
  await page.context().close();
});

test('an error is closed by its button, by Escape, and goes by itself', async () => {
  const page = await open({ width: 800 });
  const alert = page.getByRole('alert').filter({ hasText: 'all went wrong' });
  const fail = () => page.evaluate(() => explorer.context.report(new Error('all went wrong')));
  await page.locator('.map-surface').focus();
  await fail();
  await alert.waitFor();
  assert.deepEqual(await axe(page), []);
  const close = page.getByRole('button', { name: 'Close this message' });
  await close.focus();
  await page.keyboard.press('Enter');
  await alert.waitFor({ state: 'detached' });
  // Where the focus was, it is again.
  assert.ok(await page.locator('.map-surface').evaluate((one) => one === document.activeElement));
  await fail();
  await alert.waitFor();
  await page.locator('#tab-map').focus();
  await page.keyboard.press('Escape');
  assert.equal(await alert.count(), 0);
  await page.clock.install();
  await fail();
  await page.clock.runFor(15_000);
  assert.equal(await alert.count(), 1);
  await page.clock.runFor(6_000);
  assert.equal(await alert.count(), 0);
  await page.context().close();
});

test('what was selected while the map was not shown is in its sight when it is', async () => {
  const page = await open({ width: 1100 });
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
  await page.evaluate(() => explorer.context.mode.set('zones'));
  await settle(page);
  const key = await page.evaluate(() => {
    const { matches } = session.find({ text: 'main.record' });
    const last = matches.findLast(({ key }) => key.startsWith('slot:'))!.key;
    explorer.context.selection.set({ key: last, from: 'host' });
    return last;
  });
  await page.waitForFunction((one) => explorer.context.detail.get()?.key === one, key);
  await page.evaluate(() => explorer.context.mode.set('map'));
  await settle(page);
  const surface = await boxOf(page.locator('.map-surface'));
  const seen = await page.evaluate((one) => {
    const { x, y, scale } = explorer.panel.map.camera();
    const [box] = explorer.panel.map.boxes(one);
    return { x: (box!.x - x) * scale, y: (box!.y - y) * scale, width: box!.width * scale };
  }, key);
  assert.ok(seen.x >= 0 && seen.x + seen.width <= surface.width, JSON.stringify(seen));
  assert.ok(seen.y >= 0 && seen.y < surface.height, JSON.stringify(seen));
  await page.context().close();
});

test('at 360 pixels the mode that is shown has its tab in sight, and the row shows that it goes on', async () => {
  const page = await open({ width: 360, height: 800 });
  const row = page.locator('.stage-head .tabs');
  const sides = (): Promise<string[]> =>
    row.evaluate((list) => [...list.classList].filter((name) => name.startsWith('goes-on')));
  assert.deepEqual(await sides(), ['goes-on-right']);
  for (const mode of ['why', 'map', 'whatIf', 'dashboard'] as const) {
    await page.evaluate((name) => explorer.context.mode.set(name), mode);
    const [tab, whole] = [await boxOf(page.locator(`#tab-${mode}`)), await boxOf(row)];
    assert.ok(tab.x >= whole.x - 1 && tab.x + tab.width <= whole.x + whole.width + 1, mode);
  }
  await page.evaluate(() => explorer.context.mode.set('why'));
  await row.and(page.locator('.goes-on-left:not(.goes-on-right)')).waitFor();
  await page.context().close();
});

test('at 360 pixels the sentence of a mode takes two lines, and the rest is a button away', async () => {
  const page = await open({ width: 360, height: 800 });
  await page.evaluate(() => explorer.context.mode.set('marking'));
  const line = page.locator('.mode-marking .mode-said .cut-line');
  await line.filter({ hasText: /\S/ }).waitFor();
  const height = async (): Promise<number> => (await boxOf(line)).height;
  assert.ok((await height()) < 40, `${await height()}`);
  const more = page.locator('.mode-marking .mode-said .cut-more');
  await more.click();
  assert.ok((await height()) > 50, `${await height()}`);
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});
