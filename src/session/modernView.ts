/** The tables of Go 1.26: bitmaps of pages and slots, span sets, page caches. */
import { popcount32 } from '../base/bits';
import type { SpanSetList } from '../protocol/keys';
import { PageState, pagesPerArena, SweepState } from '../protocol/views';
import type { MapRegion } from '../protocol/views';
import { headerBytes, heapBitsSmall, isAllocated, typeOfHeader } from '../runtime/mbitmap';
import { fullSwept, fullUnswept, partialSwept, partialUnswept } from '../runtime/mcentral';
import { marksAt } from '../runtime/mgcmark_greenteagc';
import { MSpanState, SpanAllocType } from '../runtime/mheap';
import {
  class_to_size,
  gcUsesSpanInlineMarkBits,
  heapBitsBytes,
  heapBitsInSpan,
  makeSpanClass,
  mallocHeaderSize,
  numSizeClasses,
  numSpanClasses,
  sizeclassOf,
  spanInlineMarkBytes,
  tinySpanClass,
} from '../runtime/sizeclasses';
import { WhyAlloc } from '../runtime/trace';
import { queuedObjects, sharedObjects } from './greyQueues';
import type { CentralCounts } from './view';
import { View } from './view';

export class ModernView extends View {
  /** Objects in work buffers at this tick, once somebody has asked. */
  private queued: ReadonlySet<number> | undefined;

  get arenaCount(): number {
    return this.rt.mheap.arenas[0]!;
  }

  get reservedBytes(): number {
    return this.arenaCount * pagesPerArena * 8192;
  }

  get mappedPages(): number {
    return this.rt.pages.end;
  }

  spanAt(page: number): number {
    const { rt } = this;
    if (page < 0 || page >= rt.page.rows) return 0;
    const span = rt.page.spans[page]!;
    if (span === 0 || rt.mspan.state[span] === MSpanState.dead) return 0;
    const first = rt.mspan.startPage[span]!;
    return page >= first && page < first + rt.mspan.npages[span]! ? span : 0;
  }

  bareState(page: number): PageState {
    const { rt } = this;
    if (page < 0 || page >= this.mappedPages) return PageState.reserved;
    const { alloc, scavenged } = rt.pages.bits;
    const bit = 1 << (page & 31);
    if ((alloc[page >> 5]! & bit) !== 0)
      return page < rt.padPages ? PageState.padding : PageState.cached;
    return (scavenged[page >> 5]! & bit) !== 0 ? PageState.released : PageState.free;
  }

  isFreePage(page: number): boolean {
    return ((this.rt.pages.bits.alloc[page >> 5]! >>> (page & 31)) & 1) === 0;
  }

  spanState(span: number): PageState {
    const { state, manualType } = this.rt.mspan;
    if (state[span] === MSpanState.inUse) return PageState.heap;
    return manualType[span] === SpanAllocType.stack ? PageState.stack : PageState.manual;
  }

  /** Arenas are reserved where there is room: no region of their own. */
  regions(): readonly MapRegion[] {
    return [];
  }

  // ---- spans

  get spanCount(): number {
    return this.rt.mheap.spanCount[0]!;
  }

  get spanLimit(): number {
    return this.rt.mspan.rows;
  }

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

  startPage(span: number): number {
    return this.rt.mspan.startPage[span]!;
  }

  npages(span: number): number {
    return this.rt.mspan.npages[span]!;
  }

  baseOff(span: number): number {
    return this.rt.mspan.base[span]!;
  }

  limitOff(span: number): number {
    return this.rt.mspan.limit[span]!;
  }

  nelems(span: number): number {
    return this.rt.mspan.nelems[span]!;
  }

  elemBytes(span: number): number {
    return this.rt.mspan.elemsize[span]!;
  }

  spanClass(span: number): number {
    return this.rt.mspan.spanclass[span]!;
  }

  used(span: number): number {
    return this.rt.mspan.allocCount[span]!;
  }

  owner(span: number): number {
    return this.rt.mspan.owner[span]!;
  }

  freeIndex(span: number): number {
    return this.rt.mspan.freeindex[span]!;
  }

  protected births(span: number): number {
    return this.rt.mspan.births[span]!;
  }

  // ---- slots

  /** Below freeindex, or not free by its bits. */
  isAllocated(span: number, slot: number): boolean {
    return isAllocated(this.rt, span, slot);
  }

  headerBytes(span: number): number {
    return this.isHeap(span) ? headerBytes(this.rt, span) : 0;
  }

  private hasInlineMarks(span: number): boolean {
    const { spanclass, elemsize } = this.rt.mspan;
    return this.isHeap(span) && spanclass[span]! > 1 && gcUsesSpanInlineMarkBits(elemsize[span]!);
  }

  heapBitsBytes(span: number): number {
    const { spanclass, elemsize } = this.rt.mspan;
    const isScan = spanclass[span]! > 1 && (spanclass[span]! & 1) === 0;
    return this.isHeap(span) && isScan && heapBitsInSpan(elemsize[span]!) ? heapBitsBytes : 0;
  }

  markBitsBytes(span: number): number {
    return this.hasInlineMarks(span) ? spanInlineMarkBytes : 0;
  }

  isNoscan(span: number): boolean {
    return (this.rt.mspan.spanclass[span]! & 1) === 1;
  }

  isTiny(span: number): boolean {
    return this.rt.mspan.spanclass[span] === tinySpanClass;
  }

  isMarked(span: number, slot: number): boolean {
    const { mspan, gcBits } = this.rt;
    const word = gcBits.bits[mspan.gcmarkBits[span]! + (slot >> 5)]!;
    return ((word >>> (slot & 31)) & 1) === 1 || this.inlineBit(span, slot, marksAt);
  }

