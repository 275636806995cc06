/** The Marking mode in Chromium with a real session behind it: a collection, step by step. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunTarget } from '../../src/protocol/protocol';
import type { Session } from '../../src/session/session';
import type { Context } from '../../webview/state/context';
import { axe } from './axe';
import { createHarness, settle } from './harness';
import type { Harness, Opened, OpenOptions } from './harness';

/** What the page offers to functions that run in it. */
declare const explorer: { context: Context };
declare const session: Session;

/** A text that would do harm if it became markup. */
const hostile = '<img src=x onerror="window.hacked = 1">';

const source = `package main

import "runtime"

type node struct {
	next *node
	name string
	data []byte
}

type tree struct {
	left, right *tree
	value       any
}

var list *node
var index = map[string]*tree{}

func build(n int) *node {
	var head *node
	for i := 0; i < n; i++ {
		head = &node{next: head, name: ${JSON.stringify(hostile)}, data: make([]byte, 100)}
	}
	return head
}

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{left: grow(depth - 1), right: grow(depth - 1), value: depth}
}

func main() {
	list = build(4)
	root := grow(4)
	index["left"] = root.left
	build(6)
	big := make([]*tree, 900)
	big[17] = root.right
	done := make(chan bool)
	go func() {
		for i := 0; i < 60; i++ {
			list.next, root.left = list.next.next, root.right
			list.next = &node{next: list.next, name: "late"}
		}
		done <- true
	}()
	runtime.GC()
	<-done
	list = list.next
	runtime.GC()
	println(len(big), root != nil)
}
`;

const screens = 'test-results/screens';
let harness: Harness;
let opened: Opened;
let page: Page;

before(async () => {
  mkdirSync(screens, { recursive: true });
  harness = await createHarness('test/webview/sessionPage.ts');
  opened = await open({});
  page = opened.page;
});
after(() => harness.close());

async function open(options: OpenOptions, program = source): Promise<Opened> {
  const made = await harness.open({ host: { name: 'main.go', source: program }, ...options });
  await made.page.evaluate(() => explorer.context.mode.set('marking'));
  await made.page.locator('#panel-marking .mark-columns').waitFor();
  return made;
}

async function to(target: RunTarget, times = 1, on = page): Promise<void> {
  for (let i = 0; i < times; i++)
    await on.evaluate((one) => explorer.context.client.request('runTo', { target: one }), target);
  await shown(on);
}

/** Waits until the mode shows the present tick. */
async function shown(on = page): Promise<void> {
  await settle(on);
  await on.waitForTimeout(120);
}

const phase = (): Promise<string> => page.locator('.mark-phases .here').innerText();

test('at the start there is no collection, and the first one is a step away', async () => {
  const sentence = page.locator('#panel-marking .mode-sentence');
  assert.match(await sentence.innerText(), /No collection has begun yet/);
  assert.equal(await phase(), 'Off');
  assert.equal(await page.locator('.mark-queues').count(), 0);
  await page.getByRole('button', { name: 'Next phase' }).click();
  await shown();
  assert.equal(await phase(), 'Roots');
  assert.match(await sentence.innerText(), /^Collection 1 looks at the roots: \d+ of \d+ jobs/);
  const said = await page.locator('[role=status]').last().innerText();
  assert.equal(said.trim(), (await sentence.innerText()).trim());
});

test('steps by phase, object and span; every box has the colour that the session says', async () => {
  await page.getByRole('button', { name: 'Next phase' }).click();
  await shown();
  assert.equal(await phase(), 'Follow pointers');
  for (const name of ['Next object', 'Next object', 'Next span']) {
    const before = await page.evaluate(() => explorer.context.session.get()!.tick);
    await page.getByRole('button', { name }).click();
    await page.waitForFunction((was) => explorer.context.session.get()!.tick > was, before);
    await shown();
    const wrong = await page.evaluate(() => {
      const { graph } = session.marking({ limit: 110 });
      return graph!.objects.filter(({ key, colour, bornBlack }) => {
        const box = document.querySelector(`.mark-board [data-end="${key}"]`);
        const said = { white: 'white', grey: 'grey', black: bornBlack ? 'born black' : 'black' };
        const text = said[colour as 'white'];
        return !box?.classList.contains(`mark-${colour}`) || !box.textContent!.includes(text);
      }).length;
    });
    assert.equal(wrong, 0);
  }
  assert.ok((await page.locator('.mark-queue').count()) > 0);
});

