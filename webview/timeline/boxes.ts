/**
 * Thousands of boxes in one place: a canvas that is asked for each, or for a path of all of them,
 * is busy far longer than it takes to write their pixels. Paper that is no canvas gets paths.
 */
import type { Paper, PaperSize } from '../paper';
import { css } from '../theme';
import type { Pixel } from '../theme';

/** Where boxes may be, in CSS pixels. */
export interface Area extends PaperSize {
  readonly x: number;
  readonly y: number;
}

export interface Boxes {
  /** Lies over those before it; what is outside of the area is cut away. */
  add(colour: Pixel, x: number, y: number, width: number, height: number): void;
  /** Puts them on the paper; no more can be added then. */
  paint(): void;
}

/** Boxes on `background`. */
export function createBoxes(context: Paper, area: Area, background: Pixel): Boxes {
  return isCanvas(context)
    ? inPixels(context, area, background)
    : inPaths(context, area, background);
}

type Canvas = Paper & Pick<CanvasRenderingContext2D, 'putImageData'>;

function isCanvas(context: Paper): context is Canvas {
  return 'putImageData' in context;
}

function inPixels(context: Canvas, area: Area, background: Pixel): Boxes {
  const { ratio } = area;
  const [left, top] = [Math.round(area.x * ratio), Math.round(area.y * ratio)];
  const columns = Math.max(1, Math.round(area.width * ratio));
  const rows = Math.max(1, Math.round(area.height * ratio));
  const image = blank(columns, rows);
  const pixels = new Uint32Array(image.data.buffer).fill(background);
  return {
    add(colour, x, y, width, height) {
      const from = Math.max(0, Math.round(x * ratio) - left);
      const to = Math.min(columns, Math.max(from + 1, Math.round((x + width) * ratio) - left));
      const upper = Math.max(0, Math.round(y * ratio) - top);
      const lower = Math.min(rows, Math.max(upper + 1, Math.round((y + height) * ratio) - top));
      if ((x + width) * ratio < left) return;
      for (let row = upper; row < lower; row++) {
        for (let at = row * columns + from; at < row * columns + to; at++) pixels[at] = colour;
      }
    },
    paint() {
      context.putImageData(image, left, top);
      spare.push(image);
      if (spare.length > spareMax) spare.shift();
    },
  };
}

/** Pixels that have been painted: while somebody zooms, the next frame needs as many. */
const spare: ImageData[] = [];
/** The lanes have one size, the curves another. */
const spareMax = 2;

function blank(columns: number, rows: number): ImageData {
  const at = spare.findIndex(({ width, height }) => width === columns && height === rows);
  return at < 0 ? new ImageData(columns, rows) : spare.splice(at, 1)[0]!;
}

/** Where layers are made; each is copied to its paper before the next is begun. */
let layerCanvas: HTMLCanvasElement | undefined;

/** Boxes over what is there already; undefined on paper that is no canvas. */
export function createLayer(context: Paper, area: Area): Boxes | undefined {
  if (!isCanvas(context)) return undefined;
  const { ratio } = area;
  const layer = (layerCanvas ??= document.createElement('canvas'));
  const width = Math.max(1, Math.round(area.width * ratio));
  const height = Math.max(1, Math.round(area.height * ratio));
  if (layer.width !== width) layer.width = width;
  if (layer.height !== height) layer.height = height;
  const boxes = inPixels(layer.getContext('2d')!, { ...area, x: 0, y: 0 }, 0);
  return {
    add: (colour, x, y, width, height) => boxes.add(colour, x - area.x, y - area.y, width, height),
    paint() {
      boxes.paint();
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(layer, Math.round(area.x * ratio), Math.round(area.y * ratio));
      context.restore();
    },
  };
}

/** A line along an axis, dashed as canvases do it; `along` is how long the line was before. */
export function addLine(
  boxes: Boxes,
  colour: Pixel,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  { width, dash }: { readonly width: number; readonly dash: readonly number[] },
  along: number,
): number {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const [dx, dy] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
  const add = (begin: number, end: number): void => {
    const [x0, x1] = [from.x + dx * begin, from.x + dx * end];
    const [y0, y1] = [from.y + dy * begin, from.y + dy * end];
    const [x, y] = [Math.min(x0, x1) - width / 2, Math.min(y0, y1) - width / 2];
    boxes.add(colour, x, y, Math.abs(x1 - x0) + width, Math.abs(y1 - y0) + width);
  };
  const period = dash.reduce((sum, one) => sum + one, 0);
  if (period === 0) add(0, length);
  for (let at = 0; period > 0 && at < length;) {
    let rest = (along + at) % period;
    let part = 0;
    while (rest >= dash[part]!) rest -= dash[part++]!;
    const next = Math.min(length, at + dash[part]! - rest);
    if (part % 2 === 0) add(at, next);
    // Rounding must not hold it up.
    at = Math.max(next, at + 0.01);
  }
  return along + length;
}

/** Boxes of one colour are one path. */
function inPaths(context: Paper, area: Area, background: Pixel): Boxes {
  const byColour = new Map<Pixel, number[]>();
  return {
    add(colour, x, y, width, height) {
      let boxes = byColour.get(colour);
      if (!boxes) byColour.set(colour, (boxes = []));
      boxes.push(x, y, width, height);
    },
    paint() {
      context.save();
      context.beginPath();
      context.rect(area.x, area.y, area.width, area.height);
      context.fillStyle = css(background);
      context.fill();
      context.clip();
      for (const [colour, boxes] of byColour) {
        context.beginPath();
        for (let at = 0; at < boxes.length; at += 4) {
          context.rect(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!);
        }
        context.fillStyle = css(colour);
        context.fill();
      }
      context.restore();
    },
  };
}
