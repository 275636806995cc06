/**
 * The Map: canvas, minimap, legend, tooltip, its own small toolbar, and the keyboard. It draws what
 * the tile store has, asks for what the camera sees, and turns gestures into camera and selection.
 *
 * Keys: + − 0 zoom and fit · Shift+arrows pan · W S zoom, A D pan · arrows go to the neighbour
 * of the selection (or pan when there is none) · Enter zooms into it · Escape one level out.
 */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { PageState } from '../../src/protocol/views';
import type { MapOverview, MapSpans } from '../../src/protocol/views';
import { apply, make, show } from '../dom';
import { cutText } from '../fullText';
import { Stage } from '../frame';
import type { Mode } from '../modes/mode';
import { paintedBy } from '../paper';
import type { Camera, Point, Rect } from '../space/camera';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { listenForGestures } from './gestures';
import { hitTest } from './hit';
import type { Hit } from './hit';
import { createLegend } from './legend';
import { createMapBar } from './mapBar';
import { createMapCanvas } from './mapCanvas';
import { watchMeasure } from './measure';
import { createMinimap } from './minimap';
import { createRegions } from './regions';
import { boxesOf, neighbour } from './navigate';
import type { Direction } from './navigate';
import { paintMap, wantedBy } from './paint';
import type { Scene } from './paint';
import { paletteOf } from './palette';
import { createPen } from './pen';
import { sceneOf, selectedWords, sentenceOf } from './scene';
import { watchStretch } from './stretch';
import { createTileStore, pagesPerBlock } from './tiles';
import type { Wanted } from './tiles';
import { createTooltip, describeHit } from './tooltip';
import { createViewport } from './viewport';

export interface HeapMapView extends Mode {
  zoom(factor: number): void;
  /** Shows all pages that have been used. */
  fit(): void;
  /** For tests and the bench: the camera, what is where, and drawing without waiting. */
  readonly camera: () => Camera;
  setCamera(camera: Camera): void;
  hit(point: Point): Hit | undefined;
  boxes(key: Key): readonly Rect[];
  drawNow(): void;
  loading(): boolean;
}

/** How far an arrow pans, in pixels. */
const panPixels = 60;

