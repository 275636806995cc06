/** Inspector pages about the levels of Go 1.26: mheap, arenas, mcentrals, mcaches. */
import { SpanSetList } from '../protocol/keys';
import type { Field } from '../protocol/views';
import { mcentralsPage, pageFacts, pPage, spanItem, spanOf } from './detailHeap';
import type { Page, Sources } from './details';
import { fact, facts, field, linked, list, struct } from './fields';
import type { ModernStructures } from './modernStructures';
import type { ModernView } from './modernView';
import { listNames, say, scanName } from './rows';
import type { Parsed } from './structures';

type Own = { readonly view: ModernView; readonly structures: ModernStructures };

/** Undefined when the key is none of these, or what it names is not there. */
export function modernPage(sources: Sources, own: Own, { kind, a, b }: Parsed): Page | undefined {
  const { view } = own;
  switch (kind) {
    case 'mheap':
      return mheap(view);
    case 'arenas':
      return arenas(sources);
    case 'arena':
      return a < view.arenaCount ? arena(view, a) : undefined;
    case 'chunk':
      return chunk(sources, own, a);
    case 'mcentrals':
      return mcentralsPage(
        sources,
        'tree.mcentrals',
        'detail.mcentrals.sentence',
        'list.spanClasses',
      );
    case 'mcentral':
      return a < 136 ? mcentral(view, a) : undefined;
    case 'spanset':
      return a < 136 && b < 4 ? spanSet(sources, view, a, b) : undefined;
    case 'p':
      return a < view.rt.procs ? pPage(sources, a, caches(a)) : undefined;
    case 'mcache':
      return a < view.rt.procs ? mcache(sources, view, a) : undefined;
    case 'pagecache':
      return a < view.rt.procs ? pageCache(view, a) : undefined;
    case 'large':
    case 'stacks':
    case 'spans':
      return spanGroup(sources, kind);
    default:
      return undefined;
  }
}

function caches(p: number): Field[] {
  return [
    linked(field('mcache', say('tree.mcache')), `mcache:${p}`),
    linked(field('pcache', say('tree.pagecache')), `pagecache:${p}`),
  ];
}

function mheap(view: ModernView): Page {
  const { mheap: heap, gcController, memstats } = view.rt;
  return {
    title: say('tree.mheap'),
    sentence: say('detail.mheap.sentence', { locks: memstats.mheapLocks[0]! }),
    groups: [
      struct('mheap', [
        field('sweepgen', heap.sweepgen[0]!, 'index'),
        field('pagesInUse', heap.pagesInUse[0]!, 'count'),
        field('pagesSwept', heap.pagesSwept[0]!, 'count'),
        linked(field('arenas', heap.arenas[0]!, 'count'), 'arenas'),
        field('curArena.base', view.pageAddress(view.mapPage(heap.curArenaBase[0]!)), 'address'),
        field('curArena.end', view.pageAddress(view.mapPage(heap.curArenaEnd[0]!)), 'address'),
        field('reclaimIndex', heap.reclaimIndex[0]!, 'index'),
        field('reclaimCredit', heap.reclaimCredit[0]!, 'count'),
      ]),
      facts('group.counters', [
        fact('fact.mheapLocks', memstats.mheapLocks[0]!, 'count'),
        fact('fact.syscalls', memstats.mmaps[0]! + memstats.madvises[0]!, 'count'),
        fact('fact.inUse', gcController.heapInUse[0]!, 'bytes'),
        fact('fact.free', gcController.heapFree[0]!, 'bytes'),
        fact('fact.released', gcController.heapReleased[0]!, 'bytes'),
      ]),
    ],
    lists: [],
  };
}

function arenas({ view, rows }: Sources): Page {
  return {
    title: say('tree.arenas'),
    sentence: say('detail.arenas.sentence', { count: view.arenaCount }),
    groups: [],
    lists: [
      list('list.arenas', view.arenaCount, (index) => {
        const { label, fill } = rows.facts(`arena:${index}`);
        return { key: `arena:${index}`, label, ...(fill === undefined ? {} : { fill }) };
      }),
    ],
  };
}

