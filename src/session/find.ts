/**
 * Finding on the map: by address, by size class or slot size, by a part of the name of a type or of
 * an allocation site. One answer looks at a bounded number of slots and says where to go on.
 */
import type { Key } from '../protocol/keys';
import type { Params, Result } from '../protocol/protocol';
import { sayBytes, sayHex } from '../protocol/strings';
import type { View } from './view';

/** Slots of one answer: a few milliseconds. */
const slotsMax = 100_000;
/** Matches of one answer. */
const matchesMax = 200;

type Matches = { key: Key; label: string }[];

export function findOnMap(view: View, { text, fromPage = 0 }: Params<'find'>): Result<'find'> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return { matches: [] };
  const address = /^0x[0-9a-f]{1,13}$/.test(wanted) ? Number(wanted) : undefined;
  if (address !== undefined) return { matches: atAddress(view, address) };
  const [, sizeClass] = /^class\s*(\d+)$/.exec(wanted) ?? [];
  const [, size, unit] = /^(\d+)\s*(b|kib)$/.exec(wanted) ?? [];
  if (sizeClass !== undefined)
    return spansWhere(view, fromPage, (span) => view.spanClass(span) >> 1 === +sizeClass);
  if (size !== undefined) {
    const bytes = Number(size) * (unit === 'kib' ? 1024 : 1);
    return spansWhere(view, fromPage, (span) => view.elemBytes(span) === bytes);
  }
  return objectsNamed(view, fromPage, wanted);
}

function atAddress(view: View, address: number): Matches {
  const { mem } = view.rt;
  const off = mem.offOf((address % 2 ** 32) | 0, Math.floor(address / 2 ** 32));
  const key = off < 0 ? undefined : view.keyOf(off);
  return key === undefined ? [] : [{ key, label: sayHex(address) }];
}

/** Walks spans of the heap from a map page on until `visit` says that it is enough. */
function walk(view: View, fromPage: number, visit: (span: number) => boolean): number | undefined {
  let next: number | undefined;
  const first = view.enginePage(fromPage);
  view.forSpans(first, view.mappedPages, (span) => {
    if (next !== undefined || view.startPage(span) < first || !view.isHeap(span)) return;
    if (!visit(span)) next = view.mapPage(view.startPage(span));
  });
  return next;
}

function answer(matches: Matches, nextPage: number | undefined): Result<'find'> {
  return nextPage === undefined ? { matches } : { matches, nextPage };
}

function spansWhere(view: View, fromPage: number, isIt: (span: number) => boolean): Result<'find'> {
  const matches: Matches = [];
  const next = walk(view, fromPage, (span) => {
    if (matches.length >= matchesMax) return false;
    if (!isIt(span)) return true;
    const place = sayHex(view.pageAddress(view.mapPage(view.startPage(span))));
    matches.push({ key: `span:${span}`, label: `${sayBytes(view.elemBytes(span))} · ${place}` });
    return true;
  });
  return answer(matches, next);
}

function objectsNamed(view: View, fromPage: number, wanted: string): Result<'find'> {
  const { types, sites } = view.program;
  const isIn = (name: string): boolean => name.toLowerCase().includes(wanted);
  const isType = types.map(({ name }) => isIn(name));
  const isSite = sites.map((site) => site.user && (isIn(site.text) || isIn(site.type)));
  const matches: Matches = [];
  let looked = 0;
  const next = walk(view, fromPage, (span) => {
    // A span is looked at as a whole, so that the next answer can begin at the next one.
    if (looked >= slotsMax || matches.length >= matchesMax) return false;
    looked += view.nelems(span);
    for (let slot = 0; slot < view.nelems(span); slot++) {
      if (!view.isAllocated(span, slot)) continue;
      const type = view.objectType(span, slot);
      const site = view.siteOf(span, slot);
      if (!(isType[type] ?? false) && !(isSite[site] ?? false)) continue;
      const name = types[type]?.name ?? sites[site]?.text ?? '';
      const place = sayHex(view.rt.mem.addrOf(view.slotOff(span, slot)));
      matches.push({ key: `slot:${span}:${slot}`, label: `${name} · ${place}` });
    }
    return true;
  });
  return answer(matches, next);
}
