/** The panel in Chromium, with a host behind it: access, keys, selection, time, looks. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Context } from '../../webview/state/context';
import type { Panel } from '../../webview/panel';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened, OpenOptions } from './harness';
import type { ThemeName } from './themes';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context; panel: Panel };

const screens = 'test-results/screens';
let harness: Harness;

before(async () => {
  mkdirSync(screens, { recursive: true });
  harness = await createHarness();
});
after(() => harness.close());

/** Opens a panel, runs `body`, and then nothing may have been complained about. */
async function withPanel(
  options: OpenOptions,
  body: (page: Page, opened: Opened) => Promise<void>,
): Promise<void> {
  const opened = await harness.open(options);
  try {
    await body(opened.page, opened);
    assert.deepEqual(opened.complaints, []);
  } finally {
    await opened.page.context().close();
  }
}

const selection = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => explorer.context.selection.get()?.key);
const tick = (page: Page): Promise<number> =>
  page.evaluate(() => explorer.context.session.get()?.tick ?? -1);

/** Every theme, both widths, both languages: no violation, no sideways scrolling, one picture. */
const looks: [ThemeName, number, 'en' | 'zh-cn'][] = (
  ['dark', 'light', 'hcDark', 'hcLight'] as const
).flatMap((theme) =>
  [800, 1400].flatMap((width) =>
    (['en', 'zh-cn'] as const).map((language): [ThemeName, number, 'en' | 'zh-cn'] => [
      theme,
      width,
      language,
    ]),
  ),
);
for (const [theme, width, language] of looks) {
  test(`${theme} ${width} ${language}: accessible, and nothing sticks out`, async () => {
    await withPanel({ theme, width, language }, async (page) => {
      await page.evaluate(() =>
        explorer.context.selection.set({ key: 'slot:9:40', from: 'inspector' }),
      );
      await page.waitForFunction(() => explorer.context.detail.get() !== undefined);
      await settle(page);
      assert.deepEqual(await axe(page), []);
      const [scrolls, client] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(scrolls, client);
      await page.screenshot({ path: `${screens}/${theme}-${width}-${language}.png` });
    });
  });
}

test('a text of the panel in Chinese is not English', async () => {
  await withPanel({ language: 'zh-cn' }, async (page) => {
    const labels = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-label]')].map((element) =>
        element.getAttribute('aria-label')!,
      ),
    );
    const plain = labels.filter((label) => /^[A-Za-z][a-z]+( [a-z]+)+$/.test(label));
    assert.deepEqual(plain, []);
    assert.equal(await page.locator('#tab-timeline').textContent(), '时间线');
  });
});

test('the tree is walked by keyboard, with one tab stop and true positions', async () => {
  await withPanel({}, async (page) => {
    const tree = page.getByRole('tree');
    await tree.focus();
    const active = (): Promise<string> =>
      page.evaluate(() => {
        const id = document.querySelector('[role=tree]')!.getAttribute('aria-activedescendant')!;
        const row = document.getElementById(id)!;
        return [
          row.dataset['key'],
          row.ariaLevel,
          `${row.ariaPosInSet}/${row.ariaSetSize}`,
          row.ariaExpanded,
        ].join(' ');
      });
    assert.equal(await active(), 'ps 1 1/4 true');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), 'p:0 2 1/2 false');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('[data-key="mcache:0"]'));
    await page.keyboard.press('ArrowRight');
    assert.equal(await active(), 'mcache:0 3 1/1 false');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(
      () =>
        document.querySelector('[role=tree]')!.getAttribute('aria-activedescendant') === 'row-1',
    );
    assert.equal(await active(), 'p:0 2 1/2 true');
    await page.keyboard.press('End');
    assert.match(await active(), /^sites 1 4\/4/);
    await page.keyboard.press('Home');
    assert.match(await active(), /^ps /);
    await page.keyboard.type('mh');
    await page.waitForFunction(
      () => document.querySelector('.tree-row.active')?.getAttribute('data-key') === 'mheap',
    );
    await page.keyboard.press('Enter');
    assert.equal(await selection(page), 'mheap');
    assert.equal(await page.getByRole('tree').locator('[tabindex]').count(), 0);
  });
});

