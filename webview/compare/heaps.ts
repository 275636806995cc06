/**
 * Both heaps beside each other, to one scale: pages from left to right and from top to bottom, each
 * span in the colour of its slots and filled as far as slots are taken.
 */
import type { Comparison, HeapStrip } from '../../src/protocol/compare';
import { sideTitle } from '../../src/protocol/comparing';
import { PageState, pageBytes } from '../../src/protocol/views';
import { make } from '../dom';
import { paletteOf } from '../heapmap/palette';
import type { Palette } from '../heapmap/palette';
import type { Paper, PaperSize } from '../paper';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css, mix } from '../theme';
import { createDrawing } from './drawing';
import { sideNames } from './names';

/** Pages per row of small heaps, and rows at most: larger heaps get longer rows. */
const shortRow = 64;
const rowsMax = 32;
const rowLow = 11;
/** Pixels that few rows fill together. */
const fewRows = 96;

interface Heaps {
  readonly element: HTMLElement;
  /** Nothing is shown where a side does not know its heap. */
  set(comparison: Comparison): void;
}

/** Rows are cut behind the last page that is more than free, so that little heaps are seen. */
function usedPages({ state, pagesPerCell, pages }: HeapStrip): number {
  const last = state.findLastIndex((one) => one >= PageState.cached);
  return Math.min(pages, (last + 1) * pagesPerCell);
}

/** Few rows are high enough to see spans and slots in them. */
const rowHeight = (rows: number): number =>
  Math.max(rowLow, Math.min(24, Math.floor(fewRows / rows)));

function rowOf(strips: readonly HeapStrip[]): number {
  let row = shortRow;
  const pages = Math.max(...strips.map((strip) => usedPages(strip)));
  while (pages / row > rowsMax) row *= 2;
  return row;
}

export function createHeaps(context: Context): Heaps {
  let strips: readonly HeapStrip[] = [];
  const rows = (): number =>
    Math.max(1, ...strips.map((strip) => Math.ceil(usedPages(strip) / rowOf(strips))));
  const drawings = sideNames.map((_, at) =>
    createDrawing(
      context,
      () => rows() * rowHeight(rows()),
      (paper, size) => {
        const strip = strips[at];
        if (strip)
          paintHeap(paletteOf(context.theme.get()), paper, size, strip, [
            rowOf(strips),
            rowHeight(rows()),
          ]);
      },
    ),
  );
  const captions = sideNames.map(() => make('figcaption', {}));
  const note = make('p', { class: 'quiet' });
  const element = make(
    'section',
    { class: 'compare-part' },
    make('h3', { text: t(context, 'compare.heaps') }),
    make(
      'div',
      { class: 'heaps' },
      ...sideNames.map((side, at) =>
        make('figure', { class: `heap ${side}` }, captions[at], drawings[at]!.element),
      ),
    ),
    note,
  );
  return {
    element,
    set(comparison) {
      const both = sideNames.flatMap((side) => comparison[side].strip ?? []);
      element.hidden = both.length < 2;
      if (both.length < 2) return;
      strips = both;
      note.textContent = t(context, 'compare.heapsNote', { size: rowOf(strips) * pageBytes });
      sideNames.forEach((side, at) => {
        const strip = strips[at]!;
        const text = t(context, 'compare.heapOf', {
          name: sideTitle(context, comparison, side),
          spans:
            comparison.classes?.sums[comparison.classes.measures.indexOf('spans')]?.[side] ?? 0,
          used: inUse(strip),
          pages: strip.pages,
        });
        captions[at]!.textContent = text;
        drawings[at]!.refresh(text);
      });
    },
  };
}

function inUse({ state, pagesPerCell, pages }: HeapStrip): number {
  const cells = state.reduce((sum, one) => sum + (one >= PageState.heap ? 1 : 0), 0);
  return Math.min(pages, cells * pagesPerCell);
}

function paintHeap(
  palette: Palette,
  paper: Paper,
  { width, height, ratio }: PaperSize,
  strip: HeapStrip,
  [row, rowPixels]: readonly [pages: number, pixels: number],
): void {
  const { state, sizeClass, fill, starts, pagesPerCell } = strip;
  paper.setTransform(ratio, 0, 0, ratio, 0, 0);
  paper.clearRect(0, 0, width, height);
  const page = width / row;
  const edge = css(mix(palette.background, palette.foreground, 0.85));
  const high = rowPixels - 2;
  // Whole pixels of the device: cells that touch leave no seam.
  const snap = (at: number): number => Math.round(at * ratio) / ratio;
  for (let cell = 0; cell < state.length; cell++) {
    const first = cell * pagesPerCell;
    const x = snap((first % row) * page);
    const y = Math.floor(first / row) * rowPixels;
    if (y >= height) break;
    const wide = snap(((first % row) + pagesPerCell) * page) - x;
    const isHeap = state[cell] === PageState.heap;
    const colour = isHeap
      ? (palette.sizeClass[sizeClass[cell]!] ?? palette.muted)
      : palette.state[state[cell]!]!;
    paper.fillStyle = css(isHeap ? mix(palette.background, colour, 0.3) : colour);
    paper.fillRect(x, y, wide, high);
    const share = isHeap ? fill[cell]! / 255 : 0;
    paper.fillStyle = css(colour);
    if (share > 0) paper.fillRect(x, y + high * (1 - share), wide, high * share);
    paper.fillStyle = edge;
    if (starts[cell] === 1) paper.fillRect(x, y, 1 / ratio, high);
  }
}
