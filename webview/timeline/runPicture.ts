/**
 * The run as a picture that is kept: thousands of marks and curve points are painted once per
 * answer of the host, and a moving cursor only needs them copied.
 */
import { paintRun } from './paint';
import type { TimelineScene } from './paint';

interface RunPicture {
  /** Of this scene, `pixels` wide and high. */
  picture(
    scene: TimelineScene,
    pixels: readonly [width: number, height: number],
  ): HTMLCanvasElement;
}

export function createRunPicture(): RunPicture {
  const canvas = document.createElement('canvas');
  let made: unknown[] = [];
  return {
    picture(scene, [width, height]) {
      const { timeline, scale, palette, theme, laneBy, ratio, tick } = scene;
      // A collection that has not ended reaches to the present.
      const present = timeline.gcs.some(({ endTick }) => endTick < 0) ? tick : 0;
      const window = [scale.fromTick, scale.toTick, scale.width];
      const now = [timeline, palette, theme, laneBy, ratio, width, height, present, ...window];
      if (now.every((value, index) => value === made[index])) return canvas;
      made = now;
      canvas.width = width;
      canvas.height = height;
      paintRun(canvas.getContext('2d', { alpha: false })!, scene);
      return canvas;
    },
  };
}
