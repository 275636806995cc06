/**
 * The course of both runs, one over the other: a small chart for each of the heap's curves, each to
 * its own scale, all over the same instructions.
 */
import { curveNames } from '../../src/protocol/compare';
import type { ComparedSide, Comparison, CurveName } from '../../src/protocol/compare';
import type { SideName } from '../../src/protocol/comparing';
import { sayBytes, sayCount } from '../../src/protocol/strings';
import { make, show } from '../dom';
import { paletteOf } from '../heapmap/palette';
import type { Palette } from '../heapmap/palette';
import type { Paper, PaperSize } from '../paper';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css, mix } from '../theme';
import { createDrawing } from './drawing';
import { sideColours, sideNames } from './names';

const chartHeight = 104;
/** Room for the marks of collections and the axis, in pixels. */
const marksHeight = 11;
const axisHeight = 15;
/** Room for the numbers of the scale, beside the curves, so that neither hides the other. */
const scaleWidth = 48;

interface Curves {
  readonly element: HTMLElement;
  /** Both sides, or one that has nothing beside it yet. */
  set(comparison: Comparison, sides?: readonly SideName[]): void;
}

export function createCurves(context: Context): Curves {
  let shown: Comparison | undefined;
  let shownSides = sideNames;
  const charts = curveNames.map((name) => {
    const drawing = createDrawing(
      context,
      () => chartHeight + marksHeight + axisHeight,
      (paper, size) => {
        if (shown) paintChart(context, paper, size, shown, name, shownSides);
      },
    );
    const peaks = make('span', { class: 'course-peaks' });
    const caption = make(
      'figcaption',
      {},
      make('span', { text: t(context, `compare.curve.${name}`) }),
      peaks,
    );
    const element = make('figure', { class: 'course' }, caption, drawing.element);
    return { name, element, peaks, drawing };
  });
  const element = make(
    'section',
    { class: 'compare-part' },
    make('h3', { text: t(context, 'compare.course') }),
    make('div', { class: 'courses' }, ...charts.map((chart) => chart.element)),
    make('p', { class: 'quiet', text: t(context, 'compare.courseNote') }),
  );

  function set(comparison: Comparison, sides = sideNames): void {
    shown = comparison;
    shownSides = sides;
    for (const { name, element: figure, peaks, drawing } of charts) {
      const [left, right] = sideNames.map((side) => peakOf(comparison[side], name));
      show(figure, left! > 0 || right! > 0);
      peaks.replaceChildren(
        ...sides.map((side) =>
          make('span', {
            class: `course-peak ${side}`,
            text: peakText(peakOf(comparison[side], name), name),
          }),
        ),
      );
      drawing.refresh(
        t(context, 'compare.curveSays', {
          name: t(context, `compare.curve.${name}`),
          left: left!,
          right: right!,
        }),
      );
    }
  }
  return { element, set };
}

/** No goal is none, and not one of no bytes. */
function peakText(bytes: number, name: CurveName): string {
  return bytes === 0 && name === 'goal' ? '–' : sayBytes(bytes);
}

function peakOf({ curve }: ComparedSide, name: CurveName): number {
  return curve[name].reduce((most, value) => Math.max(most, value), 0);
}

interface Plot {
  readonly paper: Paper;
  readonly width: number;
  /** Of the curves alone. */
  readonly height: number;
  readonly x: (tick: number) => number;
  readonly y: (bytes: number) => number;
}

