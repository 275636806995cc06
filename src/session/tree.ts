/**
 * The tree of a session: which node has which children. Every span stands where it is: in the
 * mcache that holds it, on the list of its mcentral, or among the large objects, stacks or work
 * buffers. Nothing is looked at before its parent is opened; lists are found once per state.
 */
import { parseKey, SpanSetList } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { PageState, pagesPerArena, pagesPerChunk, SweepState } from '../protocol/views';
import { numSpanClasses } from '../runtime/sizeclasses';
import type { Calls } from './calls';
import type { Children, TreeSource } from './flatten';
import type { View } from './view';

export const treeRoot: Key = 'session';

const none: Children = { count: 0, key: () => treeRoot, indexOf: () => -1 };

/** Children that are listed. */
function listed(keys: readonly Key[]): Children {
  return {
    count: keys.length,
    key: (index) => keys[index]!,
    indexOf: (key) => keys.indexOf(key),
  };
}

/** Children that are numbered from `first` on under one word. */
function numbered(count: number, first: number, prefix: string): Children {
  return {
    count,
    key: (index) => `${prefix}${first + index}` as Key,
    indexOf(key) {
      if (!key.startsWith(prefix)) return -1;
      const index = Number(key.slice(prefix.length)) - first;
      return index >= 0 && index < count ? index : -1;
    },
  };
}

/** Free pages in a row in the same state. */
interface PageRun {
  readonly first: number;
  readonly count: number;
  readonly state: PageState;
}

export class Tree implements TreeSource {
  private readonly known = new Map<Key, Children>();
  /** Spans that stand on no list of an mcentral and in no mcache, by where they are shown. */
  private homes: Readonly<Record<'large' | 'stacks' | 'spans', readonly Key[]>> | undefined;

  constructor(
    private readonly view: View,
    private readonly calls: Calls,
  ) {}

  children(key: Key): Children {
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.find(key);
      this.known.set(key, found);
    }
    return found;
  }

  private find(key: Key): Children {
    const { view } = this;
    const { kind, a, b } = parseKey(key) ?? { kind: 'event', a: 0, b: 0 };
    switch (kind) {
      case 'session':
        return listed(['goroutines', 'ps', 'mcentrals', 'mheap', 'globals', 'sites']);
      case 'goroutines':
        return listed(this.calls.goroutines().map((g): Key => `g:${g}`));
      case 'g':
        return numbered(this.calls.frames(a).length, 0, `frame:${a}:`);
      case 'ps':
        return numbered(view.rt.procs, 0, 'p:');
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
      case 'span':
        return numbered(view.isHeap(a) ? view.rt.mspan.nelems[a]! : 0, 0, `slot:${a}:`);
      case 'globals':
        return listed(this.globals());
      case 'sites':
        return listed(this.sites());
      default:
        return none;
    }
  }

  parent(key: Key): Key | undefined {
    const parsed = parseKey(key);
    if (parsed === undefined || key === treeRoot) return undefined;
    const parent = this.parentOf(parsed.kind, parsed.a, parsed.b);
    return parent === undefined || this.children(parent).indexOf(key) < 0 ? undefined : parent;
  }

  private parentOf(kind: string, a: number, b: number): Key | undefined {
    switch (kind) {
      case 'goroutines':
      case 'ps':
      case 'mcentrals':
      case 'mheap':
      case 'globals':
      case 'sites':
        return treeRoot;
      case 'g':
        return 'goroutines';
      case 'frame':
        return `g:${a}`;
      case 'p':
        return 'ps';
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
      case 'slot':
        return `span:${a}`;
      case 'global':
        return 'globals';
      case 'site':
        return 'sites';
      default:
        return undefined;
    }
  }

  /** Where a span is shown. */
  homeOf(span: number): Key | undefined {
    const { view } = this;
    if (!view.isLive(span)) return undefined;
    const { mspan } = view.rt;
    if (mspan.owner[span] !== 0) return `mcache:${mspan.owner[span]! - 1}`;
    const state = view.spanState(span);
    if (state === PageState.stack) return 'stacks';
    if (state !== PageState.heap) return 'spans';
    const spanClass = mspan.spanclass[span]!;
    if (spanClass < 2) return 'large';
    const sweep = view.sweepState(span);
    const isFull = mspan.allocCount[span] === mspan.nelems[span];
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
        page = view.mapPage(view.rt.mspan.startPage[span]! + view.rt.mspan.npages[span]!);
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

  private globals(): Key[] {
    return this.view.program.globals.flatMap(({ user }, i): Key[] => (user ? [`global:${i}`] : []));
  }

  private sites(): Key[] {
    return this.view.program.sites.flatMap(({ user }, i): Key[] => (user ? [`site:${i}`] : []));
  }
}

const spanSetLists = [
  SpanSetList.partialSwept,
  SpanSetList.fullSwept,
  SpanSetList.partialUnswept,
  SpanSetList.fullUnswept,
] as const;
