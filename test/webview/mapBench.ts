/**
 * How long the map takes to draw a frame: pan at several zooms and a zoom through all of them, at a
 * given number of spans, in Chromium with software rendering. A frame's time is the script and the
 * rasterisation it waits for: the canvas is read back after drawing, so nothing stays queued.
 */
import { createHarness, settle } from './harness';

export interface MapBench {
  readonly spans: number;
  readonly frames: number;
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly maxMilliseconds: number;
  /** p95 by pixels per page, to see which level of detail costs. */
  readonly byScale: readonly { readonly scale: number; readonly p95Milliseconds: number }[];
}

/** Pixels per page at which panning is measured; from everything in view to single slots. */
const scales = [0.3, 1, 3, 8, 16, 30, 60, 110, 220, 700, 4000];
const framesPerScale = 40;

interface Camera {
  x: number;
  y: number;
  scale: number;
}
interface ExposedMap {
  camera(): Camera;
  setCamera(camera: Camera): void;
  drawNow(): void;
  loading(): boolean;
}

export async function benchMap(spanCounts: readonly number[]): Promise<MapBench[]> {
  const harness = await createHarness('test/webview/bigPage.ts');
  const results: MapBench[] = [];
  try {
    for (const spans of spanCounts) {
      const { page } = await harness.open({ host: { spans } });
      await settle(page);
      const all: number[] = [];
      const byScale: { scale: number; p95Milliseconds: number }[] = [];
      for (const scale of scales) {
        const times = await page.evaluate(measurePan, { scale, frames: framesPerScale });
        byScale.push({ scale, p95Milliseconds: quantile(times, 0.95) });
        all.push(...times);
      }
      results.push({
        spans,
        frames: all.length,
        medianMilliseconds: quantile(all, 0.5),
        p95Milliseconds: quantile(all, 0.95),
        maxMilliseconds: Math.max(...all),
        byScale,
      });
      await page.close();
    }
  } finally {
    await harness.close();
  }
  return results;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 100) / 100;
}

/** Runs in the page: pans across the middle of the heap and times each frame. */
async function measurePan({ scale, frames }: { scale: number; frames: number }): Promise<number[]> {
  const { map } = (window as unknown as { explorer: { panel: { map: ExposedMap } } }).explorer
    .panel;
  const canvas = document.querySelector<HTMLCanvasElement>('.map-surface > canvas')!;
  const context = canvas.getContext('2d')!;
  const frame = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => resolve()));
  const camera = { x: 40, y: 20, scale };
  map.setCamera(camera);
  for (let wait = 0; wait < 400; wait++) {
    await frame();
    if (wait > 10 && !map.loading()) break;
  }
  const times: number[] = [];
  for (let step = 0; step < frames; step++) {
    map.setCamera({
      ...camera,
      x: camera.x + (step * 9) / scale,
      y: camera.y + (step * 4) / scale,
    });
    await frame();
    const begin = performance.now();
    map.drawNow();
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - begin);
  }
  return times;
}
