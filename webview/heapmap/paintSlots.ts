/**
 * One span's card: a head in the span's colour, and a body cut into equal slots. Small slots are
 * cells of a picture whose colours are kept with the block, larger ones are drawn, and from a size
 * at which marks can be seen each state has its own form (paintSlot.ts).
 */
import { isObjectColour, PageState, SlotBit } from '../../src/protocol/views';
import type { ColourMode, MapSpans } from '../../src/protocol/views';
import { sayBytes } from '../../src/protocol/strings';
import { mix } from '../theme';
import type { Pixel } from '../theme';
import { cardInset, headHeight, rasterOf, slotRect } from './layout';
import type { Raster } from './layout';
import { categoryColour, dimmed, heapColour } from './palette';
import type { Palette } from './palette';
import { inkOn, paintDimSlot, paintFreeIndex, paintSlot, paintSlotText } from './paintSlot';
import type { Pen } from './pen';
import type { CachedBlock } from './tiles';

/** Small slots have no room for a mark: how much of the colour says that one is new or gone. */
const freshShare = 0.6;

/** Slots narrower than this are cells of a picture. */
const drawnFrom = 4;
/** From here on each state has its own drawing. */
const detailedFrom = 9;

/** The box of a whole strip on the screen: one page is `page` pixels. */
interface Strip {
  readonly x: number;
  readonly y: number;
  readonly page: number;
}

const rasters = new Map<string, Raster>();

/** Rasters are few (span classes and sizes of large objects), so they are kept. */
export function rasterOfSpan(spans: MapSpans, index: number): Raster {
  const npages = spans.npages[index]!;
  const elemBytes = spans.elemBytes[index]!;
  const nelems = spans.nelems[index]!;
  const name = `${npages}/${elemBytes}/${nelems}`;
  let raster = rasters.get(name);
  if (!raster) {
    if (rasters.size > 4096) rasters.clear();
    raster = rasterOf(npages, elemBytes, nelems);
    rasters.set(name, raster);
  }
  return raster;
}

/** The colour a span goes by in this mode. */
function spanColour(palette: Palette, mode: ColourMode, spans: MapSpans, index: number): Pixel {
  const state = spans.state[index]!;
  if (state !== PageState.heap) return palette.state[state]!;
  const nelems = Math.max(1, spans.nelems[index]!);
  const fill = Math.round((255 * spans.allocCount[index]!) / nelems);
  const shade = mode === 'gc' ? spans.sweep[index]! : spans.owner[index]!;
  const grouped = isObjectColour(mode) ? 'class' : mode;
  return heapColour(palette, grouped, spans.spanClass[index]!, fill, shade);
}

/** The colour of an allocated slot. */
function slotColour(
  palette: Palette,
  mode: ColourMode,
  bits: number,
  shade: number,
  span: Pixel,
): Pixel {
  if (mode === 'age') return palette.ageRamp[Math.min(255, shade)]!;
  if (isObjectColour(mode)) return categoryColour(palette, shade);
  if (mode !== 'gc') return span;
  if ((bits & SlotBit.marked) === 0) return palette.greys.white;
  return (bits & SlotBit.scanned) === 0 ? palette.greys.grey : palette.greys.black;
}

/** Whether a slot had a part in the selected stretch of the run, if one is selected. */
function isMeant(spans: MapSpans, bits: number): boolean {
  return spans.touched === undefined || (bits & (SlotBit.fresh | SlotBit.freed)) !== 0;
}

/**
 * How much of a fresh slot's colour says so: with a stretch selected the others are dimmed, and it
 * keeps its own.
 */
function freshShareOf({ touched }: MapSpans): number {
  return touched === undefined ? freshShare : 0;
}

/**
 * Draws the part of span `index` that is not cut away by the caller's clip. The card reaches from
 * `strip` over npages pages; `labelled` is false for all but the first row of a wrapped strip.
 */
export function paintSpan(
  pen: Pen,
  block: CachedBlock,
  index: number,
  strip: Strip,
  labelled: boolean,
): void {
  const { spans } = block;
  const { palette } = pen;
  const { page } = strip;
  const own = spanColour(palette, block.colour, spans, index);
  const colour = spans.touched?.[index] === 0 ? dimmed(palette, own) : own;
  const npages = spans.npages[index]!;
  const left = pen.snap(strip.x + cardInset * page);
  const top = pen.snap(strip.y + cardInset * page);
  const right = pen.snap(strip.x + (npages - cardInset) * page);
  const bottom = pen.snap(strip.y + (1 - cardInset) * page);
  const head = pen.snap(strip.y + (cardInset + headHeight * 0.86) * page);
  pen.fill(mix(palette.background, colour, pen.theme.dark ? 0.14 : 0.1));
  pen.rect(left, top, right - left, bottom - top);
  pen.fill(colour);
  pen.rect(left, top, right - left, head - top);
  if (page >= 56) pen.frame(left, top, right - left, bottom - top, pen.hair);
  if (labelled) paintHead(pen, spans, index, left, top, right, head, colour);
  if (spans.nelems[index]! > 0) paintBody(pen, block, index, strip, own);
  else if (page >= 40 && spans.state[index]! > PageState.heap)
    paintStackLines(pen, left, head, right, bottom, colour);
}

