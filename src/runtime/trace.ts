/**
 * The log of what the runtime did and why.
 *
 * NON-GO: Go's execution tracer (runtime/trace.go) knows goroutines and cycles; ours knows each
 * decision of the allocator, because explaining those is what the runtime is modelled for.
 *
 * The log stands outside of snapshots: a run is deterministic, so an event that happens again after
 * a step back is the one already there. Only the number of events so far is state.
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
  /** mspan.sweep. a: span, b: objects freed. */
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
}

const chunkEvents = 1 << 14;
/** 32-bit words per event: kind|why|p, g, tick, pc or site, a, b. */
const eventWords = 6;

const schema = { events: 'f64' } as const;

export class Trace {
  readonly state: Table<typeof schema>;
  private readonly chunks: Int32Array[] = [];
  /** Events written so far, over all runs: at least the state's count. */
  private written = 0;
  /** `highAt[k]`: first event whose tick has k + 1 as its high word. */
  private readonly highAt: number[] = [];

  constructor(columns: ColumnSet) {
    this.state = columns.table('trace', schema, 1);
  }

  /** Events up to the present moment. */
  get count(): number {
    return this.state.events[0]!;
  }

  append(rt: Runtime, kind: TraceKind, why: number, a: number, b: number): void {
    const index = this.state.events[0]!;
    this.state.events[0] = index + 1;
    if (index < this.written) return;
    this.written = index + 1;
    let chunk = this.chunks[Math.floor(index / chunkEvents)];
    if (chunk === undefined) {
      chunk = new Int32Array(chunkEvents * eventWords);
      this.chunks.push(chunk);
    }
    const at = (index % chunkEvents) * eventWords;
    const { tick } = rt;
    if (tick >= (this.highAt.length + 1) * 4294967296) this.highAt.push(index);
    chunk[at] = kind | (why << 8) | (rt.p << 16);
    chunk[at + 1] = rt.g;
    chunk[at + 2] = tick >>> 0;
    chunk[at + 3] = rt.site >= 0 ? rt.site : -2 - rt.pc;
    chunk[at + 4] = a;
    chunk[at + 5] = b;
  }

  kind(index: number): TraceKind {
    return this.word(index, 0) & 0xff;
  }

  why(index: number): number {
    return (this.word(index, 0) >>> 8) & 0xff;
  }

  p(index: number): number {
    return this.word(index, 0) >>> 16;
  }

  g(index: number): number {
    return this.word(index, 1);
  }

  tick(index: number): number {
    let high = 0;
    while (high < this.highAt.length && index >= this.highAt[high]!) high++;
    return high * 4294967296 + (this.word(index, 2) >>> 0);
  }

  /** Allocation site, -1 when there is none. */
  site(index: number): number {
    return Math.max(-1, this.word(index, 3));
  }

  /** Program counter where there is no site, else -1. */
  pc(index: number): number {
    const word = this.word(index, 3);
    return word <= -2 ? -2 - word : -1;
  }

  a(index: number): number {
    return this.word(index, 4) >>> 0;
  }

  b(index: number): number {
    return this.word(index, 5) >>> 0;
  }

  private word(index: number, word: number): number {
    return this.chunks[Math.floor(index / chunkEvents)]![
      (index % chunkEvents) * eventWords + word
    ]!;
  }
}

/** Notes an event of the running goroutine at the present tick. */
export function traceEvent(rt: Runtime, kind: TraceKind, why: number, a: number, b: number): void {
  if (rt.recording) rt.trace.append(rt, kind, why, a, b);
}
