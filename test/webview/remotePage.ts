/** The page side of a view whose host is in Node: what it says goes through relayPage.ts. */
import { wireName } from './wire';

const wire = new BroadcastChannel(wireName);
wire.onmessage = ({ data }) => window.dispatchEvent(new MessageEvent('message', { data }));

/** What the page remembers; it may begin with something. */
let { saved } = (window as unknown as { hostOptions: { saved?: unknown } }).hostOptions;
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => wire.postMessage(message),
    getState: () => saved,
    setState: (state: unknown) => (saved = structuredClone(state)),
  }),
});
