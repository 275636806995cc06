/** Events of Go 1.6 in words: which function of its runtime decided, and which way it went. */
import type { Key } from '../protocol/keys';
import type { PlainStringId } from '../protocol/strings';
import type { Text } from '../protocol/views';
import { sizeToClassOf, tinySizeClass } from '../runtime/go1.6/msize';
import { Why16 } from '../runtime/go1.6/why';
import { sweptObjects, TraceKind } from '../runtime/trace';
import type { Trace } from '../runtime/trace';
import { RegionNumber } from './classicRegions';
import { say } from './rows';
import type { View } from './view';

/** Reasons from here on are those of Go 1.6. */
export const firstClassicReason: number = Why16.freelist;

/** What an event says, without what all events have. */
export interface Said {
  readonly goFunc: string;
  readonly what: Text;
  readonly why: readonly PlainStringId[];
  readonly key?: Key;
}

const reasons: Readonly<Partial<Record<Why16, PlainStringId>>> = {
  [Why16.freelist]: 'classic.why.freelist',
  [Why16.tiny]: 'classic.why.tiny',
  [Why16.tinyBlock]: 'why.alloc.tinyBlock',
  [Why16.large]: 'classic.why.large',
  [Why16.nonempty]: 'classic.why.nonempty',
  [Why16.emptySwept]: 'classic.why.emptySwept',
  [Why16.grow]: 'classic.why.grow',
  [Why16.fixedList]: 'classic.why.fixedList',
  [Why16.bestFit]: 'classic.why.bestFit',
  [Why16.grown]: 'classic.why.grown',
  [Why16.split]: 'classic.why.split',
  [Why16.swept]: 'classic.why.swept',
  [Why16.stack]: 'why.free.stack',
  [Why16.idle]: 'classic.why.idle',
  [Why16.forced]: 'why.gc.cycle',
  [Why16.trigger]: 'classic.why.trigger',
  [Why16.timer]: 'why.gc.time',
  [Why16.flushed]: 'classic.why.flushed',
};

/** Why something happened, in words; undefined when the number is none of Go 1.6. */
export function classicReason(why: number): PlainStringId | undefined {
  return reasons[why as Why16];
}

/** Span class of what an alloc event got: what it asked for, and why it got it, say which. */
export function classicAllocClass(trace: Trace, event: number): number {
  const why = trace.why(event) as Why16;
  if (why === Why16.large) return 0;
  return (why === Why16.freelist ? sizeToClassOf(trace.b(event)) : tinySizeClass) << 1;
}

/** Names of the functions that decide, where the kind of the event says which. */
const functions: Readonly<Partial<Record<TraceKind, string>>> = {
  [TraceKind.alloc]: 'mallocgc',
  [TraceKind.refill]: 'mcentral.cacheSpan',
  [TraceKind.uncache]: 'mcentral.uncacheSpan',
  [TraceKind.grow]: 'mcentral.grow',
  [TraceKind.heapGrow]: 'mheap.grow',
  [TraceKind.spanAlloc]: 'mheap.allocSpanLocked',
  [TraceKind.spanFree]: 'mheap.freeSpanLocked',
  [TraceKind.gcStart]: 'gcStart',
  [TraceKind.gcEnd]: 'gcMarkTermination',
  [TraceKind.sweep]: 'mspan.sweep',
  [TraceKind.stackAlloc]: 'stackalloc',
  [TraceKind.stackFree]: 'stackfree',
  [TraceKind.scavenge]: 'mheap.scavengelist',
};

/** Kinds whose reason says nothing that the event itself does not. */
const plain: ReadonlySet<TraceKind> = new Set([
  TraceKind.gcEnd,
  TraceKind.stackAlloc,
  TraceKind.stackFree,
]);

/** Reads an event whose reason is one of Go 1.6. */
export function readClassic(view: View, index: number): Said {
  const { trace } = view.rt;
  const kind = trace.kind(index);
  const why = trace.why(index) as Why16;
  const isLarge = kind === TraceKind.alloc && why === Why16.large;
  const reason = reasonOf(kind, why);
  const key = keyOf(view, kind, trace.a(index));
  return {
    goFunc: isLarge ? 'largeAlloc' : (functions[kind] ?? ''),
    what: whatOf(view, kind, index),
    why: plain.has(kind) || reason === undefined ? [] : [reason],
    ...(key === undefined ? {} : { key }),
  };
}

/** Sweeping, and growing a central list, use the reasons of others in their own sense. */
function reasonOf(kind: TraceKind, why: Why16): PlainStringId | undefined {
  if (kind === TraceKind.sweep)
    return why === Why16.large ? 'classic.why.sweepLarge' : 'classic.why.sweepSmall';
  return kind === TraceKind.grow ? 'why.grow' : classicReason(why);
}

function keyOf(view: View, kind: TraceKind, a: number): Key | undefined {
  switch (kind) {
    case TraceKind.alloc: {
      const place = view.placeOf(a);
      return place === undefined || place.slot < 0 ? undefined : `slot:${place.span}:${place.slot}`;
    }
    case TraceKind.refill:
    case TraceKind.uncache:
    case TraceKind.grow:
    case TraceKind.spanAlloc:
    case TraceKind.spanFree:
    case TraceKind.sweep:
      return view.isLive(a) ? `span:${a}` : undefined;
    case TraceKind.heapGrow:
      return `region:${RegionNumber.arena}`;
    case TraceKind.stackAlloc: {
      const place = view.placeOf(a);
      return place === undefined ? undefined : `span:${place.span}`;
    }
    default:
      return undefined;
  }
}

function whatOf(view: View, kind: TraceKind, index: number): Text {
  const { trace, mem } = view.rt;
  const [a, b] = [trace.a(index), trace.b(index)];
  switch (kind) {
    case TraceKind.alloc: {
      const site = view.program.sites[trace.site(index)];
      const args = { bytes: b, address: mem.addrOf(a) };
      return site === undefined || !site.user
        ? say('event.alloc.runtime', args)
        : say('event.alloc', { ...args, text: site.text });
    }
    case TraceKind.refill:
      return say('classic.event.refill', { p: trace.p(index), span: a, class: b });
    case TraceKind.uncache:
      return say('event.uncache', { p: trace.p(index), span: a });
    case TraceKind.grow:
      return say('classic.event.grow', { class: b, span: a });
    case TraceKind.heapGrow:
      return say('event.heapGrow', { bytes: b * 8192, address: pageAddress(view, a) });
    case TraceKind.spanAlloc:
      return say('event.spanAlloc', { span: a, pages: b });
    case TraceKind.spanFree:
      return say('event.spanFree', { span: a });
    case TraceKind.gcStart:
      return say('event.gcStart', { cycle: a, bytes: b });
    case TraceKind.gcEnd:
      return say('event.gcEnd', { cycle: a, bytes: b });
    case TraceKind.sweep:
      return say('event.sweep', { span: a, count: sweptObjects(b) });
    case TraceKind.stackAlloc:
      return say('event.stackAlloc', { bytes: b, address: mem.addrOf(a) });
    case TraceKind.stackFree:
      return say('event.stackFree', { bytes: b, address: mem.addrOf(a) });
    default:
      return say('event.scavenge', { pages: b, address: pageAddress(view, a) });
  }
}

function pageAddress(view: View, page: number): number {
  return view.pageAddress(view.mapPage(page));
}
