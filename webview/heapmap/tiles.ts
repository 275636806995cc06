/**
 * What the map has been sent: overview tiles by arena, spans with slots by block of 128 pages. The
 * painter says each frame what it could use; what is missing or stale is asked for, a few requests
 * at a time, and what is there meanwhile is drawn. Old entries go when there are too many.
 */
import type { ColourMode, MapSpans, MapTile, PagesPerCell } from '../../src/protocol/views';
import type { TickRange } from '../../src/protocol/protocol';
import { withRange } from '../state/context';
import type { Context } from '../state/context';
import type { Palette } from './palette';
import type { CellPicture } from './pen';

/** Eight rows of a chunk: what one spans request covers. */
export const pagesPerBlock = 128;

const tilesMax = 640;
const blocksMax = 384;
const arenasPerRequest = 32;
const requestsMax = 4;
/** Two frames and a half. */
const patienceMilliseconds = 40;

/** How an arena looks, and of what that is the picture. */
export interface TilePicture extends Pick<CachedTile, 'tile' | 'colour'> {
  readonly palette: Palette;
  readonly cells: CellPicture;
}

/** What an answer was about. */
interface Asked {
  readonly colour: ColourMode;
  readonly revision: number;
  /** The stretch of the run that was selected then. */
  readonly range: TickRange | undefined;
}

export interface CachedTile extends Asked {
  readonly tile: MapTile;
  usedAt: number;
  /** As it looks, or looked before: made by tilePicture.ts. */
  picture?: TilePicture;
}

export interface CachedBlock extends Asked {
  readonly spans: MapSpans;
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
  /** Counts answers that say something new; a picture made at another count is old. */
  version(): number;
  /** True while something that was wanted is on its way. */
  loading(): boolean;
  /** After a seek far away or a restart: what is there would be wrong, not only old. */
  clear(): void;
}

// LONG: the closure is the class; its functions are the methods.
/** `arrived` is called when an answer has come, whether or not it says something new. */
export function createTileStore(context: Context, arrived: () => void): TileStore {
  const tiles = new Map<number, CachedTile>();
  const blocks = new Map<number, CachedBlock>();
  const onTheirWay = new Set<string>();
  let wanted: Wanted = { arenas: [], pagesPerCell: 1, blocks: [] };
  let clock = 0;
  /** Raised by clear, so that answers to questions from before it are dropped. */
  let epoch = 0;
  let version = 0;
  /** When it is told that something has come, though more is on its way. */
  let telling: ReturnType<typeof setTimeout> | 0 = 0;

  const aboutNow = (): Asked => ({
    colour: context.colour.get(),
    revision: context.revision.get(),
    range: context.range.get(),
  });
  const current = (entry: Asked | undefined): boolean =>
    entry !== undefined &&
    entry.revision === context.revision.get() &&
    entry.colour === context.colour.get() &&
    entry.range === context.range.get();

  const tileNeeded = (arena: number): boolean => {
    const entry = tiles.get(arena);
    const fine = entry !== undefined && entry.tile.pagesPerCell <= wanted.pagesPerCell;
    return !(fine && current(entry)) && !onTheirWay.has(`tile${arena}`);
  };

  function ask(names: string[], request: () => Promise<void>): void {
    const asked = epoch;
    for (const name of names) onTheirWay.add(name);
    const settle = (): void => names.forEach((name) => onTheirWay.delete(name));
    request().then(
      () => {
        settle();
        if (asked !== epoch) return;
        askNext();
        tell();
      },
      (error: unknown) => {
        // Whatever is drawn next asks again; to do so at once could go on for ever.
        settle();
        context.report(error);
      },
    );
  }

  /** What is asked for at once is drawn at once, unless some of it takes long. */
  function tell(): void {
    if (onTheirWay.size === 0) now();
    else telling ||= setTimeout(now, patienceMilliseconds);
  }

  function now(): void {
    clearTimeout(telling);
    telling = 0;
    arrived();
  }

  function askTiles(arenas: number[]): void {
    const about = aboutNow();
    const { colour } = about;
    const asked = epoch;
    const { pagesPerCell } = wanted;
    ask(
      arenas.map((arena) => `tile${arena}`),
      async () => {
        const params = { arenas, pagesPerCell, colour, ...withRange(context) };
        const result = await context.client.request('tiles', params);
        if (asked !== epoch) return;
        for (const tile of result.tiles) {
          const before = tiles.get(tile.arena);
          if (before?.tile !== tile || before.colour !== colour) version += 1;
          const picture = before?.picture;
          tiles.set(tile.arena, { tile, ...about, usedAt: clock, picture });
        }
        trim(tiles, tilesMax);
      },
    );
  }

  function askBlock(index: number): void {
    const about = aboutNow();
    const { colour } = about;
    const asked = epoch;
    const place = { firstPage: index * pagesPerBlock, pageCount: pagesPerBlock };
    const params = { ...place, colour, ...withRange(context) };
    ask([`block${index}`], async () => {
      const spans = await context.client.request('spans', params);
      if (asked !== epoch) return;
      const before = blocks.get(index);
      const isSame = before?.spans === spans && before.colour === colour;
      if (!isSame) version += 1;
      blocks.set(index, { ...(isSame ? before : {}), spans, ...about, usedAt: clock });
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

/** Drops what was used longest ago. */
function trim(entries: Map<number, { usedAt: number }>, limit: number): void {
  if (entries.size <= limit) return;
  const oldest = [...entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
  for (const [key] of oldest.slice(0, entries.size - limit)) entries.delete(key);
}