function arena(view: ModernView, number: number): Page {
  const mapped = view.mappedPagesOf(number);
  const address = view.arenaAddress(number);
  return {
    title: say('tree.arena', { arena: number, address }),
    sentence: say('detail.arena.sentence', { address, mapped: mapped * 8192 }),
    page: number * 8192,
    pageCount: 8192,
    groups: [
      struct('heapArena', [field('zeroedBase', view.rt.arena.zeroedBase[number]! * 8192, 'bytes')]),
      facts('group.facts', pageFacts(view, number * 8192, 8192)),
    ],
    lists: [],
  };
}

function chunk({ rows }: Sources, { view, structures }: Own, number: number): Page | undefined {
  const first = number * 512;
  if (view.enginePage(first) + 512 <= 0 || view.enginePage(first) >= view.mappedPages)
    return undefined;
  const address = view.pageAddress(first);
  const runs = structures.runs(number);
  return {
    title: say('detail.chunk', { chunk: number }),
    sentence: say('detail.chunk.sentence', { address }),
    page: first,
    pageCount: 512,
    groups: [facts('group.facts', pageFacts(view, first, 512))],
    lists: [
      list('list.runs', runs.length, (index) => {
        const { first: from, count } = runs[index]!;
        return { key: `pages:${from}:${count}`, label: rows.facts(`pages:${from}:${count}`).label };
      }),
    ],
  };
}

function mcentral(view: ModernView, spanClass: number): Page {
  const size = view.classBytes(spanClass >> 1);
  const count = (of: SpanSetList): number => view.spanSetCount(spanClass, of);
  return {
    title: say('detail.mcentral', { spanClass }),
    sentence: say('detail.mcentral.sentence', {
      size,
      noscan: scanName(spanClass),
      count: view.centralCount(spanClass),
    }),
    groups: [
      struct('mcentral', [
        field('spanclass', spanClass, 'index'),
        ...[
          SpanSetList.partialSwept,
          SpanSetList.partialUnswept,
          SpanSetList.fullSwept,
          SpanSetList.fullUnswept,
        ].map((which) =>
          linked(
            field(say(listNames[which]), count(which), 'count'),
            `spanset:${spanClass}:${which}`,
          ),
        ),
      ]),
    ],
    lists: [],
  };
}

function spanSet(sources: Sources, view: ModernView, spanClass: number, which: SpanSetList): Page {
  const { tree } = sources;
  const children = tree.children(`spanset:${spanClass}:${which}`);
  return {
    title: say(listNames[which]),
    sentence: say('detail.spanset.sentence', { count: children.count }),
    groups: [
      struct('spanSet', [
        linked(field('mcentral', spanClass, 'index'), `mcentral:${spanClass}`),
        field('length', view.spanSetCount(spanClass, which), 'count'),
      ]),
    ],
    lists: [
      list('list.queue', children.count, (index) => spanItem(sources, spanOf(children.key(index)))),
    ],
  };
}

function mcache(sources: Sources, view: ModernView, number: number): Page {
  const { mcache: table } = view.rt;
  const cached = view.cachedSpans(number);
  const tiny = table.tiny[number]!;
  return {
    title: say('detail.mcache', { p: number }),
    sentence: say('detail.mcache.sentence', { count: cached.length, p: number }),
    groups: [
      struct('mcache', [
        linked(
          field('tiny', tiny === 0 ? 'nil' : view.rt.mem.addrOf(tiny), 'address'),
          tiny === 0 ? undefined : view.keyOf(tiny),
        ),
        field('tinyoffset', table.tinyoffset[number]!, 'bytes'),
        field('tinyAllocs', table.tinyAllocs[number]!, 'count'),
        field('scanAlloc', table.scanAlloc[number]!, 'bytes'),
        field('flushGen', table.flushGen[number]!, 'index'),
      ]),
    ],
    lists: [list('list.cached', cached.length, (index) => spanItem(sources, cached[index]!))],
  };
}

