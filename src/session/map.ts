/**
 * The map's windows: where arenas are, tiles of pages, spans with their slots. A tile looks at
 * pages and spans, never at objects: colours that speak of objects are sampled from a few slots.
 */
import type { Params, Result } from '../protocol/protocol';
import { isObjectColour, PageState, pagesPerArena } from '../protocol/views';
import type { ColourMode, MapOverview, MapSpans, MapTile, ObjectColour } from '../protocol/views';
import { Each, whole } from './portions';
import type { Portions } from './portions';
import type { Touched } from './touched';
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

/** Tiles of the arenas that are there, in the order in which they were asked for. */
export function mapTiles(
  view: View,
  { arenas, pagesPerCell, colour }: Params<'tiles'>,
  touched?: Touched,
): Portions<Result<'tiles'>> {
  const known = arenas.filter((arena) => arena >= 0 && arena < view.arenaCount);
  const each = new Each(
    known.length,
    (index) => new TileMaker(view, known[index]!, pagesPerCell, colour, touched),
  );
  return {
    work: (units) => each.work(units),
    get answer() {
      return { tick: view.rt.tick, tiles: each.answer };
    },
  };
}

/** Colours that follow from the other columns. */
const unshaded: readonly ColourMode[] = ['class', 'occupancy', 'state'];

class TileMaker implements Portions<MapTile> {
  readonly answer: MapTile;
  /** First engine page of the arena, and behind the last mapped one: all behind is reserved, 0. */
  private readonly first: number;
  private readonly end: number;
  private page: number;

  constructor(
    private readonly view: View,
    arena: number,
    pagesPerCell: MapTile['pagesPerCell'],
    private readonly colour: ColourMode,
    private readonly touched: Touched | undefined,
  ) {
    const cells = pagesPerArena / pagesPerCell;
    this.answer = {
      arena,
      pagesPerCell,
      state: new Uint8Array(cells),
      spanClass: new Uint8Array(cells).fill(255),
      fill: new Uint8Array(cells),
      // What the view does not look at is not sent.
      starts: new Uint8Array(pagesPerCell === 1 ? cells : 0),
      shade: new Uint16Array(unshaded.includes(colour) ? 0 : cells),
      ...(touched === undefined ? {} : { touched: new Uint8Array(cells) }),
    };
    this.first = this.page = view.enginePage(arena * pagesPerArena);
    this.end = Math.min(this.first + pagesPerArena, view.mappedPages);
  }

  work(units: number): boolean {
    for (let left = units; left > 0 && this.page < this.end;) left -= this.next();
    return this.page >= this.end;
  }

  /** Draws the next span, or a page without one; what it cost. */
  private next(): number {
    const { view, first, page } = this;
    const span = view.spanAt(page);
    if (span === 0) {
      this.paint(page - first, page - first + 1, view.bareState(page), undefined);
      this.page++;
      return 1;
    }
    const { starts } = this.answer;
    const start = view.startPage(span);
    const next = Math.min(first + pagesPerArena, start + view.npages(span));
    if (start >= first && starts.length > 0) starts[start - first] = 1;
    this.paint(page - first, next - first, view.spanState(span), span);
    this.page = next;
    return this.colour === 'gc' ? Math.max(sampledSlots, view.nelems(span) >> 3) : sampledSlots;
  }

  /** Pages `from…to` of the arena; a cell shows the page that says most. */
  private paint(from: number, to: number, state: PageState, span: number | undefined): void {
    const { answer: tile } = this;
    const per = tile.pagesPerCell;
    const last = Math.floor((to - 1) / per);
    const isHeap = span !== undefined && state === PageState.heap;
    const fill = span === undefined ? 0 : fillOf(this.view, span);
    const shade = span === undefined ? 0 : spanShade(this.view, span, this.colour);
    if (this.hadPart(from, span)) tile.touched!.fill(1, Math.floor(from / per), last + 1);
    for (let cell = Math.floor(from / per); cell <= last; cell++) {
      if (weight(state) < weight(tile.state[cell]!)) continue;
      tile.state[cell] = state;
      tile.spanClass[cell] = isHeap ? this.view.spanClass(span) : 255;
      tile.fill[cell] = fill;
      if (tile.shade.length > 0) tile.shade[cell] = shade;
    }
  }

  /** Whether a span, or else a page of the arena, had a part in the stretch. */
  private hadPart(page: number, span: number | undefined): boolean {
    const { touched, first } = this;
    if (touched === undefined) return false;
    return span === undefined ? touched.hasPage(first + page) : touched.hasSpan(span);
  }
}

