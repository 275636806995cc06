/** The panel in Chromium with a real session behind it: the first example, as a person reads it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Key } from '../../src/protocol/keys';
import type { Session } from '../../src/session/session';
import type { Context } from '../../webview/state/context';
import type { ModeName } from '../../webview/state/persist';
import { modeNames } from '../../webview/state/persist';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };
declare const session: Session;

const name = '01-three-levels.go';
let harness: Harness;
let opened: Opened;
let page: Page;

before(async () => {
  harness = await createHarness('test/webview/sessionPage.ts');
  const source = readFileSync(`examples/${name}`, 'utf8');
  opened = await harness.open({ host: { name, source } });
  page = opened.page;
});
after(() => harness.close());

async function toStop(stop: string): Promise<void> {
  const at = await page.evaluate(async (wanted) => {
    const { client, session: state } = explorer.context;
    await client.request('seek', { tick: 0 });
    for (let tries = 0; tries < 20; tries++) {
      const { args } = (state.get()?.last?.what ?? {}) as { args?: { name?: string } };
      if (args?.name === wanted) return wanted;
      await client.request('runTo', { target: 'stop' });
    }
    return undefined;
  }, stop);
  assert.equal(at, stop);
}

async function show(mode: ModeName): Promise<void> {
  await page.evaluate((one) => explorer.context.mode.set(one), mode);
  const sentence = page.locator(`#panel-${mode} .mode-sentence`);
  await sentence.filter({ hasText: /\S/ }).waitFor();
  await settle(page);
}

const litLevels = (): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.level.lit')]
      .map((level) => level.dataset['level'])
      .join(),
  );

/** The next allocation of the program's own. */
async function stepToAllocation(): Promise<void> {
  await page.evaluate(async () => {
    const { client } = explorer.context;
    const before = session.state().stats.mallocs;
    for (let tries = 0; tries < 40 && session.state().stats.mallocs === before; tries++) {
      await client.request('step', {});
    }
  });
}

test('levels: the mcache serves a node alone, until its span is full', async () => {
  await show('levels');
  await toStop('second');
  await stepToAllocation();
  await page.waitForFunction(() => document.querySelectorAll('.level.lit').length === 1);
  assert.equal(await litLevels(), 'mcache');
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'refill' }));
  await page.waitForFunction(() => document.querySelectorAll('.level.lit').length === 3);
  assert.equal(await litLevels(), 'mcache,mcentral,mheap');
});

test('levels: the span of the last object is drawn slot by slot, and the caption says the same', async () => {
  await toStop('second');
  await stepToAllocation();
  await page.waitForFunction(() => {
    const { key } = session.levels().path!;
    const slot = Number(key!.split(':')[2]);
    const caption = document.querySelector('.level-slots figcaption')?.textContent ?? '';
    return caption.endsWith(`the last object lies in slot ${slot}.`);
  });
  const [drawn, real, said] = await page.evaluate(() => {
    const squares = (name: string): number =>
      (document.querySelector(`.level-slots .strip-${name}`)?.getAttribute('d') ?? '').split('M')
        .length - 1;
    const key: Key = `span:${Number(session.levels().path!.key!.split(':')[1])}`;
    const { span } = session.inspect({ key });
    const taken = [...span!.slots].filter((bits) => (bits & 1) !== 0).length;
    const [size, count] = [span!.elemBytes[0]!, span!.nelems[0]!];
    return [
      { taken: squares('taken'), free: squares('free'), lit: squares('lit') },
      { taken, free: count - taken, lit: 1 },
      document
        .querySelector('.level-slots figcaption')!
        .textContent!.includes(`cut into ${count} slots of ${size} B, ${taken} taken`),
    ];
  });
  assert.deepEqual(drawn, real);
  assert.ok(said);
});

