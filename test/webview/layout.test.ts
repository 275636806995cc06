/** Geometry of the map: what is drawn at a place is what is hit there. Laws, over random heaps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  arenaAt,
  arenaRect,
  arenasPerRow,
  chunkColumns,
  pageAt,
  pageOrigin,
  pageSegments,
  pagesRect,
  rasterOf,
  slotAt,
  slotRect,
  worldRect,
} from '../../webview/heapmap/layout';
import { between, fitRect, panBy, toScreen, toWorld, zoomAt } from '../../webview/space/camera';
import type { Camera } from '../../webview/space/camera';
import { panScale, tickAt, ticksBetween, xOf, zoomScale } from '../../webview/timeline/scale';

const arenas = fc.integer({ min: 1, max: 300 });
const anyPage = arenas.chain((count) =>
  fc.tuple(fc.constant(count), fc.integer({ min: 0, max: count * 8192 - 1 })),
);
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const cameras: fc.Arbitrary<Camera> = fc.record({
  x: fc.double({ min: -500, max: 3000, noNaN: true }),
  y: fc.double({ min: -500, max: 3000, noNaN: true }),
  scale: fc.double({ min: 0.05, max: 12_000, noNaN: true }),
});

test('a page is hit everywhere inside its cell, and lies in the world and in its arena', () => {
  fc.assert(
    fc.property(anyPage, share, share, ([count, page], dx, dy) => {
      const { x, y } = pageOrigin(page, count);
      assert.equal(pageAt({ x: x + dx, y: y + dy }, count), page);
      assert.equal(arenaAt({ x: x + dx, y: y + dy }, count), Math.floor(page / 8192));
      const world = worldRect(count);
      assert.ok(x >= world.x && x + 1 <= world.width && y >= world.y && y + 1 <= world.height);
      assert.ok(Number.isInteger(x) && Number.isInteger(y));
    }),
  );
});

test('no two pages share a cell, and gaps between chunks hit nothing', () => {
  const seen = new Set<string>();
  for (let page = 0; page < 3 * 8192; page++) {
    const { x, y } = pageOrigin(page, 3);
    seen.add(`${x},${y}`);
  }
  assert.equal(seen.size, 3 * 8192);
  const { x, y } = pageOrigin(chunkColumns - 1, 3);
  assert.equal(pageAt({ x: x + 1.5, y: y + 0.5 }, 3), -1);
});

test('arenas are laid out anew only each time there are four times as many', () => {
  assert.deepEqual(
    [1, 2, 4, 5, 16, 17, 64, 65, 256].map(arenasPerRow),
    [1, 2, 2, 4, 4, 8, 8, 16, 16],
  );
  const [first, second] = [arenaRect(0, 2), arenaRect(1, 2)];
  assert.ok(first.x + first.width < second.x);
});

test('segments of a run join to the run and keep within rows', () => {
  fc.assert(
    fc.property(anyPage, fc.integer({ min: 1, max: 4000 }), ([count, first], wanted) => {
      const pages = Math.min(wanted, count * 8192 - first);
      const segments = pageSegments(first, pages, count);
      let offset = 0;
      for (const segment of segments) {
        assert.equal(segment.offset, offset);
        assert.deepEqual({ x: segment.x, y: segment.y }, pageOrigin(first + offset, count));
        const last = pageOrigin(first + offset + segment.pages - 1, count);
        assert.deepEqual(last, { x: segment.x + segment.pages - 1, y: segment.y });
        offset += segment.pages;
      }
      assert.equal(offset, pages);
      const box = pagesRect(first, pages, count);
      const [left, top] = [segments.map(({ x }) => x), segments.map(({ y }) => y)];
      const right = segments.map((segment) => segment.x + segment.pages);
      const [x, y] = [Math.min(...left), Math.min(...top)];
      const [width, height] = [Math.max(...right) - x, Math.max(...top) + 1 - y];
      assert.deepEqual(box, { x, y, width, height });
    }),
  );
});

/** Geometry of Go's spans: pages, element bytes, slots. */
const spanShapes = fc.oneof(
  fc.constantFrom<[number, number, number]>(
    [1, 8, 1008],
    [1, 16, 504],
    [1, 48, 168],
    [1, 1024, 8],
    [2, 1408, 11],
    [4, 10880, 3],
    [10, 27264, 3],
    [1, 8192, 1],
  ),
  fc
    .integer({ min: 5, max: 5000 })
    .map((npages): [number, number, number] => [npages, npages * 8192, 1]),
);

