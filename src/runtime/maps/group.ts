/**
 * Groups of eight slots and their control words. Follows internal/runtime/maps/group.go and
 * internal/abi/map.go of Go 1.26.
 *
 * A group is a control word of eight bytes, one per slot, then the slots. Bit sets over the control
 * bytes are handled as two 32-bit halves: bit 7 of a byte stands for its slot.
 */
import { ctz32, popcount32 } from '../../base/bits';
import type { Off } from '../memory';
import type { Runtime } from '../runtime';
import type { TypeDesc } from '../type';
import { newarray, newobject } from '../malloc';
import { typedmemclr, typedmemmove } from '../mbarrier';
import { setPtr } from '../setptr';

/** A map type. */
export type MapType = TypeDesc & { readonly map: NonNullable<TypeDesc['map']> };

export const MapGroupSlots = 8;
/** Slots of a table per group that are filled before it grows. */
export const maxAvgGroupLoad = 7;

/** Control bytes that are not the low 7 bits of a hash. */
export const ctrlEmpty = 0x80;
export const ctrlDeleted = 0xfe;

const bitsetLSB = 0x01010101;
const bitsetMSB = 0x80808080 | 0;
const wordEmpty = 0x80808080 | 0;

/** Slots of half a control word whose hash has the low bits `h2`; seldom one too many. */
export function matchH2(half: number, h2: number): number {
  const v = half ^ Math.imul(bitsetLSB, h2);
  return (v - bitsetLSB) & ~v & bitsetMSB;
}

function matchEmpty(half: number): number {
  return half & ~(half << 6) & bitsetMSB;
}

function matchEmptyOrDeleted(half: number): number {
  return half & bitsetMSB;
}

function matchFull(half: number): number {
  return ~half & bitsetMSB;
}

/** First slot of a bit set over half a group. */
export function first(match: number): number {
  return ctz32(match) >> 3;
}

/** Whether a slot of the group is empty: the end of a probe sequence. */
export function anyEmpty(rt: Runtime, group: Off): boolean {
  const { i32 } = rt.mem;
  return (matchEmpty(i32[group >> 2]!) | matchEmpty(i32[(group >> 2) + 1]!)) !== 0;
}

export function anyFull(rt: Runtime, group: Off): boolean {
  const { i32 } = rt.mem;
  return (matchFull(i32[group >> 2]!) | matchFull(i32[(group >> 2) + 1]!)) !== 0;
}

/** First slot that is empty or deleted, or -1. */
export function firstEmptyOrDeleted(rt: Runtime, group: Off): number {
  const { i32 } = rt.mem;
  const low = matchEmptyOrDeleted(i32[group >> 2]!);
  if (low !== 0) return first(low);
  const high = matchEmptyOrDeleted(i32[(group >> 2) + 1]!);
  return high !== 0 ? 4 + first(high) : -1;
}

/** Number of slots that are empty or deleted. */
export function countEmptyOrDeleted(rt: Runtime, group: Off): number {
  const { i32 } = rt.mem;
  return (
    popcount32(matchEmptyOrDeleted(i32[group >> 2]!)) +
    popcount32(matchEmptyOrDeleted(i32[(group >> 2) + 1]!))
  );
}

/** Whether slot `i` holds an entry. */
export function isFull(rt: Runtime, group: Off, i: number): boolean {
  return (rt.mem.u8[group + i]! & ctrlEmpty) === 0;
}

export function setCtrl(rt: Runtime, group: Off, i: number, ctrl: number): void {
  rt.mem.u8[group + i] = ctrl;
  rt.mem.touch(group, 1);
}

/** Marks all slots as empty. */
export function setEmpty(rt: Runtime, group: Off): void {
  const { i32 } = rt.mem;
  i32[group >> 2] = wordEmpty;
  i32[(group >> 2) + 1] = wordEmpty;
  rt.mem.touch(group, 8);
}

/** Where slot `i` of a group stands, which is where its key stands. */
export function slotAt(typ: MapType, group: Off, i: number): Off {
  return group + 8 + i * typ.map.slotSize;
}

/** The key of a slot, wherever it is kept. */
export function keyOf(rt: Runtime, typ: MapType, slot: Off): Off {
  return typ.map.indirectKey ? rt.mem.loadPtr(slot) : slot;
}

/** The element of a slot, wherever it is kept. */
export function elemOf(rt: Runtime, typ: MapType, slot: Off): Off {
  const at = slot + typ.map.elemOff;
  return typ.map.indirectElem ? rt.mem.loadPtr(at) : at;
}

/** Puts a new key into a slot and makes room for its element, whose place it returns. */
export function fillSlot(rt: Runtime, typ: MapType, slot: Off, key: Off): Off {
  let slotKey = slot;
  if (typ.map.indirectKey) {
    slotKey = newobject(rt, typ.key);
    setPtr(rt, slot, slotKey);
  }
  typedmemmove(rt, typ.key, slotKey, key);
  const at = slot + typ.map.elemOff;
  if (!typ.map.indirectElem) return at;
  const elem = newobject(rt, typ.elem);
  setPtr(rt, at, elem);
  return elem;
}

/** Moves an entry of an old table into a slot. What is kept behind pointers stays where it is. */
export function moveSlot(rt: Runtime, typ: MapType, slot: Off, key: Off, elem: Off): void {
  const { elemOff, indirectKey, indirectElem } = typ.map;
  if (indirectKey) setPtr(rt, slot, key);
  else typedmemmove(rt, typ.key, slot, key);
  if (indirectElem) setPtr(rt, slot + elemOff, elem);
  else typedmemmove(rt, typ.elem, slot + elemOff, elem);
}

/**
 * Drops the entry of a slot. An element is cleared even without pointers: compound assignments
 * count on finding zero there.
 */
export function clearSlot(rt: Runtime, typ: MapType, slot: Off): void {
  const { elemOff, indirectKey, indirectElem } = typ.map;
  if (indirectKey) setPtr(rt, slot, 0);
  else if (rt.types[typ.key]!.ptrdata > 0) typedmemclr(rt, typ.key, slot);
  if (indirectElem) setPtr(rt, slot + elemOff, 0);
  else typedmemclr(rt, typ.elem, slot + elemOff);
}

/** An array of groups, not yet marked as empty. */
export function newGroups(rt: Runtime, typ: MapType, length: number): Off {
  return newarray(rt, typ.map.group, length);
}

/** Copies a group, and deeply what it keeps behind pointers. */
export function cloneGroup(rt: Runtime, typ: MapType, to: Off, from: Off): void {
  typedmemmove(rt, typ.map.group, to, from);
  const { elemOff, indirectKey, indirectElem } = typ.map;
  for (let i = 0; i < MapGroupSlots; i++) {
    const slot = slotAt(typ, from, i) - from;
    if (indirectKey) cloneObject(rt, typ.key, to + slot, from + slot);
    if (indirectElem) cloneObject(rt, typ.elem, to + slot + elemOff, from + slot + elemOff);
  }
}

function cloneObject(rt: Runtime, typ: number, to: Off, from: Off): void {
  const old = rt.mem.loadPtr(from);
  if (old === 0) return;
  const copy = newobject(rt, typ);
  typedmemmove(rt, typ, copy, old);
  setPtr(rt, to, copy);
}
