/** Between a host in Node and a view: bridge.ts has put the binding `toHost` into this page. */
import { pack, unpack, wireName } from './wire';

const bridge = window as unknown as { toHost(text: string): void };
const wire = new BroadcastChannel(wireName);
wire.onmessage = ({ data }) => bridge.toHost(pack(data));
Object.assign(window, { fromHost: (text: string) => wire.postMessage(unpack(text)) });
