/**
 * The timeline: the whole run at a glance, and a scrubber over it. The scrubber is a slider to
 * assistive technology. A press goes to a moment; a drag of the cursor, or along the axis, scrubs,
 * one seek at a time, always to the latest place; any other drag selects a stretch of the run.
 *
 * Keys: arrows a little, Page Up and Down a tenth, Home and End, [ and ] to the stops, + − 0 zoom;
 * with Shift the stretch from here is selected, Escape forgets it; W S zoom at the cursor, A D move
 * the picture; L changes what lanes stand for.
 */
import { sayBytes, sayCount, sayText } from '../../src/protocol/strings';
import type { Timeline } from '../../src/protocol/views';
import { apply, make, show } from '../dom';
import { Stage } from '../frame';
import { paletteOf } from '../heapmap/palette';
import { paintedBy } from '../paper';
import type { PaperSize } from '../paper';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { css } from '../theme';
import { createLaneChoice } from './laneChoice';
import { curveColours, curveNames, paintMoment, paintTimeline } from './paint';
import type { TimelineScene } from './paint';
import { createRangeMaker } from './range';
import { createRunPicture } from './runPicture';
import { leftRoom, panScale, tickAt, xOf, zoomScale } from './scale';
import type { TimeScale } from './scale';

export interface TimelineView {
  readonly element: HTMLElement;
  /** What the curves are; stands beside the tabs. */
  readonly key: HTMLElement;
  focus(): void;
  /** For tests. */
  scale(): TimeScale;
}

/** Between two questions for the run. */
const pauseMilliseconds = 150;
/** The first one waits, at most this long, for the map: a page that begins has much to draw. */
const courtesyMilliseconds = 300;
const rightRoom = 10;
/** Above the curves are the stops, below the lanes the axis: a drag there scrubs. */
const axisRoom = 15;

const passed = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The map asks for its picture at the latest a frame after it has heard where the arenas are. */
async function mapDrawn({ overview }: Context, mapLoading: () => boolean): Promise<void> {
  if (!overview.get()) await new Promise((resolve) => overview.subscribe(resolve));
  for (let frames = 0; frames < 2 || mapLoading(); frames++) {
    await new Promise(requestAnimationFrame);
  }
}

