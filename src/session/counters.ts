/** What the allocator counts for itself, whichever runtime it is of. */
import type { Runtime } from '../runtime/runtime';

export interface Counters {
  /** Bytes that the pacer takes for live. */
  readonly heapLive: number;
  /** Bytes of pages by use; released ones are with the operating system. */
  readonly heapInUse: number;
  readonly heapFree: number;
  readonly heapReleased: number;
  readonly stackBytes: number;
  /** System calls. */
  readonly mmaps: number;
  readonly madvises: number;
  /** How often a lock was taken. */
  readonly mcentralLocks: number;
  readonly mheapLocks: number;
  /** Finished collections. */
  readonly cycles: number;
}

/** What the counters of a process say now. */
export function countersOf(rt: Runtime): Counters {
  return rt.go16 === undefined ? modernCounters(rt) : classicCounters(rt.go16);
}

function modernCounters({ gcController: c, memstats: m }: Runtime): Counters {
  return {
    ...{ heapLive: c.heapLive[0]!, heapInUse: c.heapInUse[0]!, heapFree: c.heapFree[0]! },
    ...{ heapReleased: c.heapReleased[0]!, stackBytes: m.inStacks[0]!, cycles: m.numgc[0]! },
    ...{ mmaps: m.mmaps[0]!, madvises: m.madvises[0]! },
    ...{ mcentralLocks: m.mcentralLocks[0]!, mheapLocks: m.mheapLocks[0]! },
  };
}

function classicCounters({ memstats: m }: NonNullable<Runtime['go16']>): Counters {
  const stackBytes = m.stacks_inuse[0]!;
  const heapReleased = m.heap_released[0]!;
  return {
    // heap_inuse counts stacks too.
    ...{ heapLive: m.heap_live[0]!, heapInUse: m.heap_inuse[0]! - stackBytes, stackBytes },
    ...{ heapFree: m.heap_idle[0]! - heapReleased, heapReleased, cycles: m.numgc[0]! },
    ...{ mmaps: m.mmaps[0]!, madvises: m.madvises[0]! },
    ...{ mcentralLocks: m.mcentralLocks[0]!, mheapLocks: m.mheapLocks[0]! },
  };
}
