/**
 * Places: where a value is in a frame, in memory, in the static segment, and the instructions that
 * load it from there and store it there.
 */
import { alignUp } from '../layout/layout';
import type { Type } from '../types/types';
import { anywhere } from './gen';
import type { Gen } from './gen';
import type { Ref } from './object';
import { Op } from './opcodes';
import { isSmall, Rep, repOf, slotBytes } from './rep';

export type Place =
  /** A register. */
  | { readonly kind: 'register'; readonly at: number }
  /** Go's layout in the frame, at a byte offset. */
  | { readonly kind: 'frame'; readonly byte: number }
  /** At an offset from the pointer in a register. */
  | { readonly kind: 'memory'; readonly pointer: number; readonly offset: number }
  /** In the static segment. */
  | { readonly kind: 'static'; readonly ref: Ref & { readonly add: number } }
  /** Element of a slice. */
  | { readonly kind: 'element'; readonly slice: number; readonly index: number }
  /** Nowhere: what is stored is dropped. */
  | { readonly kind: 'blank' };

/** The place `offset` bytes further on. */
export function within(g: Gen, place: Place, offset: number, whole: Type): Place {
  switch (place.kind) {
    case 'register':
      return { kind: 'frame', byte: place.at * 4 + offset };
    case 'frame':
      return { kind: 'frame', byte: place.byte + offset };
    case 'memory':
      return { ...place, offset: place.offset + offset };
    case 'static':
      return { kind: 'static', ref: { ...place.ref, add: place.ref.add + offset } };
    case 'element': {
      const pointer = g.pointer();
      g.emit(Op.IDXADDR, pointer, place.slice, place.index, g.layouts.sizeof(whole));
      return { kind: 'memory', pointer, offset };
    }
    case 'blank':
      return place;
  }
}

/** Moves a value of the type between registers. */
export function move(g: Gen, type: Type, dst: number, src: number): void {
  if (dst === src) return;
  const rep = repOf(type);
  if (rep <= Rep.u32 || rep === Rep.f32) g.emit(Op.MOV1, dst, src);
  else moveWords(g, slotBytes(type, g.layouts) / 4, dst, src);
}

function moveWords(g: Gen, words: number, dst: number, src: number): void {
  switch (words) {
    case 0:
      return;
    case 1:
      g.emit(Op.MOV1, dst, src);
      return;
    case 2:
      g.emit(Op.MOV2, dst, src);
      return;
    case 4:
      g.emit(Op.MOV4, dst, src);
      return;
    case 6:
      g.emit(Op.MOV6, dst, src);
      return;
    default:
      g.emit(Op.MOVN, dst, src, words);
  }
}

/** Copies a value of the type to `dst`, or says where it can be read as it is. */
export function settle(g: Gen, type: Type, at: number, dst: number): number {
  if (dst === anywhere || dst === at) return at;
  move(g, type, dst, at);
  return dst;
}

const memoryLoads: Partial<Record<Rep, Op>> = {
  [Rep.bool]: Op.LD8U,
  [Rep.i8]: Op.LD8S,
  [Rep.u8]: Op.LD8U,
  [Rep.i16]: Op.LD16S,
  [Rep.u16]: Op.LD16U,
  [Rep.i32]: Op.LD32,
  [Rep.u32]: Op.LD32,
  [Rep.f32]: Op.LD32,
  [Rep.i64]: Op.LD64,
  [Rep.u64]: Op.LD64,
  [Rep.f64]: Op.LD64,
  [Rep.c64]: Op.LD64,
  [Rep.pointer]: Op.LD64,
};

const frameLoads: Partial<Record<Rep, Op>> = {
  [Rep.bool]: Op.LDL8U,
  [Rep.i8]: Op.LDL8S,
  [Rep.u8]: Op.LDL8U,
  [Rep.i16]: Op.LDL16S,
  [Rep.u16]: Op.LDL16U,
};

const elementLoads: Partial<Record<Rep, Op>> = {
  [Rep.bool]: Op.LDX8U,
  [Rep.i8]: Op.LDX8S,
  [Rep.u8]: Op.LDX8U,
  [Rep.i16]: Op.LDX16S,
  [Rep.u16]: Op.LDX16U,
  [Rep.i32]: Op.LDX32,
  [Rep.u32]: Op.LDX32,
  [Rep.f32]: Op.LDX32,
  [Rep.i64]: Op.LDX64,
  [Rep.u64]: Op.LDX64,
  [Rep.f64]: Op.LDX64,
  [Rep.c64]: Op.LDX64,
  [Rep.pointer]: Op.LDX64,
  [Rep.string]: Op.LDX128,
  [Rep.iface]: Op.LDX128,
};

