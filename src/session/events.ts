/**
 * Events in words: what happened, which function of Go's runtime decided, and why, branch by
 * branch. The engine logs numbers where it decides; this is their only reading.
 *
 * LONG: one reading for each kind of event.
 */
import type { Key } from '../protocol/keys';
import type { PlainStringId, StringId } from '../protocol/strings';
import { eventKinds } from '../protocol/views';
import type { EventRow, Text } from '../protocol/views';
import { SpanAllocType } from '../runtime/mheap';
import {
  sweepWhoMask,
  sweptObjects,
  TraceKind,
  WhyAlloc,
  WhyGC,
  WhyMark,
  WhyRefill,
  WhyScavenge,
  WhySpan,
  WhySweep,
  WhyUncache,
} from '../runtime/trace';
import { classicReason, firstClassicReason, readClassic } from './classicEvents';
import type { Said } from './classicEvents';
import type { Positions } from './positions';
import type { View } from './view';

type Args = Readonly<Record<string, string | number>>;

function text(id: StringId, args: Args): Text {
  return { id, args };
}

/** Reads events of one program. */
export class Events {
  constructor(
    private readonly view: View,
    private readonly positions: Positions,
  ) {}

  row(index: number): EventRow {
    const { trace } = this.view.rt;
    const kind = trace.kind(index);
    const why = trace.why(index);
    const isClassic = why >= firstClassicReason;
    const said = isClassic ? readClassic(this.view, index) : readers[kind](this.view, index, why);
    const position = this.positions.ofEvent(index);
    return {
      index,
      tick: trace.tick(index),
      kind: eventKinds[kind]!,
      goFunc: said.goFunc,
      what: said.what,
      why: said.why.map((id) => ({ id })),
      p: trace.p(index),
      g: trace.g(index),
      ...(said.key === undefined ? {} : { key: said.key }),
      ...(position === undefined ? {} : { position }),
    };
  }
}

type Reader = (view: View, index: number, why: number) => Said;

/** Address of an engine page. */
function addressOfPage(view: View, page: number): number {
  return view.pageAddress(view.mapPage(page));
}

function spanKey(view: View, span: number): { key?: Key } {
  return view.isLive(span) ? { key: `span:${span}` } : {};
}

/** The slot that an event filled, while nothing else has it. */
function objectKey(view: View, off: number): { key?: Key } {
  const place = view.placeOf(off);
  return place === undefined || place.slot < 0 ? {} : { key: `slot:${place.span}:${place.slot}` };
}

const allocKinds: readonly (readonly [goFunc: string, why: PlainStringId])[] = [
  ['mallocgc', 'why.alloc.zero'],
  ['mallocgcTiny', 'why.alloc.tinyCombined'],
  ['mallocgcTiny', 'why.alloc.tinyBlock'],
  ['mallocgcTiny', 'why.alloc.tinyBlockAside'],
  ['mallocgcSmallNoscan', 'why.alloc.smallNoscan'],
  ['mallocgcSmallScanNoHeader', 'why.alloc.smallScan'],
  ['mallocgcSmallScanHeader', 'why.alloc.smallScanHeader'],
  ['mallocgcLarge', 'why.alloc.large'],
  ['mallocgcLarge', 'why.alloc.large'],
];

const readAlloc: Reader = (view, index, why) => {
  const { trace, mem } = view.rt;
  const [goFunc, first] = allocKinds[why & 15]!;
  const reasons: PlainStringId[] = [first];
  if ((why & WhyAlloc.refilled) !== 0) reasons.push('why.alloc.refilled');
  else if ((why & WhyAlloc.nextWord) !== 0) reasons.push('why.alloc.nextWord');
  if ((why & WhyAlloc.black) !== 0) reasons.push('why.alloc.black');
  const off = trace.a(index);
  const site = view.program.sites[trace.site(index)];
  const args = { bytes: trace.b(index), address: mem.addrOf(off) };
  return {
    goFunc,
    what:
      site === undefined || !site.user
        ? text('event.alloc.runtime', args)
        : text('event.alloc', { ...args, text: site.text }),
    why: reasons,
    ...objectKey(view, off),
  };
};

