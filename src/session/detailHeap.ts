/** Inspector pages about the levels of the heap: mheap, arenas, mcentrals, Ps with their caches. */
import type { parseKey } from '../protocol/keys';
import { SpanSetList } from '../protocol/keys';
import { PageState } from '../protocol/views';
import type { Field, LinkList } from '../protocol/views';
import { PStatus } from '../runtime/runtime2';
import { class_to_size } from '../runtime/sizeclasses';
import type { Page, Sources } from './details';
import { fact, facts, field, linked, list, struct } from './fields';
import { listNames, pageStateNames, say, scanName } from './rows';
import type { View } from './view';

type Parsed = NonNullable<ReturnType<typeof parseKey>>;

/** Undefined when the key is none of these, or what it names is not there. */
export function heapPage(sources: Sources, { kind, a, b }: Parsed): Page | undefined {
  switch (kind) {
    case 'mheap':
      return mheap(sources);
    case 'arenas':
      return arenas(sources);
    case 'arena':
      return a < sources.view.arenaCount ? arena(sources, a) : undefined;
    case 'chunk':
      return chunk(sources, a);
    case 'pages':
      return pages(sources, a, b);
    case 'mcentrals':
      return mcentrals(sources);
    case 'mcentral':
      return a < 136 ? mcentral(sources, a) : undefined;
    case 'spanset':
      return a < 136 && b < 4 ? spanSet(sources, a, b) : undefined;
    case 'ps':
      return ps(sources);
    case 'p':
      return a < sources.view.rt.procs ? p(sources, a) : undefined;
    case 'mcache':
      return a < sources.view.rt.procs ? mcache(sources, a) : undefined;
    case 'pagecache':
      return a < sources.view.rt.procs ? pageCache(sources, a) : undefined;
    case 'large':
    case 'stacks':
    case 'spans':
      return spanGroup(sources, kind);
    default:
      return undefined;
  }
}

function mheap({ view }: Sources): Page {
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

function arena({ view }: Sources, number: number): Page {
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

/** Pages by use, of a range of map pages. */
function pageFacts(view: View, first: number, count: number): Field[] {
  const byState = new Uint32Array(8);
  const start = view.enginePage(first);
  const end = Math.min(start + count, view.mappedPages);
  byState[PageState.reserved] = start + count - Math.max(start, end);
  for (let page = start; page < end; page++) {
    const span = view.spanAt(page);
    byState[span === 0 ? view.bareState(page) : view.spanState(span)]!++;
  }
  return Object.entries(pageStateNames)
    .filter(([state]) => byState[Number(state)]! > 0)
    .map(([state, id]) => fact(id, byState[Number(state)]! * 8192, 'bytes'));
}

function chunk({ view, tree, rows }: Sources, number: number): Page | undefined {
  const first = number * 512;
  if (view.enginePage(first) + 512 <= 0 || view.enginePage(first) >= view.mappedPages)
    return undefined;
  const address = view.pageAddress(first);
  const runs = tree.runs(number);
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

function pages({ view }: Sources, first: number, count: number): Page | undefined {
  const page = view.enginePage(first);
  if (count === 0 || page < 0 || page + count > view.mappedPages) return undefined;
  if (view.spanAt(page) !== 0) return undefined;
  const address = view.pageAddress(first);
  const state = view.bareState(page);
  return {
    title: say('detail.pages', { count, address }),
    sentence: say('detail.pages.sentence', { state: say(pageStateNames[state]) }),
    page: first,
    pageCount: count,
    groups: [
      facts('group.where', [
        fact('fact.address', address, 'address'),
        fact('fact.limit', address + count * 8192, 'address'),
        fact('fact.bytes', count * 8192, 'bytes'),
      ]),
    ],
    lists: [],
  };
}

function mcentrals({ view, tree, rows }: Sources): Page {
  const children = tree.children('mcentrals');
  return {
    title: say('tree.mcentrals'),
    sentence: say('detail.mcentrals.sentence'),
    groups: [
      facts('group.counters', [
        fact('fact.mcentralLocks', view.rt.memstats.mcentralLocks[0]!, 'count'),
      ]),
    ],
    lists: [
      list('list.spanClasses', children.count, (index) => {
        const key = children.key(index);
        return { key, label: rows.facts(key).label };
      }),
    ],
  };
}

function mcentral({ view }: Sources, spanClass: number): Page {
  const size = class_to_size[spanClass >> 1]!;
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

function spanSet(sources: Sources, spanClass: number, which: SpanSetList): Page {
  const { view, tree } = sources;
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

function spanOf(key: string): number {
  return Number(key.slice('span:'.length));
}

/** A span in a list. */
function spanItem({ view, rows }: Sources, span: number): LinkList['items'][number] {
  const { fill } = rows.facts(`span:${span}`);
  return {
    key: `span:${span}`,
    label: say('tree.span.item', {
      span,
      address: view.rt.mem.addrOf(view.rt.mspan.base[span]!),
    }),
    ...(fill === undefined ? {} : { fill }),
  };
}

function ps({ view, rows }: Sources): Page {
  return {
    title: say('tree.ps'),
    sentence: say('detail.ps.sentence', { count: view.rt.procs }),
    groups: [],
    lists: [
      list('list.ps', view.rt.procs, (index) => ({
        key: `p:${index}`,
        label: rows.facts(`p:${index}`).label,
      })),
    ],
  };
}

function p({ view, calls }: Sources, number: number): Page {
  const { p: table, g } = view.rt.sched;
  const row = table.curg[number]!;
  const running = g.goid[row]!;
  const isIdle = table.status[number] === PStatus.idle;
  const queue = calls.runQueue(number);
  return {
    title: say('tree.p', { p: number }),
    sentence:
      row === 0 ? say('detail.p.sentence.idle') : say('detail.p.sentence.runs', { g: running }),
    groups: [
      struct('p', [
        field('id', number, 'index'),
        field('status', say(isIdle ? 'status.idle' : 'status.running')),
        linked(field('mcache', say('tree.mcache')), `mcache:${number}`),
        linked(field('pcache', say('tree.pagecache')), `pagecache:${number}`),
        field('schedtick', table.schedtick[number]!, 'count'),
        ...(row === 0 ? [] : [linked(field('curg', running, 'index'), `g:${running}`)]),
      ]),
    ],
    lists: [
      list('list.runq', queue.length, (index) => ({
        key: `g:${queue[index]!}`,
        label: say('tree.g', { g: queue[index]! }),
      })),
    ],
  };
}

function mcache(sources: Sources, number: number): Page {
  const { view } = sources;
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

function pageCache({ view }: Sources, number: number): Page {
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
export function bits64(low: number, high: number): string {
  const part = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return `0x${part(high)}${part(low)}`;
}

function spanGroup(sources: Sources, kind: 'large' | 'stacks' | 'spans'): Page {
  const { view, tree } = sources;
  const children = tree.children(kind);
  const { count } = children;
  const bytes = view.rt.memstats.inStacks[0]!;
  const sentence = {
    large: say('detail.large.sentence', { count }),
    stacks: say('detail.stacks.sentence', { count, bytes }),
    spans: say('detail.spans.sentence', { count: view.rt.mheap.spanCount[0]! }),
  }[kind];
  return {
    title: say(`tree.${kind}`),
    sentence,
    groups: [],
    lists: [list('list.spans', count, (index) => spanItem(sources, spanOf(children.key(index))))],
  };
}
