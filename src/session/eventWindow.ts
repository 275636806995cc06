/** Windows of the log: which events stand in a stretch of the run. */
import type { TickRange } from '../protocol/protocol';
import type { Trace } from '../runtime/trace';

/** Events of the log: from one on, up to another one. */
export interface EventWindow {
  readonly first: number;
  readonly limit: number;
}

/** The events of a stretch of the run, as far as it has come. */
export function eventsOf(trace: Trace, { fromTick, toTick }: TickRange): EventWindow {
  const first = eventsUntil(trace, fromTick - 1);
  return { first, limit: Math.max(first, eventsUntil(trace, toTick)) };
}

/** The first event after `tick`; events are in order of their ticks. */
export function eventsUntil(trace: Trace, tick: number): number {
  let low = 0;
  let high = trace.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (trace.tick(middle) <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
