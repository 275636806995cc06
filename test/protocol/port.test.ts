/** The port: every request settles, lost and doubled events show, anything may arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, createServer, RequestError } from '../../src/protocol/port';
import type { Handlers, Server } from '../../src/protocol/port';
import type { ProtocolEvent, ToHost, ToView } from '../../src/protocol/protocol';

/** A client and a server whose messages wait in queues until they are delivered. */
function pair(handlers: Partial<Handlers>): {
  client: ReturnType<typeof createClient>;
  server: Server;
  toHost: ToHost[];
  toView: ToView[];
  events: ProtocolEvent[];
  gaps: () => number;
  silences: boolean[];
  deliver(): void;
} {
  const toHost: ToHost[] = [];
  const toView: ToView[] = [];
  const events: ProtocolEvent[] = [];
  const silences: boolean[] = [];
  let gaps = 0;
  const client = createClient((message) => toHost.push(message), {
    onEvent: (event) => events.push(event),
    onGap: () => (gaps += 1),
    onSilence: (silent) => silences.push(silent),
  });
  const server = createServer(handlers as Handlers, (message) => toView.push(message));
  const deliver = (): void => {
    while (toHost.length > 0) server.receive(JSON.parse(JSON.stringify(toHost.shift())));
    while (toView.length > 0) client.receive(toView.shift()!);
  };
  return { client, server, toHost, toView, events, gaps: () => gaps, silences, deliver };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof RequestError, String(error));
    return error.code;
  }
  return 'ok';
}

