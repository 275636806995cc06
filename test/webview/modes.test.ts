/**
 * The modes of the panel in Chromium: what each shows, by keyboard, in every theme and language.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Context } from '../../webview/state/context';
import type { ModeName } from '../../webview/state/persist';
import { modeNames } from '../../webview/state/persist';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, OpenOptions } from './harness';
import type { ThemeName } from './themes';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };

const screens = 'test-results/screens';
let harness: Harness;

before(async () => {
  mkdirSync(screens, { recursive: true });
  harness = await createHarness();
});
after(() => harness.close());

async function withMode(
  mode: ModeName,
  options: OpenOptions,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, complaints } = await harness.open(options);
  try {
    await show(page, mode);
    await body(page);
    assert.deepEqual(complaints, []);
  } finally {
    await page.context().close();
  }
}

async function show(page: Page, mode: ModeName): Promise<void> {
  await page.evaluate((name) => explorer.context.mode.set(name), mode);
  await page.waitForFunction(
    (name) => document.querySelector(`#panel-${name} .mode-sentence`)?.textContent !== '',
    mode,
  );
  await settle(page);
}

const selected = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => explorer.context.selection.get()?.key);

const looks: [ThemeName, number, 'en' | 'zh-cn'][] = [
  ['dark', 1400, 'en'],
  ['dark', 800, 'zh-cn'],
  ['light', 1400, 'zh-cn'],
  ['light', 800, 'en'],
  ['hcDark', 1400, 'en'],
  ['hcLight', 800, 'en'],
  ['dark', 360, 'en'],
];
for (const [theme, width, language] of looks) {
  test(`${theme} ${width} ${language}: every mode is accessible and nothing sticks out`, async () => {
    const { page, complaints } = await harness.open({ theme, width, language });
    await page.evaluate(() => explorer.context.selection.set({ key: 'slot:9:40', from: 'tree' }));
    for (const mode of modeNames) {
      await show(page, mode);
      // What stands around the modes is the same for all of them.
      const within = mode === 'map' ? 'html' : `#panel-${mode}`;
      assert.deepEqual(await axe(page, within), [], mode);
      const [scrolls, client] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(scrolls, client, mode);
      const cut = await page.evaluate((name) => {
        const panel = document.querySelector<HTMLElement>(`#panel-${name} .mode-body`);
        return panel === null ? 0 : panel.scrollWidth - panel.clientWidth;
      }, mode);
      assert.ok(cut <= 1, `${mode} is ${cut} pixels too wide`);
      await page.screenshot({ path: `${screens}/${mode}-${theme}-${width}-${language}.png` });
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test('the tabs are walked by keyboard, and the mode is there after a reload', async () => {
  await withMode('map', {}, async (page) => {
    await page.locator('#tab-map').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-structures');
    assert.ok(await page.locator('#panel-structures').isVisible());
    assert.ok(!(await page.locator('#panel-map').isVisible()));
    await page.keyboard.press('End');
    assert.equal(await page.evaluate(() => explorer.context.mode.get()), 'why');
    await page.reload();
    await settle(page);
    assert.ok(await page.locator('#panel-why').isVisible());
  });
});

test('the bottom tabs and the tabs of the modes do not disturb each other', async () => {
  await withMode('levels', {}, async (page) => {
    await page.locator('#tab-events').click();
    assert.ok(await page.locator('#panel-levels').isVisible());
    await page.locator('#tab-zones').click();
    assert.ok(await page.locator('#panel-events').isVisible());
  });
});

test('levels: the way of the last allocation is lit as deep as it went', async () => {
  await withMode('levels', {}, async (page) => {
    // Every allocation is the mcache's, until one finds it empty.
    for (const deep of [false, true]) {
      const found = await page.evaluate(async (wanted) => {
        const { client } = explorer.context;
        for (let to = 3000; to < 6000; to += 5) {
          await client.request('seek', { tick: to });
          const { path } = await client.request('levels', {});
          if (path && path.spanClass > 1 && (path.deepest !== 'mcache') === wanted) return path;
        }
        return undefined;
      }, deep);
      assert.ok(found);
      const depth = { mcache: 1, mcentral: 2, mheap: 3, os: 4 }[found.deepest];
      const wanted = ['mcache', 'mcentral', 'mheap', 'os'].slice(0, depth).join();
      await page.waitForFunction(
        (levels) =>
          [...document.querySelectorAll<HTMLElement>('.level.lit')]
            .map((level) => level.dataset['level'])
            .join() === levels,
        wanted,
      );
      assert.equal(await page.locator('.hop.lit').count(), depth - 1);
    }
  });
});

test('levels: a table says what one lock would cost the same run', async () => {
  await withMode('levels', {}, async (page) => {
    const { levels, one } = await page.evaluate(async () => {
      await explorer.context.client.request('seek', { tick: 5000 });
      return (await explorer.context.client.request('levels', {})).locks;
    });
    assert.ok(one.taken > levels.taken && levels.taken > 0);
    const count = (value: number): string => value.toLocaleString('en-US');
    const rows = page.locator('.locks tbody tr');
    await rows.filter({ hasText: count(one.taken) }).waitFor();
    assert.deepEqual(await rows.locator('td:first-of-type').allInnerTexts(), [
      count(levels.taken),
      count(one.taken),
    ]);
    assert.match(await page.locator('.locks > p').first().innerText(), /lock/);
  });
});

test('levels: arrows go from box to box, Enter selects, a step keeps the focus', async () => {
  await withMode('levels', {}, async (page) => {
    const boxes = page.locator('#panel-levels .item');
    assert.equal(await page.locator('#panel-levels .item[tabindex="0"]').count(), 1);
    await boxes.first().focus();
    await page.keyboard.press('ArrowDown');
    const name = await page.evaluate(
      () => (document.activeElement as HTMLElement).dataset['focus'],
    );
    assert.match(name!, /^span:/);
    await page.keyboard.press('Enter');
    assert.equal(await selected(page), name);
    await page.evaluate(() => explorer.context.client.request('step', {}));
    await settle(page);
    await page.waitForTimeout(50);
    assert.equal(
      await page.evaluate(() => (document.activeElement as HTMLElement).dataset['focus']),
      name,
    );
  });
});

test('structures: the span of the selection with its fields, and a list is followed', async () => {
  await withMode('structures', {}, async (page) => {
    await page.evaluate(() => explorer.context.selection.set({ key: 'slot:9:40', from: 'tree' }));
    const card = page.locator('.struct', { hasText: 'mspan 9' });
    await card.waitFor();
    assert.match((await card.textContent())!, /freeindex.*was/s);
    assert.match((await card.locator('.struct-path').textContent())!, /mcache\.alloc\[|\.spans\[/);
    const link = card.locator('.link-box').first();
    const key = await link.getAttribute('data-key');
    await link.click();
    assert.equal(await selected(page), key);
    await page.locator('.struct', { hasText: `mspan ${key!.split(':')[1]}` }).waitFor();
  });
});

test('dashboard: a class leads to its span on the map', async () => {
  await withMode('dashboard', {}, async (page) => {
    const link = page.locator('.numbers tbody .link').first();
    const key = await link.getAttribute('data-key');
    await link.click();
    assert.equal(await selected(page), key);
    assert.ok(await page.locator('#panel-map').isVisible());
    await page.waitForFunction((name) => explorer.context.detail.get()?.key === name, key);
  });
});

test('zones: arrows begin and end at the boxes they join', async () => {
  await withMode('zones', {}, async (page) => {
    await page.waitForSelector('.arrow', { state: 'attached' });
    const wrong = await page.evaluate(() => {
      const board = document.querySelector('.zones')!.getBoundingClientRect();
      const near = (a: number, b: number): boolean => Math.abs(a - b) < 3;
      const ends = [...document.querySelectorAll('.arrow')].map((path) =>
        path
          .getAttribute('d')!
          .split(/[MCL ]/)
          .slice(1)
          .map(Number),
      );
      const starts = [...document.querySelectorAll<HTMLElement>('[data-targets]')];
      return starts.filter((from) => {
        const box = from.getBoundingClientRect();
        return from.dataset['targets']!.split(' ').some((name) => {
          const to = document.querySelector(`[data-object="${name}"]`)!.getBoundingClientRect();
          return !ends.some(
            ([x1, y1, , , , , x2, y2]) =>
              near(x1!, box.right - board.x) &&
              near(y1!, box.y + box.height / 2 - board.y) &&
              (near(x2!, to.x - board.x) || near(x2!, to.right - board.x)) &&
              y2! >= to.y - board.y &&
              y2! <= to.bottom - board.y,
          );
        });
      }).length;
    });
    assert.equal(wrong, 0);
    assert.ok((await page.locator('.arrow').count()) >= 3);
  });
});

test('zones: hostile text from a program stays text', async () => {
  const note = '<img src=x onerror="window.hacked = 1">';
  await withMode('zones', { host: { note } }, async (page) => {
    assert.ok((await page.locator('.zones').textContent())!.includes(note));
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });
});

test('why: the events of this moment in order, and back and forth through the run', async () => {
  await withMode('why', {}, async (page) => {
    const tick = (): Promise<number> => page.evaluate(() => explorer.context.session.get()!.tick);
    const before = await tick();
    assert.ok((await page.locator('.decision').count()) > 0);
    await page.getByRole('button', { name: 'Previous event' }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick < was, before);
    await page.getByRole('button', { name: 'Next event' }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick === was, before);
    await page.locator('.outcome-box').first().click();
    assert.match((await selected(page))!, /^(slot|span):/);
  });
});
