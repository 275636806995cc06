/**
 * Tools of the views in Chromium, on a real session: a stretch of the timeline and what it filters,
 * lanes, birth and death, finding and measuring on the map. By mouse, by keyboard, and as text.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Session } from '../../src/session/session';
import type { Panel } from '../../webview/panel';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened } from './harness';
import type { ThemeName } from './themes';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context; panel: Panel };
declare const session: Session;

const source = `//mem:procs 2
package main

import "sync"

type leaf struct {
	next *leaf
	rest [6]int
}

var kept *leaf

func work(n int) {
	for i := 0; i < n; i++ {
		kept = &leaf{}
	}
}

func main() {
	work(60) //mem:stop begin
	var group sync.WaitGroup
	for i := 0; i < 3; i++ {
		group.Add(1)
		go func() {
			work(200)
			group.Done()
		}()
	}
	group.Wait()
	//mem:stop waited
	//mem:gc
	work(100)
	//mem:scavenge
	//mem:stop end
}
`;
const screens = 'test-results/screens';
let harness: Harness;
let opened: Opened;
let page: Page;

before(async () => {
  mkdirSync(screens, { recursive: true });
  harness = await createHarness('test/webview/sessionPage.ts');
  opened = await harness.open({ host: { name: 'tools.go', source } });
  page = opened.page;
  await page.evaluate(() => explorer.context.client.request('run', {}));
  await settle(page);
});
after(() => harness.close());

const range = (): Promise<{ fromTick: number; toTick: number } | undefined> =>
  page.evaluate(() => explorer.context.range.get());
const tick = (): Promise<number> => page.evaluate(() => explorer.context.session.get()!.tick);
async function seek(to: number): Promise<void> {
  await page.evaluate((at) => explorer.context.client.request('seek', { tick: at }), to);
  await settle(page);
}

test('a drag across the curves selects a stretch; a press goes there; Escape forgets it', async () => {
  const slider = page.getByRole('slider');
  const box = (await slider.boundingBox())!;
  const y = box.y + 50;
  await page.mouse.move(box.x + 300, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 420, y, { steps: 5 });
  await page.mouse.up();
  const { fromTick, toTick } = (await range())!;
  const wanted = await page.evaluate(() => {
    const { fromTick: from, toTick: to, left, width } = explorer.panel.timeline.scale();
    return [300, 420].map((x) => Math.round(from + ((x - left) / width) * (to - from)));
  });
  assert.deepEqual([fromTick, toTick], wanted);
  assert.match((await slider.getAttribute('aria-valuetext'))!, /ticks [\d,]+ to [\d,]+ selected/);
  await page.screenshot({ path: `${screens}/timeline-range.png` });
  await slider.focus();
  await page.keyboard.press('Escape');
  assert.equal(await range(), undefined);
  await page.mouse.click(box.x + 500, y);
  await page.waitForFunction(
    () => explorer.context.session.get()!.tick < explorer.context.session.get()!.endTick,
  );
  assert.equal(await range(), undefined);
});

test('a stretch by keyboard: it grows and shrinks from where the cursor stands', async () => {
  await seek(1000);
  await page.getByRole('slider').focus();
  await page.keyboard.press('Shift+PageDown');
  const first = (await range())!;
  assert.equal(first.toTick, 1000);
  await page.keyboard.press('Shift+ArrowRight');
  const second = (await range())!;
  assert.ok(second.fromTick > first.fromTick && second.toTick === 1000);
  await page.keyboard.press('Shift+End');
  const third = (await range())!;
  assert.deepEqual(
    [third.fromTick, third.toTick],
    [1000, await page.evaluate(() => session.state().endTick)],
  );
  await page.waitForFunction(() =>
    document.querySelector('[aria-live]')!.textContent!.includes('ticks 1,000 to'),
  );
});

test('the events keep to the stretch, and say what it amounts to', async () => {
  await seek(await page.evaluate(() => session.state().endTick));
  await page.evaluate(() => explorer.context.range.set({ fromTick: 0, toTick: 600 }));
  await page.getByRole('tab', { name: 'Events' }).click();
  const summary = page.locator('.range-summary');
  await summary.filter({ hasText: 'allocations' }).waitFor();
  const truth = await page.evaluate(() => session.rangeSummary({ fromTick: 0, toTick: 600 }));
  const text = (await summary.textContent())!;
  assert.ok(text.includes(`${truth.allocs} allocations`), text);
  assert.ok(text.includes('&leaf'), text);
  const ticks = await page.locator('.events tbody td:first-child').allTextContents();
  assert.ok(ticks.length > 5 && ticks.every((one) => Number(one.replaceAll(',', '')) <= 600));
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: `${screens}/events-range.png` });
  await page.getByRole('button', { name: 'Forget the stretch' }).click();
  assert.equal(await range(), undefined);
  await page.getByRole('tab', { name: 'Timeline' }).click();
});

test('Why keeps to the stretch', async () => {
  await page.evaluate(() => {
    explorer.context.mode.set('why');
    explorer.context.range.set({ fromTick: 0, toTick: 300 });
  });
  await page.waitForFunction(() => {
    const found = /([\d,]+)/.exec(
      document.querySelector('#panel-why .mode-sentence')!.textContent ?? '',
    );
    return found && Number(found[1]!.replaceAll(',', '')) <= 300;
  });
  await page.evaluate(() => explorer.context.range.set(undefined));
});

test('lanes stand for Ps or for goroutines, by control and by key', async () => {
  const lanes = (): Promise<string> => page.evaluate(() => explorer.context.recall().lanes);
  await page.getByRole('slider').focus();
  assert.equal(await lanes(), 'p');
  await page.keyboard.press('l');
  assert.equal(await lanes(), 'g');
  await settle(page);
  await page.screenshot({ path: `${screens}/timeline-goroutines.png` });
  const { goroutines, drawn } = await page.evaluate(async () => {
    const toTick = session.state().endTick;
    const { lanes: all } = session.timeline({ fromTick: 0, toTick, points: 100 });
    const names = new Set(all.flatMap(({ runG }) => [...runG].map((g) => `G${g}`)));
    const made = (window as unknown as { made: { text?: string }[] }).made;
    made.length = 0;
    await explorer.panel.exporter.run('bottom', 'svg');
    const xml = new DOMParser().parseFromString(made[0]!.text!, 'image/svg+xml');
    const texts = [...xml.querySelectorAll('text')].map((one) => one.textContent ?? '');
    return { goroutines: [...names], drawn: texts.filter((one) => names.has(one)) };
  });
  assert.ok(goroutines.length >= 3);
  // As many as there is room for.
  assert.ok(drawn.length >= 2, drawn.join());
  await page.keyboard.press('l');
  assert.equal(await lanes(), 'p');
});

test('birth and death of what is selected', async () => {
  await page.evaluate(() => explorer.context.client.request('seek', { tick: 0 }));
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
  for (let steps = 0; steps < 12; steps++) {
    await page.evaluate(() => explorer.context.client.request('step', {}));
  }
  const key = await page.evaluate(() => {
    const found = session.find({ text: 'main.leaf' }).matches[0]!.key;
    explorer.context.selection.set({ key: found, from: 'tree' });
    return found;
  });
  await page.waitForFunction((one) => explorer.context.detail.get()?.key === one, key);
  const now = await tick();
  await page.getByRole('button', { name: 'Go to its birth' }).click();
  await page.waitForFunction((at) => explorer.context.session.get()!.tick < at, now);
  assert.equal(await page.evaluate(() => session.state().last!.kind), 'alloc');
  await page.waitForFunction(() =>
    document.querySelector('[aria-live]')!.textContent!.includes('Made here'),
  );
  await page.getByRole('button', { name: 'Go to its death' }).click();
  await page.waitForFunction((at) => explorer.context.session.get()!.tick > at, now);
  await page.waitForFunction(() =>
    document.querySelector('[aria-live]')!.textContent!.includes('Gone here'),
  );
  assert.equal(await page.evaluate(() => session.state().stats.numGC), 1);
});

test('find: by key, from match to match, each is selected; Escape gives the focus back', async () => {
  await seek(await page.evaluate(() => session.state().endTick));
  await page.evaluate(() => explorer.context.mode.set('map'));
  const surface = page.locator('.map-surface');
  await surface.focus();
  await page.keyboard.press('/');
  const box = page.getByRole('search');
  await box.waitFor();
  await page.waitForFunction(() => document.activeElement!.tagName === 'VSCODE-TEXT-FIELD');
  await page.keyboard.type('main.leaf');
  const place = page.locator('.find-place');
  await place.filter({ hasText: /^1 of / }).waitFor();
  const matches = await page.evaluate(() =>
    session.find({ text: 'main.leaf' }).matches.map(({ key }) => key),
  );
  assert.equal(await place.textContent(), `1 of ${matches.length}`);
  const selected = (): Promise<string | undefined> =>
    page.evaluate(() => explorer.context.selection.get()?.key);
  assert.equal(await selected(), matches[0]);
  await page.keyboard.press('Enter');
  assert.equal(await selected(), matches[1]);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  assert.equal(await selected(), matches.at(-1));
  // The list beside it: as many as there are, the selected one in sight, arrows as Enter.
  const list = page.getByRole('listbox', { name: 'Matches' });
  const current = list.getByRole('option', { selected: true });
  assert.equal(await current.getAttribute('aria-setsize'), String(matches.length));
  assert.equal(await current.getAttribute('aria-posinset'), String(matches.length));
  const [frame, row] = await Promise.all([list.boundingBox(), current.boundingBox()]);
  assert.ok(row!.y >= frame!.y && row!.y + row!.height <= frame!.y + frame!.height + 1);
  await page.keyboard.press('ArrowDown');
  assert.equal(await selected(), matches[0]);
  await page.keyboard.press('ArrowUp');
  assert.equal(await selected(), matches.at(-1));
  await list.focus();
  await page.keyboard.press('Home');
  await list.getByRole('option', { selected: true }).and(page.locator('#match-0')).waitFor();
  assert.equal(await list.getAttribute('aria-activedescendant'), 'match-0');
  await page.locator('#match-2').click();
  assert.equal(await selected(), matches[2]);
  await page.locator('.find-box vscode-text-field').evaluate((one: HTMLElement) => one.focus());
  await settle(page);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: `${screens}/map-find.png` });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('no such thing');
  await place.filter({ hasText: 'nothing found' }).waitFor();
  await page.keyboard.press('Escape');
  assert.ok(await surface.evaluate((element) => element === document.activeElement));
  assert.equal(await box.count(), 0);
});

test('find: from any mode, by slash or Ctrl+F; functions, sites and classes are found too', async () => {
  await page.evaluate(() => explorer.context.mode.set('zones'));
  const tab = page.locator('#tab-zones');
  await tab.focus();
  await page.keyboard.press('/');
  const box = page.getByRole('search');
  await box.waitFor();
  await page.waitForFunction(() => document.activeElement!.tagName === 'VSCODE-TEXT-FIELD');
  const kinds = async (text: string): Promise<readonly string[]> => {
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
    const found = await page.evaluate((one) => session.find({ text: one }).matches, text);
    assert.ok(found.length > 0);
    await page.locator('.find-place', { hasText: `1 of ${found.length}` }).waitFor();
    return [...new Set(found.map(({ key }) => key.split(':')[0]!))];
  };
  assert.ok((await kinds('main.main')).includes('site'));
  const classes = await kinds('class 5');
  assert.ok(classes.includes('span'));
  // The last match is one step back from the first one, and stays in the mode.
  await page.keyboard.press('Shift+Enter');
  assert.equal(await page.evaluate(() => explorer.context.mode.get()), 'zones');
  assert.match((await page.locator('.find-what').textContent())!, /\S/);
  await page.keyboard.press('Escape');
  assert.ok(await tab.evaluate((element) => element === document.activeElement));
  await page.locator('.timeline').focus();
  await page.keyboard.press('ControlOrMeta+f');
  await box.waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await box.count(), 0);
  await page.evaluate(() => explorer.context.mode.set('map'));
});

test('W A S D: the map and the timeline zoom and move as by plus, minus and arrows', async () => {
  const camera = () => page.evaluate(() => explorer.panel.map.camera());
  const start = await camera();
  await page.locator('.map-surface').focus();
  await page.keyboard.press('w');
  await page.waitForFunction((was) => explorer.panel.map.camera().scale > was * 1.4, start.scale);
  const near = await camera();
  await page.keyboard.press('d');
  await page.waitForFunction((was) => explorer.panel.map.camera().x > was, near.x);
  await page.keyboard.press('s');
  await page.waitForFunction((was) => explorer.panel.map.camera().scale < was * 0.8, near.scale);
  const scale = () => page.evaluate(() => explorer.panel.timeline.scale());
  const whole = await scale();
  await page.locator('.timeline').focus();
  await page.keyboard.press('w');
  const closer = await scale();
  assert.ok(closer.toTick - closer.fromTick < (whole.toTick - whole.fromTick) * 0.8);
  await page.keyboard.press('a');
  assert.ok((await scale()).fromTick < closer.fromTick);
  for (let times = 0; times < 3; times++) await page.keyboard.press('s');
  assert.deepEqual(await scale(), whole);
});

test('measure: the sentence of the map says what the selection holds and wastes', async () => {
  const { key, truth } = await page.evaluate(() => {
    const found = session.find({ text: 'main.leaf' }).matches[0]!.key;
    const span = `span:${found.split(':')[1]}` as `span:${number}`;
    explorer.context.selection.set({ key: span, from: 'tree' });
    return { key: span, truth: session.measure({ key: span }) };
  });
  const { objectBytes, freeSlotBytes, tailBytes, spanPages, asked } = truth;
  assert.equal(objectBytes + freeSlotBytes + tailBytes, spanPages * 8192, key);
  assert.ok(asked!.bytes < asked!.slotBytes);
  const sentence = page.locator('#panel-map .mode-sentence');
  await sentence.filter({ hasText: 'lie unused in slots' }).waitFor();
  assert.match((await sentence.textContent())!, /Selected 1 page \(8 KiB\): /);
  await page.evaluate(() => explorer.context.selection.set({ key: 'arena:0', from: 'tree' }));
  await sentence.filter({ hasText: 'fragmentation' }).waitFor();
});

const looks: [ThemeName, number, 'en' | 'zh-cn'][] = [
  ['dark', 1400, 'en'],
  ['light', 1400, 'zh-cn'],
  ['hcDark', 800, 'en'],
  ['hcLight', 360, 'zh-cn'],
];
for (const [theme, width, language] of looks) {
  test(`${theme} ${width} ${language}: with all tools open nothing sticks out`, async () => {
    const look = { theme, width, language, host: { name: 'tools.go', source } };
    const one = await harness.open(look);
    await one.page.evaluate(async () => {
      await explorer.context.client.request('run', {});
      explorer.context.range.set({ fromTick: 500, toTick: 1500 });
    });
    await one.page.locator('.map-surface').focus();
    await one.page.keyboard.press('/');
    await one.page.keyboard.type('leaf');
    // Nothing of what is typed at once behind the slash is lost.
    const typed = one.page.getByRole('textbox', { name: /Find in the run|在运行中查找/ });
    assert.equal(await typed.inputValue(), 'leaf');
    await one.page.waitForFunction(() => explorer.context.selection.get() !== undefined);
    await settle(one.page);
    assert.deepEqual(await axe(one.page), []);
    const [scrolls, client] = await one.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.equal(scrolls, client);
    await one.page.screenshot({ path: `${screens}/tools-${theme}-${width}-${language}.png` });
    assert.deepEqual(one.complaints, []);
    await one.page.context().close();
  });
}

test('nothing has complained', () => assert.deepEqual(opened.complaints, []));
