/**
 * NON-GO: Go 1.6 itself notes none of this; see ../trace.ts. Births of objects of the go1.6
 * allocator and the sums of their sites, in the tables that are there.
 */
import { trackedShift } from '../../base/columns';
import { Birth, Site, addToSite, freedSite, noteBirth } from '../births';
import { noteAlloc } from '../contention';
import type { Off } from '../memory';
import { TraceKind } from '../trace';
import type { Runtime16 } from './runtime';

/** Notes a new object in slot `index` of span `s`; `tiny`: it shares its slot. */
export function traceAlloc(
  rt: Runtime16,
  why: number,
  x: Off,
  size: number,
  s: number,
  index: number,
  tiny: boolean,
): void {
  const { host, mspan } = rt;
  if (!host.recording) return;
  const { sites, site, trace } = host;
  const event = trace.count;
  trace.append(host, TraceKind.alloc, why, x, size);
  noteAlloc(host);
  const row = mspan.births[s]!;
  if (row !== 0 && !tiny) noteBirth(host, row + index, event);
  host.onAlloc?.();
  if (site < 0 || site >= sites.rows) return;
  const elemsize = mspan.elemsize[s]!;
  // Go 1.6 has no span classes: the number of a class with pointers stands for it.
  addToSite(host, tiny ? 0 : elemsize, size, elemsize, mspan.sizeclass[s]! << 1);
}

/** A slot of a span was swept. */
export function traceFree(rt: Runtime16, s: number, index: number): void {
  const { host } = rt;
  const { births, sites } = host;
  const first = rt.mspan.births[s]!;
  if (first === 0) return;
  const { words, dirty } = births.table;
  const row = first + index;
  const at = row * Birth.words;
  const site = words[at + Birth.site]!;
  if (site === freedSite) return;
  words[at + Birth.site] = freedSite;
  words[at + Birth.event] = host.trace.count;
  dirty[row >> trackedShift] = 1;
  if (site < 0 || site >= sites.rows) return;
  sites.numbers[site * Site.numbers + Site.live]!--;
  sites.numbers[site * Site.numbers + Site.liveBytes]! -= rt.mspan.elemsize[s]!;
}
