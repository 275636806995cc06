/**
 * The map's windows: where arenas are, tiles of pages, spans with their slots. A tile looks at
 * pages and spans, never at objects: colours that speak of objects are sampled from a few slots.
 */
import type { Params, Result } from '../protocol/protocol';
import { isObjectColour, PageState, pagesPerArena } from '../protocol/views';
import type { ColourMode, MapOverview, MapSpans, MapTile, ObjectColour } from '../protocol/views';
import type { View } from './view';

/** Slots of a span that a tile looks at to say which site or age it has. */
const sampledSlots = 16;

/** Spans whose slots one answer holds at most; a wider window is for tiles. */
const spanLimit = 1 << 16;

export function mapOverview(view: View, siteNames: readonly string[]): MapOverview {
  const { rt } = view;
  const arenas = view.arenaCount;
  const mapped = view.mapPage(view.mappedPages);
  let first = -1;
  let limit = 0;
  for (let page = 0; page < view.mappedPages && first < 0; page++)
    if (view.spanAt(page) !== 0) first = page;
  for (let page = view.mappedPages - 1; page >= 0 && limit === 0; page--)
    if (view.spanAt(page) !== 0) limit = page + 1;
  return {
    tick: rt.tick,
    arenaCount: arenas,
    arenaAddresses: Float64Array.from({ length: arenas }, (_, arena) => view.arenaAddress(arena)),
    mappedPages: Uint16Array.from({ length: arenas }, (_, arena) =>
      Math.min(pagesPerArena, Math.max(0, mapped - arena * pagesPerArena)),
    ),
    usedFirstPage: view.mapPage(Math.max(0, first)),
    usedLimitPage: view.mapPage(Math.max(first, limit)),
    spanCount: view.spanCount,
    classBytes: Uint16Array.from({ length: view.sizeClasses }, (_, sizeClass) =>
      view.classBytes(sizeClass),
    ),
    regions: view.regions(),
    sites: siteNames,
    types: ['', ...view.program.types.map(({ name }) => name)],
  };
}

export function mapTiles(
  view: View,
  { arenas, pagesPerCell, colour }: Params<'tiles'>,
): Result<'tiles'> {
  const known = arenas.filter((arena) => arena >= 0 && arena < view.arenaCount);
  return {
    tick: view.rt.tick,
    tiles: known.map((arena) => new TileMaker(view, arena, pagesPerCell, colour).make()),
  };
}

class TileMaker {
  private readonly tile: MapTile;
  private readonly cells: number;

  constructor(
    private readonly view: View,
    private readonly arena: number,
    pagesPerCell: MapTile['pagesPerCell'],
    private readonly colour: ColourMode,
  ) {
    this.cells = pagesPerArena / pagesPerCell;
    this.tile = {
      arena,
      pagesPerCell,
      state: new Uint8Array(this.cells),
      spanClass: new Uint8Array(this.cells).fill(255),
      fill: new Uint8Array(this.cells),
      starts: new Uint8Array(this.cells),
      shade: new Uint16Array(this.cells),
    };
  }

  make(): MapTile {
    const { view } = this;
    const first = view.enginePage(this.arena * pagesPerArena);
    const limit = first + pagesPerArena;
    // Behind the mapped pages all is reserved, which is 0.
    const end = Math.min(limit, view.mappedPages);
    for (let page = first; page < end;) {
      const span = view.spanAt(page);
      if (span === 0) {
        this.paint(page - first, page - first + 1, view.bareState(page), undefined);
        page++;
        continue;
      }
      const start = view.startPage(span);
      const next = Math.min(limit, start + view.npages(span));
      if (start >= first) {
        const cell = Math.floor((start - first) / this.tile.pagesPerCell);
        this.tile.starts[cell] = Math.min(255, this.tile.starts[cell]! + 1);
      }
      this.paint(page - first, next - first, view.spanState(span), span);
      page = next;
    }
    return this.tile;
  }

  /** Pages `from…to` of the arena; a cell shows the page that says most. */
  private paint(from: number, to: number, state: PageState, span: number | undefined): void {
    const { tile } = this;
    const per = tile.pagesPerCell;
    const last = Math.floor((to - 1) / per);
    const isHeap = span !== undefined && state === PageState.heap;
    const fill = span === undefined ? 0 : fillOf(this.view, span);
    const shade = span === undefined ? 0 : spanShade(this.view, span, this.colour);
    for (let cell = Math.floor(from / per); cell <= last; cell++) {
      if (weight(state) < weight(tile.state[cell]!)) continue;
      tile.state[cell] = state;
      tile.spanClass[cell] = isHeap ? this.view.spanClass(span) : 255;
      tile.fill[cell] = fill;
      tile.shade[cell] = shade;
    }
  }
}

/** How much a page says: in use before free, heap first. */
function weight(state: number): number {
  if (state === PageState.heap) return 9;
  return state === PageState.padding ? 1 : state;
}

/** Share of the slots that are taken, 0…255; stacks and the like are full. */
function fillOf(view: View, span: number): number {
  const nelems = view.nelems(span);
  return nelems === 0 ? 255 : Math.round((255 * view.used(span)) / nelems);
}

