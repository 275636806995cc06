/**
 * The engine's tables as views ask for them: spans in address order, states of pages and slots, and
 * what stands at an address. Everything is computed when asked for and costs what is looked at.
 *
 * There is one View for each runtime, chosen when a run is made: {@link View} has what both share
 * and names what each has to answer. Span classes are Go 1.26's: twice the size class, plus one
 * without pointers. Go 1.6 has none; its size classes count twice.
 *
 * Map pages count from the first arena's start, the engine's pages from the first chunk of the
 * heap: with a random base the heap begins inside of its arena.
 *
 * LONG: one reader of the engine's tables, a few lines per question.
 */
import type { Program } from '../golang/code/program';
import type { Key } from '../protocol/keys';
import { pagesPerArena, SlotBit, SweepState } from '../protocol/views';
import type { MapRegion, PageState } from '../protocol/views';
import { Birth, freedSite } from '../runtime/births';
import type { Runtime } from '../runtime/runtime';
import { TraceKind } from '../runtime/trace';
import type { Counters } from './counters';
import type { EventWindow } from './eventWindow';

/** What an offset points into. */
interface Place {
  readonly span: number;
  /** Slot, or -1 in the tail of a span, a stack or a work buffer. */
  readonly slot: number;
}

/** The spans of an mcentral by what the next allocation can do with them. */
export interface CentralCounts {
  readonly spanClass: number;
  readonly partialSwept: number;
  readonly fullSwept: number;
  readonly partialUnswept: number;
  readonly fullUnswept: number;
}

export abstract class View {
  private touched: ReadonlySet<number> | undefined;

  constructor(
    readonly rt: Runtime,
    readonly program: Program,
    /** Where the machine stood before the last movement: what came later is fresh. */
    readonly before: { readonly tick: number; readonly event: number },
    readonly counters: Counters,
  ) {}

  // ---- pages and arenas

  /** Map page of an engine page. */
  mapPage(page: number): number {
    return page + this.rt.arenaSkew;
  }

  /** Engine page of a map page; negative in front of a random base. */
  enginePage(mapPage: number): number {
    return mapPage - this.rt.arenaSkew;
  }

  /** Parts of 64 MiB of address space that the map shows. */
  abstract get arenaCount(): number;

  arenaAddress(arena: number): number {
    return this.pageAddress(arena * pagesPerArena);
  }

  /** Address of a map page. */
  pageAddress(mapPage: number): number {
    return this.rt.mem.heapBase + this.enginePage(mapPage) * 8192;
  }

  /** Pages of an arena that are mapped. */
  mappedPagesOf(arena: number): number {
    const mapped = this.mapPage(this.mappedPages) - arena * pagesPerArena;
    return Math.min(pagesPerArena, Math.max(0, mapped));
  }

  /** Bytes of address space taken once and for all. */
  abstract get reservedBytes(): number;

  /** Engine pages that are mapped. */
  abstract get mappedPages(): number;

  /** The span in use that a page belongs to, 0 when there is none. */
  abstract spanAt(page: number): number;

  /** What a page without a span is. */
  abstract bareState(page: number): PageState;

  /** Whether nobody owns a mapped engine page, and no P has set it aside. */
  abstract isFreePage(page: number): boolean;

  /** What the pages of a span are. */
  abstract spanState(span: number): PageState;

  /** Calls `visit` for each span in use that touches the engine pages, in address order. */
  forSpans(first: number, limit: number, visit: (span: number) => void): void {
    const end = Math.min(limit, this.mappedPages);
    for (let page = Math.max(0, first); page < end;) {
      const span = this.spanAt(page);
      if (span === 0) page++;
      else {
        visit(span);
        page = this.startPage(span) + this.npages(span);
      }
    }
  }

  /** The same for all spans that the map draws; where free runs are spans, these are among them. */
  forDrawn(first: number, limit: number, visit: (span: number) => void): void {
    this.forSpans(first, limit, visit);
  }

  /** What was reserved for the heap and its tables. */
  abstract regions(): readonly MapRegion[];

  // ---- spans

  /** Spans that have pages in use. */
  abstract get spanCount(): number;

  /** Span numbers are below this. */
  abstract get spanLimit(): number;

  /** Whether a number is a span's: it has pages. */
  abstract isLive(span: number): boolean;

  /** Whether a span has slots for objects. */
  abstract isHeap(span: number): boolean;

  /** First engine page. */
  abstract startPage(span: number): number;
  abstract npages(span: number): number;
  /** Offset of the first byte, and behind the last one of the last slot. */
  abstract baseOff(span: number): number;
  abstract limitOff(span: number): number;
  /** Slots of a heap span, 0 of another one. */
  abstract nelems(span: number): number;
  abstract elemBytes(span: number): number;
  abstract spanClass(span: number): number;
  /** Slots taken, as the allocator counts. */
  abstract used(span: number): number;
  /** P + 1 whose mcache holds it, 0 for none. */
  abstract owner(span: number): number;
  abstract sweepState(span: number): SweepState;
  /** First row of the births of its objects, 0 for none. */
  protected abstract births(span: number): number;

