/**
 * Messages that are lost, come twice or in another order: whatever happens on the wire, the view
 * ends up with what the host says, and so does one that is loaded in the middle of a run.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Context } from '../../webview/state/context';
import { createHarness, settle } from './harness';
import type { Harness } from './harness';
import { createNodeHost } from './nodeHost';
import type { NodeHost } from './nodeHost';

declare const explorer: { context: Context };

let harness: Harness;
before(async () => {
  harness = await createHarness('test/webview/remotePage.ts');
});
after(() => harness.close());

/** Numbers from 0 to 1, the same in every run. */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Holds messages back, doubles them and lets every fifth go missing, whatever it is. */
function unreliable<Message>(deliver: (message: Message) => void): (message: Message) => void {
  const draw = drawer(7);
  return (message) => {
    const chance = draw();
    if (chance < 0.2) return;
    setTimeout(() => deliver(message), Math.floor(40 * draw()));
    if (chance > 0.7) setTimeout(() => deliver(message), Math.floor(60 * draw()));
  };
}

async function openOn(host: NodeHost): Promise<{ page: Page; complaints: string[] }> {
  return harness.open({ join: host.join });
}

const tourName = '01-three-levels.go';
const tour = (): string => readFileSync(`examples/${tourName}`, 'utf8');

/** Waits until the view shows what the host says. */
async function agrees(page: Page, host: NodeHost): Promise<void> {
  const { tick, endTick } = host.session.state();
  const rows = host.session.tree({ expanded: ['ps', 'mheap', 'arenas'], offset: 0, count: 1 });
  await page.waitForFunction(
    ([now, end, total]) => {
      const slider = document.querySelector('.timeline')!;
      const row = document.querySelector('.tree-row');
      const { session, overview } = explorer.context;
      return (
        session.get()?.tick === now &&
        overview.get()?.tick === now &&
        slider.getAttribute('aria-valuenow') === String(now) &&
        slider.getAttribute('aria-valuemax') === String(end) &&
        row !== null &&
        total > 0
      );
    },
    [tick, endTick, rows.total] as const,
    { timeout: 10_000 },
  );
  await settle(page);
}

test('lost, doubled and reordered messages: the view comes to what the host says', async () => {
  const host = createNodeHost(tourName, tour(), {}, unreliable);
  const { page, complaints } = await openOn(host);
  const lost = await page.evaluate(async () => {
    const { client } = explorer.context;
    // Sooner than for people, but not before an answer can be there.
    setInterval(() => client.look(), 60);
    let failed = 0;
    const ask = async (request: Promise<unknown>): Promise<void> => {
      await request.catch(() => (failed += 1));
    };
    await ask(client.request('run', {}));
    for (let round = 0; round < 4; round++) {
      for (const tick of [900, 20, 700, 300, 1200]) await ask(client.request('seek', { tick }));
      await Promise.all([1, 2, 3].map(() => ask(client.request('step', {}))));
    }
    return failed;
  });
  assert.ok(lost > 0, 'nothing that a user asked for was lost');
  await agrees(page, host);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('loaded anew in the middle of a run, the view follows it to its end', async () => {
  const loop = `package main

var kept [64][]byte

func main() {
	for i := 0; i < 60000; i++ {
		kept[i%64] = make([]byte, 64+i%512)
	}
}
`;
  const host = createNodeHost('loop.go', loop);
  const { page, complaints } = await openOn(host);
  await page.evaluate(() => void explorer.context.client.request('run', {}).catch(() => undefined));
  while (host.session.state().tick === 0) await page.waitForTimeout(5);
  assert.equal(host.session.state().phase, 'running');
  await page.reload();
  await settle(page);
  while (host.session.state().phase === 'running') await page.waitForTimeout(20);
  await agrees(page, host);
  assert.equal(host.session.state().exit?.code, 0);
  assert.deepEqual(complaints, []);
  await page.context().close();
});
