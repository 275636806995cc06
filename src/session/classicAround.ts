/**
 * What stands around a span or a list of Go 1.6: the list with its links, the spans before and
 * behind, the mcentral, the mcache, each by the expression with which the runtime gets to it.
 */
import type { Key } from '../protocol/keys';
import type { Neighbour } from '../protocol/views';
import { listPlace } from './classicLists';
import { RegionNumber } from './classicRegions';
import type { ClassicView } from './classicView';
import type { Parsed } from './structures';

const heap: Neighbour = { key: 'mheap', path: 'mheap_' };

/** Empty for what is neither a span, a slot nor a list. */
export function classicAround(view: ClassicView, { kind, a }: Parsed, p: number): Neighbour[] {
  if (kind === 'list') return listPlace(a) === undefined ? [] : aroundList(view, a);
  return (kind === 'span' || kind === 'slot') && view.isLive(a) ? aroundSpan(view, a, p) : [];
}

/** How the runtime's code gets to a list. */
function listPath(list: number): string {
  const { kind, index, name } = listPlace(list)!;
  if (kind === 'stackpool') return name;
  if (kind === 'free' || kind === 'busy') return `mheap_.${name}`;
  return `mheap_.central[${index}].mcentral.${name}`;
}

/** The list, its mcentral, and its first and last span. */
function aroundList(view: ClassicView, list: number): Neighbour[] {
  const path = listPath(list);
  const spans = view.list(list);
  const ends: Neighbour[] = [];
  const [first, last] = [spans[0], spans.at(-1)];
  if (first !== undefined) ends.push({ key: `span:${first}`, path: `${path}.first` });
  if (last !== undefined && last !== first)
    ends.push({ key: `span:${last}`, path: `${path}.last` });
  return [heap, ...centralOf(list), { key: `list:${list}`, path }, ...ends];
}

function centralOf(list: number): Neighbour[] {
  const { kind, index } = listPlace(list)!;
  if (kind !== 'nonempty' && kind !== 'empty') return [];
  return [{ key: `mcentral:${index << 1}`, path: `mheap_.central[${index}].mcentral` }];
}

function aroundSpan(view: ClassicView, span: number, p: number): Neighbour[] {
  const { mspan } = view.go16;
  const list = mspan.list[span]!;
  const owner = view.owner(span) - 1;
  const sizeclass = view.spanClass(span) >> 1;
  const own: Neighbour = {
    key: `span:${span}`,
    path:
      owner >= 0
        ? `allp[${owner}].mcache.alloc[${sizeclass}]`
        : `mheap_.spans[${mspan.start[span]!}]`,
  };
  const found: Neighbour[] = [heap];
  if (list !== 0) found.push(...centralOf(list), { key: `list:${list}`, path: listPath(list) });
  const link = (other: number, name: 'prev' | 'next'): Neighbour[] =>
    other === 0 ? [] : [{ key: `span:${other}`, path: `s.${name}` }];
  found.push(...link(mspan.prev[span]!, 'prev'), own, ...link(mspan.next[span]!, 'next'));
  if (!view.isHeap(span)) {
    const arena: Key = `region:${RegionNumber.arena}`;
    return [...found, { key: arena, path: 'mheap_.arena_start' }];
  }
  const at = owner >= 0 ? owner : p;
  return [
    ...found,
    { key: `mcache:${at}`, path: `allp[${at}].mcache` },
    { key: `p:${at}`, path: `allp[${at}]` },
  ];
}
