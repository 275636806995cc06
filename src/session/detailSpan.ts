/** Inspector pages about spans and slots, with the contents of objects word by word. */
import type { parseKey } from '../protocol/keys';
import type { Key } from '../protocol/keys';
import { PageState, SlotBit } from '../protocol/views';
import type { Field, FieldGroup, Words } from '../protocol/views';
import { lastEventOf } from './backwards';
import { bits64 } from './detailHeap';
import type { Page, Sources } from './details';
import { fact, facts, field, linked, list, struct } from './fields';
import { spanColumns } from './map';
import { pageStateNames, say, scanName, sweepNames } from './rows';
import type { View } from './view';

type Parsed = NonNullable<ReturnType<typeof parseKey>>;

/** Words of an object that are sent. */
const wordLimit = 512;

/** Undefined when the key is neither, or what it names is not there. */
export function spanPage(sources: Sources, { kind, a, b }: Parsed): Page | undefined {
  const { view } = sources;
  if (kind === 'span') return view.isLive(a) ? span(sources, a) : undefined;
  if (kind !== 'slot' || !view.isHeap(a) || b >= view.rt.mspan.nelems[a]!) return undefined;
  return slot(sources, a, b);
}

function placeOnMap(view: View, number: number): Pick<Page, 'page' | 'pageCount' | 'span'> {
  const { startPage, npages } = view.rt.mspan;
  const page = view.mapPage(startPage[number]!);
  const pageCount = npages[number]!;
  return { page, pageCount, span: spanColumns(view, [number], page, pageCount, 'site') };
}

function lastEvent(sources: Sources, key: Key): Pick<Page, 'last'> {
  const index = lastEventOf(sources.view, key);
  return index < 0 ? {} : { last: sources.events.row(index) };
}

function span(sources: Sources, number: number): Page {
  const { view, rows } = sources;
  const { mspan } = view.rt;
  const spanClass = mspan.spanclass[number]!;
  const count = view.isHeap(number) ? mspan.nelems[number]! : 0;
  const taken = takenSlots(view, number);
  return {
    title: say('tree.span', { span: number }),
    sentence: spanSentence(view, number),
    ...placeOnMap(view, number),
    groups: [struct('mspan', spanFields(sources, number)), ...spanFacts(view, number)],
    lists:
      count === 0
        ? []
        : [
            list('list.objects', taken.length, (index) => {
              const at = taken[index]!;
              return {
                key: `slot:${number}:${at}`,
                label: say('tree.slot.item', { slot: at, what: rows.object(number, at) }),
              };
            }),
          ],
    ...lastEvent(sources, `span:${number}`),
    ...(spanClass < 2 && count === 1 ? wordsOf(sources, number, 0) : {}),
  };
}

function takenSlots(view: View, number: number): number[] {
  if (!view.isHeap(number)) return [];
  const taken: number[] = [];
  for (let at = 0; at < view.rt.mspan.nelems[number]!; at++)
    if (view.isAllocated(number, at)) taken.push(at);
  return taken;
}

function spanSentence(view: View, number: number): Page['sentence'] {
  const { mspan } = view.rt;
  const pages = mspan.npages[number]!;
  const state = view.spanState(number);
  if (state !== PageState.heap)
    return say('detail.span.sentence.manual', { pages, state: say(pageStateNames[state]) });
  const noscan = scanName(mspan.spanclass[number]!);
  const sweep = say(sweepNames[view.sweepState(number)]!);
  if (mspan.spanclass[number]! < 2)
    return say('detail.span.sentence.large', { pages, noscan, sweep });
  const count = mspan.nelems[number]!;
  const used = mspan.allocCount[number]!;
  const size = mspan.elemsize[number]!;
  return say('detail.span.sentence.small', {
    pages,
    count,
    size,
    noscan,
    used,
    free: count - used,
    tail: pages * 8192 - count * size,
    sweep,
  });
}

const stateNames = ['mSpanDead', 'mSpanInUse', 'mSpanManual'];