test('a slot is selected where it is drawn: map → tree and inspector', async () => {
  await withPanel({}, async (page) => {
    await page.evaluate(() => explorer.panel.map.setCamera({ x: 5, y: 2.5, scale: 120 }));
    await settle(page);
    const found = await page.evaluate(() => {
      const [box] = explorer.panel.map.boxes('slot:9:40');
      const { x, y, scale } = explorer.panel.map.camera();
      const surface = document.querySelector('.map-surface')!.getBoundingClientRect();
      const centre = {
        x: (box!.x + box!.width / 2 - x) * scale,
        y: (box!.y + box!.height / 2 - y) * scale,
      };
      return {
        hit: explorer.panel.map.hit(centre)?.key,
        x: surface.x + centre.x,
        y: surface.y + centre.y,
      };
    });
    assert.equal(found.hit, 'slot:9:40');
    await page.mouse.move(found.x, found.y);
    await page.waitForSelector('.tooltip:not([hidden])');
    assert.match((await page.locator('.tooltip-title').first().textContent())!, /^Slot 40: /);
    await page.mouse.click(found.x, found.y);
    assert.equal(await selection(page), 'slot:9:40');
    await page.waitForSelector('.inspector-title:has-text("slot 40 of span 9")');
    // The tree opens what is above the span; it opens no five hundred slots at a click.
    await page.waitForSelector('.tree-row.active[data-key="span:9"]');
  });
});

test('tree → map: what is selected comes into view and is framed', async () => {
  await withPanel({}, async (page) => {
    await page.evaluate(() => explorer.panel.map.setCamera({ x: 300, y: 300, scale: 50 }));
    await page.evaluate(() => explorer.context.selection.set({ key: 'span:20', from: 'tree' }));
    await page.waitForFunction(() => explorer.context.detail.get()?.key === 'span:20');
    await settle(page);
    const inSight = await page.evaluate(() => {
      const [box] = explorer.panel.map.boxes('span:20');
      const { x, y, scale } = explorer.panel.map.camera();
      const surface = document.querySelector('.map-surface')!.getBoundingClientRect();
      const left = (box!.x - x) * scale;
      const top = (box!.y - y) * scale;
      return left >= 0 && top >= 0 && left < surface.width && top < surface.height;
    });
    assert.ok(inSight);
  });
});

test('whatever is hit on the map is found again: hit and boxes agree over a grid of points', async () => {
  await withPanel({}, async (page) => {
    for (const scale of [12, 40, 90, 300]) {
      await page.evaluate(
        (value) => explorer.panel.map.setCamera({ x: -0.1, y: 2.8, scale: value }),
        scale,
      );
      await settle(page);
      const wrong = await page.evaluate(() => {
        const { x, y, scale: pixels } = explorer.panel.map.camera();
        const misses: string[] = [];
        let hits = 0;
        for (let px = 5; px < 700; px += 23) {
          for (let py = 5; py < 400; py += 19) {
            const hit = explorer.panel.map.hit({ x: px, y: py });
            if (!hit || !/^(slot|span)/.test(hit.key)) continue;
            hits += 1;
            const world = { x: px / pixels + x, y: py / pixels + y };
            const inside = explorer.panel.map
              .boxes(hit.key)
              .some(
                (box) =>
                  world.x >= box.x &&
                  world.y >= box.y &&
                  world.x <= box.x + box.width &&
                  world.y <= box.y + box.height,
              );
            if (!inside) misses.push(`${hit.key} at ${px},${py}`);
          }
        }
        return hits > 20 || pixels < 28 ? misses : [...misses, `only ${hits} hits`];
      });
      assert.deepEqual(wrong, [], `at ${scale} pixels per page`);
    }
  });
});

test('the map by keyboard: zoom, into the selection, to the neighbour, out', async () => {
  await withPanel({}, async (page) => {
    await page.evaluate(() => explorer.context.selection.set({ key: 'slot:9:40', from: 'tree' }));
    await page.waitForFunction(() => explorer.context.detail.get()?.key === 'slot:9:40');
    await settle(page);
    const scale = (): Promise<number> => page.evaluate(() => explorer.panel.map.camera().scale);
    await page.locator('.map-surface').focus();
    const start = await scale();
    await page.keyboard.press('+');
    assert.ok((await scale()) > start);
    await page.keyboard.press('Enter');
    await settle(page);
    assert.ok((await scale()) > 20 * start, 'Enter zooms into the slot');
    await page.keyboard.press('ArrowRight');
    assert.equal(await selection(page), 'slot:9:41');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await selection(page), 'slot:9:39');
    await page.waitForFunction(() =>
      document.querySelector('[aria-live=polite]')?.textContent?.includes('Slot 39'),
    );
    const deep = await scale();
    await page.keyboard.press('Escape');
    assert.ok((await scale()) < deep);
    await page.keyboard.press('0');
    assert.ok((await scale()) <= 110);
  });
});