test('levels: a refilled span is seen on its way to the mcache, unless motion is reduced', async () => {
  const travels = async (one: Page): Promise<number> => {
    await one.evaluate(() => {
      explorer.context.mode.set('levels');
      const seen = new MutationObserver((all) => {
        const added = all.flatMap(({ addedNodes }) => [...addedNodes]);
        const spans = added.filter((node) => node instanceof Element && node.matches('.traveller'));
        document.body.dataset['spans'] = String(
          Number(document.body.dataset['spans'] ?? 0) + spans.length,
        );
      });
      seen.observe(document.querySelector('#panel-levels .mode-body')!, { childList: true });
    });
    await one.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
    await one.locator('#panel-levels .level').first().waitFor();
    await one.evaluate(() => explorer.context.client.request('runTo', { target: 'refill' }));
    await one.waitForFunction(() => document.querySelectorAll('.level.lit').length >= 2);
    return one.evaluate(() => Number(document.body.dataset['spans'] ?? 0));
  };
  const host = { name, source: readFileSync(`examples/${name}`, 'utf8') };
  for (const reducedMotion of [true, false]) {
    const other = await harness.open({ host, reducedMotion });
    const seen = await travels(other.page);
    assert.equal(seen > 0, !reducedMotion);
    await other.page.locator('.traveller').waitFor({ state: 'detached' });
    await other.page.context().close();
  }
});

test('structures: the cards begin with the span that the last object lies in', async () => {
  await show('structures');
  const span = await page.evaluate(() => session.levels().path!.key!.split(':')[1]!);
  await page.locator(`.struct:first-child .item[data-key="span:${span}"]`).waitFor();
  assert.equal(await page.locator('.struct:first-child .strip').count(), 1);
});

test('levels: a large object goes straight to mheap', async () => {
  await toStop('large');
  await show('levels');
  await stepToAllocation();
  await page.waitForFunction(() => !document.querySelector('.level[data-level=mcache].lit'));
  assert.match(await litLevels(), /^mheap(,os)?$/);
});

test('zones: the list is a global, and its nodes are joined in order', async () => {
  await toStop('fill');
  await show('zones');
  const global = page.locator('.zone-globals .variable', { hasText: 'main.list' });
  await global.waitFor();
  const first = await global.getAttribute('data-targets');
  const object = page.locator(`[data-object~="${first}"]`);
  assert.match((await object.textContent())!, /main\.node/);
  const next = (await object.getAttribute('data-targets'))!.split(' ');
  assert.ok(next.length === 1 && (await page.locator(`[data-object~="${next[0]}"]`).count()) === 1);
  await object.click();
  await page.waitForFunction((key) => explorer.context.detail.get()?.key === key, first);
});

test('zones: equal neighbours are one row behind the first, which opens, and by a selection', async () => {
  await toStop('fill');
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
  await show('zones');
  const others = page.locator('#panel-zones .tile.others');
  await others.first().waitFor();
  const objects = await page.evaluate(() => session.zones().objects);
  const drawn = (): Promise<number> => page.locator('#panel-zones .tile.object').count();
  const counts = (await others.allTextContents()).map((text) => Number(/^\d+/.exec(text)![0]));
  const hidden = counts.reduce((sum, count) => sum + count, 0);
  assert.ok(hidden > 10 && counts.every((count) => count >= 3), counts.join());
  assert.equal((await drawn()) + hidden, objects.length);
  assert.match((await others.last().textContent())!, /^\d+ more main\.node, \d+ B each$/);
  // While it is closed, the arrows to its objects end at it.
  const keys = (await others.last().getAttribute('data-object'))!.split(' ');
  assert.equal(keys.length, counts.at(-1));
  const distinct = await page.evaluate(() => {
    const arrows = [...document.querySelectorAll('#panel-zones .arrow')];
    return [arrows.length, new Set(arrows.map((one) => one.getAttribute('d'))).size];
  });
  assert.ok(distinct[0]! > 0 && distinct[0] === distinct[1], 'one arrow to a row, not one to each');
  await others.last().press('Enter');
  assert.equal(await drawn(), objects.length - hidden + keys.length);
  assert.equal(await others.last().getAttribute('aria-expanded'), 'true');
  const focused = (): Promise<string | undefined> =>
    page.evaluate(() => (document.activeElement as HTMLElement).dataset['focus']);
  assert.match((await focused())!, /^others slot:/);
  assert.deepEqual(await axe(page), []);
  await others.last().press('Enter');
  assert.equal((await drawn()) + hidden, objects.length);
  // What is selected elsewhere is not hidden.
  await page.evaluate((key) => {
    explorer.context.selection.set({ key: key as Key, from: 'map' });
  }, keys.at(-1)!);
  await page.locator('#panel-zones .tile.object.selected').waitFor();
  assert.equal(await others.last().getAttribute('aria-expanded'), 'true');
});

