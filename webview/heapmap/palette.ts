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
  const tones = categoryTones[theme.dark ? 'dark' : 'light'].map((one) => oklch(...one));
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
      faint(theme.dark ? 0.18 : 0.15),
      mix(faint(0.16), tone(200), 0.28),
      tones[0]!,
      tones[4]!,
      tone(85, 0.06),
      faint(0.24),
    ],
    sizeClass: Array.from({ length: classCount }, (_, index) => classTone(index, tone)),
    // Not swept yet, sweeping, swept, in an mcache and not swept, in an mcache.
    sweep: [faint(0.25), tones[1]!, tones[6]!, tones[2]!, tones[3]!, tones[5]!],
    category: [faint(theme.dark ? 0.3 : 0.22), ...tones],
    ramp: ramp(240, false),
    ageRamp: ramp(55, true),
    fresh: theme.dark ? oklch(0.93, 0.16, 105) : oklch(0.52, 0.19, 25),
    freed: theme.dark ? oklch(0.72, 0.16, 25) : oklch(0.5, 0.2, 25),
    greys: theme.dark
      ? { white: faint(0.88), grey: faint(0.52), black: faint(0.18) }
      : { white: faint(0.2), grey: faint(0.5), black: faint(0.92) },
  };
}

type Tone = readonly [lightness: number, chroma: number, hue: number];

/**
 * Eight colours in OKLCH that everybody can tell apart: no two of them are closer than 0.1 in
 * OKLab to people of normal sight, without red cones, without green or without blue ones, and each
 * stands out from the background. test/webview/palette.test.ts measures it.
 */
const categoryTones: Readonly<Record<'dark' | 'light', readonly Tone[]>> = {
  dark: [
    [0.591, 0.16, 262],
    [0.735, 0.16, 67],
    [0.737, 0.121, 169],
    [0.591, 0.16, 43],
    [0.758, 0.14, 297],
    [0.882, 0.089, 216],
    [0.902, 0.153, 103],
    [0.571, 0.06, 337],
  ],
  light: [
    [0.417, 0.16, 267],
    [0.67, 0.16, 56],
    [0.657, 0.06, 162],
    [0.543, 0.136, 40],
    [0.643, 0.16, 315],
    [0.529, 0.09, 200],
    [0.36, 0.077, 104],
    [0.402, 0.158, 340],
  ],
};

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
    case 'goroutine':
    case 'site':
    case 'type':
      return categoryColour(palette, shade);
    case 'age':
      return palette.ageRamp[Math.min(255, shade)]!;
  }
}

export function categoryColour(palette: Palette, index: number): Pixel {
  if (index === 0) return palette.category[0]!;
  return palette.category[1 + ((index - 1) % (palette.category.length - 1))]!;
}

/** How much of its colour keeps what had no part in the selected stretch of the run. */
const dimShare = 0.26;

/** A colour for what only stands around what is meant. */
export function dimmed(palette: Palette, colour: Pixel): Pixel {
  return mix(palette.background, colour, dimShare);
}

/** The colour of a tile's cell. */
export function pageColour(palette: Palette, mode: ColourMode, tile: MapTile, cell: number): Pixel {
  const colour = fullPageColour(palette, mode, tile, cell);
  const isRest = tile.touched?.[cell] === 0 && tile.state[cell] !== PageState.reserved;
  return isRest ? dimmed(palette, colour) : colour;
}

function fullPageColour(palette: Palette, mode: ColourMode, tile: MapTile, cell: number): Pixel {
  const state = tile.state[cell]!;
  if (state !== PageState.heap) return palette.state[state]!;
  return heapColour(palette, mode, tile.spanClass[cell]!, tile.fill[cell]!, tile.shade[cell] ?? 0);
}
