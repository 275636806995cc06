/** The map's canvas: it is painted when something that it shows has changed. */
import type { PaperSize } from '../paper';
import type { Camera } from '../space/camera';
import type { Theme } from '../theme';
import { looksOf, paintMap } from './paint';
import type { Scene } from './paint';
import type { Palette } from './palette';
import { createScreenPen, pixelsFor } from './screenPen';

/** painted: it has changed · more: another frame is needed, since pictures are still to be made. */
type Shown = 'same' | 'painted' | 'more';

interface MapCanvas {
  /** Makes the canvas show `scene`, whose outlines follow from `marked`. */
  show(
    scene: Scene,
    camera: Camera,
    size: PaperSize,
    theme: Theme,
    palette: Palette,
    marked: readonly unknown[],
  ): Shown;
  /** The next `show` paints, whatever there is to show. */
  forget(): void;
}

export function createMapCanvas(canvas: HTMLCanvasElement): MapCanvas {
  let pixels: ImageData | undefined;
  let shown: readonly unknown[] = [];
  return {
    show(scene, camera, size, theme, palette, marked) {
      const { overview, colour } = scene;
      const { arenaCount, arenaAddresses } = overview;
      const seen = [camera.x, camera.y, camera.scale, size.width, size.height, size.ratio];
      const looks = [theme, palette, colour, arenaCount, arenaAddresses];
      const answers = looksOf({ camera, ...size }, palette, scene);
      const now: unknown[] = [...seen, ...looks, ...marked, ...answers];
      if (now.length === shown.length && now.every((value, at) => value === shown[at])) {
        return 'same';
      }
      pixels = pixelsFor(canvas, pixels);
      const target = canvas.getContext('2d', { alpha: false })!;
      const pen = createScreenPen(target, pixels, camera, size, theme, palette);
      const more = paintMap(pen, scene);
      pen.finish();
      shown = more ? [] : now;
      return more ? 'more' : 'painted';
    },
    forget: () => void (shown = []),
  };
}
