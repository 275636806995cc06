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

/** The counters of a process; they are read when asked for. */
export function countersOf(rt: Runtime): Counters {
  return rt.go16 === undefined ? modernCounters(rt) : classicCounters(rt.go16);
}

function modernCounters({ gcController, memstats }: Runtime): Counters {
  return {
    get heapLive() {
      return gcController.heapLive[0]!;
    },
    get heapInUse() {
      return gcController.heapInUse[0]!;
    },
    get heapFree() {
      return gcController.heapFree[0]!;
    },
    get heapReleased() {
      return gcController.heapReleased[0]!;
    },
    get stackBytes() {
      return memstats.inStacks[0]!;
    },
    get mmaps() {
      return memstats.mmaps[0]!;
    },
    get madvises() {
      return memstats.madvises[0]!;
    },
    get mcentralLocks() {
      return memstats.mcentralLocks[0]!;
    },
    get mheapLocks() {
      return memstats.mheapLocks[0]!;
    },
    get cycles() {
      return memstats.numgc[0]!;
    },
  };
}

function classicCounters({ memstats }: NonNullable<Runtime['go16']>): Counters {
  return {
    get heapLive() {
      return memstats.heap_live[0]!;
    },
    /** heap_inuse counts stacks too. */
    get heapInUse() {
      return memstats.heap_inuse[0]! - memstats.stacks_inuse[0]!;
    },
    get heapFree() {
      return memstats.heap_idle[0]! - memstats.heap_released[0]!;
    },
    get heapReleased() {
      return memstats.heap_released[0]!;
    },
    get stackBytes() {
      return memstats.stacks_inuse[0]!;
    },
    get mmaps() {
      return memstats.mmaps[0]!;
    },
    get madvises() {
      return memstats.madvises[0]!;
    },
    get mcentralLocks() {
      return memstats.mcentralLocks[0]!;
    },
    get mheapLocks() {
      return memstats.mheapLocks[0]!;
    },
    get cycles() {
      return memstats.numgc[0]!;
    },
  };
}
