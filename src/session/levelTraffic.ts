/**
 * What went between the levels in a stretch of the run: how deep each allocation had to ask, and
 * which spans were handed up and down on the way.
 */
import { levelNames } from '../protocol/modes';
import type { LevelName, LevelTraffic } from '../protocol/modes';
import type { TickRange } from '../protocol/protocol';
import { sweptObjects, TraceKind } from '../runtime/trace';
import { eventsOf } from './eventWindow';
import type { EventWindow } from './eventWindow';
import type { View } from './view';

/** How deep each kind of event means that an allocation went; other kinds do not belong to one. */
const depths: Readonly<Partial<Record<TraceKind, number>>> = {
  [TraceKind.uncache]: 1,
  [TraceKind.refill]: 1,
  [TraceKind.sweep]: 1,
  [TraceKind.spanFree]: 1,
  [TraceKind.grow]: 2,
  [TraceKind.spanAlloc]: 2,
  [TraceKind.heapGrow]: 3,
};

/** How deep an event means that the allocation behind it went; undefined: it belongs to none. */
export function depthOf(kind: TraceKind): number | undefined {
  return depths[kind];
}

export class Traffic {
  private readonly window: EventWindow;
  private at: number;
  /** Of the allocation that is on its way: at which tick, and how deep it went so far. */
  private tick = -1;
  private depth = 0;
  private bytes = 0;
  private readonly served: Record<LevelName, number> = { mcache: 0, mcentral: 0, mheap: 0, os: 0 };
  private readonly counts = new Map<TraceKind, number>();
  private freed = 0;
  /** Allocations by P and span class. */
  private readonly cells = new Map<string, { p: number; spanClass: number; count: number }>();

  constructor(
    private readonly view: View,
    private readonly range: TickRange,
  ) {
    this.window = eventsOf(view.rt.trace, range);
    this.at = this.window.first;
  }

  /** Reads about `events` events more; true when all were read. */
  work(events: number): boolean {
    const limit = Math.min(this.window.limit, this.at + Math.max(1, Math.floor(events)));
    for (; this.at < limit; this.at++) this.event(this.at);
    return this.at >= this.window.limit;
  }

  private event(index: number): void {
    const { trace } = this.view.rt;
    const kind = trace.kind(index);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    if (kind === TraceKind.sweep) this.freed += sweptObjects(trace.b(index));
    const depth = depths[kind];
    const tick = trace.tick(index);
    if (tick !== this.tick) this.depth = 0;
    this.tick = tick;
    if (kind === TraceKind.alloc) this.alloc(index);
    this.depth = depth === undefined ? 0 : Math.max(this.depth, depth);
  }

  private alloc(index: number): void {
    const { view } = this;
    const { trace } = view.rt;
    // Of nothing at all everybody gets the same address.
    if (trace.b(index) === 0) return;
    this.served[levelNames[this.depth]!] += 1;
    this.bytes += trace.b(index);
    const [p, spanClass] = [trace.p(index), view.classOfAlloc(index)];
    const known = this.cells.get(`${p} ${spanClass}`);
    if (known === undefined) this.cells.set(`${p} ${spanClass}`, { p, spanClass, count: 1 });
    else known.count += 1;
  }

  /** To be asked once all is read. */
  get answer(): LevelTraffic {
    const count = (kind: TraceKind): number => this.counts.get(kind) ?? 0;
    const { served } = this;
    return {
      ...this.range,
      tick: this.view.rt.tick,
      allocations: served.mcache + served.mcentral + served.mheap + served.os,
      bytes: this.bytes,
      served,
      refills: count(TraceKind.refill),
      returned: count(TraceKind.uncache),
      cut: count(TraceKind.spanAlloc),
      freedSpans: count(TraceKind.spanFree),
      freedObjects: this.freed,
      grown: count(TraceKind.heapGrow),
      scavenged: count(TraceKind.scavenge),
      cells: [...this.cells.values()],
    };
  }
}
