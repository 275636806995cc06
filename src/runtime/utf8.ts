/**
 * UTF-8 as range loops and conversions see it. Follows runtime/utf8.go of Go 1.26; the texts are
 * bytes of the simulated memory.
 */
import type { Off } from './memory';

export const runeError = 0xfffd;

const maxRune = 0x10ffff;
const surrogateMin = 0xd800;
const surrogateMax = 0xdfff;

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/**
 * Decodes the rune that begins at byte `at` of the text that ends before `end`: the rune times 8
 * plus its number of bytes, so that nothing is allocated. A text that is not UTF-8 gives runeError
 * and one byte. Unlike Go's, this one also takes ASCII.
 */
export function decoderune(bytes: Uint8Array, at: Off, end: Off): number {
  const b0 = bytes[at]!;
  if (b0 < 0x80) return (b0 << 3) | 1;
  const left = end - at;
  const b1 = left > 1 ? bytes[at + 1]! : 0;
  if (isContinuation(b1)) {
    if (b0 >= 0xc0 && b0 < 0xe0) {
      const rune = ((b0 & 0x1f) << 6) | (b1 & 0x3f);
      if (rune > 0x7f) return (rune << 3) | 2;
    } else if (b0 >= 0xe0 && left > 2) {
      const b2 = bytes[at + 2]!;
      if (isContinuation(b2)) {
        if (b0 < 0xf0) {
          const rune = ((b0 & 0x0f) << 12) | ((b1 & 0x3f) << 6) | (b2 & 0x3f);
          if (rune > 0x7ff && !(rune >= surrogateMin && rune <= surrogateMax))
            return (rune << 3) | 3;
        } else if (b0 < 0xf8 && left > 3 && isContinuation(bytes[at + 3]!)) {
          const low = ((b1 & 0x3f) << 12) | ((b2 & 0x3f) << 6) | (bytes[at + 3]! & 0x3f);
          const rune = ((b0 & 0x07) << 18) | low;
          if (rune > 0xffff && rune <= maxRune) return (rune << 3) | 4;
        }
      }
    }
  }
  return (runeError << 3) | 1;
}

/** Number of runes of the text in `[at, end)`. */
export function countrunes(bytes: Uint8Array, at: Off, end: Off): number {
  let count = 0;
  // HOT
  while (at < end) {
    at += bytes[at]! < 0x80 ? 1 : decoderune(bytes, at, end) & 7;
    count++;
  }
  return count;
}

/** Number of bytes `encoderune` writes for a rune. */
export function runelen(rune: number): number {
  const i = rune >>> 0;
  if (i <= 0x7f) return 1;
  if (i <= 0x7ff) return 2;
  return i <= 0xffff || i > maxRune ? 3 : 4;
}

/** Writes the encoding of a rune (of runeError when it is none) and returns its number of bytes. */
export function encoderune(bytes: Uint8Array, at: Off, rune: number): number {
  let i = rune >>> 0;
  if (i <= 0x7f) {
    bytes[at] = i;
    return 1;
  }
  if (i <= 0x7ff) {
    bytes[at] = 0xc0 | (i >> 6);
    bytes[at + 1] = 0x80 | (i & 0x3f);
    return 2;
  }
  if (i > maxRune || (i >= surrogateMin && i <= surrogateMax)) i = runeError;
  if (i <= 0xffff) {
    bytes[at] = 0xe0 | (i >> 12);
    bytes[at + 1] = 0x80 | ((i >> 6) & 0x3f);
    bytes[at + 2] = 0x80 | (i & 0x3f);
    return 3;
  }
  bytes[at] = 0xf0 | (i >> 18);
  bytes[at + 1] = 0x80 | ((i >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((i >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (i & 0x3f);
  return 4;
}
