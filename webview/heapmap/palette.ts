/**
 * The map's colours for one theme: one pixel value for each state and for each value of a colour
 * mode. Size classes run through the hues with rising lightness, so neighbours differ and order
 * shows; where a difference matters it is also drawn (see paintSlots.ts), never colour alone.
 */
import { PageState, SweepState } from '../../src/protocol/views';
import type { ColourMode, MapTile } from '../../src/protocol/views';
import { mix, oklch, pixelOf } from '../theme';
import type { Pixel, Theme } from '../theme';

const classCount = 68;

export interface Palette {
  readonly background: Pixel;
  readonly foreground: Pixel;
  readonly line: Pixel;
  readonly muted: Pixel;
  readonly accent: Pixel;
  readonly focus: Pixel;
  /** By {@link PageState}; heap is a middle colour for when nothing else decides. */
  readonly state: readonly Pixel[];
  /** By size class 0…67; 0 is large. */
  readonly sizeClass: readonly Pixel[];
  /** By {@link SweepState}. */
  readonly sweep: readonly Pixel[];
  /** For owners and sites: told apart, no order. Entry 0 is "none". */
  readonly category: readonly Pixel[];
  /** 0…255 low to high, for occupancy; and new to old, for age. */
  readonly ramp: readonly Pixel[];
  readonly ageRamp: readonly Pixel[];
  readonly fresh: Pixel;
  readonly freed: Pixel;
  /** The collector's colours as greys that stay visible on the background. */
  readonly greys: { readonly white: Pixel; readonly grey: Pixel; readonly black: Pixel };
}

export function paletteOf(theme: Theme): Palette {
  const background = pixelOf(theme.background);
  const foreground = pixelOf(theme.foreground);
  const muted = mix(background, foreground, theme.highContrast ? 0.75 : 0.45);
  const tone = (hue: number, chroma = 0.11, lift = 0): Pixel =>
    oklch((theme.dark ? 0.7 : 0.6) + lift + (theme.highContrast ? 0.06 : 0), chroma, hue);
  const ramp = (hue: number, reverse: boolean): Pixel[] =>
    Array.from({ length: 256 }, (_, index) => {
      const share = (reverse ? 255 - index : index) / 255;
      const strong = theme.dark ? oklch(0.84, 0.13, hue) : oklch(0.45, 0.14, hue);
      return mix(mix(background, strong, 0.34), strong, share);
    });
  const faint = (share: number): Pixel => mix(background, foreground, share);
  return {
    background,
    foreground,
    line: pixelOf(theme.line),
    muted,
    accent: pixelOf(theme.accent),
    focus: pixelOf(theme.focus),
    state: [
      background,
      faint(theme.dark ? 0.07 : 0.05),
      faint(theme.dark ? 0.16 : 0.13),
      mix(faint(0.16), tone(200), 0.28),
      tone(245),
      tone(305, 0.1),
      tone(85, 0.06),
      faint(0.24),
    ],
    sizeClass: Array.from({ length: classCount }, (_, index) => classTone(index, tone)),
    sweep: [
      faint(0.25),
      tone(70, 0.13),
      tone(45, 0.14, 0.06),
      tone(165),
      tone(25, 0.13),
      tone(215),
    ],
    category: [faint(0.3), ...categoryHues.map(([hue, lift]) => tone(hue, 0.12, lift))],
    ramp: ramp(240, false),
    ageRamp: ramp(55, true),
    fresh: theme.dark ? oklch(0.93, 0.16, 105) : oklch(0.52, 0.19, 25),
    freed: theme.dark ? oklch(0.72, 0.16, 25) : oklch(0.5, 0.2, 25),
    greys: theme.dark
      ? { white: faint(0.88), grey: faint(0.52), black: faint(0.18) }
      : { white: faint(0.2), grey: faint(0.5), black: faint(0.92) },
  };
}

/** Hues far apart in order of use, with lightness to tell them apart for colour-blind eyes. */
const categoryHues: readonly (readonly [hue: number, lift: number])[] = [
  [245, 0],
  [65, 0.08],
  [160, -0.04],
  [15, 0],
  [305, 0.05],
  [195, 0.1],
  [110, 0.02],
  [340, -0.05],
  [275, -0.06],
  [40, 0.02],
];

function classTone(
  index: number,
  tone: (hue: number, chroma: number, lift: number) => Pixel,
): Pixel {
  if (index === 0) return tone(325, 0.13, 0);
  // The small classes are the common ones, so they get most of the circle.
  const share = Math.log(1 + (index - 1) / 6) / Math.log(1 + 66 / 6);
  const hue = 255 - share * 285;
  return tone(hue, 0.115, (index % 2 === 0 ? 0.035 : -0.02) + share * 0.03);
}

/** The colour of a heap span or page. `shade` as in MapTile. */
export function heapColour(
  palette: Palette,
  mode: ColourMode,
  spanClass: number,
  fill: number,
  shade: number,
): Pixel {
  switch (mode) {
    case 'class':
      return palette.sizeClass[spanClass >> 1] ?? palette.muted;
    case 'occupancy':
      return palette.ramp[fill]!;
    case 'state':
      return palette.state[PageState.heap]!;
    case 'gc':
      return palette.sweep[shade & 7] ?? palette.sweep[SweepState.none]!;
    case 'owner':
    case 'site':
      return categoryColour(palette, shade);
    case 'age':
      return palette.ageRamp[Math.min(255, shade)]!;
  }
}

export function categoryColour(palette: Palette, index: number): Pixel {
  if (index === 0) return palette.category[0]!;
  return palette.category[1 + ((index - 1) % (palette.category.length - 1))]!;
}

/** The colour of a tile's cell. */
export function pageColour(palette: Palette, mode: ColourMode, tile: MapTile, cell: number): Pixel {
  const state = tile.state[cell]!;
  if (state !== PageState.heap) return palette.state[state]!;
  return heapColour(palette, mode, tile.spanClass[cell]!, tile.fill[cell]!, tile.shade[cell]!);
}