function spanFields({ view }: Sources, number: number): Field[] {
  const { mspan, mem } = view.rt;
  const common = [
    field('startAddr', mem.addrOf(mspan.base[number]!), 'address'),
    field('npages', mspan.npages[number]!, 'count'),
    field('state', stateNames[mspan.state[number]!]!),
    field('limit', mem.addrOf(mspan.limit[number]!), 'address'),
    field('needzero', mspan.needzero[number]! !== 0),
  ];
  if (!view.isHeap(number)) return common;
  const spanClass = mspan.spanclass[number]!;
  const largeType = mspan.largeType[number]! - 1;
  return [
    ...common,
    linked(
      field('spanclass', spanClass, 'index'),
      spanClass < 2 ? undefined : `mcentral:${spanClass}`,
    ),
    field('elemsize', mspan.elemsize[number]!, 'bytes'),
    field('nelems', mspan.nelems[number]!, 'count'),
    field('freeindex', mspan.freeindex[number]!, 'index'),
    field('freeIndexForScan', mspan.freeIndexForScan[number]!, 'index'),
    field('allocCount', mspan.allocCount[number]!, 'count'),
    field('allocCountBeforeCache', mspan.allocCountBeforeCache[number]!, 'count'),
    field('allocCache', bits64(mspan.allocCacheLow[number]!, mspan.allocCacheHigh[number]!)),
    field('allocBits', bitmap(view, mspan.allocBits[number]!, mspan.nelems[number]!)),
    field('gcmarkBits', bitmap(view, mspan.gcmarkBits[number]!, mspan.nelems[number]!)),
    field('sweepgen', mspan.sweepgen[number]!, 'index'),
    ...(largeType < 0 ? [] : [field('largeType', view.rt.types[largeType]?.name ?? '')]),
  ];
}

/** The first 128 bits of a bitmap, slot 0 in front. */
function bitmap(view: View, at: number, nelems: number): string {
  const { bits } = view.rt.gcBits;
  const shown = Math.min(nelems, 128);
  let text = '';
  for (let i = 0; i < shown; i++) {
    if (i > 0 && i % 8 === 0) text += ' ';
    text += (bits[at + (i >> 5)]! >>> (i & 31)) & 1;
  }
  return nelems > shown ? `${text} …` : text;
}

function spanFacts(view: View, number: number): FieldGroup[] {
  if (!view.isHeap(number)) return [];
  const { mspan } = view.rt;
  const owner = mspan.owner[number]!;
  const tail = mspan.npages[number]! * 8192 - mspan.nelems[number]! * mspan.elemsize[number]!;
  return [
    facts('group.facts', [
      ...(owner === 0
        ? []
        : [
            linked(
              fact('fact.owner', say('detail.mcache', { p: owner - 1 })),
              `mcache:${owner - 1}`,
            ),
          ]),
      fact('fact.waste.tail', Math.max(0, tail), 'bytes'),
      ...(view.heapBitsBytes(number) === 0
        ? []
        : [fact('fact.heapBits', view.heapBitsBytes(number), 'bytes')]),
      ...(view.markBitsBytes(number) === 0
        ? []
        : [fact('fact.markBits', view.markBitsBytes(number), 'bytes')]),
    ]),
  ];
}

// ---- slots -------------------------------------------------------------------------------------

function slot(sources: Sources, number: number, at: number): Page {
  const { view, positions } = sources;
  const site = view.program.sites[view.siteOf(number, at)];
  const isTaken = view.isAllocated(number, at);
  const source = isTaken && site !== undefined ? positions.of(site.position) : undefined;
  return {
    title: say('tree.slot.of', { slot: at, span: number }),
    sentence: slotSentence(view, number, at),
    ...placeOnMap(view, number),
    groups: slotFacts(sources, number, at),
    lists: isTaken ? [pointerList(sources, number, at)] : [],
    ...lastEvent(sources, `slot:${number}:${at}`),
    ...(source === undefined ? {} : { source }),
    ...wordsOf(sources, number, at),
  };
}

function slotSentence(view: View, number: number, at: number): Page['sentence'] {
  const { mspan, mem } = view.rt;
  const size = mspan.elemsize[number]!;
  if (!view.isAllocated(number, at)) {
    const isNext = mspan.owner[number] !== 0 && view.nextFree(number) === at;
    return isNext
      ? say('detail.slot.sentence.next', { size })
      : say('detail.slot.sentence.free', { size });
  }
  const address = mem.addrOf(view.slotOff(number, at));
  const site = view.program.sites[view.siteOf(number, at)];
  if (site === undefined || !site.user)
    return say('detail.slot.sentence.unknown', { size, address });
  return say('detail.slot.sentence.object', {
    size,
    address,
    line: site.position.line,
    type: site.type,
  });
}