function pageCache(view: ModernView, number: number): Page {
  const { allp } = view.rt;
  const count = view.pageCacheCount(number);
  const base = view.mapPage(allp.pcacheBase[number]!);
  const isEmpty = count === 0;
  return {
    title: say('detail.pagecache', { p: number }),
    sentence: isEmpty
      ? say('detail.pagecache.empty')
      : say('detail.pagecache.sentence', { count, p: number }),
    ...(isEmpty ? {} : { page: base, pageCount: 64 }),
    groups: [
      struct('pageCache', [
        field('base', isEmpty ? 0 : view.pageAddress(base), 'address'),
        field('cache', bits64(allp.pcacheLow[number]!, allp.pcacheHigh[number]!)),
        field('scav', bits64(allp.pcacheScavLow[number]!, allp.pcacheScavHigh[number]!)),
      ]),
    ],
    lists: [],
  };
}

/** 64 bits in two lanes, as Go prints them in base 16. */
function bits64(low: number, high: number): string {
  const part = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return `0x${part(high)}${part(low)}`;
}

const stateNames = ['mSpanDead', 'mSpanInUse', 'mSpanManual'];

/** The fields of an mspan. */
export function modernSpanFields(view: ModernView, number: number): Field[] {
  const { mspan, mem } = view.rt;
  const common = [
    field('startAddr', mem.addrOf(view.baseOff(number)), 'address'),
    field('npages', view.npages(number), 'count'),
    field('state', stateNames[mspan.state[number]!]!),
    field('limit', mem.addrOf(view.limitOff(number)), 'address'),
    field('needzero', mspan.needzero[number]! !== 0),
  ];
  if (!view.isHeap(number)) return common;
  const spanClass = view.spanClass(number);
  const largeType = mspan.largeType[number]! - 1;
  return [
    ...common,
    linked(
      field('spanclass', spanClass, 'index'),
      spanClass < 2 ? undefined : `mcentral:${spanClass}`,
    ),
    field('elemsize', view.elemBytes(number), 'bytes'),
    field('nelems', view.nelems(number), 'count'),
    field('freeindex', view.freeIndex(number), 'index'),
    field('freeIndexForScan', mspan.freeIndexForScan[number]!, 'index'),
    field('allocCount', view.used(number), 'count'),
    field('allocCountBeforeCache', mspan.allocCountBeforeCache[number]!, 'count'),
    field('allocCache', bits64(mspan.allocCacheLow[number]!, mspan.allocCacheHigh[number]!)),
    field('allocBits', bitmap(view, mspan.allocBits[number]!, view.nelems(number))),
    field('gcmarkBits', bitmap(view, mspan.gcmarkBits[number]!, view.nelems(number))),
    field('sweepgen', mspan.sweepgen[number]!, 'index'),
    ...(largeType < 0 ? [] : [field('largeType', view.rt.types[largeType]?.name ?? '')]),
  ];
}

/** The first 128 bits of a bitmap, slot 0 in front. */
function bitmap(view: ModernView, at: number, nelems: number): string {
  const { bits } = view.rt.gcBits;
  const shown = Math.min(nelems, 128);
  let text = '';
  for (let i = 0; i < shown; i++) {
    if (i > 0 && i % 8 === 0) text += ' ';
    text += (bits[at + (i >> 5)]! >>> (i & 31)) & 1;
  }
  return nelems > shown ? `${text} …` : text;
}

function spanGroup(sources: Sources, kind: 'large' | 'stacks' | 'spans'): Page {
  const { view, tree } = sources;
  const children = tree.children(kind);
  const { count } = children;
  const bytes = view.counters.stackBytes;
  const sentence = {
    large: say('detail.large.sentence', { count }),
    stacks: say('detail.stacks.sentence', { count, bytes }),
    spans: say('detail.spans.sentence', { count: view.spanCount }),
  }[kind];
  return {
    title: say(`tree.${kind}`),
    sentence,
    groups: [],
    lists: [list('list.spans', count, (index) => spanItem(sources, spanOf(children.key(index))))],
  };
}
