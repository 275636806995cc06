/**
 * The engine's tables as views ask for them: spans in address order, states of pages and slots, and
 * what stands at an address. Everything is computed when asked for and costs what is looked at.
 *
 * Map pages count from the first arena's start, the engine's pages from the first chunk of the
 * heap: with a random base the heap begins inside of its arena.
 *
 * LONG: one reader of the engine's tables, a few lines per question.
 */
import { popcount32 } from '../base/bits';
import type { Program } from '../golang/code/program';
import type { Key, SpanSetList } from '../protocol/keys';
import { PageState, pagesPerArena, SlotBit, SweepState } from '../protocol/views';
import { headerBytes, heapBitsSmall, isAllocated, typeOfHeader } from '../runtime/mbitmap';
import { fullSwept, fullUnswept, partialSwept, partialUnswept } from '../runtime/mcentral';
import { MSpanState, SpanAllocType } from '../runtime/mheap';
import type { Runtime } from '../runtime/runtime';
import { freedSite, TraceKind } from '../runtime/trace';
import {
  gcUsesSpanInlineMarkBits,
  heapBitsBytes,
  heapBitsInSpan,
  numSpanClasses,
  spanInlineMarkBytes,
  tinySpanClass,
} from '../runtime/sizeclasses';

/** What an offset points into. */
interface Place {
  readonly span: number;
  /** Slot, or -1 in the tail of a span, a stack or a work buffer. */
  readonly slot: number;
}

export class View {
  private touched: ReadonlySet<number> | undefined;

