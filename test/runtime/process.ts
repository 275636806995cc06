/** Parts of a small simulated process, for tests of the runtime without a program. */
import type { Statics } from '../../src/runtime/runtime';
import type { TypeDesc } from '../../src/runtime/type';

/** A static segment with nothing in it but room for type descriptors. */
export const noStatics: Statics = {
  base: 0x400000,
  image: new Uint8Array(0),
  size: 65536,
  data: { start: 32768, end: 32768 },
  bss: { start: 40960, end: 40960 },
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
    elem: -1,
    key: -1,
    pointerTo: -1,
    length: 0,
    fields: [],
    methods: [],
    params: [],
    results: [],
    variadic: false,
  };
}

/** An array of pointers. */
export function arrayType(id: number, pointers: number): TypeDesc {
  return wordsType(id, new Array<number>(pointers).fill(1));
}