  /** The slot where the search for a free one goes on; `nelems` when there is none. */
  abstract freeIndex(span: number): number;

  // ---- slots

  /** Whether a slot counts as allocated. */
  abstract isAllocated(span: number, slot: number): boolean;

  /** Offset of a slot's first byte. */
  slotOff(span: number, slot: number): number {
    return this.baseOff(span) + slot * this.elemBytes(span);
  }

  /** Bytes of malloc header at the beginning of each slot of a span. */
  abstract headerBytes(span: number): number;

  /** Bytes of pointer bitmap at a span's end. */
  abstract heapBitsBytes(span: number): number;

  /** Bytes of inline mark bits at a span's end. */
  abstract markBitsBytes(span: number): number;

  /** Whether the collector sees no pointer in a slot. */
  abstract isNoscan(span: number, slot: number): boolean;

  /** Whether a taken slot is a block of tiny objects. */
  abstract isTiny(span: number, slot: number): boolean;

  abstract isMarked(span: number, slot: number): boolean;

  /** Whether the collector has looked into a marked object; without pointers it never has to. */
  abstract isScanned(span: number, slot: number): boolean;

  /** The slot that the next allocation from a span gets; -1 when it is full. */
  abstract nextFree(span: number): number;

  /** Type of the object in a slot with pointers; -1 when only its pointer words are known. */
  abstract typeInSlot(span: number, slot: number): number;

  /** Whether the collector sees a pointer in word `word` of a slot. */
  abstract isPointer(span: number, slot: number, word: number): boolean;

  /** {@link SlotBit}s of a slot; `since` says which events make it fresh or freed. */
  slotBits(span: number, slot: number, since: EventWindow = this.lastMovement): number {
    const isTaken = this.isAllocated(span, slot);
    let bits = isTaken ? SlotBit.allocated : 0;
    if (this.isMarked(span, slot)) bits |= SlotBit.marked;
    if (this.isScanned(span, slot)) bits |= SlotBit.scanned;
    if (isTaken && this.isTiny(span, slot)) bits |= SlotBit.tiny;
    const event = this.eventOf(span, slot);
    if (isTaken && isWithin(event, since)) bits |= SlotBit.fresh;
    if (!isTaken && this.isFreed(span, slot, since)) bits |= SlotBit.freed;
    return bits;
  }

  /** Marked slots of a span. */
  markedCount(span: number): number {
    let count = 0;
    for (let slot = 0; slot < this.nelems(span); slot++) if (this.isMarked(span, slot)) count++;
    return count;
  }

  /** The alloc event that filled a slot; -1 when it is free, or nothing was recorded. */
  eventOf(span: number, slot: number): number {
    const at = this.birthOf(span, slot);
    if (at < 0) return -1;
    const { words } = this.rt.births.table;
    const site = words[at + Birth.site]!;
    const event = words[at + Birth.event]!;
    return site === freedSite || (site === -1 && event === 0) ? -1 : event;
  }

  /** Where the row of a slot begins in the words of births; -1 when nothing was recorded. */
  private birthOf(span: number, slot: number): number {
    const first = this.births(span);
    return first === 0 ? -1 : (first + slot) * Birth.words;
  }

  /** Site of the object in a slot, -1 for none. */
  siteOf(span: number, slot: number): number {
    const at = this.birthOf(span, slot);
    return at < 0 ? -1 : Math.max(-1, this.rt.births.table.words[at + Birth.site]!);
  }

  /** All that has happened since the last movement began. */
  get lastMovement(): EventWindow {
    return { first: this.before.event, limit: Infinity };
  }

  /** Whether an event of these freed a slot. */
  private isFreed(span: number, slot: number, since: EventWindow): boolean {
    const at = this.birthOf(span, slot);
    if (at < 0) return false;
    const { words } = this.rt.births.table;
    return words[at + Birth.site] === freedSite && isWithin(words[at + Birth.event]!, since);
  }

  /** Type number of the values in a slot, -1 when nobody knows. */
  objectType(span: number, slot: number): number {
    const isRecorded = this.eventOf(span, slot) >= 0;
    const { words } = this.rt.births.table;
    const known = isRecorded ? words[this.birthOf(span, slot) + Birth.typ]! : -1;
    return known >= 0 ? known : this.typeInSlot(span, slot);
  }

  /** Tick at which a slot was filled last, -1 when unknown. */
  bornAt(span: number, slot: number): number {
    const event = this.eventOf(span, slot);
    return event < 0 ? -1 : this.rt.trace.tick(event);
  }

