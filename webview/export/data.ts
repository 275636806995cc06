/**
 * What stands behind each view, asked from the host anew: the numbers that the view draws, for CSV
 * and JSON. A mode that is not listed here is written as its text twin: tables and lines.
 */
import type { Key } from '../../src/protocol/keys';
import type { Zones, ZoneVariable } from '../../src/protocol/modes';
import type { TickRange } from '../../src/protocol/protocol';
import { sayHex, sayText } from '../../src/protocol/strings';
import { pageBytes, pagesPerArena } from '../../src/protocol/views';
import type { EventRow, MapOverview, MapSpans } from '../../src/protocol/views';
import type { Context } from '../state/context';
import { twinRows } from './twin';
import type { ViewData } from './table';

/** Spans of so many arenas are written at most: 2 GiB of address space. */
const arenasMax = 32;
const eventsMax = 1000;
const pointsMax = 4096;

type Asker = (context: Context) => Promise<ViewData>;

/** What is behind the view of this name; `element` is its own text twin. */
export async function dataOf(
  context: Context,
  view: string,
  element: HTMLElement,
): Promise<ViewData> {
  const ask = Object.hasOwn(askers, view) ? askers[view] : undefined;
  return ask ? ask(context) : twinRows(element);
}

const askers: Readonly<Record<string, Asker | undefined>> = {
  map: async (context) => {
    const overview = await context.client.request('overview', {});
    const { usedFirstPage, usedLimitPage } = overview;
    const limit = Math.min(usedLimitPage, usedFirstPage + arenasMax * pagesPerArena);
    const spans: MapSpans[] = [];
    for (let firstPage = usedFirstPage; firstPage < limit; firstPage += pagesPerArena) {
      const pageCount = Math.min(pagesPerArena, limit - firstPage);
      const colour = context.colour.get();
      spans.push(await context.client.request('spans', { firstPage, pageCount, colour }));
    }
    return {
      columns: spanColumns,
      rows: spans.flatMap((window) => spanRows(overview, window)),
      answers: { overview, spans },
    };
  },
  levels: async (context) => {
    const levels = await context.client.request('levels', {});
    const { ps, centrals, heap, os } = levels;
    const facts = (level: string, of: object): (string | number | undefined)[][] =>
      Object.entries(of).flatMap(([name, value]) =>
        typeof value === 'number' ? [[level, undefined, undefined, undefined, name, value]] : [],
      );
    return {
      columns: ['level', 'p', 'spanClass', 'elemBytes', 'what', 'value'],
      rows: [
        ...ps.flatMap(({ p, cached }) =>
          cached.flatMap(({ spanClass, elemBytes, used, nelems }) => [
            ['mcache', p, spanClass, elemBytes, 'used', used],
            ['mcache', p, spanClass, elemBytes, 'slots', nelems],
          ]),
        ),
        ...centrals.flatMap(({ spanClass, elemBytes, ...lists }) =>
          Object.entries(lists).map(([list, count]) => [
            ...['mcentral', undefined, spanClass, elemBytes, list, count],
          ]),
        ),
        ...facts('mheap', heap),
        ...facts('os', os),
        ...os.calls.map(({ name, count }) => ['os', undefined, undefined, undefined, name, count]),
      ],
      answers: levels,
    };
  },
  zones: async (context) => {
    const zones = await context.client.request('zones', {});
    return { columns: variableColumns, rows: zoneRows(context, zones), answers: zones };
  },
  dashboard: async (context) => {
    const range = context.range.get();
    if (range) return stretch(context, range);
    const dashboard = await context.client.request('dashboard', {});
    const { classes } = dashboard;
    const columns = [
      ...['sizeClass', 'elemBytes', 'spans', 'cachedSpans', 'unsweptSpans', 'slots', 'objects'],
      ...['bytes', 'tailBytes', 'mallocs', 'frees'],
    ] as const;
    const rows = classes.map((row) =>
      columns.map((name) => row[name as Exclude<keyof typeof row, 'key'>]),
    );
    return { columns, rows, answers: dashboard };
  },
  why: events,
  events,
  timeline: async (context) => {
    const toTick = Math.max(1, context.session.get()?.endTick ?? 1);
    const params = { fromTick: 0, toTick, points: pointsMax };
    const timeline = await context.client.request('timeline', params);
    const { ticks, liveMinBytes, liveMaxBytes, goalBytes, inUseBytes } = timeline;
    const { releasedBytes, residentBytes } = timeline;
    return {
      columns: [
        ...['tick', 'liveMinBytes', 'liveMaxBytes', 'goalBytes', 'inUseBytes'],
        ...['releasedBytes', 'residentBytes'],
      ],
      rows: Array.from(ticks, (tick, i) => [
        ...[tick, liveMinBytes[i], liveMaxBytes[i], goalBytes[i], inUseBytes[i]],
        ...[releasedBytes[i], residentBytes[i]],
      ]),
      answers: timeline,
    };
  },
};

