/**
 * How the levels of Go 1.6 hang together: three regions, lists of free and of large spans, nonempty
 * and empty of each mcentral. A span stands on the list it is on; what an mcache holds stands on
 * the list `empty` of its mcentral, so the mcache shows its entries, not the spans themselves.
 */
import type { Key } from '../protocol/keys';
import type { Phrase } from '../protocol/strings';
import { PageState } from '../protocol/views';
import type { Field, LinkList, Neighbour } from '../protocol/views';
import { numSizeClasses } from '../runtime/go1.6/msize';
import {
  emptyList,
  nonemptyList,
  SpanState,
  stackOrders,
  stackpoolList,
} from '../runtime/go1.6/runtime';
import { listed } from './children';
import { classOf, heapLists, listParent, listPlace } from './classicLists';
import { classicAround } from './classicAround';
import { classicPage } from './classicPages';
import { regionOf, regionNames } from './classicRegions';
import { classicSlotFields, classicSpanFields, freelistOf } from './classicSpans';
import type { ClassicView } from './classicView';
import type { Page, Sources } from './details';
import type { Children } from './flatten';
import { say } from './rows';
import type { RowFacts } from './rows';
import type { Parsed, Structures } from './structures';

export class ClassicStructures implements Structures {
  constructor(private readonly view: ClassicView) {}

  children({ kind, a }: Parsed): Children | undefined {
    switch (kind) {
      case 'p':
        return listed([`mcache:${a}`]);
      case 'mcache':
        return listed(this.entries(a));
      case 'mcentrals':
        return listed(this.view.centrals().map(({ spanClass }): Key => `mcentral:${spanClass}`));
      case 'mcentral':
        return listed(this.centralLists(a));
      case 'mheap':
        return listed(this.mheap());
      case 'freelists':
      case 'busylists':
        return listed(this.filled(heapLists(kind === 'freelists' ? 'free' : 'busy')));
      case 'list':
        return listed(this.view.list(a).map((span): Key => `span:${span}`));
      case 'stacks':
        return listed(this.stacks());
      case 'spans':
        return listed(this.homeless());
      default:
        return undefined;
    }
  }

  parent({ kind, a }: Parsed): Key | undefined {
    switch (kind) {
      case 'mcache':
        return `p:${a}`;
      case 'alloc':
        return `mcache:${a}`;
      case 'mcentral':
        return 'mcentrals';
      case 'region':
      case 'freelists':
      case 'busylists':
      case 'stacks':
      case 'spans':
        return 'mheap';
      case 'list':
        return listParent(a);
      case 'span':
        return this.homeOf(a);
      default:
        return undefined;
    }
  }

  row({ kind, a, b }: Parsed, count: number): RowFacts | undefined {
    switch (kind) {
      case 'mcentrals':
        return this.group('classic.mcentrals', count);
      case 'freelists':
      case 'busylists':
        return this.group(`classic.${kind}`, count);
      case 'stacks':
      case 'spans':
        return this.group(`tree.${kind}`, count);
      case 'mcache':
        return {
          kind: 'cache',
          label: say('tree.mcache'),
          detail: say('tree.mcache.detail', { count, offset: this.view.tinyOffset(a) }),
        };
      case 'alloc':
        return this.entry(a, b);
      case 'mcentral':
        return this.central(a);
      case 'list':
        return {
          kind: 'list',
          label: listPlace(a)?.name ?? '',
          detail: say('tree.spansCount', { count: this.view.listCount(a) }),
        };
      case 'region':
        return this.region(a);
      case 'span':
        return this.view.isFreeSpan(a) ? this.freeSpan(a) : undefined;
      default:
        return undefined;
    }
  }

  page(sources: Sources, parsed: Parsed): Page | undefined {
    return classicPage(sources, this.view, parsed);
  }

  /** Small objects with and without pointers stand side by side. */
  pointers(span: number): Phrase {
    if (this.view.spanClass(span) !== 0) return say('classic.mixed');
    return say(this.view.isNoscan(span, 0) ? 'tree.noscan' : 'tree.scan');
  }

  around(key: Parsed, p: number): readonly Neighbour[] {
    return classicAround(this.view, key, p);
  }

  spanFields(span: number): Field[] {
    return classicSpanFields(this.view, span);
  }

