/**
 * Statistics of the allocator, after runtime/mstats.go of Go 1.26: the counters that the runtime
 * keeps as it goes, and runtime.MemStats made of them.
 *
 * NON-GO: locks and system calls are counted too, since what the three levels save is their number.
 */
import type { ColumnSet, Table } from '../base/columns';
import { flushallmcaches } from './go1.6/mcache';
import { memStatsNow as memStats16 } from './go1.6/mstats';
import { releaseAll } from './mcache';
import { heapGoal } from './mgcpacer';
import type { Runtime } from './runtime';
import { class_to_size, numSizeClasses, numSpanClasses } from './sizeclasses';
import { stackcache_clear } from './stack';

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
  mcacheInuse: 'f64',
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
  /** Objects from before main.main. */
  bootMallocs: 'f64',
  mcentralLocks: 'f64',
  mheapLocks: 'f64',
  stackpoolLocks: 'f64',
  mmaps: 'f64',
  madvises: 'f64',
} as const;

/** cpuStats: processor time in nanoseconds, as of the last mark termination. */
const cpuStatsSchema = {
  GCAssistTime: 'f64',
  GCDedicatedTime: 'f64',
  GCIdleTime: 'f64',
  GCPauseTime: 'f64',
  GCTotalTime: 'f64',
  ScavengeBgTime: 'f64',
  IdleTime: 'f64',
  UserTime: 'f64',
  TotalTime: 'f64',
  /** sched.idleTime and scavenge.backgroundTime: since then. */
  idleTime: 'f64',
  scavengeTime: 'f64',
} as const;

/** Per size class. */
const sizeStatsSchema = { smallAllocCount: 'f64', smallFreeCount: 'f64' } as const;

/** Bytes of an mspan. */
export const mspanBytes = 160;
/** Pauses that MemStats remembers. */
const pauses = 256;
/** Bytes of an mcache, and of a chunk of them. */
export const mcacheBytes = 2296;
const mcacheChunkBytes = 16072;
const mcachesPerChunk = 7;

/** Bytes from the system for so many mcaches. */
export const mcachesBytes = (mcaches: number): number =>
  Math.ceil(mcaches / mcachesPerChunk) * mcacheChunkBytes;
/** Classes that MemStats reports. */
const bySizeClasses = 61;

/** Length and end of the last pauses, in nanoseconds of the simulated clock. */
export const newPauses = (columns: ColumnSet): Table<{ readonly ns: 'f64'; readonly end: 'f64' }> =>
  columns.table('pauses', { ns: 'f64', end: 'f64' } as const, pauses);

export const newMemstats = (columns: ColumnSet): Table<typeof memstatsSchema> =>
  columns.table('memstats', memstatsSchema, 1);

export const newCpuStats = (columns: ColumnSet): Table<typeof cpuStatsSchema> =>
  columns.table('cpuStats', cpuStatsSchema, 1);

export const newSizeStats = (columns: ColumnSet): Table<typeof sizeStatsSchema> =>
  columns.table('sizeStats', sizeStatsSchema, numSizeClasses);

/**
 * cpuStats.accumulate at the end of a mark phase, and the share of the collector so far. NON-GO:
 * a stopped world takes no time, and neither does scavenging for an allocation.
 */
export function accumulateCpuStats(rt: Runtime, now: number): void {
  const { cpuStats: s, gcController: c, memstats } = rt;
  const dedicated = c.dedicatedMarkTime[0]! + c.fractionalMarkTime[0]!;
  s.GCAssistTime[0]! += c.assistTime[0]!;
  s.GCDedicatedTime[0]! += dedicated;
  s.GCIdleTime[0]! += c.idleMarkTime[0]!;
  s.GCTotalTime[0]! += c.assistTime[0]! + dedicated + c.idleMarkTime[0]!;
  s.ScavengeBgTime[0]! += s.scavengeTime[0]!;
  const { totaltime, procresizetime } = rt.sched.sched;
  s.TotalTime[0] = totaltime[0]! + (now - procresizetime[0]!) * rt.procs;
  s.IdleTime[0]! += s.idleTime[0]!;
  s.UserTime[0] = s.TotalTime[0] - (s.GCTotalTime[0]! + s.ScavengeBgTime[0]! + s.IdleTime[0]!);
  memstats.gc_cpu_fraction[0] =
    s.TotalTime[0] === 0 ? 0 : (s.GCTotalTime[0]! - s.GCIdleTime[0]!) / s.TotalTime[0];
  s.idleTime[0] = s.scavengeTime[0] = 0;
}