function paintHead(
  pen: Pen,
  spans: MapSpans,
  index: number,
  left: number,
  top: number,
  right: number,
  head: number,
  colour: Pixel,
): void {
  const size = Math.min(13, (head - top) * 0.78);
  if (size < 7.5) return;
  const ink = inkOn(pen.palette, colour);
  const state = spans.state[index]!;
  const nelems = spans.nelems[index]!;
  const elem = sayBytes(spans.elemBytes[index]!);
  const noscan = (spans.spanClass[index]! & 1) === 1 ? ' noscan' : '';
  const what = wordOf(state) ?? (nelems === 1 ? elem : `${elem} × ${nelems}`);
  const middle = (top + head) / 2 + pen.hair / 2;
  const room = right - left - 10;
  const name = `#${spans.id[index]}`;
  const nameWidth = pen.measure(name, size, '400');
  const fitting = [`${what}${noscan}`, what].find((text) => pen.measure(text, size, '600') <= room);
  if (fitting === undefined) return;
  const width = pen.measure(fitting, size, '600');
  pen.text(fitting, left + 5, middle, size, ink, 'left', '600');
  if (nameWidth + width + 10 <= room) pen.text(name, right - 5, middle, size, ink, 'right');
}

/** Go's word for a span without objects. */
function wordOf(state: PageState): string | undefined {
  switch (state) {
    case PageState.stack:
      return 'stack';
    case PageState.manual:
      return 'workbuf';
    case PageState.free:
      return 'free';
    case PageState.released:
      return 'released';
    default:
      return undefined;
  }
}

/** Stacks are not cut into slots: lines instead. */
function paintStackLines(
  pen: Pen,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Pixel,
): void {
  pen.fill(mix(pen.palette.background, colour, 0.5));
  const step = (bottom - top) / 8;
  for (let line = 1; line < 8; line++) {
    pen.rect(left + 4, pen.snap(top + line * step), right - left - 8, pen.hair);
  }
}

function paintBody(pen: Pen, block: CachedBlock, index: number, strip: Strip, colour: Pixel): void {
  const raster = rasterOfSpan(block.spans, index);
  const smaller = Math.min(raster.slotWidth, raster.slotHeight) * strip.page;
  if (strip.page >= 56) paintTail(pen, block.spans, index, raster, strip);
  if (smaller < drawnFrom) paintSmallSlots(pen, block, index, raster, strip);
  else if (smaller < detailedFrom) paintPlainSlots(pen, block, index, raster, strip, colour);
  else paintDetailedSlots(pen, block, index, raster, strip, colour);
}

/** The bytes that no slot can use: pointer bitmap, mark bits, and what is left over. */
function paintTail(
  pen: Pen,
  spans: MapSpans,
  index: number,
  raster: Raster,
  { x, y, page }: Strip,
): void {
  const bottom = y + (raster.top + raster.height) * page;
  const height = raster.tailHeight * page;
  const right = x + (raster.left + raster.width) * page;
  if (height < 1) return;
  pen.hatch(x + raster.left * page, bottom - height, raster.width * page, height);
  if (height < 13) return;
  const names = [
    spans.heapBitsBytes[index]! > 0 ? `heapBits ${spans.heapBitsBytes[index]} B` : '',
    spans.markBitsBytes[index]! > 0 ? `inline marks ${spans.markBitsBytes[index]} B` : '',
  ];
  const text = names.filter((name) => name !== '').join(' · ');
  const size = Math.min(11, height * 0.7);
  pen.text(text, right - 6, bottom - height / 2, size, pen.palette.muted, 'right');
}

/** One colour per slot, for all spans of the block, made once per answer of the host. */
function slotColoursOf(block: CachedBlock, palette: Palette): Uint32Array {
  if (block.slotColours && block.slotPalette === palette) return block.slotColours;
  const { spans } = block;
  const colours = (block.slotColours ??= new Uint32Array(spans.slots.length));
  const freed = mix(palette.background, palette.freed, freshShare);
  const share = freshShareOf(spans);
  for (let index = 0; index < spans.count; index++) {
    const colour = spanColour(palette, block.colour, spans, index);
    const free = mix(palette.background, colour, 0.2);
    const limit = spans.slotStart[index + 1]!;
    for (let slot = spans.slotStart[index]!; slot < limit; slot++) {
      const bits = spans.slots[slot]!;
      const isFresh = (bits & SlotBit.fresh) !== 0;
      const full =
        (bits & SlotBit.freed) !== 0
          ? freed
          : isFresh && share > 0
            ? mix(colour, palette.fresh, share)
            : (bits & SlotBit.allocated) !== 0
              ? slotColour(palette, block.colour, bits, spans.slotShade[slot] ?? 0, colour)
              : free;
      colours[slot] = isMeant(spans, bits) ? full : dimmed(palette, full);
    }
  }
  block.slotPalette = palette;
  return colours;
}

