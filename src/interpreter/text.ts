/** Texts between the engine's strings and the bytes of Go programs. */
import type { Off } from '../runtime/memory';
import { decoderune, encoderune, runelen } from '../runtime/utf8';
import type { Machine } from './machine';

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  const runes = [...text].map((char) => char.codePointAt(0)!);
  const bytes = new Uint8Array(runes.reduce((sum, rune) => sum + runelen(rune), 0));
  let at = 0;
  for (const rune of runes) {
    encoderune(bytes, at, rune);
    at += runelen(rune);
  }
  return bytes;
}

/** The text of UTF-8 bytes; what is none becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const decoded = decoderune(bytes, at, bytes.length);
    text += String.fromCodePoint(decoded >> 3);
    at += decoded & 7;
  }
  return text;
}

/** Bytes of the Go string whose header stands at `at`. */
export function stringBytes(m: Machine, at: Off): Uint8Array {
  const { mem } = m.rt;
  const data = mem.loadPtr(at);
  const length = mem.i32[(at >> 2) + 2]!;
  return mem.u8.slice(data, data + length);
}
