/** The page side of the bench: a heap of `window.hostOptions.spans` spans, made up on the spot. */
import { createServer } from '../../src/protocol/port';
import type { Handlers } from '../../src/protocol/port';
import type { ToView } from '../../src/protocol/protocol';
import { PageState, SweepState } from '../../src/protocol/views';
import type { MapSpans, MapTile, PagesPerCell, TreeRow } from '../../src/protocol/views';
import { class_to_size } from '../../src/runtime/sizeclasses';
import { createFakeHost } from './fakeHost';

const options = (window as unknown as { hostOptions: { spans: number } }).hostOptions;

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
const arenaCount = Math.ceil(options.spans / 8192);

function bigTile(arena: number, pagesPerCell: PagesPerCell): MapTile {
  const cells = 8192 / pagesPerCell;
  const tile: MapTile = {
    arena,
    pagesPerCell,
    state: new Uint8Array(cells),
    spanClass: new Uint8Array(cells).fill(255),
    fill: new Uint8Array(cells),
    starts: new Uint8Array(cells).fill(1),
    shade: new Uint16Array(cells),
  };
  for (let cell = 0; cell < cells; cell++) {
    const page = arena * 8192 + cell * pagesPerCell;
    const used = page < options.spans;
    tile.state[cell] = used ? PageState.heap : PageState.released;
    if (!used) continue;
    tile.spanClass[cell] = shapeOf(page)[2];
    tile.fill[cell] = hash(page + 7) & 255;
  }
  return tile;
}

function bigSpans(firstPage: number, pageCount: number): MapSpans {
  const count = Math.max(0, Math.min(pageCount, options.spans - firstPage));
  const pages = Array.from({ length: count }, (_, index) => firstPage + index);
  const starts = [0];
  for (const page of pages) starts.push(starts.at(-1)! + shapeOf(page)[1]);
  const slots = new Uint8Array(starts.at(-1)!);
  for (let slot = 0; slot < slots.length; slot++) slots[slot] = hash(firstPage * 600 + slot) & 1;
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
function bigTree(
  offset: number,
  count: number,
): { total: number; offset: number; rows: TreeRow[] } {
  const limit = Math.min(options.spans, offset + count);
  const rows: TreeRow[] = [];
  for (let index = offset; index < limit; index++) {
    const key = `span:${index + 1}` as const;
    rows.push({
      key,
      kind: 'span',
      label: `span ${index + 1}`,
      level: 1,
      setSize: options.spans,
      posInSet: index + 1,
    });
  }
  return { total: options.spans, offset, rows };
}

const small = createFakeHost(() => undefined);
const handlers: Handlers = {
  ...small.handlers,
  overview: () => ({
    tick: 1,
    arenaCount,
    arenaAddresses: Float64Array.from(
      { length: arenaCount },
      (_, arena) => 0xc000000000 + arena * 2 ** 26,
    ),
    mappedPages: new Uint16Array(arenaCount).fill(8192),
    usedFirstPage: 0,
    usedLimitPage: options.spans,
    spanCount: options.spans,
    classBytes: Uint16Array.from(class_to_size),
    regions: [],
    sites: [''],
    types: [''],
  }),
  tiles: ({ arenas, pagesPerCell }) => ({
    tick: 1,
    tiles: arenas.map((arena) => bigTile(arena, pagesPerCell)),
  }),
  spans: ({ firstPage, pageCount }) => bigSpans(firstPage, pageCount),
  tree: ({ offset, count }) => bigTree(offset, count),
};

/** Notes what is asked for, as the small host does for what it answers itself. */
for (const method of ['tiles', 'spans', 'tree'] as const) {
  const answer = handlers[method] as unknown as (params: never) => never;
  (handlers as unknown as Record<string, unknown>)[method] = (params: never) => {
    small.asked.push({ method, params });
    return answer(params);
  };
}

const post = (message: ToView): void => {
  const copy = structuredClone(message);
  setTimeout(() => window.dispatchEvent(new MessageEvent('message', { data: copy })), 0);
};
const server = createServer(handlers, post);
Object.assign(window, {
  asked: small.asked,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => setTimeout(() => server.receive(message), 0),
    getState: () => undefined,
    setState: () => undefined,
  }),
});
