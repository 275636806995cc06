/**
 * The heap bitmap of Go 1.6, after runtime/mbitmap.go: two bits for each word of the arena. The low
 * one says that the word holds a pointer. The high one is the mark of the object in its first word,
 * and from the third word on says that pointers may follow.
 */
import type { Off } from '../memory';
import type { Runtime16 } from './runtime';

/** Number of the word at an offset. */
function wordOf(rt: Runtime16, off: Off): number {
  return (off - rt.heapStart) >> 3;
}

/** All bits of a span: zero, or pointers everywhere for objects of one word. */
export function heapBitsInitSpan(rt: Runtime16, base: Off, bytes: number, oneWord: boolean): void {
  const first = wordOf(rt, base) >> 2;
  rt.bitmap.bits.fill(oneWord ? 0x0f : 0, first, first + (bytes >> 5));
}

/**
 * heapBitsSetType: the pointers of values of type `typ` that fill `dataSize` bytes at `off`.
 * Returns the bytes up to the last pointer.
 */
export function heapBitsSetType(rt: Runtime16, off: Off, dataSize: number, typ: number): number {
  const { typeTable } = rt.host;
  const elemWords = typeTable.size[typ]! >> 3;
  const mask = typeTable.gcmask[typ]!;
  const ptrWords = typeTable.ptrdata[typ]! >> 3;
  const words = dataSize >> 3;
  const last = elemWords === 0 ? 0 : words - elemWords + ptrWords;
  const { bits } = rt.bitmap;
  const at = wordOf(rt, off);
  for (let i = 0, inElem = 0; i < last; i++, inElem++) {
    if (inElem === elemWords) inElem = 0;
    const pointer = inElem < ptrWords && mask[inElem] !== 0 ? 1 : 0;
    bits[(at + i) >> 2]! |= (pointer | (i >= 2 ? 16 : 0)) << ((at + i) & 3);
  }
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

/** Forgets the pointers of a freed object. */
export function clearTypeBits(rt: Runtime16, object: Off, size: number): void {
  const { bits } = rt.bitmap;
  const end = wordOf(rt, object + size);
  let word = wordOf(rt, object);
  for (; word < end && (word & 3) !== 0; word++) bits[word >> 2]! &= ~(0x11 << (word & 3));
  bits.fill(0, word >> 2, Math.max(word >> 2, end >> 2));
  for (word = Math.max(word, end & ~3); word < end; word++)
    bits[word >> 2]! &= ~(0x11 << (word & 3));
}
