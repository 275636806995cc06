/** How long work holds up a thread: on the clock, in processor time, and what of it V8 collects. */
import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import type { NodeGCPerformanceDetail } from 'node:perf_hooks';

/** No slice may take longer. */
const barMilliseconds = 10;

export interface Held {
  /** On the clock, from `performance.now()`. */
  readonly start: number;
  readonly wall: number;
  /** Processor time of the thread, which does not count the time others had the core. */
  readonly cpu: number;
}

/** Milliseconds that this thread has run, NaN where the system does not tell. */
function cpuMilliseconds(): number {
  try {
    // Asking for the process's time brings the thread's up to date.
    process.cpuUsage();
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

export function held(work: () => void): Held {
  const before = cpuMilliseconds();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  return { start, wall, cpu: cpuMilliseconds() - before };
}

interface Collection {
  readonly start: number;
  readonly milliseconds: number;
  readonly kind: number;
}

const collections: Collection[] = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { startTime, duration } = entry;
    const { kind } = (entry as { detail?: NodeGCPerformanceDetail }).detail ?? {};
    collections.push({ start: startTime, milliseconds: duration, kind: kind ?? 0 });
  }
}).observe({ entryTypes: ['gc'] });

/** Collections of V8's own collector meanwhile; known a turn later. */
export function collectionsIn({ start, wall }: Held): readonly Collection[] {
  return collections.filter(
    (one) => one.start < start + wall && one.start + one.milliseconds > start,
  );
}

export function isLong({ cpu, wall }: Held): boolean {
  return (Number.isNaN(cpu) ? wall : cpu) > barMilliseconds;
}
