/** A canvas that fills its width, is drawn anew when width or theme change, and says what it is. */
import { apply, make } from '../dom';
import { Stage } from '../frame';
import { paintedBy } from '../paper';
import type { Paper, PaperSize } from '../paper';
import type { Context } from '../state/context';

interface Drawing {
  readonly element: HTMLElement;
  /** Draws anew; `label` is what a screen reader says. */
  refresh(label: string): void;
}

/** `heightOf` gives the height in pixels for a width. */
export function createDrawing(
  context: Context,
  heightOf: (width: number) => number,
  paint: (paper: Paper, size: PaperSize) => void,
): Drawing {
  const canvas = make('canvas', { role: 'img' });
  const element = make('div', { class: 'drawing' }, canvas);
  paintedBy(canvas, paint);

  function draw(): void {
    const width = element.clientWidth;
    if (width === 0) return;
    const height = heightOf(width);
    const ratio = window.devicePixelRatio;
    canvas.style.height = `${height}px`;
    const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
    if (canvas.width !== pixels[0] || canvas.height !== pixels[1])
      [canvas.width, canvas.height] = pixels;
    const paper = canvas.getContext('2d');
    if (paper) paint(paper, { width, height, ratio });
  }
  const schedule = (): void => context.frame.schedule(Stage.canvas, draw);
  new ResizeObserver(schedule).observe(element);
  context.theme.subscribe(schedule);
  return {
    element,
    refresh(label) {
      apply(canvas, { 'aria-label': label });
      schedule();
    },
  };
}