  /** Bytes asked for when a slot was filled last; -1 when unknown. */
  requestedBytes(span: number, slot: number): number {
    const event = this.eventOf(span, slot);
    return event < 0 ? -1 : this.rt.trace.b(event);
  }

  /**
   * Whether the last collection found nothing that points at the object, and nobody has swept it.
   */
  isUnsweptGarbage(span: number, slot: number): boolean {
    const sweep = this.sweepState(span);
    const isUnswept = sweep === SweepState.unswept || sweep === SweepState.cachedUnswept;
    return isUnswept && this.rt.gcPhase === 0 && !this.isMarked(span, slot);
  }

  /** Whether the last movement did something to a span; false when it did too much to tell. */
  isSpanFresh(span: number): boolean {
    this.touched ??= this.touchedSpans();
    return this.touched.has(span);
  }

  private touchedSpans(): ReadonlySet<number> {
    const { trace } = this.rt;
    const spans = new Set<number>();
    const { event } = this.before;
    if (trace.count - event > freshLimit) return spans;
    for (let index = event; index < trace.count; index++) {
      const span = eventSpan(this, index);
      if (span > 0) spans.add(span);
    }
    return spans;
  }

  // ---- size classes and lists

  /** Size classes, class 0 (large objects) included, and the bytes of a slot of each. */
  abstract get sizeClasses(): number;
  abstract classBytes(sizeClass: number): number;

  /** Objects that were ever made and freed, by size class. */
  abstract mallocs(): Float64Array;
  abstract frees(): Float64Array;

  /** Span class of what an alloc event got, -1 when that was nothing: size 0. */
  abstract classOfAlloc(event: number): number;

  /** Whether an alloc event got a share of a tiny block that somebody else had begun. */
  abstract sharesBlock(event: number): boolean;

  /** What an alloc event counts for in the sum of its site: bytes of the slot. */
  abstract siteBytesOf(event: number): number;

  /** Bytes of the slot that an alloc event is about; a large object has whole pages. */
  slotBytesOf(event: number): number {
    const sizeClass = this.classOfAlloc(event) >> 1;
    if (sizeClass !== 0) return this.classBytes(Math.max(0, sizeClass));
    return Math.ceil(this.rt.trace.b(event) / 8192) * 8192;
  }

  /** Spans in the mcache of a P, by span class. */
  abstract cachedSpans(p: number): number[];

  /** Bytes taken of a P's tiny block, 0 when it has none. */
  abstract tinyOffset(p: number): number;

  /** Free pages in the page cache of a P; undefined where Ps have none. */
  pageCacheCount(_: number): number | undefined {
    return undefined;
  }

  /** The mcentrals that have a span on one of their lists. */
  abstract centrals(): CentralCounts[];

  // ---- addresses

  /** What an offset of the heap points into; undefined where no live span is. */
  placeOf(off: number): Place | undefined {
    const { rt } = this;
    if (off < rt.heapStart || off >= rt.mem.size) return undefined;
    const span = this.spanAt((off - rt.heapStart) >> 13);
    if (span === 0) return undefined;
    if (!this.isHeap(span) || off >= this.limitOff(span)) return { span, slot: -1 };
    return { span, slot: Math.floor((off - this.baseOff(span)) / this.elemBytes(span)) };
  }

  /** The key of what an offset points into; undefined for nil and what has no key. */
  keyOf(off: number): Key | undefined {
    const { statics } = this.rt;
    if (off > 0 && off < statics.size) {
      const at = this.globalAt(off);
      return at < 0 ? undefined : `global:${at}`;
    }
    const place = this.placeOf(off);
    if (place === undefined) return undefined;
    return place.slot < 0 ? `span:${place.span}` : `slot:${place.span}:${place.slot}`;
  }

  /** Bytes of the segments that hold variables. */
  get globalBytes(): number {
    const { noptrdata, data, bss, noptrbss } = this.program.statics;
    return [noptrdata, data, bss, noptrbss].reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Number of the global variable that a static offset lies in, -1 for none. */
  globalAt(off: number): number {
    const { globals, types } = this.program;
    return globals.findIndex(
      ({ offset, type }) => off >= offset && off < offset + Math.max(1, types[type]!.size),
    );
  }
}

/** Whether an event is one of these. */
function isWithin(event: number, { first, limit }: EventWindow): boolean {
  return event >= first && event < limit;
}

/** Events of a movement that are looked at to find the spans it touched. */
const freshLimit = 4096;

/** The span an event is about, 0 for none. */
export function eventSpan(view: View, index: number): number {
  const { trace } = view.rt;
  switch (trace.kind(index)) {
    case TraceKind.alloc:
      return view.placeOf(trace.a(index))?.span ?? 0;
    case TraceKind.refill:
    case TraceKind.uncache:
    case TraceKind.grow:
    case TraceKind.spanAlloc:
    case TraceKind.spanFree:
    case TraceKind.sweep:
      return trace.a(index);
    default:
      return 0;
  }
}
