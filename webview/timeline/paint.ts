/** Draws the timeline: stops, curves of the heap, bands of collections, lanes, the cursor. */
import { sayBytes, sayCount } from '../../src/protocol/strings';
import { eventKinds } from '../../src/protocol/views';
import type { EventKind, Timeline, TimelineLane } from '../../src/protocol/views';
import type { Palette } from '../heapmap/palette';
import { categoryColour } from '../heapmap/palette';
import { css, mix } from '../theme';
import type { Pixel, Theme } from '../theme';
import { ticksBetween, xOf } from './scale';
import type { TimeScale } from './scale';

interface TimelineScene {
  readonly timeline: Timeline;
  readonly scale: TimeScale;
  readonly tick: number;
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly theme: Theme;
  readonly palette: Palette;
  readonly hoverTick?: number;
}

/** Room for stops above and the axis below, in pixels. */
const stopsHeight = 16;
const axisHeight = 15;
const laneHeight = 18;
/** Room for lane names and the byte axis. */
export const leftRoom = 64;

/** The colours of the three curves; goal is also dashed. */
export function curveColours(palette: Palette): Record<'live' | 'inUse' | 'goal', Pixel> {
  return { live: palette.accent, inUse: palette.category[3]!, goal: palette.category[2]! };
}

export function paintTimeline(context: CanvasRenderingContext2D, scene: TimelineScene): void {
  const { width, height, ratio, palette, timeline } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = css(palette.background);
  context.fillRect(0, 0, width, height);
  const lanes = timeline.lanes.slice(0, Math.max(0, Math.floor((height - 70) / laneHeight)));
  const lanesTop = height - axisHeight - lanes.length * laneHeight;
  paintCollections(context, scene, lanesTop);
  paintCurves(context, scene, stopsHeight + 4, lanesTop - 6);
  lanes.forEach((lane, index) => paintLane(context, scene, lane, lanesTop + index * laneHeight));
  paintAxis(context, scene, height - axisHeight);
  paintStops(context, scene, lanesTop);
  if (scene.hoverTick !== undefined) paintHover(context, scene, scene.hoverTick);
  paintCursor(context, scene);
}

function font(scene: TimelineScene, pixels: number, weight = '400'): string {
  return `${weight} ${pixels}px ${scene.theme.fontFamily}`;
}

function paintCollections(
  context: CanvasRenderingContext2D,
  scene: TimelineScene,
  bottom: number,
): void {
  const { palette, scale, timeline } = scene;
  const top = stopsHeight;
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
    context.fillText(`GC ${gc.cycle}`, x + 3, top + 2);
  }
}

