/**
 * Lanes: who ran where. A lane is a P, with the goroutines that ran on it, or a goroutine, with the
 * Ps it ran on. A P's lane also marks its events.
 */
import { eventKinds, PageState } from '../../src/protocol/views';
import type { EventKind, Timeline } from '../../src/protocol/views';
import { categoryColour } from '../heapmap/palette';
import type { Palette } from '../heapmap/palette';
import type { Paper } from '../paper';
import { createBoxes } from './boxes';
import type { Area, Boxes } from './boxes';
import { css, mix } from '../theme';
import type { Pixel } from '../theme';
import type { TimelineScene } from './paint';
import { leftRoom, xOf } from './scale';

export const laneHeight = 18;

interface Lane {
  readonly name: string;
  readonly runs: readonly {
    readonly from: number;
    readonly to: number;
    /** What is told apart by colour: the goroutine, or P + 1. */
    readonly colourOf: number;
    readonly name: string;
  }[];
  readonly events: readonly { readonly tick: number; readonly kind: EventKind }[];
}

/** While somebody zooms, the same lanes are drawn again and again. */
const known = { p: new WeakMap<Timeline, Lane[]>(), g: new WeakMap<Timeline, Lane[]>() };

export function lanesOf(timeline: Timeline, by: 'p' | 'g'): Lane[] {
  let lanes = known[by].get(timeline);
  if (!lanes) {
    lanes = by === 'p' ? lanesByP(timeline) : lanesByG(timeline);
    known[by].set(timeline, lanes);
  }
  return lanes;
}

function lanesByP({ lanes }: Timeline): Lane[] {
  return lanes.map(({ p, runFrom, runTo, runG, eventTick, eventKind }) => ({
    name: `P${p}`,
    runs: Array.from(runG, (g, at) => ({
      ...{ from: runFrom[at]!, to: runTo[at]!, colourOf: g, name: `G${g}` },
    })),
    events: Array.from(eventTick, (tick, at) => ({ tick, kind: eventKinds[eventKind[at]!]! })),
  }));
}

function lanesByG({ lanes }: Timeline): Lane[] {
  const runs = new Map<number, Lane['runs'][number][]>();
  for (const { p, runFrom, runTo, runG } of lanes) {
    runG.forEach((g, at) => {
      const run = { from: runFrom[at]!, to: runTo[at]!, colourOf: p + 1, name: `P${p}` };
      runs.set(g, [...(runs.get(g) ?? []), run]);
    });
  }
  return [...runs]
    .sort(([a], [b]) => a - b)
    .map(([g, own]) => ({ name: `G${g}`, runs: own, events: [] }));
}

function font(scene: TimelineScene, pixels: number, weight = '400'): string {
  return `${weight} ${pixels}px ${scene.theme.fontFamily}`;
}

export function paintLane(context: Paper, scene: TimelineScene, lane: Lane, top: number): void {
  const { palette } = scene;
  context.font = font(scene, 10.5, '600');
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = css(palette.foreground, 0.8);
  context.fillText(lane.name, leftRoom - 6, top + laneHeight / 2);
  const area = {
    ...{ x: leftRoom, y: top + 2, width: scene.width - leftRoom, height: laneHeight - 4 },
    ratio: scene.ratio,
  };
  const boxes = createBoxes(context, area, mix(palette.background, palette.foreground, 0.06));
  const names = addRuns(boxes, scene, lane, area);
  addEvents(boxes, scene, lane, area);
  boxes.paint();
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  context.fillStyle = css(palette.foreground, 0.92);
  context.font = font(scene, 10);
  context.textAlign = 'left';
  for (const { name, x } of names) context.fillText(name, x, top + laneHeight / 2);
  context.restore();
}

/** The boxes of a lane's runs; gives the names that have room, and where they begin. */
function addRuns(
  boxes: Boxes,
  scene: TimelineScene,
  lane: Lane,
  { y, height }: Area,
): { readonly name: string; readonly x: number }[] {
  const { palette, scale } = scene;
  const names: { readonly name: string; readonly x: number }[] = [];
  for (const { from, to, colourOf, name } of lane.runs) {
    const x = xOf(scale, from);
    const width = Math.max(1, xOf(scale, to) - x - 0.5);
    // Those out of sight are many while somebody zooms.
    if (x > scene.width || x + width < leftRoom) continue;
    const colour = mix(palette.background, categoryColour(palette, colourOf), 0.42);
    boxes.add(colour, x, y, width, height);
    if (width >= 30) names.push({ name, x: Math.max(x, leftRoom) + 4 });
  }
  return names;
}

type Mark = { readonly height: number; readonly colour: (palette: Palette) => Pixel };
const mark = (height: number, colour: Mark['colour']): Mark => ({ height, colour });

/** The tall ones are rare and matter more. */
const marks: Readonly<Record<EventKind, Mark>> = {
  alloc: mark(0.25, (palette) => palette.accent),
  output: mark(0.3, (palette) => palette.foreground),
  note: mark(0.3, (palette) => palette.foreground),
  watch: mark(0.3, (palette) => palette.foreground),
  schedule: mark(0.3, (palette) => palette.muted),
  gcMark: mark(0.35, (palette) => palette.sweep[1]!),
  sweep: mark(0.45, (palette) => palette.sweep[3]!),
  uncache: mark(0.5, (palette) => palette.category[2]!),
  stackAlloc: mark(0.55, (palette) => palette.state[PageState.stack]!),
  stackFree: mark(0.55, (palette) => palette.state[PageState.stack]!),
  refill: mark(0.62, (palette) => palette.category[2]!),
  go: mark(0.7, (palette) => palette.category[7]!),
  goExit: mark(0.7, (palette) => palette.category[7]!),
  spanAlloc: mark(0.75, (palette) => palette.category[4]!),
  spanFree: mark(0.75, (palette) => palette.freed),
  grow: mark(0.8, (palette) => palette.category[4]!),
  scavenge: mark(0.9, (palette) => palette.category[6]!),
  stop: mark(0.9, (palette) => palette.fresh),
  gcStart: mark(1, (palette) => palette.sweep[1]!),
  gcEnd: mark(1, (palette) => palette.sweep[1]!),
  heapGrow: mark(1, (palette) => palette.category[5]!),
};

/** A mark per event, up from the lane's lower edge. */
function addEvents(
  boxes: Boxes,
  { scale, palette }: TimelineScene,
  lane: Lane,
  { y, height: room }: Area,
): void {
  for (const { tick, kind } of lane.events) {
    const x = xOf(scale, tick) - 0.75;
    if (x < leftRoom - 2 || x > leftRoom + scale.width + 20) continue;
    const height = room * marks[kind].height;
    boxes.add(marks[kind].colour(palette), x, y + room - height, 1.5, height);
  }
}
