/**
 * How long the view is busy per frame while somebody plays, scrubs, pans and zooms. The host is a
 * process of its own, as the extension host is.
 */
import type { Page } from 'playwright-core';
import { createServer } from '../../src/protocol/port';
import type { Panel } from '../../webview/panel';
import type { Context } from '../../webview/state/context';
import { createBridge } from './bridge';
import type { Bridge } from './bridge';
import { createBulkHost } from './bulkHost';
import { framesDuring } from './frameTimes';
import type { FrameTimes } from './frameTimes';
import { createHarness, settle } from './harness';

declare const explorer: { context: Context; panel: Panel };

export interface PlayBench {
  readonly what: string;
  readonly times: FrameTimes;
  /** Characters sent to the view meanwhile. */
  readonly sent: number;
}

interface Played {
  /** From the host's first answer to the first frame with a complete map. */
  readonly firstPaintMilliseconds: number;
  readonly results: readonly PlayBench[];
}

/** Pixels per page while steps arrive: everything, cells, cards with slots. */
const scales = [0.3, 16, 60];
const seconds = 4;

/** A host with `spans` spans, joined to a page before it is loaded. */
export function bulkBridge(spans: number): Bridge {
  const host = createBulkHost(spans, (event, tick) => server.emit(event, tick));
  const bridge = createBridge((message) => server.receive(message));
  const server = createServer(host.handlers, bridge.post);
  return bridge;
}

/** Runs every movement behind `bridge`. */
export async function benchPlay(bridge: Bridge): Promise<Played> {
  const harness = await createHarness('test/webview/remotePage.ts');
  try {
    const { page } = await harness.open({
      host: { saved: { version: 1, speed: 'fast' } },
      async join(one, relay) {
        await one.addInitScript(watchFirstPaint);
        return bridge.join(one, relay);
      },
    });
    const firstPaintMilliseconds = await page.evaluate(
      () => (window as unknown as { firstPaint: number }).firstPaint,
    );
    const results: PlayBench[] = [];
    const measure = async (what: string, act: () => Promise<void>): Promise<void> => {
      await settle(page);
      const before = bridge.sent();
      const times = await framesDuring(page, act);
      results.push({ what, times, sent: bridge.sent() - before });
    };
    for (const scale of scales) {
      await page.evaluate((to) => explorer.panel.map.setCamera({ x: 20, y: 10, scale: to }), scale);
      await measure(`play at ${scale} px`, () => play(page));
      await measure(`scrub at ${scale} px`, () => scrub(page));
    }
    await measure('pan and zoom', () => roam(page));
    await measure('zoom the timeline', () => zoomTimeline(page));
    return { firstPaintMilliseconds, results };
  } finally {
    await harness.close();
  }
}

/** Runs in the page: looks at every frame whether the map is there. */
function watchFirstPaint(): void {
  const page = window as unknown as {
    explorer?: { context: Context; panel: Panel };
    firstPaint?: number;
  };
  let answered = 0;
  window.addEventListener('message', () => (answered ||= performance.now()));
  let asked = false;
  const look = (): void => {
    const { panel } = page.explorer ?? {};
    asked ||= panel?.map.loading() === true;
    const isThere = asked && panel?.map.loading() === false;
    if (!isThere) requestAnimationFrame(look);
    // What this frame draws stands when the next begins.
    else requestAnimationFrame(() => (page.firstPaint = performance.now() - answered));
  };
  requestAnimationFrame(look);
}

/** The toolbar's playback at its fastest pace that shows each step. */
async function play(page: Page): Promise<void> {
  const button = page.locator('.toolbar vscode-button').nth(3);
  await button.click();
  await page.waitForTimeout(seconds * 1000);
  await button.click();
}

/** The cursor dragged to and fro over the timeline's axis, faster than the host can follow. */
async function scrub(page: Page): Promise<void> {
  const box = (await page.locator('.timeline').boundingBox())!;
  await page.mouse.move(box.x + 70, box.y + 4);
  await page.mouse.down();
  for (let at = 0; at < seconds * 60; at++) {
    const share = 0.5 + 0.45 * Math.sin(at / 20);
    await page.mouse.move(box.x + 70 + (box.width - 90) * share, box.y + 4);
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
}

/** By wheel, from all of the run to some hundred ticks and back. */
async function zoomTimeline(page: Page): Promise<void> {
  const box = (await page.locator('.timeline').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.45, box.y + box.height / 2);
  for (let turn = 0; turn < 100; turn++) {
    await page.mouse.wheel(0, turn < 50 ? -100 : 100);
    await page.waitForTimeout(12);
  }
}

/** By wheel and drag, through all levels of detail. */
async function roam(page: Page): Promise<void> {
  const box = (await page.locator('.map-surface').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, turn < 30 ? -100 : 100);
    await page.mouse.down();
    await page.mouse.move(x + 30, y + 12);
    await page.mouse.move(x, y);
    await page.mouse.up();
  }
}
