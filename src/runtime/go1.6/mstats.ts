/**
 * runtime.MemStats of Go 1.6, after runtime/mstats.go, in the shape that later Gos have: what 1.6
 * did not count is 0.
 */
import type { MemStats } from '../mstats';
import { class_to_size, numSizeClasses } from './msize';
import type { Runtime16 } from './runtime';

/** Bytes of an mspan and an mcache. */
const mspanBytes = 120;
const mcacheBytes = 1200;
const fixallocChunk = 16384;
/** Classes that MemStats reports. */
const bySizeClasses = 61;

/** The counters now. Mallocs counts objects handed out; tiny ones are freed with their block. */
export function memStatsNow(rt: Runtime16): MemStats {
  const { memstats: m, mspan, host } = rt;
  let tiny = m.tinyallocs[0]!;
  for (let p = 0; p < host.procs; p++) tiny += rt.mcache.local_tinyallocs[p]!;
  const structs = mspan.rows - 1;
  const perChunk = Math.floor(fixallocChunk / mspanBytes);
  const MSpanSys = Math.ceil(structs / perChunk) * fixallocChunk;
  const Frees = m.nfree[0]! + tiny;
  const HeapAlloc = m.total_alloc[0]! - m.total_free[0]!;
  const StackInuse = m.stacks_inuse[0]!;
  return {
    Alloc: HeapAlloc,
    TotalAlloc: m.total_alloc[0]!,
    Sys: m.heap_sys[0]! + MSpanSys + fixallocChunk + m.gc_sys[0]! + m.other_sys[0]!,
    Lookups: 0,
    Mallocs: m.nmalloc[0]!,
    Frees,
    HeapAlloc,
    HeapSys: m.heap_sys[0]! - StackInuse,
    HeapIdle: m.heap_idle[0]!,
    HeapInuse: m.heap_inuse[0]! - StackInuse,
    HeapReleased: m.heap_released[0]!,
    HeapObjects: m.nmalloc[0]! - Frees,
    StackInuse,
    StackSys: StackInuse,
    MSpanInuse: structs * mspanBytes,
    MSpanSys,
    MCacheInuse: host.procs * mcacheBytes,
    MCacheSys: fixallocChunk,
    BuckHashSys: 0,
    GCSys: m.gc_sys[0]!,
    OtherSys: m.other_sys[0]!,
    NextGC: m.next_gc[0]!,
    LastGC: 0,
    PauseTotalNs: 0,
    PauseNs: [],
    PauseEnd: [],
    NumGC: m.numgc[0]!,
    NumForcedGC: 0,
    GCCPUFraction: 0,
    BySize: Array.from({ length: Math.min(bySizeClasses, numSizeClasses) }, (_, i) => ({
      Size: class_to_size[i]!,
      Mallocs: rt.bySize.nmalloc[i]!,
      Frees: rt.bySize.nfree[i]!,
    })),
  };
}
