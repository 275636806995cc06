/**
 * The pen for the screen. A map has thousands of small rectangles in hundreds of colours, and a
 * canvas that is asked for each of them spends its time on colour names and on its own records. So
 * rectangles are written into the pixels of one picture, which is put on the canvas at the end of
 * the frame, and texts and round shapes are drawn over it.
 */
import type { Paper, PaperSize } from '../paper';
import type { Camera } from '../space/camera';
import { mean, mix } from '../theme';
import type { Pixel, Theme } from '../theme';
import type { Palette } from './palette';
import { frameOf, hatchPixels, hatchShare, penBase, setShape, setText } from './pen';
import type { CellPicture, Pen } from './pen';

interface ScreenPen extends Pen {
  /** Puts everything on the canvas. */
  finish(): void;
}

/** A box of device pixels; right and bottom are the first outside. */
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The picture of one canvas, kept from frame to frame; it has the canvas's size. */
export function pixelsFor(canvas: HTMLCanvasElement, before: ImageData | undefined): ImageData {
  const fits = before?.width === canvas.width && before.height === canvas.height;
  return fits ? before : new ImageData(canvas.width, canvas.height);
}

/** Draws on `context`, whose canvas has the size of `image`. */
// LONG: the closure is the class; its functions are the methods.
export function createScreenPen(
  context: Paper & Pick<CanvasRenderingContext2D, 'putImageData'>,
  image: ImageData,
  camera: Camera,
  size: PaperSize,
  theme: Theme,
  palette: Palette,
): ScreenPen {
  const { ratio } = size;
  const stride = image.width;
  const pixels = new Uint32Array(image.data.buffer);
  const whole: Bounds = { left: 0, top: 0, right: image.width, bottom: image.height };
  let bounds = whole;
  let colour: Pixel = 0;
  /** Texts and shapes, in their order, and how each is cut. */
  const over: { readonly bounds: Bounds; readonly draw: () => void }[] = [];
  const later = (draw: () => void): void => void over.push({ bounds, draw });

  /** The device pixels of a box, cut; an edge belongs to the nearest pixel. */
  function device(x: number, y: number, w: number, h: number): Bounds {
    const left = Math.round(x * ratio);
    const top = Math.round(y * ratio);
    // What is thinner than a pixel still shows.
    const right = Math.max(left + 1, Math.round((x + w) * ratio));
    const bottom = Math.max(top + 1, Math.round((y + h) * ratio));
    return {
      left: Math.max(bounds.left, left),
      top: Math.max(bounds.top, top),
      right: Math.min(bounds.right, right),
      bottom: Math.min(bounds.bottom, bottom),
    };
  }

  function rect(x: number, y: number, w: number, h: number): void {
    if (w <= 0 || h <= 0) return;
    const { left, top, right, bottom } = device(x, y, w, h);
    if (right - left === stride) pixels.fill(colour, top * stride, bottom * stride);
    else if (right > left) fillBox(pixels, stride, colour, left, top, right, bottom);
  }

  return {
    ...penBase(context, camera, size, theme, palette),
    fill: (next) => void (colour = next),
    rect,
    frame: frameOf(rect),
    hatch(x, y, w, h) {
      if (w <= 0 || h <= 0) return;
      const { left, top, right, bottom } = device(x, y, w, h);
      const period = Math.round(hatchPixels * ratio);
      const thickness = Math.max(1, Math.round(ratio));
      let under = -1;
      let line = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          if ((row + column) % period >= thickness) continue;
          const at = row * stride + column;
          if (pixels[at] !== under) {
            under = pixels[at]!;
            line = mix(under, palette.muted, hatchShare);
          }
          pixels[at] = line;
        }
      }
    },
    picture(picture, x, y, w, h) {
      const box = { x: x * ratio, y: y * ratio, width: w * ratio, height: h * ratio };
      if (picture.half && box.width < picture.columns) {
        shrink(pixels, stride, device(x, y, w, h), picture, box);
      } else blit(pixels, stride, bounds, picture, box);
    },
    shape(tone, draw) {
      later(() => {
        setShape(context, tone);
        draw(context);
      });
    },
    clipped(x, y, w, h, draw) {
      const before = bounds;
      bounds = device(x, y, w, h);
      draw();
      bounds = before;
    },
    text(text, x, y, pixelsHigh, tone, align = 'left', weight = '400') {
      later(() => {
        setText(context, theme, pixelsHigh, tone, align, weight);
        context.fillText(text, x, y);
      });
    },
    finish() {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.putImageData(image, 0, 0);
      for (const { bounds: cut, draw } of over) {
        if (cut === whole) draw();
        else within(context, cut, ratio, draw);
      }
      over.length = 0;
    },
  };
}

