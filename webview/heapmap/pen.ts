/**
 * What painters of the map draw with: the camera, colours as numbers, edges on device pixels,
 * hatching, pictures of slots. This one draws on any paper; the screen's is screenPen.ts.
 */
import type { Paper, PaperSize } from '../paper';
import type { Camera } from '../space/camera';
import { css } from '../theme';
import type { Pixel, Theme } from '../theme';
import type { Palette } from './palette';

/** Small equal boxes in rows, the last of which may be shorter: `count` of `cells` from `first`. */
export interface CellPicture {
  readonly cells: Uint32Array;
  readonly first: number;
  readonly count: number;
  readonly columns: number;
  /** The same at half the size, for cells that are smaller than a pixel. */
  half?(): CellPicture;
}

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
  rect(x: number, y: number, width: number, height: number): void;
  /** A frame of `thickness` within the box. */
  frame(x: number, y: number, width: number, height: number, thickness: number): void;
  hatch(x: number, y: number, width: number, height: number): void;
  /** Each cell as large as the box allows, without gaps. */
  picture(picture: CellPicture, x: number, y: number, width: number, height: number): void;
  /** What is no rectangle, in this colour. It lies over every rectangle of the frame. */
  shape(colour: Pixel, draw: (context: Paper) => void): void;
  /** What `draw` draws outside of the box is cut away. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void;
  /** Lies over every rectangle of the frame. */
  text(
    text: string,
    x: number,
    y: number,
    size: number,
    colour: Pixel,
    align?: CanvasTextAlign,
    weight?: string,
  ): void;
  /** How wide the text would be. */
  measure(text: string, size: number, weight?: string): number;
}

/** How strong hatching is, and how far apart its lines are. */
export const hatchShare = 0.55;
export const hatchPixels = 6;

/** Making one takes a tenth of a millisecond. */
const picturesPerFrame = 24;

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

/** The part of a pen that knows sizes but draws nothing. */
export function penBase(
  context: Paper,
  camera: Camera,
  { width, height, ratio }: PaperSize,
  theme: Theme,
  palette: Palette,
): Pick<
  Pen,
  | 'context'
  | 'camera'
  | 'width'
  | 'height'
  | 'theme'
  | 'palette'
  | 'work'
  | 'hair'
  | 'snap'
  | 'measure'
> {
  return {
    ...{ context, camera, width, height, theme, palette },
    work: { pictures: picturesPerFrame, more: false },
    hair: 1 / ratio,
    snap: (value) => Math.round(value * ratio) / ratio,
    measure: (text, size, weight = '400') => size * widthOf(context, theme, text, weight),
  };
}

const widths = new Map<string, number>();
/** Widths are measured at this size, whatever the zoom, so that each text is measured once. */
const measuredSize = 12;

/** Width of a text of size 1. */
function widthOf(context: Paper, theme: Theme, text: string, weight: string): number {
  const name = `${weight}/${theme.fontFamily}/${text}`;
  let width = widths.get(name);
  if (width === undefined) {
    if (widths.size > 4096) widths.clear();
    context.font = fontOf(theme, measuredSize, weight);
    width = context.measureText(text).width / measuredSize;
    widths.set(name, width);
  }
  return width;
}

function fontOf(theme: Theme, pixels: number, weight: string): string {
  return `${weight} ${pixels}px ${theme.fontFamily}`;
}

/** Four sides of a box, drawn inwards. */
export function frameOf(rect: Pen['rect']): Pen['frame'] {
  return (x, y, w, h, thickness) => {
    const inner = Math.max(0, h - 2 * thickness);
    rect(x, y, w, thickness);
    rect(x, y + h - thickness, w, thickness);
    rect(x, y + thickness, thickness, inner);
    rect(x + w - thickness, y + thickness, thickness, inner);
  };
}

export function setText(
  context: Paper,
  theme: Theme,
  size: number,
  colour: Pixel,
  align: CanvasTextAlign,
  weight: string,
): void {
  context.font = fontOf(theme, size, weight);
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillStyle = cssOf(colour);
}

/** Fill and stroke of a shape, with lines of one pixel. */
export function setShape(context: Paper, colour: Pixel): void {
  context.fillStyle = context.strokeStyle = cssOf(colour);
  context.lineWidth = 1;
}

export function createPen(
  context: Paper,
  camera: Camera,
  size: PaperSize,
  theme: Theme,
  palette: Palette,
): Pen {
  const { ratio } = size;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  let filled: Pixel = -1;
  const rect = (x: number, y: number, w: number, h: number): void => context.fillRect(x, y, w, h);
  let pattern: CanvasPattern | undefined;
  return {
    ...penBase(context, camera, size, theme, palette),
    fill(colour) {
      if (colour === filled) return;
      filled = colour;
      context.fillStyle = cssOf(colour);
    },
    rect,
    frame: frameOf(rect),
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
    picture(picture, x, y, w, h) {
      context.imageSmoothingEnabled = w < picture.columns;
      context.drawImage(canvasOf(picture), x, y, w, h);
    },
    shape(colour, draw) {
      filled = -1;
      setShape(context, colour);
      draw(context);
    },
    clipped(x, y, w, h, draw) {
      context.save();
      context.beginPath();
      context.rect(x, y, w, h);
      context.clip();
      draw();
      context.restore();
      // What the fill style is, is no longer known.
      filled = -1;
    },
    text(text, x, y, pixels, colour, align = 'left', weight = '400') {
      filled = -1;
      setText(context, theme, pixels, colour, align, weight);
      context.fillText(text, x, y);
    },
  };
}

/** One pixel per cell. */
function canvasOf({ cells, first, count, columns }: CellPicture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = Math.ceil(count / columns);
  const image = new ImageData(canvas.width, canvas.height);
  new Uint32Array(image.data.buffer).set(cells.subarray(first, first + count));
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}

/** Diagonal lines: bytes that no object can use. */
function hatching(context: Paper, colour: Pixel): CanvasPattern | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = hatchPixels;
  const pen = canvas.getContext('2d')!;
  pen.strokeStyle = css(colour, hatchShare);
  pen.lineWidth = 1;
  for (const shift of [-hatchPixels, 0, hatchPixels]) {
    pen.moveTo(shift, hatchPixels);
    pen.lineTo(shift + hatchPixels, 0);
  }
  pen.stroke();
  return context.createPattern(canvas, 'repeat') ?? undefined;
}