function paintCurves(
  context: CanvasRenderingContext2D,
  scene: TimelineScene,
  top: number,
  bottom: number,
): void {
  const { timeline, palette, scale } = scene;
  const count = timeline.ticks.length;
  if (count === 0 || bottom - top < 12) return;
  let peak = 1;
  for (let index = 0; index < count; index++) {
    const goal = timeline.goalBytes[index]!;
    peak = Math.max(peak, timeline.liveMaxBytes[index]!, timeline.inUseBytes[index]!);
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
  strokeSeries(
    context,
    count,
    x,
    (index) => yOf(timeline.liveMaxBytes[index]!),
    css(colours.live),
    1.75,
    [],
  );
  strokeSeries(
    context,
    count,
    x,
    (index) => yOf(timeline.inUseBytes[index]!),
    css(colours.inUse),
    1.25,
    [],
  );
  strokeSeries(
    context,
    count,
    x,
    // Without a goal (GOGC is off) there is nothing to draw.
    (index) => (timeline.goalBytes[index]! > 0 ? yOf(timeline.goalBytes[index]!) : undefined),
    css(colours.goal),
    1.25,
    [5, 3],
  );
}

function strokeSeries(
  context: CanvasRenderingContext2D,
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
  context: CanvasRenderingContext2D,
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

function paintLane(
  context: CanvasRenderingContext2D,
  scene: TimelineScene,
  lane: TimelineLane,
  top: number,
): void {
  const { palette, scale } = scene;
  context.font = font(scene, 10.5, '600');
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = css(palette.foreground, 0.8);
  context.fillText(`P${lane.p}`, leftRoom - 6, top + laneHeight / 2);
  context.fillStyle = css(mix(palette.background, palette.foreground, 0.06));
  context.fillRect(leftRoom, top + 2, scene.width - leftRoom, laneHeight - 4);
  context.save();
  context.beginPath();
  context.rect(leftRoom, top, scene.width - leftRoom, laneHeight);
  context.clip();
  for (let index = 0; index < lane.runFrom.length; index++) {
    const x = xOf(scale, lane.runFrom[index]!);
    const width = Math.max(1, xOf(scale, lane.runTo[index]!) - x - 0.5);
    const goroutine = lane.runG[index]!;
    const colour = mix(palette.background, categoryColour(palette, goroutine), 0.42);
    context.fillStyle = css(colour);
    context.fillRect(x, top + 2, width, laneHeight - 4);
    if (width < 30) continue;
    context.fillStyle = css(palette.foreground, 0.92);
    context.font = font(scene, 10);
    context.textAlign = 'left';
    context.fillText(`G${goroutine}`, Math.max(x, leftRoom) + 4, top + laneHeight / 2);
  }
  paintEvents(context, scene, lane, top);
  context.restore();
}

/** Kinds worth a mark, lowest first; the tall ones are rare and matter more. */
const marks: Partial<Record<EventKind, { height: number; colour: (palette: Palette) => Pixel }>> = {
  alloc: { height: 0.25, colour: (palette) => palette.accent },
  refill: { height: 0.62, colour: (palette) => palette.category[2]! },
  grow: { height: 0.8, colour: (palette) => palette.category[4]! },
  heapGrow: { height: 1, colour: (palette) => palette.category[5]! },
  sweep: { height: 0.45, colour: (palette) => palette.sweep[3]! },
};

function paintEvents(
  context: CanvasRenderingContext2D,
  scene: TimelineScene,
  lane: TimelineLane,
  top: number,
): void {
  const room = laneHeight - 4;
  for (let index = 0; index < lane.eventTick.length; index++) {
    const mark = marks[eventKinds[lane.eventKind[index]!]!];
    if (!mark) continue;
    const height = room * mark.height;
    context.fillStyle = css(mark.colour(scene.palette));
    context.fillRect(
      xOf(scene.scale, lane.eventTick[index]!) - 0.75,
      top + 2 + room - height,
      1.5,
      height,
    );
  }
}

function paintAxis(context: CanvasRenderingContext2D, scene: TimelineScene, top: number): void {
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

function paintStops(context: CanvasRenderingContext2D, scene: TimelineScene, bottom: number): void {
  const { palette, scale, timeline } = scene;
  let free = 0;
  context.font = font(scene, 10.5, '600');
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const stop of timeline.stops) {
    const x = Math.round(xOf(scale, stop.tick));
    if (x < leftRoom - 1 || x > scene.width) continue;
    context.fillStyle = css(palette.fresh, 0.9);
    context.fillRect(x, 3, 1, bottom - 3);
    context.beginPath();
    context.moveTo(x, 3);
    context.lineTo(x + 7, 7);
    context.lineTo(x, 11);
    context.fill();
    if (x < free) continue;
    context.fillStyle = css(palette.foreground, 0.9);
    context.fillText(stop.name, x + 10, 8);
    free = x + 18 + context.measureText(stop.name).width;
  }
}

function paintHover(context: CanvasRenderingContext2D, scene: TimelineScene, tick: number): void {
  context.fillStyle = css(scene.palette.foreground, 0.45);
  context.fillRect(
    Math.round(xOf(scene.scale, tick)),
    stopsHeight,
    1,
    scene.height - stopsHeight - axisHeight,
  );
}

function paintCursor(context: CanvasRenderingContext2D, scene: TimelineScene): void {
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
