/** Draws the timeline: stops, curves of the heap, bands of collections, lanes, the cursor. */
import { sayBytes, sayCount } from '../../src/protocol/strings';
import type { Timeline } from '../../src/protocol/views';
import type { Paper } from '../paper';
import { addLine, createLayer } from './boxes';
import type { Boxes } from './boxes';
import type { Palette } from '../heapmap/palette';
import { css, mix } from '../theme';
import type { Pixel, Theme } from '../theme';
import { laneHeight, lanesOf, paintLane } from './lanes';
import { leftRoom, ticksBetween, xOf } from './scale';
import type { TimeScale } from './scale';

export interface TimelineScene {
  readonly timeline: Timeline;
  readonly scale: TimeScale;
  readonly tick: number;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly theme: Theme;
  readonly palette: Palette;
  readonly hoverTick?: number;
  readonly range?: { readonly fromTick: number; readonly toTick: number };
  /** One lane per P, or one per goroutine. */
  readonly laneBy: 'p' | 'g';
}

/** Room for stops above and the axis below, in pixels. */
const stopsHeight = 16;
const axisHeight = 15;

export const curveNames = ['live', 'inUse', 'goal', 'resident', 'released'] as const;
type CurveName = (typeof curveNames)[number];

/** How curves are told apart besides their colours: dashes, and how strong the line is. */
const curveLines: Readonly<Record<CurveName, { readonly dash: number[]; readonly width: number }>> =
  {
    live: { dash: [], width: 1.75 },
    inUse: { dash: [], width: 1.25 },
    goal: { dash: [5, 3], width: 1.25 },
    resident: { dash: [1.5, 2.5], width: 1.5 },
    released: { dash: [8, 2, 1.5, 2], width: 1.25 },
  };

export function curveColours(palette: Palette): Record<CurveName, Pixel> {
  const { category } = palette;
  return {
    live: category[1]!,
    inUse: category[3]!,
    goal: category[2]!,
    resident: category[5]!,
    released: category[7]!,
  };
}

/** The values of a curve, step by step. */
function seriesOf(timeline: Timeline, name: CurveName): Float64Array {
  const series: Readonly<Record<CurveName, Float64Array>> = {
    live: timeline.liveMaxBytes,
    inUse: timeline.inUseBytes,
    goal: timeline.goalBytes,
    resident: timeline.residentBytes,
    released: timeline.releasedBytes,
  };
  return series[name];
}

export function paintTimeline(context: Paper, scene: TimelineScene): void {
  paintRun(context, scene);
  paintMoment(context, scene);
}

/** What stays as it is while somebody moves through the run. */
export function paintRun(context: Paper, scene: TimelineScene): void {
  const { width, height, ratio, palette, timeline } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = css(palette.background);
  context.fillRect(0, 0, width, height);
  const room = Math.max(0, Math.floor((height - 70) / laneHeight));
  const lanes = lanesOf(timeline, scene.laneBy).slice(0, room);
  const lanesTop = height - axisHeight - lanes.length * laneHeight;
  paintCollections(context, scene, lanesTop);
  paintCurves(context, scene, stopsHeight + 4, lanesTop - 6);
  lanes.forEach((lane, at) => paintLane(context, scene, lane, lanesTop + at * laneHeight));
  paintAxis(context, scene, height - axisHeight);
  paintStops(context, scene, lanesTop);
}

/** The cursor, the selected stretch and what the pointer is at, over the run. */
export function paintMoment(context: Paper, scene: TimelineScene): void {
  if (scene.range) paintRange(context, scene, scene.range);
  if (scene.hoverTick !== undefined) paintHover(context, scene, scene.hoverTick);
  paintCursor(context, scene);
}

function font(scene: TimelineScene, pixels: number, weight = '400'): string {
  return `${weight} ${pixels}px ${scene.theme.fontFamily}`;
}

function paintCollections(context: Paper, scene: TimelineScene, bottom: number): void {
  const { palette, scale, timeline } = scene;
  const top = stopsHeight;
  let named = -Infinity;
  for (const gc of timeline.gcs) {
    const x = xOf(scale, gc.startTick);
    const end = gc.endTick < 0 ? scene.tick : gc.endTick;
    const width = Math.max(2, xOf(scale, end) - x);
    context.fillStyle = css(palette.sweep[1]!, scene.theme.highContrast ? 0.5 : 0.28);
    context.fillRect(x, top, width, bottom - top);
    if (gc.sweptTick > end) {
      context.fillStyle = css(palette.sweep[3]!, 0.14);
      context.fillRect(
        x + width,
        top,
        Math.max(0, xOf(scale, gc.sweptTick) - x - width),
        bottom - top,
      );
    }
    context.fillStyle = css(palette.foreground, 0.9);
    context.font = font(scene, 10, '600');
    context.textAlign = 'left';
    context.textBaseline = 'top';
    const name = `GC ${gc.cycle}`;
    // Of many, each that has room behind the one before.
    const nameWidth = context.measureText(name).width;
    // At the right edge it ends there, rather than being cut.
    const at = Math.min(x + 3, scene.width - nameWidth - 2);
    if (x > scene.width || at < named) continue;
    context.fillText(name, at, top + 2);
    named = at + nameWidth + 2;
  }
}

