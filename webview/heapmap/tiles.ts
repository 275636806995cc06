/**
 * What the map has been sent: overview tiles by arena, spans with slots by block of 128 pages. The
 * painter says each frame what it could use; what is missing or stale is asked for, a few requests
 * at a time, and what is there meanwhile is drawn. Old entries go when there are too many.
 */
import { pagesPerArena } from '../../src/protocol/views';
import type { ColourMode, MapSpans, MapTile, PagesPerCell } from '../../src/protocol/views';
import type { Context } from '../state/context';
import { arenaHeight, arenaWidth, pageInArena } from './layout';
import { pageColour } from './palette';
import type { Palette } from './palette';

/** Eight rows of a chunk: what one spans request covers. */
export const pagesPerBlock = 128;

const tilesMax = 640;
const blocksMax = 384;
const arenasPerRequest = 32;
const requestsMax = 4;

export interface CachedTile {
  readonly tile: MapTile;
  readonly colour: ColourMode;
  readonly revision: number;
  usedAt: number;
  bitmap?: HTMLCanvasElement;
  bitmapPalette?: Palette;
}

export interface CachedBlock {
  readonly spans: MapSpans;
  readonly colour: ColourMode;
  readonly revision: number;
  usedAt: number;
  /** The colour of each slot, in the order of `spans.slots`; made by paintSlots. */
  slotColours?: Uint32Array;
  slotPalette?: Palette;
}

/** What a frame wants to draw. */
export interface Wanted {
  readonly arenas: readonly number[];
  readonly pagesPerCell: PagesPerCell;
  readonly blocks: readonly number[];
}

export interface TileStore {
  tile(arena: number): CachedTile | undefined;
  block(index: number): CachedBlock | undefined;
  want(wanted: Wanted): void;
  /** Counts answers; a picture made at another count is old. */
  version(): number;
  /** True while something that was wanted is on its way. */
  loading(): boolean;
  /** After a seek far away or a restart: what is there would be wrong, not only old. */
  clear(): void;
}

// LONG: the closure is the class; its functions are the methods.
/** `arrived` is called when something new can be drawn. */
export function createTileStore(context: Context, arrived: () => void): TileStore {
  const tiles = new Map<number, CachedTile>();
  const blocks = new Map<number, CachedBlock>();
  const onTheirWay = new Set<string>();
  let wanted: Wanted = { arenas: [], pagesPerCell: 1, blocks: [] };
  let clock = 0;
  /** Raised by clear, so that answers to questions from before it are dropped. */
  let epoch = 0;
  let version = 0;

  const current = (entry: { colour: ColourMode; revision: number } | undefined): boolean =>
    entry !== undefined &&
    entry.revision === context.revision.get() &&
    entry.colour === context.colour.get();

  const tileNeeded = (arena: number): boolean => {
    const entry = tiles.get(arena);
    const fine = entry !== undefined && entry.tile.pagesPerCell <= wanted.pagesPerCell;
    return !(fine && current(entry)) && !onTheirWay.has(`tile${arena}`);
  };

  function ask(names: string[], request: () => Promise<void>): void {
    const asked = epoch;
    for (const name of names) onTheirWay.add(name);
    request()
      .catch((error: unknown) => context.report(error))
      .finally(() => {
        for (const name of names) onTheirWay.delete(name);
        if (asked !== epoch) return;
        version += 1;
        arrived();
      });
  }

  function askTiles(arenas: number[]): void {
    const revision = context.revision.get();
    const colour = context.colour.get();
    const asked = epoch;
    const { pagesPerCell } = wanted;
    ask(
      arenas.map((arena) => `tile${arena}`),
      async () => {
        const result = await context.client.request('tiles', { arenas, pagesPerCell, colour });
        if (asked !== epoch) return;
        for (const tile of result.tiles) {
          const before = tiles.get(tile.arena);
          const same = before?.colour === colour && isSame(before.tile, tile);
          const kept = same ? { bitmap: before.bitmap, bitmapPalette: before.bitmapPalette } : {};
          tiles.set(tile.arena, { tile, colour, revision, usedAt: clock, ...kept });
        }
        trim(tiles, tilesMax);
      },
    );
  }

  function askBlock(index: number): void {
    const revision = context.revision.get();
    const colour = context.colour.get();
    const asked = epoch;
    const params = { firstPage: index * pagesPerBlock, pageCount: pagesPerBlock, colour };
    ask([`block${index}`], async () => {
      const spans = await context.client.request('spans', params);
      if (asked !== epoch) return;
      blocks.set(index, { spans, colour, revision, usedAt: clock });
      trim(blocks, blocksMax);
    });
  }

  function askNext(): void {
    const free = (): boolean => onTheirWay.size < requestsMax * arenasPerRequest;
    for (const index of wanted.blocks) {
      if (!free()) return;
      if (!current(blocks.get(index)) && !onTheirWay.has(`block${index}`)) askBlock(index);
    }
    while (free()) {
      const arenas = wanted.arenas.filter(tileNeeded).slice(0, arenasPerRequest);
      if (arenas.length === 0) return;
      askTiles(arenas);
    }
  }

  const touch = <Entry extends { usedAt: number }>(entry: Entry | undefined): Entry | undefined => {
    if (entry) entry.usedAt = clock;
    return entry;
  };

  return {
    tile: (arena) => touch(tiles.get(arena)),
    block: (index) => touch(blocks.get(index)),
    want(next) {
      clock += 1;
      wanted = next;
      askNext();
    },
    version: () => version,
    loading: () => onTheirWay.size > 0,
    clear() {
      epoch += 1;
      version += 1;
      tiles.clear();
      blocks.clear();
      onTheirWay.clear();
    },
  };
}

/** A step changes few of the arenas in view; the picture of the others stays. */
function isSame(a: MapTile, b: MapTile): boolean {
  return (
    a.pagesPerCell === b.pagesPerCell &&
    equal(a.state, b.state) &&
    equal(a.spanClass, b.spanClass) &&
    equal(a.fill, b.fill) &&
    equal(a.shade, b.shade)
  );
}

function equal(a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Drops what was used longest ago. */
function trim(entries: Map<number, { usedAt: number }>, limit: number): void {
  if (entries.size <= limit) return;
  const oldest = [...entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
  for (const [key] of oldest.slice(0, entries.size - limit)) entries.delete(key);
}

/** The tile as a picture with one pixel per page, empty between chunks. Kept with the tile. */
export function bitmapOf(entry: CachedTile, palette: Palette): HTMLCanvasElement {
  if (entry.bitmap && entry.bitmapPalette === palette) return entry.bitmap;
  const canvas = entry.bitmap ?? document.createElement('canvas');
  canvas.width = arenaWidth;
  canvas.height = arenaHeight;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(arenaWidth, arenaHeight);
  const pixels = new Uint32Array(image.data.buffer);
  const { tile, colour } = entry;
  for (let page = 0; page < pagesPerArena; page += tile.pagesPerCell) {
    const value = pageColour(palette, colour, tile, page / tile.pagesPerCell);
    const { x, y } = pageInArena(page);
    const start = y * arenaWidth + x;
    // A cell of 64 pages is four rows of a chunk; smaller cells stay within one row.
    for (let offset = 0; offset < tile.pagesPerCell; offset += 16) {
      const row = start + (offset / 16) * arenaWidth;
      pixels.fill(value, row, row + Math.min(16, tile.pagesPerCell));
    }
  }
  context.putImageData(image, 0, 0);
  entry.bitmap = canvas;
  entry.bitmapPalette = palette;
  return canvas;
}
