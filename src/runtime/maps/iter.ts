/**
 * Iteration over a map that may change meanwhile. Follows Iter of internal/runtime/maps/table.go of
 * Go 1.26.
 *
 * An iterator walks the tables of the directory and their slots from a random place on. It holds on
 * to the table it is in: when that one is replaced, the old one still says which keys come, and the
 * new ones say what became of them.
 */
import { typequal } from '../alg';
import type { Off } from '../memory';
import { rand } from '../rand';
import type { Runtime } from '../runtime';
import { setPtr } from '../setptr';
import { directoryAt } from './directory';
import { MapField, groupsData, localDepth, tableCapacity, tableIndex } from './fields';
import * as group from './group';
import type { MapType } from './group';
import { dirLen, getSlot, used } from './map';

/** Byte offsets of the fields of maps.Iter; 96 bytes. Of 64-bit numbers the low words suffice. */
const enum IterField {
  key = 0,
  elem = 8,
  typ = 16,
  m = 24,
  entryOffset = 32,
  dirOffset = 40,
  clearSeq = 48,
  globalDepth = 56,
  dirIdx = 64,
  tab = 72,
  group = 80,
  entryIdx = 88,
}

/** Prepares the iterator at `it` for the map at `m`. */
export function Init(rt: Runtime, typ: MapType, m: Off, it: Off): void {
  const { mem } = rt;
  mem.zero(it, 96);
  setPtr(rt, it + IterField.typ, rt.statics.typesStart + 64 * typ.id);
  if (used(rt, m) === 0) return;
  setPtr(rt, it + IterField.m, m);
  // Afterwards: a write barrier may flush its buffer, and marking grow the heap for its own.
  const { i32, u8 } = mem;
  i32[(it + IterField.entryOffset) >> 2] = rand(rt);
  i32[(it + IterField.dirOffset) >> 2] = rand(rt);
  i32[(it + IterField.clearSeq) >> 2] = i32[(m + MapField.clearSeq) >> 2]!;
  u8[it + IterField.globalDepth] = u8[m + MapField.globalDepth]!;
  if (dirLen(rt, m) === 0) {
    i32[(it + IterField.dirIdx) >> 2] = -1;
    setPtr(rt, it + IterField.group, mem.loadPtr(m + MapField.dirPtr));
  }
}

/** Lets the iterator show the entry of a slot. */
function show(rt: Runtime, typ: MapType, it: Off, key: Off, slot: Off): true {
  setPtr(rt, it + IterField.key, key);
  setPtr(rt, it + IterField.elem, group.elemOf(rt, typ, slot));
  return true;
}

function end(rt: Runtime, it: Off): false {
  setPtr(rt, it + IterField.key, 0);
  setPtr(rt, it + IterField.elem, 0);
  return false;
}

/**
 * Shows the present state of an entry of an old group or table; false when it is gone. A key that
 * does not equal itself is not found any more, but only clearing the map removes it.
 */
function showGrown(rt: Runtime, typ: MapType, it: Off, m: Off, slot: Off): boolean {
  const key = group.keyOf(rt, typ, slot);
  const found = getSlot(rt, typ, m, key);
  if (found > 0) return show(rt, typ, it, group.keyOf(rt, typ, found), found);
  const { i32 } = rt.mem;
  const cleared = i32[(it + IterField.clearSeq) >> 2] !== i32[(m + MapField.clearSeq) >> 2];
  if (cleared || typequal(rt, typ.key, key, key) === 1) return false;
  return show(rt, typ, it, key, slot);
}

/** Goes to the next entry; false at the end. */
export function Next(rt: Runtime, typ: MapType, it: Off): boolean {
  const m = rt.mem.loadPtr(it + IterField.m);
  if (m === 0) return end(rt, it);
  rt.mem.touch(it, 96);
  if (rt.mem.i32[(it + IterField.dirIdx) >> 2]! < 0) return nextSmall(rt, typ, it, m);
  adjustDepth(rt, it, m);
  while (rt.mem.i32[(it + IterField.dirIdx) >> 2]! < dirLen(rt, m)) {
    let tab = rt.mem.loadPtr(it + IterField.tab);
    if (tab === 0) {
      tab = resolveTable(rt, it, m);
      setPtr(rt, it + IterField.tab, tab);
    }
    if (nextInTable(rt, typ, it, m, tab)) return true;
    nextDirIdx(rt, it, m, tab);
  }
  return end(rt, it);
}