  spanLists(span: number): LinkList[] {
    return freelistOf(this.view, span);
  }

  slotFields(span: number, slot: number): Field[] {
    return classicSlotFields(this.view, span, slot);
  }

  // ---- what stands where

  /** The list that a span stands on, else its group. */
  private homeOf(span: number): Key | undefined {
    const { view } = this;
    if (!view.isLive(span)) return undefined;
    const list = view.go16.mspan.list[span]!;
    if (list !== 0) return `list:${list}`;
    return view.spanState(span) === PageState.stack ? 'stacks' : 'spans';
  }

  private filled(lists: readonly number[]): Key[] {
    return lists.filter((list) => this.view.listCount(list) > 0).map((list): Key => `list:${list}`);
  }

  private centralLists(spanClass: number): Key[] {
    const sizeclass = classOf(spanClass);
    if (sizeclass === undefined) return [];
    return [`list:${nonemptyList(sizeclass)}`, `list:${emptyList(sizeclass)}`];
  }

  private mheap(): Key[] {
    const keys: Key[] = ['region:0', 'region:1', 'region:2', 'freelists', 'busylists', 'stacks'];
    return this.homeless().length > 0 ? [...keys, 'spans'] : keys;
  }

  /** The pools with a free stack, then spans all of whose stacks are in use. */
  private stacks(): Key[] {
    const pools = Array.from({ length: stackOrders }, (_, order) => stackpoolList(order));
    return [...this.filled(pools), ...this.unlisted(SpanState.stack)];
  }

  private homeless(): Key[] {
    return [...this.unlisted(SpanState.inUse), ...this.unlisted(SpanState.free)];
  }

  private unlisted(state: SpanState): Key[] {
    const { mspan } = this.view.go16;
    const keys: Key[] = [];
    for (let span = 1; span < mspan.rows; span++)
      if (mspan.list[span] === 0 && mspan.state[span] === state) keys.push(`span:${span}`);
    return keys;
  }

  /** Entries of mcache.alloc that are not emptymspan. */
  private entries(p: number): Key[] {
    const keys: Key[] = [];
    for (let sizeclass = 0; sizeclass < numSizeClasses; sizeclass++)
      if (this.view.cached(p, sizeclass) !== 0) keys.push(`alloc:${p}:${sizeclass}`);
    return keys;
  }

  // ---- rows

  private group(
    id:
      | 'classic.mcentrals'
      | 'classic.freelists'
      | 'classic.busylists'
      | 'tree.stacks'
      | 'tree.spans',
    count: number,
  ): RowFacts {
    return { kind: 'group', label: say(id), detail: say('tree.count', { count }) };
  }

  private entry(p: number, sizeclass: number): RowFacts {
    const { view } = this;
    const span = view.cached(p, sizeclass);
    const [used, count] = [view.used(span), view.nelems(span)];
    return {
      kind: 'cache',
      label: `alloc[${sizeclass}]`,
      detail: say('classic.alloc.detail', { span, size: view.elemBytes(span), used, count }),
      fill: used / Math.max(1, count),
      spanClass: sizeclass << 1,
      changed: view.isSpanFresh(span),
    };
  }

  private central(spanClass: number): RowFacts {
    const sizeclass = spanClass >> 1;
    const { view } = this;
    const count = view.listCount(nonemptyList(sizeclass)) + view.listCount(emptyList(sizeclass));
    return {
      kind: 'central',
      label: say('classic.mcentral', { sizeclass, size: view.classBytes(sizeclass) }),
      detail: say('tree.spansCount', { count }),
      spanClass,
    };
  }

  private region(number: number): RowFacts {
    const { address, bytes, mapped } = regionOf(this.view.go16, number);
    return {
      kind: 'arena',
      label: say('classic.region', { name: regionNames[number]!, address }),
      detail: say('classic.region.detail', { mapped, bytes }),
      fill: mapped / bytes,
    };
  }

  private freeSpan(span: number): RowFacts {
    const pages = this.view.npages(span);
    const released = this.view.go16.mspan.npreleased[span]!;
    return {
      kind: 'pages',
      label: say('tree.span', { span }),
      detail:
        released > 0
          ? say('classic.span.released', { pages, released })
          : say('classic.span.free', { pages }),
      changed: this.view.isSpanFresh(span),
    };
  }
}
