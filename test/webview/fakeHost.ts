/** A host for tests of the view: answers every request from the toy heap of model.ts. */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { RequestError } from '../../src/protocol/port';
import type { Handlers } from '../../src/protocol/port';
import { protocolVersion } from '../../src/protocol/protocol';
import type { EventBody, Params } from '../../src/protocol/protocol';
import { eventKinds, GCPhase, isObjectColour, PageState } from '../../src/protocol/views';
import type {
  ColourMode,
  Detail,
  EventRow,
  MapSpans,
  MapTile,
  SessionState,
  Timeline,
  TreeRow,
  Words,
} from '../../src/protocol/views';
import { class_to_size } from '../../src/runtime/sizeclasses';
import { comparisonOf } from './fakeCompare';
import { aliveOf, markingOf } from './fakeMarking';
import { dashboardOf, levelsOf, zonesOf } from './fakeModes';
import { ToyHeap, procs, ticksPerAction } from './model';
import type { ToyEvent, ToySpan } from './model';

const base = 0xc000000000;
const sites = [
  '',
  'newNode',
  'append',
  'make map',
  'strings.Builder',
  'fmt.Sprintf',
  'closure',
  'chan',
  'buffer',
  'image',
];
const file = 'examples/01-tour.go';

export interface FakeHost {
  readonly handlers: Handlers;
  readonly asked: { method: string; params: unknown }[];
}

/**
 * `emit` sends an event to the view. The run has `endTick` ticks; the view starts at `startTick`.
 */
