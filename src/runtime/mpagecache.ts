/**
 * The page cache of a P, after runtime/mpagecache.go of Go 1.26: 64 aligned pages of which the free
 * ones belong to the P, so that small spans need no heap lock.
 */
import { ctz32, findRun64, popcount32 } from '../base/bits';
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';

/** Pages of a page cache: one 64-bit word, kept in two lanes. */
export const pageCachePages = 64;

/** What a P holds for the allocator beside its mcache. */
const allpSchema = {
  /** Page cache: first page (means nothing while there is none), free pages, scavenged ones. */
  pcacheBase: 'u32',
  pcacheLow: 'u32',
  pcacheHigh: 'u32',
  pcacheScavLow: 'u32',
  pcacheScavHigh: 'u32',
  /** Free mspan structs. */
  mspancacheLen: 'u32',
  /** Entries in the write barrier's buffer. */
  wbBufNext: 'u32',
} as const;

export const newAllp = (columns: ColumnSet, procs: number): Table<typeof allpSchema> =>
  columns.table('allp', allpSchema, procs);

export function pageCacheEmpty(rt: Runtime, p: number): boolean {
  return (rt.allp.pcacheLow[p]! | rt.allp.pcacheHigh[p]!) === 0;
}

/** First page of the lowest run of `npages` in the P's cache, -1 when there is none. */
export function pageCacheFind(rt: Runtime, p: number, npages: number): number {
  const { pcacheBase, pcacheLow, pcacheHigh } = rt.allp;
  const low = pcacheLow[p]!;
  const high = pcacheHigh[p]!;
  let at: number;
  if (npages === 1) at = low !== 0 ? ctz32(low) : high !== 0 ? 32 + ctz32(high) : 64;
  else at = findRun64(low, high, npages);
  return at < 64 ? pcacheBase[p]! + at : -1;
}

/** Takes a run that pageCacheFind found. Returns how many of its pages were scavenged. */
export function pageCacheTake(rt: Runtime, p: number, page: number, npages: number): number {
  const { pcacheBase, pcacheLow, pcacheHigh, pcacheScavLow, pcacheScavHigh } = rt.allp;
  const at = page - pcacheBase[p]!;
  const low = laneMask(at, at + npages);
  const high = laneMask(at - 32, at + npages - 32);
  const scav = popcount32(pcacheScavLow[p]! & low) + popcount32(pcacheScavHigh[p]! & high);
  pcacheLow[p]! &= ~low;
  pcacheHigh[p]! &= ~high;
  pcacheScavLow[p]! &= ~low;
  pcacheScavHigh[p]! &= ~high;
  return scav;
}

/** Ones at `[from, to)` as far as they lie in a 32-bit word. */
function laneMask(from: number, to: number): number {
  const first = Math.max(0, from);
  const count = Math.min(32, to) - first;
  if (count <= 0) return 0;
  return count === 32 ? -1 : ((1 << count) - 1) << first;
}

/** allocToCache: the aligned 64 pages around the lowest free page become the P's. */
export function allocToCache(rt: Runtime, p: number): void {
  const { pages, allp } = rt;
  const first = pages.find1();
  if (first < 0) {
    allp.pcacheLow[p] = allp.pcacheHigh[p] = 0;
    allp.pcacheScavLow[p] = allp.pcacheScavHigh[p] = 0;
    pages.state.searchAddr[0] = 0x7fffffff;
    return;
  }
  const base = first & ~(pageCachePages - 1);
  const word = base >> 5;
  const { alloc, scavenged } = pages.bits;
  allp.pcacheBase[p] = base;
  const low = (allp.pcacheLow[p] = ~alloc[word]!);
  const high = (allp.pcacheHigh[p] = ~alloc[word + 1]!);
  // As in Go, those of pages that are never used come along.
  allp.pcacheScavLow[p] = scavenged[word]!;
  allp.pcacheScavHigh[p] = scavenged[word + 1]!;
  alloc[word] = alloc[word + 1] = 0xffffffff;
  scavenged[word]! &= ~low;
  scavenged[word + 1]! &= ~high;
  pages.update(base, pageCachePages);
  pages.scavIndexAlloc(base >> 9, popcount32(low) + popcount32(high));
  pages.state.searchAddr[0] = base + pageCachePages - 1;
}

/** pageCache.flush: gives the pages back, one by one. */
export function pageCacheFlush(rt: Runtime, p: number): void {
  if (pageCacheEmpty(rt, p)) return;
  const { pages, allp } = rt;
  const { alloc, scavenged } = pages.bits;
  const base = allp.pcacheBase[p]!;
  const word = base >> 5;
  const low = allp.pcacheLow[p]!;
  const high = allp.pcacheHigh[p]!;
  alloc[word]! &= ~low;
  alloc[word + 1]! &= ~high;
  for (let i = 0; i < pageCachePages; i++) {
    if (((i < 32 ? low >>> i : high >>> (i - 32)) & 1) === 1)
      pages.scavIndexFree(base >> 9, base + i, 1);
  }
  scavenged[word]! |= allp.pcacheScavLow[p]!;
  scavenged[word + 1]! |= allp.pcacheScavHigh[p]!;
  if (base < pages.state.searchAddr[0]!) pages.state.searchAddr[0] = base;
  pages.update(base, pageCachePages);
  allp.pcacheLow[p] = allp.pcacheHigh[p] = 0;
  allp.pcacheScavLow[p] = allp.pcacheScavHigh[p] = 0;
}
