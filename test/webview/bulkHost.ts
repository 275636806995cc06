/**
 * A host with a heap of any size, made up on the spot: spans of a page each, whose slots change a
 * little with every tick. What is not about the map comes from the toy heap of model.ts.
 */
import type { Cancellation, Handlers } from '../../src/protocol/port';
import type { EventBody, Params } from '../../src/protocol/protocol';
import { eventKinds, PageState, SlotBit, SweepState } from '../../src/protocol/views';
import type {
  MapSpans,
  MapTile,
  PagesPerCell,
  SessionState,
  Timeline,
  TreeRow,
} from '../../src/protocol/views';
import { class_to_size } from '../../src/runtime/sizeclasses';
import { createFakeHost } from './fakeHost';
import type { FakeHost } from './fakeHost';

/** Element size, slots, span class of one-page spans. */
const shapes: readonly (readonly [number, number, number])[] = [
  [16, 504, 5],
  [32, 252, 9],
  [48, 165, 10],
  [64, 126, 13],
  [96, 84, 17],
  [128, 62, 20],
  [256, 31, 37],
  [512, 15, 52],
  [1024, 8, 64],
  [8192, 1, 103],
];
const shapeOf = (page: number): (typeof shapes)[number] => shapes[hash(page) % shapes.length]!;
const hash = (value: number): number => Math.imul(value ^ (value >>> 13), 0x9e3779b1) >>> 8;

function tileOf(spans: number, tick: number, arena: number, pagesPerCell: PagesPerCell): MapTile {
  const cells = 8192 / pagesPerCell;
  const tile: MapTile = {
    arena,
    pagesPerCell,
    state: new Uint8Array(cells),
    spanClass: new Uint8Array(cells).fill(255),
    fill: new Uint8Array(cells),
    starts: new Uint8Array(pagesPerCell === 1 ? cells : 0).fill(1),
    shade: new Uint16Array(0),
  };
  for (let cell = 0; cell < cells; cell++) {
    const page = arena * 8192 + cell * pagesPerCell;
    const used = page < spans;
    tile.state[cell] = used ? PageState.heap : PageState.released;
    if (!used) continue;
    tile.spanClass[cell] = shapeOf(page)[2];
    tile.fill[cell] = (hash(page + 7) + (hash(page) % 64 === tick % 64 ? tick : 0)) & 255;
  }
  return tile;
}

function spansOf(total: number, tick: number, firstPage: number, pageCount: number): MapSpans {
  const count = Math.max(0, Math.min(pageCount, total - firstPage));
  const pages = Array.from({ length: count }, (_, index) => firstPage + index);
  const starts = [0];
  for (const page of pages) starts.push(starts.at(-1)! + shapeOf(page)[1]);
  const slots = new Uint8Array(starts.at(-1)!);
  for (let slot = 0; slot < slots.length; slot++) {
    const drawn = hash(firstPage * 600 + slot);
    slots[slot] = drawn & SlotBit.allocated;
    // One slot in 256 is new at this tick.
    if (((drawn >>> 4) + tick) % 256 === 0) slots[slot] = SlotBit.allocated | SlotBit.fresh;
  }
  const column = <T extends { from(list: number[]): unknown }>(
    type: T,
    of: (page: number) => number,
  ): ReturnType<T['from']> => type.from(pages.map(of)) as ReturnType<T['from']>;
  const bytes = (value: number): Uint8Array => new Uint8Array(count).fill(value);
  return {
    firstPage,
    pageCount,
    count,
    id: column(Uint32Array, (page) => page + 1),
    page: column(Float64Array, (page) => page),
    npages: column(Uint32Array, () => 1),
    state: bytes(PageState.heap),
    spanClass: column(Uint8Array, (page) => shapeOf(page)[2]),
    elemBytes: column(Float64Array, (page) => shapeOf(page)[0]),
    nelems: column(Uint32Array, (page) => shapeOf(page)[1]),
    freeindex: column(Uint32Array, () => 0),
    allocCount: column(Uint32Array, (page) => shapeOf(page)[1] >> 1),
    sweep: bytes(SweepState.swept),
    owner: bytes(0),
    heapBitsBytes: column(Uint16Array, () => 0),
    markBitsBytes: column(Uint16Array, () => 128),
    headerBytes: bytes(0),
    slotStart: Uint32Array.from(starts),
    slots,
    slotShade: new Uint16Array(0),
  };
}

