/**
 * How the levels of Go 1.26 hang together: what the tree shows below mcentrals, mheap and Ps, and
 * what its rows say. A span stands in the mcache that holds it or on the list of its mcentral.
 */
import type { Key } from '../protocol/keys';
import { SpanSetList } from '../protocol/keys';
import type { Phrase } from '../protocol/strings';
import { PageState, pagesPerArena, pagesPerChunk, SweepState } from '../protocol/views';
import type { Field, LinkList, Neighbour } from '../protocol/views';
import { pageCachePages } from '../runtime/mpagecache';
import { numSpanClasses } from '../runtime/sizeclasses';
import { listed, numbered } from './children';
import type { Page, Sources } from './details';
import { modernPage, modernSpanFields } from './modernPages';
import type { Children } from './flatten';
import type { ModernView } from './modernView';
import { listNames, say, scanName } from './rows';
import type { RowFacts } from './rows';
import type { Parsed, Structures } from './structures';

/** Free pages in a row in the same state. */
interface PageRun {
  readonly first: number;
  readonly count: number;
  readonly state: PageState;
}

export class ModernStructures implements Structures {
  /** Spans that stand on no list of an mcentral and in no mcache, by where they are shown. */
  private homes: Readonly<Record<'large' | 'stacks' | 'spans', readonly Key[]>> | undefined;

  constructor(private readonly view: ModernView) {}

  children({ kind, a, b }: Parsed): Children | undefined {
    const { view } = this;
    switch (kind) {
      case 'p':
        return listed([`mcache:${a}`, `pagecache:${a}`]);
      case 'mcache':
        return listed(view.cachedSpans(a).map((span): Key => `span:${span}`));
      case 'mcentrals':
        return listed(this.mcentrals());
      case 'mcentral':
        return listed(spanSetLists.map((list): Key => `spanset:${a}:${list}`));
      case 'spanset':
        return listed(this.spanSet(a, b));
      case 'mheap':
        return listed(this.mheap());
      case 'arenas':
        return numbered(view.arenaCount, 0, 'arena:');
      case 'arena':
        return this.chunks(a);
      case 'chunk':
        return listed(this.runs(a).map(({ first, count }): Key => `pages:${first}:${count}`));
      case 'large':
      case 'stacks':
      case 'spans':
        return listed(this.spansAt(kind));
      default:
        return undefined;
    }
  }

  parent({ kind, a, b }: Parsed): Key | undefined {
    switch (kind) {
      case 'mcache':
      case 'pagecache':
        return `p:${a}`;
      case 'mcentral':
        return 'mcentrals';
      case 'spanset':
        return `mcentral:${a}`;
      case 'arenas':
      case 'large':
      case 'stacks':
      case 'spans':
        return 'mheap';
      case 'arena':
        return 'arenas';
      case 'chunk':
        return `arena:${Math.floor((a * pagesPerChunk) / pagesPerArena)}`;
      case 'pages':
        return b > 0 ? `chunk:${Math.floor(a / pagesPerChunk)}` : undefined;
      case 'span':
        return this.homeOf(a);
      default:
        return undefined;
    }
  }

  page(sources: Sources, parsed: Parsed): Page | undefined {
    return modernPage(sources, { view: this.view, structures: this }, parsed);
  }

  pointers(span: number): Phrase {
    return scanName(this.view.spanClass(span));
  }

  around({ kind, a, b }: Parsed, p: number): readonly Neighbour[] {
    const heap: Neighbour = { key: 'mheap', path: 'mheap_' };
    if (kind === 'spanset') {
      const central = `mheap_.central[${a}].mcentral`;
      const list: Neighbour = {
        key: `spanset:${a}:${b as SpanSetList}`,
        path: `${central}.${setPaths[b]!}`,
      };
      return [heap, { key: `mcentral:${a}`, path: central }, list];
    }
    if ((kind !== 'span' && kind !== 'slot') || !this.view.isLive(a)) return [];
    return [heap, ...this.aroundSpan(a, p)];
  }

