/**
 * Draws the map. By the size of a page: a pixel of the arena's picture; a cell filled as far as its
 * span is; a card per span with its slots. What to ask the host for follows from the same numbers.
 */
import { PageState, pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { ColourMode, MapOverview, PagesPerCell, Words } from '../../src/protocol/views';
import type { Rect } from '../space/camera';
import { mix } from '../theme';
import type { Pixel } from '../theme';
import { cardsFrom } from './hit';
import {
  arenaHeight,
  arenaOrigin,
  arenaTitle,
  arenaWidth,
  chunkColumns,
  chunkRows,
  pageOrigin,
  pageSegments,
} from './layout';
import { pageColour } from './palette';
import type { Palette } from './palette';
import { paintSpan } from './paintSlots';
import { paintWords } from './paintWords';
import type { Pen } from './pen';
import { pictureOf } from './tilePicture';
import { pagesPerBlock } from './tiles';
import type { CachedBlock, CachedTile, TileStore, Wanted } from './tiles';

/** Pages at least this large are drawn one by one. */
const cellsFrom = 9;

export interface Scene {
  readonly overview: MapOverview;
  readonly store: TileStore;
  readonly colour: ColourMode;
  /** Boxes in world units. */
  readonly selected: readonly Rect[];
  readonly hovered: readonly Rect[];
  /** Contents of the selected object, and the bytes of its slot. */
  readonly words?: { readonly words: Words; readonly elemBytes: number };
  /** Words by the caller's language. */
  arenaTitle(arena: number): string;
  chunkTitle(chunk: number): string;
}

/** What the camera sees, in the units requests are made in. */
export function wantedBy(pen: Pick<Pen, 'camera' | 'width' | 'height'>, scene: Scene): Wanted {
  const { scale } = pen.camera;
  const arenas = visibleArenas(pen, scene.overview.arenaCount);
  const pagesPerCell: PagesPerCell = scale >= 1 ? 1 : scale >= 0.4 ? 4 : scale >= 0.12 ? 16 : 64;
  if (scale < cardsFrom) return { arenas, pagesPerCell, blocks: [] };
  const blocks = arenas.flatMap((arena) => visibleBlocks(pen, arena, scene));
  return { arenas, pagesPerCell, blocks };
}

type View = Pick<Pen, 'camera' | 'width' | 'height'>;

function isVisible({ camera, width, height }: View, box: Rect): boolean {
  const x = (box.x - camera.x) * camera.scale;
  const y = (box.y - camera.y) * camera.scale;
  const right = x + box.width * camera.scale;
  const bottom = y + box.height * camera.scale;
  return right > 0 && bottom > 0 && x < width && y < height;
}

function visibleArenas(view: View, arenaCount: number): number[] {
  const arenas: number[] = [];
  for (let arena = 0; arena < arenaCount; arena++) {
    const { x, y } = arenaOrigin(arena, arenaCount);
    const box = { x, y: y - arenaTitle, width: arenaWidth, height: arenaHeight + arenaTitle };
    if (isVisible(view, box)) arenas.push(arena);
  }
  return arenas;
}

function visibleChunks(view: View, arena: number, arenaCount: number): number[] {
  const chunks: number[] = [];
  for (let chunk = 0; chunk < pagesPerArena / pagesPerChunk; chunk++) {
    const index = (arena * pagesPerArena) / pagesPerChunk + chunk;
    const { x, y } = pageOrigin(index * pagesPerChunk, arenaCount);
    if (isVisible(view, { x, y, width: chunkColumns, height: chunkRows })) chunks.push(index);
  }
  return chunks;
}

function visibleBlocks(view: View, arena: number, { overview }: Scene): number[] {
  const mapped = overview.mappedPages[arena] ?? 0;
  const blocks: number[] = [];
  for (const chunk of visibleChunks(view, arena, overview.arenaCount)) {
    for (
      let page = chunk * pagesPerChunk;
      page < (chunk + 1) * pagesPerChunk;
      page += pagesPerBlock
    ) {
      if (mapped === 0) continue;
      const { x, y } = pageOrigin(page, overview.arenaCount);
      const height = pagesPerBlock / chunkColumns;
      if (isVisible(view, { x, y, width: chunkColumns, height })) blocks.push(page / pagesPerBlock);
    }
  }
  return blocks;
}

/** What the picture shows of the store's answers: equal lists look equal. */
export function looksOf(view: View, palette: Palette, { overview, store }: Scene): unknown[] {
  if (view.camera.scale >= cellsFrom) return [store.version()];
  return visibleArenas(view, overview.arenaCount).map((arena) => {
    const entry = store.tile(arena);
    const cells = entry && pictureOf(entry, palette, () => false);
    return entry?.picture?.tile === entry?.tile ? cells : entry?.tile;
  });
}

/** Draws one frame; true when another is needed because pictures are still to be made. */
export function paintMap(pen: Pen, scene: Scene): boolean {
  const { camera, palette } = pen;
  pen.fill(palette.background);
  pen.rect(0, 0, pen.width, pen.height);
  for (const arena of visibleArenas(pen, scene.overview.arenaCount)) {
    paintArenaFrame(pen, scene, arena);
    const tile = scene.store.tile(arena);
    if (!tile) continue;
    if (camera.scale >= cellsFrom) {
      paintChunks(pen, scene, arena, tile);
      continue;
    }
    paintTile(pen, scene, arena, tile);
    if (camera.scale >= 1.2) paintChunkFrames(pen, scene, arena);
  }
  // A slot that wraps to another row has no one place for its words.
  if (scene.words && scene.selected.length === 1) {
    paintWords(pen, scene.selected[0]!, scene.words.words, scene.words.elemBytes);
  }
  for (const box of scene.hovered) paintOutline(pen, box, palette.foreground, 1);
  for (const box of scene.selected) paintOutline(pen, box, palette.focus, 2);
  return pen.work.more;
}

function paintArenaFrame(pen: Pen, scene: Scene, arena: number): void {
  const { camera, palette } = pen;
  const origin = arenaOrigin(arena, scene.overview.arenaCount);
  const x = pen.snap((origin.x - camera.x) * camera.scale);
  const y = pen.snap((origin.y - camera.y) * camera.scale);
  const width = arenaWidth * camera.scale;
  const height = arenaHeight * camera.scale;
  pen.fill(mix(palette.background, palette.foreground, 0.14));
  if (camera.scale < 60) pen.frame(x - 3, y - 3, width + 6, height + 6, pen.hair);
  const size = Math.min(13, arenaTitle * camera.scale * 0.62);
  if (size < 8) return;
  // Close to the pages at every zoom, above the titles of chunks where those are drawn.
  const titleY = y - Math.min(arenaTitle * camera.scale * 0.5, camera.scale >= cellsFrom ? 27 : 12);
  const left = Math.max(x, 8);
  pen.text(scene.arenaTitle(arena), left, titleY, size, palette.muted, 'left', '600');
}

function paintTile(pen: Pen, scene: Scene, arena: number, tile: CachedTile): void {
  const { camera, work } = pen;
  const mayMake = (): boolean => {
    const may = work.pictures-- > 0;
    if (!may) work.more = true;
    return may;
  };
  const picture = pictureOf(tile, pen.palette, mayMake);
  if (!picture) return;
  const origin = arenaOrigin(arena, scene.overview.arenaCount);
  pen.picture(
    picture,
    (origin.x - camera.x) * camera.scale,
    (origin.y - camera.y) * camera.scale,
    arenaWidth * camera.scale,
    arenaHeight * camera.scale,
  );
}

function paintChunkFrames(pen: Pen, scene: Scene, arena: number): void {
  const { camera, palette } = pen;
  pen.fill(mix(palette.background, palette.foreground, 0.14));
  for (const chunk of visibleChunks(pen, arena, scene.overview.arenaCount)) {
    const origin = pageOrigin(chunk * pagesPerChunk, scene.overview.arenaCount);
    const x = pen.snap((origin.x - camera.x) * camera.scale) - 1;
    const y = pen.snap((origin.y - camera.y) * camera.scale) - 1;
    const width = pen.snap(chunkColumns * camera.scale) + 2;
    pen.frame(x, y, width, pen.snap(chunkRows * camera.scale) + 2, pen.hair);
  }
}

/** Pages large enough to be drawn one by one: as cells, or as cards with slots. */
function paintChunks(pen: Pen, scene: Scene, arena: number, tile: CachedTile): void {
  const { camera } = pen;
  paintChunkFrames(pen, scene, arena);
  for (const chunk of visibleChunks(pen, arena, scene.overview.arenaCount)) {
    const first = chunk * pagesPerChunk;
    const origin = pageOrigin(first, scene.overview.arenaCount);
    const firstRow = Math.max(0, Math.floor(camera.y - origin.y));
    const limit = Math.ceil(camera.y + pen.height / camera.scale - origin.y);
    const lastRow = Math.min(chunkRows, limit);
    for (let row = firstRow; row < lastRow; row++) {
      paintCells(pen, scene, tile, first + row * chunkColumns);
    }
    if (camera.scale >= cardsFrom) paintCards(pen, scene, first, firstRow, lastRow);
    paintChunkTitle(pen, scene, chunk, origin);
  }
}

function paintChunkTitle(
  pen: Pen,
  scene: Scene,
  chunk: number,
  origin: { x: number; y: number },
): void {
  const { camera, palette } = pen;
  const size = Math.min(11, camera.scale * 0.7);
  if (size < 8) return;
  const x = Math.max(8, (origin.x - camera.x) * camera.scale);
  const y = (origin.y - camera.y) * camera.scale - 9;
  pen.text(scene.chunkTitle(chunk), x, y, size, palette.muted);
}

/** One row of a chunk: a cell per page, joined where one span covers several. */
function paintCells(pen: Pen, scene: Scene, entry: CachedTile, rowPage: number): void {
  const { camera, palette } = pen;
  const { tile, colour } = entry;
  const cards = camera.scale >= cardsFrom;
  const origin = pageOrigin(rowPage, scene.overview.arenaCount);
  const top = pen.snap((origin.y - camera.y) * camera.scale);
  const bottom = pen.snap((origin.y + 1 - camera.y) * camera.scale);
  const gap = camera.scale >= 14 ? 2 * pen.hair : pen.hair;
  const height = bottom - top - gap;
  const inArena = rowPage % pagesPerArena;
  const block = cards ? scene.store.block(Math.floor(rowPage / pagesPerBlock)) : undefined;
  for (let column = 0; column < chunkColumns; column++) {
    const cell = Math.floor((inArena + column) / tile.pagesPerCell);
    const state: PageState = tile.state[cell]!;
    if (state === PageState.reserved) continue;
    const isSpan = state >= PageState.heap && state !== PageState.padding;
    if (isSpan && block) continue;
    const left = (origin.x + column - camera.x) * camera.scale;
    if (left > pen.width || left + camera.scale < 0) continue;
    const joined = isSpan && column > 0 && tile.starts[cell] === 0;
    const x = pen.snap(left) - (joined ? gap : 0);
    const width = pen.snap(left + camera.scale) - gap - x;
    paintCell(pen, state, pageColour(palette, colour, tile, cell), tile.fill[cell]!, {
      x,
      y: top,
      width,
      height,
    });
  }
}

function paintCell(pen: Pen, state: PageState, colour: Pixel, fill: number, box: Rect): void {
  const { palette } = pen;
  const { x, y, width, height } = box;
  if (state === PageState.heap) {
    pen.fill(mix(palette.background, colour, 0.42));
    pen.rect(x, y, width, height);
    const filled = pen.snap((height * fill) / 255);
    pen.fill(colour);
    pen.rect(x, y + height - filled, width, filled);
    return;
  }
  pen.fill(colour);
  if (state === PageState.released) {
    pen.rect(x, y, width, height);
    return;
  }
  pen.rect(x, y, width, height);
  if (height < 10) return;
  if (state === PageState.stack || state === PageState.manual) {
    pen.fill(palette.background);
    pen.rect(x, pen.snap(y + height / 3), width, pen.hair);
    pen.rect(x, pen.snap(y + (2 * height) / 3), width, pen.hair);
  } else if (state === PageState.cached) {
    pen.fill(palette.muted);
    pen.rect(x + width - 4, y + 2, 2, 2);
  } else if (state === PageState.padding) pen.hatch(x, y, width, height);
}

/** The spans that touch rows `firstRow…lastRow` of the chunk that begins at page `first`. */
function paintCards(
  pen: Pen,
  scene: Scene,
  first: number,
  firstRow: number,
  lastRow: number,
): void {
  const from = Math.floor((first + firstRow * chunkColumns) / pagesPerBlock);
  const to = Math.ceil((first + lastRow * chunkColumns) / pagesPerBlock);
  for (let index = from; index < to; index++) {
    const block = scene.store.block(index);
    if (!block) continue;
    for (let span = 0; span < block.spans.count; span++) paintCard(pen, scene, block, index, span);
  }
}

/** The rows of a span's strip that lie in block `index`. */
function paintCard(pen: Pen, scene: Scene, block: CachedBlock, index: number, span: number): void {
  const { camera } = pen;
  const { arenaCount } = scene.overview;
  const first = block.spans.page[span]!;
  const npages = block.spans.npages[span]!;
  const from = Math.max(first, index * pagesPerBlock);
  const limit = Math.min(first + npages, (index + 1) * pagesPerBlock);
  for (const segment of pageSegments(from, limit - from, arenaCount)) {
    const box = { x: segment.x, y: segment.y, width: segment.pages, height: 1 };
    if (!isVisible(pen, box)) continue;
    const before = from + segment.offset - first;
    const left = (segment.x - camera.x) * camera.scale;
    const y = (segment.y - camera.y) * camera.scale;
    const strip = { x: left - before * camera.scale, y, page: camera.scale };
    const draw = (): void => paintSpan(pen, block, span, strip, before === 0);
    if (segment.pages === npages) draw();
    else pen.clipped(left, y, segment.pages * camera.scale, camera.scale, draw);
  }
}

/** A frame around a box in world units, readable on any colour. */
function paintOutline(pen: Pen, box: Rect, colour: Pixel, thickness: number): void {
  const { camera, palette } = pen;
  const x = pen.snap((box.x - camera.x) * camera.scale) - thickness;
  const y = pen.snap((box.y - camera.y) * camera.scale) - thickness;
  const width = pen.snap(box.width * camera.scale) + 2 * thickness;
  const height = pen.snap(box.height * camera.scale) + 2 * thickness;
  const left = Math.max(-10, x);
  const top = Math.max(-10, y);
  const right = Math.min(pen.width + 10, x + width);
  const bottom = Math.min(pen.height + 10, y + height);
  if (right <= left || bottom <= top) return;
  pen.fill(palette.background);
  pen.frame(left - 1, top - 1, right - left + 2, bottom - top + 2, 1);
  pen.fill(colour);
  pen.frame(left, top, right - left, bottom - top, thickness);
}