export function createFakeHost(
  emit: (event: EventBody, tick: number) => void,
  { seed = 7, startTick = 6000, endTick = 9000, note = '' } = {},
): FakeHost {
  let tick = startTick;
  let gogc = 100;
  const heap = (): ToyHeap => ToyHeap.at(seed, tick);
  const asked: FakeHost['asked'] = [];

  const state = (): SessionState => {
    const now = heap();
    const last = now.events.at(-1);
    return {
      phase: tick >= endTick ? 'finished' : 'paused',
      name: '01-tour.go',
      tick,
      endTick,
      complete: true,
      position: last && { file, line: last.line, column: 2 },
      goroutine: last?.g ?? 1,
      p: last?.p ?? 0,
      gcPhase: GCPhase.off,
      options: { profile: 'go1.26', procs, gogc, memoryLimit: -1, seed },
      stats: {
        heapLiveBytes: now.heapLive,
        heapGoalBytes: now.goal,
        heapInUseBytes: now.history.at(-1)?.inUse ?? 0,
        heapSysBytes: 64 << 20,
        heapReleasedBytes: 0,
        mallocs: now.mallocs,
        frees: now.frees,
        numGC: now.numGC,
        goroutines: 2,
        syscalls: 3 + now.grows,
        mcacheHits: now.mallocs - now.refills,
        mcentralLocks: now.refills,
        mheapLocks: now.spans.size,
      },
      last: last && eventRow(last, now.events.length - 1),
      note: note || undefined,
      problems: [],
      outputBytes: 0,
    };
  };
  const go = (to: number): SessionState => {
    tick = Math.max(0, Math.min(endTick, Math.floor(to / ticksPerAction) * ticksPerAction));
    const now = state();
    emit({ kind: 'state', state: now }, tick);
    return now;
  };
  const runTo = (kind: string): SessionState => {
    const known = heap().events.length;
    for (let at = tick; at < endTick; at += ticksPerAction) {
      const found = ToyHeap.at(seed, at + ticksPerAction)
        .events.slice(known)
        .find((event) => event.kind === kind);
      if (found) return go(found.tick);
    }
    return go(endTick);
  };

  const handlers: Handlers = {
    hello({ version }) {
      if (version !== protocolVersion) throw new RequestError({ code: 'version', message: '' });
      return { version, state: state() };
    },
    step: () => go(tick + ticksPerAction),
    stepBack: () => go(tick - ticksPerAction),
    run: () => go(endTick),
    runTo: ({ target }) =>
      runTo({ gc: 'gcStart', refill: 'refill', heapGrowth: 'heapGrow' }[target as 'gc'] ?? 'stop'),
    toBirth: () => go(ticksPerAction),
    toDeath: () => go(endTick),
    intervene: () => go(tick + ticksPerAction),
    pause: state,
    state,
    seek: (params) => go(params.tick),
    restart(options) {
      gogc = options.gogc ?? gogc;
      return go(0);
    },
    tree: (params) => treeWindow(heap(), params),
    treeLocate: ({ expanded, key }) => locate(heap(), expanded, key),
    treeSearch({ expanded, prefix, after }) {
      const rows = allRows(heap(), new Set(expanded));
      const order = [...rows.slice(after + 1), ...rows.slice(0, after + 1)];
      const found = order.find((row) =>
        labelOf(row).toLowerCase().startsWith(prefix.toLowerCase()),
      );
      return { index: found ? rows.indexOf(found) : -1 };
    },
    overview() {
      const now = heap();
      const limit = Math.max(1, ...[...now.spans.values()].map((span) => span.page + span.npages));
      return {
        tick,
        arenaCount: 1,
        arenaAddresses: Float64Array.of(base),
        mappedPages: Uint16Array.of(now.mapped),
        usedFirstPage: 0,
        usedLimitPage: limit,
        spanCount: now.spans.size,
        classBytes: Uint16Array.from(class_to_size),
        regions: [],
        sites,
        types: ['', 'node', '[]byte'],
      };
    },
    tiles: ({ arenas, pagesPerCell, colour }) => ({
      tick,
      tiles: arenas.map((arena) => tileOf(heap(), arena, pagesPerCell, colour)),
    }),
    spans: ({ firstPage, pageCount, colour }) => spansIn(heap(), firstPage, pageCount, colour),
    inspect: ({ key }) => detailOf(heap(), key),
    timeline: (params) => timelineOf(ToyHeap.at(seed, endTick, 'end'), params),
    events({ tick: until = tick, from, count }) {
      const { events } = ToyHeap.at(seed, endTick, 'end');
      if (from !== undefined) {
        const found = events.slice(from, from + count);
        return {
          total: events.length,
          rows: found.map((event, index) => eventRow(event, from + index)),
        };
      }
      const rows = events.filter((event) => event.tick <= until);
      const first = Math.max(0, rows.length - count);
      return {
        total: events.length,
        rows: rows.slice(first).map((event, index) => eventRow(event, first + index)),
      };
    },
    levels: () => levelsOf(heap(), eventRow),
    dashboard: () => dashboardOf(heap()),
    zones: () => zonesOf(heap(), note),
    marking: () => markingOf(heap(), note),
    alive: ({ key }) => aliveOf(heap(), key, note),
    compare: (params) => comparisonOf(params),
    openSavedRun: () => ({ name: 'saved.gomem.json' }),
    keepTo: () => ({}),
    openSource: () => ({}),
    copy: () => ({}),
    rangeSummary({ fromTick, toTick }) {
      const found = heap().events.filter((one) => one.tick >= fromTick && one.tick <= toTick);
      const allocs = found.filter((one) => one.kind === 'alloc').length;
      const amount = { count: allocs, bytes: 48 * allocs, live: allocs };
      const site = { key: 'site:1', text: 'newNode', ...amount } as const;
      const none = { asked: 48 * allocs, frees: 0, live: allocs, liveBytes: 48 * allocs };
      const ofClass = { sizeClass: 5, elemBytes: 48, ...none };
      const { length: events } = found;
      return {
        ...{ tick, fromTick, toTick, events, allocs, bytes: 48 * allocs, moreSites: 0 },
        ...{ classes: [{ ...ofClass, mallocs: allocs, bytes: 48 * allocs }] },
        ...{ kinds: [{ kind: 'alloc' as const, count: allocs }], sites: [site] },
      };
    },
    measure: () => ({
      ...{ pages: 1, spanPages: 1, objectBytes: 4800, freeSlotBytes: 3120, tailBytes: 272 },
      ...{ asked: { bytes: 4500, slotBytes: 4800 }, freePages: 0, freeRuns: 0, longestRun: 0 },
    }),
    find: ({ text }) =>
      text === 'newNode'
        ? {
            matches: ['slot:9:40' as const, 'slot:9:41' as const].map((key) => ({
              key,
              label: key,
            })),
          }
        : { matches: [] },
    save: () => ({}),
    savePage: () => ({}),
  };
  for (const method of Object.keys(handlers) as (keyof Handlers)[]) {
    const answer = handlers[method] as unknown as (params: never, cancellation: never) => never;
    (handlers as unknown as Record<string, unknown>)[method] = (
      params: never,
      cancellation: never,
    ) => {
      asked.push({ method, params });
      return answer(params, cancellation);
    };
  }
  return { handlers, asked };
}

