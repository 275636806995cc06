/** The inspector's fields of a span of Go 1.6 and of its slots, free list included. */
import type { Key } from '../protocol/keys';
import type { Field, LinkList } from '../protocol/views';
import { regions } from '../runtime/go1.6/runtime';
import { listPlace } from './classicLists';
import type { ClassicView } from './classicView';
import { fact, field, linked, list } from './fields';
import { say } from './rows';

const stateNames = ['_MSpanInUse', '_MSpanStack', '_MSpanFree', '_MSpanDead'];

function spanLink(name: string, span: number): Field {
  if (span === 0) return field(name, 'nil');
  return linked(field(name, say('tree.span', { span })), `span:${span}`);
}

/** The fields of an mspan. What only objects need is stale in a span without: it is left out. */
export function classicSpanFields(view: ClassicView, span: number): Field[] {
  const { mspan } = view.go16;
  const { mem } = view.rt;
  const listNumber = mspan.list[span]!;
  const { name = 'nil' } = listPlace(listNumber) ?? {};
  const fields = [
    spanLink('next', mspan.next[span]!),
    spanLink('prev', mspan.prev[span]!),
    linked(field('list', name), listNumber === 0 ? undefined : `list:${listNumber}`),
    field('start', regions.arena_start / 8192 + mspan.start[span]!, 'hex'),
    field('npages', mspan.npages[span]!, 'count'),
    field('state', stateNames[mspan.state[span]!]!),
    field('needzero', mspan.needzero[span]! !== 0),
  ];
  if (view.isFreeSpan(span))
    return [
      ...fields,
      field('unusedsince', mspan.unusedsince[span]!, 'nanoseconds'),
      field('npreleased', mspan.npreleased[span]!, 'count'),
    ];
  const free = mspan.freelist[span]!;
  const sizeclass = mspan.sizeclass[span]!;
  const next = view.nextFree(span);
  const freelist = linked(
    free === 0 ? field('freelist', 'nil') : field('freelist', mem.addrOf(free), 'address'),
    next < 0 ? undefined : `slot:${span}:${next}`,
  );
  const ref = field('ref', mspan.ref[span]!, 'count');
  if (!view.isHeap(span)) return [...fields, freelist, ref];
  const isSmall = sizeclass !== 0;
  return [
    ...fields,
    freelist,
    ref,
    linked(
      field('sizeclass', sizeclass, 'index'),
      isSmall ? `mcentral:${sizeclass << 1}` : undefined,
    ),
    field('elemsize', mspan.elemsize[span]!, 'bytes'),
    field('limit', mem.addrOf(mspan.limit[span]!), 'address'),
    field('incache', mspan.incache[span] !== 0),
    field('sweepgen', mspan.sweepgen[span]!, 'index'),
  ];
}

/** The free list of a span, link by link. */
export function freelistOf(view: ClassicView, span: number): LinkList[] {
  if (!view.isHeap(span) || view.spanClass(span) === 0) return [];
  const slots = view.freelist(span);
  return [
    list('classic.list.freelist', slots.length, (index) => {
      const slot = slots[index]!;
      const address = view.rt.mem.addrOf(view.slotOff(span, slot));
      return { key: `slot:${span}:${slot}`, label: say('classic.slot.item', { slot, address }) };
    }),
  ];
}

/** Where a free slot stands on the free list. */
export function classicSlotFields(view: ClassicView, span: number, slot: number): Field[] {
  if (view.isAllocated(span, slot)) return [];
  const slots = view.freelist(span);
  const at = slots.indexOf(slot);
  const next = slots[at + 1];
  const key: Key | undefined = next === undefined ? undefined : `slot:${span}:${next}`;
  return [
    fact('classic.fact.place', at + 1, 'count'),
    linked(
      fact('classic.fact.next', next === undefined ? 'nil' : say('tree.slot', { slot: next })),
      key,
    ),
  ];
}
