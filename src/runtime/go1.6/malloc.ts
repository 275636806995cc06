/**
 * mallocgc of Go 1.6 (runtime/malloc.go): tiny blocks, slots of the cached span's free list, spans
 * of their own for large objects.
 *
 * Leaves out heap profiling.
 */
import type { Off } from '../memory';
import { deductSweepCredit } from './mgcsweep';
import { gcAssistAlloc, gcAssistFragment } from './mgcassist';
import { gcShouldStart, gcStart } from './mgc';
import { gcmarknewobject } from './mgcmark';
import { refill } from './mcache';
import { heapBitsSetType } from './mbitmap';
import { allocLargeSpan } from './mheapalloc';
import {
  class_to_size,
  maxSmallSize,
  maxTinySize,
  numSizeClasses,
  pageShift,
  pageSize,
  sizeToClassOf,
  tinySizeClass,
} from './msize';
import type { Runtime16 } from './runtime';
import { traceAlloc } from './trace';
import { Why16 } from './why';

/**
 * `size` bytes for values of type `typ` (-1: no pointers). Cleared unless `needzero` is false and
 * there are no pointers.
 */
export function mallocgc(rt: Runtime16, size: number, typ: number, needzero: boolean): Off {
  const { host, work } = rt;
  if (size === 0) return host.statics.zerobase;
  const noscan = typ < 0 || host.typeTable.ptrdata[typ] === 0;
  const marking = work.gcBlackenEnabled[0] !== 0;
  if (marking) gcAssistAlloc(rt, size);
  rt.memstats.nmalloc[0]!++;
  if (noscan && size < maxTinySize) {
    const inBlock = tinyAlloc(rt, size);
    if (inBlock !== 0) return inBlock;
  }
  const locks = rt.memstats.mcentralLocks[0]! + rt.memstats.mheapLocks[0]!;
  const tiny = noscan && size < maxTinySize;
  const large = size > maxSmallSize;
  const x = large
    ? largeAlloc(rt, size, !noscan || needzero)
    : slotAlloc(rt, tiny ? tinySizeClass : sizeToClassOf(size), tiny || !noscan || needzero);
  const elemsize = large
    ? Math.ceil(size / pageSize) * pageSize
    : class_to_size[tiny ? tinySizeClass : sizeToClassOf(size)]!;
  if (tiny) adoptTiny(rt, x, size);
  const p = Math.max(0, host.p);
  if (!noscan) rt.mcache.local_scan[p]! += heapBitsSetType(rt, x, elemsize, size, typ);
  if (marking) {
    if (work.gcBlackenPromptly[0] !== 0) gcmarknewobject(rt, x, elemsize);
    gcAssistFragment(rt, elemsize - size);
  }
  rt.memstats.total_alloc[0]! += elemsize;
  if (!large) rt.bySize.nmalloc[tiny ? tinySizeClass : sizeToClassOf(size)]!++;
  const asked = rt.memstats.mcentralLocks[0]! + rt.memstats.mheapLocks[0]! !== locks;
  if (!asked) rt.memstats.mcacheHits[0]!++;
  const s = rt.h_spans.span[(x - rt.heapStart) >> pageShift]!;
  const slot = Math.floor((x - rt.heapStart - rt.mspan.start[s]! * pageSize) / elemsize);
  const why = large ? Why16.large : tiny ? Why16.tinyBlock : Why16.freelist;
  traceAlloc(rt, why, x, size, s, slot, false);
  if (large) host.trace.onHeap();
  // The trigger is looked at only where memory was taken from a higher level.
  if ((asked || large) && gcShouldStart(rt)) {
    host.kept.push(x);
    gcStart(rt);
    host.kept.pop();
  }
  return x;
}

/** The next bytes of the current tiny block, 0 when they do not fit. */
function tinyAlloc(rt: Runtime16, size: number): Off {
  const { mcache, host } = rt;
  const p = Math.max(0, host.p);
  let off = mcache.tinyoffset[p]!;
  if ((size & 7) === 0) off = (off + 7) & ~7;
  else if ((size & 3) === 0) off = (off + 3) & ~3;
  else if ((size & 1) === 0) off = (off + 1) & ~1;
  if (mcache.tiny[p] === 0 || off + size > maxTinySize) return 0;
  const x = mcache.tiny[p]! + off;
  mcache.tinyoffset[p] = off + size;
  mcache.local_tinyallocs[p]!++;
  rt.memstats.mcacheHits[0]!++;
  const s = rt.h_spans.span[(x - rt.heapStart) >> pageShift]!;
  traceAlloc(rt, Why16.tiny, x, size, s, 0, true);
  return x;
}

/** Of the current block and a new one, the one with more room is kept. */
function adoptTiny(rt: Runtime16, x: Off, size: number): void {
  const { mcache } = rt;
  const p = Math.max(0, rt.host.p);
  if (size >= mcache.tinyoffset[p]! && mcache.tiny[p] !== 0) return;
  mcache.tiny[p] = x;
  mcache.tinyoffset[p] = size;
}

/** Pops a slot off the free list of the cached span, from a new span when there is none. */
function slotAlloc(rt: Runtime16, sizeclass: number, zero: boolean): Off {
  const { mspan, host } = rt;
  const { mem } = host;
  let s = rt.mcacheAlloc.span[Math.max(0, host.p) * numSizeClasses + sizeclass]!;
  if (mspan.freelist[s] === 0) s = refill(rt, sizeclass);
  const x = mspan.freelist[s]!;
  mspan.freelist[s] = mem.loadPtr(x);
  mspan.ref[s]!++;
  if (zero) clearSlot(rt, x, class_to_size[sizeclass]!);
  return x;
}

/** Of a slot that was never used only the link is not zero; its second word tells. */
function clearSlot(rt: Runtime16, x: Off, size: number): void {
  const { mem } = rt.host;
  const used = size > 16 && (mem.i32[(x >> 2) + 2]! | mem.i32[(x >> 2) + 3]!) !== 0;
  mem.zero(x, used ? size : Math.min(size, size === 16 ? 16 : 8));
}

function largeAlloc(rt: Runtime16, size: number, needzero: boolean): Off {
  const npages = Math.ceil(size / pageSize);
  deductSweepCredit(rt, npages * pageSize, npages);
  const s = allocLargeSpan(rt, size, needzero);
  return rt.heapStart + rt.mspan.start[s]! * pageSize;
}
