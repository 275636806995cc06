/**
 * Where the map looks: zoom and pan within limits, fit what is used, bring a selection into view,
 * go out level by level. Remembers the camera over a reload.
 */
import { parseKey } from '../../src/protocol/keys';
import type { Key } from '../../src/protocol/keys';
import { pagesPerArena, pagesPerChunk } from '../../src/protocol/views';
import { fitRect, panBy, zoomAt } from '../space/camera';
import type { Camera, Point, Rect } from '../space/camera';
import type { Context } from '../state/context';
import { createCameraMotion } from './cameraMotion';
import type { CameraMotion } from './cameraMotion';
import { arenaRect, pagesRect, worldRect } from './layout';
import { around } from './navigate';

export interface Viewport {
  readonly motion: CameraMotion;
  readonly size: { width: number; height: number; ratio: number };
  centre(): Point;
  zoom(at: Point, factor: number, glide: boolean): void;
  pan(dx: number, dy: number, glide: boolean): void;
  /** Shows everything that has been used. */
  fit(): void;
  /** The camera that `fit` goes to. */
  fitted(): Camera;
  zoomInto(boxes: readonly Rect[]): void;
  /** From slot to span to chunk to arena to everything. */
  zoomOut(key: Key | undefined): void;
  /** Moves only if `boxes` are out of sight or a speck. */
  reveal(boxes: readonly Rect[]): void;
  moveCentre(centre: Point): void;
}

/** One page may become this many pixels; a 16-byte slot is then a good third of the screen. */
const scaleMax = 12_000;
/** "Fit" does not blow up a heap of a few pages beyond this. */
const fitScaleMax = 110;
/** Room for the titles above the first row of pages, in pixels. */
const titleRoom = 44;
/** What is revealed shall have this size in pixels if it was smaller than `speck`. */
const revealedSize = 40;
const speck = 14;

// LONG: the closure is the class; its functions are the methods.
export function createViewport(
  context: Context,
  boxesOf: (key: Key | undefined) => readonly Rect[],
  changed: () => void,
): Viewport {
  const size = { width: 0, height: 0, ratio: 1 };
  const motion = createCameraMotion(
    () => size,
    () => context.theme.get().reducedMotion,
    () => {
      changed();
      rememberSoon();
    },
  );
  let timer = 0;
  function rememberSoon(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => context.remember({ camera: motion.goal() }), 400);
  }

  const arenaCount = (): number => context.overview.get()?.arenaCount ?? 1;
  const fitBox = (box: Rect, margin: number): Camera =>
    fitRect(box, size.width, size.height, margin);
  const centre = (): Point => ({ x: size.width / 2, y: size.height / 2 });
  const limited = (camera: Camera): Camera => {
    const least = 0.5 * fitBox(worldRect(arenaCount()), 16).scale;
    const scale = Math.min(scaleMax, Math.max(least, camera.scale));
    return scale === camera.scale ? camera : zoomAt(camera, centre(), scale / camera.scale);
  };
  const glide = (camera: Camera): void => motion.glide(limited(camera));

  function fitted(): Camera {
    const overview = context.overview.get();
    const count = overview ? overview.usedLimitPage - overview.usedFirstPage : 0;
    if (!overview || count <= 0) return fitBox(worldRect(arenaCount()), 16);
    const all = pagesRect(overview.usedFirstPage, count, arenaCount());
    const room = { x: all.x - 0.5, y: all.y - 1.2, width: all.width + 1, height: all.height + 2.4 };
    const camera = fitBox(room, 12);
    const scale = Math.min(fitScaleMax, camera.scale);
    const fits = (all.height + 1) * scale + titleRoom <= size.height;
    return { x: all.x - 14 / scale, y: fits ? all.y - titleRoom / scale : camera.y, scale };
  }

  function reveal(boxes: readonly Rect[]): void {
    const box = around(boxes);
    if (!box) return;
    const { x, y, scale } = motion.goal();
    const left = (box.x - x) * scale;
    const top = (box.y - y) * scale;
    const [width, height] = [box.width * scale, box.height * scale];
    const inSight =
      left >= 0 && top >= 0 && left + width <= size.width && top + height <= size.height;
    const big = Math.max(width, height) >= speck;
    if (inSight && big) return;
    const wanted = Math.min(90, revealedSize / Math.max(box.width, box.height));
    const next = big ? scale : Math.max(scale, wanted);
    // Not further out than the titles above and the margin beside what is used.
    glide({
      x: Math.max(-14 / next, box.x + box.width / 2 - size.width / 2 / next),
      y: Math.max(
        pagesRect(0, 1, arenaCount()).y - titleRoom / next,
        box.y + box.height / 2 - size.height / 2 / next,
      ),
      scale: next,
    });
  }

  /** Boxes around `key`, from the nearest level to the whole world. */
  function levelsOf(key: Key | undefined): Rect[] {
    const parsed = key && parseKey(key);
    const count = arenaCount();
    const levels: Rect[] = [worldRect(count)];
    const page = context.detail.get()?.page;
    if (page !== undefined) {
      const chunk = Math.floor(page / pagesPerChunk);
      levels.unshift(
        pagesRect(chunk * pagesPerChunk, pagesPerChunk, count),
        arenaRect(Math.floor(page / pagesPerArena), count),
      );
    }
    const span = parsed?.kind === 'slot' ? around(boxesOf(`span:${parsed.a}`)) : undefined;
    if (span) levels.unshift(span);
    return levels;
  }

  return {
    motion,
    size,
    centre,
    fitted,
    reveal,
    zoom(at, factor, smooth) {
      const next = limited(zoomAt(smooth ? motion.goal() : motion.get(), at, factor));
      if (smooth) motion.glide(next);
      else motion.jump(next);
    },
    pan(dx, dy, smooth) {
      if (smooth) motion.glide(panBy(motion.goal(), dx, dy));
      else motion.jump(panBy(motion.get(), dx, dy));
    },
    fit: () => glide(fitted()),
    zoomInto(boxes) {
      const box = around(boxes);
      if (box) glide(fitBox(box, Math.min(size.width, size.height) * 0.12));
    },
    zoomOut(key) {
      const { scale } = motion.goal();
      const cameras = levelsOf(key).map((box) => fitBox(box, 24));
      glide(cameras.find((camera) => camera.scale < scale * 0.95) ?? cameras.at(-1)!);
    },
    moveCentre(point) {
      const { scale } = motion.get();
      const x = point.x - size.width / 2 / scale;
      motion.jump({ x, y: point.y - size.height / 2 / scale, scale });
    },
  };
}
