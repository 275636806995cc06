/** What the map's colours and drawings mean, drawn by the same code as the map. */
import { PageState, SlotBit, SweepState } from '../../src/protocol/views';
import type { ColourMode, MapOverview } from '../../src/protocol/views';
import { sayBytes } from '../../src/protocol/strings';
import type { PlainStringId } from '../../src/protocol/strings';
import { make } from '../dom';
import { t } from '../state/context';
import { paintedBy } from '../paper';
import type { Paper, PaperSize } from '../paper';
import type { Context } from '../state/context';
import { css } from '../theme';
import type { Pixel } from '../theme';
import { collectInView } from './legendData';
import type { InView } from './legendData';
import { categoryColour, dimmed } from './palette';
import type { Palette } from './palette';
import { paintSlot } from './paintSlot';
import { createPen } from './pen';
import type { TileStore, Wanted } from './tiles';

const entriesMax = 8;

interface Legend {
  readonly element: HTMLElement;
  /** Shows what is in view. */
  update(store: TileStore, wanted: Wanted, palette: Palette): void;
}

export function createLegend(context: Context): Legend {
  const element = make('ul', { class: 'legend', 'aria-label': t(context, 'map.legend') });
  /** What was looked through, and what it held: made again only when that has changed. */
  let looked: unknown[] = [];
  let shown: unknown[] = [];
  const isNew = (now: readonly unknown[], before: readonly unknown[]): boolean =>
    now.length !== before.length || now.some((value, index) => value !== before[index]);
  const sorted = (numbers: Iterable<number>): string => [...numbers].sort((a, b) => a - b).join();
  return {
    element,
    update(store, { arenas, blocks }, palette) {
      const mode = context.colour.get();
      const range = context.range.get();
      const place = [store.version(), palette, mode, range, arenas.join(), blocks.join()];
      if (!isNew(place, looked)) return;
      looked = place;
      const overview = context.overview.get();
      const inView = collectInView(store, mode, arenas, blocks, overview?.classBytes);
      const { classes, shades, states } = inView;
      // While steps arrive the answers are new ones, and what they hold is mostly the same.
      const held = [sorted(classes.keys()), sorted(shades), sorted(states)];
      const names = [overview?.sites, overview?.types].join();
      const now = [mode, palette, range, names, ...held];
      if (!isNew(now, shown)) return;
      shown = now;
      element.replaceChildren(
        ...modeEntries(context, palette, mode, overview, inView),
        make('li', { class: 'legend-gap', 'aria-hidden': 'true' }),
        ...slotEntries(context, palette, mode),
      );
      // In a narrow panel it is one line that scrolls; who has no pointer scrolls it by keys.
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    },
  };
}

function entry(swatch: HTMLElement, text: string): HTMLElement {
  return make('li', { class: 'legend-entry' }, swatch, make('span', { text }));
}

function colourSwatch(colour: Pixel): HTMLElement {
  const swatch = make('span', { class: 'swatch' });
  swatch.style.backgroundColor = css(colour);
  return swatch;
}

