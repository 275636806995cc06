/**
 * The write barrier of Go 1.6, after runtime/mbarrier.go: Dijkstra's. While the collector marks,
 * the new target of a pointer turns grey. Stacks have no barrier, so they are looked at again at
 * the end.
 *
 * NON-GO: bulk copies shade what they bring word by word, without asking where they go.
 */
import type { Off } from '../memory';
import { shade } from './mgcmark';
import type { Runtime16 } from './runtime';

/** *at = target. */
export function writebarrierptr(rt: Runtime16, target: Off): void {
  shade(rt, target);
}

/** Pointers among `bytes` bytes of values of type `typ` at `from` (0: zeros) are copied. */
export function bulkBarrier(rt: Runtime16, from: Off, bytes: number, typ: number): void {
  if (from === 0 || typ < 0) return;
  const { typeTable, mem } = rt.host;
  const size = typeTable.size[typ]!;
  const mask = typeTable.gcmask[typ]!;
  for (let at = 0; at < bytes; at += 8) {
    if (mask[(at % size) >> 3] === 1) shade(rt, mem.loadPtr(from + at));
  }
}