function slotFacts({ view }: Sources, number: number, at: number): FieldGroup[] {
  const { mspan, mem } = view.rt;
  const size = mspan.elemsize[number]!;
  const header = view.headerBytes(number);
  const bits = view.slotBits(number, at);
  const isTaken = (bits & SlotBit.allocated) !== 0;
  const siteNumber = view.siteOf(number, at);
  const site = view.program.sites[siteNumber];
  const born = view.bornAt(number, at);
  const asked = isTaken ? view.requestedBytes(number, at) : -1;
  const where = facts('group.where', [
    fact('fact.address', mem.addrOf(view.slotOff(number, at)), 'address'),
    fact('fact.slotBytes', size, 'bytes'),
    linked(fact('fact.span', number, 'index'), `span:${number}`),
    fact('fact.slot.state', say(isTaken ? 'state.taken' : 'tree.slot.free')),
    ...(isTaken ? [fact('fact.colour', say(colourName(bits)))] : []),
    ...(header === 0 ? [] : [fact('fact.header', header, 'bytes')]),
  ]);
  if (!isTaken) return [where];
  return [
    where,
    facts('group.facts', [
      ...(site === undefined
        ? []
        : [
            linked(fact('fact.site', site.text), site.user ? `site:${siteNumber}` : undefined),
            fact('fact.type', site.type),
          ]),
      ...(asked < 0 ? [] : [fact('fact.requested', asked, 'bytes')]),
      ...(asked < 0 ? [] : [fact('fact.waste.slot', Math.max(0, size - asked - header), 'bytes')]),
      ...(born < 0 ? [] : [fact('fact.age', born, 'tick')]),
    ]),
  ];
}

function colourName(bits: number): 'colour.white' | 'colour.grey' | 'colour.black' {
  if ((bits & SlotBit.marked) === 0) return 'colour.white';
  return (bits & SlotBit.scanned) === 0 ? 'colour.grey' : 'colour.black';
}

/** What the pointers in an object point at. */
function pointerList({ view }: Sources, number: number, at: number): Page['lists'][number] {
  const found: { key: Key; word: number }[] = [];
  const off = view.slotOff(number, at);
  const words = Math.min(wordLimit, view.rt.mspan.elemsize[number]! >> 3);
  for (let word = 0; word < words; word++) {
    if (!view.isPointer(number, at, word)) continue;
    const target = view.rt.mem.loadPtr(off + word * 8);
    const key = target > 0 ? view.keyOf(target) : undefined;
    if (key !== undefined) found.push({ key, word });
  }
  return list('list.pointers', found.length, (index) => {
    const { key, word } = found[index]!;
    return { key, label: say('tree.pointer', { word: word * 8, key }) };
  });
}

/** An object's contents; of a taken slot, or of the one object of a large span. */
function wordsOf(sources: Sources, number: number, at: number): { words?: Words } {
  const { view, values } = sources;
  const { mspan, mem } = view.rt;
  if (!view.isAllocated(number, at)) return {};
  const off = view.slotOff(number, at);
  const count = Math.min(wordLimit, Math.floor(mspan.elemsize[number]! / 8));
  const header = view.headerBytes(number);
  const type = view.objectType(number, at);
  const names = type < 0 ? [] : values.wordNames(type, header, 0, count);
  const words: Words = {
    address: mem.addrOf(off),
    firstWord: 0,
    low: mem.u32.slice(off >> 2, (off >> 2) + 2 * count).filter((_, i) => i % 2 === 0),
    high: mem.u32.slice(off >> 2, (off >> 2) + 2 * count).filter((_, i) => i % 2 === 1),
    pointers: Uint8Array.from({ length: count }, (_, word) =>
      view.isPointer(number, at, word) ? 1 : 0,
    ),
    names: Array.from({ length: count }, (_, word) =>
      word === 0 && header > 0 ? 'type' : (names[word] ?? ''),
    ),
    targets: Array.from({ length: count }, (_, word): Key | '' => {
      if (!view.isPointer(number, at, word)) return '';
      const target = mem.loadPtr(off + word * 8);
      return target > 0 ? (view.keyOf(target) ?? '') : '';
    }),
  };
  return { words };
}
