/**
 * UTF-8 in byte strings (one char code 0…255 per byte), by Go's rules for what is valid.
 */

/** Decodes the UTF-8 sequence at `at`; rune -1 and size 1 for an invalid one. */
export function decodeRune(bytes: string, at: number): { rune: number; size: number } {
  const first = bytes.charCodeAt(at);
  if (first < 0x80) return { rune: first, size: 1 };
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > bytes.length) return { rune: -1, size: 1 };
  let rune = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const next = bytes.charCodeAt(at + i);
    if ((next & 0xc0) !== 0x80) return { rune: -1, size: 1 };
    rune = rune * 64 + (next & 0x3f);
  }
  const overlong = rune < (size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000);
  const surrogate = rune >= 0xd800 && rune < 0xe000;
  if (overlong || surrogate || rune > 0x10ffff) return { rune: -1, size: 1 };
  return { rune, size };
}

/** The UTF-8 bytes of a code point; invalid ones become U+FFFD as in Go. */
export function encodeRune(rune: number): string {
  const valid = rune >= 0 && rune <= 0x10ffff && (rune < 0xd800 || rune > 0xdfff);
  const r = valid ? rune : 0xfffd;
  if (r < 0x80) return String.fromCharCode(r);
  if (r < 0x800) return String.fromCharCode(0xc0 | (r >> 6), 0x80 | (r & 63));
  if (r < 0x10000) {
    return String.fromCharCode(0xe0 | (r >> 12), 0x80 | ((r >> 6) & 63), 0x80 | (r & 63));
  }
  return String.fromCharCode(
    0xf0 | (r >> 18),
    0x80 | ((r >> 12) & 63),
    0x80 | ((r >> 6) & 63),
    0x80 | (r & 63),
  );
}
