/**
 * The allocator's entry points, after runtime/malloc.go of Go 1.26: what kind of slot a request
 * gets, the tiny allocator, and the fast path into the span that the P's mcache holds.
 *
 * Leaves out heap profiling, sanitizers, the freegc experiment, and size-specialised functions:
 * 1.26 has them switched off.
 */
import { traceAlloc } from './births';
import { mallocgc as mallocgc16 } from './go1.6/malloc';
import type { Off } from './memory';
import { OutOfMemory } from './memory';
import { heapSetTypeNoHeader, nextFreeIndex, setHeader } from './mbitmap';
import { allocLarge, refill } from './mcache';
import { gcStart, gcTriggerTest, markAll } from './mgc';
import { gcAssistAlloc } from './mgcassist';
import { gcmarknewobject } from './mgcmark_greenteagc';
import type { Runtime } from './runtime';
import {
  class_to_size,
  mallocHeaderSize,
  maxSmallSize,
  maxTinySize,
  minSizeForMallocHeader,
  numSpanClasses,
  sizeclassOf,
  tinySpanClass,
} from './sizeclasses';
import { WhyAlloc, WhyGC } from './trace';

/**
 * Allocates `size` bytes that hold values of type `typ` (a type number, -1: no pointers). Clears
 * them unless `needzero` is false and there are no pointers.
 */
export function mallocgc(rt: Runtime, size: number, typ: number, needzero: boolean): Off {
  rt.typ = typ;
  if (rt.go16 !== undefined) return mallocgc16(rt.go16, size, typ, needzero);
  if (size === 0) {
    if (rt.recording) traceAlloc(rt, WhyAlloc.zero, rt.statics.zerobase, 0, 0, 0);
    return rt.statics.zerobase;
  }
  const noscan = typ < 0 || rt.typeTable.ptrdata[typ] === 0;
  if (rt.gcBlackenEnabled !== 0) deductAssistCredit(rt, size);
  if (size > maxSmallSize - mallocHeaderSize) return mallocgcLarge(rt, size, typ, noscan, needzero);
  if (noscan) {
    if (size < maxTinySize) return mallocgcTiny(rt, size);
    return mallocgcSmallNoscan(rt, size, needzero);
  }
  if (size <= minSizeForMallocHeader) return mallocgcSmallScanNoHeader(rt, size, typ);
  return mallocgcSmallScanHeader(rt, size, typ);
}

/** new(T). */
export function newobject(rt: Runtime, typ: number): Off {
  return mallocgc(rt, rt.typeTable.size[typ]!, typ, true);
}

/** n values of a type side by side; the caller has checked that their size is no nonsense. */
export function newarray(rt: Runtime, typ: number, n: number): Off {
  return mallocgc(rt, rt.typeTable.size[typ]! * n, typ, true);
}

/** deductAssistCredit: while marking, an allocation is paid for in scan work. */
function deductAssistCredit(rt: Runtime, size: number): void {
  const { gcAssistBytes } = rt.sched.g;
  gcAssistBytes[rt.g]! -= size;
  if (gcAssistBytes[rt.g]! < 0) gcAssistAlloc(rt, rt.g);
}

/**
 * nextFreeFast: index of the next free slot as far as allocCache shows it, -1 when that ends or the
 * span is full.
 */
function nextFreeFast(rt: Runtime, s: number): number {
  const { mspan } = rt;
  const low = mspan.allocCacheLow[s]! | 0;
  const high = mspan.allocCacheHigh[s]! | 0;
  let t: number;
  // ctz32, by hand: a call costs more than the rest.
  if (low !== 0) t = 31 - Math.clz32(low & -low);
  else if (high !== 0) t = 63 - Math.clz32(high & -high);
  else return -1;
  const result = mspan.freeindex[s]! + t;
  const nelems = mspan.nelems[s]!;
  if (result >= nelems) return -1;
  const next = result + 1;
  if ((next & 63) === 0 && next !== nelems) return -1;
  if (t < 31) {
    mspan.allocCacheLow[s] = (low >>> (t + 1)) | (high << (31 - t));
    mspan.allocCacheHigh[s] = high >>> (t + 1);
  } else {
    mspan.allocCacheLow[s] = t === 63 ? 0 : high >>> (t - 31);
    mspan.allocCacheHigh[s] = 0;
  }
  mspan.freeindex[s] = next;
  mspan.allocCount[s]!++;
  return result;
}

