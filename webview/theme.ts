/**
 * Colours: the user's theme for everything that has a name there, and scales of our own for what
 * has none (size classes, ages). Canvas needs numbers, so colours are resolved once per theme.
 */
import { atom } from './state/atom';
import type { Atom } from './state/atom';

type ThemeKind = 'dark' | 'light' | 'hcDark' | 'hcLight';

/** Red, green, blue 0…255 in one number, as 0xBBGGRR with full alpha: a pixel of ImageData. */
export type Pixel = number;

export interface Theme {
  readonly kind: ThemeKind;
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
  readonly fontFamily: string;
  readonly monoFamily: string;
  readonly fontPixels: number;
  readonly background: string;
  readonly foreground: string;
  readonly muted: string;
  readonly line: string;
  readonly focus: string;
  readonly accent: string;
  readonly hover: string;
}

/** Reads the theme now and after each change of VS Code's. */
export function watchTheme(): Atom<Theme> {
  const motion = window.matchMedia('(prefers-reduced-motion: reduce)');
  const theme = atom(readTheme(motion.matches));
  const update = (): void => theme.set(readTheme(motion.matches));
  const observer = new MutationObserver(update);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  motion.addEventListener('change', update);
  return theme;
}

const kinds: Record<string, ThemeKind> = {
  'vscode-light': 'light',
  'vscode-dark': 'dark',
  'vscode-high-contrast': 'hcDark',
  'vscode-high-contrast-light': 'hcLight',
};

function readTheme(prefersReducedMotion: boolean): Theme {
  const { body } = document;
  const style = getComputedStyle(body);
  const read = (name: string, fallback: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const kind = kinds[body.dataset['vscodeThemeKind'] ?? ''] ?? 'dark';
  const dark = kind === 'dark' || kind === 'hcDark';
  const highContrast = kind === 'hcDark' || kind === 'hcLight';
  const foreground = read('foreground', dark ? '#cccccc' : '#3b3b3b');
  return {
    kind,
    dark,
    highContrast,
    reducedMotion: prefersReducedMotion || body.classList.contains('vscode-reduce-motion'),
    fontFamily: read('font-family', 'system-ui, sans-serif'),
    monoFamily: read('editor-font-family', 'monospace'),
    fontPixels: Number.parseFloat(read('font-size', '13px')) || 13,
    background: read('editor-background', dark ? '#1f1f1f' : '#ffffff'),
    foreground,
    muted: highContrast ? foreground : read('descriptionForeground', dark ? '#9d9d9d' : '#5f5f5f'),
    line: highContrast
      ? read('contrastBorder', foreground)
      : read('panel-border', dark ? '#2b2b2b' : '#e5e5e5'),
    focus: read('focusBorder', '#0078d4'),
    accent: read('textLink-foreground', dark ? '#4daafc' : '#005fb8'),
    hover: read('list-hoverBackground', dark ? '#2a2d2e' : '#f2f2f2'),
  };
}

/** Lightness 0…1, chroma, hue in degrees of OKLCH → pixel. Out of gamut is clipped. */
export function oklch(lightness: number, chroma: number, hue: number): Pixel {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return pixel(
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  );
}

function gamma(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

function pixel(red: number, green: number, blue: number): Pixel {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/** A pixel as a CSS colour. */
export function css(value: Pixel, alpha = 1): string {
  const [red, green, blue] = channels(value);
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

function channels(value: Pixel): [red: number, green: number, blue: number] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255];
}

/** `share` of `b` over `a`. */
export function mix(a: Pixel, b: Pixel, share: number): Pixel {
  // Painters mix for every cell, so nothing is made here that would have to be collected.
  const red = a & 255;
  const green = (a >>> 8) & 255;
  const blue = (a >>> 16) & 255;
  return pixel(
    Math.round(red + ((b & 255) - red) * share),
    Math.round(green + (((b >>> 8) & 255) - green) * share),
    Math.round(blue + (((b >>> 16) & 255) - blue) * share),
  );
}

/** The colour in the middle of two, all channels at once. */
export function mean(a: Pixel, b: Pixel): Pixel {
  return ((a & b) + (((a ^ b) & 0xfefefefe) >>> 1)) >>> 0;
}

/** Any CSS colour as a pixel; what is not plain is resolved by the browser. */
export function pixelOf(colour: string): Pixel {
  const [, red16, green16, blue16] = /^#(..)(..)(..)$/.exec(colour) ?? [];
  if (red16 !== undefined)
    return pixel(
      ...([red16, green16!, blue16!].map((one) => parseInt(one, 16)) as [number, number, number]),
    );
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return pixel(red!, green!, blue!);
}

/** Relative luminance contrast 1…21 as WCAG counts it. */
export function contrast(a: Pixel, b: Pixel): number {
  const luminance = (value: Pixel): number => {
    const [red, green, blue] = channels(value).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
