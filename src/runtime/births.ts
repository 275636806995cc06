/**
 * Where the objects in slots come from, and what each allocation site has come to.
 *
 * NON-GO: Go's heap profile samples; here each object knows its event, its site and its type.
 */
import type { ColumnSet, Table } from '../base/columns';
import { noteAlloc } from './contention';
import type { Runtime } from './runtime';
import { TraceKind } from './trace';

const birthSchema = { event: 'u32', site: 'i32', typ: 'i32' } as const;

/** In place of a site: the sweep that `event` numbers has freed the slot. */
export const freedSite = -2;

/**
 * Per slot: the alloc event that filled it last, its site, and the type of its values (-1: not
 * known). Rows belong to spans in blocks of a power of two; spans made unrecorded have none.
 */
export class Births {
  readonly table: Table<typeof birthSchema>;
  private readonly heads: Table<{ readonly head: 'u32' }>;

  constructor(private readonly columns: ColumnSet) {
    this.table = columns.table('birth', birthSchema, 1, 1024);
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
      this.columns.resize(table, at + (1 << order));
    } else {
      heads.head[order] = table.event[at]!;
    }
    table.event.fill(0, at, at + nelems);
    table.site.fill(-1, at, at + nelems);
    return at;
  }

  free(at: number, nelems: number): void {
    if (at === 0) return;
    const order = 32 - Math.clz32(nelems - 1);
    this.table.event[at] = this.heads.head[order]!;
    this.heads.head[order] = at;
  }
}

const siteSchema = {
  /** Objects and bytes of their slots, ever and now. */
  count: 'f64',
  bytes: 'f64',
  live: 'f64',
  liveBytes: 'f64',
  /** Of the last object: bytes asked for, bytes of the slot, span class. */
  size: 'f64',
  elemsize: 'f64',
  spanclass: 'u8',
} as const;

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
    if (first !== 0) {
      const { table } = rt.births;
      table.event[first + index] = event;
      table.site[first + index] = site;
      table.typ[first + index] = rt.typ;
    }
    noteAlloc(rt);
  }
  rt.onAlloc?.();
  if (site < 0 || site >= sites.rows) return;
  const elemsize = s === 0 ? 0 : mspan.elemsize[s]!;
  sites.count[site]!++;
  sites.bytes[site]! += elemsize;
  sites.live[site]!++;
  sites.liveBytes[site]! += elemsize;
  sites.size[site] = size;
  sites.elemsize[site] = elemsize;
  sites.spanclass[site] = s === 0 ? 0 : mspan.spanclass[s]!;
}

/** Takes the objects of a span that were not marked out of their sites' sums. */
export function traceFrees(rt: Runtime, s: number): void {
  const { mspan, sites } = rt;
  const first = mspan.births[s]!;
  if (!rt.recording || first === 0) return;
  const { event, site: siteOf } = rt.births.table;
  const { bits } = rt.gcBits;
  const { live, liveBytes } = sites;
  const nelems = mspan.nelems[s]!;
  const elemsize = mspan.elemsize[s]!;
  const marks = mspan.gcmarkBits[s]!;
  const now = rt.trace.count;
  // HOT
  for (let from = 0; from < nelems; from += 32) {
    let dead = ~bits[marks + (from >> 5)]!;
    if (nelems - from < 32) dead &= (1 << (nelems - from)) - 1;
    for (; dead !== 0; dead &= dead - 1) {
      const birth = first + from + 31 - Math.clz32(dead & -dead);
      const site = siteOf[birth]!;
      if (site === freedSite || (site === -1 && event[birth] === 0)) continue;
      siteOf[birth] = freedSite;
      event[birth] = now;
      if (site < 0 || site >= sites.rows) continue;
      live[site]!--;
      liveBytes[site]! -= elemsize;
    }
  }
}
