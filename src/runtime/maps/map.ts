/**
 * Maps as compiled code sees them. Follows internal/runtime/maps/map.go and runtime.go of Go 1.26.
 *
 * A map of up to eight entries is one group; a bigger one is a directory of tables.
 *
 * Left out: the flag that detects concurrent writes, since no goroutine runs while another one is
 * in here; the variants for 32-bit, 64-bit and string keys, which differ in speed (and in one
 * point, see table.ts).
 */
import { AlgFlag, unhashable } from '../alg';
import { Fault, fault } from '../fault';
import { mallocgc } from '../malloc';
import { typedmemclr } from '../mbarrier';
import type { Off } from '../memory';
import { rand } from '../rand';
import type { Runtime } from '../runtime';
import { keep, setPtr } from '../setptr';
import { directoryAt } from './directory';
import { MapField, groupsData, lengthMask } from './fields';
import * as group from './group';
import type { MapType } from './group';
import * as table from './table';

export function mapType(rt: Runtime, typ: number): MapType {
  return rt.types[typ] as MapType;
}

export function used(rt: Runtime, m: Off): number {
  return m === 0 ? 0 : rt.mem.i32[(m + MapField.used) >> 2]!;
}

export function dirLen(rt: Runtime, m: Off): number {
  return rt.mem.i32[(m + MapField.dirLen) >> 2]!;
}

function setUsed(rt: Runtime, m: Off, count: number): void {
  rt.mem.i32[(m + MapField.used) >> 2] = count;
  rt.mem.touch(m, 48);
}

/** A new seed: when the map is made and each time it becomes empty. */
function setSeed(rt: Runtime, m: Off): void {
  const { i32 } = rt.mem;
  i32[(m + MapField.seed) >> 2] = rand(rt);
  i32[(m + MapField.seed + 4) >> 2] = rand(rt);
  rt.mem.touch(m, 48);
}

function setDirectory(rt: Runtime, m: Off, directory: Off, depth: number): void {
  setPtr(rt, m + MapField.dirPtr, directory);
  rt.mem.i32[(m + MapField.dirLen) >> 2] = 1 << depth;
  rt.mem.u8[m + MapField.globalDepth] = depth;
  rt.mem.u8[m + MapField.globalShift] = 64 - depth;
  rt.mem.touch(m, 48);
}

/**
 * A map for `hint` entries; in the 48 bytes at `m` when that is not 0. These are zero but for a
 * pointer to an empty group, if the compiler found room for one.
 */
export function NewMap(rt: Runtime, typ: MapType, hint: number, m: Off): Off {
  const before = rt.kept.length;
  if (m === 0) m = keep(rt, mallocgc(rt, 48, rt.internal.mapHeader, true));
  setSeed(rt, m);
  // Hints that no machine can serve give a map that grows as it goes.
  const targetCapacity = Math.floor((hint * group.MapGroupSlots) / group.maxAvgGroupLoad);
  const tables = table.alignUpPow2(Math.ceil(targetCapacity / table.maxTableCapacity));
  const bytes = tables * table.maxTableCapacity * typ.map.groupSize;
  if (hint > group.MapGroupSlots && bytes <= maxAlloc) {
    const directory = keep(rt, mallocgc(rt, 8 * tables, rt.internal.pointer, true));
    const depth = Math.log2(tables);
    for (let i = 0; i < tables; i++) {
      const inner = rt.kept.length;
      setPtr(
        rt,
        directory + 8 * i,
        table.newTable(rt, typ, Math.floor(targetCapacity / tables), i, depth),
      );
      rt.kept.length = inner;
    }
    setDirectory(rt, m, directory, depth);
  }
  rt.kept.length = before;
  return m;
}

/** What Go allocates at most (runtime.maxAlloc). */
const maxAlloc = 2 ** 48;

/** The table that serves a hash. */
function tableOf(rt: Runtime, m: Off, hash: number): Off {
  const depth = rt.mem.u8[m + MapField.globalDepth]!;
  return directoryAt(rt, m, depth === 0 ? 0 : hash >>> (32 - depth));
}

/** The fault of a key that cannot be hashed, or 0. */
function keyFault(rt: Runtime, typ: MapType, kind: Fault, key: Off): number {
  if ((rt.alg[typ.key]! & AlgFlag.hashMightPanic) === 0) return 0;
  const bad = unhashable(rt, typ.key, key);
  return bad < 0 ? 0 : fault(kind, bad);
}

/** The slot of a key, 0 when it is missing, or a fault. */
export function getSlot(rt: Runtime, typ: MapType, m: Off, key: Off): Off {
  if (used(rt, m) === 0) return keyFault(rt, typ, Fault.unhashableKey, key);
  const bad = keyFault(rt, typ, Fault.unhashable, key);
  if (bad !== 0) return bad;
  const hash = table.hashOf(rt, typ, m, key);
  let groups: Off;
  let mask = 0;
  if (dirLen(rt, m) === 0) {
    groups = rt.mem.loadPtr(m + MapField.dirPtr);
  } else {
    const t = tableOf(rt, m, hash);
    groups = groupsData(rt, t);
    mask = lengthMask(rt, t);
  }
  const slot = table.find(rt, typ, groups, mask, hash, key);
  return slot < 0 ? 0 : slot;
}

