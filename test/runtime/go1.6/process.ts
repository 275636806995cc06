/**
 * A process with the go1.6 allocator whose objects are kept by name, for tests: loads recorded
 * states and writes its own in the same form.
 */
import assert from 'node:assert/strict';
import type { Runtime16 } from '../../../src/runtime/go1.6/runtime';
import { mallocgc } from '../../../src/runtime/go1.6/malloc';
import { sysAlloc } from '../../../src/runtime/go1.6/arena';
import { heapBitsInitSpan } from '../../../src/runtime/go1.6/mbitmap';
import { gcBgMarkWorker } from '../../../src/runtime/go1.6/mgc';
import { insertBack } from '../../../src/runtime/go1.6/mspanlist';
import { class_to_size, numSizeClasses, pageSize } from '../../../src/runtime/go1.6/msize';
import {
  GCPhase,
  SpanState,
  busyList,
  emptyList,
  freeList,
  nonemptyList,
  regions,
} from '../../../src/runtime/go1.6/runtime';
import { noStatics, wordsType } from '../../../src/runtime/noprogram';
import { Runtime } from '../../../src/runtime/runtime';

/** Spans as rows of spanFields. */
type Rows = readonly (readonly number[])[];
type Lists = Readonly<Record<string, Rows>>;

/** A recorded state; lists that are missing are empty. */
export interface State {
  readonly regions: Readonly<Record<string, string | number | boolean>>;
  readonly heap: Readonly<Record<string, number>>;
  readonly free?: Lists;
  readonly freelarge?: Rows;
  readonly busy?: Lists;
  readonly busylarge?: Rows;
  readonly nonempty?: Lists;
  readonly empty?: Lists;
  readonly mcache?: Readonly<Record<string, number>>;
  readonly tiny: string;
  readonly tinyoffset: number;
}

const heapCounters = [
  'heap_sys',
  'heap_idle',
  'heap_inuse',
  'heap_released',
  'heap_live',
  'heap_marked',
  'next_gc',
  'stacks_inuse',
  'numgc',
] as const;

export class Process {
  readonly rt: Runtime16;
  private readonly live = new Set<number>();

  constructor() {
    const host = new Runtime({
      types: [wordsType(0, [1])],
      statics: noStatics,
      procs: 1,
      gogc: 100,
      profile: 'go1.6',
      boot: false,
    });
    // The clock of a process that has run for a while: 0 would say that a span was never free.
    host.sched.sched.since[0] = 1;
    assert.ok(host.go16);
    this.rt = host.go16;
    host.roots = {
      goroutines: () => 1,
      scanstack: (_, visit) => {
        for (const object of this.live) visit(object);
      },
    };
  }

  /** The offset of a recorded address. */
  off(address: string): number {
    return this.rt.heapStart + Number(address) - regions.arena_start;
  }

  hex(off: number): string {
    return `0x${this.rt.host.mem.addrOf(off).toString(16)}`;
  }

  alloc(size: number, kind: 'scan' | 'noscan'): number {
    const object = mallocgc(this.rt, size, kind === 'scan' ? 0 : -1, true);
    this.live.add(object);
    return object;
  }

  keep(object: number): void {
    this.live.add(object);
  }

  drop(objects: readonly number[]): void {
    for (const object of objects) this.live.delete(object);
  }

  /** Lets a cycle in the background come to its end. */
  finishCycle(): void {
    while (this.rt.work.gcphase[0] !== GCPhase.off) gcBgMarkWorker(this.rt, 1 << 20);
  }

  spanAt(page: number): number {
    return this.rt.h_spans.span[page]!;
  }

