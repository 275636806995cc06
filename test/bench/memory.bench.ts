/**
 * Whether memory stays as it is while somebody plays: a session in Node behind the built view in
 * Chromium is stepped, scrubbed, looked at in every mode, zoomed, exported and started again, as
 * fast as the page follows. Prints both heaps after a forced collection, each time at the same
 * moment of the run and after every mode has shown it, so whatever grows from line to line is a
 * leak. The first lines hold what is only made once.
 *
 *     npm run bench memory               two minutes
 *     MINUTES=60 npm run bench memory    an hour, a line a minute
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CDPSession, Page } from 'playwright-core';
import type { Panel } from '../../webview/panel';
import type { Context } from '../../webview/state/context';
import type { ModeName } from '../../webview/state/persist';
import { modeNames } from '../../webview/state/persist';
import { createHarness, settle } from '../webview/harness';
import { createNodeHost } from '../webview/nodeHost';
import type { NodeHost } from '../webview/nodeHost';
import { digits } from './figures';

declare const explorer: { context: Context; panel: Panel };

const minutes = Number(process.env['MINUTES'] ?? 2);
/** Where heaps are looked at. */
const sampledTick = 1_000_000;
const linesWanted = Math.min(60, Math.max(8, minutes));

const source = `package main

import "fmt"

type node struct {
	left, right *node
	name        string
	value       [3]int
}

func grow(depth int) *node {
	n := &node{name: fmt.Sprintf("node %d", depth)}
	if depth > 0 {
		n.left, n.right = grow(depth-1), grow(depth-1)
	}
	return n
}

func worker(jobs chan int, done chan int) {
	kept := map[int][]byte{}
	for job := range jobs {
		kept[job%64] = make([]byte, 100+job%4000)
	}
	done <- len(kept)
}

func main() {
	jobs, done := make(chan int), make(chan int)
	for i := 0; i < 3; i++ {
		go worker(jobs, done)
	}
	var forest [8]*node
	for round := 0; round < 30; round++ {
		forest[round%8] = grow(5 + round%4)
		//mem:stop round
		for i := 0; i < 30; i++ {
			jobs <- round*30 + i
		}
	}
	close(jobs)
	fmt.Println(<-done, <-done, <-done, len(forest))
}
`;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const mebibytes = (bytes: number): string => digits(bytes / 2 ** 20);

interface Sample {
  readonly minute: number;
  readonly pageBytes: number;
  /** All nodes of the view's process, and the elements that stand in the page. */
  readonly nodes: number;
  readonly elements: number;
  readonly listeners: number;
  readonly hostBytes: number;
  readonly buffers: number;
  readonly rounds: number;
}

async function sampleOf(
  page: Page,
  cdp: CDPSession,
  minute: number,
  rounds: number,
): Promise<Sample> {
  await request(page, 'seek', sampledTick);
  for (const mode of [...modeNames, 'map']) {
    await page.locator(`#tab-${mode}`).click();
    await settle(page);
    await page.waitForTimeout(300);
  }
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = (await cdp.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return {
    ...{ minute, rounds, nodes, elements, listeners: jsEventListeners },
    ...{ pageBytes: usedSize + backingStorageSize, hostBytes: heapUsed, buffers: arrayBuffers },
  };
}

const heads = [
  'minute',
  'rounds',
  'view MiB',
  'nodes',
  'elements',
  'listeners',
  'host MiB',
  'columns MiB',
];

function print(sample: Sample): void {
  const { minute, rounds, pageBytes, nodes, elements, listeners, hostBytes, buffers } = sample;
  const cells = [digits(minute), String(rounds), mebibytes(pageBytes), String(nodes)];
  cells.push(String(elements), String(listeners), mebibytes(hostBytes), mebibytes(buffers));
  console.log(cells.map((cell, at) => cell.padStart(heads[at]!.length)).join('  '));
}

const request = (page: Page, method: 'seek' | 'run' | 'restart', tick = 0): Promise<unknown> =>
  page.evaluate(
    ([name, to]) => explorer.context.client.request(name, name === 'seek' ? { tick: to } : {}),
    [method, tick] as const,
  );

/** Steps by the toolbar's playback. */
async function play(page: Page, milliseconds: number): Promise<void> {
  const button = page.locator('.toolbar vscode-button').nth(3);
  await button.click();
  await page.waitForTimeout(milliseconds);
  await button.click();
}

/** Drags the cursor over the axis of the timeline. */
async function scrub(page: Page): Promise<void> {
  const box = (await page.locator('.timeline').boundingBox())!;
  await page.mouse.move(box.x + 70, box.y + 4);
  await page.mouse.down();
  for (let at = 0; at <= 40; at++) {
    await page.mouse.move(box.x + 70 + ((box.width - 90) * (at % 29)) / 29, box.y + 4);
    await page.waitForTimeout(25);
  }
  await page.mouse.up();
}

async function lookAround(page: Page): Promise<void> {
  const box = (await page.locator('.map-surface').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  for (let turn = 0; turn < 12; turn++) await page.mouse.wheel(0, turn < 6 ? -160 : 160);
  await page.mouse.click(box.x + 80, box.y + 80);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('0');
  await page.getByRole('tree').focus();
  for (const key of ['End', 'Home', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown']) {
    await page.keyboard.press(key);
  }
}

async function round(page: Page, host: NodeHost, count: number): Promise<void> {
  const { endTick } = host.session.state();
  if (count % 5 === 0) {
    await request(page, 'restart');
    await request(page, 'run');
  }
  const third = modeNames.filter((_, at) => at % 3 === count % 3);
  for (const mode of ['map', ...third] as const) {
    await page.locator(`#tab-${mode}`).click();
    await request(page, 'seek', Math.floor((endTick * ((count * 7 + 3) % 19)) / 19));
    await play(page, 600);
    if (mode === 'map') await lookAround(page);
    await scrub(page);
    if (mode === exportedIn(count)) {
      await page.evaluate((format) => explorer.panel.exporter.run('stage', format), 'svg' as const);
    }
  }
  for (const tab of ['events', 'timeline', 'map']) await page.locator(`#tab-${tab}`).click();
  await settle(page);
}

const exportedIn = (count: number): ModeName => modeNames[count % modeNames.length]!;

const host = createNodeHost('memory.go', source);
const harness = await createHarness('test/webview/remotePage.ts');
try {
  const { page, complaints } = await harness.open({
    host: { saved: { version: 1, speed: 'fast' } },
    join: host.join,
  });
  // An hour on a machine that has other work may hold a click up; only memory counts here.
  page.setDefaultTimeout(10 * 60_000);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.enable');
  await request(page, 'run');
  console.log(`${host.session.state().endTick.toLocaleString('en')} ticks`);
  console.log(heads.join('  '));
  const begin = performance.now();
  const minute = (): number => (performance.now() - begin) / 60_000;
  let due = 0;
  let count = 0;
  while (minute() < minutes) {
    await round(page, host, ++count);
    if (minute() < due) continue;
    due = minute() + minutes / linesWanted;
    print(await sampleOf(page, cdp, minute(), count));
  }
  print(await sampleOf(page, cdp, minute(), count));
  for (const complaint of complaints) console.log(complaint);
} finally {
  await harness.close();
}
