/** Inspector pages about the levels of Go 1.6: regions, lists of mheap, mcentrals, mcaches. */
import type { Key } from '../protocol/keys';
import type { Field, LinkList } from '../protocol/views';
import { numSizeClasses } from '../runtime/go1.6/msize';
import {
  emptyList,
  freeList,
  busyList,
  maxMHeapList,
  nonemptyList,
  regions,
  stackOrders,
} from '../runtime/go1.6/runtime';
import { classOf, heapLists, listPlace } from './classicLists';
import { RegionNumber, regionNames, regionOf } from './classicRegions';
import type { ClassicView } from './classicView';
import { mcentralsPage, pageFacts, pPage, spanItem, spanOf } from './detailHeap';
import type { Page, Sources } from './details';
import { fact, facts, field, linked, list, struct } from './fields';
import { say } from './rows';
import type { Parsed } from './structures';

/** Undefined when the key is none of these, or what it names is not there. */
export function classicPage(
  sources: Sources,
  view: ClassicView,
  { kind, a, b }: Parsed,
): Page | undefined {
  const { procs } = view.rt;
  switch (kind) {
    case 'mheap':
      return mheap(view);
    case 'region':
      return a < regionNames.length ? region(view, a) : undefined;
    case 'arena':
      return a < view.arenaCount ? part(view, a, 8192) : undefined;
    case 'chunk':
      return a < view.arenaCount * 16 ? part(view, a, 512) : undefined;
    case 'pages':
      return freePages(view, a, b);
    case 'freelists':
    case 'busylists':
      return lists(view, kind);
    case 'list':
      return listPlace(a) === undefined ? undefined : spanList(sources, view, a);
    case 'mcentrals':
      return mcentralsPage(
        sources,
        'classic.mcentrals',
        'classic.mcentrals.sentence',
        'classic.list.classes',
      );
    case 'mcentral':
      return classOf(a) === undefined ? undefined : mcentral(view, a >> 1);
    case 'p':
      return a < procs
        ? pPage(sources, a, [linked(field('mcache', say('tree.mcache')), `mcache:${a}`)])
        : undefined;
    case 'mcache':
      return a < procs ? mcache(sources, view, a) : undefined;
    case 'alloc':
      return a < procs && b < numSizeClasses ? entry(view, a, b) : undefined;
    case 'stacks':
    case 'spans':
      return spanGroup(sources, kind);
    default:
      return undefined;
  }
}

function mheap(view: ClassicView): Page {
  const { mheap: heap, mspan } = view.go16;
  const { counters } = view;
  const spansOf = (name: string, kind: 'free' | 'busy'): Field => {
    const count = heapLists(kind)
      .slice(0, -1)
      .reduce((sum, one) => sum + view.listCount(one), 0);
    return linked(field(name, count, 'count'), kind === 'free' ? 'freelists' : 'busylists');
  };
  const large = (name: string, number: number): Field =>
    linked(field(name, view.listCount(number), 'count'), `list:${number}`);
  const at = (name: string, value: number, number: RegionNumber): Field =>
    linked(field(name, value, 'address'), `region:${number}`);
  return {
    title: say('tree.mheap'),
    sentence: say('classic.mheap.sentence', { locks: counters.mheapLocks }),
    groups: [
      struct('mheap', [
        spansOf('free', 'free'),
        large('freelarge', freeList(maxMHeapList)),
        spansOf('busy', 'busy'),
        large('busylarge', busyList(maxMHeapList)),
        field('nspan', mspan.rows - 1, 'count'),
        field('sweepgen', heap.sweepgen[0]!, 'index'),
        field('sweepdone', heap.sweepdone[0] !== 0),
        at('spans', regions.spans, RegionNumber.spans),
        field('spans_mapped', heap.spans_mapped[0]!, 'bytes'),
        field('pagesInUse', heap.pagesInUse[0]!, 'count'),
        field('spanBytesAlloc', heap.spanBytesAlloc[0]!, 'bytes'),
        field('pagesSwept', heap.pagesSwept[0]!, 'count'),
        field('sweepPagesPerByte', heap.sweepPagesPerByte[0]!.toPrecision(3)),
        at('bitmap', regions.bitmap, RegionNumber.bitmap),
        field('bitmap_mapped', heap.bitmap_mapped[0]!, 'bytes'),
        at('arena_start', regions.arena_start, RegionNumber.arena),
        field('arena_used', regions.arena_start + view.mappedPages * 8192, 'address'),
        field('arena_end', regions.arena_end, 'address'),
        field('arena_reserved', false),
        linked(field('central', numSizeClasses, 'count'), 'mcentrals'),
      ]),
      facts('group.counters', [
        fact('fact.mheapLocks', counters.mheapLocks, 'count'),
        fact('fact.syscalls', counters.mmaps + counters.madvises, 'count'),
        fact('fact.inUse', counters.heapInUse, 'bytes'),
        fact('fact.free', counters.heapFree, 'bytes'),
        fact('fact.released', counters.heapReleased, 'bytes'),
      ]),
    ],
    lists: [],
  };
}

