/**
 * mcentral.cacheSpan of Go 1.6 (runtime/mcentral.go): a span with a free object for an mcache.
 *
 * NON-GO: apart from mcentral.ts, because it sweeps, and sweeping moves spans between its lists.
 */
import { assert } from '../../base/assert';
import { noteCentral } from '../contention';
import { TraceKind, traceEvent } from '../trace';
import { heapBitsInitSpan } from './mbitmap';
import { reviseWhileMarking } from './mgcpacer';
import { deductSweepCredit, reimburseSweepCredit, sweepSpan } from './mgcsweep';
import { alloc } from './mheapalloc';
import { class_to_allocnpages, class_to_size, pageSize } from './msize';
import { insertBack, remove } from './mspanlist';
import type { Runtime16 } from './runtime';
import { emptyList, nonemptyList } from './runtime';
import { Why16 } from './why';

/** A span with a free object for an mcache; it stands at the back of empty from now on. */
export function cacheSpan(rt: Runtime16, sizeclass: number): number {
  const { mspan, memstats } = rt;
  const spanBytes = class_to_allocnpages[sizeclass]! * pageSize;
  deductSweepCredit(rt, spanBytes, 0);
  memstats.mcentralLocks[0]!++;
  noteCentral(rt.host, sizeclass << 1);
  let why = Why16.nonempty;
  let s = fromNonempty(rt, sizeclass);
  if (s === 0) {
    why = Why16.emptySwept;
    s = fromEmpty(rt, sizeclass);
  }
  if (s === 0) {
    why = Why16.grow;
    s = grow(rt, sizeclass);
    insertBack(rt, emptyList(sizeclass), s);
  }
  assert(mspan.freelist[s] !== 0, 'a cached span has a free object');
  const usedBytes = mspan.ref[s]! * mspan.elemsize[s]!;
  if (usedBytes > 0) reimburseSweepCredit(rt, usedBytes);
  memstats.heap_live[0]! += spanBytes - usedBytes;
  reviseWhileMarking(rt);
  mspan.incache[s] = 1;
  mspan.owner[s] = Math.max(0, rt.host.p) + 1;
  traceEvent(rt.host, TraceKind.refill, why, s, sizeclass);
  return s;
}

function fromNonempty(rt: Runtime16, sizeclass: number): number {
  const { mspan } = rt;
  const sg = rt.mheap.sweepgen[0]!;
  const list = nonemptyList(sizeclass);
  for (let s = rt.list.first[list]!; s !== 0; s = mspan.next[s]!) {
    if (mspan.sweepgen[s] === sg - 1) continue;
    const unswept = mspan.sweepgen[s] === sg - 2;
    if (unswept) mspan.sweepgen[s] = sg - 1;
    remove(rt, list, s);
    insertBack(rt, emptyList(sizeclass), s);
    if (unswept) sweepSpan(rt, s, true);
    return s;
  }
  return 0;
}

/** Sweeps spans of the empty list until one has a free object; swept ones go to its back. */
function fromEmpty(rt: Runtime16, sizeclass: number): number {
  const { mspan } = rt;
  const sg = rt.mheap.sweepgen[0]!;
  const list = emptyList(sizeclass);
  for (let s = rt.list.first[list]!; s !== 0;) {
    if (mspan.sweepgen[s] === sg - 1) {
      s = mspan.next[s]!;
      continue;
    }
    if (mspan.sweepgen[s] !== sg - 2) return 0;
    mspan.sweepgen[s] = sg - 1;
    remove(rt, list, s);
    insertBack(rt, list, s);
    sweepSpan(rt, s, true);
    if (mspan.freelist[s] !== 0) return s;
    rt.memstats.mcentralLocks[0]!++;
    noteCentral(rt.host, sizeclass << 1);
    s = rt.list.first[list]!;
  }
  return 0;
}

/** A new span, its objects linked in order of address. */
function grow(rt: Runtime16, sizeclass: number): number {
  const { mspan, host } = rt;
  const { mem } = host;
  const npages = class_to_allocnpages[sizeclass]!;
  const size = class_to_size[sizeclass]!;
  const s = alloc(rt, npages, sizeclass, false, true);
  const base = rt.heapStart + mspan.start[s]! * pageSize;
  const n = Math.floor((npages * pageSize) / size);
  const end = base + n * size;
  mspan.limit[s] = end;
  for (let object = base; object < end; object += size)
    mem.storePtr(object, object + size < end ? object + size : 0);
  mspan.freelist[s] = base;
  mspan.births[s] = host.births.alloc(host.recording, n);
  heapBitsInitSpan(rt, base, npages * pageSize, size === 8);
  traceEvent(host, TraceKind.grow, Why16.grow, s, sizeclass);
  return s;
}
