/**
 * What of the heap, as it is laid out now, had a part in a stretch of the run: slots filled or
 * freed in it, spans that were handed on, cut or emptied, and pages that nobody uses any more or
 * that came or went. The log is read from its beginning, since what a page was is told by earlier
 * events, and to its end, since a span of the stretch may be another one by now.
 */
import { sweptObjects, TraceKind } from '../runtime/trace';
import type { TickRange } from '../protocol/protocol';
import { eventsOf } from './eventWindow';
import type { EventWindow } from './eventWindow';
import type { View } from './view';

export class Touched {
  readonly window: EventWindow;
  private readonly spans = new Set<number>();
  /** Engine pages without a span that had a part in it; 1 for yes. */
  private readonly bare: Uint8Array;
  /** Pages of each span as it was cut last. */
  private readonly npages = new Map<number, number>();
  private at = 0;

  constructor(
    private readonly view: View,
    readonly range: TickRange,
  ) {
    this.window = eventsOf(view.rt.trace, range);
    this.bare = new Uint8Array(view.mappedPages);
  }

  /** Whether it is about this stretch of what this view sees. */
  isOf(view: View, { fromTick, toTick }: TickRange): boolean {
    const { range } = this;
    return this.view === view && range.fromTick === fromTick && range.toTick === toTick;
  }

  /** Reads about `events` events more; true when all were read. */
  work(events: number): boolean {
    const { count } = this.view.rt.trace;
    const limit = Math.min(count, this.at + Math.max(1, Math.floor(events)));
    for (; this.at < limit; this.at++) this.event(this.at);
    return this.at >= count;
  }

  private event(index: number): void {
    const { trace } = this.view.rt;
    const kind = trace.kind(index);
    const isIn = index >= this.window.first && index < this.window.limit;
    const span = trace.a(index);
    switch (kind) {
      case TraceKind.alloc:
        if (isIn) this.alloc(index);
        break;
      case TraceKind.sweep:
        if (isIn && sweptObjects(trace.b(index)) > 0) this.spans.add(span);
        break;
      case TraceKind.refill:
      case TraceKind.uncache:
      case TraceKind.grow:
        if (isIn) this.spans.add(span);
        break;
      case TraceKind.spanAlloc:
        this.npages.set(span, trace.b(index));
        // What it was before has gone.
        if (isIn) this.spans.add(span);
        else this.spans.delete(span);
        break;
      case TraceKind.spanFree:
        this.spans.delete(span);
        this.pages(trace.b(index), this.pagesOf(span), isIn);
        break;
      case TraceKind.heapGrow:
      case TraceKind.scavenge:
        if (isIn) this.pages(span, trace.b(index), true);
        break;
      default:
    }
  }

  /** Pages of a span that is freed: as it was cut last, or else as it was from the start. */
  private pagesOf(span: number): number {
    return this.npages.get(span) ?? this.view.rt.bootSpanPages[span] ?? 1;
  }

  /** The slot's own birth tells whether what was made is what is there. */
  private alloc(event: number): void {
    const { view } = this;
    const place = view.placeOf(view.rt.trace.a(event));
    if (place === undefined) return;
    const { span, slot } = place;
    if (slot >= 0 && view.eventOf(span, slot) === event) this.spans.add(span);
  }

  private pages(first: number, count: number, isIn: boolean): void {
    this.bare.fill(isIn ? 1 : 0, Math.max(0, first), Math.max(0, first + count));
  }

  // ---- answers, once all is read

  hasSpan(span: number): boolean {
    return this.spans.has(span);
  }

  /** Of a page that no span has now. */
  hasPage(page: number): boolean {
    return this.bare[page] === 1;
  }
}
