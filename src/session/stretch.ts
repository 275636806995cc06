/**
 * What a stretch of the run amounts to: its events, what was allocated and freed in it by size
 * class and by site, and what of that is still there. The log is read in portions, so that a long
 * stretch holds nobody up.
 */
import type { RangeSummary, StretchClass } from '../protocol/finding';
import type { TickRange } from '../protocol/protocol';
import { eventKinds } from '../protocol/views';
import { sweptObjects, sweptSpanClass, TraceKind } from '../runtime/trace';
import { eventsOf } from './eventWindow';
import type { Totals } from './sites';
import { classOrder } from './survey';
import type { View } from './view';

/** Sites that are named. */
const sitesMax = 12;

/** What a site has allocated in the stretch, and what of that has not been swept yet. */
type SiteRow = { -readonly [Name in keyof Totals]: Totals[Name] } & { asked: number };

const noSite: SiteRow = {
  ...{ count: 0, bytes: 0, asked: 0, live: 0, liveBytes: 0 },
  ...{ size: 0, elemBytes: 0, spanClass: 0 },
};

type ClassRow = { -readonly [Name in keyof StretchClass]: StretchClass[Name] };

export class Stretch {
  private readonly first: number;
  private readonly limit: number;
  private at: number;
  private readonly kinds = new Array<number>(eventKinds.length).fill(0);
  private readonly classes = new Map<number, ClassRow>();
  /** By number; -1 for what the runtime itself has asked for. */
  private readonly sites = new Map<number, SiteRow>();
  private allocs = 0;
  private asked = 0;

  /** Of ticks `fromTick…toTick`, as far as the run stands now. */
  constructor(
    private readonly view: View,
    readonly range: TickRange,
  ) {
    const { first, limit } = eventsOf(view.rt.trace, range);
    this.first = this.at = first;
    this.limit = limit;
  }

  /** Reads about `events` events more; true when all were read. */
  work(events: number): boolean {
    const { trace } = this.view.rt;
    const limit = Math.min(this.limit, this.at + Math.max(1, Math.floor(events)));
    for (; this.at < limit; this.at++) {
      const kind = trace.kind(this.at);
      this.kinds[kind]! += 1;
      if (kind === TraceKind.alloc) this.alloc(this.at);
      else if (kind === TraceKind.sweep) this.sweep(trace.b(this.at));
    }
    return this.at >= this.limit;
  }

  private alloc(event: number): void {
    const { view } = this;
    const { trace } = view.rt;
    const size = trace.b(event);
    const spanClass = view.classOfAlloc(event);
    this.allocs += 1;
    this.asked += size;
    const place = view.placeOf(trace.a(event));
    const isThere =
      place !== undefined && place.slot >= 0 && view.eventOf(place.span, place.slot) === event;
    const live = isThere ? 1 : 0;
    const liveBytes = isThere ? view.elemBytes(place.span) : 0;
    const site = this.site(trace.site(event));
    site.count += 1;
    site.bytes += view.siteBytesOf(event);
    site.asked += size;
    site.live += live;
    site.liveBytes += liveBytes;
    site.size = size;
    site.elemBytes = view.slotBytesOf(event);
    site.spanClass = Math.max(0, spanClass);
    if (spanClass < 0) return;
    const row = this.classRow(spanClass >> 1);
    row.asked += size;
    row.live += live;
    row.liveBytes += liveBytes;
    if (isThere) row.key = `slot:${place.span}:${place.slot}`;
    if (view.sharesBlock(event)) return;
    row.mallocs += 1;
    row.bytes += view.slotBytesOf(event);
  }

  private sweep(note: number): void {
    const objects = sweptObjects(note);
    if (objects > 0) this.classRow(sweptSpanClass(note) >> 1).frees += objects;
  }

  private site(number: number): SiteRow {
    const known = this.sites.get(number);
    if (known !== undefined) return known;
    const made = { ...noSite };
    this.sites.set(number, made);
    return made;
  }

  private classRow(sizeClass: number): ClassRow {
    const known = this.classes.get(sizeClass);
    if (known !== undefined) return known;
    const elemBytes = this.view.classBytes(sizeClass);
    const none = { mallocs: 0, bytes: 0, asked: 0, frees: 0, live: 0, liveBytes: 0 };
    const row = { sizeClass, elemBytes, ...none };
    this.classes.set(sizeClass, row);
    return row;
  }

  /** Whether it is about this stretch of what this view sees. */
  isOf(view: View, { fromTick, toTick }: TickRange): boolean {
    const { range } = this;
    return this.view === view && range.fromTick === fromTick && range.toTick === toTick;
  }

  // ---- answers, once all is read

  /** As the totals of a whole run are: see {@link SiteTotals}. */
  siteTotals(number: number): Totals {
    return this.sites.get(number) ?? noSite;
  }

  get summary(): RangeSummary {
    const { view, kinds } = this;
    const sites = [...this.sites].sort(([a, one], [b, two]) => two.asked - one.asked || a - b);
    const classes = [...this.classes.values()];
    return {
      ...this.range,
      tick: view.rt.tick,
      events: this.limit - this.first,
      allocs: this.allocs,
      bytes: this.asked,
      kinds: eventKinds.flatMap((kind, number) =>
        kinds[number]! > 0 ? [{ kind, count: kinds[number]! }] : [],
      ),
      sites: sites.slice(0, sitesMax).map(([number, { count, asked, live }]) => {
        const site = view.program.sites[number];
        const named = site !== undefined && site.user;
        return {
          ...(named ? { key: `site:${number}` as const, text: site.text } : {}),
          ...{ count, bytes: asked, live },
        };
      }),
      moreSites: Math.max(0, sites.length - sitesMax),
      classes: classes.sort((a, b) => classOrder(a) - classOrder(b)),
    };
  }
}
