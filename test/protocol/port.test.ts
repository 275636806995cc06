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
  deliver(): void;
} {
  const toHost: ToHost[] = [];
  const toView: ToView[] = [];
  const events: ProtocolEvent[] = [];
  let gaps = 0;
  const client = createClient((message) => toHost.push(message), {
    onEvent: (event) => events.push(event),
    onGap: () => (gaps += 1),
  });
  const server = createServer(handlers as Handlers, (message) => toView.push(message));
  const deliver = (): void => {
    while (toHost.length > 0) server.receive(JSON.parse(JSON.stringify(toHost.shift())));
    while (toView.length > 0) client.receive(toView.shift()!);
  };
  return { client, server, toHost, toView, events, gaps: () => gaps, deliver };
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
