/**
 * The values of rune and string literals. Strings come out as byte strings (one char code per
 * byte).
 */

import { encodeRune } from './utf8';

const simpleEscapes: Record<string, number> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

/** One unit of a literal: a code point, or a single byte from \x and octal escapes. */
interface Unit {
  readonly value: number;
  readonly isByte: boolean;
  readonly next: number;
}

function unit(text: string, at: number, delimiter: string): Unit | undefined {
  const code = text.codePointAt(at);
  if (code === undefined) return undefined;
  if (code !== 92) {
    return { value: code, isByte: false, next: at + (code > 0xffff ? 2 : 1) };
  }
  const letter = text[at + 1] ?? '';
  if ((letter === "'" || letter === '"') && letter !== delimiter) return undefined;
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { value: simple, isByte: false, next: at + 2 };
  if (letter >= '0' && letter <= '7') {
    const value = digits(text, at + 1, 3, 8);
    if (value === undefined || value > 255) return undefined;
    return { value, isByte: true, next: at + 4 };
  }
  const length = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (length === 0) return undefined;
  const value = digits(text, at + 2, length, 16);
  if (value === undefined) return undefined;
  if (letter !== 'x' && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))) {
    return undefined;
  }
  return { value, isByte: letter === 'x', next: at + 2 + length };
}

function digits(text: string, at: number, length: number, radix: 8 | 16): number | undefined {
  const part = text.slice(at, at + length);
  const valid = radix === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  return part.length === length && valid.test(part) ? parseInt(part, radix) : undefined;
}

/** The code point of a rune literal with its quotes; undefined if it is malformed. */
export function unquoteRune(literal: string): number | undefined {
  const found = unit(literal, 1, "'");
  if (found === undefined || found.next !== literal.length - 1) return undefined;
  return found.value;
}

/** The bytes of a string literal with its quotes; undefined if it is malformed. */
export function unquoteString(literal: string): string | undefined {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`')) return utf8(body.replaceAll('\r', ''));
  if (!literal.startsWith('"') || !literal.endsWith('"') || literal.length < 2) return undefined;
  let out = '';
  for (let at = 0; at < body.length;) {
    const found = unit(body, at, '"');
    if (found === undefined) return undefined;
    out += found.isByte ? String.fromCharCode(found.value) : encodeRune(found.value);
    at = found.next;
  }
  return out;
}

/** The UTF-8 bytes of a text, one char code per byte. */
function utf8(text: string): string {
  let out = '';
  for (const character of text) out += encodeRune(character.codePointAt(0) ?? 0);
  return out;
}
