/**
 * Compare and What-if in Chromium with a real session behind them: what they say is what two runs
 * of the engine did.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sayCount } from '../../src/protocol/strings';
import { runRecord } from '../../src/session/record';
import { Session } from '../../src/session/session';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened, OpenOptions } from './harness';
import type { ThemeName } from './themes';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };
declare const session: Session;

const screens = 'test-results/screens';
const churn = readFileSync('test/session/testdata/churn.go', 'utf8');
let harness: Harness;

before(async () => {
  mkdirSync(screens, { recursive: true });
  harness = await createHarness('test/webview/sessionPage.ts');
});
after(() => harness.close());

async function open(options: OpenOptions = {}, source = churn): Promise<Opened> {
  return harness.open({ ...options, host: { name: 'churn.go', source } });
}

async function show(page: Page, mode: 'compare' | 'whatIf'): Promise<void> {
  await page.evaluate((name) => explorer.context.mode.set(name), mode);
  await page.locator(`#panel-${mode} .compare-result`).waitFor();
  await settle(page);
}

const sentence = (page: Page, mode: 'compare' | 'whatIf'): Promise<string> =>
  page.locator(`#panel-${mode} .mode-sentence`).innerText();

/** Types a value into the field of a slider. */
async function type(page: Page, name: string, value: string): Promise<void> {
  const field = page.getByLabel(`Value of ${name}`);
  await field.fill(value);
  await field.press('Enter');
}

/** Rows of a table by their head: left, right, difference. */
function rowsOf(page: Page, panel: string): Promise<Record<string, string[]>> {
  return page.evaluate((id) => {
    const rows = [...document.querySelectorAll(`#panel-${id} .compared tbody tr`)];
    return Object.fromEntries(
      rows.map((row) => [
        row.querySelector('th')!.textContent!.trim(),
        [...row.querySelectorAll('td')].slice(0, 3).map((cell) => cell.textContent!.trim()),
      ]),
    );
  }, panel);
}

/** Runs the program to its end with these options, where the page's own engine cannot see it. */
function statsWith(options: ConstructorParameters<typeof Session>[2]): Record<string, number> {
  const run = new Session('churn.go', churn, options);
  run.beginRun();
  while (!run.work(1_000_000));
  return run.memStats();
}

async function waitFor(page: Page, mode: 'compare' | 'whatIf', text: string | RegExp) {
  await page.locator(`#panel-${mode} .mode-sentence`, { hasText: text }).waitFor();
  await settle(page);
}

