/**
 * A paper that writes SVG: it takes the calls that painters make on a canvas's context and notes
 * each one as an element. Geometry comes out as it went in; small pictures of pixels become
 * rectangles, one per run of a colour. All text is escaped.
 */
import type { Paper, PaperSize } from '../paper';
import { number, paint, svgElement } from './svgText';
import type { Attributes } from './svgText';

/** What a text measures: its width, and how far below `y` its alphabetic baseline lies. */
interface Measured {
  readonly width: number;
  readonly baseline: number;
}

/** Measures as a canvas with this font and `textBaseline` does. */
export type Measure = (text: string, font: string, baseline: CanvasTextBaseline) => Measured;

type Style = string | CanvasGradient | CanvasPattern;

/** What `save` keeps. */
interface State {
  fillStyle: Style;
  strokeStyle: Style;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  dash: readonly number[];
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  scale: number;
  /** Groups that are open because of a clip. */
  groups: number;
}

const fresh: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineJoin: 'miter',
  dash: [],
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  scale: 1,
  groups: 0,
};

/** Above this many pixels a picture stays one: rectangles would be more than anybody can open. */
const pixelsMax = 1 << 16;

/** Ids are unique in a page, since several papers end in one file. */
let ids = 0;

export class SvgPaper implements Paper {
  imageSmoothingEnabled = true;
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];
  private path = '';
  private now: State = { ...fresh };
  private readonly saved: State[] = [];
  private readonly hatches = new Map<string, string>();

  constructor(
    private readonly size: PaperSize,
    private readonly measure: Measure,
  ) {}

  /** What has been drawn, as the content of an `svg` element. */
  content(): string {
    const open = this.saved.reduce((sum, { groups }) => sum + groups, this.now.groups);
    const definitions =
      this.definitions.length > 0 ? `<defs>${this.definitions.join('')}</defs>` : '';
    return `${definitions}${this.parts.join('')}${'</g>'.repeat(open)}`;
  }

  // ---- state

  get fillStyle(): Style {
    return this.now.fillStyle;
  }
  set fillStyle(style: Style) {
    this.now.fillStyle = style;
  }
  get strokeStyle(): Style {
    return this.now.strokeStyle;
  }
  set strokeStyle(style: Style) {
    this.now.strokeStyle = style;
  }
  get lineWidth(): number {
    return this.now.lineWidth;
  }
  set lineWidth(width: number) {
    this.now.lineWidth = width;
  }
  get lineJoin(): CanvasLineJoin {
    return this.now.lineJoin;
  }
  set lineJoin(join: CanvasLineJoin) {
    this.now.lineJoin = join;
  }
  get font(): string {
    return this.now.font;
  }
  set font(font: string) {
    this.now.font = font;
  }
  get textAlign(): CanvasTextAlign {
    return this.now.textAlign;
  }
  set textAlign(align: CanvasTextAlign) {
    this.now.textAlign = align;
  }
  get textBaseline(): CanvasTextBaseline {
    return this.now.textBaseline;
  }
  set textBaseline(baseline: CanvasTextBaseline) {
    this.now.textBaseline = baseline;
  }

  save(): void {
    this.saved.push(this.now);
    this.now = { ...this.now, groups: 0 };
  }

  restore(): void {
    const before = this.saved.pop();
    if (before === undefined) return;
    this.parts.push('</g>'.repeat(this.now.groups));
    this.now = before;
  }

  setLineDash(dash: Iterable<number>): void {
    this.now.dash = [...dash];
  }

  /** Painters set the device's ratio and nothing else: pixels of the file are CSS pixels. */
  setTransform(...args: readonly (number | DOMMatrix2DInit | undefined)[]): void {
    const [a] = args;
    const scale = typeof a === 'number' ? a : (a?.a ?? 1);
    this.now.scale = scale / this.size.ratio;
  }

  // ---- shapes

  clearRect(): void {
    // Nothing was there before.
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (width <= 0 || height <= 0) return;
    this.add('rect', { ...this.box(x, y, width, height), ...this.fillAttributes() });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.add('rect', { ...this.box(x, y, width, height), ...this.strokeAttributes() });
  }

  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    if (width <= 0 || height <= 0) return;
    let id = this.hatches.get(colour);
    if (id === undefined) {
      id = `h${++ids}`;
      this.hatches.set(colour, id);
      const lines = svgElement('path', {
        d: 'M-6 6L0 0M0 6L6 0M6 6L12 0',
        ...paint('stroke', colour),
        'stroke-width': '1',
      });
      const tile = { id, width: '6', height: '6', patternUnits: 'userSpaceOnUse' };
      this.definitions.push(svgElement('pattern', tile, lines));
    }
    this.add('rect', { ...this.box(x, y, width, height), fill: `url(#${id})` });
  }

  beginPath(): void {
    this.path = '';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${this.at(x)} ${this.at(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path === '' ? 'M' : 'L'}${this.at(x)} ${this.at(y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${this.at(x)} ${this.at(y)}h${this.at(width)}v${this.at(height)}h${this.at(-width)}z`;
  }

  roundRect(x: number, y: number, width: number, height: number, radii: unknown = 0): void {
    const wanted = typeof radii === 'number' ? radii : 0;
    const r = Math.min(wanted, width / 2, height / 2);
    const arc = (dx: number, dy: number): string =>
      `a${this.at(r)} ${this.at(r)} 0 0 1 ${this.at(dx)} ${this.at(dy)}`;
    this.path +=
      `M${this.at(x + r)} ${this.at(y)}h${this.at(width - 2 * r)}${arc(r, r)}` +
      `v${this.at(height - 2 * r)}${arc(-r, r)}h${this.at(2 * r - width)}${arc(-r, -r)}` +
      `v${this.at(2 * r - height)}${arc(r, -r)}z`;
  }

  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const point = (angle: number): string =>
      `${this.at(x + radius * Math.cos(angle))} ${this.at(y + radius * Math.sin(angle))}`;
    const r = `${this.at(radius)} ${this.at(radius)}`;
    const begin = this.path === '' || this.path.endsWith('z') ? 'M' : 'L';
    if (Math.abs(to - from) >= 2 * Math.PI - 1e-9) {
      // One arc cannot end where it begins.
      const half = from + Math.PI;
      this.path += `${begin}${point(from)}A${r} 0 1 1 ${point(half)}A${r} 0 1 1 ${point(from)}z`;
      return;
    }
    const large = Math.abs(to - from) > Math.PI ? 1 : 0;
    this.path += `${begin}${point(from)}A${r} 0 ${large} ${to > from ? 1 : 0} ${point(to)}`;
  }

  fill(): void {
    if (this.path !== '') this.add('path', { d: this.path, ...this.fillAttributes() });
  }

  stroke(): void {
    if (this.path !== '') this.add('path', { d: this.path, ...this.strokeAttributes() });
  }

  clip(): void {
    const id = `c${++ids}`;
    this.definitions.push(svgElement('clipPath', { id }, svgElement('path', { d: this.path })));
    this.parts.push(`<g clip-path="url(#${id})">`);
    this.now.groups += 1;
  }

  // ---- texts and pictures

  fillText(text: string, x: number, y: number): void {
    const { font, textAlign, textBaseline } = this.now;
    const { baseline } = this.measure(text, font, textBaseline);
    const [, weight, pixels, family] = /^(?:(\S+) )?([\d.]+)px (.*)$/.exec(font) ?? [];
    const anchor = { center: 'middle', right: 'end', end: 'end' }[textAlign as 'center'];
    this.add(
      'text',
      {
        x: this.at(x),
        y: this.at(y + baseline),
        ...this.fillAttributes(),
        'font-family': family,
        'font-size': pixels,
        ...(weight === undefined || weight === '400' ? {} : { 'font-weight': weight }),
        ...(anchor === undefined ? {} : { 'text-anchor': anchor }),
      },
      text,
    );
  }

  measureText(text: string): TextMetrics {
    const { width } = this.measure(text, this.now.font, this.now.textBaseline);
    // Painters ask for the width alone.
    return { width } as TextMetrics;
  }

  createPattern(): null {
    return null;
  }

  /** As a context's: (image, x, y, w, h), or (image, from x, y, w, h, to x, y, w, h). */
  drawImage(image: CanvasImageSource, ...numbers: readonly number[]): void {
    if (!(image instanceof HTMLCanvasElement)) return;
    const whole = [0, 0, image.width, image.height];
    const [fromX, fromY, columns, rows, x, y, width, height] =
      numbers.length >= 8 ? numbers : [...whole, ...numbers];
    this.picture(
      { image, fromX: fromX!, fromY: fromY!, columns: columns!, rows: rows! },
      this.box(x!, y!, width!, height!),
    );
  }

  private picture(
    from: { image: HTMLCanvasElement; fromX: number; fromY: number; columns: number; rows: number },
    box: Attributes,
  ): void {
    const { image, fromX, fromY, columns, rows } = from;
    if (columns < 1 || rows < 1) return;
    const inner = { ...box, viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: 'none' };
    if (columns * rows <= pixelsMax) {
      const { data } = image.getContext('2d')!.getImageData(fromX, fromY, columns, rows);
      this.parts.push(svgElement('svg', inner, pixelRuns(data, columns, rows)));
      return;
    }
    const part = document.createElement('canvas');
    [part.width, part.height] = [columns, rows];
    part.getContext('2d')!.drawImage(image, -fromX, -fromY);
    const href = part.toDataURL();
    const whole = { width: String(columns), height: String(rows), href };
    const drawn = svgElement('image', { ...whole, 'image-rendering': 'pixelated' });
    this.parts.push(svgElement('svg', inner, drawn));
  }

  // ---- how things are written

  private add(tag: string, attributes: Attributes, text?: string): void {
    this.parts.push(
      text === undefined ? svgElement(tag, attributes) : svgElement(tag, attributes, { text }),
    );
  }

  private at(value: number): string {
    return number(value * this.now.scale);
  }

  private box(x: number, y: number, width: number, height: number): Attributes {
    return { x: this.at(x), y: this.at(y), width: this.at(width), height: this.at(height) };
  }

  private fillAttributes(): Attributes {
    const { fillStyle } = this.now;
    return paint('fill', typeof fillStyle === 'string' ? fillStyle : 'none');
  }

  private strokeAttributes(): Attributes {
    const { strokeStyle, lineWidth, lineJoin, dash } = this.now;
    return {
      fill: 'none',
      ...paint('stroke', typeof strokeStyle === 'string' ? strokeStyle : 'none'),
      'stroke-width': this.at(lineWidth),
      ...(lineJoin === 'miter' ? {} : { 'stroke-linejoin': lineJoin }),
      ...(dash.length > 0 ? { 'stroke-dasharray': dash.map((one) => this.at(one)).join(' ') } : {}),
    };
  }
}

/** One path per colour; each run of equal pixels is a rectangle one unit high. */
export function pixelRuns(data: Uint8ClampedArray, columns: number, rows: number): string {
  const runs = new Map<string, string>();
  const colourAt = (at: number): string =>
    data[at + 3] === 0
      ? ''
      : `#${[0, 1, 2].map((i) => data[at + i]!.toString(16).padStart(2, '0')).join('')}`;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns;) {
      const colour = colourAt(4 * (y * columns + x));
      const from = x;
      while (x < columns && colourAt(4 * (y * columns + x)) === colour) x++;
      if (colour === '') continue;
      runs.set(colour, `${runs.get(colour) ?? ''}M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  }
  return [...runs]
    .map(([fill, d]) => svgElement('path', { d, fill, 'shape-rendering': 'crispEdges' }))
    .join('');
}