/** The map was one group when the iteration began. */
function nextSmall(rt: Runtime, typ: MapType, it: Off, m: Off): boolean {
  let { i32 } = rt.mem;
  const index = (it + IterField.entryIdx) >> 2;
  const g = rt.mem.loadPtr(it + IterField.group);
  const offset = i32[(it + IterField.entryOffset) >> 2]!;
  const grown = dirLen(rt, m) > 0;
  while (i32[index]! < group.MapGroupSlots) {
    const i = (i32[index]! + offset) & (group.MapGroupSlots - 1);
    i32[index]! += 1;
    if (!group.isFull(rt, g, i)) continue;
    const slot = group.slotAt(typ, g, i);
    if (!grown) return show(rt, typ, it, group.keyOf(rt, typ, slot), slot);
    if (showGrown(rt, typ, it, m, slot)) return true;
    i32 = rt.mem.i32;
  }
  return end(rt, it);
}

/** Follows a directory that has grown: all indices double each time. */
function adjustDepth(rt: Runtime, it: Off, m: Off): void {
  const { i32, u8 } = rt.mem;
  const orders = u8[m + MapField.globalDepth]! - u8[it + IterField.globalDepth]!;
  if (orders === 0) return;
  i32[(it + IterField.dirIdx) >> 2]! <<= orders;
  i32[(it + IterField.dirOffset) >> 2]! <<= orders;
  u8[it + IterField.globalDepth] = u8[m + MapField.globalDepth]!;
}

/**
 * The table at the present index. The first index is random and may lead into the middle of a run
 * of entries of one table: the offset then moves to the beginning of the run.
 */
function resolveTable(rt: Runtime, it: Off, m: Off): Off {
  const { i32 } = rt.mem;
  const offset = (it + IterField.dirOffset) >> 2;
  const dirIdx = (i32[(it + IterField.dirIdx) >> 2]! + i32[offset]!) & (dirLen(rt, m) - 1);
  const tab = directoryAt(rt, m, dirIdx);
  i32[offset]! -= dirIdx - tableIndex(rt, tab);
  return tab;
}

function nextInTable(rt: Runtime, typ: MapType, it: Off, m: Off, tab: Off): boolean {
  let { i32 } = rt.mem;
  const index = (it + IterField.entryIdx) >> 2;
  const offset = i32[(it + IterField.entryOffset) >> 2]!;
  const entryMask = tableCapacity(rt, tab) - 1;
  const groups = groupsData(rt, tab);
  const grown = tableIndex(rt, tab) === -1;
  while (i32[index]! <= entryMask) {
    const entry = (i32[index]! + offset) & entryMask;
    const i = entry & (group.MapGroupSlots - 1);
    const g = groups + (entry >> 3) * typ.map.groupSize;
    setPtr(rt, it + IterField.group, g);
    i32 = rt.mem.i32;
    if (i === 0 && !group.anyFull(rt, g)) {
      i32[index]! += group.MapGroupSlots;
      continue;
    }
    i32[index]! += 1;
    if (!group.isFull(rt, g, i)) continue;
    const slot = group.slotAt(typ, g, i);
    if (!grown) return show(rt, typ, it, group.keyOf(rt, typ, slot), slot);
    if (showGrown(rt, typ, it, m, slot)) return true;
  }
  return false;
}

/**
 * Goes behind all entries of the directory that belong to the table, also when it was split
 * meanwhile: what it held has been shown.
 */
function nextDirIdx(rt: Runtime, it: Off, m: Off, tab: Off): void {
  const entries = 1 << (rt.mem.u8[m + MapField.globalDepth]! - localDepth(rt, tab));
  const { i32 } = rt.mem;
  i32[(it + IterField.dirIdx) >> 2]! += entries;
  i32[(it + IterField.entryIdx) >> 2] = 0;
  setPtr(rt, it + IterField.tab, 0);
  setPtr(rt, it + IterField.group, 0);
}
