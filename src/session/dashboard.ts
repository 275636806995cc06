/**
 * Numbers of the whole heap: runtime.MemStats, one row per size class, and the runs of free pages.
 */
import type { Dashboard } from '../protocol/modes';
import type { Field, Format } from '../protocol/views';
import type { Sources } from './details';
import { memStatsOf } from './recorder';

/** To be asked when the survey is done. */
export function dashboardOf({ view, survey }: Sources): Dashboard {
  const stats = Object.entries(memStatsOf(view.rt));
  return {
    tick: view.rt.tick,
    memStats: stats.map(([name, value]): Field => ({ name, value, format: formatOf(name) })),
    classes: survey.classes(),
    freeRuns: survey.freeRuns,
  };
}

/** How a number of runtime.MemStats is written. */
export function formatOf(name: string): Format {
  if (/^(Mallocs|Frees|Lookups|HeapObjects|NumGC|NumForcedGC)$/.test(name)) return 'count';
  if (/Ns$|^LastGC$/.test(name)) return 'nanoseconds';
  return name === 'GCCPUFraction' ? 'percent' : 'bytes';
}
