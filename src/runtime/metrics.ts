/**
 * What package runtime/metrics reads, after runtime/metrics.go of Go 1.26. As there, nothing is
 * emptied or flushed for it: what an mcache has handed out of its spans since it took them is not
 * counted yet.
 *
 * Processor time is that of the simulated machine. Leaves out what a simulated clock has no honest
 * answer to (latencies, pauses, time spent waiting for locks), what there is none of (cgo, settings
 * of GODEBUG), and threads.
 */
import type { Uint64 } from '../base/bits';
import { uint64 } from '../base/bits';
import { gcCleanupsQueued } from './mcleanup';
import { shownHeapGoal } from './mgcpacer';
import { mspanBytes } from './mstats';
import { gcount } from './proc';
import type { Runtime } from './runtime';
import { GStatus } from './runtime2';
import { class_to_size, numSizeClasses } from './sizeclasses';

/** heapStatsAggregate: counts and bytes of objects as far as the mcaches have told. */
interface HeapStats {
  totalAllocs: number;
  totalFrees: number;
  totalAllocated: number;
  totalFreed: number;
}

function heapStats({ memstats: m, sizeStats: sizes }: Runtime): HeapStats {
  let totalAllocs = m.largeAllocCount[0]!;
  let totalFrees = m.largeFreeCount[0]!;
  let totalAllocated = m.largeAlloc[0]!;
  let totalFreed = m.largeFree[0]!;
  for (let i = 0; i < numSizeClasses; i++) {
    const [allocs, frees] = [sizes.smallAllocCount[i]!, sizes.smallFreeCount[i]!];
    totalAllocs += allocs;
    totalFrees += frees;
    totalAllocated += allocs * class_to_size[i]!;
    totalFreed += frees * class_to_size[i]!;
  }
  return { totalAllocs, totalFrees, totalAllocated, totalFreed };
}

const maxInt64: Uint64 = [0xffffffff, 0x7fffffff];

type Read = (rt: Runtime) => number | Uint64;

const inObjects = (rt: Runtime): number => {
  const { totalAllocated, totalFreed } = heapStats(rt);
  return totalAllocated - totalFreed;
};

function countOf(rt: Runtime, status: GStatus): number {
  const { g } = rt.sched;
  let count = 0;
  for (let gp = 1; gp < g.rows; gp++) if (g.status[gp] === status) count++;
  return count;
}

/** The metrics that are one number each, by name. */
const scalars: Readonly<Record<string, Read>> = {
  '/gc/cleanups/executed:cleanups': ({ gcCleanups }) => gcCleanups.queue.executed[0]!,
  '/gc/cleanups/queued:cleanups': gcCleanupsQueued,
  '/gc/cycles/automatic:gc-cycles': ({ memstats: m }) => m.numgc[0]! - m.numforcedgc[0]!,
  '/gc/cycles/forced:gc-cycles': ({ memstats }) => memstats.numforcedgc[0]!,
  '/gc/cycles/total:gc-cycles': ({ memstats }) => memstats.numgc[0]!,
  '/gc/finalizers/executed:finalizers': ({ finalizers }) => finalizers.fing.executed[0]!,
  '/gc/finalizers/queued:finalizers': ({ finalizers }) => finalizers.fing.queued[0]!,
  '/gc/gogc:percent': ({ gcController }) => gcController.gcPercent[0]!,
  '/gc/gomemlimit:bytes': ({ gcController: { memoryLimit } }) =>
    memoryLimit[0] === Infinity ? maxInt64 : memoryLimit[0]!,
  '/gc/heap/allocs:bytes': (rt) => heapStats(rt).totalAllocated,
  '/gc/heap/allocs:objects': (rt) => heapStats(rt).totalAllocs,
  '/gc/heap/frees:bytes': (rt) => heapStats(rt).totalFreed,
  '/gc/heap/frees:objects': (rt) => heapStats(rt).totalFrees,
  '/gc/heap/goal:bytes': shownHeapGoal,
  '/gc/heap/live:bytes': ({ gcController }) => gcController.heapMarked[0]!,
  '/gc/heap/objects:objects': (rt) => {
    const { totalAllocs, totalFrees } = heapStats(rt);
    return totalAllocs - totalFrees;
  },
  '/gc/heap/tiny/allocs:objects': ({ memstats }) => memstats.tinyAllocCount[0]!,
  '/gc/limiter/last-enabled:gc-cycle': (rt) => rt.gcCPULimiter.lastEnabledCycle[0]!,
  '/gc/scan/globals:bytes': ({ gcController }) => gcController.globalsScan[0]!,
  '/gc/scan/heap:bytes': ({ gcController }) => gcController.heapScan[0]!,
  '/gc/scan/stack:bytes': ({ gcController }) => gcController.lastStackScan[0]!,
  '/gc/scan/total:bytes': ({ gcController: c }) =>
    c.heapScan[0]! + c.lastStackScan[0]! + c.globalsScan[0]!,
  '/gc/stack/starting-size:bytes': ({ sched }) => sched.sched.startingStackSize[0]!,
  '/memory/classes/heap/free:bytes': ({ memstats: m }) =>
    m.committed[0]! - m.inHeap[0]! - m.inStacks[0]! - m.inWorkBufs[0]!,
  '/memory/classes/heap/objects:bytes': inObjects,
  '/memory/classes/heap/released:bytes': ({ memstats }) => memstats.released[0]!,
  '/memory/classes/heap/stacks:bytes': ({ memstats }) => memstats.inStacks[0]!,
  '/memory/classes/heap/unused:bytes': (rt) => rt.memstats.inHeap[0]! - inObjects(rt),
  '/memory/classes/metadata/mcache/free:bytes': ({ memstats: m }) =>
    m.mcache_sys[0]! - m.mcacheInuse[0]!,
  '/memory/classes/metadata/mcache/inuse:bytes': ({ memstats }) => memstats.mcacheInuse[0]!,
  '/memory/classes/metadata/mspan/free:bytes': ({ memstats: m, mheap }) =>
    m.mspan_sys[0]! - mheap.spanInuse[0]! * mspanBytes,
  '/memory/classes/metadata/mspan/inuse:bytes': ({ mheap }) => mheap.spanInuse[0]! * mspanBytes,
  '/memory/classes/metadata/other:bytes': ({ memstats: m }) => m.inWorkBufs[0]! + m.gcMiscSys[0]!,
  '/memory/classes/os-stacks:bytes': ({ memstats }) => memstats.stacks_sys[0]!,
  '/memory/classes/other:bytes': ({ memstats }) => memstats.other_sys[0]!,
  '/memory/classes/profiling/buckets:bytes': ({ memstats }) => memstats.buckhash_sys[0]!,
  '/memory/classes/total:bytes': ({ memstats: m }) =>
    m.committed[0]! +
    m.released[0]! +
    m.stacks_sys[0]! +
    m.mspan_sys[0]! +
    m.mcache_sys[0]! +
    m.buckhash_sys[0]! +
    m.gcMiscSys[0]! +
    m.other_sys[0]!,
  '/sched/goroutines-created:goroutines': ({ sched }) => sched.sched.goroutinesCreated[0]!,
  '/sched/goroutines/not-in-go:goroutines': () => 0,
  '/sched/goroutines/runnable:goroutines': (rt) => countOf(rt, GStatus.runnable),
  '/sched/goroutines/running:goroutines': (rt) => countOf(rt, GStatus.running),
  '/sched/goroutines/waiting:goroutines': (rt) => countOf(rt, GStatus.waiting),
  '/sched/gomaxprocs:threads': ({ procs }) => procs,
  '/sched/goroutines:goroutines': (rt) => gcount(rt, true),
};