test('wheel zooms at the pointer, drag moves the picture', async () => {
  await withPanel({}, async (page) => {
    const surface = (await page.locator('.map-surface').boundingBox())!;
    const at = { x: 200, y: 150 };
    const worldAt = (): Promise<{ x: number; y: number }> =>
      page.evaluate((point) => {
        const { x, y, scale } = explorer.panel.map.camera();
        return { x: point.x / scale + x, y: point.y / scale + y };
      }, at);
    await page.mouse.move(surface.x + at.x, surface.y + at.y);
    const before = await worldAt();
    await page.mouse.wheel(0, -240);
    await page.waitForTimeout(60);
    const zoomed = await worldAt();
    assert.ok(Math.abs(zoomed.x - before.x) < 0.01 && Math.abs(zoomed.y - before.y) < 0.01);
    await page.mouse.down();
    await page.mouse.move(surface.x + at.x + 50, surface.y + at.y + 30, { steps: 4 });
    await page.mouse.up();
    const { scale } = await page.evaluate(() => explorer.panel.map.camera());
    const moved = await worldAt();
    assert.ok(
      Math.abs((zoomed.x - moved.x) * scale - 50) < 4,
      String((zoomed.x - moved.x) * scale),
    );
  });
});

test('transport buttons move the tick, and the step is spoken', async () => {
  await withPanel({}, async (page) => {
    const start = await tick(page);
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick > was, start);
    await page.waitForFunction(() =>
      document.querySelector('[aria-live=polite]')?.textContent?.startsWith('Line '),
    );
    await page.getByRole('button', { name: 'Step back' }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick === was, start);
    const cyclesBefore = await page.evaluate(() => explorer.context.session.get()!.stats.numGC);
    await page.getByRole('button', { name: 'Run to next' }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick > was, start);
    const cycles = (): Promise<number> =>
      page.evaluate(() => explorer.context.session.get()!.stats.numGC);
    assert.equal(await cycles(), cyclesBefore + 1);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForFunction(() => explorer.context.session.get()!.phase === 'finished');
  });
});

test('the timeline is scrubbed by mouse and by keyboard, one seek at a time', async () => {
  await withPanel({}, async (page) => {
    const slider = page.getByRole('slider');
    const box = (await slider.boundingBox())!;
    // Along the stops: a drag across the curves selects a stretch.
    await page.mouse.move(box.x + 200, box.y + 8);
    await page.mouse.down();
    for (let x = 200; x < 700; x += 10) await page.mouse.move(box.x + x, box.y + 8);
    await page.mouse.up();
    const wanted = await page.evaluate((x) => {
      const { fromTick, toTick, left, width } = explorer.panel.timeline.scale();
      return fromTick + ((x - left) / width) * (toTick - fromTick);
    }, 690);
    await page.waitForFunction(
      (value) => Math.abs(explorer.context.session.get()!.tick - value) < 30,
      wanted,
    );
    const at = await tick(page);
    await page.locator(`[role=slider][aria-valuenow="${at}"]`).waitFor();
    await page.keyboard.press('Home');
    await page.waitForFunction(() => explorer.context.session.get()!.tick === 0);
    await page.keyboard.press(']');
    await page.waitForFunction(() => explorer.context.session.get()!.tick === 1500);
    await page.keyboard.press('PageUp');
    await page.waitForFunction(() => explorer.context.session.get()!.tick === 2400);
    await page.keyboard.press('End');
    await page.waitForFunction(() => explorer.context.session.get()!.tick === 9000);
    // It is drawn with the next frame.
    await page.locator('[role=slider][aria-valuetext="tick 9,000 of 9,000"]').waitFor();
  });
});

test('events are there as text, and lead back to their tick and thing', async () => {
  await withPanel({}, async (page) => {
    await page.getByRole('tab', { name: 'Events' }).click();
    const row = page.locator('.events tbody tr').nth(5);
    await row.waitFor();
    await row.locator('.link').nth(1).click();
    assert.match((await selection(page))!, /^(slot|span):/);
    await row.locator('.link').first().click();
    await page.waitForFunction(() => explorer.context.session.get()!.tick < 6000);
  });
});

