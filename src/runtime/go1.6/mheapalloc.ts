/**
 * Spans for objects, after mheap.alloc of Go 1.6 (runtime/mheap.go): while spans are unswept,
 * sweeping comes first, so that the heap does not grow beside garbage.
 *
 * NON-GO: apart from mheap.ts, because sweeping gives spans back to it and imports go one way.
 */
import { heapBitsInitSpan } from './mbitmap';
import { sweepSpan, sweepone } from './mgcsweep';
import { allocSpanLocked, lock } from './mheap';
import { class_to_size, pageSize } from './msize';
import { insertBack, remove } from './mspanlist';
import type { Runtime16 } from './runtime';
import { SpanState, busyList, maxMHeapList } from './runtime';

/**
 * mheap.alloc: a span of `npages` pages for objects of a class, or for one large object (class 0).
 * Its memory is cleared if `needzero` asks for it and something was there before.
 */
export function alloc(
  rt: Runtime16,
  npages: number,
  sizeclass: number,
  large: boolean,
  needzero: boolean,
): number {
  const { mspan, memstats, mheap } = rt;
  lock(rt);
  if (mheap.sweepdone[0] === 0) reclaim(rt, npages);
  const s = allocSpanLocked(rt, npages);
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  mspan.state[s] = SpanState.inUse;
  mspan.freelist[s] = 0;
  mspan.ref[s] = 0;
  mspan.sizeclass[s] = sizeclass;
  mspan.elemsize[s] = sizeclass === 0 ? npages * pageSize : class_to_size[sizeclass]!;
  mheap.pagesInUse[0]! += npages;
  if (large) {
    memstats.heap_objects[0]!++;
    memstats.heap_live[0]! += npages * pageSize;
    insertBack(rt, busyList(npages), s);
  }
  if (needzero && mspan.needzero[s] !== 0)
    rt.host.mem.zero(rt.heapStart + mspan.start[s]! * pageSize, npages * pageSize);
  mspan.needzero[s] = 0;
  return s;
}

/** Sweeps spans until `npages` pages have come back, large objects of that size first. */
function reclaim(rt: Runtime16, npages: number): void {
  for (let i = npages; i < maxMHeapList; i++) {
    if (reclaimList(rt, busyList(i), npages) !== 0) return;
  }
  if (reclaimList(rt, busyList(maxMHeapList), npages) !== 0) return;
  let reclaimed = 0;
  for (let i = 0; i < npages && i < maxMHeapList; i++) {
    reclaimed += reclaimList(rt, busyList(i), npages - reclaimed);
    if (reclaimed >= npages) return;
  }
  while (reclaimed < npages) {
    const more = sweepone(rt);
    if (more < 0) break;
    reclaimed += more;
  }
}

function reclaimList(rt: Runtime16, list: number, npages: number): number {
  const { mspan } = rt;
  const sg = rt.mheap.sweepgen[0]!;
  let freed = 0;
  for (let s = rt.list.first[list]!; s !== 0;) {
    if (mspan.sweepgen[s] !== sg - 2) {
      // Swept spans stand at the back: there is nothing behind.
      if (mspan.sweepgen[s] !== sg - 1) break;
      s = mspan.next[s]!;
      continue;
    }
    mspan.sweepgen[s] = sg - 1;
    remove(rt, list, s);
    insertBack(rt, list, s);
    const pages = mspan.npages[s]!;
    if (sweepSpan(rt, s, false)) freed += pages;
    if (freed >= npages) return freed;
    s = rt.list.first[list]!;
  }
  return freed;
}

/** A large object: a span of its own. */
export function allocLargeSpan(rt: Runtime16, size: number, needzero: boolean): number {
  const npages = Math.ceil(size / pageSize);
  const s = alloc(rt, npages, 0, true, needzero);
  const base = rt.heapStart + rt.mspan.start[s]! * pageSize;
  rt.mspan.limit[s] = base + size;
  rt.mspan.births[s] = rt.host.births.alloc(rt.host.recording, 1);
  heapBitsInitSpan(rt, base, npages * pageSize, false);
  return s;
}
