/**
 * A selected stretch of the run, in Chromium with a real session behind the view: every mode shows
 * what happened in it, says so in words, and leads back to the whole run.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TickRange } from '../../src/protocol/protocol';
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

const name = '05-collect-and-reuse.go';
const wholeRuns: readonly ModeName[] = ['compare', 'whatIf'];
let harness: Harness;
let opened: Opened;
let page: Page;
/** Begins right before the first collection, and ends when new objects have filled its holes. */
let range: TickRange;

before(async () => {
  harness = await createHarness('test/webview/sessionPage.ts');
  const source = readFileSync(`examples/${name}`, 'utf8');
  opened = await harness.open({ host: { name, source } });
  page = opened.page;
  range = await page.evaluate(async () => {
    const { client } = explorer.context;
    const ticks: number[] = [];
    for (let stop = 0; stop < 5; stop++) {
      await client.request('runTo', { target: 'stop' });
      ticks.push(session.state().tick);
    }
    return { fromTick: ticks[1]! - 200, toTick: ticks[4]! - 1 };
  });
});
after(() => harness.close());
beforeEach(() => page.evaluate((one) => explorer.context.range.set(one), range));

async function show(mode: ModeName): Promise<void> {
  await page.evaluate((one) => explorer.context.mode.set(one), mode);
  await page.locator(`#panel-${mode} .mode-sentence`).filter({ hasText: /\S/ }).waitFor();
  await settle(page);
}

/** What the mode says once its answer for the stretch has come. */
async function sentence(mode: ModeName, has: RegExp): Promise<string> {
  const element = page.locator(`#panel-${mode} .mode-sentence`).filter({ hasText: has });
  await element.waitFor();
  return (await element.textContent())!;
}

const number = (count: number): string => count.toLocaleString('en-US');
const ticks = (): RegExp =>
  new RegExp(`icks ${number(range.fromTick)} to ${number(range.toTick)}(?!\\d)`);

test('every mode that keeps to it says which ticks, and the whole run is one key away', async () => {
  const bar = page.getByRole('group', { name: 'The selected stretch of the run' });
  for (const mode of modeNames) {
    await show(mode);
    assert.equal(await bar.isVisible(), !wholeRuns.includes(mode), mode);
  }
  await show('zones');
  await sentence('zones', ticks());
  assert.match((await bar.textContent())!, ticks());
  const whole = bar.getByRole('button', { name: 'Whole run' });
  await whole.focus();
  await page.keyboard.press('Enter');
  await bar.waitFor({ state: 'hidden' });
  assert.doesNotMatch(await sentence('zones', /globals?, /), ticks());
  assert.equal(await page.evaluate(() => explorer.context.range.get()), undefined);
});

test('map: the sentence, the legend and the slots tell what is of it', async () => {
  await show('map');
  const said = await sentence('map', ticks());
  const real = await page.evaluate((one) => session.rangeSummary(one), range);
  const frees = real.classes.reduce((sum, row) => sum + row.frees, 0);
  assert.ok(frees > 0);
  assert.ok(said.includes(`${number(frees)} objects were freed`), said);
  const legend = (await page.locator('.legend').textContent())!;
  for (const text of ['allocated in the stretch', 'freed in the stretch', 'the rest'])
    assert.ok(legend.includes(text), legend);
  assert.ok(!legend.includes('just allocated'));
  await page.evaluate(() => explorer.context.range.set(undefined));
  await page.locator('.legend', { hasText: 'just allocated' }).waitFor();
  assert.doesNotMatch(await sentence('map', /each drawn where it lies/), ticks());
});

test('levels: what each level served adds up to the allocations of the stretch', async () => {
  await show('levels');
  await sentence('levels', ticks());
  const real = await page.evaluate((one) => session.rangeSummary(one), range);
  assert.ok(real.allocs > 0);
  const said = await sentence('levels', ticks());
  assert.ok(said.includes(`${number(real.allocs)} allocations`), said);
  const [served = 0] = (await page.locator('[data-level=mcache] .level-count').allTextContents())
    .flatMap((text) => /^([\d,]+) served/.exec(text)?.[1] ?? [])
    .map((text) => Number(text.replaceAll(',', '')));
  const parts = [...said.matchAll(/([\d,]+) (went no further|as far as|to the operating)/g)];
  const counts = parts.map(([, digits]) => Number(digits!.replaceAll(',', '')));
  assert.equal(counts.length, 4);
  assert.equal(counts[0], served);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    real.allocs,
  );
  assert.match(
    (await page.locator('[data-level=mcentral] .level-count').allTextContents()).join(' '),
    /locked \d+ times?.* handed up/,
  );
});

test('structures: what has changed counts from where it begins', async () => {
  await show('structures');
  const said = await sentence('structures', /since tick/);
  assert.ok(said.endsWith(`since tick ${number(range.fromTick)}.`), said);
  const cards = await page.locator('.struct-changes').allTextContents();
  assert.ok(cards.length > 0);
  for (const text of cards) assert.match(text, /changed since tick [\d,]+$/);
});