function paintSmallSlots(
  pen: Pen,
  block: CachedBlock,
  index: number,
  raster: Raster,
  { x, y, page }: Strip,
): void {
  const made = block.slotColours && block.slotPalette === pen.palette;
  if (!made && pen.work.pictures-- <= 0) {
    pen.work.more = true;
    return;
  }
  const cells = slotColoursOf(block, pen.palette);
  const first = block.spans.slotStart[index]!;
  pen.picture(
    { cells, first, count: raster.nelems, columns: raster.columns },
    x + raster.left * page,
    y + raster.top * page,
    raster.width * page,
    (raster.height - raster.tailHeight) * page,
  );
}

/** Rows of slots that reach into the picture. */
function visibleRows(pen: Pen, raster: Raster, { y, page }: Strip): [from: number, to: number] {
  const row = (screen: number): number => ((screen - y) / page - raster.top) / raster.slotHeight;
  return [Math.max(0, Math.floor(row(0))), Math.min(raster.rows, Math.ceil(row(pen.height)))];
}

function paintPlainSlots(
  pen: Pen,
  block: CachedBlock,
  index: number,
  raster: Raster,
  strip: Strip,
  colour: Pixel,
): void {
  const { spans } = block;
  const { palette, hair } = pen;
  const { x, y, page } = strip;
  const first = spans.slotStart[index]!;
  const slotWidth = raster.slotWidth * page;
  const slotHeight = raster.slotHeight * page;
  const left = x + raster.left * page;
  const free = mix(palette.background, colour, 0.26);
  const share = freshShareOf(spans);
  const [fromRow, toRow] = visibleRows(pen, raster, strip);
  for (let row = fromRow; row < toRow; row++) {
    const top = pen.snap(y + raster.top * page + row * slotHeight);
    const height = pen.snap(y + raster.top * page + (row + 1) * slotHeight) - top - hair;
    const limit = Math.min(raster.nelems, (row + 1) * raster.columns);
    let edge = pen.snap(left);
    for (let slot = row * raster.columns; slot < limit; slot++) {
      const next = pen.snap(left + (slot + 1 - row * raster.columns) * slotWidth);
      const bits = spans.slots[first + slot]!;
      if ((bits & SlotBit.allocated) !== 0) {
        const shade = spans.slotShade[first + slot] ?? 0;
        const fresh = (bits & SlotBit.fresh) !== 0;
        const own = slotColour(palette, block.colour, bits, shade, colour);
        const shown = fresh && share > 0 ? mix(own, palette.fresh, share) : own;
        pen.fill(isMeant(spans, bits) ? shown : dimmed(palette, shown));
        pen.rect(edge, top, next - edge - hair, height);
      } else if ((bits & SlotBit.freed) !== 0) {
        pen.fill(mix(palette.background, palette.freed, freshShare));
        pen.rect(edge, top, next - edge - hair, height);
      } else {
        pen.fill(isMeant(spans, bits) ? free : dimmed(palette, free));
        pen.frame(edge, top, next - edge - hair, height, hair);
      }
      edge = next;
    }
  }
}

function paintDetailedSlots(
  pen: Pen,
  block: CachedBlock,
  index: number,
  raster: Raster,
  strip: Strip,
  colour: Pixel,
): void {
  const { spans } = block;
  const first = spans.slotStart[index]!;
  const [fromRow, toRow] = visibleRows(pen, raster, strip);
  const limit = Math.min(raster.nelems, toRow * raster.columns);
  for (let slot = fromRow * raster.columns; slot < limit; slot++) {
    const box = slotRect(raster, slot);
    const x = pen.snap(strip.x + box.x * strip.page);
    const y = pen.snap(strip.y + box.y * strip.page);
    const right = pen.snap(strip.x + (box.x + box.width) * strip.page);
    const bottom = pen.snap(strip.y + (box.y + box.height) * strip.page);
    if (right < 0 || x > pen.width) continue;
    const gap = Math.min(3, Math.max(1, (right - x) * 0.05));
    const shade = spans.slotShade[first + slot] ?? 0;
    const bits = spans.slots[first + slot]!;
    const fill = slotColour(pen.palette, block.colour, bits, shade, colour);
    const area = { x, y, width: right - x - gap, height: bottom - y - gap };
    if (!isMeant(spans, bits)) {
      paintDimSlot(pen, area, bits, fill);
      continue;
    }
    paintSlot(pen, area, bits, fill, block.colour === 'gc');
    if (block.colour !== 'gc' || (bits & SlotBit.allocated) === 0) {
      paintSlotText(pen, area, slot, bits, fill);
    }
    const header = spans.headerBytes[index]!;
    if (header > 0 && (bits & SlotBit.allocated) !== 0 && area.width >= 24) {
      pen.fill(mix(fill, inkOn(pen.palette, fill), 0.6));
      const width = Math.max(2 * pen.hair, (area.width * header) / spans.elemBytes[index]!);
      pen.rect(area.x + 2, area.y + 2, pen.snap(width), area.height - 4);
    }
    if (slot === spans.freeindex[index] && area.width >= 14) paintFreeIndex(pen, area);
  }
}
