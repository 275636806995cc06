/**
 * Where maps and tables keep what they know. Follows the structs of internal/runtime/maps/map.go
 * and table.go of Go 1.26; the objects are bytes of the simulated memory.
 */
import type { Off } from '../memory';
import type { Runtime } from '../runtime';

/** Byte offsets of the fields of maps.Map. */
export const enum MapField {
  used = 0,
  seed = 8,
  dirPtr = 16,
  dirLen = 24,
  globalDepth = 32,
  globalShift = 33,
  tombstonePossible = 35,
  clearSeq = 40,
}

/** Byte offsets of the fields of maps.table: three uint16, a uint8, an int, groupsReference. */
export const enum TableField {
  used = 0,
  capacity = 2,
  growthLeft = 4,
  localDepth = 6,
  index = 8,
  groupsData = 16,
  groupsLengthMask = 24,
}

export function tableUsed(rt: Runtime, t: Off): number {
  return rt.mem.u16[(t + TableField.used) >> 1]!;
}

export function tableCapacity(rt: Runtime, t: Off): number {
  return rt.mem.u16[(t + TableField.capacity) >> 1]!;
}

export function growthLeft(rt: Runtime, t: Off): number {
  return rt.mem.u16[(t + TableField.growthLeft) >> 1]!;
}

export function localDepth(rt: Runtime, t: Off): number {
  return rt.mem.u8[t + TableField.localDepth]!;
}

/** Index of the first directory entry that leads to the table, -1 when it is stale. */
export function tableIndex(rt: Runtime, t: Off): number {
  return rt.mem.i32[(t + TableField.index) >> 2]!;
}

export function groupsData(rt: Runtime, t: Off): Off {
  return rt.mem.loadPtr(t + TableField.groupsData);
}

/** Number of groups less one; the number is a power of two. */
export function lengthMask(rt: Runtime, t: Off): number {
  return rt.mem.i32[(t + TableField.groupsLengthMask) >> 2]!;
}

export function setTableIndex(rt: Runtime, t: Off, index: number): void {
  const { i32 } = rt.mem;
  i32[(t + TableField.index) >> 2] = index;
  i32[(t + TableField.index + 4) >> 2] = index >> 31;
  rt.mem.touch(t, 32);
}