const refillSources: Readonly<Record<number, PlainStringId>> = {
  [WhyRefill.partialSwept]: 'why.refill.partialSwept',
  [WhyRefill.partialUnswept]: 'why.refill.partialUnswept',
  [WhyRefill.fullUnswept]: 'why.refill.fullUnswept',
  [WhyRefill.grown]: 'why.refill.grown',
};

const readRefill: Reader = (view, index, why) => {
  const { trace } = view.rt;
  const span = trace.a(index);
  return {
    goFunc: 'mcache.refill',
    what: text('event.refill', { p: trace.p(index), span, spanClass: trace.b(index) }),
    why: [
      (why & WhyRefill.first) !== 0 ? 'why.refill.first' : 'why.refill.full',
      refillSources[why & ~WhyRefill.first]!,
    ],
    ...spanKey(view, span),
  };
};

const readUncache: Reader = (view, index, why) => {
  const { trace } = view.rt;
  const span = trace.a(index);
  const where: readonly PlainStringId[] = [
    'why.uncache.full',
    'why.uncache.partial',
    'why.uncache.stale',
  ];
  const reasons: PlainStringId[] = [where[why & ~WhyUncache.released]!];
  if ((why & WhyUncache.released) !== 0) reasons.unshift('why.uncache.released');
  return {
    goFunc: 'mcentral.uncacheSpan',
    what: text('event.uncache', { p: trace.p(index), span }),
    why: reasons,
    ...spanKey(view, span),
  };
};

const spanSources: Readonly<Record<number, PlainStringId>> = {
  [WhySpan.cacheHit]: 'why.span.cacheHit',
  [WhySpan.cacheRefilled]: 'why.span.cacheRefilled',
  [WhySpan.cacheMiss]: 'why.span.cacheMiss',
  [WhySpan.large]: 'why.span.large',
  [WhySpan.grown]: 'why.span.grown',
};

const freeReasons: Readonly<Record<number, PlainStringId>> = {
  [SpanAllocType.heap]: 'why.free.heap',
  [SpanAllocType.stack]: 'why.free.stack',
  [SpanAllocType.workBuf]: 'why.free.workBuf',
};

const gcReasons: Readonly<Record<number, PlainStringId>> = {
  [WhyGC.heap]: 'why.gc.heap',
  [WhyGC.time]: 'why.gc.time',
  [WhyGC.cycle]: 'why.gc.cycle',
};

/** Why a collection began. */
export function gcReason(why: number): PlainStringId {
  return gcReasons[why] ?? classicReason(why) ?? 'why.gc.heap';
}

const sweepers: Readonly<Record<number, PlainStringId>> = {
  [WhySweep.background]: 'why.sweep.background',
  [WhySweep.credit]: 'why.sweep.credit',
  [WhySweep.cacheSpan]: 'why.sweep.cacheSpan',
  [WhySweep.reclaim]: 'why.sweep.reclaim',
  [WhySweep.uncache]: 'why.sweep.uncache',
  [WhySweep.gc]: 'why.sweep.gc',
  [WhySweep.gcStart]: 'why.sweep.gcStart',
  [WhySweep.ensureSwept]: 'why.sweep.ensureSwept',
};

const sweepOutcomes: Readonly<Record<number, PlainStringId>> = {
  0: 'why.sweep.kept',
  [WhySweep.freed]: 'why.sweep.freed',
  [WhySweep.partial]: 'why.sweep.partial',
  [WhySweep.full]: 'why.sweep.full',
};

/** A goroutine that helps to mark, waits for others to do it, or was paid for. */
function readAssist(why: WhyMark, g: number, bytes: number): Said {
  if (why === WhyMark.assist)
    return {
      goFunc: 'gcAssistAlloc',
      what: text('event.mark.assist', { g, bytes }),
      why: ['why.mark.assist'],
    };
  if (why === WhyMark.assistWait)
    return {
      goFunc: 'gcParkAssist',
      what: text('event.mark.assistWait', { g, bytes }),
      why: ['why.mark.assistWait'],
    };
  return {
    goFunc: 'gcFlushBgCredit',
    what: text('event.mark.assistPaid', { g, bytes }),
    why: ['why.mark.assistPaid'],
  };
}