function paintChart(
  context: Context,
  paper: Paper,
  { width, height, ratio }: PaperSize,
  comparison: Comparison,
  name: CurveName,
  sides: readonly SideName[],
): void {
  const theme = context.theme.get();
  const palette = paletteOf(theme);
  const colours = sideColours(palette);
  const { left, right } = comparison;
  const end = Math.max(1, left.endTick, right.endTick);
  const peak = 1.1 * Math.max(1, peakOf(left, name), peakOf(right, name));
  const bottom = height - marksHeight - axisHeight;
  const x = (tick: number): number => scaleWidth + (tick / end) * (width - scaleWidth - 1);
  const y = (bytes: number): number => bottom - (bytes / peak) * (bottom - 2);
  const plot: Plot = { paper, width, height: bottom, x, y };
  paper.setTransform(ratio, 0, 0, ratio, 0, 0);
  paper.clearRect(0, 0, width, height);
  paper.font = `400 10px ${theme.fontFamily}`;
  paintGrid(plot, palette, gridSteps(peak));
  for (const side of sides) {
    const { curve, collections, tick } = comparison[side];
    paintSeries(plot, curve.ticks, curve[name], css(colours[side]), side === 'right');
    paintMarks(plot, collections, css(colours[side]), side === 'left' ? 2 : 7);
    if (tick < end) paintMoment(plot, tick, css(colours[side]));
  }
  paper.fillStyle = css(palette.foreground, 0.72);
  paper.textBaseline = 'middle';
  paper.textAlign = 'left';
  paper.fillText('0', scaleWidth, height - axisHeight / 2 + 1);
  paper.textAlign = 'right';
  paper.fillText(sayCount(end), width - 1, height - axisHeight / 2 + 1);
}

/** Round numbers of bytes below the peak, two or so. */
function gridSteps(peak: number): number[] {
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(peak) / 10));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => one * 3 * unit >= peak) ?? 1000;
  const steps: number[] = [];
  for (let value = step; value * unit < peak; value += step) steps.push(value * unit);
  return steps;
}

function paintGrid(
  { paper, width, height, y }: Plot,
  palette: Palette,
  steps: readonly number[],
): void {
  paper.textAlign = 'right';
  paper.textBaseline = 'middle';
  for (const bytes of steps) {
    const at = Math.round(y(bytes)) + 0.5;
    paper.fillStyle = css(mix(palette.background, palette.foreground, 0.13));
    paper.fillRect(scaleWidth, at, width - scaleWidth, 1);
    if (at <= 5) continue;
    paper.fillStyle = css(palette.foreground, 0.72);
    paper.fillText(sayBytes(bytes), scaleWidth - 6, at + 1);
  }
  paper.fillStyle = css(mix(palette.background, palette.foreground, 0.35));
  paper.fillRect(scaleWidth, height, width - scaleWidth, 1);
}

/** Values hold until the next point: steps, not slopes. A value of 0 is none. */
function paintSeries(
  { paper, height, x, y }: Plot,
  ticks: Float64Array,
  values: Float64Array,
  colour: string,
  dashed: boolean,
): void {
  if (values.length === 0) return;
  const trace = (): void => {
    paper.beginPath();
    let before: number | undefined;
    values.forEach((value, i) => {
      const from = x(i === 0 ? 0 : ticks[i - 1]!);
      if (value === 0) before = undefined;
      else {
        if (before === undefined) paper.moveTo(from, y(value));
        else paper.lineTo(from, y(value));
        paper.lineTo(x(ticks[i]!), y(value));
        before = value;
      }
    });
  };
  if (!dashed) {
    trace();
    paper.lineTo(x(ticks.at(-1)!), height);
    paper.lineTo(x(0), height);
    paper.fillStyle = colour.replace('/ 1)', '/ 0.16)');
    paper.fill();
  }
  trace();
  paper.strokeStyle = colour;
  paper.lineWidth = 1.6;
  paper.lineJoin = 'round';
  paper.setLineDash(dashed ? [5, 3] : []);
  paper.stroke();
  paper.setLineDash([]);
}

function paintMarks(
  { paper, height, x }: Plot,
  ticks: readonly number[],
  colour: string,
  top: number,
) {
  paper.fillStyle = colour;
  for (const tick of ticks) paper.fillRect(x(tick) - 0.75, height + top, 1.5, 4);
}

/** Where the compared moment is, when it is not the end. */
function paintMoment({ paper, height, x }: Plot, tick: number, colour: string): void {
  paper.fillStyle = colour;
  paper.fillRect(Math.round(x(tick)) - 0.5, 0, 1, height);
  paper.beginPath();
  paper.moveTo(x(tick) - 4, 0);
  paper.lineTo(x(tick) + 4, 0);
  paper.lineTo(x(tick), 6);
  paper.fill();
}
