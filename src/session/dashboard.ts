/**
 * Numbers of the whole heap: runtime.MemStats, one row per size class, and the runs of free pages.
 */
import type { Dashboard, DashboardClass } from '../protocol/modes';
import type { Field, Format } from '../protocol/views';
import { SweepState } from '../protocol/views';
import { class_to_size, numSizeClasses } from '../runtime/sizeclasses';
import type { Sources } from './details';
import { memStatsOf } from './recorder';
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
function formatOf(name: string): Format {
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
  const { sizeStats } = view.rt;
  // Of classes that have no span any more, what they did is still told.
  for (let sizeClass = 1; sizeClass < numSizeClasses; sizeClass++) {
    const [mallocs, frees] = [
      sizeStats.smallAllocCount[sizeClass]!,
      sizeStats.smallFreeCount[sizeClass]!,
    ];
    if (mallocs === 0 && !rows.has(sizeClass)) continue;
    const row = rowOf(rows, sizeClass);
    row.mallocs += mallocs;
    row.frees += frees;
  }
  const { largeAllocCount, largeFreeCount } = view.rt.memstats;
  if (largeAllocCount[0]! > 0) {
    const row = rowOf(rows, 0);
    row.mallocs = largeAllocCount[0]!;
    row.frees = largeFreeCount[0]!;
  }
  return [...rows.values()].sort((a, b) => order(a) - order(b));
}

/** Large objects stand at the end. */
function order({ sizeClass }: DashboardClass): number {
  return sizeClass === 0 ? numSizeClasses : sizeClass;
}

function rowOf(rows: Map<number, Row>, sizeClass: number): Row {
  const known = rows.get(sizeClass);
  if (known !== undefined) return known;
  const row: Row = {
    sizeClass,
    elemBytes: class_to_size[sizeClass]!,
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
  const { mspan } = view.rt;
  const row = rowOf(rows, mspan.spanclass[span]! >> 1);
  const sweep = view.sweepState(span);
  const isCached = sweep === SweepState.cachedSwept || sweep === SweepState.cachedUnswept;
  const isUnswept = sweep === SweepState.unswept || sweep === SweepState.cachedUnswept;
  const elemBytes = mspan.elemsize[span]!;
  const slots = mspan.nelems[span]!;
  row.key ??= `span:${span}`;
  row.spans += 1;
  row.cachedSpans += isCached ? 1 : 0;
  row.unsweptSpans += isUnswept ? 1 : 0;
  row.slots += slots;
  row.objects += mspan.allocCount[span]!;
  row.bytes += mspan.allocCount[span]! * elemBytes;
  row.tailBytes += mspan.npages[span]! * 8192 - slots * elemBytes;
  // The statistics learn of a cached span's allocations when the mcache gives it back.
  if (isCached) row.mallocs += mspan.allocCount[span]! - mspan.allocCountBeforeCache[span]!;
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
