/**
 * NON-GO: reasons of events of the go1.6 allocator, for those who look on: what a trace event's
 * `why` says.
 */

/** Numbers from 128 on, apart from those of ../trace.ts. */
export const enum Why16 {
  /** A slot from the free list of the span in the mcache. */
  freelist = 128,
  /** Inside of the current tiny block. */
  tiny,
  /** More than 32 KiB: a span of its own. */
  large,
  /** mcentral had a span with free objects. */
  nonempty,
  /** A span of the empty list had free objects once swept. */
  emptySwept,
  /** mcentral had none: a new span of mheap. */
  grow,
  /** From free[n]. */
  fixedList,
  /** From freelarge. */
  bestFit,
  /** The arena grew. */
  grown,
  /** What was left of a span of which only a part was needed. */
  split,
  /** Sweeping found nothing alive. */
  swept,
  /** A stack span without stacks. */
  stack,
  /** Free for more than five minutes. */
  idle,
  /** runtime.GC. */
  forced,
  /** heap_live reached next_gc. */
  trigger,
  /** Two minutes without a collection. */
  timer,
  /** A span left the mcache, full. */
  full,
  /** A collection took a span out of the mcache. */
  flushed,
  /** Less than 16 bytes without pointers: a new tiny block. */
  tinyBlock,
}
