/**
 * What a comparison wants to know about one moment of a run. Objects are looked at one by one, so
 * it is gathered in slices: `work` until it says that all is seen.
 */
import type { HeapStrip } from '../protocol/compare';
import type { DashboardClass } from '../protocol/modes';
import { PageState } from '../protocol/views';
import type { SourcePosition } from '../protocol/views';
import { class_to_size } from '../runtime/sizeclasses';
import type { MemStats } from './recorder';
import type { Session } from './session';
import type { Survey } from './survey';
import type { View } from './view';

/** A size class at a moment. */
export interface ClassFacts {
  /** Bytes of a slot: what classes of two runtimes have in common. 0 for large objects. */
  readonly elemBytes: number;
  readonly sizeClass: number;
  readonly spans: number;
  readonly objects: number;
  readonly bytes: number;
  /** Slots that are not taken, and what is left at the ends of spans. */
  readonly free: number;
  /** What slots are larger than what was asked for. */
  readonly rounding: number;
}

/** A site, or everything that no line of the program has asked for itself. */
export interface SiteFacts {
  /** Number of the site; -1 for what the runtime itself has made. */
  readonly site: number;
  /** Where it stands; of the runtime, nowhere. */
  readonly position: SourcePosition;
  readonly byteColumn: number;
  readonly kind: string;
  readonly func: string;
  readonly text: string;
  readonly type: string;
  readonly user: boolean;
  /** All that it ever made, and the slot bytes of that. */
  readonly allocations: number;
  readonly allocated: number;
  /** Slots that it was the last to take, and that are still taken. */
  readonly objects: number;
  readonly bytes: number;
  /** What a record knows instead: objects not swept yet, those in one tiny block one by one. */
  readonly live: number;
  readonly liveBytes: number;
}

/** Objects that have lived through so many collections; -1: found dead, not yet swept. */
export interface AgeFacts {
  readonly survived: number;
  readonly objects: number;
  readonly bytes: number;
}

export interface Facts {
  readonly tick: number;
  readonly memStats: MemStats;
  readonly assists: number;
  /** Heap bytes that assists have marked. */
  readonly assistBytes: number;
  readonly syscalls: number;
  readonly mcacheHits: number;
  readonly mcentralLocks: number;
  readonly mheapLocks: number;
  /** A saved run has no classes, ages and strip; of a mere stop it has no sites either. */
  readonly classes?: readonly ClassFacts[];
  readonly sites?: readonly SiteFacts[];
  readonly ages?: readonly AgeFacts[];
  readonly strip?: HeapStrip;
}

/** Cells that a strip has at most. */
const stripCells = 4096;

/** Pages without a span count as much work as so many slots. */
const pageWork = 1 / 8;

export class Gatherer {
  private page = 0;
  private readonly view: View;
  private readonly survey: Survey;
  private readonly starts: readonly number[];
  private readonly rounding = new Map<number, number>();
  private readonly bySite = new Map<number, { objects: number; bytes: number }>();
  private readonly byAge = new Map<number, { objects: number; bytes: number }>();
  private readonly strip: HeapStrip;
  /** Where the machine stood; it must not move meanwhile. */
  readonly tick: number;

  constructor(private readonly session: Session) {
    const run = session.loadedRun!;
    ({ view: this.view, survey: this.survey } = run.sources());
    this.tick = this.view.rt.tick;
    this.starts = run.recorder.collections
      .filter(({ endTick }) => endTick >= 0 && endTick <= this.tick)
      .map(({ startTick }) => startTick);
    const pages = this.view.mappedPages;
    let pagesPerCell = 1;
    while (pages / pagesPerCell > stripCells) pagesPerCell *= 2;
    const cells = Math.ceil(pages / pagesPerCell);
    this.strip = {
      ...{ pages, pagesPerCell, state: new Uint8Array(cells), sizeClass: new Uint8Array(cells) },
      ...{ fill: new Uint8Array(cells), starts: new Uint8Array(cells) },
    };
  }

  /** Looks at about `slots` slots; true when everything was seen. */
  work(slots: number): boolean {
    for (let left = slots; left > 0 && this.page < this.view.mappedPages;) {
      const span = this.view.spanAt(this.page);
      if (span === 0) {
        this.paint(this.page, 1, this.view.bareState(this.page), 0, 0);
        this.page++;
        left -= pageWork;
      } else left -= 1 + this.span(span);
    }
    return this.page >= this.view.mappedPages && this.survey.work(slots);
  }

  /** Takes in a span; what it cost. */
  private span(span: number): number {
    const first = this.view.startPage(span);
    const count = this.view.npages(span);
    const isHeap = this.view.isHeap(span);
    const nelems = isHeap ? this.view.nelems(span) : 0;
    const fill = isHeap ? Math.round((255 * this.view.used(span)) / Math.max(1, nelems)) : 255;
    const sizeClass = isHeap && nelems > 1 ? classOfSize(this.view.elemBytes(span)) : 0;
    this.paint(first, count, this.view.spanState(span), sizeClass, fill);
    this.page = first + count;
    for (let slot = 0; slot < nelems; slot++)
      if (this.view.isAllocated(span, slot)) this.slot(span, slot);
    return nelems + count * pageWork;
  }