  /** Makes a span of `sizeclass` whose first `ref` objects are in use and live. */
  addSpan(page: number, npages: number, sizeclass: number, ref: number): number {
    const { rt } = this;
    while (rt.mheap.arena_used[0]! < page + npages) sysAlloc(rt, 128);
    const { mspan } = rt;
    const s = mspan.rows;
    rt.host.columns.resize(mspan, s + 1);
    mspan.start[s] = page;
    mspan.npages[s] = npages;
    mspan.sizeclass[s] = sizeclass;
    mspan.ref[s] = ref;
    const base = rt.heapStart + page * pageSize;
    const size = sizeclass === 0 ? npages * pageSize : class_to_size[sizeclass]!;
    const n = Math.floor((npages * pageSize) / size);
    mspan.elemsize[s] = size;
    mspan.limit[s] = base + n * size;
    rt.h_spans.span.fill(s, page, page + npages);
    for (let i = n - 1; i >= ref; i--) {
      rt.host.mem.storePtr(base + i * size, mspan.freelist[s]!);
      mspan.freelist[s] = base + i * size;
    }
    const objects = sizeclass === 0 ? 1 : ref;
    for (let i = 0; i < objects; i++) this.live.add(base + i * size);
    if (size === 8) heapBitsInitSpan(rt, base, npages * pageSize, true);
    return s;
  }

  cache(sizeclass: number, s: number): void {
    this.rt.mcacheAlloc.span[sizeclass] = s;
    this.rt.mspan.incache[s] = 1;
    if (this.rt.mspan.list[s] === 0) insertBack(this.rt, emptyList(sizeclass), s);
  }

  freeObjects(s: number): string[] {
    const objects: string[] = [];
    for (let at = this.rt.mspan.freelist[s]!; at !== 0; at = this.rt.host.mem.loadPtr(at))
      objects.push(this.hex(at));
    return objects;
  }

  load(state: State): void {
    const { rt } = this;
    const { mspan } = rt;
    sysAlloc(rt, Number(state.regions['arena_used_bytes']) / pageSize);
    const rows = new Map<number, { row: readonly number[]; list: number }>();
    const add = (lists: Lists | undefined, listOf: (index: number) => number): void => {
      for (const [index, spans] of Object.entries(lists ?? {}))
        for (const row of spans) rows.set(row[0]!, { row, list: listOf(Number(index)) });
    };
    add(state.free, freeList);
    add({ 128: state.freelarge ?? [] }, freeList);
    add(state.busy, busyList);
    add({ 128: state.busylarge ?? [] }, busyList);
    add(state.nonempty, nonemptyList);
    add(state.empty, emptyList);
    // In order of address: the order of first use, as far as a start state tells.
    const byPage = new Map<number, number>();
    for (let page = 0; page < rt.mheap.arena_used[0]!;) {
      const known = rows.get(page);
      if (known === undefined) page = this.addStackSpan(page, rows);
      else {
        byPage.set(page, this.loadSpan(known.row));
        page += known.row[1]!;
      }
    }
    const inOrder = (lists: readonly (Rows | undefined)[]): Rows => lists.flatMap((l) => l ?? []);
    const all = inOrder([
      ...Object.values(state.free ?? {}),
      state.freelarge,
      ...Object.values(state.busy ?? {}),
      state.busylarge,
      ...Object.values(state.nonempty ?? {}),
      ...Object.values(state.empty ?? {}),
    ]);
    for (const [page] of all) insertBack(rt, rows.get(page!)!.list, byPage.get(page!)!);
    for (const [sizeclass, page] of Object.entries(state.mcache ?? {}))
      rt.mcacheAlloc.span[Number(sizeclass)] = byPage.get(page)!;
    for (const name of heapCounters) rt.memstats[name][0] = state.heap[name]!;
    rt.mheap.sweepgen[0] = state.heap['sweepgen']!;
    rt.mheap.sweepdone[0] = state.heap['sweepdone']!;
    rt.mheap.pagesInUse[0] = state.heap['pagesInUse']!;
    rt.mheap.nspan[0] = mspan.rows;
    rt.mheap.sweepidx[0] = mspan.rows;
    rt.mcache.tiny[0] = this.rt.host.mem.offOf(
      Number(state.tiny) | 0,
      Math.floor(Number(state.tiny) / 4294967296),
    );
    rt.mcache.tinyoffset[0] = state.tinyoffset;
  }

  /** Pages of no list belong to stacks. Returns the page behind them. */
  private addStackSpan(page: number, rows: ReadonlyMap<number, unknown>): number {
    const { rt } = this;
    const s = rt.mspan.rows;
    rt.host.columns.resize(rt.mspan, s + 1);
    let end = page + 1;
    while (end < rt.mheap.arena_used[0]! && !rows.has(end)) end++;
    rt.mspan.start[s] = page;
    rt.mspan.npages[s] = end - page;
    rt.mspan.ref[s] = 1;
    rt.mspan.state[s] = SpanState.stack;
    rt.h_spans.span.fill(s, page, end);
    return end;
  }

