/**
 * A toy allocator for tests of the view: it hands out slots, refills, grows, collects and sweeps in
 * the order a Go heap would, with the real element sizes, but knows nothing of the real runtime.
 * Everything it shows follows from `seed` and the tick.
 */
import { PageState, SlotBit, SweepState } from '../../src/protocol/views';
import type { EventKind } from '../../src/protocol/views';

export interface ToySpan {
  readonly id: number;
  readonly page: number;
  readonly npages: number;
  readonly spanClass: number;
  readonly elemBytes: number;
  readonly nelems: number;
  readonly state: PageState;
  slots: Uint8Array;
  sites: Uint8Array;
  births: Uint32Array;
  freeindex: number;
  allocCount: number;
  owner: number;
  sweep: SweepState;
}

export interface ToyEvent {
  readonly tick: number;
  readonly kind: EventKind;
  readonly goFunc: string;
  readonly what: string;
  readonly why: readonly string[];
  readonly p: number;
  readonly g: number;
  readonly span: number;
  readonly slot: number;
  readonly line: number;
}

/** size class, element bytes, pages, slots as in a Go 1.26 span. */
const classes: readonly (readonly [number, number, number, number])[] = [
  [2, 16, 1, 504],
  [4, 32, 1, 252],
  [5, 48, 1, 168],
  [6, 64, 1, 126],
  [8, 96, 1, 84],
  [10, 128, 1, 63],
  [18, 256, 1, 31],
  [26, 512, 1, 15],
  [32, 1024, 1, 8],
  [35, 1408, 2, 11],
  [44, 4096, 1, 2],
  [55, 10880, 4, 3],
];

export const ticksPerAction = 5;
export const procs = 2;

/** The state at one tick; `advance` runs one action of the program. */
export class ToyHeap {
  tick = 0;
  spans = new Map<number, ToySpan>();
  pages = new Uint8Array(8192).fill(PageState.reserved);
  events: ToyEvent[] = [];
  heapLive = 0;
  goal = 3 << 17;
  numGC = 0;
  gcs: { start: number; end: number; swept: number; marked: number }[] = [];
  mallocs = 0;
  frees = 0;
  mapped = 0;
  refills = 0;
  grows = 0;
  history: { tick: number; live: number; goal: number; inUse: number }[] = [];
  cached: (ToySpan | undefined)[][] = Array.from({ length: procs }, () => []);
  private random: number;
  private nextId = 1;
  private markUntil = -1;

  constructor(seed: number) {
    this.random = seed;
    this.mapChunk();
    for (let stack = 0; stack < 4; stack++) this.newSpan(0, 8192 * 4, 4, 0, PageState.stack);
  }

