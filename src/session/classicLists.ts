/** The lists of spans of Go 1.6 by the engine's numbers: where each stands, what it is called. */
import type { Key } from '../protocol/keys';
import { numSizeClasses } from '../runtime/go1.6/msize';
import {
  busyList,
  emptyList,
  freeList,
  maxMHeapList,
  nonemptyList,
  stackOrders,
  stackpoolList,
} from '../runtime/go1.6/runtime';

type ListKind = 'free' | 'busy' | 'nonempty' | 'empty' | 'stackpool';

interface ListPlace {
  readonly kind: ListKind;
  /** Pages, size class or order of the stacks. */
  readonly index: number;
  /** As Go writes it. */
  readonly name: string;
}

/** What list a number is of; undefined when it is none. */
export function listPlace(list: number): ListPlace | undefined {
  if (list < 1 || list >= stackpoolList(stackOrders)) return undefined;
  if (list < busyList(0)) return pageList('free', list - freeList(0));
  if (list < nonemptyList(0)) return pageList('busy', list - busyList(0));
  if (list < emptyList(0))
    return { kind: 'nonempty', index: list - nonemptyList(0), name: 'nonempty' };
  if (list < stackpoolList(0)) return { kind: 'empty', index: list - emptyList(0), name: 'empty' };
  const order = list - stackpoolList(0);
  return { kind: 'stackpool', index: order, name: `stackpool[${order}]` };
}

function pageList(kind: 'free' | 'busy', index: number): ListPlace {
  return { kind, index, name: index < maxMHeapList ? `${kind}[${index}]` : `${kind}large` };
}

/** Where a list is shown. */
export function listParent(list: number): Key | undefined {
  const place = listPlace(list);
  switch (place?.kind) {
    case 'free':
      return 'freelists';
    case 'busy':
      return 'busylists';
    case 'nonempty':
    case 'empty':
      return `mcentral:${place.index << 1}`;
    case 'stackpool':
      return 'stacks';
    default:
      return undefined;
  }
}

/** The numbers of the lists of one kind of mheap, shortest spans first. */
export function heapLists(kind: 'free' | 'busy'): number[] {
  const numberOf = kind === 'free' ? freeList : busyList;
  return Array.from({ length: maxMHeapList }, (_, i) => numberOf(i + 1));
}

/** The size class of a key's span class; undefined when there is no such mcentral. */
export function classOf(spanClass: number): number | undefined {
  const sizeclass = spanClass >> 1;
  const isOne = (spanClass & 1) === 0 && sizeclass > 0 && sizeclass < numSizeClasses;
  return isOne ? sizeclass : undefined;
}
