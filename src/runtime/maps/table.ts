/**
 * A table of a map: a hash table of up to 1024 slots that serves the keys whose hash begins with
 * certain bits. Follows internal/runtime/maps/table.go of Go 1.26 (the iterator stands in iter.ts).
 *
 * Left out: checkInvariants, which is off in Go as well.
 */
import { Alg, AlgFlag, typehash, typequal } from '../alg';
import { mallocgc } from '../malloc';
import { typedmemclr, typedmemmove } from '../mbarrier';
import type { Off } from '../memory';
import type { Runtime } from '../runtime';
import { keep, setPtr } from '../setptr';
import { installTableSplit, replaceTable } from './directory';
import {
  MapField,
  TableField,
  growthLeft,
  groupsData,
  lengthMask,
  localDepth,
  setTableIndex,
  tableCapacity,
  tableIndex,
  tableUsed,
} from './fields';
import * as group from './group';
import type { MapType } from './group';

export const maxTableCapacity = 1024;

function addUsed(rt: Runtime, t: Off, m: Off, count: number): void {
  rt.mem.u16[(t + TableField.used) >> 1]! += count;
  rt.mem.i32[(m + MapField.used) >> 2]! += count;
  rt.mem.touch(t, 32);
  rt.mem.touch(m, 48);
}

function addGrowthLeft(rt: Runtime, t: Off, count: number): void {
  rt.mem.u16[(t + TableField.growthLeft) >> 1]! += count;
  rt.mem.touch(t, 32);
}

/** Hash of a key in map `m`. */
export function hashOf(rt: Runtime, typ: MapType, m: Off, key: Off): number {
  return typehash(rt, typ.key, key, rt.mem.i32[(m + MapField.seed) >> 2]!);
}

/** Bits of the hash that choose the first group of a probe sequence. */
function h1(hash: number): number {
  return hash >>> 7;
}

function h2(hash: number): number {
  return hash & 0x7f;
}

