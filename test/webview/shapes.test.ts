/**
 * Levels, Structures and Zones stand where their answers say: order, nesting, lengths of bars,
 * places of slots and ends of arrows are measured in the page and compared with the session.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Key } from '../../src/protocol/keys';
import type { Session } from '../../src/session/session';
import type { Context } from '../../webview/state/context';
import type { ModeName } from '../../webview/state/persist';
import { createHarness, settle } from './harness';
import type { Harness } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };
declare const session: Session;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Browsers lay out in 64ths of a pixel. */
const near = (a: number, b: number, said: string, within = 1): void =>
  assert.ok(Math.abs(a - b) <= within, `${said}: ${a} is not ${b}`);

const right = ({ x, width }: Box): number => x + width;
const bottom = ({ y, height }: Box): number => y + height;
const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - 1 &&
  inner.y >= outer.y - 1 &&
  right(inner) <= right(outer) + 1 &&
  bottom(inner) <= bottom(outer) + 1;
const overlap = (a: Box, b: Box): boolean =>
  a.x < right(b) - 1 && b.x < right(a) - 1 && a.y < bottom(b) - 1 && b.y < bottom(a) - 1;
/** Whether `b` is read after `a`: behind it in the same row, or in a row below. */
const isRead = (a: Box, b: Box): boolean =>
  b.y >= bottom(a) - 1 || (b.x >= right(a) - 1 && b.y >= a.y - 1);

const name = '06-goroutine-caches.go';

/** A global list, a goroutine that waits, and frames within frames. */
const linked = `package main

type node struct {
	next  *node
	value int
}

var list *node
var total = 3

func push(value int) *node {
	head := &node{next: list, value: value}
	list = head
	//mem:stop pushed
	total += value
	return head
}

func main() {
	done := make(chan bool)
	go func() {
		local := &node{value: 9}
		list = local
		done <- true
		<-done
		total += local.value
	}()
	<-done
	for i := 0; i < 5; i++ {
		kept := push(i)
		total += kept.value
	}
	done <- true
}
`;
let harness: Harness;
let page: Page;

before(async () => {
  harness = await createHarness('test/webview/sessionPage.ts');
});
after(() => harness.close());

async function open(width: number, mode: ModeName, key?: Key): Promise<void> {
  const isZones = mode === 'zones';
  const source = isZones ? linked : readFileSync(`examples/${name}`, 'utf8');
  const opened = await harness.open({ host: { name, source }, width, height: 1000 });
  page = opened.page;
  await page.evaluate(async (atStop) => {
    const { client } = explorer.context;
    for (let stop = 0; stop < 3; stop++) await client.request('runTo', { target: 'stop' });
    if (!atStop) await client.request('runTo', { target: 'refill' });
  }, isZones);
  await page.evaluate(
    ([one, selected]) => {
      explorer.context.mode.set(one);
      if (selected) explorer.context.selection.set({ key: selected, from: 'tree' });
    },
    [mode, key] as const,
  );
  await page.locator(`#panel-${mode} .item`).first().waitFor();
  await settle(page);
}

/** Boxes of all that a selector finds inside of a mode. */
const boxesOf = (selector: string): Promise<Box[]> =>
  page.locator(selector).evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );

function assertRead(boxes: readonly Box[], said: string): void {
  boxes.slice(1).forEach((box, at) => {
    assert.ok(isRead(boxes[at]!, box), `${said}: number ${at + 1} is read after the one before`);
  });
}

/** The slots of each strip in reading order: whether its square is filled. */
const stripsOf = (selector: string): Promise<boolean[][]> =>
  page.locator(selector).evaluateAll((strips) =>
    strips.map((strip) => {
      const squares = ['taken', 'free'].flatMap((state) => {
        const d = strip.querySelector(`.strip-${state}`)?.getAttribute('d') ?? '';
        return [...d.matchAll(/M([\d.]+) ([\d.]+)h/g)].map(([, x, y]) => ({
          x: Math.floor(Number(x)),
          y: Math.floor(Number(y)),
          filled: state === 'taken',
        }));
      });
      squares.sort((a, b) => a.y - b.y || a.x - b.x);
      return squares.map(({ filled }) => filled);
    }),
  );