test('the graph is in sight at 800 pixels, and the queues do not stand before it', async () => {
  await page.setViewportSize({ width: 800, height: 860 });
  const [body, graph, waiting] = await Promise.all(
    ['#panel-marking .mode-body', '.mark-scroll', '.mark-waiting'].map((one) =>
      page.locator(one).boundingBox(),
    ),
  );
  assert.ok(body!.y + body!.height - graph!.y > 100, `the graph begins at ${graph!.y}`);
  assert.ok(waiting!.y > graph!.y);
  const cut = await page
    .locator('.mark-chips')
    .evaluateAll((rows) => rows.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
  assert.equal(cut, 0);
  await page.setViewportSize({ width: 1400, height: 900 });
});

test('arrows leave at the right edge and arrive at the left edge of the box they point at', async () => {
  const [checked, wrong] = await page.evaluate(() => {
    const board = document.querySelector('.mark-board')!.getBoundingClientRect();
    const drawn = [...document.querySelectorAll('.mark-board .arrow')].map((path) =>
      path
        .getAttribute('d')!
        .split(/[MCL ]/)
        .slice(1)
        .map(Number),
    );
    const near = (a: number, b: number): boolean => Math.abs(a - b) < 2;
    let all = 0;
    let bad = 0;
    for (const from of document.querySelectorAll<HTMLElement>('.mark-board [data-ends]')) {
      const start = from.getBoundingClientRect();
      for (const name of from.dataset['ends']!.split(' ')) {
        const end = document.querySelector(`[data-end="${name}"]`)!.getBoundingClientRect();
        const x = end.left > start.right + 8 ? end.left : end.right;
        const y = end.y + end.height / 2;
        all++;
        const found = drawn.some(
          ([x1, y1, , , , , x2, y2]) =>
            near(x1!, start.right - board.x) &&
            near(y1!, start.y + start.height / 2 - board.y) &&
            near(x2!, x - board.x) &&
            near(y2!, y - board.y),
        );
        if (!found) bad++;
      }
    }
    return [all, bad];
  });
  assert.ok(checked! > 20, `${checked} arrows`);
  assert.equal(wrong, 0);
});

test('why is this alive: the way is listed and drawn, and the selection is everybody’s', async () => {
  await page.locator('.mark-column-layer3 .mark-object').last().click();
  await page.locator('.mark-answer').waitFor();
  await shown();
  const key = await page.evaluate(() => explorer.context.selection.get()!.key);
  const { path, retainedBytes } = await page.evaluate(
    (one) => session.alive({ key: one }).answer!,
    key,
  );
  assert.equal(path.length, 4);
  assert.equal(await page.locator('.mark-path li').count(), 4);
  assert.equal(await page.locator('.mark-board .arrow.path').count(), 3);
  assert.equal(await page.locator('.mark-board .on-path').count(), 4);
  assert.ok(retainedBytes > 0);
  await page.waitForFunction((one) => explorer.context.detail.get()?.key === one, key);
  // The other way round: what the tree selects is marked here.
  const other = await page.locator('.mark-column-layer1 .mark-object').first();
  const otherKey = (await other.getAttribute('data-key'))!;
  await page.evaluate(
    (one) => explorer.context.selection.set({ key: one as 'mheap', from: 'tree' }),
    otherKey,
  );
  await shown();
  assert.equal(await other.getAttribute('aria-current'), 'true');
});

test('what is selected elsewhere and not drawn is looked at where it is', async () => {
  const group = page.locator('.mark-group').first();
  await group.click();
  await page.getByRole('button', { name: 'From the roots' }).waitFor();
  await shown();
  const key = await page.evaluate(() => explorer.context.selection.get()!.key);
  assert.equal(await page.locator(`.mark-board [data-end="${key}"].selected`).count(), 1);
  await page.getByRole('button', { name: 'From the roots' }).click();
  await shown();
  assert.equal(await page.getByRole('button', { name: 'From the roots' }).count(), 0);
});

test('by keyboard: one tab stop, arrows walk the graph, Enter selects, a step keeps the focus', async () => {
  const boxes = page.locator('#panel-marking .item');
  assert.equal(await page.locator('#panel-marking .item[tabindex="0"]').count(), 1);
  await boxes.first().focus();
  await page.locator('.mark-root').first().focus();
  await page.keyboard.press('ArrowRight');
  const name = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['end']);
  assert.match(name!, /^slot:/);
  await page.keyboard.press('Enter');
  await shown();
  assert.equal(await page.evaluate(() => explorer.context.selection.get()?.key), name);
  await page.evaluate(() => explorer.context.client.request('step', {}));
  await shown();
  const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['end']);
  assert.equal(focused, name);
});

test('the table says what the board shows, and hostile text stays text', async () => {
  await page.locator('.mark-twin summary').click();
  const keys = (selector: string): Promise<(string | null)[]> =>
    page
      .locator(selector)
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-key')).sort());
  const board = await keys('.mark-board .item[data-key]');
  assert.deepEqual(await keys('.mark-table .item[data-key]'), board);
  const notes = await page
    .locator('.mark-object')
    .evaluateAll((all) => all.map((one) => one.getAttribute('title')).join());
  assert.ok(notes.includes('onerror'));
  assert.equal(await page.evaluate(() => 'hacked' in window), false);
  assert.deepEqual(opened.complaints, []);
});

