/**
 * Numbers of the whole heap: runtime.MemStats, one row per size class, and the runs of free pages.
 */
import type { Dashboard, DashboardClass } from '../protocol/modes';
import type { Field, Format } from '../protocol/views';
import { SweepState } from '../protocol/views';
import type { Sources } from './details';
import { memStatsOf } from './recorder';
import { classOrder } from './stretch';
import type { View } from './view';

export function dashboardOf({ view }: Sources): Dashboard {
  const stats = Object.entries(memStatsOf(view.rt));
  return {
    tick: view.rt.tick,
    memStats: stats.map(([name, value]): Field => ({ name, value, format: formatOf(name) })),
    classes: classes(view),
    freeRuns: freeRuns(view),
  };
}

/** How a number of runtime.MemStats is written. */
export function formatOf(name: string): Format {
  if (/^(Mallocs|Frees|Lookups|HeapObjects|NumGC|NumForcedGC)$/.test(name)) return 'count';
  if (/Ns$|^LastGC$/.test(name)) return 'nanoseconds';
  return name === 'GCCPUFraction' ? 'percent' : 'bytes';
}

type Row = { -readonly [Name in keyof DashboardClass]: DashboardClass[Name] };

function classes(view: View): DashboardClass[] {
  const rows = new Map<number, Row>();
  view.forSpans(0, view.mappedPages, (span) => {
    if (view.isHeap(span)) addSpan(view, rows, span);
  });
  const [mallocs, frees] = [view.mallocs(), view.frees()];
  // Of classes that have no span any more, what they did is still told.
  for (let sizeClass = 0; sizeClass < view.sizeClasses; sizeClass++) {
    if (mallocs[sizeClass] === 0 && !rows.has(sizeClass)) continue;
    const row = rowOf(view, rows, sizeClass);
    row.mallocs = mallocs[sizeClass]!;
    row.frees = frees[sizeClass]!;
  }
  return [...rows.values()].sort((a, b) => classOrder(a) - classOrder(b));
}

function rowOf(view: View, rows: Map<number, Row>, sizeClass: number): Row {
  const known = rows.get(sizeClass);
  if (known !== undefined) return known;
  const row: Row = {
    sizeClass,
    elemBytes: view.classBytes(sizeClass),
    spans: 0,
    cachedSpans: 0,
    unsweptSpans: 0,
    slots: 0,
    objects: 0,
    bytes: 0,
    tailBytes: 0,
    mallocs: 0,
    frees: 0,
  };
  rows.set(sizeClass, row);
  return row;
}

function addSpan(view: View, rows: Map<number, Row>, span: number): void {
  const row = rowOf(view, rows, view.spanClass(span) >> 1);
  const sweep = view.sweepState(span);
  const isCached = sweep === SweepState.cachedSwept || sweep === SweepState.cachedUnswept;
  const isUnswept = sweep === SweepState.unswept || sweep === SweepState.cachedUnswept;
  const elemBytes = view.elemBytes(span);
  const slots = view.nelems(span);
  row.key ??= `span:${span}`;
  row.spans += 1;
  row.cachedSpans += isCached ? 1 : 0;
  row.unsweptSpans += isUnswept ? 1 : 0;
  row.slots += slots;
  row.objects += view.used(span);
  row.bytes += view.used(span) * elemBytes;
  row.tailBytes += view.npages(span) * 8192 - slots * elemBytes;
}

function freeRuns(view: View): { runs: number; pages: number }[] {
  const found: { runs: number; pages: number }[] = [];
  let length = 0;
  for (let page = 0; page <= view.mappedPages; page++) {
    if (page < view.mappedPages && view.isFreePage(page)) length++;
    else if (length > 0) {
      const power = 31 - Math.clz32(length);
      while (found.length <= power) found.push({ runs: 0, pages: 0 });
      found[power]!.runs += 1;
      found[power]!.pages += length;
      length = 0;
    }
  }
  return found;
}
