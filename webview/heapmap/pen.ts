/**
 * A 2D context with what painters of the map share: the camera, colours as numbers, edges on
 * device pixels, hatching. One fill style change per colour run, since that is what costs.
 */
import type { Paper, PaperSize } from '../paper';
import type { Camera } from '../space/camera';
import { css } from '../theme';
import type { Pixel, Theme } from '../theme';
import type { Palette } from './palette';

export interface Pen {
  readonly context: Paper;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly palette: Palette;
  /**
   * Pictures (of arenas, of slots) that may still be made in this frame; `more` asks for another.
   */
  readonly work: { pictures: number; more: boolean };
  /** To the nearest device pixel. */
  snap(value: number): number;
  /** Width of a device pixel in CSS pixels. */
  readonly hair: number;
  fill(colour: Pixel): void;
  /** After `context.restore()`: what the fill style is, is no longer known. */
  forget(): void;
  rect(x: number, y: number, width: number, height: number): void;
  /** A frame of `thickness` within the box. */
  frame(x: number, y: number, width: number, height: number, thickness: number): void;
  hatch(x: number, y: number, width: number, height: number): void;
  text(
    text: string,
    x: number,
    y: number,
    size: number,
    colour: Pixel,
    align?: CanvasTextAlign,
    weight?: string,
  ): void;
}

/** How strong hatching is. */
const hatchShare = 0.55;

/** Making one takes about half a millisecond. */
const picturesPerFrame = 8;

const cssNames = new Map<Pixel, string>();

/** A pixel's CSS text; there are a few hundred colours in all. */
function cssOf(colour: Pixel): string {
  let name = cssNames.get(colour);
  if (name === undefined) {
    name = css(colour);
    cssNames.set(colour, name);
  }
  return name;
}

export function createPen(
  context: Paper,
  camera: Camera,
  size: PaperSize,
  theme: Theme,
  palette: Palette,
): Pen {
  const { width, height, ratio } = size;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  let filled: Pixel = -1;
  const fill = (colour: Pixel): void => {
    if (colour === filled) return;
    filled = colour;
    context.fillStyle = cssOf(colour);
  };
  const rect = (x: number, y: number, w: number, h: number): void => context.fillRect(x, y, w, h);
  let pattern: CanvasPattern | undefined;
  return {
    context,
    camera,
    width,
    height,
    theme,
    palette,
    work: { pictures: picturesPerFrame, more: false },
    hair: 1 / ratio,
    snap: (value) => Math.round(value * ratio) / ratio,
    fill,
    forget() {
      filled = -1;
    },
    rect,
    frame(x, y, w, h, thickness) {
      const inner = Math.max(0, h - 2 * thickness);
      rect(x, y, w, thickness);
      rect(x, y + h - thickness, w, thickness);
      rect(x, y + thickness, thickness, inner);
      rect(x + w - thickness, y + thickness, thickness, inner);
    },
    hatch(x, y, w, h) {
      if (context.hatch) {
        context.hatch(x, y, w, h, css(palette.muted, hatchShare));
        return;
      }
      pattern ??= hatching(context, palette.muted);
      if (!pattern) return;
      filled = -1;
      context.fillStyle = pattern;
      context.fillRect(x, y, w, h);
    },
    text(text, x, y, pixels, colour, align = 'left', weight = '400') {
      context.font = `${weight} ${pixels}px ${theme.fontFamily}`;
      context.textAlign = align;
      context.textBaseline = 'middle';
      fill(colour);
      context.fillText(text, x, y);
    },
  };
}

/** Diagonal lines: bytes that no object can use. */
function hatching(context: Paper, colour: Pixel): CanvasPattern | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 6;
  const pen = canvas.getContext('2d')!;
  pen.strokeStyle = css(colour, hatchShare);
  pen.lineWidth = 1;
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift, 6);
    pen.lineTo(shift + 6, 0);
  }
  pen.stroke();
  return context.createPattern(canvas, 'repeat') ?? undefined;
}
