/**
 * Marking in Go 1.6, after runtime/mgcmark.go and mgcwork.go: roots, then one object after the
 * other through the heap bitmap.
 *
 * NON-GO: the work buffers of 248 entries and their global list are one stack of grey objects.
 * Leaves out specials, stack barriers and oblets (those came later).
 */
import type { Off } from '../memory';
import { markrootSudogs } from '../sudog';
import { TraceKind, WhyMark, traceEvent } from '../trace';
import { heapBits, hasPointers, isMarked, setMarked } from './mbitmap';
import { spanOfHeap } from './mheap';
import { pageSize } from './msize';
import type { Runtime16 } from './runtime';

/** What an object, and a byte of it, that is looked at add to the runtime's effort. */
const objectEffort = 32;
const byteEffort = 2;
/** Bytes of data and bss that one root job looks at. */
const rootBlockBytes = 256 << 10;

/** gcMarkRootPrepare: counts the root jobs, data and bss first, then a stack each. */
export function gcMarkRootPrepare(rt: Runtime16): void {
  rt.work.markrootNext[0] = 0;
  rt.work.markrootJobs[0] = globalJobs(rt) + rt.host.roots.goroutines();
}

function globalJobs(rt: Runtime16): number {
  const { data, bss } = rt.host.statics;
  return Math.max(1, Math.ceil((bss.end - data.start) / rootBlockBytes));
}

/** Does one root job. */
function markroot(rt: Runtime16, job: number): void {
  const { host } = rt;
  const globals = globalJobs(rt);
  traceEvent(host, TraceKind.gcMark, WhyMark.root, job, 0);
  if (job === 0) {
    for (const x of host.kept) shade(rt, x);
    const { off, rows } = host.bootObjects;
    for (let i = 0; i < rows; i++) shade(rt, off[i]!);
    markrootSudogs(host, (target) => shade(rt, target));
  }
  if (job < globals) {
    const { pointers, data } = host.statics;
    const from = data.start + job * rootBlockBytes;
    for (const at of pointers) {
      if (at < from || at >= from + rootBlockBytes) continue;
      rt.work.scanWork[0]! += 8;
      shade(rt, host.mem.loadPtr(at));
    }
    return;
  }
  host.roots.scanstack(job - globals, (target) => {
    rt.work.scanWork[0]! += 8;
    shade(rt, target);
  });
}

/** Turns the object that a pointer leads into grey, if it was white. */
export function shade(rt: Runtime16, target: Off): void {
  const object = objectOf(rt, target);
  if (object !== 0) greyobject(rt, object);
}

/** heapBitsForObject: start of the object that an offset lies in, 0 when there is none. */
function objectOf(rt: Runtime16, target: Off): Off {
  if (target <= 0) return 0;
  const s = spanOfHeap(rt, target);
  if (s === 0) return 0;
  const base = rt.heapStart + rt.mspan.start[s]! * pageSize;
  const size = rt.mspan.elemsize[s]!;
  return base + Math.floor((target - base) / size) * size;
}

function sizeOf(rt: Runtime16, object: Off): number {
  return rt.mspan.elemsize[rt.h_spans.span[(object - rt.heapStart) >> 13]!]!;
}

/** Marks an object: without pointers it is black at once, else it waits for its scan. */
function greyobject(rt: Runtime16, object: Off): void {
  if (isMarked(rt, object)) return;
  setMarked(rt, object);
  const size = sizeOf(rt, object);
  traceEvent(rt.host, TraceKind.gcMark, WhyMark.grey, object, size);
  if (!hasPointers(rt, object, size)) {
    rt.work.bytesMarked[0]! += size;
    return;
  }
  const n = rt.work.nwork[0]!;
  if (n === rt.gcw.rows) rt.host.columns.resize(rt.gcw, n + 1);
  rt.gcw.object[n] = object;
  rt.work.nwork[0] = n + 1;
}

/** Looks at the pointers of a grey object; it is black afterwards. Returns the bytes looked at. */
function scanobject(rt: Runtime16, object: Off): number {
  const { host, work } = rt;
  const { mem } = host;
  const size = sizeOf(rt, object);
  const first = (object - rt.heapStart) >> 3;
  const words = size >> 3;
  let i = 0;
  for (; i < words; i++) {
    const bits = heapBits(rt, first + i);
    if (i >= 2 && (bits & 16) === 0) break;
    if ((bits & 1) === 0) continue;
    const target = mem.loadPtr(object + i * 8);
    if (target > 0 && (target < object || target >= object + size)) shade(rt, target);
  }
  work.bytesMarked[0]! += size;
  work.scanWork[0]! += i * 8;
  traceEvent(host, TraceKind.gcMark, WhyMark.black, object, size);
  return i * 8;
}

/**
 * gcDrain: root jobs, then grey objects, for about `budget` bytes of scan work. False when nothing
 * was left to do.
 */
export function gcDrain(rt: Runtime16, budget: number): boolean {
  const { work, host } = rt;
  let did = 0;
  while (did < budget) {
    host.effort += objectEffort;
    if (work.markrootNext[0]! < work.markrootJobs[0]!) {
      const before = work.scanWork[0]!;
      markroot(rt, work.markrootNext[0]!++);
      did += Math.max(8, work.scanWork[0]! - before);
    } else if (work.nwork[0] !== 0) {
      work.nwork[0]!--;
      const bytes = scanobject(rt, rt.gcw.object[work.nwork[0]!]!);
      did += bytes;
      host.effort += bytes * byteEffort;
    } else return did > 0;
  }
  return true;
}

/** An object made while the collector wants new objects black. */
export function gcmarknewobject(rt: Runtime16, object: Off, size: number): void {
  setMarked(rt, object);
  rt.work.bytesMarked[0]! += size;
}
