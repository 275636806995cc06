/**
 * The log of what the runtime did and why.
 *
 * NON-GO: Go's execution tracer (runtime/trace.go) knows goroutines and cycles; ours knows each
 * decision of the allocator, because explaining those is what the runtime is modelled for.
 *
 * The log stands outside of snapshots: a run is deterministic, so an event that happens again after
 * a step back is the one already there. Only the number of events so far is state.
 *
 * LONG: one list of what may happen, and why.
 */
import type { ColumnSet, Table } from '../base/columns';
import type { Runtime } from './runtime';

/** What happened. Names of protocol/views.ts eventKinds where views show it as such. */
export const enum TraceKind {
  /** a: object, b: bytes asked for. */
  alloc = 0,
  /** mcache.refill. a: span, b: span class. */
  refill = 1,
  /** mcentral.uncacheSpan. a: span, b: span class. */
  uncache = 2,
  /** mcentral.grow. a: span, b: span class. */
  grow = 3,
  /** mheap.grow. a: first page, b: pages. */
  heapGrow = 4,
  /** mheap.allocSpan. a: span, b: pages. */
  spanAlloc = 5,
  /** mheap.freeSpan. a: span, b: first page. */
  spanFree = 6,
  /** a: cycle, b: heapLive. */
  gcStart = 7,
  /** Marking: a phase, a root, an object (why says). a: object or number, b: bytes. */
  gcMark = 8,
  /** a: cycle, b: heapMarked. */
  gcEnd = 9,
  /** mspan.sweep. a: span, b: objects freed and span class, see {@link sweptNote}. */
  sweep = 10,
  /** a: stack, b: bytes. */
  stackAlloc = 11,
  stackFree = 12,
  /** a: goroutine. */
  schedule = 13,
  /** a: new goroutine, b: function. */
  go = 14,
  goExit = 15,
  /** a: number of the annotation. */
  stop = 16,
  note = 17,
  /** a: bytes printed so far. */
  output = 18,
  /** Pages given back to the system. a: first page, b: pages. */
  scavenge = 19,
  /** a: what a `//mem:watch` saw, 0 when it points at nothing; b: number of the annotation. */
  watch = 20,
}

/** alloc: how the object was found (lowest four bits); flags from nextWord on are added. */
export const enum WhyAlloc {
  /** Size 0: everybody gets runtime.zerobase. */
  zero = 0,
  /** It fitted into the P's tiny block. */
  tinyCombined = 1,
  /** A new tiny block, which became the P's because it has more room left. */
  tinyBlock = 2,
  /** A new tiny block; the P kept its old one, which has more room left. */
  tinyBlockAside = 3,
  /** Free slot of the span in the mcache. */
  smallNoscan = 4,
  smallScan = 5,
  /** With a header in front that holds the type. */
  smallScanHeader = 6,
  /** A span of its own. */
  largeNoscan = 7,
  largeScan = 8,
  /** The next 64 bits of the allocation bitmap had to be loaded. */
  nextWord = 16,
  /** The mcache's span was full (or there was none): refill came before. */
  refilled = 32,
  /** Marked at birth, since the collector was marking. */
  black = 64,
}

/** refill: where mcentral.cacheSpan found the span. */
export const enum WhyRefill {
  partialSwept = 0,
  /** Swept on the spot. */
  partialUnswept = 1,
  fullUnswept = 2,
  grown = 3,
  /** The mcache held no span of the class before. */
  first = 8,
}

/** uncache: where the span went. */
export const enum WhyUncache {
  full = 0,
  partial = 1,
  /** It was cached before sweeping began, and was swept right away. */
  stale = 2,
  /** The mcache was emptied, not just refilled. */
  released = 8,
}

/** spanAlloc: where the pages came from. */
export const enum WhySpan {
  /** The P's page cache. */
  cacheHit = 0,
  /** The P's page cache after it took a new block of 64 pages. */
  cacheRefilled = 1,
  /** The bitmap: the P's page cache has no run that long. */
  cacheMiss = 2,
  /** The bitmap: 16 pages or more pass by the page cache. */
  large = 3,
  /** New memory. */
  grown = 4,
}

/** sweep: who swept; what came of it is added. */
export const enum WhySweep {
  background = 0,
  /** An allocation that owed pages (proportional sweep). */
  credit = 1,
  /** mcentral.cacheSpan looked for a span with free slots, and keeps this one. */
  cacheSpan = 2,
  /** mheap.reclaim looked for pages. */
  reclaim = 3,
  /** A span that an mcache gave up. */
  uncache = 4,
  /** runtime.GC finishes the cycle. */
  gc = 5,
  /** The next cycle begins. */
  gcStart = 6,
  /** Something is attached to an object, taken away, or looked for through a weak pointer. */
  ensureSwept = 7,
  /** Nothing was left in it: freed. */
  freed = 8,
  /** It went to the swept spans with free slots, or to those without. */
  partial = 16,
  full = 24,
}