for (const width of [1400, 700]) {
  test(`levels at ${width} px: one below the other, caches by P, bars as long as they are full`, async () => {
    await open(width, 'levels');
    const levels = await page.evaluate(() => session.levels());
    const rows = await boxesOf('#panel-levels .level');
    assert.equal(rows.length, 4);
    rows.slice(1).forEach((row, at) => {
      assert.ok(row.y >= bottom(rows[at]!) - 1, `level ${at + 1} stands below`);
    });
    const hops = await boxesOf('#panel-levels .hop');
    hops.forEach((hop, at) => {
      assert.ok(hop.y >= bottom(rows[at]!) - 1 && bottom(hop) <= rows[at + 1]!.y + 1, `hop ${at}`);
    });
    const cards = await boxesOf('[data-level=mcache] .p-card');
    assert.ok(levels.ps.length > 1 && cards.length >= levels.ps.length);
    assertRead(cards, 'caches');
    for (const [at, p] of levels.ps.entries()) {
      const card = `[data-level=mcache] .p-card:nth-child(${at + 1})`;
      const tiles = await boxesOf(`${card} .tiles .tile`);
      assert.equal(tiles.length, p.cached.length, `tiles of P${p.p}`);
      assertRead(tiles, `tiles of P${p.p}`);
      tiles.forEach((tile) => assert.ok(isInside(tile, cards[at]!), `a tile of P${p.p}`));
      const bars = await boxesOf(`${card} .tiles .tile .bar`);
      const fills = await boxesOf(`${card} .tiles .tile .bar > span`);
      p.cached.forEach(({ used, nelems, key }, index) => {
        // A share is rounded to a percent.
        const length = (bars[index]!.width * Math.round((100 * used) / nelems)) / 100;
        near(fills[index]!.width, length, `bar of ${key}`);
      });
      const keys = await page
        .locator(`${card} .tiles .tile`)
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['key']));
      assert.deepEqual(
        keys,
        p.cached.map(({ key }) => key),
      );
    }
    await page.context().close();
  });
}

test('levels: the shares of mheap are as long as their pages, in order and without gaps', async () => {
  await open(1400, 'levels');
  const { heap } = await page.evaluate(() => session.levels());
  const pages = [
    heap.heapPages,
    heap.stackPages,
    heap.otherPages,
    heap.cachedPages,
    heap.freePages,
    heap.releasedPages,
  ].filter((count) => count > 0);
  const [strip] = await boxesOf('[data-level=mheap] .shares');
  const parts = await boxesOf('[data-level=mheap] .shares > span');
  assert.equal(parts.length, pages.length);
  parts.forEach((part, at) => {
    const share = pages[at]! / heap.mappedPages;
    // Lines between the parts take up to a pixel of each.
    near(part.width, share * strip!.width, `share ${at}`, 2 + parts.length);
    if (at > 0) near(part.x, right(parts[at - 1]!), `begin of share ${at}`, 2);
    assert.ok(isInside(part, strip!));
  });
  await page.context().close();
});

test('levels and structures: square by square, the slots of a span are what its bitmap says', async () => {
  await open(1400, 'levels');
  const slots = (key: Key): Promise<boolean[]> =>
    page.evaluate((one) => {
      const { span } = session.inspect({ key: one });
      return [...span!.slots].map((bits) => (bits & 1) !== 0);
    }, key);
  const of = (key: string): Key => `span:${Number(key.split(':')[1])}`;
  const last = of(await page.evaluate(() => session.levels().path!.key!));
  const real = await slots(last);
  assert.ok(real.includes(true) && real.includes(false));
  assert.deepEqual(await stripsOf('#panel-levels .strip'), [real]);
  const [lit] = await boxesOf('#panel-levels .strip-lit');
  const [strip] = await boxesOf('#panel-levels .strip');
  assert.ok(isInside(lit!, strip!));
  await page.evaluate((key) => {
    explorer.context.selection.set({ key, from: 'tree' });
    explorer.context.mode.set('structures');
  }, last);
  await page.locator('#panel-structures .strip').first().waitFor();
  assert.deepEqual((await stripsOf('#panel-structures .strip'))[0], real);
  await page.context().close();
});

test('structures: cards stand apart; fields and list items are read in the order of the answer', async () => {
  await open(1400, 'structures', 'mcentral:8');
  await page.locator('.struct').nth(2).waitFor();
  const cards = await boxesOf('#panel-structures .struct');
  cards.forEach((a, one) =>
    cards.slice(one + 1).forEach((b) => assert.ok(!overlap(a, b), `cards ${one} and another`)),
  );
  const keys = await page
    .locator('#panel-structures .struct > h3 .item')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['key'] as Key));
  assert.ok(keys.length === cards.length && new Set(keys).size === keys.length);
  let [fields, links] = [0, 0];
  for (const [at, key] of keys.entries()) {
    const card = `#panel-structures .struct:nth-child(${at + 1})`;
    const answer = await page.evaluate((one) => {
      const { groups, lists } = session.inspect({ key: one });
      return {
        names: groups
          .filter(({ goType }) => goType !== undefined)
          .flatMap((group) => group.fields.map((one) => one.name)),
        items: lists.map(({ items }) => items.map((item) => item.key)),
      };
    }, key);
    const rows = await boxesOf(`${card} .fields tr`);
    assert.equal(rows.length, answer.names.length, `fields of ${key}`);
    assertRead(rows, `fields of ${key}`);
    const said = await page.locator(`${card} .fields th`).allTextContents();
    answer.names.forEach((name, index) => {
      if (typeof name === 'string') assert.ok(said[index]!.startsWith(name), `${key}.${name}`);
    });
    fields += rows.length;
    for (const [list, items] of answer.items.entries()) {
      const place = `${card} .links >> nth=${list}`;
      if (items.length === 0) continue;
      const shown = await page
        .locator(`${card} section:has(> .links)`)
        .filter({ has: page.locator(`[data-key="${items[0]!}"]`) })
        .first()
        .locator('.link-box')
        .evaluateAll((all) =>
          all.map((one) => {
            const { x, y, width, height } = one.getBoundingClientRect();
            return { key: (one as HTMLElement).dataset['key'], box: { x, y, width, height } };
          }),
        );
      assert.deepEqual(
        shown.map((one) => one.key),
        items,
        place,
      );
      assertRead(
        shown.map(({ box }) => box),
        place,
      );
      links += shown.length;
    }
    const all = [...rows, ...(await boxesOf(`${card} .link-box`))];
    all.forEach((box) => assert.ok(isInside(box, cards[at]!), `${key} keeps within its card`));
  }
  assert.ok(fields > 20 && links > 5, `${fields} fields, ${links} links`);
  await page.context().close();
});