function eventRow(event: ToyEvent, index: number): EventRow {
  const key: Key | undefined =
    event.span === 0
      ? undefined
      : event.slot < 0
        ? `span:${event.span}`
        : `slot:${event.span}:${event.slot}`;
  return { ...event, index, key, position: { file, line: event.line, column: 2 } };
}

// ---- tree --------------------------------------------------------------------------------------

function labelOf(row: TreeRow): string {
  return typeof row.label === 'string' ? row.label : row.label.id.slice('tree.'.length);
}

function children(heap: ToyHeap, key: Key | ''): Omit<TreeRow, 'level' | 'setSize' | 'posInSet'>[] {
  const spans = [...heap.spans.values()];
  const parsed = parseKey(key);
  if (key === '') {
    return [
      {
        key: 'ps',
        kind: 'group',
        label: { id: 'tree.ps' },
        detail: String(procs),
        expanded: false,
      },
      { key: 'mcentrals', kind: 'group', label: { id: 'tree.mcentrals' }, expanded: false },
      { key: 'mheap', kind: 'heap', label: { id: 'tree.mheap' }, expanded: false },
      {
        key: 'sites',
        kind: 'group',
        label: { id: 'tree.sites' },
        detail: String(sites.length - 1),
        expanded: false,
      },
    ];
  }
  if (key === 'ps') {
    return Array.from({ length: procs }, (_, p) => ({
      key: `p:${p}` as Key,
      kind: 'p' as const,
      label: `P${p}`,
      detail: `G${p === 0 ? 1 : 6}`,
      expanded: false,
    }));
  }
  if (parsed?.kind === 'p')
    return [{ key: `mcache:${parsed.a}`, kind: 'cache', label: 'mcache', expanded: false }];
  if (parsed?.kind === 'mcache')
    return spans.filter((span) => span.owner === parsed.a + 1).map(spanRow);
  if (key === 'mheap') {
    return [
      {
        key: 'spans',
        kind: 'group',
        label: { id: 'tree.spans' },
        detail: String(spans.length),
        expanded: false,
      },
      { key: 'large', kind: 'group', label: { id: 'tree.large' }, expanded: false },
      { key: 'stacks', kind: 'group', label: { id: 'tree.stacks' }, expanded: false },
    ];
  }
  if (key === 'spans') return spans.sort((a, b) => a.page - b.page).map(spanRow);
  if (key === 'large')
    return spans.filter((span) => span.spanClass < 2 && span.nelems === 1).map(spanRow);
  if (key === 'stacks') return spans.filter((span) => span.state === PageState.stack).map(spanRow);
  if (parsed?.kind === 'span') {
    const span = heap.spans.get(parsed.a);
    return Array.from({ length: span?.nelems ?? 0 }, (_, slot) => {
      const taken = (span!.slots[slot]! & 1) !== 0;
      return {
        key: `slot:${parsed.a}:${slot}`,
        kind: taken ? 'object' : 'freeSlot',
        label: taken ? `${slot}: ${sites[span!.sites[slot]!]}` : String(slot),
        detail: taken
          ? `0x${(base + span!.page * 8192 + slot * span!.elemBytes).toString(16)}`
          : { id: 'tree.free' },
      };
    });
  }
  return [];
}

function spanRow(span: ToySpan): Omit<TreeRow, 'level' | 'setSize' | 'posInSet'> {
  const stack = span.state === PageState.stack;
  return {
    key: `span:${span.id}`,
    kind: 'span',
    label: `span ${span.id}`,
    detail: stack ? 'stack 32 KiB' : `${span.elemBytes} B × ${span.nelems}`,
    expanded: stack ? undefined : false,
    fill: stack ? undefined : span.allocCount / span.nelems,
    spanClass: stack ? undefined : span.spanClass,
  };
}