test('a large heap: the count shows how far it is, can be stopped, and goes on', async () => {
  const { page: one, complaints } = await harness.open({
    host: {
      name: 'main.go',
      source: `package main

type node struct{ next *node; v [5]int }

var list *node

func main() {
	for i := 0; i < 250000; i++ {
		list = &node{next: list}
	}
}
`,
    },
  });
  await one.evaluate(() => explorer.context.client.request('run', {}));
  await one.evaluate(() => explorer.context.mode.set('marking'));
  await one.locator('.mark-counting progress').waitFor();
  await one.getByRole('button', { name: 'Stop' }).click();
  await one.getByText('The objects are not counted').waitFor();
  assert.equal(await one.locator('.mark-columns').count(), 0);
  await one.getByRole('button', { name: 'Count the objects' }).click();
  await one.locator('.mark-columns').waitFor({ timeout: 60_000 });
  assert.ok((await one.locator('.mark-object').count()) <= 110);
  assert.match(await one.locator('.mark-group').first().innerText(), /main\.node\s+×249,\d{3}/);
  assert.deepEqual(complaints, []);
  await one.context().close();
});

test('a collection now: the run stands where it stood, and the objects that died are gone', async () => {
  const { page: one, complaints } = await open({});
  await one.evaluate(() => explorer.context.client.request('step', {}));
  const state = (): Promise<{ numGC: number; line: number | undefined; tick: number }> =>
    one.evaluate(() => {
      const { stats, position, tick } = explorer.context.session.get()!;
      return { numGC: stats.numGC, line: position?.line, tick };
    });
  const before = await state();
  const button = one.getByRole('button', { name: 'Run GC now' });
  await button.focus();
  await one.keyboard.press('Enter');
  await one.waitForFunction(
    (count) => explorer.context.session.get()!.stats.numGC > count,
    before.numGC,
  );
  const after = await state();
  assert.deepEqual([after.numGC, after.line], [before.numGC + 1, before.line]);
  assert.ok(after.tick > before.tick);
  // Where the program has ended there is nothing to collect for.
  await one.evaluate(() => explorer.context.client.request('run', {}));
  await one.waitForFunction(() => explorer.context.session.get()!.phase === 'finished');
  assert.equal(await button.isDisabled(), true);
  assert.deepEqual(complaints, []);
  await one.context().close();
});

test('at the end of the run, where no step leads on, the sentence says what does', async () => {
  const atEnd = async (program: string): Promise<string> => {
    const { page: other } = await harness.open({ host: { name: 'end.go', source: program } });
    await other.evaluate(() => explorer.context.client.request('run', {}));
    await other.evaluate(() => explorer.context.mode.set('marking'));
    await other.locator('#panel-marking .mark-board .item').first().waitFor();
    assert.ok(await other.getByRole('button', { name: 'Next phase' }).isDisabled());
    const said = await other.locator('#panel-marking .mode-sentence').innerText();
    await other.context().close();
    return said;
  };
  const allocates =
    'package main\n\nvar kept = new([9]int)\n\nfunc main() { kept = new([9]int) }\n';
  const none = await atEnd(allocates);
  assert.match(none, /^The run is over, and there was no collection\..* “Run GC now”/);
  assert.doesNotMatch(none, /Next phase/);
  const some = await atEnd(source);
  assert.match(some, /^The run is over; collection [2-9] was its last\..* on the timeline\.$/);
});

test('pictures of a collection', async () => {
  for (const [theme, width, language] of [
    ['dark', 1400, 'en'],
    ['light', 800, 'en'],
    ['hcDark', 800, 'en'],
    ['hcLight', 1400, 'en'],
    ['dark', 360, 'zh-cn'],
  ] as const) {
    const { page: one, complaints } = await open({ theme, width, language });
    const shot = (name: string): Promise<unknown> =>
      one.screenshot({ path: `${screens}/marking-${name}-${theme}-${width}.png` });
    await to('gc', 1, one);
    await to('gcPhase', 1, one);
    await to('markObject', 2, one);
    await shot('drain');
    const object = one.locator('.mark-column-layer2 .mark-object').last();
    await object.click();
    await one.locator('.mark-answer').waitFor();
    await shown(one);
    await shot('why');
    await one.evaluate(
      () => (document.querySelector<HTMLDetailsElement>('.mark-twin')!.open = true),
    );
    assert.deepEqual(await axe(one), [], `${theme} ${width}`);
    const wide = await one.evaluate(() => {
      const body = document.querySelector<HTMLElement>('#panel-marking .mode-body')!;
      return body.scrollWidth - body.clientWidth;
    });
    assert.ok(wide <= 1, `${wide} pixels too wide at ${width}`);
    await to('gcPhase', 1, one);
    await shot('sweep');
    assert.deepEqual(complaints, []);
    await one.context().close();
  }
});
