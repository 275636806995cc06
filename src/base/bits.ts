/**
 * Bit sets in arrays of 32-bit words. Bit `i` of a set which begins at word `base` is bit `i % 32`
 * of word `base + i / 32`. Nothing here allocates.
 */

/** Number of trailing zero bits of a 32-bit word; 32 for zero. */
export function ctz32(word: number): number {
  return word === 0 ? 32 : 31 - Math.clz32(word & -word);
}

/** Number of one bits of a 32-bit word. */
export function popcount32(word: number): number {
  let v = word | 0;
  v -= (v >>> 1) & 0x55555555;
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A word whose bits `[from, to)` are ones; 0 ≤ from ≤ to ≤ 32. */
function wordMask(from: number, to: number): number {
  if (from === to) return 0;
  const high = to === 32 ? -1 : (1 << to) - 1;
  return high & (-1 << from);
}

/** Sets bit `index`. */
export function setBit(words: Uint32Array, base: number, index: number): void {
  words[base + (index >>> 5)]! |= 1 << (index & 31);
}

/** Sets `count` bits from bit `index`. */
export function setRange(words: Uint32Array, base: number, index: number, count: number): void {
  const end = index + count;
  for (let at = index; at < end; at = (at | 31) + 1) {
    const stop = Math.min(end, (at | 31) + 1);
    words[base + (at >>> 5)]! |= wordMask(at & 31, stop - (at & ~31));
  }
}

/** Clears `count` bits from bit `index`. */
export function clearRange(words: Uint32Array, base: number, index: number, count: number): void {
  const end = index + count;
  for (let at = index; at < end; at = (at | 31) + 1) {
    const stop = Math.min(end, (at | 31) + 1);
    words[base + (at >>> 5)]! &= ~wordMask(at & 31, stop - (at & ~31));
  }
}

/** Number of ones among `count` bits from bit `index`. */
export function popcountRange(
  words: Uint32Array,
  base: number,
  index: number,
  count: number,
): number {
  const end = index + count;
  let ones = 0;
  let at = index;
  if ((index & 31) === 0) {
    for (; at + 32 <= end; at += 32) ones += popcount32(words[base + (at >>> 5)]!);
  }
  for (; at < end; at = (at | 31) + 1) {
    const stop = Math.min(end, (at | 31) + 1);
    ones += popcount32(words[base + (at >>> 5)]! & wordMask(at & 31, stop - (at & ~31)));
  }
  return ones;
}

/** Index of the first one bit in `[from, limit)`, or `limit`. */
export function findOne(words: Uint32Array, base: number, from: number, limit: number): number {
  for (let at = from; at < limit; at = (at | 31) + 1) {
    const set = words[base + (at >>> 5)]! & (-1 << (at & 31));
    if (set !== 0) return Math.min(limit, (at & ~31) + ctz32(set));
  }
  return limit;
}

/** Index of the lowest run of `count` ones in a 64-bit word given as two lanes, or 64. */
export function findRun64(low: number, high: number, count: number): number {
  let length = 0;
  for (let i = 0; i < 64; i++) {
    const bit = i < 32 ? (low >>> i) & 1 : (high >>> (i - 32)) & 1;
    length = bit === 1 ? length + 1 : 0;
    if (length === count) return i - count + 1;
  }
  return 64;
}

/** A 64-bit number that a float cannot hold: low and high word, each below 2^32. */
export type Uint64 = readonly [low: number, high: number];

/** An integer below 2^53 in magnitude in two words, as Go converts an int64. */
export function uint64(value: number): Uint64 {
  return [value >>> 0, Math.floor(value / 4294967296) >>> 0];
}