function allRows(heap: ToyHeap, expanded: ReadonlySet<Key>): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (key: Key | '', level: number): void => {
    const list = children(heap, key);
    list.forEach((row, index) => {
      const open = expanded.has(row.key);
      rows.push({
        ...row,
        level,
        setSize: list.length,
        posInSet: index + 1,
        expanded: row.expanded === undefined ? undefined : open,
      });
      if (open && row.expanded !== undefined) visit(row.key, level + 1);
    });
  };
  visit('', 1);
  return rows;
}

function treeWindow(
  heap: ToyHeap,
  { expanded, offset, count }: Params<'tree'>,
): { total: number; offset: number; rows: TreeRow[] } {
  const rows = allRows(heap, new Set(expanded));
  return { total: rows.length, offset, rows: rows.slice(offset, offset + count) };
}

function locate(heap: ToyHeap, expanded: readonly Key[], key: Key): { index: number; open: Key[] } {
  const parsed = parseKey(key);
  const open: Key[] = [];
  if (parsed?.kind === 'span' || parsed?.kind === 'slot') open.push('mheap', 'spans');
  if (parsed?.kind === 'slot') open.push(`span:${parsed.a}`);
  if (parsed?.kind === 'mcache') open.push('ps', `p:${parsed.a}`);
  const rows = allRows(heap, new Set([...expanded, ...open]));
  return { index: rows.findIndex((row) => row.key === key), open };
}

// ---- map ---------------------------------------------------------------------------------------

function tileOf(
  heap: ToyHeap,
  arena: number,
  pagesPerCell: 1 | 4 | 16 | 64,
  colour: ColourMode,
): MapTile {
  const cells = 8192 / pagesPerCell;
  const tile: MapTile = {
    arena,
    pagesPerCell,
    state: new Uint8Array(cells),
    spanClass: new Uint8Array(cells).fill(255),
    fill: new Uint8Array(cells),
    starts: new Uint8Array(cells),
    shade: new Uint16Array(cells),
  };
  for (let page = 0; page < 8192; page++) {
    const cell = Math.floor(page / pagesPerCell);
    tile.state[cell] = Math.max(tile.state[cell]!, heap.pages[page]!);
  }
  for (const span of heap.spans.values()) {
    tile.starts[Math.floor(span.page / pagesPerCell)]! += 1;
    for (let page = span.page; page < span.page + span.npages; page++) {
      const cell = Math.floor(page / pagesPerCell);
      if (span.state === PageState.heap) tile.spanClass[cell] = span.spanClass;
      tile.fill[cell] = span.nelems === 0 ? 255 : (255 * span.allocCount) / span.nelems;
      tile.shade[cell] = shadeOf(heap, span, 0, colour);
    }
  }
  return tile;
}

function shadeOf(heap: ToyHeap, span: ToySpan, slot: number, colour: ColourMode): number {
  if (colour === 'owner') return span.owner;
  if (colour === 'gc') return span.sweep;
  if (colour === 'site') return span.sites[slot] ?? 0;
  if (colour !== 'age') return 0;
  const age = (heap.tick - (span.births[slot] ?? 0)) / Math.max(1, heap.tick);
  return Math.round(255 * Math.min(1, Math.max(0, age)));
}

function spansIn(
  heap: ToyHeap,
  firstPage: number,
  pageCount: number,
  colour: ColourMode,
): MapSpans {
  const found = [...heap.spans.values()]
    .filter((span) => span.page < firstPage + pageCount && span.page + span.npages > firstPage)
    .sort((a, b) => a.page - b.page);
  return columnsOf(heap, found, firstPage, pageCount, colour);
}

