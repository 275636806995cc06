/** A million spans: the tree and the map ask for what is in sight, and nothing more. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '../../webview/state/context';
import type { Panel } from '../../webview/panel';
import { createHarness, settle } from './harness';
import type { Harness } from './harness';

declare const explorer: { context: Context; panel: Panel };
declare const asked: {
  method: string;
  params: { count?: number; pageCount?: number; arenas?: number[] };
}[];

const spans = 1_000_000;
let harness: Harness;

before(async () => {
  harness = await createHarness('test/webview/bigPage.ts');
});
after(() => harness.close());

test('the tree shows the last of a million rows with a handful of elements', async () => {
  const { page, complaints } = await harness.open({ host: { spans } });
  await page.getByRole('tree').focus();
  await page.keyboard.press('End');
  await page.waitForSelector(`.tree-row.active[data-key="span:${spans}"]`);
  const row = page.locator('.tree-row.active');
  assert.equal(await row.getAttribute('aria-posinset'), String(spans));
  assert.equal(await row.getAttribute('aria-setsize'), String(spans));
  const box = (await row.boundingBox())!;
  const tree = (await page.getByRole('tree').boundingBox())!;
  assert.ok(box.y >= tree.y && box.y + box.height <= tree.y + tree.height + 1);
  assert.ok((await page.locator('.tree-row').count()) < 80);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await page.waitForSelector('.tree-row.active[data-key="span:1"]');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('the map asks for tiles from afar, for spans from near, and only where it looks', async () => {
  const { page } = await harness.open({ host: { spans } });
  await page.evaluate(() => (asked.length = 0));
  await page.evaluate(() => explorer.panel.map.setCamera({ x: 30, y: 10, scale: 60 }));
  await settle(page);
  await page.waitForTimeout(100);
  await settle(page);
  const near = await page.evaluate(() =>
    asked.filter(({ method }) => method === 'spans' || method === 'tiles'),
  );
  const pages = near.reduce((sum, { params }) => sum + (params.pageCount ?? 0), 0);
  assert.ok(pages > 0 && pages <= 2048, `${pages} pages in detail`);
  const arenas = near.reduce((sum, { params }) => sum + (params.arenas?.length ?? 0), 0);
  assert.ok(arenas <= 4, `${arenas} arenas`);
  await page.context().close();
});