/** Where to put the element of a key, which is added when it is missing; or a fault. */
export function PutSlot(rt: Runtime, typ: MapType, m: Off, key: Off): Off {
  if (m === 0) return fault(Fault.nilMap);
  const bad = keyFault(rt, typ, Fault.unhashable, key);
  if (bad !== 0) return bad;
  const hash = table.hashOf(rt, typ, m, key);
  if (rt.mem.loadPtr(m + MapField.dirPtr) === 0) growToSmall(rt, typ, m);
  if (dirLen(rt, m) === 0) {
    if (used(rt, m) < group.MapGroupSlots) return putSlotSmall(rt, typ, m, hash, key);
    growToTable(rt, typ, m);
  }
  for (;;) {
    const elem = table.PutSlot(rt, typ, tableOf(rt, m, hash), m, hash, key);
    if (elem >= 0) return elem;
  }
}

function putSlotSmall(rt: Runtime, typ: MapType, m: Off, hash: number, key: Off): Off {
  const g = rt.mem.loadPtr(m + MapField.dirPtr);
  const found = table.find(rt, typ, g, 0, hash, key);
  if (found >= 0) {
    table.updateKey(rt, typ, found, key);
    return group.elemOf(rt, typ, found);
  }
  const i = group.firstEmptyOrDeleted(rt, g);
  const elem = group.fillSlot(rt, typ, group.slotAt(typ, g, i), key);
  group.setCtrl(rt, g, i, hash & 0x7f);
  setUsed(rt, m, used(rt, m) + 1);
  return elem;
}

function growToSmall(rt: Runtime, typ: MapType, m: Off): void {
  const g = group.newGroups(rt, typ, 1);
  setPtr(rt, m + MapField.dirPtr, g);
  group.setEmpty(rt, g);
}

function growToTable(rt: Runtime, typ: MapType, m: Off): void {
  const before = rt.kept.length;
  const t = table.newTable(rt, typ, 2 * group.MapGroupSlots, 0, 0);
  const g = rt.mem.loadPtr(m + MapField.dirPtr);
  for (let i = 0; i < group.MapGroupSlots; i++) {
    if (!group.isFull(rt, g, i)) continue;
    const slot = group.slotAt(typ, g, i);
    const key = group.keyOf(rt, typ, slot);
    const hash = table.hashOf(rt, typ, m, key);
    table.uncheckedPutSlot(rt, typ, t, hash, key, group.elemOf(rt, typ, slot));
  }
  const directory = mallocgc(rt, 8, rt.internal.pointer, true);
  setPtr(rt, directory, t);
  setDirectory(rt, m, directory, 0);
  rt.kept.length = before;
}

/** Removes a key if it is there: 0 or a fault. */
export function Delete(rt: Runtime, typ: MapType, m: Off, key: Off): number {
  if (used(rt, m) === 0) return keyFault(rt, typ, Fault.unhashableKey, key);
  const bad = keyFault(rt, typ, Fault.unhashable, key);
  if (bad !== 0) return bad;
  const hash = table.hashOf(rt, typ, m, key);
  if (dirLen(rt, m) === 0) {
    deleteSmall(rt, typ, m, hash, key);
  } else if (table.Delete(rt, typ, tableOf(rt, m, hash), m, hash, key)) {
    rt.mem.u8[m + MapField.tombstonePossible] = 1;
  }
  if (used(rt, m) === 0) setSeed(rt, m);
  return 0;
}

function deleteSmall(rt: Runtime, typ: MapType, m: Off, hash: number, key: Off): void {
  const g = rt.mem.loadPtr(m + MapField.dirPtr);
  const slot = table.find(rt, typ, g, 0, hash, key);
  if (slot < 0) return;
  setUsed(rt, m, used(rt, m) - 1);
  group.clearSlot(rt, typ, slot);
  group.setCtrl(rt, g, (slot - g - 8) / typ.map.slotSize, group.ctrlEmpty);
}

/** Removes all entries; tables stay. */
export function Clear(rt: Runtime, typ: MapType, m: Off): void {
  if (m === 0) return;
  const { mem } = rt;
  if (used(rt, m) === 0 && mem.u8[m + MapField.tombstonePossible] === 0) return;
  const length = dirLen(rt, m);
  if (length === 0) {
    const g = mem.loadPtr(m + MapField.dirPtr);
    typedmemclr(rt, typ.map.group, g);
    group.setEmpty(rt, g);
  } else {
    let last = 0;
    for (let i = 0; i < length; i++) {
      const t = directoryAt(rt, m, i);
      if (t !== last) table.Clear(rt, typ, t);
      last = t;
    }
    mem.u8[m + MapField.tombstonePossible] = 0;
  }
  setUsed(rt, m, 0);
  mem.i32[(m + MapField.clearSeq) >> 2]! += 1;
  setSeed(rt, m);
}

/** A copy of a map that is not nil. */
export function Clone(rt: Runtime, typ: MapType, m: Off): Off {
  const before = rt.kept.length;
  const copy = keep(rt, mallocgc(rt, 48, rt.internal.mapHeader, true));
  const length = dirLen(rt, m);
  const old = rt.mem.loadPtr(m + MapField.dirPtr);
  let directory = 0;
  if (length > 0) {
    directory = keep(rt, mallocgc(rt, 8 * length, rt.internal.pointer, true));
    for (let i = 0; i < length; i++) {
      const t = directoryAt(rt, m, i);
      const again = i > 0 && t === directoryAt(rt, m, i - 1);
      const to = again ? rt.mem.loadPtr(directory + 8 * (i - 1)) : table.clone(rt, typ, t);
      setPtr(rt, directory + 8 * i, to);
    }
  } else if (old !== 0) {
    directory = keep(rt, group.newGroups(rt, typ, 1));
    group.cloneGroup(rt, typ, directory, old);
  }
  rt.mem.copy(copy, m, 48);
  setPtr(rt, copy + MapField.dirPtr, directory);
  rt.kept.length = before;
  return copy;
}
