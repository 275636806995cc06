/**
 * The tables of Go 1.6: spans on linked lists, free slots linked through their first words, two
 * bits of the heap bitmap for each word. Free runs of pages are spans too; where a span in use is
 * asked for they do not count.
 */
import type { Program } from '../golang/code/program';
import { PageState, pagesPerArena, SweepState } from '../protocol/views';
import type { MapRegion } from '../protocol/views';
import { hasPointers, heapBits, isMarked } from '../runtime/go1.6/mbitmap';
import { objectsOf } from '../runtime/go1.6/mheap';
import { class_to_size, maxTinySize, numSizeClasses, tinySizeClass } from '../runtime/go1.6/msize';
import type { Runtime16 } from '../runtime/go1.6/runtime';
import { emptyList, GCPhase, nonemptyList, regions, SpanState } from '../runtime/go1.6/runtime';
import { Why16 } from '../runtime/go1.6/why';
import type { Runtime } from '../runtime/runtime';
import { classicAllocClass } from './classicEvents';
import { regionNames, regionOf } from './classicRegions';
import { countersOf } from './counters';
import type { CentralCounts } from './view';
import { View } from './view';

export class ClassicView extends View {
  /** Slots on the free lists, in order, of the spans that were asked about. */
  private readonly freeLists = new Map<number, readonly number[]>();
  private readonly freeSlots = new Map<number, Uint8Array>();
  private grey: ReadonlySet<number> | undefined;
  /** Per page: the free span that it belongs to. */
  private freeOwners: Uint32Array | undefined;
  private inUse: number | undefined;

  constructor(
    rt: Runtime,
    readonly go16: Runtime16,
    program: Program,
    before: View['before'],
  ) {
    super(rt, program, before, countersOf(rt));
  }

  get arenaCount(): number {
    return Math.max(1, Math.ceil(this.mappedPages / pagesPerArena));
  }

  get reservedBytes(): number {
    return regions.arena_end - regions.spans;
  }

  /** Pages up to arena_used. */
  get mappedPages(): number {
    return this.go16.mheap.arena_used[0]!;
  }

  spanAt(page: number): number {
    if (page < 0 || page >= this.mappedPages) return 0;
    const { h_spans, mspan } = this.go16;
    const span = h_spans.span[page]!;
    if (span === 0 || mspan.state[span]! > SpanState.stack) return 0;
    const first = mspan.start[span]!;
    return page >= first && page < first + mspan.npages[span]! ? span : 0;
  }

  /** The free span that a page belongs to, 0 for none. */
  freeSpanAt(page: number): number {
    this.freeOwners ??= this.findFreeOwners();
    return page < 0 ? 0 : (this.freeOwners[page] ?? 0);
  }

  /** h_spans knows only the ends of a free span. */
  private findFreeOwners(): Uint32Array {
    const owners = new Uint32Array(this.mappedPages);
    const { mspan } = this.go16;
    for (let span = 1; span < mspan.rows; span++) {
      if (mspan.state[span] !== SpanState.free) continue;
      const first = mspan.start[span]!;
      owners.fill(span, first, first + mspan.npages[span]!);
    }
    return owners;
  }

  bareState(page: number): PageState {
    if (page < 0 || page >= this.mappedPages) return PageState.reserved;
    if (this.go16.memstats.heap_released[0] === 0) return PageState.free;
    return this.spanState(this.freeSpanAt(page));
  }

  isFreePage(page: number): boolean {
    return page >= 0 && page < this.mappedPages && this.spanAt(page) === 0;
  }

  /** A free span of which the system has a part counts as free: nobody knows which part. */
  spanState(span: number): PageState {
    const { state, npages, npreleased } = this.go16.mspan;
    if (state[span] === SpanState.inUse) return PageState.heap;
    if (state[span] === SpanState.stack) return PageState.stack;
    return span !== 0 && npreleased[span]! >= npages[span]! ? PageState.released : PageState.free;
  }

  override forDrawn(first: number, limit: number, visit: (span: number) => void): void {
    const end = Math.min(limit, this.mappedPages);
    for (let page = Math.max(0, first); page < end;) {
      const span = this.spanAt(page) || this.freeSpanAt(page);
      if (span === 0) page++;
      else {
        visit(span);
        page = this.startPage(span) + this.npages(span);
      }
    }
  }

  regions(): readonly MapRegion[] {
    return regionNames.map((name, number) => {
      const { address, bytes, mappedAddress, mapped } = regionOf(this.go16, number);
      return { key: `region:${number}`, name, address, bytes, mappedAddress, mappedBytes: mapped };
    });
  }

  // ---- spans

  get spanCount(): number {
    this.inUse ??= this.countSpans();
    return this.inUse;
  }