test('zones: new objects and changed variables are marked, and counted in the sentence', async () => {
  await show('zones');
  await sentence('zones', ticks());
  // Of the objects that are drawn the older half was there before.
  const own = await page.evaluate((whole) => {
    const { view } = session.loadedRun!.sources();
    const keys = session.zones().objects.map(({ key }) => key.split(':').map(Number));
    const born = keys.map(([, span, slot]) => view.bornAt(span!, slot!)).sort((a, b) => a - b);
    const fromTick = born[born.length >> 1]!;
    explorer.context.range.set({ ...whole, fromTick });
    return { fromTick, born: born.filter((tick) => tick >= fromTick).length, all: born.length };
  }, range);
  assert.ok(own.born > 0 && own.born < own.all);
  const from = `tick ${number(own.fromTick)} `;
  const said = await sentence('zones', new RegExp(from));
  const closed = page.locator('#panel-zones .others[aria-expanded=false]');
  while ((await closed.count()) > 0) await closed.first().click();
  assert.equal(await page.locator('#panel-zones .tile.object .born-mark').count(), own.born);
  const changed = await page.locator('#panel-zones .variable.changed').count();
  assert.ok(changed > 0);
  assert.ok(said.startsWith(`Since ${from}${changed} of `), said);
  assert.ok(said.includes(` ${own.born} of the `), said);
  const face = page.locator('#panel-zones .tile.born').first();
  assert.match((await face.getAttribute('title'))!, /allocated in the stretch$/);
});

test('marking: the collections of it are listed, each leads to its beginning', async () => {
  await show('marking');
  const said = await sentence('marking', ticks());
  const cycles = await page.evaluate(
    ({ fromTick, toTick }) =>
      session
        .loadedRun!.recorder.collections.filter(
          (one) => one.startTick <= toTick && Math.max(one.endTick, one.sweptTick) >= fromTick,
        )
        .map(({ startTick }) => startTick),
    range,
  );
  assert.ok(cycles.length > 0);
  assert.ok(said.startsWith(`${cycles.length} collection`), said);
  assert.equal(await page.locator('.mark-cycles li').count(), cycles.length);
  assert.ok((await page.locator('#panel-marking .born-mark').count()) > 0);
  const { tick } = await page.evaluate(() => session.state());
  await page.locator('.mark-cycles .link').first().press('Enter');
  await page.waitForFunction((at) => explorer.context.session.get()?.tick === at, cycles[0]! + 1);
  await page.locator('.stretch-bar', { hasText: 'The run stands in it' }).waitFor();
  await page.evaluate((at) => explorer.context.client.request('seek', { tick: at }), tick);
});

test('dashboard: its rows are the size classes of the stretch, and add up to it', async () => {
  await show('dashboard');
  await sentence('dashboard', ticks());
  const table = page.getByRole('table', { name: 'By size class, in this stretch' });
  const column = async (heading: string): Promise<number[]> => {
    const heads = await table.locator('thead th').allTextContents();
    const at = heads.findIndex((text) => text.includes(heading));
    assert.ok(at >= 0, heading);
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((all, index) => all.map(({ children }) => children[index]!.textContent!), at);
    return rows.map((text) => Number(text.replaceAll(',', '')));
  };
  const { classes } = await page.evaluate((one) => session.rangeSummary(one), range);
  assert.ok(classes.length > 1);
  assert.deepEqual(
    await column('slots taken'),
    classes.map((row) => row.mallocs),
  );
  assert.deepEqual(
    await column('freed'),
    classes.map((row) => row.frees),
  );
  await page.evaluate(() => explorer.context.range.set(undefined));
  await page.getByRole('table', { name: 'By size class', exact: true }).waitFor();
});

test('a stretch ahead of the cursor says so, and can be gone to', async () => {
  await show('map');
  const { tick } = await page.evaluate(() => session.state());
  await page.evaluate(() => explorer.context.client.request('seek', { tick: 5 }));
  const bar = page.locator('.stretch-bar', { hasText: 'It lies ahead' });
  await bar.waitFor();
  await bar.getByRole('button', { name: 'Go to its end' }).press('Enter');
  await page.waitForFunction(
    (to) => (explorer.context.session.get()?.tick ?? 0) > to,
    range.toTick,
  );
  await page.evaluate((at) => explorer.context.client.request('seek', { tick: at }), tick);
});

test('while the run is repeated up to it, the bar says how far, and the whole run is a press away', async () => {
  await page.evaluate(() => explorer.context.repeating.set(0.4));
  const bar = page.locator('.stretch-repeating');
  assert.equal(
    await bar.getByRole('progressbar').evaluate((one) => (one as HTMLProgressElement).value),
    0.4,
  );
  await bar.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.waitForFunction(() => explorer.context.range.get() === undefined);
  await page.evaluate(() => explorer.context.repeating.set(undefined));
  await bar.waitFor({ state: 'hidden' });
});

test('with a stretch every mode is accessible, also in high contrast', async () => {
  const source = readFileSync(`examples/${name}`, 'utf8');
  for (const theme of ['hcLight', 'dark'] as const) {
    const other = await harness.open({ host: { name, source }, theme });
    page = other.page;
    await page.evaluate(async (one) => {
      const { client } = explorer.context;
      for (let stop = 0; stop < 5; stop++) await client.request('runTo', { target: 'stop' });
      explorer.context.range.set(one);
    }, range);
    for (const mode of modeNames.filter((one) => !wholeRuns.includes(one))) {
      await show(mode);
      assert.deepEqual(await axe(page), [], `${theme} ${mode}`);
    }
    assert.deepEqual(other.complaints, []);
    await page.context().close();
  }
  page = opened.page;
  assert.deepEqual(opened.complaints, []);
});
