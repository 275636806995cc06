/**
 * The one reservation of Go 1.6 and how its three regions are mapped as the heap grows: sysAlloc of
 * runtime/malloc.go, mapSpans of runtime/mheap.go and mapBits of runtime/mbitmap.go.
 *
 * Leaves out 32-bit systems and what happens when the address hints are taken.
 */
import type { Runtime16 } from './runtime';
import { regions } from './runtime';
import { OutOfMemory } from '../memory';
import { pageSize } from './msize';

const physPageSize = 4096;
const bitmapChunk = 8192;
const arenaPages = Math.floor((regions.arena_end - regions.arena_start) / pageSize);

const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;

/** Maps `npages` more pages of the arena and what describes them. Returns the first page. */
export function sysAlloc(rt: Runtime16, npages: number): number {
  const { mheap, memstats } = rt;
  const start = mheap.arena_used[0]!;
  const used = start + npages;
  if (used > arenaPages) throw new OutOfMemory(npages * pageSize);
  // Memory first: when the machine has no more, nothing must have changed.
  rt.host.mem.grow(rt.heapStart + used * pageSize);
  memstats.heap_sys[0]! += npages * pageSize;
  memstats.mmaps[0]!++;
  mapBits(rt, used);
  mapSpans(rt, used);
  mheap.arena_used[0] = used;
  return start;
}

/** The bitmap grows downwards: a byte for 32 bytes of arena. */
function mapBits(rt: Runtime16, used: number): void {
  const need = roundUp(roundUp((used * pageSize) / 32, bitmapChunk), physPageSize);
  const mapped = rt.mheap.bitmap_mapped[0]!;
  if (need <= mapped) return;
  rt.memstats.gc_sys[0]! += need - mapped;
  rt.memstats.mmaps[0]!++;
  rt.mheap.bitmap_mapped[0] = need;
  rt.host.columns.resize(rt.bitmap, need);
}

/** The spans table grows upwards: a pointer for each page. */
function mapSpans(rt: Runtime16, used: number): void {
  const need = roundUp(used * 8, physPageSize);
  const mapped = rt.mheap.spans_mapped[0]!;
  if (need <= mapped) return;
  rt.memstats.other_sys[0]! += need - mapped;
  rt.memstats.mmaps[0]!++;
  rt.mheap.spans_mapped[0] = need;
  rt.host.columns.resize(rt.h_spans, need / 8);
}