const regionSentences = [
  'classic.spans.sentence',
  'classic.bitmap.sentence',
  'classic.arena.sentence',
] as const;

function region(view: ClassicView, number: RegionNumber): Page {
  const { address, bytes, mappedAddress, mapped } = regionOf(view.go16, number);
  const isArena = number === RegionNumber.arena;
  return {
    title: say('classic.region', { name: regionNames[number]!, address }),
    sentence: say(regionSentences[number]!),
    ...(isArena ? { page: 0, pageCount: view.arenaCount * 8192 } : {}),
    groups: [
      facts('group.where', [
        fact('fact.address', address, 'address'),
        fact('fact.limit', address + bytes, 'address'),
        fact('classic.fact.reserved', bytes, 'bytes'),
        fact('classic.fact.mapped', mapped, 'bytes'),
        fact('classic.fact.mappedFrom', mappedAddress, 'address'),
        fact('classic.fact.mappedTo', mappedAddress + mapped, 'address'),
      ]),
      ...(isArena ? [facts('group.facts', pageFacts(view, 0, view.arenaCount * 8192))] : []),
    ],
    lists: [],
  };
}

/** A stretch of the arena as the map draws it; Go 1.6 itself knows no such parts. */
function part(view: ClassicView, number: number, pageCount: number): Page {
  const page = number * pageCount;
  const address = view.pageAddress(page);
  return {
    title: say('classic.part', { address }),
    sentence: say('classic.part.sentence', { bytes: pageCount * 8192, address }),
    page,
    pageCount,
    groups: [
      struct('mheap', [
        linked(
          field('arena_start', regions.arena_start, 'address'),
          `region:${RegionNumber.arena}`,
        ),
      ]),
      facts('group.facts', pageFacts(view, page, pageCount)),
    ],
    lists: [],
  };
}

/** Free pages are a span too. */
function freePages(view: ClassicView, first: number, count: number): Page | undefined {
  const page = view.enginePage(first);
  const span = view.freeSpanAt(page);
  if (count === 0 || page < 0 || page + count > view.mappedPages || span === 0) return undefined;
  if (view.freeSpanAt(page + count - 1) !== span) return undefined;
  const address = view.pageAddress(first);
  return {
    title: say('detail.pages', { count, address }),
    sentence: say('classic.pages.sentence', { span, pages: view.npages(span) }),
    page: first,
    pageCount: count,
    groups: [
      facts('group.where', [
        fact('fact.address', address, 'address'),
        fact('fact.limit', address + count * 8192, 'address'),
        linked(fact('fact.span', span, 'index'), `span:${span}`),
      ]),
    ],
    lists: [],
  };
}

function lists(view: ClassicView, kind: 'freelists' | 'busylists'): Page {
  const found = heapLists(kind === 'freelists' ? 'free' : 'busy').filter(
    (number) => view.listCount(number) > 0,
  );
  return {
    title: say(`classic.${kind}`),
    sentence: say(`classic.${kind}.sentence`),
    groups: [],
    lists: [list('classic.list.lists', found.length, (index) => listItem(view, found[index]!))],
  };
}

function listItem(view: ClassicView, number: number): LinkList['items'][number] {
  const count = view.listCount(number);
  const label = say('classic.list.item', { name: listPlace(number)!.name, count });
  return { key: `list:${number}`, label };
}

const listSentences = {
  free: 'classic.list.free',
  busy: 'classic.list.busy',
  nonempty: 'classic.list.nonempty',
  empty: 'classic.list.empty',
  stackpool: 'classic.list.stackpool',
} as const;

function spanList(sources: Sources, view: ClassicView, number: number): Page {
  const { kind, index, name } = listPlace(number)!;
  const spans = view.list(number);
  const end = (field_: string, span: number | undefined): Field =>
    span === undefined
      ? field(field_, 'nil')
      : linked(field(field_, say('tree.span', { span })), `span:${span}`);
  return {
    title: say('classic.list.title', { name, where: ownerOf(view, kind, index) }),
    sentence: say(listSentences[kind], { count: spans.length }),
    groups: [struct('mSpanList', [end('first', spans[0]), end('last', spans.at(-1))])],
    lists: [
      {
        ...list('classic.list.links', spans.length, (at) => spanItem(sources, spans[at]!)),
        both: true,
      },
    ],
  };
}

