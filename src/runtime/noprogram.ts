/**
 * A process without a program.
 *
 * NON-GO: there is always one in Go. Records of an allocator are replayed on this, and tests run.
 */
import type { Statics } from './runtime';
import type { TypeDesc } from './type';
import { noParts } from './type';

/** A static segment with nothing in it but room for type descriptors. */
export const noStatics: Statics = {
  base: 0x400000,
  image: new Uint8Array(0),
  size: 65536,
  noptrdata: { start: 32768, end: 32768 },
  data: { start: 32768, end: 32768 },
  bss: { start: 40960, end: 40960 },
  noptrbss: { start: 40960, end: 40960 },
  ownBytes: 0,
  pointers: new Uint32Array(0),
  typesStart: 8192,
  zerobase: 65528,
  zeroVal: 49152,
  staticuint64s: 53248,
};

/** A type of the given pointer words (1) and scalar words (0). */
export function wordsType(id: number, words: readonly number[]): TypeDesc {
  const last = words.lastIndexOf(1);
  return {
    id,
    kind: 25,
    name: `T${id}`,
    pkg: '',
    named: false,
    size: words.length * 8,
    align: 8,
    ptrdata: (last + 1) * 8,
    gcmask: Uint8Array.from(words.slice(0, last + 1)),
    comparable: true,
    regularMemory: true,
    directInterface: false,
    ...noParts,
  };
}