test('a slot is hit everywhere inside its box, and slots do not overlap', () => {
  fc.assert(
    fc.property(spanShapes, share, share, share, ([npages, elemBytes, nelems], pick, dx, dy) => {
      const raster = rasterOf(npages, elemBytes, nelems);
      const slot = Math.floor(pick * nelems);
      const box = slotRect(raster, slot);
      assert.equal(slotAt(raster, { x: box.x + dx * box.width, y: box.y + dy * box.height }), slot);
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= npages && box.y + box.height <= 1);
      assert.ok(raster.columns * raster.rows >= nelems);
      assert.ok(raster.columns * (raster.rows - 1) < nelems);
    }),
  );
});

test('the tail has the share of the height that its bytes have', () => {
  const raster = rasterOf(1, 48, 168);
  const tailShare = 1 - (168 * 48) / 8192;
  assert.ok(Math.abs(raster.tailHeight / raster.height - tailShare) < 1e-12);
  assert.equal(
    slotAt(raster, { x: 0.5, y: raster.top + raster.height - raster.tailHeight / 2 }),
    -1,
  );
  assert.equal(rasterOf(1, 8192, 1).tailHeight, 0);
});

test('the raster of small objects fits the picture kept per span', () => {
  for (const [elemBytes, nelems] of [
    [8, 1024],
    [16, 512],
    [24, 336],
  ] as const) {
    const raster = rasterOf(1, elemBytes, nelems);
    assert.ok(raster.columns <= 40 && raster.rows <= 40, `${raster.columns} × ${raster.rows}`);
  }
});

test('camera: there and back, zoom keeps its point, pan moves by pixels', () => {
  const near = (a: number, b: number): void =>
    assert.ok(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)), `${a} ≠ ${b}`);
  const points = fc.record({
    x: fc.integer({ min: 0, max: 2000 }),
    y: fc.integer({ min: 0, max: 2000 }),
  });
  fc.assert(
    fc.property(
      cameras,
      points,
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (camera, at, factor) => {
        const back = toScreen(camera, toWorld(camera, at));
        near(back.x, at.x);
        near(back.y, at.y);
        const world = toWorld(camera, at);
        const zoomed = toWorld(zoomAt(camera, at, factor), at);
        near(zoomed.x, world.x);
        near(zoomed.y, world.y);
        const moved = toScreen(panBy(camera, 30, -7), world);
        near(moved.x, at.x + 30);
        near(moved.y, at.y - 7);
      },
    ),
  );
});

test('camera: fit shows all of a box, and a glide begins and ends where it should', () => {
  fc.assert(
    fc.property(cameras, cameras, (a, b) => {
      const box = { x: a.x, y: a.y, width: 3, height: 40 };
      const camera = fitRect(box, 800, 600, 10);
      const topLeft = toScreen(camera, box);
      assert.ok(topLeft.x >= 9.99 && topLeft.y >= 9.99);
      for (const [end, place] of [
        [0, a],
        [1, b],
      ] as const) {
        const at = between(a, b, end, 800, 600);
        assert.ok(Math.abs(at.scale / place.scale - 1) < 1e-6);
        assert.ok(Math.abs(at.x - place.x) < 1e-3 * (1 + Math.abs(place.x)), `${at.x} ${place.x}`);
      }
    }),
  );
});

test('timeline: ticks and pixels agree, zoom and pan keep within the run', () => {
  const scales = fc
    .tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 20, max: 1e6 }))
    .map(([fromTick, length]) => ({ fromTick, toTick: fromTick + length, left: 64, width: 900 }));
  fc.assert(
    fc.property(
      scales,
      fc.integer({ min: 64, max: 964 }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (scale, x, factor) => {
        const tick = tickAt(scale, x);
        assert.ok(
          Math.abs(xOf(scale, tick) - x) <=
            0.51 * Math.max(1, 900 / (scale.toTick - scale.fromTick)),
        );
        for (const next of [zoomScale(scale, x, factor, 2e6), panScale(scale, x - 500, 2e6)]) {
          assert.ok(next.fromTick >= 0 && next.toTick <= 2e6 && next.toTick > next.fromTick);
        }
      },
    ),
  );
  assert.deepEqual(ticksBetween(0, 100, 5, 1), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticksBetween(0, 3, 10, 1), [0, 1, 2, 3]);
  assert.deepEqual(ticksBetween(5, 5, 10, 1), []);
});