  private countSpans(): number {
    const { mspan } = this.go16;
    let count = 0;
    for (let span = 1; span < mspan.rows; span++)
      if (mspan.state[span]! <= SpanState.stack) count++;
    return count;
  }

  get spanLimit(): number {
    return this.go16.mspan.rows;
  }

  isLive(span: number): boolean {
    const { mspan } = this.go16;
    return span > 0 && span < mspan.rows && mspan.state[span] !== SpanState.dead;
  }

  isHeap(span: number): boolean {
    return this.isLive(span) && this.go16.mspan.state[span] === SpanState.inUse;
  }

  /** Whether a span is a run of free pages. */
  isFreeSpan(span: number): boolean {
    return this.isLive(span) && this.go16.mspan.state[span] === SpanState.free;
  }

  startPage(span: number): number {
    return this.go16.mspan.start[span]!;
  }

  npages(span: number): number {
    return this.go16.mspan.npages[span]!;
  }

  baseOff(span: number): number {
    return this.go16.heapStart + this.startPage(span) * 8192;
  }

  /** Of a large object the end of what was asked for; its slot goes to the end of the pages. */
  limitOff(span: number): number {
    const { limit, sizeclass } = this.go16.mspan;
    return this.isHeap(span) && sizeclass[span] !== 0
      ? limit[span]!
      : this.baseOff(span) + this.npages(span) * 8192;
  }

  nelems(span: number): number {
    if (!this.isHeap(span)) return 0;
    return this.go16.mspan.sizeclass[span] === 0 ? 1 : objectsOf(this.go16, span);
  }

  /** Freeing a span does not clear its class and size. */
  elemBytes(span: number): number {
    return this.isHeap(span) ? this.go16.mspan.elemsize[span]! : 0;
  }

  spanClass(span: number): number {
    return this.isHeap(span) ? this.go16.mspan.sizeclass[span]! << 1 : 0;
  }

  /** `ref` stays 0 for a large object. */
  used(span: number): number {
    if (!this.isHeap(span)) return 0;
    return this.go16.mspan.sizeclass[span] === 0 ? 1 : this.go16.mspan.ref[span]!;
  }

  owner(span: number): number {
    return this.isHeap(span) ? this.go16.mspan.owner[span]! : 0;
  }

  freeIndex(span: number): number {
    const next = this.nextFree(span);
    return next < 0 ? this.nelems(span) : next;
  }

  sweepState(span: number): SweepState {
    if (!this.isHeap(span)) return SweepState.none;
    const { mspan, mheap } = this.go16;
    const behind = mheap.sweepgen[0]! - mspan.sweepgen[span]!;
    if (behind === 2) return SweepState.unswept;
    if (behind === 1) return SweepState.sweeping;
    return mspan.incache[span] === 0 ? SweepState.swept : SweepState.cachedSwept;
  }

  protected births(span: number): number {
    return this.isHeap(span) ? this.go16.mspan.births[span]! : 0;
  }

  // ---- slots

  /** Slots on the free list of a span, in the order in which they will be handed out. */
  freelist(span: number): readonly number[] {
    let list = this.freeLists.get(span);
    if (list === undefined) {
      list = this.walkFreelist(span);
      this.freeLists.set(span, list);
    }
    return list;
  }

  private walkFreelist(span: number): number[] {
    const slots: number[] = [];
    if (!this.isHeap(span) || this.go16.mspan.sizeclass[span] === 0) return slots;
    const { mem } = this.rt;
    const base = this.baseOff(span);
    const bytes = this.elemBytes(span);
    const most = this.nelems(span);
    let at = this.go16.mspan.freelist[span]!;
    for (; at !== 0 && slots.length < most; at = mem.loadPtr(at)) slots.push((at - base) / bytes);
    return slots;
  }

  isAllocated(span: number, slot: number): boolean {
    let free = this.freeSlots.get(span);
    if (free === undefined) {
      free = new Uint8Array(this.nelems(span));
      for (const one of this.freelist(span)) free[one] = 1;
      this.freeSlots.set(span, free);
    }
    return free[slot] === 0;
  }

  headerBytes(): number {
    return 0;
  }

  heapBitsBytes(): number {
    return 0;
  }

  markBitsBytes(): number {
    return 0;
  }

  isNoscan(span: number, slot: number): boolean {
    return !hasPointers(this.go16, this.slotOff(span, slot), this.elemBytes(span));
  }

  /** Class 2 holds other objects too: a tiny block has no pointers, and less was asked for. */
  isTiny(span: number, slot: number): boolean {
    if (this.go16.mspan.sizeclass[span] !== tinySizeClass) return false;
    const off = this.slotOff(span, slot);
    const { tiny } = this.go16.mcache;
    for (let p = 0; p < this.rt.procs; p++) if (tiny[p] === off) return true;
    const asked = this.requestedBytes(span, slot);
    return asked >= 0 && asked < maxTinySize && this.isNoscan(span, slot);
  }