const readMark: Reader = (view, index, why) => {
  const { trace, mem } = view.rt;
  const a = trace.a(index);
  const b = trace.b(index);
  const object = { address: mem.addrOf(a) };
  switch (why as WhyMark) {
    case WhyMark.root:
      return {
        goFunc: 'markroot',
        what: text('event.mark.root', { job: a }),
        why: ['why.mark.root'],
      };
    case WhyMark.grey:
      return {
        goFunc: 'greyobject',
        what: text('event.mark.grey', object),
        why: ['why.mark.grey'],
        ...objectKey(view, a),
      };
    case WhyMark.noscan:
      return {
        goFunc: 'greyobject',
        what: text('event.mark.noscan', object),
        why: ['why.mark.noscan'],
        ...objectKey(view, a),
      };
    case WhyMark.black:
      return {
        goFunc: 'scanobject',
        what: text('event.mark.black', object),
        why: ['why.mark.black'],
        ...objectKey(view, a),
      };
    case WhyMark.span:
      return {
        goFunc: 'scanSpan',
        what: text('event.mark.span', { span: a, count: b }),
        why: ['why.mark.span'],
        ...spanKey(view, a),
      };
    case WhyMark.assist:
    case WhyMark.assistWait:
    case WhyMark.assistPaid:
      return readAssist(why as WhyMark, a, b);
    case WhyMark.wbFlush:
      return {
        goFunc: 'wbBufFlush',
        what: text('event.mark.wbFlush', { p: a, count: b }),
        why: [],
      };
    default:
      return { goFunc: 'gcMarkDone', what: { id: 'event.mark.done' }, why: ['why.mark.done'] };
  }
};

const scavengeReasons: Readonly<Record<number, PlainStringId>> = {
  [WhyScavenge.background]: 'why.scavenge.background',
  [WhyScavenge.memoryLimit]: 'why.scavenge.memoryLimit',
  [WhyScavenge.heapGrowth]: 'why.scavenge.heapGrowth',
  [WhyScavenge.forced]: 'why.scavenge.forced',
};

function annotationText(view: View, number: number): Text {
  const annotation = view.program.annotations[number];
  if (annotation?.verb === 'stop') return text('event.stop', { name: annotation.name });
  if (annotation?.verb !== 'note') return '';
  // A note has one language; who reads in another is told which it is.
  const { en, zhCn } = annotation;
  return en === '' ? text('event.noteZhCn', { text: zhCn }) : text('event.noteEn', { text: en });
}

function readWatch(view: View, index: number): ReturnType<Reader> {
  const { trace, mem } = view.rt;
  const said = view.program.annotations[trace.b(index)];
  const name = said?.verb === 'watch' ? said.text : '';
  const off = trace.a(index);
  if (off === 0) return { goFunc: '', what: text('event.watchNil', { name }), why: [] };
  const place = view.placeOf(off);
  return {
    goFunc: '',
    what: text('event.watch', { name, address: mem.addrOf(off) }),
    why: [],
    ...(place === undefined || place.slot < 0 ? {} : { key: `slot:${place.span}:${place.slot}` }),
  };
}

