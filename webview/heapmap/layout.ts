/**
 * Where everything stands on the map, in world units (one page is 1 × 1), and back again.
 *
 * A chunk (4 MiB, 512 pages) is 16 pages wide and 32 tall, filled row by row in address order. An
 * arena is 8 × 2 chunks with one page of space between them and a title above. Arenas stand in
 * rows whose length is a power of two that grows only each time there are four times as many, so
 * the picture stays put while a heap grows.
 *
 * A span lies on its pages as a strip that wraps with them. Its card has a head and a body; the
 * body is cut into equal slots, row by row in address order.
 */
import { pageBytes, pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { Point, Rect } from '../space/camera';

export const chunkColumns = 16;
export const chunkRows = 32;
const chunksPerRow = 8;
const chunkGap = 1;
/** Bitmap and world size of an arena without its title. */
export const arenaWidth = chunksPerRow * (chunkColumns + chunkGap) - chunkGap;
export const arenaHeight =
  (pagesPerArena / pagesPerChunk / chunksPerRow) * (chunkRows + chunkGap) - chunkGap;
export const arenaTitle = 3;
const arenaGap = 6;

/** Share of a page's height that the card's head takes, and the space around a card. */
export const headHeight = 0.14;
export const cardInset = 0.03;

export function arenasPerRow(arenaCount: number): number {
  let perRow = 1;
  while (perRow * perRow < arenaCount) perRow *= 2;
  return perRow;
}

/** Top left of arena `arena`'s pages. */
export function arenaOrigin(arena: number, arenaCount: number): Point {
  const perRow = arenasPerRow(arenaCount);
  return {
    x: (arena % perRow) * (arenaWidth + arenaGap),
    y: Math.floor(arena / perRow) * (arenaHeight + arenaGap + arenaTitle) + arenaTitle,
  };
}

/** Page `pageInArena` relative to the arena's origin; whole numbers, so also its bitmap pixel. */
export function pageInArena(page: number): Point {
  const chunk = Math.floor(page / pagesPerChunk);
  const inChunk = page % pagesPerChunk;
  return {
    x: (chunk % chunksPerRow) * (chunkColumns + chunkGap) + (inChunk % chunkColumns),
    y:
      Math.floor(chunk / chunksPerRow) * (chunkRows + chunkGap) +
      Math.floor(inChunk / chunkColumns),
  };
}

/** World position of a map page's top left. */
export function pageOrigin(mapPage: number, arenaCount: number): Point {
  const origin = arenaOrigin(Math.floor(mapPage / pagesPerArena), arenaCount);
  const within = pageInArena(mapPage % pagesPerArena);
  return { x: origin.x + within.x, y: origin.y + within.y };
}

/** The map page at a world point; -1 between things. */
export function pageAt(point: Point, arenaCount: number): number {
  const arena = arenaAt(point, arenaCount);
  if (arena < 0) return -1;
  const origin = arenaOrigin(arena, arenaCount);
  const x = point.x - origin.x;
  const y = point.y - origin.y;
  if (y < 0) return -1;
  const chunkColumn = Math.floor(x / (chunkColumns + chunkGap));
  const chunkRow = Math.floor(y / (chunkRows + chunkGap));
  const column = Math.floor(x - chunkColumn * (chunkColumns + chunkGap));
  const row = Math.floor(y - chunkRow * (chunkRows + chunkGap));
  if (column >= chunkColumns || row >= chunkRows) return -1;
  const chunk = chunkRow * chunksPerRow + chunkColumn;
  return arena * pagesPerArena + chunk * pagesPerChunk + row * chunkColumns + column;
}

/** The arena at a world point, its title included; -1 between arenas. */
export function arenaAt(point: Point, arenaCount: number): number {
  const perRow = arenasPerRow(arenaCount);
  const column = Math.floor(point.x / (arenaWidth + arenaGap));
  const row = Math.floor(point.y / (arenaHeight + arenaGap + arenaTitle));
  if (column < 0 || column >= perRow || row < 0) return -1;
  const origin = arenaOrigin(row * perRow + column, arenaCount);
  const inside = point.x < origin.x + arenaWidth && point.y < origin.y + arenaHeight;
  const arena = row * perRow + column;
  return inside && arena < arenaCount ? arena : -1;
}

/** The whole map. */
export function worldRect(arenaCount: number): Rect {
  const perRow = arenasPerRow(arenaCount);
  const rows = Math.max(1, Math.ceil(arenaCount / perRow));
  return {
    x: 0,
    y: 0,
    width: Math.min(perRow, Math.max(1, arenaCount)) * (arenaWidth + arenaGap) - arenaGap,
    height: rows * (arenaHeight + arenaGap + arenaTitle) - arenaGap,
  };
}

export function arenaRect(arena: number, arenaCount: number): Rect {
  const origin = arenaOrigin(arena, arenaCount);
  return {
    x: origin.x,
    y: origin.y - arenaTitle,
    width: arenaWidth,
    height: arenaHeight + arenaTitle,
  };
}

/** The box around `count` pages from `first`; pages of one row stay one row. */
export function pagesRect(first: number, count: number, arenaCount: number): Rect {
  let { x: left, y: top } = pageOrigin(first, arenaCount);
  let right = left;
  let bottom = top;
  const limit = first + count;
  // Chunk by chunk: a run that goes on in another row of its chunk is as wide as the chunk.
  for (let from = first; from < limit;) {
    const to = Math.min(limit, (Math.floor(from / pagesPerChunk) + 1) * pagesPerChunk);
    const column = from % chunkColumns;
    const begin = pageOrigin(from, arenaCount);
    const end = pageOrigin(to - 1, arenaCount);
    const isOneRow = begin.y === end.y;
    left = Math.min(left, isOneRow ? begin.x : begin.x - column);
    right = Math.max(right, isOneRow ? end.x + 1 : begin.x - column + chunkColumns);
    top = Math.min(top, begin.y);
    bottom = Math.max(bottom, end.y + 1);
    from = to;
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A run of pages that stand side by side. `offset` counts pages from the start of the whole. */
interface Segment {
  readonly x: number;
  readonly y: number;
  readonly offset: number;
  readonly pages: number;
}

/** Cuts `count` pages from `first` where rows end. At most `limit` segments. */
export function pageSegments(
  first: number,
  count: number,
  arenaCount: number,
  limit = Number.POSITIVE_INFINITY,
): Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  while (offset < count && segments.length < limit) {
    const column = (first + offset) % chunkColumns;
    const pages = Math.min(count - offset, chunkColumns - column);
    const { x, y } = pageOrigin(first + offset, arenaCount);
    segments.push({ x, y, offset, pages });
    offset += pages;
  }
  return segments;
}

// ---- inside a span -----------------------------------------------------------------------------

/**
 * How a span's body is cut, in strip coordinates (0 to npages in x, 0 to 1 in y): rows of equal
 * slots in address order, and below them the bytes that no slot can use, with their true share of
 * the height.
 */
export interface Raster {
  readonly nelems: number;
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly slotWidth: number;
  readonly slotHeight: number;
  /** Height of the part below the slots; 0 where slots use every byte. */
  readonly tailHeight: number;
}

/** Chooses as many columns as make slots about square and fill the last row. */
export function rasterOf(npages: number, elemBytes: number, nelems: number): Raster {
  const left = 2 * cardInset;
  const top = cardInset + headHeight;
  const width = npages - 2 * left;
  const height = 1 - top - 2 * cardInset;
  const bytes = npages * pageBytes;
  const tailHeight = height * Math.max(0, 1 - (nelems * elemBytes) / bytes);
  const columns = columnsFor(nelems, width / (height - tailHeight));
  const rows = Math.ceil(nelems / columns);
  const slotWidth = width / columns;
  const slotHeight = (height - tailHeight) / rows;
  return { nelems, columns, rows, left, top, width, height, slotWidth, slotHeight, tailHeight };
}

/** The number of columns with the best of two: square slots, and few empty places at the end. */
function columnsFor(nelems: number, aspect: number): number {
  const ideal = Math.sqrt(nelems * aspect);
  const most = Math.min(nelems, Math.ceil(ideal * 1.7));
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let columns = Math.max(1, Math.floor(ideal * 0.6)); columns <= most; columns++) {
    const rows = Math.ceil(nelems / columns);
    const empty = (rows * columns - nelems) / nelems;
    const slant = Math.abs(Math.log((aspect * rows) / columns));
    const cost = slant + 2 * empty;
    if (cost >= least) continue;
    least = cost;
    best = columns;
  }
  return best;
}

/** A slot's box in strip coordinates. */
export function slotRect(raster: Raster, slot: number): Rect {
  return {
    x: raster.left + (slot % raster.columns) * raster.slotWidth,
    y: raster.top + Math.floor(slot / raster.columns) * raster.slotHeight,
    width: raster.slotWidth,
    height: raster.slotHeight,
  };
}

/** The slot at a point in strip coordinates; -1 in the head, the edge and the tail. */
export function slotAt(raster: Raster, point: Point): number {
  const column = Math.floor((point.x - raster.left) / raster.slotWidth);
  const row = Math.floor((point.y - raster.top) / raster.slotHeight);
  if (column < 0 || row < 0 || column >= raster.columns) return -1;
  const slot = row * raster.columns + column;
  return slot < raster.nelems ? slot : -1;
}