/** The value of the type at a place, in register form. */
export function load(g: Gen, place: Place, type: Type, dst: number): number {
  switch (place.kind) {
    case 'register':
      return settle(g, type, place.at, dst);
    case 'frame':
      return loadFrame(g, place.byte, type, dst);
    case 'memory':
      return loadMemory(g, place.pointer, place.offset, type, dst);
    case 'static':
      return loadStatic(g, place, type, dst);
    case 'element': {
      const op = elementLoads[repOf(type)];
      if (op === undefined) return load(g, within(g, place, 0, type), type, dst);
      const d = g.into(dst, type);
      g.emit(op, d, place.slice, place.index);
      return d;
    }
    case 'blank':
      return g.into(dst, type);
  }
}

function loadFrame(g: Gen, byte: number, type: Type, dst: number): number {
  const op = frameLoads[repOf(type)];
  if (op !== undefined) {
    const d = g.into(dst, type);
    g.emit(op, d, byte);
    return d;
  }
  if (byte % 4 === 0) return settle(g, type, byte / 4, dst);
  return loadMemory(g, leaOfFrame(g, byte), 0, type, dst);
}

/** Address of a part of the frame without pointers. */
function leaOfFrame(g: Gen, byte: number): number {
  const pointer = g.pointer();
  g.leaUses.set(g.pc, 0);
  g.emit(Op.LEA, pointer, byte);
  return pointer;
}

function loadMemory(g: Gen, pointer: number, offset: number, type: Type, dst: number): number {
  const op = memoryLoads[repOf(type)];
  const d = g.into(dst, type);
  const bytes = g.layouts.sizeof(type);
  if (op !== undefined) g.emit(op, d, pointer, offset);
  else if (bytes === 0) g.emit(Op.NILCHK, pointer);
  else g.emit(Op.LDN, d, pointer, offset, bytes);
  return d;
}

function loadStatic(
  g: Gen,
  place: Extract<Place, { kind: 'static' }>,
  type: Type,
  dst: number,
): number {
  const rep = repOf(type);
  const bytes = g.layouts.sizeof(type);
  if (isSmall(rep)) return loadMemory(g, addressOf(g, place, type, anywhere), 0, type, dst);
  const d = g.into(dst, type);
  if (bytes === 0) return d;
  const ref = g.newRef(place.ref);
  const op = memoryLoads[rep];
  if (op === Op.LD32) g.emit(Op.LDG32, d, ref);
  else if (op === Op.LD64) g.emit(Op.LDG64, d, ref);
  else g.emit(Op.LDGN, d, ref, bytes);
  return d;
}

/** Stores the value in register `src`. */
export function store(g: Gen, place: Place, type: Type, src: number): void {
  switch (place.kind) {
    case 'register':
      move(g, type, place.at, src);
      return;
    case 'frame':
      storeFrame(g, place.byte, type, src);
      return;
    case 'memory':
      storeMemory(g, place.pointer, place.offset, type, src);
      return;
    case 'static':
      storeStatic(g, place, type, src);
      return;
    case 'element':
      storeElement(g, place, type, src);
      return;
    case 'blank':
  }
}

function storeFrame(g: Gen, byte: number, type: Type, src: number): void {
  const rep = repOf(type);
  if (isSmall(rep)) {
    g.emit(rep === Rep.i16 || rep === Rep.u16 ? Op.STL16 : Op.STL8, byte, src);
    return;
  }
  const bytes = g.layouts.sizeof(type);
  if (bytes === 0) return;
  if (byte % 4 === 0 && bytes % 4 === 0) moveWords(g, bytes / 4, byte / 4, src);
  else g.emit(Op.STN, leaOfFrame(g, byte), 0, src, bytes, -1);
}

const memoryStores: Partial<Record<Rep, Op>> = {
  [Rep.bool]: Op.ST8,
  [Rep.i8]: Op.ST8,
  [Rep.u8]: Op.ST8,
  [Rep.i16]: Op.ST16,
  [Rep.u16]: Op.ST16,
  [Rep.i32]: Op.ST32,
  [Rep.u32]: Op.ST32,
  [Rep.f32]: Op.ST32,
  [Rep.i64]: Op.ST64,
  [Rep.u64]: Op.ST64,
  [Rep.f64]: Op.ST64,
  [Rep.c64]: Op.ST64,
  [Rep.pointer]: Op.STP,
};