  private aroundSpan(span: number, p: number): Neighbour[] {
    const { view } = this;
    const page = view.mapPage(view.startPage(span));
    const arena = Math.floor(page / pagesPerArena);
    const found: Neighbour[] = [{ key: `arena:${arena}`, path: `mheap_.arenas[${arena}]` }];
    const spanClass = view.spanClass(span);
    const owner = view.owner(span) - 1;
    const central = `mheap_.central[${spanClass}].mcentral`;
    if (view.isHeap(span)) found.push({ key: `mcentral:${spanClass}`, path: central });
    const home = this.homeOf(span);
    if (home?.startsWith('spanset:') === true)
      found.push({ key: home, path: `${central}.${setPaths[Number(home.split(':')[2])]!}` });
    const entry = `allp[${owner}].mcache.alloc[${spanClass}]`;
    const path = owner >= 0 ? entry : `heapArena.spans[${page % pagesPerArena}]`;
    found.push({ key: `span:${span}`, path });
    const at = owner >= 0 ? owner : p;
    return [
      ...found,
      { key: `mcache:${at}`, path: `allp[${at}].mcache` },
      { key: `pagecache:${at}`, path: `allp[${at}].pcache` },
      { key: `p:${at}`, path: `allp[${at}]` },
    ];
  }

  /** Free slots are in bitmaps. */
  spanLists(): LinkList[] {
    return [];
  }

  slotFields(): Field[] {
    return [];
  }

  spanFields(span: number): Field[] {
    return modernSpanFields(this.view, span);
  }

  /** Where a span is shown. */
  private homeOf(span: number): Key | undefined {
    const { view } = this;
    if (!view.isLive(span)) return undefined;
    if (view.owner(span) !== 0) return `mcache:${view.owner(span) - 1}`;
    const state = view.spanState(span);
    if (state === PageState.stack) return 'stacks';
    if (state !== PageState.heap) return 'spans';
    const spanClass = view.spanClass(span);
    if (spanClass < 2) return 'large';
    const sweep = view.sweepState(span);
    const isFull = view.used(span) === view.nelems(span);
    if (sweep === SweepState.unswept)
      return `spanset:${spanClass}:${isFull ? SpanSetList.fullUnswept : SpanSetList.partialUnswept}`;
    if (sweep !== SweepState.swept) return 'spans';
    return `spanset:${spanClass}:${isFull ? SpanSetList.fullSwept : SpanSetList.partialSwept}`;
  }

  private mcentrals(): Key[] {
    const keys: Key[] = [];
    for (let spanClass = 2; spanClass < numSpanClasses; spanClass++) {
      const count = spanSetLists.reduce(
        (sum, list) => sum + this.view.spanSetCount(spanClass, list),
        0,
      );
      if (count > 0) keys.push(`mcentral:${spanClass}`);
    }
    return keys;
  }

  /** Spans of a list, head first. A span that has left it by other means is not on it any more. */
  private spanSet(spanClass: number, list: number): Key[] {
    const own: Key = `spanset:${spanClass}:${list as SpanSetList}`;
    return this.view
      .spanSet(spanClass, list)
      .filter((span) => this.homeOf(span) === own)
      .map((span): Key => `span:${span}`);
  }

  private mheap(): Key[] {
    const keys: Key[] = ['arenas', 'large', 'stacks'];
    if (this.spansAt('spans').length > 0) keys.push('spans');
    return keys;
  }

  private spansAt(home: 'large' | 'stacks' | 'spans'): readonly Key[] {
    if (this.homes === undefined) {
      const homes = { large: [] as Key[], stacks: [] as Key[], spans: [] as Key[] };
      this.view.forSpans(0, this.view.mappedPages, (span) => {
        const at = this.homeOf(span);
        if (at === 'large' || at === 'stacks' || at === 'spans') homes[at].push(`span:${span}`);
      });
      this.homes = homes;
    }
    return this.homes[home];
  }

