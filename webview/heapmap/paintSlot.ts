/**
 * One slot, large enough to show its state by form, so that none is told by colour alone:
 * free = empty outline · allocated = filled · just allocated = filled with a frame and a corner ·
 * just freed = dashed outline with a stroke through it · white, grey, black = ring, half, disc.
 */
import { SlotBit } from '../../src/protocol/views';
import { contrast, mix } from '../theme';
import type { Pixel } from '../theme';
import { dimmed } from './palette';
import type { Palette } from './palette';
import type { Pen } from './pen';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One slot large enough to show its state by form. Also draws the legend's samples. */
export function paintSlot(pen: Pen, area: Area, bits: number, fill: Pixel, marks: boolean): void {
  const { x, y, width, height } = area;
  const { palette } = pen;
  if ((bits & SlotBit.allocated) === 0) {
    const freed = (bits & SlotBit.freed) !== 0;
    pen.fill(freed ? palette.freed : mix(palette.background, palette.foreground, 0.34));
    if (freed) paintFreed(pen, area);
    else pen.frame(x, y, width, height, pen.hair);
    return;
  }
  pen.fill(fill);
  pen.rect(x, y, width, height);
  if ((bits & SlotBit.fresh) !== 0) {
    const corner = Math.min(width, height) * 0.38;
    pen.fill(palette.fresh);
    pen.frame(x, y, width, height, Math.min(2.5, Math.max(1, width * 0.08)));
    pen.shape(palette.fresh, (context) => {
      context.beginPath();
      context.moveTo(x + width, y);
      context.lineTo(x + width - corner, y);
      context.lineTo(x + width, y + corner);
      context.fill();
    });
  }
  if (marks) paintMark(pen, area, bits, fill);
}

/** One that only stands around: filled or empty, and nothing else is said of it. */
export function paintDimSlot(pen: Pen, area: Area, bits: number, fill: Pixel): void {
  const { x, y, width, height } = area;
  const { palette } = pen;
  const isTaken = (bits & SlotBit.allocated) !== 0;
  pen.fill(dimmed(palette, isTaken ? fill : palette.muted));
  if (isTaken) pen.rect(x, y, width, height);
  else pen.frame(x, y, width, height, pen.hair);
}

/** Dashed outline and a stroke from corner to corner. */
function paintFreed(pen: Pen, { x, y, width, height }: Area): void {
  pen.shape(pen.palette.freed, (context) => {
    context.lineWidth = Math.min(2, Math.max(1, width * 0.06));
    context.setLineDash([3, 2]);
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x + 2, y + height - 2);
    context.lineTo(x + width - 2, y + 2);
    context.stroke();
  });
}

/** The three colours of the collector as forms: ring, half, disc. */
function paintMark(pen: Pen, { x, y, width, height }: Area, bits: number, fill: Pixel): void {
  const { palette } = pen;
  // White objects lie on a background of nearly their colour.
  pen.fill(palette.muted);
  pen.frame(x, y, width, height, pen.hair);
  const radius = Math.min(9, Math.min(width, height) * 0.24);
  const centreX = x + width / 2;
  const centreY = y + height / 2;
  const marked = (bits & SlotBit.marked) !== 0;
  const scanned = (bits & SlotBit.scanned) !== 0;
  pen.shape(inkOn(palette, fill), (context) => {
    context.lineWidth = Math.max(1, radius * 0.28);
    context.beginPath();
    context.arc(centreX, centreY, radius, 0, 2 * Math.PI);
    context.stroke();
    if (!marked) return;
    context.beginPath();
    if (scanned) context.arc(centreX, centreY, radius, 0, 2 * Math.PI);
    else context.arc(centreX, centreY, radius, Math.PI / 2, (3 * Math.PI) / 2);
    context.fill();
  });
}

/** Its number, where there is room. */
export function paintSlotText(pen: Pen, area: Area, slot: number, bits: number, fill: Pixel): void {
  if (area.width < 30 || area.height < 18) return;
  const size = Math.min(12, area.height * 0.5);
  const allocated = (bits & SlotBit.allocated) !== 0;
  const ink = allocated ? inkOn(pen.palette, fill) : pen.palette.muted;
  // In a large slot the middle belongs to the object's words.
  if (area.width > 160 && area.height > 80)
    pen.text(String(slot), area.x + 8, area.y + 12, size, ink);
  else
    pen.text(String(slot), area.x + area.width / 2, area.y + area.height / 2, size, ink, 'center');
}

/** A pointer at the slot where the next search begins. */
export function paintFreeIndex(pen: Pen, { x, y, height }: Area): void {
  const size = Math.min(8, height * 0.4);
  pen.fill(pen.palette.accent);
  pen.rect(x - 1.5, y - 1, 2.5, height + 2);
  pen.shape(pen.palette.accent, (context) => {
    context.beginPath();
    context.moveTo(x - 1, y + height / 2 - size / 2);
    context.lineTo(x - 1 + size, y + height / 2);
    context.lineTo(x - 1, y + height / 2 + size / 2);
    context.fill();
  });
}

/** Black or white, whichever reads better on `colour`. */
export function inkOn(palette: Palette, colour: Pixel): Pixel {
  return contrast(colour, palette.background) > contrast(colour, palette.foreground)
    ? palette.background
    : palette.foreground;
}