// LONG: the scrubber's pointer, keys and requests share one range and one seek in flight.
export function createTimelineView(context: Context, mapLoading: () => boolean): TimelineView {
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const tip = make('div', { class: 'tooltip timeline-tip', 'aria-hidden': 'true' });
  tip.hidden = true;
  const element = make(
    'div',
    {
      class: 'timeline',
      role: 'slider',
      tabindex: '0',
      'aria-label': t(context, 'timeline.name'),
      'aria-describedby': 'timeline-keys',
      'aria-orientation': 'horizontal',
      'aria-valuemin': '0',
      'aria-valuemax': '0',
      'aria-valuenow': '0',
      title: '',
    },
    canvas,
    tip,
  );
  element.removeAttribute('title');
  /** Asking the page for it while it is written to would have it laid out at once. */
  let box = { width: 0, height: 0 };
  let palette = paletteOf(context.theme.get());
  let timeline: Timeline | undefined;
  /** What part of the run is shown; all of it as long as nobody has zoomed. */
  let range: { fromTick: number; toTick: number } | undefined;
  let hoverTick: number | undefined;
  let asking = false;
  let stale = true;
  /** Where the user wants to be, while the host is on its way there. */
  let wantedTick: number | undefined;
  let seeking = false;

  const endTick = (): number => Math.max(1, context.session.get()?.endTick ?? 1);
  const tickNow = (): number => wantedTick ?? context.session.get()?.tick ?? 0;
  const scale = (): TimeScale => ({
    fromTick: range?.fromTick ?? 0,
    toTick: Math.max(range?.toTick ?? endTick(), (range?.fromTick ?? 0) + 1),
    left: leftRoom,
    width: Math.max(1, box.width - leftRoom - rightRoom),
  });
  const draw = (): void => context.frame.schedule(Stage.canvas, drawNow);
  const ranges = createRangeMaker(context, endTick);
  const lanes = createLaneChoice(context, draw);
  const run = createRunPicture();

  function refresh(): void {
    stale = true;
    if (!asking) void ask();
    draw();
  }

  async function ask(): Promise<void> {
    asking = true;
    if (!timeline) {
      await Promise.race([mapDrawn(context, mapLoading), passed(courtesyMilliseconds)]);
    }
    while (stale && context.session.get()) {
      stale = false;
      const { fromTick, toTick, width } = scale();
      try {
        const points = Math.max(16, Math.round(width / 2));
        timeline = await context.client.request('timeline', { fromTick, toTick, points });
      } catch (error) {
        context.report(error);
        break;
      }
      draw();
      // What moves is the cursor; the run behind it is asked for a few times a second.
      await passed(pauseMilliseconds);
    }
    asking = false;
  }

  function drawNow(): void {
    const { width, height } = box;
    updateSlider();
    if (width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio;
    const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
    if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
      [canvas.width, canvas.height] = pixels;
    }
    const paper = canvas.getContext('2d', { alpha: false })!;
    const scene = sceneOf({ width, height, ratio }, hoverTick);
    if (!scene) return;
    paper.setTransform(1, 0, 0, 1, 0, 0);
    paper.drawImage(run.picture(scene, pixels), 0, 0);
    paper.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMoment(paper, scene);
  }

  function sceneOf(size: PaperSize, hover?: number): TimelineScene | undefined {
    return (
      timeline && {
        ...size,
        timeline,
        scale: scale(),
        tick: tickNow(),
        theme: context.theme.get(),
        palette,
        hoverTick: hover,
        range: context.range.get(),
        laneBy: lanes.get(),
      }
    );
  }
  paintedBy(canvas, (paper, size) => {
    const scene = sceneOf(size);
    if (scene) paintTimeline(paper, scene);
  });

  function updateSlider(): void {
    const tick = tickNow();
    apply(element, {
      'aria-valuemax': String(endTick()),
      'aria-valuenow': String(tick),
      'aria-valuetext': [
        t(context, 'timeline.value', { tick, end: endTick() }),
        ...ranges.said(),
      ].join(', '),
    });
  }

  /** Goes to `tick`; of many asked for while one is on its way, only the last is gone to. */
  function seek(tick: number): void {
    wantedTick = Math.max(0, Math.min(endTick(), Math.round(tick)));
    draw();
    if (!seeking) void seekOn();
  }

  async function seekOn(): Promise<void> {
    seeking = true;
    for (let done = -1; wantedTick !== undefined && wantedTick !== done;) {
      done = wantedTick;
      try {
        await context.client.request('seek', { tick: done });
      } catch (error) {
        context.report(error);
        break;
      }
    }
    seeking = false;
    wantedTick = undefined;
    draw();
  }

  function zoom(x: number, factor: number): void {
    const { fromTick, toTick } = zoomScale(scale(), x, factor, endTick());
    range = toTick - fromTick >= endTick() ? undefined : { fromTick, toTick };
    refresh();
  }

  function pan(pixels: number): void {
    const { fromTick, toTick } = panScale(scale(), pixels, endTick());
    if (range) range = { fromTick, toTick };
    refresh();
  }

  /** The cursor if it is in sight, else the middle: what keys zoom into. */
  function xNow(): number {
    const { left, width } = scale();
    const x = xOf(scale(), tickNow());
    return x >= left && x <= left + width ? x : left + width / 2;
  }

  function toStop(forward: boolean): void {
    const tick = tickNow();
    const ticks = (timeline?.stops ?? []).map((stop) => stop.tick);
    const next = forward ? ticks.find((at) => at > tick) : ticks.findLast((at) => at < tick);
    seek(next ?? (forward ? endTick() : 0));
  }

  const span = (): number => scale().toTick - scale().fromTick;
  /** Where a key leads from a tick. */
  const ways: Record<string, (from: number) => number> = {
    ArrowLeft: (from) => from - Math.max(1, span() / 200),
    ArrowDown: (from) => from - Math.max(1, span() / 200),
    ArrowRight: (from) => from + Math.max(1, span() / 200),
    ArrowUp: (from) => from + Math.max(1, span() / 200),
    PageUp: (from) => from + span() / 10,
    PageDown: (from) => from - span() / 10,
    Home: () => 0,
    End: () => endTick(),
  };
  const keys: Record<string, () => void> = {
    Escape: () => ranges.clear(),
    l: () => lanes.change(),
    '[': () => toStop(false),
    ']': () => toStop(true),
    w: () => zoom(xNow(), 1.5),
    s: () => zoom(xNow(), 1 / 1.5),
    a: () => pan(-scale().width / 8),
    d: () => pan(scale().width / 8),
    '+': () => zoom(leftRoom + scale().width / 2, 2),
    '=': () => zoom(leftRoom + scale().width / 2, 2),
    '-': () => zoom(leftRoom + scale().width / 2, 0.5),
    '0': () => zoom(leftRoom, 1e-9),
  };
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key];
    const act = keys[event.key];
    if (!way && !act) return;
    if (event.key === 'Escape' && !context.range.get()) return;
    event.preventDefault();
    if (way && event.shiftKey) ranges.extend(tickNow(), way);
    else if (way) seek(way(tickNow()));
    else act?.();
  });

  const xIn = (event: MouseEvent): number => event.clientX - element.getBoundingClientRect().left;
  const yIn = (event: MouseEvent): number => event.clientY - element.getBoundingClientRect().top;
  /** What a drag does that begins at this place; undefined until it has moved far enough. */
  let drag: { readonly fromX: number; readonly scrubs: boolean; moved: boolean } | undefined;
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    element.focus();
    const [x, y] = [xIn(event), yIn(event)];
    const onCursor = Math.abs(x - xOf(scale(), tickNow())) <= 7;
    const onAxis = y <= axisRoom || y >= box.height - axisRoom;
    drag = { fromX: x, scrubs: !event.shiftKey && (onCursor || onAxis), moved: false };
    if (drag.scrubs) seek(tickAt(scale(), x));
  });
  element.addEventListener('pointerup', (event) => {
    if (drag && !drag.scrubs && !drag.moved) {
      ranges.clear();
      seek(tickAt(scale(), xIn(event)));
    }
    if (drag?.moved && !drag.scrubs) ranges.say();
    drag = undefined;
  });
  element.addEventListener('pointercancel', () => (drag = undefined));
  element.addEventListener('pointermove', (event) => {
    const x = xIn(event);
    hoverTick = tickAt(scale(), x);
    if (drag?.scrubs) seek(hoverTick);
    else if (drag) {
      drag.moved ||= Math.abs(x - drag.fromX) > 4;
      if (drag.moved) ranges.set(tickAt(scale(), drag.fromX), hoverTick);
    }
    showTip(x, hoverTick);
    draw();
  });
  element.addEventListener('pointerleave', () => {
    hoverTick = undefined;
    show(tip, false);
    draw();
  });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        pan(event.deltaX || event.deltaY);
      } else zoom(xIn(event), Math.exp(-event.deltaY * 0.0022));
    },
    { passive: false },
  );

  function showTip(x: number, tick: number): void {
    if (!timeline) return;
    const lines = [t(context, 'timeline.tick', { tick })];
    const index = timeline.ticks.findIndex((at) => at >= tick);
    if (index >= 0) {
      const live = sayBytes(timeline.liveMaxBytes[index]!);
      const goal = sayBytes(timeline.goalBytes[index]!);
      const resident = sayBytes(timeline.residentBytes[index]!);
      const released = sayBytes(timeline.releasedBytes[index]!);
      lines.push(t(context, 'timeline.values', { live, goal }));
      lines.push(t(context, 'timeline.memory', { resident, released }));
    }
    const gc = timeline.gcs.find(
      (cycle) => tick >= cycle.startTick && tick <= Math.max(cycle.endTick, cycle.startTick),
    );
    if (gc) lines.push(`GC ${sayCount(gc.cycle)}: ${sayText(context.language, gc.reason)}`);
    tip.replaceChildren(...lines.map((text) => make('div', { text })));
    show(tip, true);
    const left = Math.min(x + 12, box.width - tip.offsetWidth - 4);
    tip.style.transform = `translate(${left}px, 22px)`;
  }

  const list = make('ul', { class: 'timeline-key', 'aria-label': t(context, 'map.legend') });
  const keysNote = make('p', {
    id: 'timeline-keys',
    class: 'visually-hidden',
    text: t(context, 'timeline.keys'),
  });
  const key = make('div', { class: 'timeline-tools' }, list, lanes.element, keysNote);
  function renderKey(): void {
    const colours = curveColours(palette);
    const entries = curveNames.map((name) => {
      const sample = make('span', { class: `curve curve-${name}` });
      sample.style.borderColor = css(colours[name]);
      return make('li', { class: 'legend-entry' }, sample, t(context, `timeline.${name}`));
    });
    list.replaceChildren(...entries);
  }
  renderKey();

  context.range.subscribe(draw);
  context.revision.subscribe(refresh);
  context.session.subscribe(draw);
  context.theme.subscribe((theme) => {
    palette = paletteOf(theme);
    renderKey();
    draw();
  });
  new ResizeObserver(() => {
    box = { width: element.clientWidth, height: element.clientHeight };
    refresh();
  }).observe(element);
  return { element, key, focus: () => element.focus(), scale };
}
