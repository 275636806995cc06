/** Measures texts as the canvas does that would show them. */
import type { Measure } from './svgPaper';

let canvas: CanvasRenderingContext2D | undefined;
const baselines = new Map<string, number>();

function context(font: string): CanvasRenderingContext2D {
  canvas ??= document.createElement('canvas').getContext('2d')!;
  canvas.font = font;
  return canvas;
}

export const measure: Measure = (text, font, baseline) => {
  const pen = context(font);
  const name = `${baseline} ${font}`;
  let below = baselines.get(name);
  if (below === undefined) {
    const ascent = (of: CanvasTextBaseline): number => {
      pen.textBaseline = of;
      return pen.measureText('H').actualBoundingBoxAscent;
    };
    below = ascent('alphabetic') - ascent(baseline);
    baselines.set(name, below);
  }
  return { width: pen.measureText(text).width, baseline: below };
};

/** Pixels from the top of a line's content area to its baseline. */
export function ascentOf(font: string): number {
  const pen = context(font);
  pen.textBaseline = 'alphabetic';
  return pen.measureText('H').fontBoundingBoxAscent;
}
