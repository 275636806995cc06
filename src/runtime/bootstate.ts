/**
 * What a process holds when main.main begins: the spans, objects, stacks and accounts that
 * schedinit, runtime.main and the initialisation of packages leave behind in a program that imports
 * fmt, as measured with Go 1.26 on linux/amd64 (runtime/proc.go, runtime/malloc.go and others make
 * them). The first object of such a program lies where it lies in ours.
 *
 * NON-GO: the steps are not run, their result is built: spans are allocated in the measured order
 * and their objects are only known by place. With several Ps, main stays on P 0; in Go it often
 * moves.
 */
import { nextFreeIndex, initHeapBits } from './mbitmap';
import {
  mallocHeaderSize,
  numSpanClasses,
  pageSize,
  sizeclassOf,
  tinySpanClass,
} from './sizeclasses';
import { SpanAllocType, allocManual, allocSpan, classPages, spanListInsert } from './mheap';
import type { Off } from './memory';
import { mcacheBytes, mcachesBytes } from './mstats';
import type { Runtime } from './runtime';
import { SpecialKind } from './mspecial';
import { persistentalloc } from './persistentalloc';
import { fixedStack } from './stack';

type Step =
  /** Objects: span class, number, and those among them that nothing holds any more. */
  | readonly ['heap', number, number, (readonly number[])?]
  /** A stack of 32 KiB that a thread handles signals on. */
  | readonly ['signal']
  /** Stacks of an order: slots taken. */
  | readonly ['stacks', number, number];

/** Before there is a P: no page cache yet. */
const beforeP: readonly Step[] = [
  ['heap', 36, 1, [0]],
  ['heap', 52, 1, [0]],
  ['heap', 66, 1],
  ['heap', 2, 10, [2]],
  ['heap', 50, 13],
  ['signal'],
  ['heap', 67, 7, [0, 1]],
  ['heap', 6, 3],
  ['heap', 5, 17, [16]],
  ['heap', 4, 7, [2, 3, 4]],
  ['heap', 60, 2],
  ['heap', 7, 8],
  ['heap', 11, 5],
  ['heap', 13, 6],
  ['heap', 15, 2],
  ['heap', 9, 9],
  ['heap', 31, 1],
  ['stacks', 3, 2],
];

const afterP: readonly Step[] = [
  ['stacks', 0, 8],
  ['heap', 76, 3],
  ['signal'],
  ['heap', 21, 1, [0]],
  ['heap', 8, 1, [0]],
  ['heap', 18, 1],
  ['signal'],
  ['heap', 67, 3],
  ['stacks', 3, 2],
  ['heap', 16, 4],
  ['signal'],
  ['heap', 12, 2],
  ['heap', 19, 1],
  ['stacks', 1, 4],
  ['heap', 24, 1],
  ['heap', 10, 5],
  ['heap', 30, 2],
];

/** Slot of the tiny block in the 16-byte span, and where its free part begins. */
const tinySlot = 15;
const tinyUsed = 8;

/** Slots of free stacks in P 0's cache, by order; stack 4 of order 1 is main's. */
const cachedStacks: readonly (readonly number[])[] = [
  [13, 14, 15],
  [5, 6, 7],
];
const mainStackSlot = 4;
const mainStackBytes = 4096;
/** Span class of g and the slot of main's g. */
const gClass = 50;
const mainGSlot = 1;

/** Accounts of memory outside of the heap. */
const accounts = {
  buckhash_sys: 1442634,
  gcMiscSys: 1346320,
  other_sys: 543782,
};
/** Up to where globalAlloc's chunk and that of P 0 are used. */
const pallocOff = [72232, 23520];
/** Structs for finalizers that there is memory for, beside those of the three standard files. */
const finalizersLeft = 289;
/** Bytes of data and bss with pointers of the runtime and fmt. */
export const runtimeGlobalsBytes = 154602;
const heapScan = 29048;

