/** An element's borders as SVG: one frame where all sides are alike, else a line per side. */
import { number, paint, svgElement } from './svgText';
import type { Attributes } from './svgText';

/** A side: its line, and how far its middle lies from the corner that it starts at, in halves. */
interface Side {
  readonly width: number;
  readonly line: string;
  readonly colour: string;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Into the element. */
  readonly inward: readonly [x: number, y: number];
}

/** `origin` is what stands at 0, 0 of the picture; `round` holds the radius of the corners. */
export function borders(
  style: CSSStyleDeclaration,
  box: DOMRect,
  origin: { readonly x: number; readonly y: number },
  round: Attributes,
): string {
  const sides = sidesOf(style, box);
  const drawn = sides.filter(
    ({ width, line, colour }) => width > 0 && line !== 'none' && !isClear(colour),
  );
  if (drawn.length === 0) return '';
  const [first] = drawn;
  const alike = drawn.every(
    ({ width, line, colour }) =>
      width === first!.width && line === first!.line && colour === first!.colour,
  );
  if (drawn.length === 4 && alike) {
    const { width } = first!;
    const frame = {
      x: number(box.left - origin.x + width / 2),
      y: number(box.top - origin.y + width / 2),
      width: number(box.width - width),
      height: number(box.height - width),
    };
    return svgElement('rect', { ...frame, ...round, fill: 'none', ...strokeOf(first!) });
  }
  return drawn
    .map((side) => {
      const [dx, dy] = side.inward.map((one) => (one * side.width) / 2) as [number, number];
      const ends = {
        x1: number(side.from[0] + dx - origin.x),
        y1: number(side.from[1] + dy - origin.y),
        x2: number(side.to[0] + dx - origin.x),
        y2: number(side.to[1] + dy - origin.y),
      };
      return svgElement('line', { ...ends, ...strokeOf(side) });
    })
    .join('');
}

function sidesOf(style: CSSStyleDeclaration, { left, top, right, bottom }: DOMRect): Side[] {
  const side = (name: string, rest: Pick<Side, 'from' | 'to' | 'inward'>): Side => ({
    width: Number.parseFloat(style.getPropertyValue(`border-${name}-width`)) || 0,
    line: style.getPropertyValue(`border-${name}-style`),
    colour: style.getPropertyValue(`border-${name}-color`),
    ...rest,
  });
  return [
    side('top', { from: [left, top], to: [right, top], inward: [0, 1] }),
    side('right', { from: [right, top], to: [right, bottom], inward: [-1, 0] }),
    side('bottom', { from: [left, bottom], to: [right, bottom], inward: [0, -1] }),
    side('left', { from: [left, top], to: [left, bottom], inward: [1, 0] }),
  ];
}

const dashes: Readonly<Record<string, string>> = { dashed: '4 3', dotted: '1 2' };

function strokeOf({ width, line, colour }: Side): Attributes {
  return {
    ...paint('stroke', colour),
    'stroke-width': number(width),
    'stroke-dasharray': dashes[line],
  };
}

/** Whether one sees nothing of a colour. */
export function isClear(colour: string): boolean {
  return colour === 'transparent' || /[,/] ?0\)$/.test(colour);
}