function rampEntry(ramp: readonly Pixel[], from: string, to: string): HTMLElement {
  const bar = make('span', { class: 'ramp' });
  const stops = [0, 64, 128, 192, 255].map((index) => css(ramp[index]!));
  bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(', ')})`;
  return make(
    'li',
    { class: 'legend-entry' },
    make('span', { text: from }),
    bar,
    make('span', { text: to }),
  );
}

const pageStates: readonly (readonly [PageState, PlainStringId])[] = [
  [PageState.heap, 'map.stateHeap'],
  [PageState.stack, 'map.stateStack'],
  [PageState.manual, 'map.stateManual'],
  [PageState.cached, 'map.stateCached'],
  [PageState.free, 'map.stateFree'],
  [PageState.released, 'map.stateReleased'],
];

const sweepStates: readonly (readonly [SweepState, PlainStringId])[] = [
  [SweepState.unswept, 'map.sweepUnswept'],
  [SweepState.swept, 'map.sweepSwept'],
  [SweepState.cachedSwept, 'map.sweepCached'],
  [SweepState.cachedUnswept, 'map.sweepCachedUnswept'],
];

function modeEntries(
  context: Context,
  palette: Palette,
  mode: ColourMode,
  overview: MapOverview | undefined,
  inView: InView,
): HTMLElement[] {
  const pages = pageStates
    .slice(mode === 'state' ? 0 : 1)
    .filter(([state]) => inView.states.size === 0 || inView.states.has(state))
    .map(([state, id]) => entry(colourSwatch(palette.state[state]!), t(context, id)));
  switch (mode) {
    case 'class': {
      const classes = [...inView.classes].sort(([a], [b]) => (a || 99) - (b || 99));
      const shown = classes.slice(0, entriesMax).map(([sizeClass, bytes]) => {
        const text = sizeClass === 0 ? t(context, 'map.large') : sayBytes(bytes);
        return entry(colourSwatch(palette.sizeClass[sizeClass]!), text);
      });
      const rest = classes.length - shown.length;
      const more = rest > 0 ? [make('li', { text: t(context, 'map.more', { count: rest }) })] : [];
      return [...shown, ...more, ...pages];
    }
    case 'occupancy':
      return [rampEntry(palette.ramp, t(context, 'map.empty'), t(context, 'map.full')), ...pages];
    case 'age':
      return [
        rampEntry([...palette.ageRamp].reverse(), t(context, 'map.old'), t(context, 'map.new')),
        ...pages,
      ];
    case 'gc':
      return sweepStates.map(([state, id]) =>
        entry(colourSwatch(palette.sweep[state]!), t(context, id)),
      );
    case 'owner':
    case 'goroutine':
    case 'site':
    case 'type':
      return [...categoryEntries(context, palette, mode, overview, inView), ...pages];
    case 'state':
      return pages;
  }
}

function categoryEntries(
  context: Context,
  palette: Palette,
  mode: 'owner' | 'goroutine' | 'site' | 'type',
  overview: MapOverview | undefined,
  inView: InView,
): HTMLElement[] {
  return [...inView.shades]
    .sort((a, b) => a - b)
    .slice(0, entriesMax)
    .map((shade) => {
      const names = {
        owner: `mcache P${shade - 1}`,
        goroutine: `G${shade}`,
        site: overview?.sites[shade],
        type: overview?.types[shade],
      };
      const none = mode === 'owner' ? 'map.noOwner' : 'map.noSite';
      const text = shade === 0 ? t(context, none) : names[mode];
      return entry(colourSwatch(categoryColour(palette, shade)), text ?? String(shade));
    });
}

function slotEntries(context: Context, palette: Palette, mode: ColourMode): HTMLElement[] {
  const fill = mode === 'occupancy' ? palette.ramp[200]! : palette.sizeClass[5]!;
  const samples: [bits: number, id: PlainStringId][] =
    mode === 'gc'
      ? [
          [SlotBit.allocated, 'map.white'],
          [SlotBit.allocated | SlotBit.marked, 'map.grey'],
          [SlotBit.allocated | SlotBit.marked | SlotBit.scanned, 'map.black'],
        ]
      : [
          [SlotBit.allocated, 'map.slotAllocated'],
          [SlotBit.allocated | SlotBit.fresh, 'map.slotFresh'],
        ];
  samples.push([0, 'map.slotFree'], [SlotBit.freed, 'map.slotFreed']);
  if (context.range.get()) return stretchEntries(context, palette, fill, mode);
  return samples.map(([bits, id]) =>
    entry(slotSwatch(context, palette, bits, fill, mode), t(context, id)),
  );
}

/** With a stretch of the run selected: what had a part in it, and what only stands around. */
function stretchEntries(
  context: Context,
  palette: Palette,
  fill: Pixel,
  mode: ColourMode,
): HTMLElement[] {
  const sample = (bits: number, id: PlainStringId, colour: Pixel): HTMLElement =>
    entry(slotSwatch(context, palette, bits, colour, mode), t(context, id));
  return [
    sample(SlotBit.allocated | SlotBit.fresh, 'map.stretchTaken', fill),
    sample(SlotBit.freed, 'map.stretchFreed', fill),
    entry(colourSwatch(dimmed(palette, fill)), t(context, 'map.stretchRest')),
  ];
}

function slotSwatch(
  context: Context,
  palette: Palette,
  bits: number,
  fill: Pixel,
  mode: ColourMode,
): HTMLElement {
  const ratio = window.devicePixelRatio;
  const side = 14;
  const canvas = make('canvas', {
    class: 'slot-swatch',
    width: String(side * ratio),
    height: String(side * ratio),
  });
  canvas.style.width = canvas.style.height = `${side}px`;
  const size = { width: side, height: side, ratio };
  const camera = { x: 0, y: 0, scale: 1 };
  const tone =
    mode !== 'gc'
      ? fill
      : (bits & SlotBit.scanned) !== 0
        ? palette.greys.black
        : (bits & SlotBit.marked) !== 0
          ? palette.greys.grey
          : palette.greys.white;
  const painter = (paper: Paper, onto: PaperSize): void => {
    const pen = createPen(paper, camera, onto, context.theme.get(), palette);
    paintSlot(pen, { x: 1, y: 1, width: side - 2, height: side - 2 }, bits, tone, mode === 'gc');
  };
  painter(canvas.getContext('2d')!, size);
  paintedBy(canvas, painter);
  return canvas;
}
