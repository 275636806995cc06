/**
 * Messages between a host in Node and a page in Chromium as text: JSON, with typed arrays as they
 * are in memory. What a webview of VS Code does with them, this does over the DevTools protocol.
 */
/** The channel between a view and its relay (bridge.ts); each browser context has its own. */
export const wireName = 'view';

const kinds = {
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
};
type Kind = keyof typeof kinds;

interface Packed {
  readonly $column: Kind;
  readonly bytes: string;
}

export function pack(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? packed(value) : value,
  );
}

function packed(view: ArrayBufferView): Packed {
  const kind = view.constructor.name as Kind;
  if (!Object.hasOwn(kinds, kind)) throw new Error(`no ${kind} can cross`);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return { $column: kind, bytes: btoa(text) };
}

export function unpack(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => (isPacked(value) ? unpacked(value) : value));
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && '$column' in value;
}

function unpacked({ $column, bytes }: Packed): ArrayBufferView {
  const text = atob(bytes);
  const raw = new Uint8Array(text.length);
  for (let at = 0; at < raw.length; at++) raw[at] = text.charCodeAt(at);
  return new kinds[$column](raw.buffer);
}