for (const width of [1400, 800]) {
  test(`zones at ${width} px: each variable in its zone, arrows from it to what it points at`, async () => {
    await open(width, 'zones');
    const zones = await page.evaluate(() => session.zones());
    const inZone = async (zone: string, selector: string): Promise<Box[]> => {
      const [outer] = await boxesOf(`#panel-zones .zone-${zone}`);
      const boxes = await boxesOf(`#panel-zones .zone-${zone} ${selector}`);
      boxes.forEach((box) => assert.ok(isInside(box, outer!), `${selector} in ${zone}`));
      assertRead(boxes, `${selector} in ${zone}`);
      return boxes;
    };
    const frames = zones.stacks.flatMap((stack) => stack.frames);
    const variables = frames.flatMap((frame) => frame.variables);
    assert.equal((await inZone('globals', '.variable')).length, zones.globals.length);
    assert.equal((await inZone('stacks', '.stack')).length, zones.stacks.length);
    assert.equal((await inZone('stacks', '.stack-frame')).length, frames.length);
    assert.equal((await inZone('stacks', '.variable')).length, variables.length);
    assert.equal((await inZone('heap', '.object')).length, zones.objects.length);
    assert.ok(zones.stacks.length > 1 && variables.length > 1 && zones.objects.length > 1);

    const drawn = await page.evaluate(() => {
      const board = document.querySelector<HTMLElement>('#panel-zones .zones')!;
      const frame = board.getBoundingClientRect();
      const boxOf = (one: Element): Box => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { x: x - frame.x, y: y - frame.y, width, height };
      };
      return {
        arrows: [...board.querySelectorAll('.arrow')].map((one) =>
          [...one.getAttribute('d')!.matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(Number),
        ),
        from: [...board.querySelectorAll<HTMLElement>('[data-targets]')].map((one) => ({
          targets: one.dataset['targets']!.split(' '),
          box: boxOf(one),
        })),
        to: [...board.querySelectorAll<HTMLElement>('[data-object]')].map((one) => ({
          key: one.dataset['object']!,
          box: boxOf(one),
        })),
      };
    });
    const objects = new Map(drawn.to.map(({ key, box }) => [key, box]));
    const wanted = drawn.from.flatMap(({ targets, box }) =>
      targets.flatMap((key) => {
        const target = objects.get(key);
        return target ? [{ from: box, to: target }] : [];
      }),
    );
    // Every pointer of the answer to an object that is drawn is an arrow, and nothing else is.
    const pointers = [...zones.globals, ...variables, ...zones.objects]
      .flatMap(({ targets }) => targets)
      .filter((key) => objects.has(key));
    assert.ok(pointers.length > 0);
    assert.equal(drawn.arrows.length, pointers.length);
    assert.equal(wanted.length, pointers.length);
    for (const { from, to } of wanted) {
      const x = to.x < right(from) ? right(to) : to.x;
      const isThere = drawn.arrows.some(
        (d) =>
          Math.abs(d[0]! - right(from)) < 1 &&
          Math.abs(d[1]! - (from.y + from.height / 2)) < 1 &&
          Math.abs(d[6]! - x) < 1 &&
          d[7]! > to.y - 1 &&
          d[7]! < bottom(to) + 1,
      );
      assert.ok(isThere, `an arrow from ${right(from)} to ${x}, ${to.y}`);
    }
    await page.context().close();
  });
}

test('levels: beside a mcache that holds far more, those of the other Ps stand one over the other', async () => {
  const four = '06-goroutine-caches.go';
  const source = readFileSync(`examples/${four}`, 'utf8');
  ({ page } = await harness.open({ host: { name: four, source } }));
  await page.evaluate(async () => {
    for (let stop = 0; stop < 2; stop++)
      await explorer.context.client.request('runTo', { target: 'stop' });
    explorer.context.mode.set('levels');
  });
  await page.locator('#panel-levels .item').first().waitFor();
  const [large, ...others] = await boxesOf('#panel-levels .p-card');
  assert.equal(others.length, 3);
  others.forEach((box, at) => {
    assert.ok(box.x >= right(large!) && isInside(box, { ...large!, x: box.x, width: box.width }));
    assert.ok(at === 0 || box.y >= bottom(others[at - 1]!), `card ${at + 1} below the one before`);
  });
  await page.context().close();
});