/**
 * mcache.nextFree: a slot after a refill if there must be one. Leaves the span in `rt.nextSpan`,
 * and how it went in `rt.nextWhy`.
 */
function nextFree(rt: Runtime, spc: number, cached: number): number {
  const { mspan } = rt;
  let s = cached;
  let index = s === 0 ? 0 : nextFreeIndex(rt, s);
  rt.nextWhy = WhyAlloc.nextWord;
  if (s === 0 || index === mspan.nelems[s]) {
    s = refill(rt, spc);
    rt.nextWhy = WhyAlloc.refilled;
    index = nextFreeIndex(rt, s);
  }
  mspan.allocCount[s]!++;
  rt.nextSpan = s;
  return index;
}

/** What every new slot of a small span goes through at the end. `x` is what the caller returns. */
function finish(rt: Runtime, s: number, index: number, x: Off, why: number, size: number): void {
  const { mspan } = rt;
  let reason = why;
  if (rt.writeBarrierEnabled !== 0) {
    gcmarknewobject(rt, s, index);
    reason |= WhyAlloc.black;
    // Only then: allocations assist while the barrier is on.
    if (rt.gcBlackenEnabled !== 0) rt.sched.g.gcAssistBytes[rt.g]! -= mspan.elemsize[s]! - size;
  } else {
    mspan.freeIndexForScan[s] = mspan.freeindex[s]!;
  }
  if (rt.recording) traceAlloc(rt, reason, x, size, s, index);
  if ((why & WhyAlloc.refilled) !== 0) heapTrigger(rt, x);
}

/**
 * Starts a collection if the heap has reached the trigger. The new object is white: marking finds
 * it if the caller keeps it, as in Go. Where all is marked at once the caller has not done that
 * yet, so the object is held meanwhile.
 */
function heapTrigger(rt: Runtime, x: Off): void {
  if (rt.preemptoff || rt.sched.g.locks[rt.g] !== 0 || !gcTriggerTest(rt, WhyGC.heap)) return;
  if (rt.concurrentMark) {
    // Idle Ps find the work when they look for some.
    if (gcStart(rt, WhyGC.heap)) rt.background.wakeIdle();
    return;
  }
  rt.kept.push(x);
  if (gcStart(rt, WhyGC.heap)) markAll(rt);
  rt.kept.pop();
}

/** Several objects without pointers share a block of 16 bytes. */
function mallocgcTiny(rt: Runtime, size: number): Off {
  const { mcache, mspan, mem } = rt;
  const p = rt.p;
  let off = mcache.tinyoffset[p]!;
  if ((size & 7) === 0) off = (off + 7) & ~7;
  else if ((size & 3) === 0) off = (off + 3) & ~3;
  else if ((size & 1) === 0) off = (off + 1) & ~1;
  const tiny = mcache.tiny[p]!;
  if (off + size <= maxTinySize && tiny !== 0) {
    mcache.tinyoffset[p] = off + size;
    mcache.tinyAllocs[p]!++;
    if (rt.recording) traceTiny(rt, tiny + off, size);
    return tiny + off;
  }
  let s = rt.mcacheAlloc.span[p * numSpanClasses + tinySpanClass]!;
  let index = nextFreeFast(rt, s);
  let why = 0;
  if (index < 0) {
    index = nextFree(rt, tinySpanClass, s);
    s = rt.nextSpan;
    why = rt.nextWhy;
  }
  const x = mspan.base[s]! + index * maxTinySize;
  mem.f64[x >> 3] = 0;
  mem.f64[(x >> 3) + 1] = 0;
  mem.dirty[x >> 12] = 1;
  if (size < mcache.tinyoffset[p]! || tiny === 0) {
    mcache.tiny[p] = x;
    mcache.tinyoffset[p] = size;
    why |= WhyAlloc.tinyBlock;
  } else {
    why |= WhyAlloc.tinyBlockAside;
  }
  finish(rt, s, index, x, why, size);
  return x;
}

function traceTiny(rt: Runtime, x: Off, size: number): void {
  const s = rt.page.spans[(x - rt.heapStart) >> 13]!;
  const index = (x - rt.mspan.base[s]!) >> 4;
  traceAlloc(rt, WhyAlloc.tinyCombined, x, size, s, index);
}

