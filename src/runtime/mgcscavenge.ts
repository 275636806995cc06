/**
 * Giving memory back to the system, after runtime/mgcscavenge.go of Go 1.26: how much should stay,
 * which pages go, and the places in an allocation where they do.
 *
 * NON-GO: the background scavenger paces itself by a controller that aims at one percent of a
 * processor; here it is given simulated time by whoever schedules it.
 */
import { scavenge as scavenge16 } from './go1.6/mheap';
import { clearRange, popcountRange, setRange } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import { limiting } from './mgclimit';
import type { Runtime } from './runtime';
import { pageSize } from './sizeclasses';
import { TraceKind, WhyScavenge, traceEvent } from './trace';

const physPageSize = 4096;
/** Pages of a transparent huge page. */
const hugePages = (2 << 20) / pageSize;
/** A chunk with more pages in use is too dense to scavenge. */
const scavChunkHiOccPages = 496;
const retainExtraPercent = 10;
const reduceExtraPercent = 5;
/** Pages of one round of the background scavenger. */
const scavengeQuantum = 64 << 10;

const scavengeSchema = {
  /** Goals for heapInUse + heapFree and for mappedReady; infinite when not in force. */
  gcPercentGoal: 'f64',
  memoryLimitGoal: 'f64',
  /** heapInUse when the last mark phase ended. */
  lastHeapInUse: 'f64',
  releasedBg: 'f64',
  releasedEager: 'f64',
} as const;

export const newScavenge = (columns: ColumnSet): Table<typeof scavengeSchema> => {
  const table = columns.table('scavenge', scavengeSchema, 1);
  table.gcPercentGoal[0] = Infinity;
  table.memoryLimitGoal[0] = Infinity;
  return table;
};

function heapRetained(rt: Runtime): number {
  return rt.gcController.heapInUse[0]! + rt.gcController.heapFree[0]!;
}

/** gcPaceScavenger: what should stay until the next cycle. */
export function gcPaceScavenger(rt: Runtime, heapGoal: number): void {
  const { scavenge, gcController } = rt;
  const limitGoal = gcController.memoryLimit[0]! * (1 - reduceExtraPercent / 100);
  const within = gcController.mappedReady[0]! <= limitGoal;
  scavenge.memoryLimitGoal[0] = within ? Infinity : Math.floor(limitGoal);
  const last = gcController.lastHeapGoal[0]!;
  scavenge.gcPercentGoal[0] = Infinity;
  if (last === 0) return;
  const ratio = heapGoal === last ? 1 : heapGoal / last;
  let goal = Math.floor(scavenge.lastHeapInUse[0]! * ratio);
  if (goal === Infinity) return;
  goal += Math.floor(goal / (1 / (retainExtraPercent / 100)));
  goal = Math.ceil(goal / physPageSize) * physPageSize;
  if (heapRetained(rt) - goal >= physPageSize) scavenge.gcPercentGoal[0] = goal;
}

/** The scavenging that allocSpan does, when memory is short or the heap has grown by `growth`. */
export function scavengeForAlloc(rt: Runtime, scav: number, growth: number): void {
  const { scavenge, gcController } = rt;
  let bytes = 0;
  let why = WhyScavenge.heapGrowth;
  const inuse = gcController.mappedReady[0]!;
  const limit = gcController.memoryLimit[0]!;
  if (scav + inuse > limit && !limiting(rt)) {
    bytes = scav + inuse - limit;
    why = WhyScavenge.memoryLimit;
  }
  const goal = scavenge.gcPercentGoal[0]!;
  if (goal !== Infinity && growth > 0 && heapRetained(rt) + growth > goal)
    bytes = Math.max(bytes, Math.min(growth, heapRetained(rt) + growth - goal));
  if (bytes === 0) return;
  scavenge.releasedEager[0]! += scavengePages(rt, bytes, why);
}

/**
 * pageAlloc.scavenge: gives back at least `bytes`, as far as there are pages. A limit that is
 * passed takes pages from dense chunks too. Returns the bytes given back.
 */
function scavengePages(rt: Runtime, bytes: number, why: WhyScavenge): number {
  const force = why === WhyScavenge.memoryLimit || why === WhyScavenge.forced;
  let released = 0;
  while (released < bytes) {
    const last = findChunk(rt, force);
    if (last < 0) break;
    released += scavengeOne(rt, last, bytes - released, why);
  }
  return released;
}

/** scavengeIndex.find: the highest page to begin at, -1 when no chunk is worth it. */
function findChunk(rt: Runtime, force: boolean): number {
  const { state, chunk } = rt.pages;
  const cursor = force ? state.searchAddrForce : state.searchAddrBg;
  const marked = force ? state.markedForce : state.markedBg;
  if (cursor[0] === 0) return -1;
  const searchAddr = cursor[0]! - 1;
  const start = searchAddr >> 9;
  for (let c = start; c >= 0; c--) {
    if (chunk.hasFree[c] === 0) continue;
    const dense =
      chunk.inUse[c]! >= scavChunkHiOccPages ||
      (chunk.gen[c] === state.gen[0] && chunk.lastInUse[c]! >= scavChunkHiOccPages);
    if (dense && !force) continue;
    if (c === start) return searchAddr;
    const last = ((c + 1) << 9) - 1;
    cursor[0] = last + 1;
    marked[0] = 0;
    return last;
  }
  if (marked[0] === 0) cursor[0] = 0;
  return -1;
}

