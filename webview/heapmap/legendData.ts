/** What the legend has to explain: the classes, owners and sites that are in view. */
import type { ColourMode, MapSpans, MapTile } from '../../src/protocol/views';
import type { TileStore } from './tiles';

export interface InView {
  /** Size class → bytes of an element. */
  readonly classes: ReadonlyMap<number, number>;
  readonly shades: ReadonlySet<number>;
  /** {@link PageState}s of the arenas in view; empty while these are on their way. */
  readonly states: ReadonlySet<number>;
}

/** From far away this many arenas are enough to know what there is. */
const arenasMax = 16;

export function collectInView(
  store: Pick<TileStore, 'tile' | 'block'>,
  mode: ColourMode,
  arenas: readonly number[],
  blocks: readonly number[],
  classBytes: Uint16Array | undefined,
): InView {
  const classes = new Map<number, number>();
  const shades = new Set<number>();
  const states = new Set<number>();
  for (const arena of arenas.slice(0, arenasMax)) {
    const cells = store.tile(arena)?.tile.state ?? [];
    let before = -1;
    for (const state of cells) {
      // Neighbours are mostly alike, and a set is slow to be told so.
      if (state !== before) states.add(state);
      before = state;
    }
  }
  for (const index of blocks) collectSpans(store.block(index)?.spans, mode, classes, shades);
  if (blocks.length > 0) return { classes, shades, states };
  for (const arena of arenas.slice(0, arenasMax)) {
    const tile = store.tile(arena)?.tile;
    if (tile) collectCells(tile, classBytes, classes, shades);
  }
  return { classes, shades, states };
}

function collectCells(
  tile: MapTile,
  classBytes: Uint16Array | undefined,
  classes: Map<number, number>,
  shades: Set<number>,
): void {
  const seen = new Uint8Array(256);
  let before = -1;
  for (let cell = 0; cell < tile.spanClass.length; cell++) {
    const spanClass = tile.spanClass[cell]!;
    if (spanClass === 255) continue;
    seen[spanClass] = 1;
    const shade = tile.shade[cell] ?? 0;
    if (shade !== before) shades.add(shade);
    before = shade;
  }
  seen.forEach((isThere, spanClass) => {
    if (isThere === 1) classes.set(spanClass >> 1, classBytes?.[spanClass >> 1] ?? 0);
  });
}

function collectSpans(
  spans: MapSpans | undefined,
  mode: ColourMode,
  classes: Map<number, number>,
  shades: Set<number>,
): void {
  if (!spans) return;
  for (let index = 0; index < spans.count; index++) {
    if (spans.nelems[index] === 0) continue;
    classes.set(spans.spanClass[index]! >> 1, spans.elemBytes[index]!);
    if (mode === 'owner') shades.add(spans.owner[index]!);
  }
  if (mode === 'age') return;
  for (const shade of spans.slotShade) if (shade > 0) shades.add(shade);
}
