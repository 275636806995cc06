/** Which events of the log fall into a stretch of the run. */
import type { Trace } from '../runtime/trace';

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