/** scavengeOne: the highest run at or below page `last` in its chunk. Returns its bytes. */
function scavengeOne(rt: Runtime, last: number, bytes: number, why: WhyScavenge): number {
  const { pages, gcController, memstats, mem } = rt;
  const c = last >> 9;
  const end = pages.chunk.max[c]! > 0 ? candidateEnd(rt, last) : -1;
  if (end < 0) {
    pages.chunk.hasFree[c] = 0;
    return 0;
  }
  const run = candidateRun(rt, end);
  let npages = Math.min(run, Math.ceil(bytes / pageSize));
  let start = end - npages;
  const below = start - (start % hugePages);
  // A wholly free huge page is not torn.
  if (Math.ceil(start / hugePages) * hugePages <= end && below >= end - run) {
    npages += start - below;
    start = below;
  }
  const size = npages * pageSize;
  memstats.madvises[0]!++;
  mem.zero(rt.heapStart + start * pageSize, size);
  gcController.heapReleased[0]! += size;
  gcController.heapFree[0]! -= size;
  gcController.mappedReady[0]! -= size;
  memstats.committed[0]! -= size;
  memstats.released[0]! += size;
  if (start < pages.state.searchAddr[0]!) pages.state.searchAddr[0] = start;
  setRange(pages.bits.scavenged, 0, start, npages);
  traceEvent(rt, TraceKind.scavenge, why, start, npages);
  return size;
}

/** findScavengeCandidate: page behind the highest free page with memory, at or below the word of
 * `last`; -1 when there is none in the chunk. */
function candidateEnd(rt: Runtime, last: number): number {
  const { alloc, scavenged } = rt.pages.bits;
  const first = (last >> 9) << 9;
  // Go looks at whole 64-bit words.
  for (let page = last | 63; page >= first; page--) {
    const bit = page & 31;
    if ((((alloc[page >> 5]! | scavenged[page >> 5]!) >>> bit) & 1) === 0) return page + 1;
  }
  return -1;
}

/** Free pages with memory in a row below `end`, in its chunk. */
function candidateRun(rt: Runtime, end: number): number {
  const { alloc, scavenged } = rt.pages.bits;
  const first = ((end - 1) >> 9) << 9;
  let page = end - 1;
  while (page >= first && (((alloc[page >> 5]! | scavenged[page >> 5]!) >>> (page & 31)) & 1) === 0)
    page--;
  return end - 1 - page;
}

/** scavengeIndex.nextGen: a collection is over; freed memory has had its time. */
export function scavengeNextGen(rt: Runtime): void {
  const { state } = rt.pages;
  state.gen[0]!++;
  if (state.searchAddrBg[0]! < state.freeHWM[0]!) {
    state.searchAddrBg[0] = state.freeHWM[0]!;
    state.markedBg[0] = 1;
  }
  state.freeHWM[0] = 0;
}

/** One step of the background scavenger. Returns the bytes given back, 0: it may sleep. */
export function bgscavenge(rt: Runtime): number {
  const { scavenge, gcController } = rt;
  const done =
    heapRetained(rt) <= scavenge.gcPercentGoal[0]! &&
    gcController.mappedReady[0]! <= scavenge.memoryLimitGoal[0]!;
  if (done) return 0;
  const released = scavengePages(rt, scavengeQuantum, WhyScavenge.background);
  scavenge.releasedBg[0]! += released;
  return released;
}

/** scavengeAll: everything that is free goes back. Returns the bytes. */
export function scavengeAll(rt: Runtime): number {
  if (rt.go16 !== undefined) return scavenge16(rt.go16, Infinity, 0);
  const released = scavengePages(rt, Infinity, WhyScavenge.forced);
  return released;
}

/** Marks pages as having memory behind them again, or not, when a state is set up. */
export function setScavenged(rt: Runtime, page: number, npages: number, to: boolean): void {
  const { scavenged } = rt.pages.bits;
  const had = popcountRange(scavenged, 0, page, npages) * pageSize;
  if (to) setRange(scavenged, 0, page, npages);
  else clearRange(scavenged, 0, page, npages);
  const now = to ? npages * pageSize : 0;
  rt.gcController.heapReleased[0]! += now - had;
  rt.gcController.heapFree[0]! -= now - had;
  rt.gcController.mappedReady[0]! -= now - had;
  rt.memstats.released[0]! += now - had;
  rt.memstats.committed[0]! -= now - had;
}
