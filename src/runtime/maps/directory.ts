/**
 * The directory of a map: which table serves which first bits of the hash. Follows
 * internal/runtime/maps/map.go of Go 1.26.
 */
import { mallocgc } from '../malloc';
import type { Off } from '../memory';
import type { Runtime } from '../runtime';
import { setPtr } from '../setptr';
import { MapField, localDepth, setTableIndex, tableIndex } from './fields';

/** Table that entry `i` of the directory leads to. */
export function directoryAt(rt: Runtime, m: Off, i: number): Off {
  return rt.mem.loadPtr(rt.mem.loadPtr(m + MapField.dirPtr) + 8 * i);
}

/** Lets the directory entries of a table's index lead to the table. */
export function replaceTable(rt: Runtime, m: Off, t: Off): void {
  const directory = rt.mem.loadPtr(m + MapField.dirPtr);
  const entries = 1 << (rt.mem.u8[m + MapField.globalDepth]! - localDepth(rt, t));
  const index = tableIndex(rt, t);
  for (let i = 0; i < entries; i++) setPtr(rt, directory + 8 * (index + i), t);
}

/** A directory twice as long, in which each table has two entries for one. */
function growDirectory(rt: Runtime, m: Off): void {
  const length = rt.mem.i32[(m + MapField.dirLen) >> 2]!;
  const bigger = mallocgc(rt, 16 * length, rt.internal.pointer, true);
  for (let i = 0; i < length; i++) {
    const t = directoryAt(rt, m, i);
    setPtr(rt, bigger + 16 * i, t);
    setPtr(rt, bigger + 16 * i + 8, t);
    if (tableIndex(rt, t) === i) setTableIndex(rt, t, 2 * i);
  }
  rt.mem.u8[m + MapField.globalDepth]! += 1;
  rt.mem.u8[m + MapField.globalShift]! -= 1;
  rt.mem.i32[(m + MapField.dirLen) >> 2] = 2 * length;
  rt.mem.touch(m, 48);
  setPtr(rt, m + MapField.dirPtr, bigger);
}

export function installTableSplit(rt: Runtime, m: Off, old: Off, left: Off, right: Off): void {
  if (localDepth(rt, old) === rt.mem.u8[m + MapField.globalDepth]!) growDirectory(rt, m);
  setTableIndex(rt, left, tableIndex(rt, old));
  replaceTable(rt, m, left);
  const entries = 1 << (rt.mem.u8[m + MapField.globalDepth]! - localDepth(rt, left));
  setTableIndex(rt, right, tableIndex(rt, left) + entries);
  replaceTable(rt, m, right);
}