  private next(limit: number): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * limit);
  }

  private mapChunk(): void {
    this.pages.fill(PageState.released, this.mapped, this.mapped + 512);
    this.mapped += 512;
    this.grows += 1;
  }

  private note(
    kind: EventKind,
    goFunc: string,
    what: string,
    why: string[],
    span: number,
    slot = -1,
  ): void {
    const p = this.next(100) < 75 ? 0 : 1;
    const line = 8 + (this.events.length % 14);
    const g = p === 0 ? 1 : 6;
    this.events.push({ tick: this.tick, kind, goFunc, what, why, p, g, span, slot, line });
  }

  private newSpan(
    spanClass: number,
    elemBytes: number,
    npages: number,
    nelems: number,
    state: PageState,
  ): ToySpan {
    let page = 0;
    const isFree = (at: number): boolean =>
      this.pages[at] === PageState.free || this.pages[at] === PageState.released;
    for (;;) {
      let run = 0;
      while (run < npages && isFree(page + run)) run += 1;
      if (run === npages) break;
      page += run + 1;
      if (page + npages > this.mapped) this.mapChunk();
    }
    this.pages.fill(state, page, page + npages);
    const span: ToySpan = {
      id: this.nextId++,
      page,
      npages,
      spanClass,
      elemBytes,
      nelems,
      state,
      slots: new Uint8Array(nelems),
      sites: new Uint8Array(nelems),
      births: new Uint32Array(nelems),
      freeindex: 0,
      allocCount: 0,
      owner: 0,
      sweep: state === PageState.heap ? SweepState.swept : SweepState.none,
    };
    this.spans.set(span.id, span);
    return span;
  }

  /** One statement of the program: a few allocations, or a collection's next part. */
  advance(): void {
    for (const span of this.spans.values()) {
      for (let slot = 0; slot < span.nelems; slot++) {
        span.slots[slot]! &= ~(SlotBit.fresh | SlotBit.freed);
      }
    }
    this.tick += ticksPerAction;
    if (this.markUntil >= 0) this.mark();
    else if (this.heapLive > this.goal * 0.92) this.startGC();
    const count = 1 + this.next(6);
    for (let object = 0; object < count; object++) this.alloc();
    this.history.push({
      tick: this.tick,
      live: this.heapLive,
      goal: this.goal,
      inUse: [...this.spans.values()].reduce((sum, span) => sum + span.npages * 8192, 0),
    });
  }

  private alloc(): void {
    const pick = this.next(100);
    const p = pick % procs;
    const site = 1 + this.next(7);
    if (pick === 0 && this.next(8) === 0) {
      const npages = 5 + this.next(12);
      const span = this.newSpan(1, npages * 8192, npages, 1, PageState.heap);
      this.take(span, 0, 9);
      this.note('alloc', 'mcache.allocLarge', 'large object', ['it is over 32 KiB'], span.id, 0);
      return;
    }
    const index = Math.min(classes.length - 1, Math.floor(pick ** 3 / 80_000));
    const [sizeClass, elemBytes, npages, nelems] = classes[index]!;
    let span = this.cached[p]![index];
    if (!span || span.freeindex >= span.nelems) {
      if (span) {
        span.owner = 0;
        span.sweep = SweepState.swept;
      }
      span = [...this.spans.values()].find(
        (one) =>
          one.spanClass >> 1 === sizeClass && one.owner === 0 && one.allocCount < one.nelems * 0.7,
      );
      const found = span !== undefined;
      span ??= this.newSpan(sizeClass * 2 + (index % 2), elemBytes, npages, nelems, PageState.heap);
      span.freeindex = 0;
      span.owner = p + 1;
      span.sweep = SweepState.cachedSwept;
      this.cached[p]![index] = span;
      this.refills += 1;
      const why = [
        'the mcache’s span was full',
        found ? 'a swept partial span was waiting' : 'no swept partial span was left',
      ];
      this.note('refill', 'mcache.refill', `span ${span.id} for P${p}`, why, span.id);
    }
    let slot = span.freeindex;
    while (slot < span.nelems && (span.slots[slot]! & SlotBit.allocated) !== 0) slot += 1;
    span.freeindex = Math.min(span.nelems, slot + 1);
    if (slot >= span.nelems) return;
    this.take(span, slot, site);
    this.note(
      'alloc',
      'mallocgc',
      `slot ${slot} of span ${span.id}`,
      ['nextFreeFast found a free slot'],
      span.id,
      slot,
    );
  }

  private take(span: ToySpan, slot: number, site: number): void {
    const black = this.markUntil >= 0 ? SlotBit.marked | SlotBit.scanned : 0;
    span.slots[slot] = SlotBit.allocated | SlotBit.fresh | black;
    span.sites[slot] = site;
    span.births[slot] = this.tick;
    span.allocCount += 1;
    this.heapLive += span.elemBytes;
    this.mallocs += 1;
  }

  private startGC(): void {
    this.numGC += 1;
    this.markUntil = this.tick + 12 * ticksPerAction;
    this.gcs.push({ start: this.tick, end: -1, swept: -1, marked: 0 });
    this.note('gcStart', 'gcStart', `GC ${this.numGC}`, ['heapLive reached the trigger'], 0);
  }

  /** Marks a share of what will live; at the end sweeps. */
  private mark(): void {
    const left = (this.markUntil - this.tick) / ticksPerAction;
    for (const span of this.spans.values()) {
      for (let slot = 0; slot < span.nelems; slot++) {
        const bits = span.slots[slot]!;
        if ((bits & SlotBit.allocated) === 0 || !this.lives(span, slot)) continue;
        if ((bits & SlotBit.marked) !== 0) span.slots[slot]! |= SlotBit.scanned;
        else if (this.next(Math.max(1, left)) === 0) span.slots[slot]! |= SlotBit.marked;
      }
    }
    if (left <= 0) this.sweep();
  }

  private lives(span: ToySpan, slot: number): boolean {
    return (
      (Math.imul(span.id * 613 + slot, 2654435761) >>> 0) % 100 < 38 ||
      span.births[slot]! > this.tick - 60
    );
  }

  private sweep(): void {
    this.markUntil = -1;
    this.heapLive = 0;
    for (const span of [...this.spans.values()]) {
      if (span.state !== PageState.heap) continue;
      for (let slot = 0; slot < span.nelems; slot++) {
        const bits = span.slots[slot]!;
        if ((bits & SlotBit.allocated) === 0) continue;
        if (this.lives(span, slot)) span.slots[slot] = SlotBit.allocated;
        else {
          span.slots[slot] = SlotBit.freed;
          span.allocCount -= 1;
          this.frees += 1;
        }
      }
      this.heapLive += span.allocCount * span.elemBytes;
      if (span.owner === 0) span.freeindex = 0;
      if (span.allocCount === 0 && span.owner === 0) {
        this.pages.fill(PageState.free, span.page, span.page + span.npages);
        this.spans.delete(span.id);
      }
    }
    this.goal = Math.max(3 << 17, this.heapLive * 2);
    const gc = this.gcs.at(-1)!;
    gc.end = this.tick;
    gc.swept = this.tick + 20;
    gc.marked = this.heapLive;
    this.note('sweep', 'mheap.sweepone', 'spans swept', ['the mark phase has ended'], 0);
  }

  private static readonly kept = new Map<string, ToyHeap>();

  /** The heap of `seed` after `tick`. One heap per `use` is kept, and goes on when it can. */
  static at(seed: number, tick: number, use = 'now'): ToyHeap {
    const name = `${seed}/${use}`;
    let heap = ToyHeap.kept.get(name);
    if (!heap || heap.tick > tick) heap = new ToyHeap(seed);
    while (heap.tick + ticksPerAction <= tick) heap.advance();
    ToyHeap.kept.set(name, heap);
    return heap;
  }
}
