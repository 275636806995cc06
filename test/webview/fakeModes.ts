/** What the toy heap has to say to the modes beside the map. */
import type { Key } from '../../src/protocol/keys';
import type {
  Dashboard,
  DashboardClass,
  LevelCentral,
  Levels,
  ZoneVariable,
  Zones,
} from '../../src/protocol/modes';
import { levelNames } from '../../src/protocol/modes';
import { PageState } from '../../src/protocol/views';
import type { EventRow } from '../../src/protocol/views';
import { procs } from './model';
import type { ToyEvent, ToyHeap, ToySpan } from './model';

type RowOf = (event: ToyEvent, index: number) => EventRow;

const heapSpans = (heap: ToyHeap): ToySpan[] =>
  [...heap.spans.values()].filter((span) => span.state === PageState.heap);

export function levelsOf(heap: ToyHeap, rowOf: RowOf): Levels {
  const last = heap.events.findLastIndex((event) => event.kind === 'alloc');
  const event = heap.events[last];
  const span = event && heap.spans.get(event.span);
  const before = heap.events[last - 1];
  const refilled = event !== undefined && before?.kind === 'refill' && before.span === event.span;
  const large = event !== undefined && event.goFunc === 'mcache.allocLarge';
  const deepest = large ? 2 : refilled ? (before.why[1]!.startsWith('no') ? 2 : 1) : 0;
  const pagesOf = (state: PageState): number => heap.pages.filter((one) => one === state).length;
  return {
    tick: heap.tick,
    procs,
    ps: Array.from({ length: procs }, (_, p) => ({
      p,
      ...(p === 0 || heap.tick % 3 > 0 ? { g: p === 0 ? 1 : 6, func: 'main.work' } : {}),
      runq: p === 0 ? [7, 8] : [],
      tinyBytes: (heap.tick + p * 5) % 16,
      pageCachePages: 40 - p * 3,
      cached: heap.cached[p]!.flatMap((one) =>
        one
          ? [
              {
                key: `span:${one.id}` as Key,
                spanClass: one.spanClass,
                elemBytes: one.elemBytes,
                nelems: one.nelems,
                used: one.allocCount,
              },
            ]
          : [],
      ),
    })),
    runnable: [9, 12],
    runnableTotal: 2,
    centrals: centralsOf(heap),
    heap: {
      arenas: 1,
      mappedPages: heap.mapped,
      heapPages: pagesOf(PageState.heap),
      stackPages: pagesOf(PageState.stack),
      otherPages: 0,
      cachedPages: 0,
      freePages: pagesOf(PageState.free),
      releasedPages: pagesOf(PageState.released),
      spans: heap.spans.size,
    },
    os: {
      reservedBytes: 64 << 20,
      mappedBytes: heap.mapped * 8192,
      releasedBytes: pagesOf(PageState.released) * 8192,
      calls: [
        { name: 'mmap', count: 3 + heap.grows },
        { name: 'madvise', count: 1 },
      ],
    },
    allocations: heap.mallocs,
    served: heap.mallocs - heap.refills,
    locks: {
      levels: { taken: heap.refills, waits: 0, waitNS: 0, spentNS: heap.mallocs * 20 },
      one: { taken: heap.mallocs, waits: 3, waitNS: 150, spentNS: heap.mallocs * 26 + 150 },
    },
    path:
      event && span
        ? {
            deepest: levelNames[deepest]!,
            p: event.p,
            g: event.g,
            spanClass: span.spanClass,
            sizeBytes: span.elemBytes,
            key: `slot:${event.span}:${event.slot}`,
            events: [rowOf(event, last)],
          }
        : undefined,
  };
}

function centralsOf(heap: ToyHeap): LevelCentral[] {
  const rows = new Map<number, LevelCentral>();
  for (const { spanClass, elemBytes, owner, allocCount, nelems } of heapSpans(heap)) {
    if (owner > 0) continue;
    const row = rows.get(spanClass) ?? {
      spanClass,
      elemBytes,
      partialSwept: 0,
      fullSwept: 0,
      partialUnswept: 0,
      fullUnswept: 0,
    };
    const list = allocCount < nelems ? 'partialSwept' : 'fullSwept';
    rows.set(spanClass, { ...row, [list]: row[list] + 1 });
  }
  return [...rows.values()].sort((a, b) => a.spanClass - b.spanClass);
}