/** Bits of a sweep's reason that say who swept; the others say what came of it. */
export const sweepWhoMask = 7;

/** gcStart: why now. */
export const enum WhyGC {
  /** heapLive reached the trigger. */
  heap = 0,
  /** Two minutes without a cycle. */
  time = 1,
  /** runtime.GC. */
  cycle = 2,
}

/** gcMark: what was marked or done. */
export const enum WhyMark {
  /** A root: a is its job number. */
  root = 0,
  /** An object turned grey (with pointers) or black at once (without). a: object, b: bytes. */
  grey = 1,
  noscan = 2,
  /** An object was scanned: black. */
  black = 3,
  /** A span of small objects was scanned. a: span, b: objects. */
  span = 4,
  /** An allocation had to help: a: goroutine, b: work done. */
  assist = 5,
  /** The write barrier's buffer was flushed. a: P, b: pointers. */
  wbFlush = 6,
  /** No work was left: termination begins. */
  done = 7,
  /** An assist found nothing to do: a: goroutine, which waits; b: bytes it owes for. */
  assistWait = 8,
  /** A waiting assist was paid for by others. a: goroutine, b: bytes. */
  assistPaid = 9,
}

/** scavenge: why pages went back to the system. */
export const enum WhyScavenge {
  background = 0,
  memoryLimit = 1,
  heapGrowth = 2,
  forced = 3,
}

const chunkShift = 14;
const chunkEvents = 1 << chunkShift;
const chunkMask = chunkEvents - 1;

/**
 * An event is four words of 32 bits, in which this fits, from the lowest bit on:
 *
 *     0  kind 5, isWide 1, why 8, P 6, goroutine 12
 *     1  a
 *     2  b 20, goroutine's higher bits 8, tick 4
 *     3  place 20, tick 12
 *
 * The place is a site, or a program counter plus one behind {@link isPc}. The tick's higher bits
 * are those of a list of the events where they change. What does not fit, seldom, stands in a row
 * of its own with five words (P, goroutine, place, a, b), whose number is in place of `a`.
 */
const eventWords = 4;
const isWide = 1 << 5;
const maxP = 1 << 6;
const maxG = 1 << 20;
const maxB = 1 << 20;
const isPc = 1 << 19;
const placeMask = (isPc << 1) - 1;
const tickRange = 1 << 16;

const enum Wide {
  p = 0,
  g = 1,
  place = 2,
  a = 3,
  b = 4,
  words = 5,
}

const schema = { events: 'i32' } as const;

export class Trace {
  readonly state: Table<typeof schema>;
  private readonly chunks: Int32Array[] = [];
  /** The chunk that is being filled. */
  private last = new Int32Array(0);
  /** Called when the heap's totals have changed, replays included. For who draws its curve. */
  onHeap: () => void = () => undefined;
  /** Events written so far, over all runs: at least the state's count. */
  private written = 0;
  /** Where the ticks' higher bits change: the first event, and the bits from there on. */
  private readonly highFrom: number[] = [0];
  private readonly highs: number[] = [0];
  /** First tick that has others than the last ones. */
  private nextHigh = tickRange;
  private wide = new Int32Array(64 * Wide.words);
  private wideRows = 0;

  constructor(columns: ColumnSet) {
    this.state = columns.table('trace', schema, 1);
  }

  /** Events up to the present moment. */
  get count(): number {
    return this.state.events[0]!;
  }

  /** Forgets everything: what happened before the program began is no event. */
  clear(): void {
    this.state.events[0] = 0;
    this.written = 0;
    this.chunks.length = 0;
    this.wideRows = 0;
    this.highFrom.length = this.highs.length = 1;
    this.nextHigh = tickRange;
  }

  /** Bytes that the events take. */
  get bytes(): number {
    return (
      this.written * eventWords * 4 + this.wideRows * Wide.words * 4 + this.highs.length * 2 * 8
    );
  }

  append(rt: Runtime, kind: TraceKind, why: number, a: number, b: number): void {
    const { events } = this.state;
    const index = events[0]!;
    events[0] = index + 1;
    if (index < this.written) return;
    this.written = index + 1;
    if ((index & chunkMask) === 0) {
      this.last = new Int32Array(chunkEvents * eventWords);
      this.chunks.push(this.last);
    }
    const { tick, p, site } = rt;
    if (tick >= this.nextHigh) this.raise(index, tick);
    const low = tick & (tickRange - 1);
    const g = rt.sched.g.goid[rt.g]! | 0;
    const place = site >= 0 ? site : isPc | (rt.pc + 1);
    const isPlace = site >= 0 ? site < isPc : rt.pc < isPc - 1;
    const excess = (b & -maxB) | (g & -maxG) | (p & -maxP);
    const { last } = this;
    const at = (index & chunkMask) * eventWords;
    if (excess === 0 && isPlace) {
      last[at] = kind | (why << 6) | (p << 14) | (g << 20);
      last[at + 1] = a;
      last[at + 2] = b | ((g >>> 12) << 20) | (low << 28);
      last[at + 3] = place | ((low >>> 4) << 20);
    } else {
      last[at] = kind | isWide | (why << 6);
      last[at + 1] = this.widen(p, g, site >= 0 ? site : -2 - rt.pc, a, b);
      last[at + 2] = low << 28;
      last[at + 3] = (low >>> 4) << 20;
    }
  }