test('dashboard: its rows add up to MemStats', async () => {
  await toStop('large');
  await show('dashboard');
  const [objects, mallocs, stats] = await page.evaluate(() => {
    const { classes, memStats } = session.dashboard();
    const of = (field: string): unknown => memStats.find((one) => one.name === field)?.value;
    return [
      classes.reduce((sum, row) => sum + row.bytes, 0),
      classes.reduce((sum, row) => sum + row.mallocs - row.frees, 0),
      { HeapAlloc: of('HeapAlloc'), rows: classes.reduce((sum, row) => sum + row.objects, 0) },
    ];
  });
  assert.equal(objects, stats.HeapAlloc);
  assert.equal(mallocs, stats.rows);
  assert.ok(Number(stats.rows) > 400);
  // The bars of a column begin at one place, that of a full class too.
  const bars = page.locator('#panel-dashboard .numbers').first().locator('.use');
  assert.ok((await bars.allTextContents()).includes('100%'));
  const lefts = await bars.evaluateAll((all) =>
    all.map((one) => Math.round(one.firstElementChild!.getBoundingClientRect().left)),
  );
  assert.equal(new Set(lefts).size, 1, lefts.join());
});

test('dashboard: a heading sorts its table, a step keeps the order, the third press gives it back', async () => {
  await toStop('large');
  await show('dashboard');
  const table = page.locator('#panel-dashboard .numbers').first();
  const column = (): Promise<number[]> =>
    table
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map(({ children }) => Number(children[5]!.textContent!.replaceAll(',', ''))),
      );
  const own = await column();
  const heading = table.getByRole('button', { name: 'objects' });
  await heading.press('Enter');
  const falling = own.toSorted((a, b) => b - a);
  assert.deepEqual(await column(), falling);
  assert.notDeepEqual(own, falling);
  await page.evaluate(() => explorer.context.client.request('stepBack', {}));
  await settle(page);
  const after = await column();
  assert.deepEqual(
    after,
    after.toSorted((a, b) => b - a),
  );
  assert.equal(await table.locator('[aria-sort=descending]').count(), 1);
  await heading.press('Enter');
  assert.equal(await table.locator('[aria-sort=ascending]').count(), 1);
  await heading.press('Enter');
  assert.equal(await table.locator('[aria-sort]').count(), 0);
});

test('a run that was at its end is played from where somebody went back to, to its end', async () => {
  const { tick, endTick } = await page.evaluate(async () => {
    const { client } = explorer.context;
    await client.request('run', {});
    await client.request('seek', { tick: session.state().endTick });
    for (let steps = 0; steps < 6; steps++) await client.request('stepBack', {});
    const speed = document.querySelector<HTMLInputElement>(
      'vscode-dropdown[aria-label="How fast Run plays"]',
    )!;
    speed.value = 'fast';
    speed.dispatchEvent(new Event('change'));
    return session.state();
  });
  assert.ok(tick > 0 && tick < endTick);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForFunction((end) => explorer.context.session.get()!.tick === end, endTick);
  await page.locator('.toolbar vscode-button[aria-label="Run"]').waitFor();
});

test('a run is played in long steps, each of them shown, and pauses where it stands', async () => {
  const shown = await page.evaluate(async () => {
    const { client } = explorer.context;
    await client.request('seek', { tick: 0 });
    const speed = document.querySelector<HTMLInputElement>(
      'vscode-dropdown[aria-label="How fast Run plays"]',
    )!;
    speed.value = 'by100';
    speed.dispatchEvent(new Event('change'));
    const ticks: number[] = [];
    explorer.context.session.subscribe((state) => {
      if (state && state.tick !== ticks.at(-1)) ticks.push(state.tick);
    });
    Object.assign(window, { ticks });
    return session.state().tick;
  });
  assert.equal(shown, 0);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForFunction(() => (window as unknown as { ticks: number[] }).ticks.length > 4);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.locator('.toolbar vscode-button[aria-label="Run"]').waitFor();
  const ticks = await page.evaluate(() => (window as unknown as { ticks: number[] }).ticks);
  const steps = ticks.slice(1).map((tick, at) => tick - ticks[at]!);
  assert.ok(
    steps.slice(0, 4).every((step) => step >= 100 && step < 5000),
    steps.join(),
  );
});

test('every mode is accessible and lets no complaint through on real data', async () => {
  await toStop('large');
  for (const mode of modeNames) {
    await show(mode);
    assert.deepEqual(await axe(page), [], mode);
  }
  assert.deepEqual(opened.complaints, []);
});