/** Slots of the runtime's own goroutines in the span of g objects, and of their stacks. */
const systemGSlot = 2;
const systemStackSlot = 8;

/** What the scheduler takes over: main's goroutine. */
export interface Boot {
  /** Its g object. */
  readonly mainG: Off;
  readonly mainStackLo: Off;
  readonly mainStackHi: Off;
  /** g objects and stacks (2048 bytes) of forcegc, bgsweep, bgscavenge, and two more. */
  readonly systemG: readonly Off[];
  readonly systemStack: readonly Off[];
}

/** Builds the state in a runtime whose heap has no page yet. */
export function bootHeap(rt: Runtime): Boot {
  const { p } = rt;
  const stacks: number[] = [];
  rt.p = -1;
  for (const step of beforeP) run(rt, step, stacks);
  // allp, then the ps.
  heapObjects(rt, sizeclassOf(8 * rt.procs) << 1, 1, []);
  rt.sched.sched.allp[0] = rt.bootObjects.rows - 1;
  for (let i = 0; i < rt.procs; i++)
    heapObjects(rt, sizeclassOf(rt.typeTable.size[rt.internal.p]! + mallocHeaderSize) << 1, 1, []);
  rt.p = 0;
  for (const step of afterP) run(rt, step, stacks);
  rt.p = p;
  const { mcache, mspan, memstats, gcController } = rt;
  mcache.tiny[0] = mspan.base[rt.mcacheAlloc.span[tinySpanClass]!]! + tinySlot * 16;
  mcache.tinyoffset[0] = tinyUsed;
  mcache.tinyAllocs[0] = 4;
  cachedStacks.forEach((slots, order) => cacheStacks(rt, stacks[order]!, order, slots));
  // What these steps have taken beside the heap is part of what was measured.
  const before = metadataBytes(rt);
  for (const [name, bytes] of Object.entries(accounts))
    memstats[name as keyof typeof accounts][0] = bytes;
  memstats.mcache_sys[0] = mcachesBytes(rt.procs);
  memstats.mcacheInuse[0] = rt.procs * mcacheBytes;
  gcController.mappedReady[0]! += metadataBytes(rt) - before;
  rt.palloc.off.fill(0);
  rt.palloc.off.set(pallocOff);
  rt.specials.alloc.left[SpecialKind.finalizer] = finalizersLeft;
  // progToPointerMask: a bit for each word of data and bss.
  rt.p = -1;
  const maskBytes = (globals: number): number => Math.ceil(globals / 64);
  const own = maskBytes(globalsBytes(rt)) - maskBytes(runtimeGlobalsBytes);
  if (own > 0) persistentalloc(rt, own, 1, 'buckhash_sys');
  rt.p = p;
  gcController.globalsScan[0] = globalsBytes(rt);
  gcController.heapScan[0] = heapScan;
  gcController.maxStackScan[0] = 8192;
  const mainStackLo = mspan.base[stacks[1]!]! + mainStackSlot * mainStackBytes;
  const mainG = mspan.base[rt.mcacheAlloc.span[gClass]!]! + mainGSlot * 480;
  const gs = mspan.base[rt.mcacheAlloc.span[gClass]!]!;
  const systemG = [0, 1, 2, 3, 4].map((i) => gs + (systemGSlot + i) * 480);
  const pool = mspan.base[stacks[0]!]!;
  const systemStack = [0, 1, 2, 3, 4].map((i) => pool + (systemStackSlot + i) * fixedStack);
  const mainStackHi = mainStackLo + mainStackBytes;
  return { mainG, mainStackLo, mainStackHi, systemG, systemStack };
}

/** Bytes from the system that are not the heap's pages. */
function metadataBytes({ memstats: m }: Runtime): number {
  const { mspan_sys, mcache_sys, buckhash_sys, gcMiscSys, other_sys } = m;
  return mspan_sys[0]! + mcache_sys[0]! + buckhash_sys[0]! + gcMiscSys[0]! + other_sys[0]!;
}