export function dashboardOf(heap: ToyHeap): Dashboard {
  const rows = new Map<number, DashboardClass>();
  for (const span of heapSpans(heap)) {
    const sizeClass = span.spanClass >> 1;
    const row = rows.get(sizeClass);
    rows.set(sizeClass, {
      sizeClass,
      elemBytes: span.elemBytes,
      spans: (row?.spans ?? 0) + 1,
      cachedSpans: (row?.cachedSpans ?? 0) + (span.owner > 0 ? 1 : 0),
      unsweptSpans: 0,
      slots: (row?.slots ?? 0) + span.nelems,
      objects: (row?.objects ?? 0) + span.allocCount,
      bytes: (row?.bytes ?? 0) + span.allocCount * span.elemBytes,
      tailBytes: (row?.tailBytes ?? 0) + span.npages * 8192 - span.nelems * span.elemBytes,
      mallocs: (row?.mallocs ?? 0) + span.allocCount * 3,
      frees: (row?.frees ?? 0) + span.allocCount * 2,
      key: row?.key ?? `span:${span.id}`,
    });
  }
  return {
    tick: heap.tick,
    memStats: [
      { name: 'Alloc', value: heap.heapLive, format: 'bytes' },
      { name: 'TotalAlloc', value: heap.heapLive * 4, format: 'bytes' },
      { name: 'Sys', value: 64 << 20, format: 'bytes' },
      { name: 'Mallocs', value: heap.mallocs },
      { name: 'Frees', value: heap.frees },
      { name: 'HeapAlloc', value: heap.heapLive, format: 'bytes' },
      { name: 'HeapObjects', value: heap.mallocs - heap.frees },
      { name: 'NextGC', value: heap.goal, format: 'bytes' },
      { name: 'NumGC', value: heap.numGC },
    ],
    classes: [...rows.values()].sort((a, b) => (a.sizeClass || 99) - (b.sizeClass || 99)),
    freeRuns: [
      { runs: 3, pages: 3 },
      { runs: 2, pages: 5 },
      { runs: 0, pages: 0 },
      { runs: 1, pages: 12 },
    ],
  };
}

export function zonesOf(heap: ToyHeap, hostile = ''): Zones {
  const [first, second, third] = heapSpans(heap).filter((span) => span.elemBytes <= 64);
  const keyOf = (span: ToySpan | undefined, slot: number): Key[] =>
    span ? [`slot:${span.id}:${slot}`] : [];
  const position = { file: 'examples/01-tour.go', line: 12, column: 2 };
  const variable = (
    name: string,
    type: string,
    value: string,
    offset: number,
    targets: Key[],
  ): ZoneVariable => ({
    name,
    type,
    value,
    address: 0xc00003ff00 + offset,
    bytes: 8,
    targets,
    reason: { id: 'zones.inFrameMemory' },
    source: position,
  });
  return {
    tick: heap.tick,
    functions: 213,
    globalBytes: 4160,
    heapBytes: heap.heapLive,
    stackBytes: 4 * 32768,
    globals: [
      { ...variable('cache', 'map[string]*node', 'map[3]', 0, keyOf(first, 4)), key: 'global:0' },
      { ...variable('limit', 'int', '64', 16, []), key: 'global:1' },
    ],
    globalsTotal: 2,
    stacks: [
      {
        key: 'g:1',
        g: 1,
        status: { id: 'status.running' },
        lowAddress: 0xc00003e000,
        highAddress: 0xc000040000,
        usedBytes: 640,
        frames: [
          {
            key: 'frame:1:0',
            func: 'main.work',
            position,
            bytes: 96,
            variables: [
              variable('n', '*node', '0xc000030500', 0, keyOf(second, 2)),
              variable('i', 'int', String(heap.tick), 8, []),
              variable('text', 'string', `"${hostile || 'hello'}"`, 16, keyOf(third, 0)),
            ],
          },
          { key: 'frame:1:1', func: 'main.main', position, bytes: 64, variables: [] },
        ],
        framesTotal: 2,
      },
    ],
    stacksTotal: 3,
    objects: [first, second, third].flatMap((span, index) =>
      span
        ? [
            {
              key: `slot:${span.id}:${[4, 2, 0][index]!}` as Key,
              label: ['map[string]*node', 'node', 'string bytes'][index]!,
              address: 0xc000000000 + span.page * 8192,
              bytes: span.elemBytes,
              spanClass: span.spanClass,
              value: ['3 entries', '{key: 7, next: 0xc000030520}', hostile || 'hello'][index]!,
              targets: index === 0 ? keyOf(second, 2) : [],
            },
          ]
        : [],
    ),
    moreObjects: false,
  };
}
