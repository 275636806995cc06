/** The page side of the bench: a heap of `window.hostOptions.spans` spans, made up on the spot. */
import { createServer } from '../../src/protocol/port';
import type { ToView } from '../../src/protocol/protocol';
import { createBulkHost } from './bulkHost';

const options = (window as unknown as { hostOptions: { spans: number } }).hostOptions;

const host = createBulkHost(options.spans, (event, tick) => server.emit(event, tick));
const post = (message: ToView): void => {
  const copy = structuredClone(message);
  setTimeout(() => window.dispatchEvent(new MessageEvent('message', { data: copy })), 0);
};
const server = createServer(host.handlers, post);
Object.assign(window, {
  asked: host.asked,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => setTimeout(() => server.receive(message), 0),
    getState: () => undefined,
    setState: () => undefined,
  }),
});