function paintCurves(context: Paper, scene: TimelineScene, top: number, bottom: number): void {
  const { timeline, palette, scale } = scene;
  const count = timeline.ticks.length;
  if (count === 0 || bottom - top < 12) return;
  let peak = 1;
  for (let index = 0; index < count; index++) {
    const goal = timeline.goalBytes[index]!;
    const { liveMaxBytes, inUseBytes, residentBytes } = timeline;
    peak = Math.max(peak, liveMaxBytes[index]!, inUseBytes[index]!, residentBytes[index]!);
    // A goal far above the heap would press the curve to the ground.
    if (goal < 3 * peak) peak = Math.max(peak, goal);
  }
  peak *= 1.08;
  const yOf = (bytes: number): number => bottom - (Math.min(bytes, peak) / peak) * (bottom - top);
  paintByteAxis(context, scene, peak, yOf);
  const x = (index: number): number => xOf(scale, timeline.ticks[index]!);
  const colours = curveColours(palette);

  context.beginPath();
  context.moveTo(x(0), bottom);
  for (let index = 0; index < count; index++)
    context.lineTo(x(index), yOf(timeline.liveMaxBytes[index]!));
  context.lineTo(x(count - 1), bottom);
  context.fillStyle = css(colours.live, 0.22);
  context.fill();
  const room = { x: leftRoom, y: top - 2, width: scene.width - leftRoom, height: bottom - top + 4 };
  // Until the answer is here, what is zoomed into reaches far out of sight.
  const inSight = (index: number): number =>
    Math.min(scene.width + 9, Math.max(leftRoom - 9, x(index)));
  const layer = createLayer(context, { ...room, ratio: scene.ratio });
  for (const name of [...curveNames].reverse()) {
    const values = seriesOf(timeline, name);
    // Without a goal (GOGC is off) there is nothing to draw; what is above the picture is no curve.
    const y = (index: number): number | undefined =>
      values[index]! > 0 && values[index]! <= peak ? yOf(values[index]!) : undefined;
    const { dash, width } = curveLines[name];
    if (layer) addSeries(layer, count, inSight, y, colours[name], curveLines[name]);
    else strokeSeries(context, count, x, y, css(colours[name]), width, dash);
  }
  layer?.paint();
}

/** As strokeSeries, in pixels. */
function addSeries(
  layer: Boxes,
  count: number,
  x: (index: number) => number,
  y: (index: number) => number | undefined,
  colour: Pixel,
  line: (typeof curveLines)[CurveName],
): void {
  let along = 0;
  let before: { readonly x: number; readonly y: number } | undefined;
  for (let index = 0; index < count; index++) {
    const now = y(index);
    if (now === undefined) {
      before = undefined;
      continue;
    }
    const here = { x: x(index), y: now };
    if (before) {
      const corner = { x: here.x, y: before.y };
      along = addLine(layer, colour, before, corner, line, along);
      along = addLine(layer, colour, corner, here, line, along);
    } else along = 0;
    before = here;
  }
}

function strokeSeries(
  context: Paper,
  count: number,
  x: (index: number) => number,
  y: (index: number) => number | undefined,
  colour: string,
  width: number,
  dash: number[],
): void {
  context.beginPath();
  for (let index = 0; index < count; index++) {
    const [before, now] = [index > 0 ? y(index - 1) : undefined, y(index)];
    if (now === undefined) continue;
    // Values hold until the next change: steps, not slopes.
    if (before === undefined) context.moveTo(x(index), now);
    else context.lineTo(x(index), before);
    context.lineTo(x(index), now);
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.lineJoin = 'round';
  context.stroke();
  context.setLineDash([]);
}

function paintByteAxis(
  context: Paper,
  scene: TimelineScene,
  peak: number,
  yOf: (bytes: number) => number,
): void {
  const { palette } = scene;
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(peak) / 10));
  context.font = font(scene, 10);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const value of ticksBetween(0, peak / unit, 3, unit === 1 ? 1 : 0)) {
    const y = Math.round(yOf(value * unit)) + 0.5;
    context.fillStyle = css(mix(palette.background, palette.foreground, 0.1));
    context.fillRect(leftRoom, y, scene.width - leftRoom, 1 / scene.ratio);
    context.fillStyle = css(palette.foreground, 0.72);
    if (value > 0) context.fillText(sayBytes(value * unit), leftRoom - 6, y);
  }
}

