/**
 * What is drawn is what was answered: the painters of the screen draw a real session's map into
 * pixels, which are probed at the places that the layout gives each span and slot; and a timeline
 * onto a paper that notes every line. No browser and no fonts are needed for that.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { PageState, pagesPerArena, SlotBit } from '../../src/protocol/views';
import type { ColourMode, MapSpans, Timeline } from '../../src/protocol/views';
import { Session } from '../../src/session/session';
import { hitTest } from '../../webview/heapmap/hit';
import { arenaOrigin, pageOrigin, pageSegments, slotRect } from '../../webview/heapmap/layout';
import { paintMap, wantedBy } from '../../webview/heapmap/paint';
import type { Scene } from '../../webview/heapmap/paint';
import { rasterOfSpan } from '../../webview/heapmap/paintSlots';
import { pageColour, paletteOf } from '../../webview/heapmap/palette';
import { createScreenPen } from '../../webview/heapmap/screenPen';
import { pagesPerBlock } from '../../webview/heapmap/tiles';
import type { CachedBlock, CachedTile, TileStore } from '../../webview/heapmap/tiles';
import type { Camera } from '../../webview/space/camera';
import type { Paper } from '../../webview/paper';
import { css, mix } from '../../webview/theme';
import type { Pixel, Theme } from '../../webview/theme';
import { curveColours, paintTimeline } from '../../webview/timeline/paint';
import { leftRoom, xOf } from '../../webview/timeline/scale';

const theme: Theme = {
  ...{ kind: 'dark', dark: true, highContrast: false, reducedMotion: true },
  ...{ fontFamily: 'sans-serif', monoFamily: 'monospace', fontPixels: 13 },
  ...{ background: '#1f1f1f', foreground: '#cccccc', muted: '#9d9d9d', line: '#2b2b2b' },
  ...{ focus: '#0078d4', accent: '#4daafc', hover: '#2a2d2e' },
};
const palette = paletteOf(theme);
const size = { width: 1200, height: 700 };

let session: Session;

before(() => {
  const name = '05-collect-and-reuse.go';
  session = new Session(name, readFileSync(`examples/${name}`, 'utf8'));
  session.beginRun();
  while (!session.work(1_000_000));
  session.beginSeek(Math.floor(session.state().endTick * 0.8));
  while (!session.work(1_000_000));
});

/** Notes what painters ask of a paper; every text is as wide as its letters are many. */
function notingPaper(): { paper: Paper; calls: { name: string; args: unknown[]; style: Style }[] } {
  const calls: { name: string; args: unknown[]; style: Style }[] = [];
  const style: Record<string, unknown> = {};
  const paper = new Proxy(style, {
    get(own, name: string) {
      if (name === 'measureText') return (text: string) => ({ width: 6 * text.length });
      if (name === 'hatch') return undefined;
      if (name in own) return own[name];
      return (...args: unknown[]) => {
        const { fillStyle, strokeStyle } = own as Style;
        calls.push({ name, args, style: { fillStyle, strokeStyle } });
      };
    },
  });
  return { paper: paper as unknown as Paper, calls };
}

interface Style {
  fillStyle?: string;
  strokeStyle?: string;
}

/** The window of the session that a camera sees, as the view's store would hold it. */
function storeOf(colour: ColourMode): TileStore {
  const tiles = new Map<number, CachedTile>();
  const blocks = new Map<number, CachedBlock>();
  const kept = { colour, revision: 0, range: undefined, usedAt: 0 };
  return {
    tile(arena) {
      const [tile] = session.tiles({ arenas: [arena], pagesPerCell: 1, colour }).tiles;
      if (!tiles.has(arena) && tile) tiles.set(arena, { tile, ...kept });
      return tiles.get(arena);
    },
    block(index) {
      const params = { firstPage: index * pagesPerBlock, pageCount: pagesPerBlock, colour };
      if (!blocks.has(index)) blocks.set(index, { spans: session.spans(params), ...kept });
      return blocks.get(index);
    },
    want: () => undefined,
    version: () => 0,
    loading: () => false,
    clear: () => undefined,
  };
}