test('a request is answered, whatever order the answers come in', async () => {
  const waiting: ((result: { index: number }) => void)[] = [];
  const { client, deliver } = pair({
    treeSearch: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const ask = (prefix: string): Promise<{ index: number }> =>
    client.request('treeSearch', { expanded: [], prefix, after: 0, language: 'en' });
  const first = ask('a');
  const second = ask('b');
  deliver();
  waiting[1]!({ index: 2 });
  waiting[0]!({ index: 1 });
  await turn();
  deliver();
  assert.deepEqual([await first, await second], [{ index: 1 }, { index: 2 }]);
});

test('what a handler throws arrives as an error with its code', async () => {
  const { client, deliver } = pair({
    copy: () => {
      throw new RequestError({ code: 'invalid', message: 'no' });
    },
    pause: () => {
      throw new Error('broken');
    },
  });
  const copied = codeOf(client.request('copy', { text: '' }));
  const paused = codeOf(client.request('pause', {}));
  deliver();
  await turn();
  deliver();
  assert.deepEqual([await copied, await paused], ['invalid', 'internal']);
});

test('cancel settles at once and tells the handler; a late answer does no harm', async () => {
  let finish: ((value: never) => void) | undefined;
  let told = 0;
  const { client, deliver } = pair({
    run: (_params, cancellation) => {
      cancellation.onCancel(() => (told += 1));
      return new Promise((resolve) => (finish = resolve));
    },
  });
  const pending = client.start('run', {});
  deliver();
  pending.cancel();
  assert.equal(await codeOf(pending.result), 'cancelled');
  deliver();
  assert.equal(told, 1);
  finish!(undefined as never);
  await turn();
  deliver();
  pending.cancel();
  deliver();
  assert.equal(told, 1);
});

test('disposing either end settles what is pending and what comes later', async () => {
  const hanging: Partial<Handlers> = { pause: () => new Promise(() => undefined) };
  const one = pair(hanging);
  const left = codeOf(one.client.request('pause', {}));
  one.deliver();
  one.server.dispose();
  one.deliver();
  const later = codeOf(one.client.request('pause', {}));
  one.deliver();
  assert.deepEqual([await left, await later], ['closed', 'closed']);
  const two = pair(hanging);
  const waiting = codeOf(two.client.request('pause', {}));
  two.client.dispose();
  assert.deepEqual(
    [await waiting, await codeOf(two.client.request('pause', {}))],
    ['closed', 'closed'],
  );
});

test('a lost event is noticed, a doubled or late one is dropped', () => {
  const { client, server, toView, events, gaps } = pair({});
  for (let tick = 1; tick <= 5; tick++) server.emit({ kind: 'closed', message: '' }, tick);
  const [first, second, , fourth, fifth] = toView as [ToView, ToView, ToView, ToView, ToView];
  for (const message of [first, second, second, fifth, fourth, first]) client.receive(message);
  assert.deepEqual(
    events.map((event) => event.seq),
    [1, 2, 5],
  );
  assert.equal(gaps(), 1);
});

test('an answer that an event has overtaken may be behind the times', async () => {
  const { client, server, toHost, toView, gaps } = pair({ hello: () => ({}) as never });
  server.emit({ kind: 'closed', message: '' }, 1);
  const hello = client.request('hello', { version: 1 });
  server.receive(toHost.shift());
  await turn();
  server.emit({ kind: 'closed', message: '' }, 2);
  const [first, answer, second] = toView.splice(0) as [ToView, ToView, ToView];
  for (const message of [first, second]) client.receive(message);
  assert.equal(gaps(), 0);
  client.receive(answer);
  assert.equal(gaps(), 1);
  await hello;
});

test('a host that counts anew is believed after one question, and not asked for ever', async () => {
  let asked = 0;
  const state = (): never => {
    asked += 1;
    return {} as never;
  };
  const { client, server, gaps, deliver } = pair({ state });
  client.receive({ type: 'event', event: { kind: 'closed', message: '', seq: 500, tick: 1 } });
  server.emit({ kind: 'closed', message: '' }, 1);
  // As the view does it: everything is asked for again after every gap.
  let seen = 0;
  let answer = client.request('state', {});
  for (let round = 0; round < 20; round++) {
    deliver();
    await turn();
    deliver();
    await answer;
    if (gaps() === seen) break;
    seen = gaps();
    answer = client.request('state', {});
  }
  assert.deepEqual({ gaps: gaps(), asked }, { gaps: 1, asked: 2 });
});

test('a view that is restored in the middle starts with any number', () => {
  const { client, events, gaps } = pair({});
  client.receive({ type: 'event', event: { kind: 'closed', message: '', seq: 40, tick: 1 } });
  assert.equal(events.length, 1);
  assert.equal(gaps(), 0);
});

test('nonsense from the view is refused or ignored', async () => {
  const { server, toView } = pair({ pause: () => Promise.reject(new Error('never')) });
  const nonsense: unknown[] = [
    undefined,
    null,
    7,
    'x',
    {},
    { type: 'request' },
    { type: 'request', id: 'x', method: 'pause', params: {} },
    { type: 'cancel', id: 99 },
  ];
  for (const message of nonsense) server.receive(message);
  await turn();
  assert.equal(toView.length, 0);
  server.receive({ type: 'request', id: 1, method: 'toString', params: {} });
  server.receive({ type: 'request', id: 2, method: 'pause' });
  assert.deepEqual(
    toView.map((message) => message.type === 'err' && [message.id, message.error.code]),
    [
      [1, 'unknown'],
      [2, 'invalid'],
    ],
  );
});

/** A host whose map has one tile, one cell of which is `fill()`. */
function oneTile(fill: () => number): Partial<Handlers> {
  return {
    tiles: ({ pagesPerCell }) => ({
      tick: 1,
      tiles: [
        {
          ...{ arena: 0, pagesPerCell, state: new Uint8Array(128), spanClass: new Uint8Array(128) },
          ...{ starts: new Uint8Array(128), shade: new Uint16Array(128) },
          fill: new Uint8Array(128).fill(fill(), 5, 6),
        },
      ],
    }),
  };
}
const theTile = { arenas: [0], pagesPerCell: 64, colour: 'class' } as const;

test('asked again, the host says what is new, and the rest is what the view has', async () => {
  let fill = 1;
  const { client, toHost, toView, server, deliver } = pair(oneTile(() => fill));
  const ask = async (): Promise<{ first: ToView; tile: unknown; fill: number }> => {
    const answer = client.request('tiles', theTile);
    while (toHost.length > 0) server.receive(toHost.shift());
    await turn();
    const [first] = toView as [ToView];
    deliver();
    const [tile] = (await answer).tiles;
    return { first, tile, fill: tile!.fill[5]! };
  };
  const one = await ask();
  assert.ok('result' in one.first);
  const two = await ask();
  assert.deepEqual(two.first, { type: 'ok', id: 2, answer: 2, like: 1, seq: 0 });
  assert.equal(two.tile, one.tile);
  fill = 2;
  const three = await ask();
  assert.ok('patch' in three.first && three.first.like === 2);
  assert.deepEqual([one.fill, three.fill], [1, 2]);
});

test('a question that comes twice is answered twice, and each answer is known by itself', async () => {
  let fill = 1;
  const { client, toHost, toView, server, deliver } = pair(oneTile(() => fill));
  const first = client.request('tiles', theTile);
  const question = toHost.shift();
  server.receive(question);
  await turn();
  fill = 2;
  server.receive(question);
  await turn();
  const [one] = toView.splice(0) as [ToView];
  client.receive(one);
  assert.equal((await first).tiles[0]!.fill[5], 1);
  // The host has made another answer since, and the view does not have that one.
  const second = client.request('tiles', theTile);
  while (toHost.length > 0) server.receive(toHost.shift());
  await turn();
  deliver();
  assert.equal((await second).tiles[0]!.fill[5], 2);
});

test('what an answer is like may be lost at either end: then it comes whole', async () => {
  let fill = 1;
  const { client, toHost, toView, server, deliver } = pair(oneTile(() => fill));
  const fillOf = async (asked: ReturnType<typeof client.request<'tiles'>>): Promise<number> =>
    (await asked).tiles[0]!.fill[5]!;
  const work = async (): Promise<void> => {
    while (toHost.length > 0) server.receive(toHost.shift());
    await turn();
  };
  const first = fillOf(client.request('tiles', theTile));
  await work();
  deliver();
  assert.equal(await first, 1);
  // The view never hears of the second answer, on which the host counts.
  fill = 2;
  const unwanted = client.start('tiles', theTile);
  unwanted.cancel();
  assert.equal(await codeOf(unwanted.result), 'cancelled');
  await work();
  toView.length = 0;
  fill = 3;
  const third = fillOf(client.request('tiles', theTile));
  await work();
  assert.ok('result' in toView[0]!);
  deliver();
  assert.equal(await third, 3);
  // Two at once: the second answer is like one that the view does not have yet.
  const both = [1, 2].map(() => fillOf(client.request('tiles', theTile)));
  fill = 4;
  await work();
  toView.reverse();
  deliver();
  await work();
  deliver();
  assert.deepEqual(await Promise.all(both), [4, 4]);
});

test('an answer that is late is asked about, and asked again if it was lost', async () => {
  const { client, toHost, toView, gaps, deliver } = pair({ find: () => ({ matches: [] }) });
  for (const lost of ['question', 'answer']) {
    const found = client.request('find', { text: lost });
    if (lost === 'question') toHost.length = 0;
    deliver();
    await turn();
    toView.length = 0;
    client.look();
    client.look();
    assert.equal(toHost.length, 0);
    client.look();
    deliver();
    deliver();
    await turn();
    deliver();
    assert.deepEqual(await found, { matches: [] });
  }
  assert.equal(gaps(), 0);
});

test('what must not happen twice fails when it is lost; what is worked at is waited for', async () => {
  let finish: ((value: never) => void) | undefined;
  const { client, toHost, gaps, deliver } = pair({
    run: () => new Promise((resolve) => (finish = resolve)),
  });
  const stepped = codeOf(client.request('step', {}));
  toHost.length = 0;
  const ran = codeOf(client.request('run', {}));
  deliver();
  for (let look = 0; look < 20; look++) {
    client.look();
    deliver();
  }
  assert.equal(await stepped, 'lost');
  assert.equal(gaps(), 1);
  finish!({} as never);
  await turn();
  deliver();
  assert.equal(await ran, 'ok');
});

test('a host that says nothing is noticed, and so is its return', () => {
  const { client, server, toHost, silences, deliver } = pair({
    find: () => new Promise(() => undefined),
  });
  const pending = client.start('find', { text: '' });
  pending.result.catch(() => undefined);
  for (let look = 0; look < 30; look++) {
    client.look();
    toHost.length = 0;
  }
  assert.deepEqual(silences, [true]);
  server.emit({ kind: 'closed', message: '' }, 1);
  deliver();
  assert.deepEqual(silences, [true, false]);
  pending.cancel();
  for (let look = 0; look < 30; look++) client.look();
  assert.deepEqual(silences, [true, false]);
});

test('an answer tells whether the latest event has arrived', async () => {
  const { client, server, toView, gaps, deliver } = pair({ find: () => ({ matches: [] }) });
  const ask = async (): Promise<unknown> => {
    const found = client.request('find', { text: '' });
    deliver();
    await turn();
    deliver();
    return found;
  };
  await ask();
  server.emit({ kind: 'closed', message: '' }, 1);
  toView.length = 0;
  await ask();
  assert.equal(gaps(), 1);
  await ask();
  assert.equal(gaps(), 1);
});