/** A flat tree with a row per span. */
function treeOf(
  spans: number,
  offset: number,
  count: number,
): { total: number; offset: number; rows: TreeRow[] } {
  const limit = Math.min(spans, offset + count);
  const rows: TreeRow[] = [];
  for (let index = offset; index < limit; index++) {
    const key = `span:${index + 1}` as const;
    rows.push({
      key,
      kind: 'span',
      label: `span ${index + 1}`,
      level: 1,
      setSize: spans,
      posInSet: index + 1,
    });
  }
  return { total: spans, offset, rows };
}

/** A run of `steps` events and switches per lane, as far as the pixels of the window go. */
function timelineOf({ fromTick, toTick, points }: Params<'timeline'>): Timeline {
  const tickAt = (step: number): number => fromTick + ((toTick - fromTick) * (step + 1)) / points;
  const series = (of: (step: number) => number): Float64Array =>
    Float64Array.from({ length: points }, (_, step) => of(step));
  const live = series((step) => 2e9 + 1e9 * Math.sin(step / 9) + (hash(step) % 1e8));
  const marks = 3 * points;
  return {
    ...{ fromTick, toTick, ticks: series(tickAt) },
    ...{ liveMinBytes: live, liveMaxBytes: live, inUseBytes: live.map((value) => 1.2 * value) },
    goalBytes: series(() => 4e9),
    releasedBytes: series((step) => 1e8 * (step % 7)),
    residentBytes: live.map((value) => 1.4 * value),
    gcs: Array.from({ length: 40 }, (_, cycle) => ({
      ...{ cycle, reason: { id: 'why.gc.heap' as const }, markedBytes: 1e9 },
      startTick: tickAt((points * cycle) / 40),
      endTick: tickAt((points * (cycle + 0.3)) / 40),
      sweptTick: tickAt((points * (cycle + 0.5)) / 40),
    })),
    lanes: Array.from({ length: 4 }, (_, p) => ({
      p,
      runFrom: series((step) => tickAt(step - 1)),
      runTo: series(tickAt),
      runG: Uint32Array.from({ length: points }, (__, step) => 1 + (hash(step * 4 + p) % 30)),
      eventTick: Float64Array.from({ length: marks }, (__, at) => tickAt(Math.floor(at / 3))),
      eventKind: Uint8Array.from({ length: marks }, (__, at) => hash(at + p) % eventKinds.length),
      eventCount: new Uint32Array(marks).fill(9),
    })),
    stops: [],
  };
}

/** `spans` of a page each, and a run of so many ticks that the timeline is full. */
export function createBulkHost(
  spans: number,
  emit: (event: EventBody, tick: number) => void,
): FakeHost {
  const endTick = 1e7;
  let tick = endTick / 2;
  const small = createFakeHost(() => undefined);
  const arenaCount = Math.ceil(spans / 8192);
  const never: Cancellation = { cancelled: false, onCancel: () => undefined };
  const state = (): SessionState => ({
    ...(small.handlers.pause({}, never) as SessionState),
    ...{ tick, endTick },
  });
  const go = (to: number): SessionState => {
    tick = Math.max(0, Math.min(endTick, Math.round(to)));
    const now = state();
    emit({ kind: 'state', state: now }, tick);
    return now;
  };
  const handlers: Handlers = {
    ...small.handlers,
    hello: ({ version }) => ({ version, state: state() }),
    state,
    step: () => go(tick + 7),
    stepBack: () => go(tick - 7),
    seek: (params) => go(params.tick),
    timeline: timelineOf,
    overview: () => ({
      ...{ tick, arenaCount, usedFirstPage: 0, usedLimitPage: spans, spanCount: spans },
      arenaAddresses: Float64Array.from(
        { length: arenaCount },
        (_, arena) => 0xc000000000 + arena * 2 ** 26,
      ),
      mappedPages: new Uint16Array(arenaCount).fill(8192),
      classBytes: Uint16Array.from(class_to_size),
      ...{ regions: [], sites: [''], types: [''] },
    }),
    tiles: ({ arenas, pagesPerCell }) => ({
      tick,
      tiles: arenas.map((arena) => tileOf(spans, tick, arena, pagesPerCell)),
    }),
    spans: ({ firstPage, pageCount }) => spansOf(spans, tick, firstPage, pageCount),
    tree: ({ offset, count }) => treeOf(spans, offset, count),
  };
  for (const method of ['tiles', 'spans', 'tree'] as const) {
    note(handlers, method, small.asked);
  }
  return { handlers, asked: small.asked };
}

/** Notes what is asked for, as the small host does for what it answers itself. */
function note(
  handlers: Handlers,
  method: 'tiles' | 'spans' | 'tree',
  asked: FakeHost['asked'],
): void {
  const answer = handlers[method] as unknown as (params: never) => never;
  (handlers as unknown as Record<string, unknown>)[method] = (params: never) => {
    asked.push({ method, params });
    return answer(params);
  };
}