/** The dashboard shows a selected stretch of the run. */
async function stretch(context: Context, range: TickRange): Promise<ViewData> {
  const answers = await context.client.request('rangeSummary', range);
  const columns = [
    ...['sizeClass', 'elemBytes', 'mallocs', 'bytes', 'asked', 'frees', 'live', 'liveBytes'],
  ] as const;
  const rows = answers.classes.map((row) =>
    columns.map((name) => row[name as Exclude<keyof typeof row, 'key'>]),
  );
  return { columns, rows, answers };
}

async function events(context: Context): Promise<ViewData> {
  const tick = context.session.get()?.tick ?? 0;
  const answer = await context.client.request('events', { tick, count: eventsMax });
  return {
    columns: ['index', 'tick', 'p', 'g', 'kind', 'goFunc', 'what', 'why', 'key', 'file', 'line'],
    rows: answer.rows.map((row) => eventCells(context, row)),
    answers: answer,
  };
}

function eventCells(context: Context, row: EventRow): (string | number | undefined)[] {
  const { language } = context;
  const why = row.why.map((one) => sayText(language, one)).join('; ');
  const { index, tick, p, g, kind, goFunc, position } = row;
  const what = sayText(language, row.what);
  return [index, tick, p, g, kind, goFunc, what, why, row.key, position?.file, position?.line];
}

const spanColumns = [
  ...['span', 'address', 'pages', 'state', 'spanClass', 'elemBytes', 'slots', 'allocated'],
  ...['freeBytes', 'tailBytes', 'sweepState', 'ownerP'],
];

function spanRows(overview: MapOverview, spans: MapSpans): (string | number | undefined)[][] {
  return Array.from({ length: spans.count }, (_, i) => {
    const page = spans.page[i]!;
    const arena = overview.arenaAddresses[Math.floor(page / pagesPerArena)]!;
    const [elem, slots, taken] = [spans.elemBytes[i]!, spans.nelems[i]!, spans.allocCount[i]!];
    const owner = spans.owner[i]!;
    return [
      spans.id[i],
      sayHex(arena + (page % pagesPerArena) * pageBytes),
      spans.npages[i],
      spans.state[i],
      ...[spans.spanClass[i], elem, slots, taken, (slots - taken) * elem],
      slots === 0 ? 0 : spans.npages[i]! * pageBytes - slots * elem,
      spans.sweep[i],
      owner === 0 ? undefined : owner - 1,
    ];
  });
}

const variableColumns = [
  ...['zone', 'in', 'name', 'type', 'value', 'address', 'bytes', 'reason', 'pointsAt'],
];

function zoneRows(context: Context, zones: Zones): (string | number)[][] {
  const variable = (zone: string, where: string, one: ZoneVariable): (string | number)[] => [
    ...[zone, where, one.name, one.type, one.value, sayHex(one.address), one.bytes],
    ...[sayText(context.language, one.reason), one.targets.join(' ')],
  ];
  return [
    ...zones.globals.map((one) => variable('globals', '', one)),
    ...zones.stacks.flatMap(({ g, frames }) =>
      frames.flatMap(({ func, variables }) =>
        variables.map((one) => variable('stacks', `G${g} ${func}`, one)),
      ),
    ),
    ...zones.objects.map((one) => [
      ...['heap', one.key satisfies Key, '', sayText(context.language, one.label), one.value],
      ...[sayHex(one.address), one.bytes, '', one.targets.join(' ')],
    ]),
  ];
}