/** Processor time by what it went into, in seconds. */
const seconds: Readonly<Record<string, (rt: Runtime) => number>> = {
  '/cpu/classes/gc/mark/assist:cpu-seconds': ({ cpuStats }) => cpuStats.GCAssistTime[0]!,
  '/cpu/classes/gc/mark/dedicated:cpu-seconds': ({ cpuStats }) => cpuStats.GCDedicatedTime[0]!,
  '/cpu/classes/gc/mark/idle:cpu-seconds': ({ cpuStats }) => cpuStats.GCIdleTime[0]!,
  '/cpu/classes/gc/pause:cpu-seconds': ({ cpuStats }) => cpuStats.GCPauseTime[0]!,
  '/cpu/classes/gc/total:cpu-seconds': ({ cpuStats }) => cpuStats.GCTotalTime[0]!,
  '/cpu/classes/idle:cpu-seconds': ({ cpuStats }) => cpuStats.IdleTime[0]!,
  '/cpu/classes/scavenge/assist:cpu-seconds': () => 0,
  '/cpu/classes/scavenge/background:cpu-seconds': ({ cpuStats }) => cpuStats.ScavengeBgTime[0]!,
  '/cpu/classes/scavenge/total:cpu-seconds': ({ cpuStats }) => cpuStats.ScavengeBgTime[0]!,
  '/cpu/classes/total:cpu-seconds': ({ cpuStats }) => cpuStats.TotalTime[0]!,
  '/cpu/classes/user:cpu-seconds': ({ cpuStats }) => cpuStats.UserTime[0]!,
};

/** readMetrics of a metric that is a time, in seconds; undefined when there is none such. */
export function readSeconds(rt: Runtime, name: string): number | undefined {
  if (rt.go16 !== undefined || !Object.hasOwn(seconds, name)) return undefined;
  return seconds[name]!(rt) / 1e9;
}

/** readMetrics of a metric that is one number; undefined when there is none of this name. */
export function readMetric(rt: Runtime, name: string): Uint64 | undefined {
  // Go 1.6 had no such package.
  if (rt.go16 !== undefined || !Object.hasOwn(scalars, name)) return undefined;
  const value = scalars[name]!(rt);
  return typeof value === 'number' ? uint64(value) : value;
}

/**
 * readMetrics of a metric by size: objects of each size class from 1 on, then the large ones.
 * Undefined when there is none of this name.
 */
export function readMetricBySize(rt: Runtime, name: string): readonly number[] | undefined {
  const { memstats, sizeStats } = rt;
  if (rt.go16 !== undefined) return undefined;
  if (name === '/gc/heap/allocs-by-size:bytes')
    return [...sizeStats.smallAllocCount.subarray(1, numSizeClasses), memstats.largeAllocCount[0]!];
  if (name === '/gc/heap/frees-by-size:bytes')
    return [...sizeStats.smallFreeCount.subarray(1, numSizeClasses), memstats.largeFreeCount[0]!];
  return undefined;
}