function storeMemory(g: Gen, pointer: number, offset: number, type: Type, src: number): void {
  const op = memoryStores[repOf(type)];
  const bytes = g.layouts.sizeof(type);
  if (op !== undefined) g.emit(op, pointer, offset, src);
  else if (bytes === 0) g.emit(Op.NILCHK, pointer);
  else g.emit(Op.STN, pointer, offset, src, bytes, g.barrierRef(type));
}

function storeStatic(
  g: Gen,
  place: Extract<Place, { kind: 'static' }>,
  type: Type,
  src: number,
): void {
  const rep = repOf(type);
  if (isSmall(rep)) {
    storeMemory(g, addressOf(g, place, type, anywhere), 0, type, src);
    return;
  }
  const bytes = g.layouts.sizeof(type);
  if (bytes === 0) return;
  const ref = g.newRef(place.ref);
  const op = memoryStores[rep];
  if (op === Op.ST32) g.emit(Op.STG32, ref, src);
  else if (op === Op.ST64) g.emit(Op.STG64, ref, src);
  else if (op === Op.STP) g.emit(Op.STGP, ref, src);
  else g.emit(Op.STGN, ref, src, bytes, g.barrierRef(type));
}

const elementStores: Partial<Record<Op, Op>> = {
  [Op.ST8]: Op.STX8,
  [Op.ST16]: Op.STX16,
  [Op.ST32]: Op.STX32,
  [Op.ST64]: Op.STX64,
  [Op.STP]: Op.STXP,
};

function storeElement(
  g: Gen,
  place: Extract<Place, { kind: 'element' }>,
  type: Type,
  src: number,
): void {
  const memory = memoryStores[repOf(type)];
  const op = memory === undefined ? undefined : elementStores[memory];
  if (op !== undefined) g.emit(op, place.slice, place.index, src);
  else store(g, within(g, place, 0, type), type, src);
}

/** Makes the place hold the zero value. */
export function storeZero(g: Gen, place: Place, type: Type): void {
  const bytes = g.layouts.sizeof(type);
  if (bytes === 0 || place.kind === 'blank') return;
  const rep = repOf(type);
  if (place.kind === 'register') {
    zeroRegister(g, type, place.at);
  } else if (place.kind === 'frame' && byteAligned(place.byte, bytes)) {
    zeroWords(g, place.byte / 4, bytes / 4);
  } else if (rep === Rep.wide && (place.kind !== 'frame' || bytes > 64)) {
    const pointer = addressOf(g, place, type, anywhere);
    g.emit(Op.CLEARMEM, pointer, bytes, g.barrierRef(type));
  } else {
    const zero = g.temp(type);
    zeroRegister(g, type, zero);
    store(g, place, type, zero);
  }
}

function byteAligned(byte: number, bytes: number): boolean {
  return byte % 4 === 0 && bytes % 4 === 0;
}

export function zeroRegister(g: Gen, type: Type, at: number): void {
  const rep = repOf(type);
  const words = rep <= Rep.u32 || rep === Rep.f32 ? 1 : slotBytes(type, g.layouts) / 4;
  zeroWords(g, at, words);
}

function zeroWords(g: Gen, at: number, words: number): void {
  if (words === 1) g.emit(Op.LDC1, at, 0);
  else if (words === 2) g.emit(Op.LDC2, at, 0, 0);
  else if (words > 0) g.emit(Op.ZERON, at, words);
}

/** Register with the address of a place. */
export function addressOf(g: Gen, place: Place, type: Type, dst: number): number {
  if (place.kind === 'memory' && place.offset === 0) {
    if (dst === anywhere) return place.pointer;
    g.emit(Op.MOV2, dst, place.pointer);
    return dst;
  }
  if (place.kind === 'blank') throw new Error('address of nothing');
  const d = dst === anywhere ? g.pointer() : dst;
  switch (place.kind) {
    case 'register':
      g.emit(Op.LEA, d, place.at * 4);
      break;
    case 'frame':
      g.emit(Op.LEA, d, place.byte);
      break;
    case 'memory':
      g.emit(Op.ADDPTR, d, place.pointer, place.offset);
      break;
    case 'static':
      g.emit(Op.LEAG, d, g.newRef(place.ref));
      break;
    case 'element':
      g.emit(Op.IDXADDR, d, place.slice, place.index, g.layouts.sizeof(type));
      break;
  }
  return d;
}

/** A place of its own in the frame for a value of the type, in Go's layout; its word number. */
export function pinned(g: Gen, type: Type): number {
  return g.frame.pin(g.frame.shapeOf(type));
}

/** Words of a type's slots. */
export function wordsOf(g: Gen, type: Type): number {
  return alignUp(g.layouts.sizeof(type), 8) / 4;
}
