/** Moves the map's camera: at once, or over a quarter of a second where motion is welcome. */
import { between } from '../space/camera';
import type { Camera } from '../space/camera';

const durationMilliseconds = 240;

export interface CameraMotion {
  get(): Camera;
  /** Stops any movement. */
  jump(camera: Camera): void;
  glide(camera: Camera): void;
  /** Where a movement will end, or the camera when there is none. */
  goal(): Camera;
}

export function createCameraMotion(
  size: () => { width: number; height: number },
  still: () => boolean,
  changed: () => void,
): CameraMotion {
  let camera: Camera = { x: 0, y: 0, scale: 8 };
  let from = camera;
  let to: Camera | undefined;
  let begin = 0;

  function tick(now: number): void {
    if (!to) return;
    const linear = Math.min(1, Math.max(0, (now - begin) / durationMilliseconds));
    const eased = 1 - (1 - linear) ** 3;
    const { width, height } = size();
    camera = linear === 1 ? to : between(from, to, eased, width, height);
    if (linear === 1) to = undefined;
    else requestAnimationFrame(tick);
    changed();
  }

  return {
    get: () => camera,
    goal: () => to ?? camera,
    jump(next) {
      to = undefined;
      camera = next;
      changed();
    },
    glide(next) {
      if (still()) {
        this.jump(next);
        return;
      }
      const moving = to !== undefined;
      from = camera;
      to = next;
      begin = performance.now();
      if (!moving) requestAnimationFrame(tick);
    },
  };
}