const readers: Readonly<Record<TraceKind, Reader>> = {
  [TraceKind.alloc]: readAlloc,
  [TraceKind.refill]: readRefill,
  [TraceKind.uncache]: readUncache,
  [TraceKind.grow]: (view, index) => ({
    goFunc: 'mcentral.grow',
    what: text('event.grow', {
      span: view.rt.trace.a(index),
      spanClass: view.rt.trace.b(index),
    }),
    why: ['why.grow'],
    ...spanKey(view, view.rt.trace.a(index)),
  }),
  [TraceKind.heapGrow]: (view, index, why) => ({
    goFunc: 'mheap.grow',
    what: text('event.heapGrow', {
      bytes: view.rt.trace.b(index) * 8192,
      address: addressOfPage(view, view.rt.trace.a(index)),
    }),
    why: [why === 0 ? 'why.heapGrow.first' : 'why.heapGrow.more'],
    key: `chunk:${Math.floor(view.mapPage(view.rt.trace.a(index)) / 512)}`,
  }),
  [TraceKind.spanAlloc]: (view, index, why) => ({
    goFunc: 'mheap.allocSpan',
    what: text('event.spanAlloc', {
      span: view.rt.trace.a(index),
      pages: view.rt.trace.b(index),
    }),
    why: [spanSources[why] ?? 'why.span.cacheMiss'],
    ...spanKey(view, view.rt.trace.a(index)),
  }),
  [TraceKind.spanFree]: (view, index, why) => ({
    goFunc: 'mheap.freeSpan',
    what: text('event.spanFree', { span: view.rt.trace.a(index) }),
    why: [freeReasons[why] ?? 'why.free.heap'],
  }),
  [TraceKind.gcStart]: (view, index, why) => ({
    goFunc: 'gcStart',
    what: text('event.gcStart', {
      cycle: view.rt.trace.a(index),
      bytes: view.rt.trace.b(index),
    }),
    why: [gcReason(why)],
  }),
  [TraceKind.gcMark]: readMark,
  [TraceKind.gcEnd]: (view, index) => ({
    goFunc: 'gcMarkTermination',
    what: text('event.gcEnd', { cycle: view.rt.trace.a(index), bytes: view.rt.trace.b(index) }),
    why: [],
  }),
  [TraceKind.sweep]: (view, index, why) => ({
    goFunc: 'mspan.sweep',
    what: text('event.sweep', {
      span: view.rt.trace.a(index),
      count: sweptObjects(view.rt.trace.b(index)),
    }),
    why: [sweepers[why & sweepWhoMask]!, sweepOutcomes[why & ~sweepWhoMask]!],
    ...spanKey(view, view.rt.trace.a(index)),
  }),
  [TraceKind.stackAlloc]: (view, index) => ({
    goFunc: 'stackalloc',
    what: text('event.stackAlloc', stackArgs(view, index)),
    why: [],
    ...objectSpanKey(view, view.rt.trace.a(index)),
  }),
  [TraceKind.stackFree]: (view, index) => ({
    goFunc: 'stackfree',
    what: text('event.stackFree', stackArgs(view, index)),
    why: [],
  }),
  [TraceKind.schedule]: (view, index) => ({
    goFunc: 'execute',
    what: text('event.schedule', { g: view.rt.trace.a(index), p: view.rt.trace.b(index) }),
    why: [],
    key: `g:${view.rt.trace.a(index)}`,
  }),
  [TraceKind.go]: (view, index) => ({
    goFunc: 'newproc',
    what: text('event.go', {
      g: view.rt.trace.a(index),
      func: view.program.funcs[view.rt.trace.b(index)]?.name ?? '',
    }),
    why: [],
    key: `g:${view.rt.trace.a(index)}`,
  }),
  [TraceKind.goExit]: (view, index) => ({
    goFunc: 'goexit0',
    what: text('event.goExit', { g: view.rt.trace.a(index) }),
    why: [],
  }),
  [TraceKind.stop]: (view, index) => ({
    goFunc: '',
    what: annotationText(view, view.rt.trace.a(index)),
    why: [],
  }),
  [TraceKind.note]: (view, index) => ({
    goFunc: '',
    what: annotationText(view, view.rt.trace.a(index)),
    why: [],
  }),
  [TraceKind.watch]: readWatch,
  [TraceKind.output]: () => ({ goFunc: 'write', what: { id: 'event.output' }, why: [] }),
  [TraceKind.scavenge]: (view, index, why) => ({
    goFunc: 'pageAlloc.scavenge',
    what: text('event.scavenge', {
      pages: view.rt.trace.b(index),
      address: addressOfPage(view, view.rt.trace.a(index)),
    }),
    why: [scavengeReasons[why] ?? 'why.scavenge.background'],
  }),
};

function stackArgs(view: View, index: number): Args {
  const { trace, mem } = view.rt;
  return { bytes: trace.b(index), address: mem.addrOf(trace.a(index)) };
}

function objectSpanKey(view: View, off: number): { key?: Key } {
  const place = view.placeOf(off);
  return place === undefined ? {} : { key: `span:${place.span}` };
}