/** Paints one frame; gives the pixel at a place in CSS pixels. */
function draw(
  camera: Camera,
  colour: ColourMode,
  ratio = 1,
  store = storeOf(colour),
): { at: (x: number, y: number) => Pixel; scene: Scene } {
  const [width, height] = [size.width * ratio, size.height * ratio];
  const data = new Uint8ClampedArray(4 * width * height);
  const image = { width, height, data, colorSpace: 'srgb' } as ImageData;
  const { paper } = notingPaper();
  const context = paper as Parameters<typeof createScreenPen>[0];
  const pen = createScreenPen(context, image, camera, { ...size, ratio }, theme, palette);
  const scene: Scene = {
    ...{ overview: session.overview(), store, colour, selected: [], hovered: [] },
    arenaTitle: (arena) => `arena ${arena}`,
    chunkTitle: (chunk) => `chunk ${chunk}`,
  };
  pen.work.pictures = Infinity;
  assert.equal(paintMap(pen, scene), false);
  pen.finish();
  const pixels = new Uint32Array(data.buffer);
  const at = (x: number, y: number): Pixel =>
    pixels[Math.floor(y * ratio) * width + Math.floor(x * ratio)]!;
  return { at, scene };
}

/** Where the middle of a slot is drawn. */
interface Place {
  readonly spans: MapSpans;
  readonly span: number;
  readonly slot: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Every slot of every span in sight, with its box on the screen. */
function* slotsIn(camera: Camera, { overview, store }: Scene): Generator<Place> {
  for (const index of wantedBy({ camera, ...size }, { overview, store } as Scene).blocks) {
    const { spans } = store.block(index)!;
    for (let span = 0; span < spans.count; span++) {
      if (spans.nelems[span] === 0) continue;
      const raster = rasterOfSpan(spans, span);
      for (let slot = 0; slot < spans.nelems[span]!; slot++) {
        const box = slotRect(raster, slot);
        const along = box.x + box.width / 2;
        const page = Math.floor(along);
        const [place] = pageSegments(spans.page[span]! + page, 1, overview.arenaCount);
        const x = (place!.x + along - page - camera.x) * camera.scale;
        const y = (place!.y + box.y + box.height / 2 - camera.y) * camera.scale;
        const inSight = x > 1 && y > 1 && x < size.width - 1 && y < size.height - 1;
        if (inSight) yield { spans, span, slot, x, y, width: box.width * camera.scale };
      }
    }
  }
}

function bitsOf(spans: MapSpans, span: number, slot: number): number {
  return spans.slots[spans.slotStart[span]! + slot]!;
}

/** The camera at the first pages of the first arena. */
function cameraAt(scale: number): Camera {
  const { usedFirstPage, arenaCount } = session.overview();
  const { x, y } = arenaOrigin(0, arenaCount);
  assert.ok(usedFirstPage < 16);
  return { x: x - 10 / scale, y: y - 40 / scale, scale };
}

for (const [scale, ratio] of [
  [40, 1],
  [120, 1],
  [120, 2],
  [300, 1],
] as const) {
  test(`slots at ${scale} px per page, ratio ${ratio}: colour by state, and the hit agrees`, () => {
    const camera = cameraAt(scale);
    const { at, scene } = draw(camera, 'class', ratio);
    let [filled, empty] = [0, 0];
    for (const { spans, span, slot, x, y, width } of slotsIn(camera, scene)) {
      const colour = palette.sizeClass[spans.spanClass[span]! >> 1]!;
      const bits = bitsOf(spans, span, slot);
      const said = `slot ${slot} of #${spans.id[span]} at ${x.toFixed(1)}, ${y.toFixed(1)}`;
      const isPlain = (bits & (SlotBit.fresh | SlotBit.freed)) === 0;
      if (isPlain && (bits & SlotBit.allocated) !== 0) {
        if (slot !== spans.freeindex[span]) assert.equal(at(x, y), colour, said);
        filled += 1;
      } else if (isPlain && slot !== spans.freeindex[span]) {
        assert.notEqual(at(x, y), colour, said);
        empty += 1;
      }
      if (width < 6) continue;
      const found = hitTest(camera, { x, y }, scene.overview, scene.store);
      assert.equal(found?.key, `slot:${spans.id[span]}:${slot}`, said);
    }
    assert.ok(filled > 20 && empty > 20, `${filled} filled and ${empty} empty slots were probed`);
  });
}

/** Where a page's middle is drawn. */
function middleOf(page: number, camera: Camera, { overview }: Scene): { x: number; y: number } {
  const { x, y } = pageOrigin(page, overview.arenaCount);
  return { x: (x + 0.5 - camera.x) * camera.scale, y: (y + 0.5 - camera.y) * camera.scale };
}

for (const [scale, ratio] of [
  [1, 1],
  [3, 1],
  [5.5, 2],
  [8, 1],
] as const) {
  test(`pages at ${scale} px, ratio ${ratio}: each has the colour of what it is used for`, () => {
    const camera = cameraAt(scale);
    for (const colour of ['class', 'occupancy', 'site'] as const) {
      const { at, scene } = draw(camera, colour, ratio);
      const { tile } = scene.store.tile(0)!;
      const seen = new Set<Pixel>();
      for (let page = 0; page < pagesPerArena; page++) {
        const { x, y } = middleOf(page, camera, scene);
        if (x >= size.width || y >= size.height) continue;
        const wanted = pageColour(palette, colour, tile, page);
        assert.equal(at(x, y), wanted, `page ${page} in ${colour}`);
        seen.add(wanted);
      }
      assert.ok(seen.size >= 4, `${seen.size} colours`);
    }
  });
}

test('from afar a pixel is the mean of the pages it stands for', () => {
  // Half of each chunk is of one class, half of another: 16 rows each.
  const classOf = (page: number): number => (page % 512 < 256 ? 10 : 40);
  const store = storeOf('class');
  const entry = store.tile(0)!;
  entry.tile.state.fill(PageState.heap);
  entry.tile.spanClass.forEach((_, page, column) => (column[page] = classOf(page)));
  const channels = (pixel: Pixel): number[] => [0, 8, 16].map((bits) => (pixel >>> bits) & 255);
  for (const scale of [0.9, 0.5, 0.3, 0.2]) {
    const camera = cameraAt(scale);
    const { at, scene } = draw(camera, 'class', 1, store);
    for (let half = 0; half < 32; half++) {
      const { x, y } = middleOf(half * 256 + 136, camera, scene);
      const wanted = palette.sizeClass[classOf(half * 256) >> 1];
      assert.equal(at(x, y), wanted, `half ${half} at ${scale} px`);
      if (half % 2 === 1) continue;
      // Where the halves meet a pixel is between them.
      const border = middleOf(half * 256 + 256, camera, scene).y;
      const [upper, lower] = [10, 40].map((one) => channels(palette.sizeClass[one >> 1]!));
      channels(at(x, border)).forEach((value, channel) => {
        const [a, b] = [upper![channel]!, lower![channel]!];
        assert.ok(value >= Math.min(a, b) - 3 && value <= Math.max(a, b), `channel ${channel}`);
      });
    }
  }
});

test('every span has its head where its first page is, in the colour of its class', () => {
  const camera = cameraAt(90);
  const { at, scene } = draw(camera, 'class');
  let seen = 0;
  for (const index of wantedBy({ camera, ...size }, scene).blocks) {
    const { spans } = scene.store.block(index)!;
    for (let span = 0; span < spans.count; span++) {
      const [place] = pageSegments(spans.page[span]!, 1, scene.overview.arenaCount);
      const x = (place!.x + 0.5 - camera.x) * camera.scale;
      const y = (place!.y + 0.08 - camera.y) * camera.scale;
      if (x < 0 || y < 0 || x >= size.width || y >= size.height) continue;
      const state = spans.state[span]!;
      const ofClass = palette.sizeClass[spans.spanClass[span]! >> 1]!;
      const colour = state === PageState.heap ? ofClass : palette.state[state]!;
      assert.equal(at(x, y), colour, `head of #${spans.id[span]}`);
      seen += 1;
    }
  }
  assert.ok(seen >= 20, `${seen} spans`);
});

test('cells: each page of a span is as full as the tile says, from below', () => {
  const camera = cameraAt(20);
  const { at, scene } = draw(camera, 'class');
  const { tile } = scene.store.tile(0)!;
  let seen = 0;
  for (let page = 0; page < 512; page++) {
    if (tile.state[page] !== PageState.heap) continue;
    const [place] = pageSegments(page, 1, scene.overview.arenaCount);
    const x = (place!.x + 0.5 - camera.x) * camera.scale;
    const top = (place!.y - camera.y) * camera.scale;
    if (x >= size.width || top + 20 >= size.height) continue;
    const full = palette.sizeClass[tile.spanClass[page]! >> 1]!;
    const filled = Math.round((18 * tile.fill[page]!) / 255);
    if (filled > 0) assert.equal(at(x, top + 18 - filled + 0.5), full, `page ${page} is filled`);
    if (filled < 17)
      assert.equal(at(x, top + 0.5), mix(palette.background, full, 0.42), `page ${page} is empty`);
    seen += 1;
  }
  assert.ok(seen >= 20, `${seen} pages`);
});

test('timeline: curves, collections, stops and cursor stand at their ticks', () => {
  const { endTick } = session.state();
  const timeline: Timeline = session.timeline({ fromTick: 0, toTick: endTick, points: 200 });
  const scale = { fromTick: 0, toTick: endTick, left: leftRoom, width: 900 };
  const { paper, calls } = notingPaper();
  const tick = session.state().tick;
  const scene = { timeline, scale, tick, width: 980, height: 200, ratio: 1, theme, palette };
  paintTimeline(paper, { ...scene, laneBy: 'p' });
  const strokes = calls.flatMap(({ name }, at) => (name === 'stroke' ? [at] : []));
  const curve = strokes.find(
    (at) => calls[at]!.style.strokeStyle === css(curveColours(palette).live),
  )!;
  const start = calls.findLastIndex(({ name }, at) => at < curve && name === 'beginPath');
  const points = calls.slice(start, curve).filter(({ name }) => /To$/.test(name));
  const xs = new Set(points.map(({ args }) => args[0] as number));
  const values = [...timeline.liveMaxBytes];
  const expected = [...timeline.ticks].filter((_, at) => values[at]! > 0);
  assert.deepEqual([...xs], [...new Set(expected.map((one) => xOf(scale, one)))]);
  // The last point of each step is its value: higher values stand higher, equal ones level.
  const heights = new Map(points.map(({ args }) => [args[0], args[1]] as [number, number]));
  const drawn = expected.map((one) => heights.get(xOf(scale, one))!);
  const shown = values.filter((value) => value > 0);
  for (let at = 1; at < drawn.length; at++) {
    const difference = shown[at]! - shown[at - 1]!;
    assert.equal(Math.sign(drawn[at - 1]! - drawn[at]!), Math.sign(difference), `point ${at}`);
  }
  const boxes = calls.filter(({ name }) => name === 'fillRect').map(({ args }) => args as number[]);
  assert.ok(timeline.gcs.length > 0 && timeline.stops.length > 0);
  for (const { startTick } of timeline.gcs) {
    const x = xOf(scale, startTick);
    assert.ok(
      boxes.some((box) => Math.abs(box[0]! - x) < 0.01 && box[3]! > 20),
      `GC at ${x}`,
    );
  }
  const cursor = Math.round(xOf(scale, tick));
  assert.ok(boxes.some((box) => box[0] === cursor - 1 && box[2] === 2 && box[3]! > 100));
  const flags = new Set(boxes.filter((box) => box[1] === 3 && box[2] === 1).map((box) => box[0]));
  for (const flag of flags) {
    const isStop = timeline.stops.some((stop) => Math.round(xOf(scale, stop.tick)) === flag);
    assert.ok(isStop, `a flag at ${flag}`);
  }
  assert.ok(flags.size > 0);
});

test('timeline: the name of a collection at the right edge is whole, and none lies on another', () => {
  const { endTick } = session.state();
  const timeline: Timeline = session.timeline({ fromTick: 0, toTick: endTick, points: 200 });
  const { startTick, cycle } = timeline.gcs.at(-1)!;
  const scale = { fromTick: 0, toTick: startTick, left: leftRoom, width: 900 };
  const width = leftRoom + 900 + 5;
  const { paper, calls } = notingPaper();
  const scene = { timeline, scale, tick: 0, width, height: 200, ratio: 1, theme, palette };
  paintTimeline(paper, { ...scene, laneBy: 'p' });
  const names = calls.flatMap(({ name, args }) => {
    const [text, x] = args as [string, number];
    return name === 'fillText' && /^GC /.test(text) ? [{ text, x, end: x + 6 * text.length }] : [];
  });
  assert.equal(names.at(-1)!.text, `GC ${cycle}`);
  for (const [at, { x, end }] of names.entries()) {
    assert.ok(end <= width, `ends at ${end} of ${width}`);
    assert.ok(at === 0 || x >= names[at - 1]!.end);
  }
});

test('timeline: the name of a stop at the right edge stands before its flag, over no other', () => {
  const { endTick } = session.state();
  const timeline: Timeline = session.timeline({ fromTick: 0, toTick: endTick, points: 200 });
  const { tick: toTick, name: last } = timeline.stops[0]!;
  const scale = { fromTick: 0, toTick, left: leftRoom, width: 900 };
  const width = leftRoom + 900 + 8;
  const { paper, calls } = notingPaper();
  const scene = { timeline, scale, tick: 0, width, height: 200, ratio: 1, theme, palette };
  paintTimeline(paper, { ...scene, laneBy: 'p' });
  const texts = calls.filter(({ name }) => name === 'fillText').map(({ args }) => args);
  const [, x] = texts.find(([text]) => text === last) as [string, number];
  assert.equal(x + 6 * last.length + 4, Math.round(xOf(scale, toTick)));
});