function fillBox(
  pixels: Uint32Array,
  stride: number,
  colour: Pixel,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  const width = right - left;
  const limit = bottom * stride;
  if (width === 1) {
    for (let at = top * stride + left; at < limit; at += stride) pixels[at] = colour;
    return;
  }
  for (let from = top * stride + left; from < limit; from += stride) {
    // Calling `fill` costs as much as some pixels.
    if (width > 32) pixels.fill(colour, from, from + width);
    else for (let at = from; at < from + width; at++) pixels[at] = colour;
  }
}

function within(context: Paper, cut: Bounds, ratio: number, draw: () => void): void {
  const { left, top, right, bottom } = cut;
  context.save();
  context.beginPath();
  context.rect(
    left / ratio,
    top / ratio,
    Math.max(0, right - left) / ratio,
    Math.max(0, bottom - top) / ratio,
  );
  context.clip();
  draw();
  context.restore();
}

/** Where columns begin, in device pixels or cells; kept, since it is needed for every picture. */
let edges = new Int32Array(64);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes a picture whose cells are smaller than pixels into `box`, no further than `cut`: of the
 * half, the quarter and so on that is just large enough, each pixel is the mean of the cells at its
 * corners.
 */
function shrink(
  pixels: Uint32Array,
  stride: number,
  cut: Bounds,
  picture: CellPicture,
  box: Box,
): void {
  let from = picture;
  let perPixel = picture.columns / box.width;
  while (perPixel >= 2 && from.half) {
    from = from.half();
    perPixel /= 2;
  }
  const { cells, columns } = from;
  const rows = cells.length / columns;
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  if (edges.length <= 2 * (cut.right - cut.left)) edges = new Int32Array(4 * stride);
  let count = 0;
  for (let column = cut.left - x; column < cut.right - x; column++) {
    edges[count++] = Math.min(columns - 1, Math.floor(column * perPixel));
    edges[count++] = Math.min(columns - 1, Math.ceil((column + 1) * perPixel) - 1);
  }
  for (let row = cut.top; row < cut.bottom; row++) {
    const upper = Math.min(rows - 1, Math.floor((row - y) * perPixel)) * columns;
    const lower = Math.min(rows - 1, Math.ceil((row + 1 - y) * perPixel) - 1) * columns;
    let at = row * stride + cut.left;
    for (let edge = 0; edge < count; edge += 2) {
      const left = edges[edge]!;
      const right = edges[edge + 1]!;
      pixels[at++] = mean(
        mean(cells[upper + left]!, cells[upper + right]!),
        mean(cells[lower + left]!, cells[lower + right]!),
      );
    }
  }
}

/**
 * Writes a picture's cells into `box` (device pixels). A row of cells is written once, as runs of
 * pixels, and copied for as many lines as it is high.
 */
function blit(
  pixels: Uint32Array,
  stride: number,
  bounds: Bounds,
  { cells, first, count, columns }: CellPicture,
  box: Box,
): void {
  const rows = Math.ceil(count / columns);
  if (edges.length <= columns) edges = new Int32Array(2 * columns);
  for (let column = 0; column <= columns; column++) {
    const edge = Math.round(box.x + (column * box.width) / columns);
    edges[column] = Math.min(bounds.right, Math.max(bounds.left, edge));
  }
  const left = edges[0]!;
  for (let row = 0; row < rows; row++) {
    const top = Math.max(bounds.top, Math.round(box.y + (row * box.height) / rows));
    const end = Math.round(box.y + ((row + 1) * box.height) / rows);
    const bottom = Math.min(bounds.bottom, end);
    if (bottom <= top) continue;
    const line = top * stride;
    const inRow = Math.min(columns, count - row * columns);
    const from = first + row * columns;
    let at = line + left;
    for (let column = 0; column < inRow; column++) {
      const value = cells[from + column]!;
      const limit = line + edges[column + 1]!;
      while (at < limit) pixels[at++] = value;
    }
    for (let below = top + 1; below < bottom; below++) {
      pixels.copyWithin(below * stride + left, line + left, at);
    }
  }
}
