/**
 * Finding: by address, by size class or slot size, by a part of the name of a type, an allocation
 * site, a function or a variable. One answer looks at a bounded number of slots and says where to
 * go on; what the program itself names stands behind the objects of the first one.
 */
import type { Key } from '../protocol/keys';
import type { Params, Result } from '../protocol/protocol';
import { sayBytes, sayHex } from '../protocol/strings';
import type { Sources } from './details';
import { after } from './portions';
import type { Portions } from './portions';
import type { View } from './view';

/** Slots of one answer, so that the first matches come soon. */
const slotsMax = 100_000;
/** Matches of one answer. */
const matchesMax = 200;

/** Names of the program that are told. */
const namedMax = 100;

type Matches = { key: Key; label: string }[];
type Finding = Portions<Result<'find'>>;

export function findAnywhere(sources: Sources, { text, fromPage = 0 }: Params<'find'>): Finding {
  const { view } = sources;
  const wanted = text.trim().toLowerCase();
  const address = /^0x[0-9a-f]{1,13}$/.test(wanted) ? Number(wanted) : undefined;
  if (wanted === '' || address !== undefined)
    return { work: () => true, answer: { matches: atAddress(view, address ?? -1) } };
  const [, sizeClass] = /^class\s*(\d+)$/.exec(wanted) ?? [];
  const [, size, unit] = /^(\d+)\s*(b|kib)$/.exec(wanted) ?? [];
  if (sizeClass !== undefined) {
    const isIt = (spanClass: number): boolean => spanClass >> 1 === +sizeClass;
    const spans = spansWhere(view, fromPage, (span) => isIt(view.spanClass(span)));
    return fromPage > 0 ? spans : followedBy(spans, () => centralsOf(view, isIt));
  }
  if (size !== undefined) {
    const bytes = Number(size) * (unit === 'kib' ? 1024 : 1);
    return spansWhere(view, fromPage, (span) => view.elemBytes(span) === bytes);
  }
  const objects = objectsNamed(view, fromPage, wanted);
  return fromPage > 0 ? objects : followedBy(objects, () => namedIn(sources, wanted));
}

/** What was found, and then some more that is found at once. */
function followedBy(first: Finding, more: () => Matches): Finding {
  return after(first, () => {
    const { answer } = first;
    return { ...answer, matches: [...answer.matches, ...more()] };
  });
}

/** The mcentrals of a size class. */
function centralsOf(view: View, isIt: (spanClass: number) => boolean): Matches {
  return view
    .centrals()
    .filter(({ spanClass }) => isIt(spanClass))
    .map(({ spanClass }) => ({ key: `mcentral:${spanClass}`, label: `mcentral ${spanClass}` }));
}

/** Sites, calls and variables of the program whose names have a part in common with `wanted`. */
function namedIn({ view, calls }: Sources, wanted: string): Matches {
  const { program } = view;
  const isIn = (...names: readonly string[]): boolean =>
    names.some((name) => name.toLowerCase().includes(wanted));
  const sites = program.sites.flatMap(({ id, user, text, type, func }): Matches =>
    user && isIn(text, type, func) ? [{ key: `site:${id}`, label: `${func}: ${text}` }] : [],
  );
  const frames = calls.goroutines().flatMap((goid) =>
    calls.frames(goid).flatMap(({ func }, depth): Matches => {
      const { name } = program.funcs[func]!;
      return isIn(name) ? [{ key: `frame:${goid}:${depth}`, label: `${name} · G${goid}` }] : [];
    }),
  );
  const globals = program.globals.flatMap(({ user, name }, number): Matches =>
    user && isIn(name) ? [{ key: `global:${number}`, label: name }] : [],
  );
  return [...globals, ...frames, ...sites].slice(0, namedMax);
}

function atAddress(view: View, address: number): Matches {
  if (address < 0) return [];
  const { mem } = view.rt;
  const off = mem.offOf((address % 2 ** 32) | 0, Math.floor(address / 2 ** 32));
  const key = off < 0 ? undefined : view.keyOf(off);
  return key === undefined ? [] : [{ key, label: sayHex(address) }];
}

/** A walk over spans of the heap from a map page on, until there are enough matches. */
class Walk implements Portions<Result<'find'>> {
  private readonly matches: Matches = [];
  private readonly limit: number;
  private page: number;
  private looked = 0;

  /** `visit` adds what a span matches; it answers how many slots it looked at. */
  constructor(
    private readonly view: View,
    fromPage: number,
    private readonly visit: (span: number, matches: Matches) => number,
  ) {
    this.page = Math.max(0, view.enginePage(fromPage));
    this.limit = view.mappedPages;
  }

  work(units: number): boolean {
    for (let left = units; left > 0 && !this.isOver;) left -= 1 + this.next();
    return this.isOver;
  }

  /** A span is looked at as a whole, so that the next answer can begin at the next one. */
  private get isOver(): boolean {
    const isEnough = this.looked >= slotsMax || this.matches.length >= matchesMax;
    return this.page >= this.limit || isEnough;
  }

  private next(): number {
    const { view, page } = this;
    const span = view.spanAt(page);
    this.page = span === 0 ? page + 1 : view.startPage(span) + view.npages(span);
    if (span === 0 || view.startPage(span) < page || !view.isHeap(span)) return 0;
    const slots = this.visit(span, this.matches);
    this.looked += slots;
    return slots;
  }

  get answer(): Result<'find'> {
    const { matches, page, limit, view } = this;
    return page >= limit ? { matches } : { matches, nextPage: view.mapPage(page) };
  }
}

function spansWhere(view: View, fromPage: number, isIt: (span: number) => boolean): Finding {
  return new Walk(view, fromPage, (span, matches) => {
    if (!isIt(span)) return 0;
    const place = sayHex(view.pageAddress(view.mapPage(view.startPage(span))));
    matches.push({ key: `span:${span}`, label: `${sayBytes(view.elemBytes(span))} · ${place}` });
    return 0;
  });
}

function objectsNamed(view: View, fromPage: number, wanted: string): Finding {
  const { types, sites } = view.program;
  const isIn = (name: string): boolean => name.toLowerCase().includes(wanted);
  const isType = types.map(({ name }) => isIn(name));
  const isSite = sites.map(
    ({ user, text, type, func }) => user && (isIn(text) || isIn(type) || isIn(func)),
  );
  return new Walk(view, fromPage, (span, matches) => {
    const nelems = view.nelems(span);
    for (let slot = 0; slot < nelems; slot++) {
      if (!view.isAllocated(span, slot)) continue;
      const type = view.objectType(span, slot);
      const site = view.siteOf(span, slot);
      if (!(isType[type] ?? false) && !(isSite[site] ?? false)) continue;
      const name = types[type]?.name ?? sites[site]?.text ?? '';
      const place = sayHex(view.rt.mem.addrOf(view.slotOff(span, slot)));
      matches.push({ key: `slot:${span}:${slot}`, label: `${name} · ${place}` });
    }
    return nelems;
  });
}