function spanShade(view: View, span: number, colour: ColourMode): number {
  if (colour === 'owner') return view.owner(span);
  if (!view.isHeap(span)) return 0;
  if (colour === 'gc') {
    const share = view.markedCount(span) / Math.max(1, view.nelems(span));
    return view.sweepState(span) + 8 * Math.min(31, Math.ceil(31 * share));
  }
  return isObjectColour(colour) ? sampledShade(view, span, colour) : 0;
}

/** The most frequent shade, or the age of the youngest object, among some slots of a span. */
function sampledShade(view: View, span: number, colour: ObjectColour): number {
  const nelems = view.nelems(span);
  const step = Math.max(1, Math.floor(nelems / sampledSlots));
  const counts = new Map<number, number>();
  let best = 0;
  let youngest = 255;
  for (let slot = 0; slot < nelems; slot += step) {
    if (!view.isAllocated(span, slot)) continue;
    if (colour === 'age') {
      youngest = Math.min(youngest, slotShade(view, span, slot, colour));
      continue;
    }
    const shade = slotShade(view, span, slot, colour);
    counts.set(shade, (counts.get(shade) ?? 0) + 1);
    if (counts.get(shade)! > (counts.get(best) ?? 0)) best = shade;
  }
  return colour === 'age' ? youngest : best;
}

/** MapTile.shade of one slot. */
function slotShade(view: View, span: number, slot: number, colour: ObjectColour): number {
  if (!view.isAllocated(span, slot)) return 0;
  // Entry 0 of the lists of sites and types is "none".
  if (colour === 'site') return Math.min(0xffff, view.siteOf(span, slot) + 1);
  if (colour === 'type') return Math.min(0xffff, typeShade(view, span, slot));
  if (colour === 'goroutine') {
    const event = view.eventOf(span, slot);
    return event < 0 ? 0 : Math.min(0xffff, view.rt.trace.g(event));
  }
  const birth = view.bornAt(span, slot);
  const now = Math.max(1, view.rt.tick);
  if (birth < 0) return 255;
  return Math.round((255 * Math.log2(1 + now - birth)) / Math.log2(1 + now));
}

const numbersByTypes = new WeakMap<object, ReadonlyMap<string, number>>();

/** Shade by the name of a type. */
function typeNumbers({ program: { types } }: View): ReadonlyMap<string, number> {
  let numbers = numbersByTypes.get(types);
  if (numbers === undefined) {
    numbers = new Map(types.map(({ name }, index) => [name, index + 1]));
    numbersByTypes.set(types, numbers);
  }
  return numbers;
}

/** Its own type, or the one its site speaks of, plus 1. */
function typeShade(view: View, span: number, slot: number): number {
  const { types, sites } = view.program;
  const own = view.objectType(span, slot);
  if (types[own] !== undefined) return own + 1;
  const said = sites[view.siteOf(span, slot)]?.type;
  return said === undefined ? 0 : (typeNumbers(view).get(said) ?? 0);
}

/** Spans that touch `pageCount` map pages from `firstPage` on. */
export function mapSpans(view: View, { firstPage, pageCount, colour }: Params<'spans'>): MapSpans {
  const found: number[] = [];
  const first = view.enginePage(firstPage);
  view.forDrawn(first, first + pageCount, (span) => {
    if (found.length < spanLimit) found.push(span);
  });
  return spanColumns(view, found, firstPage, pageCount, colour);
}

/** The columns of some spans. */
export function spanColumns(
  view: View,
  spans: readonly number[],
  firstPage: number,
  pageCount: number,
  colour: ColourMode,
): MapSpans {
  const slotStart = new Uint32Array(spans.length + 1);
  spans.forEach((span, i) => (slotStart[i + 1] = slotStart[i]! + view.nelems(span)));
  const total = slotStart[spans.length]!;
  const slots = new Uint8Array(total);
  const object = isObjectColour(colour) ? colour : undefined;
  const shades = new Uint16Array(object ? total : 0);
  spans.forEach((span, i) => {
    const at = slotStart[i]!;
    for (let slot = 0; slot < view.nelems(span); slot++) {
      slots[at + slot] = view.slotBits(span, slot);
      if (object) shades[at + slot] = slotShade(view, span, slot, object);
    }
  });
  return {
    firstPage,
    pageCount,
    count: spans.length,
    id: Uint32Array.from(spans),
    page: Float64Array.from(spans, (span) => view.mapPage(view.startPage(span))),
    npages: Uint32Array.from(spans, (span) => view.npages(span)),
    state: Uint8Array.from(spans, (span) => view.spanState(span)),
    spanClass: Uint8Array.from(spans, (span) => view.spanClass(span)),
    elemBytes: Float64Array.from(spans, (span) => view.elemBytes(span)),
    nelems: Uint32Array.from(spans, (span) => view.nelems(span)),
    freeindex: Uint32Array.from(spans, (span) => view.freeIndex(span)),
    allocCount: Uint32Array.from(spans, (span) => view.used(span)),
    sweep: Uint8Array.from(spans, (span) => view.sweepState(span)),
    owner: Uint8Array.from(spans, (span) => view.owner(span)),
    heapBitsBytes: Uint16Array.from(spans, (span) => view.heapBitsBytes(span)),
    markBitsBytes: Uint16Array.from(spans, (span) => view.markBitsBytes(span)),
    headerBytes: Uint8Array.from(spans, (span) => view.headerBytes(span)),
    slotStart,
    slots,
    slotShade: shades,
  };
}
