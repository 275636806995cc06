/**
 * What painters draw on: the part of a canvas's 2D context that they use. A canvas's context is a
 * paper, and so is the one in export/svgPaper.ts that writes SVG, so the same painter makes the
 * picture on the screen and the one in a file. A canvas can say how it is painted; who exports it
 * then paints it anew, without loss.
 */

/** A canvas's context as far as painters use it. */
export interface Paper extends Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'imageSmoothingEnabled'
  | 'clearRect'
  | 'fillRect'
  | 'strokeRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'roundRect'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'clip'
  | 'save'
  | 'restore'
  | 'setTransform'
  | 'setLineDash'
  | 'fillText'
  | 'measureText'
  | 'drawImage'
  | 'createPattern'
> {
  /** A paper that can hatch by itself does: a pattern is a picture, and lines are sharper. */
  hatch?(x: number, y: number, width: number, height: number, colour: string): void;
}

/** Width and height in CSS pixels, and device pixels per CSS pixel. */
export interface PaperSize {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Paints a canvas's whole content. */
type Painter = (paper: Paper, size: PaperSize) => void;

const painters = new WeakMap<HTMLCanvasElement, Painter>();

/** Says how `canvas` is painted, whatever its size. */
export function paintedBy(canvas: HTMLCanvasElement, painter: Painter): void {
  painters.set(canvas, painter);
}

/** How `canvas` is painted, if it has said so. */
export function painterOf(canvas: HTMLCanvasElement): Painter | undefined {
  return painters.get(canvas);
}
