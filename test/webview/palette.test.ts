/**
 * The map's colours in every theme, as they look to people of normal sight and to those without
 * red, green or blue cones: what is told apart by colour stays apart, and stands out.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { themes } from '../../src/page/themes';
import type { ThemeName } from '../../src/page/themes';
import { PageState } from '../../src/protocol/views';
import { paletteOf } from '../../webview/heapmap/palette';
import type { Palette } from '../../webview/heapmap/palette';
import { contrast } from '../../webview/theme';
import type { Pixel, Theme } from '../../webview/theme';
import { curveColours } from '../../webview/timeline/paint';

type Triple = readonly [number, number, number];

/** On linear RGB, for the loss of one kind of cone (Machado, Oliveira and Fernandes, 2009). */
const sights: Readonly<Record<string, readonly Triple[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(colour: Pixel): Triple {
  return [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
}

const times = (rows: readonly Triple[], [r, g, b]: Triple): Triple =>
  rows.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Triple;

/** Lightness and the two axes of colour in OKLab. */
function seen(colour: Pixel, sight: string): Triple {
  const light = times(sights[sight]!, linear(colour)).map((one) => Math.min(1, Math.max(0, one)));
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light as unknown as Triple,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function distance(a: Pixel, b: Pixel, sight: string): number {
  const [one, two] = [seen(a, sight), seen(b, sight)];
  return Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}

function themeOf(name: ThemeName): Theme {
  const colours = themes[name].colours;
  const read = (key: string): string => {
    const colour = colours[key];
    assert.match(colour ?? '', /^#[0-9a-f]{6}$/, `${name}: ${key}`);
    return colour!;
  };
  return {
    kind: name,
    dark: name === 'dark' || name === 'hcDark',
    highContrast: name === 'hcDark' || name === 'hcLight',
    reducedMotion: false,
    fontFamily: 'sans-serif',
    monoFamily: 'monospace',
    fontPixels: 13,
    background: read('editor-background'),
    foreground: read('foreground'),
    muted: read('foreground'),
    line: read('panel-border'),
    focus: read('focusBorder'),
    accent: read('textLink-foreground'),
    hover: read('editor-background'),
  };
}

/** Every two of `colours` are at least so far apart, to everybody. */
function apart(colours: Readonly<Record<string, Pixel>>, least: number, where: string): void {
  const names = Object.keys(colours);
  for (const sight of Object.keys(sights)) {
    names.forEach((a, at) => {
      for (const b of names.slice(at + 1)) {
        const found = distance(colours[a]!, colours[b]!, sight);
        assert.ok(
          found >= least,
          `${where}, ${sight}: ${a} and ${b} are ${found.toFixed(3)} apart`,
        );
      }
    });
  }
}

const named = (colours: readonly Pixel[]): Record<string, Pixel> =>
  Object.fromEntries(colours.map((colour, index) => [String(index), colour]));

for (const name of Object.keys(themes) as ThemeName[]) {
  const palette: Palette = paletteOf(themeOf(name));

  test(`${name}: owners, sites and goroutines are told apart, and stand out`, () => {
    apart(named(palette.category), 0.1, name);
    for (const [index, colour] of palette.category.slice(1).entries()) {
      const found = contrast(colour, palette.background);
      assert.ok(found >= 3, `${name}: category ${index + 1} has a contrast of ${found.toFixed(2)}`);
    }
  });

  test(`${name}: states of pages and of sweeping are told apart`, () => {
    const { released, free, cached, heap, stack, manual } = statesOf(palette);
    apart({ released, free, cached, heap, stack, manual }, 0.05, name);
    apart(named(palette.sweep), 0.08, name);
    for (const state of [heap, stack]) assert.ok(contrast(state, palette.background) >= 3);
  });

  test(`${name}: white, grey and black objects, fresh and freed slots`, () => {
    apart({ ...palette.greys }, 0.12, name);
    const { fresh, freed } = palette;
    for (const [what, colour] of Object.entries({ fresh, freed })) {
      const found = contrast(colour, palette.background);
      assert.ok(found >= 3, `${name}: ${what} has a contrast of ${found.toFixed(2)}`);
    }
  });

  test(`${name}: a scale is a scale to everybody: it gets steadily lighter or darker`, () => {
    for (const [what, ramp] of Object.entries({ fill: palette.ramp, age: palette.ageRamp })) {
      for (const sight of Object.keys(sights)) {
        const lightness = [...ramp.keys()]
          .filter((step) => step % 15 === 0)
          .map((step) => seen(ramp[step]!, sight)[0]);
        const steps = lightness.slice(1).map((one, at) => one - lightness[at]!);
        const way = Math.sign(steps[0]!);
        assert.ok(
          steps.every((step) => Math.sign(step) === way),
          `${name}, ${sight}: ${what} ${lightness.map((one) => one.toFixed(2)).join(' ')}`,
        );
        assert.ok(
          Math.abs(lightness[0]! - lightness.at(-1)!) > 0.2,
          `${name}: ${what} is too short`,
        );
      }
    }
  });

  test(`${name}: curves are told apart, besides their dashes, and stand out`, () => {
    const curves = curveColours(palette);
    apart(curves, 0.08, name);
    for (const [what, colour] of Object.entries(curves)) {
      const found = contrast(colour, palette.background);
      assert.ok(found >= 3, `${name}: ${what} has a contrast of ${found.toFixed(2)}`);
    }
  });

  test(`${name}: neighbours among size classes differ`, () => {
    palette.sizeClass.slice(1).forEach((colour, at) => {
      const next = palette.sizeClass[at + 2];
      if (next !== undefined) assert.notEqual(colour, next);
      const found = contrast(colour, palette.background);
      assert.ok(found >= 2.4, `${name}: class ${at + 1} has a contrast of ${found.toFixed(2)}`);
    });
  });
}

function statesOf({ state }: Palette) {
  return {
    released: state[PageState.released]!,
    free: state[PageState.free]!,
    cached: state[PageState.cached]!,
    heap: state[PageState.heap]!,
    stack: state[PageState.stack]!,
    manual: state[PageState.manual]!,
  };
}

test('the measure itself: red and green are close without red or green cones', () => {
  const [red, green] = [0xff2020d0, 0xff108a50];
  assert.ok(distance(red, green, 'deuteranopia') < 0.6 * distance(red, green, 'normal'));
  assert.ok(distance(0xff000000, 0xffffffff, 'tritanopia') > 0.9);
});
