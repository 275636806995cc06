/**
 * Where the objects in slots come from, and what each allocation site has come to.
 *
 * NON-GO: Go's heap profile samples; here each object knows its event, its site and its type.
 */
import { trackedShift } from '../base/columns';
import type { ColumnSet, Table, Tracked } from '../base/columns';
import { noteAlloc } from './contention';
import type { Runtime } from './runtime';
import { TraceKind } from './trace';

/** Words of a row of births. */
export const enum Birth {
  event = 0,
  site = 1,
  typ = 2,
  words = 3,
}

const birthSchema = { words: ['i32', Birth.words] } as const;

/** In place of a site: the sweep that `event` numbers has freed the slot. */
export const freedSite = -2;

/**
 * Per slot: the alloc event that filled it last, its site, and the type of its values (-1: not
 * known). Rows belong to spans in blocks of a power of two; spans made unrecorded have none.
 */
export class Births {
  readonly table: Tracked<typeof birthSchema>;
  private readonly heads: Table<{ readonly head: 'u32' }>;

  constructor(private readonly columns: ColumnSet) {
    this.table = columns.tracked('birth', birthSchema, 1, 1 << 14);
    this.heads = columns.table('birthFree', { head: 'u32' } as const, 11);
  }

  /** First row for a span's slots, 0 when nothing is recorded. */
  alloc(recording: boolean, nelems: number): number {
    if (!recording) return 0;
    const order = 32 - Math.clz32(nelems - 1);
    const { table, heads } = this;
    let at = heads.head[order]!;
    if (at === 0) {
      at = table.rows;
      this.columns.resize<typeof birthSchema>(table, at + (1 << order));
    } else {
      heads.head[order] = table.words[at * Birth.words + Birth.event]!;
    }
    const { words, dirty } = table;
    const last = (at + nelems - 1) >> trackedShift;
    for (let chunk = at >> trackedShift; chunk <= last; chunk++) dirty[chunk] = 1;
    const end = (at + nelems) * Birth.words;
    for (let row = at * Birth.words; row < end; row += Birth.words) {
      words[row + Birth.event] = 0;
      words[row + Birth.site] = -1;
    }
    return at;
  }

  free(at: number, nelems: number): void {
    if (at === 0) return;
    const order = 32 - Math.clz32(nelems - 1);
    const { words, dirty } = this.table;
    words[at * Birth.words + Birth.event] = this.heads.head[order]!;
    dirty[at >> trackedShift] = 1;
    this.heads.head[order] = at;
  }
}

/** Numbers of an allocation site. */
export const enum Site {
  /** Objects and bytes of their slots, ever and now. */
  count = 0,
  bytes = 1,
  live = 2,
  liveBytes = 3,
  /** Of the last object: bytes asked for, bytes of the slot, span class. */
  size = 4,
  elemsize = 5,
  spanclass = 6,
  numbers = 8,
}

const siteSchema = { numbers: ['f64', Site.numbers] } as const;

/** Row per allocation site of the program. */
export const newSites = (columns: ColumnSet, sites: number): Table<typeof siteSchema> =>
  columns.table('sites', siteSchema, sites);

/**
 * Notes a new object in slot `index` of span `s` (0: of size zero), its birth and its site's sum.
 */
export function traceAlloc(
  rt: Runtime,
  why: number,
  off: number,
  size: number,
  s: number,
  index: number,
): void {
  const event = rt.trace.count;
  rt.trace.append(rt, TraceKind.alloc, why, off, size);
  const { sites, mspan, site } = rt;
  if (s !== 0) {
    const first = mspan.births[s]!;
    if (first !== 0) noteBirth(rt, first + index, event);
    noteAlloc(rt);
  }
  rt.onAlloc?.();
  if (site < 0 || site >= sites.rows) return;
  const elemsize = s === 0 ? 0 : mspan.elemsize[s]!;
  addToSite(rt, elemsize, size, elemsize, s === 0 ? 0 : mspan.spanclass[s]!);
}

/** Notes in a row of births that the running site has made an object of `rt.typ`. */
export function noteBirth(rt: Runtime, row: number, event: number): void {
  const { words, dirty } = rt.births.table;
  const at = row * Birth.words;
  dirty[row >> trackedShift] = 1;
  words[at + Birth.event] = event;
  words[at + Birth.site] = rt.site;
  words[at + Birth.typ] = rt.typ;
}

/** Adds an object to the sum of the running site: `bytes` it took, 0 where others share them. */
export function addToSite(
  { sites, site }: Runtime,
  bytes: number,
  size: number,
  elemsize: number,
  spanclass: number,
): void {
  const { numbers } = sites;
  const at = site * Site.numbers;
  numbers[at + Site.count]!++;
  numbers[at + Site.bytes]! += bytes;
  numbers[at + Site.live]!++;
  numbers[at + Site.liveBytes]! += bytes;
  numbers[at + Site.size] = size;
  numbers[at + Site.elemsize] = elemsize;
  numbers[at + Site.spanclass] = spanclass;
}

/** Takes the objects of a span that were not marked out of their sites' sums. */
export function traceFrees(rt: Runtime, s: number): void {
  const { mspan, sites } = rt;
  const first = mspan.births[s]!;
  if (!rt.recording || first === 0) return;
  const { words, dirty } = rt.births.table;
  const { bits } = rt.gcBits;
  const { numbers } = sites;
  const nelems = mspan.nelems[s]!;
  const elemsize = mspan.elemsize[s]!;
  const marks = mspan.gcmarkBits[s]!;
  const now = rt.trace.count;
  // HOT
  for (let from = 0; from < nelems; from += 32) {
    let dead = ~bits[marks + (from >> 5)]!;
    if (nelems - from < 32) dead &= (1 << (nelems - from)) - 1;
    for (; dead !== 0; dead &= dead - 1) {
      const row = first + from + 31 - Math.clz32(dead & -dead);
      const at = row * Birth.words;
      const site = words[at + Birth.site]!;
      if (site === freedSite || (site === -1 && words[at + Birth.event] === 0)) continue;
      words[at + Birth.site] = freedSite;
      words[at + Birth.event] = now;
      dirty[row >> trackedShift] = 1;
      if (site < 0 || site >= sites.rows) continue;
      numbers[site * Site.numbers + Site.live]!--;
      numbers[site * Site.numbers + Site.liveBytes]! -= elemsize;
    }
  }
}