/** runtime.MemStats, with Go's names. */
export interface MemStats {
  readonly Alloc: number;
  readonly TotalAlloc: number;
  readonly Sys: number;
  readonly Lookups: number;
  readonly Mallocs: number;
  readonly Frees: number;
  readonly HeapAlloc: number;
  readonly HeapSys: number;
  readonly HeapIdle: number;
  readonly HeapInuse: number;
  readonly HeapReleased: number;
  readonly HeapObjects: number;
  readonly StackInuse: number;
  readonly StackSys: number;
  readonly MSpanInuse: number;
  readonly MSpanSys: number;
  readonly MCacheInuse: number;
  readonly MCacheSys: number;
  readonly BuckHashSys: number;
  readonly GCSys: number;
  readonly OtherSys: number;
  readonly NextGC: number;
  readonly LastGC: number;
  readonly PauseTotalNs: number;
  readonly PauseNs: readonly number[];
  readonly PauseEnd: readonly number[];
  readonly NumGC: number;
  readonly NumForcedGC: number;
  readonly GCCPUFraction: number;
  readonly BySize: readonly {
    readonly Size: number;
    readonly Mallocs: number;
    readonly Frees: number;
  }[];
}

/**
 * runtime.ReadMemStats. As in Go it first empties all mcaches, so asking changes where the next
 * objects go.
 */
export function readmemstats(rt: Runtime): MemStats {
  if (rt.go16 !== undefined) {
    flushallmcaches(rt.go16);
    return memStats16(rt.go16);
  }
  for (let p = 0; p < rt.procs; p++) {
    releaseAll(rt, p);
    stackcache_clear(rt, p);
  }
  return memStatsNow(rt);
}

/**
 * The same without emptying anything: what mcaches hold is added.
 *
 * LONG: one list of fields.
 */
export function memStatsNow(rt: Runtime): MemStats {
  if (rt.go16 !== undefined) return memStats16(rt.go16);
  const { memstats: m, gcController: c, sizeStats } = rt;
  const mallocs = Float64Array.from(sizeStats.smallAllocCount);
  let tiny = m.tinyAllocCount[0]!;
  for (let p = 0; p < rt.procs; p++) {
    tiny += rt.mcache.tinyAllocs[p]!;
    for (let spc = 0; spc < numSpanClasses; spc++) {
      const s = rt.mcacheAlloc.span[p * numSpanClasses + spc]!;
      mallocs[spc >> 1]! += rt.mspan.allocCount[s]! - rt.mspan.allocCountBeforeCache[s]!;
    }
  }
  let TotalAlloc = m.largeAlloc[0]!;
  let totalFree = m.largeFree[0]!;
  let Mallocs = m.largeAllocCount[0]! + tiny;
  let Frees = m.largeFreeCount[0]! + tiny;
  for (let i = 0; i < numSizeClasses; i++) {
    TotalAlloc += mallocs[i]! * class_to_size[i]!;
    Mallocs += mallocs[i]!;
    totalFree += sizeStats.smallFreeCount[i]! * class_to_size[i]!;
    Frees += sizeStats.smallFreeCount[i]!;
  }
  const StackInuse = m.inStacks[0]!;
  const HeapSys = c.heapInUse[0]! + c.heapFree[0]! + c.heapReleased[0]!;
  const metadata = m.stacks_sys[0]! + m.mspan_sys[0]! + m.mcache_sys[0]! + m.buckhash_sys[0]!;
  const other = m.gcMiscSys[0]! + m.other_sys[0]! + StackInuse + m.inWorkBufs[0]!;
  const shown = Math.min(m.numgc[0]!, pauses);
  return {
    Alloc: TotalAlloc - totalFree,
    TotalAlloc,
    Sys: HeapSys + metadata + other,
    Lookups: 0,
    Mallocs,
    Frees,
    HeapAlloc: TotalAlloc - totalFree,
    HeapSys,
    HeapIdle: c.heapFree[0]! + c.heapReleased[0]!,
    HeapInuse: c.heapInUse[0]!,
    HeapReleased: c.heapReleased[0]!,
    HeapObjects: Mallocs - Frees,
    StackInuse,
    StackSys: StackInuse + m.stacks_sys[0]!,
    MSpanInuse: rt.mheap.spanInuse[0]! * mspanBytes,
    MSpanSys: m.mspan_sys[0]!,
    MCacheInuse: m.mcacheInuse[0]!,
    MCacheSys: m.mcache_sys[0]!,
    BuckHashSys: m.buckhash_sys[0]!,
    GCSys: m.gcMiscSys[0]! + m.inWorkBufs[0]!,
    OtherSys: m.other_sys[0]!,
    NextGC: heapGoal(rt),
    LastGC: m.last_gc_unix[0]!,
    PauseTotalNs: m.pause_total_ns[0]!,
    PauseNs: Array.from(rt.pauses.ns.subarray(0, shown)),
    PauseEnd: Array.from(rt.pauses.end.subarray(0, shown)),
    NumGC: m.numgc[0]!,
    NumForcedGC: m.numforcedgc[0]!,
    GCCPUFraction: m.gc_cpu_fraction[0]!,
    BySize: Array.from({ length: bySizeClasses }, (_, i) => ({
      Size: class_to_size[i]!,
      Mallocs: mallocs[i]!,
      Frees: sizeStats.smallFreeCount[i]!,
    })),
  };
}

/** Allocations that the mcaches served without asking anybody. */
export function mcacheHits(rt: Runtime): number {
  if (rt.go16 !== undefined) return rt.go16.memstats.mcacheHits[0]!;
  return memStatsNow(rt).Mallocs - rt.memstats.bootMallocs[0]! - rt.memstats.slowAllocs[0]!;
}