// LONG: one view wires its parts together here; each part is a module of its own.
export function createHeapMapView(context: Context, find: () => void): HeapMapView {
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const surface = make('div', {
    class: 'map-surface',
    tabindex: '0',
    role: 'application',
    'aria-roledescription': t(context, 'map.role'),
    'aria-label': t(context, 'map.name'),
    'aria-describedby': 'map-keys',
  });
  const sentence = make('p', { class: 'mode-sentence' });
  const legend = createLegend(context);
  const tooltip = createTooltip(context);
  const emptyText = make('p');
  const emptyNote = make('div', { class: 'map-empty' }, emptyText);
  let palette = paletteOf(context.theme.get());
  let hovered: Hit | undefined;
  let placed = false;
  /** What the selection holds and wastes, and what the selected stretch of the run did. */
  let measured = '';
  let stretch = '';
  let inSight: readonly number[] = [];
  let sized = false;
  /** What was selected while the map was not shown; it comes into view with it. */
  let unseen: Key | undefined;
  let sentenceIs: unknown[] = [];

  const draw = (): void => context.frame.schedule(Stage.canvas, drawChanged);
  const store = createTileStore(context, draw);
  const view = createViewport(context, boxes, draw);
  const { motion, size } = view;
  const screen = createMapCanvas(canvas);
  const minimap = createMinimap(view.moveCentre);
  const area = make('div', { class: 'map-area' }, surface);
  surface.append(canvas, minimap.element, tooltip.element, emptyNote);

  const blockAt = (page: number): MapSpans | undefined =>
    store.block(Math.floor(page / pagesPerBlock))?.spans;

  /** Where a span was last seen: under the pointer, in the inspector, or in a block in view. */
  function spansWith(id: number): { spans: MapSpans; span: number } | undefined {
    const inDetail = context.detail.get()?.span;
    const candidates = [
      hovered?.spans,
      ...inSight.map((index) => store.block(index)?.spans),
      inDetail,
    ];
    for (const spans of candidates) {
      const span = spans ? spans.id.indexOf(id) : -1;
      if (spans && span >= 0) return { spans, span };
    }
    return undefined;
  }

  function boxes(key: Key | undefined): Rect[] {
    const overview = context.overview.get();
    return key && overview ? boxesOf(key, overview, spansWith, context.detail.get()) : [];
  }

  /** Measuring makes the browser lay out the page, so it is done when something has changed. */
  function resize(): void {
    const ratio = window.devicePixelRatio;
    if (sized && ratio === size.ratio) return;
    sized = true;
    const box = surface.getBoundingClientRect();
    if (box.width === size.width && box.height === size.height && ratio === size.ratio) return;
    Object.assign(size, { width: box.width, height: box.height, ratio });
    canvas.width = Math.max(1, Math.round(box.width * ratio));
    canvas.height = Math.max(1, Math.round(box.height * ratio));
  }

  function sceneNow(overview: MapOverview): Scene {
    return sceneOf(context, overview, store, {
      selected: boxes(context.selection.get()?.key),
      hovered: boxes(hovered?.key),
      words: selectedWords(context),
    });
  }
  paintedBy(canvas, (paper, onto) => {
    const overview = context.overview.get();
    if (!overview) return;
    const pen = createPen(paper, motion.get(), onto, context.theme.get(), palette);
    // A file has no next frame.
    pen.work.pictures = Infinity;
    paintMap(pen, { ...sceneNow(overview), hovered: [] });
  });

  function drawNow(): void {
    screen.forget();
    drawChanged();
  }

  /** Asks for what is in sight. */
  function ask(overview: MapOverview): { scene: Scene; camera: Camera; wanted: Wanted } {
    if (!placed) {
      placed = true;
      motion.jump(context.recall().camera ?? view.fitted());
    } else if (unseen !== undefined) {
      const key = unseen;
      unseen = undefined;
      view.reveal(boxes(key));
    }
    const scene = sceneNow(overview);
    const camera = motion.get();
    const wanted = wantedBy({ camera, ...size }, scene);
    inSight = wanted.blocks;
    store.want(wanted);
    return { scene, camera, wanted };
  }

  /** Asks for what is in sight, and draws what is not drawn like this already. */
  function drawChanged(): void {
    resize();
    const overview = context.overview.get();
    const isInvalid = context.session.get()?.phase === 'invalid';
    apply(emptyText, { text: t(context, isInvalid ? 'empty.map' : 'map.nothing') });
    show(emptyNote, !overview || overview.arenaCount === 0);
    if (!overview || size.width === 0) return;
    const { scene, camera, wanted } = ask(overview);
    const theme = context.theme.get();
    const chosen = [context.selection.get(), context.detail.get(), context.range.get()];
    const marked = [...chosen, hovered?.key];
    const shown = screen.show(scene, camera, size, theme, palette, marked);
    if (shown === 'more') draw();
    minimap.paint(scene, camera, size, theme, palette);
    // The picture comes first, and what it holds is looked through once it is whole.
    if (!store.loading()) legend.update(store, wanted, palette);
    updateSentence(overview);
  }

  function updateSentence(overview: MapOverview): void {
    const { spanCount, arenaCount } = overview;
    const now = [spanCount, arenaCount, context.colour.get(), measured, stretch];
    if (now.every((value, index) => value === sentenceIs[index])) return;
    sentenceIs = now;
    sentence.textContent = `${stretch || sentenceOf(context, overview)} ${measured}`.trim();
  }

  function hit(point: Point): Hit | undefined {
    const overview = context.overview.get();
    return overview ? hitTest(motion.get(), point, overview, store) : undefined;
  }

  const select = (key: Key): void => context.selection.set({ key, from: 'map' });

  /** Pages too small for cards are not known by their span yet: that is asked for. */
  async function selectHit(found: Hit): Promise<void> {
    if (found.spans || found.state < PageState.heap) {
      select(found.key);
      return;
    }
    try {
      const params = { firstPage: found.page, pageCount: 1, colour: context.colour.get() };
      const spans = await context.client.request('spans', params);
      select(spans.count > 0 ? `span:${spans.id[0]!}` : found.key);
    } catch (error) {
      context.report(error);
    }
  }

  function move(direction: Direction, pan: boolean): void {
    const key = context.selection.get()?.key;
    const next = key && !pan ? neighbour(key, direction, spansWith, blockAt) : undefined;
    if (next) {
      select(next);
      view.reveal(boxes(next));
      return;
    }
    const kind = key && parseKey(key)?.kind;
    if (!pan && (kind === 'slot' || kind === 'span')) return;
    const horizontal = { left: 1, right: -1, up: 0, down: 0 }[direction];
    const vertical = { left: 0, right: 0, up: 1, down: -1 }[direction];
    view.pan(horizontal * panPixels, vertical * panPixels, true);
  }

  /** Into the selection; with none, selects what is in the middle of the view. */
  function enter(): void {
    const target = boxes(context.selection.get()?.key);
    const found = hit(view.centre());
    if (target.length > 0) view.zoomInto(target);
    else if (found) void selectHit(found);
  }

  const keyActions: Record<string, (event: KeyboardEvent) => void> = {
    '+': () => view.zoom(view.centre(), 1.5, true),
    '=': () => view.zoom(view.centre(), 1.5, true),
    '-': () => view.zoom(view.centre(), 1 / 1.5, true),
    '0': () => view.fit(),
    w: () => view.zoom(view.centre(), 1.5, true),
    s: () => view.zoom(view.centre(), 1 / 1.5, true),
    a: () => move('left', true),
    d: () => move('right', true),
    ArrowLeft: (event) => move('left', event.shiftKey),
    ArrowRight: (event) => move('right', event.shiftKey),
    ArrowUp: (event) => move('up', event.shiftKey),
    ArrowDown: (event) => move('down', event.shiftKey),
    Enter: enter,
    Escape: () => view.zoomOut(context.selection.get()?.key),
  };
  surface.addEventListener('keydown', (event) => {
    const action = keyActions[event.key];
    if (!action || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action(event);
  });

  listenForGestures(surface, {
    pan: (dx, dy) => view.pan(dx, dy, false),
    zoom: (at, factor) => view.zoom(at, factor, false),
    hover(at) {
      const found = at ? hit(at) : undefined;
      const changed = found?.key !== hovered?.key;
      hovered = found;
      tooltip.set(found, at?.x ?? 0, at?.y ?? 0, surface);
      if (changed) draw();
    },
    pick(at) {
      const found = hit(at);
      surface.focus();
      if (found) void selectHit(found);
    },
    open(at) {
      const found = hit(at);
      if (found) view.zoomInto(boxes(found.key));
    },
  });

  /** What the tooltip would say of the selection, for who moves by keyboard. */
  function sayOf(key: Key): string | undefined {
    const [box] = boxes(key);
    if (!box) return undefined;
    const { x, y, scale } = motion.get();
    const centre = { x: box.x + box.width / 2 - x, y: box.y + box.height / 2 - y };
    const found = hit({ x: centre.x * scale, y: centre.y * scale });
    return found ? describeHit(context, found).join('. ') : undefined;
  }

  const { bar, zoom, colours, follow } = createMapBar(context, view, followLast, find);
  area.append(zoom);
  /** With "follow" on, what the last step touched comes into view. */
  function followLast(): void {
    const key = context.session.get()?.last?.key;
    if (context.recall().follow && key) context.selection.set({ key, from: 'host' });
  }
  follow.setPressed(context.recall().follow);

  const isShown = (): boolean => context.mode.get() === 'map';
  context.theme.subscribe((theme) => {
    palette = paletteOf(theme);
    draw();
  });
  context.colour.subscribe((mode) => {
    context.remember({ colour: mode });
    colours.set(mode);
    draw();
  });
  context.overview.subscribe((overview) => {
    // The first picture waits for nothing else; no frame needs to come before it is asked for.
    if (overview && !placed && size.width > 0) ask(overview);
    draw();
  });
  context.revision.subscribe(draw);
  context.session.subscribe(followLast);
  context.selection.subscribe((selection) => {
    draw();
    if (selection?.from === 'map') context.announcer.say(sayOf(selection.key) ?? selection.key);
  });
  context.detail.subscribe((detail) => {
    draw();
    const selection = context.selection.get();
    if (!detail || selection?.key !== detail.key || selection.from === 'map') return;
    // Where it lies on a map that is not shown has no place on the screen yet.
    if (size.width > 0 && isShown()) view.reveal(boxes(detail.key));
    else unseen = detail.key;
  });
  const measureAnew = (): void => {
    sized = false;
    draw();
  };
  new ResizeObserver(measureAnew).observe(surface);

  const refreshMeasure = watchMeasure(context, isShown, (text) => {
    measured = text;
    draw();
  });
  const refreshStretch = watchStretch(context, isShown, (text) => {
    stretch = text;
    draw();
  });

  const keysNote = make('div', {
    id: 'map-keys',
    class: 'visually-hidden',
    text: t(context, 'map.keys'),
  });
  const head = make('div', {}, cutText(context, 'mode-said', sentence), createRegions(context));
  const name = { class: 'map', 'aria-label': t(context, 'map.name') };
  return {
    element: make('section', name, head, area, legend.element, keysNote),
    tools: bar,
    // A canvas that was hidden has to be measured again.
    setShown() {
      refreshMeasure();
      refreshStretch();
      measureAnew();
    },
    zoom: (factor) => view.zoom(view.centre(), factor, true),
    fit: view.fit,
    focus: () => surface.focus(),
    camera: motion.get,
    setCamera: motion.jump,
    hit,
    boxes,
    drawNow,
    loading: store.loading,
  };
}