/** Bytes that a cycle scans in data and bss: those of Go's own packages, and the program's. */
function globalsBytes(rt: Runtime): number {
  return runtimeGlobalsBytes + rt.statics.ownBytes;
}

function run(rt: Runtime, step: Step, stacks: number[]): void {
  if (step[0] === 'heap') {
    heapObjects(rt, step[1], step[2], step[3] ?? []);
  } else if (step[0] === 'signal') {
    const s = allocManual(rt, 4, SpanAllocType.stack);
    rt.mspan.elemsize[s] = 32768;
  } else {
    stacks[step[1]] = stackSpan(rt, step[1], step[2]);
  }
}

/** Takes `count` objects of a class, from P 0's span as far as there is one with room. */
function heapObjects(rt: Runtime, spc: number, count: number, dead: readonly number[]): void {
  const { mspan, mheap, bootObjects } = rt;
  for (let n = 0; n < count; n++) {
    let s = rt.mcacheAlloc.span[spc]!;
    if (s === 0 || mspan.allocCount[s] === mspan.nelems[s]) {
      if (s !== 0) uncacheFull(rt, spc, s);
      s = allocSpan(rt, classPages(spc), SpanAllocType.heap, spc);
      initHeapBits(rt, s);
      mspan.sweepgen[s] = mheap.sweepgen[0]! + 3;
      mspan.owner[s] = 1;
      rt.mcacheAlloc.span[numSpanClasses * 0 + spc] = s;
      rt.gcController.heapLive[0]! += mspan.npages[s]! * pageSize;
    }
    const slot = nextFreeIndex(rt, s);
    mspan.allocCount[s]!++;
    mspan.freeIndexForScan[s] = mspan.freeindex[s]!;
    if (dead.includes(n)) continue;
    rt.columns.resize(bootObjects, bootObjects.rows + 1);
    bootObjects.off[bootObjects.rows - 1] = mspan.base[s]! + slot * mspan.elemsize[s]!;
  }
}

/** A full span leaves the mcache, as refill would see to it. */
function uncacheFull(rt: Runtime, spc: number, s: number): void {
  const { mspan, mheap } = rt;
  mspan.owner[s] = 0;
  mspan.sweepgen[s] = mheap.sweepgen[0]!;
  rt.spanSets.push(spc * 4 + 2 + ((mheap.sweepgen[0]! >>> 1) & 1), s);
  rt.sizeStats.smallAllocCount[spc >> 1]! += mspan.nelems[s]!;
  rt.gcController.totalAlloc[0]! += mspan.nelems[s]! * mspan.elemsize[s]!;
}

/** A span of stacks of which the upper `taken` slots are taken, as the pool gives them out. */
function stackSpan(rt: Runtime, order: number, taken: number): number {
  const { mspan, mem } = rt;
  const s = allocManual(rt, 4, SpanAllocType.stack);
  const size = fixedStack << order;
  const slots = 32768 / size;
  mspan.elemsize[s] = size;
  mspan.allocCount[s] = taken;
  for (let slot = 0; slot < slots - taken; slot++) {
    const x = mspan.base[s]! + slot * size;
    mem.storePtr(x, mspan.manualFreeList[s]!);
    mspan.manualFreeList[s] = x;
  }
  if (taken < slots) spanListInsert(rt, rt.stackpool.span, order, s);
  return s;
}

function cacheStacks(rt: Runtime, s: number, order: number, slots: readonly number[]): void {
  const { list, size } = rt.stackcache;
  for (let i = slots.length - 1; i >= 0; i--) {
    const x = rt.mspan.base[s]! + slots[i]! * (fixedStack << order);
    rt.mem.storePtr(x, list[order]!);
    list[order] = x;
    size[order]! += fixedStack << order;
  }
}