/** Whether a span had a part in a stretch; where free runs are spans, as the pages they are. */
function spanHadPart(view: View, touched: Touched, span: number): boolean {
  if (touched.hasSpan(span)) return true;
  return view.spanAt(view.startPage(span)) !== span && touched.hasPage(view.startPage(span));
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
export function mapSpans(
  view: View,
  { firstPage, pageCount, colour }: Params<'spans'>,
  touched?: Touched,
): Portions<MapSpans> {
  const found: number[] = [];
  const first = view.enginePage(firstPage);
  view.forDrawn(first, first + pageCount, (span) => {
    if (found.length < spanLimit) found.push(span);
  });
  return new SpanColumns(view, found, firstPage, pageCount, colour, touched);
}

/** The columns of one span. */
export function spanColumns(
  view: View,
  span: number,
  page: number,
  pageCount: number,
  colour: ColourMode,
  touched?: Touched,
): MapSpans {
  return whole(new SpanColumns(view, [span], page, pageCount, colour, touched));
}

/** The columns of some spans; slots are looked at in portions. */
class SpanColumns implements Portions<MapSpans> {
  readonly answer: MapSpans;
  private readonly object: ObjectColour | undefined;
  /** Where it goes on: a span, and a slot of it. */
  private at = 0;
  private slot = 0;

  constructor(
    private readonly view: View,
    private readonly spans: readonly number[],
    firstPage: number,
    pageCount: number,
    colour: ColourMode,
    private readonly touched: Touched | undefined,
  ) {
    this.object = isObjectColour(colour) ? colour : undefined;
    const { length: count } = spans;
    const slotStart = new Uint32Array(count + 1);
    spans.forEach((span, i) => (slotStart[i + 1] = slotStart[i]! + view.nelems(span)));
    const slots = slotStart[count]!;
    this.answer = {
      ...{ firstPage, pageCount, count, id: Uint32Array.from(spans) },
      ...{ page: new Float64Array(count), npages: new Uint32Array(count) },
      ...{ state: new Uint8Array(count), spanClass: new Uint8Array(count) },
      ...{ elemBytes: new Float64Array(count), nelems: new Uint32Array(count) },
      ...{ freeindex: new Uint32Array(count), allocCount: new Uint32Array(count) },
      ...{ sweep: new Uint8Array(count), owner: new Uint8Array(count) },
      ...{ heapBitsBytes: new Uint16Array(count), markBitsBytes: new Uint16Array(count) },
      ...{ headerBytes: new Uint8Array(count), slotStart, slots: new Uint8Array(slots) },
      slotShade: new Uint16Array(this.object === undefined ? 0 : slots),
      ...(touched === undefined ? {} : { touched: new Uint8Array(count) }),
    };
  }

  work(units: number): boolean {
    const { view, spans } = this;
    for (let left = units; left > 0 && this.at < spans.length;) {
      const span = spans[this.at]!;
      if (this.slot === 0) this.span(this.at, span);
      const limit = Math.min(view.nelems(span), this.slot + Math.max(1, left));
      left -= limit - this.slot + 1;
      for (; this.slot < limit; this.slot++) this.lookAt(span, this.slot);
      if (this.slot < view.nelems(span)) break;
      this.at++;
      this.slot = 0;
    }
    return this.at >= spans.length;
  }

  private span(at: number, span: number): void {
    const { view, answer } = this;
    answer.page[at] = view.mapPage(view.startPage(span));
    answer.npages[at] = view.npages(span);
    answer.state[at] = view.spanState(span);
    answer.spanClass[at] = view.spanClass(span);
    answer.elemBytes[at] = view.elemBytes(span);
    answer.nelems[at] = view.nelems(span);
    answer.freeindex[at] = view.freeIndex(span);
    answer.allocCount[at] = view.used(span);
    answer.sweep[at] = view.sweepState(span);
    answer.owner[at] = view.owner(span);
    answer.heapBitsBytes[at] = view.heapBitsBytes(span);
    answer.markBitsBytes[at] = view.markBitsBytes(span);
    answer.headerBytes[at] = view.headerBytes(span);
    const { touched } = this;
    if (touched !== undefined && spanHadPart(view, touched, span)) answer.touched![at] = 1;
  }

  private lookAt(span: number, slot: number): void {
    const { view, answer, object } = this;
    const at = answer.slotStart[this.at]! + slot;
    answer.slots[at] = view.slotBits(span, slot, this.touched?.window);
    if (object !== undefined) answer.slotShade[at] = slotShade(view, span, slot, object);
  }
}