function columnsOf(
  heap: ToyHeap,
  found: ToySpan[],
  firstPage: number,
  pageCount: number,
  colour: ColourMode,
): MapSpans {
  const starts = [0];
  for (const span of found) starts.push(starts.at(-1)! + span.nelems);
  const slots = new Uint8Array(starts.at(-1)!);
  const shaded = isObjectColour(colour);
  const slotShade = new Uint16Array(shaded ? slots.length : 0);
  found.forEach((span, index) => {
    slots.set(span.slots, starts[index]);
    if (!shaded) return;
    for (let slot = 0; slot < span.nelems; slot++)
      slotShade[starts[index]! + slot] = shadeOf(heap, span, slot, colour);
  });
  const inline = (span: ToySpan): boolean =>
    span.elemBytes >= 16 && span.elemBytes <= 512 && span.nelems > 0;
  return {
    firstPage,
    pageCount,
    count: found.length,
    id: Uint32Array.from(found, (span) => span.id),
    page: Float64Array.from(found, (span) => span.page),
    npages: Uint32Array.from(found, (span) => span.npages),
    state: Uint8Array.from(found, (span) => span.state),
    spanClass: Uint8Array.from(found, (span) => span.spanClass),
    elemBytes: Float64Array.from(found, (span) => span.elemBytes),
    nelems: Uint32Array.from(found, (span) => span.nelems),
    freeindex: Uint32Array.from(found, (span) => span.freeindex),
    allocCount: Uint32Array.from(found, (span) => span.allocCount),
    sweep: Uint8Array.from(found, (span) => span.sweep),
    owner: Uint8Array.from(found, (span) => span.owner),
    heapBitsBytes: Uint16Array.from(found, (span) =>
      inline(span) && (span.spanClass & 1) === 0 ? 128 : 0,
    ),
    markBitsBytes: Uint16Array.from(found, (span) => (inline(span) ? 128 : 0)),
    headerBytes: Uint8Array.from(found, (span) =>
      span.elemBytes > 512 && span.nelems > 1 ? 8 : 0,
    ),
    slotStart: Uint32Array.from(starts),
    slots,
    slotShade,
  };
}

// ---- details -----------------------------------------------------------------------------------

function detailOf(heap: ToyHeap, key: Key): Detail {
  const parsed = parseKey(key);
  const span =
    parsed && (parsed.kind === 'span' || parsed.kind === 'slot')
      ? heap.spans.get(parsed.a)
      : undefined;
  if (!span) {
    if (parsed?.kind === 'span' || parsed?.kind === 'slot')
      throw new RequestError({ code: 'notFound', message: key });
    return {
      key,
      path: [],
      title: key,
      sentence: `${key} of the toy heap.`,
      groups: [],
      lists: [],
    };
  }
  const address = base + span.page * 8192;
  const slot = parsed!.kind === 'slot' ? parsed!.b : -1;
  const index = heap.events.findLastIndex(
    (event) => event.span === span.id && (slot < 0 || event.slot === slot),
  );
  const last = heap.events[index];
  return {
    key,
    path: ['mheap', 'spans', `span:${span.id}`],
    title: slot < 0 ? `mspan ${span.id}` : `slot ${slot} of span ${span.id}`,
    sentence:
      slot < 0
        ? `A run of ${span.npages} pages cut into ${span.nelems} slots of ${span.elemBytes} bytes; ${span.allocCount} are allocated.`
        : `Object of ${sites[span.sites[slot]!]} at 0x${(address + slot * span.elemBytes).toString(16)}.`,
    page: span.page,
    pageCount: span.npages,
    groups: [
      {
        goType: 'mspan',
        fields: [
          { name: 'startAddr', value: address, format: 'address' },
          { name: 'npages', value: span.npages },
          { name: 'spanclass', value: span.spanClass, link: `mcentral:${span.spanClass}` },
          { name: 'elemsize', value: span.elemBytes, format: 'bytes' },
          { name: 'nelems', value: span.nelems },
          { name: 'freeindex', value: span.freeindex, changed: true, before: span.freeindex - 1 },
          {
            name: 'allocCount',
            value: span.allocCount,
            changed: true,
            before: span.allocCount - 1,
          },
          { name: 'sweepgen', value: 4 },
          { name: 'needzero', value: true },
        ],
      },
    ],
    lists: [
      {
        title: 'mcache',
        total: 2,
        items: [...heap.spans.values()]
          .filter((one) => one.owner > 0)
          .slice(0, 2)
          .map((one) => ({
            key: `span:${one.id}`,
            label: `span ${one.id}`,
            fill: one.allocCount / one.nelems,
          })),
      },
    ],
    around: [
      { key: 'mheap', path: 'mheap_' },
      { key: `span:${span.id}`, path: `heapArena.spans[${span.page}]` },
    ],
    span: columnsOf(heap, [span], span.page, span.npages, 'class'),
    words:
      slot < 0 || span.elemBytes > 512
        ? undefined
        : wordsOf(address + slot * span.elemBytes, span.elemBytes / 8),
    source: last && { file, line: last.line, column: 2 },
    last: last && eventRow(last, index),
  };
}