  private loadSpan(row: readonly number[]): number {
    const { rt } = this;
    const { mspan } = rt;
    const [page, npages, state, sizeclass, ref, , sweepgen, incache, needzero, npreleased, since] =
      row as number[];
    let s: number;
    if (state === SpanState.free) {
      s = mspan.rows;
      rt.host.columns.resize(mspan, s + 1);
      mspan.start[s] = page!;
      mspan.npages[s] = npages!;
      mspan.sizeclass[s] = sizeclass!;
      rt.h_spans.span[page!] = s;
      rt.h_spans.span[page! + npages! - 1] = s;
    } else s = this.addSpan(page!, npages!, sizeclass!, sizeclass === 0 ? 0 : ref!);
    mspan.state[s] = state!;
    mspan.sweepgen[s] = sweepgen!;
    mspan.incache[s] = incache!;
    mspan.needzero[s] = needzero!;
    mspan.npreleased[s] = npreleased!;
    mspan.unusedsince[s] = since!;
    return s;
  }

  state(): State {
    const { rt } = this;
    const { mheap, mcache, memstats } = rt;
    const lists = (listOf: (index: number) => number, from: number, to: number): Lists =>
      Object.fromEntries(
        Array.from({ length: to - from }, (_, i) => [
          String(i + from),
          this.list(listOf(i + from)),
        ]).filter(([, rows]) => rows!.length > 0),
      ) as Lists;
    const state: Record<string, unknown> = {
      regions: {
        spans: `0x${regions.spans.toString(16)}`,
        bitmap: `0x${regions.bitmap.toString(16)}`,
        arena_start: `0x${regions.arena_start.toString(16)}`,
        arena_end: `0x${regions.arena_end.toString(16)}`,
        arena_used_bytes: mheap.arena_used[0]! * pageSize,
        arena_reserved: false,
        spans_mapped: mheap.spans_mapped[0],
        bitmap_mapped: mheap.bitmap_mapped[0],
      },
      heap: {
        sweepgen: mheap.sweepgen[0],
        sweepdone: mheap.sweepdone[0],
        pagesInUse: mheap.pagesInUse[0],
        ...Object.fromEntries(heapCounters.map((name) => [name, memstats[name][0]])),
      },
      tiny: `0x${rt.host.mem.addrOf(mcache.tiny[0]!).toString(16)}`,
      tinyoffset: mcache.tinyoffset[0],
    };
    const named: Record<string, Lists | Rows> = {
      free: lists(freeList, 1, 128),
      freelarge: this.list(freeList(128)),
      busy: lists(busyList, 1, 128),
      busylarge: this.list(busyList(128)),
      nonempty: lists(nonemptyList, 1, numSizeClasses),
      empty: lists(emptyList, 1, numSizeClasses),
    };
    for (const [name, value] of Object.entries(named))
      if (Object.keys(value).length > 0) state[name] = value;
    const cached = [...rt.mcacheAlloc.span].flatMap((s, sizeclass) =>
      s === 0 ? [] : [[String(sizeclass), rt.mspan.start[s]!]],
    );
    if (cached.length > 0) state['mcache'] = Object.fromEntries(cached);
    return state as unknown as State;
  }

  private list(list: number): Rows {
    const { mspan } = this.rt;
    const rows: number[][] = [];
    for (let s = this.rt.list.first[list]!; s !== 0; s = mspan.next[s]!) {
      const free = mspan.state[s] === SpanState.free || mspan.sizeclass[s] === 0;
      rows.push([
        mspan.start[s]!,
        mspan.npages[s]!,
        mspan.state[s]!,
        mspan.sizeclass[s]!,
        mspan.ref[s]!,
        free ? 0 : this.freeObjects(s).length,
        mspan.sweepgen[s]!,
        mspan.incache[s]!,
        mspan.needzero[s]!,
        mspan.npreleased[s]!,
        mspan.unusedsince[s] === 0 ? 0 : 1,
      ]);
    }
    return rows;
  }
}
