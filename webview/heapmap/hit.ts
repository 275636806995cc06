/** What is under a point of the map, as a selection key: the inverse of the layout. */
import { PageState, pageBytes, pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { MapOverview, MapSpans } from '../../src/protocol/views';
import type { Key } from '../../src/protocol/keys';
import { toWorld } from '../space/camera';
import type { Camera, Point } from '../space/camera';
import { arenaAt, chunkColumns, pageAt, slotAt } from './layout';
import { rasterOfSpan } from './paintSlots';
import type { TileStore } from './tiles';
import { pagesPerBlock } from './tiles';

/** Pages at least this large show spans with slots; smaller ones are cells or pixels. */
export const cardsFrom = 28;
/** Slots can be hit from this width on, in pixels. */
const slotHitFrom = 5;
/** Pages smaller than this stand for their chunk. */
const pageHitFrom = 3;

export interface Hit {
  readonly key: Key;
  /** -1 when the hit is an arena's title. */
  readonly page: number;
  readonly address: number;
  readonly state: PageState;
  /** The block's spans and which one, once they are here. */
  readonly spans?: MapSpans;
  readonly span?: number;
  /** -1 when between slots or too small to tell. */
  readonly slot: number;
  /** What the overview tile says of the page: span class (255 none) and how full, 0…255. */
  readonly spanClass: number;
  readonly fill: number;
}

export function hitTest(
  camera: Camera,
  point: Point,
  overview: MapOverview,
  store: Pick<TileStore, 'tile' | 'block'>,
): Hit | undefined {
  const world = toWorld(camera, point);
  const page = pageAt(world, overview.arenaCount);
  if (page < 0) return hitArena(world, overview);
  const arena = Math.floor(page / pagesPerArena);
  const address = overview.arenaAddresses[arena]! + (page % pagesPerArena) * pageBytes;
  const tile = store.tile(arena)?.tile;
  const cell = Math.floor((page % pagesPerArena) / (tile?.pagesPerCell ?? 1));
  const state: PageState = tile?.state[cell] ?? PageState.reserved;
  const spanClass = tile?.spanClass[cell] ?? 255;
  const base = { page, address, slot: -1, spanClass, fill: tile?.fill[cell] ?? 0 };
  if (camera.scale < pageHitFrom || state === PageState.reserved) {
    return { ...base, key: `chunk:${Math.floor(page / pagesPerChunk)}`, state };
  }
  const block = Math.floor(page / pagesPerBlock);
  const spans = camera.scale >= cardsFrom ? store.block(block)?.spans : undefined;
  const span = spans ? spanAt(spans, page) : -1;
  if (!spans || span < 0) return { ...base, key: freeRun(page, state, store), state };
  const found = { ...base, state: spans.state[span]!, spans, span };
  const slot = slotUnder(camera, world, page, spans, span);
  const id = spans.id[span]!;
  return slot < 0 ? { ...found, key: `span:${id}` } : { ...found, slot, key: `slot:${id}:${slot}` };
}

function hitArena(world: Point, overview: MapOverview): Hit | undefined {
  const arena = arenaAt(world, overview.arenaCount);
  if (arena < 0) return undefined;
  const address = overview.arenaAddresses[arena]!;
  const nothing = { state: PageState.reserved, slot: -1, spanClass: 255, fill: 0 };
  return { key: `arena:${arena}`, page: -1, address, ...nothing };
}

/** Index of the span that covers `page`; -1 when none does. Spans are in address order. */
export function spanAt(spans: MapSpans, page: number): number {
  let low = 0;
  let high = spans.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const first = spans.page[middle]!;
    if (page < first) high = middle - 1;
    else if (page >= first + spans.npages[middle]!) low = middle + 1;
    else return middle;
  }
  return -1;
}

function slotUnder(
  camera: Camera,
  world: Point,
  page: number,
  spans: MapSpans,
  span: number,
): number {
  if (spans.nelems[span] === 0) return -1;
  const raster = rasterOfSpan(spans, span);
  if (raster.slotWidth * camera.scale < slotHitFrom) return -1;
  // Pages, chunks and arenas all begin at whole numbers, so the fraction is the place in the page.
  const x = page - spans.page[span]! + (world.x - Math.floor(world.x));
  return slotAt(raster, { x, y: world.y - Math.floor(world.y) });
}

/** The run of equal free pages around `page`, within its arena; a page of a span alone. */
function freeRun(page: number, state: PageState, store: Pick<TileStore, 'tile'>): Key {
  const arena = Math.floor(page / pagesPerArena);
  const tile = store.tile(arena)?.tile;
  const isFree = state === PageState.free || state === PageState.released;
  if (tile?.pagesPerCell === 1 && !isFree && state !== PageState.cached) return `pages:${page}:1`;
  if (!tile || tile.pagesPerCell !== 1) {
    return `chunk:${Math.floor(page / pagesPerChunk)}`;
  }
  let first = page % pagesPerArena;
  let limit = first + 1;
  while (first > 0 && tile.state[first - 1] === state) first -= 1;
  while (limit < pagesPerArena && tile.state[limit] === state) limit += 1;
  return `pages:${arena * pagesPerArena + first}:${limit - first}`;
}

/** How many pages fit in one row of a chunk; what Up and Down move by. */
export const pagesPerRow = chunkColumns;