/** Whose list it is, as Go writes it. */
function ownerOf(view: ClassicView, kind: keyof typeof listSentences, index: number): string {
  if (kind === 'stackpool') return 'runtime';
  if (kind === 'free' || kind === 'busy') return 'mheap_';
  return `mheap_.central[${index}].mcentral (${view.classBytes(index)} B)`;
}

function mcentral(view: ClassicView, sizeclass: number): Page {
  const ends = [nonemptyList(sizeclass), emptyList(sizeclass)] as const;
  const [nonempty, empty] = ends.map((number) => view.listCount(number));
  return {
    title: say('classic.mcentral', { sizeclass, size: view.classBytes(sizeclass) }),
    sentence: say('classic.mcentral.sentence', { size: view.classBytes(sizeclass) }),
    groups: [
      struct('mcentral', [
        field('sizeclass', sizeclass, 'index'),
        linked(field('nonempty', nonempty!, 'count'), `list:${ends[0]}`),
        linked(field('empty', empty!, 'count'), `list:${ends[1]}`),
      ]),
    ],
    lists: [],
  };
}

function mcache(sources: Sources, view: ClassicView, number: number): Page {
  const { mcache: table, stackcache } = view.go16;
  const children = sources.tree.children(`mcache:${number}`);
  const tiny = table.tiny[number]!;
  return {
    title: say('detail.mcache', { p: number }),
    sentence: say('classic.mcache.sentence', { count: children.count, p: number }),
    groups: [
      struct('mcache', [
        linked(
          field('tiny', tiny === 0 ? 'nil' : view.rt.mem.addrOf(tiny), 'address'),
          tiny === 0 ? undefined : view.keyOf(tiny),
        ),
        field('tinyoffset', table.tinyoffset[number]!, 'bytes'),
        field('local_tinyallocs', table.local_tinyallocs[number]!, 'count'),
        field('local_scan', table.local_scan[number]!, 'bytes'),
        ...Array.from({ length: stackOrders }, (_, order) =>
          field(
            `stackcache[${order}].size`,
            stackcache.size[number * stackOrders + order]!,
            'bytes',
          ),
        ),
      ]),
    ],
    lists: [
      list('classic.list.alloc', children.count, (index) => {
        const key = children.key(index);
        const { detail, fill } = sources.rows.facts(key);
        const label = say('classic.alloc.item', {
          class: Number(key.split(':')[2]),
          what: typeof detail === 'object' ? detail : '',
        });
        return { key, label, ...(fill === undefined ? {} : { fill }) };
      }),
    ],
  };
}

function entry(view: ClassicView, p: number, sizeclass: number): Page {
  const span = view.cached(p, sizeclass);
  const central: Key = `mcentral:${sizeclass << 1}`;
  const isDummy = span === 0;
  return {
    title: say('classic.alloc', { p, class: sizeclass }),
    sentence: isDummy
      ? say('classic.alloc.dummy')
      : say('classic.alloc.sentence', { span, size: view.elemBytes(span), p }),
    ...(isDummy ? {} : { page: view.mapPage(view.startPage(span)), pageCount: view.npages(span) }),
    groups: [
      struct('mcache', [
        isDummy
          ? field(`alloc[${sizeclass}]`, '&emptymspan')
          : linked(field(`alloc[${sizeclass}]`, say('tree.span', { span })), `span:${span}`),
      ]),
      facts('group.where', [
        linked(fact('classic.fact.cache', say('detail.mcache', { p })), `mcache:${p}`),
        ...(sizeclass === 0 ? [] : [linked(fact('fact.class', sizeclass, 'index'), central)]),
      ]),
    ],
    lists: [],
  };
}

function spanGroup(sources: Sources, kind: 'stacks' | 'spans'): Page {
  const { view, tree, rows } = sources;
  const children = tree.children(kind);
  const { count } = children;
  const bytes = view.counters.stackBytes;
  return {
    title: say(`tree.${kind}`),
    sentence:
      kind === 'stacks'
        ? say('classic.stacks.sentence', { bytes })
        : say('classic.homeless.sentence', { count }),
    groups: [],
    lists: [
      list('list.spans', count, (index) => {
        const key = children.key(index);
        return key.startsWith('span:')
          ? spanItem(sources, spanOf(key))
          : { key, label: rows.facts(key).label };
      }),
    ],
  };
}