  kind(index: number): TraceKind {
    return this.word(index, 0) & 31;
  }

  why(index: number): number {
    return (this.word(index, 0) >>> 6) & 0xff;
  }

  p(index: number): number {
    const word = this.word(index, 0);
    if ((word & isWide) !== 0) return this.wideWord(index, Wide.p) & 0xffff;
    return (word >>> 14) & (maxP - 1);
  }

  g(index: number): number {
    const word = this.word(index, 0);
    if ((word & isWide) !== 0) return this.wideWord(index, Wide.g);
    return (word >>> 20) | (((this.word(index, 2) >>> 20) & 0xff) << 12);
  }

  tick(index: number): number {
    const { highFrom, highs } = this;
    let at = highs.length - 1;
    if (highFrom[at]! > index) {
      let low = 0;
      while (low + 1 < at) {
        const middle = (low + at) >>> 1;
        if (highFrom[middle]! > index) at = middle;
        else low = middle;
      }
      at = low;
    }
    const bits = (this.word(index, 2) >>> 28) | ((this.word(index, 3) >>> 20) << 4);
    return highs[at]! * tickRange + bits;
  }

  /** Allocation site, -1 when there is none. */
  site(index: number): number {
    return Math.max(-1, this.place(index));
  }

  /** Program counter where there is no site, else -1. */
  pc(index: number): number {
    const place = this.place(index);
    return place <= -2 ? -2 - place : -1;
  }

  a(index: number): number {
    const isOwn = (this.word(index, 0) & isWide) === 0;
    return (isOwn ? this.word(index, 1) : this.wideWord(index, Wide.a)) >>> 0;
  }

  b(index: number): number {
    const isOwn = (this.word(index, 0) & isWide) === 0;
    return isOwn ? this.word(index, 2) & (maxB - 1) : this.wideWord(index, Wide.b) >>> 0;
  }

  /** A site, or -2 less the program counter. */
  private place(index: number): number {
    if ((this.word(index, 0) & isWide) !== 0) return this.wideWord(index, Wide.place);
    const place = this.word(index, 3) & placeMask;
    return (place & isPc) === 0 ? place : -1 - (place & ~isPc);
  }

  /** Notes that ticks have other higher bits from an event on. */
  private raise(index: number, tick: number): void {
    const high = Math.floor(tick / tickRange);
    this.highFrom.push(index);
    this.highs.push(high);
    this.nextHigh = (high + 1) * tickRange;
  }

  private widen(p: number, g: number, place: number, a: number, b: number): number {
    const row = this.wideRows++;
    const at = row * Wide.words;
    if (at === this.wide.length) {
      const wide = new Int32Array(at * 2);
      wide.set(this.wide);
      this.wide = wide;
    }
    this.wide.set([p, g, place, a, b], at);
    return row;
  }

  private wideWord(index: number, word: Wide): number {
    return this.wide[this.word(index, 1) * Wide.words + word]!;
  }

  private word(index: number, word: number): number {
    return this.chunks[index >>> chunkShift]![(index & chunkMask) * eventWords + word]!;
  }
}

/** The span itself can not be asked later. It has at most 1024 slots. */
export const sweptNote = (objects: number, spanClass: number) => objects | (spanClass << 11);
export const sweptObjects = (note: number): number => note & 0x7ff;
export const sweptSpanClass = (note: number): number => note >>> 11;

/** Kinds of events that change how large the heap is, its goal, or what the system has back. */
const heapKinds = [
  ...[TraceKind.refill, TraceKind.heapGrow, TraceKind.spanAlloc, TraceKind.spanFree],
  ...[TraceKind.gcStart, TraceKind.gcEnd, TraceKind.scavenge],
].reduce((bits, kind) => bits | (1 << kind), 0);

/** Notes an event of the running goroutine at the present tick. */
export function traceEvent(rt: Runtime, kind: TraceKind, why: number, a: number, b: number): void {
  if (!rt.recording) return;
  rt.trace.append(rt, kind, why, a, b);
  if ((heapKinds & (1 << kind)) !== 0) rt.trace.onHeap();
}
