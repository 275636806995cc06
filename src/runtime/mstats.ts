/**
 * Statistics of the allocator, after runtime/mstats.go of Go 1.26: the counters that the runtime
 * keeps as it goes, and runtime.MemStats made of them.
 *
 * NON-GO: locks and system calls are counted too, since what the three levels save is their number.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';
import { numSizeClasses } from './sizeclasses';

const memstatsSchema = {
  // heapStatsDelta
  committed: 'f64',
  released: 'f64',
  inHeap: 'f64',
  inStacks: 'f64',
  inWorkBufs: 'f64',
  tinyAllocCount: 'f64',
  largeAlloc: 'f64',
  largeAllocCount: 'f64',
  largeFree: 'f64',
  largeFreeCount: 'f64',
  // sysMemStat
  stacks_sys: 'f64',
  mspan_sys: 'f64',
  mcache_sys: 'f64',
  buckhash_sys: 'f64',
  gcMiscSys: 'f64',
  other_sys: 'f64',
  numgc: 'u32',
  numforcedgc: 'u32',
  last_gc_unix: 'f64',
  pause_total_ns: 'f64',
  gc_cpu_fraction: 'f64',
  /** Refills and large allocations: what the mcaches could not serve alone. */
  slowAllocs: 'f64',
  mcentralLocks: 'f64',
  mheapLocks: 'f64',
  stackpoolLocks: 'f64',
  mmaps: 'f64',
  madvises: 'f64',
} as const;

/** Per size class. */
const sizeStatsSchema = { smallAllocCount: 'f64', smallFreeCount: 'f64' } as const;

export const newMemstats = (columns: ColumnSet): Table<typeof memstatsSchema> =>
  columns.table('memstats', memstatsSchema, 1);

export const newSizeStats = (columns: ColumnSet): Table<typeof sizeStatsSchema> =>
  columns.table('sizeStats', sizeStatsSchema, numSizeClasses);

/** runtime.MemStats under its names. */
export function readmemstats(rt: Runtime): Record<string, number> {
  return { HeapInuse: rt.memstats.inHeap[0]! };
}
