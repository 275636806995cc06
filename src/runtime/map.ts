/**
 * Maps as compiled code calls them. Follows runtime/map.go of Go 1.26; the work is done in maps/.
 *
 * Types are numbers of map types. Keys and elements are passed as the offset where they stand.
 */
import * as iter from './maps/iter';
import * as maps from './maps/map';
import type { Off } from './memory';
import type { Runtime } from './runtime';
import { elemOf } from './maps/group';

/**
 * make(map[K]V, hint). `m` is 0, or where the compiler has put 48 zero bytes for a map that does
 * not escape; its dirPtr may point at a group of that frame whose control word says empty.
 */
export function makemap(rt: Runtime, typ: number, hint: number, m: Off): Off {
  return maps.NewMap(rt, maps.mapType(rt, typ), hint, m);
}

/** Where the element of a key stands; 0 when the key is missing; or a fault. */
export function mapaccess(rt: Runtime, typ: number, m: Off, key: Off): Off {
  const type = maps.mapType(rt, typ);
  const slot = maps.getSlot(rt, type, m, key);
  return slot > 0 ? elemOf(rt, type, slot) : slot;
}

/** Where to put the element of a key; or a fault. */
export function mapassign(rt: Runtime, typ: number, m: Off, key: Off): Off {
  return maps.PutSlot(rt, maps.mapType(rt, typ), m, key);
}

/** 0 or a fault. */
export function mapdelete(rt: Runtime, typ: number, m: Off, key: Off): number {
  return maps.Delete(rt, maps.mapType(rt, typ), m, key);
}

export function mapclear(rt: Runtime, typ: number, m: Off): void {
  maps.Clear(rt, maps.mapType(rt, typ), m);
}

export function maplen(rt: Runtime, m: Off): number {
  return maps.used(rt, m);
}

/** Prepares the 96 bytes at `it` for a loop over a map. */
export function mapiterinit(rt: Runtime, typ: number, m: Off, it: Off): void {
  iter.Init(rt, maps.mapType(rt, typ), m, it);
}

/**
 * Goes to the next entry, whose key and element are then where the first two words of `it` point;
 * false at the end.
 */
export function mapiternext(rt: Runtime, typ: number, it: Off): boolean {
  return iter.Next(rt, maps.mapType(rt, typ), it);
}

/** maps.Clone of a map that is not nil. */
export function mapclone(rt: Runtime, typ: number, m: Off): Off {
  return maps.Clone(rt, maps.mapType(rt, typ), m);
}