  private slot(span: number, slot: number): void {
    const { view } = this;
    const bytes = view.elemBytes(span);
    add(this.bySite, view.siteOf(span, slot), bytes);
    const born = view.bornAt(span, slot);
    // What was there before anything was recorded is as old as the run.
    const survived = view.isUnsweptGarbage(span, slot) ? -1 : this.survivedSince(born);
    add(this.byAge, survived, bytes);
    // A tiny block is shared: its last tenant's size says nothing about the others.
    const asked = view.isTiny(span, slot) ? -1 : view.requestedBytes(span, slot);
    const sizeClass = view.spanClass(span) >> 1;
    if (asked >= 0)
      this.rounding.set(sizeClass, (this.rounding.get(sizeClass) ?? 0) + bytes - asked);
  }

  /** Collections that began after a tick and are over. */
  private survivedSince(tick: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= tick) low = middle + 1;
      else high = middle;
    }
    return this.starts.length - low;
  }

  /** A cell over several pages tells about the one that says most: in use before free. */
  private paint(first: number, count: number, state: PageState, sizeClass: number, fill: number) {
    const { pagesPerCell, ...strip } = this.strip;
    const limit = Math.ceil((first + count) / pagesPerCell);
    const start = Math.floor(first / pagesPerCell);
    for (let cell = start; cell < limit; cell++) {
      const was = strip.state[cell]!;
      if (was >= PageState.heap && state !== PageState.heap) continue;
      strip.fill[cell] = was === state ? Math.max(fill, strip.fill[cell]!) : fill;
      strip.state[cell] = state;
      strip.sizeClass[cell] = sizeClass;
    }
    if (state >= PageState.heap) strip.starts[start] = 1;
  }

  /** To be asked once everything was seen. */
  get facts(): Facts {
    const { session, strip, tick } = this;
    const { stats } = session.state();
    const collections = session.loadedRun!.recorder.collections.filter(
      ({ startTick }) => startTick <= tick,
    );
    const sum = (of: (one: (typeof collections)[number]) => number): number =>
      collections.reduce((total, one) => total + of(one), 0);
    return {
      ...{ tick, memStats: session.memStats(), strip },
      assists: sum((one) => one.assists),
      assistBytes: sum((one) => one.assistBytes),
      syscalls: stats.syscalls,
      mcacheHits: stats.mcacheHits,
      mcentralLocks: stats.mcentralLocks,
      mheapLocks: stats.mheapLocks,
      classes: this.survey.classes().map((row) => this.classFacts(row)),
      sites: this.siteFacts(),
      ages: [...this.byAge].map(([survived, of]) => ({ survived, ...of })),
    };
  }

  private classFacts(row: DashboardClass): ClassFacts {
    const { sizeClass, spans, objects, bytes } = row;
    const elemBytes = sizeClass === 0 ? 0 : row.elemBytes;
    const rounding = this.rounding.get(sizeClass) ?? 0;
    const free = (row.slots - objects) * elemBytes + Math.max(0, row.tailBytes);
    return { elemBytes, sizeClass, spans, objects, bytes, free, rounding };
  }

  private siteFacts(): SiteFacts[] {
    const none = { objects: 0, bytes: 0 };
    const known = this.session.sites().flatMap((site): SiteFacts[] => {
      const there = this.bySite.get(site.site) ?? none;
      if (site.count === 0 && there.objects === 0) return [];
      const { func, kind, text, type, user, position, byteColumn } = site;
      return [
        {
          ...{ site: site.site, position, byteColumn, func, kind, text, type, user },
          ...{ allocations: site.count, allocated: site.bytes, ...there },
          ...{ live: site.live, liveBytes: site.live * site.elemBytes },
        },
      ];
    });
    const rest = this.bySite.get(-1);
    if (rest === undefined) return known;
    const position = { file: '', line: 0, column: 0 };
    const live = { live: rest.objects, liveBytes: rest.bytes };
    const runtime = {
      ...live,
      site: -1,
      position,
      byteColumn: 0,
      kind: '',
      func: '',
      text: '',
      type: '',
    };
    return [
      ...known,
      { ...runtime, user: false, allocations: rest.objects, allocated: rest.bytes, ...rest },
    ];
  }
}

/** The class of Go 1.26 whose slots hold so many bytes. */
function classOfSize(bytes: number): number {
  const found = class_to_size.findIndex((size) => size >= bytes);
  return Math.max(0, found);
}

function add<K>(to: Map<K, { objects: number; bytes: number }>, key: K, bytes: number): void {
  const known = to.get(key);
  if (known === undefined) to.set(key, { objects: 1, bytes });
  else {
    known.objects += 1;
    known.bytes += bytes;
  }
}