  isScanned(span: number, slot: number): boolean {
    if (!this.isMarked(span, slot)) return false;
    if (this.isNoscan(span) || this.rt.gc.phase[0] === 0) return true;
    if (this.hasInlineMarks(span)) return this.inlineBit(span, slot, 0);
    this.queued ??= this.findQueued();
    return !this.queued.has(this.slotOff(span, slot));
  }

  /** Objects in work buffers; of a large one that may be the part which is left. */
  private findQueued(): ReadonlySet<number> {
    const { rt } = this;
    const found = new Set<number>();
    const note = (off: number): void => {
      const place = this.placeOf(off);
      if (place !== undefined) found.add(this.slotOff(place.span, place.slot));
    };
    for (let p = 0; p < rt.procs; p++) queuedObjects(rt, p).forEach(note);
    sharedObjects(rt).forEach(note);
    return found;
  }

  private inlineBit(span: number, slot: number, from: number): boolean {
    if (!this.hasInlineMarks(span)) return false;
    const at = this.rt.mspan.base[span]! + 8192 - spanInlineMarkBytes + from;
    return ((this.rt.mem.u8[at + (slot >> 3)]! >>> (slot & 7)) & 1) === 1;
  }

  nextFree(span: number): number {
    const { mspan } = this.rt;
    for (let slot = mspan.freeindex[span]!; slot < mspan.nelems[span]!; slot++)
      if (!this.isAllocated(span, slot)) return slot;
    return -1;
  }

  typeInSlot(span: number, slot: number): number {
    const { largeType, spanclass } = this.rt.mspan;
    if ((spanclass[span]! & 1) === 1) return -1;
    if (spanclass[span]! < 2) return largeType[span]! - 1;
    return this.headerBytes(span) > 0 ? typeOfHeader(this.rt, this.slotOff(span, slot)) : -1;
  }

  isPointer(span: number, slot: number, word: number): boolean {
    if ((this.rt.mspan.spanclass[span]! & 1) === 1) return false;
    if (this.heapBitsBytes(span) > 0)
      return (heapBitsSmall(this.rt, span, this.slotOff(span, slot), word) & 1) === 1;
    const desc = this.rt.types[this.typeInSlot(span, slot)];
    if (desc === undefined || desc.size === 0) return false;
    const at = word * 8 - this.headerBytes(span);
    return at >= 0 && desc.gcmask[(at % desc.size) >> 3] === 1;
  }

  // ---- size classes and lists

  get sizeClasses(): number {
    return numSizeClasses;
  }

  classBytes(sizeClass: number): number {
    return class_to_size[sizeClass]!;
  }

  /** The statistics learn of a cached span's allocations when the mcache gives it back. */
  mallocs(): Float64Array {
    const { rt } = this;
    const counts = Float64Array.from(rt.sizeStats.smallAllocCount);
    counts[0] = rt.memstats.largeAllocCount[0]!;
    for (const span of rt.mcacheAlloc.span)
      if (span !== 0)
        counts[rt.mspan.spanclass[span]! >> 1]! +=
          rt.mspan.allocCount[span]! - rt.mspan.allocCountBeforeCache[span]!;
    return counts;
  }

  frees(): Float64Array {
    const counts = Float64Array.from(this.rt.sizeStats.smallFreeCount);
    counts[0] = this.rt.memstats.largeFreeCount[0]!;
    return counts;
  }

  classOfAlloc(event: number): number {
    const { trace } = this.rt;
    const size = trace.b(event);
    switch ((trace.why(event) & 15) as WhyAlloc) {
      case WhyAlloc.zero:
        return -1;
      case WhyAlloc.smallNoscan:
        return makeSpanClass(sizeclassOf(size), true);
      case WhyAlloc.smallScan:
        return makeSpanClass(sizeclassOf(size), false);
      case WhyAlloc.smallScanHeader:
        return makeSpanClass(sizeclassOf(size + mallocHeaderSize), false);
      case WhyAlloc.largeNoscan:
      case WhyAlloc.largeScan:
        return makeSpanClass(0, (trace.why(event) & 15) === WhyAlloc.largeNoscan);
      default:
        return tinySpanClass;
    }
  }

  sharesBlock(event: number): boolean {
    return (this.rt.trace.why(event) & 15) === WhyAlloc.tinyCombined;
  }

  siteBytesOf(event: number): number {
    return this.slotBytesOf(event);
  }

  cachedSpans(p: number): number[] {
    const { span } = this.rt.mcacheAlloc;
    const from = p * numSpanClasses;
    return Array.from(span.subarray(from, from + numSpanClasses)).filter((at) => at !== 0);
  }

  tinyOffset(p: number): number {
    const { tiny, tinyoffset } = this.rt.mcache;
    return tiny[p] === 0 ? 0 : tinyoffset[p]!;
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
  override pageCacheCount(p: number): number {
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

  centrals(): CentralCounts[] {
    const found: CentralCounts[] = [];
    for (let spanClass = 0; spanClass < numSpanClasses; spanClass++) {
      if (this.centralCount(spanClass) === 0) continue;
      const [swept, full, unswept, fullUnswept] = setNumbers.map((_, list) =>
        this.spanSetCount(spanClass, list),
      );
      found.push({
        spanClass,
        partialSwept: swept!,
        fullSwept: full!,
        partialUnswept: unswept!,
        fullUnswept: fullUnswept!,
      });
    }
    return found;
  }
}

const setNumbers: readonly ((sweepgen: number, spanClass: number) => number)[] = [
  partialSwept,
  fullSwept,
  partialUnswept,
  fullUnswept,
];
