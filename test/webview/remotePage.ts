/** The page side of a view whose host is in Node: nodeHost.ts has put the binding there. */
import { pack, unpack } from './wire';

interface Bridge {
  toHost(text: string): void;
  fromHost(text: string): void;
}
const bridge = window as unknown as Bridge;

/** What the page remembers; it may begin with something. */
let { saved } = (window as unknown as { hostOptions: { saved?: unknown } }).hostOptions;
Object.assign(window, {
  fromHost: (text: string) =>
    window.dispatchEvent(new MessageEvent('message', { data: unpack(text) })),
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => bridge.toHost(pack(message)),
    getState: () => saved,
    setState: (state: unknown) => (saved = structuredClone(state)),
  }),
});
