/**
 * The slots of one span as small squares in address order: what a span is, at a glance. Taken ones
 * are filled, free ones are outlines; an edge stands before the slot where the next one is looked
 * for, and the slot of the last object can be lit.
 */
import { SlotBit } from '../../src/protocol/views';
import type { MapSpans } from '../../src/protocol/views';
import { apply } from '../dom';
import type { Palette } from '../heapmap/palette';
import { css } from '../theme';

const svgSpace = 'http://www.w3.org/2000/svg';

/** Pixels between two squares. */
const gap = 2;

interface Geometry {
  /** Width and height of a square, in pixels. */
  readonly wide: number;
  readonly high: number;
  readonly columns: number;
}

/** Few slots fill the width in one row; many become a field of squares. */
function stripGeometry(count: number, width: number): Geometry {
  const alone = Math.floor(width / Math.max(1, count)) - gap;
  if (alone >= 10) return { wide: Math.min(alone, 56), high: 14, columns: count };
  const side = count > 256 ? 5 : 9;
  return { wide: side, high: side, columns: Math.floor((width + gap) / (side + gap)) };
}

/** The slots that are taken, of the first span. */
export function takenSlots({ slots, slotStart, nelems }: MapSpans): number {
  const own = slots.subarray(slotStart[0], slotStart[0]! + nelems[0]!);
  return own.reduce((sum, bits) => sum + (bits & SlotBit.allocated), 0);
}

/** Draws the first of `spans`, at most `width` pixels wide; `lit` is a slot to point at. */
export function slotStrip(
  spans: MapSpans,
  palette: Palette,
  width: number,
  lit?: number,
): SVGSVGElement {
  const count = spans.nelems[0]!;
  const { wide, high, columns } = stripGeometry(count, width);
  const placeOf = (slot: number): readonly [x: number, y: number] => [
    1 + (slot % columns) * (wide + gap),
    1 + Math.floor(slot / columns) * (high + gap),
  ];
  const shapes = { taken: '', free: '', lit: '', next: '' };
  for (let slot = 0; slot < count; slot++) {
    const [x, y] = placeOf(slot);
    const taken = (spans.slots[spans.slotStart[0]! + slot]! & SlotBit.allocated) !== 0;
    if (taken) shapes.taken += `M${x} ${y}h${wide}v${high}h${-wide}z`;
    else shapes.free += `M${x + 0.5} ${y + 0.5}h${wide - 1}v${high - 1}h${1 - wide}z`;
    if (slot === lit) shapes.lit = `M${x - 1} ${y - 1}h${wide + 2}v${high + 2}h${-wide - 2}z`;
    if (slot === spans.freeindex[0]) shapes.next = `M${x - 2} ${y - 1}h2v${high + 2}h-2z`;
  }
  const [boxWidth, boxHeight] = [
    Math.min(count, columns) * (wide + gap) + 1,
    Math.ceil(count / columns) * (high + gap) + 1,
  ];
  const svg = document.createElementNS(svgSpace, 'svg');
  apply(svg, {
    class: 'strip',
    viewBox: `0 0 ${boxWidth} ${boxHeight}`,
    width: String(boxWidth),
    'aria-hidden': 'true',
  });
  for (const [name, d] of Object.entries(shapes)) {
    if (d === '') continue;
    const path = document.createElementNS(svgSpace, 'path');
    apply(path, { class: `strip-${name}`, d });
    svg.append(path);
  }
  svg.style.setProperty(
    '--tone',
    css(palette.sizeClass[spans.spanClass[0]! >> 1] ?? palette.muted),
  );
  svg.style.setProperty('--fresh', css(palette.fresh));
  return svg;
}