export function alignUpPow2(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

/** A table for at least `capacity` entries; the caller keeps it. */
export function newTable(
  rt: Runtime,
  typ: MapType,
  capacity: number,
  index: number,
  depth: number,
): Off {
  const t = keep(rt, mallocgc(rt, 32, rt.internal.mapTable, true));
  const slots = alignUpPow2(Math.max(capacity, group.MapGroupSlots));
  const count = slots / group.MapGroupSlots;
  setPtr(rt, t + TableField.groupsData, group.newGroups(rt, typ, count));
  const { mem } = rt;
  mem.u8[t + TableField.localDepth] = depth;
  mem.u16[(t + TableField.capacity) >> 1] = slots;
  mem.u16[(t + TableField.growthLeft) >> 1] = maxGrowthLeft(rt, t);
  mem.i32[(t + TableField.groupsLengthMask) >> 2] = count - 1;
  setTableIndex(rt, t, index);
  const groups = groupsData(rt, t);
  for (let i = 0; i < count; i++) group.setEmpty(rt, groups + i * typ.map.groupSize);
  return t;
}

/** Entries an empty table takes before it grows: at least one slot stays empty to end a search. */
export function maxGrowthLeft(rt: Runtime, t: Off): number {
  const capacity = tableCapacity(rt, t);
  if (capacity <= group.MapGroupSlots) return capacity - 1;
  return (capacity * group.maxAvgGroupLoad) / group.MapGroupSlots;
}

/**
 * The slot of a key among `mask` + 1 groups at `groups`, or -1. The probe sequence goes on by one
 * group more at each step and meets every group once.
 */
export function find(
  rt: Runtime,
  typ: MapType,
  groups: Off,
  mask: number,
  hash: number,
  key: Off,
): Off {
  const low = h2(hash);
  const { groupSize } = typ.map;
  let offset = h1(hash) & mask;
  // HOT
  for (let step = 1; ; step++) {
    const g = groups + offset * groupSize;
    for (let half = 0; half < 8; half += 4) {
      let match = group.matchH2(rt.mem.i32[(g + half) >> 2]!, low);
      while (match !== 0) {
        const slot = group.slotAt(typ, g, half + group.first(match));
        if (typequal(rt, typ.key, key, group.keyOf(rt, typ, slot)) === 1) return slot;
        match &= match - 1;
      }
    }
    if (mask === 0 || group.anyEmpty(rt, g)) return -1;
    offset = (offset + step) & mask;
  }
}

/** Replaces the key of an entry when equal keys may differ in their bytes. */
export function updateKey(rt: Runtime, typ: MapType, slot: Off, key: Off): void {
  if ((rt.alg[typ.key]! & AlgFlag.needKeyUpdate) !== 0)
    typedmemmove(rt, typ.key, group.keyOf(rt, typ, slot), key);
}

/** Whether the compiler chooses one of mapassign's variants for short keys (walk.mapfast). */
function isFast(rt: Runtime, typ: MapType): boolean {
  const alg = rt.alg[typ.key]! & 15;
  const short = alg === Alg.mem32 || alg === Alg.mem64 || alg === Alg.string;
  return short && !typ.map.indirectElem;
}

/**
 * The element of a key, which is added when it is missing; -1 when the table was replaced, so that
 * the map has to look for the table anew.
 */
export function PutSlot(rt: Runtime, typ: MapType, t: Off, m: Off, hash: number, key: Off): Off {
  const mask = lengthMask(rt, t);
  const groups = groupsData(rt, t);
  const found = find(rt, typ, groups, mask, hash, key);
  if (found >= 0) {
    updateKey(rt, typ, found, key);
    return group.elemOf(rt, typ, found);
  }
  // The search ended at a group with an empty slot. A deleted slot on the way there is used first.
  let g: Off;
  let slot: number;
  let offset = h1(hash) & mask;
  for (let step = 1; ; step++) {
    g = groups + offset * typ.map.groupSize;
    slot = group.firstEmptyOrDeleted(rt, g);
    if (slot >= 0) break;
    offset = (offset + step) & mask;
  }
  const reuse = rt.mem.u8[g + slot] === group.ctrlDeleted;
  if (!reuse) {
    // The variants of mapassign for short keys drop tombstones first, the general one does not.
    if (growthLeft(rt, t) === 0 && isFast(rt, typ)) pruneTombstones(rt, typ, t, m);
    if (growthLeft(rt, t) === 0) {
      rehash(rt, typ, t, m);
      return -1;
    }
    addGrowthLeft(rt, t, -1);
  }
  const elem = group.fillSlot(rt, typ, group.slotAt(typ, g, slot), key);
  group.setCtrl(rt, g, slot, h2(hash));
  addUsed(rt, t, m, 1);
  return elem;
}

/** Adds an entry that is known to be missing to a table without deleted slots. */
export function uncheckedPutSlot(
  rt: Runtime,
  typ: MapType,
  t: Off,
  hash: number,
  key: Off,
  elem: Off,
): void {
  const mask = lengthMask(rt, t);
  const groups = groupsData(rt, t);
  let offset = h1(hash) & mask;
  for (let step = 1; ; step++) {
    const g = groups + offset * typ.map.groupSize;
    const slot = group.firstEmptyOrDeleted(rt, g);
    if (slot >= 0) {
      group.moveSlot(rt, typ, group.slotAt(typ, g, slot), key, elem);
      group.setCtrl(rt, g, slot, h2(hash));
      addGrowthLeft(rt, t, -1);
      rt.mem.u16[(t + TableField.used) >> 1]! += 1;
      return;
    }
    offset = (offset + step) & mask;
  }
}

/** Removes a key. True when it left a tombstone. */
export function Delete(rt: Runtime, typ: MapType, t: Off, m: Off, hash: number, key: Off): boolean {
  const groups = groupsData(rt, t);
  const slot = find(rt, typ, groups, lengthMask(rt, t), hash, key);
  if (slot < 0) return false;
  addUsed(rt, t, m, -1);
  group.clearSlot(rt, typ, slot);
  const { groupSize, slotSize } = typ.map;
  const g = slot - ((slot - groups) % groupSize);
  const i = (slot - g - 8) / slotSize;
  // A search may have passed a full group, and must go on doing so.
  const tombstone = !group.anyEmpty(rt, g);
  group.setCtrl(rt, g, i, tombstone ? group.ctrlDeleted : group.ctrlEmpty);
  if (!tombstone) addGrowthLeft(rt, t, 1);
  return tombstone;
}

function tombstones(rt: Runtime, t: Off): number {
  const load = (tableCapacity(rt, t) * group.maxAvgGroupLoad) / group.MapGroupSlots;
  return load - tableUsed(rt, t) - growthLeft(rt, t);
}

/** Marks in `needed` the groups whose tombstones a search for some entry walks past. */
function markNeeded(rt: Runtime, typ: MapType, t: Off, m: Off, needed: Uint8Array): void {
  const mask = lengthMask(rt, t);
  const groups = groupsData(rt, t);
  const { groupSize } = typ.map;
  for (let i = 0; i <= mask; i++) {
    const g = groups + i * groupSize;
    for (let j = 0; j < group.MapGroupSlots; j++) {
      if (!group.isFull(rt, g, j)) continue;
      const key = group.keyOf(rt, typ, group.slotAt(typ, g, j));
      // Keys that do not equal themselves are never searched for.
      if (typequal(rt, typ.key, key, key) !== 1) continue;
      let offset = h1(hashOf(rt, typ, m, key)) & mask;
      for (let step = 1; offset !== i; step++) {
        if (group.firstEmptyOrDeleted(rt, groups + offset * groupSize) >= 0) needed[offset] = 1;
        offset = (offset + step) & mask;
      }
    }
    if (group.anyEmpty(rt, g)) needed[i] = 1;
  }
}

/** Turns tombstones that nobody needs into empty slots, when they are a tenth of the table. */
function pruneTombstones(rt: Runtime, typ: MapType, t: Off, m: Off): void {
  const capacity = tableCapacity(rt, t);
  if (tombstones(rt, t) * 10 < capacity) return;
  const needed = new Uint8Array(lengthMask(rt, t) + 1);
  markNeeded(rt, typ, t, m, needed);
  const groups = groupsData(rt, t);
  const { groupSize } = typ.map;
  let count = 0;
  for (let i = 0; i < needed.length; i++)
    if (needed[i] === 0) count += group.countEmptyOrDeleted(rt, groups + i * groupSize);
  if (count * 10 < capacity) return;
  for (let i = 0; i < needed.length; i++) {
    if (needed[i] !== 0) continue;
    const g = groups + i * groupSize;
    for (let j = 0; j < group.MapGroupSlots; j++) {
      if (group.isFull(rt, g, j)) continue;
      group.setCtrl(rt, g, j, group.ctrlEmpty);
      addGrowthLeft(rt, t, 1);
    }
  }
}

/** Removes all entries; the groups stay. */
export function Clear(rt: Runtime, typ: MapType, t: Off): void {
  const limit = maxGrowthLeft(rt, t);
  if (tableUsed(rt, t) === 0 && growthLeft(rt, t) === limit) return;
  const mask = lengthMask(rt, t);
  const groups = groupsData(rt, t);
  // Groups without entries need no clearing; Go asks only when the answer is likely to save work.
  const fullTest = tableUsed(rt, t) * 4 <= mask || typ.map.slotSize > 32;
  for (let i = 0; i <= mask; i++) {
    const g = groups + i * typ.map.groupSize;
    if (!fullTest || group.anyFull(rt, g)) typedmemclr(rt, typ.map.group, g);
    group.setEmpty(rt, g);
  }
  rt.mem.u16[(t + TableField.used) >> 1] = 0;
  rt.mem.u16[(t + TableField.growthLeft) >> 1] = limit;
  rt.mem.touch(t, 32);
}

/** Replaces a table that is full by a bigger one, or by two. */
function rehash(rt: Runtime, typ: MapType, t: Off, m: Off): void {
  const before = rt.kept.length;
  const capacity = 2 * tableCapacity(rt, t);
  if (capacity <= maxTableCapacity) grow(rt, typ, t, m, capacity);
  else split(rt, typ, t, m);
  rt.kept.length = before;
}

function grow(rt: Runtime, typ: MapType, t: Off, m: Off, capacity: number): void {
  const bigger = newTable(rt, typ, capacity, tableIndex(rt, t), localDepth(rt, t));
  moveEntries(rt, typ, t, m, 0, bigger, bigger);
  replaceTable(rt, m, bigger);
  setTableIndex(rt, t, -1);
}

function split(rt: Runtime, typ: MapType, t: Off, m: Off): void {
  const depth = localDepth(rt, t) + 1;
  const left = newTable(rt, typ, maxTableCapacity, -1, depth);
  const right = newTable(rt, typ, maxTableCapacity, -1, depth);
  // The topmost bit of the hash that the table did not serve to choose yet.
  moveEntries(rt, typ, t, m, 1 << (32 - depth), left, right);
  installTableSplit(rt, m, t, left, right);
  setTableIndex(rt, t, -1);
}

/** Puts each entry of `t` into `left`, or into `right` when its hash has the bit. */
function moveEntries(
  rt: Runtime,
  typ: MapType,
  t: Off,
  m: Off,
  bit: number,
  left: Off,
  right: Off,
): void {
  const mask = lengthMask(rt, t);
  const groups = groupsData(rt, t);
  for (let i = 0; i <= mask; i++) {
    const g = groups + i * typ.map.groupSize;
    for (let j = 0; j < group.MapGroupSlots; j++) {
      if (!group.isFull(rt, g, j)) continue;
      const slot = group.slotAt(typ, g, j);
      const key = group.keyOf(rt, typ, slot);
      const hash = hashOf(rt, typ, m, key);
      const to = (hash & bit) === 0 ? left : right;
      uncheckedPutSlot(rt, typ, to, hash, key, group.elemOf(rt, typ, slot));
    }
  }
}

/** A copy of a table, entries and all. */
export function clone(rt: Runtime, typ: MapType, t: Off): Off {
  const copy = keep(rt, mallocgc(rt, 32, rt.internal.mapTable, true));
  const mask = lengthMask(rt, t);
  const to = group.newGroups(rt, typ, mask + 1);
  rt.mem.copy(copy, t, 32);
  setPtr(rt, copy + TableField.groupsData, to);
  const from = groupsData(rt, t);
  for (let i = 0; i <= mask; i++)
    group.cloneGroup(rt, typ, to + i * typ.map.groupSize, from + i * typ.map.groupSize);
  return copy;
}