  constructor(
    readonly rt: Runtime,
    readonly program: Program,
    /** Where the machine stood before the last movement: what came later is fresh. */
    readonly before: { readonly tick: number; readonly event: number },
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

  get arenaCount(): number {
    return this.rt.mheap.arenas[0]!;
  }

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

  /** Engine pages that are mapped: handed to the page allocator. */
  get mappedPages(): number {
    return this.rt.pages.end;
  }

  /** The live span that a page belongs to, 0 when there is none. */
  spanAt(page: number): number {
    const { rt } = this;
    if (page < 0 || page >= rt.page.rows) return 0;
    const span = rt.page.spans[page]!;
    if (span === 0 || rt.mspan.state[span] === MSpanState.dead) return 0;
    const first = rt.mspan.startPage[span]!;
    return page >= first && page < first + rt.mspan.npages[span]! ? span : 0;
  }

  /** What a page without a span is. */
  bareState(page: number): PageState {
    const { rt } = this;
    if (page < 0 || page >= this.mappedPages) return PageState.reserved;
    const { alloc, scavenged } = rt.pages.bits;
    const bit = 1 << (page & 31);
    if ((alloc[page >> 5]! & bit) !== 0)
      return page < rt.padPages ? PageState.padding : PageState.cached;
    return (scavenged[page >> 5]! & bit) !== 0 ? PageState.released : PageState.free;
  }

  /** Pages of an engine range by {@link PageState}. */
  pagesByState(first: number, count: number): Uint32Array {
    const byState = new Uint32Array(8);
    for (let page = first; page < first + count; page++) {
      const span = this.spanAt(page);
      byState[span === 0 ? this.bareState(page) : this.spanState(span)]!++;
    }
    return byState;
  }

  /** Whether nobody owns a mapped engine page, and no P has set it aside. */
  isFreePage(page: number): boolean {
    return ((this.rt.pages.bits.alloc[page >> 5]! >>> (page & 31)) & 1) === 0;
  }

  /** What the pages of a span are. */
  spanState(span: number): PageState {
    const { state, manualType } = this.rt.mspan;
    if (state[span] === MSpanState.inUse) return PageState.heap;
    return manualType[span] === SpanAllocType.stack ? PageState.stack : PageState.manual;
  }

  /** Calls `visit` for each live span that touches the engine pages, in address order. */
  forSpans(first: number, limit: number, visit: (span: number) => void): void {
    const end = Math.min(limit, this.rt.page.rows);
    for (let page = Math.max(0, first); page < end;) {
      const span = this.spanAt(page);
      if (span === 0) page++;
      else {
        visit(span);
        page = this.rt.mspan.startPage[span]! + this.rt.mspan.npages[span]!;
      }
    }
  }

  // ---- spans and slots

  isLive(span: number): boolean {
    const { mspan } = this.rt;
    return span > 0 && span < mspan.rows && mspan.state[span] !== MSpanState.dead;
  }

  isHeap(span: number): boolean {
    return this.isLive(span) && this.rt.mspan.state[span] === MSpanState.inUse;
  }

  sweepState(span: number): SweepState {
    if (!this.isHeap(span)) return SweepState.none;
    const behind = this.rt.mheap.sweepgen[0]! - this.rt.mspan.sweepgen[span]!;
    if (behind === 2) return SweepState.unswept;
    if (behind === 1) return SweepState.sweeping;
    if (behind === -1) return SweepState.cachedUnswept;
    return behind === -3 ? SweepState.cachedSwept : SweepState.swept;
  }

  /** Whether a slot counts as allocated: below freeindex, or not free by its bits. */
  isAllocated(span: number, slot: number): boolean {
    return isAllocated(this.rt, span, slot);
  }

  /** Offset of a slot's first byte. */
  slotOff(span: number, slot: number): number {
    const { mspan } = this.rt;
    return mspan.base[span]! + slot * mspan.elemsize[span]!;
  }

  /** Bytes of malloc header at the beginning of each slot of a span. */
  headerBytes(span: number): number {
    return this.isHeap(span) ? headerBytes(this.rt, span) : 0;
  }

  private hasInlineMarks(span: number): boolean {
    const { spanclass, elemsize } = this.rt.mspan;
    return this.isHeap(span) && spanclass[span]! > 1 && gcUsesSpanInlineMarkBits(elemsize[span]!);
  }

  /** Bytes of pointer bitmap at a span's end. */
  heapBitsBytes(span: number): number {
    const { spanclass, elemsize } = this.rt.mspan;
    const isScan = spanclass[span]! > 1 && (spanclass[span]! & 1) === 0;
    return this.isHeap(span) && isScan && heapBitsInSpan(elemsize[span]!) ? heapBitsBytes : 0;
  }

  /** Bytes of inline mark bits at a span's end. */
  markBitsBytes(span: number): number {
    return this.hasInlineMarks(span) ? spanInlineMarkBytes : 0;
  }

  /** {@link SlotBit}s of a slot. */
  slotBits(span: number, slot: number): number {
    const isTaken = this.isAllocated(span, slot);
    let bits = isTaken ? SlotBit.allocated : 0;
    if (this.isMarked(span, slot)) bits |= SlotBit.marked;
    if (this.isScanned(span, slot)) bits |= SlotBit.scanned;
    if (isTaken && this.rt.mspan.spanclass[span] === tinySpanClass) bits |= SlotBit.tiny;
    const event = this.eventOf(span, slot);
    if (isTaken && event >= this.before.event) bits |= SlotBit.fresh;
    if (!isTaken && this.isFreed(span, slot)) bits |= SlotBit.freed;
    return bits;
  }

  isMarked(span: number, slot: number): boolean {
    const { mspan, gcBits } = this.rt;
    const word = gcBits.bits[mspan.gcmarkBits[span]! + (slot >> 5)]!;
    return ((word >>> (slot & 31)) & 1) === 1 || this.inlineBit(span, slot, marksByte);
  }

  /** Whether the collector has looked into a marked object; without pointers it never has to. */
  isScanned(span: number, slot: number): boolean {
    if (!this.isMarked(span, slot)) return false;
    const isNoscan = (this.rt.mspan.spanclass[span]! & 1) === 1;
    const isOver = this.rt.gc.phase[0] === 0;
    return isNoscan || isOver || this.inlineBit(span, slot, 0);
  }

  private inlineBit(span: number, slot: number, from: number): boolean {
    if (!this.hasInlineMarks(span)) return false;
    const at = this.rt.mspan.base[span]! + 8192 - spanInlineMarkBytes + from;
    return ((this.rt.mem.u8[at + (slot >> 3)]! >>> (slot & 7)) & 1) === 1;
  }

  /** Marked slots of a span. */
  markedCount(span: number): number {
    let count = 0;
    for (let slot = 0; slot < this.rt.mspan.nelems[span]!; slot++)
      if (this.isMarked(span, slot)) count++;
    return count;
  }

  /** The alloc event that filled a slot; -1 when it is free, or nothing was recorded. */
  eventOf(span: number, slot: number): number {
    const at = this.birthOf(span, slot);
    if (at < 0) return -1;
    const { event, site } = this.rt.births.table;
    const isUnknown = site[at] === freedSite || (site[at] === -1 && event[at] === 0);
    return isUnknown ? -1 : event[at]!;
  }

  /** Row of a slot in the table of births; -1 when nothing was recorded. */
  private birthOf(span: number, slot: number): number {
    const first = this.rt.mspan.births[span]!;
    return first === 0 ? -1 : first + slot;
  }

  /** Site of the object in a slot, -1 for none. */
  siteOf(span: number, slot: number): number {
    const at = this.birthOf(span, slot);
    return at < 0 ? -1 : Math.max(-1, this.rt.births.table.site[at]!);
  }

  /** Whether the last movement freed a slot. */
  private isFreed(span: number, slot: number): boolean {
    const at = this.birthOf(span, slot);
    const { event, site } = this.rt.births.table;
    return at >= 0 && site[at] === freedSite && event[at]! >= this.before.event;
  }

  /** Type number of the values in a slot, -1 when nobody knows. */
  objectType(span: number, slot: number): number {
    const at = this.birthOf(span, slot);
    const known = at < 0 ? -1 : this.rt.births.table.typ[at]!;
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
    return isUnswept && this.rt.gc.phase[0] === 0 && !this.isMarked(span, slot);
  }

  /** The slot that the next allocation from a span gets; -1 when it is full. */
  nextFree(span: number): number {
    const { mspan } = this.rt;
    for (let slot = mspan.freeindex[span]!; slot < mspan.nelems[span]!; slot++)
      if (!this.isAllocated(span, slot)) return slot;
    return -1;
  }

  /** Type of the object in a slot with pointers; -1 when only its pointer words are known. */
  typeInSlot(span: number, slot: number): number {
    const { largeType, spanclass } = this.rt.mspan;
    if ((spanclass[span]! & 1) === 1) return -1;
    if (spanclass[span]! < 2) return largeType[span]! - 1;
    return this.headerBytes(span) > 0 ? typeOfHeader(this.rt, this.slotOff(span, slot)) : -1;
  }

  /** Whether the collector sees a pointer in word `word` of a slot. */
  isPointer(span: number, slot: number, word: number): boolean {
    if ((this.rt.mspan.spanclass[span]! & 1) === 1) return false;
    if (this.heapBitsBytes(span) > 0)
      return (heapBitsSmall(this.rt, span, this.slotOff(span, slot), word) & 1) === 1;
    const desc = this.rt.types[this.typeInSlot(span, slot)];
    if (desc === undefined || desc.size === 0) return false;
    const at = word * 8 - this.headerBytes(span);
    return at >= 0 && desc.gcmask[(at % desc.size) >> 3] === 1;
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

  // ---- lists of spans

  /** Spans in the mcache of a P, by span class. */
  cachedSpans(p: number): number[] {
    const { span } = this.rt.mcacheAlloc;
    const from = p * numSpanClasses;
    return Array.from(span.subarray(from, from + numSpanClasses)).filter((at) => at !== 0);
  }

  private setOf(spanClass: number, list: SpanSetList): number {
    return setNumbers[list]!(this.rt.mheap.sweepgen[0]!, spanClass);
  }

  /** Entries of a list of an mcentral, spans that have left it by other means included. */
  spanSetCount(spanClass: number, list: SpanSetList): number {
    return this.rt.spanSets.set.count[this.setOf(spanClass, list)]!;
  }

  /** Entries of all four lists of an mcentral. */
  centralCount(spanClass: number): number {
    return setNumbers.reduce((sum, _, at) => sum + this.spanSetCount(spanClass, at), 0);
  }

  /** Free pages that a P has set aside. */
  pageCacheCount(p: number): number {
    const { pcacheLow, pcacheHigh } = this.rt.allp;
    return popcount32(pcacheLow[p]!) + popcount32(pcacheHigh[p]!);
  }

  spanSet(spanClass: number, list: SpanSetList): number[] {
    const { set, entry } = this.rt.spanSets;
    const spans: number[] = [];
    for (let at = set.head[this.setOf(spanClass, list)]!; at !== 0; at = entry.next[at]!)
      spans.push(entry.span[at]!);
    return spans;
  }

  // ---- addresses

  /** What an offset of the heap points into; undefined where no live span is. */
  placeOf(off: number): Place | undefined {
    const { rt } = this;
    if (off < rt.heapStart || off >= rt.mem.size) return undefined;
    const span = this.spanAt((off - rt.heapStart) >> 13);
    if (span === 0) return undefined;
    if (!this.isHeap(span) || off >= rt.mspan.limit[span]!) return { span, slot: -1 };
    return { span, slot: Math.floor((off - rt.mspan.base[span]!) / rt.mspan.elemsize[span]!) };
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

  /** Number of the global variable that a static offset lies in, -1 for none. */
  globalAt(off: number): number {
    const { globals, types } = this.program;
    return globals.findIndex(
      ({ offset, type }) => off >= offset && off < offset + Math.max(1, types[type]!.size),
    );
  }
}

/** spanInlineMarkBits: scans, then marks. */
const marksByte = 64;

const setNumbers: readonly ((sweepgen: number, spanClass: number) => number)[] = [
  partialSwept,
  fullSwept,
  partialUnswept,
  fullUnswept,
];

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