function wordsOf(address: number, count: number): Words {
  const low = Uint32Array.from({ length: count }, (_, word) => (word === 1 ? 0x30520 : word * 977));
  return {
    address,
    firstWord: 0,
    low,
    high: Uint32Array.from({ length: count }, (_, word) => (word === 1 ? 0xc0 : 0)),
    pointers: Uint8Array.from({ length: count }, (_, word) => (word === 1 ? 1 : 0)),
    names: Array.from(
      { length: count },
      (_, word) => ['key', 'next', 'value.ptr', 'value.len'][word] ?? '',
    ),
    targets: Array.from({ length: count }, (_, word) => (word === 1 ? 'slot:9:41' : '')),
  };
}

// ---- timeline ----------------------------------------------------------------------------------

function timelineOf(heap: ToyHeap, { fromTick, toTick, points }: Params<'timeline'>): Timeline {
  const step = Math.max(1, (toTick - fromTick) / points);
  const ticks: number[] = [];
  const [min, max, goal, inUse]: number[][] = [[], [], [], []];
  for (let index = 0; index < points; index++) {
    const from = fromTick + index * step;
    const inside = heap.history.filter((entry) => entry.tick >= from && entry.tick < from + step);
    const entry = inside.at(-1) ?? heap.history.findLast((one) => one.tick < from);
    if (!entry) continue;
    const live = (inside.length > 0 ? inside : [entry]).map((one) => one.live);
    ticks.push(from + step);
    min!.push(Math.min(...live));
    max!.push(Math.max(...live));
    goal!.push(entry.goal);
    inUse!.push(entry.inUse);
  }
  const lanes = Array.from({ length: procs }, (_, p) => {
    const own = heap.events.filter(
      (event) => event.p === p && event.tick >= fromTick && event.tick <= toTick,
    );
    const runs: [number, number, number][] = [];
    for (let from = 0; from < heap.tick; from += 700) {
      if (p === 0) runs.push([from, from + 640, 1]);
      else runs.push([from + 200, from + 420, 6], [from + 440, from + 640, 7]);
    }
    return {
      p,
      runFrom: Float64Array.from(runs, ([from]) => from),
      runTo: Float64Array.from(runs, ([, to]) => to),
      runG: Uint32Array.from(runs, ([, , g]) => g),
      eventTick: Float64Array.from(own, (event) => event.tick),
      eventKind: Uint8Array.from(own, (event) => eventKinds.indexOf(event.kind)),
      eventCount: Uint32Array.from(own, () => 1),
    };
  });
  return {
    fromTick,
    toTick,
    ticks: Float64Array.from(ticks),
    liveMinBytes: Float64Array.from(min!),
    liveMaxBytes: Float64Array.from(max!),
    goalBytes: Float64Array.from(goal!),
    inUseBytes: Float64Array.from(inUse!),
    releasedBytes: Float64Array.from(inUse!, (bytes) => (4 << 20) - bytes),
    residentBytes: Float64Array.from(inUse!),
    gcs: heap.gcs.map((gc, index) => ({
      cycle: index + 1,
      startTick: gc.start,
      endTick: gc.end,
      sweptTick: gc.swept,
      reason: 'heapLive reached the trigger',
      markedBytes: gc.marked,
    })),
    lanes,
    stops: [
      { key: 'stop:0', name: 'built', tick: 1500, position: { file, line: 12, column: 1 } },
      { key: 'stop:1', name: 'grown', tick: 4200, position: { file, line: 19, column: 1 } },
      { key: 'stop:2', name: 'collected', tick: 7300, position: { file, line: 24, column: 1 } },
    ],
  };
}
