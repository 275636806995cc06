/**
 * The heap of a Go 1.6 process when main.main begins, as read from a running Go 1.6.4 with one P (a
 * program that imports fmt): spans in their mcache, stack spans, the free rest of the first MiB.
 *
 * NON-GO: a real process gets there by running schedinit and the initialisation of packages. Which
 * stacks of the recorded stack spans are free was not read: one span of 2 KiB stacks is taken to
 * have eight of its sixteen left, four of the others in the P's cache.
 */
import type { Off } from '../memory';
import { sysAlloc } from './arena';
import { heapBitsInitSpan } from './mbitmap';
import { class_to_objects, class_to_size, pageSize } from './msize';
import { insert, insertBack } from './mspanlist';
import type { Runtime16 } from './runtime';
import { SpanState, emptyList, freeList, stackpoolList } from './runtime';

/** Pages of the first growth. */
const arenaPages = 128;

/** First page, size class and objects of the spans in P0's mcache, in order of address. */
const spans: readonly (readonly [page: number, sizeclass: number, objects: number])[] = [
  [0, 21, 9],
  [5, 2, 47],
  [6, 26, 2],
  [7, 3, 18],
  [8, 4, 13],
  [9, 5, 10],
  [10, 6, 4],
  [11, 13, 1],
  [12, 45, 1],
  [18, 1, 4],
  [19, 31, 2],
  [32, 8, 1],
  [37, 7, 1],
  [38, 14, 20],
  [39, 22, 5],
  [40, 30, 4],
  [41, 36, 4],
  [43, 42, 1],
  [46, 48, 1],
];

/** First pages of the stack spans, 32 KiB each. */
const stackSpans = [1, 14, 20, 24, 28, 33];
const stackSpanPages = 4;
const firstFreePage = 51;
const smallStack = 2048;

/** The tiny block: the last 16-byte object, half used. */
const tinySlot = 46;
const tinyUsed = 8;

interface Boot16 {
  readonly mainG: Off;
  readonly mainStackLo: Off;
  readonly mainStackHi: Off;
  /** The runtime's own goroutines are not run in this profile: see background.ts. */
  readonly systemG: readonly Off[];
  readonly systemStack: readonly Off[];
}

/** Puts the process into that state. Its objects are kept alive through `host.bootObjects`. */
export function bootHeap(rt: Runtime16): Boot16 {
  const { memstats, mheap } = rt;
  sysAlloc(rt, arenaPages);
  // Structs in order of address, as the first growth was cut from below.
  const firsts = [...spans.map(([page]) => page), ...stackSpans].sort((a, b) => a - b);
  for (const page of firsts) {
    const small = spans.find(([first]) => first === page);
    if (small === undefined) addSpan(rt, page, stackSpanPages, SpanState.stack);
    else addSmallSpan(rt, small[0], small[1], small[2]);
  }
  const rest = addSpan(rt, firstFreePage, arenaPages - firstFreePage, SpanState.free);
  rt.h_spans.span.fill(0, firstFreePage + 1, arenaPages - 1);
  rt.mspan.unusedsince[rest] = 1;
  insert(rt, freeList(arenaPages - firstFreePage), rest);
  memstats.heap_idle[0] = (arenaPages - firstFreePage) * pageSize;
  memstats.heap_inuse[0] = firstFreePage * pageSize;
  memstats.stacks_inuse[0] = stackSpans.length * stackSpanPages * pageSize;
  mheap.sweepdone[0] = 1;
  mheap.nspan[0] = rt.mspan.rows;
  mheap.sweepidx[0] = rt.mspan.rows;
  rt.mcache.tiny[0] = rt.heapStart + spans[1]![0] * pageSize + tinySlot * 16;
  rt.mcache.tinyoffset[0] = tinyUsed;
  return bootStacks(rt);
}

function addSpan(rt: Runtime16, page: number, npages: number, state: SpanState): number {
  const { mspan } = rt;
  const s = mspan.rows;
  rt.host.columns.resize(mspan, s + 1);
  mspan.start[s] = page;
  mspan.npages[s] = npages;
  mspan.state[s] = state;
  rt.h_spans.span.fill(s, page, page + npages);
  return s;
}

function addSmallSpan(rt: Runtime16, page: number, sizeclass: number, objects: number): void {
  const { mspan, host, memstats } = rt;
  const size = class_to_size[sizeclass]!;
  const n = class_to_objects[sizeclass]!;
  const npages = Math.ceil((n * size) / pageSize);
  const s = addSpan(rt, page, npages, SpanState.inUse);
  const base = rt.heapStart + page * pageSize;
  mspan.sizeclass[s] = sizeclass;
  mspan.elemsize[s] = size;
  mspan.ref[s] = objects;
  mspan.limit[s] = base + n * size;
  mspan.births[s] = host.births.alloc(host.recording, n);
  mspan.incache[s] = 1;
  mspan.owner[s] = 1;
  heapBitsInitSpan(rt, base, npages * pageSize, size === 8);
  for (let i = n - 1; i >= objects; i--) {
    host.mem.storePtr(base + i * size, mspan.freelist[s]!);
    mspan.freelist[s] = base + i * size;
  }
  const first = host.bootObjects.rows;
  host.columns.resize(host.bootObjects, first + objects);
  for (let i = 0; i < objects; i++) host.bootObjects.off[first + i] = base + i * size;
  rt.mheap.pagesInUse[0]! += npages;
  memstats.heap_live[0]! += npages * pageSize;
  memstats.nmalloc[0]! += objects;
  memstats.total_alloc[0]! += objects * size;
  rt.mcacheAlloc.span[sizeclass] = s;
  insertBack(rt, emptyList(sizeclass), s);
}

/** Stacks of the first span: some in use, four cached, eight in the pool. */
function bootStacks(rt: Runtime16): Boot16 {
  const { mspan, host, stackcache } = rt;
  for (const page of stackSpans) mspan.ref[rt.h_spans.span[page]!] = 1;
  const s = rt.h_spans.span[stackSpans[0]!]!;
  const base = rt.heapStart + stackSpans[0]! * pageSize;
  mspan.ref[s] = 8;
  for (let at = 0; at < 8; at++) {
    host.mem.storePtr(base + at * smallStack, mspan.freelist[s]!);
    mspan.freelist[s] = base + at * smallStack;
  }
  insert(rt, stackpoolList(0), s);
  for (let at = 15; at >= 12; at--) {
    host.mem.storePtr(base + at * smallStack, stackcache.list[0]!);
    stackcache.list[0] = base + at * smallStack;
    stackcache.size[0]! += smallStack;
  }
  const mainStackLo = base + 8 * smallStack;
  return {
    mainG: rt.heapStart,
    mainStackLo,
    mainStackHi: mainStackLo + smallStack,
    systemG: [],
    systemStack: [],
  };
}
