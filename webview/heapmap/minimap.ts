/** The whole map in a corner, with the part in view framed; a press moves the view there. */
import { apply, make, show } from '../dom';
import type { Camera, Point } from '../space/camera';
import { fitRect, toWorld } from '../space/camera';
import { css, mix } from '../theme';
import type { Theme } from '../theme';
import type { PaperSize } from '../paper';
import { arenaHeight, arenaOrigin, arenaWidth, worldRect } from './layout';
import type { Palette } from './palette';
import type { Scene } from './paint';
import { createScreenPen, pixelsFor } from './screenPen';
import { pictureOf } from './tilePicture';

const widthMax = 132;
const heightMax = 96;

interface Minimap {
  readonly element: HTMLElement;
  paint(scene: Scene, main: Camera, view: PaperSize, theme: Theme, palette: Palette): void;
}

// LONG: the closure is the class; its functions are the methods.
/** `moveTo` is given the world point that shall be the centre of the view. */
export function createMinimap(moveTo: (centre: Point) => void): Minimap {
  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const element = make('div', { class: 'minimap', 'data-export': 'no' }, canvas);
  /** The picture without the frame; made anew when tiles have come. */
  let base: ImageData | undefined;
  let baseOf: unknown[] = [];
  let shown: unknown[] = [];
  let camera: Camera = { x: 0, y: 0, scale: 1 };

  const move = (event: PointerEvent): void => {
    const box = canvas.getBoundingClientRect();
    moveTo(toWorld(camera, { x: event.clientX - box.left, y: event.clientY - box.top }));
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    move(event);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) move(event);
  });

  function paintBase(scene: Scene, theme: Theme, palette: Palette, size: PaperSize): void {
    base = pixelsFor(canvas, base);
    const { arenaCount } = scene.overview;
    const pen = createScreenPen(canvas.getContext('2d')!, base, camera, size, theme, palette);
    pen.fill(mix(palette.background, palette.foreground, 0.05));
    pen.rect(0, 0, size.width, size.height);
    for (let arena = 0; arena < arenaCount; arena++) {
      const origin = arenaOrigin(arena, arenaCount);
      const x = (origin.x - camera.x) * camera.scale;
      const y = (origin.y - camera.y) * camera.scale;
      const [width, height] = [arenaWidth * camera.scale, arenaHeight * camera.scale];
      pen.fill(mix(palette.background, palette.foreground, 0.1));
      pen.rect(x, y, width, height);
      const tile = scene.store.tile(arena);
      // Elsewhere pictures are made a few per frame; for a small heap all of them cost nothing.
      const cells = tile && pictureOf(tile, palette, () => arenaCount <= 8);
      if (cells) pen.picture(cells, x, y, width, height);
    }
  }

  return {
    element,
    paint(scene, main, { width, height, ratio }, theme, palette) {
      const { arenaCount } = scene.overview;
      const world = worldRect(arenaCount);
      const scale = Math.min(widthMax / world.width, heightMax / world.height);
      const size = {
        width: Math.ceil(world.width * scale),
        height: Math.ceil(world.height * scale),
      };
      camera = fitRect(world, size.width, size.height, 0);
      const showsAll = world.width * main.scale <= width && world.height * main.scale <= height;
      show(element, !showsAll);
      if (showsAll) return;
      const device = [Math.ceil(size.width * ratio), Math.ceil(size.height * ratio)] as const;
      const now = [scene.store.version(), arenaCount, palette, ...device];
      const isOther = now.some((value, index) => value !== baseOf[index]);
      // While tiles arrive one by one the picture waits for the last of them.
      const first = baseOf.length === 0 || palette !== baseOf[2];
      if (isOther && (first || !scene.store.loading())) {
        baseOf = now;
        apply(canvas, { width: String(device[0]), height: String(device[1]) });
        canvas.style.width = `${size.width}px`;
        canvas.style.height = `${size.height}px`;
        paintBase(scene, theme, palette, { ...size, ratio });
      }
      const seen = [base, baseOf, main.x, main.y, main.scale, width, height];
      if (seen.every((value, index) => value === shown[index])) return;
      shown = seen;
      const context = canvas.getContext('2d')!;
      context.putImageData(base!, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = css(palette.focus);
      context.lineWidth = 1.5;
      context.strokeRect(
        (main.x - camera.x) * camera.scale,
        (main.y - camera.y) * camera.scale,
        Math.max(3, (width / main.scale) * camera.scale),
        Math.max(3, (height / main.scale) * camera.scale),
      );
    },
  };
}