test('a reload brings selection, colours, camera and open branches back', async () => {
  await withPanel({}, async (page) => {
    await page.evaluate(() => {
      explorer.context.selection.set({ key: 'slot:9:40', from: 'tree' });
      explorer.context.colour.set('occupancy');
      explorer.panel.map.zoom(2);
    });
    await page.waitForFunction(
      () => explorer.context.recall().camera?.scale === explorer.panel.map.camera().scale,
    );
    const camera = await page.evaluate(() => explorer.context.recall().camera!.scale);
    await page.reload();
    await settle(page);
    await page.waitForFunction(() => explorer.context.detail.get()?.key === 'slot:9:40');
    assert.equal(await page.evaluate(() => explorer.context.colour.get()), 'occupancy');
    assert.equal(await page.evaluate(() => explorer.panel.map.camera().scale), camera);
  });
});

test('hostile text from a program stays text', async () => {
  const note =
    '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>{x} ](javascript:1)';
  await withPanel({ host: { note } }, async (page) => {
    assert.equal(await page.locator('.note').textContent(), note);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });
});

test('a lost message makes the view ask again; a closed session is said', async () => {
  await withPanel({}, async (page) => {
    const revision = await page.evaluate(() => explorer.context.revision.get());
    await page.evaluate(() => {
      const { client, session } = explorer.context;
      const state = session.get()!;
      const event = { kind: 'state' as const, state, tick: state.tick };
      client.receive({ type: 'event', event: { ...event, seq: 500 } });
      client.receive({ type: 'event', event: { ...event, seq: 503 } });
      // Late and doubled ones change nothing.
      client.receive({
        type: 'event',
        event: { ...event, seq: 501, state: { ...state, tick: 1 } },
      });
      client.receive({
        type: 'event',
        event: { ...event, seq: 503, state: { ...state, tick: 1 } },
      });
    });
    assert.ok((await page.evaluate(() => explorer.context.revision.get())) >= revision + 3);
    assert.equal(await tick(page), 6000);
    await page.evaluate(() => window.server.dispose());
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'The session has ended' }).waitFor();
  });
});

test('a theme switch recolours controls and canvas', async () => {
  await withPanel({ theme: 'dark' }, async (page) => {
    const sample = (): Promise<string> =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.map-surface > canvas')!;
        return canvas
          .getContext('2d')!
          .getImageData(2, canvas.height - 3, 1, 1)
          .data.join();
      });
    assert.equal(await sample(), '31,31,31,255');
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
      document.body.className = 'vscode-light';
      document.body.dataset['vscodeThemeKind'] = 'vscode-light';
    });
    await settle(page);
    assert.equal(await sample(), '255,255,255,255');
  });
});

test('crisp at two device pixels per CSS pixel; at 360 pixels everything is still there', async () => {
  await withPanel({ ratio: 2, width: 1000 }, async (page) => {
    const [drawn, shown] = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.map-surface > canvas')!;
      return [canvas.width, Math.round(canvas.getBoundingClientRect().width)];
    });
    assert.ok(Math.abs(drawn! - 2 * shown!) <= 2);
    await page.screenshot({ path: `${screens}/dark-1000-2x.png` });
  });
  await withPanel({ width: 360, height: 760 }, async (page) => {
    assert.ok(await page.getByRole('tree').count());
    assert.ok((await page.locator('.map-surface').boundingBox())!.height > 100);
    assert.deepEqual(await axe(page), []);
    await page.screenshot({ path: `${screens}/dark-360.png` });
  });
});

test('the map glides where motion is welcome and jumps where it is not', async () => {
  for (const [reducedMotion, moves] of [
    [true, false],
    [false, true],
  ] as const) {
    await withPanel({ reducedMotion }, async (page) => {
      const scales = await page.evaluate(async () => {
        const seen = new Set<number>();
        explorer.panel.map.zoom(4);
        for (let frame = 0; frame < 40; frame++) {
          seen.add(explorer.panel.map.camera().scale);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return seen.size;
      });
      assert.equal(scales > 2, moves, `${scales} scales with reduced motion ${reducedMotion}`);
    });
  }
});
