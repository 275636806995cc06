/**
 * The heap bitmap of Go 1.6, after runtime/mbitmap.go: two bits for each word of the arena. The low
 * one says that the word holds a pointer. The high one is the mark of the object in its first word,
 * and from the third word on says that pointers may follow.
 */
import type { Off } from '../memory';
import type { Runtime16 } from './runtime';

/** Number of the word at an offset. */
export function wordOf(rt: Runtime16, off: Off): number {
  return (off - rt.heapStart) >> 3;
}

/** All bits of a span: zero, or pointers everywhere for objects of one word. */
export function heapBitsInitSpan(rt: Runtime16, base: Off, bytes: number, oneWord: boolean): void {
  const first = wordOf(rt, base) >> 2;
  rt.bitmap.bits.fill(oneWord ? 0x0f : 0, first, first + (bytes >> 5));
}

/**
 * heapBitsSetType: the pointers of values of type `typ` that fill `dataSize` of the `size` bytes at
 * `off`; no pointers follow. Returns the bytes up to the last pointer.
 */
export function heapBitsSetType(
  rt: Runtime16,
  off: Off,
  size: number,
  dataSize: number,
  typ: number,
): number {
  const { typeTable } = rt.host;
  const elemWords = typeTable.size[typ]! >> 3;
  const mask = typeTable.gcmask[typ]!;
  const ptrWords = typeTable.ptrdata[typ]! >> 3;
  const last = elemWords === 0 ? 0 : (dataSize >> 3) - elemWords + ptrWords;
  // The span was laid out with pointers everywhere.
  if (size === 8) return last * 8;
  const { bits } = rt.bitmap;
  const at = wordOf(rt, off);
  for (let i = 0, inElem = 0; i < last; i++, inElem++) {
    if (inElem === elemWords) inElem = 0;
    const pointer = inElem < ptrWords && mask[inElem] !== 0 ? 1 : 0;
    const byte = (at + i) >> 2;
    const shift = (at + i) & 3;
    if (i < 2) bits[byte]! |= pointer << shift;
    else bits[byte] = (bits[byte]! & ~(0x11 << shift)) | ((pointer | 16) << shift);
  }
  // Words behind may tell of what was there before: sweeping does not clear so far.
  if (size > 16) clearBits(bits, at + Math.max(2, last), at + (size >> 3));
  return last * 8;
}

/** What scanobject reads of a word: 1 pointer, 16 more to come. */
export function heapBits(rt: Runtime16, word: number): number {
  return (rt.bitmap.bits[word >> 2]! >> (word & 3)) & 0x11;
}

export function isMarked(rt: Runtime16, object: Off): boolean {
  const word = wordOf(rt, object);
  return ((rt.bitmap.bits[word >> 2]! >> (word & 3)) & 0x10) !== 0;
}

export function setMarked(rt: Runtime16, object: Off): void {
  const word = wordOf(rt, object);
  rt.bitmap.bits[word >> 2]! |= 0x10 << (word & 3);
}

export function clearMarked(rt: Runtime16, object: Off): void {
  const word = wordOf(rt, object);
  rt.bitmap.bits[word >> 2]! &= ~(0x10 << (word & 3));
}

/** Whether an object of `size` bytes has pointers at all. */
export function hasPointers(rt: Runtime16, object: Off, size: number): boolean {
  if (size === 8) return true;
  const word = wordOf(rt, object);
  if (((heapBits(rt, word) | heapBits(rt, word + 1)) & 1) !== 0) return true;
  return size > 16 && (heapBits(rt, word + 2) & 0x10) !== 0;
}

/**
 * What heapBitsSweepSpan does to an object of more than a word that is free now: its first words
 * say that there are no pointers, and that none follow. What is behind stays as it was; nobody
 * reads so far.
 */
export function clearTypeBits(bits: Uint8Array, word: number, size: number): void {
  const byte = word >> 2;
  if ((word & 3) !== 0) {
    bits[byte]! &= 0x33;
    if (size > 16) bits[byte + 1] = 0;
  } else if (size > 16) bits[byte] = 0;
  else bits[byte]! &= 0xcc;
}

function clearBits(bits: Uint8Array, from: number, end: number): void {
  let word = from;
  for (; word < end && (word & 3) !== 0; word++) bits[word >> 2]! &= ~(0x11 << (word & 3));
  for (; word + 4 <= end; word += 4) bits[word >> 2] = 0;
  for (; word < end; word++) bits[word >> 2]! &= ~(0x11 << (word & 3));
}
