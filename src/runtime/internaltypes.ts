/**
 * Types of the runtime's own heap objects: sizes and pointer words of g, p, sudog, _defer, hchan
 * (runtime/runtime2.go, runtime/chan.go), timer (runtime/time.go), Map and table
 * (internal/runtime/maps) of Go 1.26 on a 64-bit machine.
 *
 * NON-GO: in Go these are types of the program like any other; here they get the numbers behind
 * those of the program.
 */
import type { TypeDesc } from './type';
import { noParts } from './type';

/** Type numbers of the runtime's own objects. */
export interface InternalTypes {
  readonly g: number;
  readonly p: number;
  readonly sudog: number;
  readonly _defer: number;
  /** An hchan with its buffer elsewhere: what a channel of pointers is. */
  readonly hchan: number;
  readonly timer: number;
  readonly mapHeader: number;
  readonly mapTable: number;
  /** One pointer: elements of a map's directory. */
  readonly pointer: number;
}

/** Size in bytes and pointer words. */
const shapes: readonly (readonly [keyof InternalTypes, string, number, readonly number[]])[] = [
  ['g', 'runtime.g', 456, [4, 5, 6, 10, 17, 29, 37, 40, 41, 44, 45, 48, 49, 50]],
  // What stands in it is nothing that the collector of the model looks at.
  ['p', 'runtime.p', 15920, [5]],
  ['sudog', 'runtime.sudog', 104, [0, 1, 2, 3, 8, 9, 10, 11]],
  ['_defer', 'runtime._defer', 48, [3, 4, 5]],
  ['hchan', 'runtime.hchan', 112, [2, 4, 5, 8, 9, 10, 11, 12]],
  ['timer', 'runtime.timer', 96, [5, 6, 7, 9]],
  ['mapHeader', 'maps.Map', 48, [2]],
  ['mapTable', 'maps.table', 32, [2]],
  ['pointer', 'unsafe.Pointer', 8, [0]],
];

/** Kinds struct and unsafe.Pointer of internal/abi. */
const kindStruct = 25;
const kindUnsafePointer = 26;

function describe(id: number, name: string, size: number, words: readonly number[]): TypeDesc {
  const gcmask = new Uint8Array(words[words.length - 1]! + 1);
  for (const word of words) gcmask[word] = 1;
  const pkg = name.slice(0, name.indexOf('.'));
  return {
    id,
    kind: size === 8 ? kindUnsafePointer : kindStruct,
    name,
    pkg,
    named: true,
    size,
    align: 8,
    ptrdata: gcmask.length * 8,
    gcmask,
    comparable: true,
    regularMemory: true,
    directInterface: size === 8,
    ...noParts,
  };
}

/** The descriptors, to be put behind the `first` types of the program. */
export function internalTypeDescs(first: number): TypeDesc[] {
  return shapes.map(([, name, size, words], i) => describe(first + i, name, size, words));
}

export function internalTypes(first: number): InternalTypes {
  const numbers = {} as Record<keyof InternalTypes, number>;
  shapes.forEach(([key], i) => {
    numbers[key] = first + i;
  });
  return numbers;
}
