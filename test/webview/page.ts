/**
 * The page side of the tests: stands in for VS Code's webview API and puts a host behind it. It is
 * bundled and loaded before dist/webview.js. `?endTick=…` and the like come in by
 * window.hostOptions.
 */
import { createServer } from '../../src/protocol/port';
import type { Server } from '../../src/protocol/port';
import type { ToView } from '../../src/protocol/protocol';
import { createFakeHost } from './fakeHost';
import type { FakeHost } from './fakeHost';

declare global {
  interface Window {
    hostOptions?: Parameters<typeof createFakeHost>[1];
    host: FakeHost;
    server: Server;
    savedState: unknown;
    acquireVsCodeApi(): unknown;
  }
}

// What crosses a real webview's border is a copy, and it crosses later.
const post = (message: ToView): void => {
  const copy = structuredClone(message);
  queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data: copy })));
};

window.host = createFakeHost((event, tick) => window.server.emit(event, tick), window.hostOptions);
window.server = createServer(window.host.handlers, post);
window.acquireVsCodeApi = () => ({
  postMessage(message: unknown) {
    const copy: unknown = JSON.parse(JSON.stringify(message));
    queueMicrotask(() => window.server.receive(copy));
  },
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
});
