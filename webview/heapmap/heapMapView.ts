/**
 * The Map: canvas, minimap, legend, tooltip, its own small toolbar, and the keyboard. It draws what
 * the tile store has, asks for what the camera sees, and turns gestures into camera and selection.
 *
 * Keys: + − 0 zoom and fit · Shift+arrows pan · arrows go to the neighbour of the selection (or pan
 * when there is none) · Enter zooms into the selection · Escape one level out.
 */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { sayHex } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { colourModes, PageState, pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import type { ColourMode, MapSpans } from '../../src/protocol/views';
import { choice, iconButton } from '../controls';
import { icons, make, show } from '../dom';
import { Stage } from '../frame';
import { fitRect, panBy, zoomAt } from '../space/camera';
import type { Camera, Point, Rect } from '../space/camera';
import { t } from '../state/context';
import type { Context } from '../state/context';
import { classBytes } from './classes';
import { createCameraMotion } from './cameraMotion';
import { listenForGestures } from './gestures';
import { hitTest } from './hit';
import type { Hit } from './hit';
import { arenaRect, pagesRect, worldRect } from './layout';
import { renderLegend } from './legend';
import { createMinimap } from './minimap';
import { around, boxesOf, neighbour } from './navigate';
import type { Direction } from './navigate';
import { paintMap, wantedBy } from './paint';
import type { Scene } from './paint';
import { paletteOf } from './palette';
import { createPen } from './pen';
import { createTileStore, pagesPerBlock } from './tiles';
import { createTooltip, describeHit } from './tooltip';

export interface HeapMapView {
  readonly element: HTMLElement;
  zoom(factor: number): void;
  /** Shows all pages that have been used. */
  fit(): void;
  focus(): void;
  /** For tests and the bench: the camera, what is where, and drawing without waiting. */
  readonly camera: () => Camera;
  setCamera(camera: Camera): void;
  hit(point: Point): Hit | undefined;
  boxes(key: Key): readonly Rect[];
  drawNow(): void;
  loading(): boolean;
}

/** One page may become this many pixels; a 16-byte slot is then a good third of the screen. */
const scaleMax = 12_000;

const colourTexts: Record<ColourMode, PlainStringId> = {
  class: 'map.byClass',
  occupancy: 'map.byOccupancy',
  state: 'map.byState',
  gc: 'map.byGC',
  owner: 'map.byOwner',
  site: 'map.bySite',
  age: 'map.byAge',
};

// LONG: one view wires its parts together here; each part is a module of its own.
export function createHeapMapView(context: Context): HeapMapView {
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const surface = make('div', {
    class: 'map-surface',
    tabindex: '0',
    role: 'application',
    'aria-roledescription': t(context, 'map.role'),
    'aria-label': t(context, 'map.name'),
    'aria-describedby': 'map-keys',
  });
  const legend = make('ul', { class: 'legend', 'aria-label': t(context, 'map.legend') });
  const tooltip = createTooltip(context);
  const emptyNote = make('div', { class: 'map-empty', text: t(context, 'map.nothing') });
  const keysNote = make('div', {
    id: 'map-keys',
    class: 'visually-hidden',
    text: t(context, 'map.keys'),
  });
  const size = { width: 0, height: 0, ratio: 1 };
  let palette = paletteOf(context.theme.get());
  let hovered: Hit | undefined;
  let fitted = false;
  let legendOf: unknown[] = [];

  const draw = (): void => context.frame.schedule(Stage.canvas, drawNow);
  const store = createTileStore(context, draw);
  const motion = createCameraMotion(
    () => size,
    () => context.theme.get().reducedMotion,
    draw,
  );
  const minimap = createMinimap((centre) => {
    const { scale } = motion.get();
    const x = centre.x - size.width / 2 / scale;
    motion.jump({ x, y: centre.y - size.height / 2 / scale, scale });
  });
  surface.append(canvas, minimap.element, tooltip.element, emptyNote);

  const blockAt = (page: number): MapSpans | undefined =>
    store.block(Math.floor(page / pagesPerBlock))?.spans;

  /** Where a span was last seen: the selection's page, or any block in view. */
  function spansWith(id: number): { spans: MapSpans; span: number } | undefined {
    const detail = context.detail.get();
    const own = detail?.span;
    const inDetail = own ? own.id.indexOf(id) : -1;
    if (own && inDetail >= 0) {
      // The map's own block is drawn by the same revision, so prefer it when it is there.
      const block = blockAt(own.page[inDetail]!);
      const span = block ? block.id.indexOf(id) : -1;
      return block && span >= 0 ? { spans: block, span } : { spans: own, span: inDetail };
    }
    if (hovered?.spans && hovered.span !== undefined && hovered.spans.id[hovered.span] === id) {
      return { spans: hovered.spans, span: hovered.span };
    }
    for (const index of lastWanted) {
      const spans = store.block(index)?.spans;
      const span = spans ? spans.id.indexOf(id) : -1;
      if (spans && span >= 0) return { spans, span };
    }
    return undefined;
  }
  let lastWanted: readonly number[] = [];

  const boxes = (key: Key | undefined): Rect[] => {
    const overview = context.overview.get();
    if (!key || !overview) return [];
    return boxesOf(key, overview, spansWith, context.detail.get());
  };

  function scene(): Scene | undefined {
    const overview = context.overview.get();
    if (!overview) return undefined;
    return {
      overview,
      store,
      colour: context.colour.get(),
      selected: boxes(context.selection.get()?.key),
      hovered: boxes(hovered?.key),
      arenaTitle: (arena) =>
        t(context, 'map.arena', {
          number: arena,
          address: sayHex(overview.arenaAddresses[arena]!),
        }),
      chunkTitle: (chunk) => {
        const arena = Math.floor((chunk * pagesPerChunk) / pagesPerArena);
        const inArena = chunk * pagesPerChunk - arena * pagesPerArena;
        const address = overview.arenaAddresses[arena]! + inArena * 8192;
        return t(context, 'map.chunk', { number: chunk, address: sayHex(address) });
      },
    };
  }

  function resize(): void {
    const box = surface.getBoundingClientRect();
    const ratio = window.devicePixelRatio;
    if (box.width === size.width && box.height === size.height && ratio === size.ratio) return;
    Object.assign(size, { width: box.width, height: box.height, ratio });
    canvas.width = Math.max(1, Math.round(box.width * ratio));
    canvas.height = Math.max(1, Math.round(box.height * ratio));
  }

  function drawNow(): void {
    resize();
    const now = scene();
    show(emptyNote, !now || now.overview.arenaCount === 0);
    if (!now || size.width === 0) return;
    if (!fitted) {
      fitted = true;
      const remembered = context.recall().camera;
      motion.jump(remembered ?? fitUsed());
      return;
    }
    const camera = motion.get();
    const pen = createPen(
      canvas.getContext('2d', { alpha: false })!,
      camera,
      size,
      context.theme.get(),
      palette,
    );
    const wanted = wantedBy(pen, now);
    lastWanted = wanted.blocks;
    store.want(wanted);
    if (paintMap(pen, now)) draw();
    minimap.paint(now, camera, size.width, size.height, palette);
    updateLegend(wanted.arenas, wanted.blocks);
  }

  /** The legend shows what is in view; it is made again only when that has changed. */
  function updateLegend(arenas: readonly number[], blocks: readonly number[]): void {
    const now = [store.version(), palette, context.colour.get(), arenas.join(), blocks.join()];
    if (now.every((value, index) => value === legendOf[index])) return;
    legendOf = now;
    const classes = new Map<number, number>();
    const shades = new Set<number>();
    for (const index of blocks)
      collectSpans(store.block(index)?.spans, context.colour.get(), classes, shades);
    if (blocks.length === 0) {
      for (const arena of arenas.slice(0, 16)) {
        const tile = store.tile(arena)?.tile;
        tile?.spanClass.forEach((spanClass, cell) => {
          if (spanClass === 255) return;
          classes.set(spanClass >> 1, classBytes(spanClass >> 1));
          shades.add(tile.shade[cell]!);
        });
      }
    }
    renderLegend(context, legend, context.overview.get(), { classes, shades });
  }

  function fitUsed(): Camera {
    const overview = context.overview.get()!;
    const { usedFirstPage, usedLimitPage, arenaCount } = overview;
    const count = usedLimitPage - usedFirstPage;
    if (count <= 0) return fitRect(worldRect(arenaCount), size.width, size.height, 16);
    const all = pagesRect(usedFirstPage, count, arenaCount);
    const box = { x: all.x - 0.5, y: all.y - 1.2, width: all.width + 1, height: all.height + 2.4 };
    const camera = fitRect(box, size.width, size.height, 12);
    // A heap of a few pages would fill the screen with one card.
    const scale = Math.min(110, camera.scale);
    const top = all.y - 44 / scale;
    const fits = (all.height + 1) * scale + 44 <= size.height;
    return { x: all.x - 14 / scale, y: fits ? top : camera.y, scale };
  }

  const centre = (): Point => ({ x: size.width / 2, y: size.height / 2 });
  const limited = (camera: Camera): Camera => {
    const overview = context.overview.get();
    const world = worldRect(overview?.arenaCount ?? 1);
    const least = 0.5 * fitRect(world, size.width, size.height, 16).scale;
    const scale = Math.min(scaleMax, Math.max(least, camera.scale));
    if (scale === camera.scale) return camera;
    return zoomAt(camera, centre(), scale / camera.scale);
  };

  function zoomAround(at: Point, factor: number, glide: boolean): void {
    const next = limited(zoomAt(glide ? motion.goal() : motion.get(), at, factor));
    if (glide) motion.glide(next);
    else motion.jump(next);
    rememberCamera();
  }
  let cameraTimer = 0;
  function rememberCamera(): void {
    window.clearTimeout(cameraTimer);
    cameraTimer = window.setTimeout(() => context.remember({ camera: motion.goal() }), 400);
  }

  function glideTo(target: readonly Rect[], margin: number): void {
    const box = around(target);
    if (!box) return;
    motion.glide(limited(fitRect(box, size.width, size.height, margin)));
    rememberCamera();
  }

  /** Moves the camera only if the selection is out of sight or a speck. */
  function reveal(key: Key): void {
    const box = around(boxes(key));
    if (!box) return;
    const { x, y, scale } = motion.goal();
    const left = (box.x - x) * scale;
    const top = (box.y - y) * scale;
    const inSight =
      left >= 0 &&
      top >= 0 &&
      left + box.width * scale <= size.width &&
      top + box.height * scale <= size.height;
    const big = Math.max(box.width, box.height) * scale >= 14;
    if (inSight && big) return;
    const wide = big ? scale : Math.max(scale, Math.min(90, 40 / Math.max(box.width, box.height)));
    const next = {
      x: box.x + box.width / 2 - size.width / 2 / wide,
      y: box.y + box.height / 2 - size.height / 2 / wide,
      scale: wide,
    };
    motion.glide(limited(next));
    rememberCamera();
  }

  function hit(point: Point): Hit | undefined {
    const overview = context.overview.get();
    return overview ? hitTest(motion.get(), point, overview, store) : undefined;
  }

  function select(key: Key): void {
    context.selection.set({ key, from: 'map' });
  }

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

  /** From slot to span to chunk to arena to everything. */
  function zoomOut(): void {
    const key = context.selection.get()?.key;
    const parsed = key && parseKey(key);
    const overview = context.overview.get();
    if (!overview) return;
    const page = around(boxes(key)) && context.detail.get()?.page;
    const levels: Rect[] = [worldRect(overview.arenaCount)];
    if (page !== undefined) {
      const arena = Math.floor(page / pagesPerArena);
      const chunk = Math.floor(page / pagesPerChunk);
      levels.unshift(arenaRect(arena, overview.arenaCount));
      levels.unshift(pagesRect(chunk * pagesPerChunk, pagesPerChunk, overview.arenaCount));
      if (parsed?.kind === 'slot') levels.unshift(around(boxes(`span:${parsed.a}`)) ?? levels[0]!);
    }
    const { scale } = motion.goal();
    const cameras = levels.map((box) => fitRect(box, size.width, size.height, 24));
    const next = cameras.find((camera) => camera.scale < scale * 0.95) ?? cameras.at(-1)!;
    motion.glide(limited(next));
    rememberCamera();
  }

  function move(direction: Direction, pan: boolean): void {
    const key = context.selection.get()?.key;
    const next = key && !pan ? neighbour(key, direction, spansWith, blockAt) : undefined;
    if (next) {
      select(next);
      reveal(next);
      return;
    }
    const onMap = key && parseKey(key)?.kind;
    if (!pan && (onMap === 'slot' || onMap === 'span')) return;
    const [dx, dy] = { left: [60, 0], right: [-60, 0], up: [0, 60], down: [0, -60] }[direction] as [
      number,
      number,
    ];
    motion.glide(panBy(motion.goal(), dx, dy));
    rememberCamera();
  }

  const keyActions: Record<string, (event: KeyboardEvent) => void> = {
    '+': () => zoomAround(centre(), 1.5, true),
    '=': () => zoomAround(centre(), 1.5, true),
    '-': () => zoomAround(centre(), 1 / 1.5, true),
    '0': () => fit(),
    ArrowLeft: (event) => move('left', event.shiftKey),
    ArrowRight: (event) => move('right', event.shiftKey),
    ArrowUp: (event) => move('up', event.shiftKey),
    ArrowDown: (event) => move('down', event.shiftKey),
    Enter: () => enter(),
    Escape: () => zoomOut(),
  };
  surface.addEventListener('keydown', (event) => {
    const action = keyActions[event.key];
    if (!action || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action(event);
  });

  /** Into the selection; with none, selects what is in the middle of the view. */
  function enter(): void {
    const target = boxes(context.selection.get()?.key);
    if (target.length > 0) {
      glideTo(target, Math.min(size.width, size.height) * 0.12);
      return;
    }
    const found = hit(centre());
    if (found) void selectHit(found);
  }

  function fit(): void {
    if (!context.overview.get()) return;
    motion.glide(limited(fitUsed()));
    rememberCamera();
  }

  listenForGestures(surface, {
    pan(dx, dy) {
      motion.jump(panBy(motion.get(), dx, dy));
      rememberCamera();
    },
    zoom: (at, factor) => zoomAround(at, factor, false),
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
      if (found) glideTo(boxes(found.key), Math.min(size.width, size.height) * 0.12);
    },
  });

  const colours = choice(
    t(context, 'map.colour'),
    colourModes.map((mode) => [mode, t(context, colourTexts[mode])] as const),
    context.colour.get(),
    (value) => context.colour.set(value as ColourMode),
  );
  const follow = iconButton(icons.target, t(context, 'map.follow'), () => {
    const on = !context.recall().follow;
    context.remember({ follow: on });
    follow.setPressed(on);
    followLast();
  });
  follow.setPressed(context.recall().follow);
  const bar = make(
    'div',
    { class: 'map-bar', role: 'toolbar', 'aria-label': t(context, 'map.tools') },
    make('span', { class: 'bar-label', text: t(context, 'map.colour'), 'aria-hidden': 'true' }),
    colours.element,
    make('span', { class: 'spring' }),
    follow.element,
    iconButton(icons.zoomOut, t(context, 'map.zoomOut'), () => zoomAround(centre(), 1 / 1.5, true))
      .element,
    iconButton(icons.zoomIn, t(context, 'map.zoomIn'), () => zoomAround(centre(), 1.5, true))
      .element,
    iconButton(icons.fit, t(context, 'map.fit'), fit).element,
  );

  /** With "follow" on, what the last step touched comes into view. */
  function followLast(): void {
    const last = context.session.get()?.last;
    if (!context.recall().follow || !last?.key) return;
    context.selection.set({ key: last.key, from: 'host' });
  }

  context.theme.subscribe((theme) => {
    palette = paletteOf(theme);
    draw();
  });
  context.colour.subscribe((mode) => {
    context.remember({ colour: mode });
    colours.set(mode);
    draw();
  });
  context.overview.subscribe(draw);
  context.revision.subscribe(draw);
  context.session.subscribe(followLast);
  context.selection.subscribe(draw);
  context.detail.subscribe((detail) => {
    draw();
    const selection = context.selection.get();
    if (!detail || selection?.key !== detail.key || selection.from === 'map') return;
    reveal(detail.key);
  });
  context.selection.subscribe((selection) => {
    if (selection?.from !== 'map') return;
    const found = hitOf(selection.key);
    if (found) context.announcer.say(found);
  });
  /** What the tooltip would say, for the keyboard's cursor. */
  function hitOf(key: Key): string | undefined {
    const box = boxes(key)[0];
    if (!box) return undefined;
    const { x, y, scale } = motion.get();
    const point = {
      x: (box.x + box.width / 2 - x) * scale,
      y: (box.y + box.height / 2 - y) * scale,
    };
    const found = hit(point);
    return found ? describeHit(context, found).join('. ') : undefined;
  }
  new ResizeObserver(draw).observe(surface);

  return {
    element: make(
      'section',
      { class: 'map', 'aria-label': t(context, 'map.name') },
      bar,
      surface,
      legend,
      keysNote,
    ),
    zoom: (factor) => zoomAround(centre(), factor, true),
    fit,
    focus: () => surface.focus(),
    camera: motion.get,
    setCamera: motion.jump,
    hit,
    boxes,
    drawNow,
    loading: store.loading,
  };
}

/** Adds what a block's spans show in the present mode. */
function collectSpans(
  spans: MapSpans | undefined,
  mode: ColourMode,
  classes: Map<number, number>,
  shades: Set<number>,
): void {
  if (!spans) return;
  for (let index = 0; index < spans.count; index++) {
    if (spans.nelems[index] === 0) continue;
    classes.set(spans.spanClass[index]! >> 1, spans.elemBytes[index]!);
    if (mode === 'owner') shades.add(spans.owner[index]!);
  }
  if (mode === 'site') for (const shade of spans.slotShade) if (shade > 0) shades.add(shade);
}
