/**
 * The panel with a session on Go 1.6's runtime: the three regions above the map, free runs as spans
 * on it, and in Structures its lists, followed link by link.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PageState } from '../../src/protocol/views';
import type { Session } from '../../src/session/session';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };
declare const session: Session;

/** Blocks of one class in a dozen spans, half of them garbage, and large objects. */
const source = `//mem:runtime classic
package main

import "runtime"

type block struct {
	next *block
	data [500]byte
}

var head *block
var big [][]byte

func main() {
	for i := 0; i < 200; i++ {
		fresh := &block{next: head}
		if i%2 == 0 {
			head = fresh
		}
	}
	for i := 0; i < 4; i++ {
		big = append(big, make([]byte, 100_000))
	}
	big[1] = nil
	runtime.GC()
}
`;
let harness: Harness;
let opened: Opened;
let page: Page;

async function open(options: Parameters<Harness['open']>[0] = {}): Promise<Opened> {
  const made = await harness.open({ ...options, host: { name: 'main.go', source } });
  await made.page.evaluate(() => explorer.context.client.request('run', {}));
  await settle(made.page);
  return made;
}

async function picture(of: Page, what: string): Promise<void> {
  mkdirSync('test-results/classic', { recursive: true });
  await of.screenshot({ path: `test-results/classic/${what}.png` });
}

before(async () => {
  harness = await createHarness('test/webview/sessionPage.ts');
  opened = await open();
  page = opened.page;
});
after(() => harness.close());

test('the directive chooses the runtime, and the toolbar shows it', async () => {
  assert.equal(await page.evaluate(() => session.state().options.profile), 'go1.6');
  const value = await page
    .locator('.configuration vscode-dropdown')
    .first()
    .evaluate((list) => (list as HTMLSelectElement).value);
  assert.equal(value, 'go1.6');
});

test('map: three regions to scale, each selectable; free runs are spans', async () => {
  const names = await page.locator('.region-item').allTextContents();
  assert.equal(names.length, 3);
  assert.match(names[0]!, /^spans: 4 KiB of 512 MiB mapped$/);
  assert.match(names[1]!, /^bitmap: .* of 32 GiB mapped$/);
  assert.match(names[2]!, /^arena: .* of 512 GiB mapped$/);
  const bars = await page
    .locator('.region-bar')
    .evaluateAll((all) =>
      all.map((bar) => [...bar.children].map((part) => part.getBoundingClientRect().width)),
    );
  // The arena is sixteen times the bitmap where they are reserved, 32 times where they are mapped.
  const [reserved, mapped] = bars;
  assert.ok(Math.abs(reserved![2]! / reserved![1]! - 16) < 1, String(reserved));
  assert.ok(mapped![2]! > 20 * mapped![1]!, String(mapped));
  await page.locator('.region-item', { hasText: 'bitmap' }).click();
  await page.waitForFunction(() => explorer.context.detail.get()?.key === 'region:1');
  const states = await page.evaluate(async () => {
    const params = { firstPage: 0, pageCount: 8192, colour: 'class' } as const;
    const { state } = await explorer.context.client.request('spans', params);
    return [...state];
  });
  assert.ok(states.includes(PageState.free) && states.includes(PageState.heap));
  await picture(page, 'map');
});

test('structures: a list is followed link by link, forth and back', async () => {
  const list = await page.evaluate(async () => {
    const { go16 } = session.loadedRun!.machine.rt;
    const counts = [...go16!.list.count.subarray(0, go16!.list.rows)];
    // The longest of the central lists.
    const from = 259;
    const longest = counts.slice(from).reduce((best, n, i, all) => (n > all[best]! ? i : best), 0);
    explorer.context.mode.set('structures');
    const key = `list:${from + longest}` as const;
    explorer.context.selection.set({ key, from: 'tree' });
    return { key, count: counts[from + longest]! };
  });
  assert.ok(list.count >= 3, `${list.key} has ${list.count} spans`);
  const card = page.locator(`.struct:has(button.plain[data-key="${list.key}"])`);
  await card.waitFor();
  const links = card.locator('.link-box');
  assert.equal(await links.count(), Math.min(64, list.count));
  const keys = await links.evaluateAll((all) =>
    all.map((one) => (one as HTMLElement).dataset['key']),
  );
  const pick = async (field: 'next' | 'prev', from: string, to: string): Promise<void> => {
    const own = page.locator(`.struct:has(button.plain[data-key="${from}"])`);
    const row = own.locator('tr', {
      has: page.locator('th', { hasText: new RegExp(`^${field}`) }),
    });
    await row.locator('.link').click();
    await page.waitForFunction((key) => explorer.context.selection.get()?.key === key, to);
    await page.locator(`.struct:has(button.plain.selected[data-key="${to}"])`).waitFor();
  };
  await links.first().click();
  await page.locator(`.struct:has(button.plain.selected[data-key="${keys[0]!}"])`).waitFor();
  await pick('next', keys[0]!, keys[1]!);
  await pick('next', keys[1]!, keys[2]!);
  await pick('prev', keys[2]!, keys[1]!);
  await picture(page, 'structures');
});

test('structures: the freelist slot by slot', async () => {
  const slots = await page.evaluate(() => {
    const { go16 } = session.loadedRun!.machine.rt;
    const { mspan } = go16!;
    let span = 1;
    const isOne = (s: number): boolean =>
      mspan.state[s] === 0 && mspan.sizeclass[s]! > 0 && mspan.freelist[s] !== 0;
    while (!isOne(span)) span++;
    explorer.context.selection.set({ key: `span:${span}`, from: 'tree' });
    const found: string[] = [];
    const base = go16!.heapStart + mspan.start[span]! * 8192;
    const { mem } = go16!.host;
    for (let at = mspan.freelist[span]!; at !== 0 && found.length < 64; at = mem.loadPtr(at))
      found.push(`slot:${span}:${(at - base) / mspan.elemsize[span]!}`);
    return found;
  });
  const span = `span:${slots[0]!.split(':')[1]!}`;
  const card = page.locator(`.struct:has(button.plain.selected[data-key="${span}"])`);
  const chain = card.locator('section', { hasText: 'freelist: free slots' }).last();
  await chain.waitFor();
  const keys = await chain
    .locator('.link-box')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['key']));
  assert.deepEqual(keys, slots);
  await picture(page, 'freelist');
});

test('no accessibility faults, in the map and in structures, in every width', async () => {
  for (const [theme, width] of [
    ['dark', 1400],
    ['light', 360],
    ['hcLight', 800],
  ] as const) {
    const other = await open({ theme, width, language: width === 360 ? 'zh-cn' : 'en' });
    assert.deepEqual(await axe(other.page), [], `map ${theme}`);
    const overflow = await other.page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    assert.ok(overflow <= 0, `${theme} is ${overflow} px too wide`);
    await picture(other.page, `map-${theme}`);
    await other.page.evaluate(() => explorer.context.mode.set('structures'));
    await other.page.locator('.struct').first().waitFor();
    assert.deepEqual(await axe(other.page), [], `structures ${theme}`);
    await picture(other.page, `structures-${theme}`);
    assert.deepEqual(other.complaints, []);
    await other.page.context().close();
  }
  assert.deepEqual(opened.complaints, []);
});
