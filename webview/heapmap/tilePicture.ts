/**
 * A tile as a picture with a cell per page, and that picture at half, a quarter and so on of its
 * size, each cell the mean of four: what is drawn smaller than a pixel per page is taken from the
 * one that is just large enough.
 */
import { pagesPerArena } from '../../src/protocol/views';
import { mean } from '../theme';
import { arenaHeight, arenaWidth, pageInArena } from './layout';
import { pageColour } from './palette';
import type { Palette } from './palette';
import type { CellPicture } from './pen';
import type { CachedTile, TilePicture } from './tiles';

/**
 * The picture of what is known of an arena, kept with it. While `mayMake` says no, the one from
 * before, if there is one.
 */
export function pictureOf(
  entry: CachedTile,
  palette: Palette,
  mayMake: () => boolean,
): CellPicture | undefined {
  const { tile, colour, picture } = entry;
  if (picture?.tile === tile && picture.palette === palette && picture.colour === colour) {
    return picture.cells;
  }
  if (picture?.palette === palette && picture.colour === colour && looksSame(picture, entry)) {
    entry.picture = { ...picture, tile };
    return picture.cells;
  }
  if (!mayMake()) return picture?.cells;
  entry.picture = { tile, colour, palette, cells: tilePicture(entry, palette) };
  return entry.picture.cells;
}

/** A step changes few of the arenas in view, and most of what it changes has no colour. */
function looksSame({ tile: a }: TilePicture, { tile: b, colour }: CachedTile): boolean {
  if (a.pagesPerCell !== b.pagesPerCell || !equal(a.state, b.state)) return false;
  if (!equal(a.touched ?? none, b.touched ?? none)) return false;
  if (colour === 'occupancy') return equal(a.fill, b.fill);
  return equal(a.spanClass, b.spanClass) && equal(a.shade, b.shade);
}

const none = new Uint8Array(0);

function equal(a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Between chunks the picture shows the background. */
function tilePicture({ tile, colour }: CachedTile, palette: Palette): CellPicture {
  const cells = new Uint32Array(arenaWidth * arenaHeight).fill(palette.background);
  for (let page = 0; page < pagesPerArena; page += tile.pagesPerCell) {
    const value = pageColour(palette, colour, tile, page / tile.pagesPerCell);
    const { x, y } = pageInArena(page);
    const start = y * arenaWidth + x;
    // A cell of 64 pages is four rows of a chunk; smaller cells stay within one row.
    for (let offset = 0; offset < tile.pagesPerCell; offset += 16) {
      const row = start + (offset / 16) * arenaWidth;
      cells.fill(value, row, row + Math.min(16, tile.pagesPerCell));
    }
  }
  return withHalves(cells, arenaWidth);
}

/** A picture that can be had at half its size, which is made when it is first asked for. */
function withHalves(cells: Uint32Array, columns: number): CellPicture {
  let half: CellPicture | undefined;
  return {
    ...{ cells, columns, first: 0, count: cells.length },
    half: () => (half ??= withHalves(...halved(cells, columns))),
  };
}

/** At an odd edge the last cell counts twice. */
function halved(cells: Uint32Array, columns: number): [cells: Uint32Array, columns: number] {
  const rows = cells.length / columns;
  const width = Math.ceil(columns / 2);
  const height = Math.ceil(rows / 2);
  const result = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const upper = 2 * y * columns;
    const lower = Math.min(rows - 1, 2 * y + 1) * columns;
    for (let x = 0; x < width; x++) {
      const left = 2 * x;
      const right = Math.min(columns - 1, left + 1);
      result[y * width + x] = mean(
        mean(cells[upper + left]!, cells[upper + right]!),
        mean(cells[lower + left]!, cells[lower + right]!),
      );
    }
  }
  return [result, width];
}
