/**
 * The picture of the three levels: what each P's mcache, each mcentral, mheap and the operating
 * system hold, and how deep the last allocation went.
 */
import type { Key } from '../protocol/keys';
import { levelNames, modeRowsMax } from '../protocol/modes';
import type {
  LevelCentral,
  LevelHeap,
  LevelOs,
  LevelP,
  LevelPath,
  Levels,
  LevelSpan,
  LevelTraffic,
} from '../protocol/modes';
import { PageState, pageBytes } from '../protocol/views';
import { lockTotals } from '../runtime/contention';
import { mcacheHits } from '../runtime/mstats';
import { TraceKind } from '../runtime/trace';
import type { Ends, Sources } from './details';
import { depthOf } from './levelTraffic';
import type { Traffic } from './levelTraffic';
import { memStatsOf } from './recorder';
import type { View } from './view';

/** Events behind the last allocation that are looked at to find it. */
const searchLimit = 10_000;

/** To be asked when the survey is done, and what went on in the stretch is read. */
export function levelsOf(sources: Sources, traffic?: Traffic, ends?: Ends): Levels {
  const { view, calls, survey } = sources;
  const { rt } = view;
  const runnable = calls.globalRunQueue();
  const path = pathOf(sources);
  return {
    tick: rt.tick,
    procs: rt.procs,
    ps: Array.from({ length: Math.min(rt.procs, modeRowsMax) }, (_, p) => levelP(sources, p)),
    runnable: runnable.slice(0, modeRowsMax),
    runnableTotal: runnable.length,
    centrals: centrals(view),
    heap: heapOf(view, survey.pages),
    os: osOf(view, survey.pages),
    allocations: memStatsOf(rt)['Mallocs']! - rt.memstats.bootMallocs[0]!,
    served: mcacheHits(rt),
    locks: lockTotals(rt),
    ...(path === undefined ? {} : { path }),
    ...(traffic === undefined ? {} : { traffic: trafficOf(sources, traffic, ends) }),
  };
}

function trafficOf({ view }: Sources, traffic: Traffic, ends?: Ends): LevelTraffic {
  if (ends === undefined) return traffic.answer;
  const { mcentralLocks, mheapLocks, mmaps, madvises } = ends.end ?? view.counters;
  const { counters: then } = ends.start.view;
  return {
    ...traffic.answer,
    counted: {
      mcentralLocks: mcentralLocks - then.mcentralLocks,
      mheapLocks: mheapLocks - then.mheapLocks,
      syscalls: mmaps + madvises - then.mmaps - then.madvises,
    },
  };
}

function levelP({ view, calls }: Sources, p: number): LevelP {
  const { sched } = view.rt;
  const row = sched.p.curg[p]!;
  const g = sched.g.goid[row]!;
  const frame = row === 0 ? undefined : calls.frames(g)[0];
  const pageCachePages = view.pageCacheCount(p);
  return {
    p,
    ...(row === 0 ? {} : { g }),
    ...(frame === undefined ? {} : { func: view.program.funcs[frame.func]!.name }),
    runq: calls.runQueue(p).slice(0, modeRowsMax),
    tinyBytes: view.tinyOffset(p),
    ...(pageCachePages === undefined ? {} : { pageCachePages }),
    cached: view.cachedSpans(p).map((span) => cachedSpan(view, span)),
  };
}

function cachedSpan(view: View, span: number): LevelSpan {
  return {
    key: `span:${span}`,
    spanClass: view.spanClass(span),
    elemBytes: view.elemBytes(span),
    nelems: view.nelems(span),
    used: view.used(span),
  };
}

function centrals(view: View): LevelCentral[] {
  return view.centrals().map((counts) => ({
    ...counts,
    elemBytes: view.classBytes(counts.spanClass >> 1),
  }));
}

function heapOf(view: View, pages: Uint32Array): LevelHeap {
  return {
    arenas: view.arenaCount,
    mappedPages: view.mappedPages,
    heapPages: pages[PageState.heap]!,
    stackPages: pages[PageState.stack]!,
    otherPages: pages[PageState.manual]! + pages[PageState.padding]!,
    cachedPages: pages[PageState.cached]!,
    freePages: pages[PageState.free]!,
    releasedPages: pages[PageState.released]!,
    spans: view.spanCount,
  };
}

function osOf(view: View, pages: Uint32Array): LevelOs {
  const calls = [
    { name: 'mmap', count: view.counters.mmaps },
    { name: 'madvise', count: view.counters.madvises },
  ];
  return {
    reservedBytes: view.reservedBytes,
    mappedBytes: view.mappedPages * pageBytes,
    releasedBytes: pages[PageState.released]! * pageBytes,
    calls: calls.filter(({ count }) => count > 0),
  };
}

/** The last allocation that got memory, and what led to it: events of its tick right before it. */
function pathOf({ view, events }: Sources): LevelPath | undefined {
  const { trace } = view.rt;
  const from = Math.max(0, trace.count - searchLimit);
  let last = trace.count - 1;
  while (last >= from && !isAllocation(view, last)) last--;
  if (last < from) return undefined;
  let first = last;
  let depth = 0;
  while (first > 0 && trace.tick(first - 1) === trace.tick(last)) {
    const one = depthOf(trace.kind(first - 1));
    if (one === undefined) break;
    depth = Math.max(depth, one);
    first--;
  }
  const place = view.placeOf(trace.a(last));
  const rows = Array.from({ length: last - first + 1 }, (_, i) => events.row(first + i));
  const own = rows.at(-1)!;
  return {
    deepest: levelNames[depth]!,
    p: own.p,
    g: own.g,
    spanClass: place === undefined ? -1 : view.spanClass(place.span),
    sizeBytes: trace.b(last),
    ...(own.key === undefined ? {} : { key: own.key satisfies Key }),
    ...(own.position === undefined ? {} : { position: own.position }),
    events: rows,
  };
}

/** Of nothing at all everybody gets the same address. */
function isAllocation({ rt: { trace } }: View, index: number): boolean {
  return trace.kind(index) === TraceKind.alloc && trace.b(index) > 0;
}
