/**
 * Makes the pictures of the README from the product itself, in the embedded VS Code server:
 *
 *     npm run pictures
 *
 * A short film of the window from stop to stop of the first example, the window in Chinese in the
 * middle of it, and the panel in some of its modes. Chinese needs a font that has it.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import type { ModeName } from '../../webview/state/persist';
import { launch } from './browser.mjs';
import { startServer } from './server.mjs';
import { saveAnimation, saveWebp } from './webp';
import type { AnimationFrame } from './webp';
import { Workbench } from './workbench';

interface Row {
  key?: string;
  what: { args?: { text?: string } };
}

/** What the page of the panel offers. */
declare const explorer: {
  panel: { map: { loading(): boolean } };
  context: {
    mode: { set(mode: ModeName): void };
    session: { get(): { phase: string } | undefined };
    selection: { set(selection: { key: string; from: string }): void };
    client: { request(method: string, params: object): Promise<{ rows: Row[] }> };
  };
};

const example = '01-three-levels.go';
/** The stop at which the list has filled three spans. */
const stops = 5;
const home = mkdtempSync(join(tmpdir(), 'gomem-pictures-'));
const folder = join(home, 'examples');

/** How wide the film is, in pixels, and how long a picture of it stands. */
const filmWidth = 800;
const filmMilliseconds = 1800;

/** Opens the example in the panel and runs it to the stop, which `film` follows. */
async function explore(window: Workbench, film?: AnimationFrame[]): Promise<Frame> {
  await window.openFile(example);
  await window.command('Go Memory: Explore This File');
  const frame = await window.webview('canvas');
  await frame.waitForSelector('.counters:not([hidden])');
  for (let stop = 0; stop < stops; stop++) {
    await frame.evaluate(() => explorer.context.client.request('runTo', { target: 'stop' }));
    await shoot(window, frame, film);
  }
  // The newest object, so that the map, the tree and the inspector have something to show.
  await frame.evaluate(async () => {
    const params = { tick: Number.MAX_SAFE_INTEGER, count: 64, kinds: ['alloc'] };
    const { rows } = await explorer.context.client.request('events', params);
    const own = rows.filter(({ what }) => what.args?.text?.startsWith('&node'));
    const key = own.map((row) => row.key).findLast((one) => one !== undefined);
    if (key !== undefined) explorer.context.selection.set({ key, from: 'host' });
  });
  return frame;
}

/** One more picture of the film. */
async function shoot(window: Workbench, frame: Frame, film?: AnimationFrame[]): Promise<void> {
  if (film === undefined) return;
  await frame.waitForFunction(() => !explorer.panel.map.loading());
  await window.page.waitForTimeout(1200);
  film.push({ png: await window.page.screenshot(), milliseconds: filmMilliseconds });
}

async function show(window: Workbench, frame: Frame, mode: ModeName): Promise<void> {
  await frame.evaluate((name) => explorer.context.mode.set(name), mode);
  await frame.waitForFunction(() => !explorer.panel.map.loading());
  await window.page.waitForTimeout(1500);
}

async function pictures(browser: Browser, locale: string | undefined): Promise<void> {
  const dataDir = join(home, `data-${locale ?? 'en'}`);
  const server = await startServer({
    dataDir,
    settings: { 'window.commandCenter': false, 'workbench.layoutControl.enabled': false },
    ...(locale === undefined ? {} : { locale }),
  });
  try {
    const url = server.url(folder, { extension: resolve('.') });
    const window = await Workbench.open(browser, url);
    const film: AnimationFrame[] | undefined = locale === undefined ? [] : undefined;
    const frame = await explore(window, film);
    await window.page
      .getByRole('tab', { name: /^Go (Memory|内存)$/ })
      .first()
      .click();
    await window.page.mouse.move(700, 500);
    await show(window, frame, 'map');
    if (film === undefined) {
      await saveWebp(browser, await window.page.screenshot(), `media/explorer.${locale}.webp`);
      return;
    }
    for (const mode of ['map', 'structures', 'marking', 'zones'] as const) {
      await show(window, frame, mode);
      await shoot(window, frame, film);
    }
    await saveAnimation(browser, film, filmWidth, 'media/tour.webp');
    const panel = await (
      await frame.frameElement()
    )
      .ownerFrame()
      .then((outer) => outer!.frameElement());
    // The modes fill the panel.
    for (const side of ['tree', 'inspector']) {
      await frame.getByRole('button', { name: `Show or hide the ${side}` }).click();
    }
    for (const mode of ['levels', 'marking', 'compare'] as const) {
      await show(window, frame, mode);
      await saveWebp(browser, await panel.screenshot(), `media/${mode}.webp`);
    }
  } finally {
    await server.stop();
  }
}

cpSync('examples', folder, { recursive: true });
const browser = await launch();
try {
  await pictures(browser, undefined);
  await pictures(browser, 'zh-cn');
} finally {
  await browser.close();
  rmSync(home, { recursive: true, force: true });
}