  /** Mapped chunks of an arena; chunks count over all arenas. */
  private chunks(arena: number): Children {
    const perArena = pagesPerArena / pagesPerChunk;
    const { view } = this;
    const limit = Math.ceil(view.mapPage(view.mappedPages) / pagesPerChunk);
    const from = Math.max(arena * perArena, Math.floor(view.mapPage(0) / pagesPerChunk));
    return numbered(Math.max(0, Math.min(limit, (arena + 1) * perArena) - from), from, 'chunk:');
  }

  /** Runs of pages without span in a chunk; map pages. */
  runs(chunk: number): PageRun[] {
    const { view } = this;
    const runs: PageRun[] = [];
    const limit = (chunk + 1) * pagesPerChunk;
    for (let page = chunk * pagesPerChunk; page < limit;) {
      const span = view.spanAt(view.enginePage(page));
      if (span !== 0) {
        page = view.mapPage(view.startPage(span) + view.npages(span));
        continue;
      }
      const first = page;
      const state = view.bareState(view.enginePage(page));
      while (page < limit && this.isBare(page, state)) page++;
      runs.push({ first, count: page - first, state });
    }
    return runs;
  }

  private isBare(page: number, state: PageState): boolean {
    const at = this.view.enginePage(page);
    return this.view.spanAt(at) === 0 && this.view.bareState(at) === state;
  }

  // ---- rows

  row({ kind, a, b }: Parsed, count: number): RowFacts | undefined {
    const { view } = this;
    switch (kind) {
      case 'mcentrals':
      case 'arenas':
      case 'large':
      case 'stacks':
      case 'spans':
        return { kind: 'group', label: say(`tree.${kind}`), detail: say('tree.count', { count }) };
      case 'mcache':
        return {
          kind: 'cache',
          label: say('tree.mcache'),
          detail: say('tree.mcache.detail', {
            count: view.cachedSpans(a).length,
            offset: view.tinyOffset(a),
          }),
        };
      case 'pagecache':
        return this.pageCache(a);
      case 'mcentral':
        return this.mcentral(a);
      case 'spanset':
        return {
          kind: 'list',
          label: say(listNames[b as SpanSetList]),
          detail: say('tree.spansCount', { count: view.spanSetCount(a, b) }),
          spanClass: a,
        };
      case 'arena':
        return this.arena(a);
      case 'chunk':
        return this.chunk(a);
      default:
        return undefined;
    }
  }

  private pageCache(p: number): RowFacts {
    const count = this.view.pageCacheCount(p);
    return {
      kind: 'cache',
      label: say('tree.pagecache'),
      detail: count === 0 ? say('tree.empty') : say('tree.pages', { count }),
      fill: count / pageCachePages,
    };
  }

  private mcentral(spanClass: number): RowFacts {
    return {
      kind: 'central',
      label: say('tree.mcentral', {
        size: this.view.classBytes(spanClass >> 1),
        noscan: scanName(spanClass),
      }),
      detail: say('tree.mcentral.detail', {
        spanClass,
        count: this.view.centralCount(spanClass),
      }),
      spanClass,
    };
  }

  private arena(arena: number): RowFacts {
    const mapped = this.view.mappedPagesOf(arena) * 8192;
    return {
      kind: 'arena',
      label: say('tree.arena', { arena, address: this.view.arenaAddress(arena) }),
      detail: say('tree.arena.detail', { mapped }),
      fill: mapped / 2 ** 26,
    };
  }

  private chunk(chunk: number): RowFacts {
    const free = this.runs(chunk).reduce((sum, { count }) => sum + count, 0);
    return {
      kind: 'arena',
      label: say('tree.chunk', { chunk, address: this.view.pageAddress(chunk * 512) }),
      detail: say('tree.chunk.detail', { count: 512 - free }),
      fill: (512 - free) / 512,
    };
  }
}

/** The lists of an mcentral as its methods name them, by {@link SpanSetList}. */
const setPaths = ['partialSwept(sg)', 'fullSwept(sg)', 'partialUnswept(sg)', 'fullUnswept(sg)'];

const spanSetLists = [
  SpanSetList.partialSwept,
  SpanSetList.fullSwept,
  SpanSetList.partialUnswept,
  SpanSetList.fullUnswept,
] as const;
