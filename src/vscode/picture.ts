/**
 * The picture in a hover: one slot with what is in it, and the span it stands in. Hovers take no
 * style sheet of the page, so the colours of the current theme are baked in.
 */
import * as vscode from 'vscode';
import type { Placement } from '../session/placement';

interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** What a run knows of the span: which slots are taken, and which one is meant. */
export interface Occupancy {
  readonly taken: readonly boolean[];
  readonly lit: number;
}

interface Colours {
  readonly free: string;
  readonly taken: string;
  readonly lit: string;
  readonly header: string;
  readonly waste: string;
}

const palettes: Readonly<Record<vscode.ColorThemeKind, Colours>> = {
  [vscode.ColorThemeKind.Dark]: {
    free: '#3a3f46',
    taken: '#4f7ea8',
    lit: '#e9c46a',
    header: '#b58ad6',
    waste: '#8a4b4b',
  },
  [vscode.ColorThemeKind.Light]: {
    free: '#dfe3e8',
    taken: '#7fa8cf',
    lit: '#d18f00',
    header: '#8e5bb5',
    waste: '#d99a9a',
  },
  [vscode.ColorThemeKind.HighContrast]: {
    free: '#303030',
    taken: '#9ecbff',
    lit: '#ffd700',
    header: '#ff9cff',
    waste: '#ff6b6b',
  },
  [vscode.ColorThemeKind.HighContrastLight]: {
    free: '#e6e6e6',
    taken: '#0a5a9e',
    lit: '#a15c00',
    header: '#6b2c91',
    waste: '#b3261e',
  },
};

const width = 320;
const barHeight = 10;
const gap = 5;
/** More slots than this are drawn as if they were this many: nobody can count them. */
const slotLimit = 512;

/** Draws the slot as a bar, and below it the span's slots as cells. */
export function draw(
  placement: Placement,
  occupancy: Occupancy | undefined,
  theme: vscode.ColorThemeKind,
): Picture {
  const colours = palettes[theme];
  const { slotBytes, headerBytes, wasteBytes } = placement;
  const scale = width / slotBytes;
  const header = headerBytes * scale;
  const waste = wasteBytes * scale;
  const bar = [
    shape(colours.header, rect(0, 0, header, barHeight)),
    shape(colours.lit, rect(header, 0, width - header - waste, barHeight)),
    shape(colours.waste, rect(width - waste, 0, waste, barHeight)),
  ].join('');
  const { cells, height } = grid(Math.min(placement.slots, slotLimit));
  const top = barHeight + gap;
  const lit = occupancy?.lit ?? 0;
  const paths = { free: '', taken: '', lit: '' };
  cells.forEach(([x, y, size], index) => {
    const kind = index === lit ? 'lit' : occupancy?.taken[index] === true ? 'taken' : 'free';
    paths[kind] += rect(x, top + y, size, cellHeight);
  });
  const whole = top + height;
  const span = (['free', 'taken', 'lit'] as const)
    .map((kind) => shape(colours[kind], paths[kind]))
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}">${bar}${span}</svg>`;
  return { svg, width, height: whole };
}

const cellHeight = 7;

/** Places of the cells: as few rows as leave each one wide enough to be seen. */
function grid(count: number): { cells: [number, number, number][]; height: number } {
  const columns = Math.min(count, 64);
  const rows = Math.ceil(count / columns);
  const step = width / columns;
  const cells = Array.from({ length: count }, (_, index): [number, number, number] => [
    (index % columns) * step,
    Math.floor(index / columns) * (cellHeight + 1),
    Math.max(1, step - 1),
  ]);
  return { cells, height: rows * (cellHeight + 1) };
}

function rect(x: number, y: number, w: number, h: number): string {
  if (w <= 0) return '';
  const short = (value: number): string => String(Math.round(value * 10) / 10);
  return `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h-${short(w)}z`;
}

/** One path per colour keeps the picture small. */
function shape(colour: string, path: string): string {
  return path === '' ? '' : `<path fill="${colour}" d="${path}"/>`;
}