test('what-if: a slider by keyboard runs the program again, and the sentence tells what it did', async () => {
  const { page, complaints } = await open();
  await show(page, 'whatIf');
  assert.match(await sentence(page, 'whatIf'), /options of the run you see/);
  const slider = page.getByRole('slider', { name: 'GOGC' });
  await slider.focus();
  // From 100 over 75 and 50 to 25.
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowLeft');
  assert.equal(await slider.getAttribute('aria-valuetext'), '25');
  assert.equal(await page.getByLabel('Value of GOGC').inputValue(), '25');
  await waitFor(page, 'whatIf', 'With GOGC=25:');
  const [before, after] = [statsWith({}), statsWith({ gogc: 25 })];
  const more = after['NumGC']! - before['NumGC']!;
  assert.ok(more > 0);
  assert.match(
    await sentence(page, 'whatIf'),
    new RegExp(`^With GOGC=25: ${more} more collections?, .* less peak heap`),
  );
  const rows = await rowsOf(page, 'whatIf');
  assert.deepEqual(rows['NumGC']!.slice(0, 2), [String(before['NumGC']), String(after['NumGC'])]);
  assert.match(rows['NumGC']![2]!, new RegExp(`^\\+${more}`));
  // The run one sees has not moved.
  assert.equal(await page.evaluate(() => session.state().options.gogc), 100);
  await page.getByRole('button', { name: 'Restart with these' }).click();
  await page.waitForFunction(() => session.state().options.gogc === 25);
  await waitFor(page, 'whatIf', 'options of the run you see');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('what-if: fields take exact values, and refuse what is none with a reason', async () => {
  const { page, complaints } = await open();
  await show(page, 'whatIf');
  await type(page, 'GOGC', 'lots');
  const field = page.getByLabel('Value of GOGC');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await page.getByText('GOGC takes a whole number from 0 to 1000000, or off.').waitFor();
  await type(page, 'GOGC', '37');
  assert.equal(await field.getAttribute('aria-invalid'), null);
  await waitFor(page, 'whatIf', 'With GOGC=37:');
  await type(page, 'GOGC', 'off');
  await type(page, 'GOMEMLIMIT', '4MiB');
  await waitFor(page, 'whatIf', 'With GOGC=off GOMEMLIMIT=4MiB:');
  const limited = statsWith({ gogc: -1, memoryLimit: 4 * 2 ** 20 });
  const rows = await rowsOf(page, 'whatIf');
  assert.ok(limited['NumGC']! > 2 * statsWith({})['NumGC']!, 'the limit is felt');
  assert.equal(rows['NumGC']![1], sayCount(limited['NumGC']!));
  await page.getByRole('button', { name: 'Back to this run' }).click();
  await waitFor(page, 'whatIf', 'options of the run you see');
  assert.equal(await page.getByLabel('Value of GOMEMLIMIT').inputValue(), 'off');
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('compare: the same code on both runtimes, heaps side by side, aligned at a stop', async () => {
  const { page, complaints } = await open();
  await show(page, 'compare');
  await waitFor(page, 'compare', 'Go 1.6 instead of Go 1.26');
  const heads = await page.locator('#panel-compare .compare-side h3').allInnerTexts();
  assert.deepEqual(
    heads.map((text) => text.replace(/^.*:\s/s, '').trim()),
    ['Go 1.26', 'Go 1.6'],
  );
  const heaps = page.locator('#panel-compare .heap canvas');
  assert.equal(await heaps.count(), 2);
  for (const side of await heaps.all()) {
    assert.match(
      (await side.getAttribute('aria-label'))!,
      /^Heap of Go 1\.\d+: \d+ spans on \d+ of/,
    );
    const painted = await side.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set<number>();
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] === 255)
          colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
      return colours.size;
    });
    assert.ok(painted > 5, `${painted} colours`);
  }
  // The numbers of a scale stand beside the curves: what is coloured there hides nothing.
  const course = page.locator('#panel-compare .course canvas').first();
  const coloured = await course.evaluate((canvas: HTMLCanvasElement) => {
    const { data, width } = canvas
      .getContext('2d')!
      .getImageData(0, 0, canvas.width, canvas.height);
    let [beside, inside] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
      if (data[at + 3]! < 200 || Math.max(red, green, blue) - Math.min(red, green, blue) < 60)
        continue;
      if ((at / 4) % width < 46 * devicePixelRatio) beside++;
      else inside++;
    }
    return { beside, inside: inside > 100 };
  });
  assert.deepEqual(coloured, { beside: 0, inside: true });
  // At the stop both have done the same; the drop-down list offers it once both were there.
  const list = page.locator('#panel-compare').getByLabel('Moment of both runs');
  await list.click();
  await list.locator('vscode-option', { hasText: 'stop half' }).click();
  await page.locator('#panel-compare .compare-side', { hasText: 'stop half' }).first().waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('compare: rows by keyboard, selecting and opening the line', async () => {
  const { page, complaints } = await open();
  await show(page, 'compare');
  await waitFor(page, 'compare', 'Go 1.6');
  await page.locator('#tab-byClass').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-bySite');
  const box = page.locator('#panel-bySite .item', { hasText: '&block' }).first();
  await box.focus();
  await page.keyboard.press('Enter');
  const key = await page.evaluate(() => explorer.context.selection.get()?.key);
  assert.match(key!, /^site:\d+$/);
  await page.waitForFunction((wanted) => explorer.context.detail.get()?.key === wanted, key);
  assert.equal(await box.getAttribute('aria-current'), 'true');
  const line = 1 + churn.split('\n').findIndex((text) => text.includes('&block{'));
  await page
    .locator('#panel-bySite .line-link', { hasText: `churn.go:${line}` })
    .first()
    .waitFor();
  // One tab stop for the whole table.
  const stops = await page.locator('#panel-bySite table [tabindex="0"]').count();
  assert.equal(stops, 1);
  await page.locator('#tab-byAge').click();
  await page.locator('#panel-byAge', { hasText: 'survived' }).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('compare: two moments of one run, one of them kept', async () => {
  const { page, complaints } = await open();
  await page.evaluate(() => explorer.context.compareWith.set('moment'));
  await page.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
  await show(page, 'compare');
  await waitFor(page, 'compare', 'the end instead of now');
  const tick = await page.evaluate(() => session.state().tick);
  await page.getByRole('button', { name: 'Keep this moment' }).click();
  await waitFor(page, 'compare', 'no difference');
  await page.evaluate(() => explorer.context.client.request('run', {}));
  await waitFor(page, 'compare', `instruction ${tick.toLocaleString('en')} instead of now`);
  const rows = await rowsOf(page, 'compare');
  const end = await page.evaluate(() => session.state().tick);
  assert.deepEqual(
    rows['Instructions run']!.slice(0, 2),
    [end, tick].map((value) => value.toLocaleString('en')),
  );
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('compare: a saved run of an older text', async () => {
  const { page, complaints } = await open();
  const older = new Session('churn.go', churn.replace('60000', '30000'));
  older.beginRun();
  while (!older.work(1_000_000));
  await page.evaluate(() => explorer.context.compareWith.set('saved'));
  await page.evaluate(() => explorer.context.mode.set('compare'));
  await waitFor(page, 'compare', 'Open a run that gomem run --json');
  await page.evaluate(
    (text) => Object.assign(window, { savedRun: { name: 'older.gomem.json', text } }),
    JSON.stringify(runRecord(older, undefined)),
  );
  await page.getByRole('button', { name: 'Open a saved run…' }).click();
  await waitFor(page, 'compare', 'older.gomem.json');
  const rows = await rowsOf(page, 'compare');
  assert.equal(rows['Mallocs']![1], String(older.memStats()['Mallocs']!.toLocaleString('en')));
  await page.locator('#panel-byClass', { hasText: 'A saved run does not tell this.' }).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a long simulation says how far it is, and ends when it is cancelled', async () => {
  const source =
    'package main\n\nfunc main() {\n\tx := 0\n\tfor i := 0; i < 100000000; i++ {\n\t\tx += i\n\t}\n\tprintln(x)\n}\n';
  const { page, complaints } = await open({}, source);
  await page.evaluate(() => explorer.context.mode.set('whatIf'));
  const cancel = page.locator('#panel-whatIf').getByRole('button', { name: 'Cancel' });
  await cancel.waitFor();
  await page.locator('#panel-whatIf .compare-busy', { hasText: 'instructions so far' }).waitFor();
  await cancel.click();
  await waitFor(page, 'whatIf', 'The simulation was cancelled.');
  assert.ok(!(await page.locator('#panel-whatIf .compare-busy').isVisible()));
  await page.getByRole('button', { name: 'Simulate again' }).click();
  await cancel.waitFor();
  await cancel.click();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

const looks: [ThemeName, number, 'en' | 'zh-cn'][] = [
  ['dark', 1400, 'en'],
  ['light', 800, 'en'],
  ['hcDark', 800, 'zh-cn'],
  ['hcLight', 1400, 'en'],
  ['dark', 360, 'en'],
];
for (const [theme, width, language] of looks) {
  test(`${theme} ${width} ${language}: both modes are accessible and nothing sticks out`, async () => {
    const { page, complaints } = await open({ theme, width, language, height: 1000 });
    await page.evaluate(() => explorer.context.client.request('run', {}));
    await page.evaluate(() => explorer.context.whatIf.set({ gogc: 25 }));
    for (const mode of ['whatIf', 'compare'] as const) {
      await show(page, mode);
      await waitFor(page, mode, mode === 'whatIf' ? 'GOGC=25' : 'Go 1.6');
      assert.deepEqual(await axe(page), [], mode);
      const body = page.locator(`#panel-${mode} .mode-body`);
      const cut = await body.evaluate((one) => one.scrollWidth - one.clientWidth);
      assert.ok(cut <= 1, `${mode} is ${cut} pixels too wide`);
      const name = `real-${mode}-${theme}-${width}-${language}`;
      await page.screenshot({ path: `${screens}/${name}.png` });
      await body.evaluate((one) => (one.scrollTop = one.scrollHeight * 0.45));
      await settle(page);
      await page.screenshot({ path: `${screens}/${name}-below.png` });
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}
