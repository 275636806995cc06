/**
 * Both ends of the port and the view's own keeping up (webview/state/sync.ts) on a wire that loses,
 * doubles and reorders messages, by a clock of its own: in the end the view has what the host has.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBelow, seedRandom } from '../../src/base/prng';
import { createClient, createServer } from '../../src/protocol/port';
import type { Handlers } from '../../src/protocol/port';
import type { MapOverview, SessionState } from '../../src/protocol/views';
import { atom } from '../../webview/state/atom';
import type { Context, Selection } from '../../webview/state/context';
import { createSync } from '../../webview/state/sync';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Things that happen later, in the order of their time. */
class Clock {
  now = 0;
  private readonly later: { at: number; act: () => void }[] = [];

  after(milliseconds: number, act: () => void): void {
    const at = this.now + milliseconds;
    const index = this.later.findIndex((other) => other.at > at);
    this.later.splice(index < 0 ? this.later.length : index, 0, { at, act });
  }

  async until(end: number): Promise<void> {
    for (let next = this.later[0]; next !== undefined && next.at <= end; next = this.later[0]) {
      this.later.shift();
      this.now = next.at;
      next.act();
      await turn();
    }
    this.now = end;
  }
}

/** How somebody moves a run, and where the view stands long after. */
async function play(seed: number): Promise<{ host: number; view: number; map: number }> {
  const random = new Uint32Array(4);
  seedRandom(random, seed);
  const clock = new Clock();
  const through =
    <Message>(deliver: (message: Message) => void) =>
    (message: Message): void => {
      const chance = randomBelow(random, 100);
      if (chance < 20) return;
      const arrive = (): void => deliver(structuredClone(message));
      clock.after(randomBelow(random, 40), arrive);
      if (chance >= 70) clock.after(randomBelow(random, 60), arrive);
    };

  let tick = 0;
  const stateOf = (): SessionState => ({ tick, phase: 'paused' }) as SessionState;
  const move = (to: number): SessionState => {
    tick = to;
    server.emit({ kind: 'state', state: stateOf() }, tick);
    return stateOf();
  };
  const handlers: Partial<Handlers> = {
    hello: ({ version }) => ({ version, state: stateOf() }),
    state: stateOf,
    overview: () => ({ tick }) as MapOverview,
    seek: (params) => move(params.tick),
    step: () => move(tick + 1),
  };
  const server = createServer(
    handlers as Handlers,
    through((message) => client.receive(message)),
  );
  const client = createClient(
    through((message) => server.receive(message)),
    {
      onEvent: (event) => event.kind === 'state' && sync.arrive(event.state),
      onGap: () => sync.recover(),
      onSilence: () => undefined,
    },
  );
  const session = atom<SessionState | undefined>(undefined);
  const overview = atom<MapOverview | undefined>(undefined);
  const context: Partial<Context> = {
    ...{ client, session, overview, revision: atom(0), range: atom(undefined) },
    ...{ selection: atom<Selection | undefined>(undefined), detail: atom(undefined) },
    ...{ report: () => undefined, remember: () => undefined },
  };
  const sync = createSync(context as Context);
  const look = (): void => {
    client.look();
    clock.after(60, look);
  };
  look();
  client
    .request('hello', { version: 1 })
    .then(({ state }) => sync.arrive(state))
    .catch(() => undefined);
  sync.begin();
  await clock.until(200);
  for (let moves = 0; moves < 6; moves++) {
    const to = randomBelow(random, 1000);
    const request = to < 500 ? client.request('step', {}) : client.request('seek', { tick: to });
    request.catch(() => undefined);
    await clock.until(clock.now + randomBelow(random, 50));
  }
  await clock.until(clock.now + 30_000);
  return { host: tick, view: session.get()!.tick, map: overview.get()!.tick };
}

test('whatever is lost, doubled or reordered, in the end the view has what the host has', async () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const { host, view, map } = await play(seed);
    assert.deepEqual({ view, map }, { view: host, map: host }, `seed ${seed}`);
  }
});