  isMarked(span: number, slot: number): boolean {
    return isMarked(this.go16, this.slotOff(span, slot));
  }

  isScanned(span: number, slot: number): boolean {
    if (!this.isMarked(span, slot)) return false;
    const { work, gcw } = this.go16;
    if (work.gcphase[0] === GCPhase.off) return true;
    this.grey ??= new Set(gcw.object.subarray(0, work.nwork[0]));
    return !this.grey.has(this.slotOff(span, slot));
  }

  nextFree(span: number): number {
    const at = this.isHeap(span) ? this.go16.mspan.freelist[span]! : 0;
    return at === 0 ? -1 : (at - this.baseOff(span)) / this.elemBytes(span);
  }

  /** The bitmap says which words are pointers, never what they are of. */
  typeInSlot(): number {
    return -1;
  }

  isPointer(span: number, slot: number, word: number): boolean {
    const off = this.slotOff(span, slot);
    const bits = heapBits(this.go16, ((off - this.go16.heapStart) >> 3) + word);
    // Behind the first words of an object without pointers stands what was there before.
    return (bits & 1) === 1 && hasPointers(this.go16, off, this.elemBytes(span));
  }

  // ---- size classes and lists

  get sizeClasses(): number {
    return numSizeClasses;
  }

  classBytes(sizeClass: number): number {
    return class_to_size[sizeClass]!;
  }

  mallocs(): Float64Array {
    const { memstats, bySize, mcache } = this.go16;
    const counts = Float64Array.from(bySize.nmalloc.subarray(0, numSizeClasses));
    const tiny = mcache.local_tinyallocs.reduce((sum, one) => sum + one, memstats.tinyallocs[0]!);
    const small = counts.reduce((sum, one) => sum + one, 0);
    counts[0] = memstats.nmalloc[0]! - tiny - small;
    return counts;
  }

  frees(): Float64Array {
    const { memstats, bySize } = this.go16;
    const counts = Float64Array.from(bySize.nfree.subarray(0, numSizeClasses));
    counts[0] = memstats.nfree[0]! - counts.reduce((sum, one) => sum + one, 0);
    return counts;
  }

  classOfAlloc(event: number): number {
    return classicAllocClass(this.rt.trace, event);
  }

  sharesBlock(event: number): boolean {
    return (this.rt.trace.why(event) as Why16) === Why16.tiny;
  }

  siteBytesOf(event: number): number {
    return this.sharesBlock(event) ? 0 : this.slotBytesOf(event);
  }

  /** mcache.alloc of a P: its span of a size class, 0 for emptymspan. */
  cached(p: number, sizeclass: number): number {
    return this.go16.mcacheAlloc.span[p * numSizeClasses + sizeclass] ?? 0;
  }

  cachedSpans(p: number): number[] {
    const { span } = this.go16.mcacheAlloc;
    const from = p * numSizeClasses;
    return Array.from(span.subarray(from, from + numSizeClasses)).filter((at) => at !== 0);
  }

  tinyOffset(p: number): number {
    const { tiny, tinyoffset } = this.go16.mcache;
    return tiny[p] === 0 ? 0 : tinyoffset[p]!;
  }

  /** Spans of a list by its engine number, from its first to its last. */
  list(number: number): number[] {
    const { list, mspan } = this.go16;
    const spans: number[] = [];
    for (let span = list.first[number] ?? 0; span !== 0; span = mspan.next[span]!) spans.push(span);
    return spans;
  }

  listCount(number: number): number {
    return this.go16.list.count[number] ?? 0;
  }

  /** Cached spans stand on the list `empty` too; no other mcache can have them: not counted. */
  centrals(): CentralCounts[] {
    const found: CentralCounts[] = [];
    for (let sizeclass = 1; sizeclass < numSizeClasses; sizeclass++) {
      const [nonempty, empty] = [nonemptyList(sizeclass), emptyList(sizeclass)];
      if (this.listCount(nonempty) + this.listCount(empty) === 0) continue;
      const partialUnswept = this.unswept(nonempty);
      const fullUnswept = this.unswept(empty);
      found.push({
        spanClass: sizeclass << 1,
        partialSwept: this.listCount(nonempty) - partialUnswept,
        fullSwept: this.listCount(empty) - fullUnswept - this.cachedCount(sizeclass),
        partialUnswept,
        fullUnswept,
      });
    }
    return found;
  }

  private cachedCount(sizeclass: number): number {
    let count = 0;
    for (let p = 0; p < this.rt.procs; p++) if (this.cached(p, sizeclass) !== 0) count++;
    return count;
  }

  private unswept(list: number): number {
    return this.list(list).filter((span) => this.sweepState(span) === SweepState.unswept).length;
  }
}
