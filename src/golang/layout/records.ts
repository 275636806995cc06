/**
 * Layout of the records the runtime and the compiler make themselves: closures, map groups, map
 * headers and tables, channels, itabs. All are ordinary structs for Layouts.
 */

import { ArrayType, Pointer, Struct, Var } from '../types/types';
import type { MapType, Type } from '../types/types';
import { typ } from '../types/universe';
import { target64 } from './layout';
import type { Layouts } from './layout';
import type { Pos } from '../syntax/pos';

const noPos = 0 as Pos;

/** An unnamed struct type with the given fields. */
export function record(fields: readonly (readonly [name: string, type: Type])[]): Struct {
  const vars = fields.map(([name, type]) => new Var(noPos, undefined, name, type, 'field'));
  return new Struct(
    vars,
    vars.map(() => ''),
  );
}

/** A variable a closure captures, by value or by reference. */
interface CapturedVariable {
  readonly type: Type;
  readonly byReference: boolean;
}

/**
 * The record behind a func value: code pointer, then the captured variables in order of first use.
 */
export function closureRecord(captured: readonly CapturedVariable[]): Struct {
  return record([
    ['F', typ.uintptr],
    ...captured.map((c, i) => [`X${i}`, c.byReference ? new Pointer(c.type) : c.type] as const),
  ]);
}

/** The record behind a method value: code pointer and receiver. */
export function methodValueRecord(receiver: Type, hasDictionary: boolean): Struct {
  const fields: [string, Type][] = [
    ['F', typ.uintptr],
    ['R', receiver],
  ];
  if (hasDictionary) fields.push(['D', typ.unsafePointer]);
  return record(fields);
}

/** Slots in a group of a map, and the largest key or element kept in the slot itself, in bytes. */
const mapGroupSlots = 8;
const mapMaxKeyBytes = 128;
const mapMaxElemBytes = 128;

/** How the entries of one map type lie in memory. */
interface MapLayout {
  /** `struct { ctrl uint64; slots [8]struct { key K; elem E } }` */
  readonly group: Struct;
  readonly slot: Struct;
  readonly slots: ArrayType;
  /** Keys (elements) larger than 128 bytes are objects of their own behind a pointer. */
  readonly keyIndirect: boolean;
  readonly elemIndirect: boolean;
  readonly groupSize: number;
  readonly slotSize: number;
  /** Offset of the first slot in the group, and of the element in a slot; keys come first. */
  readonly slotsOffset: number;
  readonly elemOffset: number;
}

/** Layout of the groups of a map type (Go 1.24 and later: Swiss tables). */
export function mapLayout(layouts: Layouts, map: MapType): MapLayout {
  const keyIndirect = layouts.sizeof(map.key) > mapMaxKeyBytes;
  const elemIndirect = layouts.sizeof(map.elem) > mapMaxElemBytes;
  const slot = record([
    ['key', keyIndirect ? new Pointer(map.key) : map.key],
    ['elem', elemIndirect ? new Pointer(map.elem) : map.elem],
  ]);
  const slots = new ArrayType(mapGroupSlots, slot);
  const group = record([
    ['ctrl', typ.uint64],
    ['slots', slots],
  ]);
  return {
    group,
    slot,
    slots,
    keyIndirect,
    elemIndirect,
    groupSize: layouts.sizeof(group),
    slotSize: layouts.sizeof(slot),
    slotsOffset: layouts.offsetsof(group)[1] ?? 0,
    elemOffset: layouts.offsetsof(slot)[1] ?? 0,
  };
}

/** Header of a map: 48 bytes on 64-bit targets. */
export const mapHeader = record([
  ['used', typ.uint64],
  ['seed', typ.uintptr],
  ['dirPtr', typ.unsafePointer],
  ['dirLen', typ.int],
  ['globalDepth', typ.uint8],
  ['globalShift', typ.uint8],
  ['writing', typ.uint8],
  ['tombstonePossible', typ.bool],
  ['clearSeq', typ.uint64],
]);

/** One table of a map that has outgrown its first group: 32 bytes on 64-bit targets. */
export const mapTable = record([
  ['used', typ.uint16],
  ['capacity', typ.uint16],
  ['growthLeft', typ.uint16],
  ['localDepth', typ.uint8],
  ['index', typ.int],
  ['groups.data', typ.unsafePointer],
  ['groups.lengthMask', typ.uint64],
]);

/** Header of a channel: 112 bytes on 64-bit targets. */
export const channelHeader = record([
  ['qcount', typ.uint],
  ['dataqsiz', typ.uint],
  ['buf', typ.unsafePointer],
  ['elemsize', typ.uint16],
  ['closed', typ.uint32],
  ['timer', typ.unsafePointer],
  ['elemtype', typ.unsafePointer],
  ['sendx', typ.uint],
  ['recvx', typ.uint],
  ['recvq.first', typ.unsafePointer],
  ['recvq.last', typ.unsafePointer],
  ['sendq.first', typ.unsafePointer],
  ['sendq.last', typ.unsafePointer],
  ['bubble', typ.unsafePointer],
  ['lock', typ.uintptr],
]);

/** The bytes a channel with a buffer needs: one object, or header and buffer apart. */
interface ChannelLayout {
  readonly headerSize: number;
  /** Buffer bytes behind the header in the same object (elements without pointers). */
  readonly inlineBytes: number;
  /** Buffer bytes in an object of its own (elements with pointers). */
  readonly separateBytes: number;
}

/** Elements of 64 KiB and more are refused by the compiler. */
export const maxChannelElemBytes = 65536;

/** What `make(chan elem, capacity)` allocates. */
export function channelLayout(layouts: Layouts, elem: Type, capacity: number): ChannelLayout {
  const headerSize = layouts.sizeof(channelHeader);
  const bytes = layouts.sizeof(elem) * capacity;
  if (bytes === 0 || !layouts.hasPointers(elem)) {
    return { headerSize, inlineBytes: bytes, separateBytes: 0 };
  }
  return { headerSize, inlineBytes: 0, separateBytes: bytes };
}

/** Size of an itab for an interface with `methods` methods: type words, hash, function pointers. */
export function itabSize(methods: number, word: 4 | 8 = target64.word): number {
  const head = 2 * word + (word === 8 ? 8 : 4);
  return head + Math.max(methods, 1) * word;
}
