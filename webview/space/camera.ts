/**
 * From heap space to the screen. World units are pages (one page is 1 × 1), screen units are CSS
 * pixels from the canvas's top left; `scale` is pixels per page. Immutable.
 */
export interface Camera {
  /** World position of the screen's top left. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) * camera.scale, y: (point.y - camera.y) * camera.scale };
}

export function toWorld(camera: Camera, point: Point): Point {
  return { x: point.x / camera.scale + camera.x, y: point.y / camera.scale + camera.y };
}

/** Zooms by `factor`, keeping what is under `at` (screen) where it is. */
export function zoomAt(camera: Camera, at: Point, factor: number): Camera {
  const scale = camera.scale * factor;
  const world = toWorld(camera, at);
  return { x: world.x - at.x / scale, y: world.y - at.y / scale, scale };
}

/** Moves the picture by a screen distance. */
export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Shows all of `world` within a screen of the given size, `margin` pixels around. */
export function fitRect(world: Rect, width: number, height: number, margin: number): Camera {
  const scale = Math.min(
    Math.max(1, width - 2 * margin) / world.width,
    Math.max(1, height - 2 * margin) / world.height,
  );
  return {
    x: world.x + world.width / 2 - width / 2 / scale,
    y: world.y + world.height / 2 - height / 2 / scale,
    scale,
  };
}

/** A point of the way from `a` to `b`, `share` 0…1; the zoom goes by equal factors. */
export function between(
  a: Camera,
  b: Camera,
  share: number,
  width: number,
  height: number,
): Camera {
  const scale = a.scale * (b.scale / a.scale) ** share;
  const centre = (camera: Camera): Point => ({
    x: camera.x + width / 2 / camera.scale,
    y: camera.y + height / 2 / camera.scale,
  });
  const from = centre(a);
  const to = centre(b);
  // With the scale geometric, the centre must go by the same measure or the path bends away.
  const moved =
    Math.abs(b.scale - a.scale) < 1e-9 * a.scale
      ? share
      : (1 / a.scale - 1 / scale) / (1 / a.scale - 1 / b.scale);
  const x = from.x + (to.x - from.x) * moved;
  const y = from.y + (to.y - from.y) * moved;
  return { x: x - width / 2 / scale, y: y - height / 2 / scale, scale };
}