function mallocgcSmallNoscan(rt: Runtime, size: number, needzero: boolean): Off {
  const { mspan } = rt;
  const sizeclass = sizeclassOf(size);
  const spc = (sizeclass << 1) | 1;
  let s = rt.mcacheAlloc.span[rt.p * numSpanClasses + spc]!;
  let index = nextFreeFast(rt, s);
  let why = WhyAlloc.smallNoscan as number;
  if (index < 0) {
    index = nextFree(rt, spc, s);
    s = rt.nextSpan;
    why |= rt.nextWhy;
  }
  const elemsize = class_to_size[sizeclass]!;
  const x = mspan.base[s]! + index * elemsize;
  if (needzero && mspan.needzero[s] !== 0) rt.mem.zero(x, elemsize);
  finish(rt, s, index, x, why, size);
  return x;
}

function mallocgcSmallScanNoHeader(rt: Runtime, size: number, typ: number): Off {
  const { mspan } = rt;
  const sizeclass = sizeclassOf(size);
  const spc = sizeclass << 1;
  const p = rt.p;
  let s = rt.mcacheAlloc.span[p * numSpanClasses + spc]!;
  let index = nextFreeFast(rt, s);
  let why = WhyAlloc.smallScan as number;
  if (index < 0) {
    index = nextFree(rt, spc, s);
    s = rt.nextSpan;
    why |= rt.nextWhy;
  }
  const x = mspan.base[s]! + index * class_to_size[sizeclass]!;
  if (mspan.needzero[s] !== 0) rt.mem.zero(x, size);
  rt.mcache.scanAlloc[p]! += sizeclass === 1 ? 8 : heapSetTypeNoHeader(rt, x, size, typ, s);
  finish(rt, s, index, x, why, size);
  return x;
}

function mallocgcSmallScanHeader(rt: Runtime, size: number, typ: number): Off {
  const { mspan } = rt;
  const sizeclass = sizeclassOf(size + mallocHeaderSize);
  const spc = sizeclass << 1;
  const p = rt.p;
  let s = rt.mcacheAlloc.span[p * numSpanClasses + spc]!;
  let index = nextFreeFast(rt, s);
  let why = WhyAlloc.smallScanHeader as number;
  if (index < 0) {
    index = nextFree(rt, spc, s);
    s = rt.nextSpan;
    why |= rt.nextWhy;
  }
  const elemsize = class_to_size[sizeclass]!;
  const slot = mspan.base[s]! + index * elemsize;
  if (mspan.needzero[s] !== 0) rt.mem.zero(slot, elemsize);
  setHeader(rt, slot, typ);
  rt.mcache.scanAlloc[p]! += elemsize;
  finish(rt, s, index, slot + mallocHeaderSize, why, size);
  return slot + mallocHeaderSize;
}

function mallocgcLarge(
  rt: Runtime,
  size: number,
  typ: number,
  noscan: boolean,
  needzero: boolean,
): Off {
  const { mspan } = rt;
  if (!(size < 0x7fffffff)) throw new OutOfMemory(size);
  const s = allocLarge(rt, size, noscan);
  mspan.freeindex[s] = 1;
  mspan.allocCount[s] = 1;
  mspan.allocCacheLow[s]! &= ~1;
  const x = mspan.base[s]!;
  let why = noscan ? WhyAlloc.largeNoscan : WhyAlloc.largeScan;
  if (rt.writeBarrierEnabled !== 0) {
    gcmarknewobject(rt, s, 0);
    why |= WhyAlloc.black;
  } else {
    mspan.freeIndexForScan[s] = 1;
  }
  if (rt.recording) {
    traceAlloc(rt, why, x, size, s, 0);
    rt.trace.onHeap();
  }
  heapTrigger(rt, x);
  if (needzero && mspan.needzero[s] !== 0) rt.mem.zero(x, mspan.elemsize[s]!);
  if (!noscan) {
    mspan.largeType[s] = typ + 1;
    rt.mcache.scanAlloc[rt.p]! += mspan.elemsize[s]!;
  }
  if (rt.gcBlackenEnabled !== 0) rt.sched.g.gcAssistBytes[rt.g]! -= mspan.elemsize[s]! - size;
  return x;
}