function paintAxis(context: Paper, scene: TimelineScene, top: number): void {
  const { palette, scale } = scene;
  context.font = font(scene, 10);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const value of ticksBetween(
    scale.fromTick,
    scale.toTick,
    Math.floor(scale.width / 110),
    1,
  )) {
    const x = xOf(scale, value);
    if (x < leftRoom + 12 || x > scene.width - 24) continue;
    context.fillStyle = css(palette.foreground, 0.7);
    context.fillText(sayCount(value), x, top + axisHeight / 2 + 1);
    context.fillRect(Math.round(x), top, 1, 3);
  }
}

function paintStops(context: Paper, scene: TimelineScene, bottom: number): void {
  const { palette, scale, timeline } = scene;
  context.font = font(scene, 10.5, '600');
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const flags: { x: number; name: string }[] = [];
  for (const { tick, name } of timeline.stops) {
    const x = Math.round(xOf(scale, tick));
    // Of stops that are passed thousands of times, each that has room.
    const isShown = x >= leftRoom - 1 && x <= scene.width && x - (flags.at(-1)?.x ?? -9) >= 9;
    if (isShown) flags.push({ x, name });
  }
  /** Where the flag or the name before ends. */
  let taken = leftRoom;
  flags.forEach(({ x, name }, at) => {
    const room = (flags[at + 1]?.x ?? Infinity) - x;
    context.fillStyle = css(palette.fresh, 0.9);
    // Poles that stand close would hide the curves.
    context.fillRect(x, 3, 1, room < 24 ? 9 : bottom - 3);
    context.beginPath();
    context.moveTo(x, 3);
    context.lineTo(x + 7, 7);
    context.lineTo(x, 11);
    context.fill();
    const nameWidth = context.measureText(name).width;
    // At the right edge it stands before its flag, rather than being cut.
    const isCut = x + 10 + nameWidth > scene.width;
    const nameAt = isCut ? x - 4 - nameWidth : x + 10;
    const hasRoom = isCut ? nameAt >= taken + 4 : nameWidth + 14 <= room;
    taken = hasRoom && !isCut ? nameAt + nameWidth : x + 9;
    if (!hasRoom) return;
    context.fillStyle = css(palette.foreground, 0.9);
    context.fillText(name, nameAt, 8);
  });
}

/** The stretch that is selected: a light band between two edges. */
function paintRange(
  context: Paper,
  scene: TimelineScene,
  { fromTick, toTick }: { readonly fromTick: number; readonly toTick: number },
): void {
  const { palette, scale } = scene;
  const left = Math.max(leftRoom, xOf(scale, fromTick));
  const right = Math.min(scene.width, xOf(scale, toTick));
  if (right < left) return;
  const height = scene.height - stopsHeight - axisHeight;
  context.fillStyle = css(palette.focus, 0.2);
  context.fillRect(left, stopsHeight, Math.max(1, right - left), height);
  context.fillStyle = css(palette.focus);
  context.fillRect(left, stopsHeight, 1.5, height);
  context.fillRect(right - 1.5, stopsHeight, 1.5, height);
}

function paintHover(context: Paper, scene: TimelineScene, tick: number): void {
  context.fillStyle = css(scene.palette.foreground, 0.45);
  context.fillRect(
    Math.round(xOf(scene.scale, tick)),
    stopsHeight,
    1,
    scene.height - stopsHeight - axisHeight,
  );
}

function paintCursor(context: Paper, scene: TimelineScene): void {
  const { palette, scale } = scene;
  const x = Math.round(xOf(scale, scene.tick));
  if (x < leftRoom - 8 || x > scene.width + 8) return;
  const future = Math.max(0, scene.width - x);
  context.fillStyle = css(palette.background, 0.45);
  context.fillRect(x + 1, stopsHeight, future, scene.height - stopsHeight - axisHeight);
  context.fillStyle = css(palette.focus);
  context.fillRect(x - 1, stopsHeight - 2, 2, scene.height - stopsHeight - axisHeight + 2);
  context.beginPath();
  context.roundRect(x - 5, stopsHeight - 6, 10, 13, 3);
  context.fill();
  context.strokeStyle = css(palette.background);
  context.lineWidth = 1;
  context.stroke();
}
